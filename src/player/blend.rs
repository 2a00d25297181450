//! One track fades into another with equal power: the sum of two unrelated sounds stays as loud as either.

use std::collections::VecDeque;
use std::f64::consts::FRAC_PI_2;

use super::voice::Voice;
use crate::audio::CHANNELS;

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
            for (channel, sample) in frame.iter_mut().enumerate() {
                *sample = *sample * rising + old.map_or(0.0, |old| old[channel]) * falling;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_power_stays_equal_and_the_ends_meet() {
        let frames = 1000;
        let mut fading = Fading::new(vec![1.0; frames * CHANNELS].into(), None, frames as u64);
        // Sounds that have nothing to do with each other, on two sides.
        let mut program = [0.0, 1.0].repeat(frames);
        fading.mix_into(&mut program);
        let old = |i: usize| program[2 * i];
        let new = |i: usize| program[2 * i + 1] - old(i);
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
