//! Where the sound lies in files made of chunks: WAV, AIFF, MP4, CAF.

use std::io::{self, Read, Seek};

use super::read_at;

/// Where the sound begins and ends; `None` for a file that is not made of chunks, or has none with sound.
pub fn audio_chunk<F: Read + Seek>(
    file: &mut F,
    head: &[u8],
    start: u64,
    end: u64,
) -> io::Result<Option<(u64, u64)>> {
    let kind = |range: std::ops::Range<usize>| head.get(range).unwrap_or_default();
    match (kind(0..4), kind(4..8), kind(8..12)) {
        (b"RIFF" | b"RF64", _, b"WAVE") => find_chunk(file, start + 12, end, *b"data", riff_chunk),
        (b"FORM", _, b"AIFF" | b"AIFC") => find_chunk(file, start + 12, end, *b"SSND", iff_chunk),
        (b"caff", _, _) => find_chunk(file, start + 8, end, *b"data", caf_chunk),
        (_, b"ftyp", _) => find_chunk(file, start, end, *b"mdat", mp4_box),
        _ => Ok(None),
    }
}

/// A chunk's name, the length of its header, and the length of header and body with padding.
type Chunk = ([u8; 4], u64, u64);

fn riff_chunk(h: &[u8; 16]) -> Chunk {
    let size = u64::from(u32::from_le_bytes([h[4], h[5], h[6], h[7]]));
    ([h[0], h[1], h[2], h[3]], 8, 8 + size + size % 2)
}

fn iff_chunk(h: &[u8; 16]) -> Chunk {
    let size = u64::from(u32::from_be_bytes([h[4], h[5], h[6], h[7]]));
    ([h[0], h[1], h[2], h[3]], 8, 8 + size + size % 2)
}

fn caf_chunk(h: &[u8; 16]) -> Chunk {
    let [_, _, _, _, size @ .., _, _, _, _] = *h;
    // -1, the largest number, reaches to the end of the file.
    ([h[0], h[1], h[2], h[3]], 12, u64::from_be_bytes(size).saturating_add(12))
}

fn mp4_box(h: &[u8; 16]) -> Chunk {
    let name = [h[4], h[5], h[6], h[7]];
    match u32::from_be_bytes([h[0], h[1], h[2], h[3]]) {
        0 => (name, 8, u64::MAX),
        1 => (name, 16, u64::from_be_bytes([h[8], h[9], h[10], h[11], h[12], h[13], h[14], h[15]])),
        size => (name, 8, u64::from(size)),
    }
}

/// A file has a few dozen chunks at most; one that claims more is not worth following.
const MOST_CHUNKS: usize = 1000;

fn find_chunk<F: Read + Seek>(
    file: &mut F,
    mut at: u64,
    end: u64,
    name: [u8; 4],
    parse: fn(&[u8; 16]) -> Chunk,
) -> io::Result<Option<(u64, u64)>> {
    for _ in 0..MOST_CHUNKS {
        let mut header = [0; 16];
        let bytes = read_at(file, at, 16)?;
        if bytes.len() < 8 {
            return Ok(None);
        }
        header[..bytes.len()].copy_from_slice(&bytes);
        let (found, header_length, length) = parse(&header);
        let next = at.saturating_add(length.max(header_length)).min(end);
        if found == name {
            return Ok(Some(((at + header_length).min(end), next)));
        }
        at = next;
    }
    Ok(None)
}
