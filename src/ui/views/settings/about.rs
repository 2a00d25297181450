//! What this is, and where to find help.

use super::{Place, Row, Section};
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::theme::size;
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::text;

/// The section.
pub const SECTION: Section = Section {
    name: "About Mien",
    rows: &[
        Row {
            name: "Keyboard shortcuts",
            about: "Everything Mien does can be done by keyboard.",
            words: "keys help",
            place: Place::Beside,
            control: |ui, scene, _| {
                if pill(ui, scene.theme, "Show keys", Face::Raised).clicked() {
                    scene.actions.want(Intent::ToggleKeys);
                }
            },
        },
        Row {
            name: "Version",
            about: "Mien is free software under the MIT licence.",
            words: "about licence",
            place: Place::Beside,
            control: |ui, scene, _| {
                text::line(ui, text::rich(crate::VERSION, Weight::Regular, size::SMALL, scene.theme.dim));
            },
        },
    ],
};
