//! One track of the queue, and moving it.

use egui::{Align2, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_material_icons::icons::ICON_CLOSE;

use super::{PADDING, WIDE};
use crate::engine::{Command, QueueEntry, QueuedBy};
use crate::language::{key, t, text};
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font};
use crate::ui::model::Offer;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::views::{Scene, track_mood};
use crate::ui::widgets::button::{self, IconButton};
use crate::ui::widgets::text::{Place, paint, paint_right};
use crate::ui::widgets::{menu as menus, preview, surface};
use crate::ui::words;

/// From this width on the mood has room for longer words.
const ROOMY: f32 = 640.0;
/// Height of a row.
pub const ROW: f32 = 60.0;
/// The first of its two lines is so much above the middle.
const FIRST: f32 = 10.0;
/// Width of the column that says how long a track is.
const LENGTH: f32 = 58.0;

/// Draws a row; gives the index it is to be moved to.
pub fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    queue: &[QueueEntry],
    index: usize,
    entry: &QueueEntry,
) -> Option<usize> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width() - PADDING + STEP, ROW));
    let id = ui.scope_id().with((t!("queued"), entry.key));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, spoken(index, entry)));
    let target = by_pointer(ui, queue.len(), index, rect, &response)
        .or_else(|| by_key(ui, scene, queue, index, &response));
    surface::bring_into_sight(ui, &response);
    if !ui.is_rect_visible(rect) {
        return target;
    }
    if index > 0 {
        ui.painter().hline(rect.x_range(), rect.top(), (1.0, scene.theme.line));
    }
    ground(ui, scene, rect, &response);
    contents(ui, scene, rect, index, entry);
    menu(scene, &response, entry);
    if response.double_clicked() {
        scene.actions.send(Command::PlayQueued(entry.key));
    }
    response.on_hover_text_at_pointer(entry.reason.shown());
    target
}

/// Asks for the move of a row to the place of another one, or behind all.
pub fn move_to(scene: &mut Scene<'_>, queue: &[QueueEntry], from: usize, to: usize) {
    // Moved down, it comes before the row that follows its new place.
    let before = if to > from { to + 1 } else { to };
    let before = queue.get(before).map(|entry| entry.key);
    scene.actions.send(Command::MoveQueued { key: queue[from].key, before });
}

/// Dragged: a line shows where it will go, and it goes there when it is let go.
fn by_pointer(ui: &Ui, rows: usize, index: usize, rect: Rect, response: &Response) -> Option<usize> {
    if !response.dragged() && !response.drag_stopped() {
        return None;
    }
    let pointer = response.interact_pointer_pos()?;
    let rows_off = ((pointer.y - rect.center().y) / ROW).round();
    let target = (index as f32 + rows_off).clamp(0.0, rows.saturating_sub(1) as f32) as usize;
    if response.drag_stopped() {
        return (target != index).then_some(target);
    }
    ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    if target != index {
        let edge = if target > index { target + 1 } else { target } as f32 - index as f32;
        let y = rect.top() + edge * ROW;
        let accent = ui.visuals().hyperlink_color;
        ui.painter().hline(rect.x_range(), y, (3.0, accent));
    }
    None
}

/// Alt and an arrow moves the focused row, Delete takes it out, Enter plays it.
fn by_key(
    ui: &Ui,
    scene: &mut Scene<'_>,
    queue: &[QueueEntry],
    index: usize,
    response: &Response,
) -> Option<usize> {
    if response.clicked() {
        response.request_focus();
    }
    if !response.has_focus() {
        return None;
    }
    let entry = &queue[index];
    if button::entered(ui, response) {
        scene.actions.send(Command::PlayQueued(entry.key));
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::Delete) {
        remove(scene, entry);
    }
    let (up, down) = (pressed(Modifiers::ALT, Key::ArrowUp), pressed(Modifiers::ALT, Key::ArrowDown));
    match (up, down) {
        (true, false) => index.checked_sub(1),
        (false, true) => (index + 1 < queue.len()).then_some(index + 1),
        (true, true) | (false, false) => None,
    }
}

fn ground(ui: &Ui, scene: &Scene<'_>, rect: Rect, response: &Response) {
    let inner = rect.shrink2(vec2(0.0, 2.0));
    if response.dragged() {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), scene.theme.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), scene.theme.well);
    }
    surface::focus(ui, scene.theme, response, inner.shrink(4.0), radius::SMALL - 3.0);
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, index: usize, entry: &QueueEntry) {
    let theme = scene.theme;
    let wide = rect.width() >= WIDE;
    let y = rect.center().y;
    let mut left = rect.left() + STEP;
    if wide {
        paint_right(ui.painter(), pos2(left + 24.0, y), &(index + 1).to_string(), size::BODY, theme.dim);
        left += 24.0 + STEP * 3.0;
    }
    let swatch = Rect::from_min_size(pos2(left, rect.center().y - 20.0), vec2(40.0, 40.0));
    let (texture, uv) = scene.textures.cover(ui.ctx(), &entry.track);
    preview::picture(ui.painter(), swatch, texture, uv, radius::SMALL);
    let remove = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(28.0, 28.0));
    let length_right = remove.left() - STEP * 2.0;
    let length = words::length(entry.track.length_secs);
    paint_right(ui.painter(), pos2(length_right, y), &length, size::BODY, theme.dim);
    let moods = if rect.width() >= ROOMY { 310.0 } else { 250.0 };
    let mood_left = if wide { length_right - moods } else { length_right - 56.0 };
    let texts = Rect::from_min_max(
        pos2(swatch.right() + STEP * 3.5, rect.top()),
        pos2(mood_left - STEP * 5.0, rect.bottom()),
    );
    // The reason is long: in wide rows it has the whole second line, and the mood stands beside the title.
    let across = if wide { length_right - LENGTH } else { texts.right() };
    titles(ui, scene, entry, texts, across);
    if wide {
        let first =
            Rect::from_min_max(pos2(mood_left, rect.top()), pos2(across, rect.bottom() - 2.0 * FIRST));
        mood_words(ui, scene, entry, first);
    }
    remove_button(ui, scene, remove, entry);
}

