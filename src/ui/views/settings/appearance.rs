//! How the window looks.

use super::{Place, Row, Section, controls};
use crate::language::{Language, key, t};
use crate::settings::{Appearance, Change, Contrast, Motion};

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-appearance"),
    rows: &[
        Row {
            key: key!("appearance-light-or-dark"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Appearance::System, t!("appearance-system")),
                    (Appearance::Light, t!("appearance-light")),
                    (Appearance::Dark, t!("appearance-dark")),
                ];
                let current = scene.model.settings.appearance;
                controls::choice(ui, scene, name, &choices, current, Change::Appearance);
            },
        },
        Row {
            key: key!("appearance-contrast"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Contrast::System, t!("appearance-system")),
                    (Contrast::Normal, t!("appearance-contrast-soft")),
                    (Contrast::High, t!("appearance-contrast-high")),
                ];
                let current = scene.model.settings.contrast;
                controls::choice(ui, scene, name, &choices, current, Change::Contrast);
            },
        },
        Row {
            key: key!("appearance-motion"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Motion::System, t!("appearance-system")),
                    (Motion::Full, t!("appearance-motion-full")),
                    (Motion::Reduced, t!("appearance-motion-reduced")),
                ];
                let current = scene.model.settings.motion;
                controls::choice(ui, scene, name, &choices, current, Change::Motion);
            },
        },
        Row {
            key: key!("appearance-language"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let mut choices = vec![(None, t!("appearance-system-language"))];
                choices.extend(Language::OFFERED.map(|language| (Some(language), language.name())));
                let current = scene.model.settings.language;
                controls::choice(ui, scene, name, &choices, current, Change::Language);
            },
        },
    ],
};
