//! The sound of Ogg files (RFC 3533). Tags lie in pages before the sound, and when they grow, every later page gets another
//! number and checksum: only what the pages carry is looked at.

use std::io::{self, Read, Seek};

use super::{Fingerprint, HEAD, digest, read_at, sampled, stream_info_checksum};

/// Pages with tags and covers that are skipped, of up to 64 KiB each.
const MOST_PAGES: usize = 4096;
/// The longest page: header, table, and 255 segments of 255 bytes.
const LONGEST_PAGE: u64 = 27 + 255 + 255 * 255;

/// The fingerprint of the sound between `start` and `end`: FLAC's checksum, else its beginning and exact length.
pub fn of_audio<F: Read + Seek>(file: &mut F, start: u64, end: u64) -> io::Result<Fingerprint> {
    let Some(first) = Page::at(file, start)? else { return sampled(file, start, end) };
    let identification = read_at(file, first.body, first.body_length)?;
    let flac = identification.strip_prefix(b"\x7fFLAC").and_then(|rest| rest.get(12..46));
    if let Some(checksum) = flac.and_then(stream_info_checksum) {
        return Ok(digest(&[b"flac", checksum]));
    }
    let mut at = start;
    let mut packets = header_packets(&identification);
    for _ in 0..MOST_PAGES {
        let Some(page) = Page::at(file, at)? else { break };
        at = page.next();
        packets = packets.saturating_sub(page.packets_ended);
        if packets == 0 {
            break;
        }
    }
    let sound = bodies(file, at)?;
    let length = last_position(file, start, end)?;
    Ok(digest(&[b"ogg", &length.to_le_bytes(), &sound]))
}

/// Packets before the sound, by the codec.
fn header_packets(identification: &[u8]) -> usize {
    match identification {
        [0x01, b'v', b'o', b'r', b'b', b'i', b's', ..] => 3,
        [0x7f, b'F', b'L', b'A', b'C', _, _, high, low, ..] => {
            1 + usize::from(u16::from_be_bytes([*high, *low]))
        }
        // Opus, Speex: identification and comments.
        _ => 2,
    }
}

/// What the first pages from `at` on carry.
fn bodies<F: Read + Seek>(file: &mut F, mut at: u64) -> io::Result<Vec<u8>> {
    let mut sound = Vec::new();
    while (sound.len() as u64) < HEAD {
        let Some(page) = Page::at(file, at)? else { break };
        sound.extend(read_at(file, page.body, page.body_length)?);
        at = page.next();
    }
    sound.truncate(HEAD as usize);
    Ok(sound)
}

/// The position of the last page, which is the exact length of the sound; 0 where none is found.
fn last_position<F: Read + Seek>(file: &mut F, start: u64, end: u64) -> io::Result<u64> {
    let tail = read_at(file, end.saturating_sub(LONGEST_PAGE).max(start), LONGEST_PAGE)?;
    let pages = tail.windows(14).rev().filter(|page| page.starts_with(b"OggS\0"));
    let mut positions =
        pages.map(|page| page.iter().skip(6).rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)));
    // -1 marks a page on which no packet ends.
    Ok(positions.find(|position| *position != u64::MAX).unwrap_or(0))
}

/// A page of the stream.
struct Page {
    body: u64,
    body_length: u64,
    packets_ended: usize,
}

impl Page {
    fn at<F: Read + Seek>(file: &mut F, at: u64) -> io::Result<Option<Self>> {
        let header = read_at(file, at, 27 + 255)?;
        if !header.starts_with(b"OggS") {
            return Ok(None);
        }
        let Some(table) = header.get(26).and_then(|count| header.get(27..27 + usize::from(*count))) else {
            return Ok(None);
        };
        Ok(Some(Self {
            body: at + 27 + table.len() as u64,
            body_length: table.iter().map(|length| u64::from(*length)).sum(),
            packets_ended: table.iter().filter(|length| **length < 255).count(),
        }))
    }

    const fn next(&self) -> u64 {
        self.body + self.body_length
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// Pages of one packet each, numbered from 0.
    fn stream(packets: &[Vec<u8>]) -> Vec<u8> {
        let mut file = Vec::new();
        for (number, packet) in packets.iter().enumerate() {
            let mut table = vec![255; packet.len() / 255];
            table.push((packet.len() % 255) as u8);
            file.extend(b"OggS\0\0");
            file.extend((packets.len() as u64 * 960).to_le_bytes());
            file.extend(7_u32.to_le_bytes());
            file.extend((number as u32).to_le_bytes());
            file.extend((number as u32 * 31).to_le_bytes());
            file.push(table.len() as u8);
            file.extend(table);
            file.extend(packet);
        }
        file
    }

    fn of(file: &[u8]) -> Fingerprint {
        of_audio(&mut Cursor::new(file), 0, file.len() as u64).unwrap()
    }

    #[test]
    fn tags_of_any_size_do_not_count() {
        let head = b"OpusHead".to_vec();
        let sound = |byte| vec![vec![byte; 500], vec![2; 500]];
        let file = |tags: Vec<u8>, byte| stream(&[vec![head.clone(), tags], sound(byte)].concat());
        assert_eq!(of(&file(b"OpusTags short".to_vec(), 1)), of(&file(vec![b'x'; 9000], 1)));
        assert_ne!(of(&file(b"OpusTags short".to_vec(), 1)), of(&file(b"OpusTags short".to_vec(), 3)));
    }
}
