//! Finding faces on frames.
//!
//! Knows what a detector is asked and what it answers; which one answers is chosen in the settings.

mod blaze;
mod seeta;
mod tone;

use super::VisionError;
use crate::frame::{FaceBox, Frame};
use crate::settings;

/// A face that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// A square around the face from brows to chin; may reach beyond the frame.
    pub bounds: FaceBox,
    /// How sure the detector is, 0..=1.
    pub confidence: f32,
    /// How far the head is tilted, in radians, clockwise on the picture; 0 when the detector cannot tell.
    pub roll: f32,
}

/// How to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Search {
    /// Every face, at any size, in poor light as well: for pictures, where nobody waits for the next frame.
    Thorough,
    /// The whole frame in a few milliseconds, for live frames: faces above a sixth of the frame's height.
    Quick,
    /// The whole frame, faces from a twelfth of its height: for now and then, while nobody is seen.
    Distant,
    /// A face near a place where it was a moment ago.
    Around(FaceBox),
}

/// Finds faces; opened on the thread that uses it.
pub trait Detector {
    /// All faces that the search finds, without doubles, surest first.
    ///
    /// # Errors
    /// [`VisionError`] when the frame cannot be prepared; never a made-up answer.
    fn detect(&mut self, frame: &Frame, search: Search) -> Result<Vec<Detection>, VisionError>;
}

/// Opens the detector of the settings.
///
/// # Errors
/// [`VisionError::Detector`] when its model cannot be read.
pub fn open(kind: settings::Detector) -> Result<Box<dyn Detector>, VisionError> {
    match kind {
        settings::Detector::Blaze => Ok(Box::new(blaze::Blaze::open()?)),
        settings::Detector::Seeta => Ok(Box::new(seeta::Seeta::open()?)),
    }
}

/// Keeps the surest of boxes that lie on the same face: those that overlap (`IoU` above 0.3), and those inside another
/// one, which a mouth or an eye taken for a small face is.
pub fn without_doubles(mut found: Vec<Detection>) -> Vec<Detection> {
    const SAME_FACE: f32 = 0.3;
    const INSIDE: f32 = 0.7;
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut kept: Vec<Detection> = Vec::new();
    for face in found {
        let double = kept.iter().any(|k| {
            k.bounds.iou(&face.bounds) > SAME_FACE || overlap_of_smaller(&k.bounds, &face.bounds) > INSIDE
        });
        if !double {
            kept.push(face);
        }
    }
    kept
}

/// Beside a face that is sure, drops what hardly looks like one: a print on a shirt, a pattern on the wall. Alone, a
/// doubtful box is kept, as a face that is turned or in poor light looks no better.
pub fn without_doubtful(mut found: Vec<Detection>) -> Vec<Detection> {
    const SURE: f32 = 0.6;
    const DOUBTFUL: f32 = 0.55;
    if found.iter().any(|face| face.confidence >= SURE) {
        found.retain(|face| face.confidence >= DOUBTFUL);
    }
    found
}

/// The part of the smaller box that lies on the other, 0..=1.
fn overlap_of_smaller(a: &FaceBox, b: &FaceBox) -> f32 {
    let iou = a.iou(b);
    let (area_a, area_b) = (a.width * a.height, b.width * b.height);
    let both = iou * (area_a + area_b) / (1.0 + iou);
    both / area_a.min(area_b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f32, side: f32, confidence: f32) -> Detection {
        Detection { bounds: FaceBox { x, y: 0.0, width: side, height: side }, confidence, roll: 0.0 }
    }

    #[test]
    fn the_surest_of_overlapping_boxes_stays() {
        let kept =
            without_doubles(vec![square(0.0, 10.0, 0.5), square(2.0, 10.0, 0.9), square(50.0, 10.0, 0.6)]);
        assert_eq!(kept, [square(2.0, 10.0, 0.9), square(50.0, 10.0, 0.6)]);
    }

    #[test]
    fn a_small_box_inside_a_face_is_no_second_face() {
        let kept = without_doubles(vec![square(0.0, 40.0, 0.9), square(5.0, 10.0, 0.8)]);
        assert_eq!(kept, [square(0.0, 40.0, 0.9)]);
    }

    #[test]
    fn a_print_on_a_shirt_is_no_second_face_but_a_doubtful_face_alone_stays() {
        let doubtful = square(50.0, 30.0, 0.4);
        assert_eq!(without_doubtful(vec![square(0.0, 10.0, 0.95), doubtful]), [square(0.0, 10.0, 0.95)]);
        assert_eq!(without_doubtful(vec![doubtful]), [doubtful]);
    }

    #[test]
    fn neighbours_stay_apart() {
        let both = vec![square(0.0, 10.0, 0.9), square(9.0, 10.0, 0.8)];
        assert_eq!(without_doubles(both.clone()), both);
    }
}
