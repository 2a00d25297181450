//! The networks' input: a part of a frame, letterboxed, colours from -1 to 1.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::net::Point;
use crate::frame::{FaceBox, Frame};
use crate::vision::VisionError;
use crate::vision::detector::tone;
use crate::vision::gray::Gray;

/// Red, green and blue.
pub const CHANNELS: usize = 3;

/// A rectangle of a frame in pixels, which may reach beyond it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, above 0.
    pub width: f32,
    /// Height, above 0.
    pub height: f32,
}

/// How the light of the picture is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Dark pictures are brightened.
    AsItIs,
    /// Shadows are lifted, for a face before a bright window.
    Lifted,
}

/// Width and height of a canvas in pixels, both even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// Pixels of the canvas over pixels of the frame when the whole view is on it.
    pub fn scale(self, view: &View) -> f32 {
        (self.width as f32 / view.width).min(self.height as f32 / view.height)
    }
}

/// What a convolution with a stride of two sees at each of its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Pixels along each side.
    pub side: usize,
    /// How many of them lie before the place.
    pub before: usize,
}

/// A picture with the way back to the frame.
pub struct Canvas {
    size: Size,
    /// `[channel][row][column]`, -1..=1.
    values: Vec<f32>,
    /// Pixels of the canvas over pixels of the frame.
    scale: f32,
    /// The frame's pixel at the canvas's corner.
    corner: Point,
}

impl View {
    /// All of the frame.
    pub fn whole(frame: &Frame) -> Self {
        Self { x: 0.0, y: 0.0, width: frame.width() as f32, height: frame.height() as f32 }
    }

    /// All of the frame with a border, a part of its sides, around it.
    pub fn with_border(frame: &Frame, part: f32) -> Self {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let around = 1.0 + 2.0 * part;
        Self { x: -part * width, y: -part * height, width: around * width, height: around * height }
    }

    /// A square about a face, `times` as wide.
    pub fn around(face: &FaceBox, times: f32) -> Self {
        let side = face.width.max(face.height) * times;
        let (x, y) = face.center();
        Self { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side }
    }
}

impl Canvas {
    /// The view in the middle of a canvas; what lies beside it or beyond the frame is black. `None` when nothing of the
    /// frame is in view.
    ///
    /// # Errors
    /// [`VisionError::Resize`] when the resizing fails.
    pub fn of(frame: &Frame, view: View, size: Size, light: Light) -> Result<Option<Self>, VisionError> {
        let scale = size.scale(&view);
        let Size { width, height } = size;
        let corner = Point {
            x: view.x - (width as f32 / scale - view.width) / 2.0,
            y: view.y - (height as f32 / scale - view.height) / 2.0,
        };
        let across = Span::new(view.x, view.width, frame.width(), corner.x, scale, width);
        let down = Span::new(view.y, view.height, frame.height(), corner.y, scale, height);
        let (Some(across), Some(down)) = (across, down) else { return Ok(None) };
        let rgb = resized(frame, &across, &down)?;
        let rgb = lit(rgb, &across, &down, light);
        let plane = (width * height) as usize;
        let mut values = vec![-1.0; CHANNELS * plane];
        for (row, line) in rgb.chunks_exact(across.length as usize * 3).enumerate() {
            for (column, pixel) in line.as_chunks::<3>().0.iter().enumerate() {
                let at = (down.first as usize + row) * width as usize + across.first as usize + column;
                for (channel, &value) in pixel.iter().enumerate() {
                    values[channel * plane + at] = f32::from(value) / 127.5 - 1.0;
                }
            }
        }
        Ok(Some(Self { size, values, scale, corner }))
    }

    /// `[channel][row of the window][column of the window][row][column]`: each pixel of the window at every second pixel of
    /// the canvas along both axes; beyond its edges 0.
    pub fn patches(&self, window: Window) -> Vec<f32> {
        let (width, height) = (self.size.width as usize, self.size.height as usize);
        let (columns, rows) = (width / 2, height / 2);
        let mut patches = vec![0.0; CHANNELS * window.side * window.side * rows * columns];
        for (number, plane) in patches.chunks_exact_mut(rows * columns).enumerate() {
            let (channel, pixel) =
                (number / (window.side * window.side), number % (window.side * window.side));
            let (below, beside) = (pixel / window.side, pixel % window.side);
            // Where the window's pixel lies left of the canvas there is nothing.
            let first = window.before.saturating_sub(beside).div_ceil(2);
            for (row, line) in plane.chunks_exact_mut(columns).enumerate() {
                let Some(y) = (2 * row + below).checked_sub(window.before).filter(|y| *y < height) else {
                    continue;
                };
                let pixels = &self.values[(channel * height + y) * width..][..width];
                let seen = pixels[2 * first + beside - window.before..].iter().step_by(2);
                line[first..].iter_mut().zip(seen).for_each(|(to, from)| *to = *from);
            }
        }
        patches
    }

    /// From pixels of the canvas to pixels of the frame.
    pub fn on_frame(&self, point: Point) -> Point {
        Point { x: self.corner.x + point.x / self.scale, y: self.corner.y + point.y / self.scale }
    }
}

/// What is in view along one axis: whole pixels of the canvas, and the part of the frame that fills them.
struct Span {
    first: u32,
    length: u32,
    from: f64,
    size: f64,
}

