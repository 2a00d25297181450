//! Shapes of the answers, in the names and units of the command line, and their schemas.
//!
//! A file's path is never among them: a track has a number.

use serde::Serialize;
use utoipa::ToSchema;

use crate::affect::Affect;
use crate::emotion::Emotion;
use crate::engine::dj::Pick;
use crate::library::{Like, Track};
use crate::mood::{MoodSource, Pin};

/// A track of the library.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TrackRecord {
    /// Its number.
    pub id: i64,
    /// Title.
    pub title: String,
    /// Artist.
    pub artist: Option<String>,
    /// Album.
    pub album: Option<String>,
    /// Genres, joined by "; ".
    pub genre: Option<String>,
    /// Year of release.
    pub year: Option<i32>,
    /// Seconds.
    pub length: f64,
    /// Unpleasant -1 to pleasant 1.
    #[schema(minimum = -1, maximum = 1)]
    pub valence: f32,
    /// Quiet -1 to excited 1.
    #[schema(minimum = -1, maximum = 1)]
    pub arousal: f32,
    /// How far valence and arousal can be trusted; 0: nothing is known.
    #[schema(minimum = 0, maximum = 1)]
    pub mood_confidence: f32,
    /// Where they come from.
    #[schema(value_type = MoodSourceSchema)]
    pub mood_source: MoodSource,
    /// Stars, 0 for none given.
    #[schema(minimum = 0, maximum = 5)]
    pub rating: u8,
    /// Liked, disliked or neither.
    pub like: LikeRecord,
    /// Times heard to the end, or nearly.
    pub plays: u32,
    /// Times skipped.
    pub skips: u32,
    /// Unix time in seconds of the last play.
    pub last_played: Option<i64>,
    /// The file was not there at the last look.
    pub missing: bool,
}

impl From<&Track> for TrackRecord {
    fn from(track: &Track) -> Self {
        let tags = &track.tags;
        Self {
            id: track.id.0,
            title: tags.title.clone(),
            artist: tags.artist.clone(),
            album: tags.album.clone(),
            genre: tags.genre.clone(),
            year: tags.year,
            length: track.length_secs,
            valence: track.mood.affect.valence,
            arousal: track.mood.affect.arousal,
            mood_confidence: track.mood.confidence,
            mood_source: track.mood.source,
            rating: track.rating,
            like: track.like.into(),
            plays: track.plays,
            skips: track.skips,
            last_played: track.last_played,
            missing: track.missing,
        }
    }
}

/// What the user thinks of a track, besides stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LikeRecord {
    /// Liked.
    Liked,
    /// Disliked: picked rarely.
    Disliked,
    /// No word.
    Neutral,
}

impl From<Like> for LikeRecord {
    fn from(like: Like) -> Self {
        match like {
            Like::Liked => Self::Liked,
            Like::Disliked => Self::Disliked,
            Like::Neutral => Self::Neutral,
        }
    }
}

impl From<LikeRecord> for Like {
    fn from(like: LikeRecord) -> Self {
        match like {
            LikeRecord::Liked => Self::Liked,
            LikeRecord::Disliked => Self::Disliked,
            LikeRecord::Neutral => Self::Neutral,
        }
    }
}

/// A mood held by hand: an emotion, or a point on the plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Pinned {
    /// The place of an emotion.
    Emotion(Emotion),
    /// Any place.
    Point(Point),
}

/// The JSON of [`Pinned`].
#[derive(ToSchema)]
#[schema(as = Pinned)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the JSON of another type")]
pub enum PinnedSchema {
    Emotion(EmotionSchema),
    Point(Point),
}

/// A point on the plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Unpleasant -1 to pleasant 1.
    #[schema(minimum = -1, maximum = 1)]
    pub valence: f32,
    /// Quiet -1 to excited 1.
    #[schema(minimum = -1, maximum = 1)]
    pub arousal: f32,
}

impl From<Pin> for Pinned {
    fn from(pin: Pin) -> Self {
        match pin {
            Pin::Emotion(emotion) => Self::Emotion(emotion),
            Pin::Point(Affect { valence, arousal }) => Self::Point(Point { valence, arousal }),
        }
    }
}

