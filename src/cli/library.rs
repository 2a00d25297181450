//! What the commands about the library share.

use std::io::Write;

use super::CliError;
use crate::library::{Library, LibraryError};
use crate::notice::sentence;
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
    CliError::new(sentence(&error.to_string())).with_detail(detail)
}

/// A word on stderr beside an answer that found nothing.
pub fn hint(text: &str) {
    let _nobody_reads = writeln!(std::io::stderr(), "{text}");
}

/// What to do with an empty library.
pub const EMPTY: &str = "The library is empty. Add music with: mien import FOLDER";
