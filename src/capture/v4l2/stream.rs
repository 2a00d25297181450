//! The pictures of an open V4L2 device.

use std::borrow::Cow;
use std::io;
use std::time::Duration;

use nokhwa::utils::ApiBackend;
use v4l::buffer::{Flags, Type};
use v4l::io::traits::{CaptureStream, Stream};
use v4l::prelude::MmapStream;
use v4l::{Device, Format};

use crate::capture::backend::Pictures;
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

/// An open device.
pub(super) struct DeviceStream {
    /// Bytes of a row that are picture, and of a row in the buffer, where they differ.
    rows: Option<(usize, usize)>,
    device: Device,
    stream: Option<MmapStream<'static>>,
}

impl DeviceStream {
    pub fn new(device: Device, format: &Format, encoding: Encoding) -> Self {
        let bytes_a_pixel = match encoding {
            Encoding::Yuyv => 2,
            Encoding::Rgb | Encoding::Bgr => 3,
            Encoding::Gray => 1,
            Encoding::Mjpeg | Encoding::Nv12 => 0,
        };
        let (row, stride) = ((format.width * bytes_a_pixel) as usize, format.stride as usize);
        Self { rows: (row > 0 && stride > row).then_some((row, stride)), device, stream: None }
    }
}

impl Pictures for DeviceStream {
    const API: ApiBackend = ApiBackend::Video4Linux;

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

    fn streams(&self) -> bool {
        self.stream.is_some()
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
