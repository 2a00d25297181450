//! What can go wrong with the library, in words for the user.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::language::{Text, text};
use crate::notice::sentence;

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
    /// The error as a sentence for the window; what is rare is told in English there too.
    pub fn text(&self) -> Text {
        match self {
            Self::Folder { path, source } => {
                text!("library-folder", path = path.display().to_string(), error = source.to_string())
            }
            Self::NotInLibrary { path } => text!("library-no-tracks", path = path.display().to_string()),
            Self::NoPlaylist => text!("library-no-playlist"),
            Self::NoName => text!("library-no-name"),
            Self::NameTaken(name) => text!("library-name-taken", name = name),
            Self::SmartPlaylist(name) => text!("library-smart", name = name),
            Self::DiskFull => text!("library-disk-full"),
            Self::Busy => text!("library-busy"),
            Self::ReadOnly => text!("library-read-only"),
            Self::Scan(error) => text!("library-scan", error = error),
            Self::Sql(error) => text!("library-silent", error = error.to_string()),
            Self::Newer { .. }
            | Self::Damaged { .. }
            | Self::Open { .. }
            | Self::Backup { .. }
            | Self::NoTrack(_)
            | Self::PlaylistFile { .. }
            | Self::Table { .. }
            | Self::Corrupt(_) => sentence(&self.to_string()).into(),
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_and_the_command_line_say_the_same() {
        for error in [
            LibraryError::NoPlaylist,
            LibraryError::NoName,
            LibraryError::NameTaken("Road".to_owned()),
            LibraryError::SmartPlaylist("Road".to_owned()),
            LibraryError::DiskFull,
            LibraryError::Busy,
            LibraryError::ReadOnly,
            LibraryError::Scan("no more threads".to_owned()),
            LibraryError::NotInLibrary { path: "/music".into() },
            LibraryError::Folder { path: "/music".into(), source: io::Error::other("gone") },
            LibraryError::NoTrack(3),
        ] {
            assert_eq!(error.text().to_string(), sentence(&error.to_string()));
        }
    }
}
