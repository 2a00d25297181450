//! The equaliser and the balance, in the sound callback: no allocation, and bit for bit untouched when neutral.
//!
//! A change blends from the old filters to the new ones, so that a slider that is moved does not click.

use biquad::{Biquad, Coefficients, DirectForm2Transposed, Hertz, Type};

use crate::audio::CHANNELS;
use crate::sound::{BANDS, BANDS_HZ, Equalizer};

/// Width of a band: one octave.
const Q: f64 = std::f64::consts::SQRT_2;
/// A change takes this many frames, about 20 ms.
const BLEND: u32 = 1024;
/// Bands above this part of the sample rate are left out: nothing can be heard there.
const HIGHEST: f32 = 0.45;

/// One setting of all filters, with what they remember of the sound.
#[derive(Clone, Copy)]
struct Bank {
    setting: Equalizer,
    pre_amp: f64,
    /// In double precision: at high rates the lowest bands are beyond what single precision keeps apart.
    filters: [[Option<DirectForm2Transposed<f64>>; BANDS]; CHANNELS],
}

impl Bank {
    fn new(setting: Equalizer, rate: u32) -> Self {
        let filters = std::array::from_fn(|band| filter(&setting, band, rate));
        let pre_amp =
            if setting.is_neutral() { 1.0 } else { 10_f64.powf(f64::from(setting.pre_amp_db) / 20.0) };
        Self { setting, pre_amp, filters: [filters; CHANNELS] }
    }

    fn run(&mut self, channel: usize, sample: f32) -> f32 {
        let filters = self.filters[channel].iter_mut().flatten();
        filters.fold(f64::from(sample) * self.pre_amp, |sample, filter| filter.run(sample)) as f32
    }
}

fn filter(setting: &Equalizer, band: usize, rate: u32) -> Option<DirectForm2Transposed<f64>> {
    let (hertz, gain) = (BANDS_HZ[band], setting.bands_db[band]);
    if setting.is_neutral() || gain == 0.0 || hertz > rate as f32 * HIGHEST {
        return None;
    }
    let (rate, hertz) = (Hertz::<f64>::from_hz(f64::from(rate)).ok()?, Hertz::<f64>::from_hz(hertz).ok()?);
    let kind = Type::PeakingEQ(f64::from(gain));
    let coefficients = Coefficients::<f64>::from_params(kind, rate, hertz, Q).ok()?;
    Some(DirectForm2Transposed::new(coefficients))
}

/// The equaliser of one output.
pub(super) struct Filters {
    rate: u32,
    now: Bank,
    /// What is left behind, and for how many frames it is still heard.
    before: Option<(Bank, u32)>,
}

impl Filters {
    /// Filters for a sample rate in Hz, neutral.
    pub(super) fn new(rate: u32) -> Self {
        Self { rate, now: Bank::new(Equalizer::default(), rate), before: None }
    }

    /// Changes the setting; while a change is under way, the next one waits.
    pub(super) fn set(&mut self, setting: Equalizer) {
        if setting != self.now.setting && self.before.is_none() {
            let next = Bank::new(setting, self.rate);
            self.before = Some((std::mem::replace(&mut self.now, next), BLEND));
        }
    }

    /// Filters interleaved stereo.
    pub(super) fn apply(&mut self, samples: &mut [f32]) {
        if self.before.is_none() && self.now.setting.is_neutral() {
            return;
        }
        for frame in samples.chunks_exact_mut(CHANNELS) {
            let old = self.before.as_ref().map_or(0.0, |(_, left)| *left as f32 / BLEND as f32);
            for (channel, sample) in frame.iter_mut().enumerate() {
                let dry = *sample;
                *sample = self.now.run(channel, dry);
                if let Some((before, _)) = &mut self.before {
                    *sample += (before.run(channel, dry) - *sample) * old;
                }
            }
            self.before = self.before.take().filter(|(_, left)| *left > 1).map(|(b, left)| (b, left - 1));
        }
    }
}

