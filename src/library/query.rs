//! Questions to the library.

use std::path::Path;

use rusqlite::{OptionalExtension, params};

use super::scan::{KnownFile, KnownFiles};
use super::track::{Track, TrackId};
use super::{Library, LibraryError, bytes, cover, row, search};

/// Tracks that match a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best first; without a query in the order artist, album, disc, number.
    pub tracks: Vec<Track>,
    /// What to say when a query finds nothing.
    pub hint: Option<String>,
}

impl Library {
    /// Tracks with all words of `query` in title, artist, album or genre, each as the beginning of a word, accents and case
    /// aside. An empty query is all tracks. Any text is a valid query.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn tracks(&self, query: &str, limit: usize) -> Result<Found, LibraryError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        if query.trim().is_empty() {
            return Ok(Found { tracks: self.all_tracks(limit)?, hint: None });
        }
        let words = search::words(query);
        if words.is_empty() {
            return Ok(Found { tracks: Vec::new(), hint: Some(search::explain(query, &words, &[])) });
        }
        let tracks = self.matches(&search::expression(&words), limit)?;
        let hint = if tracks.is_empty() && limit > 0 { Some(self.explain(query, &words)?) } else { None };
        Ok(Found { tracks, hint })
    }

    fn all_tracks(&self, limit: i64) -> Result<Vec<Track>, LibraryError> {
        let sql = format!("SELECT {} FROM track ORDER BY sort_key, id LIMIT ?1", row::COLUMNS);
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([limit], row::track)?.collect::<Result<_, _>>()?)
    }

    fn matches(&self, expression: &str, limit: i64) -> Result<Vec<Track>, LibraryError> {
        // A word in the title weighs more than one in the artist, the album, the genre.
        let sql = format!(
            "SELECT {} FROM track_search JOIN track ON track.id = track_search.rowid WHERE track_search MATCH ?1 \
             ORDER BY bm25(track_search, 8, 6, 3, 3, 1), track.sort_key LIMIT ?2",
            row::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map(params![expression, limit], row::track)?.collect::<Result<_, _>>()?)
    }

    fn explain(&self, query: &str, words: &[&str]) -> Result<String, LibraryError> {
        let mut unknown = Vec::new();
        for word in words {
            if self.matches(&search::expression(&[word]), 1)?.is_empty() {
                unknown.push(*word);
            }
        }
        Ok(search::explain(query, words, &unknown))
    }

    /// One track.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn track(&self, id: TrackId) -> Result<Option<Track>, LibraryError> {
        let sql = format!("SELECT {} FROM track WHERE id = ?1", row::COLUMNS);
        Ok(self.connection.prepare_cached(&sql)?.query_row([id.0], row::track).optional()?)
    }

    /// The track whose file is `path`, as the library keeps it (absolute, links resolved).
    ///
    /// # Errors
    /// What SQLite said.
    pub fn by_path(&self, path: &Path) -> Result<Option<Track>, LibraryError> {
        let sql = format!("SELECT {} FROM track WHERE path = ?1", row::COLUMNS);
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row([bytes::from_path(path)], row::track)
            .optional()?)
    }

    /// Number of tracks, missing ones too.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn count(&self) -> Result<usize, LibraryError> {
        let count: i64 =
            self.connection.prepare_cached("SELECT count(*) FROM track")?.query_row([], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The tracks heard last with their Unix time in seconds, the latest last.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn recent(&self, limit: usize) -> Result<Vec<(TrackId, i64)>, LibraryError> {
        let sql = "SELECT id, last_played FROM track WHERE last_played IS NOT NULL ORDER BY last_played DESC, id LIMIT ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map([limit], |row| Ok((TrackId(row.get(0)?), row.get(1)?)))?;
        let mut recent = rows.collect::<Result<Vec<_>, _>>()?;
        recent.reverse();
        Ok(recent)
    }

    /// The bytes of a track's cover picture, from its file or from beside it. Reads files: not for a thread that must not wait.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn cover(&self, id: TrackId) -> Result<Option<Vec<u8>>, LibraryError> {
        let track = self.track(id)?.ok_or(LibraryError::NoTrack(id.0))?;
        Ok(cover::read(&track.path))
    }

    /// What a scan needs to know of the files, so that it can run without the library.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn known_files(&self) -> Result<KnownFiles, LibraryError> {
        let sql = "SELECT id, path, size, modified, audio, content, missing FROM track ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(KnownFile {
                id: TrackId(row.get(0)?),
                path: bytes::to_path(row.get(1)?),
                size: row.get::<_, i64>(2)? as u64,
                modified: row.get(3)?,
                audio: row.get(4)?,
                content: row.get(5)?,
                missing: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
