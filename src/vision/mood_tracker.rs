//! From scores that flicker to one calm mood: a pure function of times and scores.
//!
//! Two averages run side by side: one over about 3 s for what the screen shows, one over about 45 s for what the music
//! follows. Both weigh all they have seen evenly at first, so they are right from the start and slow only later.

use crate::affect::AffectTable;
use crate::calibration::Calibration;
use crate::emotion::{Emotion, EmotionScores};
use crate::mood::ListenerMood;

/// Time constant of the scores that are shown.
const SHOWN_SECS: f64 = 3.0;
/// Time constant of the scores that music follows.
const MOOD_SECS: f64 = 45.0;
/// Seconds of a face before a mood is told: one odd frame is no mood.
const FIRST_SECS: f64 = 1.0;
/// The least time between two changes of the emotion told.
const DWELL_SECS: f64 = 10.0;
/// Without a face for this long, the mood is unknown.
const GONE_SECS: f64 = 15.0;
/// Without a face for this long, nothing is shown.
const HIDDEN_SECS: f64 = 1.5;
/// The most that one reading counts for, whatever the gap before it.
const LONGEST_STEP_SECS: f64 = 1.0;
/// By how much another emotion must lead to take over.
const MARGIN: f32 = 0.08;
/// Below the first the mood becomes unsure, above the second it is sure again. Chance is 0.14.
const UNSURE: f32 = 0.26;
const SURE: f32 = 0.32;

/// Follows one listener.
#[derive(Clone, Debug)]
pub struct MoodTracker {
    table: AffectTable,
    calibration: Calibration,
    shown: Average,
    mood: Average,
    /// Source time of the last update.
    time_secs: Option<f64>,
    /// Seconds without a face.
    missing_secs: f64,
    /// Seconds with a face since it came.
    seen_secs: f64,
    told: Told,
}

/// What is told about the listener; changes at most once in [`DWELL_SECS`].
#[derive(Clone, Copy, Debug)]
enum Told {
    Nothing,
    Unsure { held_secs: f64 },
    Leading { emotion: Emotion, since_secs: f64, held_secs: f64 },
}

impl MoodTracker {
    /// A tracker that knows nothing yet.
    pub fn new(table: AffectTable) -> Self {
        Self {
            table,
            calibration: Calibration::default(),
            shown: Average::over(SHOWN_SECS),
            mood: Average::over(MOOD_SECS),
            time_secs: None,
            missing_secs: 0.0,
            seen_secs: 0.0,
            told: Told::Nothing,
        }
    }

    /// Reads the listener's face as they said. What was seen before is read anew, so an answer shows at once.
    #[must_use]
    pub fn calibrated(self, calibration: Calibration) -> Self {
        let told = match (self.told, self.mood.scores().map(|scores| calibration.apply(&scores).leading().0))
        {
            (Told::Leading { since_secs, held_secs, .. }, Some(emotion)) => {
                Told::Leading { emotion, since_secs, held_secs }
            }
            (told, _) => told,
        };
        Self { calibration, told, ..self }
    }

    /// Takes the scores of the listener at a source time, `None` when no face is there, and says the mood.
    ///
    /// A time that stands still or goes back adds nothing; after a gap one reading counts for a second at most.
    pub fn update(&mut self, time_secs: f64, scores: Option<&EmotionScores>) -> ListenerMood {
        let elapsed = self.elapsed(time_secs);
        self.missing_secs += elapsed;
        if self.missing_secs >= GONE_SECS {
            self.forget();
        }
        if let Some(scores) = scores {
            let step = elapsed.min(LONGEST_STEP_SECS);
            self.missing_secs = 0.0;
            self.seen_secs += step;
            self.shown.add(scores, step);
            self.mood.add(scores, step);
        }
        self.tell(time_secs, elapsed);
        self.mood()
    }

    /// Scores smoothed for display; `None` when no face is there.
    pub fn shown(&self) -> Option<EmotionScores> {
        let shown = self.shown.scores().filter(|_| self.missing_secs <= HIDDEN_SECS);
        shown.map(|scores| self.calibration.apply(&scores))
    }

    /// Scores smoothed for the mood, as the listener's face means them.
    fn scores(&self) -> Option<EmotionScores> {
        self.mood.scores().map(|scores| self.calibration.apply(&scores))
    }

    /// Seconds since the last update, never negative.
    fn elapsed(&mut self, time_secs: f64) -> f64 {
        if !time_secs.is_finite() {
            return 0.0;
        }
        let elapsed = self.time_secs.map_or(0.0, |last| time_secs - last);
        self.time_secs = Some(time_secs);
        elapsed.max(0.0)
    }

