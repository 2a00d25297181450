//! The engine's state and what each input does to it. Runs on the engine's thread and nowhere else.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::covers::Covers;
use super::deck::{Back, Deck};
use super::dj;
use super::event::{
    Cover, Event, ImportState, Playback, QueueEntry, QueuedBy, SearchAnswer, Startup, Steering,
};
use super::importing::Importing;
use super::outbox::Outbox;
use super::queue::Queue;
use super::watching::Watching;
use super::{CameraSwitch, Command};
use crate::affect::Affect;
use crate::capture::CaptureState;
use crate::library::scan::ScanBatch;
use crate::library::{Candidate, Library, LibraryError, Track, TrackId};
use crate::mood::{ListenerMood, Mode};
use crate::notice::{Level, Notice, sentence};
use crate::paths::Paths;
use crate::player::PlayerEvent;
use crate::settings::{Consent, Settings};
use crate::source::Source;
use crate::vision::VisionError;

/// Everything that reaches the engine, in one inbox.
pub enum Input {
    /// A request from a window or the command line.
    Command(Command),
    /// News of the source with this epoch.
    Capture(u64, CaptureState),
    /// The mood of the listener before the source with this epoch.
    Mood(u64, ListenerMood),
    /// Faces cannot be read.
    Blind(VisionError),
    /// News of the player.
    Player(PlayerEvent),
    /// A cover was read.
    Cover(TrackId, Option<Arc<Cover>>),
}

/// How many tracks are planned ahead.
const PLANNED: usize = 10;
/// Tracks in a row that cannot be played before the engine gives up and says so.
const FAILURES: u32 = 12;
/// Tracks sent to the window for one search.
const FOUND: usize = 20_000;
/// Tracks the DJ remembers having played.
const RECENT: usize = 200;

/// May the loop go on?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Yes.
    Continue,
    /// Everything is saved.
    End,
}

/// The engine.
pub struct Core {
    paths: Paths,
    settings: Settings,
    /// Overrides of the command line (mode) are not written to the settings.
    keep_settings: bool,
    library: Library,
    watching: Watching,
    importing: Importing,
    covers: Covers,
    deck: Deck,
    queue: Queue,
    outbox: Outbox,
    mood: ListenerMood,
    steering: Steering,
    recent: Vec<(TrackId, i64)>,
    /// The lift under way; begins with the first plan in lift mode that has a mood.
    lift: Option<Lift>,
    candidates: Option<Vec<Candidate>>,
    failures: u32,
    seed: u64,
    demo: Option<PathBuf>,
}

/// A lift under way.
struct Lift {
    /// The listener's mood when it began.
    from: Affect,
    /// Tracks of the plan that have begun to play since.
    played: usize,
}

/// The parts a [`Core`] is made of.
pub struct Parts {
    pub paths: Paths,
    pub settings: Settings,
    pub keep_settings: bool,
    pub steering: Steering,
    pub library: Library,
    pub watching: Watching,
    pub covers: Covers,
    pub deck: Deck,
    pub outbox: Outbox,
    pub seed: u64,
    pub demo: Option<PathBuf>,
}

impl Core {
    /// An engine that has not spoken yet.
    pub fn new(parts: Parts) -> Self {
        Self {
            paths: parts.paths,
            settings: parts.settings,
            keep_settings: parts.keep_settings,
            library: parts.library,
            watching: parts.watching,
            importing: Importing::new(),
            covers: parts.covers,
            deck: parts.deck,
            queue: Queue::default(),
            outbox: parts.outbox,
            mood: ListenerMood::Unknown,
            steering: parts.steering,
            recent: Vec::new(),
            lift: None,
            candidates: None,
            failures: 0,
            seed: parts.seed,
            demo: parts.demo,
        }
    }

