//! What a playlist says about where a track lies, in all the ways programs write it: relative and absolute paths, slashes of
//! either kind, URIs, percent signs, several encodings.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::library::bytes;

/// A location that is no file: a stream.
pub fn is_stream(location: &[u8]) -> bool {
    let scheme: Vec<u8> = location.iter().take(8).map(u8::to_ascii_lowercase).collect();
    [&b"http://"[..], b"https://", b"rtsp://", b"mms://", b"rtmp://"]
        .iter()
        .any(|known| scheme.starts_with(known))
}

/// Everything a location may mean, the likeliest first. `folder` is where the playlist lies, `encodings` are those of the
/// file, the likeliest first.
pub fn meanings(location: &[u8], folder: &Path, encodings: &[&'static Encoding]) -> Vec<PathBuf> {
    let mut meanings = Meanings { folder, found: Vec::new() };
    if let Some(rest) = uri_path(location) {
        meanings.add_text(&percent_decoded(rest), encodings);
        return meanings.found;
    }
    meanings.add_text(location, encodings);
    if location.contains(&b'%') {
        meanings.add_text(&percent_decoded(location), encodings);
    }
    meanings.found
}

struct Meanings<'a> {
    folder: &'a Path,
    found: Vec<PathBuf>,
}

impl Meanings<'_> {
    /// The bytes as they are, and as text of each encoding.
    fn add_text(&mut self, text: &[u8], encodings: &[&'static Encoding]) {
        self.add_slashes(&path_of_bytes(text));
        let utf8 = std::str::from_utf8(text).ok();
        for encoding in encodings {
            let (decoded, broken) = encoding.decode_without_bom_handling(text);
            if !broken && utf8 != Some(&decoded) {
                self.add_slashes(Path::new(decoded.as_ref()));
            }
        }
        // UTF-8 that was taken for Windows-1252 and written as UTF-8 once more.
        if let Some(twice) = utf8.and_then(undo_double_utf8) {
            self.add_slashes(Path::new(&twice));
        }
    }

    fn add_slashes(&mut self, path: &Path) {
        self.add(path);
        let text = path.to_string_lossy();
        if text.contains('\\') {
            self.add(Path::new(&text.replace('\\', "/")));
        }
    }

    fn add(&mut self, path: &Path) {
        let whole = normal(&self.folder.join(path));
        if !self.found.contains(&whole) {
            self.found.push(whole);
        }
    }
}

#[cfg(unix)]
fn path_of_bytes(text: &[u8]) -> PathBuf {
    bytes::to_path(text.to_vec())
}

#[cfg(windows)]
fn path_of_bytes(text: &[u8]) -> PathBuf {
    let _as_on_unix: fn(Vec<u8>) -> PathBuf = bytes::to_path;
    PathBuf::from(String::from_utf8_lossy(text).into_owned())
}

/// Without `.` and `..`, as text: the folders need not exist.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => normal.push(part),
        }
    }
    normal
}

/// The path of a `file:` URI, its host left out.
fn uri_path(location: &[u8]) -> Option<&[u8]> {
    let (scheme, rest) = location.split_at_checked(5)?;
    if !scheme.eq_ignore_ascii_case(b"file:") {
        return None;
    }
    let Some(authority) = rest.strip_prefix(b"//") else { return Some(rest) };
    let path = authority.iter().position(|byte| *byte == b'/').map_or(authority, |slash| &authority[slash..]);
    // file:///C:/Music: the slash is none of the path's.
    let drive = path.len() > 2 && path[1].is_ascii_alphabetic() && matches!(path[2], b':' | b'|');
    Some(if drive { &path[1..] } else { path })
}

/// `%41` as the byte it stands for; what is no such sign stays.
pub fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let hex = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut decoded = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match (text[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

/// The path's bytes as part of a URI.
pub fn percent_encoded(path: &Path) -> String {
    let mut encoded = String::new();
    for byte in uri_bytes(path).iter() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            let _never_fails = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(unix)]
fn uri_bytes(path: &Path) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(path.as_os_str().as_bytes())
}

#[cfg(windows)]
fn uri_bytes(path: &Path) -> Cow<'_, [u8]> {
    Cow::Owned(path.to_string_lossy().replace('\\', "/").into_bytes())
}