fn menu(scene: &mut Scene<'_>, response: &Response, entry: &QueueEntry) {
    menus::context(response).show(|ui| {
        ui.set_min_width(150.0);
        let next =
            Command::MoveQueued { key: entry.key, before: scene.model.music.queue.first().map(|e| e.key) };
        for (label, command) in [(t!("play-now"), Command::PlayQueued(entry.key)), (t!("play-next"), next)] {
            if menus::line(ui, label).clicked() {
                scene.actions.send(command);
                ui.close();
            }
        }
        if menus::line(ui, t!("remove")).clicked() {
            remove(scene, entry);
            ui.close();
        }
    });
}

fn remove_button(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, entry: &QueueEntry) {
    let name = t!("remove-from-queue", title = &entry.track.tags.title);
    let button = IconButton::new(&name, ICON_CLOSE).diameter(28.0).put(ui, scene.theme, rect, entry.key);
    if button.clicked() {
        remove(scene, entry);
    }
}

fn remove(scene: &mut Scene<'_>, entry: &QueueEntry) {
    scene.actions.send(Command::Unqueue(entry.key));
    let told = text!("removed-from-queue", title = &entry.track.tags.title);
    scene.actions.want(Intent::Tell(told, Some(Offer { label: key!("undo"), command: Command::UndoQueue })));
}

/// Title and what stands below it, which goes to `across`, beyond `rect` in wide rows.
fn titles(ui: &Ui, scene: &Scene<'_>, entry: &QueueEntry, rect: Rect, across: f32) {
    let wide = across > rect.right();
    let theme = scene.theme;
    let line = |dy: f32| Place { left_middle: pos2(rect.left(), rect.center().y + dy), width: rect.width() };
    let queued = entry.by == QueuedBy::User;
    let mut title = line(-FIRST);
    if queued {
        title.width -= 62.0;
    }
    let end = paint(ui.painter(), title, &entry.track.tags.title, Weight::Medium, size::BODY, theme.ink);
    if queued {
        let chip = Rect::from_min_size(
            pos2(rect.left() + end + STEP * 2.0, rect.center().y - 19.0),
            vec2(54.0, 18.0),
        );
        ui.painter().rect_filled(chip, 9, theme.accent_soft);
        ui.painter().text(
            chip.center(),
            Align2::CENTER_CENTER,
            t!("queued"),
            font(Weight::Medium, 12.0),
            theme.ink,
        );
    }
    let artist = words::artist(&entry.track);
    let below = if wide && entry.by == QueuedBy::Plan {
        format!("{artist} · {}", entry.reason.shown())
    } else if wide {
        artist.to_owned()
    } else {
        format!("{} · {artist}", words::mood_word(track_mood(&entry.track)))
    };
    let mut second = line(12.0);
    second.width = across - rect.left();
    if !wide && let Some(mood) = track_mood(&entry.track) {
        ui.painter().circle_filled(second.left_middle + vec2(4.0, 0.0), 4.0, theme.dot(mood));
        second.left_middle.x += 14.0;
        second.width -= 14.0;
    }
    paint(ui.painter(), second, &below, Weight::Regular, size::SMALL, theme.dim);
}

fn mood_words(ui: &Ui, scene: &Scene<'_>, entry: &QueueEntry, rect: Rect) {
    let theme = scene.theme;
    let mood = track_mood(&entry.track);
    let mut words = words::mood_word(mood).to_owned();
    let playing = scene.model.music.playback.now().map(|now| now.track.mood.affect);
    if let (Some(from), Some(_)) = (playing, mood)
        && let Some(step) = words::step(from, entry.track.mood.affect)
    {
        words.push_str(", ");
        words.push_str(step);
    }
    let mut place = Place::within(rect);
    if let Some(mood) = mood {
        ui.painter().circle_filled(place.left_middle + vec2(5.0, 0.0), 5.0, theme.dot(mood));
        place.left_middle.x += 18.0;
        place.width -= 18.0;
    }
    paint(ui.painter(), place, &words, Weight::Regular, size::SMALL, theme.dim);
}

fn spoken(index: usize, entry: &QueueEntry) -> String {
    let queued = match entry.by {
        QueuedBy::User => t!("queued-by-you").to_owned(),
        QueuedBy::Plan => entry.reason.shown(),
    };
    format!(
        "{}. {}, {}, {}, {}, {queued}",
        index + 1,
        entry.track.tags.title,
        words::artist(&entry.track),
        words::mood_word(track_mood(&entry.track)),
        words::length(entry.track.length_secs),
    )
}
