//! The sound device through rodio: opening it, which may take its time, and noticing when it dies.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rodio::cpal::traits::HostTrait;
use rodio::{CpalError, CpalErrorKind, DeviceSinkBuilder, DeviceSinkError, DeviceTrait, MixerDeviceSink};

use super::OutputDevice;
use super::tap::{Controls, Meter, RingInput, ring};

/// A fresh device must take [`RUN_IN`] of silence within this time to count as working.
const FIRST_PULL: Duration = Duration::from_secs(2);
/// Silence played before music: sound servers stumble in the first tenths of a second of a stream.
const RUN_IN: Duration = Duration::from_millis(250);
/// Frames the device takes at a time; cpal keeps two such periods ready (170 ms at 48 kHz), enough for a
/// machine under full load and short enough for a pause to feel immediate.
const PERIOD: u32 = 4096;

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

/// Opens the system's default device and waits until it takes samples. Blocks; may block long.
pub(super) fn open_default(controls: &Arc<Controls>) -> Result<(Device, RingInput), String> {
    let _quiet = quiet_alsa();
    let device = rodio::cpal::default_host().default_output_device().ok_or("no sound device was found")?;
    open(device, controls)
}

/// Opens the device with this id, as [`outputs`] names it. Blocks; may block long.
pub(super) fn open_named(id: &str, controls: &Arc<Controls>) -> Result<(Device, RingInput), String> {
    let _quiet = quiet_alsa();
    let devices = rodio::cpal::default_host().output_devices().map_err(|error| error.to_string())?;
    let device = devices
        .into_iter()
        .find(|device| device.id().is_ok_and(|found| found.id() == id))
        .ok_or_else(|| format!("the sound device {id} is not there"))?;
    open(device, controls)
}

/// The devices sound can be sent to, besides the system's default. Takes up to some tenths of a second.
pub fn outputs() -> Vec<OutputDevice> {
    let _quiet = quiet_alsa();
    let Ok(devices) = rodio::cpal::default_host().output_devices() else { return Vec::new() };
    let mut outputs: Vec<OutputDevice> = devices
        .filter_map(|device| {
            let id = device.id().ok()?.id().to_owned();
            let name = device.description().map_or_else(|_| id.clone(), |d| d.name().to_owned());
            is_for_people(&id).then_some(OutputDevice { id, name })
        })
        .collect();
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    for index in 0..outputs.len() {
        // Cards of the same make have the same name.
        if outputs.iter().filter(|other| other.name == outputs[index].name).count() > 1 {
            outputs[index].name = format!("{} ({})", outputs[index].name, outputs[index].id);
        }
    }
    outputs
}

/// ALSA lists many ways to the same card, and parts of itself: one way to each card is enough, with conversion.
fn is_for_people(id: &str) -> bool {
    const PARTS: [&str; 21] = [
        "default",
        "sysdefault",
        "null",
        "hw",
        "front",
        "rear",
        "center_lfe",
        "side",
        "surround",
        "dmix",
        "dsnoop",
        "iec958",
        "spdif",
        "usbstream",
        "lavrate",
        "samplerate",
        "speexrate",
        "speex",
        "upmix",
        "vdownmix",
        "oss",
    ];
    let kind = id.split(':').next().unwrap_or(id);
    let kind = kind.trim_end_matches(|c: char| c.is_ascii_digit());
    !cfg!(target_os = "linux") || !PARTS.contains(&kind)
}

fn open(device: rodio::cpal::Device, controls: &Arc<Controls>) -> Result<(Device, RingInput), String> {
    let name = device.description().map_or_else(|_| "sound device".to_owned(), |d| d.name().to_owned());
    let errors = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&errors);
    let mut sink = DeviceSinkBuilder::from_device(device)
        .map_err(|error| sentence(&error))?
        .with_buffer_size(rodio::cpal::BufferSize::Fixed(PERIOD))
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
    let run_in = (RUN_IN.as_secs_f64() * f64::from(rate)) as u64;
    while device.meter.asked() < run_in {
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

fn sentence(error: &DeviceSinkError) -> String {
    let kind = match error {
        DeviceSinkError::PlayError(e)
        | DeviceSinkError::DefaultSinkConfigError(e)
        | DeviceSinkError::BuildError(e)
        | DeviceSinkError::SupportedConfigsError(e) => Some(e.kind()),
        DeviceSinkError::NoDevice => Some(CpalErrorKind::DeviceNotAvailable),
        DeviceSinkError::UnsupportedSampleFormat => None,
    };
    match kind {
        Some(CpalErrorKind::DeviceNotAvailable | CpalErrorKind::HostUnavailable) => {
            return "no sound device was found".to_owned();
        }
        Some(CpalErrorKind::DeviceBusy) => return "another program uses the sound device".to_owned(),
        Some(CpalErrorKind::PermissionDenied) => return "the system does not allow sound".to_owned(),
        Some(_) | None => {}
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn cards_and_servers_are_offered_and_alsa_s_parts_are_not() {
        for id in ["pipewire", "pulse", "plughw:CARD=0,DEV=0", "hdmi:CARD=HDMI,DEV=0", "bluealsa", "kitchen"]
        {
            assert!(is_for_people(id), "{id}");
        }
        for id in ["default", "null", "surround51:CARD=0,DEV=0", "hw:CARD=0,DEV=0", "dmix:CARD=0", "speex"] {
            assert!(!is_for_people(id), "{id}");
        }
    }
}
