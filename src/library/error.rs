//! What can go wrong with the library, in words for the user.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// An error of the library. Nothing was half done when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A newer Mien wrote the file; it was not touched.
    #[error("the library {path} was written by a newer Mien (layout {found}, this one knows {known}); update Mien or choose another folder with --data-dir", path = .path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The newest layout this build knows.
        known: i64,
    },
    /// The file is not a library, or broken; it was not touched.
    #[error("the library {path} is damaged or no library of Mien's; move it away (Mien starts a new one) or put a backup in its place", path = .path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file cannot be opened.
    #[error("cannot open the library {path}: {source}", path = .path.display())]
    Open {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// No copy could be made before a migration, so it was not begun.
    #[error("the library needs an upgrade and the backup {path} cannot be written: {detail}", path = .path.display())]
    Backup {
        /// Where the copy should go.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// A folder to import is not there or cannot be read.
    #[error("cannot import {path}: {source}", path = .path.display())]
    Folder {
        /// The folder as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder that the library has no tracks of.
    #[error("the library has no tracks below {path}", path = .path.display())]
    NotInLibrary {
        /// The folder.
        path: PathBuf,
    },
    /// A track number that is not in the library.
    #[error("the library has no track {0}")]
    NoTrack(i64),
    /// A playlist that is not there.
    #[error("there is no such playlist")]
    NoPlaylist,
    /// A playlist without a name.
    #[error("a playlist needs a name")]
    NoName,
    /// Another playlist has the name.
    #[error("there is already a playlist \"{0}\"; choose another name")]
    NameTaken(String),
    /// A smart playlist cannot be arranged.
    #[error("\"{0}\" is a smart playlist: its query decides which tracks are in it")]
    SmartPlaylist(String),
    /// A file of a playlist cannot be read or written.
    #[error("{path}: {reason}", path = .path.display())]
    PlaylistFile {
        /// The file.
        path: PathBuf,
        /// What is wrong, in words.
        reason: String,
    },
    /// A table of features cannot be read.
    #[error("{path}: {reason}", path = .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong, in words.
        reason: String,
    },
    /// No space left.
    #[error("the disk is full; the library keeps what was written before")]
    DiskFull,
    /// Another program holds the database.
    #[error("the library is in use by another program; try again when it is done")]
    Busy,
    /// The folder or file cannot be written.
    #[error("the library cannot be written: the folder or the file is read-only")]
    ReadOnly,
    /// The scan could not start or broke off.
    #[error("the import broke off: {0}")]
    Scan(String),
    /// The file turned out to be damaged while it was used.
    #[error(
        "the library is damaged ({0}); nothing more is written to it. `mien library recover` puts the last good backup in its place"
    )]
    Corrupt(String),
    /// Anything else SQLite says.
    #[error("the library does not answer: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error.to_string()),
            Some(_) | None => Self::Sql(error),
        }
    }
}

impl From<rusqlite::types::FromSqlError> for LibraryError {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        rusqlite::Error::from(error).into()
    }
}

impl LibraryError {
    /// The same for errors met while opening `path`, where a damaged file is told by name.
    pub(super) fn opening(path: &Path, error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path: path.to_path_buf(), detail: error.to_string() }
            }
            Some(ErrorCode::CannotOpen) => Self::Open { path: path.to_path_buf(), source: error },
            Some(_) | None => error.into(),
        }
    }
}
