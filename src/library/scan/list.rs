//! Lists one folder: what looks like music, which folders lie in it, whether a cover does.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::library::{FailedFile, cover};

/// Endings of music Mien reads. What the file holds is decided by its content.
const PLAYABLE: [&str; 18] = [
    "mp3", "flac", "ogg", "oga", "opus", "m4a", "m4b", "m4p", "aac", "alac", "wav", "wave", "aif", "aiff",
    "aifc", "caf", "mka", "webm",
];

/// Endings of music Mien has no decoder for: said so, instead of silently left out.
const UNPLAYABLE: [&str; 13] =
    ["mp1", "mp2", "wma", "wv", "ape", "mpc", "tta", "ac3", "dsf", "dff", "spx", "ra", "tak"];

/// A file that may be music.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it lies.
    pub path: PathBuf,
    /// A picture with the name of a cover lies beside it.
    pub cover_beside: bool,
}

/// What was found in one folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// Which folder it is, under whatever name; `None` where the system does not say.
    pub id: Option<FolderId>,
    /// Folders in it.
    pub folders: Vec<PathBuf>,
    /// Links in it that lead to folders.
    pub links: Vec<PathBuf>,
    /// What may be music, by name.
    pub targets: Vec<Target>,
    /// What belongs to the music and cannot be read.
    pub failed: Vec<FailedFile>,
}

/// Tells folders apart that have several names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FolderId(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl FolderId {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = fs::metadata(path).ok()?;
        Some(Self((metadata.dev(), metadata.ino())))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        path.canonicalize().ok().map(Self)
    }
}

/// Lists a folder, or a single file as if it were alone in one.
pub fn list(path: PathBuf) -> Listing {
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return single(path),
        // What was there a moment ago is found to be gone at the end.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Listing::default(),
        Err(error) => return Listing { failed: vec![unreadable(path, &error)], ..Listing::default() },
    };
    let mut listing = Listing { id: FolderId::of(&path), ..Listing::default() };
    let mut cover_beside = false;
    for entry in entries {
        match entry {
            Ok(entry) => cover_beside |= listing.take(&entry),
            Err(error) => listing.failed.push(unreadable(path.clone(), &error)),
        }
    }
    listing.targets.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    for target in &mut listing.targets {
        target.cover_beside = cover_beside;
    }
    listing
}

fn single(path: PathBuf) -> Listing {
    let mut listing = Listing::default();
    let cover_beside = path.parent().is_some_and(|folder| cover::beside(folder).is_some());
    listing.classify(path);
    listing.targets.iter_mut().for_each(|target| target.cover_beside = cover_beside);
    listing
}

impl Listing {
    /// Sorts an entry in. Is it a cover?
    fn take(&mut self, entry: &DirEntry) -> bool {
        let name = entry.file_name();
        if is_rubbish(&name) {
            return false;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => self.follow(entry.path()),
            Ok(kind) => return self.sort_in(kind, entry.path(), &name),
            Err(error) => self.failed.push(unreadable(entry.path(), &error)),
        }
        cover::rank(Path::new(&name)).is_some()
    }

    fn sort_in(&mut self, kind: FileType, path: PathBuf, name: &OsStr) -> bool {
        if kind.is_dir() {
            self.folders.push(path);
            return false;
        }
        if kind.is_file() {
            self.classify(path);
            return cover::rank(Path::new(name)).is_some();
        }
        false
    }

    fn follow(&mut self, link: PathBuf) {
        match fs::metadata(&link) {
            Ok(target) if target.is_dir() => self.links.push(link),
            Ok(target) if target.is_file() => self.classify(link),
            Ok(_) => {}
            Err(_) if !is_playable(&link) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.failed.push(FailedFile { path: link, reason: "The link leads nowhere.".to_owned() });
            }
            Err(error) => self.failed.push(unreadable(link, &error)),
        }
    }

    fn classify(&mut self, path: PathBuf) {
        let Some(ending) = ending(&path) else { return };
        if PLAYABLE.contains(&ending.as_str()) {
            self.targets.push(Target { path, cover_beside: false });
        } else if UNPLAYABLE.contains(&ending.as_str()) {
            let reason = format!("Mien cannot play this format ({ending}).");
            self.failed.push(FailedFile { path, reason });
        }
    }
}

/// Could a change of the file at this path change the library? Music and covers could.
pub fn may_matter(path: &Path) -> bool {
    let played =
        |ending: &String| PLAYABLE.contains(&ending.as_str()) || UNPLAYABLE.contains(&ending.as_str());
    ending(path).as_ref().is_some_and(played) || cover::rank(path).is_some()
}

/// Trash folders, thumbnails of network drives, and the shadow files macOS leaves on foreign disks.
fn is_rubbish(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b"._") || name.starts_with(b".Trash") || name == b"$RECYCLE.BIN" || name == b"@eaDir"
}

fn is_playable(path: &Path) -> bool {
    ending(path).is_some_and(|ending| PLAYABLE.contains(&ending.as_str()))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

fn unreadable(path: PathBuf, error: &io::Error) -> FailedFile {
    FailedFile { path, reason: format!("It cannot be read: {error}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(listing: &Listing) -> Vec<String> {
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        listing.targets.iter().map(|target| name(&target.path)).collect()
    }

    #[test]
    fn music_is_found_in_any_case_and_other_files_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        for name in ["a.FLAC", "b.txt", "Cover.JPG", "sub/c.mp3", "._d.mp3", "mp3", "e.wma"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let listing = list(folder.path().to_path_buf());
        assert_eq!(names(&listing), ["a.FLAC"]);
        assert!(listing.targets[0].cover_beside);
        assert_eq!(listing.folders, [folder.path().join("sub")]);
        assert!(listing.failed.len() == 1 && listing.failed[0].path.ends_with("e.wma"));
        let single = list(folder.path().join("a.FLAC"));
        assert!(names(&single) == ["a.FLAC"] && single.targets[0].cover_beside);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_folders_are_told_apart_and_dangling_ones_are_named() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink("/nonexistent", folder.path().join("z.mp3")).unwrap();
        std::os::unix::fs::symlink("/nonexistent", folder.path().join("z.txt")).unwrap();
        let listing = list(folder.path().to_path_buf());
        assert_eq!(listing.links, [folder.path().join("loop")]);
        assert_eq!(list(folder.path().join("loop")).id, listing.id);
        assert_eq!(listing.failed.len(), 1, "{:?}", listing.failed);
    }
}
