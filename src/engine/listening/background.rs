//! Listening while the user does other things: with the lowest priority, not on battery, never at once after the start.

use std::path::Path;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::power::{SUPPLIES, on_battery};
use super::{Pace, listen};
use crate::audio::mood::MoodModel;
use crate::engine::core::Input;
use crate::library::Unheard;

/// After a start or an import the machine has better things to do.
const DELAY: Duration = Duration::from_secs(20);
/// How often the power supply is looked at.
const POWER: Duration = Duration::from_secs(5);

/// The work in the background; it ends when this is dropped.
pub struct Background {
    inbox: Sender<Input>,
    running: Option<Running>,
}

struct Running {
    pace: Pace,
    /// Closed to end the waiting.
    _ends: Sender<()>,
}

impl Background {
    /// Nothing to listen to yet. What is heard goes to the engine's inbox.
    pub const fn new(inbox: Sender<Input>) -> Self {
        Self { inbox, running: None }
    }

    /// Is there work under way?
    pub const fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Is it held because of the battery?
    pub fn is_paused(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.pace.is_paused())
    }

    /// Listens to these, after a while.
    pub fn start(&mut self, tracks: Vec<Unheard>, model: String) {
        self.stop();
        let pace = Pace::background();
        // Nothing is ever sent; it closes when the work shall end.
        let (ends, end) = bounded(0);
        let (inbox, own_pace) = (self.inbox.clone(), pace.clone());
        let spawned = std::thread::Builder::new().name("listening".into()).spawn(move || {
            if waited(&end, DELAY) {
                run(tracks, &model, &own_pace, &end, &inbox);
            }
        });
        match spawned {
            Ok(_) => self.running = Some(Running { pace, _ends: ends }),
            Err(error) => log::warn!("no thread to listen on: {error}"),
        }
    }

    /// Ends the work; what was not finished is listened to another time.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.pace.stop();
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop();
    }
}

/// `false`: the end came first.
fn waited(end: &Receiver<()>, time: Duration) -> bool {
    end.recv_timeout(time) == Err(RecvTimeoutError::Timeout)
}

fn run(tracks: Vec<Unheard>, version: &str, pace: &Pace, end: &Receiver<()>, inbox: &Sender<Input>) {
    let model = match MoodModel::open() {
        Ok(model) => model,
        Err(error) => {
            log::error!("{error}");
            return;
        }
    };
    pace.pause(on_battery(Path::new(SUPPLIES)));
    let (watched_pace, watched_end) = (pace.clone(), end.clone());
    let watch = std::thread::Builder::new().name("power".into()).spawn(move || {
        while waited(&watched_end, POWER) {
            watched_pace.pause(on_battery(Path::new(SUPPLIES)));
        }
    });
    if let Err(error) = watch {
        log::warn!("no thread to look at the battery: {error}");
    }
    let told =
        |track, outcome| inbox.send(Input::Heard(Box::new((track, version.to_owned(), outcome)))).is_ok();
    if let Err(error) = listen(tracks, &model, pace, told) {
        log::warn!("no threads to listen on: {error}");
    }
    if !pace.is_stopped() {
        let _engine_gone = inbox.send(Input::AllHeard);
    }
}
