//! Puts ratings into the comments of Ogg files (Vorbis, Opus): every other comment and every packet stays as it is, byte by
//! byte. The pages of the headers are cut anew (RFC 3533); where that makes more or fewer of them, the later pages get
//! other numbers.

use super::{Rated, Refused, comments};

/// Bytes of a page before its table.
const HEADER: usize = 27;
/// Segments of a page at most, each of up to 255 bytes.
const SEGMENTS: usize = 255;
/// The first segment goes on with a packet of the page before.
const CONTINUED: u8 = 1;
/// The page is the first of a stream.
const FIRST: u8 = 2;

/// The whole file with the rating in it.
pub fn marked(file: &[u8], rated: Rated) -> Result<Vec<u8>, Refused> {
    let first = Page::at(file, 0).ok_or(Refused::Unclear)?;
    let codec = match first.body {
        [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => Codec { packets: 2, comments: b"\x03vorbis" },
        [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', ..] => Codec { packets: 1, comments: b"OpusTags" },
        _ => return Err(Refused::Format),
    };
    rewritten(file, &first, &codec, rated).ok_or(Refused::Unclear)
}

/// What there is before the sound besides the identification, which has a page of its own.
struct Codec {
    /// Packets; the first holds the comments.
    packets: usize,
    /// How that one begins.
    comments: &'static [u8],
}

fn rewritten(file: &[u8], first: &Page<'_>, codec: &Codec, rated: Rated) -> Option<Vec<u8>> {
    let ends = first.table.iter().filter(|segment| **segment < 255).count();
    if first.flags() != FIRST || ends != 1 || first.table.last() == Some(&255) {
        return None;
    }
    let serial = first.serial();
    let (mut packets, mut open) = (Vec::new(), Vec::new());
    let (mut at, mut pages) = (first.end, 0);
    while packets.len() < codec.packets {
        let page = Page::at(file, at).filter(|page| page.serial() == serial)?;
        let mut body = page.body;
        for segment in page.table {
            // The sound has to begin on a page of its own.
            if packets.len() == codec.packets {
                return None;
            }
            let (bytes, after) = body.split_at(usize::from(*segment));
            open.extend(bytes);
            body = after;
            if *segment < 255 {
                packets.push(std::mem::take(&mut open));
            }
        }
        at = page.end;
        pages += 1;
    }
    packets[0] = with_mark(&packets[0], codec, rated)?;
    let mut new = file[..first.end].to_vec();
    let made = put_pages(&mut new, &packets, serial, first.number().checked_add(1)?)?;
    put_rest(&mut new, file, at, (serial, made.wrapping_sub(pages)))?;
    Some(new)
}

fn with_mark(packet: &[u8], codec: &Codec, rated: Rated) -> Option<Vec<u8>> {
    let (new, rest) = comments::with_mark(Some(packet.strip_prefix(codec.comments)?), rated)?;
    // Vorbis ends its comments with a bit that is set.
    if codec.packets == 2 && rest.first().is_none_or(|byte| byte & 1 == 0) {
        return None;
    }
    Some([codec.comments, &new, rest].concat())
}

/// Adds pages with these packets, one behind the other; gives their number.
fn put_pages(new: &mut Vec<u8>, packets: &[Vec<u8>], serial: u32, first: u32) -> Option<u32> {
    let mut table = Vec::new();
    for packet in packets {
        table.extend(std::iter::repeat_n(255, packet.len() / 255));
        table.push((packet.len() % 255) as u8);
    }
    let mut bytes = packets.concat();
    let (mut made, mut continued) = (0, false);
    for segments in table.chunks(SEGMENTS) {
        let rest = bytes.split_off(segments.iter().map(|segment| usize::from(*segment)).sum());
        let body = std::mem::replace(&mut bytes, rest);
        // A page on which no packet ends has no position.
        let position = if segments.iter().any(|segment| *segment < 255) { 0 } else { u64::MAX };
        let start = new.len();
        new.extend(b"OggS\0");
        new.push(if continued { CONTINUED } else { 0 });
        new.extend(position.to_le_bytes());
        new.extend(serial.to_le_bytes());
        new.extend(first.checked_add(made)?.to_le_bytes());
        new.extend([0; 4]);
        new.push(segments.len() as u8);
        new.extend(segments);
        new.extend(body);
        sign(&mut new[start..]);
        continued = segments.last() == Some(&255);
        made += 1;
    }
    Some(made)
}

/// Adds what follows; pages of this stream get numbers that are `by` higher.
fn put_rest(new: &mut Vec<u8>, file: &[u8], mut at: usize, (serial, by): (u32, u32)) -> Option<()> {
    if by == 0 {
        new.extend(&file[at..]);
        return Some(());
    }
    while at < file.len() {
        let page = Page::at(file, at)?;
        let start = new.len();
        new.extend(&file[at..page.end]);
        at = page.end;
        if page.serial() != serial {
            continue;
        }
        // The same stream does not begin twice.
        if page.flags() & FIRST != 0 {
            return None;
        }
        let number = page.number().wrapping_add(by);
        new[start + 18..start + 22].copy_from_slice(&number.to_le_bytes());
        sign(&mut new[start..]);
    }
    Some(())
}

/// A page of the file.
struct Page<'a> {
    header: &'a [u8],
    table: &'a [u8],
    body: &'a [u8],
    /// Where the next one begins.
    end: usize,
}

impl<'a> Page<'a> {
    fn at(file: &'a [u8], at: usize) -> Option<Self> {
        let (header, rest) = file.get(at..)?.split_at_checked(HEADER)?;
        if !header.starts_with(b"OggS\0") {
            return None;
        }
        let (table, rest) = rest.split_at_checked(usize::from(header[26]))?;
        let (body, _) = rest.split_at_checked(table.iter().map(|segment| usize::from(*segment)).sum())?;
        Some(Self { header, table, body, end: at + HEADER + table.len() + body.len() })
    }

    fn flags(&self) -> u8 {
        self.header[5]
    }

    fn serial(&self) -> u32 {
        self.word(14)
    }

    fn number(&self) -> u32 {
        self.word(18)
    }

    fn word(&self, at: usize) -> u32 {
        u32::from_le_bytes([self.header[at], self.header[at + 1], self.header[at + 2], self.header[at + 3]])
    }
}

/// Puts the checksum of a page into it.
fn sign(page: &mut [u8]) {
    page[22..26].fill(0);
    let sum = page.iter().fold(0_u32, |sum, byte| (sum << 8) ^ SUMS[usize::from((sum >> 24) as u8 ^ byte)]);
    page[22..26].copy_from_slice(&sum.to_le_bytes());
}

/// CRC-32 with the polynomial 0x04c11db7, highest bit first, from 0.
const SUMS: [u32; 256] = {
    let mut sums = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut sum, mut bit) = ((byte as u32) << 24, 0);
        while bit < 8 {
            sum = if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04c1_1db7 };
            bit += 1;
        }
        sums[byte] = sum;
        byte += 1;
    }
    sums
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Like;

    const VORBIS: &[u8] = include_bytes!("../../../tests/corpus/vorbis.ogg");
    const OPUS: &[u8] = include_bytes!("../../../tests/corpus/opus.opus");
    const FOUR: Rated = Rated { stars: 4, like: Like::Liked };
    const NONE: Rated = Rated { stars: 0, like: Like::Neutral };

    /// All packets of the file, and whether each page has the right number and checksum.
    fn packets(file: &[u8]) -> Vec<Vec<u8>> {
        let (mut packets, mut open, mut at, mut number) = (Vec::new(), Vec::new(), 0, 0);
        while at < file.len() {
            let page = Page::at(file, at).unwrap();
            let mut signed = file[at..page.end].to_vec();
            sign(&mut signed);
            assert_eq!(signed, file[at..page.end], "the checksum of page {number}");
            assert_eq!((page.number(), page.flags() & CONTINUED != 0), (number, !open.is_empty()));
            let mut body = page.body;
            for segment in page.table {
                let (bytes, after) = body.split_at(usize::from(*segment));
                open.extend(bytes);
                body = after;
                if *segment < 255 {
                    packets.push(std::mem::take(&mut open));
                }
            }
            (at, number) = (page.end, number + 1);
        }
        packets
    }

    fn comments_of(packet: &[u8], prefix: &[u8]) -> (Vec<Vec<u8>>, Vec<u8>) {
        let (_, comments, rest) = comments::parse(packet.strip_prefix(prefix).unwrap()).unwrap();
        (comments.into_iter().map(<[u8]>::to_vec).collect(), rest.to_vec())
    }

    /// The file with more comments, so that its headers need other pages.
    fn with_comments(file: &[u8], prefix: &[u8], more: &[&[u8]]) -> Vec<u8> {
        let packets = packets(file);
        let headers = if prefix.len() == 7 { 3 } else { 2 };
        let (mut list, rest) = comments_of(&packets[1], prefix);
        list.extend(more.iter().map(|comment| comment.to_vec()));
        let mut packet = prefix.to_vec();
        comments::put(&mut packet, b"somebody").unwrap();
        packet.extend((list.len() as u32).to_le_bytes());
        for comment in &list {
            comments::put(&mut packet, comment).unwrap();
        }
        packet.extend(rest);
        let first = Page::at(file, 0).unwrap();
        let mut new = file[..first.end].to_vec();
        let made =
            put_pages(&mut new, &[&[packet], &packets[2..headers]].concat(), first.serial(), 1).unwrap();
        let (mut at, mut ended, mut pages) = (first.end, 1, 0);
        while ended < headers {
            let page = Page::at(file, at).unwrap();
            ended += page.table.iter().filter(|segment| **segment < 255).count();
            (at, pages) = (page.end, pages + 1);
        }
        put_rest(&mut new, file, at, (first.serial(), made - pages)).unwrap();
        new
    }

    #[test]
    fn odd_comments_and_every_packet_stay_to_the_byte() {
        let odd: [&[u8]; 5] = [b"TITLE=x", b"no equals sign", b"=", b"\xff\xfe=\xe9", b"TITLE=twice"];
        for (file, prefix) in [(VORBIS, &b"\x03vorbis"[..]), (OPUS, b"OpusTags")] {
            let old = with_comments(file, prefix, &odd);
            let new = marked(&old, FOUR).unwrap();
            let (before, after) = (packets(&old), packets(&new));
            assert_eq!((before.len(), &before[0], &before[2..]), (after.len(), &after[0], &after[2..]));
            let ((old_list, old_rest), (list, rest)) =
                (comments_of(&before[1], prefix), comments_of(&after[1], prefix));
            assert_eq!((&list[..old_list.len()], rest), (&old_list[..], old_rest));
            assert_eq!(list[old_list.len()..], [b"FMPS_RATING=0.8".to_vec(), b"LOVE RATING=L".to_vec()]);
            assert_eq!(marked(&new, NONE).unwrap(), old, "taken back, the file is as it was");
        }
    }

    #[test]
    fn comments_of_many_pages_grow_and_shrink_over_the_border_of_a_page() {
        for (file, prefix) in [(VORBIS, &b"\x03vorbis"[..]), (OPUS, b"OpusTags")] {
            let pages = |file: &[u8]| {
                std::iter::successors(Page::at(file, 0), |page| Page::at(file, page.end)).count()
            };
            let headers = packets(file);
            let known: usize = headers[1..if prefix.len() == 7 { 3 } else { 2 }].iter().map(Vec::len).sum();
            let full = SEGMENTS * 255 - known;
            let mut grew = false;
            for size in (full - 900..full).step_by(9) {
                let picture = [b"METADATA_BLOCK_PICTURE=".to_vec(), vec![b'A'; size]].concat();
                let old = with_comments(file, prefix, &[&picture]);
                let new = marked(&old, FOUR).unwrap();
                assert_eq!(packets(&new)[2..], packets(&old)[2..]);
                grew |= pages(&new) > pages(&old);
                assert_eq!(marked(&new, NONE).unwrap(), old);
            }
            assert!(grew, "one of them needed a page more");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let at = Page::at(VORBIS, 0).unwrap().end;
        let mut other_stream = VORBIS.to_vec();
        other_stream[at + 14] ^= 1;
        for bad in [&VORBIS[..at], &VORBIS[..at + 40], &other_stream, b"OggS"] {
            assert!(marked(bad, FOUR).is_err());
        }
        let mut speex = VORBIS.to_vec();
        speex[HEADER + 1] = b'S';
        assert!(matches!(marked(&speex, FOUR), Err(Refused::Format)));
    }
}
