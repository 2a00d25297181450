//! Where the ring goes: the sound device, or silence paced by the clock while there is none.
//!
//! The output thread owns either. Devices are opened on a thread of their own, so that silence goes on meanwhile.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::device::{self, Device};
use super::shared::Controls;
use super::tap::{RingInput, Tap, ring};
use super::{OutputChoice, OutputState};

/// Sample rate of silence, Hz.
const SILENT_RATE: u32 = 48_000;
const STEREO: NonZero<u16> = NonZero::<u16>::MIN.saturating_add(1);
/// Step of paced silence.
const PACE: Duration = Duration::from_millis(20);
/// How often a device is looked at.
const WATCH: Duration = Duration::from_secs(1);
/// How long to wait before a device is looked for again.
const RETRY: Duration = Duration::from_secs(2);
/// The same while another device stands in for the one that is wanted.
const RETRY_WANTED: Duration = Duration::from_secs(10);
/// A device that takes nothing for this long is dead or suspended.
const STALLED: Duration = Duration::from_secs(2);
/// The same after it has reported errors.
const STALLED_WITH_ERRORS: Duration = Duration::from_millis(300);
/// So many errors between two looks mean that it is dead, whatever else it does.
const ERROR_STORM: u64 = 1000;
/// A device that closes is waited for so long before it is opened again.
const CLOSING: Duration = Duration::from_secs(1);
/// Sample rate a device is opened at before anything was played, Hz: that of most music.
const FIRST_RATE: u32 = 44_100;
/// The first device may take this long before silence begins.
const FIRST_DEVICE: Duration = Duration::from_secs(1);

/// What the output thread tells: an output with a fresh ring.
pub(super) struct NewOutput {
    pub state: OutputState,
    pub ring: RingInput,
}

/// What the output thread is asked for.
pub(super) enum Wish {
    /// This device, [`super::OutputDevice::id`]; `None`: the system's default.
    Device(Option<String>),
    /// A device opened at this sample rate, Hz. Nothing is heard now, and a new output is told in any case.
    Rate(u32),
}

/// What shall be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    /// `None`: the system's default.
    device: Option<String>,
    /// Sample rate if possible, Hz.
    rate: u32,
}

/// The answer of an attempt to open a device.
struct Opened {
    /// What was wanted then.
    of: Wanted,
    found: Result<(Device, RingInput, Kind), String>,
}

/// Opens the device that is wanted, else the default; that one not when it is in use already.
fn find(
    wanted: &Wanted,
    has_stand_in: bool,
    controls: &Arc<Controls>,
) -> Result<(Device, RingInput, Kind), String> {
    let Wanted { device, rate } = wanted;
    let Some(id) = device else {
        return device::open_default(*rate, controls).map(|(device, ring)| (device, ring, Kind::Wanted));
    };
    match device::open_named(id, *rate, controls) {
        Ok((device, ring)) => Ok((device, ring, Kind::Wanted)),
        Err(reason) if has_stand_in => Err(reason),
        Err(reason) => {
            log::warn!("{reason}; sound goes to the system's default device meanwhile");
            device::open_default(*rate, controls).map(|(device, ring)| (device, ring, Kind::StandIn))
        }
    }
}

/// Runs until `wishes`, for other outputs, is disconnected; `stirs` come when there is something to play after a rest.
pub(super) fn run(
    choice: OutputChoice,
    device: Option<String>,
    controls: &Arc<Controls>,
    wishes: &Receiver<Wish>,
    stirs: &Receiver<()>,
    news: &Sender<NewOutput>,
) {
    let (opened_tx, opened) = bounded(1); // one attempt at a time, its answer must arrive
    let mut output = Output {
        controls: Arc::clone(controls),
        news: news.clone(),
        opened_tx,
        attempt: Attempt::None,
        wanted: Wanted { device, rate: FIRST_RATE },
        sink: Sink::Closed { since: Instant::now() },
    };
    match choice {
        OutputChoice::Device => output.look_for_device(None),
        OutputChoice::Silent => output.attempt = Attempt::Never,
    }
    if choice == OutputChoice::Silent {
        output.fall_silent("sound is switched off".to_owned());
    }
    loop {
        crossbeam_channel::select! {
            recv(wishes) -> wish => match wish {
                Ok(wish) => output.want(wish),
                Err(_) => break,
            },
            recv(opened) -> result => if let Ok(result) = result { output.take(result) },
            recv(stirs) -> _ => {}
            default(output.pause()) => {}
        }
        output.look();
    }
    if let Sink::Device { device, .. } = output.sink {
        device.close();
    }
}

