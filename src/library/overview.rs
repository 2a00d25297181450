//! What was measured on a track's sound: loudness, peak and waveform.

use std::path::PathBuf;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::track::{Track, TrackId};
use super::{Library, LibraryError, bytes};
use crate::audio::overview::Measured;

/// A track of an album, as far as the level of the whole album goes.
#[derive(Clone, Debug, PartialEq)]
pub struct AlbumTrack {
    /// Its number.
    pub id: TrackId,
    /// Its file.
    pub path: PathBuf,
    /// Length, seconds.
    pub length_secs: f64,
    /// As in [`Track`].
    pub loudness_lufs: Option<f32>,
    /// As in [`Track`].
    pub true_peak_dbtp: Option<f32>,
    /// Whether its sound was measured; silence has no loudness then.
    pub measured: bool,
}

impl Library {
    /// Keeps what was measured.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn set_overview(&mut self, id: TrackId, measured: &Measured) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        if !put_overview(&transaction, id, measured)? {
            return Err(LibraryError::NoTrack(id.0));
        }
        Ok(transaction.commit()?)
    }

    /// The tracks of a track's album whose files are there, with the track itself; none when it has no album. Albums without an
    /// album artist are told apart by their folder.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn album_of(&self, track: &Track) -> Result<Vec<AlbumTrack>, LibraryError> {
        let sql = "SELECT id, path, length_secs, loudness_lufs, true_peak_dbtp, \
                   EXISTS (SELECT 1 FROM waveform WHERE track_id = id) FROM track \
                   WHERE album = ?1 AND album_artist IS ?2 AND missing = 0 AND removed = 0 ORDER BY id";
        let Some(album) = &track.tags.album else { return Ok(Vec::new()) };
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![album, track.tags.album_artist], album_track)?;
        let mut tracks: Vec<AlbumTrack> = rows.collect::<Result<_, _>>()?;
        if track.tags.album_artist.is_none() {
            tracks.retain(|other| other.path.parent() == track.path.parent());
        }
        Ok(tracks)
    }

    /// The waveform, see [`Measured::waveform`]; `None` when the track was not measured yet.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn waveform(&self, id: TrackId) -> Result<Option<Vec<u8>>, LibraryError> {
        let sql = "SELECT bins FROM waveform WHERE track_id = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

/// Keeps what was measured; `false` when there is no such track.
pub(super) fn put_overview(
    transaction: &Transaction<'_>,
    id: TrackId,
    measured: &Measured,
) -> rusqlite::Result<bool> {
    let known = transaction
        .prepare_cached("UPDATE track SET loudness_lufs = ?2, true_peak_dbtp = ?3 WHERE id = ?1")?
        .execute(params![id.0, measured.loudness_lufs, measured.true_peak_dbtp])?;
    if known > 0 {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO waveform (track_id, bins) VALUES (?1, ?2)")?
            .execute(params![id.0, measured.waveform])?;
    }
    Ok(known > 0)
}

fn album_track(row: &Row<'_>) -> rusqlite::Result<AlbumTrack> {
    Ok(AlbumTrack {
        id: TrackId(row.get(0)?),
        path: bytes::to_shown_path(row.get(1)?),
        length_secs: row.get(2)?,
        loudness_lufs: row.get(3)?,
        true_peak_dbtp: row.get(4)?,
        measured: row.get(5)?,
    })
}
