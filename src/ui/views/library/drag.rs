//! Tracks on their way from the table to a playlist or the queue.

use egui::{Align2, Context, DragAndDrop, Id, LayerId, Order, Rect, Response, vec2};

use crate::language::t;
use crate::library::TrackId;
use crate::library::playlist::PlaylistId;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{Theme, size};
use crate::ui::widgets::surface::{self, Height};

/// What is being dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Dragged {
    /// The tracks, in their order.
    pub tracks: Vec<TrackId>,
    /// Their places in the playlist they come from, where it can be rearranged.
    pub from: Option<(PlaylistId, Vec<usize>)>,
}

/// Tracks hover over a widget that takes them: draw that they may be let go there.
pub fn hovers(response: &Response) -> bool {
    response.dnd_hover_payload::<Dragged>().is_some()
}

/// Tracks were let go over a widget.
pub fn dropped(response: &Response) -> Option<Dragged> {
    response.dnd_release_payload::<Dragged>().map(|dragged| (*dragged).clone())
}

/// Draws how many tracks are dragged, beside the pointer.
pub fn ghost(ctx: &Context, theme: &Theme) {
    let (Some(dragged), Some(at)) = (DragAndDrop::payload::<Dragged>(ctx), ctx.pointer_interact_pos()) else {
        return;
    };
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("dragged tracks")));
    let text = t!("tracks", count = dragged.tracks.len());
    let galley = painter.layout_no_wrap(text, font(Weight::Medium, size::SMALL), theme.ink);
    let rect = Rect::from_min_size(at + vec2(14.0, 6.0), galley.size() + vec2(24.0, 14.0));
    surface::raised(&painter, theme, rect, rect.height() * 0.5, Height::Control);
    let place = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    painter.galley(place.min, galley, theme.ink);
    ctx.request_repaint();
}
