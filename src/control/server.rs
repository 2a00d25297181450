//! Answers at the socket.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use interprocess::local_socket::prelude::*;
use interprocess::local_socket::{Listener, Stream};

use super::message::{self, Reply, Request};
use super::{Status, socket};
use crate::engine::{Command, Commander, Event, Life, Playback, Snapshot};
use crate::library::Like;
use crate::paths::Paths;
use crate::settings::Change;

/// Askers served at a time; more are sent away.
const CLIENTS: usize = 16;
/// The longest request, in bytes: some thousand file names.
const LONGEST: u64 = 4 * 1024 * 1024;
/// How long an answer waits for what was asked to happen, such as a song to begin.
const EFFECT: Duration = Duration::from_secs(3);

/// The thread that answers; it ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    paths: Paths,
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to answer for this engine.
pub fn start(paths: &Paths, engine: Commander) -> io::Result<Server> {
    let listener = socket::listen(paths)?;
    let stopping = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stopping);
    let thread =
        thread::Builder::new().name("control".into()).spawn(move || run(&listener, &engine, &told))?;
    Ok(Server { paths: paths.clone(), stopping, thread: Some(thread) })
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Release);
        // The listener waits for somebody to come: come.
        let woken = socket::connect(&self.paths).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            let _panicked = thread.join();
        }
    }
}

fn run(listener: &Listener, engine: &Commander, stopping: &AtomicBool) {
    let clients = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        if stopping.load(Ordering::Acquire) {
            return;
        }
        let stream = match stream {
            Ok(stream) => stream,
            Err(error) => {
                log::warn!("nobody could be let in at the control socket: {error}");
                thread::sleep(Duration::from_millis(100)); // out of file handles: let some be closed
                continue;
            }
        };
        let guest = Guest::new(&clients);
        let engine = engine.clone();
        let spawned = thread::Builder::new().name("control-client".into()).spawn(move || {
            if let Err(error) = serve(&stream, &engine, &guest) {
                log::info!("an asker at the control socket went away: {error}");
            }
        });
        if let Err(error) = spawned {
            log::warn!("no thread for an asker at the control socket: {error}");
        }
    }
}

/// One of the askers being served.
struct Guest {
    all: Arc<AtomicUsize>,
    welcome: bool,
}

impl Guest {
    fn new(all: &Arc<AtomicUsize>) -> Self {
        let before = all.fetch_add(1, Ordering::AcqRel);
        Self { all: Arc::clone(all), welcome: before < CLIENTS }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::AcqRel);
    }
}

fn serve(stream: &Stream, engine: &Commander, guest: &Guest) -> io::Result<()> {
    socket::limit(stream)?;
    if !guest.welcome {
        return say(stream, &refused("Too many programs ask Mien at the same time. Try again in a moment."));
    }
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST)).read_line(&mut line)?;
    if line.is_empty() {
        return Ok(());
    }
    match serde_json::from_str(&line) {
        Ok(Request::Follow) => follow(stream, engine),
        Ok(request) => say(stream, &answer(&request, engine)),
        Err(error) => say(
            stream,
            &refused(&format!("This Mien does not understand the request ({error}). Is it another version?")),
        ),
    }
}

fn say(mut stream: &Stream, reply: &Reply) -> io::Result<()> {
    let mut line = serde_json::to_vec(reply)?;
    line.push(b'\n');
    stream.write_all(&line)
}

fn refused(reason: &str) -> Reply {
    Reply::Refused { reason: reason.to_owned() }
}

/// Tells every change until the engine ends or the asker is gone.
fn follow(stream: &Stream, engine: &Commander) -> io::Result<()> {
    let events = engine.subscribe(|| {});
    let mut listening = Listening::new(events);
    let mut last = None;
    while listening.wait(None) {
        let status = Status::of(&listening.now);
        // The position alone is told once a second.
        let whole = |status: &Status| Status { position: status.position.floor(), ..status.clone() };
        let shown = whole(&status);
        if listening.now.life == Life::Running && last.as_ref() != Some(&shown) {
            last = Some(shown);
            say(stream, &Reply::Done(Box::new(status)))?;
        }
    }
    Ok(())
}

/// Does what is asked, and waits a little for it to show.
fn answer(request: &Request, engine: &Commander) -> Reply {
    let before = match Listening::new(engine.subscribe(|| {})).until(|_| true) {
        Ok(now) => now,
        Err(reason) => return refused(&reason),
    };
    let command = match command(request, &before) {
        Ok(Some(command)) => command,
        Ok(None) => return Reply::Done(Box::new(Status::of(&before))),
        Err(reason) => return refused(reason),
    };
    engine.send(command);
    if matches!(request, Request::Open { .. }) {
        engine.send(Command::ShowWindow);
    }
    if matches!(request, Request::Quit) {
        return Reply::Done(Box::new(Status::of(&before)));
    }
    // A new listener comes after the command, so what it is told first shows what the engine made of it.
    match Listening::new(engine.subscribe(|| {})).until(|now| has_happened(request, &before, now)) {
        Ok(now) => Reply::Done(Box::new(Status::of(&now))),
        Err(reason) => refused(&reason),
    }
}

