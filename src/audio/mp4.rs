//! What symphonia does not tell about an MP4 file: its edit list (AAC priming and padding) and its protection.
//!
//! Only the boxes on the way to the first sound track are read; sizes are checked, so that a hostile file costs
//! at most a few hundred small reads.

use std::io::{Read, Seek, SeekFrom};

/// More boxes than this on one level of a music file is nonsense.
const MAX_BOXES: usize = 512;

/// The part of the media that is music, in frames of the media's time scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mp4Track {
    /// Frames of priming before the music.
    pub priming: u64,
    /// Length of the music as far as the edit list tells, in media frames, with its rounding either way.
    pub length: Option<Rounded>,
    /// The sample entry says that the sound is encrypted.
    pub protected: bool,
}

/// A length that was stored in coarser units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rounded {
    /// The length.
    pub frames: u64,
    /// It may be off by this much.
    pub tolerance: u64,
}

impl Rounded {
    /// The exact length that another source gives, unless the two disagree by more than rounding.
    pub(super) fn refine(self, exact: u64) -> u64 {
        if exact.abs_diff(self.frames) <= self.tolerance { exact } else { self.frames.min(exact) }
    }
}

/// Looks for the first sound track of an MP4 file; `None` when it is no MP4 file or makes no sense.
pub(super) fn first_sound_track(file: &mut (impl Read + Seek)) -> Option<Mp4Track> {
    let end = file.seek(SeekFrom::End(0)).ok()?;
    let boxes = boxes(file, 0, end)?;
    boxes.iter().find(|b| b.kind == *b"ftyp")?;
    let moov = *boxes.iter().find(|b| b.kind == *b"moov")?;
    let inside = children(file, moov)?;
    let movie_scale = timescale(file, *inside.iter().find(|b| b.kind == *b"mvhd")?)?;
    inside.iter().filter(|b| b.kind == *b"trak").find_map(|&trak| sound_track(file, trak, movie_scale))
}

/// Priming and exact length from iTunes' `iTunSMPB` comment: zero, priming, padding and length in hexadecimal.
pub(super) fn parse_itunsmpb(text: &str) -> Option<(u64, u64)> {
    let mut words = text.split_ascii_whitespace().map(|w| u64::from_str_radix(w, 16));
    let (_zero, priming, _padding) = (words.next()?.ok()?, words.next()?.ok()?, words.next()?.ok()?);
    let length = words.next()?.ok()?;
    (priming < 100_000 && length > 0).then_some((priming, length))
}

#[derive(Clone, Copy)]
struct Mp4Box {
    kind: [u8; 4],
    start: u64,
    end: u64,
}

fn boxes(file: &mut (impl Read + Seek), start: u64, end: u64) -> Option<Vec<Mp4Box>> {
    let mut found = Vec::new();
    let mut at = start;
    while at + 8 <= end && found.len() < MAX_BOXES {
        file.seek(SeekFrom::Start(at)).ok()?;
        let size = u64::from(read_u32(file)?);
        let kind = read_array(file)?;
        let (header, size) = match size {
            0 => (8, end - at),
            1 => (16, read_u64(file)?),
            n => (8, n),
        };
        let next = at.checked_add(size)?;
        if size < header {
            return None;
        }
        found.push(Mp4Box { kind, start: at + header, end: next.min(end) });
        at = next;
    }
    Some(found)
}

fn children(file: &mut (impl Read + Seek), parent: Mp4Box) -> Option<Vec<Mp4Box>> {
    boxes(file, parent.start, parent.end)
}

fn child(file: &mut (impl Read + Seek), parent: Mp4Box, path: &[&[u8; 4]]) -> Option<Mp4Box> {
    path.iter().try_fold(parent, |at, kind| children(file, at)?.into_iter().find(|b| b.kind == **kind))
}

fn sound_track(file: &mut (impl Read + Seek), trak: Mp4Box, movie_scale: u64) -> Option<Mp4Track> {
    let mdia = child(file, trak, &[b"mdia"])?;
    let hdlr = child(file, mdia, &[b"hdlr"])?;
    file.seek(SeekFrom::Start(hdlr.start + 8)).ok()?;
    if read_array(file)? != *b"soun" {
        return None;
    }
    let mdhd = child(file, mdia, &[b"mdhd"])?;
    let media_scale = timescale(file, mdhd)?;
    let protected = child(file, mdia, &[b"minf", b"stbl", b"stsd"])
        .and_then(|stsd| sample_entry(file, stsd))
        .is_some_and(|kind| matches!(&kind, b"drms" | b"enca"));
    let edit = child(file, trak, &[b"edts", b"elst"]).and_then(|elst| first_edit(file, elst));
    Some(match edit {
        None => Mp4Track { protected, ..Mp4Track::default() },
        Some((duration, media_time)) => Mp4Track {
            priming: media_time,
            length: (duration > 0 && movie_scale > 0).then(|| Rounded {
                frames: scale(duration, media_scale, movie_scale),
                tolerance: scale(1, media_scale, movie_scale) + 1,
            }),
            protected,
        },
    })
}

