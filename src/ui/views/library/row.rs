//! One track in the table: its cells, and what can be done with it.

use std::sync::Arc;

use egui::{Align2, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_material_icons::icons::{
    ICON_FAVORITE, ICON_GRAPHIC_EQ, ICON_MORE_HORIZ, ICON_PLAY_ARROW, ICON_STAR, ICON_THUMB_DOWN,
};

use super::columns::{Cell, Column, Layout};
use crate::engine::Command;
use crate::language::t;
use crate::library::{Like, Track};
use crate::ui::fonts::{Weight, icons};
use crate::ui::theme::{Theme, radius, size};
use crate::ui::views::{Scene, track_mood};
use crate::ui::widgets::button::{self, IconButton};
use crate::ui::widgets::surface;
use crate::ui::widgets::text::{Place, paint, paint_right};
use crate::ui::words;

/// How a row stands in the list.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Its place.
    pub index: usize,
    /// It is selected.
    pub selected: bool,
    /// Give it the focus.
    pub focus: bool,
}

/// What happened to a row.
pub struct Row {
    /// Pointer and focus.
    pub response: Response,
    /// The button for the list of what can be done.
    pub more: Response,
    /// Play it.
    pub play: bool,
}

/// The identity of a row, for focus.
pub fn id(index: usize) -> Id {
    Id::unique("library row").with(index)
}

/// Draws the row of a track that has not been fetched yet.
pub fn waiting(ui: &mut Ui, theme: &Theme, layout: &Layout) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout.row_height()));
    if let Some(title) = layout.cells.first() {
        let bar = Rect::from_min_max(
            pos2(title.left, rect.center().y - 4.0),
            pos2((title.left + 120.0).min(title.right), rect.center().y + 4.0),
        );
        ui.painter().rect_filled(bar, 4, theme.line);
    }
}

/// Draws a row.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, layout: &Layout, track: &Arc<Track>, state: State) -> Row {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout.row_height()));
    let response = ui.interact(rect, id(state.index), Sense::click_and_drag());
    if state.focus {
        response.request_focus();
    }
    let playing = scene.model.music.playback.now().is_some_and(|now| now.track.id == track.id);
    response.widget_info(|| {
        let spoken = spoken(track);
        let spoken = if playing { t!("row-current", row = spoken) } else { spoken };
        WidgetInfo::selected(Role::Row, true, state.selected, spoken)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_row_index(state.index));
    let over = ui.rect_contains_pointer(rect);
    let touched = over || response.has_focus();
    ground(ui, scene.theme, rect, &response, state);
    for cell in &layout.cells {
        paint_cell(ui, scene, layout, *cell, rect, track, playing);
    }
    if playing && !touched {
        let mark = pos2(rect.left() + 22.0, rect.center().y);
        let icon = ICON_GRAPHIC_EQ;
        ui.painter().text(mark, Align2::CENTER_CENTER, icon.codepoint, icons(icon, 18.0), scene.theme.accent);
    } else if !touched {
        like_mark(ui, scene.theme, rect, track.like);
    }
    stars_input(ui, scene, layout, rect, (track, state.index));
    let (clicked, more) = buttons(ui, scene, rect, (track, state.index), touched);
    let play = clicked || response.double_clicked() || button::entered(ui, &response);
    Row { response, more, play }
}

fn ground(ui: &Ui, theme: &Theme, rect: Rect, response: &Response, state: State) {
    let inner = rect.shrink2(vec2(0.0, 1.0));
    if state.selected {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), theme.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), theme.well);
    }
    surface::focus(ui, theme, response, inner.shrink(4.0), radius::SMALL - 3.0);
}

fn like_mark(ui: &Ui, theme: &Theme, rect: Rect, like: Like) {
    let (icon, color) = match like {
        Like::Liked => (ICON_FAVORITE, theme.accent),
        Like::Disliked => (ICON_THUMB_DOWN, theme.dim),
        Like::Neutral => return,
    };
    let mark = pos2(rect.left() + 22.0, rect.center().y);
    ui.painter().text(mark, Align2::CENTER_CENTER, icon.codepoint, icons(icon, 15.0), color);
}

#[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
fn paint_cell(
    ui: &Ui,
    scene: &Scene<'_>,
    layout: &Layout,
    cell: Cell,
    rect: Rect,
    track: &Track,
    playing: bool,
) {
    let (painter, theme, y) = (ui.painter(), scene.theme, rect.center().y);
    let place = |dy: f32| Place { left_middle: pos2(cell.left, y + dy), width: cell.right - cell.left };
    let tags = &track.tags;
    match cell.column {
        Column::Title => {
            let ink = if playing {
                theme.accent
            } else if track.missing {
                theme.dim
            } else {
                theme.ink
            };
            if layout.has_artist() {
                paint(painter, place(0.0), &tags.title, Weight::Medium, size::BODY, ink);
            } else {
                paint(painter, place(-10.0), &tags.title, Weight::Medium, size::BODY, ink);
                let below = format!("{} · {}", words::artist(track), words::mood_word(track_mood(track)));
                paint(painter, place(11.0), &below, Weight::Regular, size::SMALL, theme.dim);
            }
        }
        Column::Mood => {
            let (mood, mut place) = (track_mood(track), place(0.0));
            if let Some(mood) = mood {
                painter.circle_filled(place.left_middle + vec2(5.0, 0.0), 5.0, theme.dot(mood));
                place.left_middle.x += 18.0;
                place.width -= 18.0;
            }
            let word = mood.map_or(t!("unknown"), words::quadrant);
            paint(painter, place, word, Weight::Regular, size::SMALL, theme.dim);
        }
        Column::Rating => paint_stars(ui, theme, cell, y, track.rating),
        column => {
            let words = cell_words(column, track);
            if column.is_number() {
                paint_right(painter, pos2(cell.right, y), &words, size::SMALL, theme.dim);
            } else {
                paint(painter, place(0.0), &words, Weight::Regular, size::SMALL, theme.dim);
            }
        }
    }
}

