//! Tracks on their way from the table to a playlist or the queue.

use egui::{Align2, Context, DragAndDrop, Id, LayerId, Order, Rect, Response, vec2};

use crate::engine::Command;
use crate::language::t;
use crate::library::TrackId;
use crate::library::playlist::{Edit, PlaylistId};
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font};
use crate::ui::model::Then;
use crate::ui::theme::{Theme, size};
use crate::ui::views::Scene;
use crate::ui::widgets::surface::{self, Height};

/// What is being dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Dragged {
    /// The tracks.
    pub load: Load,
    /// Their places in the playlist they come from, where it can be rearranged.
    pub from: Option<(PlaylistId, Vec<usize>)>,
}

/// Which tracks.
#[derive(Clone, Debug, PartialEq)]
pub enum Load {
    /// These, in their order.
    Tracks(Vec<TrackId>),
    /// An album, an artist, … : so many, which this query finds.
    Group {
        /// The query.
        query: String,
        /// How many there are.
        tracks: usize,
    },
}

impl Load {
    fn count(&self) -> usize {
        match self {
            Self::Tracks(tracks) => tracks.len(),
            Self::Group { tracks, .. } => *tracks,
        }
    }

    /// Asks for them at the end of the queue.
    pub fn enqueue(self, scene: &mut Scene<'_>) {
        match self {
            Self::Tracks(tracks) => scene.actions.send(Command::Enqueue(tracks)),
            Self::Group { query, .. } => scene.actions.want(Intent::WithTracksOf(query, Then::Enqueue)),
        }
    }

    /// Asks for them at the end of a playlist.
    pub fn add_to(self, scene: &mut Scene<'_>, list: PlaylistId) {
        match self {
            Self::Tracks(tracks) => {
                scene.actions.send(Command::EditPlaylist(list, Edit::Insert { at: None, tracks }));
            }
            Self::Group { query, .. } => scene.actions.want(Intent::WithTracksOf(query, Then::AddTo(list))),
        }
    }
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
    let text = t!("tracks", count = dragged.load.count());
    let galley = painter.layout_no_wrap(text, font(Weight::Medium, size::SMALL), theme.ink);
    let rect = Rect::from_min_size(at + vec2(14.0, 6.0), galley.size() + vec2(24.0, 14.0));
    surface::raised(&painter, theme, rect, rect.height() * 0.5, Height::Control);
    let place = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    painter.galley(place.min, galley, theme.ink);
}
