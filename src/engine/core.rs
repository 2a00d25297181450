//! The engine's state and what each input does to it. Runs on the engine's thread and nowhere else.

mod folders;
mod hearing;
mod listening;
mod looking;
mod marking;
mod measured;
mod opened;
mod ordering;
mod planning;
mod playing;
mod playlists;
mod preferences;
mod printing;
mod remembering;
mod shelf;

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender, never, tick};

use super::deck::Deck;
use super::dj::{Catalogue, Lift, RECENT};
use super::errands::Brought;
use super::event::{ApiState, Cover, Desktop, DuplicateList, Event, Playback, Startup, Steering};
use super::folders::FolderWatch;
use super::importing::{Importing, Moved, Task};
use super::journaling::{JournalNews, Journaling, Order};
use super::listening::background::Background;
use super::mailbox::Mailbox;
use super::marking::{Marked, Marking};
use super::measuring::Measuring;
use super::on_demand::OnDemand;
use super::opening::{Loose, Opened, Opening};
use super::outbox::{Outbox, Pace};
use super::printing::{PrintNews, Printing};
use super::queue::Queue;
use super::saver::Saver;
use super::searching::{Answer, Request, Searching};
use super::session::Session;
use super::sleep::Sleep;
use super::stock::Stock;
use super::watching::Watching;
use super::{CameraSwitch, Command};
use crate::audio::overview::Measured;
use crate::calibration::Calibration;
use crate::capture::{CameraInfo, CaptureState};
use crate::language::text;
use crate::library::scan::ScanBatch;
use crate::library::watch::News;
use crate::library::{Library, LibraryError, Mark, Sound, TrackId, Unheard};
use crate::lyrics::Lyrics;
use crate::mood::ListenerMood;
use crate::notice::{Level, Notice};
use crate::player::{OutputDevice, PlayerEvent};
use crate::settings::{Consent, Settings};
use crate::source::Source;
use crate::vision::{Report, VisionError, VisionRequest};
use listening::Listener;
pub use listening::restore_taste;

const MINUTE: Duration = Duration::from_mins(1);

/// Everything that reaches the engine, in one inbox.
#[allow(clippy::large_enum_variant, reason = "few of them, each moved once")]
pub enum Input {
    /// A request from a window or the command line.
    Command(Command),
    /// One more listener.
    Subscribe(Mailbox, Pace),
    /// One more viewer of what is seen.
    View(Sender<Arc<Report>>),
    /// News of the source with this epoch.
    Capture(u64, CaptureState),
    /// The mood of the listener before the source with this epoch.
    Mood(u64, ListenerMood),
    /// How the listener's face read at rest; `None`: it was not in view.
    Rest(Option<Calibration>),
    /// Faces cannot be read.
    Blind(VisionError),
    /// News of the player.
    Player(PlayerEvent),
    /// A cover was read.
    Cover(TrackId, Option<Arc<Cover>>),
    /// Lyrics were looked for.
    Lyrics(TrackId, Option<Arc<Lyrics>>),
    /// A track's sound was measured; `None`: it cannot be.
    Measured(TrackId, Option<Measured>),
    /// The sound devices there are.
    Outputs(Vec<OutputDevice>),
    /// The cameras there are.
    Cameras(Vec<CameraInfo>),
    /// A file of ours could not be written.
    NotSaved(io::Error),
    /// The search thread has an answer.
    Answer(Answer),
    /// The library was read for the DJ.
    Stocked(Result<Box<Catalogue>, LibraryError>),
    /// News of the journal.
    Journal(JournalNews),
    /// Files opened by name were read.
    Opened(Opened),
    /// A track was listened to by the model of this name, or could not be.
    Heard(Box<(Unheard, String, Result<Sound, String>)>),
    /// The background has listened to everything it was given.
    AllHeard,
    /// Something happened in a watched folder.
    Watch(News),
    /// An errand was run.
    Errand(Brought),
    /// News of the search for duplicates.
    Print(PrintNews),
    /// A file took stars and a like, or did not.
    Marked(Box<Marked>),
}

/// May the loop go on?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Yes.
    Continue,
    /// Everything is saved.
    End,
}

