//! The music library: the only module that speaks SQL.

mod track;

pub use track::{Like, Tags, Track, TrackId};

use std::path::PathBuf;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// New tracks.
    pub added: usize,
    /// Tracks whose file changed.
    pub updated: usize,
    /// Tracks whose file is as it was.
    pub unchanged: usize,
    /// Tracks found at a new path.
    pub moved: usize,
    /// Tracks of the folder whose file is gone; they stay in the library.
    pub missing: usize,
    /// Files that hold the same as a track already in.
    pub duplicates: usize,
    /// Files that look like music and cannot be read, with the reason.
    pub failed: Vec<FailedFile>,
    /// Wall time.
    pub seconds: f64,
    /// The user stopped it before its end.
    pub cancelled: bool,
}

/// A file that was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedFile {
    /// The file.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
}