enum Sink {
    Closed { since: Instant },
    Silence { tap: Box<Tap>, clock: Clock },
    Device { device: Device, watch: Watch },
}

/// How a device stands to what the user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It is the one.
    Wanted,
    /// The system's default, because the wanted one is not there.
    StandIn,
}

/// When a device is looked for.
enum Attempt {
    /// Never: silence was chosen.
    Never,
    /// Not needed.
    None,
    /// At this time.
    Due(Instant),
    /// An answer is awaited.
    Running,
}

struct Output {
    controls: Arc<Controls>,
    news: Sender<NewOutput>,
    opened_tx: Sender<Opened>,
    attempt: Attempt,
    wanted: Wanted,
    sink: Sink,
}

impl Output {
    /// Another output is wanted: the device in use is let go at once.
    fn want(&mut self, wish: Wish) {
        let wanted = match wish {
            Wish::Device(device) => Wanted { device, ..self.wanted },
            Wish::Rate(rate) => Wanted { rate, ..self.wanted.clone() },
        };
        if wanted == self.wanted || matches!(self.attempt, Attempt::Never) {
            return;
        }
        self.wanted = wanted;
        let old = std::mem::replace(&mut self.sink, Sink::Closed { since: Instant::now() });
        let closed = if let Sink::Device { device, .. } = old { Some(device.close()) } else { None };
        // An answer that is awaited is about what was wanted before.
        if !matches!(self.attempt, Attempt::Running) {
            self.look_for_device(closed);
        }
    }

    /// Opens what is wanted; not before the device that was in use is `closed`, which may be the same one.
    fn look_for_device(&mut self, closed: Option<Receiver<()>>) {
        let (controls, answer) = (Arc::clone(&self.controls), self.opened_tx.clone());
        let wanted = self.wanted.clone();
        let has_stand_in = matches!(self.sink, Sink::Device { .. });
        let opening = thread::Builder::new().name("mien-device".to_owned());
        let spawned = opening.spawn(move || {
            if let Some(closed) = closed {
                let _ = closed.recv_timeout(CLOSING);
            }
            let opened = find(&wanted, has_stand_in, &controls);
            if let Err(unwanted) = answer.send(Opened { of: wanted, found: opened })
                && let Ok((device, ..)) = unwanted.into_inner().found
            {
                device.close();
            }
        });
        self.attempt = match spawned {
            Ok(_) => Attempt::Running,
            Err(_) => Attempt::Due(Instant::now() + RETRY),
        };
    }

    /// An attempt has ended.
    fn take(&mut self, opened: Opened) {
        if opened.of != self.wanted {
            if let Ok((device, ..)) = opened.found {
                device.close();
            }
            return self.look_for_device(None);
        }
        match opened.found {
            Ok((device, ring, kind)) => {
                log::info!("sound goes to {} at {} Hz", device.name, ring.rate);
                self.attempt = match kind {
                    Kind::Wanted => Attempt::None,
                    Kind::StandIn => Attempt::Due(Instant::now() + RETRY_WANTED),
                };
                let state = OutputState::Device(device.name.clone());
                let new = Sink::Device { watch: Watch::new(&device), device };
                if let Sink::Device { device: old, .. } = std::mem::replace(&mut self.sink, new) {
                    old.close();
                }
                self.tell(state, ring);
            }
            Err(_) if matches!(self.sink, Sink::Device { .. }) => {
                self.attempt = Attempt::Due(Instant::now() + RETRY_WANTED);
            }
            Err(reason) => {
                self.attempt = Attempt::Due(Instant::now() + RETRY);
                if !matches!(self.sink, Sink::Silence { .. }) {
                    self.fall_silent(reason);
                }
            }
        }
    }

