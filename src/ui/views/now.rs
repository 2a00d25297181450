//! Now playing: the track above, what comes next below.

use egui::{Rect, Ui, UiBuilder, pos2, vec2};

use super::{Scene, hero, queue, scroll_with_shadows};
use crate::ui::theme::STEP;

/// The list scrolls inside its card when at least this much is left for it; else the whole view scrolls.
const LEAST_LIST: f32 = 232.0;
const GAP: f32 = STEP * 6.0;

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = ui.available_rect_before_wrap();
    let height_id = ui.scope_id().with("hero height");
    let known: f32 = ui.data(|data| data.get_temp(height_id)).unwrap_or(260.0);
    let split = room.height() - known - GAP >= LEAST_LIST;
    if split {
        let used = hero_ui(ui, scene, room);
        ui.data_mut(|data| data.insert_temp(height_id, used));
        let list = Rect::from_min_max(pos2(room.left(), room.top() + used + GAP), room.max);
        queue::show(ui, scene, list);
        return;
    }
    scroll_with_shadows(ui, "now", |ui| {
        let width = ui.available_width();
        let top = Rect::from_min_size(ui.cursor().min, vec2(width, 2000.0));
        let used = hero_ui(ui, scene, top);
        ui.data_mut(|data| data.insert_temp(height_id, used));
        let card = vec2(width, queue::natural_height(scene));
        let list = Rect::from_min_size(top.min + vec2(0.0, used + GAP), card);
        queue::show(ui, scene, list);
        ui.allocate_rect(Rect::from_min_max(top.min, list.max), egui::Sense::hover());
    });
}

fn hero_ui(ui: &mut Ui, scene: &mut Scene<'_>, room: Rect) -> f32 {
    let mut child = ui.new_child(UiBuilder::new().id_salt("hero").max_rect(room));
    hero::show(&mut child, scene);
    child.min_rect().height()
}
