//! Sound devices that go and come back, with a private sound server: the real binary plays on at its position.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // A test fails by panicking.

mod cli;
mod listening;
mod support;

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use cli::Mien;
use listening::{PATIENCE, Player};
use serde_json::Value;
use support::sound::SoundCard;
use support::{Guarded, wait_until};

/// A player on a private sound card, whose complaints are written down.
struct World {
    card: SoundCard,
    mien: Mien,
}

impl World {
    fn new() -> Self {
        let mien = Mien::new();
        let music = Path::new(env!("CARGO_MANIFEST_DIR")).join("music");
        assert_eq!(mien.json(&["import", music.to_str().unwrap()]).code, 0);
        Self { card: SoundCard::start(), mien }
    }

    fn play(&self) -> Player {
        let (player, _device) = self.play_on();
        player
    }

    /// A player, and the name of the device it has opened.
    fn play_on(&self) -> (Player, String) {
        let mut command = self.mien.command(&["--json", "play"]);
        command.stderr(Stdio::from(File::create(self.complaints()).unwrap()));
        self.card.show_to(&mut command);
        let player = Player::start(&mut command);
        let opened = player.wait("device", |event| (event["event"] == "output").then(|| event.clone()));
        assert_eq!(opened["state"], "device", "{opened}");
        let name = opened["name"].as_str().unwrap().to_owned();
        (player, name)
    }

    fn complaints(&self) -> std::path::PathBuf {
        self.mien.data().join("stderr")
    }

    fn pactl(&self, arguments: &[&str]) -> String {
        let done = self.card.command("pactl").args(arguments).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    }

    /// A program on the server is playing into this sink.
    fn is_heard_on(&self, sink: &str) -> bool {
        let sinks = self.pactl(&["list", "short", "sinks"]);
        let Some(number) =
            sinks.lines().find(|line| line.contains(sink)).and_then(|line| line.split('\t').next())
        else {
            return false;
        };
        self.pactl(&["list", "short", "sink-inputs"])
            .lines()
            .any(|line| line.split('\t').nth(1) == Some(number))
    }
}

fn output(event: &Value) -> Option<String> {
    (event["event"] == "output").then(|| event["state"].as_str().unwrap().to_owned())
}

/// It plays on, neither back nor far ahead.
fn plays_on(player: &Player, from: f64) -> f64 {
    let next = player.position();
    assert!((from - 1.5..from + 8.0).contains(&next), "{next} s after {from} s");
    player.reach(next + 2.0)
}

/// A storm of errors is told a few times, not a million.
fn says_little(world: &World) {
    let said = std::fs::read_to_string(world.complaints()).unwrap();
    assert!(said.lines().count() < 40, "{} lines: {}", said.lines().count(), &said[..said.len().min(2000)]);
}

/// A silent WAV file, 16 bit, stereo, of this sample rate.
fn silence(path: &Path, rate: u32, secs: u32) {
    wav(path, rate, secs, |_| 0);
}

/// The same with this sample at each time in seconds.
fn wav(path: &Path, rate: u32, secs: u32, sample: impl Fn(f64) -> i16) {
    let bytes = rate * secs * 4;
    let mut wav = Vec::from(*b"RIFF");
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * 4).to_le_bytes());
    wav.extend(b"\x04\0\x10\0data");
    wav.extend(bytes.to_le_bytes());
    for frame in 0..rate * secs {
        wav.extend(sample(f64::from(frame) / f64::from(rate)).to_le_bytes().repeat(2));
    }
    std::fs::write(path, wav).unwrap();
}

#[test]
fn the_device_is_opened_at_the_rate_of_what_is_played_first() {
    for rate in [44_100, 48_000, 96_000] {
        let mien = Mien::new();
        let music = mien.music();
        silence(&music.join("first.wav"), rate, 20);
        std::fs::create_dir_all(mien.data()).unwrap();
        std::fs::write(mien.data().join("settings.toml"), "demo_imported = true\n").unwrap();
        assert_eq!(mien.json(&["import", music.to_str().unwrap()]).code, 0);
        let world = World { card: SoundCard::start(), mien };
        let player = world.play();
        player.reach(1.0);
        let streams = world.pactl(&["list", "sink-inputs"]);
        assert!(streams.contains(&format!("2ch {rate}Hz")), "{rate}: {streams}");
    }
}

