//! What a track sounds like, in numbers: the features that its mood is told from. Knows nothing of moods.
//!
//! An [`Extractor`] takes the track block by block, as it is decoded, so that other measurements can look at the same blocks. It
//! brings everything to 16 kHz mono and measures segments of 8.2 s over the whole track; of long tracks every second, fourth...
//! segment, so that memory and time are bounded. Loudness is taken out at the end: the same music at another gain has the same
//! features. What each feature is, with its unit and source, is listed in `models/MUSIC.md`.

mod resample;
mod rhythm;
mod segment;
mod spectrum;
mod summary;
mod tonal;

pub use segment::SHORT_BANDS as PATCH_BANDS;
pub use tonal::{Key, Scale};

use resample::Resampler;
use segment::{Analyst, SEGMENT, Segment, ShortFrame, decibel};

/// The sample rate of the analysis in Hz.
pub const RATE: u32 = 16_000;
/// Frames of a patch: three seconds, as musicnn was trained on.
pub const PATCH_FRAMES: usize = 187;

/// Segments kept at once: four and a half minutes without gaps.
const MOST_SEGMENTS: usize = 32;
/// A rest of the track shorter than this (2 s) is left out, unless it is all there is.
const SHORTEST: usize = SEGMENT / 4;
/// The least there must be of a track: 0.3 s, one long window.
const LEAST: usize = 4864;
/// Patches that a whole segment offers.
const PATCHES_PER_SEGMENT: usize = 2;
/// Loudness that every track is brought to, of its mono mix in LUFS.
const REFERENCE_LUFS: f32 = -16.0;
/// The offset of BS.1770 between the weighted mean square and LUFS, in dB.
const LUFS_OFFSET: f32 = -0.691;
/// Blocks below this are silence (EBU R128), in LUFS.
const ABSOLUTE_GATE: f32 = -70.0;
/// Blocks this much below the mean are pauses (EBU R128), in LU.
const RELATIVE_GATE: f32 = 10.0;
/// Middle frames of a block of loudness: 0.4 s.
const BLOCK: usize = 6;

/// Named numbers, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet(Vec<(String, f32)>);

impl Sheet {
    fn put(&mut self, name: String, value: f32) {
        self.0.push((name, if value.is_finite() { value } else { 0.0 }));
    }

    /// Names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Values in order.
    pub fn values(&self) -> Vec<f32> {
        self.0.iter().map(|(_, value)| *value).collect()
    }
}

/// What was measured of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// The hand-made features.
    pub sheet: Sheet,
    /// Log-mel spectra of three seconds each ([`PATCH_FRAMES`] rows of [`PATCH_BANDS`]), spread evenly over the track.
    pub patches: Vec<Vec<f32>>,
    /// Beats a minute, where there is a beat.
    pub bpm: Option<f32>,
    /// How surely the tempo is heard, 0..=1.
    pub beat_clarity: f32,
    /// The key, where there are pitches.
    pub key: Option<Key>,
    /// How well the key fits, up to 1.
    pub key_clarity: f32,
    /// How full of sound and onsets it is at equal loudness, 0..=1: the mean of both over what full and busy music reaches.
    pub energy: f32,
    /// Loudness of the mono mix up to 8 kHz, gated as in EBU R128, in LUFS.
    pub loudness_lufs: f32,
}

/// Measures a track block by block.
pub struct Extractor {
    resampler: Option<(u32, Resampler)>,
    mono: Vec<f32>,
    waiting: Vec<f32>,
    analyst: Analyst,
    segments: Vec<Segment>,
    /// Of the segments, those whose number is a multiple of this are measured.
    stride: usize,
    seen: usize,
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// Nothing heard yet.
    pub fn new() -> Self {
        Self {
            resampler: None,
            mono: Vec::new(),
            waiting: Vec::new(),
            analyst: Analyst::new(),
            segments: Vec::new(),
            stride: 1,
            seen: 0,
        }
    }

