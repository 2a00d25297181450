//! What is measured of one segment of the track, before its loudness is known: linear powers and what does not depend on gain.
//!
//! Three window lengths, each for what it is good at: 32 ms for onsets and the patches of musicnn, 128 ms for timbre, 256 ms
//! for pitches.

use super::spectrum::{MelBands, Spectrum, bin_of, hertz, k_weight};
use super::tonal::{self, PitchFrame};

/// Samples of a whole segment: 8.2 s.
pub const SEGMENT: usize = 1 << 17;
/// Window and hop of the short frames, in samples: 32 ms every 16 ms, as musicnn has them.
pub const SHORT: (usize, usize) = (512, 256);
/// Mel bands of the short frames.
pub const SHORT_BANDS: usize = 96;
/// Window and hop of the middle frames: 128 ms every 64 ms.
const MIDDLE: (usize, usize) = (2048, 1024);
/// Mel bands of the middle frames, up to 6.5 kHz: what MP3s and bad recordings still hold.
pub const MIDDLE_BANDS: usize = 40;
const MIDDLE_TOP: f32 = 6500.0;
/// Window and hop of the long frames: 256 ms every 128 ms.
const LONG: (usize, usize) = (4096, 2048);
/// Lower edges of the octave bands and the upper edge of the last, in Hz.
const OCTAVES: [f32; OCTAVE_BANDS + 1] = [50.0, 100.0, 200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0];
/// Octave bands, for energy and spectral contrast.
pub const OCTAVE_BANDS: usize = 7;
/// The part of a band that counts as its peak, and as its valley (Jiang et al. 2002).
const CONTRAST_PART: f32 = 0.15;

/// A short frame: power in each mel band, as librosa's `melspectrogram` has it for samples in -1..=1.
pub type ShortFrame = [f32; SHORT_BANDS];

/// Timbre of 128 ms.
pub struct MiddleFrame {
    /// K-weighted mean square (BS.1770).
    pub loudness: f32,
    /// Power in each mel band.
    pub mel: [f32; MIDDLE_BANDS],
    /// Shape of the spectrum; does not depend on gain.
    pub shape: Shape,
}

/// The shape of a spectrum from 50 Hz to 6.4 kHz.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shape {
    /// Mean frequency by magnitude, in Hz.
    pub centroid: f32,
    /// Deviation from the centroid, in Hz.
    pub spread: f32,
    /// Frequency below which 85 % of the power lies, in Hz.
    pub rolloff: f32,
    /// Geometric over arithmetic mean of the power, in dB: 0 for noise, far below for tones.
    pub flatness: f32,
    /// Power of each octave over that of all, in dB.
    pub octaves: [f32; OCTAVE_BANDS],
    /// Peaks over valleys in each octave, in dB.
    pub contrast: [f32; OCTAVE_BANDS],
}

/// Measurements of one segment.
pub struct Segment {
    pub short: Vec<ShortFrame>,
    pub middle: Vec<MiddleFrame>,
    pub pitches: Vec<PitchFrame>,
}

/// Measures segments, one after the other.
pub struct Analyst {
    short: Spectrum,
    short_bands: MelBands,
    middle: Spectrum,
    middle_bands: MelBands,
    k_weights: Vec<f32>,
    long: Spectrum,
    power: Vec<f32>,
}

impl Analyst {
    /// Ready for segments at [`super::RATE`].
    pub fn new() -> Self {
        Self {
            short: Spectrum::hann(SHORT.0),
            short_bands: MelBands::new(SHORT_BANDS, 8000.0, SHORT.0),
            middle: Spectrum::hann(MIDDLE.0),
            middle_bands: MelBands::new(MIDDLE_BANDS, MIDDLE_TOP, MIDDLE.0),
            k_weights: (0..=MIDDLE.0 / 2).map(|bin| k_weight(hertz(bin, MIDDLE.0))).collect(),
            long: Spectrum::hann(LONG.0),
            power: Vec::new(),
        }
    }

    /// Measures a segment; shorter ones than the longest window give less.
    pub fn measure(&mut self, samples: &[f32]) -> Segment {
        let short = frames(samples, SHORT).map(|frame| self.short_frame(frame)).collect();
        let middle = frames(samples, MIDDLE).map(|frame| self.middle_frame(frame)).collect();
        let pitches = frames(samples, LONG).map(|frame| {
            self.long.power(frame, &mut self.power);
            tonal::pitches(&self.power, LONG.0)
        });
        Segment { short, middle, pitches: pitches.collect() }
    }

    fn short_frame(&mut self, samples: &[f32]) -> ShortFrame {
        self.short.power(samples, &mut self.power);
        let mut frame = [0.0; SHORT_BANDS];
        frame.iter_mut().zip(self.short_bands.apply(&self.power)).for_each(|(to, from)| *to = from);
        frame
    }

