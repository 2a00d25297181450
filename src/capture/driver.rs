//! What the ways to a camera have in common: which of them is used here, and what their errors mean.

use nokhwa::utils::FrameFormat;

use super::CaptureProblem;
use super::encoding::Encoding;
use super::mode::Mode;

#[cfg(not(target_os = "linux"))]
pub(super) use super::native::{Asking, describe, indices, open};
#[cfg(target_os = "linux")]
pub(super) use linux::{Asking, describe, indices, open};

/// V4L2 devices, or the portal in a sandbox, where there are no devices.
#[cfg(target_os = "linux")]
mod linux {
    use super::{CaptureProblem, Description, Opened};
    use crate::capture::mode::Wanted;
    pub(in crate::capture) use crate::capture::portal::Asking;
    use crate::capture::{portal, v4l2};

    pub(in crate::capture) fn indices() -> Vec<u32> {
        if portal::is_needed() { portal::indices() } else { v4l2::indices() }
    }

    pub(in crate::capture) fn describe(index: u32) -> Result<Description, CaptureProblem> {
        if portal::is_needed() { Ok(portal::describe(index)) } else { v4l2::describe(index) }
    }

    pub(in crate::capture) fn open(
        index: u32,
        wanted: Wanted,
        asking: &mut Asking,
    ) -> Result<Opened, CaptureProblem> {
        if portal::is_needed() { portal::open(index, wanted, asking) } else { v4l2::open(index, wanted) }
    }
}

/// What a camera says of itself.
pub(super) struct Description {
    pub name: String,
    /// What it offers and we can read; empty for devices that are no cameras.
    pub modes: Vec<Mode>,
    /// Something to know before it is used.
    pub problem: Option<CaptureProblem>,
}

/// An open camera that does not stream yet.
pub(super) struct Opened {
    pub camera: nokhwa::Camera,
    pub name: String,
    pub encoding: Encoding,
    pub width: u32,
    pub height: u32,
    pub fps: f32,
}

/// The text of nokhwa's read error when a picture has not come yet. (Its errors carry nothing but text.)
pub(super) const NOT_YET: &str = "no picture yet";

/// A packing as nokhwa calls it.
pub(super) const fn frame_format(encoding: Encoding) -> FrameFormat {
    match encoding {
        Encoding::Yuyv => FrameFormat::YUYV,
        Encoding::Nv12 => FrameFormat::NV12,
        Encoding::Mjpeg => FrameFormat::MJPEG,
        Encoding::Rgb => FrameFormat::RAWRGB,
        Encoding::Bgr => FrameFormat::RAWBGR,
        Encoding::Gray => FrameFormat::GRAY,
    }
}

/// What an error of the driver means to the user. nokhwa gives the system's error number as text at best.
pub(super) fn problem(error: &impl std::fmt::Display) -> CaptureProblem {
    let text = error.to_string();
    match errno(&text) {
        // EPERM, EACCES
        Some(1 | 13) => CaptureProblem::NoPermission,
        // EBUSY
        Some(16) => CaptureProblem::Busy,
        // ENOENT, ENXIO, ENODEV
        Some(2 | 6 | 19) => CaptureProblem::NoCamera,
        Some(_) => CaptureProblem::Other(text),
        None => by_words(text),
    }
}

fn errno(text: &str) -> Option<i32> {
    let after = text.rsplit_once("(os error ")?.1;
    after.split(')').next()?.parse().ok()
}

/// The other systems only have words.
fn by_words(text: String) -> CaptureProblem {
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["denied", "permission", "not authorized", "unauthorized"]) {
        CaptureProblem::NoPermission
    } else if has(&["in use", "busy", "lock"]) {
        CaptureProblem::Busy
    } else if has(&["not found", "no such", "disconnected"]) {
        CaptureProblem::NoCamera
    } else {
        CaptureProblem::Other(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn errors_of_the_system_are_told_apart() {
        let of = |number| problem(&io::Error::from_raw_os_error(number));
        if cfg!(target_os = "linux") {
            assert_eq!(of(13), CaptureProblem::NoPermission);
            assert_eq!(of(16), CaptureProblem::Busy);
            assert_eq!(of(19), CaptureProblem::NoCamera);
            assert!(matches!(of(5), CaptureProblem::Other(text) if text.contains("os error 5")));
        }
    }

    #[test]
    fn words_are_enough_where_there_is_no_number() {
        assert_eq!(problem(&"Access denied by user"), CaptureProblem::NoPermission);
        assert_eq!(problem(&"Device in use by another application"), CaptureProblem::Busy);
        assert_eq!(problem(&"odd"), CaptureProblem::Other("odd".to_owned()));
    }
}
