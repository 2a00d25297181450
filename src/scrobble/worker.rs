//! The thread that listens and keeps, and the one that sends.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender, after, bounded, never, select};

use super::Listen;
use super::hearing::{Heard, Hearing};
use super::queue::Queue;
use super::service::{Kind, Service, TellError, agent};
use crate::engine::{Event, Life, Snapshot};
use crate::settings::Settings;

/// The first wait after a failure; doubled with each.
const SOON: Duration = Duration::from_secs(15);
/// The longest wait after a failure.
const LATE: Duration = Duration::from_hours(1);

/// Something to send.
enum Letter {
    Now(Service, Listen),
    Heard(Kind, Service, Vec<Listen>),
}

/// What became of it.
struct Answer {
    kind: Kind,
    listens: Vec<Listen>,
    result: Result<(), TellError>,
}

/// How it stands with one service.
struct Line {
    kind: Kind,
    /// Something is on its way.
    busy: bool,
    /// Not before this.
    not_before: Option<Instant>,
    wait: Duration,
    /// The login does not work; nothing is sent until the settings change.
    locked_out: bool,
}

/// Runs until the engine has ended.
pub fn run(events: &Receiver<Event>, bell: &Receiver<()>, file: &Path) {
    // One letter for each service waits at most, and now and then word of what plays.
    let (letters, inbox) = bounded(8);
    let (tell, answers) = bounded(8);
    let sender = thread::Builder::new().name("scrobble-send".into()).spawn(move || send(&inbox, &tell));
    if let Err(error) = sender {
        return log::warn!("no thread to tell what is heard: {error}");
    }
    let mut worker = Worker::new(Queue::open(file), letters);
    loop {
        let timer = worker.due().map_or_else(never, after);
        select! {
            recv(bell) -> rung => if rung.is_err() { return },
            recv(answers) -> answer => if let Ok(answer) = answer { worker.answered(answer) },
            recv(timer) -> _ => {}
        }
        for event in events.try_iter() {
            worker.take(&event);
        }
        worker.listen();
        if worker.known.life == Life::Ended {
            return;
        }
        worker.post();
    }
}

fn send(letters: &Receiver<Letter>, answers: &Sender<Answer>) {
    let agent = agent();
    for letter in letters {
        match letter {
            Letter::Now(service, listen) => {
                if let Err(error) = service.now(&agent, &listen) {
                    log::info!("what plays now was not told: {error}");
                }
            }
            Letter::Heard(kind, service, listens) => {
                let result = service.heard(&agent, &listens);
                if answers.send(Answer { kind, listens, result }).is_err() {
                    return;
                }
            }
        }
    }
}

struct Worker {
    known: Snapshot,
    settings: Arc<Settings>,
    hearing: Hearing,
    queue: Queue,
    lines: [Line; 2],
    letters: Sender<Letter>,
}

impl Worker {
    fn new(queue: Queue, letters: Sender<Letter>) -> Self {
        let line = |kind| Line { kind, busy: false, not_before: None, wait: SOON, locked_out: false };
        Self {
            known: Snapshot::default(),
            settings: Arc::default(),
            hearing: Hearing::default(),
            queue,
            lines: Kind::ALL.map(line),
            letters,
        }
    }

    fn take(&mut self, event: &Event) {
        if let Event::Position(position) = event
            && *position < Duration::from_secs(1)
            && self.known.music.position > Duration::from_secs(30)
        {
            self.hearing.again();
        }
        self.known.apply(event);
        let (old, new) = (&self.settings, &self.known.settings);
        if (&old.listenbrainz, &old.lastfm) != (&new.listenbrainz, &new.lastfm) {
            self.settings = Arc::clone(new);
            for line in &mut self.lines {
                (line.locked_out, line.not_before, line.wait) = (false, None, SOON);
            }
        }
    }

    /// Hears how far the song is.
    fn listen(&mut self) {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed());
        for heard in self.hearing.follow(&self.known.music.playback, Instant::now(), at) {
            match heard {
                Heard::Began(listen) => self.tell_now(&listen),
                Heard::Enough(listen) => {
                    let wanted = |kind: &Kind| Service::of(*kind, &self.settings).is_some();
                    let to = Kind::ALL.into_iter().filter(wanted).collect();
                    if let Err(error) = self.queue.add(listen, to) {
                        log::warn!("what was heard cannot be kept for later: {error}");
                    }
                }
            }
        }
    }

    fn tell_now(&self, listen: &Listen) {
        for line in self.lines.iter().filter(|line| !line.locked_out && line.not_before.is_none()) {
            if let Some(service) = Service::of(line.kind, &self.settings) {
                let _busy_with_older = self.letters.try_send(Letter::Now(service, listen.clone()));
            }
        }
    }

    /// Sends what waits, to whom it is time to send.
    fn post(&mut self) {
        let now = Instant::now();
        for line in &mut self.lines {
            let waits = line.not_before.is_some_and(|at| at > now);
            if !waits {
                line.not_before = None;
            }
            if line.busy || line.locked_out || waits {
                continue;
            }
            let Some(service) = Service::of(line.kind, &self.settings) else { continue };
            let listens = self.queue.first(line.kind, Kind::BATCH);
            if !listens.is_empty() {
                line.busy = self.letters.try_send(Letter::Heard(line.kind, service, listens)).is_ok();
            }
        }
    }

    fn answered(&mut self, answer: Answer) {
        let Some(line) = self.lines.iter_mut().find(|line| line.kind == answer.kind) else { return };
        line.busy = false;
        let done = match answer.result {
            Ok(()) => true,
            Err(TellError::Never(reason)) => {
                log::warn!("a listen was refused and is forgotten: {reason}");
                true
            }
            Err(TellError::Login(reason)) => {
                log::warn!("scrobbling waits for a new login: {reason}");
                line.locked_out = true;
                return;
            }
            Err(TellError::Later(reason)) => {
                log::info!("scrobbling waits: {reason}");
                false
            }
        };
        if !done {
            line.not_before = Some(Instant::now() + line.wait);
            line.wait = (line.wait * 2).min(LATE);
            return;
        }
        (line.not_before, line.wait) = (None, SOON);
        if let Err(error) = self.queue.done(answer.kind, &answer.listens) {
            log::warn!("what was told may be told twice: {error}");
        }
    }

    /// How long until something is to be done by the clock.
    fn due(&self) -> Option<Duration> {
        let now = Instant::now();
        let retries = self.lines.iter().filter(|line| !line.busy && !line.locked_out);
        let retry = retries.filter_map(|line| line.not_before).map(|at| at.saturating_duration_since(now));
        retry.chain(self.hearing.due()).min()
    }
}
