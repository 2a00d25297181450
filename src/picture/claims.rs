//! What a picture file asks of its decoder beyond the size in its header, found out without decoding: passes over a JPEG,
//! frames of a WebP. Decoders do as they are told there, so what is absurd is refused before.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use image::ImageFormat;

use super::PictureError;

/// Scans of a JPEG: encoders make about ten. Each is a pass over all pixels, and fifty bytes are enough for one.
const MOST_SCANS: usize = 100;
const START_OF_SCAN: u8 = 0xda;

/// Bytes before the first chunk of a WebP.
const FILE_HEAD: u64 = 12;
/// Bytes before the chunks of a frame of an animation.
const FRAME_HEAD: i64 = 16;
/// Type and length of a chunk.
const CHUNK_HEAD: usize = 8;

/// Refuses what would take absurdly long, or more than so many pixels. Leaves the input anywhere.
///
/// # Errors
/// [`PictureError`] that says which.
pub fn check(
    input: &mut (impl BufRead + Seek),
    format: ImageFormat,
    max_pixels: u64,
) -> Result<(), PictureError> {
    if format == ImageFormat::Jpeg && scans(input)? > MOST_SCANS {
        return Err(PictureError::Damaged("it has too many scans".to_owned()));
    }
    if format == ImageFormat::WebP {
        let Sizes { canvas, largest_frame } = sizes(input)?;
        if canvas.unwrap_or(0).max(largest_frame) > max_pixels {
            return Err(PictureError::TooLarge(max_pixels));
        }
        if canvas.is_some_and(|canvas| largest_frame > canvas) {
            return Err(PictureError::Damaged("a frame is larger than the picture".to_owned()));
        }
    }
    Ok(())
}

/// How often a JPEG's decoder goes over the picture, or one more than may be.
fn scans(input: &mut impl BufRead) -> io::Result<usize> {
    let mut scans = 0;
    // Coded pixels hold no marker but those for restarts: a byte of 255 among them is followed by 0.
    while scans <= MOST_SCANS && input.skip_until(0xff)? > 0 {
        let mut marker = [0xff];
        while marker == [0xff] {
            if input.read(&mut marker)? == 0 {
                return Ok(scans);
            }
        }
        scans += usize::from(marker == [START_OF_SCAN]);
        if let 0xc0..=0xcf | 0xda..=0xef | 0xfe = marker[0] {
            let mut length = [0; 2];
            if input.read_exact(&mut length).is_err() {
                return Ok(scans);
            }
            let rest = u16::from_be_bytes(length).saturating_sub(2);
            io::copy(&mut input.take(rest.into()), &mut io::sink())?;
        }
    }
    Ok(scans)
}

/// Pixels of a WebP.
#[derive(Default)]
struct Sizes {
    /// Of the whole, in files of several chunks.
    canvas: Option<u64>,
    /// A canvas may claim to be smaller than what lies on it.
    largest_frame: u64,
}

fn sizes(input: &mut (impl Read + Seek)) -> io::Result<Sizes> {
    input.seek(SeekFrom::Start(FILE_HEAD))?;
    let mut sizes = Sizes::default();
    loop {
        // As far as the sides of a frame reach.
        let mut head = [0; CHUNK_HEAD + 10];
        let read = fill(input, &mut head)?;
        if read < CHUNK_HEAD {
            return Ok(sizes);
        }
        let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        let frame = match &head[..4] {
            // Fourteen bits each, behind a tag of three bytes and a start code of three.
            b"VP8 " => (number(14) & 0x3fff, number(14) >> 16 & 0x3fff),
            // Fourteen bits each of one less, behind a signature of one byte.
            b"VP8L" => ((number(9) & 0x3fff) + 1, (number(9) >> 14 & 0x3fff) + 1),
            // Twenty-four bits each of one less, behind flags.
            b"VP8X" => {
                sizes.canvas = Some(area(((number(12) & 0xff_ffff) + 1, (number(14) >> 8) + 1)));
                (0, 0)
            }
            _ => (0, 0),
        };
        sizes.largest_frame = sizes.largest_frame.max(area(frame));
        let length = i64::from(number(4));
        // A frame of an animation has chunks of its own.
        let skipped = if head.starts_with(b"ANMF") { FRAME_HEAD } else { length + length % 2 };
        input.seek(SeekFrom::Current(skipped - (read - CHUNK_HEAD) as i64))?;
    }
}