    /// Says what the listener needs for its first picture, starts the camera if it is allowed, and brings in the demo
    /// tracks on the first run.
    pub fn begin(&mut self, source: Option<Source>, notices: Vec<Notice>) {
        let tracks = self.library.count().unwrap_or_else(|e| {
            self.library_failed(&e);
            0
        });
        let demo = self.demo.take().filter(|_| !self.settings.demo_imported);
        self.outbox.push(Event::Ready(Box::new(Startup {
            consent: self.settings.consent,
            steering: self.steering,
            volume: self.settings.volume,
            appearance: self.settings.appearance,
            tracks,
            importing: demo.is_some(),
        })));
        for notice in notices {
            self.outbox.push(Event::Notice(notice));
        }
        let source = source.unwrap_or(match self.settings.consent {
            Consent::Allowed => Source::Camera(self.settings.camera),
            Consent::Unasked | Consent::Declined => Source::None,
        });
        self.watch(source);
        if let Some(folder) = demo {
            self.import(vec![folder]);
            self.settings.demo_imported = true;
            self.save_settings();
        }
    }

    /// Batches of the import under way.
    pub fn batches(&self) -> crossbeam_channel::Receiver<ScanBatch> {
        self.importing.batches()
    }

    /// Delivers events that waited for a slow listener.
    pub fn flush(&mut self) {
        self.outbox.flush();
    }

    /// Does a slow listener have events to fetch?
    pub fn is_behind(&self) -> bool {
        self.outbox.is_behind()
    }

    /// Writes a batch of the import; `None`: the scan is over.
    pub fn batch(&mut self, batch: Option<&ScanBatch>) {
        match self.importing.advance(batch, &mut self.library) {
            Ok(Some(state)) => self.import_moved(state),
            Ok(None) => {}
            Err(error) => {
                let ended = self.importing.cancel();
                self.library_failed(&error);
                if let Some(state) = ended {
                    self.import_moved(state);
                }
            }
        }
    }

    /// Takes one input.
    pub fn handle(&mut self, input: Input) -> Flow {
        match input {
            Input::Command(Command::Quit) => {
                self.end();
                return Flow::End;
            }
            Input::Command(command) => self.command(command),
            Input::Capture(epoch, state) => {
                if self.watching.is_current(epoch) {
                    self.outbox.push(Event::Capture(state));
                }
            }
            Input::Mood(epoch, mood) => {
                if self.watching.is_current(epoch) {
                    self.set_mood(mood);
                }
            }
            Input::Blind(error) => self.blind(&error),
            Input::Player(event) => self.player(event),
            Input::Cover(id, cover) => self.outbox.push(Event::Cover(id, cover)),
        }
        Flow::Continue
    }

