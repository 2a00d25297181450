//! Questions to the library.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::scan::{FetchKnown, KnownFile, KnownFiles};
use super::search::{Index, Question, Sort};
use super::track::{Details, Track, TrackId};
use super::{Library, LibraryError, bytes, connection, cover, row, unix_now};
use crate::language::Text;

/// Tracks that match a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best first; without a query in the order artist, album, disc, number.
    pub tracks: Vec<Track>,
    /// How many match, whatever the limit.
    pub total: usize,
    /// What was not understood, what stands in for a word nobody has, or why there is no match.
    pub hint: Option<Text>,
}

impl Library {
    /// The tracks that match a query of [`super::search`], best first. Any text is a valid query, an empty one is all tracks.
    /// Reads the numbers of all tracks first: for one question; who asks often keeps a [`super::Reader`].
    ///
    /// # Errors
    /// What SQLite said.
    pub fn tracks(&self, query: &str, limit: usize) -> Result<Found, LibraryError> {
        self.sorted_tracks(query, Sort::default(), limit)
    }

    /// The same in another order.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn sorted_tracks(&self, query: &str, sort: Sort, limit: usize) -> Result<Found, LibraryError> {
        let question = Question { query, sort, among: None, now: unix_now() };
        let hits = Index::default().find(&self.connection, &question)?;
        let tracks = tracks_of(&self.connection, hits.ids.iter().take(limit))?;
        Ok(Found { tracks, total: hits.ids.len(), hint: hits.hint })
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

    /// What a track's tags say that no listing shows: lyrics and `MusicBrainz` numbers.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn details(&self, id: TrackId) -> Result<Details, LibraryError> {
        let sql = "SELECT lyrics, recording_id, release_track_id, release_id, release_group_id, artist_ids, album_artist_ids \
                   FROM track_detail WHERE track_id = ?1";
        let details = self.connection.prepare_cached(sql)?.query_row([id.0], |row| {
            Ok(Details {
                lyrics: row.get(0)?,
                recording_id: row.get(1)?,
                release_track_id: row.get(2)?,
                release_id: row.get(3)?,
                release_group_id: row.get(4)?,
                artist_ids: row.get(5)?,
                album_artist_ids: row.get(6)?,
            })
        });
        Ok(details.optional()?.unwrap_or_default())
    }

    /// Tracks whose file was not there at the last look.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn missing(&self) -> Result<Vec<Track>, LibraryError> {
        self.listed("missing = 1 AND removed = 0")
    }

    /// Tracks that were taken out of the library one by one.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn removed(&self) -> Result<Vec<Track>, LibraryError> {
        self.listed("removed = 1")
    }

    fn listed(&self, condition: &str) -> Result<Vec<Track>, LibraryError> {
        let sql = format!("SELECT {} FROM track WHERE {condition} ORDER BY sort_key, id", row::COLUMNS);
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([], row::track)?.collect::<Result<_, _>>()?)
    }

    /// Number of tracks, missing ones too.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn count(&self) -> Result<usize, LibraryError> {
        let count: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM track WHERE removed = 0")?
            .query_row([], |row| row.get(0))?;
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

    /// What a scan needs to know of the files. A library in a file is asked on the scan's thread, over a connection of its own.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn fetch_known(&self) -> Result<FetchKnown, LibraryError> {
        if let Some(path) = self.path.clone() {
            return Ok(Box::new(move || known_files(&connection::open_reader(&path)?)));
        }
        let known = known_files(&self.connection)?;
        Ok(Box::new(move || Ok(known)))
    }

    /// Do tracks of the library lie below this folder?
    ///
    /// # Errors
    /// What SQLite said.
    pub fn has_tracks_below(&self, folder: &Path) -> Result<bool, LibraryError> {
        let (from, to) = bytes::below(folder);
        let sql = "SELECT EXISTS (SELECT 1 FROM track WHERE path > ?1 AND path < ?2 AND removed = 0)";
        Ok(self.connection.prepare_cached(sql)?.query_row([from, to], |row| row.get(0))?)
    }
}

/// The tracks of these numbers, in their order; numbers of no track are left out.
///
/// # Errors
/// What SQLite said.
pub fn tracks_of<'a>(
    connection: &Connection,
    ids: impl Iterator<Item = &'a TrackId>,
) -> Result<Vec<Track>, LibraryError> {
    let sql = format!("SELECT {} FROM track WHERE id = ?1", row::COLUMNS);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut tracks = Vec::new();
    for id in ids {
        tracks.extend(statement.query_row([id.0], row::track).optional()?);
    }
    Ok(tracks)
}

fn known_files(connection: &Connection) -> Result<KnownFiles, LibraryError> {
    let sql = "SELECT id, path, size, modified, audio, content, missing, removed FROM track";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(KnownFile {
            id: TrackId(row.get(0)?),
            path: bytes::to_path(row.get(1)?),
            size: row.get::<_, i64>(2)?.cast_unsigned(),
            modified: row.get(3)?,
            audio: row.get(4)?,
            content: row.get(5)?,
            missing: row.get(6)?,
            membership: row::membership(row.get(7)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
