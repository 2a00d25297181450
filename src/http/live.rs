//! What the engine does right now, kept for whoever asks: the newest state, never a queue of old ones.
//!
//! A thread listens to the engine and writes down what it hears. Clients look at that; a slow one misses steps in between,
//! and the engine never knows.

use std::io;
use std::sync::Arc;

use crossbeam_channel::{Receiver, never, select};
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;

use super::recommend::{GoalSchema, ModeSchema};
use super::record::{EmotionSchema, FaceSchema, Pinned, PinnedSchema, ScoresSchema, TrackRecord};
use crate::capture::CaptureState;
use crate::emotion::{Emotion, EmotionScores};
use crate::engine::{Event, NowPlaying, Playback, QueueEntry};
use crate::mood::{Goal, ListenerMood, Mode};
use crate::vision::Report;
use crate::vision::record::{FaceRecord, PixelBox};

/// Entries of the queue that are told.
const QUEUE: usize = 50;

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = State)]
pub struct Live {
    /// The listener's mood; null while it is unknown.
    pub mood: Option<Mood>,
    /// What is seen on the newest frame; null while nothing is looked at. Never a picture.
    pub faces: Option<Sight>,
    /// What is wanted with the mood.
    pub steering: Steering,
    /// What plays.
    pub playback: Now,
    /// Seconds into the track.
    pub position: f64,
    /// 0..=1.
    pub volume: f32,
    /// What the camera does.
    pub camera: Camera,
    /// What comes next.
    pub queue: Vec<Next>,
    /// Number of tracks in the library.
    pub tracks: usize,
    /// The track that was changed last.
    #[serde(skip)]
    pub changed: Option<i64>,
    /// The engine has ended.
    #[serde(skip)]
    pub ended: bool,
}

/// The listener's mood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Mood {
    #[schema(value_type = EmotionSchema)]
    emotion: Emotion,
    /// The smoothed probability of the emotion.
    #[schema(minimum = 0, maximum = 1)]
    confidence: f32,
    #[schema(minimum = -1, maximum = 1)]
    valence: f32,
    #[schema(minimum = -1, maximum = 1)]
    arousal: f32,
    #[schema(value_type = ScoresSchema)]
    scores: EmotionScores,
}

/// What is seen on a frame.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Sight {
    /// Columns of the frame.
    width: u32,
    /// Rows of the frame.
    height: u32,
    faces: Vec<SeenFace>,
}

/// A face on a frame.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeenFace {
    /// Where it is.
    #[serde(rename = "box")]
    #[schema(value_type = super::record::BoxSchema)]
    bounds: PixelBox,
    /// The face whose mood counts.
    listener: bool,
    /// What it shows; null for the others, which are not read.
    #[schema(value_type = Option<FaceSchema>)]
    reading: Option<FaceRecord>,
}

/// What is wanted with the mood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Steering {
    #[schema(value_type = ModeSchema)]
    mode: Mode,
    #[schema(value_type = GoalSchema)]
    goal: Goal,
    /// A mood held by hand.
    #[schema(value_type = Option<PinnedSchema>)]
    pinned: Option<Pinned>,
}

/// What plays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Now {
    state: PlaybackState,
    track: Option<TrackRecord>,
    /// Why it was chosen.
    reason: Option<String>,
}

/// Is there music?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlaybackState {
    #[default]
    Stopped,
    Playing,
    Paused,
}

/// What the camera does, or the picture or video in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Camera {
    #[default]
    Off,
    Opening,
    Live,
    Ended,
    Failed,
}

/// A track that comes next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Next {
    id: i64,
    title: String,
    artist: Option<String>,
    length: f64,
    /// Why it is here.
    reason: String,
}

