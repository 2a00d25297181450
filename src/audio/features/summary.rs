//! From the frames of a track to its feature vector: means and deviations, with a name for each number.

use super::Sheet;
use super::rhythm::{
    FRAMES_PER_SECOND, MODULATION_BANDS, MODULATION_GROUPS, Modulations, Rhythm, compressed, flux,
};
use super::segment::{MIDDLE_BANDS, MiddleFrame, OCTAVE_BANDS, Segment, ShortFrame, decibel};
use super::tonal::{self, PitchFrame, STEPS, Scale};

/// Cepstral coefficients.
const CEPSTRA: usize = 20;
/// Frames this much quieter than the track say nothing about its timbre, in dB.
const QUIET: f32 = 30.0;
/// Pitch frames that make up a chord: half a second.
const CHORD_FRAMES: usize = 4;

/// Mean and standard deviation of numbers as they come.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, x: f32) {
        self.count += 1.0;
        let before = f64::from(x) - self.mean;
        self.mean += before / self.count;
        self.squares += before * (f64::from(x) - self.mean);
    }

    fn of(numbers: impl IntoIterator<Item = f32>) -> Self {
        let mut moments = Self::default();
        numbers.into_iter().for_each(|x| moments.add(x));
        moments
    }

    fn mean(&self) -> f32 {
        self.mean as f32
    }

    fn deviation(&self) -> f32 {
        (self.squares / self.count.max(1.0)).sqrt() as f32
    }
}

impl Sheet {
    fn moments(&mut self, name: &str, moments: &Moments) {
        self.put(format!("{name}.mean"), moments.mean());
        self.put(format!("{name}.dev"), moments.deviation());
    }
}

/// Cepstra, shape and dynamics of the middle frames, whose power is multiplied by `gain`; `loudness` is the mean square of the
/// track before that.
pub fn timbre(segments: &[Segment], gain: f32, loudness: f32, sheet: &mut Sheet) {
    let floor = loudness * 10.0_f32.powf(-QUIET / 10.0);
    let mut cepstra = [Moments::default(); CEPSTRA];
    let mut steps = [Moments::default(); CEPSTRA];
    let transform = cosines();
    for segment in segments {
        let mut before: Option<[f32; CEPSTRA]> = None;
        for frame in &segment.middle {
            if frame.loudness <= floor {
                before = None;
                continue;
            }
            let now = cepstrum(frame, gain, &transform);
            for (i, moments) in cepstra.iter_mut().enumerate() {
                moments.add(now[i]);
            }
            if let Some(before) = before {
                steps.iter_mut().enumerate().for_each(|(i, step)| step.add(now[i] - before[i]));
            }
            before = Some(now);
        }
    }
    for i in 0..CEPSTRA {
        sheet.moments(&format!("mfcc.{i}"), &cepstra[i]);
        sheet.put(format!("mfcc.{i}.step"), steps[i].deviation());
    }
    let heard: Vec<&MiddleFrame> =
        segments.iter().flat_map(|s| &s.middle).filter(|f| f.loudness > floor).collect();
    shapes(&heard, sheet);
    dynamics(segments, loudness, sheet);
}

/// The cosine transform (DCT-II, orthonormal) of the mel bands.
fn cosines() -> [[f32; MIDDLE_BANDS]; CEPSTRA] {
    let count = MIDDLE_BANDS as f32;
    std::array::from_fn(|i| {
        let scale = if i == 0 { (1.0 / count).sqrt() } else { (2.0 / count).sqrt() };
        std::array::from_fn(|band| {
            scale * (std::f32::consts::PI * i as f32 * (band as f32 + 0.5) / count).cos()
        })
    })
}

/// Cepstral coefficients of the mel spectrum in dB (MFCC; Davis and Mermelstein 1980), floored at -80 dB.
fn cepstrum(frame: &MiddleFrame, gain: f32, cosines: &[[f32; MIDDLE_BANDS]; CEPSTRA]) -> [f32; CEPSTRA] {
    let decibels = frame.mel.map(|p| 10.0 * (gain * p).max(1e-8).log10());
    std::array::from_fn(|i| cosines[i].iter().zip(decibels).map(|(c, d)| c * d).sum())
}

fn shapes(heard: &[&MiddleFrame], sheet: &mut Sheet) {
    type Get = fn(&MiddleFrame) -> f32;
    let single: [(&str, Get); 4] = [
        ("centroid", |f| f.shape.centroid),
        ("spread", |f| f.shape.spread),
        ("rolloff", |f| f.shape.rolloff),
        ("flatness", |f| f.shape.flatness),
    ];
    for (name, get) in single {
        sheet.moments(name, &Moments::of(heard.iter().map(|f| get(f))));
    }
    for band in 0..OCTAVE_BANDS {
        sheet.moments(&format!("octave.{band}"), &Moments::of(heard.iter().map(|f| f.shape.octaves[band])));
        sheet
            .moments(&format!("contrast.{band}"), &Moments::of(heard.iter().map(|f| f.shape.contrast[band])));
    }
}

