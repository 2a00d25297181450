//! Looks values up in the tags of one file, whatever their format calls them.

use lofty::ape::ApeTag;
use lofty::id3::v2::{Frame, Id3v2Tag};
use lofty::mp4::{AtomData, AtomIdent, Ilst};
use lofty::ogg::tag::VorbisComments;
use lofty::tag::{Accessor, ItemKey, Tag, TagType};

use super::tidy;
use crate::library::track::{Details, Tags};

/// The longest lyrics kept, in characters.
const LONGEST_LYRICS: usize = 64 * 1024;

/// A rating of `ID3v2`: whose it is, and 1 to 255; 0 means none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Popularity {
    email: String,
    value: u8,
}

/// The ratings of an `ID3v2` tag.
pub fn popularity(tag: &Id3v2Tag) -> Vec<Popularity> {
    tag.into_iter()
        .filter_map(|frame| {
            let Frame::Popularimeter(found) = frame else { return None };
            Some(Popularity { email: found.email.to_string(), value: found.rating })
        })
        .collect()
}

/// The texts of an `ID3v2` tag that have a name of their own (TXXX), names in upper case.
pub fn user_texts(tag: &Id3v2Tag) -> Vec<(String, String)> {
    tag.into_iter()
        .filter_map(|frame| {
            let Frame::UserText(found) = frame else { return None };
            Some((found.description.to_uppercase(), found.content.to_string()))
        })
        .collect()
}

