//! What plays when nobody says so.

use egui::Ui;

use super::{Place, Row, Section, controls};
use crate::engine::Command;
use crate::settings::{Change, Resume};
use crate::ui::views::Scene;

/// Seconds after which the list of devices is looked for again.
const LIST_AGES: f64 = 5.0;

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
        Row {
            name: "Sound output",
            about: "Where the music is heard; while that device is not there, the system's default stands in.",
            words: "device speakers headphones sound card",
            place: Place::Beside,
            control: output,
        },
    ],
};

fn output(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    // The list is asked for when the row is first seen, and again some seconds after that.
    let (asked, now) = (ui.scope_id().with("outputs asked"), ui.input(|input| input.time));
    if ui.data(|data| data.get_temp::<f64>(asked)).is_none_or(|before| now > before + LIST_AGES) {
        ui.data_mut(|data| data.insert_temp(asked, now));
        scene.actions.send(Command::ListOutputs);
    }
    let current = scene.model.settings.output.as_deref();
    let mut choices = vec![(None, "As the system says")];
    choices.extend(
        scene.model.music.outputs.iter().map(|output| (Some(output.id.as_str()), output.name.as_str())),
    );
    let known = choices.iter().find(|(id, _)| *id == current);
    let shown = known.map_or_else(|| current.unwrap_or_default(), |(_, name)| name);
    if let Some(id) = controls::pick(ui, scene.theme, name, shown, &choices, current) {
        controls::change(scene, Change::Output(id.map(str::to_owned)));
    }
}
