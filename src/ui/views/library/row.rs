//! One track in the table: columns that give way with the width, and what can be done with it.

use egui::{Align2, Id, Popup, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_material_icons::icons::{ICON_MORE_HORIZ, ICON_PLAY_ARROW};

use crate::engine::Command;
use crate::library::{Track, TrackId};
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, Theme, radius, size};
use crate::ui::views::{Scene, track_mood};
use crate::ui::widgets::button::{self, IconButton};
use crate::ui::widgets::surface;
use crate::ui::widgets::text::{Place, paint, paint_right};
use crate::ui::words;

/// What happened to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// This row was clicked or reached by keyboard.
    Select,
}

/// How a row stands in the list.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// It has the selection.
    pub selected: bool,
    /// Give it the focus if it is the selected one.
    pub focus: bool,
}

/// Left and right ends of the columns; those without room are empty.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    title: (f32, f32),
    artist: Option<(f32, f32)>,
    album: Option<(f32, f32)>,
    mood: Option<(f32, f32)>,
    plays: Option<f32>,
    length: f32,
}

impl Columns {
    /// Divides the width of the table.
    pub fn new(rect: Rect) -> Self {
        let (left, width) = (rect.left() + 44.0, rect.width());
        let length = rect.right() - 44.0;
        let plays = (width > 640.0).then_some(length - 60.0);
        let mood_right = plays.map_or(length - 56.0, |plays| plays - 48.0);
        let mood = (width > 520.0).then_some((mood_right - 84.0, mood_right));
        let right = mood.map_or(length - 52.0, |mood| mood.0) - STEP * 3.0;
        let room = right - left;
        let (title, artist, album) = if width > 720.0 {
            (room * 0.40, Some(room * 0.30), Some(room * 0.30))
        } else if width > 460.0 {
            (room * 0.56, Some(room * 0.44), None)
        } else {
            (room, None, None)
        };
        let end = |from: f32, width: f32| (from, from + width - STEP * 3.0);
        Self {
            title: end(left, title),
            artist: artist.map(|artist| end(left + title, artist)),
            album: album.map(|album| end(right - album, album)),
            mood,
            plays,
            length,
        }
    }

    /// Height of a row: two lines where the artist has no column.
    pub const fn row_height(&self) -> f32 {
        if self.artist.is_some() { 42.0 } else { 54.0 }
    }

    /// Names of the columns.
    pub fn head(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let y = rect.center().y;
        let word = |span: (f32, f32), text: &str| {
            let place = Place { left_middle: pos2(span.0, y), width: span.1 - span.0 };
            paint(ui.painter(), place, text, Weight::SemiBold, size::SMALL, theme.dim);
        };
        word(self.title, "Title");
        for (span, text) in [(self.artist, "Artist"), (self.album, "Album"), (self.mood, "Mood")] {
            if let Some(span) = span {
                word(span, text);
            }
        }
        let right = |x: f32, text: &str| {
            ui.painter().text(
                pos2(x, y),
                Align2::RIGHT_CENTER,
                text,
                font(Weight::SemiBold, size::SMALL),
                theme.dim,
            );
        };
        if let Some(plays) = self.plays {
            right(plays, "Plays");
        }
        right(self.length, "Length");
        ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, theme.line));
    }
}

/// The identity of a row, for focus.
pub fn id(index: usize) -> Id {
    Id::unique("library row").with(index)
}

/// Draws a row.
pub fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    columns: &Columns,
    index: usize,
    track: &Track,
    state: State,
) -> Option<Picked> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), columns.row_height()));
    let response = ui.interact(rect, id(index), Sense::click());
    if state.focus && state.selected {
        response.request_focus();
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, state.selected, spoken(track)));
    let playing = scene.model.music.playback.now().is_some_and(|now| now.track.id == track.id);
    let touched = response.hovered() || response.has_focus() || state.selected;
    ground(ui, scene.theme, rect, &response, state);
    cells(ui, scene.theme, columns, rect, track, playing);
    buttons(ui, scene, rect, track, touched);
    menu(scene, &response, track.id);
    if response.double_clicked() || button::entered(ui, &response) {
        scene.actions.send(Command::PlayNow(track.id));
    }
    (response.clicked() || response.gained_focus()).then_some(Picked::Select)
}

