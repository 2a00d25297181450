//! A second connection that only reads: answers questions on a thread of its own while the first one writes.

use std::path::Path;

use rusqlite::Connection;

use super::query::tracks_of;
use super::search::{Hits, Index, Question};
use super::track::{Track, TrackId};
use super::{LibraryError, connection};

/// Answers questions to the library.
#[derive(Debug)]
pub struct Reader {
    pub(super) connection: Connection,
    pub(super) index: Index,
}

impl Reader {
    /// Opens the library at `path`, which a [`super::Library`] has opened before.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        Ok(Self { connection: connection::open_reader(path)?, index: Index::default() })
    }

    /// The numbers of the tracks that match.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn find(&mut self, question: &Question<'_>) -> Result<Hits, LibraryError> {
        self.index.find(&self.connection, question)
    }

    /// Makes ready for what may be typed next, a small step at a time; gives whether there is more to do. For when nobody waits.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn warm(&mut self) -> Result<bool, LibraryError> {
        self.index.warm(&self.connection)
    }

    /// The tracks of these numbers, in their order.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn tracks(&self, ids: &[TrackId]) -> Result<Vec<Track>, LibraryError> {
        tracks_of(&self.connection, ids.iter())
    }
}
