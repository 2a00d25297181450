//! Faster and slower at the same pitch (Signalsmith Stretch); at a speed of 1 samples pass untouched.
//!
//! What comes out is in time with what went in: the stretcher's own delay is made up for at either end.

use signalsmith_stretch::Stretch;

use super::move_samples;
use crate::audio::CHANNELS;

/// Where stretched and plain sound meet, either is faded over this many frames (10 ms at 48 kHz).
const SEAM: usize = 480;

/// Changes the speed of one stream of interleaved stereo.
pub(super) struct Speed {
    rate: u32,
    factor: f64,
    stretching: Option<Stretching>,
    /// Frames still to be faded in after a seam.
    fade_in: usize,
    /// Frames in and the frames out that belong to them, since the last change.
    frames_in: u64,
    begun_out: u64,
}

struct Stretching {
    stretch: Stretch,
    /// Input the stretcher wants to see before it begins.
    ahead: Vec<f32>,
    begun: bool,
    /// Output of the warming-up, still to be dropped.
    dropping: usize,
    /// Part of a frame of output that is owed.
    owed: f64,
    made: Vec<f32>,
    /// Frames put out.
    frames_out: u64,
    /// Frames of output that belong to the input so far.
    due: f64,
}

impl Speed {
    /// Speed 1 for a sample rate in Hz.
    pub(super) fn new(rate: u32) -> Self {
        Self { rate, factor: 1.0, stretching: None, fade_in: 0, frames_in: 0, begun_out: 0 }
    }

    /// How much faster than recorded it plays.
    pub(super) fn factor(&self) -> f64 {
        self.factor
    }

    /// Frames of output that belong to the input so far; the output may lag behind.
    pub(super) fn frames_due(&self) -> u64 {
        self.begun_out + (self.frames_in as f64 / self.factor).round() as u64
    }

    /// Changes the speed for what comes; appends what is still inside. `false` when it is that already.
    pub(super) fn set(&mut self, factor: f64, out: &mut Vec<f32>) -> bool {
        if (factor - self.factor).abs() < 1e-6 {
            return false;
        }
        let plain = (factor - 1.0).abs() < 1e-6;
        if plain || self.stretching.is_none() {
            let before = out.len();
            self.finish(out);
            fade_out(&mut out[before..]);
            self.fade_in = SEAM;
            self.stretching = (!plain).then(|| Stretching::new(self.rate));
        }
        self.begun_out = self.frames_due();
        self.frames_in = 0;
        self.factor = if plain { 1.0 } else { factor };
        true
    }

    /// Takes all of the input and appends the output that is ready.
    pub(super) fn push(&mut self, input: &mut Vec<f32>, out: &mut Vec<f32>) {
        self.frames_in += (input.len() / CHANNELS) as u64;
        let before = out.len();
        match &mut self.stretching {
            None => move_samples(input, out),
            Some(stretching) => {
                stretching.push(input, self.factor, out);
                input.clear();
            }
        }
        self.fade(&mut out[before..]);
    }

    /// Appends what is still inside; what comes next begins anew.
    pub(super) fn finish(&mut self, out: &mut Vec<f32>) {
        let before = out.len();
        if let Some(stretching) = self.stretching.take() {
            stretching.finish(self.factor, out);
            self.stretching = Some(Stretching::new(self.rate));
        }
        self.fade(&mut out[before..]);
    }

    /// Forgets everything inside; counting begins at 0.
    pub(super) fn restart(&mut self) {
        self.stretching = self.stretching.is_some().then(|| Stretching::new(self.rate));
        (self.frames_in, self.begun_out, self.fade_in) = (0, 0, 0);
    }

    fn fade(&mut self, samples: &mut [f32]) {
        for frame in samples.chunks_exact_mut(CHANNELS) {
            if self.fade_in == 0 {
                return;
            }
            let gain = 1.0 - self.fade_in as f32 / SEAM as f32;
            for sample in frame {
                *sample *= gain;
            }
            self.fade_in -= 1;
        }
    }
}

/// Fades the end of what is there.
fn fade_out(samples: &mut [f32]) {
    let from = samples.len().saturating_sub(SEAM * CHANNELS);
    let frames = (samples.len() - from) / CHANNELS;
    for (i, frame) in samples[from..].chunks_exact_mut(CHANNELS).enumerate() {
        let gain = 1.0 - (i + 1) as f32 / frames as f32;
        for sample in frame {
            *sample *= gain;
        }
    }
}

impl Stretching {
    fn new(rate: u32) -> Self {
        let stretch = Stretch::preset_default(CHANNELS as u32, rate);
        Self {
            dropping: stretch.output_latency(),
            stretch,
            ahead: Vec::new(),
            begun: false,
            owed: 0.0,
            made: Vec::new(),
            frames_out: 0,
            due: 0.0,
        }
    }

    fn push(&mut self, input: &[f32], factor: f64, out: &mut Vec<f32>) {
        self.due += (input.len() / CHANNELS) as f64 / factor;
        self.feed(input, factor, out);
    }

