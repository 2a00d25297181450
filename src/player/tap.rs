//! The end of the ring that the sound callback holds: takes samples, applies volume and fades, counts.
//!
//! Real time: no allocation, lock, log or wait here. Everything it is told and tells goes through `shared`.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use rtrb::{Consumer, Producer, RingBuffer};

use super::equalizer::Filters;
use super::shared::{Controls, Meter};
use crate::audio::CHANNELS;

/// Fades when pausing, going on, stopping and jumping.
pub(super) const FADE: Duration = Duration::from_millis(15);
/// A volume change over the full range takes this long.
const VOLUME_RAMP: Duration = Duration::from_millis(30);
/// Sound decoded ahead. The ring holds twice as much: when what is in it is replaced without a break, old and new lie
/// in it together.
const AHEAD: Duration = Duration::from_millis(1500);
/// What is left of the last sample with each frame when sound breaks off: silent within 10 ms.
const DYING: f32 = 0.98;
/// Below this it is cut off, -80 dB.
const INAUDIBLE: f32 = 1e-4;
/// Frames between two looks at the atomics: 1.3 ms at 48 kHz.
const BLOCK: usize = 64;

/// The decoder's end of a ring.
pub(super) struct RingInput {
    pub producer: Producer<f32>,
    pub meter: Arc<Meter>,
    /// Sample rate, Hz.
    pub rate: u32,
    /// Whether the output can be opened at another rate, as far as is known.
    pub follows_rate: bool,
}

impl RingInput {
    /// Samples that fit without decoding farther ahead than usual.
    pub(super) fn room(&self) -> usize {
        self.producer.slots().saturating_sub(self.producer.buffer().capacity() / 2) / CHANNELS * CHANNELS
    }
}

/// The sound callback's end of a ring; also a rodio source.
pub(super) struct Tap {
    consumer: Consumer<f32>,
    controls: Arc<Controls>,
    meter: Arc<Meter>,
    rate: u32,
    device_channels: NonZero<u16>,
    fade: f32,
    fade_step: f32,
    volume: f32,
    volume_step: f32,
    balance: [f32; CHANNELS],
    filters: Filters,
    /// What was heard last.
    last: [f32; CHANNELS],
    /// What is left of sound that broke off.
    tail: [f32; CHANNELS],
    /// Sound broke off in the middle: what comes next fades in.
    broke_off: bool,
    /// Jumps seen, and whether one is under way.
    jumps: u64,
    jumping: bool,
    block: [f32; BLOCK * CHANNELS],
    frames: usize,
    next: usize,
    channel: u16,
}

/// A ring for an output of this rate (Hz) and channel count.
pub(super) fn ring(rate: u32, device_channels: NonZero<u16>, controls: Arc<Controls>) -> (RingInput, Tap) {
    let frames = (AHEAD.as_secs_f64() * f64::from(rate)) as usize;
    let (producer, consumer) = RingBuffer::new(2 * frames.max(BLOCK) * CHANNELS);
    let meter = Arc::new(Meter::new());
    let step = |ramp: Duration| 1.0 / (ramp.as_secs_f32() * rate as f32);
    let tap = Tap {
        consumer,
        meter: Arc::clone(&meter),
        rate,
        device_channels,
        fade: if controls.is_playing() { 1.0 } else { 0.0 },
        fade_step: step(FADE),
        volume: controls.amplitude(),
        volume_step: step(VOLUME_RAMP),
        balance: controls.balance(),
        filters: Filters::new(rate),
        last: [0.0; CHANNELS],
        tail: [0.0; CHANNELS],
        broke_off: false,
        jumps: 0,
        jumping: false,
        block: [0.0; BLOCK * CHANNELS],
        frames: 0,
        next: 0,
        channel: 0,
        controls,
    };
    (RingInput { producer, meter, rate, follows_rate: false }, tap)
}

impl Tap {
    /// The next stereo frame; silence when there is none.
    pub(super) fn next_frame(&mut self) -> [f32; 2] {
        if self.next >= self.frames {
            self.fill();
        }
        let at = self.next * CHANNELS;
        self.next += 1;
        [self.block[at], self.block[at + 1]]
    }

