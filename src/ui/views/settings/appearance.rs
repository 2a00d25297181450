//! How the window looks.

use super::{Place, Row, Section, controls};
use crate::settings::{Appearance, Change};

/// The section.
pub const SECTION: Section = Section {
    name: "Appearance",
    rows: &[Row {
        name: "Light or dark",
        about: "Light surfaces, dark ones, or whatever your desktop uses.",
        words: "theme colour night mode",
        place: Place::Beside,
        control: |ui, scene, name| {
            let choices = [
                (Appearance::System, "As the desktop"),
                (Appearance::Light, "Light"),
                (Appearance::Dark, "Dark"),
            ];
            let current = scene.model.settings.appearance;
            controls::choice(ui, scene, name, &choices, current, Change::Appearance);
        },
    }],
};
