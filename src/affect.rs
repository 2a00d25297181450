//! The plane that faces and music share: valence and arousal (Russell's circumplex, 1980).
//!
//! Knows how emotions map onto the plane; nothing of cameras, tracks or players.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::emotion::{Emotion, EmotionScores};

/// A point on the circumplex; both coordinates in -1..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Affect {
    /// Unpleasant (-1) to pleasant (1).
    pub valence: f32,
    /// Quiet (-1) to excited (1).
    pub arousal: f32,
}

/// The largest distance between two points of the plane.
pub const PLANE_DIAGONAL: f32 = 2.828_427;

impl Affect {
    /// A point, each coordinate clamped to -1..=1; what is not a number becomes 0.
    pub fn new(valence: f32, arousal: f32) -> Self {
        let tidy = |x: f32| if x.is_nan() { 0.0 } else { x.clamp(-1.0, 1.0) };
        Self { valence: tidy(valence), arousal: tidy(arousal) }
    }

    /// Euclidean distance, 0 to [`PLANE_DIAGONAL`].
    pub fn distance(self, other: Self) -> f32 {
        (self.valence - other.valence).hypot(self.arousal - other.arousal)
    }

    /// The point at most `step` from here on the straight line to `goal`.
    #[must_use]
    pub fn towards(self, goal: Self, step: f32) -> Self {
        let way = self.distance(goal);
        if way <= step {
            return goal;
        }
        let part = step / way;
        Self::new(
            self.valence + (goal.valence - self.valence) * part,
            self.arousal + (goal.arousal - self.arousal) * part,
        )
    }

    /// The quarter of the plane the point lies in; the axes belong to the positive side.
    pub fn quadrant(self) -> Quadrant {
        match (self.valence >= 0.0, self.arousal >= 0.0) {
            (true, true) => Quadrant::Lively,
            (false, true) => Quadrant::Tense,
            (false, false) => Quadrant::Sad,
            (true, false) => Quadrant::Calm,
        }
    }
}

impl fmt::Display for Affect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2},{:.2}", self.valence, self.arousal)
    }
}

/// A word that is no place on the plane.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no place on the plane; use two numbers from -1 to 1, such as 0.5,-0.2")]
pub struct NoPlace(pub String);

impl FromStr for Affect {
    type Err = NoPlace;

    /// Reads `valence,arousal`.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| text.trim().parse::<f32>().ok().filter(|x| (-1.0..=1.0).contains(x));
        let place = word.split_once(',').and_then(|(v, a)| Some(Self::new(number(v)?, number(a)?)));
        place.ok_or_else(|| NoPlace(word.to_owned()))
    }
}

/// The quarters of the plane, Q1 to Q4 counter-clockwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quadrant {
    /// Q1: pleasant and excited.
    Lively,
    /// Q2: unpleasant and excited.
    Tense,
    /// Q3: unpleasant and quiet.
    Sad,
    /// Q4: pleasant and quiet.
    Calm,
}

impl Quadrant {
    /// All four, Q1 to Q4.
    pub const ALL: [Self; 4] = [Self::Lively, Self::Tense, Self::Sad, Self::Calm];

    /// The middle of the quarter.
    pub fn centre(self) -> Affect {
        match self {
            Self::Lively => Affect::new(0.5, 0.5),
            Self::Tense => Affect::new(-0.5, 0.5),
            Self::Sad => Affect::new(-0.5, -0.5),
            Self::Calm => Affect::new(0.5, -0.5),
        }
    }

    /// The word shown to people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lively => "lively",
            Self::Tense => "tense",
            Self::Sad => "sad",
            Self::Calm => "calm",
        }
    }
}

/// Where each emotion lies on the plane; editable in the settings. Written as a map from the emotion's name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Affect>", into = "BTreeMap<String, Affect>")]
pub struct AffectTable([Affect; 7]);

impl From<BTreeMap<String, Affect>> for AffectTable {
    /// What the map does not name keeps its usual place; names of no emotion mean nothing.
    fn from(places: BTreeMap<String, Affect>) -> Self {
        let mut table = Self::default();
        for (name, place) in places {
            if let Ok(emotion) = name.parse() {
                table.set(emotion, Affect::new(place.valence, place.arousal));
            }
        }
        table
    }
}

impl From<AffectTable> for BTreeMap<String, Affect> {
    fn from(table: AffectTable) -> Self {
        Emotion::ALL.into_iter().map(|emotion| (emotion.name().to_owned(), table.get(emotion))).collect()
    }
}

impl Default for AffectTable {
    /// Means of Mehrabian's PAD, Russell 1980, NRC-VAD and Warriner et al. 2013 values, rounded.
    fn default() -> Self {
        let mut table = [Affect::default(); 7];
        for (emotion, valence, arousal) in [
            (Emotion::Happy, 0.82, 0.45),
            (Emotion::Surprise, 0.35, 0.70),
            (Emotion::Neutral, 0.0, -0.10),
            (Emotion::Sad, -0.68, -0.36),
            (Emotion::Angry, -0.58, 0.55),
            (Emotion::Fear, -0.60, 0.58),
            (Emotion::Disgust, -0.62, 0.28),
        ] {
            table[emotion.index()] = Affect::new(valence, arousal);
        }
        Self(table)
    }
}

impl AffectTable {
    /// The place of one emotion.
    pub fn get(&self, emotion: Emotion) -> Affect {
        self.0[emotion.index()]
    }

    /// Moves one emotion.
    pub fn set(&mut self, emotion: Emotion, affect: Affect) {
        self.0[emotion.index()] = affect;
    }

    /// The mean place, weighted by probability: never that of the winner alone.
    pub fn blend(&self, scores: &EmotionScores) -> Affect {
        let sum = |part: fn(Affect) -> f32| scores.iter().map(|(e, p)| p * part(self.get(e))).sum();
        Affect::new(sum(|a| a.valence), sum(|a| a.arousal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_puts_happy_and_sad_in_opposite_quadrants() {
        let table = AffectTable::default();
        assert_eq!(table.get(Emotion::Happy).quadrant(), Quadrant::Lively);
        assert_eq!(table.get(Emotion::Sad).quadrant(), Quadrant::Sad);
    }

    #[test]
    fn a_blend_lies_between_its_parts() {
        let mut weights = [0.0; 7];
        weights[Emotion::Happy.index()] = 1.0;
        weights[Emotion::Sad.index()] = 1.0;
        let blend = AffectTable::default().blend(&EmotionScores::from_weights(weights).unwrap());
        assert!((blend.valence - 0.07).abs() < 1e-6 && (blend.arousal - 0.045).abs() < 1e-6);
    }

    #[test]
    fn places_are_read_and_stay_on_the_plane() {
        assert_eq!("0.5, -0.25".parse(), Ok(Affect::new(0.5, -0.25)));
        for word in ["", "0.5", "0.5,1.2", "nan,0", "a,b", "0,0,0"] {
            assert!(word.parse::<Affect>().is_err(), "{word}");
        }
    }

    #[test]
    fn points_are_clamped_and_never_nan() {
        assert_eq!(Affect::new(7.0, f32::NAN), Affect { valence: 1.0, arousal: 0.0 });
    }

    #[test]
    fn a_step_towards_is_bounded_and_arrives() {
        let (from, goal) = (Affect::new(-0.6, -0.4), Affect::new(0.6, 0.4));
        assert!((from.distance(from.towards(goal, 0.35)) - 0.35).abs() < 1e-5);
        assert_eq!(from.towards(goal, 9.0), goal);
    }
}
