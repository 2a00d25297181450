//! How cameras pack their pictures, and unpacking them to RGB. Pure functions: knows no device.
//!
//! A camera sends broken pictures when its cable or its bus is bad, so everything here returns errors and none of
//! it panics, whatever the bytes.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::frame::Frame;

/// No side of a camera picture may be longer, in pixels.
const LONGEST_SIDE: u32 = 4096;

/// How a picture is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Packed 4:2:2: Y U Y V, two bytes a pixel.
    Yuyv,
    /// Planes of Y and of interleaved U V at half the size, 1.5 bytes a pixel.
    Nv12,
    /// A JPEG picture each, often without Huffman tables.
    Mjpeg,
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red.
    Bgr,
    /// One byte of brightness a pixel.
    Gray,
}

impl Encoding {
    /// The name people know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuyv => "YUYV",
            Self::Nv12 => "NV12",
            Self::Mjpeg => "MJPEG",
            Self::Rgb => "RGB",
            Self::Bgr => "BGR",
            Self::Gray => "GRAY",
        }
    }

    /// Unpacks a picture as [`Self::decode`] does; `None` when it cannot be.
    pub fn unpack(self, bytes: &[u8], width: u32, height: u32) -> Option<Frame> {
        self.decode(bytes, width, height).ok()
    }

    /// Unpacks a picture. `width` and `height` are those agreed on with the camera; a JPEG brings its own.
    pub(super) fn decode(self, bytes: &[u8], width: u32, height: u32) -> Result<Frame, BadPicture> {
        if self == Self::Mjpeg {
            return decode_jpeg(bytes);
        }
        let (columns, rows) = (width as usize, height as usize);
        let expected = match self {
            Self::Yuyv => columns * rows * 2,
            Self::Nv12 => columns * rows + columns.div_ceil(2) * rows.div_ceil(2) * 2,
            Self::Rgb | Self::Bgr => columns * rows * 3,
            Self::Gray | Self::Mjpeg => columns * rows,
        };
        let bytes = bytes.get(..expected).ok_or(BadPicture::Short { got: bytes.len(), expected })?;
        let mut rgb = vec![0; columns * rows * 3];
        match self {
            Self::Yuyv => yuyv(bytes, columns, &mut rgb),
            Self::Nv12 => nv12(bytes, columns, rows, &mut rgb),
            Self::Rgb => rgb.copy_from_slice(bytes),
            Self::Bgr => {
                for (to, from) in rgb.chunks_exact_mut(3).zip(bytes.chunks_exact(3)) {
                    to.copy_from_slice(&[from[2], from[1], from[0]]);
                }
            }
            Self::Gray | Self::Mjpeg => {
                for (to, &from) in rgb.chunks_exact_mut(3).zip(bytes) {
                    to.fill(from);
                }
            }
        }
        Frame::new(width, height, rgb).map_err(|error| BadPicture::Damaged(error.to_string()))
    }
}

/// A picture that cannot be unpacked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadPicture {
    #[error("{got} of {expected} bytes")]
    Short { got: usize, expected: usize },
    #[error("the picture is cut off")]
    CutOff,
    #[error("{0}")]
    Damaged(String),
}

/// The beginning of a picture in an MJPEG video file. It lets the decoder use the Huffman tables that the JPEG
/// standard suggests (section K.3) where a picture brings none, which many cameras leave out to save the bytes.
const AVI_HEADER: &[u8] = b"\xff\xd8\xff\xe0\x00\x07AVI1\x00";

fn decode_jpeg(bytes: &[u8]) -> Result<Frame, BadPicture> {
    // The mark of the end cannot occur inside the compressed picture. A decoder would fill the missing part of a
    // truncated picture with grey and call it good.
    if !bytes.windows(2).rev().any(|two| two == [0xff, 0xd9]) {
        return Err(BadPicture::CutOff);
    }
    let Some(rest) = bytes.strip_prefix(&[0xff, 0xd8]) else {
        return Err(BadPicture::Damaged("no JPEG picture".to_owned()));
    };
    let bytes = [AVI_HEADER, rest].concat();
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(LONGEST_SIDE as usize)
        .set_max_height(LONGEST_SIDE as usize)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let damaged = |error: &dyn std::fmt::Debug| BadPicture::Damaged(format!("{error:?}"));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let rgb = decoder.decode().map_err(|error| damaged(&error))?;
    let info = decoder.info().ok_or_else(|| BadPicture::Damaged("no header".to_owned()))?;
    Frame::new(u32::from(info.width), u32::from(info.height), rgb).map_err(|error| damaged(&error))
}

fn yuyv(bytes: &[u8], columns: usize, rgb: &mut [u8]) {
    // In an odd row the last pixel has no V of its own; cameras do not offer such sizes, and black is harmless.
    for (to, from) in rgb.chunks_exact_mut(columns * 3).zip(bytes.chunks_exact(columns * 2)) {
        for (to, &[left, u, right, v]) in to.as_chunks_mut().0.iter_mut().zip(from.as_chunks().0) {
            *to = Tint::new(u, v).paint_two(left, right);
        }
    }
}

fn nv12(bytes: &[u8], columns: usize, rows: usize, rgb: &mut [u8]) {
    let (luma, chroma) = bytes.split_at(columns * rows);
    let chroma_row = columns.div_ceil(2) * 2;
    let lines = rgb.chunks_exact_mut(columns * 3).zip(luma.chunks_exact(columns)).enumerate();
    for (row, (to, luma)) in lines {
        let tints = chroma[row / 2 * chroma_row..].as_chunks().0;
        let pixels = to.as_chunks_mut().0.iter_mut().zip(luma.as_chunks().0);
        for ((to, &[left, right]), &[u, v]) in pixels.zip(tints) {
            *to = Tint::new(u, v).paint_two(left, right);
        }
    }
}

