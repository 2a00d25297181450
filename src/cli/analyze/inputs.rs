//! Which files to look at: those named, and pictures and videos of the folders named.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::source::{PICTURES, VIDEOS};

/// Something to look at.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// A picture, by the user's word.
    Picture(PathBuf),
    /// A video, by the user's word.
    Video(PathBuf),
    /// A file that its content will tell.
    File(PathBuf),
    /// One frame of a camera, by its number.
    Camera(Option<u32>),
    /// A place that cannot be looked into, and why.
    Unreadable(PathBuf, String),
}

/// All inputs in the order named; those of a folder by name, its folders included.
pub fn find(paths: &[PathBuf]) -> Vec<Input> {
    paths
        .iter()
        .flat_map(|path| if path.is_dir() { inside(path) } else { vec![Input::File(path.clone())] })
        .collect()
}

/// Is it a video by its ending?
pub fn is_video(path: &Path) -> bool {
    ends_with(path, &VIDEOS)
}

/// Is it a video that is nothing but JPEG pictures one after the other, by its ending?
pub fn is_mjpeg(path: &Path) -> bool {
    ends_with(path, &["mjpeg", "mjpg"])
}

fn inside(folder: &Path) -> Vec<Input> {
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    entries
        .filter_map(|entry| match entry {
            Ok(entry) => {
                let known = entry.file_type().is_file()
                    && (ends_with(entry.path(), &PICTURES) || is_video(entry.path()));
                known.then(|| Input::File(entry.into_path()))
            }
            Err(error) => {
                let place = error.path().unwrap_or(folder).to_owned();
                Some(Input::Unreadable(place, error.to_string()))
            }
        })
        .collect()
}

fn ends_with(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_give_their_pictures_and_videos_in_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.JPG", "a.png", "notes.txt", "b/d.mkv"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = find(&[folder.path().to_owned()]);
        let expected = ["a.png", "b/d.mkv", "c.JPG"].map(|n| Input::File(folder.path().join(n)));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_is_taken_whatever_its_name() {
        let named = PathBuf::from("no-such-file.txt");
        assert_eq!(find(std::slice::from_ref(&named)), [Input::File(named)]);
    }

    #[cfg(unix)]
    #[test]
    fn a_circle_of_links_is_told_and_ends() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert!(matches!(find(&[folder.path().to_owned()])[..], [Input::Unreadable(_, _)]));
    }
}
