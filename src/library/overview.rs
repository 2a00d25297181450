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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::scan::{ReadFile, ScanBatch};
    use crate::library::{ImportReport, Tags};

    fn file(number: u8, folder: &str, album: Option<&str>, album_artist: Option<&str>) -> ReadFile {
        ReadFile {
            path: format!("/music/{folder}/{number}.flac").into(),
            size: 1,
            modified: 1,
            audio: [number; 16],
            content: [number; 16],
            moods: Vec::new(),
            tags: Tags {
                title: format!("Song {number}"),
                album: album.map(str::to_owned),
                album_artist: album_artist.map(str::to_owned),
                ..Tags::default()
            },
            length_secs: 100.0,
            has_cover: false,
            former: Vec::new(),
            details: crate::library::Details::default(),
        }
    }

    #[test]
    fn an_album_is_told_from_others_of_its_name_and_knows_what_was_measured() {
        let mut library = Library::in_memory().unwrap();
        let read = vec![
            file(1, "a", Some("Hits"), None),
            file(2, "a", Some("Hits"), None),
            file(3, "b", Some("Hits"), None),
            file(4, "b", Some("Hits"), Some("Somebody")),
            file(5, "c", Some("Hits"), Some("Somebody")),
            file(6, "c", None, None),
        ];
        library.apply(&ScanBatch { read, ..ScanBatch::default() }, &mut ImportReport::default()).unwrap();
        let album = |library: &Library, number: i64| {
            let track = library.track(TrackId(number)).unwrap().unwrap();
            let tracks = library.album_of(&track).unwrap();
            tracks.iter().map(|track| (track.id.0, track.measured)).collect::<Vec<_>>()
        };
        assert_eq!(album(&library, 1), [(1, false), (2, false)]);
        assert_eq!(album(&library, 3), [(3, false)]);
        assert_eq!(album(&library, 4), [(4, false), (5, false)]);
        assert_eq!(album(&library, 6), []);
        let silence = Measured { waveform: vec![0], loudness_lufs: None, true_peak_dbtp: None };
        library.set_overview(TrackId(2), &silence).unwrap();
        assert_eq!(album(&library, 1), [(1, false), (2, true)]);
    }
}
