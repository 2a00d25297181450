//! Pitches: the peaks of a spectrum, pitch classes, key, chords, roughness.

use super::spectrum::{bin_of, hertz};

/// Steps of the pitch histogram in an octave: ten cents each.
pub const STEPS: usize = 120;
const PER_SEMITONE: usize = STEPS / 12;
/// Peaks between these frequencies count, in Hz.
const RANGE: (f32, f32) = (65.0, 2500.0);
/// Peaks below this part of the strongest magnitude are not heard.
const AUDIBLE: f32 = 0.01;
/// Peaks that are looked at for roughness: each against each.
const ROUGH_PEAKS: usize = 16;
/// C below the middle C's octave, in Hz; pitch class 0.
const C: f32 = 16.351_6;

/// Pitches of 256 ms.
pub struct PitchFrame {
    /// Magnitude of peaks by pitch in the octave, 0 is C; the loudest step is 1, all are 0 for silence.
    pub histogram: [f32; STEPS],
    /// Dissonance of the peaks with each other (Plomp and Levelt 1965, curve by Sethares 1993), over their energy.
    pub roughness: f32,
    /// Mean pitch of the peaks by magnitude, in octaves above C0.
    pub height: f32,
    /// Power within a bin of a peak over all power in the range, 0..=1.
    pub peakiness: f32,
}

/// A peak of the spectrum.
#[derive(Clone, Copy)]
struct Peak {
    hertz: f32,
    magnitude: f32,
}

/// The pitches in the power spectrum of a window of `size` samples.
pub fn pitches(power: &[f32], size: usize) -> PitchFrame {
    let (first, last) = (bin_of(RANGE.0, size), bin_of(RANGE.1, size).min(power.len() - 1));
    let strongest = power[first..last].iter().copied().fold(0.0, f32::max);
    let mut frame = PitchFrame { histogram: [0.0; STEPS], roughness: 0.0, height: 0.0, peakiness: 0.0 };
    if strongest <= 0.0 {
        return frame;
    }
    let mut peaks = Vec::new();
    let mut near = 0.0;
    for bin in first..last {
        let [left, here, right] = [power[bin - 1], power[bin], power[bin + 1]];
        if here > left && here >= right && here > AUDIBLE * AUDIBLE * strongest {
            near += left + here + right;
            peaks.push(refined(bin, [left, here, right], size));
        }
    }
    let total: f32 = power[first - 1..=last].iter().sum();
    frame.peakiness = (near / total).min(1.0);
    let weight: f32 = peaks.iter().map(|p| p.magnitude).sum();
    for peak in &peaks {
        let octaves = (peak.hertz / C).log2();
        frame.height += octaves * peak.magnitude / weight;
        let step = (octaves.fract() * STEPS as f32).round() as usize % STEPS;
        frame.histogram[step] += peak.magnitude;
    }
    let loudest = frame.histogram.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    frame.histogram.iter_mut().for_each(|h| *h /= loudest);
    frame.roughness = roughness(peaks);
    frame
}

/// The top of the parabola through the logarithms of a peak and its neighbours.
fn refined(bin: usize, powers: [f32; 3], size: usize) -> Peak {
    let [a, b, c] = powers.map(|p| p.max(1e-20).ln());
    let curve = a - 2.0 * b + c;
    let offset = if curve < 0.0 { (0.5 * (a - c) / curve).clamp(-0.5, 0.5) } else { 0.0 };
    Peak { hertz: hertz(bin, size) + offset * hertz(1, size), magnitude: powers[1].sqrt() }
}

fn roughness(mut peaks: Vec<Peak>) -> f32 {
    peaks.sort_unstable_by(|a, b| b.magnitude.total_cmp(&a.magnitude));
    peaks.truncate(ROUGH_PEAKS);
    let energy: f32 = peaks.iter().map(|p| p.magnitude * p.magnitude).sum();
    let mut sum = 0.0;
    for (i, a) in peaks.iter().enumerate() {
        for b in &peaks[i + 1..] {
            let distance = (a.hertz - b.hertz).abs();
            let scaled = 0.24 / (0.021 * a.hertz.min(b.hertz) + 19.0) * distance;
            sum += a.magnitude * b.magnitude * ((-3.5 * scaled).exp() - (-5.75 * scaled).exp());
        }
    }
    if energy > 0.0 { sum / energy } else { 0.0 }
}

/// How far the music is tuned from 440 Hz, in steps of the histogram, -5..5: the circular mean within a semitone.
pub fn tuning(histogram: &[f32; STEPS]) -> f32 {
    let (mut x, mut y) = (0.0, 0.0);
    for (step, weight) in histogram.iter().enumerate() {
        let angle = std::f32::consts::TAU * step as f32 / PER_SEMITONE as f32;
        x += weight * angle.cos();
        y += weight * angle.sin();
    }
    if x == 0.0 && y == 0.0 { 0.0 } else { y.atan2(x) / std::f32::consts::TAU * PER_SEMITONE as f32 }
}

