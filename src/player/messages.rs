//! What the player's threads say to each other.

use std::path::PathBuf;
use std::time::Duration;

use super::{Gain, Item, OutputState, PlayerCommand, PlayerEvent};
use crate::language::Text;
use crate::sound::Sound;

/// What the decoding thread is asked. The newest `Start` or `Stop` replaces all before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DecodeOrder {
    /// Decode this item from a position on.
    Start { generation: u64, item: Item, from: Duration, next: Option<Item>, entry: Entry },
    /// What follows the item `after`; ignored when the decoder is past that.
    Next { after: u64, next: Option<Item> },
    /// Decode nothing, dropping what is in the ring.
    Stop { generation: u64 },
    /// How it shall sound, from where the decoder is.
    Sound(Sound),
    /// Another level for an item.
    Gain { key: u64, gain: Gain },
    /// Look again whether there is room in the ring.
    Wake,
}

/// How a started item takes over from what is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing is heard: should the output have another sample rate than the item, it is opened anew first.
    Fresh,
    /// What is in the ring is dropped.
    Cut,
    /// What is heard fades out under it, as long as the crossfade is set.
    Blend,
}

/// What the decoding thread tells. News of an old generation are stale.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DecodeNews {
    /// Frame `at` of the ring is this position of this item, which goes on at this speed.
    Segment { generation: u64, at: u64, item: Item, position: Duration, length: Option<Duration>, speed: f64 },
    /// The item is decoded up to a few seconds before its end, and has no successor.
    NearEnd { generation: u64, key: u64 },
    /// Nothing follows frame `at`.
    Ended { generation: u64, at: u64 },
    /// Nothing was decoded, because the output had better be opened at this rate, Hz.
    Rate { generation: u64, rate: u32 },
    /// An item cannot be decoded, or no further.
    Failed { generation: u64, key: u64, path: PathBuf, reason: Text },
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
    SetTone(Sound),
    SetDevice(Option<String>),
    /// Open the output at this rate, Hz; a new one follows in any case.
    SetRate(u32),
}
