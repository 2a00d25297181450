//! Chooses what comes next. Pure: candidates and a request in, an ordered list with reasons out; the same input gives the
//! same list. Knows nothing of files, players or cameras.
//!
//! - Match looks for music near the listener's mood. Lift follows the iso principle (Altshuler 1948): it meets the listener
//!   and moves to the goal in steps of at most [`LIFT_STEP`].
//! - Near means near on the plane as far as a track's mood is trusted; taste, freshness and a little seeded variety shift the
//!   order; rules of sequence (see `rules`) decide what may follow what, and give way where the library is small.

mod path;
mod plan;
mod reason;
mod rules;
mod score;

pub use path::LIFT_STEP;
pub use plan::plan;

use crate::affect::Affect;
use crate::library::TrackId;
use crate::mood::Mode;

/// What is asked of the DJ.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The listener's mood; for lift the mood when the lift began. `None` when it is not known.
    pub mood: Option<Affect>,
    /// Match or lift.
    pub mode: Mode,
    /// Where lift leads.
    pub goal: Affect,
    /// Number of tracks this lift has played already, so that a new plan goes on where the last one was; 0 for match.
    pub progress: usize,
    /// Tracks heard lately with their Unix time in seconds, the latest last.
    pub recent: &'a [(TrackId, i64)],
    /// Unix time in seconds.
    pub now: i64,
    /// The same seed makes the same choices.
    pub seed: u64,
    /// How many tracks are wanted.
    pub count: usize,
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
    pub reason: String,
}

#[cfg(test)]
mod tests;
