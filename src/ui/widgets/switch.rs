//! On or off.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::surface::{self, Height};
use crate::ui::theme::Theme;

/// Draws a switch; gives the new state when it was thrown.
pub fn switch(ui: &mut Ui, theme: &Theme, name: &str, on: bool) -> Option<bool> {
    let (rect, response) = ui.allocate_exact_size(vec2(52.0, 30.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Switch, enabled, on, name));
    let rounding = rect.height() * 0.5;
    surface::well(ui.painter(), theme, rect, rounding);
    let there = ui.ctx().animate_bool(response.id, on);
    if there > 0.0 {
        let fill = theme.accent.gamma_multiply(there);
        ui.painter().rect_filled(rect.shrink(3.0), surface::corner(rounding - 3.0), fill);
    }
    let travel = rect.width() - rect.height();
    let knob = pos2(rect.left() + rounding + travel * there, rect.center().y);
    let knob = Rect::from_center_size(knob, vec2(22.0, 22.0));
    surface::raised(ui.painter(), theme, knob, 11.0, Height::Control);
    surface::focus(ui, theme, &response, rect, rounding);
    response.clicked().then_some(!on)
}
