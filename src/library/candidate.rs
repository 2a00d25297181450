//! Tracks as the DJ sees them: small enough to keep all of a large library in memory.

use super::track::{Like, TrackId};
use crate::affect::Affect;

/// What choosing needs to know of a track (72 bytes).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Its number.
    pub id: TrackId,
    /// Unix time in seconds of the last play.
    pub last_played: Option<i64>,
    /// Stands for the artist, see [`name_key`]; 0 when unknown.
    pub artist: u32,
    /// Stands for the album, see [`album_key`]; 0 when unknown.
    pub album: u32,
    /// Stands for the first genre, see [`name_key`]; 0 when unknown.
    pub genre: u32,
    /// Its place on the plane.
    pub affect: Affect,
    /// How far to trust that, 0..=1.
    pub confidence: f32,
    /// Length in seconds.
    pub length_secs: f32,
    /// Times heard to the end, or nearly.
    pub plays: u32,
    /// Times skipped.
    pub skips: u32,
    /// Beats a minute; 0 when unknown.
    pub tempo_bpm: f32,
    /// Loudness in dB below full scale, before any gain; 0 when unknown.
    pub loudness_db: f32,
    /// Place on its album: disc and number, see [`place_on_album`].
    pub number: u16,
    /// Stars, 0 (none given) to 5.
    pub rating: u8,
    /// Liked, disliked or neither.
    pub like: Like,
}

const FNV_OFFSET: u32 = 0x811c_9dc5;

/// FNV-1a over the lower case of a text.
fn hash(start: u32, text: &str) -> u32 {
    let mut buffer = [0; 4];
    text.chars().flat_map(char::to_lowercase).fold(start, |hash, c| {
        let bytes = c.encode_utf8(&mut buffer).bytes();
        bytes.fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    })
}

/// A number for a name, the same for any case; 0 for no name.
pub fn name_key(name: Option<&str>) -> u32 {
    name.map_or(0, |name| hash(FNV_OFFSET, name).max(1))
}

/// A number for an album of a name and its album artist, or the folder it lies in where none is named; 0 for no album.
pub fn album_key(album: Option<&str>, by: &str) -> u32 {
    album.map_or(0, |album| hash(hash(FNV_OFFSET, album) ^ 0xff, by).max(1))
}

/// Disc and number in one: what comes later on the album is larger. 0 when both are unknown.
pub fn place_on_album(disc: Option<u32>, number: Option<u32>) -> u16 {
    let (disc, number) = (disc.unwrap_or(0).min(63), number.unwrap_or(0).min(1023));
    (disc * 1024 + number) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_stays_small() {
        assert!(size_of::<Candidate>() <= 72);
    }

    #[test]
    fn names_are_the_same_in_any_case_and_no_name_is_none() {
        assert_eq!(name_key(Some("ÉTOILE")), name_key(Some("étoile")));
        assert_ne!(name_key(Some("a")), name_key(Some("b")));
        assert_eq!(name_key(None), 0);
    }

    #[test]
    fn albums_of_one_name_by_others_are_others() {
        assert_ne!(album_key(Some("Greatest Hits"), "Abba"), album_key(Some("Greatest Hits"), "Queen"));
        assert_eq!(album_key(None, "Abba"), 0);
    }

    #[test]
    fn the_second_disc_follows_the_first() {
        assert!(place_on_album(Some(2), Some(1)) > place_on_album(Some(1), Some(40)));
        assert!(place_on_album(None, Some(2)) > place_on_album(None, Some(1)));
    }
}
