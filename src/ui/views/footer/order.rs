//! How the queue is played: shuffle, repeat, and when the music stops. Buttons where there is room, else one menu.

use std::time::{Duration, Instant};

use egui::{Rect, Ui, pos2, vec2};
use egui_material_icons::icons::{
    ICON_BEDTIME, ICON_MORE_VERT, ICON_REPEAT, ICON_REPEAT_ONE, ICON_SHUFFLE, ICON_TIMER,
};

use crate::engine::{Command, Order, Repeat};
use crate::language::{Key, key, t, text};
use crate::ui::actions::Intent;
use crate::ui::keys::{self, Deed};
use crate::ui::views::{Room, Scene};
use crate::ui::widgets::button::{Face, IconButton};
use crate::ui::widgets::menu::{item, menu};

const SIDE: f32 = 34.0;
const REPEATS: [(Repeat, Key); 3] =
    [(Repeat::Off, key!("repeat-off")), (Repeat::All, key!("repeat-all")), (Repeat::One, key!("repeat-one"))];
/// Minutes of the sleep timer.
const SLEEPS: [u64; 5] = [15, 30, 45, 60, 90];

/// The width it needs.
pub const fn width(room: Room) -> f32 {
    match room {
        Room::Ample => SIDE * 3.0 + 8.0,
        Room::Tight => SIDE,
    }
}

/// Draws it into a rectangle of that width.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let order = scene.model.music.order;
    let y = rect.center().y;
    let place = |x: f32| Rect::from_center_size(pos2(x, y), vec2(SIDE, SIDE));
    if rect.width() <= SIDE {
        let button = IconButton::new(t!("order-menu"), ICON_MORE_VERT).diameter(SIDE);
        let button = button.put(ui, scene.theme, place(rect.center().x), "order");
        menu(&button, t!("order-menu"), |ui| {
            shuffle_item(ui, scene, order);
            ui.separator();
            repeat_items(ui, scene, order);
            ui.separator();
            end_items(ui, scene, order);
        });
        return;
    }
    let key = keys::hint(Deed::Shuffle);
    let shuffle = IconButton::new(t!("shuffle"), ICON_SHUFFLE).key(&key);
    if state(shuffle, order.shuffle).put(ui, scene.theme, place(rect.left() + SIDE * 0.5), ()).clicked() {
        scene.actions.send(Command::SetShuffle(!order.shuffle));
    }
    repeat_button(ui, scene, place(rect.center().x), order);
    timer_button(ui, scene, place(rect.right() - SIDE * 0.5), order);
}

fn state(button: IconButton<'_>, on: bool) -> IconButton<'_> {
    let face = if on { Face::Sunken } else { Face::Quiet };
    button.diameter(SIDE).face(face).selected(on)
}

/// What the repeat button leads to.
pub const fn after(repeat: Repeat) -> Repeat {
    match repeat {
        Repeat::Off => Repeat::All,
        Repeat::All => Repeat::One,
        Repeat::One => Repeat::Off,
    }
}

fn repeat_button(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, order: Order) {
    let name = REPEATS
        .iter()
        .find(|(repeat, _)| *repeat == order.repeat)
        .map_or(t!("repeat"), |(_, name)| name.shown());
    let icon = if order.repeat == Repeat::One { ICON_REPEAT_ONE } else { ICON_REPEAT };
    let key = keys::hint(Deed::Repeat);
    let button = state(IconButton::new(name, icon).key(&key), order.repeat != Repeat::Off);
    if button.put(ui, scene.theme, rect, "repeat").clicked() {
        scene.actions.send(Command::SetRepeat(after(order.repeat)));
    }
}

fn timer_button(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, order: Order) {
    let on = order.stop_after || order.sleep_at.is_some();
    let name = timer_name(order);
    let icon = if order.sleep_at.is_some() { ICON_BEDTIME } else { ICON_TIMER };
    let button = state(IconButton::new(&name, icon.outlined()), on).put(ui, scene.theme, rect, "timer");
    menu(&button, t!("when-to-stop"), |ui| end_items(ui, scene, order));
}

/// The button tells what is set.
fn timer_name(order: Order) -> String {
    match order.sleep_at {
        Some(at) => {
            let minutes = at.saturating_duration_since(Instant::now()).as_secs().div_ceil(60) as usize;
            t!("sleep-left", count = minutes)
        }
        None if order.stop_after => t!("stops-after-track").to_owned(),
        None => t!("sleep-timer").to_owned(),
    }
}

fn shuffle_item(ui: &mut Ui, scene: &mut Scene<'_>, order: Order) {
    if item(ui, scene.theme, t!("shuffle"), None, order.shuffle).clicked() {
        scene.actions.send(Command::SetShuffle(!order.shuffle));
        ui.close();
    }
}

fn repeat_items(ui: &mut Ui, scene: &mut Scene<'_>, order: Order) {
    for (repeat, name) in REPEATS {
        if item(ui, scene.theme, name.shown(), None, repeat == order.repeat).clicked() {
            scene.actions.send(Command::SetRepeat(repeat));
            ui.close();
        }
    }
}

fn end_items(ui: &mut Ui, scene: &mut Scene<'_>, order: Order) {
    let theme = scene.theme;
    if item(ui, theme, t!("stop-after-track"), None, order.stop_after).clicked() {
        scene.actions.send(Command::StopAfterTrack(!order.stop_after));
        ui.close();
    }
    for minutes in SLEEPS {
        if item(ui, theme, &t!("fade-out-in", count = minutes), None, false).clicked() {
            scene.actions.send(Command::Sleep(Some(Duration::from_secs(minutes * 60))));
            scene.actions.want(Intent::Tell(text!("fading-out-in", count = minutes), None));
            ui.close();
        }
    }
    if order.sleep_at.is_some() && item(ui, theme, t!("no-sleep-timer"), None, false).clicked() {
        scene.actions.send(Command::Sleep(None));
        ui.close();
    }
}
