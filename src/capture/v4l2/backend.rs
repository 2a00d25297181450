//! An open V4L2 device as a backend of nokhwa: streaming and raw frames, nothing else.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::time::Duration;

use nokhwa::NokhwaError;
use nokhwa::camera_traits::CaptureBackendTrait;
use nokhwa::utils::{
    ApiBackend, CameraControl, CameraFormat, CameraIndex, CameraInfo, ControlValueSetter, FrameFormat,
    KnownCameraControl, Resolution,
};
use v4l::buffer::{Flags, Type};
use v4l::io::traits::{CaptureStream, Stream};
use v4l::prelude::MmapStream;
use v4l::{Device, Format};

use crate::capture::driver::NOT_YET;
use crate::capture::encoding::Encoding;

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

/// An open device behind nokhwa's interface.
pub(super) struct Backend {
    info: CameraInfo,
    format: CameraFormat,
    /// Bytes of a row that are picture, and of a row in the buffer, where they differ.
    rows: Option<(usize, usize)>,
    device: Device,
    stream: Option<MmapStream<'static>>,
}

impl Backend {
    pub fn new(
        index: u32,
        name: &str,
        device: Device,
        format: &Format,
        encoding: Encoding,
        fps: f32,
    ) -> Self {
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
