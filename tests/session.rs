//! What the next run knows of the last one, however that ended. The real binary, without a sound device.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // A test fails by panicking.

mod cli;
mod listening;

use std::path::Path;

use cli::Mien;
use listening::Player;

fn mien() -> Mien {
    let mien = Mien::new();
    let music = Path::new(env!("CARGO_MANIFEST_DIR")).join("music");
    assert_eq!(mien.json(&["import", music.to_str().unwrap()]).code, 0);
    mien
}

fn play(mien: &Mien) -> Player {
    // No sound card: silence, in real time.
    Player::start(mien.command(&["--json", "play"]).env("ALSA_CONFIG_PATH", "/dev/null"))
}

#[test]
fn a_killed_player_goes_on_with_its_track_at_most_five_seconds_before() {
    let mien = mien();
    let player = play(&mien);
    let (state, track) = player.playback();
    assert_eq!(state, "playing");
    let before = player.reach(8.0);
    player.kill();
    let player = play(&mien);
    assert_eq!(player.playback(), ("playing".to_owned(), track));
    let after = player.position();
    assert!((before - 5.0..=before + 1.0).contains(&after), "{after} s after {before} s");
    assert!(player.reach(after + 1.0) < after + 3.0, "it goes on from there");
}

#[test]
fn a_player_that_was_ended_goes_on_where_it_was() {
    let mien = mien();
    let player = play(&mien);
    let (_, track) = player.playback();
    let before = player.reach(4.0);
    player.quit();
    let player = play(&mien);
    assert_eq!(player.playback().1, track);
    let after = player.position();
    assert!((before - 0.3..=before + 2.0).contains(&after), "{after} s after {before} s");
}

#[test]
fn a_session_file_that_is_damaged_costs_only_the_session() {
    let mien = mien();
    std::fs::write(mien.data().join("session.toml"), "schema = 1\ntracks = [1, 2\n").unwrap();
    let player = play(&mien);
    assert_eq!(player.playback().0, "playing");
    assert!(player.reach(0.5) < 3.0);
}