fn undo_double_utf8(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    let (undone, broken) = UTF_8.decode_without_bom_handling(&bytes);
    (!lossy && !broken && undone != text).then(|| undone.into_owned())
}

/// `path` as seen from `folder`; `None` where they share no root.
pub fn relative(path: &Path, folder: &Path) -> Option<PathBuf> {
    let (mut theirs, mut ours) = (path.components().peekable(), folder.components().peekable());
    let mut shared = 0;
    while theirs.peek().is_some() && theirs.peek() == ours.peek() {
        theirs.next();
        ours.next();
        shared += 1;
    }
    if shared == 0 {
        return None;
    }
    let up = ours.map(|_| Component::ParentDir);
    Some(up.chain(theirs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::SHIFT_JIS;

    fn paths(location: &[u8], encodings: &[&'static Encoding]) -> Vec<String> {
        let found = meanings(location, Path::new("/lists"), encodings);
        found.iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn relative_paths_start_at_the_playlist() {
        assert_eq!(paths(b"a/./b.mp3", &[UTF_8]), ["/lists/a/b.mp3"]);
        assert_eq!(paths(b"../music/b.mp3", &[UTF_8]), ["/music/b.mp3"]);
        assert_eq!(paths(b"/m/b.mp3", &[UTF_8]), ["/m/b.mp3"]);
    }

    #[test]
    fn backslashes_may_be_slashes() {
        assert!(paths(br"..\Music\b.mp3", &[UTF_8]).contains(&"/Music/b.mp3".to_owned()));
    }

    #[test]
    fn uris_lose_their_host_and_their_signs() {
        assert_eq!(paths(b"file:///m/a%20b%23.mp3", &[UTF_8]), ["/m/a b#.mp3"]);
        assert_eq!(paths(b"FILE://localhost/m/a.mp3", &[UTF_8]), ["/m/a.mp3"]);
        assert!(paths(b"file:///C:/m/a.mp3", &[UTF_8])[0].ends_with("C:/m/a.mp3"));
        assert!(is_stream(b"HTTP://radio.example/live") && !is_stream(b"http.mp3"));
    }

    #[test]
    fn a_percent_sign_may_be_itself() {
        assert_eq!(paths(b"100%25.mp3", &[UTF_8]), ["/lists/100%25.mp3", "/lists/100%.mp3"]);
        assert_eq!(percent_decoded(b"50% off%2"), b"50% off%2");
    }

    #[test]
    fn old_encodings_and_doubled_ones_are_tried() {
        assert!(paths(b"caf\xe9.mp3", &[WINDOWS_1252]).contains(&"/lists/caf\u{e9}.mp3".to_owned()));
        let (japanese, ..) = SHIFT_JIS.encode("夜.mp3");
        assert!(paths(&japanese, &[WINDOWS_1252, SHIFT_JIS]).contains(&"/lists/夜.mp3".to_owned()));
        assert!(paths("cafÃ©.mp3".as_bytes(), &[UTF_8]).contains(&"/lists/café.mp3".to_owned()));
    }

    #[test]
    fn the_way_from_a_folder_to_a_file() {
        let way = |path: &str, folder: &str| relative(Path::new(path), Path::new(folder)).unwrap();
        assert_eq!(way("/m/a/b.mp3", "/m/lists"), Path::new("../a/b.mp3"));
        assert_eq!(way("/m/b.mp3", "/m"), Path::new("b.mp3"));
    }

    #[test]
    fn encoded_paths_read_back() {
        let path = Path::new("/m/a b#100%é.mp3");
        assert_eq!(path_of_bytes(&percent_decoded(percent_encoded(path).as_bytes())), path);
    }
}
