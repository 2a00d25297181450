//! Chooses what comes next. Pure: candidates and a request in, an ordered list with reasons out; the same input gives the
//! same list. Knows nothing of files, players or cameras.
//!
//! - Match looks for music near the listener's mood. Lift follows the iso principle (Altshuler 1948): it meets the listener
//!   and moves to the goal in steps of at most [`LIFT_STEP`], back where the face says that it does not help ([`Lift`]).
//! - Near means near on the plane as far as a track's mood is trusted; what was said and learned about taste ([`Taste`]),
//!   freshness and a little seeded variety shift the order; rules of sequence (see `rules`) decide what may follow what, and
//!   give way where the library is small.
//! - [`Catalogue`] keeps the candidates of a large library so that the best of them is found without looking at all.

mod catalogue;
mod path;
mod plan;
mod reason;
mod rules;
mod score;
mod stay;
pub mod taste;

pub use catalogue::Catalogue;
pub use path::{Felt, LIFT_STEP, Lift};
pub use plan::plan;
pub use stay::Stay;
pub use taste::{Signal, Taste};

use crate::affect::Affect;
use crate::language::Text;
use crate::library::TrackId;
use crate::mood::{Goal, Mode};

/// Tracks heard lately that matter to a plan.
pub const RECENT: usize = 200;

/// What is asked of the DJ.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The listener's mood, or the place that is held by hand. `None` when it is not known.
    pub mood: Option<Affect>,
    /// Match or lift.
    pub mode: Mode,
    /// Where lift leads.
    pub goal: Affect,
    /// The lift under way; `None` begins one at the mood.
    pub lift: Option<Lift>,
    /// Albums in pieces or whole.
    pub albums: Albums,
    /// Tracks heard lately with their Unix time in seconds, the latest last.
    pub recent: &'a [(TrackId, i64)],
    /// What was learned; `None` while learning is off.
    pub taste: Option<&'a Taste>,
    /// Unix time in seconds.
    pub now: i64,
    /// The same seed makes the same choices from the same library.
    pub seed: u64,
    /// How many tracks are wanted.
    pub count: usize,
}

impl Request<'_> {
    /// Ten tracks like a mood, with nothing heard or learned before.
    pub fn new(mood: Option<Affect>) -> Self {
        Self {
            mood,
            mode: Mode::Match,
            goal: Goal::default().affect(),
            lift: None,
            albums: Albums::Loose,
            recent: &[],
            taste: None,
            now: 0,
            seed: 0,
            count: 10,
        }
    }
}

/// What to do about albums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Albums {
    /// Each track stands for itself.
    #[default]
    Loose,
    /// A track brings its album, in order.
    Whole,
}

/// What comes next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The tracks in the order they are to be played.
    pub picks: Vec<Pick>,
    /// Nothing near the mood is left: the first of them is far from it, or was heard today.
    pub out_of_matches: bool,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The track.
    pub id: TrackId,
    /// How well it fits all in all: about 0 to 1, below 0 for what is disliked or was just heard; more is better.
    pub score: f32,
    /// The point on the plane that was aimed at.
    pub target: Affect,
    /// Why, in a sentence for the listener.
    pub reason: Text,
}

#[cfg(test)]
mod tests;
