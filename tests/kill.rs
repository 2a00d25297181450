//! What was reported done survives `kill -9` at any moment: imports, ratings, and the writing of ratings into files; the
//! database is sound each time, and so is each file.
//!
//! `MIEN_KILLS` sets the number of kills (20 unless told, 200 for the long run). The moments come from a fixed seed.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;
mod songs;

use std::process::{Command, Stdio};
use std::time::Duration;

use cli::Mien;
use rusqlite::{Connection, OpenFlags};
use songs::{Song, write_song};

/// Files of the folder that is imported; a part is re-tagged in each round, so that there is always something to write.
const FILES: u64 = 200;

fn kills() -> u64 {
    std::env::var("MIEN_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20)
}

/// Another title in another round; the sound stays.
fn tag(mien: &Mien, number: u64, round: u64) {
    let title = format!("Song {number} of round {round}");
    let song = Song { title: &title, artist: "Ada", genre: "Jazz", seed: number, ..Song::default() };
    write_song(&mien.music().join(format!("{number}.mp3")), &song);
}

/// The database as the kill left it, its log included.
fn look(mien: &Mien) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    Connection::open_with_flags(mien.data().join("library.db"), flags).unwrap()
}

fn number(library: &Connection, sql: &str) -> i64 {
    library.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn kills_during_imports_lose_nothing_that_was_reported_done() {
    let mien = Mien::new();
    for song in 0..FILES {
        tag(&mien, song, 0);
    }
    assert_eq!(mien.import().document["added"], FILES);
    let mut random = fastrand::Rng::with_seed(1);
    let mut ratings = vec![0; FILES as usize + 1];
    for round in 1..=kills() {
        let (track, stars) = (random.usize(1..=FILES as usize), random.u8(1..=5));
        assert_eq!(mien.text(&["rate", &track.to_string(), &stars.to_string()]).code, 0);
        ratings[track] = i64::from(stars);
        for song in 0..FILES {
            tag(&mien, song, round);
        }
        let music = mien.music();
        let mut import = mien.command(&["import", music.to_str().unwrap()]);
        let mut child = import.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The moment is the input of this test, and nothing waits for it to be long enough.
        std::thread::sleep(Duration::from_millis(random.u64(0..250)));
        child.kill().unwrap();
        child.wait().unwrap();

        let library = look(&mien);
        let sound: String = library.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok", "round {round}");
        assert!(!library.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap(), "round {round}");
        assert_eq!(number(&library, "SELECT count(*) FROM track"), FILES as i64, "round {round}");
        assert_eq!(number(&library, "SELECT count(*) FROM track_search"), FILES as i64, "round {round}");
        for (id, stars) in ratings.iter().enumerate().skip(1) {
            let kept = number(&library, &format!("SELECT rating FROM track WHERE id = {id}"));
            assert_eq!(kept, *stars, "round {round}, track {id}");
        }
    }
    let end = mien.import().document;
    assert_eq!((&end["added"], &end["missing"]), (&0.into(), &0.into()), "{end}");
    let library = look(&mien);
    let of_last = format!("SELECT count(*) FROM track WHERE title LIKE '% of round {}'", kills());
    assert_eq!(number(&library, &of_last), FILES as i64);
}

#[test]
fn a_kill_during_the_first_import_leaves_what_was_written_and_the_next_one_completes_it() {
    let mut random = fastrand::Rng::with_seed(2);
    for _ in 0..kills().div_ceil(10) {
        let mien = Mien::new();
        for song in 0..FILES {
            tag(&mien, song, 0);
        }
        let mut import: Command = mien.command(&["import", mien.music().to_str().unwrap()]);
        let mut child = import.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.u64(0..300)));
        child.kill().unwrap();
        child.wait().unwrap();
        let again = mien.import();
        assert_eq!(again.code, 0, "{}", again.stderr);
        let count = number(&look(&mien), "SELECT count(*) FROM track");
        assert_eq!(count, FILES as i64);
    }
}

/// One file of each format whose tags are written.
const MARKED: [(&str, &[u8]); 5] = [
    ("mp3", include_bytes!("corpus/mp3.mp3")),
    ("flac", include_bytes!("corpus/flac.flac")),
    ("ogg", include_bytes!("corpus/vorbis.ogg")),
    ("opus", include_bytes!("corpus/opus.opus")),
    ("m4a", include_bytes!("corpus/aac.m4a")),
];
/// Copies of each.
const COPIES: usize = 4;

#[test]
fn kills_while_ratings_are_written_leave_each_file_whole() {
    let mien = Mien::new();
    for (ending, content) in MARKED {
        for copy in 0..COPIES {
            std::fs::write(mien.music().join(format!("{copy}.{ending}")), content).unwrap();
        }
    }
    assert_eq!(mien.import().code, 0);
    let files = number(&look(&mien), "SELECT count(*) FROM track");
    assert_eq!(files, (MARKED.len() * COPIES) as i64);
    let said =
        "SELECT group_concat(title || length_secs || hex(audio)) FROM (SELECT * FROM track ORDER BY id)";
    let told = |library: &Connection| library.query_row(said, [], |row| row.get::<_, String>(0)).unwrap();
    let before = told(&look(&mien));
    let mut random = fastrand::Rng::with_seed(3);
    for round in 1..=kills() {
        look(&mien).execute("UPDATE track SET rating = 1 + (id + ?1) % 5", [round as i64]).unwrap();
        let mut writing = mien.command(&["library", "write-ratings"]);
        let mut child = writing.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.u64(0..250)));
        child.kill().unwrap();
        child.wait().unwrap();

        for (ending, content) in MARKED {
            // Somewhere in the sound, which no tag reaches.
            let sound = &content[content.len() / 2..][..256];
            for copy in 0..COPIES {
                let file = std::fs::read(mien.music().join(format!("{copy}.{ending}"))).unwrap();
                assert!(file.windows(256).any(|part| part == sound), "round {round}, {copy}.{ending}");
            }
        }
        let looked = mien.import().document;
        assert_eq!((&looked["added"], &looked["missing"]), (&0.into(), &0.into()), "round {round}: {looked}");
        assert_eq!(looked["failed"].as_array().unwrap().len(), 0, "round {round}: {looked}");
        assert_eq!(told(&look(&mien)), before, "round {round}");
    }
    // Other stars than before: something is left to write, however far the last round came.
    look(&mien).execute("UPDATE track SET rating = 1 + rating % 5", []).unwrap();
    assert_eq!(mien.text(&["library", "write-ratings"]).code, 0);
    assert_eq!(mien.import().document["updated"].as_u64().map(|updated| updated > 0), Some(true));
    let differ = "SELECT count(*) FROM track WHERE rating IS NOT tag_rating";
    assert_eq!(number(&look(&mien), differ), 0, "each file says what its listener said");
}
