//! What the library knew about its files when the scan began.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::library::TrackId;
use crate::library::identity::Fingerprint;

/// One file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// Its track.
    pub id: TrackId,
    /// Where it lies.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
    /// Its sound.
    pub audio: Fingerprint,
    /// Its sound and tags.
    pub content: Fingerprint,
    /// Not there at the last look.
    pub missing: bool,
}

/// A snapshot of the library's files, given to the scan thread; made by `Library::known_files`.
#[derive(Clone, Debug, Default)]
pub struct KnownFiles {
    files: Vec<KnownFile>,
    by_path: HashMap<PathBuf, usize>,
    by_audio: HashMap<Fingerprint, Vec<usize>>,
}

impl FromIterator<KnownFile> for KnownFiles {
    fn from_iter<I: IntoIterator<Item = KnownFile>>(files: I) -> Self {
        let files: Vec<KnownFile> = files.into_iter().collect();
        let by_path = files.iter().enumerate().map(|(i, file)| (file.path.clone(), i)).collect();
        let mut by_audio: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
        for (i, file) in files.iter().enumerate() {
            by_audio.entry(file.audio).or_default().push(i);
        }
        Self { files, by_path, by_audio }
    }
}

impl KnownFiles {
    /// All files, in the order of their numbers.
    pub fn files(&self) -> &[KnownFile] {
        &self.files
    }

    /// The number of the file at a path.
    pub fn find(&self, path: &Path) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// Files with this sound that are no longer where they were: the likeliest to have become `path` first, which is an
    /// exact copy, then one of the same name.
    pub fn gone_twins(
        &self,
        path: &Path,
        audio: &Fingerprint,
        content: &Fingerprint,
    ) -> Vec<(TrackId, PathBuf)> {
        let twins = self.by_audio.get(audio).map(Vec::as_slice).unwrap_or_default();
        let mut gone: Vec<&KnownFile> =
            twins.iter().filter_map(|i| self.files.get(*i)).filter(|file| is_gone(&file.path)).collect();
        gone.sort_by_key(|file| (file.content != *content, file.path.file_name() != path.file_name()));
        gone.into_iter().map(|file| (file.id, file.path.clone())).collect()
    }
}

/// The system says that nothing is there; an error such as a refused folder is not that.
pub fn is_gone(path: &Path) -> bool {
    matches!(path.try_exists(), Ok(false))
}
