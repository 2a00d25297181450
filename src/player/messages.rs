//! What the player's threads say to each other.

use std::path::PathBuf;
use std::time::Duration;

use super::{Item, OutputState, PlayerCommand, PlayerEvent};

/// What the decoding thread is asked. The newest `Start` or `Stop` replaces all before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DecodeOrder {
    /// Decode this item from a position on, dropping what is in the ring.
    Start { generation: u64, item: Item, from: Duration, next: Option<Item> },
    /// What follows the item `after`; ignored when the decoder is past that.
    Next { after: u64, next: Option<Item> },
    /// Decode nothing, dropping what is in the ring.
    Stop { generation: u64 },
    /// Look again whether there is room in the ring.
    Wake,
}

/// What the decoding thread tells. News of an old generation are stale.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DecodeNews {
    /// Frame `at` of the ring is this position of this item.
    Segment { generation: u64, at: u64, item: Item, position: Duration, length: Option<Duration> },
    /// The item is decoded up to a few seconds before its end, and has no successor.
    NearEnd { generation: u64, key: u64 },
    /// Nothing follows frame `at`.
    Ended { generation: u64, at: u64 },
    /// An item cannot be decoded, or no further.
    Failed { generation: u64, key: u64, path: PathBuf, reason: String },
}

/// What the machine is told.
#[derive(Debug)]
pub(super) enum Input {
    Command(PlayerCommand),
    Decode(DecodeNews),
    /// A new output takes over, with an empty ring of this rate (Hz).
    Output {
        state: OutputState,
        rate: u32,
    },
    /// Frames the output has taken from its ring so far.
    Progress {
        taken: u64,
    },
}

/// What the machine wants done, in order.
#[derive(Debug, PartialEq)]
pub(super) enum Effect {
    Event(PlayerEvent),
    Decode(DecodeOrder),
    /// Fade out and drop everything decoded so far.
    Discard,
    SetPlaying(bool),
    SetVolume(f32),
}
