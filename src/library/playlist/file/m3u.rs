//! M3U and M3U8: a path a line, with `#EXTINF` and the like before it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252,
};

use super::location::percent_encoded;
use super::{Entry, Listing};
use crate::library::track::Track;

/// Encodings of old playlists that are tried where nothing says which it is.
const LEGACY: [&Encoding; 7] = [WINDOWS_1252, SHIFT_JIS, WINDOWS_1251, WINDOWS_1250, GBK, EUC_KR, BIG5];

/// Reads a playlist; every file is one.
pub fn read(bytes: &[u8]) -> Listing {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return read(text.as_bytes());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let encodings = encodings(bytes);
    let decode = |text: &[u8]| match std::str::from_utf8(text) {
        Ok(text) => text.trim().to_owned(),
        Err(_) => encodings.first().unwrap_or(&UTF_8).decode_without_bom_handling(text).0.trim().to_owned(),
    };
    let mut listing = Listing::default();
    let mut next = Entry::default();
    for (number, line) in lines(bytes).enumerate() {
        if let Some(info) = directive(line, "#EXTINF:") {
            (next.length_secs, next.artist, next.title) = info_of(&decode(info));
        } else if let Some(name) = directive(line, "#PLAYLIST:") {
            listing.name = Some(decode(name));
        } else if !line.is_empty() && !line.starts_with(b"#") {
            let entry = Entry { number: number + 1, location: line.to_vec(), ..std::mem::take(&mut next) };
            listing.entries.push(entry);
        }
    }
    listing.encodings = encodings;
    listing
}

/// Lines without their ends; a lone CR ends one in files of old Macs.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    bytes.split(move |byte| *byte == end).map(<[u8]>::trim_ascii)
}

fn directive<'a>(line: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (start, rest) = line.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name.as_bytes()).then_some(rest)
}

/// What the bytes may mean. A file that is UTF-8 as a whole is nothing else.
fn encodings(bytes: &[u8]) -> Vec<&'static Encoding> {
    if std::str::from_utf8(bytes).is_ok() {
        return vec![UTF_8];
    }
    let named = lines(bytes)
        .filter_map(|line| directive(line, "#EXTENC:"))
        .find_map(|label| Encoding::for_label(label.trim_ascii()));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Only what is not ASCII tells anything, and the directives are.
    let locations = lines(bytes).filter(|line| !line.is_ascii());
    for line in locations {
        detector.feed(line, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    let guessed = detector.guess(None, Utf8Detection::Allow);
    let mut encodings: Vec<&'static Encoding> = Vec::new();
    for encoding in named.into_iter().chain([guessed]).chain(LEGACY) {
        if !encodings.contains(&encoding) {
            encodings.push(encoding);
        }
    }
    encodings
}

/// Length, artist and title of "123 key=value,Artist - Title".
fn info_of(info: &str) -> (Option<f64>, Option<String>, Option<String>) {
    let (length, name) = info.split_once(',').unwrap_or((info, ""));
    let length = length.split_whitespace().next().and_then(|length| length.parse::<f64>().ok());
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let (artist, title) = match name.split_once(" - ") {
        Some((artist, title)) => (some(artist), some(title)),
        None => (None, some(name)),
    };
    (length.filter(|length| *length > 0.0), artist, title)
}

/// The text of a playlist, in UTF-8.
pub fn write(name: &str, tracks: &[(PathBuf, Track)]) -> String {
    let mut text = format!("#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:{}\n", one_line(name));
    for (path, track) in tracks {
        let artist = track.tags.artist.as_deref().map(|artist| format!("{artist} - ")).unwrap_or_default();
        let length = track.length_secs.round();
        let info = one_line(&format!("{artist}{}", track.tags.title));
        let _infallible = write!(text, "#EXTINF:{length},{info}\n{}\n", line_of(path, &track.path));
    }
    text
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// A line that every program reads as this path; where a line cannot hold it, a URI.
fn line_of(path: &Path, absolute: &Path) -> String {
    match path.to_str() {
        Some(text) if !text.contains(['\n', '\r']) && text.trim() == text => {
            let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
            if text.starts_with('#') { format!("./{text}") } else { text }
        }
        _ => format!("file://{}", percent_encoded(absolute)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_names_lengths_and_numbers() {
        let listing = read(b"\xef\xbb\xbf#EXTM3U\r\n#PLAYLIST: Road \r\n#EXTINF:123 a=b,Ada - One - Two\r\na.mp3\r\n\r\nb.mp3");
        assert_eq!(listing.name.as_deref(), Some("Road"));
        let first = &listing.entries[0];
        assert_eq!(
            (first.number, first.location.as_slice(), first.length_secs),
            (4, &b"a.mp3"[..], Some(123.0))
        );
        assert_eq!((first.artist.as_deref(), first.title.as_deref()), (Some("Ada"), Some("One - Two")));
        assert_eq!(listing.entries[1], Entry { number: 6, location: b"b.mp3".to_vec(), ..Entry::default() });
    }

    #[test]
    fn old_macs_and_wide_letters_are_read() {
        assert_eq!(read(b"a.mp3\rb.mp3\r").entries.len(), 2);
        let wide: Vec<u8> = "\u{feff}\u{e9}.mp3\r\nb.mp3".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide).entries[0].location, "\u{e9}.mp3".as_bytes());
    }

    #[test]
    fn the_encoding_is_named_or_guessed() {
        assert_eq!(read("é.mp3".as_bytes()).encodings, [UTF_8]);
        assert_eq!(read(b"#EXTENC: windows-1251\n\xcf\xf0\xe8.mp3").encodings[0], WINDOWS_1251);
        let (japanese, ..) = SHIFT_JIS.encode("夜に駆ける.mp3\nひまわりの約束.mp3");
        assert_eq!(read(&japanese).encodings[0], SHIFT_JIS);
    }
}
