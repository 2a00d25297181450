//! Frames from cameras, pictures and videos, each on a thread of its own.
//!
//! [`Capture`] runs a [`Source`](crate::source::Source); [`cameras`] lists what there is; [`clip`] reads video files.
//! nokhwa and the drivers below it stay inside. Knows nothing of faces, and writes nothing to disk.

#[cfg(target_os = "linux")]
mod backend;
mod camera;
pub mod clip;
mod driver;
mod encoding;
mod files;
mod mode;
#[cfg(not(target_os = "linux"))]
mod native;
mod outlet;
#[cfg(target_os = "linux")]
mod portal;
mod probe;
mod program;
mod source_thread;
#[cfg(target_os = "linux")]
mod v4l2;
mod watch;

pub use encoding::Encoding;
pub use mode::{Mode, Rate};
pub use source_thread::{Capture, Ending};

/// What the source of frames is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CaptureState {
    /// No source, by the user's wish.
    #[default]
    Off,
    /// Asking the device or opening the file.
    Opening,
    /// Frames arrive.
    Live(LiveInfo),
    /// No frames, and why. Cameras are tried again by themselves.
    Failed(CaptureProblem),
    /// A picture or a video was shown to its end.
    Ended,
}

/// What a live source gives.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveInfo {
    /// Name of the camera or file.
    pub name: String,
    /// Columns of a frame.
    pub width: u32,
    /// Rows of a frame.
    pub height: u32,
    /// Nominal frames a second; 0 for a picture.
    pub fps: f32,
    /// What gives the frames.
    pub kind: LiveKind,
}

/// What gives frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveKind {
    /// A camera: somebody sits before it and sees themselves as in a mirror.
    Camera,
    /// A still picture.
    Picture,
    /// A video file.
    Video,
}

/// Why there are no frames.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptureProblem {
    /// No camera is there.
    #[error("No camera found. Plug one in; Mien notices by itself.")]
    NoCamera,
    /// Another program has it.
    #[error("The camera is used by another program. Close it there; Mien tries again by itself.")]
    Busy,
    /// The system does not let us.
    #[error(
        "The system does not let Mien use the camera. Allow it in the privacy settings, or add your user to the group \"video\"."
    )]
    NoPermission,
    /// In a sandbox: the user has not answered the desktop's question yet.
    #[error("Your desktop asks whether Mien may use the camera. Answer there; Mien goes on by itself.")]
    Asked,
    /// It was unplugged while in use.
    #[error("The camera was unplugged. Plug it in again; Mien goes on by itself.")]
    Unplugged,
    /// It is there but sends nothing.
    #[error("The camera sends no picture. Mien tries again; unplugging it and plugging it in may help.")]
    Stalled,
    /// Its pictures cannot be used.
    #[error("The camera's pictures cannot be read ({0}). Another resolution or camera may work.")]
    WrongFormat(String),
    /// A picture or video file cannot be used.
    #[error("{0}")]
    BadFile(String),
    /// Anything else, in the words of the driver.
    #[error("The camera does not work: {0}")]
    Other(String),
}

/// A camera and what can be said of it without switching it on.
#[derive(Clone, Debug, PartialEq)]
pub struct CameraInfo {
    /// Its number, as in `camera:N`.
    pub index: u32,
    /// Its name; empty when it may not be asked.
    pub name: String,
    /// What it offers and Mien can read.
    pub modes: Vec<Mode>,
    /// Why it cannot be used right now.
    pub problem: Option<CaptureProblem>,
}

/// The cameras of this machine, by number. Devices that are no cameras are left out.
pub fn cameras() -> Vec<CameraInfo> {
    let look = |index| match driver::describe(index) {
        Ok(found) if found.modes.is_empty() => None,
        Ok(found) => Some(CameraInfo { index, name: found.name, modes: found.modes, problem: found.problem }),
        Err(CaptureProblem::NoCamera) => None,
        Err(problem) => {
            Some(CameraInfo { index, name: String::new(), modes: Vec::new(), problem: Some(problem) })
        }
    };
    driver::indices().into_iter().filter_map(look).collect()
}
