//! Plays one track after another: decoding ahead on a thread of its own, sound out through rodio, silence paced
//! in real time where there is no device. Knows nothing of moods or the library.
//!
//! ```text
//! Player --PlayerCommand--> mien-player (Machine) --DecodeOrder--> mien-decode (Feeder) --ring--> Tap --> device
//!                             ^  ^--DecodeNews----------------------'                              ^
//!                             '--OutputNews-- mien-output (device, or silence paced by the clock) -'
//! ```
//!
//! Decoded items form runs without seams (`voice`), each at its level (`limiter` for what exceeds full scale), which may fade into each other (`blend`), at a speed (`speed`).
//! The sound callback (`tap`) takes samples from the ring, equalises them and changes their gain; it never allocates,
//! locks or waits. A device is opened at the sample rate of what plays first, and what follows without a gap is resampled to
//! that. Each output gets a ring of its own: when a device goes away, decoding starts again at the position heard
//! last, for whatever comes next.

mod blend;
mod control;
mod device;
mod equalizer;
mod feeder;
mod limiter;
mod machine;
mod messages;
mod output;
mod resample;
mod shared;
mod silence;
mod speed;
mod tap;
mod voice;

use std::path::PathBuf;
use std::time::Duration;

use crate::language::Text;
use crate::sound::Sound;

pub use control::{Player, PulledOutput};
pub use device::outputs;

/// The sound device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OutputState {
    /// Not opened yet.
    #[default]
    Closed,
    /// Sound comes out of this device.
    Device(String),
    /// No device works: playing goes on silently, in real time, and a device is looked for.
    Silent {
        /// What the system said.
        reason: String,
    },
}

/// How an item joins the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    /// They have nothing to do with each other: fading and trimming as set.
    #[default]
    Free,
    /// They belong together, like consecutive tracks of an album: last sample to first sample, nothing else.
    Seamless,
}

/// How much louder than recorded an item plays.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Before volume, in dB (`ReplayGain`); 0 leaves the samples bit for bit.
    pub db: f32,
    /// Whether peaks it lifts above full scale are limited (-1 dBTP) instead of cut.
    pub limited: bool,
}

/// One thing to play.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The caller's name for it, returned in events. The same file played twice has two keys.
    pub key: u64,
    /// The file.
    pub path: PathBuf,
    /// Its level.
    pub gain: Gain,
    /// How it joins what plays before it.
    pub join: Join,
}

/// What the player can be asked.
#[derive(Clone, Debug, PartialEq)]
pub enum PlayerCommand {
    /// Play this in place of whatever plays, which fades out under it as long as the crossfade is set, or within
    /// 15 ms. Forgets the successor.
    Play(Item),
    /// The same, beginning at a position.
    PlayFrom(Item, Duration),
    /// What follows the current item without a gap. Comes too late when less than the buffered 1.5 s are left
    /// and another successor was set before: then that one is started.
    SetNext(Option<Item>),
    /// Fade out and hold.
    Pause,
    /// Go on after a pause, fading in.
    Resume,
    /// Fade out and forget item and successor.
    Stop,
    /// Go to a position of the current item; past its end, it ends.
    Seek(Duration),
    /// Send sound to this device from now on, see [`PlayerConfig::device`]; what plays goes on at its position.
    SetDevice(Option<String>),
    /// 0..=1; the amplitude is its cube, as in `PulseAudio`, which is close to how loudness is felt.
    SetVolume(f32),
    /// Equaliser, balance, speed and transitions. Levelling is the caller's: it comes with each [`Item`].
    SetSound(Sound),
    /// Another gain for an item that was given before.
    SetGain {
        /// Which item.
        key: u64,
        /// See [`Item::gain`].
        gain: Gain,
    },
    /// End; the same as dropping the player.
    Shutdown,
}

/// What the player tells.
#[derive(Clone, Debug, PartialEq)]
pub enum PlayerEvent {
    /// The first sample of this item leaves for the device.
    Started {
        /// Which item.
        key: u64,
        /// Its length, known or estimated.
        length: Option<Duration>,
    },
    /// Where playing is, as often as [`PlayerConfig::position_every`] says while it moves, on a pause and after each seek.
    Position {
        /// Which item.
        key: u64,
        /// How far in.
        position: Duration,
    },
    /// The end of this item comes near and it has no successor; asked once.
    NeedNext {
        /// Which item.
        key: u64,
    },
    /// The last sample of this item has left.
    Finished {
        /// Which item.
        key: u64,
    },
    /// Nothing is left to play.
    Idle,
    /// This item cannot be played, or not to its end. Its successor follows where there is one.
    Failed {
        /// Which item.
        key: u64,
        /// Its file.
        path: PathBuf,
        /// The end of a sentence that starts with the file's name.
        reason: Text,
    },
    /// Paused.
    Paused,
    /// Going on.
    Resumed,
    /// The sound device changed.
    Output(OutputState),
}

/// Where sound shall go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputChoice {
    /// The system's default device, and silence as long as there is none.
    #[default]
    Device,
    /// Silence in real time, without looking for a device.
    Silent,
}

/// A device sound can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputDevice {
    /// Its name among the system's devices; stays the same.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// How a player starts.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayerConfig {
    /// Where sound shall go.
    pub output: OutputChoice,
    /// The device sound shall go to ([`OutputDevice::id`]); `None`: the system's default, also while it is not there.
    pub device: Option<String>,
    /// 0..=1, see [`PlayerCommand::SetVolume`].
    pub volume: f32,
    /// How often [`PlayerEvent::Position`] comes while playing moves. Each one wakes all who listen.
    pub position_every: Duration,
}

/// Often enough for a seek bar to glide.
pub const POSITION_EVERY: Duration = Duration::from_millis(250);

impl Default for PlayerConfig {
    fn default() -> Self {
        Self { output: OutputChoice::Device, device: None, volume: 1.0, position_every: POSITION_EVERY }
    }
}

/// Moves all samples to the end of `to`; into an empty one without copying them.
fn move_samples(from: &mut Vec<f32>, to: &mut Vec<f32>) {
    if to.is_empty() {
        std::mem::swap(from, to);
    } else {
        to.append(from);
    }
}
