//! What an import did.

use std::path::PathBuf;

/// What an import did. Each file that could be read counts once: as added, updated, unchanged, moved or a duplicate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// New tracks.
    pub added: usize,
    /// Tracks whose file changed.
    pub updated: usize,
    /// Tracks whose file is as it was.
    pub unchanged: usize,
    /// Tracks among those whose file had been missing.
    pub returned: usize,
    /// Tracks found at a new path.
    pub moved: usize,
    /// Tracks of the folder whose file is gone; they stay in the library.
    pub missing: usize,
    /// Of those, tracks whose file was still there at the last look.
    pub lost: usize,
    /// New files with the sound and the tags of a track already in; they are in the library too, and the DJ knows of one.
    pub duplicates: usize,
    /// Files that look like music and cannot be read, with the reason.
    pub failed: Vec<FailedFile>,
    /// Wall time.
    pub seconds: f64,
    /// The user stopped it before its end.
    pub cancelled: bool,
}

impl ImportReport {
    /// Is anything in the library another than before?
    pub const fn has_changes(&self) -> bool {
        self.added + self.updated + self.moved + self.lost + self.duplicates + self.returned > 0
    }
}

/// A file that was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedFile {
    /// The file.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
}
