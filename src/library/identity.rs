//! Knows a file again by its sound, wherever it lies and whatever its tags say.

use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

use super::track::Tags;

/// The first half of a SHA-256: enough to tell any number of files apart.
pub type Fingerprint = [u8; 16];

/// Bytes looked at in each of three places: the whole of a small file, samples of a large one.
const SAMPLE: u64 = 32 * 1024;

/// The fingerprint of the sound: for FLAC its own checksum of the decoded audio, else size and samples of the part of the
/// file that holds the audio. Where tags lie in between (Ogg, Matroska), they count as sound.
///
/// # Errors
/// What the system says while reading.
pub fn of_audio<F: Read + Seek>(file: &mut F) -> io::Result<Fingerprint> {
    let end = file.seek(SeekFrom::End(0))?;
    let start = after_id3v2(file, end)?;
    let head = read_at(file, start, 42)?;
    if let Some(md5) = flac_checksum(&head) {
        return Ok(digest(&[b"flac", md5]));
    }
    let (from, to) = match audio_chunk(file, &head, start, end)? {
        Some(span) => span,
        None => (start, before_tail_tags(file, start, end)?),
    };
    sampled(file, from, to.max(from))
}

/// The fingerprint of a copy: the same sound with the same tags.
pub fn of_copy(audio: &Fingerprint, tags: &Tags) -> Fingerprint {
    digest(&[audio, format!("{tags:?}").as_bytes()])
}

fn digest(parts: &[&[u8]]) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut half = Fingerprint::default();
    half.copy_from_slice(&hash.finalize()[..16]);
    half
}

fn sampled<F: Read + Seek>(file: &mut F, from: u64, to: u64) -> io::Result<Fingerprint> {
    let length = to - from;
    let samples = if length <= 3 * SAMPLE {
        vec![read_at(file, from, length)?]
    } else {
        [from, from + (length - SAMPLE) / 2, to - SAMPLE]
            .into_iter()
            .map(|at| read_at(file, at, SAMPLE))
            .collect::<io::Result<_>>()?
    };
    let length = length.to_le_bytes();
    let parts: Vec<&[u8]> = std::iter::once(&length[..]).chain(samples.iter().map(Vec::as_slice)).collect();
    Ok(digest(&parts))
}

/// Up to `length` bytes from `at`; fewer at the end of the file.
fn read_at<F: Read + Seek>(file: &mut F, at: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn after_id3v2<F: Read + Seek>(file: &mut F, end: u64) -> io::Result<u64> {
    let head = read_at(file, 0, 10)?;
    if head.len() < 10 || !head.starts_with(b"ID3") {
        return Ok(0);
    }
    let size = head[6..10].iter().fold(0, |size, byte| (size << 7) | u64::from(byte & 0x7f));
    let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
    Ok((10 + size + footer).min(end))
}

/// The MD5 of the decoded audio in FLAC's first block, where the encoder wrote one.
fn flac_checksum(head: &[u8]) -> Option<&[u8]> {
    let rest = head.strip_prefix(b"fLaC")?;
    let stream_info = rest.get(4..38).filter(|_| matches!(rest[0], 0 | 0x80))?;
    // Rate, channels, sample size and count, then the MD5.
    stream_info[18..].iter().any(|byte| *byte != 0).then(|| &stream_info[10..])
}

/// Where the audio lies in files made of chunks: WAV, AIFF, MP4.
fn audio_chunk<F: Read + Seek>(
    file: &mut F,
    head: &[u8],
    start: u64,
    end: u64,
) -> io::Result<Option<(u64, u64)>> {
    let kind = |range: std::ops::Range<usize>| head.get(range).unwrap_or_default();
    match (kind(0..4), kind(4..8), kind(8..12)) {
        (b"RIFF", _, b"WAVE") => find_chunk(file, start + 12, end, *b"data", riff_chunk),
        (b"FORM", _, b"AIFF" | b"AIFC") => find_chunk(file, start + 12, end, *b"SSND", iff_chunk),
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

/// The end of the audio before `ID3v1` and APE tags.
fn before_tail_tags<F: Read + Seek>(file: &mut F, start: u64, mut end: u64) -> io::Result<u64> {
    if end >= start + 128 && read_at(file, end - 128, 3)? == b"TAG" {
        end -= 128;
    }
    if end >= start + 32 {
        let footer = read_at(file, end - 32, 32)?;
        if footer.len() == 32 && footer.starts_with(b"APETAGEX") {
            let body = u64::from(u32::from_le_bytes([footer[12], footer[13], footer[14], footer[15]]));
            let header = if footer[23] & 0x80 == 0 { 0 } else { 32 };
            end = end.saturating_sub(body + header).max(start);
        }
    }
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn of(bytes: &[u8]) -> Fingerprint {
        of_audio(&mut Cursor::new(bytes)).unwrap()
    }

    fn noise(length: usize) -> Vec<u8> {
        let mut random = fastrand::Rng::with_seed(1);
        (0..length).map(|_| random.u8(..)).collect()
    }

    fn id3v2(size: u8) -> Vec<u8> {
        let mut tag = b"ID3\x04\0\0\0\0\0".to_vec();
        tag.push(size);
        tag.extend(vec![b'x'; size as usize]);
        tag
    }

    #[test]
    fn tags_before_and_after_an_mp3_do_not_count() {
        let sound = noise(500_000);
        let id3v1 = [b"TAG".to_vec(), vec![b't'; 125]].concat();
        let tagged = [id3v2(100), sound.clone(), id3v1.clone()].concat();
        let retagged = [id3v2(20), sound.clone()].concat();
        assert_eq!(of(&tagged), of(&retagged));
        let mut other = sound;
        other[250_000] ^= 1;
        assert_ne!(of(&tagged), of(&other));
    }

    #[test]
    fn a_flac_is_known_by_its_own_checksum() {
        let flac = |comment: &[u8], md5: u8| {
            let mut file = b"fLaC\0\0\0\x22".to_vec();
            file.extend([4; 18]);
            file.extend([md5; 16]);
            file.extend(comment);
            file
        };
        assert_eq!(of(&flac(b"one", 1)), of(&flac(b"another", 1)));
        assert_ne!(of(&flac(b"one", 1)), of(&flac(b"one", 2)));
        assert_ne!(of(&flac(b"one", 0)), of(&flac(b"two", 0)), "without a checksum the bytes count");
    }

    #[test]
    fn only_the_audio_chunk_of_wav_and_mp4_counts() {
        let wav = |info: &[u8]| [b"RIFF\0\0\0\0WAVELIST\x04\0\0\0", info, b"data\x03\0\0\0abc\0"].concat();
        assert_eq!(of(&wav(b"infA")), of(&wav(b"infB")));
        let mp4 = |free: &[u8]| [b"\0\0\0\x08ftyp\0\0\0\x0cfree", free, b"\0\0\0\x0bmdatabc"].concat();
        assert_eq!(of(&mp4(b"one1")), of(&mp4(b"two2")));
    }

    #[test]
    fn hostile_sizes_end() {
        for head in [
            &b"RIFF\0\0\0\0WAVEjunk\xff\xff\xff\xff"[..],
            b"\0\0\0\x08ftyp\0\0\0\0free",
            b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
            b"",
        ] {
            of(head);
        }
    }
}
