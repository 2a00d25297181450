//! What the user chose, kept in `settings.toml`. A bad field falls back to its default with a notice;
//! unknown fields are kept out; the file is never a reason not to start.
//!
//! A new setting is a line in the table below, a row in its section of the Settings view (`ui/views/settings/`), and,
//! where something must follow at once, an arm in `engine/core/preferences.rs`. A setting nobody should edit by hand,
//! such as `demo_imported`, has no row.

#[macro_use]
mod table;
mod file;

use serde::{Deserialize, Serialize};

use crate::affect::AffectTable;
use crate::mood::{Goal, Mode};

/// The layout of the file; raised when a field changes its meaning.
pub const SCHEMA: i64 = 1;

/// May the camera be used? Asked once, changed at any time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    /// Not asked yet: the camera stays off.
    #[default]
    Unasked,
    /// The user allowed it.
    Allowed,
    /// The user prefers no camera.
    Declined,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the desktop says.
    #[default]
    System,
    /// Light surfaces.
    Light,
    /// Dark surfaces.
    Dark,
}

/// Which face detector looks at the frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detector {
    /// BlazeFace: also finds tilted heads, and faces in poor light.
    #[default]
    Blaze,
    /// rustface: SeetaFace, frontal.
    Seeta,
}

settings_table! {
    // Appearance.
    /// Light or dark.
    Appearance appearance: Appearance = Appearance::default(), any;

    // Camera and mood.
    /// Camera consent.
    Consent consent: Consent = Consent::default(), any;
    /// The camera's number; `None` takes the first that works.
    Camera camera: Option<u32> = None, any;
    /// Face detector.
    Detector detector: Detector = Detector::default(), any;
    /// Match or lift.
    Mode mode: Mode = Mode::default(), any;
    /// Where lift leads.
    Goal goal: Goal = Goal::default(), on_plane;
    /// Where each emotion lies on the plane.
    Affect affect: AffectTable = AffectTable::default(), any;

    // The DJ.
    /// Learn from what is heard out, skipped and liked.
    Learning learning: bool = true, any;
    /// Play albums whole and in order.
    WholeAlbums whole_albums: bool = false, any;
    /// Keep a mood journal.
    Journal journal: bool = false, any;

    // Sound.
    /// Volume, 0..=1.
    Volume volume: f32 = 0.8, share;

    // Library.
    /// The demo tracks were imported once; they do not come back after the user removed them.
    DemoImported demo_imported: bool = false, any;
}

/// Every value of the type can be used.
const fn any<T>(_: &T) -> bool {
    true
}

/// A goal on the plane.
fn on_plane(goal: &Goal) -> bool {
    let place = goal.affect();
    place.valence.abs() <= 1.0 && place.arousal.abs() <= 1.0
}

/// 0..=1.
fn share(value: &f32) -> bool {
    (0.0..=1.0).contains(value)
}
