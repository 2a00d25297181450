//! The local API of the running app.

use super::{Place, Row, Section, controls};
use crate::language::key;
use crate::settings::Change;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-api"),
    rows: &[
        Row {
            key: key!("api-let-programs-on-this-computer-use-mien"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.api;
                controls::toggle(ui, scene, name, on, Change::Api);
            },
        },
        Row {
            key: key!("api-port"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let current = scene.model.settings.api_port;
                let own = current.to_string();
                let mut choices = vec![(5000, "5000"), (5050, "5050"), (8400, "8400"), (47_000, "47000")];
                if !choices.iter().any(|(port, _)| *port == current) {
                    choices.push((current, own.as_str()));
                }
                controls::choice(ui, scene, name, &choices, current, Change::ApiPort);
            },
        },
    ],
};
