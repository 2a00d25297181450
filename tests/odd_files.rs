//! Files and folders as people have them: each is imported, or named with a reason, and none stops the others.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;
mod songs;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
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

/// Nobody: root reads everything, and gives its place to this user.
const NOBODY: u32 = 65534;

#[test]
fn a_folder_that_may_not_be_read_is_named_and_its_tracks_stay() {
    let mien = Mien::new();
    let shut = mien.music().join("shut");
    fs::create_dir(&shut).unwrap();
    fs::create_dir(mien.data()).unwrap();
    write_song(&mien.music().join("open.mp3"), &Song { title: "Open", seed: 1, ..Song::default() });
    write_song(&shut.join("inside.mp3"), &Song { title: "Inside", seed: 2, ..Song::default() });
    let import = |args: &[&str]| {
        let mut command = mien.command(args);
        if fs::metadata("/proc/self").unwrap().uid() == 0 {
            command.uid(NOBODY);
        }
        command.output()
    };
    for folder in [mien.music(), shut.clone(), mien.data(), mien.music().join("..")] {
        // Only root gives away; whoever else runs this owns them already.
        let _kept = chown(folder, Some(NOBODY), None);
    }
    let music = mien.music();
    let args = ["--json", "import", music.to_str().unwrap()];
    // Where that user may not even start the program, there is nothing to ask it.
    let Ok(first) = import(&args) else { return };
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
    let second: Value = serde_json::from_slice(&import(&args).unwrap().stdout).unwrap();
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
    let failed = second["failed"].as_array().unwrap();
    assert!(failed.iter().any(|file| file["path"].as_str().unwrap().ends_with("shut")), "{second}");
    assert_eq!(second["unchanged"], 1, "{second}");
    let third: Value = serde_json::from_slice(&import(&args).unwrap().stdout).unwrap();
    assert_eq!((&third["added"], &third["failed"]), (&Value::from(0), &Value::from(Vec::<Value>::new())));
    assert_eq!(titles(&mien, "inside"), ["Inside"]);
}

/// Files of the folder that holds many: `MIEN_FILES`, 3000 unless told.
fn many() -> u64 {
    std::env::var("MIEN_FILES").ok().and_then(|files| files.parse().ok()).unwrap_or(3000)
}

#[test]
fn a_folder_of_very_many_files_is_one_folder() {
    let mien = Mien::new();
    for seed in 0..many() {
        let title = format!("Song {seed}");
        let name = mien.music().join(format!("{seed}.mp3"));
        write_song(&name, &Song { title: &title, seed, ..Song::default() });
    }
    let first = mien.import().document;
    assert_eq!((&first["added"], first["failed"].as_array().map(Vec::len)), (&many().into(), Some(0)));
    let again = mien.import().document;
    assert_eq!((&again["unchanged"], &again["added"]), (&many().into(), &0.into()), "{again}");
}
