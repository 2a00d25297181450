//! A menu below a button, and its lines.

use egui::{
    Align2, Color32, Popup, PopupCloseBehavior, RectAlign, Response, Role, Sense, Ui, WidgetInfo, vec2,
};
use egui_material_icons::icons::ICON_CHECK;

use super::surface;
use super::text::{Place, paint};
use crate::ui::fonts::{Weight, icons};
use crate::ui::theme::{STEP, Theme, radius, size};

/// Shows the menu when the button was clicked.
pub fn menu(button: &Response, name: &str, content: impl FnOnce(&mut Ui)) {
    Popup::menu(button)
        .align(RectAlign::BOTTOM_START)
        .gap(STEP)
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(200.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            content(ui);
        });
}

/// A line of a menu: a dot or nothing, a word, a tick when it holds.
pub fn item(ui: &mut Ui, theme: &Theme, label: &str, dot: Option<Color32>, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, on, label));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, surface::corner(radius::SMALL), theme.touched);
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
            icons(ICON_CHECK, 18.0),
            theme.accent,
        );
    }
    response
}
