//! Pictures of many megapixels, decoded at a fraction of their size: a row, a strip or a block at a time, so that the whole
//! picture is never in memory. Faces are searched on far fewer pixels than such a picture has.
//!
//! Knows each format's way to do that; what it cannot do is left to the ordinary decoder. That is lossless WebP, whose
//! decoder wants seven bytes for each pixel. Of a progressive JPEG the decoder keeps all coefficients, three bytes for each
//! pixel as most are made.

use std::io::{BufRead, Cursor, Read, Seek, SeekFrom};

use image::codecs::bmp::BmpDecoder;
use image::{DynamicImage, ImageFormat, RgbImage};

use super::PictureError;

/// Rows of a BMP file that are decoded at once.
const STRIP_ROWS: u64 = 128;
/// The largest header of a BMP file, its palette included.
const MOST_BMP_HEADER: u64 = 64 << 10;

/// How many pixels along a side become one, so that at most `most` are left of `pixels`. JPEG knows halves, quarters and eighths.
pub fn fraction(pixels: u64, most: u64) -> u32 {
    [1, 2, 4].into_iter().find(|&by: &u32| pixels.div_ceil(u64::from(by * by)) <= most).unwrap_or(8)
}

/// Decodes at one pixel for `by` times `by`; `None` where that cannot be done in little memory.
///
/// # Errors
/// [`PictureError::Damaged`].
pub fn decode<R: BufRead + Seek>(
    input: R,
    format: ImageFormat,
    by: u32,
) -> Result<Option<RgbImage>, PictureError> {
    #[allow(clippy::wildcard_enum_match_arm, reason = "formats of the image library that are not accepted")]
    match format {
        ImageFormat::Jpeg => jpeg(input, by),
        ImageFormat::Png => png(input, by),
        ImageFormat::Gif => gif(input, by),
        ImageFormat::Bmp => bmp(input, by),
        ImageFormat::WebP => webp(input, by),
        _ => Ok(None),
    }
}

/// Rows in any order in, the means of blocks out.
struct Shrinking {
    by: u32,
    width: u32,
    height: u32,
    /// One for each block, row by row. Blocks have at most eight times eight pixels, so sixteen bits are enough.
    sums: Vec<[u16; 3]>,
}

impl Shrinking {
    fn new(width: u32, height: u32, by: u32) -> Self {
        let blocks = width.div_ceil(by) as usize * height.div_ceil(by) as usize;
        Self { by, width, height, sums: vec![[0; 3]; blocks] }
    }

    /// A whole row.
    fn row(&mut self, y: u32, pixels: impl Iterator<Item = [u8; 3]>) {
        self.part_of_row(y, 0, 1, pixels);
    }

    /// Every `step`th pixel of a row from column `first`; each pixel comes in one part only.
    fn part_of_row(&mut self, y: u32, first: u32, step: usize, pixels: impl Iterator<Item = [u8; 3]>) {
        let columns = self.width.div_ceil(self.by) as usize;
        let Some(sums) = self.sums.chunks_exact_mut(columns).nth((y / self.by) as usize) else { return };
        for (x, pixel) in (first..self.width).step_by(step).zip(pixels) {
            for (sum, channel) in sums[(x / self.by) as usize].iter_mut().zip(pixel) {
                *sum += u16::from(channel);
            }
        }
    }

    fn finish(self) -> Result<Option<RgbImage>, PictureError> {
        let (columns, rows) = (self.width.div_ceil(self.by), self.height.div_ceil(self.by));
        let side = |block: u32, whole: u32| self.by.min(whole - block * self.by) as u16;
        let mut rgb = Vec::with_capacity(self.sums.len() * 3);
        for (row, sums) in (0..).zip(self.sums.chunks_exact(columns as usize)) {
            for (column, sum) in (0..).zip(sums) {
                let count = side(row, self.height) * side(column, self.width);
                rgb.extend(sum.map(|sum| ((sum + count / 2) / count) as u8));
            }
        }
        RgbImage::from_raw(columns, rows, rgb).map(Some).ok_or_else(|| damaged(&"pixels are missing"))
    }
}

fn damaged(error: &dyn std::fmt::Display) -> PictureError {
    PictureError::Damaged(error.to_string().trim_end_matches('.').to_owned())
}

