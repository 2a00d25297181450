//! The camera, and what is done with the mood.

use egui::{Id, Ui};

use super::{Place, Row, Section, controls};
use crate::affect::AffectTable;
use crate::emotion::Emotion;
use crate::engine::{CameraSwitch, Command};
use crate::mood::{Goal, Mode};
use crate::settings::{Change, Consent, Detector};
use crate::ui::actions::Intent;
use crate::ui::theme::STEP;
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::switch::switch;
use crate::ui::words;

/// The section.
pub const SECTION: Section = Section {
    name: "Camera and mood",
    rows: &[
        Row {
            name: "Use the camera",
            about: "Mien looks at your face to guess your mood; no picture is ever stored or sent.",
            words: "webcam consent privacy face",
            place: Place::Beside,
            control: use_the_camera,
        },
        Row {
            name: "Camera",
            about: "Which camera to use when there are several.",
            words: "webcam device",
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (None, "First that works"),
                    (Some(0), "Camera 0"),
                    (Some(1), "Camera 1"),
                    (Some(2), "Camera 2"),
                    (Some(3), "Camera 3"),
                ];
                let current = scene.model.settings.camera;
                controls::choice(ui, scene, name, &choices, current, Change::Camera);
            },
        },
        Row {
            name: "Face detector",
            about: "BlazeFace also finds tilted heads and faces in poor light; SeetaFace looks for faces from the front only.",
            words: "blaze seeta find",
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [(Detector::Blaze, "BlazeFace"), (Detector::Seeta, "SeetaFace")];
                let current = scene.model.settings.detector;
                controls::choice(ui, scene, name, &choices, current, Change::Detector);
            },
        },
        Row {
            name: "What the music does",
            about: "Match plays music like your mood; lift leads it to a goal in small steps.",
            words: "match lift mode",
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [(Mode::Match, "Match my mood"), (Mode::Lift, "Lift my mood")];
                let current = scene.model.steering.mode;
                controls::choice(ui, scene, name, &choices, current, Change::Mode);
            },
        },
        Row {
            name: "Goal of lift",
            about: "Where lift leads.",
            words: "calm happy energised focused",
            place: Place::Beside,
            control: |ui, scene, name| {
                let current = scene.model.steering.goal;
                let own = matches!(current, Goal::Point(_)).then_some(current);
                let all = Goal::ALL.into_iter().chain(own);
                let choices: Vec<_> = all.map(|goal| (goal, words::goal(goal))).collect();
                controls::choice(ui, scene, name, &choices, current, Change::Goal);
            },
        },
        Row {
            name: "Where emotions lie",
            about: "How pleasant and how excited each expression counts; music is chosen near that point.",
            words: "valence arousal affect table plane",
            place: Place::Below,
            control: places,
        },
    ],
};

fn use_the_camera(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let allowed = scene.model.sight.consent == Consent::Allowed;
    match switch(ui, scene.theme, name, allowed) {
        Some(true) => scene.actions.want(Intent::AskConsent),
        Some(false) => scene.actions.send(Command::Camera(CameraSwitch::Decline)),
        None => {}
    }
}

/// One emotion at a time: its two coordinates, and a way back.
fn places(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let theme = scene.theme;
    let memory = Id::unique("emotion to place");
    let emotion: Emotion = ui.data(|data| data.get_temp(memory)).unwrap_or(Emotion::Happy);
    let mut table = scene.model.settings.affect;
    let mut place = table.get(emotion);
    let choices = Emotion::ALL.map(|emotion| (emotion, words::menu_name(emotion)));
    controls::labelled(ui, theme, "Expression", |ui| {
        let shown = words::menu_name(emotion);
        if let Some(chosen) = controls::pick(ui, theme, name, shown, &choices, emotion) {
            ui.data_mut(|data| data.insert_temp(memory, chosen));
        }
    });
    ui.add_space(STEP * 2.0);
    let range = controls::Range { ends: (-1.0, 1.0), step: 0.01, text: |value| format!("{value:+.2}") };
    for (label, coordinate) in
        [("Unpleasant to pleasant", &mut place.valence), ("Quiet to excited", &mut place.arousal)]
    {
        let name = format!("{}: {}", words::menu_name(emotion), label.to_lowercase());
        controls::labelled(ui, theme, label, |ui| {
            let gives = controls::Gives::WhenReleased;
            if let Some(value) = controls::number(ui, theme, &name, range, *coordinate, gives) {
                *coordinate = value;
            }
        });
    }
    if place != table.get(emotion) {
        table.set(emotion, place);
        controls::change(scene, Change::Affect(table));
    } else if table != AffectTable::default()
        && pill(ui, theme, "Back to the usual places", Face::Quiet).clicked()
    {
        controls::change(scene, Change::Affect(AffectTable::default()));
    }
}
