//! Paths as bytes, since a name may be anything the system allows.

use std::path::{Path, PathBuf};

/// The path's bytes: as they are on Unix, UTF-16 in little-endian order on Windows.
#[cfg(unix)]
pub fn from_path(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// The path that [`from_path`] wrote.
#[cfg(unix)]
pub fn to_path(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// The path's bytes: as they are on Unix, UTF-16 in little-endian order on Windows.
#[cfg(windows)]
pub fn from_path(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path that [`from_path`] wrote.
#[cfg(windows)]
pub fn to_path(bytes: Vec<u8>) -> PathBuf {
    use std::os::windows::ffi::OsStringExt;
    let wide: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    PathBuf::from(std::ffi::OsString::from_wide(&wide))
}

/// The path that users know: without the mark of a track that lost its place to another.
pub fn to_shown_path(mut bytes: Vec<u8>) -> PathBuf {
    let unit = if cfg!(windows) { 2 } else { 1 };
    if let Some(mark) = bytes.chunks_exact(unit).position(|c| c.iter().all(|byte| *byte == 0)) {
        bytes.truncate(mark * unit);
    }
    to_path(bytes)
}

/// The bounds, both left out, between which the bytes of all paths below a folder lie.
pub fn below(folder: &Path) -> (Vec<u8>, Vec<u8>) {
    let from = from_path(&folder.join(""));
    let mut to = from.clone();
    // The separator is the last character, and no byte of it is the largest.
    if let Some(last) = to.len().checked_sub(if cfg!(windows) { 2 } else { 1 }).and_then(|at| to.get_mut(at))
    {
        *last += 1;
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn any_bytes_survive() {
        let bytes = b"/m/\xff\xfe/\xe9.flac".to_vec();
        assert_eq!(from_path(&to_path(bytes.clone())), bytes);
    }

    #[cfg(unix)]
    #[test]
    fn only_what_lies_in_the_folder_is_below_it() {
        let (from, to) = below(Path::new("/m"));
        let is_below = |path: &str| from.as_slice() < path.as_bytes() && path.as_bytes() < to.as_slice();
        assert!(is_below("/m/a.mp3") && is_below("/m/\u{10ffff}/a"));
        assert!(!is_below("/m") && !is_below("/music/a.mp3") && !is_below("/m0"));
    }

    #[test]
    fn a_path_is_shown_without_its_mark() {
        assert_eq!(to_shown_path(from_path(Path::new("/m/a.mp3\u{0}17"))), Path::new("/m/a.mp3"));
    }
}
