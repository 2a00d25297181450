//! `mien play`: the same engine as the window's, with a status line.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, after, never, select};

use super::args::PlayArgs;
use super::interrupt::on_interrupt;
use super::status::Status;
use super::{CliError, Context, Outcome};
use crate::capture::{CaptureProblem, CaptureState};
use crate::control::{self, Claim};
use crate::desktop::{self, Face};
use crate::engine::{self, Command, Event, Handle, ImportState};
use crate::mood::ListenerMood;
use crate::notice::sentence;
use crate::paths;
use crate::player::OutputChoice;
use crate::scrobble;
use crate::source::Source;

/// How long the first song waits for a mood.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs the command.
pub fn run(args: &PlayArgs, context: &Context) -> Result<Outcome, CliError> {
    let interrupted = on_interrupt()?;
    let Claim::Granted(mut instance) = control::claim(&context.paths) else {
        return Err(CliError::new(
            "Mien is already running with this data folder. \"mien ctl\" controls it; --data-dir DIR starts another one.",
        ));
    };
    let config = engine::Config {
        paths: context.paths.clone(),
        source: Some(args.source.clone()),
        output: OutputChoice::Device,
        mode: args.mode,
        pin: args.pin.map(Into::into),
        demo: paths::demo_music(),
        keep_settings: args.mode.is_none(),
        seed: args.seed,
        position_every: Duration::from_secs(1),
        // Who names a mood wants music for it, not the rest of last time.
        keep_session: args.mode.is_none() && args.pin.is_none() && args.source == Source::None,
    };
    let engine = engine::spawn(config, || {}).map_err(|e| CliError::new(e.to_string()))?;
    if let Err(error) = instance.serve(engine.commander()) {
        log::warn!("mien ctl will not work: {error}");
    }
    scrobble::start(&engine.commander(), context.paths.scrobbles());
    desktop::start(engine.commander(), &context.paths, Face::Headless);
    let deadline = args.run_for.map_or_else(never, after);
    let looks = args.source != Source::None && args.pin.is_none();
    let mut session = Session {
        engine,
        status: Status::new(context.out, std::io::stderr().is_terminal()),
        start: Start::Opening { mood_wanted_until: looks.then(|| Instant::now() + PATIENCE) },
        tracks: None,
        importing: false,
    };
    session.run(&interrupted, &deadline)
}

/// Before the first song: what is still waited for.
enum Start {
    Opening { mood_wanted_until: Option<Instant> },
    Playing,
}

/// Why the session is over.
enum Over {
    Asked,
    NothingToPlay,
}

struct Session {
    engine: Handle,
    status: Status,
    start: Start,
    /// Unknown until the library is open.
    tracks: Option<usize>,
    importing: bool,
}

impl Session {
    fn run(&mut self, interrupted: &Receiver<()>, deadline: &Receiver<Instant>) -> Result<Outcome, CliError> {
        let events = self.engine.events().clone();
        loop {
            let patience = match self.start {
                Start::Opening { mood_wanted_until: Some(until) } => {
                    after(until.saturating_duration_since(Instant::now()))
                }
                Start::Opening { mood_wanted_until: None } | Start::Playing => never(),
            };
            let over = select! {
                recv(interrupted) -> _ => Some(Over::Asked),
                recv(deadline) -> _ => Some(Over::Asked),
                recv(patience) -> _ => self.stop_waiting_for_mood(),
                recv(events) -> event => match event {
                    Ok(event) => self.hear(&event)?,
                    Err(_) => Some(Over::Asked),
                },
            };
            match over {
                Some(Over::Asked) => return self.status.end().map(|()| Outcome::Done),
                Some(Over::NothingToPlay) => {
                    self.status.nothing_to_play()?;
                    return Ok(Outcome::NothingFound);
                }
                None => {}
            }
        }
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "most events decide nothing")]
    fn hear(&mut self, event: &Event) -> Result<Option<Over>, CliError> {
        if let Event::Failed(reason) | Event::Capture(CaptureState::Failed(CaptureProblem::BadFile(reason))) =
            event
        {
            return Err(CliError::new(sentence(reason)));
        }
        self.status.show(event)?;
        match event {
            Event::Ready(startup) => {
                self.tracks = Some(startup.tracks);
                self.importing = startup.importing;
            }
            Event::Capture(CaptureState::Failed(_)) | Event::Mood(ListenerMood::Known { .. }) => {
                return Ok(self.stop_waiting_for_mood());
            }
            Event::LibrarySize(tracks) => self.tracks = Some(*tracks),
            Event::Import(state) => self.importing = matches!(state, ImportState::Running { .. }),
            _ => return Ok(None),
        }
        Ok(self.begin_when_ready())
    }

    fn stop_waiting_for_mood(&mut self) -> Option<Over> {
        if let Start::Opening { mood_wanted_until } = &mut self.start {
            *mood_wanted_until = None;
        }
        self.begin_when_ready()
    }

    /// Plays as soon as there is a track, and a mood or no hope for one.
    fn begin_when_ready(&mut self) -> Option<Over> {
        let waits_for_mood = matches!(self.start, Start::Opening { mood_wanted_until: Some(_) });
        if matches!(self.start, Start::Playing) || waits_for_mood || self.importing {
            return None;
        }
        match self.tracks {
            None => None,
            Some(0) => Some(Over::NothingToPlay),
            Some(_) => {
                self.start = Start::Playing;
                self.engine.send(Command::Play);
                None
            }
        }
    }
}
