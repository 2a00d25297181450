//! One run of items without a seam: decoded one after another, each at its level, at the output's rate.
//!
//! The resampler goes on from one item to the next, so that nothing marks the place where a recording was cut in two.

use std::collections::VecDeque;
use std::time::Duration;

use super::limiter::Limiter;
use super::resample::Resampling;
use super::silence;
use super::tap::approach;
use super::{Gain, Item};
use crate::audio::{Block, CHANNELS, DecodeError, Decoder};

/// A successor is asked for when this much of an item is left to decode.
const NEAR_END: Duration = Duration::from_secs(5);
/// A level that changes while it is heard takes this long.
const RELEVEL: Duration = Duration::from_millis(500);

/// Where an item begins in a run.
#[derive(Clone, Debug)]
pub(super) struct Begin {
    at: u64,
    pub item: Item,
    /// Position of the item's first frame that is heard.
    pub position: Duration,
    pub length: Option<Duration>,
}

/// What decoding a little more came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decoded {
    /// There is more.
    More,
    /// Its end comes near; told once.
    NearEnd,
    /// That was all.
    End,
}

struct Source {
    item: Item,
    decoder: Decoder,
    level: Amplitude,
    /// Position that is decoded next.
    position: Duration,
    asked_next: bool,
}

/// An amplitude and where it is going.
struct Amplitude {
    now: f32,
    wanted: f32,
    /// How far it goes within [`RELEVEL`].
    way: f32,
}

/// A run of items.
pub(super) struct Voice {
    rate: u32,
    /// The item decoded last.
    key: u64,
    source: Option<Source>,
    resampling: Option<Resampling>,
    /// Frame of the run where the resampler's output began.
    base: u64,
    /// Behind the resampler, from the first item on that needs it.
    limiter: Option<Limiter>,
    ready: VecDeque<f32>,
    /// Frames made, of which the limiter may hold the last, and taken since the beginning.
    made: u64,
    taken: u64,
    begins: VecDeque<Begin>,
    /// The item that is being taken.
    current: Option<Begin>,
    block: Vec<f32>,
    resampled: Vec<f32>,
}

impl Voice {
    /// At most this much silence is left out at one end of a track.
    pub(super) const MOST_SILENCE: Duration = Duration::from_secs(12);

    /// A run for an output of this rate, Hz, that begins in the middle of an item, maybe.
    pub(super) fn new(item: Item, decoder: Decoder, from: Duration, rate: u32) -> Self {
        let mut voice = Self {
            rate,
            key: item.key,
            source: None,
            resampling: None,
            base: 0,
            limiter: None,
            ready: VecDeque::new(),
            made: 0,
            taken: 0,
            begins: VecDeque::new(),
            current: None,
            block: Vec::new(),
            resampled: Vec::new(),
        };
        voice.append(item, decoder, from);
        voice
    }

    /// Lets an item follow the one that is over.
    pub(super) fn append(&mut self, item: Item, decoder: Decoder, from: Duration) {
        let at = match &self.resampling {
            Some(resampling) => self.base + resampling.frames_due(),
            None => self.made,
        };
        let length = decoder.length();
        self.key = item.key;
        self.begins.push_back(Begin { at, item: item.clone(), position: from, length });
        self.limit(item.gain);
        self.source = Some(Source {
            level: Amplitude::of(item.gain),
            item,
            decoder,
            position: from,
            asked_next: false,
        });
    }

    /// Takes the decoder of this item out, to seek with it; of no use afterwards.
    pub(super) fn into_decoder(self, key: u64) -> Option<Decoder> {
        self.source.filter(|source| source.item.key == key).map(|source| source.decoder)
    }

    /// The item decoded last.
    pub(super) fn key(&self) -> u64 {
        self.key
    }

    /// Is everything decoded?
    pub(super) fn is_over(&self) -> bool {
        self.source.is_none()
    }

    /// Frames that are ready.
    pub(super) fn ready(&self) -> usize {
        self.ready.len() / CHANNELS
    }

    /// Level of an item from now on, when it is the one being decoded.
    pub(super) fn set_gain(&mut self, key: u64, gain: Gain) {
        if let Some(source) = self.source.as_mut().filter(|source| source.item.key == key) {
            source.level.go_to(gain);
            self.limit(gain);
        }
    }

    fn limit(&mut self, gain: Gain) {
        if gain.limited {
            self.limiter.get_or_insert_with(|| Limiter::new(self.rate));
        }
    }

    /// Decodes a block.
    ///
    /// # Errors
    /// The item that cannot be decoded further, and why; it is over then.
    pub(super) fn decode(&mut self) -> Result<Decoded, (Item, DecodeError)> {
        let Some(source) = &mut self.source else { return Ok(Decoded::End) };
        match source.decoder.next_block(&mut self.block) {
            Ok(Block::Samples(rate)) => {
                let near = source.advance(&self.block, rate);
                source.level.apply(&mut self.block, rate);
                self.take_block(rate).map_err(|error| self.give_up(error))?;
                Ok(if near { Decoded::NearEnd } else { Decoded::More })
            }
            Ok(Block::End) => {
                let asked = self.source.take().is_some_and(|source| source.asked_next);
                Ok(if asked { Decoded::End } else { Decoded::NearEnd })
            }
            Err(error) => Err(self.give_up(error)),
        }
    }

    /// Puts out what is still inside: nothing is appended without a seam after that.
    pub(super) fn finish(&mut self) {
        self.finish_resampling();
        if let Some(limiter) = self.limiter.take() {
            limiter.finish(&mut self.ready);
        }
    }

    fn finish_resampling(&mut self) {
        if let Some(mut resampling) = self.resampling.take() {
            // It fails only when misused, and then its last milliseconds are lost.
            let _ = resampling.finish(&mut self.resampled);
            self.take_resampled();
        }
    }