impl Span {
    fn new(start: f32, length: f32, frame: u32, corner: f32, scale: f32, canvas: u32) -> Option<Self> {
        let (start, end) = (start.max(0.0), (start + length).min(frame as f32));
        let on_canvas = |at: f32| ((at - corner) * scale).round().clamp(0.0, canvas as f32) as u32;
        let (first, last) = (on_canvas(start), on_canvas(end));
        (end - start >= 1.0 && last > first).then(|| Self {
            first,
            length: last - first,
            from: f64::from(start),
            size: f64::from(end - start),
        })
    }
}

fn resized(frame: &Frame, across: &Span, down: &Span) -> Result<Vec<u8>, VisionError> {
    let unusable = |reason: &dyn std::fmt::Display| VisionError::Resize(reason.to_string());
    let source = ImageRef::new(frame.width(), frame.height(), frame.rgb(), PixelType::U8x3)
        .map_err(|e| unusable(&e))?;
    let mut target = Image::new(across.length, down.length, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear)).crop(
        across.from,
        down.from,
        across.size,
        down.size,
    );
    Resizer::new().resize(&source, &mut target, &options).map_err(|e| unusable(&e))?;
    Ok(target.into_vec())
}

/// The same pixels in better light.
fn lit(mut rgb: Vec<u8>, across: &Span, down: &Span, light: Light) -> Vec<u8> {
    let Ok(small) = Frame::new(across.length, down.length, rgb.clone()) else { return rgb };
    let gray = Gray::of(&small);
    let curve = match light {
        Light::AsItIs if tone::is_dark(&gray) => tone::stretching(&gray),
        Light::AsItIs => return rgb,
        Light::Lifted => tone::lifting(&gray),
    };
    for p in &mut rgb {
        *p = curve[usize::from(*p)];
    }
    rgb
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Size = Size { width: 16, height: 16 };

    fn bright(width: u32, height: u32) -> Frame {
        Frame::new(width, height, vec![255; (width * height * 3) as usize]).unwrap()
    }

    #[test]
    fn a_wide_frame_lies_in_the_middle_of_the_square() {
        let frame = bright(64, 32);
        let canvas = Canvas::of(&frame, View::whole(&frame), SQUARE, Light::AsItIs).unwrap().unwrap();
        let lit = |y: usize| canvas.values[y * 16] > 0.0;
        assert_eq!([lit(3), lit(4), lit(11), lit(12)], [false, true, true, false]);
        assert_eq!(canvas.on_frame(Point { x: 8.0, y: 8.0 }), Point { x: 32.0, y: 16.0 });
    }

    #[test]
    fn what_lies_beyond_the_frame_is_black_and_points_find_their_way_back() {
        let frame = bright(32, 32);
        let view = View { x: -16.0, y: 0.0, width: 32.0, height: 32.0 };
        let canvas = Canvas::of(&frame, view, SQUARE, Light::AsItIs).unwrap().unwrap();
        assert_eq!([0, 7, 8].map(|x| canvas.values[x] > 0.0), [false, false, true]);
        assert_eq!(canvas.on_frame(Point { x: 8.0, y: 0.0 }), Point { x: 0.0, y: 0.0 });
    }

    #[test]
    fn a_wide_canvas_shows_a_wide_frame_as_large_as_a_square_one_with_less_beside_it() {
        let frame = bright(64, 32);
        let size = Size { width: 16, height: 12 };
        let canvas = Canvas::of(&frame, View::whole(&frame), size, Light::AsItIs).unwrap().unwrap();
        let lit = |y: usize| canvas.values[y * 16] > 0.0;
        assert_eq!([lit(1), lit(2), lit(9), lit(10)], [false, true, true, false]);
        assert_eq!(canvas.on_frame(Point { x: 8.0, y: 6.0 }), Point { x: 32.0, y: 16.0 });
    }

    #[test]
    fn patches_hold_what_a_convolution_sees_and_nothing_beyond_the_edges() {
        let size = Size { width: 6, height: 4 };
        let values: Vec<f32> = (0..72_u8).map(|n| f32::from(n) + 1.0).collect();
        let canvas = Canvas { size, values: values.clone(), scale: 1.0, corner: Point { x: 0.0, y: 0.0 } };
        for window in [Window { side: 3, before: 0 }, Window { side: 5, before: 1 }] {
            let patches = canvas.patches(window);
            assert_eq!(patches.len(), 3 * window.side * window.side * 2 * 3);
            let mut expected = Vec::new();
            for (channel, below, beside) in (0..3)
                .flat_map(|c| (0..window.side).flat_map(move |y| (0..window.side).map(move |x| (c, y, x))))
            {
                for (row, column) in (0..2).flat_map(|r| (0..3).map(move |c| (r, c))) {
                    let (y, x) = (2 * row + below, 2 * column + beside);
                    let inside = (window.before..4 + window.before).contains(&y)
                        && (window.before..6 + window.before).contains(&x);
                    let at = channel * 24 + (y.max(window.before) - window.before) * 6;
                    expected.push(if inside { values[at + x - window.before] } else { 0.0 });
                }
            }
            assert_eq!(patches, expected, "{window:?}");
        }
    }

    #[test]
    fn a_view_beside_the_frame_shows_nothing() {
        let view = View { x: 100.0, y: 0.0, width: 10.0, height: 10.0 };
        assert!(Canvas::of(&bright(32, 32), view, SQUARE, Light::AsItIs).unwrap().is_none());
    }
}