    /// Takes a block of interleaved stereo at `rate` Hz.
    pub fn push(&mut self, stereo: &[f32], rate: u32) {
        self.mono.clear();
        self.mono.extend(stereo.chunks_exact(2).map(|pair| 0.5 * (pair[0] + pair[1])));
        if rate == RATE {
            self.waiting.append(&mut self.mono);
        } else if let Some((_, resampler)) = self.resampler.as_mut().filter(|(known, _)| *known == rate) {
            resampler.push(&self.mono, &mut self.waiting);
        } else {
            let (_, resampler) = self.resampler.insert((rate, Resampler::new(rate)));
            resampler.push(&self.mono, &mut self.waiting);
        }
        while self.waiting.len() >= SEGMENT {
            self.take_segment(SEGMENT);
        }
    }

    fn take_segment(&mut self, length: usize) {
        if self.seen.is_multiple_of(self.stride) {
            self.segments.push(self.analyst.measure(&self.waiting[..length]));
        }
        self.seen += 1;
        self.waiting.drain(..length);
        if self.segments.len() == MOST_SEGMENTS {
            let mut number = 0;
            self.segments.retain(|_| {
                number += 1;
                number % 2 == 1
            });
            self.stride *= 2;
        }
    }

    /// The features, with up to `patches` patches; `None` for silence and for less than 0.3 s.
    pub fn finish(mut self, patches: usize) -> Option<Features> {
        if let Some((_, resampler)) = &mut self.resampler {
            resampler.finish(&mut self.waiting);
        }
        let rest = self.waiting.len();
        if rest >= SHORTEST || (self.segments.is_empty() && rest >= LEAST) {
            self.take_segment(rest);
        }
        let loudness = loudness(&self.segments)?;
        let reference = 10.0_f32.powf((REFERENCE_LUFS - LUFS_OFFSET) / 10.0);
        let gain = reference / loudness;
        let mut sheet = Sheet::default();
        summary::timbre(&self.segments, gain, loudness, &mut sheet);
        let compressed = summary::compress(&self.segments, gain);
        let beat = summary::rhythm(&compressed, &mut sheet);
        let key = summary::pitches(&self.segments, &mut sheet);
        Some(Features {
            sheet,
            patches: spread(&compressed, patches),
            bpm: beat.tempo.map(|(bpm, _)| bpm),
            beat_clarity: beat.tempo.map_or(0.0, |(_, clarity)| clarity),
            key: key.map(|(key, _)| key),
            key_clarity: key.map_or(0.0, |(_, clarity)| clarity),
            energy: beat.drive.clamp(0.0, 1.0),
            loudness_lufs: LUFS_OFFSET + decibel(loudness),
        })
    }
}

/// Mean square of the blocks that are no silence and no pause (the gates of EBU R128); `None` when all are.
fn loudness(segments: &[Segment]) -> Option<f32> {
    let mean = |powers: &mut dyn Iterator<Item = f32>| {
        let (sum, count) = powers.fold((0.0_f64, 0_u32), |(sum, count), p| (sum + f64::from(p), count + 1));
        (count > 0).then(|| (sum / f64::from(count)) as f32)
    };
    let blocks: Vec<f32> = segments
        .iter()
        .flat_map(|s| s.middle.chunks(BLOCK))
        .map(|frames| frames.iter().map(|f| f.loudness).sum::<f32>() / frames.len() as f32)
        .filter(|p| LUFS_OFFSET + decibel(*p) > ABSOLUTE_GATE)
        .collect();
    let gate = mean(&mut blocks.iter().copied())? * 10.0_f32.powf(-RELATIVE_GATE / 10.0);
    mean(&mut blocks.iter().copied().filter(|p| *p > gate))
}