    /// Drops the silence at the end of what is ready.
    pub(super) fn trim_end(&mut self) {
        let begun = self.begins.back().map_or(0, |begin| begin.at.saturating_sub(self.taken));
        let most = self.ready().saturating_sub(usize::try_from(begun).unwrap_or(usize::MAX));
        let silent = silence::at_end(self.ready.iter().copied()).min(most).min(self.most_silence());
        self.ready.truncate(self.ready.len() - silent * CHANNELS);
        self.made -= silent as u64;
    }

    /// Drops the silence a fresh run begins with, as far as it is ready; `true` when more of it may follow.
    pub(super) fn trim_start(&mut self) -> bool {
        let ready = self.ready();
        let silent = silence::at_start(self.ready.iter().copied());
        if silent == ready && ready < self.most_silence() && !self.is_over() {
            return true;
        }
        // A track that is nothing but silence is someone's intention.
        if silent < ready {
            self.ready.drain(..silent * CHANNELS);
            self.taken += silent as u64;
            if let Some(begin) = self.begins.front_mut() {
                begin.position += Duration::from_secs_f64(silent as f64 / f64::from(self.rate));
                begin.at = self.taken;
            }
        }
        false
    }

    /// The item that begins with the next frame, if one does.
    pub(super) fn begins_now(&mut self) -> Option<Begin> {
        let begin = self.begins.pop_front_if(|begin| begin.at <= self.taken)?;
        self.current = Some(begin.clone());
        Some(begin)
    }

    /// The item being taken, and its position.
    pub(super) fn current(&self) -> Option<Begin> {
        let mut begin = self.current.clone()?;
        let frames = self.taken.saturating_sub(begin.at);
        begin.position += Duration::from_secs_f64(frames as f64 / f64::from(self.rate));
        Some(begin)
    }

    /// Appends up to so many frames to `out`, not beyond the beginning of the next item; returns how many.
    pub(super) fn take(&mut self, most: usize, out: &mut Vec<f32>) -> usize {
        let next = self.begins.front().map_or(u64::MAX, |begin| begin.at - self.taken);
        let frames = most.min(self.ready()).min(usize::try_from(next).unwrap_or(usize::MAX));
        let samples = frames * CHANNELS;
        let (first, second) = self.ready.as_slices();
        out.extend_from_slice(&first[..samples.min(first.len())]);
        out.extend_from_slice(&second[..samples.saturating_sub(first.len())]);
        self.ready.drain(..samples);
        self.taken += frames as u64;
        frames
    }

    fn most_silence(&self) -> usize {
        (Self::MOST_SILENCE.as_secs_f64() * f64::from(self.rate)) as usize
    }

    fn give_up(&mut self, error: DecodeError) -> (Item, DecodeError) {
        let item = self.source.take().map(|source| source.item);
        (item.unwrap_or_default(), error)
    }

    /// To the output's rate.
    fn take_block(&mut self, rate: u32) -> Result<(), DecodeError> {
        let damaged = |error: rubato::ResampleError| DecodeError::Damaged(error.to_string());
        if self.resampling.as_ref().is_none_or(|resampling| resampling.from() != rate) {
            self.finish_resampling();
            self.base = self.made;
            let new = Resampling::new(rate, self.rate)
                .map_err(|error| DecodeError::Unsupported(format!("sampled at {rate} Hz ({error})")))?;
            self.resampling = Some(new);
        }
        if let Some(resampling) = &mut self.resampling {
            resampling.push(&mut self.block, &mut self.resampled).map_err(damaged)?;
        }
        self.take_resampled();
        Ok(())
    }

    fn take_resampled(&mut self) {
        self.made += (self.resampled.len() / CHANNELS) as u64;
        match &mut self.limiter {
            Some(limiter) => limiter.push(&self.resampled, &mut self.ready),
            None => self.ready.extend(&self.resampled),
        }
        self.resampled.clear();
    }
}

impl Source {
    /// Counts a decoded block; `true` when the end comes near and that was not told.
    fn advance(&mut self, block: &[f32], rate: u32) -> bool {
        let frames = (block.len() / CHANNELS) as f64;
        self.position += Duration::from_secs_f64(frames / f64::from(rate.max(1)));
        let near = self.decoder.length().is_some_and(|length| self.position + NEAR_END >= length);
        near && !std::mem::replace(&mut self.asked_next, near)
    }
}

impl Amplitude {
    fn of(gain: Gain) -> Self {
        let amplitude = amplitude(gain.db);
        Self { now: amplitude, wanted: amplitude, way: 0.0 }
    }

    fn go_to(&mut self, gain: Gain) {
        self.wanted = amplitude(gain.db);
        self.way = (self.wanted - self.now).abs();
    }

    /// Applies it to samples at a rate in Hz; unity leaves them bit for bit.
    #[allow(clippy::float_cmp, reason = "neutral values are set exactly, so they are compared exactly")]
    fn apply(&mut self, block: &mut [f32], rate: u32) {
        if self.now == 1.0 && self.wanted == 1.0 {
            return;
        }
        if self.now == self.wanted {
            return block.iter_mut().for_each(|sample| *sample *= self.now);
        }
        let step = self.way / (RELEVEL.as_secs_f32() * rate as f32);
        for frame in block.chunks_exact_mut(CHANNELS) {
            self.now = approach(self.now, self.wanted, step);
            for sample in frame {
                *sample *= self.now;
            }
        }
    }
}

fn amplitude(gain_db: f32) -> f32 {
    if gain_db == 0.0 { 1.0 } else { 10_f32.powf(gain_db / 20.0) }
}