    /// Fills a block of the device, which is made of whole frames.
    pub(super) fn write(&mut self, block: &mut [f32]) {
        let channels = usize::from(self.device_channels.get());
        let mut rest = block;
        while rest.len() >= channels {
            if self.next >= self.frames {
                self.fill();
            }
            let frames = (self.frames - self.next).min(rest.len() / channels);
            let (now, later) = rest.split_at_mut(frames * channels);
            let ours = &self.block[self.next * CHANNELS..(self.next + frames) * CHANNELS];
            if channels == CHANNELS {
                now.copy_from_slice(ours);
            } else {
                let frames = now.chunks_exact_mut(channels).zip(ours.chunks_exact(CHANNELS));
                frames.for_each(|(speakers, frame)| to_speakers([frame[0], frame[1]], speakers));
            }
            self.next += frames;
            rest = later;
        }
    }

    /// Whether time passes: sound is there or to come, and not paused.
    pub(super) fn is_running(&self) -> bool {
        self.controls.is_playing() && (self.consumer.slots() > 0 || !self.meter.has_ended())
    }

    /// Whether the next frame would have to be made up because the decoder is late.
    pub(super) fn is_short(&self) -> bool {
        self.next >= self.frames && self.consumer.slots() < self.block.len()
    }

    fn fill(&mut self) {
        self.next = 0;
        let mut there = 0;
        let mut taken = self.meter.taken();
        let (from, to) = self.meter.gap();
        let jumps = self.meter.jumps();
        self.jumping |= jumps != std::mem::replace(&mut self.jumps, jumps);
        if to > taken && (taken == from || self.fade <= 0.0) {
            let seamless = taken == from;
            taken += self.discard(to - taken);
            if !seamless || taken < to {
                self.fade = 0.0;
                // What comes next fades in, also when it is not decoded yet.
                self.broke_off = true;
            }
        }
        // A jump is over when nothing is left to be dropped; there may not have been enough left to fade out with.
        let arrived = self.jumping && to <= taken;
        self.jumping &= !arrived;
        let mut broken_at = (arrived && self.fade > 0.0 && self.is_sounding()).then_some(0);
        if broken_at.is_some() {
            self.fade = 0.0;
        }
        // Up to where a splice begins everything is to be heard, and beyond a jump nothing before it is over.
        let heard = if to > taken { from.saturating_sub(taken) } else { u64::MAX };
        let most = if heard == 0 { to - taken } else { heard };
        self.frames = usize::try_from(most).map_or(BLOCK, |most| most.min(BLOCK));
        self.meter.count_asked(self.frames);
        let target = if self.controls.is_playing() && heard > 0 { 1.0 } else { 0.0 };
        if self.fade > 0.0 || target > 0.0 {
            let samples = self.pop();
            there = samples;
            taken += (samples / CHANNELS) as u64;
            self.filters.set(self.controls.equalizer());
            self.filters.apply(&mut self.block[..samples]);
            self.shape(samples, target);
            if samples < self.frames * CHANNELS {
                broken_at = broken_at.or(Some(samples / CHANNELS));
                self.broke_off |= !self.meter.has_ended() && (samples > 0 || self.is_sounding());
                self.fade = if self.broke_off { 0.0 } else { self.fade };
            }
        }
        self.block[there..].fill(0.0);
        self.ring_out(broken_at);
        self.meter.set_taken(taken);
    }

    #[allow(clippy::float_cmp, reason = "neutral values are set exactly, so they are compared exactly")]
    fn is_sounding(&self) -> bool {
        self.last != [0.0; CHANNELS]
    }

    /// Where sound breaks off in the middle, it dies away instead of stopping dead.
    #[allow(clippy::float_cmp, reason = "neutral values are set exactly, so they are compared exactly")]
    fn ring_out(&mut self, broken_at: Option<usize>) {
        if broken_at.is_none() && self.tail == [0.0; CHANNELS] {
            let last = (self.frames - 1) * CHANNELS;
            self.last = [self.block[last], self.block[last + 1]];
            return;
        }
        for (at, frame) in self.block[..self.frames * CHANNELS].chunks_exact_mut(CHANNELS).enumerate() {
            if broken_at == Some(at) {
                self.tail = self.last;
            }
            if self.tail != [0.0; CHANNELS] {
                for (sample, tail) in frame.iter_mut().zip(&mut self.tail) {
                    *tail = if tail.abs() < INAUDIBLE { 0.0 } else { *tail * DYING };
                    *sample = (*sample + *tail).clamp(-1.0, 1.0);
                }
            }
            self.last = [frame[0], frame[1]];
        }
    }

