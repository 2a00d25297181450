//! Reads the DJ's candidates.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{OptionalExtension, Row};

use super::candidate::{Candidate, album_key, name_key, place_on_album};
use super::row;
use super::track::TrackId;
use super::{Library, LibraryError, bytes};
use crate::affect::Affect;

const COLUMNS: &str = "id, last_played, artist, album, valence, arousal, mood_confidence, length_secs, plays, skips, rating, \
     liked, content, genre, \
     coalesce(bpm, (SELECT sound.bpm FROM track_sound AS sound WHERE sound.track_id = track.id)), track_gain_db, disc_number, track_number, album_artist, path, loudness_lufs";

/// What a ReplayGain of 0 dB stands for (ReplayGain 2.0: -18 LUFS).
const REPLAY_GAIN_REFERENCE_DB: f32 = -18.0;

impl Library {
    /// All tracks that can be played now, in the order of their numbers; of exact copies only the first.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn candidates(&self) -> Result<Vec<Candidate>, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM track WHERE missing = 0 AND removed = 0 ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let (mut seen, mut candidates) = (HashSet::new(), Vec::new());
        while let Some(row) = rows.next()? {
            if seen.insert(row.get::<_, [u8; 16]>(12)?) {
                candidates.push(candidate(row)?);
            }
        }
        Ok(candidates)
    }

    /// One track, when it can be played now.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn candidate(&self, id: TrackId) -> Result<Option<Candidate>, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM track WHERE missing = 0 AND removed = 0 AND id = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id.0], candidate).optional()?)
    }
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    let text = |column| row.get_ref(column).map(|value| value.as_str_or_null().ok().flatten());
    let number = |column| -> rusqlite::Result<f32> { Ok(row.get::<_, Option<f32>>(column)?.unwrap_or(0.0)) };
    let measured_lufs: Option<f32> = row.get(20)?;
    let tagged_lufs = row.get::<_, Option<f32>>(15)?.map(|gain_db| REPLAY_GAIN_REFERENCE_DB - gain_db);
    let folder = || -> rusqlite::Result<String> {
        let path = bytes::to_path(row.get(19)?);
        Ok(path.parent().unwrap_or(Path::new("")).to_string_lossy().into_owned())
    };
    let by = text(18)?.map_or_else(folder, |name| Ok(name.to_owned()))?;
    Ok(Candidate {
        id: TrackId(row.get(0)?),
        last_played: row.get(1)?,
        artist: name_key(text(2)?),
        album: album_key(text(3)?, &by),
        genre: first_genre(text(13)?),
        affect: Affect::new(number(4)?, number(5)?),
        confidence: number(6)?,
        length_secs: number(7)?,
        plays: row.get(8)?,
        skips: row.get(9)?,
        tempo_bpm: number(14)?,
        loudness_db: measured_lufs.or(tagged_lufs).map_or(0.0, |lufs| lufs.min(-0.01)),
        number: place_on_album(row.get(16)?, row.get(17)?),
        rating: row.get(10)?,
        like: row::like_from(row.get(11)?),
    })
}

fn first_genre(genres: Option<&str>) -> u32 {
    name_key(genres.and_then(|genres| genres.split([';', '/', ',']).next()).map(str::trim))
}
