//! What a face shows: the seven emotions of FER2013, in its order, and probabilities over them.
//!
//! Knows nothing of pictures, models or music.

use std::fmt;
use std::str::FromStr;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::language::t;

/// One of the seven basic expressions, in FER2013's class order (Goodfellow et al. 2013).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emotion {
    /// Class 0.
    Angry,
    /// Class 1.
    Disgust,
    /// Class 2.
    Fear,
    /// Class 3.
    Happy,
    /// Class 4.
    Sad,
    /// Class 5.
    Surprise,
    /// Class 6.
    Neutral,
}

impl Emotion {
    /// All seven, in class order: `ALL[e.index()] == e`.
    pub const ALL: [Self; 7] =
        [Self::Angry, Self::Disgust, Self::Fear, Self::Happy, Self::Sad, Self::Surprise, Self::Neutral];

    /// The class number, 0 to 6.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name used in files, on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Angry => "angry",
            Self::Disgust => "disgust",
            Self::Fear => "fear",
            Self::Happy => "happy",
            Self::Sad => "sad",
            Self::Surprise => "surprise",
            Self::Neutral => "neutral",
        }
    }

    /// The name as a choice in a menu, in the window's language.
    pub fn menu_name(self) -> &'static str {
        match self {
            Self::Angry => t!("emotion-angry.menu"),
            Self::Disgust => t!("emotion-disgust.menu"),
            Self::Fear => t!("emotion-fear.menu"),
            Self::Happy => t!("emotion-happy.menu"),
            Self::Sad => t!("emotion-sad.menu"),
            Self::Surprise => t!("emotion-surprise.menu"),
            Self::Neutral => t!("emotion-neutral.menu"),
        }
    }

    /// Names of folders in picture collections: the seven and their usual synonyms, any case.
    ///
    /// # Errors
    /// [`UnknownEmotion`] when the word is none of them.
    pub fn from_synonym(word: &str) -> Result<Self, UnknownEmotion> {
        Ok(match word.trim().to_lowercase().as_str() {
            "angry" | "anger" => Self::Angry,
            "disgust" | "disgusted" => Self::Disgust,
            "fear" | "fearful" | "afraid" | "scared" => Self::Fear,
            "happy" | "happiness" | "joy" => Self::Happy,
            "sad" | "sadness" => Self::Sad,
            "surprise" | "surprised" => Self::Surprise,
            "neutral" => Self::Neutral,
            _ => return Err(UnknownEmotion(word.to_owned())),
        })
    }
}

impl fmt::Display for Emotion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names none of the seven emotions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an emotion Mien knows; use angry, disgust, fear, happy, sad, surprise or neutral")]
pub struct UnknownEmotion(pub String);

impl FromStr for Emotion {
    type Err = UnknownEmotion;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|e| e.name().eq_ignore_ascii_case(word.trim()))
            .ok_or_else(|| UnknownEmotion(word.to_owned()))
    }
}

/// Probabilities over the seven emotions: each in 0..=1, the sum is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EmotionScores([f32; 7]);

impl EmotionScores {
    /// Scales non-negative weights, in class order, to probabilities.
    ///
    /// # Errors
    /// [`BadScores`] when a weight is negative or not finite, or all are zero.
    pub fn from_weights(weights: [f32; 7]) -> Result<Self, BadScores> {
        let sum: f32 = weights.iter().sum();
        let valid = weights.iter().all(|w| w.is_finite() && *w >= 0.0);
        if !valid || !sum.is_finite() || sum <= 0.0 {
            return Err(BadScores(weights));
        }
        Ok(Self(weights.map(|w| w / sum)))
    }

    /// Softmax of `logits / temperature`, in class order.
    ///
    /// # Errors
    /// [`BadScores`] when a logit is not finite or the temperature is not above zero.
    pub fn from_logits(logits: [f32; 7], temperature: f32) -> Result<Self, BadScores> {
        if !(temperature.is_finite() && temperature > 0.0) {
            return Err(BadScores(logits));
        }
        let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        Self::from_weights(logits.map(|x| ((x - top) / temperature).exp())).map_err(|_| BadScores(logits))
    }

    /// All the mass on one emotion.
    pub fn certain(emotion: Emotion) -> Self {
        let mut scores = [0.0; 7];
        scores[emotion.index()] = 1.0;
        Self(scores)
    }

    /// The probability of one emotion.
    pub fn get(&self, emotion: Emotion) -> f32 {
        self.0[emotion.index()]
    }

    /// The most probable emotion and its probability.
    pub fn leading(&self) -> (Emotion, f32) {
        Emotion::ALL
            .into_iter()
            .map(|e| (e, self.get(e)))
            .fold((Emotion::Neutral, -1.0), |best, x| if x.1 > best.1 { x } else { best })
    }

    /// Emotion and probability, in class order.
    pub fn iter(&self) -> impl Iterator<Item = (Emotion, f32)> + '_ {
        Emotion::ALL.into_iter().map(|e| (e, self.get(e)))
    }

    /// The seven probabilities in class order.
    pub const fn as_array(&self) -> &[f32; 7] {
        &self.0
    }
}

impl Serialize for EmotionScores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        for (emotion, p) in self.iter() {
            map.serialize_entry(emotion.name(), &p)?;
        }
        map.end()
    }
}

/// Weights or logits that make no distribution.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the scores {0:?} are not a distribution over the seven emotions")]
pub struct BadScores(pub [f32; 7]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back_in_any_case() {
        for emotion in Emotion::ALL {
            assert_eq!(emotion.name().to_uppercase().parse(), Ok(emotion));
            assert_eq!(Emotion::ALL[emotion.index()], emotion);
        }
    }

    #[test]
    fn an_unknown_name_lists_the_seven() {
        let error = "hangry".parse::<Emotion>().unwrap_err().to_string();
        assert!(Emotion::ALL.iter().all(|e| error.contains(e.name())), "{error}");
    }

    #[test]
    fn softmax_survives_large_logits() {
        let scores = EmotionScores::from_logits([1000.0, 0.0, 0.0, 999.0, 0.0, 0.0, 0.0], 1.0).unwrap();
        assert!((scores.get(Emotion::Angry) - 0.731_058_6).abs() < 1e-6);
        assert_eq!(scores.leading().0, Emotion::Angry);
    }

    #[test]
    fn a_higher_temperature_is_less_sure() {
        let logits = [0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0];
        let cold = EmotionScores::from_logits(logits, 0.5).unwrap();
        let warm = EmotionScores::from_logits(logits, 2.0).unwrap();
        assert!(cold.leading().1 > warm.leading().1);
    }

    #[test]
    fn broken_numbers_are_an_error_and_never_neutral() {
        assert!(EmotionScores::from_logits([f32::NAN; 7], 1.0).is_err());
        assert!(EmotionScores::from_weights([0.0; 7]).is_err());
        assert!(EmotionScores::from_logits([0.0; 7], 0.0).is_err());
    }

    #[test]
    fn json_names_every_emotion() {
        let json = serde_json::to_value(EmotionScores::certain(Emotion::Sad)).unwrap();
        assert_eq!(json["sad"], 1.0);
        assert_eq!(json.as_object().unwrap().len(), 7);
    }
}