    fn feed(&mut self, input: &[f32], factor: f64, out: &mut Vec<f32>) {
        if self.begun {
            return self.process(input, factor, out);
        }
        self.ahead.extend_from_slice(input);
        let wanted = self.stretch.input_latency() * CHANNELS;
        if self.ahead.len() >= wanted {
            self.begun = true;
            let ahead = std::mem::take(&mut self.ahead);
            self.stretch.seek(&ahead[..wanted], factor);
            self.process(&ahead[wanted..], factor, out);
        }
    }

    fn process(&mut self, input: &[f32], factor: f64, out: &mut Vec<f32>) {
        let exact = (input.len() / CHANNELS) as f64 / factor + self.owed;
        let frames = exact as usize;
        self.owed = exact - frames as f64;
        self.made.resize(frames * CHANNELS, 0.0);
        self.stretch.process(input, &mut self.made[..]);
        self.take_made(out);
    }

    fn take_made(&mut self, out: &mut Vec<f32>) {
        let frames = self.made.len() / CHANNELS;
        let dropped = self.dropping.min(frames);
        self.dropping -= dropped;
        let left = (self.due.round() as u64).saturating_sub(self.frames_out);
        let kept = (frames - dropped).min(usize::try_from(left).unwrap_or(usize::MAX));
        self.frames_out += kept as u64;
        out.extend_from_slice(&self.made[dropped * CHANNELS..(dropped + kept) * CHANNELS]);
    }

    fn finish(mut self, factor: f64, out: &mut Vec<f32>) {
        let silence = vec![0.0; self.stretch.input_latency() * CHANNELS];
        self.feed(&silence, factor, out);
        self.made.clear();
        self.made.resize(self.stretch.output_latency() * CHANNELS, 0.0);
        self.stretch.flush(&mut self.made[..]);
        self.take_made(out);
        let left = (self.due.round() as u64).saturating_sub(self.frames_out);
        out.resize(out.len() + usize::try_from(left).unwrap_or(0) * CHANNELS, 0.0);
    }
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    const RATE: u32 = 48_000;

    fn sine(hertz: f32, frames: usize) -> Vec<f32> {
        (0..frames).flat_map(|i| [(TAU * hertz * i as f32 / RATE as f32).sin() * 0.5; 2]).collect()
    }

    fn crossings(samples: &[f32]) -> usize {
        samples.windows(3).step_by(2).filter(|w| w[0] < 0.0 && w[2] >= 0.0).count()
    }

    #[test]
    fn speed_one_is_bit_for_bit() {
        let (input, mut out) = (sine(440.0, 5000), Vec::new());
        let mut speed = Speed::new(RATE);
        speed.set(1.0, &mut out);
        speed.push(&mut input.clone(), &mut out);
        speed.finish(&mut out);
        assert_eq!(input, out);
    }

    #[test]
    fn the_length_changes_and_the_pitch_stays() {
        for factor in [0.5, 0.75, 1.25, 2.0] {
            let mut speed = Speed::new(RATE);
            let mut out = Vec::new();
            speed.set(factor, &mut out);
            for part in sine(440.0, 2 * RATE as usize).chunks(2222) {
                speed.push(&mut part.to_vec(), &mut out);
            }
            speed.finish(&mut out);
            let frames = out.len() / 2;
            assert_eq!(frames, (2.0 * f64::from(RATE) / factor) as usize, "{factor}");
            assert_eq!(frames as u64, speed.frames_due());
            let middle = &out[out.len() / 4 / 2 * 2..out.len() / 4 * 3 / 2 * 2];
            let hertz = crossings(middle) as f32 * RATE as f32 / (middle.len() / 2) as f32;
            assert!((hertz - 440.0).abs() < 4.0, "{factor}: {hertz} Hz");
            let peak = middle.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!((0.4..0.6).contains(&peak), "{factor}: {peak}");
        }
    }

    #[test]
    fn what_comes_out_is_in_time() {
        // A beep in the middle of silence is in the middle of the output.
        let mut input = vec![0.0; 2 * 48_000];
        input[48_000..48_000 + 9600].copy_from_slice(&sine(1000.0, 4800));
        for factor in [0.5, 1.5] {
            let (mut speed, mut out) = (Speed::new(RATE), Vec::new());
            speed.set(factor, &mut out);
            speed.push(&mut input.clone(), &mut out);
            speed.finish(&mut out);
            let first = out.iter().position(|s| s.abs() > 0.2).unwrap() / 2;
            let expected = 24_000.0 / factor;
            assert!((first as f64 - expected).abs() < 1500.0, "{factor}: {first} not {expected}");
        }
    }

    #[test]
    fn a_change_makes_no_step() {
        let (mut speed, mut out) = (Speed::new(RATE), Vec::new());
        for (i, part) in sine(100.0, 3 * RATE as usize).chunks(4800).enumerate() {
            speed.set([1.0, 1.5, 0.8, 1.0][i / 15 % 4], &mut out);
            speed.push(&mut part.to_vec(), &mut out);
        }
        speed.finish(&mut out);
        let step = out.windows(3).step_by(2).map(|w| (w[2] - w[0]).abs()).fold(0.0, f32::max);
        assert!(step < 0.03, "{step}");
    }
}