/// What U and V add to the brightness, in 1/256, by ITU-R BT.601 with the limited range that cameras use:
/// R = 1.164 (Y - 16) + 1.596 (V - 128), G = 1.164 (Y - 16) - 0.392 (U - 128) - 0.813 (V - 128),
/// B = 1.164 (Y - 16) + 2.017 (U - 128).
struct Tint {
    red: i32,
    green: i32,
    blue: i32,
}

impl Tint {
    fn new(u: u8, v: u8) -> Self {
        let (u, v) = (i32::from(u) - 128, i32::from(v) - 128);
        Self { red: 409 * v, green: -100 * u - 208 * v, blue: 516 * u }
    }

    fn paint_two(&self, left: u8, right: u8) -> [u8; 6] {
        let (left, right) = (298 * (i32::from(left) - 16) + 128, 298 * (i32::from(right) - 16) + 128);
        [
            byte(left + self.red),
            byte(left + self.green),
            byte(left + self.blue),
            byte(right + self.red),
            byte(right + self.green),
            byte(right + self.blue),
        ]
    }
}

/// From 1/256 to a byte, as far as one reaches.
fn byte(value: i32) -> u8 {
    (value >> 8).clamp(0, 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;

    /// A noisy 64 by 48 picture, as a JPEG.
    fn jpeg() -> Vec<u8> {
        let pixels: Vec<u8> =
            (0..64 * 48 * 3).map(|i: u32| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 80)
            .encode(&pixels, 64, 48, image::ExtendedColorType::Rgb8)
            .unwrap();
        bytes
    }

    fn near(a: &[u8], b: [u8; 3]) -> bool {
        a.iter().zip(b).all(|(&a, b)| a.abs_diff(b) <= 2)
    }

    #[test]
    fn yuyv_becomes_the_colours_of_the_standard() {
        // Black, white, then two pixels of pure red (BT.601: 81, 90, 240).
        let frame = Encoding::Yuyv.decode(&[16, 128, 235, 128, 81, 90, 81, 240], 4, 1).unwrap();
        let pixels: Vec<_> = frame.rgb().chunks(3).collect();
        assert!(near(pixels[0], [0, 0, 0]) && near(pixels[1], [255, 255, 255]));
        assert!(near(pixels[2], [255, 0, 0]) && near(pixels[3], [255, 0, 0]), "{pixels:?}");
    }

    #[test]
    fn nv12_shares_a_tint_among_four_pixels() {
        // Blue is 41, 240, 110.
        let frame = Encoding::Nv12.decode(&[41, 41, 41, 235, 240, 110], 2, 2).unwrap();
        assert!(near(&frame.rgb()[..3], [0, 0, 255]) && near(&frame.rgb()[6..9], [0, 0, 255]));
    }

    #[test]
    fn the_simple_ones_are_put_in_order() {
        assert_eq!(Encoding::Bgr.decode(&[1, 2, 3], 1, 1).unwrap().rgb(), [3, 2, 1]);
        assert_eq!(Encoding::Rgb.decode(&[1, 2, 3], 1, 1).unwrap().rgb(), [1, 2, 3]);
        assert_eq!(Encoding::Gray.decode(&[7], 1, 1).unwrap().rgb(), [7, 7, 7]);
    }

    #[test]
    fn too_few_bytes_are_an_error_and_padding_behind_is_not() {
        for encoding in [Encoding::Yuyv, Encoding::Nv12, Encoding::Rgb, Encoding::Bgr, Encoding::Gray] {
            assert!(encoding.decode(&[0; 3], 2, 2).is_err(), "{encoding:?}");
            assert!(encoding.decode(&[0; 100], 3, 3).is_ok(), "{encoding:?}");
        }
        assert_eq!(Encoding::Mjpeg.decode(&[], 2, 2).unwrap_err(), BadPicture::CutOff);
    }

    #[test]
    fn a_whole_jpeg_is_read_also_with_padding_behind() {
        let mut bytes = jpeg();
        bytes.resize(bytes.len() + 512, 0);
        let frame = Encoding::Mjpeg.decode(&bytes, 640, 480).unwrap();
        assert_eq!((frame.width(), frame.height()), (64, 48));
    }

    #[test]
    fn a_jpeg_without_huffman_tables_is_read() {
        let whole = jpeg();
        let mut bytes = whole.clone();
        while let Some(at) = bytes.windows(2).position(|two| two == [0xff, 0xc4]) {
            let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
            bytes.drain(at..at + 2 + length);
        }
        assert!(bytes.len() < whole.len());
        let [bare, whole] = [bytes, whole].map(|bytes| Encoding::Mjpeg.decode(&bytes, 64, 48).unwrap());
        assert!(bare.rgb() == whole.rgb());
    }

    #[test]
    fn a_truncated_jpeg_is_an_error_at_every_length() {
        let bytes = jpeg();
        for length in 0..bytes.len() {
            assert!(Encoding::Mjpeg.decode(&bytes[..length], 64, 48).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn junk_inside_a_jpeg_never_panics_and_mostly_shows() {
        let good = jpeg();
        let mut found = 0;
        for start in (20..good.len() - 60).step_by(23) {
            let mut bytes = good.clone();
            for (i, byte) in bytes[start..start + 50].iter_mut().enumerate() {
                *byte = (i * 37) as u8;
            }
            found += usize::from(Encoding::Mjpeg.decode(&bytes, 64, 48).is_err());
        }
        assert!(found > 0);
    }
}
