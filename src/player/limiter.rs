//! A look-ahead limiter: peaks that levelling lifts above full scale are turned down for a moment instead of being cut.
//!
//! Between two samples the signal may rise above both, so peaks are looked for on a signal sampled four times as densely
//! (true peaks, ITU-R BS.1770 annex 2). The gain reaches what a peak needs before the peak comes, along a straight line,
//! and goes back slowly. Where nothing is too loud, samples pass bit for bit; they come out late by what it looks ahead,
//! but none is lost or added.

use std::collections::VecDeque;
use std::f32::consts::PI;
use std::time::Duration;

use crate::audio::CHANNELS;

/// The largest true peak that comes out, linear: -1 dBTP, what EBU R128 allows.
const CEILING: f32 = 0.891;
/// The gain falls within this time.
const ATTACK: Duration = Duration::from_millis(5);
/// The gain comes back to 1 - 1/e of what it lost within this time.
const RELEASE: Duration = Duration::from_millis(80);
/// A gain nearer to 1 than this is 1.
const UNITY: f32 = 0.999;
/// Samples the signal between two of them is found from, half of them on either side.
const TAPS: usize = 12;
/// Places looked at between two samples.
const BETWEEN: usize = 3;
/// Samples below this have no peak above [`CEILING`] between them: the interpolation at most doubles what it sees.
const HARMLESS: f32 = CEILING / 2.0;

/// Limits one stream of interleaved stereo.
pub(super) struct Limiter {
    interpolation: [[f32; TAPS]; BETWEEN],
    /// The last samples of each channel, and a block behind them.
    lanes: [Vec<f32>; CHANNELS],
    /// Frames that came in.
    came: u64,
    /// Gains the frames looked at need, each with its number; rising, so that the first is the least.
    needed: VecDeque<(u64, f32)>,
    /// The least of them, on its way back after a peak.
    released: f32,
    release: f32,
    /// The last values of it, whose mean is the gain.
    smoothed: VecDeque<f32>,
    sum: f64,
    waiting: VecDeque<f32>,
    /// Of the frames that came last.
    peaks: Vec<f32>,
    /// Room for the signal at one place between them.
    dense: Vec<f32>,
}

impl Limiter {
    /// For a sample rate in Hz.
    pub(super) fn new(rate: u32) -> Self {
        let attack = ((ATTACK.as_secs_f64() * f64::from(rate)) as usize).max(1);
        Self {
            interpolation: std::array::from_fn(|at| between((at + 1) as f32 / (BETWEEN + 1) as f32)),
            lanes: std::array::from_fn(|_| vec![0.0; TAPS - 1]),
            came: 0,
            needed: VecDeque::new(),
            released: 1.0,
            release: 1.0 - (-1.0 / (RELEASE.as_secs_f32() * rate as f32)).exp(),
            smoothed: vec![1.0; attack].into(),
            sum: attack as f64,
            waiting: VecDeque::new(),
            peaks: Vec::new(),
            dense: Vec::new(),
        }
    }

    /// Takes samples and appends those that are through.
    pub(super) fn push(&mut self, samples: &[f32], out: &mut VecDeque<f32>) {
        self.waiting.extend(samples);
        for (channel, lane) in self.lanes.iter_mut().enumerate() {
            lane.drain(..lane.len() - (TAPS - 1));
            lane.extend(samples.iter().skip(channel).step_by(CHANNELS));
        }
        let frames = samples.len() / CHANNELS;
        self.find_peaks(frames);
        if self.is_at_rest() && self.peaks.iter().all(|peak| *peak <= CEILING) {
            return self.pass(frames, out);
        }
        for at in 0..frames {
            let peak = self.peaks[at];
            let gain = self.follow(if peak > CEILING { CEILING / peak } else { 1.0 });
            if self.came > self.delay() {
                let through = self.waiting.drain(..CHANNELS.min(self.waiting.len()));
                out.extend(through.map(|sample| sample * gain));
            }
        }
    }

    /// Appends what is still inside; it is of no use afterwards.
    pub(super) fn finish(mut self, out: &mut VecDeque<f32>) {
        let silence = vec![0.0; usize::try_from(self.delay()).unwrap_or(0) * CHANNELS];
        self.push(&silence, out);
    }

    /// Frames between coming in and going out: a peak is seen half the taps after it, and the gain needs its time.
    fn delay(&self) -> u64 {
        (self.smoothed.len() + TAPS / 2 - 1) as u64
    }

    /// Largest magnitude around the middle of the taps that end at each of the frames that came last.
    fn find_peaks(&mut self, frames: usize) {
        self.peaks.clear();
        self.peaks.resize(frames, 0.0);
        for lane in &self.lanes {
            let middle = &lane[TAPS / 2 - 1..];
            raise(&mut self.peaks, middle);
            if lane.iter().all(|sample| sample.abs() < HARMLESS) {
                continue;
            }
            for phase in &self.interpolation {
                self.dense.clear();
                self.dense.resize(frames, 0.0);
                for (tap, weight) in phase.iter().enumerate() {
                    let weighted = self.dense.iter_mut().zip(&lane[tap..]);
                    weighted.for_each(|(sum, sample)| *sum += weight * sample);
                }
                raise(&mut self.peaks, &self.dense);
            }
        }
    }

    /// Is nothing turned down, nor about to be?
    #[allow(clippy::float_cmp, reason = "gains of exactly 1 add up exactly")]
    fn is_at_rest(&self) -> bool {
        self.released == 1.0
            && self.sum == self.smoothed.len() as f64
            && self.needed.front().is_none_or(|(_, least)| *least == 1.0)
    }

