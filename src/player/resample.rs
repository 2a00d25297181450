//! From a file's sample rate to the device's (rubato), without the resampler's delay, and to the frame as long.
//!
//! Before its beginning and after its end a stream is continued by its reflection in its first and last sample, which
//! keeps value and slope: beside silence the filter would ring where a recording that was cut in two joins.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{
    Async, Fft, FixedAsync, FixedSync, Indexing, Resampler, SincInterpolationParameters, WindowFunction,
};

use super::move_samples;
use crate::audio::CHANNELS;

/// Frames of input in one step.
const CHUNK: usize = 1024;
/// The FFT resampler works in blocks of `rate / gcd`; odd rates make them too long, and sinc takes over.
const LONGEST_FFT_BLOCK: u32 = 8192;

/// Frames of reflection at either end: the filter hears nothing from farther away.
const REFLECTED: usize = 128;

/// Resamples one stream of interleaved stereo; passes it on untouched where the rates are equal.
pub(super) struct Resampling {
    from: u32,
    to: u32,
    engine: Option<Box<dyn Resampler<f32>>>,
    pending: Vec<f32>,
    chunk: Vec<f32>,
    /// Frames of delay still to be dropped at the start.
    delay: usize,
    /// Frames of reflection still to be put before the first sample.
    reflect: usize,
    /// The last frames that came in.
    recent: Vec<f32>,
    frames_in: u64,
    frames_out: u64,
}

impl Resampling {
    /// From a rate to a rate, Hz, both above 0.
    ///
    /// # Errors
    /// What rubato says about impossible ratios.
    pub(super) fn new(from: u32, to: u32) -> Result<Self, rubato::ResamplerConstructionError> {
        let engine = if from == to { None } else { Some(engine(from, to)?) };
        let reflect = engine.as_ref().map_or(0, |_| whole_frames(from, to));
        let delay = engine.as_ref().map_or(0, |e| e.output_delay()) + frames_at(reflect, from, to);
        let chunk = engine.as_ref().map_or(0, |e| e.output_frames_max()) * CHANNELS;
        Ok(Self {
            from,
            to,
            engine,
            pending: Vec::new(),
            chunk: vec![0.0; chunk],
            delay,
            reflect,
            recent: Vec::new(),
            frames_in: 0,
            frames_out: 0,
        })
    }

    /// The rate it takes, Hz.
    pub(super) fn from(&self) -> u32 {
        self.from
    }

    /// Frames of output that belong to the input so far; the output may lag behind.
    pub(super) fn frames_due(&self) -> u64 {
        let due = u128::from(self.frames_in) * u128::from(self.to) / u128::from(self.from);
        u64::try_from(due).unwrap_or(u64::MAX)
    }

    /// Takes all of the input and appends the output that is ready.
    ///
    /// # Errors
    /// What rubato says; the stream cannot go on then.
    pub(super) fn push(
        &mut self,
        input: &mut Vec<f32>,
        out: &mut Vec<f32>,
    ) -> Result<(), rubato::ResampleError> {
        self.frames_in += (input.len() / CHANNELS) as u64;
        if self.engine.is_none() {
            self.frames_out = self.frames_in;
            move_samples(input, out);
            return Ok(());
        }
        self.remember(input);
        self.pending.append(input);
        if self.reflect > 0 && !self.reflect_start(self.reflect) {
            return Ok(());
        }
        self.run(out)
    }

    fn run(&mut self, out: &mut Vec<f32>) -> Result<(), rubato::ResampleError> {
        while self.pending.len() >= self.needed() * CHANNELS {
            let used = self.step(None, out)?;
            self.pending.drain(..(used * CHANNELS).min(self.pending.len()));
        }
        Ok(())
    }

