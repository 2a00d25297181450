//! Onsets, tempo, and how the loudness of bands moves.

use super::RATE;
use super::segment::{SHORT, SHORT_BANDS, ShortFrame};
use super::spectrum::Spectrum;

/// Short frames a second.
pub const FRAMES_PER_SECOND: f32 = RATE as f32 / SHORT.1 as f32;
/// Slowest and fastest tempo that is looked for, in beats a minute.
const TEMPI: (f32, f32) = (40.0, 230.0);
/// Longest lag of the autocorrelation, in frames: two beats of the slowest tempo.
const LAGS: usize = 188;
/// Frames about which an onset must be the highest, and over which the mean is taken off.
const AROUND: usize = 5;
/// The tempo people tap by preference (van Noorden and Moelants 1999), beats a minute, and the width of it in octaves.
const PREFERRED: (f32, f32) = (120.0, 0.9);

/// The spectrum on a logarithmic scale of power, as musicnn takes it: log10(10000 p + 1).
pub fn compressed(frame: &ShortFrame, gain: f32) -> ShortFrame {
    frame.map(|p| (10_000.0 * gain * p + 1.0).log10())
}

/// How much louder the bands have become since the frame before, mean over the bands (spectral flux, Dixon 2006).
pub fn flux(frames: &[ShortFrame]) -> Vec<f32> {
    let rise = |pair: &[ShortFrame]| {
        let sum: f32 = pair[1].iter().zip(&pair[0]).map(|(now, before)| (now - before).max(0.0)).sum();
        sum / SHORT_BANDS as f32
    };
    frames.windows(2).map(rise).collect()
}

/// Rhythm of a track, from the flux of its segments.
#[derive(Default)]
pub struct Rhythm {
    /// Sum over the segments of the flux's autocorrelation at each lag.
    lags: Vec<f32>,
    onsets: u32,
    heights: f32,
    frames: usize,
}

impl Rhythm {
    /// Takes one segment's flux.
    pub fn add(&mut self, flux: &[f32]) {
        let mean = flux.iter().sum::<f32>() / flux.len().max(1) as f32;
        let threshold = 0.5 * mean + 0.01;
        for at in AROUND..flux.len().saturating_sub(AROUND) {
            let window = &flux[at - AROUND..=at + AROUND];
            let highest = window.iter().all(|f| *f <= flux[at]) && flux[at] > flux[at - 1];
            if highest && flux[at] > window.iter().sum::<f32>() / window.len() as f32 + threshold {
                self.onsets += 1;
                self.heights += flux[at];
            }
        }
        self.frames += flux.len();
        let centred: Vec<f32> = flux.iter().map(|f| f - mean).collect();
        self.lags.resize(LAGS + 1, 0.0);
        for (lag, sum) in self.lags.iter_mut().enumerate().take(centred.len()) {
            let products: f32 = centred.iter().zip(&centred[lag..]).map(|(a, b)| a * b).sum();
            *sum += products * centred.len() as f32 / (centred.len() - lag) as f32;
        }
    }

    /// Onsets a second.
    pub fn onset_rate(&self) -> f32 {
        self.onsets as f32 * FRAMES_PER_SECOND / self.frames.max(1) as f32
    }

    /// Mean flux of an onset.
    pub fn onset_height(&self) -> f32 {
        self.heights / self.onsets.max(1) as f32
    }

    /// The autocorrelation at a lag in frames, between two frames too; 1 at 0.
    fn at(&self, lag: f32) -> f32 {
        let first = lag.floor() as usize;
        let value = |i: usize| self.lags.get(i).copied().unwrap_or(0.0);
        let between = lag.fract();
        let sum = value(first) * (1.0 - between) + value(first + 1) * between;
        let all = value(0);
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// Beats a minute, and how clear they are (0..=1); `None` where there is no beat at all.
    pub fn tempo(&self) -> Option<(f32, f32)> {
        let preference = |bpm: f32| (-0.5 * ((bpm / PREFERRED.0).log2() / PREFERRED.1).powi(2)).exp();
        let lag_of = |bpm: f32| 60.0 * FRAMES_PER_SECOND / bpm;
        // A beat returns after two and three of itself as well. Very fast music may be told at half its tempo.
        let score = |bpm: f32| {
            let lag = lag_of(bpm);
            preference(bpm) * (self.at(lag) + 0.5 * self.at(2.0 * lag) + 0.25 * self.at(3.0 * lag))
        };
        let candidates = (0..=((TEMPI.1 - TEMPI.0) * 4.0) as u32).map(|i| TEMPI.0 + i as f32 / 4.0);
        let best = candidates.max_by(|a, b| score(*a).total_cmp(&score(*b)))?;
        let clarity = self.at(lag_of(best));
        (clarity > 0.0).then(|| (self.refined(best), clarity.min(1.0)))
    }

    /// A tempo to a tenth of a beat: the lag of its largest multiple that is within reach says it best.
    fn refined(&self, bpm: f32) -> f32 {
        let lag = 60.0 * FRAMES_PER_SECOND / bpm;
        let multiple = (LAGS as f32 / lag - 0.05).floor().max(1.0);
        let middle = (lag * multiple).round() as usize;
        let near = middle.saturating_sub(3).max(1)..=(middle + 3).min(LAGS - 1);
        let Some(top) = near.max_by(|a, b| self.lags[*a].total_cmp(&self.lags[*b])) else { return bpm };
        let [a, b, c] = [self.lags[top - 1], self.lags[top], self.lags[top + 1]];
        let curve = a - 2.0 * b + c;
        let offset = if curve < 0.0 { (0.5 * (a - c) / curve).clamp(-0.5, 0.5) } else { 0.0 };
        60.0 * FRAMES_PER_SECOND * multiple / (top as f32 + offset)
    }

    /// The strongest return of the flux within each of eight ranges of tempo, half an octave each from 35 to 280 beats a minute.
    /// Longer lags than the autocorrelation holds count as none.
    pub fn tempogram(&self) -> [f32; 6] {
        std::array::from_fn(|band| {
            let low = 35.0 * (band as f32 / 2.0).exp2();
            let lags = (0..8).map(|i| 60.0 * FRAMES_PER_SECOND / (low * (i as f32 / 16.0).exp2()));
            lags.map(|lag| self.at(lag)).fold(0.0, f32::max)
        })
    }
}

/// Edges of the bands of modulation, in Hz.
const MODULATIONS: [f32; MODULATION_BANDS + 1] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0];
/// Bands of modulation.
pub const MODULATION_BANDS: usize = 5;
/// Groups of mel bands whose loudness is followed.
pub const MODULATION_GROUPS: usize = 8;