/// Reads as much as there is.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match input.read(&mut buffer[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const SCAN: &[u8] = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0coded\xff\0\xff\xd0coded";

    fn jpeg(segments: &[u8], scans: usize) -> Vec<u8> {
        [b"\xff\xd8", segments, &SCAN.repeat(scans), b"\xff\xd9"].concat()
    }

    fn refused(bytes: &[u8], format: ImageFormat) -> bool {
        check(&mut Cursor::new(bytes), format, 1_000_000).is_err()
    }

    #[test]
    fn a_jpeg_has_a_hundred_scans_at_most() {
        assert!(!refused(&jpeg(b"", 100), ImageFormat::Jpeg));
        assert!(refused(&jpeg(b"", 101), ImageFormat::Jpeg));
        assert!(refused(&jpeg(b"\xff\xff\xfe\0\x02 between segments", 200), ImageFormat::Jpeg));
    }

    #[test]
    fn what_looks_like_a_scan_in_a_comment_is_none() {
        let comment = [b"\xff\xfe\x04\x02".as_slice(), &b"\xff\xda".repeat(512)].concat();
        assert!(!refused(&jpeg(&comment, 10), ImageFormat::Jpeg));
        assert!(!refused(&comment[..100], ImageFormat::Jpeg), "cut off");
    }

    fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
        for (kind, body) in chunks {
            bytes.extend(*kind);
            bytes.extend((body.len() as u32).to_le_bytes());
            bytes.extend(*body);
            bytes.extend(&[0][..body.len() % 2]);
        }
        bytes
    }

    /// 1000 by `height` in the bytes before a lossy picture.
    fn lossy(height: u16) -> Vec<u8> {
        [b"\0\0\0\x9d\x01\x2a\xe8\x03".as_slice(), &height.to_le_bytes(), b"coded"].concat()
    }

    #[test]
    fn the_frames_of_a_webp_count_as_its_canvas_does() {
        assert!(!refused(&webp(&[(b"VP8 ", &lossy(1000))]), ImageFormat::WebP));
        assert!(refused(&webp(&[(b"VP8 ", &lossy(1001))]), ImageFormat::WebP));
        let small_canvas = (b"VP8X", b"\0\0\0\0\x09\0\0\x09\0\0".as_slice());
        assert!(refused(
            &webp(&[small_canvas, (b"ICCP", b"odd"), (b"VP8 ", &lossy(1001))]),
            ImageFormat::WebP
        ));
        let lossless = [b"\x2f".as_slice(), &(0x3E7_u32 | 0x3E8 << 14).to_le_bytes(), b"coded"].concat();
        assert!(refused(&webp(&[small_canvas, (b"VP8L", &lossless)]), ImageFormat::WebP));
        assert!(refused(&webp(&[small_canvas, (b"VP8 ", &lossy(1))]), ImageFormat::WebP), "ten by ten");
        let canvas = (b"VP8X", b"\0\0\0\0\xe7\x03\0\x04\0\0".as_slice());
        assert!(!refused(&webp(&[canvas, (b"VP8 ", &lossy(5))]), ImageFormat::WebP), "1000 by five");
        let frame = webp(&[(b"ALPH", b""), (b"VP8 ", &lossy(1001))]);
        let frame = [&[0; 16], &frame[12..]].concat();
        assert!(refused(&webp(&[small_canvas, (b"ANMF", &frame)]), ImageFormat::WebP));
        assert!(!refused(b"RIFF\0\0\0\0WEBPVP8X\xff\xff\xff\xff", ImageFormat::WebP), "cut off");
    }
}
