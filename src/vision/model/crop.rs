//! From a frame and a crop to the network's gray picture, byte for byte as the training code makes it.

use crate::frame::{FaceBox, Frame};
use crate::vision::VisionError;
use crate::vision::gray::{Gray, Region};

/// The part of the frame inside `crop` as a gray picture of `side` by `side`.
///
/// Outside the frame its edge pixels repeat by whole pixels; the resize filter looks at what surrounds the crop, as Pillow's
/// does with `box=`.
///
/// # Errors
/// [`VisionError::Resize`] when the crop is no square on or about the frame.
pub fn gray_crop(frame: &Frame, crop: &FaceBox, side: u32) -> Result<Gray, VisionError> {
    let across = Span::new(f64::from(crop.x), f64::from(crop.width), frame.width(), side)?;
    let down = Span::new(f64::from(crop.y), f64::from(crop.height), frame.height(), side)?;
    let region = Region { x: across.from, y: down.from, width: across.length(), height: down.length() };
    let part = [across.start - across.from as f64, down.start - down.from as f64, across.size, down.size];
    Gray::part_of(frame, region).resized_part(part, side, side)
}

/// The crop along one axis, and the whole pixels that the filter sees.
struct Span {
    start: f64,
    size: f64,
    from: i64,
    to: i64,
}

impl Span {
    fn new(start: f64, size: f64, length: u32, side: u32) -> Result<Self, VisionError> {
        // A crop of a thousand frames' width is no crop but a mistake, and would eat the memory.
        let most = 1000.0 * f64::from(length);
        if !(start.abs() <= most && size > 0.0 && size <= most) {
            return Err(VisionError::Resize(format!("a crop at {start} of {size} on {length} pixels")));
        }
        let end = start + size;
        // The repeated edge ends with the crop, so the filter sees nothing beyond either.
        let first = start.floor().min(0.0) as i64;
        let last = end.ceil().max(f64::from(length)) as i64;
        let reach = (size / f64::from(side)).max(1.0).ceil() as i64 + 1;
        let from = (start.floor() as i64 - reach).max(first);
        let to = (end.ceil() as i64 + reach).min(last);
        Ok(Self { start, size, from, to })
    }

    fn length(&self) -> u32 {
        (self.to - self.from).max(1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_of_the_size_of_the_input_is_taken_as_it_is() {
        let rgb: Vec<u8> = (0..64u8).flat_map(|p| [p; 3]).collect();
        let frame = Frame::new(8, 8, rgb).unwrap();
        let crop = FaceBox { x: 2.0, y: 1.0, width: 4.0, height: 4.0 };
        let gray = gray_crop(&frame, &crop, 4).unwrap();
        assert_eq!(gray.pixels()[..5], [10, 11, 12, 13, 18]);
    }

    #[test]
    fn beyond_the_frame_its_edge_repeats() {
        let frame = Frame::new(2, 2, vec![9; 12]).unwrap();
        let crop = FaceBox { x: -30.5, y: -3.0, width: 60.0, height: 60.0 };
        assert!(gray_crop(&frame, &crop, 48).unwrap().pixels().iter().all(|&p| p == 9));
    }

    #[test]
    fn absurd_crops_are_errors() {
        let frame = Frame::new(2, 2, vec![9; 12]).unwrap();
        for (x, side) in [(0.0, 0.0), (f32::NAN, 2.0), (0.0, 1e9), (0.0, f32::INFINITY)] {
            let crop = FaceBox { x, y: 0.0, width: side, height: side };
            assert!(gray_crop(&frame, &crop, 48).is_err(), "{crop:?}");
        }
    }
}