    /// Drops up to so many frames from the ring; returns how many.
    fn discard(&mut self, frames: u64) -> u64 {
        let there = self.consumer.slots() / CHANNELS;
        let frames = usize::try_from(frames).unwrap_or(usize::MAX).min(there);
        match self.consumer.read_chunk(frames * CHANNELS) {
            Ok(chunk) => {
                chunk.commit_all();
                frames as u64
            }
            Err(_) => 0,
        }
    }

    /// Fills the block from the ring; returns the samples that were there.
    fn pop(&mut self) -> usize {
        let wanted = self.frames * CHANNELS;
        // The decoder may be in the middle of a frame: take whole ones.
        let whole = (self.consumer.slots() / CHANNELS * CHANNELS).min(wanted);
        if self.consumer.pop_entire_slice(&mut self.block[..whole]).is_err() {
            return 0;
        }
        if whole < wanted && !self.meter.has_ended() {
            let missing = (wanted - whole) / CHANNELS;
            self.controls.count_starved(missing);
        }
        whole
    }

    #[allow(clippy::float_cmp, reason = "what has arrived equals what is wanted")]
    fn shape(&mut self, samples: usize, target: f32) {
        let (amplitude, balance) = (self.controls.amplitude(), self.controls.balance());
        let settled =
            samples > 0 && self.fade == target && self.volume == amplitude && self.balance == balance;
        if settled {
            let gains = balance.map(|side| target * amplitude * side);
            for frame in self.block[..samples].chunks_exact_mut(CHANNELS) {
                frame
                    .iter_mut()
                    .zip(gains)
                    .for_each(|(sample, gain)| *sample = (*sample * gain).clamp(-1.0, 1.0));
            }
            self.broke_off = false;
            return;
        }
        for frame in self.block[..samples].chunks_exact_mut(CHANNELS) {
            self.fade = approach(self.fade, target, self.fade_step);
            self.volume = approach(self.volume, amplitude, self.volume_step);
            let gain = self.fade * self.volume;
            for (channel, sample) in frame.iter_mut().enumerate() {
                let side = &mut self.balance[channel];
                *side = approach(*side, balance[channel], self.volume_step);
                *sample = (*sample * gain * *side).clamp(-1.0, 1.0);
            }
        }
        if samples > 0 {
            self.broke_off = false;
        } else {
            self.fade = if self.broke_off { 0.0 } else { target };
            self.volume = amplitude;
            self.balance = balance;
        }
    }
}

/// One speaker plays the mean of left and right; of more than two the others stay silent.
fn to_speakers([left, right]: [f32; CHANNELS], speakers: &mut [f32]) {
    match speakers {
        [only] => *only = f32::midpoint(left, right),
        [first, second, others @ ..] => {
            (*first, *second) = (left, right);
            others.fill(0.0);
        }
        [] => {}
    }
}

/// Goes a step towards a target, and no farther.
pub(super) fn approach(value: f32, target: f32, step: f32) -> f32 {
    if value < target { (value + step).min(target) } else { (value - step).max(target) }
}

impl Iterator for Tap {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        let at = self.channel;
        let channels = self.device_channels.get();
        self.channel = if at + 1 == channels { 0 } else { at + 1 };
        if at == 0 {
            let [left, right] = self.next_frame();
            return Some(if channels == 1 { f32::midpoint(left, right) } else { left });
        }
        // More speakers than two stay silent.
        Some(if at == 1 { self.block[self.next * CHANNELS - 1] } else { 0.0 })
    }
}

impl rodio::Source for Tap {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> rodio::ChannelCount {
        self.device_channels
    }

    fn sample_rate(&self) -> rodio::SampleRate {
        NonZero::new(self.rate).unwrap_or(NonZero::<u32>::MIN)
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Sound;

    const RATE: u32 = 48_000;
    const STEREO: NonZero<u16> = NonZero::new(2).unwrap();

    fn filled(value: f32, frames: usize, controls: &Arc<Controls>) -> (RingInput, Tap) {
        let (mut input, tap) = ring(RATE, STEREO, Arc::clone(controls));
        input.meter.set_ended(false);
        input.producer.push_entire_slice(&vec![value; frames * 2]).unwrap();
        (input, tap)
    }

    fn pull(tap: &mut Tap, frames: usize) -> Vec<f32> {
        (0..frames).map(|_| tap.next_frame()[0]).collect()
    }

    fn biggest_step(samples: &[f32]) -> f32 {
        samples.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max)
    }

