//! Our own ways to get pictures from a camera, behind nokhwa's interface: streaming and raw frames, nothing else.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use nokhwa::camera_traits::CaptureBackendTrait;
use nokhwa::utils::{
    ApiBackend, CameraControl, CameraFormat, CameraIndex, CameraInfo, ControlValueSetter, FrameFormat,
    KnownCameraControl, Resolution,
};
use nokhwa::{Camera, NokhwaError};

use super::driver::{NOT_YET, Opened, frame_format};
use super::encoding::Encoding;

/// Something that streams raw pictures.
pub(super) trait Pictures {
    /// Who gives the pictures, as nokhwa calls it.
    const API: ApiBackend;

    /// Starts streaming.
    fn start(&mut self) -> io::Result<()>;
    /// Ends streaming and lets the camera go; nothing happens where it does not stream.
    fn stop(&mut self);
    /// Whether it streams.
    fn streams(&self) -> bool;
    /// The next picture, or `None` when none came within a fraction of a second.
    fn look(&mut self) -> io::Result<Option<Cow<'_, [u8]>>>;
}

/// A camera that is ready to stream.
pub(super) struct Ready<P> {
    pub pictures: P,
    pub index: u32,
    pub name: String,
    pub encoding: Encoding,
    pub width: u32,
    pub height: u32,
    pub fps: f32,
}

impl<P: Pictures + Send + 'static> Ready<P> {
    /// Puts it behind nokhwa's interface.
    pub fn open(self) -> Opened {
        let Self { pictures, index, name, encoding, width, height, fps } = self;
        let resolution = Resolution::new(width, height);
        let backend = Backend {
            info: CameraInfo::new(&name, "", "", CameraIndex::Index(index)),
            format: CameraFormat::new(resolution, frame_format(encoding), fps.round() as u32),
            pictures,
        };
        let camera = Camera::with_custom(CameraIndex::Index(index), P::API, Box::new(backend));
        Opened { camera, name, encoding, width, height, fps }
    }
}

struct Backend<P: Pictures> {
    info: CameraInfo,
    format: CameraFormat,
    pictures: P,
}

impl<P: Pictures> Drop for Backend<P> {
    fn drop(&mut self) {
        self.pictures.stop();
    }
}

const fn unsupported<T, P: Pictures>(_: &Backend<P>) -> Result<T, NokhwaError> {
    Err(NokhwaError::UnsupportedOperationError(P::API))
}

/// What Mien uses of it: streaming and raw frames. The mode is chosen before; controls are left alone.
impl<P: Pictures> CaptureBackendTrait for Backend<P> {
    fn backend(&self) -> ApiBackend {
        P::API
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
        self.pictures.start().map_err(|error| NokhwaError::OpenStreamError(error.to_string()))
    }

    fn is_stream_open(&self) -> bool {
        self.pictures.streams()
    }

    fn frame_raw(&mut self) -> Result<Cow<'_, [u8]>, NokhwaError> {
        match self.pictures.look() {
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
        self.pictures.stop();
        Ok(())
    }

    fn refresh_camera_format(&mut self) -> Result<(), NokhwaError> {
        Ok(())
    }

    fn set_camera_format(&mut self, _: CameraFormat) -> Result<(), NokhwaError> {
        unsupported(self)
    }

    fn compatible_list_by_resolution(
        &mut self,
        _: FrameFormat,
    ) -> Result<HashMap<Resolution, Vec<u32>>, NokhwaError> {
        unsupported(self)
    }

    fn compatible_fourcc(&mut self) -> Result<Vec<FrameFormat>, NokhwaError> {
        unsupported(self)
    }

    fn set_resolution(&mut self, _: Resolution) -> Result<(), NokhwaError> {
        unsupported(self)
    }

    fn set_frame_rate(&mut self, _: u32) -> Result<(), NokhwaError> {
        unsupported(self)
    }

    fn set_frame_format(&mut self, _: FrameFormat) -> Result<(), NokhwaError> {
        unsupported(self)
    }

    fn camera_control(&self, _: KnownCameraControl) -> Result<CameraControl, NokhwaError> {
        unsupported(self)
    }

    fn camera_controls(&self) -> Result<Vec<CameraControl>, NokhwaError> {
        unsupported(self)
    }

    fn set_camera_control(
        &mut self,
        _: KnownCameraControl,
        _: ControlValueSetter,
    ) -> Result<(), NokhwaError> {
        unsupported(self)
    }
}