    fn fall_silent(&mut self, reason: String) {
        log::warn!("no sound: {reason}");
        let (input, tap) = ring(SILENT_RATE, STEREO, Arc::clone(&self.controls));
        self.sink = Sink::Silence { tap: Box::new(tap), clock: Clock::default() };
        self.tell(OutputState::Silent { reason }, input);
    }

    fn tell(&self, state: OutputState, ring: RingInput) {
        // When nobody listens any more, `stop` is disconnected too.
        let _ = self.news.send(NewOutput { state, ring });
    }

    /// How long nothing needs to be looked at.
    fn pause(&self) -> Duration {
        match &self.sink {
            Sink::Silence { tap, .. } if tap.is_running() => PACE,
            Sink::Silence { .. } | Sink::Device { .. } => WATCH,
            Sink::Closed { .. } => FIRST_DEVICE / 2,
        }
    }

    fn look(&mut self) {
        let lost = match &mut self.sink {
            Sink::Closed { since } => {
                (since.elapsed() > FIRST_DEVICE).then(|| "the sound device does not answer".to_owned())
            }
            Sink::Silence { tap, clock } => {
                clock.take_from(tap);
                None
            }
            Sink::Device { device, watch } => watch.look(device),
        };
        if let Some(reason) = lost {
            let old = std::mem::replace(&mut self.sink, Sink::Closed { since: Instant::now() });
            if let Sink::Device { device, .. } = old {
                device.close();
                self.attempt = Attempt::Due(Instant::now());
            }
            self.fall_silent(reason);
        }
        if matches!(self.attempt, Attempt::Due(at) if at <= Instant::now()) {
            self.look_for_device(None);
        }
    }
}

/// The pace of silence.
#[derive(Default)]
struct Clock {
    /// Up to when everything was taken; unknown after a rest, for which nothing is made up.
    taken_to: Option<Instant>,
}

impl Clock {
    /// Takes what is due.
    fn take_from(&mut self, tap: &mut Tap) {
        let frame = Duration::from_secs(1) / SILENT_RATE;
        let now = Instant::now();
        // A machine that slept rested as well.
        let known = self.taken_to.filter(|to| now.duration_since(*to) <= Duration::from_secs(1));
        let from = known.or_else(|| now.checked_sub(PACE)).unwrap_or(now);
        let due = now.duration_since(from).as_nanos() / frame.as_nanos().max(1);
        let frames = u32::try_from(due).unwrap_or(u32::MAX);
        for _ in 0..frames {
            tap.next_frame();
        }
        self.taken_to = tap.is_running().then(|| from + frame * frames);
    }
}

/// Whether a device still takes samples.
struct Watch {
    asked: u64,
    since: Instant,
    errors: u64,
}

impl Watch {
    fn new(device: &Device) -> Self {
        Self { asked: device.meter.asked(), since: Instant::now(), errors: device.errors() }
    }

    /// Why the device is lost, if it is.
    fn look(&mut self, device: &Device) -> Option<String> {
        let (asked, errors) = (device.meter.asked(), device.errors());
        let new_errors = errors.saturating_sub(self.errors);
        if asked != self.asked {
            // A few errors in passing, as at the start of a stream, mean nothing.
            *self = Self { asked, since: Instant::now(), errors };
            return (new_errors > ERROR_STORM).then(|| format!("{} reports errors without end", device.name));
        }
        let limit = if new_errors > 0 { STALLED_WITH_ERRORS } else { STALLED };
        (self.since.elapsed() > limit).then(|| format!("{} takes no more sound", device.name))
    }
}
