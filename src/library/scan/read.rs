//! Reads one file of music into what the library keeps of it.

use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::known::{Former, KnownFiles, is_gone};
use super::list::Target;
use super::{Purpose, Request};
use crate::audio;
use crate::library::identity::{self, Fingerprint};
use crate::library::{Details, FailedFile, Tags, mood_words, tags};
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
    /// Its sound and its names.
    pub content: Fingerprint,
    /// What its tags say, with a title in any case.
    pub tags: Tags,
    /// Lyrics and `MusicBrainz` numbers.
    pub details: Details,
    /// Length in seconds.
    pub length_secs: f64,
    /// It carries a cover, or one lies beside it.
    pub has_cover: bool,
    /// What the tags tell about the mood.
    pub moods: Vec<TrackMood>,
    /// Tracks with the same sound that are no longer where they were, the likeliest first: this is one of them.
    pub former: Vec<Former>,
}

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// As it was.
    Unchanged {
        /// Its number among the known files.
        known: usize,
    },
    /// As it was, in a folder that was found again somewhere else.
    Relocated {
        /// The number of the file it was.
        was: usize,
        /// Its number among the known files, if its path was known as well.
        known: Option<usize>,
        /// Where it is.
        to: PathBuf,
    },
    /// New or changed.
    Read {
        /// Its number among the known files, if its path was known.
        known: Option<usize>,
        /// What was read.
        file: Box<ReadFile>,
    },
    /// Cannot be read.
    Failed {
        /// Its number among the known files, if its path was known.
        known: Option<usize>,
        /// Why.
        failed: FailedFile,
    },
}

/// Looks at files with what the library knows in mind.
pub struct Looker<'a> {
    known: &'a KnownFiles,
    /// Where the root was, and where it is.
    located: Option<(&'a Path, &'a Path)>,
}

impl<'a> Looker<'a> {
    /// For the files of this request.
    pub fn new(known: &'a KnownFiles, request: &'a Request) -> Self {
        let located = match (&request.purpose, request.roots.first()) {
            (Purpose::Locate { from }, Some(to)) => Some((from.as_path(), to.as_path())),
            (Purpose::Locate { .. }, None) | (Purpose::Import | Purpose::Look, _) => None,
        };
        Self { known, located }
    }

    /// Looks at a file, and reads it when it is not as the library knows it.
    pub fn look_at(&self, target: Target) -> Outcome {
        let known = self.known.find(&target.path);
        let failed =
            |path: PathBuf, reason: String| Outcome::Failed { known, failed: FailedFile { path, reason } };
        let metadata = match std::fs::metadata(&target.path) {
            Ok(metadata) if metadata.is_file() => metadata,
            Ok(_) => return failed(target.path, "This is no file.".to_owned()),
            Err(error) => return failed(target.path, in_words(&error)),
        };
        let is_as_before = |number: &usize| {
            let file = self.known.files().get(*number);
            file.is_some_and(|f| f.size == metadata.len() && f.modified == modified(&metadata))
        };
        let before = self.before(&target.path);
        if let Some(was) = before.filter(is_as_before) {
            return Outcome::Relocated { was, known, to: target.path };
        }
        if let Some(known) = known.filter(is_as_before) {
            return Outcome::Unchanged { known };
        }
        match self.read(&target, &metadata) {
            Ok(mut file) => {
                // At the same place in the folder that was found again: the same track, whatever became of its sound.
                let was = before.and_then(|before| self.known.files().get(before));
                file.former.splice(0..0, was.map(|was| Former { id: was.id, path: was.path.clone() }));
                Outcome::Read { known, file: Box::new(file) }
            }
            Err(reason) => failed(target.path, reason),
        }
    }

    /// The number of the file that was at the same place in the folder that is now somewhere else.
    fn before(&self, path: &Path) -> Option<usize> {
        let (from, to) = self.located?;
        let before = self.known.find(&from.join(path.strip_prefix(to).ok()?))?;
        self.known.files().get(before).filter(|file| is_gone(&file.path)).map(|_| before)
    }

    fn read(&self, target: &Target, metadata: &Metadata) -> Result<ReadFile, String> {
        let path = target.path.as_path();
        let mut file = File::open(path).map_err(|error| in_words(&error))?;
        if metadata.len() == 0 {
            return Err("The file is empty.".to_owned());
        }
        let mut said = tags::read(&mut file).unwrap_or_default();
        let length_secs = if let Some(length) = said.length_secs {
            length
        } else {
            let length = probe_length(path)?;
            said.tags = tags::or_from_container(said.tags, path);
            length
        };
        let audio = identity::of_audio(&mut file).map_err(|error| in_words(&error))?;
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
            details: said.details,
            length_secs,
            has_cover: said.has_picture || target.cover_beside,
            moods,
            former: self.known.formers(path, &audio, &content),
        })
    }
}

fn in_words(error: &std::io::Error) -> String {
    format!("It cannot be read: {error}.")
}

/// Proves that there is sound where the tags' reader found none, and measures it; 0 where nobody can tell the length.
fn probe_length(path: &Path) -> Result<f64, String> {
    audio::probe(path)
        .map(|info| info.length_secs.unwrap_or(0.0))
        .map_err(|error| format!("The file {error}."))
}

/// Nanoseconds since 1970 of the last change; 0 where the system does not say.
pub fn modified(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return 0 };
    let nanos = |d: std::time::Duration| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX);
    time.duration_since(UNIX_EPOCH).map_or_else(|before| -nanos(before.duration()), nanos)
}
