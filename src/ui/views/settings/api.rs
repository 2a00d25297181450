//! The local API of the running app.

use egui::{OpenUrl, Ui};

use super::{Place, Row, Section, controls};
use crate::engine::ApiState;
use crate::language::{key, t};
use crate::settings::Change;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, size};
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::text;

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
        Row { key: key!("api-page"), place: Place::Below, control: page },
    ],
};

/// Where the page is, and the way there; or why it is nowhere.
fn page(ui: &mut Ui, scene: &mut Scene<'_>, _name: &str) {
    let theme = scene.theme;
    match &scene.model.api {
        ApiState::Off => {
            text::paragraph(ui, text::rich(t!("api-off"), Weight::Medium, size::SMALL, theme.dim));
        }
        ApiState::Listening { url, invitation } => {
            let words = text::rich(url.as_str(), Weight::Medium, size::SMALL, theme.ink);
            text::announce(&text::paragraph(ui, words));
            ui.add_space(STEP);
            let opens = pill(ui, theme, t!("api-open-page"), Face::Quiet);
            if opens.on_hover_text(t!("api-open-page-about")).clicked() {
                ui.open_url(OpenUrl::new_tab(invitation));
            }
        }
        ApiState::Failed(reason) => {
            let words = text::rich(reason.as_str(), Weight::Medium, size::SMALL, theme.danger);
            text::announce(&text::paragraph(ui, words));
        }
    }
}