/// The twelve pitch classes from C, of a histogram tuned `tuning` steps too high.
pub fn chroma(histogram: &[f32; STEPS], tuning: f32) -> [f32; 12] {
    let mut chroma = [0.0; 12];
    for (step, weight) in histogram.iter().enumerate() {
        let place = (step as f32 - tuning) / PER_SEMITONE as f32;
        let nearest = place.round();
        // A peak a quarter tone off belongs to both neighbours a little, and to none fully.
        let share = (std::f32::consts::PI * (place - nearest)).cos();
        chroma[(nearest as i32).rem_euclid(12) as usize] += weight * share * share;
    }
    chroma
}

/// Major or minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Major.
    Major,
    /// Minor.
    Minor,
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Pitch class of the tonic, 0 is C.
    pub tonic: u8,
    /// Major or minor.
    pub scale: Scale,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [&str; 12] = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
        let scale = match self.scale {
            Scale::Major => "major",
            Scale::Minor => "minor",
        };
        write!(f, "{} {scale}", NAMES[usize::from(self.tonic) % 12])
    }
}

/// How well each key fits.
pub struct Keys {
    /// The best major key and its correlation with the profile.
    pub major: (Key, f32),
    /// The best minor key and its correlation.
    pub minor: (Key, f32),
}

impl Keys {
    /// The key that fits best.
    pub fn best(&self) -> (Key, f32) {
        if self.major.1 >= self.minor.1 { self.major } else { self.minor }
    }
}

/// How often listeners find each step fitting in a major key (Krumhansl and Kessler 1982).
const MAJOR: [f32; 12] = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
/// The same for minor.
const MINOR: [f32; 12] = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

/// Compares pitch classes with the profiles of all keys (Krumhansl's key-finding algorithm).
pub fn keys(chroma: &[f32; 12]) -> Keys {
    let best = |profile: &[f32; 12], scale| {
        let fit = |tonic: usize| correlation(std::array::from_fn(|i| chroma[(i + tonic) % 12]), profile);
        let (tonic, fit) =
            (0..12).map(|tonic| (tonic, fit(tonic))).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0));
        (Key { tonic: tonic as u8, scale }, fit)
    };
    Keys { major: best(&MAJOR, Scale::Major), minor: best(&MINOR, Scale::Minor) }
}

/// The triad that fits best: its root, its kind and the correlation with its three notes.
pub fn chord(chroma: &[f32; 12]) -> (Key, f32) {
    let template = |third: usize| {
        std::array::from_fn::<f32, 12, _>(|i| f32::from(u8::from(i == 0 || i == 7 || i == third)))
    };
    let (major, minor) = (template(4), template(3));
    let mut best = (Key { tonic: 0, scale: Scale::Major }, -1.0);
    for tonic in 0..12 {
        let turned = std::array::from_fn(|i| chroma[(i + tonic) % 12]);
        for (scale, triad) in [(Scale::Major, &major), (Scale::Minor, &minor)] {
            let fit = correlation(turned, triad);
            if fit > best.1 {
                best = (Key { tonic: tonic as u8, scale }, fit);
            }
        }
    }
    best
}

/// Pearson's r; 0 where one side does not vary.
fn correlation(a: [f32; 12], b: &[f32; 12]) -> f32 {
    let (mean_a, mean_b) = (a.iter().sum::<f32>() / 12.0, b.iter().sum::<f32>() / 12.0);
    let (mut both, mut own_a, mut own_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        both += (a - mean_a) * (b - mean_b);
        own_a += (a - mean_a) * (a - mean_a);
        own_b += (b - mean_b) * (b - mean_b);
    }
    let scale = (own_a * own_b).sqrt();
    if scale > 0.0 { both / scale } else { 0.0 }
}

/// How much of the music sounds together at 1 to 6 semitones' distance, as shares of the product of all pitch classes with
/// themselves; the same in any key.
pub fn intervals(chroma: &[f32; 12]) -> [f32; 6] {
    let sum = chroma.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    std::array::from_fn(|i| {
        let products = (0..12).map(|class| chroma[class] * chroma[(class + i + 1) % 12]);
        products.sum::<f32>() / (sum * sum)
    })
}

