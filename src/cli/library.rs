//! What the commands about the library share.

use super::CliError;
use crate::library::{Library, LibraryError};
use crate::paths::Paths;

/// Opens the library of this data folder.
///
/// # Errors
/// Why it cannot be opened, in words.
pub fn open(paths: &Paths) -> Result<Library, CliError> {
    Library::open(&paths.library()).map_err(|e| told(&e))
}

/// An error of the library as the command line tells it.
pub fn told(error: &LibraryError) -> CliError {
    let text = error.to_string();
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let detail = match error {
        LibraryError::Damaged { detail, .. } => detail.clone(),
        LibraryError::Newer { .. }
        | LibraryError::Open { .. }
        | LibraryError::Backup { .. }
        | LibraryError::Folder { .. }
        | LibraryError::NoTrack(_)
        | LibraryError::DiskFull
        | LibraryError::Busy
        | LibraryError::ReadOnly
        | LibraryError::Scan(_)
        | LibraryError::Sql(_) => String::new(),
    };
    CliError::new(format!("{first}{}.", chars.as_str())).with_detail(detail)
}

/// What to do with an empty library.
pub const EMPTY: &str = "The library is empty. Add music with: mien import FOLDER";
