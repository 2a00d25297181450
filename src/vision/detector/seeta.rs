//! SeetaFace's frontal detector (Wu et al. 2016) as ported by rustface, with what it lacks: searches at several sizes,
//! in poor light, and near the last place.

use rustface::ImageData;

use super::{Detection, Detector, Search, tone, without_doubles, without_doubtful};
use crate::frame::{FaceBox, Frame};
use crate::vision::VisionError;
use crate::vision::gray::{Gray, Region};

/// The detector's weights; licence and provenance in `models/SEETA.md`.
const MODEL: &[u8] = include_bytes!("../../../models/seeta_fd_frontal_v1.0.bin");

/// The side of the detector's window. Smaller pictures cannot be searched.
const WINDOW: u32 = 40;

/// Scores from which a box is a face. Chosen on the 744 laboratory photographs and on pictures without faces with
/// `benches/detection_recall.rs`.
const THRESHOLD: f64 = 3.0;

/// Steps of the search window in pixels: close steps find more, wide ones cost a quarter.
const CLOSE: u32 = 4;
const WIDE: u32 = 8;

/// Long sides of the copies that a thorough search looks at. Faces from 40 pixels are found, so on the largest copy those of
/// a thirty-second of the picture's long side; large ones are found best on the smallest.
const THOROUGH_SIDES: [u32; 3] = [320, 640, 1280];

/// Long side of the copies for live frames.
const QUICK_SIDE: u32 = 320;
const DISTANT_SIDE: u32 = 640;

/// Side of the copy of a face's neighbourhood, which is twice as wide as the face.
const NEIGHBOURHOOD_SIDE: u32 = 104;

/// rustface behind the trait.
pub struct Seeta {
    inner: Box<dyn rustface::Detector>,
}

impl Seeta {
    /// Reads the weights that are built in.
    ///
    /// # Errors
    /// [`VisionError::Detector`] when they are damaged.
    pub fn open() -> Result<Self, VisionError> {
        let model = rustface::read_model(MODEL).map_err(|e| VisionError::Detector(e.to_string()))?;
        let mut inner = rustface::create_detector_with_model(model);
        inner.set_score_thresh(THRESHOLD);
        Ok(Self { inner })
    }

    /// Faces of one copy, in pixels of the copy.
    fn find(&mut self, gray: &Gray, step: u32) -> Vec<Detection> {
        // rustface panics on less than its window.
        if gray.width() <= WINDOW || gray.height() <= WINDOW {
            return Vec::new();
        }
        self.inner.set_slide_window_step(step, step);
        let found = self.inner.detect(&ImageData::new(gray.pixels(), gray.width(), gray.height()));
        found
            .iter()
            .map(|face| {
                let bounds = face.bbox();
                Detection {
                    bounds: FaceBox {
                        x: bounds.x() as f32,
                        y: bounds.y() as f32,
                        width: bounds.width() as f32,
                        height: bounds.height() as f32,
                    },
                    confidence: confidence(face.score()),
                    roll: 0.0,
                }
            })
            .filter(|face| face.bounds.width > 0.0 && face.bounds.height > 0.0)
            .collect()
    }

    /// Faces of a part of a picture, searched at a size of `side` for its longer side, in pixels of the picture.
    fn find_in(
        &mut self,
        gray: &Gray,
        region: Region,
        side: u32,
        step: u32,
    ) -> Result<Vec<Detection>, VisionError> {
        let scale = side as f32 / region.width.max(region.height) as f32;
        let copy = scaled(&gray.part(region), scale)?;
        let copy = if tone::is_dark(&copy) { copy.mapped(&tone::stretching(&copy)) } else { copy };
        let origin = (region.x as f32, region.y as f32);
        Ok(self.find(&copy, step).into_iter().map(|face| moved(face, scale, origin)).collect())
    }

    /// Faces of the whole picture at all sizes.
    fn find_all(&mut self, gray: &Gray) -> Result<Vec<Detection>, VisionError> {
        let long = gray.width().max(gray.height());
        let mut found = Vec::new();
        for side in THOROUGH_SIDES {
            if side == THOROUGH_SIDES[0] {
                // A border lets the window lie across the edge, where a face that fills the picture is cut.
                found.extend(self.find_in(gray, with_border(gray), side, CLOSE)?);
            } else if side <= long {
                found.extend(self.find_in(gray, whole(gray), side, CLOSE)?);
            }
        }
        Ok(found)
    }