    #[test]
    fn samples_pass_unchanged_at_full_volume() {
        let controls = Arc::new(Controls::new(1.0));
        let (_input, mut tap) = filled(0.123_456_7, 1000, &controls);
        assert!(pull(&mut tap, 1000).iter().all(|s| s.to_bits() == 0.123_456_7_f32.to_bits()));
    }

    #[test]
    fn pause_and_resume_fade_without_a_step() {
        let controls = Arc::new(Controls::new(1.0));
        let (input, mut tap) = filled(0.9, 20_000, &controls);
        let mut heard = pull(&mut tap, 1000);
        controls.set_playing(false);
        heard.extend(pull(&mut tap, 2000));
        let held = input.meter.taken();
        heard.extend(pull(&mut tap, 2000));
        assert_eq!(input.meter.taken(), held, "nothing is taken while paused");
        assert!(heard[4000..].iter().all(|s| *s == 0.0));
        controls.set_playing(true);
        heard.extend(pull(&mut tap, 2000));
        assert!((heard[heard.len() - 1] - 0.9).abs() < 1e-6);
        assert!(biggest_step(&heard) < 0.002, "{}", biggest_step(&heard));
    }

    #[test]
    fn a_volume_change_is_a_ramp_to_the_cube() {
        let controls = Arc::new(Controls::new(1.0));
        let (_input, mut tap) = filled(1.0, 20_000, &controls);
        let mut heard = pull(&mut tap, 100);
        controls.set_volume(0.5);
        heard.extend(pull(&mut tap, 4000));
        assert!((heard[heard.len() - 1] - 0.125).abs() < 1e-6);
        assert!(biggest_step(&heard) < 0.002);
    }

    #[test]
    fn discarding_fades_drops_and_fades_in() {
        let controls = Arc::new(Controls::new(1.0));
        let (mut input, mut tap) = filled(0.8, 10_000, &controls);
        let mut heard = pull(&mut tap, 500);
        input.meter.discard_to(10_000);
        input.producer.push_entire_slice(&vec![-0.8; 20_000]).unwrap();
        heard.extend(pull(&mut tap, 3000));
        assert!((heard[heard.len() - 1] + 0.8).abs() < 1e-6, "the new sound is heard");
        assert!(biggest_step(&heard) < 0.003, "{}", biggest_step(&heard));
    }

    #[test]
    fn a_splice_is_heard_as_if_nothing_lay_between() {
        let controls = Arc::new(Controls::new(1.0));
        let (mut input, mut tap) = ring(RATE, STEREO, Arc::clone(&controls));
        let ramp = |from: usize, frames: usize| -> Vec<f32> {
            (from..from + frames).flat_map(|i| [i as f32 / 10_000.0; 2]).collect()
        };
        input.producer.push_entire_slice(&ramp(0, 3000)).unwrap();
        pull(&mut tap, 100);
        // What lies in the ring after frame 1000 is replaced by the same again.
        input.producer.push_entire_slice(&ramp(1000, 3000)).unwrap();
        input.meter.splice(1000, 3000);
        assert!(input.meter.is_discarding());
        let heard = pull(&mut tap, 2000);
        assert!(heard.iter().enumerate().all(|(i, s)| (s - (i + 100) as f32 / 10_000.0).abs() < 1e-6));
        assert!(!input.meter.is_discarding());
    }

    #[test]
    fn a_late_splice_fades() {
        let controls = Arc::new(Controls::new(1.0));
        let (mut input, mut tap) = filled(0.8, 5000, &controls);
        let mut heard = pull(&mut tap, 1000);
        input.producer.push_entire_slice(&vec![-0.8; 20_000]).unwrap();
        input.meter.splice(500, 5000);
        heard.extend(pull(&mut tap, 3000));
        assert!((heard[heard.len() - 1] + 0.8).abs() < 1e-6);
        assert!(biggest_step(&heard) < 0.003, "{}", biggest_step(&heard));
    }

