//! The sound of Matroska and `WebM` files (RFC 9559): the blocks of the first cluster, and the length. Tags lie before and
//! behind the clusters, and clusters name their place in the file, so nothing else is looked at.

use std::io::{self, Read, Seek};

use super::{Fingerprint, HEAD, digest, read_at};

const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_a966;
const DURATION: u64 = 0x4489;
const CLUSTER: u64 = 0x1f43_b675;
const BLOCK_GROUP: u64 = 0xa0;
const SIMPLE_BLOCK: u64 = 0xa3;

/// Elements looked at on one level.
const MOST_ELEMENTS: usize = 10_000;

/// The fingerprint of the sound between `start` and `end`.
pub fn of_audio<F: Read + Seek>(file: &mut F, start: u64, end: u64) -> io::Result<Fingerprint> {
    let mut duration = Vec::new();
    let mut sound = Vec::new();
    let mut elements = Elements { at: start, end };
    while let Some(segment) = elements.next(file)? {
        if segment.id != SEGMENT {
            continue;
        }
        let mut parts = Elements { at: segment.body, end: segment.end };
        while let Some(part) = parts.next(file)? {
            let mut inside = Elements { at: part.body, end: part.end };
            if part.id == INFO {
                while let Some(entry) = inside.next(file)? {
                    if entry.id == DURATION {
                        duration = read_at(file, entry.body, (entry.end - entry.body).min(8))?;
                    }
                }
            } else if part.id == CLUSTER {
                sound = blocks(file, inside)?;
                break;
            }
        }
        break;
    }
    Ok(digest(&[b"matroska", &duration, &sound]))
}

fn blocks<F: Read + Seek>(file: &mut F, mut inside: Elements) -> io::Result<Vec<u8>> {
    let mut sound = Vec::new();
    for _ in 0..MOST_ELEMENTS {
        let Some(entry) = inside.next(file)? else { break };
        if matches!(entry.id, SIMPLE_BLOCK | BLOCK_GROUP) {
            sound.extend(read_at(file, entry.body, (entry.end - entry.body).min(HEAD))?);
        }
        if sound.len() as u64 >= HEAD {
            break;
        }
    }
    sound.truncate(HEAD as usize);
    Ok(sound)
}

struct Element {
    id: u64,
    body: u64,
    end: u64,
}

/// The elements of one level, in order.
struct Elements {
    at: u64,
    end: u64,
}

impl Elements {
    fn next<F: Read + Seek>(&mut self, file: &mut F) -> io::Result<Option<Element>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let header = read_at(file, self.at, 12)?;
        let Some((id, id_width)) = number(&header, Mark::Kept) else { return Ok(None) };
        let Some((length, width)) = number(&header[id_width..], Mark::Dropped) else { return Ok(None) };
        let body = self.at + (id_width + width) as u64;
        // All bits set: the length is not known, the element reaches to the end.
        let unknown = length == (1 << (7 * width)) - 1;
        let end = if unknown { self.end } else { body.saturating_add(length).min(self.end) };
        let body = body.min(end);
        self.at = end.max(self.at + 1);
        Ok(Some(Element { id, body, end }))
    }
}

/// What becomes of the bit that tells a number's width (RFC 8794, 4): numbers of elements keep it.
#[derive(Clone, Copy)]
enum Mark {
    Kept,
    Dropped,
}

fn number(bytes: &[u8], mark: Mark) -> Option<(u64, usize)> {
    let first = *bytes.first().filter(|first| **first != 0)?;
    let width = first.leading_zeros() as usize + 1;
    let first = match mark {
        Mark::Kept => first,
        Mark::Dropped => first & !(0x80 >> (width - 1)),
    };
    let rest = bytes.get(1..width)?;
    Some((rest.iter().fold(u64::from(first), |sum, byte| (sum << 8) | u64::from(*byte)), width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
        [id, &[0x40 | (body.len() >> 8) as u8, body.len() as u8], body].concat()
    }

    fn of(tags: &[u8], position: u8, sound: &[u8]) -> Fingerprint {
        let info = element(b"\x15\x49\xa9\x66", &element(b"\x44\x89", b"\x41\x20\0\0"));
        let cluster =
            element(b"\x1f\x43\xb6\x75", &[element(b"\xa7", &[position]), element(b"\xa3", sound)].concat());
        let segment = [info, element(b"\x12\x54\xc3\x67", tags), cluster].concat();
        let file = [element(b"\x1a\x45\xdf\xa3", b""), element(b"\x18\x53\x80\x67", &segment)].concat();
        of_audio(&mut Cursor::new(&file), 0, file.len() as u64).unwrap()
    }

    #[test]
    fn only_the_blocks_count() {
        assert_eq!(of(b"tags", 1, b"sound"), of(b"other tags", 2, b"sound"));
        assert_ne!(of(b"tags", 1, b"sound"), of(b"tags", 1, b"noise"));
    }
}
