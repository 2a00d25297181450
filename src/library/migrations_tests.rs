//! Libraries of every earlier layout open and keep what was in them.

use rusqlite::Connection;

use super::connection::{self, MIGRATIONS, backup_path};
use super::*;
use crate::affect::Affect;
use crate::mood::MoodSource;

/// What the first layout held.
const OLDEST: &str = include_str!("migrations/fixtures/0001.sql");

/// The oldest library, brought up to layout `version` and closed.
fn library_of(path: &Path, version: usize) {
    let first = connection::open(path, &MIGRATIONS[..1]).unwrap();
    first.execute_batch(OLDEST).unwrap();
    drop(first);
    drop(connection::open(path, &MIGRATIONS[..version]).unwrap());
}

fn text(connection: &Connection, sql: &str) -> String {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn every_earlier_layout_is_brought_up_to_date_with_all_that_was_in_it() {
    for version in 1..=MIGRATIONS.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        library_of(&path, version);
        let library = Library::open(&path).unwrap();
        let track = library.track(TrackId(3)).unwrap().unwrap();
        assert_eq!(track.path, Path::new("/music/a.mp3"), "layout {version}");
        assert_eq!((track.rating, track.like, track.plays, track.skips), (4, Like::Liked, 7, 2));
        assert_eq!((track.last_played, track.added, track.tags.bpm), (Some(900), 100, Some(90.5)));
        assert_eq!((track.mood.source, track.mood.affect), (MoodSource::User, Affect::new(0.5, -0.25)));
        let odd = library.track(TrackId(8)).unwrap().unwrap();
        assert_eq!((odd.like, odd.skips, odd.missing), (Like::Disliked, 5, true));
        assert_eq!(library.folders().unwrap(), [Path::new("/music")]);
        assert_eq!(library.tracks("etude", 9).unwrap().tracks.len(), 1, "layout {version}");
        assert_eq!(text(&library.connection, "PRAGMA integrity_check"), "ok");
        let strays = library.connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!strays, "layout {version}");
    }
}

#[test]
fn each_upgrade_keeps_a_copy_of_the_layout_it_left() {
    for version in 1..MIGRATIONS.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        library_of(&path, version);
        drop(Library::open(&path).unwrap());
        let left = version as i64;
        let copy = Connection::open(backup_path(&path, left)).unwrap();
        assert_eq!(copy.query_row("PRAGMA user_version", [], |row| row.get(0)), Ok(left));
        assert_eq!(text(&copy, "SELECT title FROM track WHERE id = 3"), "Étude");
    }
}

#[test]
fn a_new_library_leaves_no_copies_of_itself() {
    let folder = tempfile::tempdir().unwrap();
    drop(Library::open(&folder.path().join("library.db")).unwrap());
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["library.db"]);
}

#[test]
fn the_mood_of_a_track_is_found_without_looking_at_all_others() {
    let library = Library::in_memory().unwrap();
    let plan = "EXPLAIN QUERY PLAN SELECT valence FROM track_mood_combined WHERE track_id = ?1";
    let mut statement = library.connection.prepare(plan).unwrap();
    let steps = statement.query_map([1], |row| row.get::<_, String>(3)).unwrap();
    let steps: Vec<String> = steps.map(Result::unwrap).collect();
    assert!(steps.iter().any(|step| step.starts_with("SEARCH track_mood")), "{steps:?}");
    assert!(!steps.iter().any(|step| step == "SCAN track_mood"), "{steps:?}");
}
