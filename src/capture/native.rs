//! Cameras on macOS and Windows, through nokhwa's own backends.
//!
//! They wait for a picture without a time limit; the watch over the camera thread tells when one is stuck.

use nokhwa::Camera;
use nokhwa::utils::{
    ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType, Resolution,
};

use super::CaptureProblem;
use super::driver::{Description, Opened, frame_format, problem};
use super::encoding::Encoding;
use super::mode::{Mode, Rate, Wanted, best};
use crate::settings::CameraSize;

/// What we can read.
const READABLE: [FrameFormat; 6] = [
    FrameFormat::YUYV,
    FrameFormat::NV12,
    FrameFormat::MJPEG,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
    FrameFormat::GRAY,
];

/// The numbers of all cameras.
pub(in crate::capture) fn indices() -> Vec<u32> {
    let found = nokhwa::query(ApiBackend::Auto).unwrap_or_default();
    found.iter().filter_map(|info| info.index().as_index().ok()).collect()
}

/// Asks a camera what it is; opens it for that.
pub(in crate::capture) fn describe(index: u32) -> Result<Description, CaptureProblem> {
    let mut camera = open_any(index, CameraSize::default().pixels())?;
    Ok(Description { name: camera.info().human_name(), modes: modes(&mut camera)?, problem: None })
}

/// These systems ask the user themselves; nothing is kept from one attempt to the next.
#[derive(Default)]
pub(in crate::capture) struct Asking;

/// Opens a camera in the mode that suits us best.
pub(in crate::capture) fn open(index: u32, wanted: Wanted, _: &mut Asking) -> Result<Opened, CaptureProblem> {
    let mut camera = open_any(index, wanted.size)?;
    let modes = modes(&mut camera)?;
    if let Some(mode) = best(&modes, wanted) {
        let fps = mode.best_rate().map_or(30.0, Rate::fps) as u32;
        let format = CameraFormat::new_from(mode.width, mode.height, frame_format(mode.encoding), fps);
        let exact = RequestedFormat::with_formats(RequestedFormatType::Exact(format), &READABLE);
        if let Err(error) = camera.set_camera_requset(exact) {
            log::debug!("the camera keeps its mode: {error}");
        }
    }
    let format = camera.camera_format();
    Ok(Opened {
        name: camera.info().human_name(),
        encoding: encoding(format.format()),
        width: format.width(),
        height: format.height(),
        fps: format.frame_rate() as f32,
        camera,
    })
}

fn open_any(index: u32, size: (u32, u32)) -> Result<Camera, CaptureProblem> {
    let wanted = Resolution::new(size.0, size.1);
    let mut last = CaptureProblem::NoCamera;
    for format in READABLE {
        let closest = RequestedFormatType::Closest(CameraFormat::new(wanted, format, 30));
        let request = RequestedFormat::with_formats(closest, &READABLE);
        match Camera::new(CameraIndex::Index(index), request) {
            Ok(camera) => return Ok(camera),
            Err(error) => last = problem(&error),
        }
    }
    Err(last)
}

fn modes(camera: &mut Camera) -> Result<Vec<Mode>, CaptureProblem> {
    let formats = camera.compatible_camera_formats().map_err(|error| problem(&error))?;
    let mode = |format: &CameraFormat| Mode {
        encoding: encoding(format.format()),
        width: format.width(),
        height: format.height(),
        rates: vec![Rate { frames: format.frame_rate(), seconds: 1 }],
    };
    Ok(formats.iter().map(mode).collect())
}

const fn encoding(format: FrameFormat) -> Encoding {
    match format {
        FrameFormat::YUYV => Encoding::Yuyv,
        FrameFormat::NV12 => Encoding::Nv12,
        FrameFormat::MJPEG => Encoding::Mjpeg,
        FrameFormat::RAWRGB => Encoding::Rgb,
        FrameFormat::RAWBGR => Encoding::Bgr,
        FrameFormat::GRAY => Encoding::Gray,
    }
}
