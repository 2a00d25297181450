//! Picture files to frames: upright, 8-bit RGB, within limits that keep a hostile file from eating the memory.
//!
//! Reads only. Knows nothing of faces, cameras or videos.

mod claims;
mod large;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Seek};
use std::path::Path;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};

use crate::frame::{BadFrame, Frame};

/// The most pixels a picture may have: above the largest camera sensors sold today.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The largest file read: an uncompressed picture of [`MAX_PIXELS`] with four bytes each, and a little.
pub const MAX_FILE_BYTES: u64 = 4 * MAX_PIXELS + (1 << 20);

/// Pictures above this many pixels are decoded at a fraction of their size: more is not searched for faces.
const MAX_WHOLE_PIXELS: u64 = 16_000_000;

/// Memory a decoder may use for a pixel: four 16-bit channels.
const BYTES_PER_PIXEL: u64 = 8;

/// Which pictures are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accept {
    /// The most pixels; what claims more is refused before memory is reserved for it.
    pub max_pixels: u64,
    /// What has more pixels is decoded at a half, a quarter or an eighth of its sides.
    pub max_whole_pixels: u64,
    /// The formats.
    pub formats: &'static [ImageFormat],
}

impl Accept {
    /// The user's own files.
    pub const FILES: Self = Self {
        max_pixels: MAX_PIXELS,
        max_whole_pixels: MAX_WHOLE_PIXELS,
        formats: &[
            ImageFormat::Jpeg,
            ImageFormat::Png,
            ImageFormat::WebP,
            ImageFormat::Gif,
            ImageFormat::Bmp,
        ],
    };

    /// Pictures from other programs: JPEG, PNG and WebP up to 40 megapixels.
    pub const SENT: Self = Self {
        max_pixels: 40_000_000,
        max_whole_pixels: MAX_WHOLE_PIXELS,
        formats: &[ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP],
    };
}

/// Why a file gives no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The system does not let us read it, or it is not there.
    #[error("The picture cannot be read: {0}.")]
    Unreadable(#[from] io::Error),
    /// A folder, a device or a pipe.
    #[error("This is not a file.")]
    NotAFile,
    /// Another kind of file, or none of the formats known.
    #[error("This is not a picture Mien can read; it reads JPEG, PNG, WebP, GIF and BMP.")]
    NotAPicture,
    /// More pixels than this many, or more bytes than such a picture can have.
    #[error("The picture is too large; Mien reads pictures of up to {} megapixels here.", .0 / 1_000_000)]
    TooLarge(u64),
    /// A known format with a broken content.
    #[error("The picture is damaged: {0}.")]
    Damaged(String),
}

