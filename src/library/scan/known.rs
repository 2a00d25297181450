//! What the library knew about its files when the scan began.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::read::modified;
use crate::library::TrackId;
use crate::library::identity::{self, Fingerprint};

/// Files with the same sound that are looked at to find out which of them moved.
const MOST_TWINS: usize = 500;

/// Is a track still part of the library?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// It is.
    Member,
    /// The user took it out: it stays out.
    Removed,
    /// It left with its folder, and comes back with it.
    LeftWithFolder,
}

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
    /// Its sound and its names.
    pub content: Fingerprint,
    /// Not there at the last look.
    pub missing: bool,
    /// Is it still part of the library?
    pub membership: Membership,
}

/// A track that is no longer where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The track.
    pub id: TrackId,
    /// Where it was.
    pub path: PathBuf,
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

    /// Tracks with this sound that are no longer where they were: the likeliest to have become `path` first, which is an
    /// exact copy, then one with the same name in the same folders.
    pub fn formers(&self, path: &Path, audio: &Fingerprint, content: &Fingerprint) -> Vec<Former> {
        let twins = self.with_sound(audio).take(MOST_TWINS).filter(|file| file.path != path);
        let mut formers: Vec<&KnownFile> = twins.filter(|file| has_left(file)).collect();
        formers.sort_by_key(|file| (file.content != *content, Reverse(common_end(&file.path, path))));
        formers.into_iter().map(|file| Former { id: file.id, path: file.path.clone() }).collect()
    }
}

/// Names at the end that two paths have in common.
fn common_end(a: &Path, b: &Path) -> usize {
    a.components().rev().zip(b.components().rev()).take_while(|(a, b)| a == b).count()
}

/// The file is gone, or another sound has taken its place.
fn has_left(file: &KnownFile) -> bool {
    if is_gone(&file.path) {
        return true;
    }
    let Ok(metadata) = fs::metadata(&file.path) else { return false };
    if metadata.len() == file.size && modified(&metadata) == file.modified {
        return false;
    }
    let now = File::open(&file.path).and_then(|mut opened| identity::of_audio(&mut opened));
    now.is_ok_and(|audio| audio != file.audio)
}

/// The system says that nothing is there; an error such as a refused folder is not that.
pub fn is_gone(path: &Path) -> bool {
    // A path the system could never have: a track that lost its place to another.
    path.as_os_str().as_encoded_bytes().contains(&0) || matches!(path.try_exists(), Ok(false))
}
