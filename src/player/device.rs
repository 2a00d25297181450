//! The sound device through rodio: opening it, which may take its time, and noticing when it dies.
//!
//! Nearly every system takes samples as `f32`: there the callback takes whole blocks from the [`Tap`]. For other formats
//! rodio's mixer converts sample by sample, which costs three times as much.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use rodio::cpal::traits::{HostTrait, StreamTrait};
use rodio::cpal::{BufferSize, SampleFormat, Stream, StreamConfig};
use rodio::{ChannelCount, SampleRate, SupportedStreamConfig};
use rodio::{CpalError, CpalErrorKind, DeviceSinkBuilder, DeviceSinkError, DeviceTrait, MixerDeviceSink};

use super::OutputDevice;
use super::shared::{Controls, Meter};
use super::tap::{RingInput, Tap, ring};

/// A fresh device must take [`RUN_IN`] of silence within this time to count as working.
const FIRST_PULL: Duration = Duration::from_secs(2);
/// Silence played before music: sound servers stumble in the first tenths of a second of a stream.
const RUN_IN: Duration = Duration::from_millis(250);
/// Frames the device takes at a time; cpal keeps two such periods ready (370 ms at 44.1 kHz). Each costs the same,
/// whatever its length, most of it in the sound server's client; a pause is heard later the longer they are. `PipeWire` asks
/// in blocks of its own, shorter than a period: of 6144 frames it took 4096 at a time, no more rarely than of 4096.
const PERIOD: u32 = 8192;

/// What has to be kept for the device to take samples.
enum Feed {
    /// In blocks.
    Blocks { _stream: Stream },
    /// One by one, in whatever format it has.
    Samples { _sink: MixerDeviceSink },
}

/// A device that takes samples.
pub(super) struct Device {
    feed: Feed,
    pub name: String,
    pub meter: Arc<Meter>,
    errors: Arc<AtomicU64>,
}

impl Device {
    /// Fatal errors since it was opened. A dead server causes them by the million, so they are only counted.
    pub(super) fn errors(&self) -> u64 {
        self.errors.load(Ordering::Relaxed)
    }

    /// Closes it on a thread of its own, because a dead server may keep that waiting; what is returned is disconnected
    /// when it is done.
    pub(super) fn close(self) -> Receiver<()> {
        let (closed, is_closed) = bounded(0); // only its end counts
        let feed = self.feed;
        let closing = thread::Builder::new().name("mien-device-end".to_owned());
        let spawned = closing.spawn(move || {
            drop(feed);
            drop(closed);
        });
        if let Err(error) = spawned {
            log::warn!("the sound device was closed the slow way: {error}");
        }
        is_closed
    }
}

/// Opens the system's default device, at this rate (Hz) if it can, and waits until it takes samples. Blocks; may block
/// long.
pub(super) fn open_default(rate: u32, controls: &Arc<Controls>) -> Result<(Device, RingInput), String> {
    let _quiet = quiet_alsa();
    let device = rodio::cpal::default_host().default_output_device().ok_or("no sound device was found")?;
    open(&device, rate, controls)
}

/// The same with the device of this id, as [`outputs`] names it.
pub(super) fn open_named(
    id: &str,
    rate: u32,
    controls: &Arc<Controls>,
) -> Result<(Device, RingInput), String> {
    let _quiet = quiet_alsa();
    let devices = rodio::cpal::default_host().output_devices().map_err(|error| error.to_string())?;
    let device = devices
        .into_iter()
        .find(|device| device.id().is_ok_and(|found| found.id() == id))
        .ok_or_else(|| format!("the sound device {id} is not there"))?;
    open(&device, rate, controls)
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

fn open(device: &rodio::Device, rate: u32, controls: &Arc<Controls>) -> Result<(Device, RingInput), String> {
    let name = device.description().map_or_else(|_| "sound device".to_owned(), |d| d.name().to_owned());
    let (config, is_f32) = config_at(device, rate)?;
    let channels = ChannelCount::new(config.channels).unwrap_or(ChannelCount::MIN);
    let (mut input, tap) = ring(config.sample_rate, channels, Arc::clone(controls));
    input.follows_rate = config.sample_rate == rate;
    let errors = Arc::new(AtomicU64::new(0));
    let feed = if is_f32 {
        feed_blocks(device, config, tap, &errors, controls)
    } else {
        feed_samples(device, config, tap, &errors, controls)
    };
    let feed = feed.map_err(|error| sentence(&error))?;
    let device = Device { feed, name, meter: Arc::clone(&input.meter), errors };
    let start = Instant::now();
    let run_in = (RUN_IN.as_secs_f64() * f64::from(input.rate)) as u64;
    while device.meter.asked() < run_in {
        if start.elapsed() > FIRST_PULL {
            device.close();
            return Err("the sound device takes no sound (suspended?)".to_owned());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok((device, input))
}

/// How the device is opened, and whether it takes `f32`: as it would be by default, but for the sample rate.
fn config_at(device: &rodio::Device, rate: u32) -> Result<(StreamConfig, bool), String> {
    let error = |error| sentence(&DeviceSinkError::DefaultSinkConfigError(error));
    let default: SupportedStreamConfig = device.default_output_config().map_err(error)?;
    let supported = device.supported_output_configs().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let takes = |format: SampleFormat, rate: u32| {
        supported.iter().any(|range| {
            range.channels() == default.channels()
                && range.sample_format() == format
                && (range.min_sample_rate()..=range.max_sample_rate()).contains(&rate)
        })
    };
    let is_f32 = takes(SampleFormat::F32, default.sample_rate());
    let format = if is_f32 { SampleFormat::F32 } else { default.sample_format() };
    let sample_rate = if takes(format, rate) { rate } else { default.sample_rate() };
    let config =
        StreamConfig { channels: default.channels(), sample_rate, buffer_size: BufferSize::Fixed(PERIOD) };
    Ok((config, is_f32))
}

fn feed_blocks(
    device: &rodio::Device,
    config: StreamConfig,
    mut tap: Tap,
    errors: &Arc<AtomicU64>,
    controls: &Arc<Controls>,
) -> Result<Feed, DeviceSinkError> {
    let stream = device
        .build_output_stream(
            config,
            move |block: &mut [f32], _| tap.write(block),
            count(errors, controls),
            None,
        )
        .map_err(DeviceSinkError::BuildError)?;
    stream.play().map_err(DeviceSinkError::PlayError)?;
    Ok(Feed::Blocks { _stream: stream })
}

fn feed_samples(
    device: &rodio::Device,
    config: StreamConfig,
    tap: Tap,
    errors: &Arc<AtomicU64>,
    controls: &Arc<Controls>,
) -> Result<Feed, DeviceSinkError> {
    let mut sink = DeviceSinkBuilder::from_device(device.clone())?
        .with_sample_rate(SampleRate::new(config.sample_rate).unwrap_or(SampleRate::MIN))
        .with_buffer_size(config.buffer_size)
        .with_error_callback(count(errors, controls))
        .open_stream()?;
    sink.log_on_drop(false);
    sink.mixer().add(tap);
    Ok(Feed::Samples { _sink: sink })
}

/// Counts what a stream reports.
fn count(errors: &Arc<AtomicU64>, controls: &Arc<Controls>) -> impl FnMut(CpalError) + Send + 'static {
    let (errors, controls) = (Arc::clone(errors), Arc::clone(controls));
    move |error| {
        if is_fatal(error.kind()) {
            errors.fetch_add(1, Ordering::Relaxed);
        } else if error.kind() == CpalErrorKind::Xrun {
            controls.count_late();
        }
    }
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
