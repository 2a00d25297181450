//! The engine: one inbox, one state, events out. Everything that listens or commands goes through it.
//!
//! [`spawn`] starts the engine's thread, which opens the library, the player and, when allowed, the camera,
//! so that a window need not wait for any of them. The DJ ([`dj`]) is pure.
//!
//! The one who starts an engine listens on [`Handle::events`]; anybody else (a remote control, the local API) calls
//! [`Commander::subscribe`] and gets a channel of its own, which begins with how things stand. A [`Snapshot`] is the
//! sum of the events so far, for those who need the whole picture.

mod command;
mod core;
mod covers;
mod deck;
pub mod dj;
mod errands;
mod event;
mod folders;
mod importing;
mod journaling;
#[cfg(test)]
mod levels_tests;
pub mod listening;
mod loudness;
mod mailbox;
mod marking;
mod measuring;
mod on_demand;
mod opening;
mod outbox;
mod pool;
pub mod printing;
mod queue;
mod saver;
mod searching;
mod session;
mod sleep;
mod snapshot;
mod stock;
#[cfg(test)]
pub(crate) mod testing;
mod watching;

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, after, at, bounded, never, select_biased};

pub use command::{CameraSwitch, Command, Scope};
pub use event::{
    ApiState, Corrections, Cover, Desktop, DesktopStyle, Dot, DuplicateList, Event, FolderEntry, Folders,
    ImportState, Listening, NowPlaying, Order, Playback, QueueEntry, QueuedBy, RestWatch, SearchAnswer,
    Startup, Steering, TrayIcon, WindowPlace,
};
pub use queue::Repeat;
pub use snapshot::{Life, Music, Snapshot};

pub use core::restore_taste;
pub use journaling::{Deletion, JournalPage};

use crate::channel::{NewestSender, newest};
use crate::library::{self, Library, LibraryError};
use crate::mood::{Mode, Pin};
use crate::paths::Paths;
use crate::player::{OutputChoice, Player, PlayerConfig};
use crate::settings::Settings;
use crate::source::Source;
use crate::vision::{Report, WorkerConfig};
use core::{Core, Flow, Input, Parts};
use mailbox::Mailbox;
use on_demand::OnDemand;
use outbox::{Outbox, Pace};
use session::Session;

/// Inputs that may wait for the engine; all must arrive.
const INBOX: usize = 512;
/// How soon events are offered again to a listener that is behind.
const RETRY: Duration = Duration::from_millis(50);

/// What an engine is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the files are.
    pub paths: Paths,
    /// What to look at; `None`: the camera, if the user allowed it.
    pub source: Option<Source>,
    /// Sound out, or silence in real time.
    pub output: OutputChoice,
    /// Mode for this run only.
    pub mode: Option<Mode>,
    /// Mood held from the start.
    pub pin: Option<Pin>,
    /// Demo tracks to import on the first run.
    pub demo: Option<PathBuf>,
    /// Write changed settings back; off where the command line overrides them.
    pub keep_settings: bool,
    /// Go on where the last run ended, and keep what the next one needs to do the same.
    pub keep_session: bool,
    /// How often whoever started the engine is told where playing is; other listeners are told once a second at most.
    pub position_every: Duration,
    /// Makes the DJ's choices repeatable; `None`: another one each time.
    pub seed: Option<u64>,
}