/// The inverse transform gives blocks of 4, 2 or 1 pixels in place of 8.
fn jpeg(input: impl Read, by: u32) -> Result<Option<RgbImage>, PictureError> {
    let mut decoder = jpeg_decoder::Decoder::new(input);
    decoder.read_info().map_err(|e| damaged(&e))?;
    let info = decoder.info().ok_or_else(|| damaged(&"it has no header"))?;
    let part = |side: u16| (u32::from(side) / by).max(1) as u16;
    let (width, height) = decoder.scale(part(info.width), part(info.height)).map_err(|e| damaged(&e))?;
    let rgb = match info.pixel_format {
        jpeg_decoder::PixelFormat::RGB24 => decoder.decode().map_err(|e| damaged(&e))?,
        jpeg_decoder::PixelFormat::L8 => {
            decoder.decode().map_err(|e| damaged(&e))?.into_iter().flat_map(|gray| [gray; 3]).collect()
        }
        jpeg_decoder::PixelFormat::CMYK32 => decoder
            .decode()
            .map_err(|e| damaged(&e))?
            .as_chunks()
            .0
            .iter()
            .copied()
            .flat_map(from_inks)
            .collect(),
        jpeg_decoder::PixelFormat::L16 => return Ok(None),
    };
    let picture = RgbImage::from_raw(u32::from(width), u32::from(height), rgb);
    picture.map(Some).ok_or_else(|| damaged(&"pixels are missing"))
}

/// What cyan, magenta, yellow and black leave of red, green and blue.
fn from_inks([inks @ .., black]: [u8; 4]) -> [u8; 3] {
    inks.map(|ink| (u16::from(255 - ink) * u16::from(255 - black) / 255) as u8)
}

/// A pass of an interlaced PNG: its first pixel and the steps from pixel to pixel and from row to row.
struct Pass {
    x: u32,
    y: u32,
    step_x: usize,
    step_y: usize,
}

/// A file that is not interlaced has one pass.
const WHOLE: [Pass; 1] = [Pass { x: 0, y: 0, step_x: 1, step_y: 1 }];

/// Adam7: section 8 of the PNG specification.
const ADAM7: [Pass; 7] = [
    Pass { x: 0, y: 0, step_x: 8, step_y: 8 },
    Pass { x: 4, y: 0, step_x: 8, step_y: 8 },
    Pass { x: 0, y: 4, step_x: 4, step_y: 8 },
    Pass { x: 2, y: 0, step_x: 4, step_y: 4 },
    Pass { x: 0, y: 2, step_x: 2, step_y: 4 },
    Pass { x: 1, y: 0, step_x: 2, step_y: 2 },
    Pass { x: 0, y: 1, step_x: 1, step_y: 2 },
];

/// Row by row, pass after pass.
fn png(input: impl BufRead + Seek, by: u32) -> Result<Option<RgbImage>, PictureError> {
    let mut decoder = png::Decoder::new(input);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|e| damaged(&e))?;
    let (width, height) = reader.info().size();
    let passes = if reader.info().interlaced { &ADAM7[..] } else { &WHOLE };
    let channels = reader.output_color_type().0.samples();
    let mut small = Shrinking::new(width, height, by);
    for pass in passes.iter().filter(|pass| pass.x < width) {
        for y in (pass.y..height).step_by(pass.step_y) {
            let row = reader.next_interlaced_row().map_err(|e| damaged(&e))?;
            let row = row.ok_or_else(|| damaged(&"rows are missing"))?;
            let pixels = row.data().chunks_exact(channels).map(on_white);
            small.part_of_row(y, pass.x, pass.step_x, pixels);
        }
    }
    small.finish()
}

/// From the numbers of the colours of the first picture, a byte for each pixel.
fn gif(input: impl Read, by: u32) -> Result<Option<RgbImage>, PictureError> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::Indexed);
    // The first picture may be smaller than the whole, but not reach beyond it.
    options.check_frame_consistency(true);
    let mut decoder = options.read_info(input).map_err(|e| damaged(&e))?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let frame = decoder.next_frame_info().map_err(|e| damaged(&e))?.ok_or_else(|| damaged(&"it is empty"))?;
    let (left, top, columns) = (u32::from(frame.left), u32::from(frame.top), u32::from(frame.width));
    let transparent = frame.transparent;
    let mut numbers = vec![0; decoder.buffer_size()];
    decoder.read_into_buffer(&mut numbers).map_err(|e| damaged(&e))?;
    let palette = decoder.palette().map_err(|e| damaged(&e))?.as_chunks::<3>().0;
    let colour = |&number: &u8| {
        let seen = palette.get(usize::from(number)).filter(|_| transparent != Some(number));
        seen.copied().unwrap_or([255; 3])
    };
    let mut rows = (top..).zip(numbers.chunks_exact(columns.max(1) as usize)).peekable();
    let white = || std::iter::repeat([255; 3]);
    let mut small = Shrinking::new(width, height, by);
    for y in 0..height {
        match rows.next_if(|row| row.0 == y) {
            Some((_, row)) => {
                small.row(y, white().take(left as usize).chain(row.iter().map(colour)).chain(white()));
            }
            None => small.row(y, white()),
        }
    }
    small.finish()
}