/// What each side keeps at a balance of -1..=1.
pub(super) fn balance_gains(balance: f32) -> [f32; CHANNELS] {
    [1.0 - balance.clamp(0.0, 1.0), 1.0 + balance.clamp(-1.0, 0.0)]
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;
    use crate::sound::PRESETS;

    const RATE: u32 = 48_000;

    fn sine(hertz: f32, frames: usize) -> Vec<f32> {
        (0..frames).flat_map(|i| [(TAU * hertz * i as f32 / RATE as f32).sin() * 0.5; 2]).collect()
    }

    /// Gain of a steady tone, dB.
    fn gain_db(setting: Equalizer, hertz: f32) -> f32 {
        let mut filters = Filters::new(RATE);
        filters.set(setting);
        let mut samples = sine(hertz, 12_000);
        filters.apply(&mut samples);
        let settled = &samples[samples.len() / 2..];
        // Low tones show few periods, high ones few points of each: either measure is right for one of them.
        let peak = settled.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
        let power = settled.iter().map(|s| s * s).sum::<f32>() / settled.len() as f32;
        let amplitude = if hertz < 1500.0 { peak } else { (2.0 * power).sqrt() };
        20.0 * (amplitude / 0.5).log10()
    }

    fn with_band(band: usize, gain: f32) -> Equalizer {
        let mut setting = Equalizer { on: true, ..Equalizer::default() };
        setting.bands_db[band] = gain;
        setting
    }

    #[test]
    fn neutral_is_bit_for_bit() {
        for setting in [
            Equalizer::default(),
            Equalizer { on: true, ..Equalizer::default() },
            Equalizer { pre_amp_db: 5.0, bands_db: [3.0; BANDS], on: false },
        ] {
            let mut filters = Filters::new(RATE);
            let mut samples = sine(997.0, 5000);
            filters.set(setting);
            filters.apply(&mut samples[..2 * BLEND as usize]);
            filters.apply(&mut samples[2 * BLEND as usize..]);
            let plain = sine(997.0, 5000);
            assert!(samples.iter().zip(&plain).all(|(a, b)| a.to_bits() == b.to_bits()));
        }
    }

    #[test]
    fn a_band_lifts_its_frequency_and_leaves_far_ones() {
        for (band, hertz) in BANDS_HZ.into_iter().enumerate() {
            for gain in [6.0, -9.0] {
                let heard = gain_db(with_band(band, gain), hertz);
                assert!((heard - gain).abs() < 0.2, "{hertz} Hz: {heard} dB");
            }
            let far = if hertz < 700.0 { 8000.0 } else { 80.0 };
            assert!(gain_db(with_band(band, 6.0), far).abs() < 0.3, "{hertz} Hz reaches {far} Hz");
        }
    }

    #[test]
    fn a_preset_never_lifts_above_full_scale() {
        for preset in PRESETS {
            let setting = Equalizer { on: true, pre_amp_db: preset.pre_amp_db, bands_db: preset.bands_db };
            let tones = (0..30).map(|i| 22.0 * 2_f32.powf(i as f32 / 3.0));
            let loudest = tones.map(|hertz| gain_db(setting, hertz)).fold(f32::MIN, f32::max);
            assert!(loudest <= 0.05, "{}: {loudest} dB", preset.name.english());
            // A narrow peak may lie between the tones.
            assert!(loudest > -1.8, "{}: more room than needed, {loudest} dB", preset.name.english());
        }
    }

    #[test]
    fn a_change_makes_no_step() {
        let mut filters = Filters::new(RATE);
        let mut samples = sine(100.0, 20_000);
        for (i, block) in samples.chunks_mut(128).enumerate() {
            filters.set(if i < 40 { Equalizer::default() } else { with_band(2, 12.0) });
            filters.apply(block);
        }
        let step = samples.windows(3).step_by(2).map(|w| (w[2] - w[0]).abs()).fold(0.0, f32::max);
        // A tone of 100 Hz at 0.5 moves by 0.0065 a frame, four times as much when lifted by 12 dB.
        assert!(step < 0.03, "{step}");
    }

    #[test]
    #[allow(clippy::float_cmp, reason = "a side that is not lowered stays bit for bit")]
    fn balance_lowers_the_other_side() {
        assert_eq!(balance_gains(0.0), [1.0, 1.0]);
        assert_eq!(balance_gains(1.0), [0.0, 1.0]);
        assert_eq!(balance_gains(-0.25), [1.0, 0.75]);
    }
}