/// How the loudness moves about that of the whole track, in dB.
fn dynamics(segments: &[Segment], loudness: f32, sheet: &mut Sheet) {
    let mut levels: Vec<f32> =
        segments.iter().flat_map(|s| &s.middle).map(|f| decibel(f.loudness / loudness).max(-60.0)).collect();
    sheet.moments("level", &Moments::of(levels.iter().copied()));
    let quiet = levels.iter().filter(|l| **l < -3.0).count();
    sheet.put("level.low_share".into(), quiet as f32 / levels.len().max(1) as f32);
    levels.sort_unstable_by(f32::total_cmp);
    let at =
        |part: f32| levels.get((part * (levels.len().max(1) - 1) as f32) as usize).copied().unwrap_or(0.0);
    for (name, part) in [("p05", 0.05), ("p25", 0.25), ("p75", 0.75), ("p95", 0.95)] {
        sheet.put(format!("level.{name}"), at(part));
    }
}

/// What rhythm gives besides numbers.
pub struct Beat {
    /// Beats a minute and their clarity.
    pub tempo: Option<(f32, f32)>,
    /// How full of sound and of onsets it is; see [`super::Features::energy`].
    pub drive: f32,
}

/// Onsets, tempo and modulations of the short frames.
#[allow(clippy::needless_range_loop, reason = "two tables are walked by one index")]
pub fn rhythm(segments: &[Vec<ShortFrame>], sheet: &mut Sheet) -> Beat {
    let (mut rhythm, mut modulations) = (Rhythm::default(), Modulations::new());
    let (mut rises, mut fullness) = (Moments::default(), Moments::default());
    for frames in segments {
        let rise = flux(frames);
        for frame in &rise {
            rises.add(*frame);
        }
        for frame in frames {
            fullness.add(frame.iter().sum::<f32>() / frame.len() as f32);
        }
        rhythm.add(&rise);
        modulations.add(frames);
    }
    sheet.moments("flux", &rises);
    sheet.moments("fullness", &fullness);
    sheet.put("onset.rate".into(), rhythm.onset_rate());
    sheet.put("onset.height".into(), rhythm.onset_height());
    let tempo = rhythm.tempo();
    sheet.put("tempo".into(), tempo.map_or(100.0, |(bpm, _)| bpm).log2());
    sheet.put("tempo.clarity".into(), tempo.map_or(0.0, |(_, clarity)| clarity));
    for (band, value) in rhythm.tempogram().into_iter().enumerate() {
        sheet.put(format!("tempogram.{band}"), value);
    }
    let moved = modulations.finish();
    for group in 0..MODULATION_GROUPS {
        for band in 0..MODULATION_BANDS {
            sheet.put(format!("modulation.{group}.{band}"), (moved[group][band] + 1e-4).ln());
        }
    }
    let per_second = rises.mean() * FRAMES_PER_SECOND;
    let between = |x: f32, (low, high): (f32, f32)| ((x - low) / (high - low)).clamp(0.0, 1.0);
    Beat { tempo, drive: 0.5 * between(fullness.mean(), FULL) + 0.5 * between(per_second, BUSY) }
}

/// Fullness of bare and of full music, and flux a second of still and of busy music: the 5 and 95 % points of 720 clips of all
/// genres.
const FULL: (f32, f32) = (1.4, 2.6);
const BUSY: (f32, f32) = (8.0, 13.8);

/// The scale of a flux or fullness: multiplies the power so that the track has the loudness of the reference.
pub fn compress(segments: &[Segment], gain: f32) -> Vec<Vec<ShortFrame>> {
    segments.iter().map(|s| s.short.iter().map(|f| compressed(f, gain)).collect()).collect()
}