/// Texts of the other formats for which lofty has no key, names in upper case.
pub fn uncommon_texts(tag: &Tag) -> Vec<(String, String)> {
    if !tag.has_format_specific_items() {
        return Vec::new();
    }
    let upper = |name: &str, value: &str| (name.to_uppercase(), value.to_owned());
    #[allow(clippy::wildcard_enum_match_arm, reason = "lofty's enum is open; the others name no texts")]
    match tag.tag_type() {
        TagType::VorbisComments => {
            VorbisComments::from(tag.clone()).items().map(|(name, value)| upper(name, value)).collect()
        }
        TagType::Ape => (&ApeTag::from(tag.clone()))
            .into_iter()
            .filter_map(|item| Some(upper(item.key(), item.text_values()?.next()?)))
            .collect(),
        TagType::Mp4Ilst => (&Ilst::from(tag.clone()))
            .into_iter()
            .filter_map(|atom| {
                let AtomIdent::Freeform { name, .. } = atom.ident() else { return None };
                let text = atom.data().find_map(|data| match data {
                    AtomData::UTF8(text) | AtomData::UTF16(text) => Some(text),
                    _ => None,
                })?;
                Some(upper(name, text))
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Looks a value up in one tag after the other, then among the texts without a common name.
pub struct Reader {
    /// The format's own tag first.
    pub tags: Vec<Tag>,
    /// Ratings of `ID3v2`.
    pub popularity: Vec<Popularity>,
    /// Names in upper case and values.
    pub extras: Vec<(String, String)>,
}

impl Reader {
    /// What listings, search and choice need.
    pub fn tags(&self) -> Tags {
        Tags {
            title: self.text(ItemKey::TrackTitle).or_else(|| self.extra(&["INAM"])).unwrap_or_default(),
            artist: self
                .list(ItemKey::TrackArtist)
                .or_else(|| self.list(ItemKey::TrackArtists))
                .or_else(|| self.extra(&["IART"])),
            album: self.text(ItemKey::AlbumTitle).or_else(|| self.extra(&["IPRD"])),
            album_artist: self.list(ItemKey::AlbumArtist).or_else(|| self.list(ItemKey::AlbumArtists)),
            compilation: self.flag(ItemKey::FlagCompilation),
            genre: self.list(ItemKey::Genre).or_else(|| self.extra(&["IGNR"])),
            mood: self.list(ItemKey::Mood).or_else(|| self.extra(&["MOOD"])),
            key: self.text(ItemKey::InitialKey).or_else(|| self.extra(&["INITIALKEY", "KEY"])),
            year: self.year(),
            track_number: self.first(Accessor::track),
            disc_number: self.first(Accessor::disk),
            bpm: self.bpm(),
            track_gain_db: self
                .number(ItemKey::ReplayGainTrackGain)
                .or_else(|| self.r128(ItemKey::R128TrackGain)),
            track_peak: self.number(ItemKey::ReplayGainTrackPeak),
            album_gain_db: self
                .number(ItemKey::ReplayGainAlbumGain)
                .or_else(|| self.r128(ItemKey::R128AlbumGain)),
            album_peak: self.number(ItemKey::ReplayGainAlbumPeak),
            rating: self.rating(),
        }
    }

    /// What only one view or service needs.
    pub fn details(&self) -> Details {
        let lyrics = self.raw(ItemKey::UnsyncLyrics).or_else(|| self.raw(ItemKey::Lyrics));
        let named = |name| self.extras.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
        let lyrics = lyrics.or_else(|| named("LYRICS")).or_else(|| named("UNSYNCEDLYRICS"));
        let id = |key| self.list(key);
        Details {
            lyrics: lyrics.map(|text| text.chars().take(LONGEST_LYRICS).collect()),
            recording_id: id(ItemKey::MusicBrainzRecordingId),
            release_track_id: id(ItemKey::MusicBrainzTrackId),
            release_id: id(ItemKey::MusicBrainzReleaseId),
            release_group_id: id(ItemKey::MusicBrainzReleaseGroupId),
            artist_ids: id(ItemKey::MusicBrainzArtistId),
            album_artist_ids: id(ItemKey::MusicBrainzReleaseArtistId),
        }
    }

    fn first<T>(&self, value: impl Fn(&Tag) -> Option<T>) -> Option<T> {
        self.tags.iter().find_map(value)
    }

    fn text(&self, key: ItemKey) -> Option<String> {
        self.first(|tag| tag.get_strings(key).find_map(tidy))
    }

    /// A text with its lines.
    fn raw(&self, key: ItemKey) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.get_strings(key).find(|text| !text.trim().is_empty()))
    }

    /// All values of a field that may come several times.
    fn list(&self, key: ItemKey) -> Option<String> {
        self.first(|tag| {
            let mut values: Vec<String> = tag.get_strings(key).filter_map(tidy).collect();
            let mut seen = std::collections::HashSet::new();
            values.retain(|value| seen.insert(value.clone()));
            (!values.is_empty()).then(|| values.join("; "))
        })
    }

    fn extra(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.extras.iter().find(|(n, _)| n == name).and_then(|(_, v)| tidy(v)))
    }

    fn flag(&self, key: ItemKey) -> bool {
        self.text(key).is_some_and(|text| text == "1" || text.eq_ignore_ascii_case("true"))
    }

    /// A number, with or without a unit behind it ("-7.2 dB"), with a point or a comma.
    fn number(&self, key: ItemKey) -> Option<f32> {
        number(&self.text(key)?)
    }

    fn bpm(&self) -> Option<f32> {
        let found = self.number(ItemKey::Bpm).or_else(|| self.number(ItemKey::IntegerBpm));
        // Exact where a program wrote it beside the whole number the format allows.
        let exact = self.extra(&["BPM"]).and_then(|text| number(&text));
        exact.or(found).filter(|bpm| *bpm > 0.0)
    }

    fn year(&self) -> Option<i32> {
        let dated = self.first(|tag| tag.date().map(|date| i32::from(date.year))).filter(|year| *year > 0);
        let written = || {
            [ItemKey::RecordingDate, ItemKey::Year, ItemKey::ReleaseDate, ItemKey::OriginalReleaseDate]
                .into_iter()
                .find_map(|key| first_year(&self.text(key)?))
        };
        dated.or_else(written).or_else(|| first_year(&self.extra(&["ICRD"])?))
    }

    /// Opus's gain: 1/256 dB against -23 LUFS (RFC 7845), 5 dB below `ReplayGain`'s -18.
    fn r128(&self, key: ItemKey) -> Option<f32> {
        Some(self.number(key)? / 256.0 + 5.0)
    }

    /// Stars, 1 to 5. FMPS is exact, so it comes first.
    fn rating(&self) -> Option<u8> {
        let fmps = self.extra(&["FMPS_RATING"]).and_then(|text| number(&text));
        let fmps = fmps.filter(|x| (0.0..=1.0).contains(x)).map(|x| (x * 5.0).round() as u8);
        fmps.or_else(|| self.popularity.iter().find_map(Popularity::stars))
            .or_else(|| self.first(rating_text))
            .filter(|stars| (1..=5).contains(stars))
    }
}

impl Popularity {
    /// Picard divides 255 by five; the others do as Windows Media Player, with what lies between rounded.
    fn stars(&self) -> Option<u8> {
        let by_fifths = self.email == "users@musicbrainz.org";
        Some(match self.value {
            0 => return None,
            value if by_fifths => (f32::from(value) / 51.0).round().max(1.0) as u8,
            1..=31 => 1,
            32..=95 => 2,
            96..=159 => 3,
            160..=223 => 4,
            224..=255 => 5,
        })
    }
}

/// The stars of a tag that is no `ID3v2`, where 0 cannot be told from 1 in lofty's general form.
fn rating_text(tag: &Tag) -> Option<u8> {
    if tag.tag_type() == TagType::Id3v2 {
        return None;
    }
    tag.get_strings(ItemKey::Popularimeter).find_map(stars)
}

/// Stars of a rating that other formats write as text: lofty's own form ("email|stars|plays"), a share of one, stars,
/// per cent, or up to 255.
fn stars(text: &str) -> Option<u8> {
    if text.contains('|') {
        return text.split('|').nth(1)?.parse().ok();
    }
    let value = number(text).filter(|x| *x > 0.0)?;
    let stars = match value {
        x if x <= 1.0 && text.contains(['.', ',']) => x * 5.0,
        x if x <= 5.0 => x,
        x if x <= 10.0 => x / 2.0,
        x if x <= 100.0 => x / 20.0,
        x => x / 51.0,
    };
    Some(stars.round().clamp(1.0, 5.0) as u8)
}

fn number(text: &str) -> Option<f32> {
    let number = text.split_whitespace().next()?.trim_end_matches(|c: char| c.is_alphabetic());
    number.replace(',', ".").parse().ok().filter(|x: &f32| x.is_finite())
}

/// The first four digits in a row.
fn first_year(text: &str) -> Option<i32> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() >= 4)?;
    digits.get(..4)?.parse().ok().filter(|year| *year > 0)
}
