//! Files and folders as people have them: each is imported, or named with a reason, and none stops the others.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;
mod songs;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use cli::Mien;
use serde_json::Value;
use songs::{Song, write_song};

const MP3: &[u8] = include_bytes!("corpus/mp3.mp3");

fn syncsafe(size: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (size >> shift) as u8 & 0x7f)
}

/// A frame of `ID3v2.4`.
fn frame(id: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), &syncsafe(body.len()), &[0, 0], body].concat()
}

/// The sound of the corpus behind a tag of these frames, and bytes that make it another sound.
fn tagged(path: &Path, frames: &[Vec<u8>], seed: u8) {
    let frames = frames.concat();
    let sound = &MP3[id3_length(MP3)..];
    let tag = [b"ID3\x04\0\0".as_slice(), &syncsafe(frames.len()), &frames].concat();
    fs::write(path, [&tag, sound, &[seed; 64]].concat()).unwrap();
}

fn id3_length(file: &[u8]) -> usize {
    if !file.starts_with(b"ID3") {
        return 0;
    }
    10 + file[6..10].iter().fold(0, |size, byte| (size << 7) | usize::from(*byte))
}

fn titles(mien: &Mien, query: &str) -> Vec<String> {
    let answer = mien.json(&["tracks", query]).document;
    let tracks = answer["tracks"].as_array().cloned().unwrap_or_default();
    tracks.iter().map(|track| track["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn long_tags_and_a_huge_cover_cost_neither_the_title_nor_the_memory() {
    let mien = Mien::new();
    let long = format!("Endless {}", "word ".repeat(800));
    tagged(&mien.music().join("long.mp3"), &[frame("TIT2", format!("\u{3}{long}").as_bytes())], 1);
    let cover = [b"\0image/jpeg\0\x03\0".as_slice(), &vec![0xd8; 50 * 1024 * 1024]].concat();
    tagged(&mien.music().join("cover.mp3"), &[frame("TIT2", b"\x03Covered"), frame("APIC", &cover)], 2);
    let import = mien.import();
    assert_eq!((import.code, &import.document["added"]), (0, &Value::from(2)), "{}", import.stderr);
    assert_eq!(titles(&mien, "covered"), ["Covered"]);
    assert!(titles(&mien, "endless")[0].chars().count() > 3900);
}

#[test]
fn tags_in_old_encodings_are_read_as_their_writers_meant() {
    let mien = Mien::new();
    // "Latin-1" by the tag's own word; Shift-JIS "さくら" and CP1251 "Группа крови" by what people wrote.
    let japanese = [b"\0".as_slice(), &[0x82, 0xb3, 0x82, 0xad, 0x82, 0xe7]].concat();
    let russian =
        [b"\0".as_slice(), &[0xc3, 0xf0, 0xf3, 0xef, 0xef, 0xe0, b' ', 0xea, 0xf0, 0xee, 0xe2, 0xe8]]
            .concat();
    tagged(&mien.music().join("j.mp3"), &[frame("TIT2", &japanese)], 1);
    tagged(&mien.music().join("r.mp3"), &[frame("TIT2", &russian)], 2);
    assert_eq!(mien.import().document["added"], 2);
    assert_eq!(titles(&mien, "\u{3055}\u{304f}\u{3089}"), ["\u{3055}\u{304f}\u{3089}"]);
    assert_eq!(titles(&mien, "крови"), ["Группа крови"]);
}

#[test]
fn loops_lies_and_names_that_are_no_text_stop_nothing() {
    let mien = Mien::new();
    let music = mien.music();
    let odd = music.join(OsStr::from_bytes(b"\xff\xfe folder"));
    fs::create_dir(&odd).unwrap();
    write_song(&odd.join(OsStr::from_bytes(b"\xe9.mp3")), &Song { title: "Odd", seed: 1, ..Song::default() });
    write_song(&music.join("new\nline.mp3"), &Song { title: "Line", seed: 2, ..Song::default() });
    // A FLAC that says it is an MP3 plays; a text that says so does not.
    fs::write(music.join("lie.mp3"), include_bytes!("corpus/flac.flac")).unwrap();
    fs::write(music.join("text.flac"), "not music at all".repeat(100)).unwrap();
    fs::write(music.join("empty.ogg"), "").unwrap();
    symlink(&music, music.join("loop")).unwrap();
    symlink(music.join("loop/loop"), odd.join("deeper")).unwrap();
    symlink("/nonexistent", music.join("gone.mp3")).unwrap();
    let import = mien.import().document;
    assert_eq!(import["added"], 3, "{import}");
    let failed = import["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 3, "{import}");
    assert!(failed.iter().all(|file| file["reason"].as_str().is_some_and(|reason| reason.len() > 5)));
    let again = mien.import().document;
    assert_eq!((&again["unchanged"], &again["added"]), (&Value::from(3), &Value::from(0)));
}