    /// Takes so many frames that need no gain, at rest.
    fn pass(&mut self, frames: usize, out: &mut VecDeque<f32>) {
        self.came += frames as u64;
        self.needed.clear();
        let held = usize::try_from(self.came.min(self.delay())).unwrap_or(usize::MAX) * CHANNELS;
        out.extend(self.waiting.drain(..self.waiting.len().saturating_sub(held)));
    }

    /// Counts one more frame and gives the gain for the one that goes out.
    fn follow(&mut self, needed: f32) -> f32 {
        let attack = self.smoothed.len() as u64;
        while self.needed.back().is_some_and(|(_, later)| *later >= needed) {
            self.needed.pop_back();
        }
        self.needed.push_back((self.came, needed));
        self.needed.pop_front_if(|(number, _)| *number + attack < self.came);
        self.came += 1;
        let least = self.needed.front().map_or(1.0, |(_, least)| *least);
        let back = self.released + (1.0 - self.released) * self.release;
        self.released = if back > UNITY { least } else { back.min(least) };
        self.sum += f64::from(self.released);
        self.smoothed.push_back(self.released);
        self.sum -= f64::from(self.smoothed.pop_front().unwrap_or(1.0));
        (self.sum / attack as f64) as f32
    }
}

/// Raises each peak to the magnitude of the sample beside it.
fn raise(peaks: &mut [f32], samples: &[f32]) {
    peaks.iter_mut().zip(samples).for_each(|(peak, sample)| *peak = peak.max(sample.abs()));
}

/// Weights that give the signal so far behind the sample in the middle, 0..1 of the way to the next: a sinc under a Hann
/// window.
fn between(part: f32) -> [f32; TAPS] {
    std::array::from_fn(|tap| {
        let x = tap as f32 - (TAPS / 2 - 1) as f32 - part;
        let sinc = (PI * x).sin() / (PI * x);
        sinc * (0.5 + 0.5 * (PI * x / (TAPS / 2) as f32).cos())
    })
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;
    use crate::audio::overview::Overview;

    const RATE: u32 = 44_100;

    fn limited(samples: &[f32], block: usize) -> Vec<f32> {
        let (mut limiter, mut out) = (Limiter::new(RATE), VecDeque::new());
        samples.chunks(block * CHANNELS).for_each(|block| limiter.push(block, &mut out));
        limiter.finish(&mut out);
        out.into()
    }

    fn tone(hertz: f64, amplitude: f64, phase: f64, frames: usize) -> Vec<f32> {
        (0..frames)
            .flat_map(|i| {
                [(amplitude * (TAU * hertz * i as f64 / f64::from(RATE) + phase).sin()) as f32; CHANNELS]
            })
            .collect()
    }

    fn true_peak_dbtp(samples: &[f32]) -> f32 {
        let mut meter = Overview::new();
        meter.push(samples, RATE);
        meter.finish().true_peak_dbtp.unwrap()
    }

    #[test]
    fn what_is_not_too_loud_passes_bit_for_bit_and_as_long() {
        for frames in [0, 1, 50, 20_000] {
            let music = tone(997.0, 0.88, 0.3, frames);
            for block in [1, 64, 1152] {
                let heard = limited(&music, block);
                assert_eq!(heard.len(), music.len());
                assert!(heard.iter().zip(&music).all(|(a, b)| a.to_bits() == b.to_bits()), "{frames} frames");
            }
        }
    }

    #[test]
    fn no_true_peak_comes_through_whatever_comes_in() {
        let mut random = fastrand::Rng::with_seed(7);
        let noise: Vec<f32> = (0..RATE as usize).map(|_| random.f32() * 8.0 - 4.0).collect();
        let mut clicks = tone(300.0, 0.2, 0.0, RATE as usize);
        for at in (5000..RATE as usize).step_by(4801) {
            clicks[at * CHANNELS] = 3.5;
        }
        let bursts = [tone(60.0, 3.0, 0.0, 9000), tone(60.0, 0.1, 0.0, 9000)].concat().repeat(2);
        // A quarter of the rate, sampled beside its peaks: 3 dB higher between the samples.
        let between = tone(f64::from(RATE) / 4.0, 1.2, TAU / 8.0, RATE as usize);
        for (name, music) in [("noise", noise), ("clicks", clicks), ("bursts", bursts), ("between", between)]
        {
            let heard = limited(&music, 1024);
            assert_eq!(heard.len(), music.len(), "{name}");
            let peak = true_peak_dbtp(&heard);
            assert!((-3.0..-0.7).contains(&peak), "{name}: {peak} dBTP");
            assert!(limited(&music, 7) == heard, "{name}: the length of blocks makes no difference");
        }
    }

    #[test]
    fn it_is_back_soon_and_never_steps() {
        let music =
            [tone(220.0, 0.5, 0.0, 20_000), tone(220.0, 2.0, 0.0, 4_410), tone(220.0, 0.5, 0.0, 80_000)];
        let heard = limited(&music.concat(), 1024);
        assert!(heard[..19_000].iter().zip(&music[0]).all(|(a, b)| a.to_bits() == b.to_bits()));
        let end = heard.len() - 20_000;
        let untouched = heard[end..].iter().zip(&music[2][music[2].len() - 20_000..]);
        assert!(untouched.into_iter().all(|(a, b)| a.to_bits() == b.to_bits()));
        // The loud tone itself moves by 0.063 a frame, limited by 0.028; its beginning is a step of the recording.
        let joint = 19_990 * CHANNELS..20_010 * CHANNELS;
        let steps = heard.windows(CHANNELS + 1).map(|two| (two[CHANNELS] - two[0]).abs()).enumerate();
        let steepest = steps.filter(|(at, _)| !joint.contains(at)).map(|(_, step)| step).fold(0.0, f32::max);
        assert!(steepest < 0.04, "{steepest}");
    }
}
