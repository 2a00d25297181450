//! What the user chose, kept in `settings.toml`. A bad field falls back to its default with a notice;
//! unknown fields are kept out; the file is never a reason not to start.
//!
//! A new setting is a line in the table below, a row in its section of the Settings view (`ui/views/settings/`), and,
//! where something must follow at once, an arm in `engine/core/preferences.rs`. A setting nobody should edit by hand,
//! such as `demo_imported`, has no row.

#[macro_use]
mod table;
mod file;
mod scrobbling;

use serde::{Deserialize, Serialize};

use crate::affect::AffectTable;
use crate::language::Language;
use crate::mood::{Goal, Mode};
use crate::sound::{Equalizer, Loudness, MAX_CROSSFADE_SECS, MAX_GAIN_DB, SPEEDS, Sound};
pub use scrobbling::{LastFm, ListenBrainz};

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

/// How surfaces stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contrast {
    /// As the desktop says.
    #[default]
    System,
    /// By soft shadows.
    Normal,
    /// By lines, with the strongest colours there are.
    High,
}

/// Whether things move on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    /// As the desktop says.
    #[default]
    System,
    /// Controls glide from state to state.
    Full,
    /// Everything is at once where it belongs.
    Reduced,
}

/// What happens at the start with the music of the last run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resume {
    /// It is as it was left: what played goes on.
    #[default]
    AsLeft,
    /// It waits, paused.
    Paused,
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

/// How large a camera's pictures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CameraSize {
    /// 640 by 480: a face at a desk fills it well, and every camera has it.
    #[default]
    #[serde(rename = "640x480")]
    Vga,
    /// 1280 by 720.
    #[serde(rename = "1280x720")]
    Hd,
    /// 1920 by 1080.
    #[serde(rename = "1920x1080")]
    FullHd,
}

impl CameraSize {
    /// Columns and rows.
    pub const fn pixels(self) -> (u32, u32) {
        match self {
            Self::Vga => (640, 480),
            Self::Hd => (1280, 720),
            Self::FullHd => (1920, 1080),
        }
    }
}

/// When another track is told by a notification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notifications {
    /// Never.
    Off,
    /// While another window is in front.
    #[default]
    WhenHidden,
    /// At each track.
    Always,
}

settings_table! {
    // Appearance.
    /// Light or dark.
    Appearance appearance: Appearance = Appearance::default(), any;
    /// The window's language; `None`: that of the desktop.
    Language language: Option<Language> = None, any;
    /// How surfaces stand out.
    Contrast contrast: Contrast = Contrast::default(), any;
    /// Whether things move.
    Motion motion: Motion = Motion::default(), any;

    // Camera and mood.
    /// Camera consent.
    Consent consent: Consent = Consent::default(), any;
    /// The camera's number; `None` takes the first that works.
    Camera camera: Option<u32> = None, any;
    /// The size of its pictures; cameras that do not have it give the nearest.
    CameraSize camera_size: CameraSize = CameraSize::default(), any;
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

    // Playing.
    /// The DJ goes on when the user's queue is empty; off: a plain player.
    DjFills dj_fills: bool = true, any;
    /// What happens with the music of the last run.
    Resume resume: Resume = Resume::default(), any;

    // Sound.
    /// The device sound goes to; `None`: the system's default.
    Output output: Option<String> = None, any;
    /// Volume, 0..=1.
    Volume volume: f32 = 0.8, share;
    /// How tracks of different loudness are brought to one level.
    Loudness loudness: Loudness = Loudness::default(), any;
    /// Added to every levelled track, dB.
    LoudnessPreAmp loudness_pre_amp_db: f32 = 0.0, |gain| gain.abs() <= MAX_GAIN_DB;
    /// Levelling never lifts a track so far that it clips.
    PreventClipping prevent_clipping: bool = true, any;
    /// One track fades into the next for so long, in seconds; never within an album.
    Crossfade crossfade_secs: f32 = 0.0, |secs| (0.0..=MAX_CROSSFADE_SECS).contains(secs);
    /// Silence between tracks is left out; never within an album.
    TrimSilence trim_silence: bool = false, any;
    /// The equaliser.
    Equalizer equalizer: Equalizer = Equalizer::default(), Equalizer::is_valid;
    /// -1 (left only) to 1 (right only).
    Balance balance: f32 = 0.0, |balance| balance.abs() <= 1.0;
    /// Speed at the same pitch.
    Speed speed: f32 = 1.0, |speed| SPEEDS.contains(speed);

    // Desktop.
    /// When another track is told by a notification.
    Notifications notifications: Notifications = Notifications::default(), any;
    /// The machine does not fall asleep by itself while music plays.
    KeepAwake keep_awake: bool = true, any;
    /// An icon in the tray.
    Tray tray: bool = false, any;
    /// Closing the window leaves the music playing, with the icon in the tray.
    CloseToTray close_to_tray: bool = false, any;

    // The local API.
    /// Programs on this machine may ask what plays and what faces show.
    Api api: bool = false, any;
    /// Where they find it.
    ApiPort api_port: u16 = 5000, any;

    // What was heard is told to others.
    /// The account at `ListenBrainz`.
    ListenBrainz listenbrainz: ListenBrainz = ListenBrainz::default(), any;
    /// The account at Last.fm, or at a server that speaks like it.
    LastFm lastfm: LastFm = LastFm::default(), any;

    // Library.
    /// Listen to the music in the background, to tell its mood.
    ListenInBackground listen_in_background: bool = true, any;
    /// Look at imported folders again as soon as something changes in them.
    WatchFolders watch_folders: bool = true, any;
    /// Write stars and likes into the files' tags.
    WriteRatings write_ratings: bool = false, any;
    /// The demo tracks were imported once; they do not come back after the user removed them.
    DemoImported demo_imported: bool = false, any;
}

impl Settings {
    /// How music shall sound.
    pub fn sound(&self) -> Sound {
        Sound {
            loudness: self.loudness,
            pre_amp_db: self.loudness_pre_amp_db,
            prevent_clipping: self.prevent_clipping,
            crossfade_secs: self.crossfade_secs,
            trim_silence: self.trim_silence,
            equalizer: self.equalizer,
            balance: self.balance,
            speed: self.speed,
        }
    }
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
#[allow(clippy::trivially_copy_pass_by_ref, reason = "all checks have one type")]
fn share(value: &f32) -> bool {
    (0.0..=1.0).contains(value)
}
