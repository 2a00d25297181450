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

/// As [`gray_crop`], of the frame turned back by `roll` (radians, clockwise) about `pivot`: the face stands upright.
///
/// Large crops are shrunk before they are turned, to a few times `side`, so that turning costs the same for each.
///
/// # Errors
/// As [`gray_crop`].
pub fn upright_crop(
    frame: &Frame,
    crop: &FaceBox,
    pivot: (f32, f32),
    roll: f32,
    side: u32,
) -> Result<Gray, VisionError> {
    const FINER: f32 = 3.0;
    let (sin, cos) = roll.sin_cos();
    let turned = |(x, y): (f32, f32)| {
        let (dx, dy) = (x - pivot.0, y - pivot.1);
        (pivot.0 + dx * cos - dy * sin, pivot.1 + dx * sin + dy * cos)
    };
    let size = crop.width.max(crop.height);
    let (x, y) = turned(crop.center());
    // The square that holds the crop at any angle.
    let reach = size * std::f32::consts::FRAC_1_SQRT_2;
    let around = FaceBox { x: x - reach, y: y - reach, width: 2.0 * reach, height: 2.0 * reach };
    let scale = (FINER * side as f32 / size).min(1.0);
    let length = (2.0 * reach * scale).ceil().max(1.0);
    let level = gray_crop(frame, &around, length as u32)?;
    let scale = length / (2.0 * reach);
    let fine = ((size * scale).round() as u32).max(1);
    let step = size * scale / fine as f32;
    let middle = length / 2.0;
    let pixels = (0..fine * fine).map(|at| {
        let along = |index: u32| (index as f32 + 0.5 - fine as f32 / 2.0) * step;
        let (dx, dy) = (along(at % fine), along(at / fine));
        level.between(middle + dx * cos - dy * sin - 0.5, middle + dx * sin + dy * cos - 0.5)
    });
    let upright = Gray::new(fine, fine, pixels.collect());
    let upright = upright.ok_or_else(|| VisionError::Resize("a crop of nothing".to_owned()))?;
    let whole = f64::from(fine);
    upright.resized_part([0.0, 0.0, whole, whole], side, side)
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

    /// A picture that is dark above a line through its middle and bright below, the line falling by `roll` to the right.
    fn edge(roll: f32) -> Frame {
        let pixel = |at: u32| {
            let (x, y) = ((at % 200) as f32 - 100.0, (at / 200) as f32 - 100.0);
            if y * roll.cos() - x * roll.sin() > 0.0 { 200 } else { 40 }
        };
        Frame::new(200, 200, (0..200 * 200).flat_map(|at| [pixel(at); 3]).collect::<Vec<u8>>()).unwrap()
    }

    #[test]
    fn a_tilted_face_stands_upright_in_the_crop() {
        let crop = FaceBox { x: 60.0, y: 60.0, width: 80.0, height: 80.0 };
        for degrees in [-45.0f32, -20.0, 30.0, 45.0] {
            let roll = degrees.to_radians();
            let gray = upright_crop(&edge(roll), &crop, crop.center(), roll, 16).unwrap();
            let row = |y: usize| &gray.pixels()[y * 16..(y + 1) * 16];
            assert!(row(6).iter().all(|&p| p < 60) && row(9).iter().all(|&p| p > 180), "{degrees}: {gray:?}");
        }
    }

    #[test]
    fn a_crop_turned_by_nothing_is_nearly_the_plain_one() {
        let frame = edge(0.3);
        let crop = FaceBox { x: 50.0, y: 40.0, width: 96.0, height: 96.0 };
        let plain = gray_crop(&frame, &crop, 48).unwrap();
        let turned = upright_crop(&frame, &crop, crop.center(), 0.0, 48).unwrap();
        let differences = plain.pixels().iter().zip(turned.pixels()).map(|(a, b)| f32::from(a.abs_diff(*b)));
        assert!(differences.sum::<f32>() / (48.0 * 48.0) < 3.0);
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
