//! What the engine can be asked to do: by the window, the command line, and later remote controls.

use std::path::PathBuf;
use std::time::Duration;

use super::event::{ApiState, DesktopStyle, TrayIcon, WindowPlace};
use super::journaling::Deletion;
use super::queue::Repeat;
use crate::affect::Affect;
use crate::emotion::Emotion;
use crate::library::playlist::{Edit, PlaylistId, Smart};
use crate::library::search::Sort;
use crate::library::{GroupKind, Like, Mark, TrackId};
use crate::mood::{Goal, Mode, Pin};
use crate::settings::Change;
use crate::source::Source;

/// A request to the engine. All must arrive; none answers directly, answers are [`super::Event`]s.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The user answers the consent question or switches the camera on or off in plain sight.
    Camera(CameraSwitch),
    /// Look at something else: a picture, a video, another camera, nothing.
    Watch(Source),

    /// Make the face at a place of the picture, in its pixels, the listener.
    Follow {
        /// From the left.
        x: f32,
        /// From the top.
        y: f32,
    },
    /// The listener's face is at rest: watch it for a few seconds, and take how it reads as neutral.
    CalibrateRest,
    /// Go back to the calibration before, or to none.
    UndoCalibration,

    /// Play when paused, pause when playing, start when stopped.
    TogglePlay,
    /// Play: go on, or start with what fits.
    Play,
    /// Pause.
    Pause,
    /// Stop; playing again starts the same track at its beginning.
    Stop,
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
    /// Play these files and folders now, in this order, whether the library knows them or not. They are not added to it.
    Open(Vec<PathBuf>),
    /// Play these in order in place of the queue, from the one with this index on (shuffled: that one first). The user
    /// asked, so the current track ends.
    PlayAll(Vec<TrackId>, usize),
    /// Put tracks at the end of the queue.
    Enqueue(Vec<TrackId>),
    /// Put tracks at the front of the queue.
    PlayNext(Vec<TrackId>),
    /// Take an entry out of the queue (its `QueueEntry::key`).
    Unqueue(u64),
    /// Move an entry of the queue before another one, or to the end of what the user queued. A planned entry that is
    /// moved becomes the user's.
    MoveQueued {
        /// The entry.
        key: u64,
        /// The one it comes before.
        before: Option<u64>,
    },
    /// Play an entry of the queue now; the others wait.
    PlayQueued(u64),
    /// Empty the queue; the DJ's plan stays.
    ClearQueue,
    /// Undo the last change of the queue.
    UndoQueue,
    /// Play the queue in random order, or in its own.
    SetShuffle(bool),
    /// What happens at the end of a track and of the queue.
    SetRepeat(Repeat),
    /// Stop when the current track ends. A skip takes this back.
    StopAfterTrack(bool),
    /// Fade out and pause after this time; `None`: no more.
    Sleep(Option<Duration>),

    /// Hold a mood by hand (an emotion or any place on the plane), or let the camera lead again.
    Pin(Option<Pin>),
    /// Match or lift.
    SetMode(Mode),
    /// Where lift leads.
    SetGoal(Goal),

    /// Import or rescan folders.
    Import(Vec<PathBuf>),
    /// Stop the import; what is in stays.
    CancelImport,
    /// Another process has changed the library: look again.
    Refresh,
    /// Look again at folders of the library; at all of them when none is named.
    Rescan(Vec<PathBuf>),
    /// A folder lies somewhere else now: its tracks keep all that is known of them.
    Locate {
        /// Where it was.
        from: PathBuf,
        /// Where it is.
        to: PathBuf,
    },
    /// Take a folder and its tracks out of the library. The files are not touched.
    ForgetFolder(PathBuf),
    /// Take that back.
    RememberFolder(PathBuf),
    /// Take tracks out of the library; imports leave them out. The files are not touched.
    RemoveTracks(Vec<TrackId>),
    /// Take that back.
    RestoreTracks(Vec<TrackId>),
    /// Search the library, on a thread of its own. The answer, `Event::Found`, carries the same `question`.
    Search {
        /// Number of the question; late answers are recognised by it. Answers go to every listener, so each one asks
        /// with numbers of its own.
        question: u64,
        /// What was typed; empty for all tracks. See [`crate::library::search`].
        query: String,
        /// Where to look.
        scope: Scope,
        /// The order of the answer.
        sort: Sort,
    },
    /// Fetch tracks; the answer is `Event::Tracks`.
    LoadTracks(Vec<TrackId>),
    /// Fetch the artists, albums, genres or folders; the answer is `Event::Groups`.
    LoadGroups(GroupKind),
    /// Look for tracks that are the same: known ones are told at once, then beginnings are heard in the background. The answer
    /// is [`super::Event::Duplicates`], more than once.
    FindDuplicates,
    /// Put the last good backup in the place of a library that cannot be opened, which is kept beside it, and start.
    Recover,
    /// Fetch the place of every track that has one; the answer is `Event::Map`.
    LoadMap,
    /// Fetch a track's cover for the window.
    LoadCover(TrackId),
    /// Look for a track's lyrics; the answer is `Event::Lyrics`.
    LoadLyrics(TrackId),
    /// 0 to 5 stars.
    Rate(TrackId, u8),
    /// Like, dislike, or neither.
    SetLike(TrackId, Like),
    /// The same for many tracks at once; one step to undo.
    Mark(Vec<TrackId>, Mark),
    /// Make a playlist, arranged or smart.
    CreatePlaylist {
        /// Its name; where it is taken, a number is put behind it.
        name: String,
        /// Its query, when it is smart.
        smart: Option<Smart>,
        /// Its tracks, when it is arranged.
        tracks: Vec<TrackId>,
    },
    /// Change the tracks of an arranged playlist.
    EditPlaylist(PlaylistId, Edit),
    /// Give a playlist another name.
    RenamePlaylist(PlaylistId, String),
    /// Give a smart playlist another query.
    SetSmart(PlaylistId, Smart),
    /// Delete a playlist; its tracks stay.
    DeletePlaylist(PlaylistId),
    /// Read playlists from files.
    ImportPlaylists(Vec<PathBuf>),
    /// Write a playlist to a file, paths as seen from there.
    ExportPlaylist(PlaylistId, PathBuf),
    /// Say what a track feels like, or take that back. Tracks that sound alike follow a little; one step to undo.
    SetMood(TrackId, Option<Affect>),
    /// Undo the last change of ratings, likes, moods, playlists or folders, or of what is part of the library; asked again, redo
    /// it.
    UndoLibrary,

    /// Look which sound devices there are; the answer is [`super::Event::Outputs`].
    ListOutputs,
    /// Look which cameras there are; the answer is [`super::Event::Cameras`].
    ListCameras,
    /// What became of the local API, from the one who serves it.
    TellApi(ApiState),
    /// Change a setting. A value out of range changes nothing.
    Change(Change),
    /// Forget what was learned about the listener's taste.
    ForgetTaste,
    /// Say what the mood truly is that is read in the face now.
    CorrectMood(Emotion),
    /// Forget what was said about readings, and read faces as the model does.
    ForgetCorrections,
    /// No lift now.
    DeclineLift,
    /// Show so many days of the journal up to this one (days since 1970 on the wall's calendar; `None`: today).
    ShowJournal {
        /// The last day.
        day: Option<i64>,
        /// How many.
        days: u8,
    },
    /// Delete entries of the journal for good.
    DeleteJournal(Deletion),
    /// Write the whole journal as a table to this file; a mere name goes into the data folder.
    ExportJournal(PathBuf),
    /// The window came to the front or went behind.
    WindowMoved(WindowPlace),
    /// The icon in the tray came or went.
    TrayChanged(TrayIcon),
    /// Keep how the window was left, in its own words, for the next run.
    KeepWindow(String),
    /// The desktop wants windows to look like this.
    StyleChanged(DesktopStyle),
    /// Bring the window to the front, where there is one.
    ShowWindow,
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

/// Where a search looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere.
    #[default]
    Library,
    /// In a playlist, in whose order the answer is unless another is asked for.
    Playlist(PlaylistId),
}
