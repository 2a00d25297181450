//! Figures from probabilities and true labels, defined as in the training code.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::emotion::{Emotion, EmotionScores};

/// Bins of equal width for the calibration error (Guo et al. 2017).
const CALIBRATION_BINS: usize = 15;

/// How one output does on labelled pictures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Pictures that count.
    pub pictures: usize,
    /// Part of the pictures whose most probable emotion is the true one, 0..=1.
    pub accuracy: f64,
    /// Where the accuracy of all such pictures lies with 95 % confidence: [`wilson_95`].
    pub accuracy_95: [f64; 2],
    /// Mean F1 of the classes that occur, 0..=1.
    pub macro_f1: f64,
    /// Expected calibration error: how far probability and accuracy lie apart, 0..=1.
    pub ece: f64,
    /// Of the happy and the sad pictures, the part in which the true one of the two is more probable; `None` without any.
    pub happy_vs_sad: Option<f64>,
    /// By emotion.
    pub classes: Classes,
    /// `[true][said]` counts in class order.
    pub confusion: [[u32; 7]; 7],
}

/// Figures of each class, in class order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Classes(pub [ClassFigures; 7]);

/// Figures of one class; 0 where there is nothing to divide by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ClassFigures {
    /// Part of the pictures said to be of the class that are.
    pub precision: f64,
    /// Part of the pictures of the class that are said to be.
    pub recall: f64,
    /// Where the recall of all such pictures lies with 95 % confidence: [`wilson_95`].
    pub recall_95: [f64; 2],
    /// Harmonic mean of both.
    pub f1: f64,
    /// Pictures of the class.
    pub support: u32,
}

impl Serialize for Classes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        for emotion in Emotion::ALL {
            map.serialize_entry(emotion.name(), &self.0[emotion.index()])?;
        }
        map.end()
    }
}

impl Figures {
    /// Figures of pairs of true label and scores; `None` without any.
    pub fn of(scored: &[(Emotion, EmotionScores)]) -> Option<Self> {
        if scored.is_empty() {
            return None;
        }
        let mut confusion = [[0u32; 7]; 7];
        for (label, scores) in scored {
            confusion[label.index()][scores.leading().0.index()] += 1;
        }
        let right: u32 = (0..7).map(|class| confusion[class][class]).sum();
        let classes = Emotion::ALL.map(|emotion| class_figures(&confusion, emotion.index()));
        let present = classes.iter().filter(|class| class.support > 0);
        let macro_f1 = present.clone().map(|class| class.f1).sum::<f64>() / present.count() as f64;
        Some(Self {
            pictures: scored.len(),
            accuracy: f64::from(right) / scored.len() as f64,
            accuracy_95: wilson_95(right as usize, scored.len()),
            macro_f1,
            ece: calibration_error(scored),
            happy_vs_sad: happy_vs_sad(scored),
            classes: Classes(classes),
            confusion,
        })
    }
}