/// Key, chords, their change, and roughness of the long frames.
#[allow(clippy::items_after_statements, reason = "used only by the next line")]
pub fn pitches(segments: &[Segment], sheet: &mut Sheet) -> Option<(tonal::Key, f32)> {
    let frames = || segments.iter().flat_map(|s| &s.pitches);
    let mut histogram = [0.0; STEPS];
    for frame in frames() {
        histogram.iter_mut().zip(frame.histogram).for_each(|(sum, h)| *sum += h);
    }
    let tuning = tonal::tuning(&histogram);
    let chroma = tonal::chroma(&histogram, tuning);
    let keys = tonal::keys(&chroma);
    let (key, clarity) = keys.best();
    sheet.put("key.clarity".into(), clarity);
    sheet.put("key.mode".into(), keys.major.1 - keys.minor.1);
    sheet.put("key.minor".into(), f32::from(u8::from(key.scale == Scale::Minor)));
    sheet.put("chroma.entropy".into(), entropy(&chroma));
    let sum = chroma.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for degree in 0..12 {
        sheet.put(format!("chroma.degree.{degree}"), chroma[(degree + usize::from(key.tonic)) % 12] / sum);
    }
    type Get = fn(&PitchFrame) -> f32;
    let single: [(&str, Get); 3] =
        [("roughness", |f| f.roughness), ("height", |f| f.height), ("peakiness", |f| f.peakiness)];
    for (name, get) in single {
        sheet.moments(name, &Moments::of(frames().map(get)));
    }
    chords(segments, tuning, sheet);
    let heard = histogram.iter().any(|h| *h > 0.0);
    heard.then_some((key, clarity))
}

/// Chords of half a second: how clear, how often major, how often another, how far apart on the tonnetz.
fn chords(segments: &[Segment], tuning: f32, sheet: &mut Sheet) {
    let (mut clarity, mut step, mut local) = (Moments::default(), Moments::default(), Moments::default());
    let (mut major, mut changes, mut pairs) = (Moments::default(), 0.0, 0.0_f32);
    let mut intervals = [Moments::default(); 6];
    let (mut local_mode, mut sharpness) = (Moments::default(), Moments::default());
    for segment in segments {
        let mut before: Option<(tonal::Key, [f32; 6])> = None;
        let mut whole = [0.0; STEPS];
        for frames in segment.pitches.chunks_exact(CHORD_FRAMES) {
            let mut histogram = [0.0; STEPS];
            for frame in frames {
                histogram.iter_mut().zip(frame.histogram).for_each(|(sum, h)| *sum += h);
            }
            whole.iter_mut().zip(histogram).for_each(|(sum, h)| *sum += h);
            let chroma = tonal::chroma(&histogram, tuning);
            let (chord, fit) = tonal::chord(&chroma);
            let centroid = tonal::tonal_centroid(&chroma);
            intervals.iter_mut().zip(tonal::intervals(&chroma)).for_each(|(sum, share)| sum.add(share));
            clarity.add(fit);
            sharpness.add(entropy(&chroma));
            major.add(if chord.scale == Scale::Major { fit } else { -fit });
            if let Some((last, from)) = before {
                pairs += 1.0;
                changes += f32::from(u8::from(last != chord));
                step.add(centroid.iter().zip(from).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt());
            }
            before = Some((chord, centroid));
        }
        let keys = tonal::keys(&tonal::chroma(&whole, tuning));
        local.add(keys.best().1);
        local_mode.add(keys.major.1 - keys.minor.1);
    }
    for (semitones, share) in intervals.iter().enumerate() {
        sheet.moments(&format!("interval.{}", semitones + 1), share);
    }
    sheet.moments("chord.clarity", &clarity);
    sheet.moments("chord.major", &major);
    sheet.moments("chord.entropy", &sharpness);
    sheet.put("chord.changes".into(), changes / pairs.max(1.0));
    sheet.moments("chord.step", &step);
    sheet.put("key.local_clarity".into(), local.mean());
    sheet.put("key.local_mode".into(), local_mode.mean());
}

/// Entropy of pitch classes in bits: 0 for one of them, 3.58 for all alike.
fn entropy(chroma: &[f32; 12]) -> f32 {
    let sum = chroma.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    chroma.iter().map(|c| c / sum).filter(|p| *p > 0.0).map(|p| -p * p.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_mean_and_deviation() {
        let moments = Moments::of([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert!((moments.mean() - 5.0).abs() < 1e-6 && (moments.deviation() - 2.0).abs() < 1e-6);
    }

    #[test]
    fn the_cosine_transform_is_orthonormal() {
        let rows = cosines();
        for (i, a) in rows.iter().enumerate() {
            for (j, b) in rows.iter().enumerate() {
                let product: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                assert!((product - f32::from(u8::from(i == j))).abs() < 1e-4, "{i} {j}: {product}");
            }
        }
    }

    #[test]
    fn entropy_is_in_bits() {
        let mut one = [0.0; 12];
        one[3] = 5.0;
        assert!(entropy(&one).abs() < 1e-6 && (entropy(&[1.0; 12]) - 12.0_f32.log2()).abs() < 1e-5);
    }
}