    fn forget(&mut self) {
        self.shown = Average::over(SHOWN_SECS);
        self.mood = Average::over(MOOD_SECS);
        self.seen_secs = 0.0;
        self.told = Told::Nothing;
    }

    fn tell(&mut self, time_secs: f64, elapsed: f64) {
        if let Told::Unsure { held_secs } | Told::Leading { held_secs, .. } = &mut self.told {
            *held_secs += elapsed;
        }
        let Some(scores) = self.scores() else { return };
        let leading = || Told::Leading { emotion: scores.leading().0, since_secs: time_secs, held_secs: 0.0 };
        let (best, p) = scores.leading();
        match self.told {
            Told::Nothing if self.seen_secs < FIRST_SECS => {}
            Told::Nothing if p < UNSURE => self.told = Told::Unsure { held_secs: 0.0 },
            Told::Nothing => self.told = leading(),
            Told::Unsure { held_secs } | Told::Leading { held_secs, .. } if held_secs < DWELL_SECS => {}
            Told::Unsure { .. } if p >= SURE => self.told = leading(),
            Told::Leading { .. } if p < UNSURE => self.told = Told::Unsure { held_secs: 0.0 },
            Told::Leading { emotion, .. } if best != emotion && p > scores.get(emotion) + MARGIN => {
                self.told = leading();
            }
            Told::Unsure { .. } | Told::Leading { .. } => {}
        }
    }

    /// The mood as it is now.
    pub fn mood(&self) -> ListenerMood {
        match (self.told, self.scores()) {
            (Told::Leading { emotion, since_secs, .. }, Some(scores)) => ListenerMood::Known {
                affect: self.table.blend(&scores),
                confidence: scores.get(emotion),
                scores,
                emotion,
                since_secs,
            },
            (Told::Nothing | Told::Unsure { .. }, _) | (Told::Leading { .. }, None) => ListenerMood::Unknown,
        }
    }
}

/// An exponential average whose weights add up to one from the first value on.
#[derive(Clone, Debug)]
struct Average {
    constant_secs: f64,
    sums: [f64; 7],
    weight: f64,
    /// Before any time has passed: the last value alone.
    first: Option<EmotionScores>,
}

impl Average {
    const fn over(constant_secs: f64) -> Self {
        Self { constant_secs, sums: [0.0; 7], weight: 0.0, first: None }
    }

    fn add(&mut self, scores: &EmotionScores, step_secs: f64) {
        let keep = (-step_secs / self.constant_secs).exp();
        for (sum, p) in self.sums.iter_mut().zip(scores.as_array()) {
            *sum = *sum * keep + f64::from(*p) * (1.0 - keep);
        }
        self.weight = self.weight * keep + (1.0 - keep);
        self.first = Some(*scores);
    }

