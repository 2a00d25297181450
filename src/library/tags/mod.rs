//! Reads tags, lengths and pictures with lofty. A file is believed by its content, not by its ending, and a hostile one
//! costs an error, never the thread.

mod encoding;
mod lyrics;
mod reader;
mod riff;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use lofty::aac::AacFile;
use lofty::config::{GlobalOptions, ParseOptions, apply_global_options};
use lofty::file::{AudioFile, FileType, TaggedFile, TaggedFileExt};
use lofty::flac::FlacFile;
use lofty::id3::v2::Id3v2Tag;
use lofty::iff::aiff::AiffFile;
use lofty::iff::wav::WavFile;
use lofty::mpeg::MpegFile;
use lofty::picture::PictureType;
use lofty::probe::Probe;
use lofty::tag::{Tag, TagType};

#[cfg(test)]
pub use tests::lyrics_flac;

use super::track::{Details, Tags};
use crate::audio;
use reader::Reader;

/// What a file says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileTags {
    /// Its tags; the title is empty where there is none.
    pub tags: Tags,
    /// Lyrics and `MusicBrainz` numbers.
    pub details: Details,
    /// Length in seconds; `None` where the tags' reader found no sound that surely plays.
    pub length_secs: Option<f64>,
    /// It carries a picture.
    pub has_picture: bool,
}

/// The longest text kept of a tag, in characters: lyrics in a title field are not worth the room.
const LONGEST_TEXT: usize = 4096;
/// The largest single piece taken into memory while importing, in bytes: several files are read at once.
const LARGEST_PIECE: usize = 8 * 1024 * 1024;
/// The largest cover, and the largest comment with a cover in it, in bytes.
const LARGEST_COVER: usize = 100 * 1024 * 1024;

/// Reads what the file says about itself.
///
/// # Errors
/// Why it cannot be understood, in words.
pub fn read(file: &mut File) -> Result<FileTags, String> {
    let parsed = parse(file, ParseOptions::new(), LARGEST_PIECE);
    if let Ok(parsed) = parsed {
        let has_picture = parsed.tags.iter().any(|tag| tag.picture_count() > 0);
        return Ok(parsed.said(file, has_picture));
    }
    // A broken or huge cover must not cost the title. Ogg's covers are texts and are read in any case.
    let parsed = parse(file, ParseOptions::new().read_cover_art(false), LARGEST_COVER)?;
    Ok(parsed.said(file, true))
}

/// The bytes of the picture that stands for the file: its front cover, else its first.
///
/// # Errors
/// Why the file cannot be understood, in words.
pub fn read_picture(file: &mut File) -> Result<Option<Vec<u8>>, String> {
    let parsed = parse(file, ParseOptions::new().read_properties(false), LARGEST_COVER)?;
    let pictures = || parsed.tags.iter().flat_map(Tag::pictures);
    let front = pictures().find(|p| p.pic_type() == PictureType::CoverFront);
    Ok(front.or_else(|| pictures().next()).map(|p| p.data().to_vec()))
}

/// Lyrics with times, and lyrics as a text, which may hold times too.
pub type CarriedLyrics = (Vec<(Duration, String)>, Option<String>);

/// The lyrics a file carries.
///
/// # Errors
/// Why the file cannot be understood, in words.
pub fn read_lyrics(file: &mut File) -> Result<CarriedLyrics, String> {
    let mut parsed =
        parse(file, ParseOptions::new().read_properties(false).read_cover_art(false), LARGEST_COVER)?;
    let timed = std::mem::take(&mut parsed.timed_lyrics);
    Ok((timed, parsed.said(file, false).details.lyrics))
}

/// The tags, or where there are none those of a container that only the decoder knows.
pub fn or_from_container(tags: Tags, path: &Path) -> Tags {
    if tags != Tags::default() {
        return tags;
    }
    let found = audio::read_tags(path).unwrap_or_default();
    let text = |names: &[&str]| {
        let named = |name: &&str| found.iter().find(|(n, _)| n == name).and_then(|(_, value)| tidy(value));
        names.iter().find_map(named)
    };
    let number = |names: &[&str]| -> Option<u32> {
        let text = text(names)?;
        text.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty())?.parse().ok()
    };
    Tags {
        title: text(&["TITLE"]).unwrap_or_default(),
        artist: text(&["ARTIST", "LEAD_PERFORMER"]),
        album: text(&["ALBUM"]),
        album_artist: text(&["ALBUM_ARTIST", "ALBUMARTIST"]),
        genre: text(&["GENRE"]),
        mood: text(&["MOOD"]),
        year: number(&["DATE_RELEASED", "DATE", "YEAR"]).and_then(|year| i32::try_from(year).ok()),
        track_number: number(&["PART_NUMBER", "TRACK", "TRACKNUMBER", "TRACK NUMBER"]),
        disc_number: number(&["DISC", "DISCNUMBER"]),
        ..Tags::default()
    }
}

