//! The line over the table: the search field, and the button that imports.

use egui::{Id, Key, Rect, TextEdit, Ui, vec2};
use egui_material_icons::icons::ICON_CREATE_NEW_FOLDER;

use super::LibraryView;
use crate::engine::Command;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::theme::size;
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, IconButton, Pill, pill, pill_named};
use crate::ui::widgets::search::SearchField;
use crate::ui::widgets::text;

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
    let search =
        SearchField { id: search_id(), name: "Search library", hint: "Title, artist, album, genre…" };
    let (response, query) = search.show(ui, scene.theme, rect, &scene.model.library.search.query);
    if std::mem::take(&mut view.focus_search) {
        response.request_focus();
    }
    if let Some(query) = query {
        view.selected = None;
        scene.actions.want(Intent::Search(query));
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