/// A pixel of gray or colours, with or without transparency, as it shows on white.
pub fn on_white(pixel: &[u8]) -> [u8; 3] {
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    match *pixel {
        [gray] => [gray; 3],
        [gray, alpha] => [mix(gray, alpha); 3],
        [r, g, b] => [r, g, b],
        [r, g, b, alpha, ..] => [r, g, b].map(|colour| mix(colour, alpha)),
        [] => [255; 3],
    }
}

/// Strip by strip: each becomes a small BMP file under the header of the large one. Run-length coded ones have no rows of a
/// known length.
fn bmp(mut input: impl Read + Seek, by: u32) -> Result<Option<RgbImage>, PictureError> {
    let Some(file) = Bmp::read(&mut input)? else { return Ok(None) };
    let mut small = Shrinking::new(file.width, file.height, by);
    let mut done = 0;
    while done < u64::from(file.height) {
        let rows = STRIP_ROWS.min(u64::from(file.height) - done);
        let before = if file.top_down { done } else { u64::from(file.height) - done - rows };
        input.seek(SeekFrom::Start(file.header.len() as u64 + before * file.row_bytes))?;
        let mut strip = file.header_of(rows);
        let start = strip.len() as u64;
        input.by_ref().take(rows * file.row_bytes).read_to_end(&mut strip)?;
        if strip.len() as u64 != start + rows * file.row_bytes {
            return Err(damaged(&"rows are missing"));
        }
        let strip = BmpDecoder::new(Cursor::new(strip)).and_then(DynamicImage::from_decoder);
        let strip = strip.map_err(|e| damaged(&e))?.into_rgba8();
        for (y, row) in (done as u32..).zip(strip.rows()) {
            small.row(y, row.map(|pixel| on_white(&pixel.0)));
        }
        done += rows;
    }
    small.finish()
}

/// An uncompressed BMP file.
struct Bmp {
    /// All that comes before the pixels.
    header: Vec<u8>,
    width: u32,
    height: u32,
    top_down: bool,
    row_bytes: u64,
}

impl Bmp {
    /// `None` for those that are packed in another way. The ordinary decoder has accepted the header before.
    fn read(input: &mut (impl Read + Seek)) -> Result<Option<Self>, PictureError> {
        let mut header = vec![0; 54];
        input.read_exact(&mut header)?;
        let number =
            |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let (start, info_bytes) = (u64::from(number(10)), number(14));
        let (width, height) = (number(18), number(22).cast_signed());
        let bits = u64::from(number(28) & 0xffff);
        let packing = number(30);
        // 0: none, 3 and 6: masks say which bits are which colour.
        if info_bytes < 40 || ![0, 3, 6].contains(&packing) || !(54..=MOST_BMP_HEADER).contains(&start) {
            return Ok(None);
        }
        input.by_ref().take(start - 54).read_to_end(&mut header)?;
        let row_bytes = (u64::from(width) * bits).div_ceil(32) * 4;
        let (top_down, height) = (height < 0, height.unsigned_abs());
        Ok(Some(Self { header, width, height, top_down, row_bytes }))
    }

    /// The header of a file with so many of the rows.
    fn header_of(&self, rows: u64) -> Vec<u8> {
        let mut header = self.header.clone();
        let height = if self.top_down { -(rows as i32) } else { rows as i32 };
        header[22..26].copy_from_slice(&height.to_le_bytes());
        header[34..38].fill(0);
        header
    }
}

/// From the planes of a lossy one; the others know no smaller way.
fn webp(mut input: impl Read + Seek, by: u32) -> Result<Option<RgbImage>, PictureError> {
    input.seek(SeekFrom::Current(12))?;
    loop {
        let mut head = [0; 8];
        input.read_exact(&mut head)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        match &head[..4] {
            b"VP8 " => {
                let planes = image_webp::vp8::Vp8Decoder::decode_frame(input.take(length.into()));
                return from_planes(&planes.map_err(|e| damaged(&e))?, by as usize).map(Some);
            }
            b"VP8X" | b"ICCP" => input.seek(SeekFrom::Current(i64::from(length) + i64::from(length % 2)))?,
            _ => return Ok(None),
        };
    }
}

