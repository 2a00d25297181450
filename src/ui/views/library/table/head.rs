//! The head of the table: what it is sorted by, how wide its columns are, and which there are.

use egui::{
    Align2, CursorIcon, Key, Modifiers, Popup, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use egui_material_icons::icons::{ICON_ARROW_DROP_DOWN, ICON_ARROW_DROP_UP, ICON_VIEW_COLUMN};

use super::Table;
use crate::language::t;
use crate::library::search::Sort;
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, icons};
use crate::ui::theme::{radius, size};
use crate::ui::views::Scene;
use crate::ui::views::library::columns::{Cell, Column, Layout};
use crate::ui::widgets::button::IconButton;
use crate::ui::widgets::surface;
use crate::ui::widgets::text::{Place, paint, paint_to_right};

impl Table {
    pub(super) fn head(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, layout: &Layout, rect: Rect) {
        for cell in &layout.cells {
            self.head_cell(ui, scene, layout, *cell, rect);
        }
        ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, scene.theme.line));
        let place = Rect::from_center_size(pos2(rect.right() - 20.0, rect.center().y), vec2(30.0, 30.0));
        let button = IconButton::new(t!("columns"), ICON_VIEW_COLUMN).diameter(30.0).put(
            ui,
            scene.theme,
            place,
            "columns",
        );
        let columns = &mut self.columns;
        Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            for column in Column::ALL.into_iter().skip(1) {
                let mut shown = columns.is_shown(column);
                if ui.checkbox(&mut shown, column.name().shown()).changed() {
                    columns.toggle(column);
                }
            }
        });
    }

    fn head_cell(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, layout: &Layout, cell: Cell, rect: Rect) {
        let theme = scene.theme;
        let area = Rect::from_x_y_ranges(cell.left..=cell.right, rect.y_range());
        let id = ui.scope_id().with(("head", cell.column.name().id()));
        let response = ui.interact(area, id, Sense::click_and_drag());
        let sort = scene.model.library.search.sort;
        let on = sort.key == cell.column.sort();
        let name = cell.column.name().shown();
        let spoken = match (on, sort.descending) {
            (false, _) => t!("sort-by", column = name.to_lowercase()),
            (true, false) => t!("sorted-by", column = name.to_lowercase()),
            (true, true) => t!("sorted-by-descending", column = name.to_lowercase()),
        };
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &spoken));
        surface::focus(ui, theme, &response, area.shrink2(vec2(0.0, 6.0)), radius::SMALL);
        let ink = if on || response.hovered() || response.has_focus() { theme.ink } else { theme.dim };
        let y = rect.center().y;
        let place = Place { left_middle: pos2(cell.left, y), width: cell.right - cell.left };
        if cell.column.is_number() {
            paint_to_right(ui.painter(), place, name, Weight::SemiBold, size::SMALL, ink);
        } else {
            paint(ui.painter(), place, name, Weight::SemiBold, size::SMALL, ink);
        }
        if on {
            let icon = if sort.descending { ICON_ARROW_DROP_DOWN } else { ICON_ARROW_DROP_UP };
            let at = pos2(cell.right + 6.0, y);
            ui.painter().text(at, Align2::CENTER_CENTER, icon.codepoint, icons(icon, 16.0), theme.ink);
        }
        self.reorder(ui, cell, &response, layout);
        if response.on_hover_text(&spoken).clicked() {
            scene.actions.want(Intent::SortBy(next_sort(sort, cell.column)));
        }
        if cell.column != Column::Title {
            self.handle(ui, cell, rect);
        }
    }

    /// A column is moved by dragging its head, or with Alt and an arrow key; the title stays the first.
    fn reorder(&mut self, ui: &Ui, cell: Cell, head: &Response, layout: &Layout) {
        if cell.column == Column::Title {
            return;
        }
        let key = |key| head.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
        let by = isize::from(key(Key::ArrowRight)) - isize::from(key(Key::ArrowLeft));
        if by != 0 {
            self.columns.shift(cell.column, by);
        }
        if !head.dragged() && !head.drag_stopped() {
            return;
        }
        let Some(pointer) = head.interact_pointer_pos() else { return };
        let over = |other: &&Cell| other.column != Column::Title && other.left <= pointer.x;
        let Some(target) = layout.cells.iter().rev().find(over).or(layout.cells.get(1)) else { return };
        if head.drag_stopped() {
            self.columns.move_to(cell.column, target.column);
        } else {
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
            let place = Rect::from_x_y_ranges(target.left - 6.0..=target.right + 6.0, head.rect.y_range());
            ui.painter().rect_stroke(
                place,
                surface::corner(radius::SMALL),
                (2.0, ui.visuals().hyperlink_color),
                egui::StrokeKind::Inside,
            );
        }
    }

    /// The left edge of a column, to drag it wider: the title beside it gives the room.
    fn handle(&mut self, ui: &Ui, cell: Cell, rect: Rect) {
        let edge = Rect::from_center_size(pos2(cell.left - 6.0, rect.center().y), vec2(8.0, rect.height()));
        let id = ui.scope_id().with(("resize", cell.column.name().id()));
        let response = ui.interact(edge, id, Sense::DRAG).on_hover_cursor(CursorIcon::ResizeColumn);
        if response.dragged() {
            self.columns.widen(cell.column, -response.drag_delta().x);
        }
        if response.hovered() || response.dragged() {
            ui.painter().vline(edge.center().x, edge.y_range().shrink(8.0), (2.0, ui.visuals().text_color()));
        }
    }
}

/// A click sorts by the column, a second one the other way round, a third as before.
fn next_sort(sort: Sort, column: Column) -> Sort {
    let key = column.sort();
    match (sort.key == key, sort.descending) {
        (false, _) => Sort { key, descending: false },
        (true, false) => Sort { key, descending: true },
        (true, true) => Sort::default(),
    }
}
