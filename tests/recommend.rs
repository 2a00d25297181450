//! `mien recommend` from outside.

#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;
mod songs;

use cli::Mien;
use serde_json::Value;
use songs::{Song, write_song};

const MOODS: [&str; 4] = ["Happy", "Calm", "Sad", "Angry"];

/// Ten artists for each of four moods.
fn library() -> Mien {
    let mien = Mien::new();
    for (i, mood) in MOODS.iter().cycle().take(40).enumerate() {
        let (title, artist) = (format!("{mood} song {i}"), format!("Artist {}", i / 4));
        let song = Song { title: &title, artist: &artist, mood, seed: i as u64, ..Song::default() };
        write_song(&mien.music().join(format!("{i}.mp3")), &song);
    }
    assert_eq!(mien.import().document["added"], 40);
    mien
}

fn numbers(answer: &Value, key: &str) -> Vec<f64> {
    answer["tracks"].as_array().unwrap().iter().map(|t| t[key].as_f64().unwrap()).collect()
}

#[test]
fn each_emotion_gets_music_like_it() {
    let mien = library();
    for (emotion, title) in [("happy", "Happy"), ("sad", "Sad"), ("angry", "Angry")] {
        let list = mien.json(&["recommend", "--emotion", emotion, "-n", "3"]);
        assert_eq!(list.code, 0);
        for track in list.document["tracks"].as_array().unwrap() {
            assert!(track["title"].as_str().unwrap().starts_with(title), "{track}");
            let mut keys: Vec<_> = track.as_object().unwrap().keys().map(String::as_str).collect();
            keys.sort_unstable();
            assert_eq!(keys, ["arousal", "artist", "id", "path", "reason", "score", "title", "valence"]);
        }
    }
}

#[test]
fn a_point_works_like_an_emotion() {
    let mien = library();
    let point = mien.json(&["recommend", "--valence", "0.58", "--arousal", "-0.5", "-n", "2"]);
    assert!(point.document["tracks"][0]["title"].as_str().unwrap().starts_with("Calm"), "{}", point.document);
}

#[test]
fn lift_starts_low_ends_higher_and_says_why() {
    let mien = library();
    let list = mien.json(&["recommend", "--emotion", "sad", "--mode", "lift", "-n", "6"]).document;
    let valence = numbers(&list, "valence");
    assert!(valence.len() == 6 && valence[0] < -0.4 && valence[5] > 0.4, "{valence:?}");
    assert!(list["tracks"].as_array().unwrap().iter().all(|t| t["reason"].as_str().unwrap().ends_with('.')));
}

#[test]
fn the_same_seed_gives_the_same_list() {
    let mien = library();
    let ids =
        |seed: &str| numbers(&mien.json(&["recommend", "--emotion", "happy", "--seed", seed]).document, "id");
    assert_eq!(ids("7"), ids("7"));
    assert!((8..20).any(|seed| ids(&seed.to_string()) != ids("7")));
}

#[test]
fn no_track_comes_twice_even_when_more_are_asked_for_than_there_are() {
    let mien = library();
    let mut ids = numbers(&mien.json(&["recommend", "--emotion", "neutral", "-n", "500"]).document, "id");
    ids.sort_by(f64::total_cmp);
    ids.dedup();
    assert_eq!(ids.len(), 40);
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mien = Mien::new();
    let list = mien.json(&["recommend", "--emotion", "happy"]);
    assert_eq!((list.code, &list.document["tracks"]), (1, &Value::Array(Vec::new())));
    assert!(list.stderr.contains("mien import"), "{}", list.stderr);
}

#[test]
fn an_unknown_emotion_is_an_error_that_names_the_seven() {
    let mien = Mien::new();
    let answer = mien.text(&["recommend", "--emotion", "hangry"]);
    assert_eq!(answer.code, 2);
    assert!(
        ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]
            .iter()
            .all(|e| answer.stderr.contains(e))
    );
}