impl From<BadFrame> for PictureError {
    fn from(error: BadFrame) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Reads a picture file.
///
/// # Errors
/// [`PictureError`] when it is no file, cannot be read, or [`decode`] refuses its content.
pub fn load(path: &Path) -> Result<Frame, PictureError> {
    // Asked before opening: opening a pipe would wait for somebody to write to it.
    if !std::fs::metadata(path)?.is_file() {
        return Err(PictureError::NotAFile);
    }
    let file = File::open(path)?;
    if file.metadata()?.len() > MAX_FILE_BYTES {
        return Err(PictureError::TooLarge(MAX_PIXELS));
    }
    decode_from(BufReader::new(file), Accept::FILES)
}

/// Decodes a picture of the user's own; see [`decode_accepted`].
///
/// # Errors
/// [`PictureError`] when the bytes are no picture, a damaged one or one above [`MAX_PIXELS`].
pub fn decode(bytes: &[u8]) -> Result<Frame, PictureError> {
    decode_accepted(bytes, Accept::FILES)
}

/// Decodes a picture (of an animation the first), its format told by content. The EXIF orientation is applied, transparent
/// parts lie on white. The frame of a large picture has a fraction of its pixels; [`Frame::full_size`] tells.
///
/// # Errors
/// [`PictureError`] when the bytes are no picture, a damaged one or none that is accepted.
pub fn decode_accepted(bytes: &[u8], accept: Accept) -> Result<Frame, PictureError> {
    decode_from(Cursor::new(bytes), accept)
}

fn decode_from(mut input: impl BufRead + Seek, accept: Accept) -> Result<Frame, PictureError> {
    let format = ImageReader::new(&mut input).with_guessed_format()?.format();
    let format = format.filter(|format| accept.formats.contains(format)).ok_or(PictureError::NotAPicture)?;
    let most = accept.max_pixels;
    claims::check(&mut input, format, most)?;
    input.rewind()?;
    let mut reader = ImageReader::with_format(&mut input, format);
    let mut limits = Limits::no_limits();
    // Larger pictures are not decoded by this decoder; it only tells their size.
    limits.max_alloc = Some(BYTES_PER_PIXEL * most.min(accept.max_whole_pixels));
    reader.limits(limits);
    let refusal = |error| refusal(error, most);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > most || decoder.total_bytes() > BYTES_PER_PIXEL * most {
        return Err(PictureError::TooLarge(most));
    }
    let orientation = decoder.orientation().map_err(refusal)?;
    if pixels > accept.max_whole_pixels {
        drop(decoder);
        input.rewind()?;
        let by = large::fraction(pixels, accept.max_whole_pixels);
        let picture = if let Some(picture) = large::decode(&mut input, format, by)? {
            picture
        } else {
            input.rewind()?;
            let mut reader = ImageReader::with_format(input, format);
            reader.no_limits();
            to_rgb(reader.decode().map_err(refusal)?)
        };
        let size = if lies(orientation) { (height, width) } else { (width, height) };
        return Ok(upright(picture, orientation)?.with_full_size(size));
    }
    upright(to_rgb(DynamicImage::from_decoder(decoder).map_err(refusal)?), orientation)
}

fn to_rgb(picture: DynamicImage) -> image::RgbImage {
    if picture.color().has_alpha() { on_white(&picture.into_rgba8()) } else { picture.into_rgb8() }
}

fn upright(picture: image::RgbImage, orientation: Orientation) -> Result<Frame, PictureError> {
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    let rgb = picture.into_rgb8();
    Ok(Frame::new(rgb.width(), rgb.height(), rgb.into_raw())?)
}

/// Does the picture lie on its side?
const fn lies(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => true,
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

/// The same picture with its longer side at most `side` pixels; as it is when it is that small already.
///
/// # Errors
/// [`PictureError::Damaged`] when it cannot be resampled.
pub fn shrink(frame: Frame, side: u32) -> Result<Frame, PictureError> {
    let (width, height) = (frame.width(), frame.height());
    let longest = width.max(height);
    if longest <= side || side == 0 {
        return Ok(frame);
    }
    let scaled = |length: u32| (u64::from(length) * u64::from(side) / u64::from(longest)).max(1) as u32;
    let from = ImageRef::new(width, height, frame.rgb(), PixelType::U8x3)
        .map_err(|e| PictureError::Damaged(e.to_string()))?;
    let mut to = Image::new(scaled(width), scaled(height), PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, None).map_err(|e| PictureError::Damaged(e.to_string()))?;
    Ok(Frame::new(to.width(), to.height(), to.into_vec())?)
}

/// What a viewer shows of a transparent picture: the colours hidden below full transparency are arbitrary.
fn on_white(picture: &RgbaImage) -> image::RgbImage {
    let mut rgb = image::RgbImage::new(picture.width(), picture.height());
    for (to, Rgba(pixel)) in rgb.pixels_mut().zip(picture.pixels()) {
        *to = image::Rgb(large::on_white(pixel));
    }
    rgb
}

fn refusal(error: ImageError, most: u64) -> PictureError {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => {
                PictureError::TooLarge(most)
            }
            LimitErrorKind::Unsupported { .. } | _ => PictureError::Damaged(limit.to_string()),
        },
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => PictureError::Damaged(error.to_string().trim_end_matches('.').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    /// 40 by 20, the left half red, the right half blue.
    fn two_halves() -> RgbImage {
        RgbImage::from_fn(40, 20, |x, _| image::Rgb(if x < 20 { [250, 0, 0] } else { [0, 0, 250] }))
    }

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        two_halves().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG with an EXIF block that holds nothing but the orientation.
    fn turned_jpeg(orientation: u8) -> Vec<u8> {
        let tiff =
            [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" as &[u8], &[orientation, 0, 0, 0, 0, 0, 0]]
                .concat();
        let body = [b"Exif\0\0" as &[u8], &tiff].concat();
        let plain = encoded(ImageFormat::Jpeg);
        let length = (body.len() as u16 + 2).to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &length, &body, &plain[2..]].concat()
    }

    fn is_red(frame: &Frame, x: u32, y: u32) -> bool {
        let at = (y * frame.width() + x) as usize * 3;
        frame.rgb()[at] > 200 && frame.rgb()[at + 2] < 60
    }

    #[test]
    fn shrinking_keeps_the_shape_and_never_enlarges() {
        let small = shrink(Frame::new(400, 10, vec![7; 12_000]).unwrap(), 100).unwrap();
        assert_eq!((small.width(), small.height()), (100, 2));
        assert!(small.rgb().iter().all(|b| *b == 7));
        assert_eq!(shrink(small, 512).unwrap().width(), 100);
    }

    #[test]
    fn every_format_gives_the_same_picture() {
        for format in
            [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp]
        {
            let frame = decode(&encoded(format)).unwrap();
            assert_eq!((frame.width(), frame.height()), (40, 20), "{format:?}");
            assert!(is_red(&frame, 5, 10) && !is_red(&frame, 35, 10), "{format:?}");
        }
    }

    #[test]
    fn a_turned_camera_gives_an_upright_picture() {
        let frame = decode(&turned_jpeg(6)).unwrap();
        assert_eq!((frame.width(), frame.height()), (20, 40));
        assert!(is_red(&frame, 10, 5) && !is_red(&frame, 10, 35), "orientation 6: left becomes top");
        let frame = decode(&turned_jpeg(3)).unwrap();
        assert!(!is_red(&frame, 5, 10) && is_red(&frame, 35, 10), "orientation 3: upside down");
    }

    #[test]
    fn a_large_picture_has_a_fraction_of_its_pixels_and_remembers_its_size() {
        let large = Accept { max_whole_pixels: 300, ..Accept::FILES };
        let frame = decode_accepted(&turned_jpeg(6), large).unwrap();
        assert_eq!((frame.width(), frame.height(), frame.full_size()), (10, 20, (20, 40)));
        assert!(is_red(&frame, 5, 2) && !is_red(&frame, 5, 17), "it stands upright");
    }

    #[test]
    fn transparent_parts_are_white() {
        let mut bytes = Cursor::new(Vec::new());
        RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0])).write_to(&mut bytes, ImageFormat::Png).unwrap();
        assert!(decode(bytes.get_ref()).unwrap().rgb().iter().all(|&c| c == 255));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [b"" as &[u8], b"not a picture at all", b"%PDF-1.4", b"RIFF\x10\0\0\0WAVEfmt "] {
            assert!(matches!(decode(bytes), Err(PictureError::NotAPicture)), "{bytes:?}");
        }
    }

    #[test]
    fn a_cut_picture_is_an_error() {
        for format in
            [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp]
        {
            let whole = encoded(format);
            let cut = &whole[..whole.len() / 2];
            assert!(matches!(decode(cut), Err(PictureError::Damaged(_))), "{format:?}: {:?}", decode(cut));
        }
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded() {
        let mut png = encoded(ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
        png.splice(29..33, crc_of_header(&png[12..29]));
        assert!(matches!(decode(&png), Err(PictureError::TooLarge(_))), "{:?}", decode(&png));
    }

    #[test]
    fn other_programs_send_fewer_formats_and_pixels() {
        let sent = |format| decode_accepted(&encoded(format), Accept::SENT);
        assert!(sent(ImageFormat::WebP).is_ok());
        assert!(matches!(sent(ImageFormat::Gif), Err(PictureError::NotAPicture)));
        let small = Accept { max_pixels: 799, ..Accept::SENT };
        let png = encoded(ImageFormat::Png);
        assert!(matches!(decode_accepted(&png, small), Err(PictureError::TooLarge(799))));
    }

    fn crc_of_header(bytes: &[u8]) -> [u8; 4] {
        let mut crc = u32::MAX;
        for byte in bytes {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        (!crc).to_be_bytes()
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(load(folder.path()), Err(PictureError::NotAFile)));
        let error = load(&folder.path().join("none.png")).unwrap_err();
        assert!(error.to_string().starts_with("The picture cannot be read"), "{error}");
    }
}