/// The engine.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Core {
    settings: Settings,
    /// Overrides of the command line (mode) are not written to the settings.
    keeps_settings: bool,
    saver: Saver,
    /// For answers of threads that are started for one question.
    inbox: Sender<Input>,
    library: Library,
    watching: Watching,
    importing: Importing,
    covers: OnDemand,
    lyrics: OnDemand,
    searching: Searching,
    background: Background,
    hearing: Option<hearing::Hearing>,
    printing: Printing,
    marking: Marking,
    /// The user knows that some files take no stars.
    told_of_refusal: bool,
    duplicates: DuplicateList,
    /// A folder that is being looked for at its new place: where it was, where it is, and since when.
    locating: Option<(PathBuf, PathBuf, i64)>,
    undo: Option<playlists::Undo>,
    opening: Opening,
    loose: Loose,
    measuring: Measuring,
    /// Tracks of this run that cannot be measured.
    unmeasurable: HashSet<TrackId>,
    folders: FolderWatch,
    deck: Deck,
    queue: Queue,
    outbox: Outbox,
    mood: ListenerMood,
    steering: Steering,
    recent: Vec<(TrackId, i64)>,
    /// The lift under way; begins with the first plan in lift mode that has a mood.
    lift: Option<Lift>,
    stock: Stock,
    /// Play was asked for before the library was read.
    play_when_stocked: bool,
    /// The user was told that nothing near the mood is left.
    out_of_matches: bool,
    listener: Listener,
    journaling: Journaling,
    /// Ticks once a minute while the journal is kept.
    minutes: Receiver<Instant>,
    /// The music stops when the current track ends.
    stop_after: bool,
    sleep: Sleep,
    /// The session is kept, and the last one was taken up.
    keeps_session: bool,
    /// When the session, or the place in its track, was handed over to be written.
    remembered: Instant,
    /// Of the session handed over last.
    session_number: u64,
    /// Tracks that could not be played, one after the other.
    failed: Vec<Option<TrackId>>,
    seed: u64,
    demo: Option<PathBuf>,
    desktop: Desktop,
}

/// The parts a [`Core`] is made of.
pub struct Parts {
    pub settings: Settings,
    pub keeps_settings: bool,
    pub keeps_session: bool,
    pub saver: Saver,
    pub inbox: Sender<Input>,
    pub steering: Steering,
    pub library: Library,
    pub watching: Watching,
    pub stock: Stock,
    pub journaling: Journaling,
    pub covers: OnDemand,
    pub lyrics: OnDemand,
    pub searching: Searching,
    pub opening: Opening,
    pub background: Background,
    pub printing: Printing,
    pub marking: Marking,
    pub measuring: Measuring,
    pub folders: FolderWatch,
    pub deck: Deck,
    pub outbox: Outbox,
    pub seed: u64,
    pub demo: Option<PathBuf>,
}

impl Core {
    /// An engine that has not spoken yet.
    pub fn new(parts: Parts) -> Self {
        Self {
            settings: parts.settings,
            keeps_settings: parts.keeps_settings,
            saver: parts.saver,
            desktop: Desktop::default(),
            inbox: parts.inbox,
            library: parts.library,
            watching: parts.watching,
            importing: Importing::new(),
            covers: parts.covers,
            lyrics: parts.lyrics,
            searching: parts.searching,
            background: parts.background,
            hearing: None,
            printing: parts.printing,
            marking: parts.marking,
            told_of_refusal: false,
            duplicates: DuplicateList::default(),
            locating: None,
            undo: None,
            opening: parts.opening,
            loose: Loose::default(),
            measuring: parts.measuring,
            unmeasurable: HashSet::new(),
            folders: parts.folders,
            deck: parts.deck,
            queue: Queue::new(parts.seed),
            outbox: parts.outbox,
            mood: ListenerMood::Unknown,
            steering: parts.steering,
            recent: Vec::new(),
            lift: None,
            stock: parts.stock,
            play_when_stocked: false,
            out_of_matches: false,
            listener: Listener::default(),
            journaling: parts.journaling,
            minutes: never(),
            stop_after: false,
            sleep: Sleep::Off,
            keeps_session: parts.keeps_session,
            remembered: Instant::now(),
            session_number: 0,
            failed: Vec::new(),
            seed: parts.seed,
            demo: parts.demo,
        }
    }

    /// Says what the listener needs for its first picture, starts the camera if it is allowed, and brings in the demo
    /// tracks on the first run.
    pub fn begin(&mut self, source: Option<Source>, session: Option<&Session>, notices: Vec<Notice>) {
        let tracks = self.library.count().unwrap_or_else(|e| {
            self.library_failed(&e);
            0
        });
        let demo = self.demo.take().filter(|_| !self.settings.demo_imported);
        self.outbox.push(Event::Ready(Box::new(Startup {
            settings: Arc::new(self.settings.clone()),
            steering: self.steering,
            tracks,
            importing: demo.is_some(),
        })));
        self.tell_playlists();
        for notice in notices {
            self.outbox.push(Event::Notice(notice));
        }
        self.remember();
        if let Some(session) = session {
            self.restore(session);
            self.tell_playback();
            self.outbox.push(Event::Position(self.deck.position()));
            self.tell_queue();
        }
        let source = source.unwrap_or(match self.settings.consent {
            Consent::Allowed => Source::Camera(self.settings.camera),
            Consent::Unasked | Consent::Declined => Source::None,
        });
        self.watch(source);
        self.begin_watching_folders();
        self.write_marks();
        if let Some(folder) = demo {
            self.look_at(Ok(Task::import(vec![folder])));
            self.settings.demo_imported = true;
            self.keep_settings();
        }
        self.listen();
    }

