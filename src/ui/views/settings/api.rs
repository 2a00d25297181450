//! The local API of the running app.

use super::{Place, Row, Section, controls};
use crate::settings::Change;

/// The section.
pub const SECTION: Section = Section {
    name: "API",
    rows: &[
        Row {
            name: "Let programs on this computer use Mien",
            about: "Opens a page in your browser's reach, http://127.0.0.1 and the port below, and answers programs. What plays and \
                    your mood need the token in the file api-token of Mien's data folder.",
            words: "http server local remote web page token openapi",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.api;
                controls::toggle(ui, scene, name, on, Change::Api);
            },
        },
        Row {
            name: "Port",
            about: "Where the page and the API are; take another one if a program has this already.",
            words: "http server address",
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
