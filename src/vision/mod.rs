//! From frames to faces, from faces to emotions, from emotions to one calm listener mood.
//!
//! [`Analyzer`] reads every face of a frame. [`worker`] runs on live frames on a thread of its own and reads the
//! listener only. Knows nothing of where frames come from, nor of music.

mod analyzer;
pub mod detector;
pub mod gray;
pub mod hint;
mod listener;
pub mod live;
pub mod metrics;
pub mod model;
pub mod mood_tracker;
pub mod record;
pub mod worker;

use std::sync::Arc;
use std::time::Duration;

pub use analyzer::Analyzer;
pub use hint::Hint;
pub use live::Live;
pub use mood_tracker::MoodTracker;
pub use worker::{VisionMessage, VisionRequest, Worker, WorkerConfig, WorkerHandle};

use crate::affect::Affect;
use crate::emotion::{BadScores, Emotion, EmotionScores};
use crate::frame::{FaceBox, Frame};

/// A face on a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Where it is, clipped to the frame.
    pub bounds: FaceBox,
    /// How sure the detector is that this is a face, 0..=1.
    pub confidence: f32,
    /// What it shows; `None` for faces that are not read (live, people beside the listener).
    pub reading: Option<Reading>,
}

/// What a face shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Probabilities from the model.
    pub scores: EmotionScores,
    /// The most probable emotion.
    pub emotion: Emotion,
    /// The place on the plane, blended by probability.
    pub affect: Affect,
}

/// What was seen on one frame.
#[derive(Clone, Debug)]
pub struct Report {
    /// The frame the boxes belong to.
    pub frame: Arc<Frame>,
    /// All faces.
    pub faces: Vec<Face>,
    /// Index in `faces` of the listener.
    pub listener: Option<usize>,
    /// What the listener could change to be read better.
    pub hint: Option<Hint>,
    /// Scores of the listener smoothed over about 3 s, for display.
    pub shown: Option<EmotionScores>,
    /// Time spent on this frame.
    pub cost: Duration,
}

/// Why a frame could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum VisionError {
    /// The detector's weights cannot be read.
    #[error("The face detector cannot be used: {0}. Installing Mien again helps.")]
    Detector(String),
    /// The model's contract asks for what this version cannot do.
    #[error("The emotion model's contract cannot be used: {0}. Installing Mien again helps.")]
    Contract(String),
    /// The network is damaged, or failed.
    #[error("The emotion model does not work: {0}.")]
    Network(String),
    /// The network gave no probabilities.
    #[error("The emotion model gave an answer that is none: {0}.")]
    Scores(#[from] BadScores),
    /// A part of a frame could not be prepared.
    #[error("A part of the picture could not be prepared: {0}.")]
    Resize(String),
    /// The system gave no thread.
    #[error("Mien could not start looking at pictures: {0}.")]
    Thread(#[from] std::io::Error),
}