/// Why an engine could not start.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The system gives no thread.
    #[error("The system gives Mien no more threads: {0}. Close other programs and try again.")]
    NoThread(#[from] io::Error),
    /// The library cannot be opened.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

/// The way to a running engine. Dropping it ends the engine, and waits until everything is saved.
pub struct Handle {
    inbox: Sender<Input>,
    events: Receiver<Event>,
    reports: Receiver<Arc<Report>>,
    thread: Option<JoinHandle<()>>,
}

/// Sends commands from anywhere.
#[derive(Clone)]
pub struct Commander(Sender<Input>);

impl Commander {
    /// Asks for something; never blocks. A command to an engine that has ended is lost.
    pub fn send(&self, command: Command) {
        match self.0.try_send(Input::Command(command)) {
            Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            Err(TrySendError::Full(_)) => log::error!("the engine is stuck: a command was lost"),
        }
    }

    /// Events for one more listener: first how things stand, up to [`Event::Ready`], then all news but the answers to
    /// somebody's questions (searches, covers). `wake` is called on the engine's thread after each delivery and must not wait.
    ///
    /// Never blocks. A listener that does not fetch its events holds up nobody: newer states replace older ones.
    /// The channel disconnects when the engine has ended; dropping the receiver ends the subscription.
    pub fn subscribe(&self, wake: impl Fn() + Send + Sync + 'static) -> Receiver<Event> {
        self.subscribe_at(Pace::Seconds, wake)
    }

    /// Like [`Self::subscribe`], for listeners that do not show time passing: [`Event::Position`] comes when it jumps and
    /// every ten seconds, not each second.
    pub fn subscribe_to_changes(&self, wake: impl Fn() + Send + Sync + 'static) -> Receiver<Event> {
        self.subscribe_at(Pace::Seldom, wake)
    }

    fn subscribe_at(&self, pace: Pace, wake: impl Fn() + Send + Sync + 'static) -> Receiver<Event> {
        let (mailbox, events) = Mailbox::new(Arc::new(wake));
        if self.0.try_send(Input::Subscribe(mailbox, pace)).is_err() {
            log::warn!("nobody can listen to an engine that is stuck or has ended");
        }
        events
    }
}

impl Commander {
    /// What is seen on each frame from now on, for one more viewer; one that is behind misses some. Never blocks. Dropping the
    /// receiver ends it.
    pub fn view(&self) -> Receiver<Arc<Report>> {
        // A newer report is lost where an older one waits: the next is a moment away.
        let (viewer, reports) = bounded(1);
        if self.0.try_send(Input::View(viewer)).is_err() {
            log::warn!("nobody can view what an engine sees that is stuck or has ended");
        }
        reports
    }
}

impl Handle {
    /// Asks for something; never blocks.
    pub fn send(&self, command: Command) {
        self.commander().send(command);
    }

    /// A sender of commands that can be given away.
    pub fn commander(&self) -> Commander {
        Commander(self.inbox.clone())
    }

    /// Events in order; disconnects when the engine has ended.
    pub const fn events(&self) -> &Receiver<Event> {
        &self.events
    }

    /// Frames with what was seen on them; the newest wins.
    pub const fn reports(&self) -> &Receiver<Arc<Report>> {
        &self.reports
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // A full inbox empties, so this send ends; a gone engine makes it fail.
        let _gone = self.inbox.send(Input::Command(Command::Quit));
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

/// Starts an engine. `wake` is called from other threads after each delivery of events or reports.
///
/// Returns at once: what goes wrong while opening the library arrives as [`Event::Failed`], followed by
/// [`Event::Ended`].
///
/// # Errors
/// [`EngineError::NoThread`] when the system gives no thread.
pub fn spawn(config: Config, wake: impl Fn() + Send + Sync + 'static) -> Result<Handle, EngineError> {
    let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
    // All must arrive; producers other than the window wait for room.
    let (inbox, inputs) = bounded(INBOX);
    let (reports_in, reports) = newest();
    let (owner, events) = Mailbox::new(wake.clone());
    let outbox = Outbox::new(owner);
    let own_inbox = inbox.clone();
    let thread = std::thread::Builder::new()
        .name("engine".into())
        .spawn(move || run(config, own_inbox, &inputs, outbox, reports_in, wake))?;
    Ok(Handle { inbox, events, reports, thread: Some(thread) })
}

fn run(
    config: Config,
    inbox: Sender<Input>,
    inputs: &Receiver<Input>,
    mut outbox: Outbox,
    reports: NewestSender<Arc<Report>>,
    wake: Arc<dyn Fn() + Send + Sync>,
) {
    let Some(library) = open_library(&config.paths.library(), inputs, &mut outbox) else {
        outbox.push(Event::Ended);
        return;
    };
    let started = assemble(config, inbox, library, outbox, reports, wake);
    if let Some(mut core) = started {
        turn(&mut core, inputs);
    }
}

/// Opens the library. One that cannot be opened is replaced by its last good backup when the user says so; until then the
/// engine waits.
fn open_library(path: &Path, inputs: &Receiver<Input>, outbox: &mut Outbox) -> Option<Library> {
    loop {
        let error = match Library::open(path) {
            Ok(library) => return Some(library),
            Err(error) => error,
        };
        let replaceable = matches!(error, LibraryError::Damaged { .. } | LibraryError::Newer { .. });
        let backup = if replaceable { library::last_good(path) } else { None };
        outbox.push(Event::Failed(error.to_string()));
        outbox.push(Event::Recoverable(backup?.made));
        loop {
            match inputs.recv() {
                Ok(Input::Command(Command::Recover)) => break,
                Ok(Input::Command(Command::Quit)) | Err(_) => return None,
                Ok(Input::Subscribe(mailbox, pace)) => outbox.add(mailbox, pace),
                Ok(_) => {}
            }
        }
        if let Err(error) = library::recover(path) {
            outbox.push(Event::Failed(error.to_string()));
            return None;
        }
    }
}

fn assemble(
    config: Config,
    inbox: Sender<Input>,
    library: Library,
    outbox: Outbox,
    reports: NewestSender<Arc<Report>>,
    wake: Arc<dyn Fn() + Send + Sync>,
) -> Option<Core> {
    let (settings, notices) = Settings::load(&config.paths.settings());
    let steering =
        Steering { mode: config.mode.unwrap_or(settings.mode), goal: settings.goal, pinned: config.pin };
    let covers_inbox = inbox.clone();
    let covers = OnDemand::spawn("covers", covers::load, move |id, cover| {
        let _engine_gone = covers_inbox.send(Input::Cover(id, cover));
    });
    let lyrics_inbox = inbox.clone();
    let lyrics = OnDemand::spawn("lyrics", library::read_lyrics, move |id, lyrics| {
        let _engine_gone = lyrics_inbox.send(Input::Lyrics(id, lyrics));
    });
    let saver_inbox = inbox.clone();
    let saver = saver::Saver::spawn(&config.paths, move |error| {
        // Never waits: at the end the engine waits for this thread.
        let _full_or_gone = saver_inbox.try_send(Input::NotSaved(error));
    });
    let opened_inbox = inbox.clone();
    let opening = opening::Opening::spawn(move |opened| match opened_inbox.send(Input::Opened(opened)) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_engine_gone) => ControlFlow::Break(()),
    });
    let measuring_inbox = inbox.clone();
    let measuring = measuring::Measuring::spawn(move |id, measured| {
        let _engine_gone = measuring_inbox.send(Input::Measured(id, measured));
    });
    let threads = covers.and_then(|covers| Ok((covers, lyrics?, saver?, opening?, measuring?)));
    let (covers, lyrics, saver, opening, measuring) = match threads {
        Ok(threads) => threads,
        Err(error) => return cannot_start(outbox, error),
    };
    let (search_inbox, search_file) = (inbox.clone(), config.paths.library());
    let searching = searching::Searching::spawn(search_file, move |answer| {
        let _engine_gone = search_inbox.send(Input::Answer(answer));
    });
    let searching = match searching {
        Ok(searching) => searching,
        Err(error) => return cannot_start(outbox, error),
    };
    let folders = match folders::FolderWatch::new(config.paths.library(), inbox.clone()) {
        Ok(folders) => folders,
        Err(error) => return cannot_start(outbox, error),
    };
    let marking = match marking::Marking::spawn(config.paths.library(), inbox.clone()) {
        Ok(marking) => marking,
        Err(error) => return cannot_start(outbox, error),
    };
    let player_inbox = inbox.clone();
    let player = Player::spawn(
        PlayerConfig {
            output: config.output,
            device: settings.output.clone(),
            volume: settings.volume,
            position_every: config.position_every,
        },
        move |event| {
            let _engine_gone = player_inbox.send(Input::Player(event));
        },
    );
    let look =
        WorkerConfig { detector: settings.detector, table: settings.affect, ..WorkerConfig::default() };
    let stock = stock::Stock::new(config.paths.library(), inbox.clone());
    let journaling = journaling::Journaling::new(config.paths.journal(), inbox.clone());
    let background = listening::background::Background::new(inbox.clone());
    let printing = printing::Printing::new(config.paths.library(), inbox.clone());
    let mut deck = deck::Deck::new(player);
    deck.set_sound(settings.sound());
    let watching = watching::Watching::new(inbox.clone(), look, reports, wake);
    let mut core = Core::new(Parts {
        settings,
        keeps_settings: config.keep_settings,
        keeps_session: config.keep_session,
        inbox,
        saver,
        steering,
        library,
        watching,
        stock,
        journaling,
        covers,
        lyrics,
        searching,
        opening,
        background,
        printing,
        marking,
        measuring,
        deck,
        folders,
        outbox,
        seed: config.seed.unwrap_or_else(|| fastrand::u64(..)),
        demo: config.demo,
    });
    let session = config.keep_session.then(|| Session::load(&config.paths)).flatten();
    core.begin(config.source, session.as_ref(), notices);
    Some(core)
}

/// The system gives no thread: that is told, and nothing starts.
fn cannot_start(mut outbox: Outbox, error: io::Error) -> Option<Core> {
    outbox.push(Event::Failed(EngineError::from(error).to_string()));
    outbox.push(Event::Ended);
    None
}

/// Takes inputs until told to quit. Commands come before the batches of an import.
fn turn(core: &mut Core, inputs: &Receiver<Input>) {
    loop {
        let (batches, minutes) = (core.batches(), core.minutes());
        let retry = if core.is_behind() { after(RETRY) } else { never() };
        let clock = core.wakes_at().map_or_else(never, at);
        let flow = select_biased! {
            recv(inputs) -> input => input.map_or(Flow::End, |input| core.handle(input)),
            recv(clock) -> _ => { core.tick(); Flow::Continue }
            recv(retry) -> _ => Flow::Continue,
            recv(minutes) -> _ => { core.minute(); Flow::Continue }
            recv(batches) -> batch => { core.batch(batch.ok().as_ref()); Flow::Continue }
        };
        core.flush();
        if flow == Flow::End {
            return;
        }
    }
}
