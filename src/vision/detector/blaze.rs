//! BlazeFace (Bazarevsky et al. 2019): two small networks made for webcams, with key points that tell the roll.
//!
//! The short-range network sees a face from about an eighth of the view up to all of it, in a few milliseconds; the full-range
//! one sees faces from an eleventh of the view. Both hold where light is poor and heads are tilted.

mod canvas;
mod net;

use canvas::{Light, View};
use net::{Found, Net, Point, Range, Square};

use super::{Detection, Detector, Search, without_doubles};
use crate::frame::{FaceBox, Frame};
use crate::vision::VisionError;

/// The longest side that is searched as one view. Larger pictures are searched in parts as well, for the faces of groups.
const ONE_VIEW: u32 = 960;
/// The most parts along the longer side.
const MOST_PARTS: u32 = 4;
/// How far a part reaches into its neighbour, in parts of its side: a face lies whole in one of them.
const SHARED: f32 = 0.25;

/// Around the last place of a face the view is this much wider than the face.
const NEIGHBOURHOOD: f32 = 2.0;

/// From which confidence a box is a face, where none was a moment ago. Chosen with `benches/detection_recall.rs`: faces reach
/// 0.76 and more in all but one of 300 varied photographs; cartoons, animals and patterns reach 0.76 at most.
const SURE: f32 = 0.74;

/// A face that was there a moment ago is believed in with less.
const FOLLOWED: f32 = 0.55;

/// A face is near from this part of the frame's shorter side on. With the short-range network's boxes 85.2 % of the
/// laboratory's photographs are read rightly, with the other's 84.3 % (`mien eval faces --detect`, emotion model 0.3.0).
const NEAR: f32 = 0.35;

/// A doubtful box with this part of the frame's shorter side may be a face that fills the frame: the networks want to see what is
/// around a face. It is looked at again with a border of this part of the frame.
const FILLING: f32 = 0.5;
const BORDER: f32 = 0.3;

/// Both networks behind the trait.
pub struct Blaze {
    short: Net,
    full: Net,
}

impl Blaze {
    /// Reads the networks that are built in.
    ///
    /// # Errors
    /// [`VisionError::Detector`] when one is damaged.
    pub fn open() -> Result<Self, VisionError> {
        Ok(Self { short: Net::open(Range::Short)?, full: Net::open(Range::Full)? })
    }

    /// The whole picture and its parts with the full-range network; with the other one as well where that sees nothing, is
    /// in doubt about a box, or sees a face so near that the other one draws the better box.
    fn thorough(&self, frame: &Frame) -> Result<Vec<Detection>, VisionError> {
        let mut found = Vec::new();
        for light in [Light::AsItIs, Light::Lifted] {
            found.extend(look(&self.full, frame, View::whole(frame), light)?);
            for part in parts(frame) {
                found.extend(look(&self.full, frame, part, light)?);
            }
            let near = NEAR * frame.width().min(frame.height()) as f32;
            if found.is_empty() || !found.iter().all(|face| is_sure(face) && face.bounds.width < near) {
                found.extend(look(&self.short, frame, View::whole(frame), light)?);
            }
            if found.iter().any(is_sure) {
                break;
            }
        }
        self.with_filling(frame, found)
    }

    /// The same, with a face that fills the frame.
    fn with_filling(&self, frame: &Frame, mut found: Vec<Detection>) -> Result<Vec<Detection>, VisionError> {
        let large = FILLING * frame.width().min(frame.height()) as f32;
        if !found.iter().any(is_sure) && found.iter().any(|face| face.bounds.width >= large) {
            found.extend(look(&self.short, frame, View::with_border(frame, BORDER), Light::AsItIs)?);
        }
        Ok(found)
    }

    /// The whole frame for faces farther away, and for one before a bright window.
    fn distant(&self, frame: &Frame) -> Result<Vec<Detection>, VisionError> {
        let found = look(&self.full, frame, View::whole(frame), Light::AsItIs)?;
        if found.iter().any(is_sure) {
            Ok(found)
        } else {
            look(&self.short, frame, View::whole(frame), Light::Lifted)
        }
    }
}