/// What stands in a cell of plain text.
fn cell_words(column: Column, track: &Track) -> String {
    let tags = &track.tags;
    let or_dash = |text: Option<&str>| text.unwrap_or("–").to_owned();
    match column {
        Column::Artist => words::artist(track).to_owned(),
        Column::Album => or_dash(tags.album.as_deref()),
        Column::Genre => or_dash(tags.genre.as_deref()),
        Column::Year => tags.year.map(|year| year.to_string()).unwrap_or_default(),
        Column::Plays => track.plays.to_string(),
        Column::Skips => track.skips.to_string(),
        Column::Played => track.last_played.map_or_else(|| t!("never").to_owned(), words::date),
        Column::Added => words::date(track.added),
        Column::Bpm => tags.bpm.map(|bpm| format!("{bpm:.0}")).unwrap_or_default(),
        Column::Path => track.path.display().to_string(),
        Column::Length if track.missing => t!("missing").to_owned(),
        Column::Length => words::length(track.length_secs),
        Column::Title | Column::Mood | Column::Rating => String::new(),
    }
}

const STAR: f32 = 16.0;

fn paint_stars(ui: &Ui, theme: &Theme, cell: Cell, y: f32, rating: u8) {
    let over = ui.rect_contains_pointer(stars_rect(cell, y));
    for star in 0..5_u8 {
        let lit = star < rating;
        if !lit && !over {
            continue;
        }
        let icon = if lit { ICON_STAR } else { ICON_STAR.outlined() };
        let color = if lit { theme.accent } else { theme.dim };
        let middle = pos2(cell.left + STAR * (f32::from(star) + 0.5), y);
        ui.painter().text(middle, Align2::CENTER_CENTER, icon.codepoint, icons(icon, STAR), color);
    }
}

fn stars_rect(cell: Cell, y: f32) -> Rect {
    Rect::from_center_size(pos2(cell.left + STAR * 2.5, y), vec2(STAR * 5.0, 30.0))
}

/// A click on a star rates; on the star that is the rating, it takes it back.
fn stars_input(ui: &Ui, scene: &mut Scene<'_>, layout: &Layout, rect: Rect, (track, index): (&Track, usize)) {
    let Some(cell) = layout.cells.iter().find(|cell| cell.column == Column::Rating) else { return };
    let area = stars_rect(*cell, rect.center().y);
    let response = ui.interact(area, id(index).with("stars"), Sense::CLICK);
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
        let star = (((at.x - cell.left) / STAR).floor().clamp(0.0, 4.0) as u8) + 1;
        scene.actions.send(Command::Rate(track.id, if star == track.rating { 0 } else { star }));
    }
}

/// Play and more: always there for keyboard and screen reader, seen when the row is touched.
fn buttons(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    rect: Rect,
    (track, index): (&Track, usize),
    touched: bool,
) -> (bool, Response) {
    let square = |x: f32| Rect::from_center_size(pos2(x, rect.center().y), vec2(32.0, 32.0));
    let title = &track.tags.title;
    let mut scope = ui.new_child(egui::UiBuilder::new().id_salt(("buttons", index)).max_rect(rect));
    let play = t!("play-title", title = title);
    let play = IconButton::new(&play, ICON_PLAY_ARROW).diameter(32.0);
    let more = t!("more-for", name = title);
    let more = IconButton::new(&more, ICON_MORE_HORIZ).diameter(32.0);
    let focused = scope.memory(egui::Memory::focused);
    let has_focus = |button: &IconButton<'_>| focused == Some(button.id(&scope, track.id));
    if !touched && !has_focus(&play) && !has_focus(&more) {
        scope.set_opacity(0.0);
    }
    let play = play.put(&mut scope, scene.theme, square(rect.left() + 22.0), track.id).clicked();
    let more = more.put(&mut scope, scene.theme, square(rect.right() - 20.0), track.id);
    (play, more)
}

fn spoken(track: &Track) -> String {
    let album = track.tags.album.as_deref().map(|album| format!(", {album}")).unwrap_or_default();
    let rating = match track.rating {
        0 => String::new(),
        stars => format!(", {}", t!("stars", count = stars)),
    };
    format!(
        "{}, {}{album}, {}{rating}, {}, {}",
        track.tags.title,
        words::artist(track),
        words::mood_word(track_mood(track)),
        t!("plays", count = track.plays),
        words::length(track.length_secs),
    )
}