    /// Appends what is still inside, so that the output is as long as the input.
    ///
    /// # Errors
    /// What rubato says.
    pub(super) fn finish(&mut self, out: &mut Vec<f32>) -> Result<(), rubato::ResampleError> {
        let due = self.frames_due();
        if self.engine.is_some() && self.frames_in > 0 {
            if self.reflect > 0 {
                // Less came than is to be reflected.
                self.reflect_start(usize::MAX);
            }
            let end = reflection(&self.recent, REFLECTED, Side::End);
            self.pending.extend(end);
            self.run(out)?;
        }
        while self.engine.is_some() && self.frames_out < due {
            let rest = self.pending.len() / CHANNELS;
            let used = self.step(Some(rest), out)?;
            self.pending.drain(..(used * CHANNELS).min(self.pending.len()));
        }
        let excess = usize::try_from(self.frames_out - due.min(self.frames_out)).unwrap_or(0);
        out.truncate(out.len().saturating_sub(excess * CHANNELS));
        self.frames_out = due;
        Ok(())
    }

    /// Puts the reflection before the first samples; `false` when there are not enough of them yet.
    fn reflect_start(&mut self, enough: usize) -> bool {
        if self.pending.len() / CHANNELS <= enough && enough != usize::MAX {
            return false;
        }
        let start = reflection(&self.pending, self.reflect, Side::Start);
        self.pending.splice(0..0, start);
        self.reflect = 0;
        true
    }

    fn remember(&mut self, input: &[f32]) {
        let most = (REFLECTED + 1) * CHANNELS;
        self.recent.extend_from_slice(&input[input.len().saturating_sub(most)..]);
        let excess = self.recent.len().saturating_sub(most);
        self.recent.drain(..excess);
    }

    fn needed(&self) -> usize {
        self.engine.as_ref().map_or(0, |e| e.input_frames_next())
    }

    /// One step of the engine; returns the frames of input it used.
    fn step(&mut self, partial: Option<usize>, out: &mut Vec<f32>) -> Result<usize, rubato::ResampleError> {
        let Some(engine) = self.engine.as_mut() else { return Ok(0) };
        let needed = engine.input_frames_next();
        self.pending.resize(self.pending.len().max(needed * CHANNELS), 0.0);
        let indexing = partial.map(|frames| Indexing::new().partial_len(frames.min(needed)));
        let frames = self.chunk.len() / CHANNELS;
        let (Ok(input), Ok(mut output)) = (
            InterleavedSlice::new(&self.pending, CHANNELS, needed),
            InterleavedSlice::new_mut(&mut self.chunk, CHANNELS, frames),
        ) else {
            return Ok(0);
        };
        let (used, made) = engine.process_into_buffer(&input, &mut output, indexing.as_ref())?;
        let dropped = self.delay.min(made);
        self.delay -= dropped;
        self.frames_out += (made - dropped) as u64;
        out.extend_from_slice(&self.chunk[dropped * CHANNELS..made * CHANNELS]);
        Ok(used)
    }
}