    /// Saves and says goodbye.
    pub fn end(&mut self) {
        self.watching.stop();
        self.importing.cancel();
        self.leave_track();
        self.outbox.push(Event::Ended);
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Camera(switch) => self.camera(switch),
            Command::Watch(source) => self.watch(source),
            Command::TogglePlay => match self.deck.state() {
                Playback::Playing(_) => self.pause(),
                Playback::Paused(_) | Playback::Stopped => self.play(),
            },
            Command::Play => self.play(),
            Command::Pause => self.pause(),
            Command::Next => self.next(),
            Command::Previous => self.previous(),
            Command::Seek(position) => {
                self.deck.seek(position);
                self.outbox.push(Event::Position(self.deck.position()));
            }
            Command::SetVolume(volume) => self.set_volume(volume),
            Command::PlayNow(id) => {
                if let Some(track) = self.track(id) {
                    self.leave_track();
                    let entry = self.queue.chosen(track);
                    self.deck.play(entry);
                }
            }
            Command::Enqueue(id) => self.change_queue(id, Queue::enqueue),
            Command::PlayNext(id) => self.change_queue(id, Queue::enqueue_first),
            Command::Unqueue(key) => self.reconsider(|queue| queue.remove(key)),
            Command::UndoQueue => self.reconsider(Queue::undo),
            Command::Pin(emotion) => self.steer(Steering { pinned: emotion, ..self.steering }),
            Command::SetMode(mode) => self.steer(Steering { mode, ..self.steering }),
            Command::SetGoal(goal) => self.steer(Steering { goal, ..self.steering }),
            Command::Import(folders) => self.import(folders),
            Command::CancelImport => {
                if let Some(state) = self.importing.cancel() {
                    self.import_moved(state);
                }
            }
            Command::Search { question, query } => self.search(question, &query),
            Command::LoadCover(id) => match self.track(id) {
                Some(track) => self.covers.request(id, track.path.clone()),
                None => self.outbox.push(Event::Cover(id, None)),
            },
            Command::Rate(id, stars) => self.change_track(id, |library| library.set_rating(id, stars)),
            Command::SetLike(id, like) => self.change_track(id, |library| library.set_like(id, like)),
            Command::SetAppearance(appearance) => {
                self.settings.appearance = appearance;
                self.save_settings();
                self.outbox.push(Event::Appearance(appearance));
            }
            Command::Quit => {}
        }
    }

    // --- looking

    fn camera(&mut self, switch: CameraSwitch) {
        let consent = match switch {
            CameraSwitch::Allow => Consent::Allowed,
            CameraSwitch::Decline => Consent::Declined,
            CameraSwitch::Off | CameraSwitch::On => self.settings.consent,
        };
        if consent != self.settings.consent {
            self.settings.consent = consent;
            self.save_settings();
            self.outbox.push(Event::Consent(consent));
        }
        let on = match switch {
            CameraSwitch::Allow | CameraSwitch::On => consent == Consent::Allowed,
            CameraSwitch::Decline | CameraSwitch::Off => false,
        };
        self.watch(if on { Source::Camera(self.settings.camera) } else { Source::None });
    }

    fn watch(&mut self, source: Source) {
        let source_is_none = source == Source::None;
        match self.watching.watch(source) {
            Ok(()) if source_is_none => self.outbox.push(Event::Capture(CaptureState::Off)),
            Ok(()) => {}
            Err(error) => self.blind(&error),
        }
        self.set_mood(ListenerMood::Unknown);
    }

    fn blind(&mut self, error: &VisionError) {
        let text = "Mien cannot read faces right now. Music goes on; you can pin a mood by hand.";
        self.outbox.push(Event::Notice(Notice::new(Level::Error, text).with_details(error)));
    }

    fn set_mood(&mut self, mood: ListenerMood) {
        if mood != self.mood {
            self.mood = mood;
            self.outbox.push(Event::Mood(mood));
            if !self.deck.is_running() {
                // No song to wait for: what is shown as next is what play would start.
                self.plan();
            }
        }
    }

    /// Where the music should be: the pinned mood, else the face's, else nowhere in particular.
    fn wanted(&self) -> Option<Affect> {
        match self.steering.pinned {
            Some(emotion) => Some(self.settings.affect.get(emotion)),
            None => self.mood.affect(),
        }
    }

    fn steer(&mut self, steering: Steering) {
        self.steering = steering;
        self.lift = None;
        self.settings.mode = steering.mode;
        self.settings.goal = steering.goal;
        self.save_settings();
        self.outbox.push(Event::Steering(steering));
        // Asked for by hand: the plan follows at once, the song goes on.
        self.take_back_prepared();
        self.plan();
    }

    // --- playing

    fn play(&mut self) {
        if self.deck.resume() {
            self.tell_playback();
        } else if !self.deck.is_running() {
            self.plan();
            self.play_next();
        }
    }

    fn pause(&mut self) {
        self.deck.pause();
        self.tell_playback();
    }

    fn next(&mut self) {
        self.leave_track();
        self.take_back_prepared();
        self.plan();
        self.play_next();
    }

    fn previous(&mut self) {
        match self.deck.back() {
            Back::Restart => {
                self.deck.seek(Duration::ZERO);
                self.outbox.push(Event::Position(Duration::ZERO));
            }
            Back::To(track) => {
                self.take_back_prepared();
                let entry = self.queue.chosen(track);
                self.deck.play(entry);
            }
        }
    }

    /// Plays what comes next, or says that there is nothing.
    fn play_next(&mut self) {
        if let Some(entry) = self.queue.take() {
            self.deck.play(entry);
            return;
        }
        let text = "There is nothing to play. Import a folder with music first.";
        self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
        self.deck.stopped();
        self.tell_playback();
    }

    fn player(&mut self, event: PlayerEvent) {
        match event {
            PlayerEvent::Started { key, length } => self.started(key, length),
            PlayerEvent::Position { key, position } => {
                if self.deck.moved(key, position) {
                    self.outbox.push(Event::Position(position));
                }
            }
            PlayerEvent::NeedNext { key } => {
                if self.deck.is_last(key) {
                    self.plan();
                    let entry = self.queue.take();
                    self.deck.prepare(entry);
                    self.tell_queue();
                }
            }
            PlayerEvent::Finished { key } => {
                self.failures = 0;
                if let Some(id) = self.deck.current_id(key) {
                    self.change_track(id, |library| library.record_play(id, now()));
                }
            }
            PlayerEvent::Idle => self.idle(),
            PlayerEvent::Failed { key, path, reason } => self.failed(key, &path, &reason),
            PlayerEvent::Paused | PlayerEvent::Resumed => {}
            PlayerEvent::Output(state) => self.outbox.push(Event::Output(state)),
        }
    }

    fn started(&mut self, key: u64, length: Option<Duration>) {
        if !self.deck.started(key, length) {
            return;
        }
        if let Some(now_playing) = self.deck.state().now() {
            if let Some(lift) = self.lift.as_mut().filter(|_| now_playing.target.is_some()) {
                lift.played += 1;
            }
            self.recent.push((now_playing.track.id, now()));
            if self.recent.len() > RECENT {
                self.recent.remove(0);
            }
        }
        self.tell_playback();
        self.outbox.push(Event::Position(Duration::ZERO));
        self.plan();
    }

    fn idle(&mut self) {
        if self.deck.is_running() && self.failures < FAILURES {
            self.plan();
            self.play_next();
            return;
        }
        self.deck.stopped();
        self.tell_playback();
        if self.failures >= FAILURES {
            self.failures = 0;
            let text = "Mien stopped: one track after the other could not be played. Is the drive with the music there?";
            self.outbox.push(Event::Notice(Notice::new(Level::Error, text)));
        }
    }

    fn failed(&mut self, key: u64, path: &std::path::Path, reason: &str) {
        self.failures += 1;
        let title = self.deck.failed(key).map_or_else(
            || path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            |entry| entry.track.tags.title.clone(),
        );
        let text = format!("Skipped \"{title}\": {}", sentence(reason));
        self.outbox.push(Event::Notice(Notice::new(Level::Warning, text).with_details(path.display())));
    }

    /// The user leaves the current track: it counts as played or as skipped.
    fn leave_track(&mut self) {
        if let Some((id, heard)) = self.deck.leaving() {
            let at = now();
            self.change_track(id, |library| {
                if heard { library.record_play(id, at) } else { library.record_skip(id, at) }
            });
        }
    }

    fn set_volume(&mut self, volume: f32) {
        let volume = if volume.is_finite() { volume.clamp(0.0, 1.0) } else { 0.0 };
        self.settings.volume = volume;
        self.deck.set_volume(volume);
        self.save_settings();
        self.outbox.push(Event::Volume(volume));
    }

    fn tell_playback(&mut self) {
        self.outbox.push(Event::Playback(self.deck.state().clone()));
    }

    // --- planning

    /// Plans what comes after the user's own queue.
    fn plan(&mut self) {
        let candidates = match self.candidates.take() {
            Some(candidates) => candidates,
            None => match self.library.candidates() {
                Ok(candidates) => candidates,
                Err(error) => return self.library_failed(&error),
            },
        };
        let mut recent = self.recent.clone();
        recent.extend(self.deck.given().map(|entry| (entry.track.id, now())));
        if self.lift.is_none() && self.steering.mode == Mode::Lift {
            self.lift = self.wanted().map(|from| Lift { from, played: 0 });
        }
        let picks = dj::plan(
            &candidates,
            &dj::Request {
                mood: self.lift.as_ref().map(|lift| lift.from).or_else(|| self.wanted()),
                mode: self.steering.mode,
                goal: self.steering.goal.affect(),
                progress: self.lift.as_ref().map_or(0, |lift| lift.played),
                recent: &recent,
                now: now(),
                seed: self.seed.wrapping_add(self.recent.len() as u64),
                count: PLANNED,
            },
        );
        self.candidates = Some(candidates);
        let plan = picks
            .into_iter()
            .filter_map(|pick| {
                let track = self.track(pick.id)?;
                Some(self.queue.entry(track, QueuedBy::Plan, pick.reason, Some(pick.target)))
            })
            .collect();
        self.queue.set_plan(plan);
        self.tell_queue();
    }

    fn change_queue(&mut self, id: TrackId, change: fn(&mut Queue, Arc<Track>)) {
        if let Some(track) = self.track(id) {
            self.reconsider(|queue| change(queue, track));
        }
    }

    /// Changes the queue, and decides again what follows without a gap.
    fn reconsider(&mut self, change: impl FnOnce(&mut Queue)) {
        let was_prepared = self.take_back_prepared();
        change(&mut self.queue);
        if was_prepared {
            let entry = self.queue.take();
            self.deck.prepare(entry);
        }
        self.tell_queue();
    }

    fn take_back_prepared(&mut self) -> bool {
        let Some(entry) = self.deck.take_prepared() else { return false };
        self.deck.prepare(None);
        self.queue.put_back(entry);
        true
    }

    fn tell_queue(&mut self) {
        let entries: Vec<QueueEntry> =
            self.deck.prepared().into_iter().chain(self.queue.entries()).cloned().collect();
        self.outbox.push(Event::Queue(entries.into()));
    }

    // --- library

    fn track(&mut self, id: TrackId) -> Option<Arc<Track>> {
        match self.library.track(id) {
            Ok(track) => track.map(Arc::new),
            Err(error) => {
                self.library_failed(&error);
                None
            }
        }
    }

    fn change_track(&mut self, id: TrackId, change: impl FnOnce(&mut Library) -> Result<(), LibraryError>) {
        if let Err(error) = change(&mut self.library) {
            self.library_failed(&error);
            return;
        }
        self.candidates = None;
        if let Some(track) = self.track(id) {
            self.outbox.push(Event::TrackChanged(track));
        }
    }

    fn search(&mut self, question: u64, query: &str) {
        match self.library.tracks(query, FOUND) {
            Ok(found) => self.outbox.push(Event::Found(SearchAnswer {
                question,
                tracks: found.tracks.into(),
                hint: found.hint,
            })),
            Err(error) => self.library_failed(&error),
        }
    }

    fn import(&mut self, folders: Vec<PathBuf>) {
        match self.importing.add(folders, &mut self.library) {
            Ok(()) => {
                self.outbox.push(Event::Import(ImportState::Running { done: 0, found: 0, walked: false }));
            }
            Err(error) => self.library_failed(&error),
        }
    }

    /// Tells how an import goes; the size of the library first, so that "finished" finds it right.
    fn import_moved(&mut self, state: ImportState) {
        match self.library.count() {
            Ok(count) => self.outbox.push(Event::LibrarySize(count)),
            Err(error) => self.library_failed(&error),
        }
        let finished = matches!(state, ImportState::Finished(_));
        self.outbox.push(Event::Import(state));
        if finished {
            self.candidates = None;
            self.plan();
        }
    }

    fn library_failed(&mut self, error: &LibraryError) {
        self.outbox.push(Event::Notice(Notice::new(Level::Error, sentence(&error.to_string()))));
    }

    fn save_settings(&mut self) {
        if !self.keep_settings {
            return;
        }
        if let Err(error) = self.settings.save(&self.paths.settings()) {
            let text = "The settings could not be saved. Is the disk full?";
            self.outbox.push(Event::Notice(Notice::new(Level::Warning, text).with_details(error)));
        }
    }
}

/// Unix time in seconds.
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed())
}
