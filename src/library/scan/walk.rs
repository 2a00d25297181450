//! Walks folders for files that look like music.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::library::FailedFile;

/// Endings of music Mien reads. What the file holds is decided by its content.
const PLAYABLE: [&str; 17] = [
    "mp3", "flac", "ogg", "oga", "opus", "m4a", "m4b", "aac", "alac", "wav", "wave", "aif", "aiff", "aifc",
    "caf", "mka", "webm",
];

/// Endings of music Mien has no decoder for: said so, instead of silently left out.
const UNPLAYABLE: [&str; 13] =
    ["mp1", "mp2", "wma", "wv", "ape", "mpc", "tta", "ac3", "dsf", "dff", "spx", "ra", "tak"];

/// What the walk met.
#[derive(Debug, PartialEq, Eq)]
pub enum Met {
    /// A file that may be music.
    Music(PathBuf),
    /// Something that belongs to the music and cannot be read.
    Failed(FailedFile),
}

/// Everything of interest below `root`, links followed, loops left out. `root` may be a single file.
pub fn walk(root: &Path) -> impl Iterator<Item = Met> {
    WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_rubbish(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_file() => classify(entry.into_path()),
            Ok(_) => None,
            Err(error) => explain(&error),
        })
}

/// Trash folders, and the shadow files macOS leaves on foreign disks.
fn is_rubbish(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with("._") || name.starts_with(".Trash") || name == "$RECYCLE.BIN"
}

fn classify(path: PathBuf) -> Option<Met> {
    let ending = ending(&path)?;
    if PLAYABLE.contains(&ending.as_str()) {
        return Some(Met::Music(path));
    }
    UNPLAYABLE.contains(&ending.as_str()).then(|| {
        let reason = format!("Mien cannot play this format ({ending}).");
        Met::Failed(FailedFile { path, reason })
    })
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_lowercase())
}

fn explain(error: &walkdir::Error) -> Option<Met> {
    // A loop of links was walked already, under its first name.
    if error.loop_ancestor().is_some() {
        return None;
    }
    let path = error.path()?;
    let what = error.io_error().map_or_else(|| "unknown error".to_owned(), ToString::to_string);
    let dangling = std::fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink());
    if dangling && !ending(path).is_some_and(|e| PLAYABLE.contains(&e.as_str())) {
        return None;
    }
    let reason =
        if dangling { "The link leads nowhere.".to_owned() } else { format!("It cannot be read: {what}.") };
    Some(Met::Failed(FailedFile { path: path.to_path_buf(), reason }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        walk(root)
            .map(|met| match met {
                Met::Music(path) => path.file_name().unwrap().to_string_lossy().into_owned(),
                Met::Failed(failed) => {
                    format!("failed {}", failed.path.file_name().unwrap().to_string_lossy())
                }
            })
            .collect()
    }

    #[test]
    fn music_is_found_in_any_case_and_other_files_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        for name in ["a.FLAC", "b.txt", "cover.jpg", "sub/c.mp3", "._d.mp3", "mp3", "e.wma"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        assert_eq!(names(folder.path()), ["a.FLAC", "failed e.wma", "c.mp3"]);
        assert_eq!(names(&folder.path().join("a.FLAC")), ["a.FLAC"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.mp3"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink("/nonexistent", folder.path().join("z.mp3")).unwrap();
        assert_eq!(names(folder.path()), ["a.mp3", "failed z.mp3"]);
    }
}
