//! All tracks: a search field and a table that draws only the rows in sight.

mod row;
mod toolbar;

use std::borrow::Cow;

use egui::{EventFilter, Id, Key, ScrollArea, Ui, UiBuilder, vec2};

use super::{Room, Scene};
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::model::Life;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;
use crate::ui::words;

use row::Columns;

const PADDING: f32 = 14.0;
const TABLE_HEAD: f32 = 34.0;
/// With less height than this, only the search field and the rows are drawn.
const AMPLE: f32 = 280.0;

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

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    ui.spacing_mut().item_spacing.y = STEP * 3.0;
    let room = Room::from_points(ui.available_height(), AMPLE);
    toolbar::show(ui, scene, view);
    if room == Room::Ample {
        summary(ui, scene);
        ui.add_space(STEP);
    }
    let card = ui.available_rect_before_wrap();
    surface::raised(ui.painter(), scene.theme, card, radius::LARGE, Height::Card);
    let inner = card.shrink2(vec2(PADDING, STEP));
    let mut child = ui.new_child(UiBuilder::new().id_salt("table").max_rect(inner));
    if scene.model.library.search.tracks.is_empty() {
        nothing(&mut child, scene);
    } else {
        table(&mut child, scene, view, room);
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
    let (title, advice) = why_empty(scene);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.5 - 90.0).max(STEP * 3.0));
        ui.vertical_centered(|ui| {
            ui.set_max_width(ui.available_width().min(440.0));
            text::paragraph(ui, text::rich(title, Weight::SemiBold, 20.0, theme.ink));
            text::paragraph(ui, text::rich(advice.as_ref(), Weight::Regular, size::BODY, theme.dim));
            if !scene.model.library.search.query.is_empty()
                && pill(ui, theme, "Show all tracks", Face::Raised).clicked()
            {
                scene.actions.want(Intent::Search(String::new()));
            }
        });
    });
}

/// What is missing, and what to do about it.
fn why_empty(scene: &Scene<'_>) -> (&'static str, Cow<'static, str>) {
    let library = &scene.model.library;
    if let Life::Failed(reason) = &scene.model.life {
        return ("Mien could not open your library", Cow::Owned(reason.clone()));
    }
    let (title, advice) = if scene.model.life == Life::Starting || library.search.is_loading() {
        ("One moment", "Your library is being opened.")
    } else if library.importing.is_some() {
        ("Importing", "Tracks appear here when the import is done.")
    } else if library.size == 0 {
        (
            "No music yet",
            "Use \u{201c}Import folder…\u{201d} above, or drop folders on the window. Mien reads the tags and covers of \
             your music and guesses each track's mood; the files stay where they are and are never changed.",
        )
    } else {
        ("Nothing matches", "Try fewer or other words; titles, artists, albums and genres are searched.")
    };
    (title, Cow::Borrowed(advice))
}

fn table(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, room: Room) {
    let tracks = scene.model.library.search.tracks.clone();
    let columns = Columns::new(ui.available_rect_before_wrap());
    ui.spacing_mut().item_spacing.y = 0.0;
    if room == Room::Ample {
        let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), TABLE_HEAD), egui::Sense::hover());
        columns.head(ui, scene.theme, head);
    }
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
                if row::show(ui, scene, &columns, index, track, state) {
                    view.selected = Some(index);
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
    let page = (seen.room / seen.row.max(1.0)).max(1.0) as usize;
    let (on, back) = ui.input(|input| {
        let count = |key| input.num_presses(key);
        (
            count(Key::ArrowDown) + page * count(Key::PageDown) + rows * count(Key::End),
            count(Key::ArrowUp) + page * count(Key::PageUp) + rows * count(Key::Home),
        )
    });
    if on != back {
        let target = (selected + on).saturating_sub(back).min(rows.saturating_sub(1));
        view.selected = Some(target);
        view.reveal = true;
        ui.ctx().request_repaint();
    }
}
