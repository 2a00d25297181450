//! What this is, and where to find help.

use super::{Place, Row, Section};
use crate::language::{key, t};
use crate::ui::actions::{Intent, View};
use crate::ui::fonts::Weight;
use crate::ui::theme::size;
use crate::ui::views::tour::Step;
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::text;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-about"),
    rows: &[
        Row {
            key: key!("about-keyboard-shortcuts"),
            place: Place::Beside,
            control: |ui, scene, _| {
                if pill(ui, scene.theme, t!("about-show-keys"), Face::Raised).clicked() {
                    scene.actions.want(Intent::ToggleKeys);
                }
            },
        },
        Row {
            key: key!("info-settings"),
            place: Place::Beside,
            control: |ui, scene, _| {
                if pill(ui, scene.theme, t!("info-open"), Face::Raised).clicked() {
                    scene.actions.want(Intent::Show(View::About));
                }
            },
        },
        Row {
            key: key!("tour-again"),
            place: Place::Beside,
            control: |ui, scene, _| {
                if pill(ui, scene.theme, t!("tour-show"), Face::Raised).clicked() {
                    scene.actions.want(Intent::Tour(Step::Music));
                }
            },
        },
        Row {
            key: key!("about-version"),
            place: Place::Beside,
            control: |ui, scene, _| {
                text::line(ui, text::rich(crate::VERSION, Weight::Regular, size::SMALL, scene.theme.dim));
            },
        },
    ],
};
