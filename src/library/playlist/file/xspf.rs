//! XSPF, version 1 (<https://xspf.org/spec>).

use std::fmt::Write;
use std::path::{Path, PathBuf};

use encoding_rs::UTF_8;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::location::percent_encoded;
use super::{Entry, Listing};
use crate::library::track::Track;

/// Reads a playlist.
///
/// # Errors
/// Why the file cannot be understood, in words.
pub fn read(bytes: &[u8]) -> Result<Listing, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    let mut listing = Listing { encodings: vec![UTF_8], ..Listing::default() };
    let mut open: Vec<Vec<u8>> = Vec::new();
    let mut entry = Entry::default();
    let mut words = String::new();
    let mut is_playlist = false;
    loop {
        match reader.read_event().map_err(|e| format!("this is no XSPF playlist: {e}"))? {
            Event::Start(tag) => {
                open.push(tag.local_name().as_ref().to_vec());
                is_playlist |= open[0] == b"playlist";
                words.clear();
            }
            Event::Text(piece) => words.push_str(&piece.decode().unwrap_or_default()),
            Event::CData(piece) => words.push_str(&piece.decode().unwrap_or_default()),
            Event::GeneralRef(reference) => words.extend(character(&reference)),
            Event::End(_) => {
                let path: Vec<&[u8]> = open.iter().map(Vec::as_slice).collect();
                close(&path, words.trim(), &mut entry, &mut listing);
                open.pop();
                words.clear();
            }
            Event::Eof if is_playlist => return Ok(listing),
            Event::Eof => return Err("this is no XSPF playlist".to_owned()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// An element ends: what it says goes where it belongs.
fn close(path: &[&[u8]], words: &str, entry: &mut Entry, listing: &mut Listing) {
    let text = || (!words.is_empty()).then(|| words.to_owned());
    match path {
        [b"playlist", b"title"] => listing.name = text(),
        // A track may name several places; the first is the best.
        [.., b"track", b"location"] if entry.location.is_empty() => {
            entry.location = words.as_bytes().to_vec();
        }
        [.., b"track", b"title"] => entry.title = text(),
        [.., b"track", b"creator"] => entry.artist = text(),
        [.., b"track", b"duration"] => {
            entry.length_secs = words.parse::<f64>().ok().map(|ms| ms / 1000.0).filter(|secs| *secs > 0.0);
        }
        [.., b"track"] => {
            let number = listing.entries.len() + 1;
            listing.entries.push(Entry { number, ..std::mem::take(entry) });
        }
        _ => {}
    }
}

/// The character `&amp;` or `&#233;` stands for.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &reference[..] {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => None,
    }
}

/// The text of a playlist.
pub fn write(name: &str, tracks: &[(PathBuf, Track)]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\n",
    );
    element(&mut text, 1, "title", name);
    text.push_str("  <trackList>\n");
    for (path, track) in tracks {
        text.push_str("    <track>\n");
        element(&mut text, 3, "location", &uri(path));
        element(&mut text, 3, "title", &track.tags.title);
        for (tag, value) in [("creator", &track.tags.artist), ("album", &track.tags.album)] {
            if let Some(value) = value {
                element(&mut text, 3, tag, value);
            }
        }
        element(&mut text, 3, "duration", &format!("{:.0}", track.length_secs * 1000.0));
        text.push_str("    </track>\n");
    }
    text.push_str("  </trackList>\n</playlist>\n");
    text
}

fn uri(path: &Path) -> String {
    let encoded = percent_encoded(path);
    if path.is_absolute() {
        format!("file://{}{encoded}", if encoded.starts_with('/') { "" } else { "/" })
    } else if encoded.split('/').next().is_some_and(|first| first.contains(':')) {
        // Else the colon would end a scheme.
        format!("./{encoded}")
    } else {
        encoded
    }
}

fn element(text: &mut String, depth: usize, tag: &str, value: &str) {
    // Characters XML does not allow, even escaped.
    let allowed: String = value.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect();
    let value = quick_xml::escape::escape(allowed.as_str());
    let _infallible = writeln!(text, "{}<{tag}>{value}</{tag}>", "  ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<?xml version='1.0'?><!-- a list --><playlist version='1' xmlns='http://xspf.org/ns/0/'>\
        <title>Ro&amp;d</title><trackList><track><location>a%20b.mp3</location><location>other</location>\
        <creator>Ad&#225;</creator><title><![CDATA[<One>]]></title><duration>123000</duration></track>\
        <track><title>No place</title></track></trackList></playlist>";

    #[test]
    fn tracks_have_places_names_and_lengths() {
        let listing = read(FILE.as_bytes()).unwrap();
        assert_eq!(listing.name.as_deref(), Some("Ro&d"));
        let first = &listing.entries[0];
        assert_eq!((first.location.as_slice(), first.length_secs), (&b"a%20b.mp3"[..], Some(123.0)));
        assert_eq!((first.artist.as_deref(), first.title.as_deref()), (Some("Adá"), Some("<One>")));
        assert_eq!((listing.entries.len(), listing.entries[1].number), (2, 2));
    }

    #[test]
    fn what_is_no_playlist_is_told() {
        for file in ["", "<html></html>", "<playlist><title>x</playlist>", "no xml at all"] {
            assert!(read(file.as_bytes()).is_err(), "{file}");
        }
    }

    #[test]
    fn a_colon_in_a_name_is_no_scheme() {
        assert_eq!(uri(Path::new("a:b/c.mp3")), "./a:b/c.mp3");
        assert_eq!(uri(Path::new("/m/é.mp3")), "file:///m/%C3%A9.mp3");
    }
}
