//! `mien library duplicates`: what is the same is shown together, and nothing is deleted.

#![allow(clippy::unwrap_used)] // A test may fail.

mod cli;

use std::f64::consts::TAU;
use std::fs;
use std::path::Path;

use cli::Mien;
use serde_json::Value;

/// Seconds of a tune: enough for a print.
const SECS: u32 = 20;

/// A tune of chords, another for each seed, as 16-bit mono at this rate and level.
fn write_tune(path: &Path, seed: u64, rate: u32, level: f64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let chords: Vec<[f64; 3]> = (0..SECS * 2)
        .map(|_| [0; 3].map(|_| 220.0 * 2f64.powf(f64::from(random.u32(0..36)) / 12.0)))
        .collect();
    let sample = |at: u32| {
        let time = f64::from(at) / f64::from(rate);
        let chord = chords[(time * 2.0) as usize];
        let tone = |pitch: &f64| (TAU * pitch * time).sin() + 0.3 * (TAU * 2.0 * pitch * time).sin();
        (chord.iter().map(tone).sum::<f64>() * level * 7000.0) as i16
    };
    let sound: Vec<u8> = (0..rate * SECS).flat_map(|at| sample(at).to_le_bytes()).collect();
    let mut file = b"RIFF".to_vec();
    file.extend((36 + sound.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(rate.to_le_bytes());
    file.extend((rate * 2).to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend((sound.len() as u32).to_le_bytes());
    file.extend(sound);
    fs::write(path, file).unwrap();
}

fn names(group: &Value) -> Vec<String> {
    let tracks = group["tracks"].as_array().unwrap();
    let name = |track: &Value| track["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    tracks.iter().map(name).collect()
}

#[test]
fn copies_and_other_encodings_are_shown_together_and_stay_on_the_disk() {
    let mien = Mien::new();
    let file = |name: &str| mien.music().join(name);
    write_tune(&file("tune.wav"), 1, 44_100, 1.0);
    write_tune(&file("tune, quieter and coarser.wav"), 1, 22_050, 0.5);
    write_tune(&file("another tune.wav"), 2, 44_100, 1.0);
    write_tune(&file("third.wav"), 3, 44_100, 1.0);
    fs::copy(file("third.wav"), file("third, copied.wav")).unwrap();
    mien.import();

    let exact = mien.json(&["library", "duplicates", "--exact"]);
    let groups = exact.document["groups"].as_array().unwrap();
    assert_eq!((exact.code, groups.len()), (0, 1), "{}", exact.stdout);
    assert_eq!(groups[0]["same"], "sound");
    let mut copies = names(&groups[0]);
    copies.sort();
    assert_eq!(copies, ["third, copied.wav", "third.wav"]);

    let all = mien.json(&["library", "duplicates"]).document;
    let recording = all["groups"].as_array().unwrap().iter().find(|group| group["same"] == "recording");
    let mut names = names(recording.unwrap());
    names.sort();
    assert_eq!(names, ["tune, quieter and coarser.wav", "tune.wav"], "{all}");
    assert_eq!(all["groups"].as_array().unwrap().len(), 2, "{all}");
    assert!(file("third, copied.wav").exists() && file("tune.wav").exists());
}

#[test]
fn a_library_without_duplicates_says_so() {
    let mien = Mien::new();
    write_tune(&mien.music().join("tune.wav"), 1, 22_050, 1.0);
    mien.import();
    let found = mien.json(&["library", "duplicates"]);
    assert_eq!((found.code, &found.document["groups"]), (1, &Value::Array(Vec::new())));
}
