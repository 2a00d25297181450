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

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn any_bytes_survive() {
        let bytes = b"/m/\xff\xfe/\xe9.flac".to_vec();
        assert_eq!(from_path(&to_path(bytes.clone())), bytes);
    }
}