/// A file as lofty understands it.
struct Parsed {
    kind: FileType,
    length_secs: f64,
    /// The format's own tag first.
    tags: Vec<Tag>,
    /// What the general form of an `ID3v2` tag leaves out.
    popularity: Vec<reader::Popularity>,
    extras: Vec<(String, String)>,
    timed_lyrics: Vec<(Duration, String)>,
}

impl Parsed {
    fn said(mut self, file: &mut File, has_picture: bool) -> FileTags {
        if self.kind == FileType::Wav {
            // What lofty drops because it is no UTF-8.
            self.extras.extend(riff::information(file).unwrap_or_default());
        }
        let playable = self.length_secs > 0.0 && is_playable(self.kind);
        let reader = Reader { tags: self.tags, popularity: self.popularity, extras: self.extras };
        FileTags {
            tags: reader.tags(),
            details: reader.details(),
            length_secs: playable.then_some(self.length_secs),
            has_picture,
        }
    }
}

/// Formats whose length lofty tells and Mien surely plays; the decoder is asked about the others.
fn is_playable(kind: FileType) -> bool {
    matches!(
        kind,
        FileType::Aac
            | FileType::Aiff
            | FileType::Flac
            | FileType::Mp4
            | FileType::Mpeg
            | FileType::Opus
            | FileType::Vorbis
            | FileType::Wav
    )
}

fn parse(file: &mut File, options: ParseOptions, largest_piece: usize) -> Result<Parsed, String> {
    apply_global_options(GlobalOptions::new().allocation_limit(largest_piece));
    let mut read = || -> Result<Parsed, String> {
        file.rewind().map_err(in_words)?;
        let reader = BufReader::new(file.try_clone().map_err(in_words)?);
        parse_as_its_kind(Probe::new(reader).options(options).guess_file_type().map_err(in_words)?, options)
    };
    // The parser is asked to read anything; should it fail badly on one file, the others are still read.
    catch_unwind(AssertUnwindSafe(&mut read)).unwrap_or_else(|_| Err("the tags cannot be read".to_owned()))
}

fn in_words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// `ID3v2` is taken aside, because its texts say in which encoding they were written.
fn parse_as_its_kind<R: Read + Seek>(
    probe: Probe<BufReader<R>>,
    options: ParseOptions,
) -> Result<Parsed, String> {
    #[allow(clippy::wildcard_enum_match_arm, reason = "lofty's enum is open and most formats have no ID3v2")]
    let (file, id3v2) = match probe.file_type() {
        Some(FileType::Mpeg) => split(probe.into_inner(), options, MpegFile::remove_id3v2)?,
        Some(FileType::Aac) => split(probe.into_inner(), options, AacFile::remove_id3v2)?,
        Some(FileType::Flac) => split(probe.into_inner(), options, FlacFile::remove_id3v2)?,
        Some(FileType::Aiff) => split(probe.into_inner(), options, AiffFile::remove_id3v2)?,
        Some(FileType::Wav) => split(probe.into_inner(), options, WavFile::remove_id3v2)?,
        _ => (probe.read().map_err(in_words)?, None),
    };
    Ok(sorted_out(file, id3v2))
}

fn sorted_out(mut file: TaggedFile, id3v2: Option<Id3v2Tag>) -> Parsed {
    let kinds: Vec<TagType> = file.tags().iter().map(Tag::tag_type).collect();
    let mut tags: Vec<Tag> = kinds.into_iter().filter_map(|kind| file.remove(kind)).collect();
    tags.iter_mut().for_each(encoding::mend_id3v1);
    let mut extras: Vec<(String, String)> = tags.iter().flat_map(reader::uncommon_texts).collect();
    let (mut popularity, mut timed_lyrics) = (Vec::new(), Vec::new());
    if let Some(mut id3v2) = id3v2 {
        encoding::mend_id3v2(&mut id3v2);
        popularity = reader::popularity(&id3v2);
        timed_lyrics = lyrics::timed(&id3v2);
        extras.extend(reader::user_texts(&id3v2));
        tags.push(id3v2.into());
    }
    let primary = file.primary_tag_type();
    tags.sort_by_key(|tag| tag.tag_type() != primary);
    let length_secs = file.properties().duration().as_secs_f64();
    Parsed { kind: file.file_type(), length_secs, tags, popularity, extras, timed_lyrics }
}

fn split<R: Read + Seek, F: AudioFile + Into<TaggedFile>>(
    mut reader: R,
    options: ParseOptions,
    take: fn(&mut F) -> Option<Id3v2Tag>,
) -> Result<(TaggedFile, Option<Id3v2Tag>), String> {
    reader.rewind().map_err(in_words)?;
    let mut file = F::read_from(&mut reader, options).map_err(in_words)?;
    let id3v2 = take(&mut file);
    Ok((file.into(), id3v2))
}

/// Without control characters and outer spaces; `None` when nothing is left.
fn tidy(text: &str) -> Option<String> {
    // ID3v2.4 and MP4 writers put several values into one field with a zero between them.
    let values: Vec<String> = text
        .split('\0')
        .map(|value| {
            value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_TEXT).collect::<String>()
        })
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect();
    (!values.is_empty()).then(|| values.join("; "))
}
