use std::fs::File;
use std::io::Write;

use encoding_rs::{SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

use super::*;

/// A second of silence as MPEG-1 layer 3, 128 kbit/s.
fn frames() -> Vec<u8> {
    let mut frame = vec![0xff, 0xfb, 0x90, 0];
    frame.resize(417, 0);
    frame.repeat(38)
}

fn frame(id: &str, body: &[u8]) -> Vec<u8> {
    let size = (body.len() as u32).to_be_bytes();
    [id.as_bytes(), &size, &[0, 0], body].concat()
}

/// A text frame in the encoding of this number: 0 Latin-1, 3 UTF-8.
fn text(id: &str, encoding: u8, bytes: &[u8]) -> Vec<u8> {
    frame(id, &[&[encoding], bytes].concat())
}

fn named(name: &str, value: &str) -> Vec<u8> {
    text("TXXX", 3, format!("{name}\0{value}").as_bytes())
}

/// A tag of version 2.4; its frames stay below 128 bytes, where all versions count alike.
fn id3v2(frames: &[Vec<u8>]) -> Vec<u8> {
    let body = frames.concat();
    let size = [21, 14, 7, 0].map(|shift| (body.len() >> shift) as u8 & 0x7f);
    [b"ID3\x04\0\0", &size[..], &body].concat()
}

fn id3v1(title: &[u8], artist: &[u8]) -> Vec<u8> {
    let mut tag = b"TAG".to_vec();
    for (text, length) in [(title, 30), (artist, 30), (&b""[..], 30), (b"1999", 4), (b"", 30)] {
        let mut field = text.to_vec();
        field.resize(length, 0);
        tag.extend(field);
    }
    tag.push(17);
    tag
}

fn said(bytes: &[u8]) -> FileTags {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    read(&mut file).unwrap()
}

fn mp3(frames_of_tag: &[Vec<u8>]) -> FileTags {
    said(&[id3v2(frames_of_tag), frames()].concat())
}

#[test]
fn texts_are_tidied_and_empty_ones_dropped() {
    assert_eq!(tidy(" a\tb \0"), Some("a b".to_owned()));
    assert_eq!(tidy("Rock\0Pop"), Some("Rock; Pop".to_owned()));
    assert_eq!(tidy(" \0 "), None);
    assert_eq!(tidy(&"x".repeat(10_000)).map(|t| t.len()), Some(LONGEST_TEXT));
}

#[test]
fn everything_an_mp3_may_say_is_read() {
    let mut rating = b"Windows Media Player 9 Series\0".to_vec();
    rating.push(196);
    let said = mp3(&[
        text("TIT2", 3, "Jóga".as_bytes()),
        text("TPE1", 3, "Björk\0Mark Bell".as_bytes()),
        text("TALB", 3, b"Homogenic"),
        text("TPE2", 3, b"Various"),
        text("TCMP", 3, b"1"),
        text("TRCK", 3, b"2/10"),
        text("TPOS", 3, b"1/2"),
        text("TDRC", 3, b"1997-09-22"),
        text("TCON", 3, b"Electronic\0Art pop"),
        text("TMOO", 3, b"Calm"),
        text("TKEY", 3, b"C#m"),
        text("TBPM", 3, b"82"),
        named("BPM", "81.50"),
        named("REPLAYGAIN_TRACK_GAIN", "-7.20 dB"),
        named("replaygain_track_peak", "0.98"),
        named("REPLAYGAIN_ALBUM_GAIN", "-6,5 dB"),
        named("REPLAYGAIN_ALBUM_PEAK", "1.0"),
        named("MusicBrainz Album Id", "release"),
        named("MusicBrainz Artist Id", "one\0two"),
        frame("UFID", b"http://musicbrainz.org\0recording"),
        frame("POPM", &rating),
        text("USLT", 3, b"eng\0All these\naccidents"),
    ]);
    let tags = &said.tags;
    let of = |text: &str| Some(text.to_owned());
    assert_eq!((&tags.title, &tags.artist), (&"Jóga".to_owned(), &of("Björk; Mark Bell")));
    assert_eq!((&tags.album, &tags.album_artist, tags.compilation), (&of("Homogenic"), &of("Various"), true));
    assert_eq!((tags.track_number, tags.disc_number, tags.year), (Some(2), Some(1), Some(1997)));
    assert_eq!((&tags.genre, &tags.mood, &tags.key), (&of("Electronic; Art pop"), &of("Calm"), &of("C#m")));
    assert_eq!((tags.bpm, tags.rating), (Some(81.5), Some(4)));
    assert_eq!((tags.track_gain_db, tags.track_peak), (Some(-7.2), Some(0.98)));
    assert_eq!((tags.album_gain_db, tags.album_peak), (Some(-6.5), Some(1.0)));
    let details = said.details;
    assert_eq!(details.lyrics, of("All these\naccidents"));
    assert_eq!((details.recording_id, details.release_id), (of("recording"), of("release")));
    assert_eq!(details.artist_ids, of("one; two"));
}

#[test]
fn stars_are_read_from_the_usual_places() {
    let rated = |email: &str, value: u8| {
        mp3(&[frame("POPM", &[email.as_bytes(), &[0, value, 0, 0, 0, 1]].concat())]).tags.rating
    };
    assert_eq!(rated("", 0), None, "a counter of plays is no rating");
    assert_eq!([rated("", 1), rated("", 64), rated("", 255)], [Some(1), Some(2), Some(5)]);
    assert_eq!(rated("users@musicbrainz.org", 51), Some(1));
    assert_eq!(mp3(&[named("FMPS_Rating", "0.6")]).tags.rating, Some(3));
    assert_eq!(mp3(&[named("FMPS_Rating", "-1")]).tags.rating, None);
    for (text, stars) in [("80", 4), ("3", 3), ("0.4", 2), ("255", 5)] {
        assert_eq!(flac(&[("RATING", text)]).tags.rating, Some(stars), "{text}");
    }
    assert_eq!(flac(&[("FMPS_RATING", "1.0")]).tags.rating, Some(5));
}

/// A FLAC file without sound and with these lyrics.
pub fn lyrics_flac(lyrics: &str) -> Vec<u8> {
    flac_file(&[("LYRICS", lyrics)])
}

fn flac(comments: &[(&str, &str)]) -> FileTags {
    said(&flac_file(comments))
}

/// A FLAC file without sound and with these comments.
fn flac_file(comments: &[(&str, &str)]) -> Vec<u8> {
    let entry = |text: String| [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat();
    let mut body = entry("test".to_owned());
    body.extend((comments.len() as u32).to_le_bytes());
    body.extend(comments.iter().flat_map(|(name, value)| entry(format!("{name}={value}"))));
    let mut file = b"fLaC\0\0\0\x22".to_vec();
    file.extend([0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0xc4, 0x42, 0xf0, 0, 0, 0xac, 0x44]);
    file.extend([7; 16]);
    file.push(0x84);
    file.extend(&(body.len() as u32).to_be_bytes()[1..]);
    file.extend(body);
    file.extend([0xff, 0xf8, 0, 0]);
    file
}

#[test]
fn vorbis_comments_may_come_several_times() {
    let tags =
        flac(&[("ARTIST", "A"), ("ARTIST", "B"), ("GENRE", "Rock"), ("genre", "Pop"), ("KEY", "8A")]).tags;
    assert_eq!(tags.artist.as_deref(), Some("A; B"));
    assert_eq!((tags.genre.as_deref(), tags.key.as_deref()), (Some("Rock; Pop"), Some("8A")));
    let tags = flac(&[("COMPILATION", "1"), ("R128_TRACK_GAIN", "-256"), ("R128_ALBUM_GAIN", "256")]).tags;
    assert_eq!((tags.compilation, tags.track_gain_db, tags.album_gain_db), (true, Some(4.0), Some(6.0)));
}

#[test]
fn old_encodings_are_read_as_they_were_meant() {
    let in_1251 = |text: &str| WINDOWS_1251.encode(text).0.into_owned();
    let said = mp3(&[
        text("TIT2", 0, &in_1251("Группа крови")),
        text("TPE1", 0, &in_1251("Кино")),
        text("TALB", 3, "Ünïcode".as_bytes()),
    ]);
    assert_eq!((said.tags.title.as_str(), said.tags.artist.as_deref()), ("Группа крови", Some("Кино")));
    assert_eq!(said.tags.album.as_deref(), Some("Ünïcode"));
    let in_sjis = |text: &str| SHIFT_JIS.encode(text).0.into_owned();
    let said =
        super::tests::said(&[frames(), id3v1(&in_sjis("さくら"), &in_sjis("いきものがかり"))].concat());
    assert_eq!((said.tags.title.as_str(), said.tags.artist.as_deref()), ("さくら", Some("いきものがかり")));
}

#[test]
fn real_latin_1_stays() {
    let latin1 = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
    let said = mp3(&[text("TIT2", 0, &latin1("Jóga")), text("TPE1", 0, &latin1("Björk"))]);
    assert_eq!((said.tags.title.as_str(), said.tags.artist.as_deref()), ("Jóga", Some("Björk")));
    let said =
        super::tests::said(&[frames(), id3v1(&latin1("Ágætis byrjun"), &latin1("Sigur Rós"))].concat());
    assert_eq!((said.tags.title.as_str(), said.tags.artist.as_deref()), ("Ágætis byrjun", Some("Sigur Rós")));
}

#[test]
fn an_information_list_in_an_old_encoding_is_read() {
    let chunk = |id: &[u8], body: &[u8]| {
        let mut chunk = [id, &(body.len() as u32).to_le_bytes(), body].concat();
        chunk.resize(chunk.len() + body.len() % 2, 0);
        chunk
    };
    let title = [&SHIFT_JIS.encode("群青日和").0, &b"\0"[..]].concat();
    let artist = [&SHIFT_JIS.encode("東京事変").0, &b"\0"[..]].concat();
    let list = [b"INFO".to_vec(), chunk(b"INAM", &title), chunk(b"IART", &artist)].concat();
    let format = [1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0];
    let body = [b"WAVE".to_vec(), chunk(b"fmt ", &format), chunk(b"LIST", &list), chunk(b"data", &[0; 1600])];
    let said = said(&chunk(b"RIFF", &body.concat()));
    assert_eq!((said.tags.title.as_str(), said.tags.artist.as_deref()), ("群青日和", Some("東京事変")));
}

#[test]
fn a_huge_cover_costs_neither_the_title_nor_the_memory() {
    let picture = [&b"\0image/jpeg\0\x03\0"[..], &vec![7; 50 * 1024 * 1024]].concat();
    let size = [21, 14, 7, 0].map(|shift| (picture.len() >> shift) as u8 & 0x7f);
    let cover = [b"APIC", &size[..], &[0, 0], &picture].concat();
    let said = mp3(&[text("TIT2", 3, b"Huge"), cover]);
    assert_eq!((said.tags.title.as_str(), said.has_picture), ("Huge", true));
}

#[test]
fn noise_is_an_error_or_nothing_and_never_a_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    for head in [
        &b"ID3\x04\0\0\x7f\x7f\x7f\x7f"[..],
        b"fLaC\0\0\0\x22",
        b"OggS",
        b"RIFF\xff\xff\xff\xffWAVE",
        b"\xff\xfb\x90\0",
        b"\0\0\0\x18ftypM4A ",
    ] {
        for _ in 0..20 {
            let mut file: File = tempfile::tempfile().unwrap();
            file.write_all(head).unwrap();
            file.write_all(&(0..3000).map(|_| random.u8(..)).collect::<Vec<_>>()).unwrap();
            let _either = read(&mut file);
        }
    }
}

#[test]
fn lyrics_with_times_and_lyrics_as_text_are_read() {
    let lyrics = |frames_of_tag: &[Vec<u8>]| {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[id3v2(frames_of_tag), frames()].concat()).unwrap();
        read_lyrics(&mut file).unwrap()
    };
    let line = |millis: u32, text: &str| [text.as_bytes(), &[0], &millis.to_be_bytes()].concat();
    let body = [&b"\x03eng\x02\x01\0"[..], &line(1500, "One"), &line(3000, "Two")].concat();
    let (timed, text_of_tag) = lyrics(&[frame("SYLT", &body), text("USLT", 3, b"eng\0One\nTwo")]);
    let expected =
        [(1500, "One"), (3000, "Two")].map(|(at, text)| (Duration::from_millis(at), text.to_owned()));
    assert_eq!((timed, text_of_tag.as_deref()), (expected.to_vec(), Some("One\nTwo")));
    let in_mpeg_frames = [&b"\x03eng\x01\x01\0"[..], &line(40, "One")].concat();
    assert_eq!(lyrics(&[frame("SYLT", &in_mpeg_frames), frame("SYLT", b"\x03")]), (vec![], None));
}