/// Pitch classes on the circles of fifths, minor and major thirds (tonnetz; Harte, Sandler and Gasser 2006), for chroma of sum one.
pub fn tonal_centroid(chroma: &[f32; 12]) -> [f32; 6] {
    let sum = chroma.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let mut centroid = [0.0; 6];
    for (class, weight) in chroma.iter().enumerate() {
        for (circle, (fraction, radius)) in
            [(7.0 / 12.0, 1.0), (3.0 / 12.0, 1.0), (4.0 / 12.0, 0.5)].into_iter().enumerate()
        {
            let angle = std::f32::consts::TAU * fraction * class as f32;
            centroid[2 * circle] += radius * angle.sin() * weight / sum;
            centroid[2 * circle + 1] += radius * angle.cos() * weight / sum;
        }
    }
    centroid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::features::RATE;
    use crate::audio::features::spectrum::Spectrum;

    const SIZE: usize = 4096;

    /// The pitches of notes (MIDI numbers), each with five falling harmonics.
    fn sounding(notes: &[f32]) -> PitchFrame {
        let mut samples = vec![0.0; SIZE];
        for note in notes {
            let base = 440.0 * ((note - 69.0) / 12.0).exp2();
            for harmonic in 1..=5u8 {
                let step = std::f32::consts::TAU * base * f32::from(harmonic) / RATE as f32;
                samples
                    .iter_mut()
                    .enumerate()
                    .for_each(|(i, s)| *s += (step * i as f32).sin() / f32::from(harmonic).powi(2));
            }
        }
        let (mut spectrum, mut power) = (Spectrum::hann(SIZE), Vec::new());
        spectrum.power(&samples, &mut power);
        pitches(&power, SIZE)
    }

    fn summed(chords: &[&[f32]]) -> [f32; STEPS] {
        let mut sum = [0.0; STEPS];
        for frame in chords.iter().map(|notes| sounding(notes)) {
            sum.iter_mut().zip(frame.histogram).for_each(|(s, h)| *s += h);
        }
        sum
    }

    #[test]
    fn a_cadence_tells_its_key() {
        let c_major: [&[f32]; 4] = [&[60., 64., 67.], &[65., 69., 72.], &[67., 71., 74.], &[60., 64., 67.]];
        let a_minor: [&[f32]; 4] = [&[57., 60., 64.], &[62., 65., 69.], &[64., 68., 71.], &[57., 60., 64.]];
        let key = |chords: &[&[f32]]| keys(&chroma(&summed(chords), 0.0)).best().0.to_string();
        assert_eq!((key(&c_major), key(&a_minor)), ("C major".to_owned(), "A minor".to_owned()));
        let up: Vec<Vec<f32>> = c_major.iter().map(|c| c.iter().map(|n| n + 3.0).collect()).collect();
        assert_eq!(key(&up.iter().map(Vec::as_slice).collect::<Vec<_>>()), "E♭ major");
    }

    #[test]
    fn a_triad_is_told_from_its_notes() {
        let chord_of = |notes: &[f32]| chord(&chroma(&sounding(notes).histogram, 0.0)).0.to_string();
        assert_eq!(chord_of(&[62., 66., 69.]), "D major");
        assert_eq!(chord_of(&[59., 62., 66.]), "B minor");
    }

    #[test]
    fn another_tuning_is_found_and_taken_out() {
        let chord: &[f32] = &[60.3, 64.3, 67.3];
        let histogram = summed(&[chord]);
        assert!((tuning(&histogram) - 3.0).abs() < 0.6, "{}", tuning(&histogram));
        assert_eq!(super::chord(&chroma(&histogram, tuning(&histogram))).0.to_string(), "C major");
    }

    #[test]
    fn a_cluster_is_rougher_than_a_fifth() {
        let (fifth, cluster) = (sounding(&[60., 67.]), sounding(&[60., 61., 62., 63.]));
        assert!(cluster.roughness > 2.0 * fifth.roughness, "{} {}", cluster.roughness, fifth.roughness);
    }

    #[test]
    fn a_higher_octave_is_one_octave_higher() {
        let rise = sounding(&[72.]).height - sounding(&[60.]).height;
        assert!((rise - 1.0).abs() < 0.1, "{rise}");
    }

    #[test]
    fn intervals_are_those_of_the_chord() {
        let mut triad = [0.0; 12];
        for class in [0, 4, 7] {
            triad[class] = 1.0;
        }
        let ninth = 1.0 / 9.0;
        let expected = [0.0, 0.0, ninth, ninth, ninth, 0.0];
        assert!(intervals(&triad).iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6));
    }

    #[test]
    fn silence_has_no_pitch() {
        assert!(pitches(&vec![0.0; SIZE / 2 + 1], SIZE).histogram.iter().all(|h| *h == 0.0));
    }

    /// C alone lies at the zero angle of each circle.
    #[test]
    fn tonal_centroids_are_those_of_the_paper() {
        let mut c = [0.0; 12];
        c[0] = 2.0;
        let expected = [0.0, 1.0, 0.0, 1.0, 0.0, 0.5];
        assert!(tonal_centroid(&c).iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6));
    }
}
