//! Cameras on Linux: listing them and opening them, with a V4L2 backend of our own for nokhwa's [`Camera`](nokhwa::Camera).
//!
//! nokhwa 0.10 has a backend of its own on the same `v4l` crate. It waits for ever for a camera that stalls, hands
//! out the whole buffer instead of the bytes of the picture and pictures marked as damaged, cannot open a camera
//! that was left at 7.5 frames a second, lists metadata nodes as cameras, and panics on odd names below `/dev`.
//! This one waits in short steps, so that a camera can always be let go.

mod modes;
mod stream;

use std::fs;

use v4l::video::Capture;
use v4l::video::capture::Parameters;
use v4l::{Device, Format, Fraction};

use self::modes::{encoding_of, four_cc, modes};
use self::stream::DeviceStream;
use super::CaptureProblem;
use super::backend::Ready;
use super::driver::{Description, Opened, problem};
use super::encoding::Encoding;
use super::mode::{Mode, Rate, Wanted, best};
use crate::settings::CameraSize;

/// The numbers of all video devices, in order. Some are no cameras.
pub(in crate::capture) fn indices() -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/dev") else { return Vec::new() };
    let mut found: Vec<u32> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_prefix("video")?.parse().ok())
        .collect();
    found.sort_unstable();
    found
}

/// Asks a device what it is.
pub(in crate::capture) fn describe(index: u32) -> Result<Description, CaptureProblem> {
    let device = Device::new(index as usize).map_err(|error| problem(&error))?;
    // Setting the format that is set already changes nothing, and fails while another program streams.
    let busy = device.format().and_then(|format| device.set_format(&format)).err();
    let problem = busy.map(|error| problem(&error)).filter(|problem| *problem == CaptureProblem::Busy);
    Ok(Description { name: name(index), modes: modes(&device, CameraSize::default().pixels()), problem })
}

/// Opens a camera in the mode that suits us best.
pub(in crate::capture) fn open(index: u32, wanted: Wanted) -> Result<Opened, CaptureProblem> {
    let device = Device::new(index as usize).map_err(|error| problem(&error))?;
    let modes = modes(&device, wanted.size);
    let mode = best(&modes, wanted)
        .ok_or_else(|| CaptureProblem::WrongFormat("it offers no pictures that Mien knows".to_owned()))?;
    let (format, encoding) = set_mode(&device, mode)?;
    let fps = match device.params() {
        Ok(Parameters { interval: Fraction { numerator, denominator }, .. }) => {
            Rate { frames: denominator, seconds: numerator }.fps()
        }
        Err(_) => mode.best_rate().map_or(0.0, Rate::fps),
    };
    let pictures = DeviceStream::new(device, &format, encoding);
    let (width, height) = (format.width, format.height);
    Ok(Ready { pictures, index, name: name(index), encoding, width, height, fps }.open())
}

/// Sets size, packing and rate; says what the driver made of it.
fn set_mode(device: &Device, mode: &Mode) -> Result<(Format, Encoding), CaptureProblem> {
    let wanted = Format::new(mode.width, mode.height, four_cc(mode.encoding));
    let format = device.set_format(&wanted).map_err(|error| problem(&error))?;
    let encoding = encoding_of(format.fourcc)
        .ok_or_else(|| CaptureProblem::WrongFormat(format!("it insists on {}", format.fourcc)))?;
    if let Some(rate) = mode.best_rate() {
        let interval = Fraction::new(rate.seconds, rate.frames);
        if let Err(error) = device.set_params(&Parameters::new(interval)) {
            log::debug!("the camera keeps its frame rate: {error}");
        }
    }
    Ok((format, encoding))
}

/// The camera's name; many say it twice, as in "HD Cam: HD Cam".
fn name(index: u32) -> String {
    let path = format!("/sys/class/video4linux/video{index}/name");
    let bytes = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    match text.split_once(": ") {
        Some((first, second)) if first.starts_with(second) => first.to_owned(),
        Some(_) | None if text.is_empty() => format!("Camera {index}"),
        Some(_) | None => text,
    }
}
