//! What the DJ may learn and note, and how it treats albums.

use super::{Place, Row, Section, controls};
use crate::engine::Command;
use crate::language::key;
use crate::settings::Change;
use crate::ui::widgets::button::{Face, pill};

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-dj"),
    rows: &[
        Row {
            key: key!("dj-learn-my-taste"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.learning;
                controls::toggle(ui, scene, name, on, Change::Learning);
            },
        },
        Row {
            key: key!("dj-forget-what-you-learned"),
            place: Place::Beside,
            control: |ui, scene, name| {
                if pill(ui, scene.theme, name, Face::Raised).clicked() {
                    scene.actions.send(Command::ForgetTaste);
                }
            },
        },
        Row {
            key: key!("dj-play-albums-whole"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.whole_albums;
                controls::toggle(ui, scene, name, on, Change::WholeAlbums);
            },
        },
        Row {
            key: key!("dj-keep-a-mood-journal"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.journal;
                controls::toggle(ui, scene, name, on, Change::Journal);
            },
        },
    ],
};