/// The interval in which a proportion lies with 95 % confidence when `right` of `all` were counted (Wilson 1927, "Probable
/// inference, the law of succession, and statistical inference"); everything when nothing was counted.
#[must_use]
pub fn wilson_95(right: usize, all: usize) -> [f64; 2] {
    /// The 97.5 % point of the normal distribution.
    const Z: f64 = 1.959_964;
    if all == 0 {
        return [0.0, 1.0];
    }
    let (n, p) = (all as f64, right as f64 / all as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let reach = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    [(middle - reach).max(0.0), (middle + reach).min(1.0)]
}

fn class_figures(confusion: &[[u32; 7]; 7], class: usize) -> ClassFigures {
    let hits = f64::from(confusion[class][class]);
    let support: u32 = confusion[class].iter().sum();
    let claimed: u32 = confusion.iter().map(|row| row[class]).sum();
    ClassFigures {
        precision: hits / f64::from(claimed.max(1)),
        recall: hits / f64::from(support.max(1)),
        recall_95: wilson_95(confusion[class][class] as usize, support as usize),
        f1: 2.0 * hits / f64::from((claimed + support).max(1)),
        support,
    }
}

fn calibration_error(scored: &[(Emotion, EmotionScores)]) -> f64 {
    /// Of one bin: sum of probabilities, right answers.
    #[derive(Clone, Copy, Default)]
    struct Bin {
        confidence: f64,
        right: f64,
    }
    let mut bins = [Bin::default(); CALIBRATION_BINS];
    for (label, scores) in scored {
        let (said, p) = scores.leading();
        let at = ((f64::from(p) * CALIBRATION_BINS as f64) as usize).min(CALIBRATION_BINS - 1);
        bins[at].confidence += f64::from(p);
        bins[at].right += f64::from(u8::from(said == *label));
    }
    // |mean right - mean confidence| weighted by the bin's part of all pictures: the counts cancel.
    bins.iter().map(|bin| (bin.right - bin.confidence).abs()).sum::<f64>() / scored.len() as f64
}

fn happy_vs_sad(scored: &[(Emotion, EmotionScores)]) -> Option<f64> {
    let pair: Vec<bool> = scored
        .iter()
        .filter(|(label, _)| matches!(label, Emotion::Happy | Emotion::Sad))
        .map(|(label, s)| (s.get(Emotion::Happy) > s.get(Emotion::Sad)) == (*label == Emotion::Happy))
        .collect();
    (!pair.is_empty()).then(|| pair.iter().filter(|right| **right).count() as f64 / pair.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Emotion::{Happy, Neutral, Sad};

    /// `p` on one emotion, the rest on another.
    fn scores(first: Emotion, p: f32, second: Emotion) -> EmotionScores {
        let mut weights = [0.0; 7];
        weights[first.index()] = p;
        weights[second.index()] += 1.0 - p;
        EmotionScores::from_weights(weights).unwrap()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn figures_agree_with_a_hand_computed_example() {
        let figures = Figures::of(&[
            (Happy, scores(Happy, 0.9, Sad)),
            (Happy, scores(Happy, 0.6, Neutral)),
            (Happy, scores(Neutral, 0.7, Happy)),
            (Sad, scores(Happy, 0.8, Sad)),
            (Sad, scores(Sad, 0.8, Happy)),
        ])
        .unwrap();
        assert!(close(figures.accuracy, 0.6));
        let happy = figures.classes.0[Happy.index()];
        assert!(
            close(happy.precision, 2.0 / 3.0) && close(happy.recall, 2.0 / 3.0) && close(happy.f1, 2.0 / 3.0)
        );
        let sad = figures.classes.0[Sad.index()];
        assert!(close(sad.precision, 1.0) && close(sad.recall, 0.5) && close(sad.f1, 2.0 / 3.0));
        assert_eq!((happy.support, figures.classes.0[Neutral.index()].support), (3, 0));
        assert!(close(figures.macro_f1, 2.0 / 3.0), "neutral does not occur and does not count");
        assert_eq!(figures.confusion[Sad.index()][Happy.index()], 1);
        // The third picture gives happy 0.3 and sad nothing: happier, as it should be.
        assert!(close(figures.happy_vs_sad.unwrap(), 0.8));
        // Bins: 0.9 right; 0.6 right; 0.7 wrong; 0.8 one right of two.
        assert!(close(figures.ece, (0.1 + 0.4 + 0.7 + 0.6) / 5.0), "{}", figures.ece);
    }

    #[test]
    fn perfect_and_certain_is_one_and_no_error() {
        let figures = Figures::of(&Emotion::ALL.map(|e| (e, EmotionScores::certain(e)))).unwrap();
        assert!(close(figures.accuracy, 1.0) && close(figures.macro_f1, 1.0) && close(figures.ece, 0.0));
    }

    #[test]
    fn intervals_are_wilson_s() {
        // Worked by hand: 15 of 20, and the ends.
        let [low, high] = wilson_95(15, 20);
        assert!((low - 0.5313).abs() < 1e-4 && (high - 0.8881).abs() < 1e-4, "{low} {high}");
        assert!(wilson_95(0, 10)[0] < 1e-9 && (wilson_95(0, 10)[1] - 0.2775).abs() < 1e-4);
        assert!(close(wilson_95(0, 0)[0], 0.0) && close(wilson_95(0, 0)[1], 1.0));
    }

    #[test]
    fn nothing_gives_no_figures() {
        assert_eq!(Figures::of(&[]), None);
        let neutral = Figures::of(&[(Neutral, EmotionScores::certain(Neutral))]).unwrap();
        assert_eq!(neutral.happy_vs_sad, None);
    }

    #[test]
    fn json_names_the_classes() {
        let figures = Figures::of(&[(Sad, EmotionScores::certain(Sad))]).unwrap();
        let json = serde_json::to_value(figures).unwrap();
        assert_eq!((&json["classes"]["sad"]["support"], &json["pictures"]), (&1.into(), &1.into()));
        assert!(json["happy_vs_sad"].is_number());
    }
}
