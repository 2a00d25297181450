//! Reads tags, lengths and pictures with lofty. A file is believed by its content, not by its ending, and a hostile one
//! costs an error, never the thread.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use lofty::config::{GlobalOptions, ParseOptions, apply_global_options};
use lofty::error::FileParseError;
use lofty::file::{AudioFile, FileType, TaggedFile, TaggedFileExt};
use lofty::picture::PictureType;
use lofty::probe::Probe;
use lofty::tag::{Accessor, ItemKey, Tag};

use super::track::Tags;
use crate::audio;

/// What a file says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileTags {
    /// Its tags; the title is empty where there is none.
    pub tags: Tags,
    /// Length in seconds; `None` where the tags' reader found no sound that surely plays.
    pub length_secs: Option<f64>,
    /// It carries a picture.
    pub has_picture: bool,
}

/// The longest text kept of a tag, in characters: lyrics in a title field are not worth the room.
const LONGEST_TEXT: usize = 4096;
/// The largest single piece (a cover) taken into memory, in bytes.
const LARGEST_PIECE: usize = 64 * 1024 * 1024;

/// Reads what the file says about itself.
///
/// # Errors
/// Why it cannot be understood, in words.
pub fn read(file: &mut File) -> Result<FileTags, String> {
    let with_pictures = parse(file, ParseOptions::new());
    // A broken or huge cover must not cost the title.
    let tagged = with_pictures.or_else(|_| parse(file, ParseOptions::new().read_cover_art(false)))?;
    let length = tagged.properties().duration().as_secs_f64();
    Ok(FileTags {
        tags: Reader(sorted_tags(&tagged)).tags(),
        length_secs: (length > 0.0 && is_playable(tagged.file_type())).then_some(length),
        has_picture: tagged.tags().iter().any(|tag| tag.picture_count() > 0),
    })
}

/// The bytes of the picture that stands for the file: its front cover, else its first.
///
/// # Errors
/// Why the file cannot be understood, in words.
pub fn read_picture(file: &mut File) -> Result<Option<Vec<u8>>, String> {
    let tagged = parse(file, ParseOptions::new().read_properties(false))?;
    let pictures = || tagged.tags().iter().flat_map(Tag::pictures);
    let front = pictures().find(|p| p.pic_type() == PictureType::CoverFront);
    Ok(front.or_else(|| pictures().next()).map(|p| p.data().to_vec()))
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

fn parse(file: &mut File, options: ParseOptions) -> Result<TaggedFile, String> {
    apply_global_options(GlobalOptions::new().allocation_limit(LARGEST_PIECE));
    let mut read = || -> Result<TaggedFile, FileParseError> {
        file.rewind()?;
        let probe = Probe::new(BufReader::new(file.try_clone()?)).options(options).guess_file_type()?;
        probe.read()
    };
    // The parser is asked to read anything; should it fail badly on one file, the others are still read.
    match catch_unwind(AssertUnwindSafe(&mut read)) {
        Ok(Ok(tagged)) => Ok(tagged),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the tags cannot be read".to_owned()),
    }
}

/// The format's own tag first, then the others.
fn sorted_tags(tagged: &TaggedFile) -> Vec<&Tag> {
    let primary = tagged.primary_tag_type();
    let mut tags: Vec<&Tag> = tagged.tags().iter().collect();
    tags.sort_by_key(|tag| tag.tag_type() != primary);
    tags
}

/// Looks a value up in one tag after the other.
struct Reader<'a>(Vec<&'a Tag>);

impl Reader<'_> {
    fn tags(&self) -> Tags {
        Tags {
            title: self.text(ItemKey::TrackTitle).unwrap_or_default(),
            artist: self.list(ItemKey::TrackArtist),
            album: self.text(ItemKey::AlbumTitle),
            album_artist: self.list(ItemKey::AlbumArtist),
            genre: self.list(ItemKey::Genre),
            mood: self.list(ItemKey::Mood),
            year: self.first(|tag| tag.date().map(|date| i32::from(date.year))).filter(|year| *year > 0),
            track_number: self.first(Accessor::track),
            disc_number: self.first(Accessor::disk),
            bpm: self
                .number(ItemKey::Bpm)
                .or_else(|| self.number(ItemKey::IntegerBpm))
                .filter(|bpm| *bpm > 0.0),
            track_gain_db: self.number(ItemKey::ReplayGainTrackGain).or_else(|| self.r128_gain()),
            track_peak: self.number(ItemKey::ReplayGainTrackPeak),
        }
    }

    fn first<T>(&self, value: impl Fn(&Tag) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|tag| value(tag))
    }

    fn text(&self, key: ItemKey) -> Option<String> {
        self.first(|tag| tag.get_strings(key).find_map(tidy))
    }

    /// All values of a field that may come several times.
    fn list(&self, key: ItemKey) -> Option<String> {
        self.first(|tag| {
            let values: Vec<String> = tag.get_strings(key).filter_map(tidy).collect();
            (!values.is_empty()).then(|| values.join("; "))
        })
    }

    /// A number, with or without a unit behind it ("-7.2 dB").
    fn number(&self, key: ItemKey) -> Option<f32> {
        let text = self.text(key)?;
        let number = text.split_whitespace().next()?.trim_end_matches(|c: char| c.is_alphabetic());
        number.parse().ok().filter(|x: &f32| x.is_finite())
    }

    /// Opus's gain: 1/256 dB against -23 LUFS (RFC 7845), 5 dB below ReplayGain's -18.
    fn r128_gain(&self) -> Option<f32> {
        Some(self.number(ItemKey::R128TrackGain)? / 256.0 + 5.0)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_tidied_and_empty_ones_dropped() {
        assert_eq!(tidy(" a\tb \0"), Some("a b".to_owned()));
        assert_eq!(tidy("Rock\0Pop"), Some("Rock; Pop".to_owned()));
        assert_eq!(tidy(" \0 "), None);
        assert_eq!(tidy(&"x".repeat(10_000)).map(|t| t.len()), Some(LONGEST_TEXT));
    }

    #[test]
    fn noise_is_an_error_or_nothing_and_never_a_panic() {
        use std::io::Write;
        let mut random = fastrand::Rng::with_seed(7);
        for head in [
            &b"ID3\x04\0\0\x7f\x7f\x7f\x7f"[..],
            b"fLaC\0\0\0\x22",
            b"OggS",
            b"RIFF\xff\xff\xff\xffWAVE",
            b"\xff\xfb\x90\0",
            b"\0\0\0\x18ftypM4A ",
        ] {
            for _ in 0..20 {
                let mut file = tempfile::tempfile().unwrap();
                file.write_all(head).unwrap();
                file.write_all(&(0..3000).map(|_| random.u8(..)).collect::<Vec<_>>()).unwrap();
                let _either = read(&mut file);
            }
        }
    }
}
