//! What the engine tells its listeners. Each event carries the whole of the small state it is about,
//! so that a listener needs no history to draw it.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::journaling::JournalPage;
use super::queue::Repeat;
use crate::affect::Affect;
use crate::calibration::Confusion;
use crate::capture::{CameraInfo, CaptureState};
use crate::emotion::Emotion;
use crate::language::Text;
use crate::library::playlist::Playlist;
use crate::library::watch::FolderState;
use crate::library::{Duplicates, Folder, Group, GroupKind, ImportReport, Track, TrackId};
use crate::lyrics::Lyrics;
use crate::mood::{Goal, ListenerMood, Mode, Pin};
use crate::notice::Notice;
use crate::player::{OutputDevice, OutputState};
use crate::settings::{Appearance, Consent, Contrast, Motion, Settings};
use crate::vision::Report;

/// News from the engine.
#[derive(Clone, Debug)]
pub enum Event {
    /// After [`Event::Failed`]: there is a good backup of the library, made at this time. `Command::Recover` takes it.
    Recoverable(SystemTime),
    /// Sent once, when the library is open and the settings are read; to a later listener, after all that holds by then.
    Ready(Box<Startup>),
    /// The engine cannot start (the library cannot be opened, say): what happened and what to do. [`Event::Ended`] follows.
    Failed(String),
    /// The camera, picture or video changed its state.
    Capture(CaptureState),
    /// Consent was given or withdrawn.
    Consent(Consent),
    /// A frame was looked at: picture and boxes belong together. Comes over [`super::Handle::reports`], where the
    /// newest wins, and never over the ordered events.
    Vision(Arc<Report>),
    /// The listener's resting face begins or ends to be watched.
    RestWatch(RestWatch),
    /// The smoothed mood that steers the music.
    Mood(ListenerMood),
    /// Mode, goal or pin changed.
    Steering(Steering),
    /// What plays, or that nothing does.
    Playback(Playback),
    /// Position of the current track, about four times a second while playing.
    Position(Duration),
    /// Volume, 0..=1.
    Volume(f32),
    /// The sound device.
    Output(OutputState),
    /// Answer to `Command::ListOutputs`.
    Outputs(Arc<[OutputDevice]>),
    /// Answer to `Command::ListCameras`.
    Cameras(Arc<[CameraInfo]>),
    /// What the local API does.
    Api(ApiState),
    /// What comes next: first what the user queued (the first hundred of it), then the plan.
    Queue(Arc<[QueueEntry]>),
    /// How the queue is played, or its length, changed.
    Order(Order),
    /// Number of tracks in the library.
    LibrarySize(usize),
    /// Tracks came, went or changed without being asked for: lists are out of date.
    LibraryChanged,
    /// An import moves on or ended.
    Import(ImportState),
    /// The imported folders, and how they are watched.
    Folders(Arc<Folders>),
    /// Answer to `Command::Search`.
    Found(SearchAnswer),
    /// Answer to `Command::LoadTracks`.
    Tracks(Arc<[Track]>),
    /// Answer to `Command::LoadGroups`.
    Groups(GroupKind, Arc<[Group]>),
    /// Answer to `Command::FindDuplicates`, and again as more is known.
    Duplicates(DuplicateList),
    /// All playlists, after any of them changed. Lists that are shown have to be asked for again.
    Playlists(Arc<[Playlist]>),
    /// The last change of ratings, likes or playlists, such as "Deleted “Road”", which can be undone.
    Undoable(Text),
    /// Answer to `Command::LoadMap`.
    Map(Arc<[Dot]>),
    /// How far listening to the library in the background is; `None`: there is nothing to listen to, or it is switched off.
    Listening(Option<Listening>),
    /// Answer to `Command::LoadCover`: RGBA, square or not, at most 512 pixels a side; `None`: the track has no cover.
    Cover(TrackId, Option<Arc<Cover>>),
    /// Answer to `Command::LoadLyrics`; `None`: the track has none.
    Lyrics(TrackId, Option<Arc<Lyrics>>),
    /// The waveform of the track that plays, once it is known: see [`Measured::waveform`].
    ///
    /// [`Measured::waveform`]: crate::audio::overview::Measured::waveform
    Waveform(TrackId, Arc<[u8]>),
    /// A track's rating, like, plays or mood changed.
    TrackChanged(Arc<Track>),
    /// Something to tell the user.
    Notice(Notice),
    /// A setting changed: all of them as they are now. The volume, which changes at each step of a slider, is told by
    /// [`Event::Volume`] alone.
    Settings(Arc<Settings>),
    /// What the listener said about readings of their face.
    Corrections(Box<Corrections>),
    /// Melancholy or tense music has been on for long: offer a lift, or no longer.
    LiftOffer(bool),
    /// Answer to `Command::ShowJournal`.
    Journal(Arc<JournalPage>),
    /// Mien's place on the desktop changed.
    Desktop(Desktop),
    /// Somebody wants to see the window.
    ShowWindow,
    /// The engine has saved everything and ends.
    Ended,
}

/// Tracks that are the same.
#[derive(Clone, Debug, Default)]
pub struct DuplicateList {
    /// The groups found so far, in the order of listings.
    pub groups: Arc<[Duplicates]>,
    /// Beginnings that were heard, and how many are to be; `None`: the search is over.
    pub progress: Option<(usize, usize)>,
}

/// A track on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The track.
    pub id: TrackId,
    /// Where it lies.
    pub affect: Affect,
}

/// How far listening to the library is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listening {
    /// Tracks heard or given up, of those that were to be heard.
    pub finished: usize,
    /// Tracks that were to be heard.
    pub all: usize,
    /// Time until the end, if it goes on like this.
    pub left: Option<Duration>,
    /// The machine is on its battery: it goes on when it is plugged in.
    pub paused: bool,
}

