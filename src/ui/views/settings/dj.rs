//! What the DJ may learn and note, and how it treats albums.

use super::{Place, Row, Section, controls};
use crate::engine::Command;
use crate::settings::Change;
use crate::ui::widgets::button::{Face, pill};

/// The section.
pub const SECTION: Section = Section {
    name: "DJ",
    rows: &[
        Row {
            name: "Learn my taste",
            about: "The DJ learns from what you hear out, skip and like; what it learns stays on this machine.",
            words: "learning bandit recommendation privacy",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.learning;
                controls::toggle(ui, scene, name, on, Change::Learning);
            },
        },
        Row {
            name: "Forget what you learned",
            about: "The DJ starts anew; likes, stars and play counts stay.",
            words: "reset delete learning taste privacy",
            place: Place::Beside,
            control: |ui, scene, name| {
                if pill(ui, scene.theme, name, Face::Raised).clicked() {
                    scene.actions.send(Command::ForgetTaste);
                }
            },
        },
        Row {
            name: "Play albums whole",
            about: "A track brings the rest of its album, in order.",
            words: "albums sequence order",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.whole_albums;
                controls::toggle(ui, scene, name, on, Change::WholeAlbums);
            },
        },
        Row {
            name: "Keep a mood journal",
            about: "Notes your mood and the music once a minute, on this machine only and never with a picture.",
            words: "diary history mood privacy",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.journal;
                controls::toggle(ui, scene, name, on, Change::Journal);
            },
        },
    ],
};
