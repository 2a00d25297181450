//! What the engine can be asked to do: by the window, the command line, and later remote controls.

use std::path::PathBuf;
use std::time::Duration;

use crate::emotion::Emotion;
use crate::library::{Like, TrackId};
use crate::mood::{Goal, Mode};
use crate::settings::Change;
use crate::source::Source;

/// A request to the engine. All must arrive; none answers directly, answers are [`super::Event`]s.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The user answers the consent question or switches the camera on or off in plain sight.
    Camera(CameraSwitch),
    /// Look at something else: a picture, a video, another camera, nothing.
    Watch(Source),

    /// Play when paused, pause when playing, start when stopped.
    TogglePlay,
    /// Play: go on, or start with what fits.
    Play,
    /// Pause.
    Pause,
    /// The next track: the queue's, else what fits the mood now.
    Next,
    /// The start of this track, or the one before when it has just begun.
    Previous,
    /// Go to a position of the current track.
    Seek(Duration),
    /// 0..=1.
    SetVolume(f32),
    /// Play this track now (double-click). The user asked, so the current one ends.
    PlayNow(TrackId),
    /// Put a track at the end of the queue.
    Enqueue(TrackId),
    /// Put a track at the front of the queue.
    PlayNext(TrackId),
    /// Take an entry out of the queue (its `QueueEntry::key`).
    Unqueue(u64),
    /// Undo the last change of the queue.
    UndoQueue,

    /// Hold a mood by hand, or let the camera lead again.
    Pin(Option<Emotion>),
    /// Match or lift.
    SetMode(Mode),
    /// Where lift leads.
    SetGoal(Goal),

    /// Import or rescan folders.
    Import(Vec<PathBuf>),
    /// Stop the import; what is in stays.
    CancelImport,
    /// Search the library. The answer carries the same `question`.
    Search {
        /// Number of the question; late answers are recognised by it.
        question: u64,
        /// What was typed; empty for all tracks.
        query: String,
    },
    /// Fetch a track's cover for the window.
    LoadCover(TrackId),
    /// 0 to 5 stars.
    Rate(TrackId, u8),
    /// Like, dislike, or neither.
    SetLike(TrackId, Like),

    /// Change a setting. A value out of range changes nothing.
    Change(Change),
    /// Save and end.
    Quit,
}

/// The camera consent and switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraSwitch {
    /// The user allows the camera: remember, and switch it on.
    Allow,
    /// The user prefers none: remember, camera off.
    Decline,
    /// Off for now.
    Off,
    /// On again (only after consent).
    On,
}
