//! All tracks: a search field and a table that draws only the rows in sight.

mod row;

use egui::{EventFilter, Id, Key, Rect, ScrollArea, TextEdit, Ui, UiBuilder, pos2, vec2};
use egui_material_icons::icons::{ICON_CLOSE, ICON_CREATE_NEW_FOLDER, ICON_SEARCH};

use super::Scene;
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::model::Life;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, IconButton, Pill, pill, pill_named};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;
use crate::ui::words;

use row::{Columns, Picked};

const PADDING: f32 = 14.0;
const TABLE_HEAD: f32 = 34.0;

/// What the view remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct LibraryView {
    /// Row with the selection.
    pub selected: Option<usize>,
    /// The selection moved by key: scroll there and focus it.
    reveal: bool,
    /// Put the cursor into the search field.
    pub focus_search: bool,
    /// A path typed by hand, where the desktop has no folder dialog.
    pub typed_path: Option<String>,
}

/// The search field's identity, for focus.
pub fn search_id() -> Id {
    Id::unique("search library")
}

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    ui.spacing_mut().item_spacing.y = STEP * 3.0;
    toolbar(ui, scene, view);
    if view.typed_path.is_some() {
        typed_path(ui, scene, view);
    }
    summary(ui, scene);
    ui.add_space(STEP);
    let card = ui.available_rect_before_wrap();
    surface::raised(ui.painter(), scene.theme, card, radius::LARGE, Height::Card);
    let inner = card.shrink2(vec2(PADDING, STEP));
    let mut child = ui.new_child(UiBuilder::new().id_salt("table").max_rect(inner));
    if scene.model.library.search.tracks.is_empty() {
        nothing(&mut child, scene);
    } else {
        table(&mut child, scene, view);
    }
}

fn toolbar(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
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
    ui.painter().text(glass, egui::Align2::CENTER_CENTER, ICON_SEARCH.codepoint, icons(20.0), theme.dim);
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
        let place = Rect::from_center_size(pos2(rect.right() - 24.0, rect.center().y), vec2(30.0, 30.0));
        if IconButton::new("Clear search", ICON_CLOSE).diameter(30.0).put(ui, theme, place, "clear").clicked()
        {
            view.selected = None;
            scene.actions.want(Intent::Search(String::new()));
        }
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
            scene.actions.send(crate::engine::Command::Import(vec![path.trim().into()]));
            close = true;
        }
        close |= pill(ui, theme, "Cancel", Face::Quiet).clicked();
    });
    if close {
        view.typed_path = None;
    }
}

/// How many tracks there are, or match.
fn summary(ui: &mut Ui, scene: &Scene<'_>) {
    let library = &scene.model.library;
    let (size, shown) = (library.size, library.search.tracks.len());
    let words = if library.search.is_loading() {
        "Opening your library…".to_owned()
    } else if library.search.query.is_empty() && shown >= size {
        words::counted(size, "track", "tracks")
    } else if library.search.query.is_empty() {
        format!(
            "The first {} of {}. Search to see others.",
            words::count(shown),
            words::counted(size, "track", "tracks")
        )
    } else {
        format!(
            "{} of {}",
            words::counted(shown, "match", "matches"),
            words::counted(size, "track", "tracks")
        )
    };
    let response = text::line(ui, text::rich(words, Weight::SemiBold, size::SMALL, scene.theme.dim));
    text::announce(&response);
    if let Some(hint) = &library.search.hint {
        text::paragraph(ui, text::rich(hint, Weight::Regular, size::SMALL, scene.theme.ink));
    }
}