    fn thorough(&mut self, frame: &Frame) -> Result<Vec<Detection>, VisionError> {
        let [.., largest] = THOROUGH_SIDES;
        let full = Gray::of(frame);
        let scale = (largest as f32 / full.width().max(full.height()) as f32).min(1.0);
        let gray = if scale < 1.0 { scaled(&full, scale)? } else { full };
        let mut found = self.find_all(&gray)?;
        if found.is_empty() {
            found = self.find_all(&gray.mapped(&tone::lifting(&gray)))?;
        }
        Ok(found.into_iter().map(|face| moved(face, scale, (0.0, 0.0))).collect())
    }
}

impl Detector for Seeta {
    fn detect(&mut self, frame: &Frame, search: Search) -> Result<Vec<Detection>, VisionError> {
        let mut found = match search {
            Search::Thorough => self.thorough(frame)?,
            Search::Quick => {
                let gray = Gray::of(frame);
                self.find_in(&gray, whole(&gray), QUICK_SIDE, CLOSE)?
            }
            Search::Distant => {
                let gray = Gray::of(frame);
                self.find_in(&gray, whole(&gray), DISTANT_SIDE, WIDE)?
            }
            Search::Around(place) => {
                let region = neighbourhood(&place);
                let gray = Gray::part_of(frame, region);
                let inside = Region { x: 0, y: 0, ..region };
                let origin = (region.x as f32, region.y as f32);
                let found = self.find_in(&gray, inside, NEIGHBOURHOOD_SIDE, CLOSE)?;
                found.into_iter().map(|face| moved(face, 1.0, origin)).collect()
            }
        };
        let (width, height) = (frame.width(), frame.height());
        found.retain(|face| mostly_visible(face, width, height));
        Ok(without_doubtful(without_doubles(found)))
    }
}

/// A face of a copy at `scale` whose corner lies at `origin`, in pixels of the original.
fn moved(face: Detection, scale: f32, (x, y): (f32, f32)) -> Detection {
    let FaceBox { x: left, y: top, width, height } = face.bounds;
    let bounds =
        FaceBox { x: x + left / scale, y: y + top / scale, width: width / scale, height: height / scale };
    Detection { bounds, ..face }
}

fn scaled(gray: &Gray, scale: f32) -> Result<Gray, VisionError> {
    let length = |pixels: u32| ((pixels as f32 * scale).round() as u32).max(1);
    gray.resized(length(gray.width()), length(gray.height()))
}

fn whole(gray: &Gray) -> Region {
    Region { x: 0, y: 0, width: gray.width(), height: gray.height() }
}

fn with_border(gray: &Gray) -> Region {
    let border = gray.width().max(gray.height()) / 8;
    let offset = -i64::from(border);
    Region { x: offset, y: offset, width: gray.width() + 2 * border, height: gray.height() + 2 * border }
}

/// Where a face may be a tenth of a second after it was at `place`: half a side further in each direction.
fn neighbourhood(place: &FaceBox) -> Region {
    let side = place.width.max(place.height).max(1.0);
    let (x, y) = place.center();
    let length = (2.0 * side).ceil();
    Region {
        x: (x - length / 2.0).floor() as i64,
        y: (y - length / 2.0).floor() as i64,
        width: length as u32,
        height: length as u32,
    }
}

/// Is at least half of the box on the frame? On the border of copies the rest is repeated pixels.
fn mostly_visible(face: &Detection, width: u32, height: u32) -> bool {
    let area = face.bounds.width * face.bounds.height;
    face.bounds.clipped(width, height).is_some_and(|part| part.width * part.height > 0.5 * area)
}

/// rustface's score, a sum over the windows that agree, as a number from 0 to 1. Not a probability: it orders boxes.
fn confidence(score: f64) -> f32 {
    (1.0 - (-score / SURE).exp()) as f32
}

/// The score at which the confidence is 63 %.
const SURE: f64 = 8.0;