    fn scores(&self) -> Option<EmotionScores> {
        if self.weight <= 0.0 {
            return self.first;
        }
        EmotionScores::from_weights(self.sums.map(|s| (s / self.weight) as f32)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tracker() -> MoodTracker {
        MoodTracker::new(AffectTable::default())
    }

    fn mostly(emotion: Emotion) -> EmotionScores {
        let mut weights = [0.05; 7];
        weights[emotion.index()] = 0.7;
        EmotionScores::from_weights(weights).unwrap()
    }

    fn emotion(mood: &ListenerMood) -> Option<Emotion> {
        match mood {
            ListenerMood::Unknown => None,
            ListenerMood::Known { emotion, .. } => Some(*emotion),
        }
    }

    /// Feeds a constant face at 10 readings a second.
    fn feed(tracker: &mut MoodTracker, from: f64, to: f64, scores: Option<&EmotionScores>) -> ListenerMood {
        let mut mood = ListenerMood::Unknown;
        for i in 0..=((to - from) * 10.0) as u32 {
            mood = tracker.update(from + f64::from(i) / 10.0, scores);
        }
        mood
    }

    #[test]
    fn a_steady_face_is_a_mood_within_two_seconds() {
        let mood = feed(&mut tracker(), 0.0, 2.0, Some(&mostly(Emotion::Happy)));
        let ListenerMood::Known { emotion, confidence, affect, .. } = mood else { panic!("{mood:?}") };
        assert_eq!(emotion, Emotion::Happy);
        assert!((confidence - 0.7).abs() < 1e-4 && affect.valence > 0.3);
    }

    #[test]
    fn an_answer_of_the_listener_shows_at_once() {
        let mut tracker = tracker();
        let seen = EmotionScores::from_weights([0.05, 0.05, 0.05, 0.35, 0.05, 0.05, 0.4]).unwrap();
        assert_eq!(emotion(&feed(&mut tracker, 0.0, 20.0, Some(&seen))), Some(Emotion::Neutral));
        let mut calibration = Calibration::default();
        calibration.correct(&seen, Emotion::Happy);
        let tracker = tracker.calibrated(calibration);
        assert_eq!(emotion(&tracker.mood()), Some(Emotion::Happy));
        assert_eq!(tracker.shown().map(|s| s.leading().0), Some(Emotion::Happy));
    }

    #[test]
    fn one_reading_is_no_mood_yet_but_is_shown() {
        let mut tracker = tracker();
        assert_eq!(tracker.update(0.0, Some(&mostly(Emotion::Sad))), ListenerMood::Unknown);
        assert_eq!(tracker.shown().map(|s| s.leading().0), Some(Emotion::Sad));
    }

    #[test]
    fn a_lasting_change_is_followed_within_a_minute() {
        let mut tracker = tracker();
        feed(&mut tracker, 0.0, 60.0, Some(&mostly(Emotion::Happy)));
        let soon = feed(&mut tracker, 60.0, 65.0, Some(&mostly(Emotion::Sad)));
        let later = feed(&mut tracker, 65.0, 110.0, Some(&mostly(Emotion::Sad)));
        assert_eq!((emotion(&soon), emotion(&later)), (Some(Emotion::Happy), Some(Emotion::Sad)));
    }

    #[test]
    fn the_screen_follows_in_seconds() {
        let mut tracker = tracker();
        feed(&mut tracker, 0.0, 30.0, Some(&mostly(Emotion::Happy)));
        feed(&mut tracker, 30.1, 34.0, Some(&mostly(Emotion::Sad)));
        assert_eq!(tracker.shown().map(|s| s.leading().0), Some(Emotion::Sad));
    }

    #[test]
    fn without_a_face_the_mood_stays_a_while_and_goes() {
        let mut tracker = tracker();
        feed(&mut tracker, 0.0, 20.0, Some(&mostly(Emotion::Happy)));
        let short = feed(&mut tracker, 20.1, 28.0, None);
        assert_eq!((emotion(&short), tracker.shown()), (Some(Emotion::Happy), None));
        assert_eq!(feed(&mut tracker, 28.1, 41.0, None), ListenerMood::Unknown);
    }

    #[test]
    fn a_face_that_says_nothing_is_unsure() {
        let even = EmotionScores::from_weights([1.0; 7]).unwrap();
        assert_eq!(feed(&mut tracker(), 0.0, 30.0, Some(&even)), ListenerMood::Unknown);
    }

    #[test]
    fn times_that_jump_do_no_harm() {
        let mut tracker = tracker();
        feed(&mut tracker, 100.0, 130.0, Some(&mostly(Emotion::Happy)));
        for time in [0.0, f64::NAN, -5.0, f64::INFINITY, 1e300, 0.0] {
            let mood = tracker.update(time, Some(&mostly(Emotion::Sad)));
            assert!(tracker.shown().is_some(), "{mood:?}");
        }
    }

    #[test]
    fn a_gap_longer_than_patience_starts_anew() {
        let mut tracker = tracker();
        feed(&mut tracker, 0.0, 60.0, Some(&mostly(Emotion::Happy)));
        let mood = feed(&mut tracker, 200.0, 202.0, Some(&mostly(Emotion::Sad)));
        assert_eq!(emotion(&mood), Some(Emotion::Sad));
    }

    /// Two classes that take turns at any rate, with pauses: at most one change of the emotion in ten seconds.
    #[test]
    fn flickering_changes_the_emotion_at_most_once_in_ten_seconds() {
        for seed in 0..40 {
            let mut random = fastrand::Rng::with_seed(seed);
            let period = 0.05 * 3f64.powf(random.f64() * 7.0);
            let (mut tracker, mut time, mut changes) = (tracker(), 0.0, Vec::new());
            let mut last = None;
            while time < 400.0 {
                time += random.f64() * 0.3;
                let side = ((time / period) as u64).is_multiple_of(2);
                let scores = mostly(if side { Emotion::Happy } else { Emotion::Angry });
                let now = emotion(&tracker.update(time, (random.f64() > 0.1).then_some(&scores)));
                if now != last && last.is_some() {
                    changes.push(time);
                }
                last = now;
            }
            let close = changes.windows(2).find(|pair| pair[1] - pair[0] < DWELL_SECS - 1e-6);
            assert_eq!(close, None, "period {period}");
        }
    }
}