fn ground(ui: &Ui, theme: &Theme, rect: Rect, response: &Response, state: State) {
    let inner = rect.shrink2(vec2(0.0, 1.0));
    if state.selected {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), theme.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), theme.well);
    }
    if response.has_focus() {
        surface::focus_ring(ui.painter(), theme, inner.shrink(4.0), radius::SMALL - 3.0);
    }
}

fn cells(ui: &Ui, theme: &Theme, columns: &Columns, rect: Rect, track: &Track, playing: bool) {
    let y = rect.center().y;
    let cell =
        |span: (f32, f32), dy: f32| Place { left_middle: pos2(span.0, y + dy), width: span.1 - span.0 };
    let painter = ui.painter();
    let ink = if playing { theme.accent } else { theme.ink };
    let artist = words::artist(track);
    let mood = track_mood(track);
    if let Some(span) = columns.artist {
        paint(painter, cell(columns.title, 0.0), &track.tags.title, Weight::Medium, size::BODY, ink);
        paint(painter, cell(span, 0.0), artist, Weight::Regular, size::SMALL, theme.dim);
    } else {
        paint(painter, cell(columns.title, -10.0), &track.tags.title, Weight::Medium, size::BODY, ink);
        let below = format!("{artist} · {}", words::mood_word(mood));
        paint(painter, cell(columns.title, 11.0), &below, Weight::Regular, size::SMALL, theme.dim);
    }
    if let Some(span) = columns.album {
        let album = track.tags.album.as_deref().unwrap_or("–");
        paint(painter, cell(span, 0.0), album, Weight::Regular, size::SMALL, theme.dim);
    }
    if let Some(span) = columns.mood {
        let mut place = cell(span, 0.0);
        if let Some(mood) = mood {
            painter.circle_filled(place.left_middle + vec2(5.0, 0.0), 5.0, theme.dot(mood));
            place.left_middle.x += 18.0;
        }
        let word = mood.map_or("unknown", crate::affect::Quadrant::name);
        paint(painter, place, word, Weight::Regular, size::SMALL, theme.dim);
    }
    if let Some(right) = columns.plays {
        paint_right(painter, pos2(right, y), &track.plays.to_string(), size::SMALL, theme.dim);
    }
    let length = if track.missing { "missing".to_owned() } else { words::length(track.length_secs) };
    paint_right(painter, pos2(columns.length, y), &length, size::SMALL, theme.dim);
}

/// Play and more: always there for keyboard and screen reader, seen when the row is touched.
fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, track: &Track, touched: bool) {
    let square = |x: f32| Rect::from_center_size(pos2(x, rect.center().y), vec2(32.0, 32.0));
    let title = &track.tags.title;
    let mut scope = ui.new_child(egui::UiBuilder::new().id_salt(("buttons", track.id)).max_rect(rect));
    let over = scope.rect_contains_pointer(rect);
    if !touched && !over {
        scope.set_opacity(0.0);
    }
    let play = format!("Play {title}");
    if IconButton::new(&play, ICON_PLAY_ARROW)
        .diameter(32.0)
        .put(&mut scope, scene.theme, square(rect.left() + 22.0), track.id)
        .clicked()
    {
        scene.actions.send(Command::PlayNow(track.id));
    }
    let more = format!("More for {title}");
    let button = IconButton::new(&more, ICON_MORE_HORIZ).diameter(32.0).put(
        &mut scope,
        scene.theme,
        square(rect.right() - 20.0),
        track.id,
    );
    Popup::menu(&button).accessible_name(more.clone()).show(|ui| choices(ui, scene, track.id));
}

fn menu(scene: &mut Scene<'_>, response: &Response, track: TrackId) {
    response.context_menu(|ui| choices(ui, scene, track));
}

fn choices(ui: &mut Ui, scene: &mut Scene<'_>, track: TrackId) {
    ui.set_min_width(150.0);
    for (label, command) in [
        ("Play now", Command::PlayNow(track)),
        ("Play next", Command::PlayNext(track)),
        ("Add to queue", Command::Enqueue(track)),
    ] {
        if ui.button(label).clicked() {
            scene.actions.send(command);
            ui.close();
        }
    }
}

fn spoken(track: &Track) -> String {
    let album = track.tags.album.as_deref().map(|album| format!(", {album}")).unwrap_or_default();
    format!(
        "{}, {}{album}, {}, {}, {}",
        track.tags.title,
        words::artist(track),
        words::mood_word(track_mood(track)),
        words::counted(track.plays as usize, "play", "plays"),
        words::length(track.length_secs),
    )
}