/// Brightness and colour, at half the size, by ITU-R BT.601 with the limited range.
fn from_planes(planes: &image_webp::vp8::Frame, by: usize) -> Result<RgbImage, PictureError> {
    let (width, height) = (usize::from(planes.width), usize::from(planes.height));
    let stride = width.next_multiple_of(16);
    let (columns, rows) = (width.div_ceil(by), height.div_ceil(by));
    let mean = |plane: &[u8],
                stride: usize,
                (x, y): (usize, usize),
                side: usize,
                (right, bottom): (usize, usize)| {
        let (mut sum, mut count) = (0_u32, 0_u32);
        for row in y..(y + side).min(bottom) {
            for &value in &plane[row * stride + x..row * stride + (x + side).min(right)] {
                sum += u32::from(value);
                count += 1;
            }
        }
        sum as f32 / count.max(1) as f32
    };
    let half = (width.div_ceil(2), height.div_ceil(2));
    let mut rgb = Vec::with_capacity(columns * rows * 3);
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let y = 1.164 * (mean(&planes.ybuf, stride, (column * by, row * by), by, (width, height)) - 16.0);
        let at = (column * by / 2, row * by / 2);
        let [u, v] =
            [&planes.ubuf, &planes.vbuf].map(|plane| mean(plane, stride / 2, at, by / 2, half) - 128.0);
        rgb.extend([y + 1.596 * v, y - 0.392 * u - 0.813 * v, y + 2.017 * u].map(|c| c.round() as u8));
    }
    RgbImage::from_raw(columns as u32, rows as u32, rgb).ok_or_else(|| damaged(&"pixels are missing"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// Soft colours, so that halves of it can be compared whatever the decoder does at edges; sides that nothing divides.
    fn picture() -> RgbImage {
        RgbImage::from_fn(213, 131, |x, y| image::Rgb([x as u8, y as u8, u32::midpoint(x, y) as u8]))
    }

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn assert_like(small: &RgbImage, by: u32) {
        assert_eq!(small.dimensions(), (213_u32.div_ceil(by), 131_u32.div_ceil(by)));
        let whole = picture();
        for (x, y, pixel) in small.enumerate_pixels() {
            let middle = |at: u32, most: u32| (at * by + by / 2).min(most - 1);
            let expected = whole.get_pixel(middle(x, 213), middle(y, 131)).0;
            let close = pixel.0.iter().zip(expected).all(|(&a, b)| a.abs_diff(b) <= 6 + by as u8);
            assert!(close, "{:?} for {expected:?} at {x}, {y}, 1/{by}", pixel.0);
        }
    }

    #[test]
    fn every_format_is_decoded_at_a_half_a_quarter_and_an_eighth() {
        use ImageFormat::{Bmp, Jpeg, Png};
        let rgb = DynamicImage::ImageRgb8(picture());
        let rgba = DynamicImage::ImageRgba8(rgb.to_rgba8());
        let deep = DynamicImage::ImageRgb16(rgb.to_rgb16());
        for (picture, format) in
            [(&rgb, Jpeg), (&rgb, Png), (&rgba, Png), (&deep, Png), (&rgb, Bmp), (&rgba, Bmp)]
        {
            for by in [2, 4, 8] {
                let small = decode(Cursor::new(encoded(picture, format)), format, by).unwrap();
                assert_like(&small.unwrap_or_else(|| panic!("{format:?}")), by);
            }
        }
    }

    #[test]
    fn a_gif_is_decoded_row_by_row() {
        let gray = RgbImage::from_fn(60, 31, |x, _| image::Rgb([if x < 30 { 0 } else { 200 }; 3]));
        let bytes = encoded(&DynamicImage::ImageRgb8(gray), ImageFormat::Gif);
        let small = decode(Cursor::new(bytes), ImageFormat::Gif, 2).unwrap().unwrap();
        assert_eq!(small.dimensions(), (30, 16));
        assert!(small.get_pixel(3, 15).0[0] < 10 && small.get_pixel(20, 0).0[1] > 190);
    }

    #[test]
    fn of_a_gif_the_first_picture_is_seen_on_white() {
        // Interlaced, red with a transparent right half, in the middle of a larger canvas.
        let mut bytes = Vec::new();
        let mut encoder = gif::Encoder::new(&mut bytes, 64, 48, &[0, 0, 0, 250, 0, 0]).unwrap();
        let mut frame = gif::Frame { left: 8, top: 12, width: 32, height: 24, ..gif::Frame::default() };
        frame.transparent = Some(0);
        frame.interlaced = true;
        frame.buffer = (0..32 * 24).map(|at| u8::from(at % 32 < 16)).collect();
        encoder.write_frame(&frame).unwrap();
        drop(encoder);
        let small = decode(Cursor::new(bytes), ImageFormat::Gif, 4).unwrap().unwrap();
        assert_eq!(small.dimensions(), (16, 12));
        for (x, y, pixel) in small.enumerate_pixels() {
            let red = (2..6).contains(&x) && (3..9).contains(&y);
            assert_eq!(pixel.0, if red { [250, 0, 0] } else { [255; 3] }, "{x}, {y}");
        }
    }

    #[test]
    fn a_frame_beyond_its_gif_is_refused_before_memory_is_reserved_for_it() {
        let mut bytes = Vec::new();
        let mut encoder = gif::Encoder::new(&mut bytes, 20, 20, &[0; 6]).unwrap();
        let mut frame = gif::Frame { width: u16::MAX, height: u16::MAX, ..gif::Frame::default() };
        frame.buffer = vec![0; 400].into();
        frame.make_lzw_pre_encoded();
        encoder.write_lzw_pre_encoded_frame(&frame).unwrap();
        drop(encoder);
        assert!(decode(Cursor::new(bytes), ImageFormat::Gif, 2).is_err());
    }

    #[test]
    fn an_interlaced_png_is_the_same_picture() {
        // Sides that leave the last pixels of each pass out.
        for (width, height) in [(213, 131), (3, 2), (1, 9), (9, 1)] {
            let picture = DynamicImage::ImageRgb8(
                image::imageops::crop_imm(&picture(), 0, 0, width, height).to_image(),
            );
            let plain = encoded(&picture, ImageFormat::Png);
            let (plain, interlaced) = (&plain, interlaced_png(&picture.into_rgb8()));
            let [plain, interlaced] = [plain, &interlaced]
                .map(|bytes| decode(Cursor::new(bytes), ImageFormat::Png, 2).unwrap().unwrap());
            assert_eq!(plain, interlaced, "{width} by {height}");
        }
    }

    /// Written by hand: encoders of Rust make none.
    fn interlaced_png(picture: &RgbImage) -> Vec<u8> {
        let (width, height) = picture.dimensions();
        let mut rows = Vec::new();
        for pass in ADAM7.iter().filter(|pass| pass.x < width) {
            for y in (pass.y..height).step_by(pass.step_y) {
                rows.push(0);
                let columns = (pass.x..width).step_by(pass.step_x);
                rows.extend(columns.flat_map(|x| picture.get_pixel(x, y).0));
            }
        }
        let mut bytes = Vec::new();
        let mut info = png::Info::with_size(width, height);
        (info.color_type, info.interlaced) = (png::ColorType::Rgb, true);
        let encoder = png::Encoder::with_info(&mut bytes, info).unwrap();
        let mut writer = encoder.write_header().unwrap();
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&rows).unwrap();
        writer.write_chunk(png::chunk::IDAT, &packed.finish().unwrap()).unwrap();
        drop(writer);
        bytes
    }

    #[test]
    fn planes_become_colours() {
        // A page of one colour, pure red in BT.601: 81, 90, 240.
        let mut planes = image_webp::vp8::Frame::default();
        (planes.width, planes.height) = (5, 3);
        (planes.ybuf, planes.ubuf, planes.vbuf) = (vec![81; 256], vec![90; 64], vec![240; 64]);
        let small = from_planes(&planes, 2).unwrap();
        assert_eq!(small.dimensions(), (3, 2));
        assert!(small.pixels().all(|p| p.0[0] > 250 && p.0[1] < 5 && p.0[2] < 5), "{small:?}");
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        use ImageFormat::{Bmp, Gif, Jpeg, Png};
        for format in [Jpeg, Png, Bmp, Gif] {
            let whole = encoded(&DynamicImage::ImageRgb8(picture()), format);
            let cut = decode(Cursor::new(&whole[..whole.len() / 2]), format, 2);
            assert!(cut.is_err(), "{format:?}: {:?}", cut.map(|p| p.map(|p| p.dimensions())));
        }
    }

    #[test]
    fn the_fraction_leaves_as_many_pixels_as_may_be() {
        assert_eq!([16, 17, 64, 65, 10_000].map(|pixels| fraction(pixels, 16)), [1, 2, 2, 4, 8]);
    }
}