/// What to ask of the engine; none where telling how things stand is all.
fn command(request: &Request, now: &Snapshot) -> Result<Option<Command>, &'static str> {
    let playing = || now.music.playback.now().ok_or("Nothing is playing.");
    Ok(Some(match request {
        Request::Status | Request::Follow => return Ok(None),
        Request::Show => Command::ShowWindow,
        Request::Open { files } => Command::Open(message::paths(files)),
        Request::Play => Command::Play,
        Request::Pause => Command::Pause,
        Request::Toggle => Command::TogglePlay,
        Request::Stop => Command::Stop,
        Request::Next => Command::Next,
        Request::Previous => Command::Previous,
        Request::Seek { position } => {
            let length = playing()?.track.length_secs;
            let to = position.from(now.music.position.as_secs_f64()).max(0.0);
            let to = if length > 0.0 { to.min(length) } else { to };
            Command::Seek(Duration::try_from_secs_f64(to).map_err(|_| "This is no position.")?)
        }
        Request::Volume { volume } => {
            Command::SetVolume(volume.from(f64::from(now.music.volume)).clamp(0.0, 1.0) as f32)
        }
        Request::Pin { emotion } => Command::Pin(emotion.map(Into::into)),
        Request::Mode { mode } => Command::SetMode(*mode),
        Request::Goal { goal } => Command::SetGoal(*goal),
        Request::Shuffle { on } => Command::SetShuffle(*on),
        Request::Repeat { what } => Command::SetRepeat(*what),
        Request::Sleep { after } => Command::Sleep(*after),
        Request::Like { like } => Command::SetLike(playing()?.track.id, like_of(*like)),
        Request::Rate { stars } => Command::Rate(playing()?.track.id, *stars),
        Request::LastFm { account } => Command::Change(Change::LastFm(account.clone())),
        Request::Refresh => Command::Refresh,
        Request::Quit => Command::Quit,
    }))
}

const fn like_of(number: i8) -> Like {
    match number {
        1.. => Like::Liked,
        0 => Like::Neutral,
        ..0 => Like::Disliked,
    }
}

/// Has what was asked for shown in the engine's state, after the engine took it in?
fn has_happened(request: &Request, before: &Snapshot, now: &Snapshot) -> bool {
    let is_playing = |snapshot: &Snapshot| matches!(snapshot.music.playback, Playback::Playing(_));
    let track = |snapshot: &Snapshot| snapshot.music.playback.now().map(|now| now.track.id);
    match request {
        Request::Play => is_playing(now),
        Request::Toggle => is_playing(now) != is_playing(before),
        Request::Next | Request::Previous | Request::Open { .. } => {
            track(now) != track(before) || now.music.position < before.music.position
        }
        Request::Pause
        | Request::Stop
        | Request::Pin { .. }
        | Request::Mode { .. }
        | Request::Goal { .. }
        | Request::Shuffle { .. }
        | Request::Repeat { .. }
        | Request::Sleep { .. }
        | Request::Quit
        | Request::Status
        | Request::Follow
        | Request::Show
        | Request::Seek { .. }
        | Request::Volume { .. }
        | Request::Like { .. }
        | Request::Rate { .. }
        | Request::LastFm { .. }
        | Request::Refresh => true,
    }
}

/// The engine's state, kept up to date while somebody waits for it.
struct Listening {
    events: Receiver<Event>,
    now: Snapshot,
}

impl Listening {
    fn new(events: Receiver<Event>) -> Self {
        Self { events, now: Snapshot::default() }
    }

    /// Takes in the next event. `false` when there is none in time, or the engine has ended.
    fn wait(&mut self, until: Option<Instant>) -> bool {
        let event = match until {
            Some(until) => self.events.recv_deadline(until).ok(),
            None => self.events.recv().ok(),
        };
        event.is_some_and(|event| {
            self.now.apply(&event);
            true
        })
    }

    /// The state in which something holds, or the last one when that takes too long.
    fn until(mut self, holds: impl Fn(&Snapshot) -> bool) -> Result<Snapshot, String> {
        let deadline = Instant::now() + EFFECT;
        while !(self.now.life == Life::Running && holds(&self.now)) && self.wait(Some(deadline)) {}
        match self.now.life {
            Life::Running => Ok(self.now),
            Life::Failed(reason) => Err(reason),
            Life::Starting | Life::Ended => {
                Err("Mien is just starting or ending. Try again in a moment.".to_owned())
            }
        }
    }
}
