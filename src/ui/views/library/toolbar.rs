//! The line over the table: the search field, and the button that imports.

use egui::{Id, Key, Rect, TextEdit, Ui, pos2, vec2};
use egui_material_icons::icons::{ICON_CLOSE, ICON_CREATE_NEW_FOLDER, ICON_SEARCH};

use super::LibraryView;
use crate::engine::Command;
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::theme::{STEP, size};
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, IconButton, Pill, pill, pill_named};
use crate::ui::widgets::{surface, text};

/// The search field's identity, for focus.
fn search_id() -> Id {
    Id::unique("search library")
}

/// Draws the line over the table, and below it the folder's path where it must be typed.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    line(ui, scene, view);
    if view.typed_path.is_some() {
        typed_path(ui, scene, view);
    }
}

fn line(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let theme = scene.theme;
    let narrow = ui.available_width() < 480.0;
    ui.horizontal(|ui| {
        let button_room = if narrow { 56.0 } else { 190.0 };
        let (rect, _) = ui.allocate_exact_size(
            vec2((ui.available_width() - button_room).clamp(120.0, 460.0), 44.0),
            egui::Sense::hover(),
        );
        search_field(ui, scene, view, rect);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let clicked = if narrow {
                IconButton::new("Import folder…", ICON_CREATE_NEW_FOLDER)
                    .face(Face::Raised)
                    .diameter(44.0)
                    .show(ui, theme)
                    .clicked()
            } else {
                let button = Pill {
                    text: "Import folder…",
                    name: "Import folder…",
                    icon: Some(ICON_CREATE_NEW_FOLDER),
                    face: Face::Raised,
                };
                pill_named(ui, theme, &button).clicked()
            };
            if clicked {
                scene.actions.want(Intent::PickFolder);
            }
        });
    });
}

fn search_field(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, rect: Rect) {
    let theme = scene.theme;
    surface::well(ui.painter(), theme, rect, rect.height() * 0.5);
    let glass = pos2(rect.left() + STEP * 5.0, rect.center().y);
    ui.painter().text(
        glass,
        egui::Align2::CENTER_CENTER,
        ICON_SEARCH.codepoint,
        icons(ICON_SEARCH, 20.0),
        theme.dim,
    );
    let mut query = scene.model.library.search.query.clone();
    let clear = !query.is_empty();
    let right = if clear { rect.right() - 40.0 } else { rect.right() - STEP * 3.0 };
    let field = Rect::from_min_max(
        pos2(rect.left() + STEP * 9.0, rect.top() + STEP),
        pos2(right, rect.bottom() - STEP),
    );
    let edit = TextEdit::singleline(&mut query)
        .id(search_id())
        .frame(egui::Frame::NONE)
        .font(font(Weight::Regular, size::BODY))
        .text_color(theme.ink)
        .hint_text(egui::RichText::new("Title, artist, album, genre…").color(theme.dim))
        .align(egui::Align2::LEFT_CENTER);
    let response = ui.put(field, edit).accessible_name("Search library");
    if response.has_focus() {
        surface::focus_ring(ui.painter(), theme, rect.shrink(2.0), rect.height() * 0.5);
    }
    if view.focus_search {
        view.focus_search = false;
        response.request_focus();
    }
    if response.changed() {
        view.selected = None;
        scene.actions.want(Intent::Search(query));
    }
    if clear {
        clear_button(ui, scene, view, rect);
    }
}

fn clear_button(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, rect: Rect) {
    let place = Rect::from_center_size(pos2(rect.right() - 24.0, rect.center().y), vec2(30.0, 30.0));
    let button = IconButton::new("Clear search", ICON_CLOSE).diameter(30.0);
    if button.put(ui, scene.theme, place, "clear").clicked() {
        view.selected = None;
        scene.actions.want(Intent::Search(String::new()));
    }
}

/// A path by hand, for desktops without a folder dialog.
fn typed_path(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let theme = scene.theme;
    let Some(path) = view.typed_path.as_mut() else { return };
    let note = "This desktop has no folder dialog. Type a folder's path, or drop folders on the window.";
    text::paragraph(ui, text::rich(note, Weight::Regular, size::SMALL, theme.dim));
    let mut close = false;
    ui.horizontal_wrapped(|ui| {
        let width = (ui.available_width() - 200.0).clamp(140.0, 460.0);
        let edit = TextEdit::singleline(path)
            .desired_width(width)
            .margin(egui::Margin::symmetric(12, 8))
            .background_color(theme.well)
            .hint_text(egui::RichText::new("/home/you/Music").color(theme.dim));
        let field = ui.add(edit).accessible_name("Folder path");
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let import = pill(ui, theme, "Import", Face::Raised).clicked();
        if (enter || import) && !path.trim().is_empty() {
            scene.actions.send(Command::Import(vec![path.trim().into()]));
            close = true;
        }
        close |= pill(ui, theme, "Cancel", Face::Quiet).clicked();
    });
    if close {
        view.typed_path = None;
    }
}
