//! MPRIS 2: the bus asks, this answers from the last state the engine told, and passes commands on.

use std::cell::{Ref, RefCell};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mpris_server::zbus::{self, fdo};
use mpris_server::{
    LocalPlayerInterface, LocalRootInterface, LocalServer, LocalTrackListInterface, LoopStatus, Metadata,
    PlaybackRate, PlaybackStatus, Property, Signal, Time, TrackId, TrackListProperty, TrackListSignal, Uri,
    Volume,
};
use url::Url;

use super::media::{self, Shown};
use crate::desktop::Face;
use crate::engine::{Command, Commander, Event, Life, Playback, Snapshot};
use crate::library::{self, Track};
use crate::settings::Change;
use crate::sound::SPEEDS;

/// What is playable, as the desktop file says it too.
const MIME_TYPES: [&str; 12] = [
    "audio/mpeg",
    "audio/flac",
    "audio/ogg",
    "audio/x-vorbis+ogg",
    "audio/opus",
    "audio/mp4",
    "audio/aac",
    "audio/wav",
    "audio/aiff",
    "audio/x-caf",
    "audio/x-matroska",
    "audio/webm",
];
/// A position this far from where it should be was sought.
const JUMP: Duration = Duration::from_millis(750);

/// The engine as the bus sees it. Lives on one thread.
pub struct Remote {
    engine: Commander,
    face: Face,
    state: RefCell<State>,
}

struct State {
    snapshot: Snapshot,
    /// When the position was told.
    at: Instant,
    /// The position jumped since the last look.
    jumped: bool,
    /// The cover of this track was asked for, and its address when it is known.
    cover: Option<(library::TrackId, Option<String>)>,
}

impl State {
    /// The position now: the one told last, and the time since then.
    fn position(&self) -> Duration {
        let music = &self.snapshot.music;
        match &music.playback {
            Playback::Playing(now) => {
                let speed = f64::from(self.snapshot.settings.speed.max(0.0));
                let position = music.position + self.at.elapsed().mul_f64(speed);
                let length = Duration::try_from_secs_f64(now.track.length_secs).unwrap_or_default();
                if length > Duration::ZERO { position.min(length.max(music.position)) } else { position }
            }
            Playback::Paused(_) | Playback::Stopped => music.position,
        }
    }
}

impl Remote {
    /// A remote control of this engine.
    pub fn new(engine: Commander, face: Face) -> Self {
        let state = State { snapshot: Snapshot::default(), at: Instant::now(), jumped: false, cover: None };
        Self { engine, face, state: RefCell::new(state) }
    }

    /// Takes in news of the engine.
    pub fn take(&self, event: &Event) {
        let mut state = self.state.borrow_mut();
        if let Event::Position(position) = event {
            state.jumped |= position.abs_diff(state.position()) > JUMP;
            state.at = Instant::now();
        }
        if let Event::Playback(_) | Event::Settings(_) = event {
            // What a pause, another track or another speed does to the position is no jump.
            state.snapshot.music.position = state.position();
            state.at = Instant::now();
        }
        state.snapshot.apply(event);
    }

    /// The cover of a track is at this address.
    pub fn take_cover(&self, id: library::TrackId, address: Option<&Url>) {
        let mut state = self.state.borrow_mut();
        if let Some((of, known)) = &mut state.cover
            && *of == id
        {
            *known = address.map(ToString::to_string);
        }
    }

    /// The track whose cover is to be asked for; each is asked for once.
    pub fn wants_cover(&self) -> Option<Arc<Track>> {
        let mut state = self.state.borrow_mut();
        let track = Arc::clone(&state.snapshot.music.playback.now()?.track);
        if !track.has_cover || state.cover.as_ref().is_some_and(|(of, _)| *of == track.id) {
            return None;
        }
        state.cover = Some((track.id, None));
        Some(track)
    }

    /// The address of the current track's cover.
    pub fn cover(&self) -> Option<String> {
        let state = self.state.borrow();
        let now = state.snapshot.music.playback.now()?;
        state.cover.as_ref().filter(|(of, _)| *of == now.track.id).and_then(|(_, address)| address.clone())
    }

    /// What is shown now.
    pub fn shown(&self) -> Shown {
        Shown::of(&self.snapshot(), self.cover().as_deref())
    }

    /// The engine's state; let go of it before the next news are taken in.
    pub fn snapshot(&self) -> Ref<'_, Snapshot> {
        Ref::map(self.state.borrow(), |state| &state.snapshot)
    }

    /// Does the engine still run?
    pub fn life(&self) -> Life {
        self.state.borrow().snapshot.life.clone()
    }

    /// The new position, when it jumped since the last call.
    fn take_jump(&self) -> Option<Time> {
        let mut state = self.state.borrow_mut();
        std::mem::take(&mut state.jumped).then(|| media::micros(state.position()))
    }

    fn position_now(&self) -> Duration {
        self.state.borrow().position()
    }

    fn send(&self, command: Command) {
        self.engine.send(command);
    }

    /// Goes to a position; past the end is the next track, as the specification wants it.
    fn go_to_position(&self, position: Duration) {
        let length = self.snapshot().music.playback.now().map_or(0.0, |now| now.track.length_secs);
        if length > 0.0 && position.as_secs_f64() > length {
            self.send(Command::Next);
        } else {
            self.send(Command::Seek(position));
        }
    }

    fn entry(&self, name: &TrackId) -> Option<(u64, Arc<Track>)> {
        let snapshot = self.snapshot();
        let mut queue = snapshot.music.queue.iter();
        queue.find(|entry| media::queued(entry) == *name).map(|entry| (entry.key, Arc::clone(&entry.track)))
    }
}