    fn middle_frame(&mut self, samples: &[f32]) -> MiddleFrame {
        self.middle.power(samples, &mut self.power);
        let weighted: f32 = self.power.iter().zip(&self.k_weights).map(|(p, k)| p * k).sum();
        let mut mel = [0.0; MIDDLE_BANDS];
        mel.iter_mut().zip(self.middle_bands.apply(&self.power)).for_each(|(to, from)| *to = from);
        MiddleFrame { loudness: weighted * self.middle.mean_square_factor(), mel, shape: shape(&self.power) }
    }
}

fn frames(samples: &[f32], (window, hop): (usize, usize)) -> impl Iterator<Item = &[f32]> {
    samples.windows(window).step_by(hop)
}

/// Decibels of a power ratio.
pub fn decibel(ratio: f32) -> f32 {
    10.0 * ratio.max(1e-12).log10()
}

/// The shape of a power spectrum of a middle frame.
fn shape(power: &[f32]) -> Shape {
    let edges = OCTAVES.map(|f| bin_of(f, MIDDLE.0));
    let part = &power[edges[0]..edges[OCTAVE_BANDS]];
    let sum: f32 = part.iter().sum();
    if sum <= 0.0 {
        return Shape::default();
    }
    let frequency = |i: usize| hertz(edges[0] + i, MIDDLE.0);
    let (mut weight, mut first, mut second) = (0.0, 0.0, 0.0);
    for (i, p) in part.iter().enumerate() {
        let (magnitude, f) = (p.sqrt(), frequency(i));
        weight += magnitude;
        first += magnitude * f;
        second += magnitude * f * f;
    }
    let centroid = first / weight;
    let mut below = 0.0;
    let rolloff = part.iter().take_while(|p| {
        below += **p;
        below < 0.85 * sum
    });
    let rolloff = frequency(rolloff.count());
    let mean = sum / part.len() as f32;
    let geometric = part.iter().map(|p| (p / mean).max(1e-9).ln()).sum::<f32>() / part.len() as f32;
    let mut octaves = [0.0; OCTAVE_BANDS];
    let mut contrast = [0.0; OCTAVE_BANDS];
    for band in 0..OCTAVE_BANDS {
        let bins = &power[edges[band]..edges[band + 1]];
        octaves[band] = decibel((bins.iter().sum::<f32>() / sum).max(1e-6));
        contrast[band] = peaks_over_valleys(bins, mean);
    }
    Shape {
        centroid,
        spread: (second / weight - centroid * centroid).max(0.0).sqrt(),
        rolloff,
        flatness: 10.0 / std::f32::consts::LN_10 * geometric,
        octaves,
        contrast,
    }
}

fn peaks_over_valleys(bins: &[f32], mean: f32) -> f32 {
    let mut sorted = bins.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let count = ((CONTRAST_PART * bins.len() as f32) as usize).max(1);
    let floor = 1e-7 * mean;
    let valley = sorted[..count].iter().sum::<f32>() / count as f32 + floor;
    let peak = sorted[sorted.len() - count..].iter().sum::<f32>() / count as f32 + floor;
    decibel(peak / valley)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::features::RATE;
    use std::f32::consts::TAU;

    fn sine(hertz: f32) -> Vec<f32> {
        (0..SEGMENT).map(|i| 0.5 * (TAU * hertz * i as f32 / RATE as f32).sin()).collect()
    }

    fn noise() -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(3);
        (0..SEGMENT).map(|_| random.f32() - 0.5).collect()
    }

    #[test]
    fn the_centroid_of_a_sine_is_its_frequency() {
        for f in [200.0, 1000.0, 3000.0] {
            let segment = Analyst::new().measure(&sine(f));
            let shape = segment.middle[10].shape;
            assert!((shape.centroid - f).abs() < 0.05 * f, "{f}: {shape:?}");
            assert!((shape.rolloff - f).abs() < 24.0, "{f}: {shape:?}");
        }
    }

    #[test]
    fn a_tone_is_far_from_flat_and_noise_is_not() {
        let mut analyst = Analyst::new();
        let (tone, noise) = (analyst.measure(&sine(440.0)), analyst.measure(&noise()));
        assert!(tone.middle[5].shape.flatness < -25.0, "{:?}", tone.middle[5].shape);
        // The power of a bin of noise is exponentially distributed: its mean logarithm is lower by Euler's constant.
        let mean = noise.middle.iter().map(|f| f.shape.flatness).sum::<f32>() / noise.middle.len() as f32;
        assert!((mean + 2.51).abs() < 0.2, "{mean}");
        assert!(noise.middle[5].shape.contrast[6] < tone.middle[5].shape.contrast[3]);
    }

    /// A sine at 997 Hz with an amplitude of 0.5 has a mean square of 1/8, so -9.03 dB after the weighting's own offset.
    #[test]
    fn loudness_is_that_of_bs_1770() {
        let segment = Analyst::new().measure(&sine(997.0));
        let lufs = -0.691 + decibel(segment.middle[3].loudness);
        assert!((lufs + 9.03).abs() < 0.05, "{lufs}");
    }
}
