//! `mien import` and `mien tracks` from outside: what scripts rely on.

#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;
mod songs;

use std::fs;

use cli::Mien;
use serde_json::Value;
use songs::{Song, write_song};

fn songs(folder: &std::path::Path) {
    write_song(
        &folder.join("a.mp3"),
        &Song { title: "Étude one", artist: "Ada", mood: "Calm", ..Song::default() },
    );
    write_song(
        &folder.join("b.mp3"),
        &Song { title: "Riot", artist: "Bo", genre: "Metal", ..Song::default() },
    );
    write_song(&folder.join("c.mp3"), &Song { title: "", artist: "Ada", ..Song::default() });
}

fn list(answer: &Value) -> &Vec<Value> {
    answer["tracks"].as_array().unwrap()
}

#[test]
fn an_import_answers_with_every_count_and_again_finds_nothing_new() {
    let mien = Mien::new();
    songs(&mien.music());
    let first = mien.import();
    let mut keys: Vec<_> = first.document.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        ["added", "duplicates", "failed", "missing", "moved", "seconds", "unchanged", "updated"]
    );
    assert_eq!((first.code, &first.document["added"]), (0, &Value::from(3)));
    let again = mien.import().document;
    assert_eq!((&again["added"], &again["unchanged"]), (&Value::from(0), &Value::from(3)));
}

#[test]
fn an_import_without_a_folder_looks_at_those_of_before_also_when_one_is_away() {
    let mien = Mien::new();
    let none = mien.json(&["import"]);
    assert_eq!((none.code, mien.data().join("library.db").exists()), (2, false), "{}", none.stderr);
    songs(&mien.music());
    mien.import();
    fs::remove_file(mien.music().join("a.mp3")).unwrap();
    assert_eq!(mien.json(&["import"]).document["missing"], 1);
    let away = mien.music().with_extension("away");
    fs::rename(mien.music(), &away).unwrap();
    assert_eq!(mien.json(&["import"]).document["missing"], 3);
    fs::rename(&away, mien.music()).unwrap();
    let back = mien.json(&["import"]);
    assert_eq!((back.code, list(&mien.json(&["library", "missing"]).document).len()), (0, 1));
}

#[test]
fn bad_files_are_named_and_the_import_succeeds() {
    let mien = Mien::new();
    songs(&mien.music());
    fs::write(mien.music().join("lie.mp3"), "not music at all".repeat(100)).unwrap();
    fs::write(mien.music().join("empty.flac"), "").unwrap();
    fs::write(mien.music().join("notes.txt"), "ignored").unwrap();
    let import = mien.import();
    let failed = import.document["failed"].as_array().unwrap();
    assert_eq!((import.code, failed.len()), (0, 2), "{failed:?}");
    assert!(failed.iter().all(|f| f["path"].is_string() && f["reason"].as_str().unwrap().len() > 5));
}

#[test]
fn a_missing_folder_is_an_error_that_names_it_and_leaves_nothing_behind() {
    let mien = Mien::new();
    songs(&mien.music());
    let nowhere = mien.music().join("nowhere");
    let import = mien.json(&["import", mien.music().to_str().unwrap(), nowhere.to_str().unwrap()]);
    assert_eq!(import.code, 2);
    let error: Value = serde_json::from_str(&import.stderr).unwrap();
    assert!(error["error"].as_str().unwrap().contains("nowhere"), "{error}");
    assert!(!mien.data().join("library.db").exists());
}

#[test]
fn tracks_carry_their_tags_and_mood() {
    let mien = Mien::new();
    songs(&mien.music());
    mien.import();
    let found = mien.json(&["tracks", "etude"]);
    let track = &list(&found.document)[0];
    assert_eq!((found.code, list(&found.document).len()), (0, 1));
    assert_eq!((&track["title"], &track["artist"]), (&Value::from("Étude one"), &Value::from("Ada")));
    assert_eq!((&track["mood_source"], &track["valence"]), (&Value::from("tag"), &Value::from(0.58)));
    assert!(track["id"].is_i64() && track["length"].as_f64().unwrap() > 0.5);
    assert!(track["path"].as_str().unwrap().ends_with("a.mp3"));
    let metal = &mien.json(&["tracks", "riot"]).document["tracks"][0];
    assert_eq!(metal["mood_source"], "genre");
    let unnamed = &mien.json(&["tracks", "c"]).document["tracks"][0];
    assert_eq!((&unnamed["title"], &unnamed["mood_source"]), (&Value::from("c"), &Value::from("none")));
}

#[test]
fn several_words_and_a_limit_narrow_the_search() {
    let mien = Mien::new();
    songs(&mien.music());
    mien.import();
    assert_eq!(list(&mien.json(&["tracks", "ada", "etu"]).document).len(), 1);
    assert_eq!(list(&mien.json(&["tracks", "--limit", "2"]).document).len(), 2);
}

#[test]
fn nothing_found_is_exit_1_with_a_hint_and_no_query_is_an_error() {
    let mien = Mien::new();
    let empty = mien.json(&["tracks"]);
    assert_eq!((empty.code, list(&empty.document).len()), (1, 0));
    assert!(empty.stderr.contains("mien import"), "{}", empty.stderr);
    songs(&mien.music());
    mien.import();
    for query in ["zzzzqqqq", "\"", "zzz AND (", "title:*", "'; DROP TABLE track"] {
        let found = mien.json(&["tracks", "--", query]);
        assert_eq!(found.code, 1, "{query}");
        assert!(!found.stderr.is_empty(), "{query}");
    }
}

