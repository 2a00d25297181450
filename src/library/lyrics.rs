//! Finds a track's lyrics: an `.lrc` beside the file, else what the file carries.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::tags;
use crate::audio;
use crate::lyrics::Lyrics;

/// Larger files are not taken for lyrics, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The lyrics of the track at this path. Those with times come before those without, and the file beside the track, which
/// somebody put there on purpose, before what the track carries.
pub fn read(path: &Path) -> Option<Lyrics> {
    let beside = beside(path).and_then(|file| Lyrics::parse(&text_of(&file)?));
    if matches!(beside, Some(Lyrics::Timed(_))) {
        return beside;
    }
    let carried = carried(path);
    if matches!(carried, Some(Lyrics::Timed(_))) { carried } else { beside.or(carried) }
}

/// What the file's own tags hold; of a container that only the decoder knows, its.
fn carried(path: &Path) -> Option<Lyrics> {
    let tagged = File::open(path).ok().and_then(|mut file| tags::read_lyrics(&mut file).ok());
    let (timed, text) = tagged.unwrap_or_default();
    Lyrics::timed(timed).or_else(|| Lyrics::parse(&text?)).or_else(|| {
        let named = audio::read_tags(path).unwrap_or_default();
        named.iter().find(|(name, _)| name == "LYRICS").and_then(|(_, text)| Lyrics::parse(text))
    })
}

/// The file of the same name that ends in `.lrc`, in any case of letters.
fn beside(path: &Path) -> Option<PathBuf> {
    let usual = path.with_extension("lrc");
    if usual.is_file() {
        return Some(usual);
    }
    let is_wanted = |file: &PathBuf| {
        file.file_stem() == path.file_stem()
            && file.extension().is_some_and(|e| e.eq_ignore_ascii_case("lrc"))
    };
    std::fs::read_dir(path.parent()?).ok()?.filter_map(Result::ok).map(|entry| entry.path()).find(is_wanted)
}

/// The text of a file in whatever encoding it is.
fn text_of(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(file).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > LARGEST {
        return None;
    }
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    Some(encoding.decode(&bytes).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        folder
    }

    fn read_in(files: &[(&str, &[u8])]) -> Option<Lyrics> {
        read(&folder(files).path().join("a.flac"))
    }

    fn first_line(lyrics: Option<Lyrics>) -> String {
        match lyrics {
            Some(Lyrics::Timed(lines)) => lines[0].text.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_file_beside_the_track_is_read_whatever_case_its_ending_has() {
        assert_eq!(first_line(read_in(&[("a.LRC", b"[00:01]Hello")])), "Hello");
        assert_eq!(read_in(&[("b.lrc", b"[00:01]Hello"), ("a.txt", b"[00:01]No")]), None);
    }

    #[test]
    fn old_encodings_are_understood() {
        let (russian, ..) = encoding_rs::WINDOWS_1251.encode("[00:01.00]Ночь, улица, фонарь, аптека");
        assert_eq!(first_line(read_in(&[("a.lrc", &russian)])), "Ночь, улица, фонарь, аптека");
        let wide: Vec<u8> = "\u{feff}[00:01.00]é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(first_line(read_in(&[("a.lrc", &wide)])), "é");
    }

    #[test]
    fn a_huge_file_is_no_song() {
        let mut huge = b"[00:01.00]".to_vec();
        huge.resize(LARGEST as usize + 1, b'a');
        assert_eq!(read_in(&[("a.lrc", &huge)]), None);
    }

    #[test]
    fn times_win_over_text_wherever_they_are() {
        let flac = tags::lyrics_flac("[00:02.00]Carried");
        assert_eq!(first_line(read_in(&[("a.flac", &flac), ("a.lrc", b"Only text")])), "Carried");
        assert_eq!(first_line(read_in(&[("a.flac", &flac), ("a.lrc", b"[00:01]Beside")])), "Beside");
        let plain = tags::lyrics_flac("Carried");
        assert_eq!(read_in(&[("a.flac", &plain)]), Some(Lyrics::Plain("Carried".to_owned())));
    }
}
