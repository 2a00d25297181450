//! Cameras on Linux: listing, opening, and a V4L2 backend for nokhwa's [`Camera`].
//!
//! nokhwa 0.10 has a backend of its own on the same `v4l` crate. It waits for ever for a camera that stalls, hands
//! out the whole buffer instead of the bytes of the picture and pictures marked as damaged, cannot open a camera
//! that was left at 7.5 frames a second, lists metadata nodes as cameras, and panics on odd names below `/dev`.
//! This one waits in short steps, so that a camera can always be let go.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::time::Duration;

use nokhwa::camera_traits::CaptureBackendTrait;
use nokhwa::utils::{
    ApiBackend, CameraControl, CameraFormat, CameraIndex, CameraInfo, ControlValueSetter, FrameFormat,
    KnownCameraControl, Resolution,
};
use nokhwa::{Camera, NokhwaError};
use v4l::buffer::{Flags, Type};
use v4l::io::traits::{CaptureStream, Stream};
use v4l::prelude::MmapStream;
use v4l::video::Capture;
use v4l::video::capture::Parameters;
use v4l::{Device, Format, Fraction};

use super::CaptureProblem;
use super::driver::{Description, NOT_YET, Opened, problem};
use super::encoding::Encoding;
use super::mode::{Mode, Rate, best};
use super::v4l2_modes::{encoding_of, four_cc, modes};

/// "There is something to read", the same number on every Linux.
const POLLIN: i16 = 1;
/// How long one look for a picture takes at most.
const LOOK_MS: i32 = 200;
/// Buffers to ask for; the driver may change it.
const BUFFERS: u32 = 4;
/// No driver gives more buffers than this.
const MOST_BUFFERS: usize = 32;
/// The device is gone, so there is nothing to stop.
const ENODEV: i32 = 19;

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
    Ok(Description { name: name(index), modes: modes(&device), problem })
}