#[test]
fn a_moved_file_is_recognised_and_a_lost_one_is_missing_until_it_returns() {
    let mien = Mien::new();
    songs(&mien.music());
    mien.import();
    let id = |title: &str| mien.json(&["tracks", title]).document["tracks"][0]["id"].clone();
    let before = id("riot");
    fs::create_dir(mien.music().join("sub")).unwrap();
    fs::rename(mien.music().join("b.mp3"), mien.music().join("sub/renamed.mp3")).unwrap();
    fs::rename(mien.music().join("a.mp3"), mien.data().join("a.mp3")).unwrap();
    let import = mien.import().document;
    assert_eq!((&import["moved"], &import["missing"], &import["added"]), (&1.into(), &1.into(), &0.into()));
    assert_eq!(id("riot"), before);
    assert_eq!(mien.json(&["tracks", "etude"]).document["tracks"][0]["missing"], true);
    fs::rename(mien.data().join("a.mp3"), mien.music().join("a.mp3")).unwrap();
    mien.import();
    assert_eq!(mien.json(&["tracks", "etude"]).document["tracks"][0]["missing"], false);
}

#[test]
fn when_two_files_swap_names_what_is_known_follows_the_sound() {
    let mien = Mien::new();
    for (name, title, seed) in [("one.mp3", "Lantern", 1), ("two.mp3", "Quarry", 2)] {
        write_song(&mien.music().join(name), &Song { title, artist: "Ada", seed, ..Song::default() });
    }
    mien.import();
    let found = |title: &str| mien.json(&["tracks", title]).document["tracks"][0].clone();
    let (lantern, quarry) = (found("lantern"), found("quarry"));
    for (track, stars) in [(&lantern, "5"), (&quarry, "2")] {
        assert_eq!(mien.json(&["rate", &track["id"].to_string(), stars]).code, 0);
    }
    let file = |name: &str| mien.music().join(name);
    fs::rename(file("one.mp3"), file("aside")).unwrap();
    fs::rename(file("two.mp3"), file("one.mp3")).unwrap();
    fs::rename(file("aside"), file("two.mp3")).unwrap();
    let import = mien.import().document;
    assert_eq!((&import["added"], &import["missing"]), (&0.into(), &0.into()), "{import}");
    for (before, name, stars) in [(&lantern, "two.mp3", 5), (&quarry, "one.mp3", 2)] {
        let now = found(before["title"].as_str().unwrap());
        assert_eq!((&now["id"], &now["rating"]), (&before["id"], &Value::from(stars)), "{now}");
        assert!(now["path"].as_str().unwrap().ends_with(name), "{now}");
    }
}

#[test]
fn a_damaged_library_is_refused_in_words_and_kept() {
    let mien = Mien::new();
    fs::create_dir_all(mien.data()).unwrap();
    let file = mien.data().join("library.db");
    fs::write(&file, "x".repeat(9000)).unwrap();
    let tracks = mien.json(&["tracks"]);
    assert_eq!(tracks.code, 2);
    assert!(tracks.stderr.contains("library.db"), "{}", tracks.stderr);
    assert_eq!(fs::read(&file).unwrap(), "x".repeat(9000).into_bytes());
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_imported_and_listed() {
    use std::os::unix::ffi::OsStrExt;
    let mien = Mien::new();
    let folder = mien.music().join(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    fs::create_dir(&folder).unwrap();
    write_song(
        &folder.join(std::ffi::OsStr::from_bytes(b"\xe9.mp3")),
        &Song { title: "Odd", ..Song::default() },
    );
    assert_eq!(mien.import().document["added"], 1);
    assert_eq!(list(&mien.json(&["tracks", "odd"]).document).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_killed_import_keeps_what_was_written_and_the_next_one_finishes_it() {
    let mien = Mien::new();
    for i in 0..1500 {
        write_song(
            &mien.music().join(format!("{i}.mp3")),
            &Song { title: "Many", seed: i, ..Song::default() },
        );
    }
    let mut import = mien.command(&["import", mien.music().to_str().unwrap()]).spawn().unwrap();
    let log = mien.data().join("library.db-wal");
    while fs::metadata(&log).map_or(0, |m| m.len()) < 200_000 && import.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    import.kill().unwrap();
    import.wait().unwrap();
    let kept = list(&mien.json(&["tracks"]).document).len();
    let rest = mien.import().document;
    assert_eq!(rest["unchanged"].as_u64().unwrap() as usize, kept);
    assert_eq!(list(&mien.json(&["tracks"]).document).len(), 1500);
}

#[test]
fn text_output_is_for_people() {
    let mien = Mien::new();
    songs(&mien.music());
    let import = mien.text(&["import", mien.music().to_str().unwrap()]);
    assert!(import.stdout.starts_with("3 added in "), "{}", import.stdout);
    let table = mien.text(&["tracks"]).stdout;
    assert!(table.contains("TITLE") && table.contains("Riot") && table.lines().count() == 4, "{table}");
}