/// Tells the bus what is different from `before`.
pub async fn tell(server: &LocalServer<Remote>, before: &Shown) {
    let now = server.imp().shown();
    let mut changed = Vec::new();
    let mut note = |differs: bool, property: Property| {
        if differs {
            changed.push(property);
        }
    };
    note(now.status != before.status, Property::PlaybackStatus(now.status));
    note(now.metadata != before.metadata, Property::Metadata(now.metadata.clone()));
    note((now.volume - before.volume).abs() > 1e-4, Property::Volume(now.volume));
    note((now.rate - before.rate).abs() > 1e-4, Property::Rate(now.rate));
    note(now.shuffle != before.shuffle, Property::Shuffle(now.shuffle));
    note(now.repeat != before.repeat, Property::LoopStatus(now.repeat));
    note(now.can_play != before.can_play, Property::CanPlay(now.can_play));
    note(now.can_go_next != before.can_go_next, Property::CanGoNext(now.can_go_next));
    note(now.is_on != before.is_on, Property::CanPause(now.is_on));
    note(now.is_on != before.is_on, Property::CanSeek(now.is_on));
    note(now.is_on != before.is_on, Property::CanGoPrevious(now.is_on));
    let mut told = Ok(());
    if !changed.is_empty() {
        told = server.properties_changed(changed).await;
    }
    if now.tracks != before.tracks {
        let signal = TrackListSignal::TrackListReplaced {
            tracks: now.tracks.clone(),
            current_track: now.metadata.trackid().unwrap_or(TrackId::NO_TRACK),
        };
        told = told.and(server.track_list_emit(signal).await);
        told = told.and(server.track_list_properties_changed([TrackListProperty::Tracks]).await);
    }
    if let Some(position) = server.imp().take_jump() {
        told = told.and(server.emit(Signal::Seeked { position }).await);
    }
    if let Err(error) = told {
        log::info!("the session bus does not listen: {error}");
    }
}

impl LocalRootInterface for Remote {
    async fn raise(&self) -> fdo::Result<()> {
        self.send(Command::ShowWindow);
        Ok(())
    }

    async fn quit(&self) -> fdo::Result<()> {
        self.send(Command::Quit);
        Ok(())
    }

    async fn can_quit(&self) -> fdo::Result<bool> {
        Ok(true)
    }

    async fn fullscreen(&self) -> fdo::Result<bool> {
        Ok(false)
    }

    async fn set_fullscreen(&self, _: bool) -> zbus::Result<()> {
        Err(fdo::Error::NotSupported("Full screen is switched in the window.".to_owned()).into())
    }

    async fn can_set_fullscreen(&self) -> fdo::Result<bool> {
        Ok(false)
    }

    async fn can_raise(&self) -> fdo::Result<bool> {
        Ok(self.face == Face::Window)
    }

    async fn has_track_list(&self) -> fdo::Result<bool> {
        Ok(true)
    }

    async fn identity(&self) -> fdo::Result<String> {
        Ok("Mien".to_owned())
    }

    async fn desktop_entry(&self) -> fdo::Result<String> {
        Ok(crate::APP_ID.to_owned())
    }

    async fn supported_uri_schemes(&self) -> fdo::Result<Vec<String>> {
        Ok(vec!["file".to_owned()])
    }

    async fn supported_mime_types(&self) -> fdo::Result<Vec<String>> {
        Ok(MIME_TYPES.map(str::to_owned).to_vec())
    }
}

impl LocalPlayerInterface for Remote {
    async fn next(&self) -> fdo::Result<()> {
        self.send(Command::Next);
        Ok(())
    }

    async fn previous(&self) -> fdo::Result<()> {
        self.send(Command::Previous);
        Ok(())
    }

    async fn pause(&self) -> fdo::Result<()> {
        self.send(Command::Pause);
        Ok(())
    }

    async fn play_pause(&self) -> fdo::Result<()> {
        self.send(Command::TogglePlay);
        Ok(())
    }

    async fn stop(&self) -> fdo::Result<()> {
        self.send(Command::Stop);
        Ok(())
    }

    async fn play(&self) -> fdo::Result<()> {
        self.send(Command::Play);
        Ok(())
    }

    async fn seek(&self, offset: Time) -> fdo::Result<()> {
        let now = media::micros(self.position_now());
        self.go_to_position(media::duration(now.saturating_add(offset)));
        Ok(())
    }

