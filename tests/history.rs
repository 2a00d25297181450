//! `mien history` from outside.

#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;

use cli::Mien;
use mien::affect::Affect;
use mien::emotion::Emotion;
use mien::journal::{Entry, Felt, Moment, Song};
use mien::library::journal::Journal;
use mien::mood::Mode;

/// A journal with an entry at noon of each of three days.
fn kept() -> Mien {
    let mien = Mien::new();
    std::fs::create_dir_all(mien.data()).unwrap();
    let mut journal = Journal::open(&mien.data().join("journal.db")).unwrap();
    for day in ["2026-03-01", "2026-03-02", "2026-03-03"] {
        let at = journal.unix_time(&format!("{day}T12:00")).unwrap().unwrap();
        let felt = Some(Felt { affect: Affect::new(0.5, -0.25), emotion: Emotion::Happy });
        let song = Some(Song { id: 7, title: format!("Song of {day}"), artist: Some("A, \"B\"".to_owned()) });
        let entry = Entry { at, local_secs: at, felt, song, mode: Mode::Match, moment: Moment::Finished };
        journal.write(&entry).unwrap();
    }
    mien
}

#[test]
fn the_journal_is_shown_in_the_time_asked_for() {
    let mien = kept();
    let times = |args: &[&str]| -> Vec<String> {
        let answer = mien.json(&[&["history"], args].concat());
        let entries = answer.document["entries"].as_array().unwrap().clone();
        entries.iter().map(|entry| entry["time"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(times(&[]).len(), 3);
    assert_eq!(times(&["--from", "2026-03-02", "--to", "2026-03-02"]), ["2026-03-02T12:00:00"]);
    assert_eq!(times(&["--to", "2026-03-02T11:59"]), ["2026-03-01T12:00:00"]);
    assert_eq!(mien.json(&["history", "--from", "2027-01-01"]).code, 1);
    assert_eq!(mien.json(&["history", "--from", "tomorrow"]).code, 2);
    assert!(mien.text(&["history"]).stdout.contains("Song of 2026-03-03"));
}

#[test]
fn the_table_can_be_read_by_others() {
    let table = kept().text(&["history", "--csv"]).stdout;
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("time,emotion,valence,arousal,track,title,artist,mode,event"));
    let first = r#"2026-03-01T12:00:00,happy,0.500,-0.250,7,Song of 2026-03-01,"A, ""B""",match,finished"#;
    assert_eq!(lines.next(), Some(first));
}

#[test]
fn deleting_a_time_and_everything_leaves_nothing_in_any_file() {
    let mien = kept();
    let holds = |needle: &str| {
        let files =
            std::fs::read_dir(mien.data()).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.into_iter().any(|bytes| bytes.windows(needle.len()).any(|part| part == needle.as_bytes()))
    };
    assert!(holds("Song of 2026-03-02"));
    let answer = mien.json(&["history", "delete", "--from", "2026-03-02", "--to", "2026-03-02"]);
    assert_eq!((answer.code, &answer.document["deleted"]), (0, &serde_json::json!(1)));
    assert!(!holds("Song of 2026-03-02") && holds("Song of 2026-03-01"));
    assert_eq!(mien.json(&["history", "delete"]).document["deleted"], 2);
    assert!(!holds("Song of"));
    assert_eq!(mien.json(&["history", "delete"]).code, 1, "nothing is left to delete");
}

#[test]
fn without_a_journal_nothing_is_made_and_the_way_to_one_is_told() {
    let mien = Mien::new();
    let answer = mien.text(&["history"]);
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("switched on"), "{}", answer.stderr);
    assert!(!mien.data().join("journal.db").exists());
}
