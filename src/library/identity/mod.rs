//! Knows a file again by its sound, wherever it lies and whatever its tags say.
//!
//! Reading all of a file would make an import as slow as the disk. A checksum the encoder left is as good; else a few samples
//! of the part that holds the sound, and its length, tell files apart.

mod chunks;
mod matroska;
mod mpeg;
mod ogg;

use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

use super::track::Tags;

/// The first half of a SHA-256: enough to tell any number of files apart.
pub type Fingerprint = [u8; 16];

/// Bytes looked at where the sound begins, half way, and where it ends: the whole of a small file.
const HEAD: u64 = 16 * 1024;
const MIDDLE: u64 = 8 * 1024;
const TAIL: u64 = 4 * 1024;

/// The fingerprint of the sound, without the tags.
///
/// # Errors
/// What the system says while reading.
pub fn of_audio<F: Read + Seek>(file: &mut F) -> io::Result<Fingerprint> {
    let end = file.seek(SeekFrom::End(0))?;
    let start = after_id3v2(file, end)?;
    let head = read_at(file, start, 64)?;
    match head.get(..4).unwrap_or_default() {
        b"fLaC" => of_flac(file, &head, start, end),
        b"OggS" => ogg::of_audio(file, start, end),
        b"\x1a\x45\xdf\xa3" => matroska::of_audio(file, start, end),
        _ => {
            if let Some((from, to)) = chunks::audio_chunk(file, &head, start, end)? {
                sampled(file, from, to.max(from))
            } else {
                let to = before_tail_tags(file, start, end)?;
                of_stream(file, start, to)
            }
        }
    }
}

/// MP3 and the like: frames from the first byte on.
fn of_stream<F: Read + Seek>(file: &mut F, from: u64, to: u64) -> io::Result<Fingerprint> {
    let head = read_at(file, from, 64)?;
    sampled(file, (from + mpeg::encoder_frame(&head) as u64).min(to), to)
}

/// FLAC's first block holds the MD5 of the decoded sound, where the encoder wrote one.
fn of_flac<F: Read + Seek>(file: &mut F, head: &[u8], start: u64, end: u64) -> io::Result<Fingerprint> {
    if let Some(md5) = flac_checksum(head) {
        return Ok(digest(&[b"flac", md5]));
    }
    let mut at = start + 4;
    // Seven bits of a block's first byte are its kind, so a file has no use for more blocks than this.
    for _ in 0..1000 {
        let Ok([kind, a, b, c]) = <[u8; 4]>::try_from(read_at(file, at, 4)?) else { break };
        at += 4 + u64::from(u32::from_be_bytes([0, a, b, c]));
        if kind & 0x80 != 0 {
            break;
        }
    }
    let from = at.min(end);
    let to = before_tail_tags(file, from, end)?;
    sampled(file, from, to)
}

fn flac_checksum(head: &[u8]) -> Option<&[u8]> {
    let rest = head.strip_prefix(b"fLaC")?;
    stream_info_checksum(rest.get(4..38).filter(|_| matches!(rest[0], 0 | 0x80))?)
}

/// Rate, channels, sample size and count, then the MD5; zeros where the encoder wrote none.
fn stream_info_checksum(stream_info: &[u8]) -> Option<&[u8]> {
    let md5 = stream_info.get(18..34)?;
    md5.iter().any(|byte| *byte != 0).then_some(&stream_info[10..34])
}

/// The fingerprint of a copy: the same sound with the same names.
pub fn of_copy(audio: &Fingerprint, tags: &Tags) -> Fingerprint {
    let names = (&tags.title, &tags.artist, &tags.album, &tags.album_artist, &tags.genre, &tags.mood);
    let numbers = (tags.year, tags.track_number, tags.disc_number);
    digest(&[audio, format!("{names:?}{numbers:?}").as_bytes()])
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
    let length = to.saturating_sub(from);
    let number = length.to_le_bytes();
    if length <= HEAD + MIDDLE + TAIL {
        return Ok(digest(&[&number, &read_at(file, from, length)?]));
    }
    let head = read_at(file, from, HEAD)?;
    let middle = read_at(file, from + (length - MIDDLE) / 2, MIDDLE)?;
    let tail = read_at(file, to - TAIL, TAIL)?;
    Ok(digest(&[&number, &head, &middle, &tail]))
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

/// The end of the sound before `ID3v1` and APE tags.
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
    fn what_an_encoder_says_about_an_mp3_does_not_count() {
        let sound = noise(500_000);
        let frame =
            |says: &[u8]| [b"\xff\xfb\x90\x00", [0; 32].as_slice(), b"Info", says, &[0; 373]].concat();
        let files = [
            [frame(b"LAME"), sound.clone()].concat(),
            [id3v2(9), frame(b"Lavf"), sound.clone()].concat(),
            sound,
        ];
        assert!(files.iter().all(|file| of(file) == of(&files[0])));
    }

    #[test]
    fn a_flac_is_known_by_its_own_checksum() {
        let flac = |comment: &[u8], md5: u8| {
            let mut file = b"fLaC\0\0\0\x22".to_vec();
            file.extend([4; 18]);
            file.extend([md5; 16]);
            file.extend([0x84, 0, 0, comment.len() as u8]);
            file.extend(comment);
            file.extend(b"the frames");
            file
        };
        assert_eq!(of(&flac(b"one", 1)), of(&flac(b"another", 1)));
        assert_ne!(of(&flac(b"one", 1)), of(&flac(b"one", 2)));
        assert_eq!(of(&flac(b"one", 0)), of(&flac(b"two", 0)), "without a checksum the frames count");
        assert_ne!(of(&flac(b"one", 0)), of(&[flac(b"two", 0), b"!".to_vec()].concat()));
    }

    #[test]
    fn only_the_audio_chunk_of_wav_mp4_and_caf_counts() {
        let wav = |info: &[u8]| [b"RIFF\0\0\0\0WAVELIST\x04\0\0\0", info, b"data\x03\0\0\0abc\0"].concat();
        assert_eq!(of(&wav(b"infA")), of(&wav(b"infB")));
        let mp4 = |free: &[u8]| [b"\0\0\0\x08ftyp\0\0\0\x0cfree", free, b"\0\0\0\x0bmdatabc"].concat();
        assert_eq!(of(&mp4(b"one1")), of(&mp4(b"two2")));
        let caf = |info: &[u8]| {
            [
                b"caff\0\x01\0\0info\0\0\0\0\0\0\0\x04",
                info,
                b"data\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\x01abc",
            ]
            .concat()
        };
        assert_eq!(of(&caf(b"infA")), of(&caf(b"infB")));
        assert_ne!(of(&caf(b"infA")), of(&[caf(b"infA"), b"d".to_vec()].concat()));
    }

    #[test]
    fn hostile_sizes_end() {
        for head in [
            &b"RIFF\0\0\0\0WAVEjunk\xff\xff\xff\xff"[..],
            b"\0\0\0\x08ftyp\0\0\0\0free",
            b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
            b"caff\0\x01\0\0info\xff\xff\xff\xff\xff\xff\xff\xff",
            b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\xff",
            b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff",
            b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff\0\0",
            b"",
        ] {
            of(head);
        }
    }
}
