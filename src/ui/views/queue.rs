//! What comes next: first what the user queued, then the plan. Rows are moved by dragging, or with Alt and an arrow key.

mod row;

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use super::Scene;
use crate::engine::Command;
use crate::language::{key, t, text};
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::model::Offer;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;

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

/// Where the heading of a card lies, and what is below it.
pub fn head_and_body(card: Rect) -> (Rect, Rect) {
    let inner = card.shrink2(vec2(PADDING, 0.0));
    let head = Rect::from_min_size(inner.min, vec2(inner.width(), HEAD));
    // To the card's edge, so that the scroll bar stands beside the rows.
    (head, Rect::from_min_max(pos2(inner.left(), head.bottom()), card.max - vec2(STEP, STEP * 2.0)))
}

/// Draws the card; its rows scroll inside. `more` draws what else stands at the end of the heading.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, more: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let theme = scene.theme;
    surface::raised(ui.painter(), theme, rect, radius::LARGE, Height::Card);
    let (head, body) = head_and_body(rect);
    heading(ui, scene, head, more);
    ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
        if scene.model.music.queue.is_empty() {
            empty(ui, scene);
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        // Where the whole view scrolls all rows fit, and the keys bring them into sight there.
        if scene.model.music.queue.len() as f32 * ROW <= body.height() {
            rows(ui, scene);
            return;
        }
        ScrollArea::vertical().id_salt("queue").auto_shrink([false, false]).show(ui, |ui| rows(ui, scene));
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

fn heading(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, more: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let theme = scene.theme;
    let queued = scene.model.music.order.queued;
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.horizontal_centered(|ui| {
            let title = title(scene, queued);
            text::line(ui, text::rich(title, Weight::SemiBold, size::SMALL, theme.dim));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                more(ui, scene);
                if queued > 0 {
                    if pill(ui, theme, t!("clear-queue"), Face::Quiet).clicked() {
                        clear(scene, queued);
                    }
                } else if rect.width() > WIDE && !scene.model.music.queue.is_empty() {
                    let note = t!("replanned");
                    text::line(ui, text::rich(note, Weight::SemiBold, size::SMALL, theme.dim));
                }
            });
        });
    });
}

fn title(scene: &Scene<'_>, queued: usize) -> String {
    if queued > 0 {
        return if scene.model.music.order.shuffle {
            t!("queue-own-shuffled", count = queued)
        } else {
            t!("queue-own", count = queued)
        };
    }
    if scene.model.steering.pinned.is_some() { t!("queue-pinned") } else { t!("queue-mood") }.to_owned()
}

fn clear(scene: &mut Scene<'_>, queued: usize) {
    scene.actions.send(Command::ClearQueue);
    let told = text!("queue-cleared", count = queued);
    scene.actions.want(Intent::Tell(told, Some(Offer { label: key!("undo"), command: Command::UndoQueue })));
}

fn empty(ui: &mut Ui, scene: &Scene<'_>) {
    let words = if scene.model.library.size == 0 {
        t!("queue-no-music")
    } else if scene.model.settings.dj_fills {
        t!("queue-unplanned")
    } else {
        t!("queue-empty")
    };
    ui.add_space(STEP);
    text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, scene.theme.dim));
}
