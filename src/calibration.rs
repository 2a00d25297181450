//! How the reading of one listener's face is corrected by what they said about it: a shift of each emotion in log space,
//! and a count of what was read against what was true.
//!
//! A face that is read as neutral while its owner is happy is mostly so each time: the model's prior does not fit this
//! person. Each answer moves the shifts one step of gradient ascent on the likelihood of the truth (the bias of multinomial
//! logistic regression), and all of them a little back to nothing, so that a slip is forgotten. Pure; knows nothing of
//! pictures or files.

use crate::emotion::{Emotion, EmotionScores};

/// How far one answer moves the shifts.
const RATE: f32 = 0.5;
/// The part of all shifts that remains after each answer.
const KEEP: f32 = 0.97;
/// No shift is larger: a face must still be able to say anything.
const LIMIT: f32 = 2.5;

/// What a resting face reads as after it was shown: the share of neutral, the rest evenly.
const NEUTRAL_AT_REST: f32 = 0.76;
/// Probabilities below this are taken as this: their logarithm is noise.
const LEAST: f32 = 0.002;

/// Shifts in log space, in class order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration([f32; 7]);

impl Calibration {
    /// Shifts as they were stored; what is not finite or too large is cut.
    pub fn new(shifts: [f32; 7]) -> Self {
        Self(shifts.map(|shift| if shift.is_finite() { shift.clamp(-LIMIT, LIMIT) } else { 0.0 }))
    }

    /// From readings of the listener's face at rest: what it says about each emotion then counts as nothing, so that it
    /// reads as neutral, and what it shows beyond that is seen.
    pub fn from_rest(readings: &[EmotionScores]) -> Self {
        let others = (1.0 - NEUTRAL_AT_REST) / (Emotion::ALL.len() - 1) as f32;
        let count = readings.len() as f32;
        Self::new(Emotion::ALL.map(|emotion| {
            let at_rest = readings.iter().map(|r| r.get(emotion).max(LEAST).ln()).sum::<f32>() / count;
            let wanted = if emotion == Emotion::Neutral { NEUTRAL_AT_REST } else { others };
            wanted.ln() - at_rest
        }))
    }

    /// The shifts in class order.
    pub const fn shifts(&self) -> &[f32; 7] {
        &self.0
    }

    /// The scores as this listener's face means them.
    #[must_use]
    pub fn apply(&self, scores: &EmotionScores) -> EmotionScores {
        if self.0.iter().all(|shift| *shift == 0.0) {
            return *scores;
        }
        let mut weights = *scores.as_array();
        for (weight, shift) in weights.iter_mut().zip(self.0) {
            *weight *= shift.exp();
        }
        // Bounded factors of a distribution are one again.
        EmotionScores::from_weights(weights).unwrap_or(*scores)
    }

    /// The listener says what was true when these scores (already calibrated) were shown.
    pub fn correct(&mut self, shown: &EmotionScores, truth: Emotion) {
        for emotion in Emotion::ALL {
            let is_true = if emotion == truth { 1.0 } else { 0.0 };
            let shift = &mut self.0[emotion.index()];
            *shift = (*shift * KEEP + RATE * (is_true - shown.get(emotion))).clamp(-LIMIT, LIMIT);
        }
    }
}

/// What was read, and what the listener said was true: `[read][true]`, in class order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion(pub [[u32; 7]; 7]);

impl Confusion {
    /// Counts one answer.
    pub fn count(&mut self, read: Emotion, truth: Emotion) {
        let cell = &mut self.0[read.index()][truth.index()];
        *cell = cell.saturating_add(1);
    }

    /// How often `read` was read and `truth` was true.
    pub const fn get(&self, read: Emotion, truth: Emotion) -> u32 {
        self.0[read.index()][truth.index()]
    }

    /// Answers in all.
    pub fn total(&self) -> u32 {
        self.0.iter().flatten().sum()
    }

    /// Answers that agreed with what was read.
    pub fn agreed(&self) -> u32 {
        Emotion::ALL.into_iter().map(|emotion| self.get(emotion, emotion)).sum()
    }

