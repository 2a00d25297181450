//! The transport: previous, play, next, the position in the track, how the queue is played, the volume.

use std::sync::Arc;
use std::time::Duration;

use egui::{Id, Layout, Pos2, Rect, Ui, UiBuilder, pos2, vec2};
use egui_material_icons::icons::{
    ICON_PAUSE, ICON_PLAY_ARROW, ICON_SKIP_NEXT, ICON_SKIP_PREVIOUS, ICON_VOLUME_DOWN, ICON_VOLUME_OFF,
    ICON_VOLUME_UP,
};

mod order;

pub use order::after as repeat_after;

use super::{Room, Scene};
use crate::engine::{Command, Playback};
use crate::language::t;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::keys::{self, Deed};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, IconButton};
use crate::ui::widgets::slider::{Change, Slider};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text::{self, Place, paint, paint_right};
use crate::ui::words;

/// How the bar is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Everything in one line.
    Wide,
    /// The position above the buttons.
    Narrow,
    /// The position beside the buttons, and the volume by its keys alone.
    Low,
}

impl Bar {
    /// The one for a window.
    pub const fn of(room: Room, window_height: f32) -> Self {
        match room {
            Room::Ample => Self::Wide,
            Room::Tight if window_height < LOW => Self::Low,
            Room::Tight => Self::Narrow,
        }
    }

    /// Its height.
    pub const fn height(self) -> f32 {
        match self {
            Self::Wide => 86.0,
            Self::Narrow => 92.0,
            Self::Low => 60.0,
        }
    }
}

/// In windows lower than this the bar is low too.
pub const LOW: f32 = 440.0;

/// Draws the bar.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, bar: Bar) {
    surface::raised(ui.painter(), scene.theme, rect, radius::LARGE, Height::Card);
    match bar {
        Bar::Wide => wide_bar(ui, scene, rect),
        Bar::Narrow => narrow_bar(ui, scene, rect),
        Bar::Low => low_bar(ui, scene, rect),
    }
}

fn wide_bar(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let inner = rect.shrink2(vec2(STEP * 5.5, 0.0));
    let buttons = Rect::from_min_size(inner.min, vec2(168.0, inner.height()));
    transport(ui, scene, buttons, 44.0, 56.0);
    let volume_width = if inner.width() > 700.0 { 170.0 } else { 120.0 };
    let volume = Rect::from_min_max(pos2(inner.right() - volume_width, inner.top()), inner.max);
    volume_ui(ui, scene, volume);
    let order_width = order::width(Room::from_points(inner.width(), 600.0));
    let order = Rect::from_min_max(
        pos2(volume.left() - STEP * 3.0 - order_width, inner.top()),
        pos2(volume.left() - STEP * 3.0, inner.bottom()),
    );
    order::show(ui, scene, order);
    let middle =
        Rect::from_x_y_ranges(buttons.right() + STEP * 7.0..=order.left() - STEP * 5.0, inner.y_range());
    title(ui, scene, Rect::from_min_size(middle.min + vec2(0.0, 12.0), vec2(middle.width(), 20.0)));
    let bar = Rect::from_center_size(middle.center() + vec2(0.0, 2.0), vec2(middle.width(), 24.0));
    let shown = seek_ui(ui, scene, bar);
    let y = middle.bottom() - 20.0;
    let theme = scene.theme;
    let place = Place { left_middle: pos2(middle.left(), y), width: 80.0 };
    paint(ui.painter(), place, &words::length(shown), Weight::Regular, size::SMALL, theme.dim);
    paint_right(ui.painter(), pos2(middle.right(), y), &words::length(total(scene)), size::SMALL, theme.dim);
}

