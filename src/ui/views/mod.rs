//! The views: each takes what there is to show and writes what the user wants.

pub mod banners;
pub mod consent;
pub mod footer;
pub mod help;
pub mod hero;
pub mod library;
pub mod now;
pub mod queue;
pub mod rail;
pub mod steering;
pub mod toasts;
pub mod you;

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

/// The quarter of the plane a track lies in, when anything is known of it.
fn track_mood(track: &Track) -> Option<Quadrant> {
    (track.mood.source != MoodSource::None).then(|| track.mood.affect.quadrant())
}
