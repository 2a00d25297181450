//! `mien playlist`, `mien rate`, `mien like` and the language of `mien tracks` from outside.

#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;
mod songs;

use std::fs;

use cli::Mien;
use serde_json::{Value, json};
use songs::{Song, write_song};

/// Two tracks, imported one after the other so that their numbers are 1 and 2.
fn mien() -> Mien {
    let mien = Mien::new();
    let folder = mien.music().join("Ada/Blue");
    fs::create_dir_all(&folder).unwrap();
    write_song(
        &folder.join("01 Étude.mp3"),
        &Song { title: "Étude", artist: "Ada", mood: "Calm", ..Song::default() },
    );
    mien.import();
    write_song(
        &folder.join("02 Riot.mp3"),
        &Song { title: "Riot", artist: "Bo", genre: "Metal", ..Song::default() },
    );
    mien.import();
    mien
}

fn titles(document: &Value) -> Vec<&str> {
    document["tracks"].as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap()).collect()
}

#[test]
fn a_playlist_goes_out_and_comes_in_again() {
    let mien = mien();
    let made = mien.json(&["playlist", "create", "Road", "2", "1", "2"]);
    assert_eq!((made.code, &made.document["playlist"]["tracks"]), (0, &json!(3)), "{}", made.stderr);
    for file in ["road.m3u8", "road.xspf"] {
        let file = mien.data().join(file);
        let file = file.to_str().unwrap();
        assert_eq!(mien.json(&["playlist", "export", "road", file]).code, 0);
        let read = mien.json(&["playlist", "import", file, "--name", "Again", "--replace"]).document;
        assert_eq!(
            (&read["playlists"][0]["found"], &read["playlists"][0]["missing"]),
            (&json!(3), &json!([]))
        );
        assert_eq!(titles(&mien.json(&["playlist", "show", "again"]).document), ["Riot", "Étude", "Riot"]);
    }
    let list = mien.json(&["playlist", "list"]).document;
    let names: Vec<_> = list["playlists"].as_array().unwrap().iter().map(|p| p["name"].clone()).collect();
    assert_eq!(names, ["Again", "Road"]);
}

#[test]
fn a_messy_file_is_understood_and_what_is_lost_is_told() {
    let mien = mien();
    let list = mien.music().join("list.m3u");
    // Windows-1252, backslashes, another case and root.
    fs::write(
        &list,
        b"#EXTM3U\r\nC:\\Musik\\ADA\\blue\\01 \xc9tude.MP3\r\nada\\Blue\\02 riot.mp3\r\nnowhere.mp3\r\n",
    )
    .unwrap();
    let read = mien.json(&["playlist", "import", list.to_str().unwrap()]);
    let list = &read.document["playlists"][0];
    assert_eq!((read.code, &list["found"], &list["name"]), (0, &json!(2), &json!("list")), "{list}");
    assert_eq!(list["missing"][0]["number"], 4);
    let none = mien.music().join("none.m3u8");
    fs::write(&none, "gone.mp3").unwrap();
    assert_eq!(mien.json(&["playlist", "import", none.to_str().unwrap()]).code, 1);
    assert_eq!(mien.json(&["playlist", "import", "/no/such.m3u8"]).code, 2);
}

#[test]
fn a_moved_file_keeps_its_place_in_the_playlist() {
    let mien = mien();
    mien.json(&["playlist", "create", "Road", "1", "2"]);
    fs::rename(mien.music().join("Ada/Blue/01 Étude.mp3"), mien.music().join("moved.mp3")).unwrap();
    mien.import();
    let shown = mien.json(&["playlist", "show", "Road"]).document;
    assert_eq!(titles(&shown), ["Étude", "Riot"]);
    assert!(shown["tracks"][0]["path"].as_str().unwrap().ends_with("moved.mp3"));
}