fn narrow_bar(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    let inner = rect.shrink2(vec2(STEP * 4.0, STEP * 2.0));
    let y = inner.top() + 10.0;
    let bar = Rect::from_center_size(pos2(inner.center().x, y), vec2(inner.width() - 104.0, 20.0));
    let shown = seek_ui(ui, scene, bar);
    let place = Place { left_middle: pos2(inner.left(), y), width: 48.0 };
    paint(ui.painter(), place, &words::length(shown), Weight::Regular, size::SMALL, theme.dim);
    paint_right(ui.painter(), pos2(inner.right(), y), &words::length(total(scene)), size::SMALL, theme.dim);
    let row = Rect::from_min_max(pos2(inner.left(), inner.top() + 22.0), inner.max);
    let buttons = Rect::from_min_size(row.min, vec2(136.0, row.height()));
    transport(ui, scene, buttons, 36.0, 46.0);
    let volume = Rect::from_min_max(pos2(row.right() - 112.0, row.top()), row.max);
    volume_ui(ui, scene, volume);
    let order_width = order::width(Room::Tight);
    let order = Rect::from_min_max(pos2(volume.left() - order_width, row.top()), volume.left_bottom());
    order::show(ui, scene, order);
    title(
        ui,
        scene,
        Rect::from_x_y_ranges(buttons.right() + STEP * 3.0..=order.left() - STEP, row.y_range()),
    );
}

fn low_bar(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    let row = rect.shrink2(vec2(STEP * 3.0, STEP));
    let buttons = Rect::from_min_size(row.min, vec2(128.0, row.height()));
    transport(ui, scene, buttons, 34.0, 42.0);
    let volume = Rect::from_min_max(pos2(row.right() - 36.0, row.top()), row.max);
    mute_button(ui, scene, volume.center());
    let order_width = order::width(Room::Tight);
    let order = Rect::from_min_max(pos2(volume.left() - order_width, row.top()), volume.left_bottom());
    order::show(ui, scene, order);
    let middle = Rect::from_x_y_ranges(buttons.right() + STEP * 3.0..=order.left() - STEP, row.y_range());
    let half = vec2(middle.width(), middle.height() * 0.5);
    let played = Rect::from_min_size(middle.left_center(), half);
    let bar = Rect::from_min_max(played.min, played.max - vec2(40.0, STEP));
    let shown = seek_ui(ui, scene, bar);
    paint_right(
        ui.painter(),
        pos2(played.right(), bar.center().y),
        &words::length(shown),
        size::SMALL,
        theme.dim,
    );
    title(ui, scene, Rect::from_min_size(middle.min + vec2(0.0, STEP), half - vec2(0.0, STEP)));
}

/// The playing track in one line.
fn title(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    let words = scene.model.music.playback.now().map_or_else(
        || t!("nothing-playing").to_owned(),
        |now| format!("{} – {}", now.track.tags.title, words::artist(&now.track)),
    );
    let mut child = ui.new_child(
        UiBuilder::new()
            .id_salt("footer title")
            .max_rect(rect)
            .layout(Layout::left_to_right(egui::Align::Center)),
    );
    text::name_line(&mut child, &words, Weight::Medium, size::SMALL, theme.ink);
}

/// Previous, play, next: round buttons of these diameters.
pub fn transport(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, small: f32, large: f32) {
    let theme = scene.theme;
    let y = rect.center().y;
    let gap = STEP * 2.5;
    let place = |x: f32, side: f32| Rect::from_center_size(pos2(x, y), vec2(side, side));
    let first = rect.left() + small * 0.5;
    let middle = first + small * 0.5 + gap + large * 0.5;
    let last = middle + large * 0.5 + gap + small * 0.5;
    let [back, toggle, on] = [Deed::Previous, Deed::TogglePlay, Deed::Next].map(keys::hint);
    let previous = IconButton::new(t!("previous-track"), ICON_SKIP_PREVIOUS)
        .face(Face::Raised)
        .diameter(small)
        .key(&back);
    if previous.put(ui, theme, place(first, small), ()).clicked() {
        scene.actions.send(Command::Previous);
    }
    let (name, icon) = match scene.model.music.playback {
        Playback::Playing(_) => (t!("pause"), ICON_PAUSE),
        Playback::Paused(_) | Playback::Stopped => (t!("play"), ICON_PLAY_ARROW),
    };
    let play = IconButton::new(name, icon).face(Face::Accent).diameter(large).key(&toggle);
    if play.put(ui, theme, place(middle, large), ()).clicked() {
        scene.actions.send(Command::TogglePlay);
    }
    let next = IconButton::new(t!("next-track"), ICON_SKIP_NEXT).face(Face::Raised).diameter(small).key(&on);
    if next.put(ui, theme, place(last, small), ()).clicked() {
        scene.actions.send(Command::Next);
    }
}

