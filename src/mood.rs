//! Moods of listeners and of tracks, and what the user wants done with them.
//!
//! Plain data on the valence/arousal plane; how a mood is measured is the business of `vision`
//! (faces) and `library` (tracks).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::affect::{Affect, AffectTable};
use crate::emotion::{Emotion, EmotionScores};

/// The smoothed, stable estimate of the listener.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum ListenerMood {
    /// No face for a while, or too unsure to say.
    #[default]
    Unknown,
    /// A mood that has held for a while.
    Known {
        /// Smoothed place on the plane.
        affect: Affect,
        /// Smoothed probabilities.
        scores: EmotionScores,
        /// The emotion shown to the user; changes with hysteresis.
        emotion: Emotion,
        /// Smoothed probability of `emotion`, 0..=1.
        confidence: f32,
        /// Source time in seconds since when `emotion` leads.
        since_secs: f64,
    },
}

impl ListenerMood {
    /// The place on the plane, when there is one.
    pub const fn affect(&self) -> Option<Affect> {
        match self {
            Self::Unknown => None,
            Self::Known { affect, .. } => Some(*affect),
        }
    }
}

/// Where a track's mood comes from, strongest evidence first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MoodSource {
    /// The user said so.
    User,
    /// A mood tag in the file.
    Tag,
    /// Analysis of the sound.
    Audio,
    /// A prior from the genre.
    Genre,
    /// Nothing known: the middle of the plane.
    None,
}

impl MoodSource {
    /// The name in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Tag => "tag",
            Self::Audio => "audio",
            Self::Genre => "genre",
            Self::None => "none",
        }
    }
}

/// Where a track lies on the plane and how much to trust that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TrackMood {
    /// Place on the plane.
    pub affect: Affect,
    /// 0 (a guess) to 1 (the user's own word).
    pub confidence: f32,
    /// The evidence used.
    pub source: MoodSource,
}

impl TrackMood {
    /// A track nothing is known about.
    pub const UNKNOWN: Self =
        Self { affect: Affect { valence: 0.0, arousal: 0.0 }, confidence: 0.0, source: MoodSource::None };
}

/// What to do with the listener's mood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Music like the mood.
    #[default]
    Match,
    /// Start at the mood and move to the goal in small steps (iso principle, Altshuler 1948).
    Lift,
}

impl Mode {
    /// The name on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Lift => "lift",
        }
    }
}

/// A mood held by hand; it wins over the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pin {
    /// The place of an emotion on the plane.
    Emotion(Emotion),
    /// Any place on the plane.
    Point(Affect),
}

impl Pin {
    /// The place that is held.
    pub fn affect(self, table: &AffectTable) -> Affect {
        match self {
            Self::Emotion(emotion) => table.get(emotion),
            Self::Point(affect) => affect,
        }
    }
}

impl From<Emotion> for Pin {
    fn from(emotion: Emotion) -> Self {
        Self::Emotion(emotion)
    }
}

impl From<Affect> for Pin {
    fn from(affect: Affect) -> Self {
        Self::Point(affect)
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Emotion(emotion) => emotion.fmt(f),
            Self::Point(affect) => affect.fmt(f),
        }
    }
}

/// Where lift leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// Pleasant and a little awake: between happy and calm.
    #[default]
    CalmHappy,
    /// Pleasant and excited.
    Energised,
    /// Pleasant and quiet.
    Calm,
    /// Slightly pleasant, awake but not excited.
    Focused,
    /// Any place on the plane.
    Point(Affect),
}

impl Goal {
    /// All goals with a name, in the order shown.
    pub const ALL: [Self; 4] = [Self::CalmHappy, Self::Energised, Self::Calm, Self::Focused];

    /// The name on the command line and in files; a place of one's own is a "point".
    pub const fn name(self) -> &'static str {
        match self {
            Self::CalmHappy => "calm-happy",
            Self::Energised => "energised",
            Self::Calm => "calm",
            Self::Focused => "focused",
            Self::Point(_) => "point",
        }
    }

    /// The point on the plane the goal stands for. Calm is the table value of the design;
    /// calm-happy lies halfway between it and happy; the others are our own choice.
    pub fn affect(self) -> Affect {
        match self {
            Self::CalmHappy => Affect::new(0.70, 0.0),
            Self::Energised => Affect::new(0.70, 0.65),
            Self::Calm => Affect::new(0.58, -0.50),
            Self::Focused => Affect::new(0.30, -0.05),
            Self::Point(affect) => affect,
        }
    }
}

/// A word that is none of the expected ones; says which are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{word}\" is not a {kind}; use {expected}")]
pub struct UnknownWord {
    word: String,
    kind: &'static str,
    expected: &'static str,
}

impl FromStr for Mode {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Match, Self::Lift]
            .into_iter()
            .find(|m| m.name().eq_ignore_ascii_case(word))
            .ok_or_else(|| UnknownWord { word: word.to_owned(), kind: "mode", expected: "match or lift" })
    }
}

impl FromStr for Goal {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|g| g.name().eq_ignore_ascii_case(word));
        named.or_else(|| word.parse().ok().map(Self::Point)).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            kind: "goal",
            expected: "calm-happy, energised, calm, focused, or a point such as 0.5,-0.2",
        })
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(affect) => affect.fmt(f),
            Self::CalmHappy | Self::Energised | Self::Calm | Self::Focused => f.write_str(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_and_goals_parse_back() {
        for mode in [Mode::Match, Mode::Lift] {
            assert_eq!(mode.name().parse(), Ok(mode));
        }
        for goal in Goal::ALL {
            assert_eq!(goal.name().parse(), Ok(goal));
        }
        assert_eq!("0.5,-0.25".parse(), Ok(Goal::Point(Affect::new(0.5, -0.25))));
        assert_eq!(
            Goal::Point(Affect::new(0.5, -0.25)).to_string().parse(),
            Ok(Goal::Point(Affect::new(0.5, -0.25)))
        );
        let error = "nirvana".parse::<Goal>().unwrap_err().to_string();
        assert!(error.contains("nirvana") && error.contains("calm-happy"), "{error}");
    }

    #[test]
    fn every_goal_is_pleasant() {
        assert!(Goal::ALL.iter().all(|g| g.affect().valence > 0.0));
    }
}
