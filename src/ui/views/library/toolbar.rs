//! The line over the table: the search field, and the button that imports.

use std::path::PathBuf;

use egui::{Id, Key, Popup, Rect, Response, TextEdit, Ui, pos2, vec2};
use egui_material_icons::icons::{ICON_CREATE_NEW_FOLDER, ICON_HELP, ICON_MENU};

use super::{LibraryView, side};
use crate::engine::Command;
use crate::language::t;
use crate::library::search;
use crate::source::Source;
use crate::ui::actions::{Intent, View};
use crate::ui::dialogs::Ask;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, Theme, size};
use crate::ui::views::{Room, Scene, footer};
use crate::ui::widgets::button::{Beside, Face, IconButton, Pill, pill, pill_named};
use crate::ui::widgets::search::SearchField;
use crate::ui::widgets::text;

/// Where the way to the other parts of the library is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Beside the table, all of it.
    Beside,
    /// A button over the search field.
    Above,
    /// A button before the search field, where the window is low.
    Before,
}

/// The search field's identity, for focus.
fn search_id() -> Id {
    Id::unique("search library")
}

/// Draws the line over the table, and below it the folder's path where it must be typed.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, room: Room) {
    let low = ui.ctx().content_rect().height() < footer::LOW;
    let way = match room {
        Room::Ample => Way::Beside,
        Room::Tight if low => Way::Before,
        Room::Tight => Way::Above,
    };
    if way == Way::Above {
        places(ui, scene, view, &|ui, theme, name| {
            let icon = Beside::Before(ICON_MENU);
            pill_named(ui, theme, &Pill { text: name, name: t!("library-parts"), icon, face: Face::Quiet })
        });
    }
    line(ui, scene, view, way);
    if view.typed_path.is_some() {
        typed_path(ui, scene, view);
    }
}

/// The way to the other parts of the library, where they have no room beside the table.
fn places(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut LibraryView,
    draw: &dyn Fn(&mut Ui, &Theme, &str) -> Response,
) {
    let button = draw(ui, scene.theme, &side::name(scene));
    Popup::menu(&button).show(|ui| side::menu(ui, scene, view));
}

fn line(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, way: Way) {
    let theme = scene.theme;
    let narrow = ui.available_width() < 480.0;
    ui.horizontal(|ui| {
        if way == Way::Before {
            ui.spacing_mut().item_spacing.x = STEP * 2.0;
            places(ui, scene, view, &|ui, theme, _| {
                IconButton::new(t!("library-parts"), ICON_MENU).diameter(40.0).show(ui, theme)
            });
        }
        let button_room = if narrow { 56.0 } else { 190.0 };
        let (rect, _) = ui.allocate_exact_size(
            vec2((ui.available_width() - button_room).clamp(120.0, 460.0), 44.0),
            egui::Sense::hover(),
        );
        search_field(ui, scene, view, rect);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let clicked = if narrow {
                IconButton::new(t!("import-folder"), ICON_CREATE_NEW_FOLDER)
                    .face(Face::Raised)
                    .diameter(44.0)
                    .show(ui, theme)
                    .clicked()
            } else {
                let button = Pill {
                    text: t!("import-folder"),
                    name: t!("import-folder"),
                    icon: Beside::Before(ICON_CREATE_NEW_FOLDER),
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
    let field = Rect::from_min_max(rect.min, rect.max - vec2(40.0, 0.0));
    let search = SearchField { id: search_id(), name: t!("search-library"), hint: t!("search-library.hint") };
    let (response, query) = search.show(ui, scene.theme, field, &scene.model.library.search.query);
    if std::mem::take(&mut view.focus_search) {
        response.request_focus();
    }
    if let Some(query) = query {
        view.table.reset();
        scene.actions.want(Intent::Search(query));
    }
    help_button(ui, scene, view, rect);
}

/// What can be typed, with examples to try.
fn help_button(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, rect: Rect) {
    let theme = scene.theme;
    let place = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(30.0, 30.0));
    let button =
        IconButton::new(t!("search-help"), ICON_HELP.outlined()).diameter(30.0).put(ui, theme, place, "help");
    Popup::menu(&button).accessible_name(t!("search-help")).show(|ui| {
        ui.set_max_width(300.0);
        let intro = t!("search-help.intro");
        text::paragraph(ui, text::rich(intro, Weight::Regular, size::SMALL, theme.ink));
        ui.horizontal_wrapped(|ui| {
            for example in search::examples().take(16).chain(["-live"]) {
                if ui.button(example).clicked() {
                    let typed = scene.model.library.search.query.trim_end();
                    let query =
                        if typed.is_empty() { example.to_owned() } else { format!("{typed} {example}") };
                    view.table.reset();
                    scene.actions.want(Intent::Search(query));
                }
            }
        });
    });
}

/// A path by hand, for desktops without dialogs.
fn typed_path(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let theme = scene.theme;
    let Some((ask, path)) = view.typed_path.as_mut() else { return };
    let (note, name, example, button) = match ask {
        Ask::Folders => (t!("type-folder"), t!("folder-path"), "/home/you/Music", t!("import")),
        Ask::Locate(_) => {
            (t!("folders-no-dialog"), t!("folders-new-path"), "/media/you/Music", t!("folders-move-there"))
        }
        Ask::Portrait => (t!("type-portrait"), t!("picture-path"), "/home/you/me.jpg", t!("open")),
        Ask::Playlists => (t!("type-playlist"), t!("playlist-path"), "/home/you/Road.m3u8", t!("import")),
        Ask::Save(..) => (t!("type-export"), t!("playlist-path"), "/home/you/Road.m3u8", t!("export")),
        Ask::Table => (t!("type-journal"), t!("table-path"), "/home/you/mood-journal.csv", t!("export")),
    };
    text::paragraph(ui, text::rich(note, Weight::Regular, size::SMALL, theme.dim));
    let mut close = false;
    ui.horizontal_wrapped(|ui| {
        let width = (ui.available_width() - 200.0).clamp(140.0, 460.0);
        let edit = TextEdit::singleline(path)
            .desired_width(width)
            .margin(egui::Margin::symmetric(12, 8))
            .background_color(theme.well)
            .hint_text(egui::RichText::new(example).color(theme.dim));
        let field = ui.add(edit).accessible_name(name);
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let go = pill(ui, theme, button, Face::Raised).clicked();
        if (enter || go) && !path.trim().is_empty() {
            let path: PathBuf = path.trim().into();
            if *ask == Ask::Portrait {
                scene.actions.want(Intent::Show(View::You));
            }
            scene.actions.send(match ask {
                Ask::Folders => Command::Import(vec![path]),
                Ask::Locate(from) => Command::Locate { from: from.clone(), to: path },
                Ask::Portrait => Command::Watch(Source::of_file(&path).unwrap_or(Source::Image(path))),
                Ask::Playlists => Command::ImportPlaylists(vec![path]),
                Ask::Save(id, _) => Command::ExportPlaylist(*id, path),
                Ask::Table => Command::ExportJournal(path),
            });
            close = true;
        }
        close |= pill(ui, theme, t!("cancel"), Face::Quiet).clicked();
    });
    if close {
        view.typed_path = None;
    }
}
