//! What symphonia does not tell about a Matroska or `WebM` file: how much at its end is no music (RFC 9559,
//! `DiscardPadding`). Walks from cluster to cluster by their sizes, so it reads a few bytes for each.

use std::io::{Read, Seek, SeekFrom};

const EBML: u32 = 0x1a45_dfa3;
const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1f43_b675;
const SIMPLE_BLOCK: u32 = 0xa3;
const BLOCK_GROUP: u32 = 0xa0;
const DISCARD_PADDING: u32 = 0x75a2;
/// More elements than this on one level of a music file is nonsense.
const MOST_ELEMENTS: usize = 100_000;
/// Padding longer than this is nonsense, in nanoseconds.
const LONGEST_PADDING: i64 = 1_000_000_000;

/// Nanoseconds of sound to be dropped at the end of the last block; `None` when the file is another format or makes
/// no sense.
pub(super) fn end_padding(file: &mut (impl Read + Seek)) -> Option<u64> {
    let end = file.seek(SeekFrom::End(0)).ok()?;
    let head = element(file, 0, end).filter(|head| head.id == EBML)?;
    let segment = element(file, head.end, end).filter(|segment| segment.id == SEGMENT)?;
    let cluster = children(file, segment).filter(|child| child.id == CLUSTER).last()?;
    let blocks = children(file, cluster).filter(|child| matches!(child.id, BLOCK_GROUP | SIMPLE_BLOCK));
    let group = blocks.last().filter(|block| block.id == BLOCK_GROUP)?;
    let padding = children(file, group).find(|child| child.id == DISCARD_PADDING)?;
    let nanos = signed(file, padding)?;
    u64::try_from(nanos).ok().filter(|_| nanos <= LONGEST_PADDING)
}

#[derive(Clone, Copy)]
struct Element {
    id: u32,
    start: u64,
    end: u64,
}

/// The element that begins at a place; one of unknown length reaches to the end of its parent.
fn element(file: &mut (impl Read + Seek), at: u64, parent_end: u64) -> Option<Element> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut header = Vec::with_capacity(12);
    file.by_ref().take(12).read_to_end(&mut header).ok()?;
    let id_width = header.first()?.leading_zeros() as usize + 1;
    let id = header.get(..id_width).filter(|_| id_width <= 4)?;
    let id = id.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte));
    let first = *header.get(id_width)?;
    let width = first.leading_zeros() as usize + 1;
    let bytes = header.get(id_width..id_width + width).filter(|_| width <= 8)?;
    let all = bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
    let unknown = (1_u64 << (7 * width)) - 1;
    let length = all & unknown;
    let start = at + (id_width + width) as u64;
    let end = if length == unknown { parent_end } else { start.checked_add(length)?.min(parent_end) };
    (start <= end).then_some(Element { id, start, end })
}

fn children<R: Read + Seek>(file: &mut R, parent: Element) -> impl Iterator<Item = Element> {
    let mut at = parent.start;
    std::iter::from_fn(move || {
        let child = (at < parent.end).then(|| element(file, at, parent.end)).flatten()?;
        at = child.end;
        Some(child)
    })
    .take(MOST_ELEMENTS)
}

fn signed(file: &mut (impl Read + Seek), element: Element) -> Option<i64> {
    let length =
        usize::try_from(element.end - element.start).ok().filter(|length| (1..=8).contains(length))?;
    file.seek(SeekFrom::Start(element.start)).ok()?;
    let mut bytes = [0; 8];
    file.read_exact(&mut bytes[8 - length..]).ok()?;
    let unused = 8 * (8 - length);
    Some((i64::from_be_bytes(bytes) << unused) >> unused)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn wrap(id: &[u8], content: &[u8]) -> Vec<u8> {
        [id, &[0x40 | (content.len() >> 8) as u8, content.len() as u8], content].concat()
    }

    fn file(last_blocks: &[u8]) -> Vec<u8> {
        let simple = wrap(&[0xa3], b"block");
        let first = wrap(&[0x1f, 0x43, 0xb6, 0x75], &simple);
        let last = wrap(&[0x1f, 0x43, 0xb6, 0x75], &[&simple, last_blocks].concat());
        let segment = wrap(&[0x18, 0x53, 0x80, 0x67], &[first, last].concat());
        [wrap(&[0x1a, 0x45, 0xdf, 0xa3], b"webm"), segment].concat()
    }

    fn padded(padding: &[u8]) -> Vec<u8> {
        wrap(&[0xa0], &[wrap(&[0xa1], b"block"), wrap(&[0x75, 0xa2], padding)].concat())
    }

    #[test]
    fn the_padding_of_the_last_block_counts() {
        let bytes = file(&padded(&[0x00, 0xcb, 0x73, 0x55]));
        assert_eq!(end_padding(&mut Cursor::new(&bytes)), Some(13_333_333));
        let not_last = file(&[padded(&[1, 0]), wrap(&[0xa3], b"block")].concat());
        assert_eq!(end_padding(&mut Cursor::new(not_last)), None);
        assert_eq!(end_padding(&mut Cursor::new(file(&padded(&[0xff])))), None, "negative");
        for length in 0..bytes.len() {
            let _ = end_padding(&mut Cursor::new(&bytes[..length]));
        }
    }
}
