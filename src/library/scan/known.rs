//! What the library knew about its files when the scan began.

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
    /// In the order of their paths.
    files: Vec<KnownFile>,
    /// Numbers of files, in the order of their sounds.
    by_audio: Vec<usize>,
}

impl FromIterator<KnownFile> for KnownFiles {
    fn from_iter<I: IntoIterator<Item = KnownFile>>(files: I) -> Self {
        let mut files: Vec<KnownFile> = files.into_iter().collect();
        files.sort_unstable_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        let mut by_audio: Vec<usize> = (0..files.len()).collect();
        by_audio.sort_unstable_by_key(|i| files[*i].audio);
        Self { files, by_audio }
    }
}

impl KnownFiles {
    /// All files, in the order of their paths.
    pub fn files(&self) -> &[KnownFile] {
        &self.files
    }

    /// The number of the file at a path.
    pub fn find(&self, path: &Path) -> Option<usize> {
        self.files.binary_search_by(|file| file.path.as_os_str().cmp(path.as_os_str())).ok()
    }

    fn with_sound(&self, audio: &Fingerprint) -> impl Iterator<Item = &KnownFile> {
        let first = self.by_audio.partition_point(|i| self.files[*i].audio < *audio);
        let files = self.by_audio[first..].iter().map(|i| &self.files[*i]);
        files.take_while(move |file| file.audio == *audio)
    }

    /// Files with this sound that are no longer where they were: the likeliest to have become `path` first, which is an
    /// exact copy, then one of the same name.
    pub fn gone_twins(
        &self,
        path: &Path,
        audio: &Fingerprint,
        content: &Fingerprint,
    ) -> Vec<(TrackId, PathBuf)> {
        let mut gone: Vec<&KnownFile> = self.with_sound(audio).filter(|file| is_gone(&file.path)).collect();
        gone.sort_by_key(|file| (file.content != *content, file.path.file_name() != path.file_name()));
        gone.into_iter().map(|file| (file.id, file.path.clone())).collect()
    }
}

/// The system says that nothing is there; an error such as a refused folder is not that.
pub fn is_gone(path: &Path) -> bool {
    matches!(path.try_exists(), Ok(false))
}