/// Opens a camera in the mode that suits us best.
pub(in crate::capture) fn open(index: u32, avoid: Option<Encoding>) -> Result<Opened, CaptureProblem> {
    let device = Device::new(index as usize).map_err(|error| problem(&error))?;
    let modes = modes(&device);
    let mode = best(&modes, avoid)
        .ok_or_else(|| CaptureProblem::WrongFormat("it offers no pictures that Mien knows".to_owned()))?;
    let (format, encoding) = set_mode(&device, mode)?;
    let fps = match device.params() {
        Ok(Parameters { interval: Fraction { numerator, denominator }, .. }) => {
            Rate { frames: denominator, seconds: numerator }.fps()
        }
        Err(_) => mode.best_rate().map_or(0.0, Rate::fps),
    };
    let name = name(index);
    let backend = Backend::new(index, &name, device, &format, encoding, fps);
    Ok(Opened {
        camera: Camera::with_custom(CameraIndex::Index(index), ApiBackend::Video4Linux, Box::new(backend)),
        name,
        encoding,
        width: format.width,
        height: format.height,
        fps,
    })
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

/// An open device behind nokhwa's interface.
struct Backend {
    info: CameraInfo,
    format: CameraFormat,
    /// Bytes of a row that are picture, and of a row in the buffer, where they differ.
    rows: Option<(usize, usize)>,
    device: Device,
    stream: Option<MmapStream<'static>>,
}

impl Backend {
    fn new(index: u32, name: &str, device: Device, format: &Format, encoding: Encoding, fps: f32) -> Self {
        let bytes_a_pixel = match encoding {
            Encoding::Yuyv => 2,
            Encoding::Rgb | Encoding::Bgr => 3,
            Encoding::Gray => 1,
            Encoding::Mjpeg | Encoding::Nv12 => 0,
        };
        let (row, stride) = ((format.width * bytes_a_pixel) as usize, format.stride as usize);
        let resolution = Resolution::new(format.width, format.height);
        Self {
            info: CameraInfo::new(name, "Video4Linux", "", CameraIndex::Index(index)),
            format: CameraFormat::new(resolution, frame_format(encoding), fps.round() as u32),
            rows: (row > 0 && stride > row).then_some((row, stride)),
            device,
            stream: None,
        }
    }

    /// Starts streaming and leaves out the first buffer, which [`CaptureStream::next`] hands in by itself.
    fn start(&mut self) -> io::Result<()> {
        let mut stream = MmapStream::with_buffers(&self.device, Type::VideoCapture, BUFFERS)?;
        stream.set_timeout(Duration::from_secs(1));
        let queued = (1..MOST_BUFFERS).take_while(|&index| stream.queue(index).is_ok()).count();
        log::debug!("streaming with {} buffers", queued + 1);
        let started = stream.start();
        self.stream = Some(stream);
        started.inspect_err(|_| self.stop())
    }

    /// Stops streaming. The stream's own clean-up panics when the driver refuses, so it is asked first.
    fn stop(&mut self) {
        let Some(mut stream) = self.stream.take() else { return };
        match stream.stop() {
            Err(error) if error.raw_os_error() != Some(ENODEV) => {
                log::warn!("the camera does not stop ({error}); closing it by force");
                let descriptor = stream.handle().fd();
                std::mem::forget(stream);
                if let Err(error) = nix::unistd::close(descriptor) {
                    log::warn!("the camera stays open until Mien ends: {error}");
                }
            }
            Ok(()) | Err(_) => drop(stream),
        }
    }

    fn look(&mut self) -> io::Result<Option<Cow<'_, [u8]>>> {
        let Some(stream) = &mut self.stream else { return Err(io::Error::other("not streaming")) };
        match stream.handle().poll(POLLIN, LOOK_MS) {
            Ok(0) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
        let (bytes, about) = stream.next()?;
        let used = if about.flags.contains(Flags::ERROR) { 0 } else { about.bytesused as usize };
        let bytes = bytes.get(..used).unwrap_or(bytes);
        Ok(Some(match self.rows {
            None => Cow::Borrowed(bytes),
            Some((row, stride)) => Cow::Owned(
                bytes.chunks(stride).filter_map(|line| line.get(..row)).flatten().copied().collect(),
            ),
        }))
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.stop();
    }
}

fn frame_format(encoding: Encoding) -> FrameFormat {
    match encoding {
        Encoding::Yuyv => FrameFormat::YUYV,
        Encoding::Nv12 => FrameFormat::NV12,
        Encoding::Mjpeg => FrameFormat::MJPEG,
        Encoding::Rgb => FrameFormat::RAWRGB,
        Encoding::Bgr => FrameFormat::RAWBGR,
        Encoding::Gray => FrameFormat::GRAY,
    }
}

const fn unsupported<T>() -> Result<T, NokhwaError> {
    Err(NokhwaError::UnsupportedOperationError(ApiBackend::Video4Linux))
}

/// What Mien uses of it: streaming and raw frames. The mode is chosen before; controls are left alone.
impl CaptureBackendTrait for Backend {
    fn backend(&self) -> ApiBackend {
        ApiBackend::Video4Linux
    }

    fn camera_info(&self) -> &CameraInfo {
        &self.info
    }

    fn camera_format(&self) -> CameraFormat {
        self.format
    }

    fn resolution(&self) -> Resolution {
        self.format.resolution()
    }

    fn frame_rate(&self) -> u32 {
        self.format.frame_rate()
    }

    fn frame_format(&self) -> FrameFormat {
        self.format.format()
    }

    fn open_stream(&mut self) -> Result<(), NokhwaError> {
        self.start().map_err(|error| NokhwaError::OpenStreamError(error.to_string()))
    }

    fn is_stream_open(&self) -> bool {
        self.stream.is_some()
    }

    fn frame_raw(&mut self) -> Result<Cow<'_, [u8]>, NokhwaError> {
        match self.look() {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(NokhwaError::ReadFrameError(NOT_YET.to_owned())),
            Err(error) => Err(NokhwaError::ReadFrameError(error.to_string())),
        }
    }

    fn frame(&mut self) -> Result<nokhwa::Buffer, NokhwaError> {
        let format = self.format;
        let bytes = self.frame_raw()?;
        Ok(nokhwa::Buffer::new(format.resolution(), &bytes, format.format()))
    }

    fn stop_stream(&mut self) -> Result<(), NokhwaError> {
        self.stop();
        Ok(())
    }

    fn refresh_camera_format(&mut self) -> Result<(), NokhwaError> {
        Ok(())
    }

    fn set_camera_format(&mut self, _: CameraFormat) -> Result<(), NokhwaError> {
        unsupported()
    }

    fn compatible_list_by_resolution(
        &mut self,
        _: FrameFormat,
    ) -> Result<HashMap<Resolution, Vec<u32>>, NokhwaError> {
        unsupported()
    }

    fn compatible_fourcc(&mut self) -> Result<Vec<FrameFormat>, NokhwaError> {
        unsupported()
    }

    fn set_resolution(&mut self, _: Resolution) -> Result<(), NokhwaError> {
        unsupported()
    }

    fn set_frame_rate(&mut self, _: u32) -> Result<(), NokhwaError> {
        unsupported()
    }

    fn set_frame_format(&mut self, _: FrameFormat) -> Result<(), NokhwaError> {
        unsupported()
    }

    fn camera_control(&self, _: KnownCameraControl) -> Result<CameraControl, NokhwaError> {
        unsupported()
    }

    fn camera_controls(&self) -> Result<Vec<CameraControl>, NokhwaError> {
        unsupported()
    }

    fn set_camera_control(
        &mut self,
        _: KnownCameraControl,
        _: ControlValueSetter,
    ) -> Result<(), NokhwaError> {
        unsupported()
    }
}
