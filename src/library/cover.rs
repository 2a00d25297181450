//! Finds a track's cover: in the file, else beside it.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::tags;

const NAMES: [&str; 4] = ["cover", "folder", "front", "album"];
const ENDINGS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];
/// Larger pictures beside a track are not taken for covers, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The bytes of the picture (JPEG, PNG, …), as they lie in the file or beside it.
pub fn read(path: &Path) -> Option<Vec<u8>> {
    let embedded = File::open(path).ok().and_then(|mut file| tags::read_picture(&mut file).ok().flatten());
    embedded.or_else(|| {
        let picture = beside(path.parent()?)?;
        let small = std::fs::metadata(&picture).is_ok_and(|m| m.len() <= LARGEST);
        small.then(|| std::fs::read(picture).ok())?
    })
}

/// The cover picture in a folder, by its usual names in any case.
pub fn beside(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    entries.filter_map(|path| Some((rank(&path)?, path))).min().map(|(_, path)| path)
}

/// How usual a file's name is for a cover, the most usual first; `None`: it is none.
pub fn rank(path: &Path) -> Option<usize> {
    let ending = path.extension()?.to_str()?;
    let name = path.file_stem()?.to_str()?;
    let is_picture = ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending));
    is_picture.then(|| NAMES.iter().position(|n| n.eq_ignore_ascii_case(name)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_beside_the_track_is_its_cover() {
        let folder = tempfile::tempdir().unwrap();
        let track = folder.path().join("a.flac");
        std::fs::write(&track, "no sound").unwrap();
        assert_eq!(read(&track), None);
        std::fs::write(folder.path().join("Front.PNG"), "front").unwrap();
        std::fs::write(folder.path().join("holiday.jpg"), "other").unwrap();
        assert_eq!(read(&track).as_deref(), Some(&b"front"[..]));
        std::fs::write(folder.path().join("Cover.jpg"), "cover").unwrap();
        assert_eq!(read(&track).as_deref(), Some(&b"cover"[..]));
    }
}