    #[test]
    fn balance_moves_without_a_step() {
        let controls = Arc::new(Controls::new(1.0));
        let (_input, mut tap) = filled(0.8, 20_000, &controls);
        pull(&mut tap, 100);
        controls.set_tone(&Sound { balance: 1.0, ..Sound::default() });
        let heard = pull(&mut tap, 4000);
        assert!(heard[heard.len() - 1].abs() < 1e-6);
        assert!(biggest_step(&heard) < 0.002);
    }

    #[test]
    fn discarding_works_while_paused() {
        let controls = Arc::new(Controls::new(1.0));
        controls.set_playing(false);
        let (input, mut tap) = filled(0.8, 5_000, &controls);
        input.meter.discard_to(5_000);
        pull(&mut tap, 200);
        assert_eq!(input.meter.taken(), 5_000);
    }

    #[test]
    fn running_dry_dies_away_and_comes_back_without_a_step() {
        let controls = Arc::new(Controls::new(1.0));
        let (mut input, mut tap) = filled(0.8, 1000, &controls);
        let mut heard = pull(&mut tap, 2000);
        assert!(heard[1999].abs() <= 0.0);
        input.producer.push_entire_slice(&vec![0.8; 5000]).unwrap();
        heard.extend(pull(&mut tap, 1500));
        assert!((heard[heard.len() - 1] - 0.8).abs() < 1e-6);
        assert!(biggest_step(&heard) < 0.02, "{}", biggest_step(&heard));
    }

    #[test]
    fn a_jump_that_leaves_too_little_to_fade_out_with_makes_no_step() {
        for left in [0, 10, 64, 100] {
            let controls = Arc::new(Controls::new(1.0));
            let (mut input, mut tap) = filled(0.8, 640 + left, &controls);
            let mut heard = pull(&mut tap, 640);
            input.meter.discard_to(640 + left as u64);
            input.producer.push_entire_slice(&vec![-0.8; 6000]).unwrap();
            heard.extend(pull(&mut tap, 2000));
            assert!((heard[heard.len() - 1] + 0.8).abs() < 1e-6, "{left}");
            assert!(biggest_step(&heard) < 0.02, "{left}: {}", biggest_step(&heard));
        }
    }

    #[test]
    fn running_dry_counts_unless_the_music_has_ended() {
        let controls = Arc::new(Controls::new(1.0));
        let (input, mut tap) = filled(0.5, 100, &controls);
        input.meter.set_ended(true);
        pull(&mut tap, 640);
        assert_eq!(controls.starved(), 0);
        input.meter.set_ended(false);
        pull(&mut tap, 640);
        assert_eq!(controls.starved(), 640);
    }

    #[test]
    fn a_mono_device_hears_the_mean_and_more_speakers_are_silent() {
        let controls = Arc::new(Controls::new(1.0));
        for (channels, expected) in [(1, vec![0.5, 0.5]), (2, vec![1.0, 0.0]), (4, vec![1.0, 0.0, 0.0, 0.0])]
        {
            for in_blocks in [true, false] {
                let (mut input, mut tap) = ring(RATE, NonZero::new(channels).unwrap(), Arc::clone(&controls));
                input.producer.push_entire_slice(&[1.0, 0.0, 1.0, 0.0]).unwrap();
                let mut heard = vec![9.0; expected.len()];
                if in_blocks {
                    tap.write(&mut heard);
                } else {
                    heard.fill_with(|| tap.next().unwrap());
                }
                assert_eq!(heard, expected);
            }
        }
    }

    #[test]
    fn blocks_of_any_length_carry_the_same_as_samples_one_by_one() {
        let controls = Arc::new(Controls::new(0.7));
        let music: Vec<f32> = (0..4000).map(|i| (i as f32 * 0.37).sin()).collect();
        let taps = || {
            let (mut input, tap) = ring(RATE, STEREO, Arc::clone(&controls));
            input.producer.push_entire_slice(&music).unwrap();
            (input, tap)
        };
        let (_one, mut one_by_one) = taps();
        let (_blocks, mut in_blocks) = taps();
        for frames in [1, 63, 64, 65, 500, 7] {
            let mut block = vec![0.0; frames * CHANNELS];
            in_blocks.write(&mut block);
            assert!(block.iter().all(|sample| Some(*sample) == one_by_one.next()), "{frames}");
        }
    }
}
