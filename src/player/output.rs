//! Where the ring goes: the sound device, or silence paced by the clock while there is none.
//!
//! The output thread owns either. Devices are opened on a thread of their own, so that silence goes on meanwhile.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::device::{self, Device};
use super::tap::{Controls, RingInput, Tap, ring};
use super::{OutputChoice, OutputState};

/// Sample rate of silence, Hz.
const SILENT_RATE: u32 = 48_000;
const STEREO: NonZero<u16> = NonZero::<u16>::MIN.saturating_add(1);
/// Step of paced silence.
const PACE: Duration = Duration::from_millis(20);
/// How often a device is looked at.
const WATCH: Duration = Duration::from_millis(250);
/// How long to wait before a device is looked for again.
const RETRY: Duration = Duration::from_secs(2);
/// A device that takes nothing for this long is dead or suspended.
const STALLED: Duration = Duration::from_secs(2);
/// The same after it has reported errors.
const STALLED_WITH_ERRORS: Duration = Duration::from_millis(300);
/// So many errors between two looks mean that it is dead, whatever else it does.
const ERROR_STORM: u64 = 1000;
/// The first device may take this long before silence begins.
const FIRST_DEVICE: Duration = Duration::from_secs(1);

/// What the output thread tells: an output with a fresh ring.
pub(super) struct NewOutput {
    pub state: OutputState,
    pub ring: RingInput,
}

type Opened = Result<(Device, RingInput), String>;

/// Runs until `stop` is disconnected.
pub(super) fn run(
    choice: OutputChoice,
    controls: &Arc<Controls>,
    stop: &Receiver<()>,
    news: &Sender<NewOutput>,
) {
    let (opened_tx, opened) = bounded(1); // one attempt at a time, its answer must arrive
    let mut output = Output {
        controls: Arc::clone(controls),
        news: news.clone(),
        opened_tx,
        attempt: Attempt::None,
        sink: Sink::Closed { since: Instant::now() },
    };
    match choice {
        OutputChoice::Device => output.look_for_device(),
        OutputChoice::Silent => output.attempt = Attempt::Never,
    }
    if choice == OutputChoice::Silent {
        output.fall_silent("sound is switched off".to_owned());
    }
    loop {
        crossbeam_channel::select! {
            recv(stop) -> _ => break,
            recv(opened) -> result => if let Ok(result) = result { output.take(result) },
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
    Silence { tap: Box<Tap>, due: Instant },
    Device { device: Device, watch: Watch },
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
    sink: Sink,
}

impl Output {
    fn look_for_device(&mut self) {
        let (controls, answer) = (Arc::clone(&self.controls), self.opened_tx.clone());
        let opening = thread::Builder::new().name("mien-device".to_owned());
        let spawned = opening.spawn(move || {
            if let Err(unwanted) = answer.send(device::open(&controls))
                && let Ok((device, _)) = unwanted.into_inner()
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
        match opened {
            Ok((device, ring)) => {
                log::info!("sound goes to {} at {} Hz", device.name, ring.rate);
                self.attempt = Attempt::None;
                let state = OutputState::Device(device.name.clone());
                self.sink = Sink::Device { watch: Watch::new(&device), device };
                self.tell(state, ring);
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
        self.sink = Sink::Silence { tap: Box::new(tap), due: Instant::now() };
        self.tell(OutputState::Silent { reason }, input);
    }

    fn tell(&self, state: OutputState, ring: RingInput) {
        // When nobody listens any more, `stop` is disconnected too.
        let _ = self.news.send(NewOutput { state, ring });
    }

    /// How long nothing needs to be looked at.
    fn pause(&self) -> Duration {
        match &self.sink {
            Sink::Silence { tap, .. } if self.controls.is_playing() && tap.has_sound() => PACE,
            Sink::Silence { .. } | Sink::Device { .. } | Sink::Closed { .. } => WATCH,
        }
    }

    fn look(&mut self) {
        let lost = match &mut self.sink {
            Sink::Closed { since } => {
                (since.elapsed() > FIRST_DEVICE).then(|| "the sound device does not answer".to_owned())
            }
            Sink::Silence { tap, due } => {
                pace(tap, due);
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
            self.look_for_device();
        }
    }
}

/// Takes what is due by the clock.
fn pace(tap: &mut Tap, due: &mut Instant) {
    let frame = Duration::from_secs(1) / SILENT_RATE;
    let now = Instant::now();
    // After a sleep of the machine nothing is made up for.
    if now.duration_since(*due) > Duration::from_secs(1) {
        *due = now - PACE;
    }
    let frames = now.duration_since(*due).as_nanos() / frame.as_nanos().max(1);
    for _ in 0..frames {
        tap.next_frame();
    }
    *due += frame * u32::try_from(frames).unwrap_or(u32::MAX);
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