/// Up to `count` patches at equal distances. A track shorter than a patch is repeated.
fn spread(segments: &[Vec<ShortFrame>], count: usize) -> Vec<Vec<f32>> {
    let flat = |frames: &[ShortFrame]| frames.iter().flatten().copied().collect::<Vec<f32>>();
    let mut offered = Vec::new();
    for frames in segments {
        let fits = (frames.len() / PATCH_FRAMES).min(PATCHES_PER_SEGMENT);
        let gap = (frames.len() - fits * PATCH_FRAMES) / (fits + 1);
        offered.extend((0..fits).map(|i| &frames[gap + i * (PATCH_FRAMES + gap)..][..PATCH_FRAMES]));
    }
    if offered.is_empty() {
        let Some(frames) = segments.first().filter(|f| !f.is_empty()) else { return Vec::new() };
        let repeated: Vec<ShortFrame> = frames.iter().copied().cycle().take(PATCH_FRAMES).collect();
        return if count == 0 { Vec::new() } else { vec![flat(&repeated)] };
    }
    let count = count.min(offered.len());
    (0..count).map(|i| flat(offered[(2 * i + 1) * offered.len() / (2 * count)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chord with a beat, `seconds` long, interleaved stereo.
    fn music(seconds: f32, rate: u32, gain: f32) -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(9);
        let wave = |i: u32| {
            let t = i as f32 / rate as f32;
            let beat = (-8.0 * (2.0 * t).fract()).exp();
            let chord: f32 =
                [262.0, 330.0, 392.0].iter().map(|f| (std::f32::consts::TAU * f * t).sin()).sum();
            gain * (0.1 * chord + 0.2 * beat * (random.f32() - 0.5))
        };
        (0..(seconds * rate as f32) as u32).map(wave).flat_map(|s| [s, s]).collect()
    }

    fn features_of(stereo: &[f32], rate: u32, patches: usize) -> Option<Features> {
        let mut extractor = Extractor::new();
        for block in stereo.chunks(8192) {
            extractor.push(block, rate);
        }
        extractor.finish(patches)
    }

    #[test]
    fn gain_changes_nothing_but_the_loudness() {
        let [loud, quiet] =
            [1.0, 0.25].map(|gain| features_of(&music(12.0, 44_100, gain), 44_100, 2).unwrap());
        for ((name, a), b) in loud.sheet.0.iter().zip(quiet.sheet.values()) {
            assert!((a - b).abs() < 1e-3 + 1e-3 * a.abs(), "{name}: {a} {b}");
        }
        let difference = loud.loudness_lufs - quiet.loudness_lufs;
        assert!((difference - 12.04).abs() < 0.01, "{difference}");
        assert!(
            loud.patches
                .iter()
                .flatten()
                .zip(quiet.patches.iter().flatten())
                .all(|(a, b)| (a - b).abs() < 1e-3)
        );
    }

    #[test]
    fn tempo_key_and_energy_are_told() {
        let features = features_of(&music(20.0, 48_000, 1.0), 48_000, 0).unwrap();
        assert!((features.bpm.unwrap() - 120.0).abs() < 1.0, "{:?}", features.bpm);
        assert_eq!(features.key.map(|k| k.tonic), Some(0));
        assert!((0.0..=1.0).contains(&features.energy));
    }

    #[test]
    fn silence_and_almost_nothing_have_no_features() {
        assert!(features_of(&vec![0.0; 400_000], 44_100, 3).is_none());
        assert!(features_of(&music(0.2, 44_100, 1.0), 44_100, 3).is_none());
        assert!(Extractor::new().finish(3).is_none());
    }

    #[test]
    fn short_sounds_have_all_features_and_a_patch() {
        let names = |f: &Features| f.sheet.names().map(str::to_owned).collect::<Vec<_>>();
        let (short, long) = (music(0.5, 44_100, 1.0), music(30.0, 44_100, 1.0));
        let (short, long) = (features_of(&short, 44_100, 3).unwrap(), features_of(&long, 44_100, 3).unwrap());
        assert_eq!(names(&short), names(&long));
        assert_eq!((short.patches.len(), long.patches.len()), (1, 3));
        assert!(short.patches.iter().chain(&long.patches).all(|p| p.len() == PATCH_FRAMES * PATCH_BANDS));
    }

    #[test]
    fn a_long_track_is_thinned_out_evenly() {
        let mut extractor = Extractor::new();
        let half_a_minute = music(30.0, RATE, 1.0);
        for _ in 0..10 {
            extractor.push(&half_a_minute, RATE);
        }
        assert_eq!((extractor.stride, extractor.seen), (2, 36));
        assert!((MOST_SEGMENTS / 2..MOST_SEGMENTS).contains(&extractor.segments.len()));
    }
}
