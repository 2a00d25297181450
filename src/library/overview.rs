//! What was measured on a track's sound: loudness, peak and waveform.

use rusqlite::{OptionalExtension, params};

use super::track::TrackId;
use super::{Library, LibraryError};
use crate::audio::overview::Measured;

impl Library {
    /// Keeps what was measured.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn set_overview(&mut self, id: TrackId, measured: &Measured) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        let changed = transaction
            .prepare_cached("UPDATE track SET loudness_lufs = ?2, true_peak_dbtp = ?3 WHERE id = ?1")?
            .execute(params![id.0, measured.loudness_lufs, measured.true_peak_dbtp])?;
        if changed == 0 {
            return Err(LibraryError::NoTrack(id.0));
        }
        transaction
            .prepare_cached("INSERT OR REPLACE INTO waveform (track_id, bins) VALUES (?1, ?2)")?
            .execute(params![id.0, measured.waveform])?;
        Ok(transaction.commit()?)
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