/// Measures how fast the loudness of groups of bands goes up and down.
pub struct Modulations {
    spectrum: Spectrum,
    power: Vec<f32>,
    sums: [[f32; MODULATION_BANDS]; MODULATION_GROUPS],
    segments: usize,
}

/// Frames that are looked at together: 8.2 s.
const MODULATION_FRAMES: usize = 512;

impl Modulations {
    /// Nothing measured yet.
    pub fn new() -> Self {
        let sums = [[0.0; MODULATION_BANDS]; MODULATION_GROUPS];
        Self { spectrum: Spectrum::hann(MODULATION_FRAMES), power: Vec::new(), sums, segments: 0 }
    }

    /// Takes one segment's compressed frames; a short segment is filled up with its mean.
    pub fn add(&mut self, frames: &[ShortFrame]) {
        if frames.len() < MODULATION_FRAMES / 4 {
            return;
        }
        self.segments += 1;
        let width = SHORT_BANDS / MODULATION_GROUPS;
        let stretch = MODULATION_FRAMES as f32 / frames.len() as f32;
        for (group, sums) in self.sums.iter_mut().enumerate() {
            let level =
                |f: &ShortFrame| f[group * width..(group + 1) * width].iter().sum::<f32>() / width as f32;
            let levels: Vec<f32> = frames.iter().map(level).collect();
            let mean = levels.iter().sum::<f32>() / levels.len() as f32;
            let mut centred: Vec<f32> = levels.iter().map(|l| l - mean).collect();
            centred.resize(MODULATION_FRAMES, 0.0);
            self.spectrum.power(&centred, &mut self.power);
            let bin = |hertz: f32| (hertz * MODULATION_FRAMES as f32 / FRAMES_PER_SECOND).round() as usize;
            for (band, sum) in sums.iter_mut().enumerate() {
                let part = &self.power[bin(MODULATIONS[band])..bin(MODULATIONS[band + 1])];
                *sum += stretch * part.iter().sum::<f32>() * self.spectrum.mean_square_factor();
            }
        }
    }

    /// Mean square of the movement in each group and band of modulation, in squared units of [`compressed`].
    pub fn finish(&self) -> [[f32; MODULATION_BANDS]; MODULATION_GROUPS] {
        self.sums.map(|group| group.map(|sum| sum / self.segments.max(1) as f32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::features::segment::{Analyst, SEGMENT};

    fn rhythm_of(samples: &[f32]) -> Rhythm {
        let (mut analyst, mut rhythm) = (Analyst::new(), Rhythm::default());
        for segment in samples.chunks(SEGMENT) {
            let frames: Vec<_> = analyst.measure(segment).short.iter().map(|f| compressed(f, 1.0)).collect();
            rhythm.add(&flux(&frames));
        }
        rhythm
    }

    /// A tick of 10 ms on each beat.
    fn clicks(bpm: f32, seconds: usize) -> Vec<f32> {
        let period = 60.0 * RATE as f32 / bpm;
        let wave = |i: usize| {
            let since = i as f32 % period;
            if since < 160.0 { (since * 0.6).sin() * (1.0 - since / 160.0) } else { 0.0 }
        };
        (0..seconds * RATE as usize).map(wave).collect()
    }

    #[test]
    fn a_click_track_has_its_tempo() {
        for bpm in [72.0, 90.0, 100.0, 120.0, 128.0, 140.0] {
            let (found, clarity) = rhythm_of(&clicks(bpm, 25)).tempo().unwrap();
            assert!((found - bpm).abs() < 0.01 * bpm, "{bpm}: {found}");
            assert!(clarity > 0.3, "{bpm}: {clarity}");
        }
    }

    #[test]
    fn onsets_are_counted() {
        let rate = rhythm_of(&clicks(120.0, 16)).onset_rate();
        assert!((rate - 2.0).abs() < 0.2, "{rate}");
    }

    #[test]
    fn silence_has_no_tempo() {
        assert!(rhythm_of(&vec![0.0; SEGMENT]).tempo().is_none());
    }

    #[test]
    fn a_tremolo_moves_in_its_band() {
        let mut random = fastrand::Rng::with_seed(5);
        let loudness =
            |i: usize| 0.2 * (1.0 + 0.8 * (std::f32::consts::TAU * 6.0 * i as f32 / RATE as f32).sin());
        let samples: Vec<f32> = (0..SEGMENT).map(|i| loudness(i) * (random.f32() - 0.5)).collect();
        let frames: Vec<_> =
            Analyst::new().measure(&samples).short.iter().map(|f| compressed(f, 1.0)).collect();
        let mut modulations = Modulations::new();
        modulations.add(&frames);
        for group in modulations.finish() {
            let most = (0..MODULATION_BANDS).max_by(|a, b| group[*a].total_cmp(&group[*b]));
            assert_eq!(most, Some(3), "{group:?}");
        }
    }
}
