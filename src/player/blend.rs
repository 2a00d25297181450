//! One track fades into another with equal power: the sum of two unrelated sounds stays as loud as either.
//!
//! Its peaks may lie up to 3 dB above either's, though: what exceeds full scale is bent below it, as tape does, instead of
//! being cut off.

use std::collections::VecDeque;
use std::f64::consts::FRAC_PI_2;

use super::voice::Voice;
use crate::audio::CHANNELS;

/// Up to here samples of the mixture stay as they are.
const KNEE: f32 = 0.8;

/// What fades out under what is heard.
pub(super) struct Fading {
    /// What was made of it already.
    tail: VecDeque<f32>,
    /// Where it goes on; `None` when the tail is all there is.
    voice: Option<Voice>,
    done: u64,
    total: u64,
    buffer: Vec<f32>,
}

impl Fading {
    /// Lets a tail, and what goes on after it, fade out within so many frames.
    pub(super) fn new(tail: VecDeque<f32>, voice: Option<Voice>, frames: u64) -> Self {
        let there = (tail.len() / CHANNELS) as u64;
        let known = match &voice {
            Some(voice) if !voice.is_over() => u64::MAX,
            Some(voice) => there + voice.ready() as u64,
            None => there,
        };
        Self { tail, voice, done: 0, total: frames.min(known), buffer: Vec::new() }
    }

    /// Is it silent by now?
    pub(super) fn is_over(&self) -> bool {
        self.done >= self.total
    }

    /// Fades `program` in, and itself out under it.
    pub(super) fn mix_into(&mut self, program: &mut [f32]) {
        self.fill(program.len() / CHANNELS);
        let old = self.buffer.chunks_exact(CHANNELS).map(Some).chain(std::iter::repeat(None));
        for (frame, old) in program.chunks_exact_mut(CHANNELS).zip(old) {
            if self.is_over() {
                break;
            }
            let angle = FRAC_PI_2 * (self.done as f64 + 0.5) / self.total as f64;
            let (rising, falling) = (angle.sin() as f32, angle.cos() as f32);
            // At either end, where only one is heard, nothing changes.
            let both = (20.0 * rising * falling).min(1.0);
            for (channel, sample) in frame.iter_mut().enumerate() {
                let sum = *sample * rising + old.map_or(0.0, |old| old[channel]) * falling;
                *sample = sum + both * (bent(sum) - sum);
            }
            self.done += 1;
        }
    }

    fn fill(&mut self, frames: usize) {
        self.buffer.clear();
        let from_tail = (frames * CHANNELS).min(self.tail.len());
        self.buffer.extend(self.tail.drain(..from_tail));
        let Some(voice) = &mut self.voice else { return };
        while self.buffer.len() < frames * CHANNELS {
            let missing = frames - self.buffer.len() / CHANNELS;
            // Another item may begin here: it is only heard fading out, so nobody is told.
            while voice.begins_now().is_some() {}
            if voice.take(missing, &mut self.buffer) > 0 {
                continue;
            }
            // What cannot be decoded any more is silent.
            if voice.is_over() || voice.decode().is_err() {
                voice.finish();
                if voice.ready() == 0 {
                    return;
                }
            }
        }
    }
}

/// A sample that never reaches full scale.
fn bent(sample: f32) -> f32 {
    let room = 1.0 - KNEE;
    let above = sample.abs() - KNEE;
    if above <= 0.0 { sample } else { (KNEE + room * (above / room).tanh()).copysign(sample) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tracks_at_full_scale_are_never_cut_off() {
        let frames = 96_000;
        let tone = |hertz: f32, peak: f32| -> Vec<f32> {
            let sample = |i: usize| peak * (std::f32::consts::TAU * hertz * i as f32 / 48_000.0).sin();
            (0..frames).flat_map(|i| [sample(i); CHANNELS]).collect()
        };
        // The same tone is the worst there is: the peaks of both come together.
        for (hertz, peak, highest) in [(441.0, 1.0, 1.005), (442.5, 1.0, 1.005), (441.0, 0.56, 0.8)] {
            let (old, mut program) = (tone(441.0, peak), tone(hertz, peak));
            let plain = program.clone();
            Fading::new(old.into(), None, frames as u64).mix_into(&mut program);
            let loudest = program.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
            assert!(loudest < highest, "{hertz} Hz: {loudest}");
            // A tone of full scale moves by 0.058 a frame, two by 0.082.
            let steps = program.windows(CHANNELS + 1).map(|two| (two[CHANNELS] - two[0]).abs());
            assert!(steps.fold(0.0, f32::max) < 0.085);
            let end = &program[program.len() - 8..];
            assert!(end.iter().zip(&plain[plain.len() - 8..]).all(|(a, b)| (a - b).abs() < 1e-3));
        }
    }

    #[test]
    fn the_power_stays_equal_and_the_ends_meet() {
        let frames = 1000;
        let mut fading = Fading::new(vec![0.5; frames * CHANNELS].into(), None, frames as u64);
        // Sounds that have nothing to do with each other, on two sides.
        let mut program = [0.0, 0.5].repeat(frames);
        fading.mix_into(&mut program);
        let old = |i: usize| 2.0 * program[2 * i];
        let new = |i: usize| 2.0 * program[2 * i + 1] - old(i);
        for i in 0..frames {
            assert!((old(i).powi(2) + new(i).powi(2) - 1.0).abs() < 1e-4, "{i}");
        }
        assert!(old(0) > 0.999 && new(0) < 0.002 && old(frames - 1) < 0.002);
        assert!(fading.is_over());
    }

    #[test]
    fn a_short_tail_makes_a_short_fade() {
        let mut fading = Fading::new(vec![0.5; 100 * CHANNELS].into(), None, 1000);
        let mut program = vec![0.5; 300 * CHANNELS];
        fading.mix_into(&mut program);
        assert!(fading.is_over());
        assert!(program[100 * CHANNELS..].iter().all(|s| s.to_bits() == 0.5_f32.to_bits()));
    }
}