#[test]
fn a_sink_that_is_removed_costs_no_more_than_a_moment() {
    let world = World::new();
    let player = world.play();
    let before = player.reach(2.0);
    world.pactl(&["unload-module", "module-null-sink"]);
    let later = plays_on(&player, before);
    world.pactl(&["load-module", "module-null-sink", "sink_name=other_card", "rate=48000", "channels=2"]);
    world.pactl(&["set-default-sink", "other_card"]);
    wait_until("it is heard on the new card", PATIENCE, || world.is_heard_on("other_card"));
    plays_on(&player, player.position_now().unwrap_or(later));
    says_little(&world);
}

/// Whether the server wakes the sink for us or lets us wait is its own choice; the music goes on in both cases.
#[test]
fn a_suspended_sink_does_not_stop_the_music() {
    let world = World::new();
    let player = world.play();
    let before = player.reach(2.0);
    world.pactl(&["suspend-sink", "test_card", "1"]);
    let later = plays_on(&player, before);
    world.pactl(&["suspend-sink", "test_card", "0"]);
    plays_on(&player, player.position_now().unwrap_or(later));
    says_little(&world);
}

#[test]
fn a_sound_server_that_is_killed_is_waited_for() {
    let world = World::new();
    let player = world.play();
    let before = player.reach(2.0);
    let killed = Command::new("kill").args(["-9", world.card.variable("SOUND_SERVER_PID")]).status().unwrap();
    assert!(killed.success());
    assert_eq!(player.wait("silence", output), "silent");
    let later = plays_on(&player, before);
    let _server = Guarded(world.card.command("pipewire-pulse").stderr(Stdio::null()).spawn().unwrap());
    assert_eq!(player.wait("device", output), "device");
    plays_on(&player, player.position_now().unwrap_or(later));
    says_little(&world);
}

#[test]
fn without_a_device_it_plays_silently_and_says_so_once() {
    let world = World::new();
    let mut command = world.mien.command(&["--json", "play"]);
    command
        .env("ALSA_CONFIG_PATH", "/dev/null")
        .stderr(Stdio::from(File::create(world.complaints()).unwrap()));
    let player = Player::start(&mut command);
    assert_eq!(player.wait("silence", output), "silent");
    plays_on(&player, 0.0);
    says_little(&world);
}

#[test]
fn the_device_the_user_chose_is_used_and_another_one_stands_in_while_it_is_gone() {
    let world = World::new();
    world.pactl(&["load-module", "module-null-sink", "sink_name=kitchen", "rate=48000", "channels=2"]);
    std::fs::write(world.mien.data().join("settings.toml"), "output = \"kitchen\"\ndemo_imported = true\n")
        .unwrap();
    let player = world.play();
    player.reach(1.0);
    wait_until("it is heard in the kitchen", Duration::from_secs(20), || world.is_heard_on("kitchen"));
    assert!(!world.is_heard_on("test_card"));
    drop(player);
    std::fs::write(world.mien.data().join("settings.toml"), "output = \"cellar\"\ndemo_imported = true\n")
        .unwrap();
    let player = world.play();
    player.reach(1.0);
    wait_until("another one stands in", Duration::from_secs(20), || world.is_heard_on("test_card"));
}

#[test]
fn a_device_that_takes_no_floats_plays_the_same() {
    let mien = Mien::new();
    let tone = |at: f64| (8000.0 * (std::f64::consts::TAU * 441.0 * at).sin()) as i16;
    wav(&mien.music().join("tone.wav"), 44_100, 20, tone);
    std::fs::create_dir_all(mien.data()).unwrap();
    let settings = "output = \"integers\"\ndemo_imported = true\n";
    std::fs::write(mien.data().join("settings.toml"), settings).unwrap();
    assert_eq!(mien.json(&["import", mien.music().to_str().unwrap()]).code, 0);
    let world = World { card: SoundCard::start(), mien };
    let (player, device) = world.play_on();
    assert_eq!(device, "No floats");
    player.reach(4.0);
    drop(player);
    let heard = world.card.finish();
    assert!(heard.seconds_of_sound() > 3.0, "{} s", heard.seconds_of_sound());
    let sound = heard.trimmed();
    let power = sound.iter().map(|x| x * x).sum::<f32>() / sound.len() as f32;
    let pure = heard.amplitude_at(441.0) / (2.0 * power).sqrt();
    assert!((0.95..1.05).contains(&pure), "{pure} of what is heard is the tone");
}
