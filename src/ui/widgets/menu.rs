//! A menu below a button, and its lines.

use egui::{
    Align2, Color32, Id, Key, Modifiers, Popup, PopupCloseBehavior, RectAlign, Response, Role, Sense, Ui,
    WidgetInfo, vec2,
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

/// The list of what can be done with something: at the pointer for its second button; for the menu key or Shift F10 below
/// what has the focus, with the focus on the first line.
pub fn context(response: &Response) -> Popup<'_> {
    let (ctx, popup) = (&response.ctx, Popup::default_response_id(response));
    let asked = response.has_focus()
        && ctx.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
        });
    if asked {
        Popup::open_id(ctx, popup);
        ctx.data_mut(|data| data.insert_temp(opened_by_key(), Opened { of: response.id, fresh: true }));
    } else if ctx
        .data(|data| data.get_temp(opened_by_key()))
        .is_some_and(|opened: Opened| opened.of == response.id)
        && !Popup::is_id_open(ctx, popup)
    {
        // Closed: the keys go on where they were.
        ctx.data_mut(|data| data.remove::<Opened>(opened_by_key()));
        response.request_focus();
    }
    let menu = Popup::context_menu(response);
    if Popup::is_id_open(ctx, popup) && Popup::position_of_id(ctx, popup).is_none() {
        menu.anchor(response)
    } else {
        menu
    }
}

/// The menu that a key opened.
#[derive(Clone, Copy, Debug)]
struct Opened {
    /// What it is about.
    of: Id,
    /// None of its lines was drawn yet.
    fresh: bool,
}

fn opened_by_key() -> Id {
    Id::unique("menu opened by key")
}

/// A plain line of a menu; the first one has the focus when a key opened it.
pub fn line(ui: &mut Ui, label: &str) -> Response {
    let response = ui.button(label);
    // At first it is laid out unseen and cannot have the focus.
    let fresh = ui.is_enabled()
        && ui.data_mut(|data| {
            let opened = data.get_temp_mut_or(opened_by_key(), Opened { of: Id::NULL, fresh: false });
            std::mem::take(&mut opened.fresh)
        });
    if fresh {
        response.request_focus();
    }
    response
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