fn engine(from: u32, to: u32) -> Result<Box<dyn Resampler<f32>>, rubato::ResamplerConstructionError> {
    let divisor = gcd(from, to);
    if from.max(to) / divisor <= LONGEST_FFT_BLOCK {
        // The delay is half a block: an even number of input frames keeps it whole.
        let pair = 2 * (from / divisor) as usize;
        let chunk = CHUNK.div_ceil(pair) * pair;
        let (from, to) = (from as usize, to as usize);
        let window = WindowFunction::BlackmanHarris2;
        return Ok(Box::new(Fft::new_custom(from, to, chunk, 1, CHANNELS, window, FixedSync::Input)?));
    }
    let ratio = f64::from(to) / f64::from(from);
    let quality = SincInterpolationParameters::new(128, WindowFunction::BlackmanHarris2);
    Ok(Box::new(Async::new_sinc(ratio, 1.0, &quality, CHUNK, CHANNELS, FixedAsync::Input)?))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// So many frames that continue a stream beyond one of its ends, reflected in the sample there. Beyond what there is,
/// the last value is held.
fn reflection(samples: &[f32], frames: usize, side: Side) -> Vec<f32> {
    let there = samples.len() / CHANNELS;
    let frame = |distance: usize| {
        let distance = distance.min(there - 1);
        let at = if side == Side::Start { distance } else { there - 1 - distance };
        [samples[at * CHANNELS], samples[at * CHANNELS + 1]]
    };
    if there == 0 {
        return vec![0.0; frames * CHANNELS];
    }
    let edge = frame(0);
    let mirrored = |distance| {
        let inside = frame(distance);
        [2.0 * edge[0] - inside[0], 2.0 * edge[1] - inside[1]]
    };
    match side {
        Side::Start => (1..=frames).rev().flat_map(mirrored).collect(),
        Side::End => (1..=frames).flat_map(mirrored).collect(),
    }
}

/// About [`REFLECTED`] frames of input that are a whole number of frames of output; none where that is too many.
fn whole_frames(from: u32, to: u32) -> usize {
    let step = (from / gcd(from, to)) as usize;
    if step > LONGEST_FFT_BLOCK as usize { 0 } else { REFLECTED.div_ceil(step) * step }
}

fn frames_at(frames: usize, from: u32, to: u32) -> usize {
    frames * to as usize / from as usize
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    fn sine(rate: u32, hertz: f64, from: usize, frames: usize) -> Vec<f32> {
        (from..from + frames)
            .flat_map(|i| [(0.5 * (TAU * hertz * i as f64 / f64::from(rate)).sin()) as f32; 2])
            .collect()
    }

    #[test]
    fn equal_rates_pass_bit_for_bit() {
        let input = sine(48_000, 440.0, 0, 5000);
        let mut out = Vec::new();
        let mut resampling = Resampling::new(48_000, 48_000).unwrap();
        resampling.push(&mut input.clone(), &mut out).unwrap();
        resampling.finish(&mut out).unwrap();
        assert_eq!(input, out);
    }

    #[test]
    fn a_sine_stays_in_phase_and_as_long_at_every_rate() {
        for (from, to) in
            [(44_100, 48_000), (48_000, 44_100), (8_000, 48_000), (192_000, 44_100), (44_099, 48_000)]
        {
            let mut resampling = Resampling::new(from, to).unwrap();
            let input = sine(from, 300.0, 0, from as usize);
            let mut out = Vec::new();
            for part in input.chunks(1234) {
                resampling.push(&mut part.to_vec(), &mut out).unwrap();
            }
            resampling.finish(&mut out).unwrap();
            assert_eq!(out.len() / 2, to as usize, "{from} to {to}");
            let expected = sine(to, 300.0, 0, to as usize);
            let middle = to as usize / 4..to as usize * 3 / 4;
            let worst = middle.map(|i| (out[i] - expected[i]).abs()).fold(0.0, f32::max);
            // A delay that is no whole number of frames leaves less than half a frame.
            let half_frame = (0.5 * TAU * 300.0 / f64::from(to) / 2.0) as f32;
            assert!(worst < half_frame, "{from} to {to}: {worst}");
        }
    }

    #[test]
    fn two_halves_at_different_rates_meet_without_ringing() {
        for (from, to) in [(44_100, 48_000), (48_000, 44_100), (96_000, 44_100), (22_050, 48_000)] {
            // Cut where the sine is neither zero nor at its peak.
            let cut = from as usize / 2 + 37;
            let whole = sine(from, 441.0, 0, 2 * cut);
            let mut out = Vec::new();
            for half in whole.chunks(cut * CHANNELS) {
                let mut resampling = Resampling::new(from, to).unwrap();
                resampling.push(&mut half.to_vec(), &mut out).unwrap();
                resampling.finish(&mut out).unwrap();
            }
            let join = (cut as f64 * f64::from(to) / f64::from(from)) as usize;
            // The second half begins within a frame of where it should.
            let step = 0.5 * TAU * 441.0 / f64::from(to);
            let jumps = (join - 200..join + 200).map(|i| f64::from((out[2 * i + 2] - out[2 * i]).abs()));
            let worst = jumps.fold(0.0, f64::max);
            assert!(worst < 2.2 * step, "{from} to {to}: {worst} beside {step}");
        }
    }
}
