//! The sound device through rodio: opening it, which may take its time, and noticing when it dies.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rodio::cpal::traits::HostTrait;
use rodio::{CpalError, CpalErrorKind, DeviceSinkBuilder, DeviceTrait, MixerDeviceSink};

use super::tap::{Controls, Meter, RingInput, ring};

/// A fresh device must take its first samples within this time to count as working.
const FIRST_PULL: Duration = Duration::from_millis(1500);

/// A device that takes samples.
pub(super) struct Device {
    sink: MixerDeviceSink,
    pub name: String,
    pub meter: Arc<Meter>,
    errors: Arc<AtomicU64>,
}

impl Device {
    /// Fatal errors since it was opened. A dead server causes them by the million, so they are only counted.
    pub(super) fn errors(&self) -> u64 {
        self.errors.load(Ordering::Relaxed)
    }

    /// Closes it on a thread of its own, because a dead server may keep that waiting.
    pub(super) fn close(self) {
        let sink = self.sink;
        let closing = thread::Builder::new().name("mien-device-end".to_owned());
        if let Err(error) = closing.spawn(move || drop(sink)) {
            log::warn!("the sound device was closed the slow way: {error}");
        }
    }
}

/// Opens the default device and waits until it takes samples. Blocks; may block long.
pub(super) fn open(controls: &Arc<Controls>) -> Result<(Device, RingInput), String> {
    let _quiet = quiet_alsa();
    let device = rodio::cpal::default_host().default_output_device().ok_or("there is no sound device")?;
    let name = device.description().map_or_else(|_| "sound device".to_owned(), |d| d.name().to_owned());
    let errors = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&errors);
    let mut sink = DeviceSinkBuilder::from_device(device)
        .map_err(|error| sentence(&error))?
        .with_error_callback(move |error: CpalError| {
            if is_fatal(error.kind()) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        })
        .open_stream()
        .map_err(|error| sentence(&error))?;
    sink.log_on_drop(false);
    let rate = sink.config().sample_rate().get();
    let channels = NonZero::new(sink.config().channel_count().get()).unwrap_or(NonZero::<u16>::MIN);
    let (input, tap) = ring(rate, channels, Arc::clone(controls));
    sink.mixer().add(tap);
    let device = Device { sink, name, meter: Arc::clone(&input.meter), errors };
    let start = Instant::now();
    while device.meter.asked() == 0 {
        if start.elapsed() > FIRST_PULL {
            device.close();
            return Err("the sound device takes no sound (suspended?)".to_owned());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok((device, input))
}

/// Whether a stream that reports this is lost, as opposed to having hiccups.
fn is_fatal(kind: CpalErrorKind) -> bool {
    !matches!(
        kind,
        CpalErrorKind::Xrun
            | CpalErrorKind::RealtimeDenied
            | CpalErrorKind::DeviceChanged
            | CpalErrorKind::DeviceBusy
    )
}

fn sentence(error: &rodio::DeviceSinkError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}

/// alsa-lib complains on stderr about each device it does not find; while this lives, this thread's complaints go
/// into a buffer.
#[cfg(target_os = "linux")]
fn quiet_alsa() -> Option<impl Sized> {
    alsa::Output::local_error_handler().ok()
}

#[cfg(not(target_os = "linux"))]
fn quiet_alsa() -> Option<impl Sized> {
    Some(())
}
