//! How things stand, as told to other processes. Field names as in the answers of the other commands.

use serde::{Deserialize, Serialize};

use crate::emotion::Emotion;
use crate::engine::{NowPlaying, Playback, Repeat, Snapshot};
use crate::library::{Like, Track};
use crate::mood::{Goal, ListenerMood, Mode};

/// Playing, paused or stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayState {
    /// Music.
    Playing,
    /// Held.
    Paused,
    /// Nothing.
    Stopped,
}

/// What another process can know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Playing, paused or stopped.
    pub state: PlayState,
    /// The track, playing or paused.
    pub track: Option<StatusTrack>,
    /// Why it was chosen.
    pub reason: Option<String>,
    /// Seconds into the track.
    pub position: f64,
    /// 0..=1.
    pub volume: f32,
    /// Match or lift.
    pub mode: Mode,
    /// Where lift leads.
    pub goal: Goal,
    /// Whether the queue is in random order.
    pub shuffle: bool,
    /// What begins again at an end.
    pub repeat: Repeat,
    /// The mood held by hand: an emotion, or a place on the plane.
    pub pinned: Option<String>,
    /// The mood of the face; none when unknown.
    pub mood: Option<StatusMood>,
    /// What comes next.
    pub queue: Vec<StatusTrack>,
    /// Tracks in the library.
    pub tracks: usize,
}

/// A track as another process sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatusTrack {
    /// Its number; below zero for a file outside the library.
    pub id: i64,
    /// Its file; bytes that are not UTF-8 are shown as replacement characters.
    pub path: String,
    /// Title.
    pub title: String,
    /// Artist.
    pub artist: Option<String>,
    /// Album.
    pub album: Option<String>,
    /// Seconds.
    pub length: f64,
    /// Unpleasant -1 to pleasant 1.
    pub valence: f32,
    /// Quiet -1 to excited 1.
    pub arousal: f32,
    /// Stars, 0 to 5.
    pub rating: u8,
    /// 1 liked, -1 disliked, 0 neither.
    pub like: i8,
}

/// The mood of the face.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatusMood {
    /// The leading emotion.
    pub emotion: Emotion,
    /// 0..=1.
    pub confidence: f32,
    /// Unpleasant -1 to pleasant 1.
    pub valence: f32,
    /// Quiet -1 to excited 1.
    pub arousal: f32,
}

impl Status {
    /// What a snapshot says.
    pub fn of(snapshot: &Snapshot) -> Self {
        let music = &snapshot.music;
        let now: Option<&NowPlaying> = music.playback.now().map(std::convert::AsRef::as_ref);
        Self {
            state: match music.playback {
                Playback::Playing(_) => PlayState::Playing,
                Playback::Paused(_) => PlayState::Paused,
                Playback::Stopped => PlayState::Stopped,
            },
            track: now.map(|now| StatusTrack::of(&now.track)),
            reason: now.map(|now| now.reason.to_string()),
            position: music.position.as_secs_f64(),
            volume: music.volume,
            mode: snapshot.steering.mode,
            goal: snapshot.steering.goal,
            shuffle: music.order.shuffle,
            repeat: music.order.repeat,
            pinned: snapshot.steering.pinned.map(|pin| pin.to_string()),
            mood: match snapshot.mood {
                ListenerMood::Unknown => None,
                ListenerMood::Known { affect, emotion, confidence, .. } => {
                    Some(StatusMood { emotion, confidence, valence: affect.valence, arousal: affect.arousal })
                }
            },
            queue: music.queue.iter().map(|entry| StatusTrack::of(&entry.track)).collect(),
            tracks: snapshot.tracks,
        }
    }
}

impl StatusTrack {
    fn of(track: &Track) -> Self {
        Self {
            id: track.id.0,
            path: track.path.to_string_lossy().into_owned(),
            title: track.tags.title.clone(),
            artist: track.tags.artist.clone(),
            album: track.tags.album.clone(),
            length: track.length_secs,
            valence: track.mood.affect.valence,
            arousal: track.mood.affect.arousal,
            rating: track.rating,
            like: match track.like {
                Like::Liked => 1,
                Like::Disliked => -1,
                Like::Neutral => 0,
            },
        }
    }
}
