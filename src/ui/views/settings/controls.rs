//! The controls of settings rows. Each takes the current value and gives the new one when the user changed it.

use egui::{Align, Layout, Rect, Ui, vec2};
use egui_material_icons::icons::ICON_EXPAND_MORE;

use crate::engine::Command;
use crate::settings::Change;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, Theme, size};
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Beside, Face, Pill, pill_named};
use crate::ui::widgets::menu;
use crate::ui::widgets::slider::{self, Slider};
use crate::ui::widgets::switch::switch;
use crate::ui::widgets::text::{self, Place, paint_right};

/// Sends a change.
pub fn change(scene: &mut Scene<'_>, change: Change) {
    scene.actions.send(Command::Change(change));
}

/// A list of devices is out of date after so many seconds.
const LIST_AGES: f64 = 5.0;

/// Asks for a list when its row is first seen, and again some seconds after that.
pub fn ask_now_and_then(ui: &Ui, scene: &mut Scene<'_>, command: &Command) {
    let (asked, now) = (ui.scope_id().with("asked"), ui.input(|input| input.time));
    if ui.data(|data| data.get_temp::<f64>(asked)).is_none_or(|before| now > before + LIST_AGES) {
        ui.data_mut(|data| data.insert_temp(asked, now));
        scene.actions.send(command.clone());
    }
}

/// On or off.
pub fn toggle(ui: &mut Ui, scene: &mut Scene<'_>, name: &str, on: bool, to: fn(bool) -> Change) {
    if let Some(on) = switch(ui, scene.theme, name, on) {
        change(scene, to(on));
    }
}

/// One of several, in a menu.
pub fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    name: &str,
    choices: &[(T, &str)],
    current: T,
    to: fn(T) -> Change,
) {
    let shown = choices.iter().find(|(value, _)| *value == current).map_or("", |(_, label)| label);
    if let Some(value) = pick(ui, scene.theme, name, shown, choices, current) {
        change(scene, to(value));
    }
}

/// A menu with any choices; gives the one chosen.
pub fn pick<T: Copy + PartialEq>(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    shown: &str,
    choices: &[(T, &str)],
    current: T,
) -> Option<T> {
    let full = format!("{name}: {shown}");
    let pill = Pill { text: shown, name: &full, icon: Beside::Behind(ICON_EXPAND_MORE), face: Face::Raised };
    let button = pill_named(ui, theme, &pill);
    let mut chosen = None;
    menu::menu(&button, name, |ui| {
        for (value, label) in choices {
            if menu::item(ui, theme, label, None, *value == current).clicked() {
                chosen = (*value != current).then_some(*value);
                ui.close();
            }
        }
    });
    chosen
}

/// A number between two ends.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The smallest and the largest value.
    pub ends: (f32, f32),
    /// One press of an arrow key.
    pub step: f32,
    /// How a value reads, with its unit.
    pub text: fn(f32) -> String,
}

/// When a slider gives its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// At each step: for what is heard or seen at once.
    #[allow(dead_code, reason = "for the sections that follow")]
    WhileDragged,
    /// Once, at the end: for what costs something to follow.
    WhenReleased,
}

/// A slider with its value beside it.
pub fn number(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    range: Range,
    current: f32,
    gives: Gives,
) -> Option<f32> {
    const VALUE: f32 = 72.0;
    let (low, high) = range.ends;
    let width = ui.available_width().min(260.0);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), egui::Sense::hover());
    let bar = Rect::from_min_max(rect.min, rect.max - vec2(VALUE, 0.0));
    let held = ui.scope_id().with(("dragged", name));
    let shown = ui.data(|data| data.get_temp(held)).unwrap_or(current);
    let value_text = (range.text)(shown);
    let share = ((shown - low) / (high - low)).clamp(0.0, 1.0);
    let slider =
        Slider { name, share, value_text: &value_text, step: range.step / (high - low), waveform: None };
    let (_, moved) = slider.show(ui, theme, bar);
    paint_right(ui.painter(), rect.right_center(), &value_text, size::SMALL, theme.dim);
    let value = |share: f32| {
        let exact = low + share * (high - low);
        ((exact / range.step).round() * range.step).clamp(low, high)
    };
    let new = |value: f32| ((value - current).abs() > range.step * 0.1).then_some(value);
    match (moved, gives) {
        (Some(slider::Change::Drag(share)), Gives::WhenReleased) => {
            ui.data_mut(|data| data.insert_temp(held, value(share)));
            None
        }
        (Some(slider::Change::Drag(share) | slider::Change::Set(share)), _) => {
            ui.data_mut(|data| data.remove::<f32>(held));
            new(value(share))
        }
        (None, _) => {
            ui.data_mut(|data| data.remove::<f32>(held));
            None
        }
    }
}

/// A word before a control, in a line of several.
pub fn labelled(ui: &mut Ui, theme: &Theme, label: &str, control: impl FnOnce(&mut Ui)) {
    let line = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(130.0_f32.min(line.x * 0.4), 32.0), egui::Sense::hover());
        text::paint(ui.painter(), Place::within(rect), label, Weight::Regular, size::SMALL, theme.dim);
        ui.add_space(STEP);
        control(ui);
    });
}
