//! The sum of the engine's events: what is true now. Pure. The engine keeps one, to tell a new listener where things
//! stand; listeners that need the whole picture fold their events into one of their own.

use std::sync::Arc;
use std::time::Duration;

use super::event::{Desktop, Event, ImportState, Order, Playback, QueueEntry, Startup, Steering};
use crate::capture::CaptureState;
use crate::library::{Track, TrackId};
use crate::mood::ListenerMood;
use crate::player::{OutputDevice, OutputState};
use crate::settings::{Consent, Settings};

/// Has the engine told its first state yet, and does it still run?
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Life {
    /// The library is being opened.
    #[default]
    Starting,
    /// All is there.
    Running,
    /// The engine could not start: what happened and what to do.
    Failed(String),
    /// Everything is saved; listeners may go.
    Ended,
}

/// What plays and what comes next.
#[derive(Clone, Debug, Default)]
pub struct Music {
    /// What plays.
    pub playback: Playback,
    /// Position in the current track.
    pub position: Duration,
    /// 0..=1.
    pub volume: f32,
    /// The sound device.
    pub output: OutputState,
    /// Sound devices to choose from, once they were looked for.
    pub outputs: Arc<[OutputDevice]>,
    /// What comes next.
    pub queue: Arc<[QueueEntry]>,
    /// How the queue is played.
    pub order: Order,
    /// The waveform of a track, the current one once it is known.
    pub waveform: Option<(TrackId, Arc<[u8]>)>,
}

impl Music {
    /// Another playback; a track that was not on before begins at its start.
    pub fn set_playback(&mut self, playback: Playback) {
        let id = |playback: &Playback| playback.now().map(|now| now.track.id);
        if id(&playback) != id(&self.playback) {
            self.position = Duration::ZERO;
        }
        self.playback = playback;
    }

    /// A track's rating, like, plays or mood changed: wherever it is shown.
    pub fn track_changed(&mut self, track: &Arc<Track>) {
        if let Playback::Playing(now) | Playback::Paused(now) = &mut self.playback
            && now.track.id == track.id
        {
            Arc::make_mut(now).track = Arc::clone(track);
        }
        if self.queue.iter().any(|entry| entry.track.id == track.id) {
            for entry in Arc::make_mut(&mut self.queue) {
                if entry.track.id == track.id {
                    entry.track = Arc::clone(track);
                }
            }
        }
    }
}

/// Everything small that holds now. Searches, covers and notices pass by; they are nobody's state.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Starting, running or ended.
    pub life: Life,
    /// Camera consent.
    pub consent: Consent,
    /// What the source of frames does.
    pub capture: CaptureState,
    /// The smoothed mood.
    pub mood: ListenerMood,
    /// Mode, goal and pin.
    pub steering: Steering,
    /// Playback and queue.
    pub music: Music,
    /// Number of tracks in the library.
    pub tracks: usize,
    /// The import under way.
    pub importing: Option<ImportState>,
    /// What the user chose.
    pub settings: Arc<Settings>,
    /// Mien's place on the desktop.
    pub desktop: Desktop,
}

