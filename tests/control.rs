//! One Mien for a data folder, and talking to it from other processes.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod songs;
mod support;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};
use songs::{Song, write_song};
use support::running::{PATIENCE, Running, mien};
use support::wait_until;

#[test]
fn a_running_mien_does_what_it_is_told() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::play(data.path(), |_| {});
    let first = running.ctl(&["status"]);
    assert!(first["track"]["title"].is_string() && first["tracks"].as_u64() >= Some(14), "{first}");

    assert_eq!(running.ctl(&["pause"])["state"], "paused");
    assert_eq!(running.ctl(&["play"])["state"], "playing");
    assert_eq!(running.ctl(&["toggle"])["state"], "paused");
    assert_eq!(running.ctl(&["seek", "0:20"])["position"], 20.0);
    assert_eq!(running.ctl(&["seek", "-5"])["position"], 15.0);
    let second = running.ctl(&["next"]);
    assert_ne!(second["track"]["id"], first["track"]["id"]);
    assert_eq!(running.ctl(&["previous"])["track"]["id"], first["track"]["id"]);
    assert!((running.ctl(&["volume", "40"])["volume"].as_f64().unwrap() - 0.4).abs() < 1e-6);
    assert!((running.ctl(&["volume", "+5"])["volume"].as_f64().unwrap() - 0.45).abs() < 1e-6);
    assert_eq!(running.ctl(&["pin", "sad"])["pinned"], "sad");
    assert_eq!(running.ctl(&["pin", "none"])["pinned"], Value::Null);
    assert_eq!(running.ctl(&["mode", "lift"])["mode"], "lift");
    assert_eq!(running.ctl(&["goal", "calm"])["goal"], "calm");
    assert_eq!(running.ctl(&["shuffle", "on"])["shuffle"], true);
    assert_eq!(running.ctl(&["shuffle", "off"])["shuffle"], false);
    assert_eq!(running.ctl(&["repeat", "all"])["repeat"], "all");
    assert_eq!(running.ctl(&["repeat", "off"])["repeat"], "off");
    running.ctl(&["sleep", "30m"]);
    running.ctl(&["sleep", "off"]);
    assert_eq!(running.ctl(&["like"])["track"]["like"], 1);
    assert_eq!(running.ctl(&["rate", "4"])["track"]["rating"], 4);
    // Pausing tells the track once more: with what was said about it since.
    assert_eq!(running.ctl(&["pause"])["track"]["rating"], 4);
    assert_eq!(running.ctl(&["stop"])["state"], "stopped");
    assert_eq!(running.ctl(&["play"])["track"]["id"], first["track"]["id"], "stopping is not skipping");
    let refused = running.try_ctl(&["rate", "6"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_file_outside_the_library_plays_at_once_and_is_not_added() {
    let (data, music) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let odd = music.path().join(support::odd_name()).with_extension("mp3");
    for (path, title) in [(&odd, "Loose"), (&music.path().join("other.mp3"), "Other")] {
        write_song(path, &Song { title, ..Song::default() });
    }
    let running = Running::play(data.path(), |_| {});
    let before = running.ctl(&["status"]);
    running.ctl(&["pause"]);
    let output =
        mien(data.path(), &["--json"]).arg(&odd).arg(music.path().join("other.mp3")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // A second of sound is over soon, so what follows may be on already.
    let mut titles = Vec::new();
    wait_until("the second file plays", PATIENCE, || {
        titles.push(running.ctl(&["status"])["track"]["title"].clone());
        titles.last() == Some(&json!("Other")) || running.ctl(&["next"])["track"]["title"] == "Other"
    });
    assert_eq!(running.ctl(&["status"])["tracks"], before["tracks"]);
    let missing = running.try_ctl(&["open", "/nonexistent/song.mp3"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no file"));
}

#[test]
fn a_folder_is_for_one_process_and_a_killed_one_leaves_it_free() {
    let data = tempfile::tempdir().unwrap();
    let mut running = Running::play(data.path(), |_| {});
    let socket = data.path().join("control.socket");
    assert_eq!(std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    let second = mien(data.path(), &["play"]).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("mien ctl"));

    running.child().kill().unwrap();
    running.child().wait().unwrap();
    assert!(socket.exists(), "a killed process cannot clean up");
    let nobody = running.try_ctl(&["status"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nobody.stderr).contains("not running"));

    let mut again = Running::play(data.path(), |_| {});
    again.ctl(&["quit"]);
    assert!(again.child().wait().unwrap().success());
    assert!(!socket.exists(), "a process that ends cleans up");
}

#[test]
fn an_import_by_another_process_is_seen_at_once() {
    let (data, music) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_song(&music.path().join("new.mp3"), &Song { title: "New", ..Song::default() });
    let running = Running::play(data.path(), |_| {});
    let before = running.ctl(&["status"])["tracks"].as_u64().unwrap();
    let import = mien(data.path(), &["import"]).arg(music.path()).output().unwrap();
    assert!(import.status.success());
    assert_eq!(running.ctl(&["status"])["tracks"], before + 1);
}

#[test]
fn following_tells_every_change_and_ends_with_mien() {
    use std::io::{BufRead, BufReader};
    let data = tempfile::tempdir().unwrap();
    let running = Running::play(data.path(), |_| {});
    let mut follow = mien(data.path(), &["--json", "ctl", "status", "--follow"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(follow.stdout.take().unwrap()).lines();
    let mut next = |wanted: &str| {
        lines.by_ref().find(|line| {
            let status: Value = serde_json::from_str(line.as_ref().unwrap()).unwrap();
            status["state"] == wanted
        })
    };
    assert!(next("playing").is_some());
    running.ctl(&["pause"]);
    assert!(next("paused").is_some());
    running.ctl(&["quit"]);
    assert!(next("never").is_none());
    assert!(follow.wait().unwrap().success());
}

#[test]
fn a_wrong_file_is_told_before_anything_starts() {
    let data = tempfile::tempdir().unwrap();
    let output = mien(data.path(), &["playy"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("no file playy") && error.contains("mien --help"), "{error}");
    assert!(!Path::new(&data.path().join("library.db")).exists());
}
