//! Power spectra of windows of sound, and bands of them.

use std::f32::consts::TAU;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

use super::RATE;

/// Takes power spectra of windows of one size.
pub struct Spectrum {
    plan: Arc<dyn RealToComplex<f32>>,
    window: Vec<f32>,
    input: Vec<f32>,
    output: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
}

impl Spectrum {
    /// With a (periodic) Hann window of `size` samples.
    pub fn hann(size: usize) -> Self {
        Self::with_window((0..size).map(|i| 0.5 - 0.5 * (TAU * i as f32 / size as f32).cos()).collect())
    }

    /// With another window.
    pub fn with_window(window: Vec<f32>) -> Self {
        let plan = RealFftPlanner::new().plan_fft_forward(window.len());
        let (input, output, scratch) =
            (plan.make_input_vec(), plan.make_output_vec(), plan.make_scratch_vec());
        Self { plan, window, input, output, scratch }
    }

    /// Squared magnitudes of the bins from 0 Hz to half the rate; `samples` has the window's size.
    pub fn power(&mut self, samples: &[f32], power: &mut Vec<f32>) {
        for ((input, sample), window) in self.input.iter_mut().zip(samples).zip(&self.window) {
            *input = sample * window;
        }
        power.clear();
        match self.plan.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch) {
            Ok(()) => power.extend(self.output.iter().map(Complex::norm_sqr)),
            // Sizes come from the plan itself.
            Err(error) => log::error!("a spectrum was not taken: {error}"),
        }
        power.resize(self.output.len(), 0.0);
    }

    /// What the sum of the powers of all bins has to be multiplied by for the mean square of the samples.
    pub fn mean_square_factor(&self) -> f32 {
        let energy: f32 = self.window.iter().map(|w| w * w).sum();
        2.0 / (self.window.len() as f32 * energy)
    }
}

/// Frequency of a bin in Hz.
pub fn hertz(bin: usize, size: usize) -> f32 {
    bin as f32 * RATE as f32 / size as f32
}

/// The first bin at or above a frequency.
pub fn bin_of(hertz: f32, size: usize) -> usize {
    (hertz * size as f32 / RATE as f32).ceil() as usize
}

/// Overlapping triangles, evenly spaced on the mel scale of Slaney's Auditory Toolbox (1998), each with an area of one, as
/// librosa's `filters.mel` has them.
pub struct MelBands(Vec<(usize, Vec<f32>)>);

impl MelBands {
    /// `count` bands from 0 Hz to `top` Hz for spectra of windows of `size` samples.
    pub fn new(count: usize, top: f32, size: usize) -> Self {
        let highest = mel(f64::from(top));
        let edge = |i: usize| from_mel(highest * i as f64 / (count + 1) as f64);
        let bands = (0..count).map(|band| {
            let [low, middle, high] = [edge(band), edge(band + 1), edge(band + 2)];
            let weight = |bin: usize| {
                let f = bin as f64 * f64::from(RATE) / size as f64;
                let up = (f - low) / (middle - low);
                let down = (high - f) / (high - middle);
                (up.min(down).max(0.0) * 2.0 / (high - low)) as f32
            };
            let first = (low * size as f64 / f64::from(RATE)).floor() as usize;
            let last = ((high * size as f64 / f64::from(RATE)).ceil() as usize).min(size / 2);
            (first, (first..=last).map(weight).collect())
        });
        Self(bands.collect())
    }

    /// The weighted sum of each band.
    pub fn apply<'a>(&'a self, power: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        self.0.iter().map(|(first, weights)| weights.iter().zip(&power[*first..]).map(|(w, p)| w * p).sum())
    }
}

/// Linear to 1 kHz, then logarithmic.
fn mel(hertz: f64) -> f64 {
    if hertz < 1000.0 { hertz * 3.0 / 200.0 } else { 15.0 + 27.0 * (hertz / 1000.0).ln() / 6.4_f64.ln() }
}

fn from_mel(mel: f64) -> f64 {
    if mel < 15.0 { mel * 200.0 / 3.0 } else { 1000.0 * (6.4_f64.ln() * (mel - 15.0) / 27.0).exp() }
}

/// The K-weighting of ITU-R BS.1770-4 as a factor on the power at a frequency: both filters as they stand there for 48 kHz.
pub fn k_weight(hertz: f32) -> f32 {
    const SHELF: [[f64; 3]; 2] = [
        [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
        [1.0, -1.690_659_293_182_41, 0.732_480_774_215_85],
    ];
    const HIGH_PASS: [[f64; 3]; 2] = [[1.0, -2.0, 1.0], [1.0, -1.990_047_454_833_98, 0.990_072_250_366_21]];
    let angle = std::f64::consts::TAU * f64::from(hertz) / 48_000.0;
    let response = |c: &[f64; 3]| {
        let real = c[0] + c[1] * angle.cos() + c[2] * (2.0 * angle).cos();
        let imaginary = c[1] * angle.sin() + c[2] * (2.0 * angle).sin();
        real * real + imaginary * imaginary
    };
    let gain = |[top, bottom]: &[[f64; 3]; 2]| response(top) / response(bottom);
    (gain(&SHELF) * gain(&HIGH_PASS)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hertz: f32, size: usize) -> Vec<f32> {
        (0..size).map(|i| (TAU * hertz * i as f32 / RATE as f32).sin()).collect()
    }

    #[test]
    fn the_power_of_a_tone_is_at_its_frequency_and_half_its_square() {
        let (mut spectrum, mut power) = (Spectrum::hann(2048), Vec::new());
        spectrum.power(&tone(1000.0, 2048), &mut power);
        let strongest = (0..power.len()).max_by(|a, b| power[*a].total_cmp(&power[*b])).unwrap();
        assert!((hertz(strongest, 2048) - 1000.0).abs() < 8.0);
        let mean_square = power.iter().sum::<f32>() * spectrum.mean_square_factor();
        assert!((mean_square - 0.5).abs() < 0.01, "{mean_square}");
    }

    /// `librosa.filters.mel(sr=16000, n_fft=512, n_mels=96)`: weights of a few bins, librosa 0.11.
    #[test]
    fn mel_bands_are_those_of_librosa() {
        let bands = MelBands::new(96, 8000.0, 512);
        let weight = |band: usize, bin: usize| {
            let mut power = vec![0.0; 257];
            power[bin] = 1.0;
            bands.apply(&power).nth(band).unwrap()
        };
        for (band, bin, expected) in MEL_OF_LIBROSA {
            assert!((weight(band, bin) - expected).abs() < 1e-6, "{band} {bin}: {}", weight(band, bin));
        }
    }

    const MEL_OF_LIBROSA: [(usize, usize, f32); 5] = [
        (0, 1, 0.031_999_22),
        (10, 11, 0.030_413_5),
        (50, 59, 0.013_077_74),
        (80, 154, 0.005_532_193),
        (95, 248, 0.003_984_56),
    ];

    #[test]
    fn k_weighting_is_flat_in_the_middle_and_lifts_the_treble() {
        let decibel = |f| 10.0 * k_weight(f).log10();
        assert!((decibel(997.0) - 0.691).abs() < 0.01, "{}", decibel(997.0));
        assert!((decibel(6000.0) - 4.0).abs() < 0.3 && decibel(30.0) < -5.0);
    }
}
