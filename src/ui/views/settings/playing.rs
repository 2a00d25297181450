//! What plays when nobody says so.

use super::{Place, Row, Section, controls};
use crate::settings::{Change, Resume};

/// The section.
pub const SECTION: Section = Section {
    name: "Playing",
    rows: &[
        Row {
            name: "Go on by mood",
            about: "When your queue is empty, Mien chooses what fits the mood; without this the music ends.",
            words: "dj plan plain player autoplay queue",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.dj_fills;
                controls::toggle(ui, scene, name, on, Change::DjFills);
            },
        },
        Row {
            name: "When Mien starts",
            about: "The queue, the track and the position of last time come back; music that played may go on or wait.",
            words: "session restore resume startup",
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [(Resume::AsLeft, "Go on as I left it"), (Resume::Paused, "Stay paused")];
                let current = scene.model.settings.resume;
                controls::choice(ui, scene, name, &choices, current, Change::Resume);
            },
        },
    ],
};