impl Detector for Blaze {
    fn detect(&mut self, frame: &Frame, search: Search) -> Result<Vec<Detection>, VisionError> {
        let mut found = match search {
            Search::Thorough => self.thorough(frame)?,
            Search::Quick => {
                let found = look(&self.short, frame, View::whole(frame), Light::AsItIs)?;
                self.with_filling(frame, found)?
            }
            Search::Distant => self.distant(frame)?,
            Search::Around(place) => {
                look(&self.short, frame, View::around(&place, NEIGHBOURHOOD), Light::AsItIs)?
            }
        };
        let least = if matches!(search, Search::Around(_)) { FOLLOWED } else { SURE };
        found.retain(|face| face.confidence >= least);
        Ok(without_doubles(found))
    }
}

fn is_sure(face: &Detection) -> bool {
    face.confidence >= SURE
}

fn look(net: &Net, frame: &Frame, view: View, light: Light) -> Result<Vec<Detection>, VisionError> {
    let square = net.square();
    Ok(net.find(frame, view, light)?.iter().map(|face| detection(face, square)).collect())
}

/// Parts of a large picture that overlap, so that the faces of a group are as large in them as one face in a small picture.
fn parts(frame: &Frame) -> Vec<View> {
    let long = frame.width().max(frame.height());
    if long <= ONE_VIEW {
        return Vec::new();
    }
    let side = long as f32 / long.div_ceil(ONE_VIEW / 2).min(MOST_PARTS) as f32;
    let starts = |length: u32| -> Vec<f32> {
        let room = (length as f32 - side).max(0.0);
        let count = (room / (side * (1.0 - SHARED))).ceil();
        (0..=count as u32).map(|at| if count > 0.0 { room * at as f32 / count } else { 0.0 }).collect()
    };
    let (across, down) = (starts(frame.width()), starts(frame.height()));
    let part = |x: f32, y: f32| View { x, y, width: side, height: side };
    down.iter().flat_map(|&y| across.iter().map(move |&x| part(x, y))).collect()
}

/// The square and the roll from the network's box and eyes.
fn detection(face: &Found, square: Square) -> Detection {
    let [left, right] = face.eyes;
    let roll = (right.y - left.y).atan2(right.x - left.x);
    let side = face.side * square.side;
    let down = face.side * square.lower;
    // Downwards is along the face, not along the picture.
    let centre = Point { x: face.centre.x - down * roll.sin(), y: face.centre.y + down * roll.cos() };
    let bounds = FaceBox { x: centre.x - side / 2.0, y: centre.y - side / 2.0, width: side, height: side };
    Detection { bounds, confidence: face.confidence, roll }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: u32, height: u32) -> Frame {
        Frame::new(width, height, vec![0; (width * height * 3) as usize]).unwrap()
    }

    #[test]
    fn the_parts_of_a_large_picture_cover_it_and_a_small_one_has_none() {
        assert!(parts(&frame(960, 540)).is_empty());
        let parts = parts(&frame(2000, 1000));
        let end = |view: &View| (view.x + view.width, view.y + view.height);
        let (right, bottom) =
            parts.iter().map(end).fold((0.0, 0.0), |a: (f32, f32), b| (a.0.max(b.0), a.1.max(b.1)));
        assert!((right - 2000.0).abs() < 1.0 && (bottom - 1000.0).abs() < 1.0, "{right} {bottom}");
        assert!(parts.iter().all(|part| part.x >= 0.0 && part.y >= 0.0 && part.width <= 500.0));
        for pair in parts.windows(2).filter(|pair| (pair[0].y - pair[1].y).abs() < 1.0) {
            assert!(pair[1].x - pair[0].x <= 500.0 * (1.0 - SHARED) + 1.0);
        }
    }

    #[test]
    fn the_roll_is_read_from_the_eyes() {
        let point = |x: f32, y: f32| Point { x, y };
        let face = Found {
            centre: point(5.0, 5.0),
            side: 10.0,
            eyes: [point(3.0, 3.0), point(7.0, 7.0)],
            confidence: 0.9,
        };
        assert!((detection(&face, Square { side: 1.0, lower: 0.0 }).roll.to_degrees() - 45.0).abs() < 1e-3);
    }
}
