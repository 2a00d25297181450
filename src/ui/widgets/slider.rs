//! A groove to drag in: the position in a track, the volume.

use egui::accesskit::{Action, ActionData};
use egui::{CursorIcon, EventFilter, Key, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{surface, waveform};
use crate::ui::theme::Theme;

/// Height of a plain groove.
const GROOVE: f32 = 10.0;

/// What a slider shows.
#[derive(Clone, Copy, Debug)]
pub struct Slider<'a> {
    /// Accessible name.
    pub name: &'a str,
    /// 0..=1.
    pub share: f32,
    /// The value in words, for screen readers.
    pub value_text: &'a str,
    /// Change by one arrow key, as a share.
    pub step: f32,
    /// Drawn in place of a plain groove.
    pub waveform: Option<&'a [u8]>,
}

/// What the user did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Still dragging: this share is under the pointer.
    Drag(f32),
    /// Let go, clicked, or moved by key or screen reader.
    Set(f32),
}

impl Slider<'_> {
    /// Draws it over the middle of `rect`; all of `rect` can be dragged.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, rect: Rect) -> (Response, Option<Change>) {
        let id = ui.scope_id().with(self.name);
        let response =
            ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::PointingHand);
        let change = Self::pointer(rect, &response)
            .or_else(|| self.keys(ui, &response))
            .or_else(|| self.assistive(ui, &response));
        self.describe(ui, &response);
        let shown = match change {
            Some(Change::Drag(share) | Change::Set(share)) => share,
            None => self.share,
        };
        match self.waveform {
            Some(bins) => waveform::paint(ui.painter(), theme, rect, bins, shown),
            None => groove(ui, theme, rect, shown),
        }
        if response.hovered() || response.dragged() || response.has_focus() {
            knob(ui, theme, rect, shown);
        }
        let seen = Rect::from_center_size(rect.center(), vec2(rect.width(), GROOVE));
        surface::focus(ui, theme, &response, seen, GROOVE * 0.5);
        (response, change)
    }

    fn pointer(rect: Rect, response: &Response) -> Option<Change> {
        let pointer = response.interact_pointer_pos()?;
        let share = ((pointer.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
        if response.clicked() || response.drag_stopped() {
            Some(Change::Set(share))
        } else if response.dragged() || response.is_pointer_button_down_on() {
            Some(Change::Drag(share))
        } else {
            None
        }
    }

    fn keys(&self, ui: &Ui, response: &Response) -> Option<Change> {
        if !response.has_focus() {
            return None;
        }
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let share = ui.input(|input| {
            let steps = input.num_presses(Key::ArrowRight) as f32 - input.num_presses(Key::ArrowLeft) as f32;
            if input.key_pressed(Key::Home) {
                Some(0.0)
            } else if input.key_pressed(Key::End) {
                Some(1.0)
            } else {
                (steps != 0.0).then_some(self.share + steps * self.step)
            }
        })?;
        Some(Change::Set(share.clamp(0.0, 1.0)))
    }

    fn assistive(&self, ui: &Ui, response: &Response) -> Option<Change> {
        let mut share = None;
        ui.input_mut(|input| {
            input.consume_accesskit_action_requests(response.id, |request| {
                share = match (request.action, &request.data) {
                    (Action::Increment, _) => Some(self.share + self.step),
                    (Action::Decrement, _) => Some(self.share - self.step),
                    (Action::SetValue, Some(ActionData::NumericValue(value))) => Some(*value as f32),
                    (_, _) => return false,
                };
                true
            });
        });
        share.map(|share| Change::Set(share.clamp(0.0, 1.0)))
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::slider(enabled, f64::from(self.share), self.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(1.0);
            node.set_numeric_value_step(f64::from(self.step));
            node.set_value(self.value_text);
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
            node.add_action(Action::SetValue);
        });
    }
}

fn groove(ui: &Ui, theme: &Theme, rect: Rect, share: f32) {
    let groove = Rect::from_center_size(rect.center(), vec2(rect.width(), GROOVE));
    surface::well(ui.painter(), theme, groove, GROOVE * 0.5);
    surface::groove_fill(ui.painter(), groove, share, theme.accent);
}

fn knob(ui: &Ui, theme: &Theme, rect: Rect, share: f32) {
    let knob = pos2(rect.left() + rect.width() * share, rect.center().y);
    ui.painter().circle_filled(knob, 8.0, theme.bg);
    ui.painter().circle_filled(knob, 6.0, theme.accent);
}
