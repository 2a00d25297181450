//! What the commands about the library share.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use super::CliError;
use crate::library::{Library, LibraryError, Track, TrackId, last_good};
use crate::notice::sentence;
use crate::paths::Paths;

/// Opens the library of this data folder.
///
/// # Errors
/// Why it cannot be opened, in words.
#[allow(clippy::wildcard_enum_match_arm, reason = "only a damaged file has a backup to offer")]
pub fn open(paths: &Paths) -> Result<Library, CliError> {
    Library::open(&paths.library()).map_err(|error| match error {
        LibraryError::Damaged { .. } => {
            let advice = backup_advice(&paths.library());
            let told = told(&error);
            CliError { error: format!("{} {advice}", told.error), ..told }
        }
        _ => told(&error),
    })
}

fn backup_advice(library: &Path) -> String {
    match last_good(library) {
        Some(backup) => format!(
            "The last good backup is {}: \"mien library recover\" puts it in place.",
            backup.path.display()
        ),
        None => "There is no backup yet.".to_owned(),
    }
}

/// An error of the library as the command line tells it.
pub fn told(error: &LibraryError) -> CliError {
    let detail = match error {
        LibraryError::Damaged { detail, .. } => detail.clone(),
        LibraryError::Newer { .. }
        | LibraryError::Open { .. }
        | LibraryError::Backup { .. }
        | LibraryError::Folder { .. }
        | LibraryError::NotInLibrary { .. }
        | LibraryError::NoTrack(_)
        | LibraryError::NoPlaylist
        | LibraryError::NoName
        | LibraryError::NameTaken(_)
        | LibraryError::SmartPlaylist(_)
        | LibraryError::PlaylistFile { .. }
        | LibraryError::Table { .. }
        | LibraryError::DiskFull
        | LibraryError::Busy
        | LibraryError::ReadOnly
        | LibraryError::Scan(_)
        | LibraryError::Corrupt(_)
        | LibraryError::Sql(_) => String::new(),
    };
    CliError::new(sentence(&error.to_string())).with_detail(detail)
}

/// The track a word of the command line names: a number, or the path of its file.
///
/// # Errors
/// When the library has no such track, in words.
pub fn named(library: &Library, word: &OsStr) -> Result<Track, CliError> {
    let by_number = word.to_str().and_then(|word| word.parse().ok()).map(TrackId);
    if let Some(track) = by_number.map(|id| library.track(id)).transpose().map_err(|e| told(&e))?.flatten() {
        return Ok(track);
    }
    let path = Path::new(word);
    // A file that is gone has only the path it had.
    let path =
        path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf());
    library.by_path(&path).map_err(|e| told(&e))?.ok_or_else(|| {
        let word = word.display();
        CliError::new(format!(
            "The library has no track \"{word}\"; name it by its number (see mien tracks) or the path of its file."
        ))
    })
}

/// A word on stderr beside an answer that found nothing.
pub fn hint(text: &str) {
    let _nobody_reads = writeln!(std::io::stderr(), "{text}");
}

/// What to do with an empty library.
pub const EMPTY: &str = "The library is empty. Add music with: mien import FOLDER";
