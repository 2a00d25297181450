//! What the sound callback shares with the other threads: the user's controls and its own counts, each in an atomic,
//! so that nobody waits for anybody.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use super::equalizer::balance_gains;
use crate::audio::CHANNELS;
use crate::sound::{BANDS, Equalizer, Sound};

/// What the user controls, shared by all outputs of a player.
#[derive(Debug)]
pub(super) struct Controls {
    playing: AtomicBool,
    volume: AtomicU32,
    tone: Tone,
    starved: AtomicU64,
    late: AtomicU64,
}

/// Equaliser and balance, each number on its own: a reader may see half of a change, and the rest of it in its next
/// block.
#[derive(Debug, Default)]
struct Tone {
    on: AtomicBool,
    pre_amp_db: AtomicU32,
    bands_db: [AtomicU32; BANDS],
    balance: AtomicU32,
}

impl Controls {
    pub(super) fn new(volume: f32) -> Self {
        let controls = Self {
            playing: AtomicBool::new(true),
            volume: AtomicU32::new(0),
            tone: Tone::default(),
            starved: AtomicU64::new(0),
            late: AtomicU64::new(0),
        };
        controls.set_volume(volume);
        controls
    }

    pub(super) fn set_playing(&self, playing: bool) {
        self.playing.store(playing, Ordering::Release);
    }

    pub(super) fn is_playing(&self) -> bool {
        self.playing.load(Ordering::Acquire)
    }

    /// 0..=1, cubed to an amplitude.
    pub(super) fn set_volume(&self, volume: f32) {
        let volume = if volume.is_finite() { volume.clamp(0.0, 1.0) } else { 0.0 };
        self.volume.store(volume.powi(3).to_bits(), Ordering::Relaxed);
    }

    pub(super) fn set_tone(&self, sound: &Sound) {
        let Tone { on, pre_amp_db, bands_db, balance } = &self.tone;
        let Equalizer { on: is_on, pre_amp_db: pre_amp, bands_db: bands } = sound.equalizer;
        pre_amp_db.store(pre_amp.to_bits(), Ordering::Relaxed);
        bands_db.iter().zip(bands).for_each(|(to, band)| to.store(band.to_bits(), Ordering::Relaxed));
        balance.store(sound.balance.to_bits(), Ordering::Relaxed);
        on.store(is_on, Ordering::Relaxed);
    }

    pub(super) fn equalizer(&self) -> Equalizer {
        let number = |atomic: &AtomicU32| f32::from_bits(atomic.load(Ordering::Relaxed));
        Equalizer {
            on: self.tone.on.load(Ordering::Relaxed),
            pre_amp_db: number(&self.tone.pre_amp_db),
            bands_db: std::array::from_fn(|band| number(&self.tone.bands_db[band])),
        }
    }

    /// How much of each side is left.
    pub(super) fn balance(&self) -> [f32; CHANNELS] {
        balance_gains(f32::from_bits(self.tone.balance.load(Ordering::Relaxed)))
    }

    /// Frames that were asked for and not there, though more was to come; of all outputs so far.
    pub(super) fn starved(&self) -> u64 {
        self.starved.load(Ordering::Relaxed)
    }

    pub(super) fn count_starved(&self, frames: usize) {
        self.starved.fetch_add(frames as u64, Ordering::Relaxed);
    }

    /// The device has run out of samples, because its callback came too late.
    pub(super) fn count_late(&self) {
        self.late.fetch_add(1, Ordering::Relaxed);
    }

    /// How often that happened, as far as devices tell.
    pub(super) fn late(&self) -> u64 {
        self.late.load(Ordering::Relaxed)
    }

    pub(super) fn amplitude(&self) -> f32 {
        f32::from_bits(self.volume.load(Ordering::Relaxed))
    }
}

/// What one ring and its output count, in frames at the output's rate.
#[derive(Debug, Default)]
pub(super) struct Meter {
    taken: AtomicU64,
    asked: AtomicU64,
    discard_from: AtomicU64,
    discard_to: AtomicU64,
    /// How often what comes next had nothing to do with what was heard before.
    jumps: AtomicU64,
    ended: AtomicBool,
}

impl Meter {
    /// Of a ring into which nothing is decoded yet, so that nothing is missing.
    pub(super) fn new() -> Self {
        Self { ended: AtomicBool::new(true), ..Self::default() }
    }

    /// Frames taken out of the ring, played or discarded.
    pub(super) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Acquire)
    }

    /// Frames the output has asked for: it is alive while this grows.
    pub(super) fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Everything before this frame is not to be heard: fade out, drop it, fade in.
    pub(super) fn discard_to(&self, frame: u64) {
        self.jumps.fetch_add(1, Ordering::Relaxed);
        self.splice(0, frame);
    }

    /// Frame `to` follows frame `from` as if nothing lay between them. When `from` is past, the join is faded.
    pub(super) fn splice(&self, from: u64, to: u64) {
        self.discard_from.store(from, Ordering::Relaxed);
        self.discard_to.store(to, Ordering::Release);
    }

    /// From which frame to which nothing is to be heard.
    pub(super) fn gap(&self) -> (u64, u64) {
        let to = self.discard_to.load(Ordering::Acquire);
        (self.discard_from.load(Ordering::Relaxed), to)
    }

    /// How often the music has jumped.
    pub(super) fn jumps(&self) -> u64 {
        self.jumps.load(Ordering::Relaxed)
    }

    /// The output asks for more frames.
    pub(super) fn count_asked(&self, frames: usize) {
        self.asked.fetch_add(frames as u64, Ordering::Relaxed);
    }

    /// The output has taken so many frames by now.
    pub(super) fn set_taken(&self, frames: u64) {
        self.taken.store(frames, Ordering::Release);
    }

    /// Whether frames are still to be dropped.
    pub(super) fn is_discarding(&self) -> bool {
        self.discard_to.load(Ordering::Acquire) > self.taken()
    }

    /// Whether the ring holds all there is for now: running dry is then no underrun.
    pub(super) fn set_ended(&self, ended: bool) {
        self.ended.store(ended, Ordering::Release);
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }
}
