//! Frames from cameras, pictures and videos, each on a thread of its own.

pub mod clip;
mod probe;
mod program;

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