    async fn set_position(&self, track_id: TrackId, position: Time) -> fdo::Result<()> {
        let shown = self.shown();
        // Meant for a track that is gone by now, or for no place in this one: to be ignored.
        let beyond = shown.metadata.length().is_some_and(|length| position > length);
        if shown.metadata.trackid() == Some(track_id) && !beyond && !position.is_negative() {
            self.send(Command::Seek(media::duration(position)));
        }
        Ok(())
    }

    async fn open_uri(&self, uri: String) -> fdo::Result<()> {
        self.send(Command::Open(vec![path(&uri)?]));
        Ok(())
    }

    async fn playback_status(&self) -> fdo::Result<PlaybackStatus> {
        Ok(self.shown().status)
    }

    async fn loop_status(&self) -> fdo::Result<LoopStatus> {
        Ok(self.shown().repeat)
    }

    async fn set_loop_status(&self, status: LoopStatus) -> zbus::Result<()> {
        self.send(Command::SetRepeat(media::repeat(status)));
        Ok(())
    }

    async fn rate(&self) -> fdo::Result<PlaybackRate> {
        Ok(self.shown().rate)
    }

    async fn set_rate(&self, rate: PlaybackRate) -> zbus::Result<()> {
        // The specification's way to say "pause".
        if rate == 0.0 {
            self.send(Command::Pause);
        } else if rate.is_finite() {
            self.send(Command::Change(Change::Speed((rate as f32).clamp(*SPEEDS.start(), *SPEEDS.end()))));
        }
        Ok(())
    }

    async fn shuffle(&self) -> fdo::Result<bool> {
        Ok(self.shown().shuffle)
    }

    async fn set_shuffle(&self, shuffle: bool) -> zbus::Result<()> {
        self.send(Command::SetShuffle(shuffle));
        Ok(())
    }

    async fn metadata(&self) -> fdo::Result<Metadata> {
        Ok(self.shown().metadata)
    }

    async fn volume(&self) -> fdo::Result<Volume> {
        Ok(self.shown().volume)
    }

    async fn set_volume(&self, volume: Volume) -> zbus::Result<()> {
        self.send(Command::SetVolume(volume.clamp(0.0, 1.0) as f32));
        Ok(())
    }

    async fn position(&self) -> fdo::Result<Time> {
        Ok(media::micros(self.position_now()))
    }

    async fn minimum_rate(&self) -> fdo::Result<PlaybackRate> {
        Ok((*SPEEDS.start()).into())
    }

    async fn maximum_rate(&self) -> fdo::Result<PlaybackRate> {
        Ok((*SPEEDS.end()).into())
    }

    async fn can_go_next(&self) -> fdo::Result<bool> {
        Ok(self.shown().can_go_next)
    }

    async fn can_go_previous(&self) -> fdo::Result<bool> {
        Ok(self.shown().is_on)
    }

    async fn can_play(&self) -> fdo::Result<bool> {
        Ok(self.shown().can_play)
    }

    async fn can_pause(&self) -> fdo::Result<bool> {
        Ok(self.shown().is_on)
    }

    async fn can_seek(&self) -> fdo::Result<bool> {
        Ok(self.shown().is_on)
    }

    async fn can_control(&self) -> fdo::Result<bool> {
        Ok(true)
    }
}

impl LocalTrackListInterface for Remote {
    async fn get_tracks_metadata(&self, names: Vec<TrackId>) -> fdo::Result<Vec<Metadata>> {
        let shown = self.shown();
        let of = |name: TrackId| {
            if shown.metadata.trackid().as_ref() == Some(&name) {
                return Some(shown.metadata.clone());
            }
            self.entry(&name).map(|(_, track)| media::metadata(&track, name, None))
        };
        Ok(names.into_iter().filter_map(of).collect())
    }

    async fn add_track(&self, _: Uri, _: TrackId, _: bool) -> fdo::Result<()> {
        Err(fdo::Error::NotSupported("Open files with OpenUri.".to_owned()))
    }

    async fn remove_track(&self, name: TrackId) -> fdo::Result<()> {
        if let Some((key, _)) = self.entry(&name) {
            self.send(Command::Unqueue(key));
        }
        Ok(())
    }

    async fn go_to(&self, name: TrackId) -> fdo::Result<()> {
        if let Some((key, track)) = self.entry(&name) {
            self.send(Command::Unqueue(key));
            self.send(Command::PlayNow(track.id));
        }
        Ok(())
    }

    async fn tracks(&self) -> fdo::Result<Vec<TrackId>> {
        Ok(self.shown().tracks)
    }

    async fn can_edit_tracks(&self) -> fdo::Result<bool> {
        Ok(false)
    }
}

/// The path of a `file:` address, or a plain path.
fn path(uri: &str) -> fdo::Result<PathBuf> {
    let unusable = || fdo::Error::InvalidArgs(format!("Mien plays local files only, not {uri}"));
    match Url::parse(uri) {
        Ok(url) => url.to_file_path().map_err(|()| unusable()),
        Err(_) if uri.starts_with('/') => Ok(PathBuf::from(uri)),
        Err(_) => Err(unusable()),
    }
}
