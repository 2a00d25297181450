//! The tags of containers that the library's own reader of tags does not know (Matroska, `WebM`, CAF).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use symphonia::core::meta::{RawValue, Tag};

use super::{DecodeError, open};

/// How far into a file a title or an information chunk is looked for, and the most of one that is read, in bytes.
const LOOKED_AT: u64 = 64 * 1024;

/// Names and texts of a file's tags as they are written there, names in upper case without what they speak of
/// (Matroska's album or track).
///
/// # Errors
/// [`DecodeError`] when the file cannot be read or played.
pub fn read_tags(path: &Path) -> Result<Vec<(String, String)>, DecodeError> {
    let mut stream = open::open(path)?;
    let mut tags = own_tags(path).map_err(DecodeError::Unreadable)?;
    if let Some(revision) = stream.format.metadata().skip_to_latest() {
        let of_tracks = revision.per_track.iter().flat_map(|track| &track.metadata.tags);
        tags.extend(revision.media.tags.iter().chain(of_tracks).filter_map(text));
    }
    Ok(tags)
}

fn text(tag: &Tag) -> Option<(String, String)> {
    let RawValue::String(value) = &tag.raw.value else { return None };
    let name = tag.raw.key.rsplit('@').next().unwrap_or_default();
    Some((name.to_uppercase(), value.to_string()))
}

/// What symphonia leaves out: Matroska's title of the segment and CAF's information chunk.
fn own_tags(path: &Path) -> io::Result<Vec<(String, String)>> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(LOOKED_AT).read_to_end(&mut head)?;
    match head.get(..4) {
        Some(b"\x1a\x45\xdf\xa3") => {
            Ok(segment_title(&head).map(|title| ("TITLE".to_owned(), title)).into_iter().collect())
        }
        Some(b"caff") => Ok(caf_information(&mut file)?.map(|info| pairs(&info)).unwrap_or_default()),
        Some(_) | None => Ok(Vec::new()),
    }
}

/// Matroska: the element Title (7BA9) in the element Info (1549A966), RFC 9559.
fn segment_title(head: &[u8]) -> Option<String> {
    // The index at the start of the file names the element too, without being one.
    let mut named = head.windows(4).enumerate().filter(|(_, id)| *id == b"\x15\x49\xa9\x66");
    named.find_map(|(at, _)| title_in(head.get(at + 4..)?))
}

fn title_in(info: &[u8]) -> Option<String> {
    let (length, body) = element_length(info)?;
    let mut rest = &body[..body.len().min(length)];
    loop {
        // Element numbers say their own length by their leading zeros, like lengths, and keep the mark.
        let width = rest.first()?.leading_zeros() as usize + 1;
        let (id, after) = (rest.get(..width)?, rest.get(width..)?);
        let (length, body) = element_length(after)?;
        if id == b"\x7b\xa9" {
            return Some(String::from_utf8_lossy(body.get(..length)?).into_owned());
        }
        rest = body.get(length..)?;
    }
}

/// A length in EBML's form (RFC 8794, 4), and what follows it.
fn element_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let first = *bytes.first()?;
    let width = first.leading_zeros() as usize + 1;
    let (number, rest) = (bytes.get(..width)?, bytes.get(width..)?);
    let mark = 0x80_u8.checked_shr(width as u32 - 1)?;
    let length = number[1..].iter().fold(u64::from(first & !mark), |sum, byte| (sum << 8) | u64::from(*byte));
    Some((usize::try_from(length).ok()?, rest))
}

/// CAF: the chunk `info`, as a count of 4 bytes and then names and values in turn, each ended by a zero.
fn caf_information(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    const MOST_CHUNKS: usize = 100;
    let mut at = 8;
    for _ in 0..MOST_CHUNKS {
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::new();
        file.by_ref().take(12).read_to_end(&mut header)?;
        let Ok(header) = <[u8; 12]>::try_from(header) else { return Ok(None) };
        let [a, b, c, d, size @ ..] = header;
        if [a, b, c, d] == *b"info" {
            let mut body = Vec::new();
            file.by_ref().take(u64::from_be_bytes(size).min(LOOKED_AT)).read_to_end(&mut body)?;
            return Ok(Some(body));
        }
        // A size of -1 reaches to the end of the file: nothing follows.
        at = match at.checked_add(12).and_then(|at| at.checked_add(u64::from_be_bytes(size))) {
            Some(next) => next,
            None => return Ok(None),
        };
    }
    Ok(None)
}

fn pairs(information: &[u8]) -> Vec<(String, String)> {
    let mut texts = information.get(4..).unwrap_or_default().split(|byte| *byte == 0);
    let mut text = || texts.next().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut pairs = Vec::new();
    while let (Some(name), Some(value)) = (text(), text()) {
        pairs.push((name.to_uppercase(), value));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_segment_is_found_behind_other_elements() {
        let info = b"\x2a\xd7\xb1\x83\x0f\x42\x40\x7b\xa9\x84Tone";
        let index = b"\x1a\x45\xdf\xa3\x80\x53\xab\x84\x15\x49\xa9\x66\x53\xac\x82\x01\x00";
        let head = [&index[..], b"\x15\x49\xa9\x66", &[0x80 | info.len() as u8], info].concat();
        assert_eq!(segment_title(&head).as_deref(), Some("Tone"));
    }

    #[test]
    fn broken_lengths_end_the_search() {
        for tail in [
            &b""[..],
            b"\x80",
            b"\x00",
            b"\xff\x00",
            b"\x84\x7b\xa9\xff",
            b"\x88\x7b\xa9\x01\xff\xff\xff\xff\xff\xff\xff",
        ] {
            assert_eq!(segment_title(&[b"\x15\x49\xa9\x66", tail].concat()), None);
        }
    }

    #[test]
    fn the_information_chunk_is_pairs_of_texts() {
        assert_eq!(pairs(b"\0\0\0\x01title\0Tone\0"), [("TITLE".to_owned(), "Tone".to_owned())]);
        assert!(pairs(b"\0").is_empty());
    }
}
