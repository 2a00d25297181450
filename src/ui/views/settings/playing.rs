//! What plays when nobody says so.

use egui::Ui;

use super::{Place, Row, Section, controls};
use crate::engine::Command;
use crate::language::{key, t};
use crate::settings::{Change, Resume};
use crate::ui::views::Scene;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-playing"),
    rows: &[
        Row {
            key: key!("playing-go-on-by-mood"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.dj_fills;
                controls::toggle(ui, scene, name, on, Change::DjFills);
            },
        },
        Row {
            key: key!("playing-when-mien-starts"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices =
                    [(Resume::AsLeft, t!("playing-as-left")), (Resume::Paused, t!("playing-paused"))];
                let current = scene.model.settings.resume;
                controls::choice(ui, scene, name, &choices, current, Change::Resume);
            },
        },
        Row { key: key!("playing-sound-output"), place: Place::Beside, control: output },
    ],
};

fn output(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    controls::ask_now_and_then(ui, scene, &Command::ListOutputs);
    let current = scene.model.settings.output.as_deref();
    let mut choices = vec![(None, t!("playing-system-output"))];
    choices.extend(
        scene.model.music.outputs.iter().map(|output| (Some(output.id.as_str()), output.name.as_str())),
    );
    let known = choices.iter().find(|(id, _)| *id == current);
    let shown = known.map_or_else(|| current.unwrap_or_default(), |(_, name)| name);
    if let Some(id) = controls::pick(ui, scene.theme, name, shown, &choices, current) {
        controls::change(scene, Change::Output(id.map(str::to_owned)));
    }
}
