//! What comes next: first what the user queued, then the plan. Rows are moved by dragging, or with Alt and an arrow key.

mod row;

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use super::Scene;
use crate::engine::Command;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::model::Offer;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;
use crate::ui::words;

use row::ROW;

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
        if scene.model.music.queue.is_empty() {
            empty(ui, scene);
            return;
        }
        ScrollArea::vertical().id_salt("queue").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            rows(ui, scene);
        });
    });
}

fn rows(ui: &mut Ui, scene: &mut Scene<'_>) {
    let queue = scene.model.music.queue.clone();
    let mut moving = None;
    for (index, entry) in queue.iter().enumerate() {
        if let Some(target) = row::show(ui, scene, &queue, index, entry) {
            moving = Some((index, target));
        }
    }
    if let Some((index, target)) = moving {
        row::move_to(scene, &queue, index, target);
    }
}

fn heading(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    let queued = scene.model.music.order.queued;
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.horizontal_centered(|ui| {
            let title = title(scene, queued);
            text::line(ui, text::rich(title, Weight::SemiBold, size::SMALL, theme.dim));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if queued > 0 {
                    if pill(ui, theme, "Clear queue", Face::Quiet).clicked() {
                        clear(scene, queued);
                    }
                } else if rect.width() > WIDE && !scene.model.music.queue.is_empty() {
                    let note = "Re-planned when a song ends";
                    text::line(ui, text::rich(note, Weight::SemiBold, size::SMALL, theme.dim));
                }
            });
        });
    });
}

fn title(scene: &Scene<'_>, queued: usize) -> String {
    if queued > 0 {
        let shuffled = if scene.model.music.order.shuffle { ", shuffled" } else { "" };
        return format!("Next, {} from your queue{shuffled}", words::counted(queued, "track", "tracks"));
    }
    if scene.model.steering.pinned.is_some() {
        "Next, for the pinned mood"
    } else {
        "Next, if the mood stays"
    }
    .to_owned()
}

fn clear(scene: &mut Scene<'_>, queued: usize) {
    scene.actions.send(Command::ClearQueue);
    let told = format!("Took {} out of the queue.", words::counted(queued, "track", "tracks"));
    scene.actions.want(Intent::Tell(told, Some(Offer { label: "Undo", command: Command::UndoQueue })));
}

fn empty(ui: &mut Ui, scene: &Scene<'_>) {
    let words = if scene.model.library.size == 0 {
        "Once there is music in the library, the plan stands here."
    } else if scene.model.settings.dj_fills {
        "Nothing is planned yet. It fills when the music starts."
    } else {
        "The queue is empty. Add music from the library."
    };
    ui.add_space(STEP);
    text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, scene.theme.dim));
}
