//! The tests' own tools: they must be right before anything they say counts.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::path::PathBuf;

use support::desktop::Desktop;
use support::sound::SoundCard;
use support::tool;

#[test]
fn a_tone_played_through_alsa_is_recorded() {
    let card = SoundCard::start();
    let folder = tempfile::tempdir().unwrap();
    let tone = folder.path().join("tone.wav");
    let made = tool("ffmpeg", "ffmpeg")
        .args(["-v", "error", "-f", "lavfi", "-i", "sine=f=440:d=1.5:r=48000", "-ac", "2"])
        .arg(&tone)
        .status()
        .unwrap();
    assert!(made.success());
    let mut player = tool("aplay", "alsa-utils");
    card.show_to(player.arg("-q").arg(&tone));
    assert!(player.status().unwrap().success());
    let heard = card.finish();
    let seconds = heard.seconds_of_sound();
    assert!((1.3..1.7).contains(&seconds), "{seconds} s");
    assert!(heard.amplitude_at(440.0) > 0.05 && heard.amplitude_at(550.0) < 0.005);
}

#[test]
fn a_desktop_can_be_looked_at_and_leaves_nothing_behind() {
    let desktop = Desktop::start();
    assert!(desktop.tree().contains("desktop frame"));
    assert!(!desktop.has("Allow the camera"));
    desktop.gone("Allow the camera", 1);
    let folder = tempfile::tempdir().unwrap();
    desktop.shot(&folder.path().join("a.png"));
    assert_eq!(image::open(folder.path().join("a.png")).unwrap().width(), 1280);
    let home = PathBuf::from(desktop.variable("HOME"));
    assert!(home.exists());
    drop(desktop);
    assert!(!home.exists());
}