fn total(scene: &Scene<'_>) -> f64 {
    scene.model.music.playback.now().map_or(0.0, |now| now.track.length_secs)
}

/// The shape of the track that plays, once it is known.
fn waveform(scene: &Scene<'_>) -> Option<Arc<[u8]>> {
    let music = &scene.model.music;
    let playing = music.playback.now().map(|now| now.track.id);
    music.waveform.as_ref().filter(|(id, _)| playing == Some(*id)).map(|(_, bins)| Arc::clone(bins))
}

/// Draws the seek bar; gives the seconds it shows, which follow the pointer while dragging.
pub fn seek_ui(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) -> f64 {
    let total = total(scene);
    let position = scene.model.music.position.as_secs_f64().min(total);
    let dragged: Id = ui.scope_id().with("seek drag");
    let share = if total > 0.0 { (position / total) as f32 } else { 0.0 };
    let value_text = t!("seek-position", position = words::length(position), length = words::length(total));
    let step = if total > 0.0 { (5.0 / total) as f32 } else { 0.0 };
    let held: Option<f32> = ui.data(|data| data.get_temp(dragged));
    let waveform = waveform(scene);
    let bins = waveform.as_deref();
    let slider = Slider {
        name: t!("seek"),
        share: held.unwrap_or(share),
        value_text: &value_text,
        step,
        waveform: bins,
    };
    let enabled = total > 0.0;
    let change = ui.add_enabled_ui(enabled, |ui| slider.show(ui, scene.theme, rect).1).inner;
    match change {
        Some(Change::Drag(share)) => {
            ui.data_mut(|data| data.insert_temp(dragged, share));
            f64::from(share) * total
        }
        Some(Change::Set(share)) => {
            ui.data_mut(|data| data.remove::<f32>(dragged));
            let target = f64::from(share) * total;
            scene.actions.send(Command::Seek(Duration::from_secs_f64(target)));
            target
        }
        None => {
            ui.data_mut(|data| data.remove::<f32>(dragged));
            position
        }
    }
}

fn mute_button(ui: &mut Ui, scene: &mut Scene<'_>, middle: Pos2) -> Rect {
    let volume = scene.model.music.volume;
    let icon = if volume <= 0.0 {
        ICON_VOLUME_OFF
    } else if volume < 0.5 {
        ICON_VOLUME_DOWN
    } else {
        ICON_VOLUME_UP
    };
    let name = if volume <= 0.0 { t!("unmute") } else { t!("mute") };
    let rect = Rect::from_center_size(middle, vec2(36.0, 36.0));
    if IconButton::new(name, icon).key(&keys::hint(Deed::Mute)).put(ui, scene.theme, rect, "mute").clicked() {
        scene.actions.want(Intent::ToggleMute);
    }
    rect
}

fn volume_ui(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    let volume = scene.model.music.volume;
    let button = mute_button(ui, scene, pos2(rect.left() + 18.0, rect.center().y));
    let bar = Rect::from_min_max(
        pos2(button.right() + STEP * 2.0, rect.center().y - 12.0),
        pos2(rect.right(), rect.center().y + 12.0),
    );
    let value_text = words::percent(volume);
    let slider =
        Slider { name: t!("volume"), share: volume, value_text: &value_text, step: 0.05, waveform: None };
    if let (_, Some(Change::Drag(share) | Change::Set(share))) = slider.show(ui, theme, bar)
        && (share - volume).abs() > 0.001
    {
        scene.actions.send(Command::SetVolume(share));
    }
}
