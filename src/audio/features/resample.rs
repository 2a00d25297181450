//! Any sample rate to the one the analysis works at: windowed-sinc interpolation, block by block.

use std::f64::consts::PI;

use super::RATE;

/// Zero crossings of the sinc on each side of its middle.
const REACH: f64 = 12.0;
/// Pass band as a part of the lower Nyquist frequency; the rest is the filter's slope.
const PASS: f64 = 0.92;
/// Positions between two samples that the table knows; all common rates need no more and are exact.
const MOST_PHASES: u64 = 640;

/// Converts a mono stream to [`RATE`].
pub struct Resampler {
    /// Input samples a step of the output is, as `step / phases`.
    step: u64,
    phases: u64,
    rows: u64,
    taps: usize,
    /// Input that the filter sees beyond the sample it is at.
    ahead: usize,
    table: Vec<f32>,
    /// Input not used up; the filter for output `at` begins at `at / phases`.
    waiting: Vec<f32>,
    at: u64,
}

impl Resampler {
    /// From `rate` Hz.
    pub fn new(rate: u32) -> Self {
        let common = gcd(u64::from(rate), u64::from(RATE));
        let (step, phases) = (u64::from(rate) / common, u64::from(RATE) / common);
        let rows = phases.min(MOST_PHASES);
        // Cut off below the lower of both Nyquist frequencies, in cycles a sample of the input.
        let cutoff = PASS * (f64::from(RATE) / f64::from(rate)).min(1.0);
        let half = (REACH / cutoff).ceil() as usize;
        let taps = (2 * half).next_multiple_of(LANES);
        let table = (0..rows).flat_map(|row| filter(row as f64 / rows as f64, cutoff, half, taps)).collect();
        Self { step, phases, rows, taps, ahead: taps - half, table, waiting: vec![0.0; half - 1], at: 0 }
    }

    /// Converts a block; the output comes half a filter late, which [`Self::finish`] makes up for.
    pub fn push(&mut self, block: &[f32], out: &mut Vec<f32>) {
        self.waiting.extend_from_slice(block);
        loop {
            let first = (self.at / self.phases) as usize;
            let Some(samples) = self.waiting.get(first..first + self.taps) else { break };
            let row = ((self.at % self.phases) * self.rows / self.phases) as usize;
            out.push(dot(&self.table[row * self.taps..][..self.taps], samples));
            self.at += self.step;
        }
        let used = ((self.at / self.phases) as usize).min(self.waiting.len());
        self.waiting.drain(..used);
        self.at -= used as u64 * self.phases;
    }

    /// What is still in the filter.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        self.push(&vec![0.0; self.ahead], out);
    }
}

/// Numbers multiplied at once.
const LANES: usize = 8;

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

/// The filter that gives the value `fraction` of a sample after the tap `half - 1`, with a gain of 1 at 0 Hz.
fn filter(fraction: f64, cutoff: f64, half: usize, taps: usize) -> Vec<f32> {
    let value = |tap: usize| {
        let x = tap as f64 - (half as f64 - 1.0) - fraction;
        let window = if x.abs() < half as f64 { 0.5 + 0.5 * (PI * x / half as f64).cos() } else { 0.0 };
        let angle = PI * x * cutoff;
        let sinc = if angle.abs() < 1e-9 { 1.0 } else { angle.sin() / angle };
        window * sinc
    };
    let values: Vec<f64> = (0..taps).map(value).collect();
    let sum: f64 = values.iter().sum();
    values.iter().map(|v| (v / sum) as f32).collect()
}

const fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(rate: u32, hertz: f64, block: usize) -> Vec<f32> {
        let wave = |i: u32| (std::f64::consts::TAU * hertz * f64::from(i) / f64::from(rate)).sin() as f32;
        let samples: Vec<f32> = (0..rate).map(wave).collect();
        let (mut resampler, mut out) = (Resampler::new(rate), Vec::new());
        for block in samples.chunks(block) {
            resampler.push(block, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    #[test]
    fn a_tone_stays_what_it_was() {
        for rate in [8000, 11_025, 22_050, 44_100, 48_000, 96_000] {
            let out = converted(rate, 1000.0, 1024);
            assert!((out.len() as i64 - i64::from(RATE)).abs() <= 2, "{rate}: {}", out.len());
            let wave = |i: usize| (std::f64::consts::TAU * 1000.0 * i as f64 / f64::from(RATE)).sin() as f32;
            let worst = (500..15_500).map(|i| (out[i] - wave(i)).abs()).fold(0.0, f32::max);
            assert!(worst < 0.01, "{rate}: {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        let loudest = converted(44_100, 9000.0, 4410)[500..15_000].iter().copied().fold(0.0, f32::max);
        assert!(loudest < 0.01, "{loudest}");
    }

    #[test]
    fn the_size_of_blocks_does_not_matter() {
        assert_eq!(converted(44_100, 440.0, 7), converted(44_100, 440.0, 44_100));
    }
}
