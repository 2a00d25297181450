//! The views: each takes what there is to show and writes what the user wants.

pub mod about;
pub mod answers;
pub mod banners;
pub mod consent;
pub mod dropping;
pub mod footer;
pub mod help;
pub mod hero;
pub mod journal;
pub mod library;
pub mod lyrics;
pub mod map;
pub mod mini;
pub mod now;
pub mod queue;
pub mod rail;
pub mod settings;
pub mod steering;
pub mod toasts;
pub mod tour;
pub mod you;

use egui::{ScrollArea, Ui, UiBuilder, vec2};

use crate::affect::Quadrant;
use crate::library::Track;
use crate::mood::MoodSource;

use super::actions::Actions;
use super::model::Model;
use super::textures::Textures;
use super::theme::Theme;

/// What every view gets.
pub struct Scene<'a> {
    /// What is known.
    pub model: &'a Model,
    /// The look.
    pub theme: &'a Theme,
    /// Pictures on the graphics card.
    pub textures: &'a mut Textures,
    /// What the user wants.
    pub actions: &'a mut Actions,
}

/// How much room a part of the window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Everything can be shown side by side.
    Ample,
    /// Less, and closer together.
    Tight,
}

impl Room {
    /// Ample from this many points on.
    pub fn from_points(points: f32, ample_from: f32) -> Self {
        if points >= ample_from { Self::Ample } else { Self::Tight }
    }
}

/// Scrolls what does not fit. What stands out throws shadows beyond its own rectangle, so the area in which is
/// painted is wider than the room of the contents by as much.
fn scroll_with_shadows(ui: &mut Ui, salt: &str, contents: impl FnOnce(&mut Ui)) {
    const SHADOW: f32 = 14.0;
    let room = ui.available_rect_before_wrap();
    let mut wider = ui.new_child(UiBuilder::new().id_salt(salt).max_rect(room.expand2(vec2(SHADOW, SHADOW))));
    ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(&mut wider, |ui| {
        egui::Frame::new().inner_margin(SHADOW).show(ui, contents);
    });
    ui.advance_cursor_after_rect(room);
}

/// The quarter of the plane a track lies in, when anything is known of it.
fn track_mood(track: &Track) -> Option<Quadrant> {
    (track.mood.source != MoodSource::None).then(|| track.mood.affect.quadrant())
}