fn scale(value: u64, to: u64, from: u64) -> u64 {
    u64::try_from(u128::from(value) * u128::from(to) / u128::from(from.max(1))).unwrap_or(u64::MAX)
}

fn timescale(file: &mut (impl Read + Seek), header: Mp4Box) -> Option<u64> {
    file.seek(SeekFrom::Start(header.start)).ok()?;
    let times = if read_u32(file)? >> 24 == 1 { 16 } else { 8 };
    file.seek(SeekFrom::Current(times)).ok()?;
    read_u32(file).map(u64::from)
}

fn sample_entry(file: &mut (impl Read + Seek), stsd: Mp4Box) -> Option<[u8; 4]> {
    file.seek(SeekFrom::Start(stsd.start + 12)).ok()?;
    read_array(file)
}

/// Duration in movie time and start in media time of the first edit that is not empty.
fn first_edit(file: &mut (impl Read + Seek), elst: Mp4Box) -> Option<(u64, u64)> {
    file.seek(SeekFrom::Start(elst.start)).ok()?;
    let wide = read_u32(file)? >> 24 == 1;
    let entries = read_u32(file)?.min(8);
    for _ in 0..entries {
        let (duration, media_time) = if wide {
            (read_u64(file)?, i64::from_be_bytes(read_array(file)?))
        } else {
            (u64::from(read_u32(file)?), i64::from(i32::from_be_bytes(read_array(file)?)))
        };
        let _rate = read_u32(file)?;
        if let Ok(media_time) = u64::try_from(media_time) {
            return Some((duration, media_time));
        }
    }
    None
}

fn read_array<const N: usize>(file: &mut impl Read) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn read_u32(file: &mut impl Read) -> Option<u32> {
    read_array(file).map(u32::from_be_bytes)
}

fn read_u64(file: &mut impl Read) -> Option<u64> {
    read_array(file).map(u64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn mp4_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], kind, content].concat()
    }

    fn words(values: &[u32]) -> Vec<u8> {
        values.iter().flat_map(|v| v.to_be_bytes()).collect()
    }

    fn file(entry: &[u8; 4], edits: &[u32]) -> Vec<u8> {
        let header = |scale| words(&[0, 0, 0, scale, 0]);
        let hdlr = mp4_box(b"hdlr", &[&words(&[0, 0]), &b"soun"[..]].concat());
        let stsd = mp4_box(b"stsd", &[words(&[0, 1]), mp4_box(entry, &[])].concat());
        let minf = mp4_box(b"minf", &mp4_box(b"stbl", &stsd));
        let mdia = mp4_box(b"mdia", &[mp4_box(b"mdhd", &header(44_100)), hdlr, minf].concat());
        let edts = mp4_box(b"edts", &mp4_box(b"elst", &words(edits)));
        let trak = mp4_box(b"trak", &[edts, mdia].concat());
        let moov = mp4_box(b"moov", &[mp4_box(b"mvhd", &header(1000)), trak].concat());
        [mp4_box(b"ftyp", b"M4A "), moov].concat()
    }

    #[test]
    fn the_edit_list_gives_priming_and_length() {
        let bytes = file(b"mp4a", &[0, 1, 2000, 1024, 0x10000]);
        let track = first_sound_track(&mut Cursor::new(bytes)).unwrap();
        assert_eq!((track.priming, track.protected), (1024, false));
        assert_eq!(track.length.unwrap().frames, 88_200);
    }

    #[test]
    fn an_empty_edit_before_the_music_is_passed_over() {
        let bytes = file(b"mp4a", &[0, 2, 10, u32::MAX, 0x10000, 2000, 2112, 0x10000]);
        assert_eq!(first_sound_track(&mut Cursor::new(bytes)).unwrap().priming, 2112);
    }

    #[test]
    fn protected_sound_is_recognised() {
        let bytes = file(b"drms", &[0, 0]);
        assert!(first_sound_track(&mut Cursor::new(bytes)).unwrap().protected);
    }

    #[test]
    fn truncated_files_end_in_none_or_a_guess() {
        let bytes = file(b"mp4a", &[0, 1, 2000, 1024, 0x10000]);
        for length in 0..bytes.len() {
            let _ = first_sound_track(&mut Cursor::new(&bytes[..length]));
        }
    }

    #[test]
    fn a_length_is_refined_within_its_rounding_only() {
        let rounded = Rounded { frames: 88_200, tolerance: 45 };
        assert_eq!(rounded.refine(88_222), 88_222);
        assert_eq!(rounded.refine(90_000), 88_200);
    }

    #[test]
    fn the_itunes_comment_is_read() {
        let text = " 00000000 00000840 000001C0 0000000000037980 00000000 00000000";
        assert_eq!(parse_itunsmpb(text), Some((0x840, 0x37980)));
        assert_eq!(parse_itunsmpb("rubbish"), None);
    }
}
