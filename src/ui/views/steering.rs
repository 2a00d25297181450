//! What to do with the mood: match or lift, where lift leads, and the pin that overrides the camera.

use egui::{Align2, Popup, PopupCloseBehavior, RectAlign, Response, Role, Sense, Ui, WidgetInfo, vec2};
use egui_material_icons::icons::{ICON_CHECK, ICON_EXPAND_MORE, ICON_PUSH_PIN};

use super::Scene;
use crate::affect::AffectTable;
use crate::emotion::Emotion;
use crate::engine::Command;
use crate::mood::{Goal, Mode};
use crate::ui::fonts::{Weight, icons};
use crate::ui::theme::{STEP, Theme, radius, size};
use crate::ui::widgets::button::{Face, Pill, pill_named};
use crate::ui::widgets::segmented::{Choice, segmented};
use crate::ui::widgets::surface;
use crate::ui::widgets::text::{Place, paint};
use crate::ui::words;

const MODES: [Choice<Mode>; 2] = [
    Choice { value: Mode::Match, label: "Match", hint: "Music like your mood" },
    Choice {
        value: Mode::Lift,
        label: "Lift",
        hint: "Starts at your mood and leads to a better one, step by step",
    },
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
                pin(ui, scene, steering.pinned)
            });
        } else {
            pin(ui, scene, steering.pinned);
        }
    });
}

fn goal(ui: &mut Ui, scene: &mut Scene<'_>, current: Goal) {
    let shown = format!("Goal: {}", words::goal(current));
    let pill = Pill { text: &shown, name: &shown, icon: Some(ICON_EXPAND_MORE), face: Face::Raised };
    let button = pill_named(ui, scene.theme, &pill);
    menu(&button, "Goal", |ui| {
        for goal in Goal::ALL {
            if item(ui, scene.theme, words::goal(goal), None, goal == current).clicked() {
                scene.actions.send(Command::SetGoal(goal));
                ui.close();
            }
        }
    });
}

fn pin(ui: &mut Ui, scene: &mut Scene<'_>, pinned: Option<Emotion>) {
    let shown = pinned.map_or_else(|| "Pin mood…".to_owned(), |emotion| format!("Pinned: {emotion}"));
    let name = pinned.map_or_else(|| shown.clone(), |_| format!("{shown}. Pin mood…"));
    let face = if pinned.is_some() { Face::Accent } else { Face::Raised };
    let button =
        pill_named(ui, scene.theme, &Pill { text: &shown, name: &name, icon: Some(ICON_PUSH_PIN), face });
    menu(&button, "Pin mood", |ui| {
        for emotion in Emotion::ALL {
            let color = scene.theme.dot(AffectTable::default().get(emotion).quadrant());
            if item(ui, scene.theme, words::menu_name(emotion), Some(color), pinned == Some(emotion))
                .clicked()
            {
                scene.actions.send(Command::Pin(Some(emotion)));
                ui.close();
            }
        }
        ui.separator();
        if item(ui, scene.theme, "Let the camera lead", None, pinned.is_none()).clicked() {
            scene.actions.send(Command::Pin(None));
            ui.close();
        }
    });
}

fn menu(button: &Response, name: &str, content: impl FnOnce(&mut Ui)) {
    Popup::menu(button)
        .align(RectAlign::BOTTOM_START)
        .gap(STEP)
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(190.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            content(ui);
        });
}

/// A line of a menu: a dot or nothing, a word, a tick when it holds.
fn item(ui: &mut Ui, theme: &Theme, label: &str, dot: Option<egui::Color32>, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, on, label));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, surface::corner(radius::SMALL), theme.line);
    }
    let mut words = rect.shrink2(vec2(STEP * 3.0, 0.0));
    if let Some(color) = dot {
        ui.painter().circle_filled(words.left_center() + vec2(4.0, 0.0), 5.0, color);
        words.min.x += STEP * 5.0;
    }
    let weight = if on { Weight::SemiBold } else { Weight::Regular };
    paint(ui.painter(), Place::within(words), label, weight, size::BODY, theme.ink);
    if on {
        ui.painter().text(
            words.right_center(),
            Align2::RIGHT_CENTER,
            ICON_CHECK.codepoint,
            icons(18.0),
            theme.accent,
        );
    }
    response
}
