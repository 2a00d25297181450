//! One picture from a source, and boxes on it.
//!
//! Frames live in memory only: nothing here can write one to disk, and nothing should.

use std::sync::Arc;

use serde::Serialize;

/// An 8-bit RGB picture with its place in the stream.
#[derive(Clone)]
pub struct Frame {
    /// Counts up within a source, from 0.
    pub id: u64,
    /// Which opening of which source this came from; late frames of an old source are dropped by it.
    pub epoch: u64,
    /// Seconds since the source started (a camera) or began (a video); 0 for a picture.
    pub time_secs: f64,
    width: u32,
    height: u32,
    /// Columns and rows of the picture this was made from.
    full_size: (u32, u32),
    // Not `Arc<[u8]>`: that would copy each picture once more.
    rgb: Arc<Vec<u8>>,
}

impl Frame {
    /// A frame of `width * height * 3` bytes, rows top to bottom, no padding.
    ///
    /// # Errors
    /// [`BadFrame`] when a side is zero or the bytes do not fit the sides.
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self, BadFrame> {
        let expected = width as usize * height as usize * 3;
        if expected == 0 || rgb.len() != expected {
            return Err(BadFrame { width, height, bytes: rgb.len() });
        }
        let full_size = (width, height);
        Ok(Self { id: 0, epoch: 0, time_secs: 0.0, width, height, full_size, rgb: Arc::new(rgb) })
    }

    /// The same, made from a picture of more columns and rows.
    #[must_use]
    pub fn with_full_size(self, full_size: (u32, u32)) -> Self {
        Self { full_size, ..self }
    }

    /// The same picture at a place in a stream.
    #[must_use]
    pub fn at(self, epoch: u64, id: u64, time_secs: f64) -> Self {
        Self { id, epoch, time_secs, ..self }
    }

    /// Columns.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Columns and rows of the picture this was made from: more than its own when a large one was decoded at a fraction.
    pub const fn full_size(&self) -> (u32, u32) {
        self.full_size
    }

    /// Is it the very same picture, at whatever time? (Not: one that looks the same.)
    pub fn is_picture_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rgb, &other.rgb)
    }

    /// Bytes: `[row][column][r, g, b]`.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Frame({}.{} {}x{} at {:.2} s)",
            self.epoch, self.id, self.width, self.height, self.time_secs
        )
    }
}

/// Bytes that do not make a picture of the given size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{bytes} bytes do not make an RGB picture of {width} by {height}")]
pub struct BadFrame {
    /// Columns asked for.
    pub width: u32,
    /// Rows asked for.
    pub height: u32,
    /// Bytes given.
    pub bytes: usize,
}

/// A rectangle in pixels of its frame; `x`, `y` is the top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FaceBox {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, above 0.
    pub width: f32,
    /// Height, above 0.
    pub height: f32,
}

impl FaceBox {
    /// Intersection over union, 0 (apart) to 1 (equal).
    pub fn iou(&self, other: &Self) -> f32 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        if width <= 0.0 || height <= 0.0 {
            return 0.0;
        }
        let both = width * height;
        both / (self.width * self.height + other.width * other.height - both)
    }

    /// The part that lies on a picture of this size; `None` when nothing does.
    pub fn clipped(&self, width: u32, height: u32) -> Option<Self> {
        let (left, top) = (self.x.max(0.0), self.y.max(0.0));
        let right = (self.x + self.width).min(width as f32);
        let bottom = (self.y + self.height).min(height as f32);
        (right > left && bottom > top).then_some(Self {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
        })
    }

    /// The box on the picture that a frame was made from.
    #[must_use]
    pub fn on_full_size(&self, frame: &Frame) -> Self {
        let across = frame.full_size.0 as f32 / frame.width as f32;
        let down = frame.full_size.1 as f32 / frame.height as f32;
        Self { x: self.x * across, y: self.y * down, width: self.width * across, height: self.height * down }
    }

    /// The middle of the box.
    pub const fn center(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_must_fit_the_sides() {
        assert!(Frame::new(2, 2, vec![0; 12]).is_ok());
        assert!(Frame::new(2, 2, vec![0; 11]).is_err());
        assert!(Frame::new(0, 2, vec![]).is_err());
    }

    #[test]
    fn a_box_is_found_again_on_the_larger_picture() {
        let frame = Frame::new(2, 2, vec![0; 12]).unwrap().with_full_size((8, 6));
        let face = FaceBox { x: 1.0, y: 1.0, width: 1.0, height: 1.0 };
        assert_eq!(face.on_full_size(&frame), FaceBox { x: 4.0, y: 3.0, width: 4.0, height: 3.0 });
    }

    #[test]
    fn overlap_is_measured_as_iou() {
        let a = FaceBox { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
        let b = FaceBox { x: 5.0, ..a };
        assert!((a.iou(&b) - 1.0 / 3.0).abs() < 1e-6);
        assert!(a.iou(&FaceBox { x: 20.0, ..a }) < 1e-9);
    }

    #[test]
    fn clipping_keeps_what_is_on_the_picture() {
        let face = FaceBox { x: -5.0, y: 8.0, width: 10.0, height: 10.0 };
        assert_eq!(face.clipped(20, 10), Some(FaceBox { x: 0.0, y: 8.0, width: 5.0, height: 2.0 }));
        assert_eq!(face.clipped(20, 8), None);
    }
}