/// What a listener needs to draw its first full picture.
#[derive(Clone, Debug)]
pub struct Startup {
    /// The settings.
    pub settings: Arc<Settings>,
    /// Mode, goal and pin.
    pub steering: Steering,
    /// Number of tracks in the library.
    pub tracks: usize,
    /// The demo tracks are being imported: more will come.
    pub importing: bool,
}

/// Is the listener's resting face being watched? What came of it is in the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RestWatch {
    /// No.
    #[default]
    Idle,
    /// For a few seconds.
    Watching,
}

/// Mien's place among the other programs of the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desktop {
    /// Where the window is.
    pub window: WindowPlace,
    /// Is the icon in the tray?
    pub tray: TrayIcon,
    /// How windows shall look.
    pub style: DesktopStyle,
}

/// How the desktop wants windows to look, as far as it says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DesktopStyle {
    /// Light or dark.
    pub ground: Option<Appearance>,
    /// High contrast.
    pub contrast: Contrast,
    /// Less motion.
    pub motion: Motion,
}

/// Where the window is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WindowPlace {
    /// The user works with it.
    Front,
    /// Behind others, minimised, hidden, or there is none.
    #[default]
    Behind,
}

/// What the local API does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ApiState {
    /// It is off.
    #[default]
    Off,
    /// It answers.
    Listening {
        /// The address of its page.
        url: String,
        /// The same with a code that lets one browser control the player, once.
        invitation: String,
    },
    /// It could not be switched on, and why.
    Failed(String),
}

/// Is Mien's icon in the tray?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrayIcon {
    /// Yes.
    Shown,
    /// Not wanted, or there is no tray.
    #[default]
    Missing,
}

/// What the user wants done with the mood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steering {
    /// Match or lift.
    pub mode: Mode,
    /// Where lift leads.
    pub goal: Goal,
    /// A mood held by hand; wins over the camera.
    pub pinned: Option<Pin>,
}

/// What the listener said about readings of their face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// What was read, and what was true.
    pub confusion: Confusion,
    /// Their face is read otherwise than the model says.
    pub calibrated: bool,
    /// The mood they named, as long as it holds against the reading.
    pub said: Option<Emotion>,
}

/// What plays.
#[derive(Clone, Debug, Default)]
pub enum Playback {
    /// Nothing was started yet, or the music ended.
    #[default]
    Stopped,
    /// Music.
    Playing(Arc<NowPlaying>),
    /// Stopped in the middle by the user.
    Paused(Arc<NowPlaying>),
}

impl Playback {
    /// The track, playing or paused.
    pub fn now(&self) -> Option<&Arc<NowPlaying>> {
        match self {
            Self::Stopped => None,
            Self::Playing(now) | Self::Paused(now) => Some(now),
        }
    }
}

/// The current track and why it was chosen.
#[derive(Clone, Debug)]
pub struct NowPlaying {
    /// The track.
    pub track: Arc<Track>,
    /// A sentence a person understands; for a track the user chose it says so.
    pub reason: Text,
    /// The point on the plane that was aimed at; `None` when the user chose.
    pub target: Option<Affect>,
}

/// How the queue is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The user's queue is in random order.
    pub shuffle: bool,
    /// What happens at the end of a track and of the queue.
    pub repeat: Repeat,
    /// The music stops when the current track ends.
    pub stop_after: bool,
    /// When the sleep timer will have faded the music out.
    pub sleep_at: Option<Instant>,
    /// Tracks ahead in the user's queue, also those [`Event::Queue`] leaves out.
    pub queued: usize,
}

/// Who put an entry into the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueuedBy {
    /// The user.
    User,
    /// The DJ; re-planned at track ends.
    Plan,
}

/// One of the tracks that come next.
#[derive(Clone, Debug)]
pub struct QueueEntry {
    /// Stable name of this entry, for removing it.
    pub key: u64,
    /// The track.
    pub track: Arc<Track>,
    /// Who put it here.
    pub by: QueuedBy,
    /// Why it is here.
    pub reason: Text,
    /// The point on the plane that was aimed at; `None` when the user chose.
    pub target: Option<Affect>,
}

/// The imported folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    /// Each with its tracks, in the order of their paths.
    pub list: Vec<FolderEntry>,
    /// Changes in them are looked at as they happen.
    pub watched: bool,
}

/// An imported folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Where it lies and how much of it is there.
    pub folder: Folder,
    /// How it is watched; `None` while it is not.
    pub state: Option<FolderState>,
}

/// How an import goes.
#[derive(Clone, Debug)]
pub enum ImportState {
    /// Under way: files looked at so far, out of those found so far, and whether the walk has found them all.
    Running {
        /// Files read.
        done: usize,
        /// Files found.
        found: usize,
        /// The walk is over, `found` is final.
        walked: bool,
    },
    /// Ended, or was cancelled (what is in stays).
    Finished(Arc<ImportReport>),
}

/// Tracks that match a search.
#[derive(Clone, Debug)]
pub struct SearchAnswer {
    /// Number of the question.
    pub question: u64,
    /// All matches in order; `Command::LoadTracks` fetches those that come into sight.
    pub ids: Arc<[TrackId]>,
    /// The first of them.
    pub tracks: Arc<[Track]>,
    /// What was not understood, what stands in for a word nobody has, or why there is no match.
    pub hint: Option<Text>,
}

/// A decoded cover.
#[derive(Clone, PartialEq, Eq)]
pub struct Cover {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `[row][column][r, g, b, a]`, alpha not premultiplied.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Cover {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cover({}x{})", self.width, self.height)
    }
}
