//! What to do with the mood: match or lift, where lift leads, and the pin that overrides the camera.

use egui::{Ui, vec2};
use egui_material_icons::icons::{ICON_EXPAND_MORE, ICON_PUSH_PIN};

use super::Scene;
use crate::emotion::Emotion;
use crate::engine::Command;
use crate::language::{key, t};
use crate::mood::{Goal, Mode, Pin};
use crate::ui::theme::STEP;
use crate::ui::widgets::button::{Beside, Face, Pill, pill_named};
use crate::ui::widgets::menu::{item, menu};
use crate::ui::widgets::segmented::{Choice, segmented};
use crate::ui::words;

const MODES: [Choice<Mode>; 2] = [
    Choice { value: Mode::Match, label: key!("mode-match"), hint: key!("mode-match.hint") },
    Choice { value: Mode::Lift, label: key!("mode-lift"), hint: key!("mode-lift.hint") },
];

/// Draws the row of controls; it wraps where there is little room.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(STEP * 3.0, STEP * 3.0);
        let steering = scene.model.steering;
        if let Some(mode) = segmented(ui, scene.theme, &MODES, steering.mode) {
            scene.actions.send(Command::SetMode(mode));
        }
        if steering.mode == Mode::Lift {
            goal(ui, scene, steering.goal);
        }
        if ui.max_rect().width() > 540.0 {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                pin(ui, scene, steering.pinned);
            });
        } else {
            pin(ui, scene, steering.pinned);
        }
    });
}

fn goal(ui: &mut Ui, scene: &mut Scene<'_>, current: Goal) {
    let shown = t!("goal-shown", goal = words::goal(current));
    let pill =
        Pill { text: &shown, name: &shown, icon: Beside::Behind(ICON_EXPAND_MORE), face: Face::Raised };
    let button = pill_named(ui, scene.theme, &pill);
    menu(&button, t!("goal"), |ui| {
        for goal in Goal::ALL {
            if item(ui, scene.theme, words::goal(goal), None, goal == current).clicked() {
                scene.actions.send(Command::SetGoal(goal));
                ui.close();
            }
        }
    });
}

fn pin(ui: &mut Ui, scene: &mut Scene<'_>, pinned: Option<Pin>) {
    let shown =
        pinned.map_or_else(|| t!("pin-mood-dialog").to_owned(), |pin| t!("pinned", mood = words::pin(pin)));
    let name = pinned.map_or_else(|| shown.clone(), |_| format!("{shown}. {}", t!("pin-mood-dialog")));
    let face = if pinned.is_some() { Face::Accent } else { Face::Raised };
    let button = pill_named(
        ui,
        scene.theme,
        &Pill { text: &shown, name: &name, icon: Beside::Before(ICON_PUSH_PIN.outlined()), face },
    );
    menu(&button, t!("pin-mood"), |ui| {
        for emotion in Emotion::ALL {
            let color = scene.theme.dot(scene.model.settings.affect.get(emotion).quadrant());
            if item(ui, scene.theme, emotion.menu_name(), Some(color), pinned == Some(Pin::Emotion(emotion)))
                .clicked()
            {
                scene.actions.send(Command::Pin(Some(emotion.into())));
                ui.close();
            }
        }
        ui.separator();
        if item(ui, scene.theme, t!("camera-leads"), None, pinned.is_none()).clicked() {
            scene.actions.send(Command::Pin(None));
            ui.close();
        }
    });
}
