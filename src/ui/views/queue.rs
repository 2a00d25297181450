//! What comes next: first what the user queued, then the plan.

use egui::{Align2, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_material_icons::icons::ICON_CLOSE;

use super::{Room, Scene, track_mood};
use crate::engine::{Command, QueueEntry, QueuedBy};
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font};
use crate::ui::model::Offer;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::IconButton;
use crate::ui::widgets::preview;
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text::{self, Place, paint, paint_right};
use crate::ui::words;

const ROW: f32 = 60.0;
const HEAD: f32 = 44.0;
const PADDING: f32 = 18.0;
/// Below this width the mood stands in the artist's line.
const WIDE: f32 = 520.0;

/// The height of the whole card when nothing scrolls.
pub fn natural_height(scene: &Scene<'_>) -> f32 {
    let rows = scene.model.music.queue.len().max(1) as f32;
    HEAD + rows * ROW + STEP * 3.0
}

/// Draws the card; its rows scroll inside.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    surface::raised(ui.painter(), theme, rect, radius::LARGE, Height::Card);
    let inner = rect.shrink2(vec2(PADDING, 0.0));
    let head = Rect::from_min_size(inner.min, vec2(inner.width(), HEAD));
    heading(ui, scene, head);
    // To the card's edge, so that the scroll bar stands beside the rows.
    let body = Rect::from_min_max(pos2(inner.left(), head.bottom()), rect.max - vec2(STEP, STEP * 2.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
        let queue = scene.model.music.queue.clone();
        if queue.is_empty() {
            empty(ui, scene);
            return;
        }
        ScrollArea::vertical().id_salt("queue").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, entry) in queue.iter().enumerate() {
                row(ui, scene, index, entry);
            }
        });
    });
}

fn heading(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.horizontal_centered(|ui| {
            let title = if scene.model.steering.pinned.is_some() {
                "Next, for the pinned mood"
            } else {
                "Next, if the mood stays"
            };
            text::line(ui, text::rich(title, Weight::SemiBold, size::SMALL, theme.dim));
            if rect.width() > WIDE && !scene.model.music.queue.is_empty() {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let note = "Re-planned when a song ends";
                    text::line(ui, text::rich(note, Weight::SemiBold, size::SMALL, theme.dim));
                });
            }
        });
    });
}

fn empty(ui: &mut Ui, scene: &Scene<'_>) {
    let words = if scene.model.library.size == 0 {
        "Once there is music in the library, the plan stands here."
    } else {
        "Nothing is planned yet. It fills when the music starts."
    };
    ui.add_space(STEP);
    text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, scene.theme.dim));
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, index: usize, entry: &QueueEntry) {
    let theme = scene.theme;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width() - PADDING + STEP, ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, spoken(index, entry)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    if index > 0 {
        ui.painter().hline(rect.x_range(), rect.top(), (1.0, theme.line));
    }
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
    let mood_left = if wide { length_right - 250.0 } else { length_right - 56.0 };
    let texts = Rect::from_min_max(
        pos2(swatch.right() + STEP * 3.5, rect.top()),
        pos2(mood_left - STEP * 5.0, rect.bottom()),
    );
    titles(ui, scene, entry, texts, Room::from_points(rect.width(), WIDE));
    if wide {
        let mood = Rect::from_min_max(pos2(mood_left, rect.top()), pos2(length_right - 58.0, rect.bottom()));
        mood_words(ui, scene, entry, mood);
    }
    remove_button(ui, scene, remove, entry);
    response.on_hover_text_at_pointer(&entry.reason);
}

fn remove_button(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, entry: &QueueEntry) {
    let name = format!("Remove {} from the queue", entry.track.tags.title);
    let button = IconButton::new(&name, ICON_CLOSE).diameter(28.0).put(ui, scene.theme, rect, entry.key);
    if button.clicked() {
        scene.actions.send(Command::Unqueue(entry.key));
        let told = format!("Removed \u{201c}{}\u{201d} from the queue.", entry.track.tags.title);
        scene.actions.want(Intent::Tell(told, Some(Offer { label: "Undo", command: Command::UndoQueue })));
    }
}

fn titles(ui: &Ui, scene: &Scene<'_>, entry: &QueueEntry, rect: Rect, room: Room) {
    let wide = room == Room::Ample;
    let theme = scene.theme;
    let line = |dy: f32| Place { left_middle: pos2(rect.left(), rect.center().y + dy), width: rect.width() };
    let queued = entry.by == QueuedBy::User;
    let mut title = line(-10.0);
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
            "queued",
            font(Weight::Medium, 12.0),
            theme.ink,
        );
    }
    let artist = words::artist(&entry.track);
    let below = if wide && entry.by == QueuedBy::Plan {
        format!("{artist} · {}", entry.reason)
    } else if wide {
        artist.to_owned()
    } else {
        format!("{} · {artist}", words::mood_word(track_mood(&entry.track)))
    };
    let mut second = line(12.0);
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
        QueuedBy::User => "queued by you",
        QueuedBy::Plan => &entry.reason,
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
