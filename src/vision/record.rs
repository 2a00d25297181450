//! A read face in the names and units of the command line's JSON, for every place that gives faces to programs.

use serde::Serialize;

use super::Face;
use crate::emotion::{Emotion, EmotionScores};
use crate::frame::{FaceBox, Frame};

/// A face as JSON: `{box: {x, y, width, height}, confidence, emotion, scores: {…}, valence, arousal}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FaceRecord {
    /// Where it is, in whole pixels of the upright picture, at its full size.
    #[serde(rename = "box")]
    pub bounds: PixelBox,
    /// How sure the detector is, 0..=1.
    pub confidence: f32,
    /// The most probable emotion.
    pub emotion: Emotion,
    /// Probabilities of all seven.
    pub scores: EmotionScores,
    /// -1..=1.
    pub valence: f32,
    /// -1..=1.
    pub arousal: f32,
}

/// A box in whole pixels; `x + width` is at most the picture's width, and so downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PixelBox {
    /// First column.
    pub x: u32,
    /// First row.
    pub y: u32,
    /// Columns, at least 1.
    pub width: u32,
    /// Rows, at least 1.
    pub height: u32,
}

impl FaceRecord {
    /// The record of a face on a frame; `None` when it was not read.
    pub fn of(face: &Face, frame: &Frame) -> Option<Self> {
        let reading = face.reading?;
        Some(Self {
            bounds: PixelBox::of(&face.bounds.on_full_size(frame)),
            confidence: face.confidence,
            emotion: reading.emotion,
            scores: reading.scores,
            valence: reading.affect.valence,
            arousal: reading.affect.arousal,
        })
    }
}

impl PixelBox {
    /// Edges to the nearest pixel, of a box that lies on its frame.
    pub fn of(bounds: &FaceBox) -> Self {
        let edges = |start: f32, length: f32| {
            let (first, end) = (start.round().max(0.0), (start + length).round());
            (first as u32, (end - first).max(1.0) as u32)
        };
        let (x, width) = edges(bounds.x, bounds.width);
        let (y, height) = edges(bounds.y, bounds.height);
        Self { x, y, width, height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_ends_with_the_picture_still_does_in_whole_pixels() {
        let bounds = FaceBox { x: 540.3, y: 0.0, width: 99.7, height: 20.4 };
        assert_eq!(PixelBox::of(&bounds), PixelBox { x: 540, y: 0, width: 100, height: 20 });
    }

    #[test]
    fn a_face_that_was_not_read_has_no_record() {
        let bounds = FaceBox { x: 0.0, y: 0.0, width: 9.0, height: 9.0 };
        let frame = Frame::new(10, 10, vec![0; 300]).unwrap();
        assert_eq!(FaceRecord::of(&Face { bounds, confidence: 0.5, reading: None }, &frame), None);
    }
}
