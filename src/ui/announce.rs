//! What a screen reader says by itself, whatever view is shown: another track, and another mood. Two lines nobody sees.

use egui::accesskit::Live;
use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::model::Model;
use super::words;
use crate::engine::Playback;
use crate::language::t;
use crate::mood::ListenerMood;

/// Puts the lines into the accessibility tree; a change of one is spoken.
pub fn put(ui: &Ui, model: &Model) {
    line(ui, "spoken track", &track(model));
    line(ui, "spoken mood", &mood(model));
}

fn line(ui: &Ui, salt: &str, words: &str) {
    let corner = Rect::from_min_size(pos2(0.0, 0.0), vec2(1.0, 1.0));
    let response = ui.interact(corner, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

fn track(model: &Model) -> String {
    match &model.music.playback {
        Playback::Playing(now) => {
            t!("spoken-playing", title = &now.track.tags.title, artist = words::artist(&now.track))
        }
        Playback::Paused(_) => t!("spoken-paused").to_owned(),
        Playback::Stopped => String::new(),
    }
}

/// Without a number: one that changes all the time would be spoken all the time.
fn mood(model: &Model) -> String {
    match (&model.sight.mood, model.sight.is_on()) {
        (ListenerMood::Known { emotion, .. }, true) => t!("spoken-mood", looks = words::looks(*emotion)),
        (ListenerMood::Known { .. } | ListenerMood::Unknown, _) => String::new(),
    }
}
