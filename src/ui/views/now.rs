//! Now playing: the track above; below it what comes next, or its lyrics, or both where there is room.

use egui::{Rect, Ui, UiBuilder, pos2, vec2};
use egui_material_icons::icons::{ICON_LYRICS, ICON_QUEUE_MUSIC};
use serde::{Deserialize, Serialize};

use super::lyrics::{self, LyricsView};
use super::{Scene, hero, queue, scroll_with_shadows};
use crate::language::t;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Beside, Face, Pill, pill_named};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;

/// The list scrolls inside its card when at least this much is left for it; else the whole view scrolls.
const LEAST_LIST: f32 = 232.0;
const GAP: f32 = STEP * 6.0;
/// From this width on, lyrics stand beside what comes next.
const BOTH: f32 = 1000.0;
/// Height of the lyrics where the whole view scrolls.
const LYRICS: f32 = 320.0;

/// What stands below the track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Below {
    /// What comes next.
    #[default]
    Next,
    /// The lyrics.
    Lyrics,
}

/// What the view remembers between frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct NowView {
    /// What stands below the track, where there is room for one.
    pub below: Below,
    lyrics: LyricsView,
}

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut NowView) {
    let room = ui.available_rect_before_wrap();
    let height_id = ui.scope_id().with("hero height");
    let known: f32 = ui.data(|data| data.get_temp(height_id)).unwrap_or(260.0);
    let split = room.height() - known - GAP >= LEAST_LIST;
    if split {
        let used = hero_ui(ui, scene, room);
        ui.data_mut(|data| data.insert_temp(height_id, used));
        let list = Rect::from_min_max(pos2(room.left(), room.top() + used + GAP), room.max);
        below(ui, scene, view, list);
        return;
    }
    scroll_with_shadows(ui, "now", |ui| {
        let width = ui.available_width();
        let top = Rect::from_min_size(ui.cursor().min, vec2(width, 2000.0));
        let used = hero_ui(ui, scene, top);
        ui.data_mut(|data| data.insert_temp(height_id, used));
        let height = match view.below {
            Below::Next => queue::natural_height(scene),
            Below::Lyrics => LYRICS,
        };
        let list = Rect::from_min_size(top.min + vec2(0.0, used + GAP), vec2(width, height));
        below(ui, scene, view, list);
        ui.allocate_rect(Rect::from_min_max(top.min, list.max), egui::Sense::hover());
    });
}

fn hero_ui(ui: &mut Ui, scene: &mut Scene<'_>, room: Rect) -> f32 {
    let mut child = ui.new_child(UiBuilder::new().id_salt("hero").max_rect(room));
    hero::show(&mut child, scene);
    child.min_rect().height()
}

fn below(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut NowView, rect: Rect) {
    if rect.width() >= BOTH && scene.model.lyrics().is_some() {
        let (mut left, mut right) = rect.split_left_right_at_fraction(0.56);
        left.max.x -= STEP * 3.0;
        right.min.x += STEP * 3.0;
        queue::show(ui, scene, left, |_, _| {});
        lyrics_card(ui, scene, view, right, |_, _| {});
        return;
    }
    let mut chosen = view.below;
    match view.below {
        Below::Next => queue::show(ui, scene, rect, |ui, scene| {
            if switch(ui, scene, t!("lyrics"), ICON_LYRICS.outlined()) {
                chosen = Below::Lyrics;
            }
        }),
        Below::Lyrics => lyrics_card(ui, scene, view, rect, |ui, scene| {
            if switch(ui, scene, t!("lyrics-up-next"), ICON_QUEUE_MUSIC.outlined()) {
                chosen = Below::Next;
            }
        }),
    }
    if view.below != chosen {
        view.below = chosen;
        ui.ctx().request_repaint();
    }
}

fn switch(ui: &mut Ui, scene: &Scene<'_>, name: &str, icon: egui_material_icons::MaterialIcon) -> bool {
    let pill = Pill { text: name, name, icon: Beside::Before(icon), face: Face::Quiet };
    pill_named(ui, scene.theme, &pill).clicked()
}

fn lyrics_card(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut NowView,
    rect: Rect,
    more: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    let theme = scene.theme;
    surface::raised(ui.painter(), theme, rect, radius::LARGE, Height::Card);
    let (head, body) = queue::head_and_body(rect);
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| {
        ui.horizontal_centered(|ui| {
            text::line(ui, text::rich(t!("lyrics"), Weight::SemiBold, size::SMALL, theme.dim));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| more(ui, scene));
        });
    });
    ui.scope_builder(UiBuilder::new().id_salt("lyrics card").max_rect(body), |ui| {
        lyrics::show(ui, scene, &mut view.lyrics);
    });
}
