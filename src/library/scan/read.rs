//! Reads one file of music into what the library keeps of it.

use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::known::KnownFiles;
use crate::audio;
use crate::library::cover::CoverFolders;
use crate::library::identity::{self, Fingerprint};
use crate::library::{FailedFile, Tags, TrackId, mood_words, tags};
use crate::mood::TrackMood;

/// A file that is new or changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadFile {
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
    /// What its tags say, with a title in any case.
    pub tags: Tags,
    /// Length in seconds.
    pub length_secs: f64,
    /// It carries a cover, or one lies beside it.
    pub has_cover: bool,
    /// What the tags tell about the mood.
    pub moods: Vec<TrackMood>,
    /// Tracks with the same sound whose file is gone: this is one of them at a new place.
    pub gone_twins: Vec<(TrackId, PathBuf)>,
}

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// As it was; `known` is its number in the snapshot.
    Unchanged {
        /// Its number in the snapshot.
        known: usize,
    },
    /// New or changed.
    Read {
        /// Its number in the snapshot, when it is changed.
        known: Option<usize>,
        /// What it holds.
        file: Box<ReadFile>,
    },
    /// Not music, or broken.
    Failed {
        /// Its number in the snapshot, when it was fine once.
        known: Option<usize>,
        /// What is wrong.
        failed: FailedFile,
    },
}

/// Looks at one file and reads it where it is not as the snapshot knows it.
pub fn look_at(path: PathBuf, known_files: &KnownFiles, covers: &mut CoverFolders) -> Outcome {
    let known = known_files.find(&path);
    let failed = |path: PathBuf, reason| Outcome::Failed { known, failed: FailedFile { path, reason } };
    let metadata = match std::fs::metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) => return failed(path, format!("It cannot be read: {error}.")),
    };
    if metadata.len() == 0 {
        return failed(path, "The file is empty.".to_owned());
    }
    let as_before = |known: &usize| {
        let file = known_files.files().get(*known);
        file.is_some_and(|f| f.size == metadata.len() && f.modified == modified(&metadata))
    };
    if let Some(known) = known.filter(as_before) {
        return Outcome::Unchanged { known };
    }
    match read(&path, &metadata, known_files, covers) {
        Ok(file) => Outcome::Read { known, file: Box::new(file) },
        Err(reason) => failed(path, reason),
    }
}

fn read(
    path: &Path,
    metadata: &Metadata,
    known: &KnownFiles,
    covers: &mut CoverFolders,
) -> Result<ReadFile, String> {
    let in_words = |error: std::io::Error| format!("It cannot be read: {error}.");
    let mut file = File::open(path).map_err(in_words)?;
    let mut said = tags::read(&mut file).unwrap_or_default();
    let length_secs = if let Some(length) = said.length_secs {
        length
    } else {
        let length = probe_length(path)?;
        said.tags = tags::or_from_container(said.tags, path);
        length
    };
    let audio = identity::of_audio(&mut file).map_err(in_words)?;
    let content = identity::of_copy(&audio, &said.tags);
    let moods = mood_words::evidence(&said.tags);
    let mut tags = said.tags;
    if tags.title.is_empty() {
        tags.title = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    }
    Ok(ReadFile {
        path: path.to_path_buf(),
        size: metadata.len(),
        modified: modified(metadata),
        audio,
        content,
        tags,
        length_secs,
        has_cover: said.has_picture || covers.has(path),
        moods,
        gone_twins: known.gone_twins(path, &audio, &content),
    })
}

/// Proves that there is sound where the tags' reader found none, and measures it; 0 where nobody can tell the length.
fn probe_length(path: &Path) -> Result<f64, String> {
    audio::probe(path)
        .map(|info| info.length_secs.unwrap_or(0.0))
        .map_err(|error| format!("The file {error}."))
}

/// Nanoseconds since 1970 of the last change; 0 where the system does not say.
fn modified(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return 0 };
    let nanos = |d: std::time::Duration| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX);
    time.duration_since(UNIX_EPOCH).map_or_else(|before| -nanos(before.duration()), nanos)
}