impl Pinned {
    /// The pin; `None` for a point that is not on the plane.
    pub fn pin(self) -> Option<Pin> {
        match self {
            Self::Emotion(emotion) => Some(Pin::Emotion(emotion)),
            Self::Point(Point { valence, arousal }) => {
                let on_plane = valence.abs() <= 1.0 && arousal.abs() <= 1.0;
                on_plane.then(|| Pin::Point(Affect::new(valence, arousal)))
            }
        }
    }
}

/// A track that was chosen, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Choice {
    /// Its number.
    id: i64,
    /// Title.
    title: String,
    /// Artist.
    artist: Option<String>,
    /// Seconds.
    length: f64,
    /// Unpleasant -1 to pleasant 1.
    #[schema(minimum = -1, maximum = 1)]
    valence: f32,
    /// Quiet -1 to excited 1.
    #[schema(minimum = -1, maximum = 1)]
    arousal: f32,
    /// How well it fits; more is better.
    score: f32,
    /// Why, in a sentence.
    reason: String,
}

impl Choice {
    /// A pick of the DJ with its track.
    pub fn new(track: Track, pick: &Pick) -> Self {
        Self {
            id: track.id.0,
            title: track.tags.title,
            artist: track.tags.artist,
            length: track.length_secs,
            valence: track.mood.affect.valence,
            arousal: track.mood.affect.arousal,
            score: pick.score,
            reason: pick.reason.to_string(),
        }
    }
}

/// The JSON of [`crate::emotion::Emotion`].
#[derive(ToSchema)]
#[schema(as = Emotion, rename_all = "lowercase")]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub enum EmotionSchema {
    Angry,
    Disgust,
    Fear,
    Happy,
    Sad,
    Surprise,
    Neutral,
}

/// The JSON of [`crate::mood::MoodSource`].
#[derive(ToSchema)]
#[schema(as = MoodSource, rename_all = "lowercase")]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub enum MoodSourceSchema {
    User,
    Tag,
    Audio,
    Genre,
    None,
}

/// Probabilities of the seven emotions; their sum is 1.
#[derive(ToSchema)]
#[schema(as = Scores)]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub struct ScoresSchema {
    #[schema(minimum = 0, maximum = 1)]
    angry: f32,
    #[schema(minimum = 0, maximum = 1)]
    disgust: f32,
    #[schema(minimum = 0, maximum = 1)]
    fear: f32,
    #[schema(minimum = 0, maximum = 1)]
    happy: f32,
    #[schema(minimum = 0, maximum = 1)]
    sad: f32,
    #[schema(minimum = 0, maximum = 1)]
    surprise: f32,
    #[schema(minimum = 0, maximum = 1)]
    neutral: f32,
}

/// A box in whole pixels of the upright picture.
#[derive(ToSchema)]
#[schema(as = Box)]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub struct BoxSchema {
    /// First column.
    x: u32,
    /// First row.
    y: u32,
    /// Columns.
    #[schema(minimum = 1)]
    width: u32,
    /// Rows.
    #[schema(minimum = 1)]
    height: u32,
}

/// A face and what it shows.
#[derive(ToSchema)]
#[schema(as = Face)]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub struct FaceSchema {
    /// Where it is.
    r#box: BoxSchema,
    /// How sure the detector is that this is a face.
    #[schema(minimum = 0, maximum = 1)]
    confidence: f32,
    /// The most probable emotion.
    emotion: EmotionSchema,
    /// Left out with `scores=false`.
    #[schema(nullable = false)]
    scores: Option<ScoresSchema>,
    /// Unpleasant -1 to pleasant 1.
    #[schema(minimum = -1, maximum = 1)]
    valence: f32,
    /// Quiet -1 to excited 1.
    #[schema(minimum = -1, maximum = 1)]
    arousal: f32,
}

/// The bytes of a JPEG, PNG or WebP.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes a body that is no JSON")]
pub struct Picture(Vec<u8>);

/// A form with a picture.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a request that is read piece by piece")]
pub struct Form {
    /// A JPEG, PNG or WebP.
    #[schema(value_type = String, format = Binary)]
    picture: Vec<u8>,
}
