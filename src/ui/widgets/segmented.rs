//! A choice of a few, side by side in one groove.

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::surface::{self, Height};
use crate::language::Key;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, Theme, size};

/// One of the choices.
#[derive(Clone, Copy, Debug)]
pub struct Choice<T> {
    /// What it stands for.
    pub value: T,
    /// Text and accessible name.
    pub label: Key,
    /// What it does, on hover.
    pub hint: Key,
}

/// Draws the choices; gives the one just chosen.
pub fn segmented<T: Copy + PartialEq>(
    ui: &mut Ui,
    theme: &Theme,
    choices: &[Choice<T>],
    current: T,
) -> Option<T> {
    let text_font = font(Weight::Medium, size::BODY);
    let widths: Vec<f32> = choices
        .iter()
        .map(|choice| {
            let galley =
                ui.painter().layout_no_wrap(choice.label.shown().to_owned(), text_font.clone(), theme.ink);
            galley.size().x + STEP * 9.0
        })
        .collect();
    let total = widths.iter().sum::<f32>() + STEP * 2.0;
    let (groove, _) = ui.allocate_exact_size(vec2(total, 44.0), Sense::hover());
    surface::well(ui.painter(), theme, groove, groove.height() * 0.5);
    let mut left = groove.left() + STEP;
    let mut chosen = None;
    for (choice, width) in choices.iter().zip(widths) {
        let rect =
            Rect::from_min_size(pos2(left, groove.top() + STEP), vec2(width, groove.height() - STEP * 2.0));
        left += width;
        let response = ui.interact(rect, ui.scope_id().with(choice.label.id()), Sense::click());
        let on = choice.value == current;
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, on, choice.label.shown()));
        if on {
            surface::raised(ui.painter(), theme, rect, rect.height() * 0.5, Height::Control);
        }
        surface::focus(ui, theme, &response, rect.shrink(2.0), rect.height() * 0.5);
        let ink = if on || response.hovered() { theme.ink } else { theme.dim };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, choice.label.shown(), text_font.clone(), ink);
        if response.on_hover_text(choice.hint.shown()).clicked() && !on {
            chosen = Some(choice.value);
        }
    }
    chosen
}
