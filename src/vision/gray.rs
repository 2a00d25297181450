//! Gray pictures: what the detector searches and the model reads.

use fast_image_resize::images::{Image, ImageRef, TypedImage, TypedImageRef};
use fast_image_resize::pixels::U16;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::VisionError;
use crate::frame::Frame;

/// An 8-bit gray picture, rows top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gray {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

/// A rectangle of whole pixels; may reach beyond the picture it is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Left edge.
    pub x: i64,
    /// Top edge.
    pub y: i64,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Gray {
    /// A picture of `width * height` bytes; `None` when they do not fit the sides or a side is zero.
    pub fn new(width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        let expected = width as usize * height as usize;
        (expected > 0 && pixels.len() == expected).then_some(Self { width, height, pixels })
    }

    /// The whole frame.
    pub fn of(frame: &Frame) -> Self {
        let pixels = frame.rgb().as_chunks::<3>().0.iter().copied().map(luma).collect();
        Self { width: frame.width(), height: frame.height(), pixels }
    }

    /// A part of the frame; what lies outside repeats the nearest edge pixel. Sides of zero are taken as one.
    pub fn part_of(frame: &Frame, region: Region) -> Self {
        let (pixels, _) = frame.rgb().as_chunks::<3>();
        cut(frame.width(), frame.height(), region, |at| luma(pixels[at]))
    }

    /// A part of this picture; what lies outside repeats the nearest edge pixel. Sides of zero are taken as one.
    #[must_use]
    pub fn part(&self, region: Region) -> Self {
        cut(self.width, self.height, region, |at| self.pixels[at])
    }

    /// Columns, at least 1.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Rows, at least 1.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Bytes: `[row][column]`.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The brightness between pixels, by linear interpolation; beyond the edge it repeats.
    pub fn between(&self, x: f32, y: f32) -> u8 {
        let (x, y) = (x.clamp(0.0, (self.width - 1) as f32), y.clamp(0.0, (self.height - 1) as f32));
        let (left, top) = (x as u32, y as u32);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (fx, fy) = (x - left as f32, y - top as f32);
        let at = |x: u32, y: u32| f32::from(self.pixels[(y * self.width + x) as usize]);
        let upper = at(left, top) * (1.0 - fx) + at(right, top) * fx;
        let lower = at(left, bottom) * (1.0 - fx) + at(right, bottom) * fx;
        (upper * (1.0 - fy) + lower * fy).round() as u8
    }

    /// Each pixel through a table.
    #[must_use]
    pub fn mapped(&self, table: &[u8; 256]) -> Self {
        Self { pixels: self.pixels.iter().map(|&p| table[usize::from(p)]).collect(), ..*self }
    }

    /// The whole picture at another size, quickly: with a triangle filter as wide as the shrinking asks for.
    ///
    /// # Errors
    /// [`VisionError::Resize`] when a side is zero.
    pub fn resized(&self, width: u32, height: u32) -> Result<Self, VisionError> {
        let mut target = Image::new(width, height, PixelType::U8);
        let source = ImageRef::new(self.width, self.height, &self.pixels, PixelType::U8).map_err(unusable)?;
        Resizer::new().resize(&source, &mut target, &triangle()).map_err(unusable)?;
        Self::new(width, height, target.into_vec()).ok_or_else(|| unusable("a side of nothing"))
    }

    /// The part inside `[left, top, width, height]` (fractions of pixels allowed, inside the picture) at another size,
    /// as Pillow's `resize(BILINEAR, box=…)` does it: along the rows first, rounded, then along the columns.
    ///
    /// # Errors
    /// [`VisionError::Resize`] when the part does not lie inside the picture or a side is zero.
    pub fn resized_part(&self, part: [f64; 4], width: u32, height: u32) -> Result<Self, VisionError> {
        let [left, top, part_width, part_height] = part;
        // Bytes in 16-bit pixels: the weights of 8-bit ones are too coarse and move a fifth of the pixels by one.
        let wide: Vec<U16> = self.pixels.iter().map(|&p| U16::new(u16::from(p))).collect();
        let source = TypedImageRef::new(self.width, self.height, &wide).map_err(unusable)?;
        let mut rows = TypedImage::<U16>::new(width, self.height);
        let mut target = TypedImage::<U16>::new(width, height);
        let mut resizer = Resizer::new();
        let across = triangle().crop(left, 0.0, part_width, f64::from(self.height));
        resizer.resize_typed(&source, &mut rows, &across).map_err(unusable)?;
        let down = triangle().crop(0.0, top, f64::from(width), part_height);
        resizer.resize_typed(&rows, &mut target, &down).map_err(unusable)?;
        let pixels = target.pixels().iter().map(|p| p.0.min(255) as u8).collect();
        Self::new(width, height, pixels).ok_or_else(|| unusable("a side of nothing"))
    }
}

/// ITU-R BT.601 weights in whole numbers, halves up; the training code computes the same.
fn luma([r, g, b]: [u8; 3]) -> u8 {
    ((299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b) + 500) / 1000) as u8
}

fn triangle() -> ResizeOptions {
    ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
}

fn unusable(reason: impl std::fmt::Display) -> VisionError {
    VisionError::Resize(reason.to_string())
}

fn cut(width: u32, height: u32, region: Region, pixel: impl Fn(usize) -> u8) -> Gray {
    let (out_width, out_height) = (region.width.max(1), region.height.max(1));
    let mut pixels = Vec::with_capacity(out_width as usize * out_height as usize);
    for row in 0..i64::from(out_height) {
        let y = (region.y + row).clamp(0, i64::from(height) - 1) as usize;
        for column in 0..i64::from(out_width) {
            let x = (region.x + column).clamp(0, i64::from(width) - 1) as usize;
            pixels.push(pixel(y * width as usize + x));
        }
    }
    Gray { width: out_width, height: out_height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gray_is_rounded_half_up() {
        let frame = Frame::new(3, 1, vec![255, 0, 0, 0, 255, 0, 10, 20, 250]).unwrap();
        assert_eq!(Gray::of(&frame).pixels(), [76, 150, 43]);
    }

    #[test]
    fn a_part_beyond_the_edge_repeats_it() {
        let gray = Gray::new(2, 2, vec![1, 2, 3, 4]).unwrap();
        let part = gray.part(Region { x: -1, y: 1, width: 4, height: 2 });
        assert_eq!(part.pixels(), [3, 3, 4, 4, 3, 3, 4, 4]);
    }

    #[test]
    fn shrinking_averages() {
        let gray = Gray::new(4, 1, vec![0, 100, 100, 200]).unwrap();
        assert_eq!(gray.resized(1, 1).unwrap().pixels(), [100]);
    }

    #[test]
    fn a_part_outside_is_an_error() {
        let gray = Gray::new(2, 2, vec![0; 4]).unwrap();
        assert!(gray.resized_part([1.0, 0.0, 2.0, 2.0], 4, 4).is_err());
    }
}