    /// The mistakes, the most frequent first: read, true, how often.
    pub fn mistakes(&self) -> Vec<(Emotion, Emotion, u32)> {
        let all = Emotion::ALL
            .into_iter()
            .flat_map(|read| Emotion::ALL.into_iter().map(move |truth| (read, truth)));
        let mistakes = all.filter(|(read, truth)| read != truth);
        let mut mistakes: Vec<_> =
            mistakes.map(|(read, truth)| (read, truth, self.get(read, truth))).collect();
        mistakes.retain(|(_, _, number)| *number > 0);
        mistakes.sort_by_key(|(_, _, number)| std::cmp::Reverse(*number));
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A face whose owner is mostly shown as neutral: so much of each true emotion goes over to neutral.
    fn misread(truth: Emotion, dice: &mut fastrand::Rng) -> EmotionScores {
        let mut weights = [0.03; 7].map(|x: f32| x + 0.04 * dice.f32());
        weights[truth.index()] += 0.30 + 0.2 * dice.f32();
        weights[Emotion::Neutral.index()] += 0.40 + 0.2 * dice.f32();
        EmotionScores::from_weights(weights).unwrap()
    }

    fn right(calibration: &Calibration, seed: u64) -> f32 {
        let mut dice = fastrand::Rng::with_seed(seed);
        let mut right = 0;
        for _ in 0..100 {
            for truth in Emotion::ALL {
                let shown = calibration.apply(&misread(truth, &mut dice));
                right += u32::from(shown.leading().0 == truth);
            }
        }
        right as f32 / 700.0
    }

    #[test]
    fn a_few_answers_cure_a_steady_misreading() {
        let (mut calibration, mut dice) = (Calibration::default(), fastrand::Rng::with_seed(1));
        let before = right(&calibration, 99);
        for _ in 0..12 {
            let truth = Emotion::ALL[dice.usize(..7)];
            let shown = calibration.apply(&misread(truth, &mut dice));
            if shown.leading().0 != truth {
                calibration.correct(&shown, truth);
            }
        }
        let after = right(&calibration, 99);
        assert!(before < 0.3 && after > 0.8, "{before} {after}");
    }

    /// Scores of a face that shows `emotion` clearly, read by a model that sees too much of another one.
    fn biased(emotion: Emotion, bias: Emotion, dice: &mut fastrand::Rng) -> EmotionScores {
        let logits = Emotion::ALL.map(|e| {
            let shown = if e == emotion { 2.5 } else { 0.0 };
            let seen = if e == bias { 3.5 } else { 0.0 };
            shown + seen + dice.f32() - 0.5
        });
        EmotionScores::from_logits(logits, 1.0).unwrap()
    }

    #[test]
    fn a_face_that_looks_sad_or_angry_at_rest_is_read_right_once_it_was_shown_at_rest() {
        let mut dice = fastrand::Rng::with_seed(4);
        for bias in [Emotion::Sad, Emotion::Angry] {
            let rest: Vec<_> = (0..20).map(|_| biased(Emotion::Neutral, bias, &mut dice)).collect();
            assert!(rest.iter().all(|scores| scores.leading().0 == bias));
            let calibration = Calibration::from_rest(&rest);
            let (mut before, mut after) = (0, 0);
            for truth in Emotion::ALL {
                for _ in 0..40 {
                    let scores = biased(truth, bias, &mut dice);
                    before += u32::from(scores.leading().0 == truth);
                    after += u32::from(calibration.apply(&scores).leading().0 == truth);
                }
            }
            assert!(before <= 80 && after >= 240, "{bias}: {before} of 280 right before, {after} after");
        }
    }

    #[test]
    fn a_face_at_rest_that_reads_neutral_is_hardly_changed_and_nothing_becomes_unreachable() {
        let rest = EmotionScores::from_weights([0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.76]).unwrap();
        assert!(Calibration::from_rest(&[rest; 8]).shifts().iter().all(|shift| shift.abs() < 0.05));
        let grimace = Calibration::from_rest(&[EmotionScores::certain(Emotion::Happy)]);
        let grin =
            EmotionScores::from_weights([0.0001, 0.0001, 0.0001, 0.999, 0.0001, 0.0001, 0.0005]).unwrap();
        assert_eq!(grimace.apply(&grin).leading().0, Emotion::Happy);
        assert_eq!(Calibration::from_rest(&[]), Calibration::default());
    }

    #[test]
    fn one_slip_does_not_turn_a_reader_that_was_right() {
        let mut calibration = Calibration::default();
        let mut weights = [0.05; 7];
        weights[Emotion::Happy.index()] = 0.7;
        let happy = EmotionScores::from_weights(weights).unwrap();
        calibration.correct(&happy, Emotion::Sad);
        assert_eq!(calibration.apply(&happy).leading().0, Emotion::Happy);
    }

    #[test]
    fn shifts_stay_within_limits_whatever_is_said() {
        let mut calibration = Calibration::default();
        for _ in 0..1000 {
            let shown = calibration.apply(&EmotionScores::certain(Emotion::Happy));
            calibration.correct(&shown, Emotion::Sad);
        }
        assert!(calibration.shifts().iter().all(|shift| shift.abs() <= LIMIT));
        assert_eq!(Calibration::new([f32::NAN; 7]), Calibration::default());
    }

    #[test]
    fn mistakes_are_counted_and_sorted() {
        let mut confusion = Confusion::default();
        for (read, truth) in [
            (Emotion::Neutral, Emotion::Happy),
            (Emotion::Sad, Emotion::Neutral),
            (Emotion::Neutral, Emotion::Happy),
            (Emotion::Happy, Emotion::Happy),
        ] {
            confusion.count(read, truth);
        }
        assert_eq!((confusion.total(), confusion.agreed()), (4, 1));
        assert_eq!(confusion.mistakes()[0], (Emotion::Neutral, Emotion::Happy, 2));
    }
}
