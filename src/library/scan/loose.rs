//! Files that play without being in the library: given on the command line, or opened from a file manager.

use std::path::{Path, PathBuf};

use super::agenda::{Agenda, Job};
use super::list::{Target, list};
use super::read::{Looker, Outcome};
use super::{KnownFiles, Purpose, Request};
use crate::library::{FailedFile, Like, Track, TrackId, cover};
use crate::mood::TrackMood;

/// The music files behind a path: itself, or all below a folder, in the order of their names.
pub fn files_below(path: &Path) -> impl Iterator<Item = Result<PathBuf, FailedFile>> {
    // A file named by the user is tried whatever its name ends in.
    let found = match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => walk(path),
        Ok(_) => vec![Ok(path.to_path_buf())],
        Err(error) => {
            let reason = format!("It cannot be read: {error}.");
            vec![Err(FailedFile { path: path.to_path_buf(), reason })]
        }
    };
    found.into_iter()
}

fn walk(folder: &Path) -> Vec<Result<PathBuf, FailedFile>> {
    let mut agenda = Agenda::new(vec![folder.to_path_buf()]);
    let mut found = Vec::new();
    while let Some(job) = agenda.next() {
        match job {
            Job::List(folder) => {
                let (_, failed) = agenda.add(list(folder));
                found.extend(failed.into_iter().map(Err));
            }
            Job::Read(targets) => found.extend(targets.into_iter().map(|target| Ok(target.path))),
        }
        agenda.done();
    }
    found.sort_by(|a, b| place(a).cmp(place(b)));
    found
}

fn place(found: &Result<PathBuf, FailedFile>) -> &Path {
    match found {
        Ok(path) => path,
        Err(failed) => &failed.path,
    }
}

/// Reads a file as a track that no library knows. Its path becomes absolute, links resolved, so that it can be looked for
/// in one; its number is 0, for the caller to choose. Reads the file: not for a thread that must not wait.
///
/// # Errors
/// Why it cannot be read.
pub fn read_loose(path: &Path) -> Result<Track, FailedFile> {
    let path = std::fs::canonicalize(path).map_err(|error| FailedFile {
        path: path.to_path_buf(),
        reason: format!("It cannot be read: {error}."),
    })?;
    let cover_beside = path.parent().is_some_and(|folder| cover::beside(folder).is_some());
    let target = Target { path: path.clone(), cover_beside };
    let request = Request { roots: Vec::new(), purpose: Purpose::Look, batch: 1 };
    match Looker::new(&KnownFiles::default(), &request).look_at(target) {
        Outcome::Read { file, .. } => Ok(Track {
            id: TrackId(0),
            path: file.path,
            tags: file.tags,
            length_secs: file.length_secs,
            mood: file.moods.first().copied().unwrap_or(TrackMood::UNKNOWN),
            rating: 0,
            like: Like::Neutral,
            plays: 0,
            skips: 0,
            last_played: None,
            added: 0,
            missing: false,
            loudness_lufs: None,
            true_peak_dbtp: None,
            has_cover: file.has_cover,
        }),
        Outcome::Failed { failed, .. } => Err(failed),
        // Nothing is known, so nothing is unchanged.
        Outcome::Unchanged { .. } | Outcome::Relocated { .. } => {
            Err(FailedFile { path, reason: "It cannot be read.".to_owned() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_whatever_its_name_and_a_folder_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.wav", "a.wav", "sound", "note.txt"] {
            crate::library::wav::write(&folder.path().join(name), 1);
        }
        let names = |path: &Path| -> Vec<String> {
            files_below(path)
                .map(|file| file.unwrap().file_name().unwrap().to_string_lossy().into_owned())
                .collect()
        };
        assert_eq!(names(folder.path()), ["a.wav", "b.wav"]);
        assert_eq!(names(&folder.path().join("sound")), ["sound"]);
        let track = read_loose(&folder.path().join("sound")).unwrap();
        assert_eq!((track.tags.title.as_str(), track.length_secs), ("sound", 0.1));
        assert!(read_loose(&folder.path().join("missing")).unwrap_err().reason.contains("cannot be read"));
    }
}
