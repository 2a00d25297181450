//! From frames to faces, from faces to emotions, from emotions to one calm listener mood.

use std::sync::Arc;
use std::time::Duration;

use crate::affect::Affect;
use crate::emotion::{Emotion, EmotionScores};
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
    /// Scores of the listener smoothed over about 3 s, for display.
    pub shown: Option<EmotionScores>,
    /// CPU time spent on this frame.
    pub cost: Duration,
}