impl Snapshot {
    /// Takes one event in.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Ready(startup) => self.start(startup),
            Event::Failed(reason) => self.life = Life::Failed(reason.clone()),
            Event::Ended if matches!(self.life, Life::Failed(_)) => {}
            Event::Ended => self.life = Life::Ended,
            Event::Capture(state) => self.capture = state.clone(),
            Event::Consent(consent) => self.consent = *consent,
            Event::Mood(mood) => self.mood = *mood,
            Event::Steering(steering) => self.steering = *steering,
            Event::Playback(playback) => self.music.set_playback(playback.clone()),
            Event::Position(position) => self.music.position = *position,
            Event::Volume(volume) => self.set_volume(*volume),
            Event::Output(output) => self.music.output = output.clone(),
            Event::Outputs(outputs) => self.music.outputs = Arc::clone(outputs),
            Event::Queue(queue) => self.music.queue = Arc::clone(queue),
            Event::Order(order) => self.music.order = *order,
            Event::Waveform(id, bins) => self.music.waveform = Some((*id, Arc::clone(bins))),
            Event::TrackChanged(track) => self.music.track_changed(track),
            Event::LibrarySize(tracks) => self.tracks = *tracks,
            Event::Import(state @ ImportState::Running { .. }) => self.importing = Some(state.clone()),
            Event::Import(ImportState::Finished(_)) => self.importing = None,
            Event::Settings(settings) => self.settings = Arc::clone(settings),
            Event::Desktop(desktop) => self.desktop = *desktop,
            Event::Vision(_)
            | Event::Cameras(_)
            | Event::Api(_)
            | Event::LibraryChanged
            | Event::Folders(_)
            | Event::Found(_)
            | Event::Tracks(_)
            | Event::Groups(..)
            | Event::Recoverable(_)
            | Event::Duplicates(_)
            | Event::Playlists(_)
            | Event::Listening(_)
            | Event::Map(_)
            | Event::Undoable(_)
            | Event::Cover(..)
            | Event::Lyrics(..)
            | Event::Notice(_)
            | Event::Corrections(_)
            | Event::RestWatch(_)
            | Event::LiftOffer(_)
            | Event::Journal(_)
            | Event::ShowWindow => {}
        }
    }

    /// The events that make an empty snapshot this one: what a new listener is told first. `Ready` is the last, so that a
    /// listener whose snapshot is running knows all.
    pub fn events(&self) -> Vec<Event> {
        match &self.life {
            Life::Starting => return Vec::new(),
            Life::Failed(reason) => return vec![Event::Failed(reason.clone()), Event::Ended],
            Life::Running | Life::Ended => {}
        }
        let mut events = vec![
            Event::Capture(self.capture.clone()),
            Event::Mood(self.mood),
            Event::Output(self.music.output.clone()),
            Event::Playback(self.music.playback.clone()),
            Event::Position(self.music.position),
            Event::Queue(Arc::clone(&self.music.queue)),
            Event::Order(self.music.order),
        ];
        events.push(Event::Desktop(self.desktop));
        events.extend(self.importing.clone().map(Event::Import));
        events.push(Event::Ready(Box::new(Startup {
            settings: Arc::clone(&self.settings),
            steering: self.steering,
            tracks: self.tracks,
            importing: self.importing.is_some(),
        })));
        if self.life == Life::Ended {
            events.push(Event::Ended);
        }
        events
    }

    fn set_volume(&mut self, volume: f32) {
        self.music.volume = volume;
        Arc::make_mut(&mut self.settings).volume = volume;
    }

    fn start(&mut self, startup: &Startup) {
        self.life = Life::Running;
        self.consent = startup.settings.consent;
        self.steering = startup.steering;
        self.music.volume = startup.settings.volume;
        self.settings = Arc::clone(&startup.settings);
        self.tracks = startup.tracks;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emotion::Emotion;
    use crate::engine::event::NowPlaying;
    use crate::engine::testing::track;
    use crate::library::Like;
    use crate::notice::{Level, Notice};

    fn startup() -> Event {
        Event::Ready(Box::new(Startup {
            settings: Arc::new(Settings { consent: Consent::Allowed, ..Settings::default() }),
            steering: Steering::default(),
            tracks: 3,
            importing: false,
        }))
    }

    fn playing(id: i64) -> Playback {
        let now = NowPlaying { track: Arc::new(track(id, "a")), reason: "It fits.".into(), target: None };
        Playback::Playing(Arc::new(now))
    }

    /// After all that may change.
    fn busy() -> Snapshot {
        let mut snapshot = Snapshot::default();
        for event in [
            startup(),
            Event::Volume(0.25),
            Event::Steering(Steering { pinned: Some(Emotion::Sad.into()), ..Steering::default() }),
            Event::Capture(CaptureState::Opening),
            Event::Playback(playing(1)),
            Event::Position(Duration::from_secs(7)),
            Event::LibrarySize(9),
            Event::Import(ImportState::Running { done: 1, found: 2, walked: false }),
            Event::Output(OutputState::Device("speakers".to_owned())),
            Event::Notice(Notice::new(Level::Info, "hello")),
        ] {
            snapshot.apply(&event);
        }
        snapshot
    }

    #[test]
    fn a_new_listener_ends_up_with_the_same_picture() {
        let before = busy();
        let mut after = Snapshot::default();
        for event in before.events() {
            after.apply(&event);
        }
        assert_eq!(format!("{after:?}"), format!("{before:?}"));
        assert_eq!((after.music.volume, after.tracks), (0.25, 9));
    }

    #[test]
    fn nothing_is_told_before_the_start_and_a_failure_is_told_to_all() {
        let mut snapshot = Snapshot::default();
        assert!(snapshot.events().is_empty());
        snapshot.apply(&Event::Failed("no disk".to_owned()));
        snapshot.apply(&Event::Ended);
        assert!(
            matches!(&snapshot.events()[..], [Event::Failed(reason), Event::Ended] if reason == "no disk")
        );
    }

    #[test]
    fn a_pause_keeps_the_position_a_new_track_starts_at_zero_and_a_changed_one_changes_where_it_plays() {
        let mut snapshot = busy();
        let now = snapshot.music.playback.now().cloned().unwrap();
        snapshot.apply(&Event::Playback(Playback::Paused(now)));
        assert_eq!(snapshot.music.position, Duration::from_secs(7));
        snapshot.apply(&Event::Playback(playing(2)));
        assert_eq!(snapshot.music.position, Duration::ZERO);
        snapshot.apply(&Event::TrackChanged(Arc::new(Track { like: Like::Liked, ..track(2, "a") })));
        assert_eq!(snapshot.music.playback.now().unwrap().track.like, Like::Liked);
    }
}
