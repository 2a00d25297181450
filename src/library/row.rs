//! Tracks to rows and back.

use rusqlite::Row;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::bytes;
use super::scan::Membership;
use super::track::{Like, Tags, Track, TrackId};
use crate::affect::Affect;
use crate::mood::{MoodSource, TrackMood};

/// The columns [`track`] reads, in its order.
pub const COLUMNS: &str = "track.id, track.path, track.title, track.artist, track.album, track.album_artist, track.genre, \
     track.mood, track.year, track.track_number, track.disc_number, track.bpm, track.track_gain_db, track.track_peak, \
     track.length_secs, track.has_cover, track.added, track.missing, track.rating, track.liked, track.plays, track.skips, \
     track.last_played, track.valence, track.arousal, track.mood_confidence, track.mood_source, \
     track.loudness_lufs, track.true_peak_dbtp, track.compilation, track.musical_key, track.album_gain_db, \
     track.album_peak, track.tag_rating";

/// A track from a row of [`COLUMNS`].
pub fn track(row: &Row<'_>) -> rusqlite::Result<Track> {
    Ok(Track {
        id: TrackId(row.get(0)?),
        path: bytes::to_shown_path(row.get(1)?),
        tags: tags(row)?,
        length_secs: row.get(14)?,
        has_cover: row.get(15)?,
        added: row.get(16)?,
        missing: row.get(17)?,
        rating: row.get(18)?,
        like: like_from(row.get(19)?),
        plays: row.get(20)?,
        skips: row.get(21)?,
        last_played: row.get(22)?,
        mood: mood(row.get(23)?, row.get(24)?, row.get(25)?, row.get_ref(26)?.as_str_or_null()?),
        loudness_lufs: row.get(27)?,
        true_peak_dbtp: row.get(28)?,
    })
}

fn tags(row: &Row<'_>) -> rusqlite::Result<Tags> {
    Ok(Tags {
        title: row.get(2)?,
        artist: row.get(3)?,
        album: row.get(4)?,
        album_artist: row.get(5)?,
        genre: row.get(6)?,
        mood: row.get(7)?,
        year: row.get(8)?,
        track_number: row.get(9)?,
        disc_number: row.get(10)?,
        bpm: row.get(11)?,
        track_gain_db: row.get(12)?,
        track_peak: row.get(13)?,
        compilation: row.get(29)?,
        key: row.get(30)?,
        album_gain_db: row.get(31)?,
        album_peak: row.get(32)?,
        rating: row.get(33)?,
    })
}

/// A mood from its four columns, which are all there or none.
pub fn mood(
    valence: Option<f32>,
    arousal: Option<f32>,
    confidence: Option<f32>,
    source: Option<&str>,
) -> TrackMood {
    let source = source.and_then(source_from);
    match (valence, arousal, confidence, source) {
        (Some(valence), Some(arousal), Some(confidence), Some(source)) => {
            TrackMood { affect: Affect::new(valence, arousal), confidence, source }
        }
        _ => TrackMood::UNKNOWN,
    }
}

fn source_from(name: &str) -> Option<MoodSource> {
    [MoodSource::User, MoodSource::Tag, MoodSource::Audio, MoodSource::Genre]
        .into_iter()
        .find(|s| s.name() == name)
}

/// The number that stands for a like.
pub const fn like_number(like: Like) -> i64 {
    match like {
        Like::Liked => 1,
        Like::Disliked => -1,
        Like::Neutral => 0,
    }
}

/// The like a number stands for.
pub const fn like_from(number: i64) -> Like {
    match number {
        1 => Like::Liked,
        -1 => Like::Disliked,
        _ => Like::Neutral,
    }
}

/// Is a track still part of the library, by the number in its row.
pub const fn membership(number: i64) -> Membership {
    match number {
        1 => Membership::Removed,
        2 => Membership::LeftWithFolder,
        _ => Membership::Member,
    }
}

/// What listings are sorted by: artist, album, disc, number, title, accents and case aside; nameless artists last.
pub fn sort_key(tags: &Tags) -> String {
    // A compilation would fall apart into its artists.
    let together = tags.compilation.then_some("Various artists");
    let artist = tags.album_artist.as_deref().or(together).or(tags.artist.as_deref()).unwrap_or("\u{10ffff}");
    let album = tags.album.as_deref().unwrap_or_default();
    let (disc, number) = (tags.disc_number.unwrap_or(0), tags.track_number.unwrap_or(0));
    format!("{}\u{1}{}\u{1}{disc:04}\u{1}{number:05}\u{1}{}", fold(artist), fold(album), fold(&tags.title))
}

fn fold(name: &str) -> String {
    name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn albums_stay_together_in_playing_order() {
        let tags = |artist: Option<&str>, disc, number| {
            sort_key(&Tags {
                artist: artist.map(str::to_owned),
                disc_number: Some(disc),
                track_number: Some(number),
                ..Tags::default()
            })
        };
        let sorted = [
            tags(Some("abba"), 1, 2),
            tags(Some("Abba"), 1, 10),
            tags(Some("ABBA"), 2, 1),
            tags(Some("Zappa"), 1, 1),
            tags(None, 1, 1),
        ];
        assert!(sorted.is_sorted(), "{sorted:?}");
    }

    #[test]
    fn half_a_mood_is_none() {
        assert_eq!(mood(Some(0.5), None, Some(0.8), Some("tag")), TrackMood::UNKNOWN);
    }
}
