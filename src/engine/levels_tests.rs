//! Twenty recordings of different loudness, measured, levelled and played as the engine does it: what comes out of the
//! player is equally loud.

use std::f32::consts::TAU;
use std::path::Path;
use std::time::Duration;

use crossbeam_channel::bounded;

use super::loudness::{AlbumLevels, gain};
use super::testing;
use crate::audio::overview::{self, Overview};
use crate::library::Track;
use crate::player::{Item, Player, PlayerCommand, PlayerEvent};
use crate::sound::Sound;

const RATE: u32 = 44_100;
const SECS: usize = 6;
const FRAMES: usize = SECS * RATE as usize;
const PATIENCE: Duration = Duration::from_mins(1);

/// A recording of a kind, peaks at 1.
fn recording(kind: usize, random: &mut fastrand::Rng) -> Vec<f32> {
    let secs = |i: usize| i as f32 / RATE as f32;
    let mut smooth = 0.0;
    (0..FRAMES)
        .map(|i| match kind {
            0 => (TAU * 440.0 * secs(i)).sin(),
            1 => random.f32() * 2.0 - 1.0,
            // A hard attack now and then over a steady sound: levelled, it needs the limiter.
            2 => {
                let since = secs(i % (RATE as usize * 2));
                let attack = (-2500.0 * since).exp() * (TAU * 800.0 * since).cos();
                0.9 * attack + 0.1 * (random.f32() * 2.0 - 1.0)
            }
            // An orchestra that swells from very soft to loud.
            3 => {
                smooth += 0.2 * (random.f32() * 2.0 - 1.0 - smooth);
                let swell = 0.03 + 0.97 * (TAU * secs(i) / SECS as f32).sin().powi(6);
                let chord: f32 = [220.0, 277.2, 329.6, 440.0].iter().map(|f| (TAU * f * secs(i)).sin()).sum();
                swell * (0.2 * chord + 0.2 * smooth)
            }
            // Speech: syllables and pauses.
            _ => {
                let syllable = (TAU * 2.5 * secs(i)).sin().max(0.0);
                let pause = if secs(i) % 3.0 > 2.2 { 0.0 } else { 1.0 };
                let voice: f32 = (1..12).map(|n| (TAU * 140.0 * n as f32 * secs(i)).sin() / n as f32).sum();
                0.5 * syllable * pause * voice
            }
        })
        .collect()
}

/// Mono as a WAV file of 32-bit floats.
fn write(path: &Path, samples: &[f32]) {
    let bytes = samples.len() as u32 * 4;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + bytes).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x03\0\x01\0");
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 4).to_le_bytes());
    file.extend(b"\x04\0\x20\0data");
    file.extend(bytes.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    std::fs::write(path, file).unwrap();
}

/// A track as the library knows it: with tags of another program, or measured by Mien.
fn known(number: usize, path: &Path) -> Track {
    let measured = overview::measure(path, || true).unwrap().unwrap();
    let mut track = testing::track(number as i64, "recording");
    track.path = path.to_owned();
    let (lufs, peak_db) = (measured.loudness_lufs.unwrap(), measured.true_peak_dbtp.unwrap());
    if number.is_multiple_of(3) {
        track.tags.track_gain_db = Some(-18.0 - lufs);
        track.tags.track_peak = Some(10_f32.powf(peak_db / 20.0));
    } else {
        (track.loudness_lufs, track.true_peak_dbtp) = (Some(lufs), Some(peak_db));
        // Some programs tell no peak.
        track.tags.track_gain_db = number.is_multiple_of(4).then_some(-18.0 - lufs);
    }
    track
}

/// What comes out of the player: loudness in LUFS and true peak in dBTP.
fn heard(track: &Track, sound: &Sound) -> (f32, f32) {
    let (tell, events) = bounded(4096);
    let (player, mut output) = Player::spawn_pulled(1.0, 48_000, move |event| {
        let _full = tell.try_send(event);
    });
    player.send(PlayerCommand::SetSound(*sound));
    let gain = gain(track, [None; 2], &AlbumLevels::new(), sound);
    player.send(PlayerCommand::Play(Item { key: 1, path: track.path.clone(), gain, ..Item::default() }));
    while !matches!(events.recv_timeout(PATIENCE).unwrap(), PlayerEvent::Started { .. }) {}
    let mut meter = Overview::new();
    meter.push(&output.pull(SECS * 48_000), 48_000);
    let found = meter.finish();
    (found.loudness_lufs.unwrap(), found.true_peak_dbtp.unwrap())
}

#[test]
fn twenty_tracks_of_different_loudness_come_out_equally_loud_and_none_clips() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = fastrand::Rng::with_seed(11);
    let sound = Sound::default();
    let mut loudness = Vec::new();
    for number in 0..20 {
        let kind = number % 5;
        // From full scale down to 38 dB below.
        let level = 10_f32.powf(-2.0 * number as f32 / 20.0);
        let music: Vec<f32> = recording(kind, &mut random).into_iter().map(|s| s * level).collect();
        let path = folder.path().join(format!("{number}.wav"));
        write(&path, &music);
        let (lufs, peak) = heard(&known(number, &path), &sound);
        println!("{number} kind {kind}: {lufs:.2} LUFS, {peak:.2} dBTP");
        assert!(peak <= 0.0, "{number}: {peak} dBTP");
        loudness.push(lufs);
    }
    let (least, most) = loudness.iter().fold((f32::MAX, f32::MIN), |(a, b), l| (a.min(*l), b.max(*l)));
    assert!(most - least <= 0.5, "from {least} to {most} LUFS");
    assert!((most + 18.0).abs() < 0.5, "{most} LUFS");
}
