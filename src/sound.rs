//! How music shall sound: what the user sets, and the ranges of it. Knows nothing of how any of it is done.

use crate::language::{Key, key};
use serde::{Deserialize, Serialize};

/// Bands of the equaliser.
pub const BANDS: usize = 10;
/// Middle of each band, Hz: octaves (ISO 266).
pub const BANDS_HZ: [f32; BANDS] =
    [31.5, 63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16_000.0];
/// Range of a band and of both pre-amplifiers, dB either way.
pub const MAX_GAIN_DB: f32 = 12.0;
/// Longest crossfade, seconds.
pub const MAX_CROSSFADE_SECS: f32 = 12.0;
/// Range of the speed; 1 is as recorded.
pub const SPEEDS: std::ops::RangeInclusive<f32> = 0.5..=2.0;

/// How tracks of different loudness are brought to one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Loudness {
    /// As recorded.
    Off,
    /// Every track is as loud as the others.
    Track,
    /// Every album is as loud as the others, and keeps its quiet and loud tracks.
    Album,
    /// Album within an album, track otherwise.
    #[default]
    Smart,
}

impl Loudness {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Off, Self::Track, Self::Album, Self::Smart];
}

/// A ten-band equaliser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Equalizer {
    /// Switched on.
    pub on: bool,
    /// Gain before the bands, dB, within [`MAX_GAIN_DB`].
    pub pre_amp_db: f32,
    /// Gain of each band of [`BANDS_HZ`], dB, within [`MAX_GAIN_DB`].
    pub bands_db: [f32; BANDS],
}

impl Equalizer {
    /// Whether it leaves the sound as it is.
    #[allow(clippy::float_cmp, reason = "neutral values are set exactly, so they are compared exactly")]
    pub fn is_neutral(&self) -> bool {
        !self.on || (self.pre_amp_db == 0.0 && self.bands_db == [0.0; BANDS])
    }

    /// Whether every gain is in range.
    pub fn is_valid(&self) -> bool {
        self.bands_db.iter().chain([&self.pre_amp_db]).all(|gain| gain.abs() <= MAX_GAIN_DB)
    }
}

/// A setting of the equaliser to begin with. The pre-amplifier makes room for what the bands lift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// What it is called.
    pub name: Key,
    /// dB, see [`Equalizer::pre_amp_db`].
    pub pre_amp_db: f32,
    /// dB, see [`Equalizer::bands_db`].
    pub bands_db: [f32; BANDS],
}

const fn preset(name: Key, pre_amp_db: f32, bands_db: [f32; BANDS]) -> Preset {
    Preset { name, pre_amp_db, bands_db }
}

/// The presets. Each pre-amplifier is the least that keeps its bands from lifting any frequency above full scale.
pub const PRESETS: [Preset; 9] = [
    preset(key!("preset-flat"), 0.0, [0.0; BANDS]),
    preset(key!("preset-more-bass"), -7.2, [6.0, 5.0, 3.5, 1.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
    preset(key!("preset-less-bass"), 0.0, [-6.0, -5.0, -3.5, -1.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
    preset(key!("preset-more-treble"), -6.4, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.5, 3.0, 4.5, 5.5]),
    preset(key!("preset-voice"), -4.7, [-4.0, -3.0, -1.0, 0.5, 2.0, 3.5, 3.5, 2.0, 0.0, -2.0]),
    preset(key!("preset-rock"), -4.7, [4.0, 3.0, 1.5, -0.5, -1.5, -0.5, 1.0, 2.5, 3.5, 4.0]),
    preset(key!("preset-classical"), -2.8, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, -1.5, 1.5, 2.5]),
    preset(key!("preset-dance"), -6.7, [5.5, 5.0, 2.5, 0.0, -1.0, -1.5, 0.0, 1.5, 3.0, 3.0]),
    preset(key!("preset-quiet-listening"), -7.5, [6.5, 4.5, 2.5, 1.0, 0.0, 0.0, 0.0, 1.0, 2.5, 4.5]),
];

/// Everything about the sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sound {
    /// How loudness is levelled.
    pub loudness: Loudness,
    /// Added to every levelled track, dB, within [`MAX_GAIN_DB`].
    pub pre_amp_db: f32,
    /// Peaks that levelling lifts above full scale are limited, not cut.
    pub prevent_clipping: bool,
    /// One track fades into the next for so long, 0..=[`MAX_CROSSFADE_SECS`]; never within an album.
    pub crossfade_secs: f32,
    /// Leave out silence where one track follows another; never within an album.
    pub trim_silence: bool,
    /// The equaliser.
    pub equalizer: Equalizer,
    /// -1 (left only) to 1 (right only).
    pub balance: f32,
    /// Speed at the same pitch, within [`SPEEDS`].
    pub speed: f32,
}

impl Default for Sound {
    fn default() -> Self {
        Self {
            loudness: Loudness::default(),
            pre_amp_db: 0.0,
            prevent_clipping: true,
            crossfade_secs: 0.0,
            trim_silence: false,
            equalizer: Equalizer::default(),
            balance: 0.0,
            speed: 1.0,
        }
    }
}

impl Sound {
    /// Each field that is out of its range at its default.
    #[must_use]
    pub fn sane(mut self) -> Self {
        let default = Self::default();
        if self.pre_amp_db.abs() > MAX_GAIN_DB || self.pre_amp_db.is_nan() {
            self.pre_amp_db = default.pre_amp_db;
        }
        if !(0.0..=MAX_CROSSFADE_SECS).contains(&self.crossfade_secs) {
            self.crossfade_secs = default.crossfade_secs;
        }
        if !self.equalizer.is_valid() {
            self.equalizer = default.equalizer;
        }
        if !(-1.0..=1.0).contains(&self.balance) {
            self.balance = default.balance;
        }
        if !SPEEDS.contains(&self.speed) {
            self.speed = default.speed;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_falls_back_alone() {
        let sound = Sound { balance: 3.0, speed: f32::NAN, crossfade_secs: 5.0, ..Sound::default() };
        assert_eq!(sound.sane(), Sound { crossfade_secs: 5.0, ..Sound::default() });
    }

    #[test]
    fn presets_are_in_range_and_the_first_is_neutral() {
        for Preset { name, pre_amp_db, bands_db } in PRESETS {
            let equalizer = Equalizer { on: true, pre_amp_db, bands_db };
            assert!(equalizer.is_valid(), "{name:?}");
            assert_eq!(equalizer.is_neutral(), name == key!("preset-flat"));
        }
    }
}
