//! The music library: the only module that speaks SQL and reads tags. Knows nothing of playing or choosing.
//!
//! An import has two halves. [`scan::Scan`] walks and reads on threads of its own and hands out [`scan::ScanBatch`]es;
//! [`Library::apply`] writes one batch in one transaction, which is quick. Rows are never deleted: a track whose file is
//! gone is missing until it comes back.

mod backup;
mod bytes;
mod candidate;
mod candidates;
mod connection;
mod cover;
mod duplicates;
mod error;
mod features;
mod feedback;
mod folders;
mod genre;
mod groups;
mod identity;
mod import;
pub mod journal;
mod learned;
mod legacy;
mod lyrics;
mod made_up;
mod marking;
#[cfg(test)]
mod migrations_tests;
mod mood_words;
mod overview;
pub mod playlist;
mod query;
mod reader;
mod report;
mod row;
pub mod scan;
pub mod search;
mod sound;
mod tags;
#[cfg(test)]
mod tests;
mod track;
pub mod watch;
#[cfg(test)]
mod wav;

pub use backup::{Backup, When, last_good, recover};
pub use candidate::{Candidate, album_key, name_key, place_on_album};
pub use connection::checkpoint;
pub use cover::read as read_cover;
pub use duplicates::{Copy, Duplicates, Keep, Sameness, Unprinted};
pub use error::LibraryError;
pub use features::{FeaturesReport, UnmatchedRow};
pub use feedback::Mark;
pub use folders::Folder;
pub use groups::{Group, GroupKind};
pub use learned::BeliefRow;
pub use lyrics::read as read_lyrics;
pub use marking::{Rated, Refused, Unwritten, write as write_marks};
pub use mood_words::genre_mood;
pub use overview::AlbumTrack;
pub use query::Found;
pub use reader::Reader;
pub use report::{FailedFile, ImportReport};
pub use sound::{MoodParts, Sound, Unheard};
pub use track::{Details, Like, Tags, Track, TrackId};

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::Connection;

/// The library: one connection to one SQLite file, owned by one thread.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    /// `None`: it lives in memory only.
    path: Option<PathBuf>,
}

impl Library {
    /// Opens the library at `path`, or makes an empty one. An older layout is copied beside the file, then upgraded.
    ///
    /// # Errors
    /// [`LibraryError::Newer`] or [`LibraryError::Damaged`] for a file that is not touched; else what SQLite said.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        Ok(Self {
            connection: connection::open(path, connection::MIGRATIONS)?,
            path: Some(path.to_path_buf()),
        })
    }

    /// Opens the library at `path` beside its owner, to ask long questions from another thread. Nothing can be written.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn open_reader(path: &Path) -> Result<Self, LibraryError> {
        Ok(Self { connection: connection::open_reader(path)?, path: Some(path.to_path_buf()) })
    }

    /// An empty library that ends with its owner; for tests.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn in_memory() -> Result<Self, LibraryError> {
        Ok(Self { connection: connection::in_memory(connection::MIGRATIONS)?, path: None })
    }
}

/// Unix time in seconds.
fn unix_now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}