#[test]
fn lists_are_arranged_renamed_and_deleted() {
    let mien = mien();
    mien.json(&["playlist", "create", "Road", "1"]);
    mien.json(&["playlist", "add", "Road", "2", "1"]);
    mien.json(&["playlist", "move", "Road", "3", "1"]);
    mien.json(&["playlist", "remove", "Road", "2"]);
    assert_eq!(titles(&mien.json(&["playlist", "show", "Road"]).document), ["Étude", "Riot"]);
    assert_eq!(mien.json(&["playlist", "rename", "Road", "Way"]).code, 0);
    let gone = mien.json(&["playlist", "show", "Road"]);
    assert_eq!(gone.code, 2);
    assert!(gone.stderr.contains("Road"));
    assert_eq!(mien.json(&["playlist", "delete", "way"]).code, 0);
    assert_eq!(mien.json(&["playlist", "list"]).code, 1);
}

#[test]
fn a_smart_playlist_follows_ratings() {
    let mien = mien();
    let made = mien.json(&[
        "playlist",
        "create",
        "Best",
        "--query",
        "rating:>=4",
        "--sort",
        "-rating",
        "--limit",
        "5",
    ]);
    assert_eq!(
        (&made.document["playlist"]["kind"], &made.document["playlist"]["tracks"]),
        (&json!("smart"), &json!(0))
    );
    assert_eq!(mien.json(&["rate", "2", "5"]).document["track"]["rating"], 5);
    assert_eq!(titles(&mien.json(&["playlist", "show", "best"]).document), ["Riot"]);
    assert_eq!(mien.json(&["playlist", "add", "Best", "1"]).code, 2);
}

#[test]
fn tracks_are_rated_and_liked_by_number_or_path() {
    let mien = mien();
    let path = mien.music().join("Ada/Blue/01 Étude.mp3");
    let path = path.to_str().unwrap();
    assert_eq!(mien.json(&["rate", path, "3"]).document["track"]["rating"], 3);
    assert_eq!(mien.json(&["like", path]).document["track"]["like"], "liked");
    assert_eq!(mien.json(&["dislike", "2"]).document["track"]["like"], "disliked");
    assert_eq!(mien.json(&["dislike", "2", "--undo"]).document["track"]["like"], "neutral");
    assert_eq!(titles(&mien.json(&["tracks", "liked:", "rating:3"]).document), ["Étude"]);
    for wrong in [&["rate", "1", "6"][..], &["rate", "99", "1"], &["like", "/no/such/file"]] {
        let answer = mien.json(wrong);
        assert_eq!(answer.code, 2, "{wrong:?}");
        assert!(answer.stderr.contains("\"error\""), "{}", answer.stderr);
    }
}

#[test]
fn features_of_a_table_give_tracks_their_moods() {
    let mien = mien();
    let table = mien.music().join("exportify.csv");
    let rows = "Track Name,Artist Name(s),Energy,Valence\nRiot,Bo,0.9,0.1\nUnknown,Nobody,0.5,0.5\n";
    fs::write(&table, rows).unwrap();
    let answer = mien.json(&["features", table.to_str().unwrap()]);
    let told = &answer.document["tables"][0];
    assert_eq!(
        (answer.code, &told["tracks"], &told["unmatched"][0]["line"]),
        (0, &json!(1), &json!(3)),
        "{told}"
    );
    let riot = &mien.json(&["tracks", "riot"]).document["tracks"][0];
    assert_eq!((&riot["mood_source"], &riot["valence"]), (&json!("tag"), &json!(-0.8)));
    fs::write(&table, "a,b\n1,2\n").unwrap();
    assert_eq!(mien.json(&["features", table.to_str().unwrap()]).code, 2);
}

#[test]
fn queries_have_fields_and_forgive() {
    let mien = mien();
    assert_eq!(titles(&mien.json(&["tracks", "mood:calm"]).document), ["Étude"]);
    assert_eq!(titles(&mien.json(&["tracks", "--sort=-title"]).document), ["Riot", "Étude"]);
    assert_eq!(titles(&mien.json(&["tracks", "--", "-genre:metal"]).document), ["Étude"]);
    let forgiven = mien.json(&["tracks", "etudde"]);
    assert_eq!(titles(&forgiven.document), ["Étude"]);
    assert!(forgiven.stderr.contains("etude"), "{}", forgiven.stderr);
    let left_out = mien.json(&["tracks", "riot", "year:soon"]);
    assert_eq!((left_out.code, titles(&left_out.document)), (0, vec!["Riot"]));
    assert!(left_out.stderr.contains("year:1990..1999"), "{}", left_out.stderr);
}
