//! Figures of merit on the plane.

use serde::Serialize;

use crate::affect::{Affect, Quadrant};

/// A clip with its label and what was said about it.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    pub affect: Affect,
    pub confidence: f32,
    pub label: Affect,
}

/// How well one axis is told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Axis {
    /// Pearson's correlation; 0 where one side does not vary.
    pub r: f64,
    /// Coefficient of determination: 1 less the squared errors over those of the labels' mean. No scale is fitted.
    pub r2: f64,
}

/// Accuracy of the most confident part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coverage {
    pub coverage: f64,
    pub accuracy: f64,
}

/// The figures of one way to tell moods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Share of clips in the right quarter.
    pub accuracy: f64,
    /// Mean of the quarters' F1.
    pub macro_f1: f64,
    pub valence: Axis,
    pub arousal: Axis,
    /// Counts: rows are labels Q1 to Q4, columns what was said.
    pub confusion: [[usize; 4]; 4],
    pub risk_coverage: Vec<Coverage>,
}

const fn number(quadrant: Quadrant) -> usize {
    match quadrant {
        Quadrant::Lively => 0,
        Quadrant::Tense => 1,
        Quadrant::Sad => 2,
        Quadrant::Calm => 3,
    }
}

impl Figures {
    /// Of clips, at least one.
    pub fn of(clips: &[Judged]) -> Self {
        let mut confusion = [[0; 4]; 4];
        for clip in clips {
            confusion[number(clip.label.quadrant())][number(clip.affect.quadrant())] += 1;
        }
        let right = |clip: &Judged| clip.label.quadrant() == clip.affect.quadrant();
        let share =
            |clips: &[Judged]| clips.iter().filter(|c| right(c)).count() as f64 / clips.len().max(1) as f64;
        let mut by_confidence = clips.to_vec();
        by_confidence.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let risk_coverage = (1..=10)
            .map(|tenths| {
                let count = (clips.len() * tenths).div_ceil(10);
                Coverage { coverage: tenths as f64 / 10.0, accuracy: share(&by_confidence[..count]) }
            })
            .collect();
        let axis = |part: fn(&Affect) -> f32| {
            let pairs: Vec<(f64, f64)> =
                clips.iter().map(|c| (f64::from(part(&c.label)), f64::from(part(&c.affect)))).collect();
            Axis::of(&pairs)
        };
        Self {
            accuracy: share(clips),
            macro_f1: macro_f1(&confusion),
            valence: axis(|a| a.valence),
            arousal: axis(|a| a.arousal),
            confusion,
            risk_coverage,
        }
    }
}

/// Mean F1 of the quarters that have labels.
fn macro_f1(confusion: &[[usize; 4]; 4]) -> f64 {
    let f1 = |class: usize| {
        let labelled: usize = confusion[class].iter().sum();
        let said: usize = confusion.iter().map(|row| row[class]).sum();
        (labelled > 0).then(|| 2.0 * confusion[class][class] as f64 / (labelled + said) as f64)
    };
    let scores: Vec<f64> = (0..4).filter_map(f1).collect();
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

impl Axis {
    /// Of (label, said) pairs.
    fn of(pairs: &[(f64, f64)]) -> Self {
        let count = pairs.len().max(1) as f64;
        let mean = |part: fn(&(f64, f64)) -> f64| pairs.iter().map(part).sum::<f64>() / count;
        let (x, y) = (mean(|p| p.0), mean(|p| p.1));
        let sum = |term: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(term).sum::<f64>();
        let (xx, yy) = (sum(&|p| (p.0 - x).powi(2)), sum(&|p| (p.1 - y).powi(2)));
        let xy = sum(&|p| (p.0 - x) * (p.1 - y));
        let errors = sum(&|p| (p.0 - p.1).powi(2));
        let scale = (xx * yy).sqrt();
        Self {
            r: if scale > 0.0 { xy / scale } else { 0.0 },
            r2: if xx > 0.0 { 1.0 - errors / xx } else { 0.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(label: (f32, f32), said: (f32, f32), confidence: f32) -> Judged {
        Judged { affect: Affect::new(said.0, said.1), label: Affect::new(label.0, label.1), confidence }
    }

    #[test]
    fn figures_are_those_worked_out_by_hand() {
        let clips = [
            judged((0.5, 0.5), (0.4, 0.5), 0.9),
            judged((-0.5, 0.5), (-0.2, 0.1), 0.8),
            judged((-0.5, -0.5), (0.2, -0.3), 0.1),
            judged((0.5, -0.5), (0.4, -0.5), 0.7),
        ];
        let figures = Figures::of(&clips);
        assert!((figures.accuracy - 0.75).abs() < 1e-9);
        assert_eq!(figures.confusion, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1]]);
        assert!((figures.macro_f1 - (1.0 + 1.0 + 0.0 + 2.0 / 3.0) / 4.0).abs() < 1e-9);
        // Squared errors 0.01, 0.09, 0.49, 0.01 over 4 times 0.25.
        assert!((figures.valence.r2 - 0.4).abs() < 1e-6, "{:?}", figures.valence);
        assert!(figures.risk_coverage[7].accuracy < 1.0 && figures.risk_coverage[6].accuracy > 0.99);
    }

    #[test]
    fn what_does_not_vary_does_not_correlate() {
        let clips = [judged((0.5, 0.5), (0.1, 0.1), 0.5), judged((-0.5, 0.5), (0.1, 0.1), 0.5)];
        let figures = Figures::of(&clips);
        assert_eq!((figures.valence.r, figures.arousal.r2), (0.0, 0.0));
    }
}
