//! What happens when something that is dragged is let go: files from the desktop anywhere, tracks over the transport.

use egui::{Align2, Context, DragAndDrop, Id, LayerId, Order, Rect, Sense, Ui};

use super::Scene;
use super::library::drag::{self, Dragged};
use crate::language::t;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::surface;

/// Over the whole window while files from the desktop hover over it.
pub fn files(ctx: &Context, scene: &Scene<'_>) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("files over the window")));
    let rect = ctx.content_rect().shrink(STEP * 3.0);
    invite(&painter, scene, rect, t!("drop-files"), size::SUBTITLE);
}

/// The transport takes tracks for the queue while some are dragged.
pub fn tracks(ui: &Ui, scene: &mut Scene<'_>, transport: Rect) {
    if DragAndDrop::payload::<Dragged>(ui.ctx()).is_none() {
        return;
    }
    let response = ui.interact(transport, ui.scope_id().with("tracks over the transport"), Sense::hover());
    if drag::hovers(&response) {
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("queue target")));
        invite(&painter, scene, transport, t!("drop-on-queue"), size::BODY);
    }
    if let Some(dragged) = drag::dropped(&response) {
        dragged.load.enqueue(scene);
    }
}

fn invite(painter: &egui::Painter, scene: &Scene<'_>, rect: Rect, words: &str, size: f32) {
    let theme = scene.theme;
    painter.rect_filled(rect, surface::corner(radius::LARGE), theme.accent_soft.gamma_multiply(0.96));
    surface::focus_ring(painter, theme, rect.shrink(3.0), radius::LARGE - 3.0);
    let galley =
        painter.layout(words.to_owned(), font(Weight::SemiBold, size), theme.ink, rect.width() - 32.0);
    let place = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    painter.galley(place.min, galley, theme.ink);
}