    /// What is known of the listener from earlier days.
    fn remember(&mut self) {
        match Listener::restore(&self.library)
            .and_then(|listener| Ok((listener, self.library.recent(RECENT)?)))
        {
            Ok((listener, recent)) => (self.listener, self.recent) = (listener, recent),
            Err(error) => self.library_failed(&error),
        }
        self.watching.calibrate(self.listener.calibration());
        self.tell_corrections();
        self.tick_journal();
        self.restock();
    }

    /// Ticks once a minute while the journal is kept; never otherwise.
    pub fn minutes(&self) -> Receiver<Instant> {
        self.minutes.clone()
    }

    /// A minute has passed.
    pub fn minute(&mut self) {
        self.note_minute();
    }

    fn tick_journal(&mut self) {
        self.minutes = if self.settings.journal { tick(MINUTE) } else { never() };
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
            Ok(Moved::Told(state)) => self.import_moved(state),
            Ok(Moved::Quietly(report)) => self.looked(&report),
            Ok(Moved::Nothing) => {}
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
            Input::Subscribe(mailbox, pace) => self.outbox.add(mailbox, pace),
            Input::View(viewer) => self.watching.add_viewer(viewer),
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
            Input::Rest(calibration) => self.rest_watched(calibration),
            Input::Blind(error) => self.blind(&error),
            Input::Player(event) => self.player(event),
            Input::Cover(id, cover) => self.outbox.push(Event::Cover(id, cover)),
            Input::Lyrics(id, lyrics) => self.outbox.push(Event::Lyrics(id, lyrics)),
            Input::Measured(id, measured) => self.measured(id, measured),
            Input::Outputs(outputs) => self.outbox.push(Event::Outputs(outputs.into())),
            Input::Cameras(cameras) => self.outbox.push(Event::Cameras(cameras.into())),
            Input::NotSaved(error) => self.not_saved(&error),
            Input::Answer(answer) => self.answered(answer),
            Input::Stocked(read) => self.stocked(read),
            Input::Journal(news) => self.journal_news(news),
            Input::Opened(opened) => self.opened(opened),
            Input::Heard(heard) => self.heard(&heard.0, &heard.1, &heard.2),
            Input::AllHeard => self.all_heard(),
            Input::Watch(news) => self.folder_news(news),
            Input::Errand(answer) => self.errand_run(answer),
            Input::Print(news) => self.print_news(news),
            Input::Marked(marked) => self.marked(&marked),
        }
        Flow::Continue
    }

    /// Saves and says goodbye.
    pub fn end(&mut self) {
        self.watching.end();
        self.importing.cancel();
        self.background.stop();
        // To stop for today is not to skip the song.
        if let Some((id, true)) = self.deck.leaving() {
            self.change_track(id, |library| library.record_play(id, now()));
        }
        self.save_settings();
        self.remember_session();
        self.outbox.push(Event::Ended);
    }

    /// Where the local API is, for the settings; why it is nowhere, for whoever is there.
    fn tell_api(&mut self, state: ApiState) {
        if let ApiState::Failed(reason) = &state {
            let text = text!("api-not-on");
            self.outbox.push(Event::Notice(Notice::new(Level::Warning, text).with_details(reason)));
        }
        self.outbox.push(Event::Api(state));
    }

    fn tell_desktop(&mut self, desktop: Desktop) {
        self.desktop = desktop;
        self.outbox.push(Event::Desktop(desktop));
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Camera(switch) => self.camera(switch),
            Command::Watch(source) => self.watch(source),
            Command::Follow { x, y } => {
                self.watching.ask(VisionRequest::Follow { x, y });
            }
            Command::CalibrateRest => self.watch_rest(),
            Command::UndoCalibration => self.undo_calibration(),
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
            Command::PlayNow(id) => self.play_now(id),
            Command::Open(paths) => self.open(paths),
            Command::Stop => self.stop(),
            Command::PlayAll(ids, start) => self.play_all(&ids, start),
            Command::Enqueue(ids) => self.reconsider(|queue| queue.enqueue(&ids)),
            Command::PlayNext(ids) => self.reconsider(|queue| queue.enqueue_first(&ids)),
            Command::Unqueue(key) => self.reconsider(|queue| queue.remove(key)),
            Command::MoveQueued { key, before } => self.reconsider(|queue| queue.move_before(key, before)),
            Command::PlayQueued(key) => self.play_queued(key),
            Command::ClearQueue => self.reconsider(Queue::clear),
            Command::UndoQueue => self.reconsider(Queue::undo),
            Command::Pin(pinned) => self.steer(Steering { pinned, ..self.steering }),
            Command::SetShuffle(shuffle) => self.set_shuffle(shuffle),
            Command::SetRepeat(repeat) => self.set_repeat(repeat),
            Command::StopAfterTrack(stop) => self.stop_after_track(stop),
            Command::Sleep(after) => self.sleep_after(after),
            Command::SetMode(mode) => self.steer(Steering { mode, ..self.steering }),
            Command::SetGoal(goal) => self.steer(Steering { goal, ..self.steering }),
            Command::Import(folders) => self.look_at(Ok(Task::import(folders))),
            Command::Rescan(folders) => self.rescan(folders),
            Command::Locate { from, to } => self.locate(from, to),
            Command::ForgetFolder(path) => self.forget_folder(path),
            Command::RememberFolder(path) => self.remember_folder(path),
            Command::RemoveTracks(ids) => self.remove_tracks(ids),
            Command::RestoreTracks(ids) => self.restore_tracks(ids),
            Command::FindDuplicates => self.find_duplicates(),
            Command::CancelImport => {
                if let Some(state) = self.importing.cancel() {
                    self.import_moved(state);
                }
            }
            Command::Refresh => self.refresh(),
            Command::Search { question, query, scope, sort } => {
                self.searching.request(Request::Find { question, query, scope, sort });
            }
            Command::LoadTracks(ids) => self.searching.request(Request::Tracks(ids)),
            Command::LoadGroups(kind) => self.searching.request(Request::Groups(kind)),
            Command::LoadCover(id) => match self.track(id) {
                Some(track) => self.covers.request(id, track.path.clone()),
                None => self.outbox.push(Event::Cover(id, None)),
            },
            Command::LoadLyrics(id) => match self.track(id) {
                Some(track) => self.lyrics.request(id, track.path.clone()),
                None => self.outbox.push(Event::Lyrics(id, None)),
            },
            Command::ForgetTaste => self.forget_taste(),
            Command::CorrectMood(truth) => self.correct_mood(truth),
            Command::ForgetCorrections => self.forget_corrections(),
            Command::DeclineLift => self.decline_lift(),
            Command::ShowJournal { day, days } => self.order_journal(Order::Show { day, days }),
            Command::DeleteJournal(deletion) => self.order_journal(Order::Delete(deletion)),
            Command::ExportJournal(path) => self.order_journal(Order::Export(path)),
            Command::ListOutputs => self.list_outputs(),
            Command::ListCameras => self.list_cameras(),
            Command::TellApi(state) => self.tell_api(state),
            Command::Change(change) => self.change_setting(change),
            Command::Rate(id, stars) => self.mark(&[id], Mark::Rating(stars)),
            Command::SetLike(id, like) => self.mark(&[id], Mark::Like(like)),
            Command::Mark(ids, mark) => self.mark(&ids, mark),
            Command::CreatePlaylist { name, smart, tracks } => {
                self.create_playlist(&name, smart.as_ref(), &tracks);
            }
            Command::EditPlaylist(id, edit) => self.edit_playlist(id, &edit),
            Command::RenamePlaylist(id, name) => self.rename_playlist(id, &name),
            Command::SetSmart(id, smart) => self.set_smart(id, &smart),
            Command::DeletePlaylist(id) => self.delete_playlist(id),
            Command::ImportPlaylists(files) => self.searching.request(Request::ReadPlaylists(files)),
            Command::ExportPlaylist(id, file) => self.searching.request(Request::WritePlaylist(id, file)),
            Command::LoadMap => self.tell_map(),
            Command::SetMood(id, mood) => self.say_mood(id, mood),
            Command::UndoLibrary => self.undo_library(),
            Command::WindowMoved(window) => self.tell_desktop(Desktop { window, ..self.desktop }),
            Command::TrayChanged(tray) => self.tell_desktop(Desktop { tray, ..self.desktop }),
            Command::KeepWindow(text) if self.keeps_session => self.saver.save_window(text),
            Command::StyleChanged(style) => self.tell_desktop(Desktop { style, ..self.desktop }),
            Command::ShowWindow => self.outbox.push(Event::ShowWindow),
            // Asked too late: the library is open. What a run without a session would keep, no other run takes up.
            Command::Recover | Command::Quit | Command::KeepWindow(_) => {}
        }
    }
}

/// Unix time in seconds.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed())
}
