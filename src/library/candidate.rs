//! Tracks as the DJ sees them: small enough to keep all of a large library in memory.

use std::collections::HashSet;

use rusqlite::Row;

use super::row;
use super::track::{Like, TrackId};
use super::{Library, LibraryError};
use crate::affect::Affect;

/// What choosing needs to know of a track (64 bytes).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Its number.
    pub id: TrackId,
    /// Unix time in seconds of the last play.
    pub last_played: Option<i64>,
    /// Stands for the artist, see [`name_key`]; 0 when unknown.
    pub artist: u32,
    /// Stands for the album, see [`name_key`]; 0 when unknown.
    pub album: u32,
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
    /// Stars, 0 (none given) to 5.
    pub rating: u8,
    /// Liked, disliked or neither.
    pub like: Like,
}

/// A number for a name, the same for any case (FNV-1a); 0 for no name.
pub fn name_key(name: Option<&str>) -> u32 {
    let Some(name) = name else { return 0 };
    let hash = name.chars().flat_map(char::to_lowercase).fold(0x811c_9dc5_u32, |hash, c| {
        c.to_string().bytes().fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    });
    hash.max(1)
}

impl Library {
    /// All tracks that can be played now, in the order of their numbers; of exact copies only the first.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn candidates(&self) -> Result<Vec<Candidate>, LibraryError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, last_played, artist, album, valence, arousal, mood_confidence, length_secs, plays, skips, rating, \
             liked, content FROM track WHERE missing = 0 ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let (mut seen, mut candidates) = (HashSet::new(), Vec::new());
        while let Some(row) = rows.next()? {
            if seen.insert(row.get::<_, [u8; 16]>(12)?) {
                candidates.push(candidate(row)?);
            }
        }
        Ok(candidates)
    }
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    let key = |column| -> rusqlite::Result<u32> { Ok(name_key(row.get_ref(column)?.as_str_or_null()?)) };
    let number = |column| -> rusqlite::Result<f32> { Ok(row.get::<_, Option<f32>>(column)?.unwrap_or(0.0)) };
    Ok(Candidate {
        id: TrackId(row.get(0)?),
        last_played: row.get(1)?,
        artist: key(2)?,
        album: key(3)?,
        affect: Affect::new(number(4)?, number(5)?),
        confidence: number(6)?,
        length_secs: number(7)?,
        plays: row.get(8)?,
        skips: row.get(9)?,
        rating: row.get(10)?,
        like: row::like_from(row.get(11)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_stays_small() {
        assert!(size_of::<Candidate>() <= 64);
    }

    #[test]
    fn names_are_the_same_in_any_case_and_no_name_is_none() {
        assert_eq!(name_key(Some("ÉTOILE")), name_key(Some("étoile")));
        assert_ne!(name_key(Some("a")), name_key(Some("b")));
        assert_eq!(name_key(None), 0);
    }
}