/// Starts the thread that listens, and gives the place where the newest state is.
///
/// # Errors
/// When the system gives no thread.
pub fn listen(events: Receiver<Event>, reports: Receiver<Arc<Report>>) -> io::Result<watch::Receiver<Live>> {
    let (live, look) = watch::channel(Live::default());
    std::thread::Builder::new().name("http-events".into()).spawn(move || {
        let mut reports = reports;
        loop {
            select! {
                recv(events) -> event => match event {
                    Ok(event) => live.send_if_modified(|live| live.hear(&event)),
                    Err(_) => break,
                },
                recv(reports) -> report => if let Ok(report) = report { live.send_if_modified(|live| live.see(&report)) } else {
                    reports = never();
                    false
                },
            };
        }
        live.send_modify(|live| live.ended = true);
    })?;
    Ok(look)
}

impl Live {
    /// Writes down what an event says; false when it says nothing new.
    #[allow(clippy::wildcard_enum_match_arm, reason = "most events are not for other programs")]
    fn hear(&mut self, event: &Event) -> bool {
        match event {
            Event::Ready(startup) => {
                self.steering = Steering::from(startup.steering);
                self.volume = startup.settings.volume;
                self.tracks = startup.tracks;
            }
            Event::Mood(mood) => self.mood = Mood::of(mood),
            Event::Steering(steering) => self.steering = Steering::from(*steering),
            Event::Playback(playback) => self.playback = Now::of(playback),
            Event::Position(position) => self.position = position.as_secs_f64(),
            Event::Volume(volume) => self.volume = *volume,
            Event::Queue(queue) => self.queue = queue.iter().take(QUEUE).map(Next::of).collect(),
            Event::LibrarySize(tracks) => self.tracks = *tracks,
            Event::Capture(state) => {
                self.camera = camera(state);
                if !matches!(state, CaptureState::Live(_)) {
                    self.faces = None;
                }
            }
            Event::TrackChanged(track) => {
                self.changed = Some(track.id.0);
                if let Some(now) = self.playback.track.as_mut().filter(|now| now.id == track.id.0) {
                    *now = TrackRecord::from(&**track);
                }
            }
            _ => return false,
        }
        true
    }

    /// Writes down what was seen on a frame; of an empty one once.
    fn see(&mut self, report: &Report) -> bool {
        let faces = report.faces.iter().enumerate().map(|(number, face)| SeenFace {
            bounds: PixelBox::of(&face.bounds.on_full_size(&report.frame)),
            listener: report.listener == Some(number),
            reading: FaceRecord::of(face, &report.frame),
        });
        let (width, height) = report.frame.full_size();
        let sight = Some(Sight { width, height, faces: faces.collect() });
        let news = self.faces != sight;
        self.faces = sight;
        news
    }
}

impl Mood {
    fn of(mood: &ListenerMood) -> Option<Self> {
        match *mood {
            ListenerMood::Unknown => None,
            ListenerMood::Known { affect, scores, emotion, confidence, .. } => {
                Some(Self { emotion, confidence, valence: affect.valence, arousal: affect.arousal, scores })
            }
        }
    }
}

impl From<crate::engine::Steering> for Steering {
    fn from(steering: crate::engine::Steering) -> Self {
        Self { mode: steering.mode, goal: steering.goal, pinned: steering.pinned.map(Pinned::from) }
    }
}

impl Now {
    fn of(playback: &Playback) -> Self {
        let with = |state, now: &NowPlaying| Self {
            state,
            track: Some(TrackRecord::from(&*now.track)),
            reason: Some(now.reason.to_string()),
        };
        match playback {
            Playback::Stopped => Self::default(),
            Playback::Playing(now) => with(PlaybackState::Playing, now),
            Playback::Paused(now) => with(PlaybackState::Paused, now),
        }
    }
}

impl Next {
    fn of(entry: &QueueEntry) -> Self {
        Self {
            id: entry.track.id.0,
            title: entry.track.tags.title.clone(),
            artist: entry.track.tags.artist.clone(),
            length: entry.track.length_secs,
            reason: entry.reason.to_string(),
        }
    }
}

const fn camera(state: &CaptureState) -> Camera {
    match state {
        CaptureState::Off => Camera::Off,
        CaptureState::Opening => Camera::Opening,
        CaptureState::Live(_) => Camera::Live,
        CaptureState::Ended => Camera::Ended,
        CaptureState::Failed(_) => Camera::Failed,
    }
}