/// Why the table is empty, and what to do.
fn nothing(ui: &mut Ui, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let library = &scene.model.library;
    let (title, advice, import) = if scene.model.life == Life::Starting || library.search.is_loading() {
        ("One moment", "Your library is being opened.", false)
    } else if library.importing.is_some() {
        ("Importing", "Tracks appear here when the import is done.", false)
    } else if library.size == 0 {
        (
            "No music yet",
            "Import a folder: Mien reads the tags and covers of your music, and guesses each track's mood. \
             The files stay where they are and are never changed. You can also drop folders on the window.",
            true,
        )
    } else {
        (
            "Nothing matches",
            "Try fewer or other words; titles, artists, albums and genres are searched.",
            false,
        )
    };
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.5 - 90.0).max(STEP * 3.0));
        ui.vertical_centered(|ui| {
            ui.set_max_width(ui.available_width().min(440.0));
            text::paragraph(ui, text::rich(title, Weight::SemiBold, 20.0, theme.ink));
            text::paragraph(ui, text::rich(advice, Weight::Regular, size::BODY, theme.dim));
            if !scene.model.library.search.query.is_empty()
                && pill(ui, theme, "Show all tracks", Face::Raised).clicked()
            {
                scene.actions.want(Intent::Search(String::new()));
            }
            if import {
                ui.add_space(STEP);
                text::paragraph(
                    ui,
                    text::rich(
                        "Use \u{201c}Import folder…\u{201d} above.",
                        Weight::Medium,
                        size::BODY,
                        theme.accent,
                    ),
                );
            }
        });
    });
}

fn table(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let tracks = scene.model.library.search.tracks.clone();
    let columns = Columns::new(ui.available_rect_before_wrap());
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), TABLE_HEAD), egui::Sense::hover());
    ui.spacing_mut().item_spacing.y = 0.0;
    columns.head(ui, scene.theme, head);
    let mut area = ScrollArea::vertical().id_salt("tracks").auto_shrink([false, false]);
    if view.reveal
        && let Some(selected) = view.selected
    {
        area = area.vertical_scroll_offset(offset_to_show(ui, selected));
    }
    let height = columns.row_height();
    let output = area.show_rows(ui, height, tracks.len(), |ui, range| {
        for index in range {
            if let Some(track) = tracks.get(index) {
                let state = row::State { selected: view.selected == Some(index), focus: view.reveal };
                match row::show(ui, scene, &columns, index, track, state) {
                    Some(Picked::Select) => view.selected = Some(index),
                    None => {}
                }
            }
        }
    });
    view.reveal = false;
    let memory =
        Remembered { offset: output.state.clamped_offset().y, room: output.inner_rect.height(), row: height };
    ui.data_mut(|data| data.insert_temp(remembered_id(), memory));
    move_selection(ui, view, tracks.len());
}

/// Where the list stood when it was last drawn.
#[derive(Clone, Copy, Debug, Default)]
struct Remembered {
    offset: f32,
    room: f32,
    row: f32,
}

fn remembered_id() -> Id {
    Id::unique("library list")
}

/// The scroll position nearest to the present one at which a row is in sight.
fn offset_to_show(ui: &Ui, index: usize) -> f32 {
    let seen: Remembered = ui.data(|data| data.get_temp(remembered_id())).unwrap_or_default();
    let top = index as f32 * seen.row;
    seen.offset.clamp((top + seen.row - seen.room).max(0.0), top.max(0.0))
}

/// Arrow keys on a focused row move the selection; the focus follows.
fn move_selection(ui: &Ui, view: &mut LibraryView, rows: usize) {
    let (Some(selected), Some(focused)) = (view.selected, ui.memory(egui::Memory::focused)) else { return };
    if focused != row::id(selected) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    let seen: Remembered = ui.data(|data| data.get_temp(remembered_id())).unwrap_or_default();
    let page = (seen.room / seen.row.max(1.0)).max(1.0) as i64;
    let step = ui.input(|input| {
        let count = |key| input.num_presses(key) as i64;
        count(Key::ArrowDown) - count(Key::ArrowUp)
            + page * (count(Key::PageDown) - count(Key::PageUp))
            + rows as i64 * (count(Key::End) - count(Key::Home))
    });
    if step != 0 {
        let target = (selected as i64 + step).clamp(0, rows as i64 - 1) as usize;
        view.selected = Some(target);
        view.reveal = true;
        ui.ctx().request_repaint();
    }
}
