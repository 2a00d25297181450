//! A field to search in, with a button that clears it.

use egui::{Align2, Id, Rect, Response, TextEdit, Ui, pos2, vec2};
use egui_material_icons::icons::{ICON_CLOSE, ICON_SEARCH};

use super::button::IconButton;
use super::surface;
use crate::language::t;
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::theme::{STEP, Theme, size};

/// A field to search in.
#[derive(Clone, Copy, Debug)]
pub struct SearchField<'a> {
    /// Identity, for focus.
    pub id: Id,
    /// Accessible name.
    pub name: &'a str,
    /// What is searched, shown while nothing is typed.
    pub hint: &'a str,
}

impl SearchField<'_> {
    /// Draws it into a rectangle; gives the field, and the new query when it changed.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, rect: Rect, query: &str) -> (Response, Option<String>) {
        surface::well(ui.painter(), theme, rect, rect.height() * 0.5);
        let glass = pos2(rect.left() + STEP * 5.0, rect.center().y);
        let icon = ICON_SEARCH;
        ui.painter().text(glass, Align2::CENTER_CENTER, icon.codepoint, icons(icon, 20.0), theme.dim);
        let clear = !query.is_empty();
        let right = if clear { rect.right() - 40.0 } else { rect.right() - STEP * 3.0 };
        let field = Rect::from_min_max(
            pos2(rect.left() + STEP * 9.0, rect.top() + STEP),
            pos2(right, rect.bottom() - STEP),
        );
        let mut typed = query.to_owned();
        let edit = TextEdit::singleline(&mut typed)
            .id(self.id)
            .frame(egui::Frame::NONE)
            .font(font(Weight::Regular, size::BODY))
            .text_color(theme.ink)
            .hint_text(egui::RichText::new(self.hint).color(theme.dim))
            .align(Align2::LEFT_CENTER);
        let response = ui.put(field, edit).accessible_name(self.name);
        surface::focus(ui, theme, &response, rect.shrink(2.0), rect.height() * 0.5);
        let cleared = clear && Self::clear_button(ui, theme, rect);
        let changed = if cleared { Some(String::new()) } else { response.changed().then_some(typed) };
        (response, changed)
    }

    fn clear_button(ui: &mut Ui, theme: &Theme, rect: Rect) -> bool {
        let place = Rect::from_center_size(pos2(rect.right() - 24.0, rect.center().y), vec2(30.0, 30.0));
        IconButton::new(t!("clear-search"), ICON_CLOSE)
            .diameter(30.0)
            .put(ui, theme, place, "clear")
            .clicked()
    }
}
