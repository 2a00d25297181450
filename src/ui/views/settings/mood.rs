//! The camera, and what is done with the mood.

use egui::{Id, Ui};

use super::{Place, Row, Section, controls};
use crate::affect::AffectTable;
use crate::emotion::Emotion;
use crate::engine::{CameraSwitch, Command};
use crate::language::{key, t};
use crate::mood::{Goal, Mode};
use crate::settings::{CameraSize, Change, Consent, Detector};
use crate::ui::actions::Intent;
use crate::ui::theme::STEP;
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::switch::switch;
use crate::ui::words;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-mood"),
    rows: &[
        Row { key: key!("mood-use-the-camera"), place: Place::Beside, control: use_the_camera },
        Row { key: key!("mood-camera"), place: Place::Beside, control: which_camera },
        Row {
            key: key!("mood-camera-resolution"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (CameraSize::Vga, "640 × 480"),
                    (CameraSize::Hd, "1280 × 720"),
                    (CameraSize::FullHd, "1920 × 1080"),
                ];
                let current = scene.model.settings.camera_size;
                controls::choice(ui, scene, name, &choices, current, Change::CameraSize);
            },
        },
        Row {
            key: key!("mood-face-detector"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [(Detector::Blaze, "BlazeFace"), (Detector::Seeta, "SeetaFace")];
                let current = scene.model.settings.detector;
                controls::choice(ui, scene, name, &choices, current, Change::Detector);
            },
        },
        Row {
            key: key!("mood-what-the-music-does"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [(Mode::Match, t!("mood-match")), (Mode::Lift, t!("mood-lift"))];
                let current = scene.model.steering.mode;
                controls::choice(ui, scene, name, &choices, current, Change::Mode);
            },
        },
        Row {
            key: key!("mood-goal-of-lift"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let current = scene.model.steering.goal;
                let own = matches!(current, Goal::Point(_)).then_some(current);
                let all = Goal::ALL.into_iter().chain(own);
                let choices: Vec<_> = all.map(|goal| (goal, words::goal(goal))).collect();
                controls::choice(ui, scene, name, &choices, current, Change::Goal);
            },
        },
        Row { key: key!("mood-where-emotions-lie"), place: Place::Below, control: places },
    ],
};

/// Those that are plugged in, by name, and the one that was chosen, wherever it is now.
fn which_camera(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    controls::ask_now_and_then(ui, scene, &Command::ListCameras);
    let current = scene.model.settings.camera;
    let mut named: Vec<(Option<u32>, String)> =
        scene.model.sight.cameras.iter().map(|camera| (Some(camera.index), words::camera(camera))).collect();
    if let Some(index) = current.filter(|index| !named.iter().any(|(known, _)| *known == Some(*index))) {
        named.push((current, t!("mood-camera-missing", number = index)));
    }
    let mut choices = vec![(None, t!("mood-first-camera"))];
    choices.extend(named.iter().map(|(index, label)| (*index, label.as_str())));
    controls::choice(ui, scene, name, &choices, current, Change::Camera);
}

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
    let choices = Emotion::ALL.map(|emotion| (emotion, emotion.menu_name()));
    controls::labelled(ui, theme, t!("mood-expression"), |ui| {
        let shown = emotion.menu_name();
        if let Some(chosen) = controls::pick(ui, theme, name, shown, &choices, emotion) {
            ui.data_mut(|data| data.insert_temp(memory, chosen));
        }
    });
    ui.add_space(STEP * 2.0);
    let range = controls::Range { ends: (-1.0, 1.0), step: 0.01, text: |value| words::signed(value, 2) };
    for (label, coordinate) in
        [(t!("mood-valence"), &mut place.valence), (t!("mood-arousal"), &mut place.arousal)]
    {
        let axis = label.to_lowercase();
        let name = t!("mood-coordinate", emotion = emotion.menu_name(), axis = axis);
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
        && pill(ui, theme, t!("mood-usual-places"), Face::Quiet).clicked()
    {
        controls::change(scene, Change::Affect(AffectTable::default()));
    }
}
