//! The music model against what the training code, librosa and onnxruntime computed.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use std::path::Path;

use mien::audio::features::{Extractor, Features, PATCH_BANDS, PATCH_FRAMES, RATE};
use mien::audio::mood::MoodModel;
use serde_json::Value;

fn golden(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/golden").join(name);
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32).collect()
}

fn furthest(ours: &[f32], theirs: &[f32]) -> f32 {
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The sound of `models/train/golden_music.py`.
fn sound() -> Vec<f32> {
    let samples = (PATCH_FRAMES as u32 - 1) * 256 + 512;
    let mut state: u32 = 1;
    let wave = |i: u32| {
        let angle = |hertz: f64| std::f64::consts::TAU * hertz * f64::from(i) / f64::from(RATE);
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = f64::from(state) / 4_294_967_296.0 - 0.5;
        let swell = 0.5 + 0.5 * angle(3.0).sin();
        (0.3 * angle(220.0).sin() + 0.2 * swell * angle(1234.5).sin() + 0.1 * noise) as f32
    };
    (0..samples).map(wave).flat_map(|x| [x, x]).collect()
}

/// The sound's features, with the patch as it is before loudness is taken out.
fn features() -> Features {
    let mut extractor = Extractor::new();
    extractor.push(&sound(), RATE);
    let mut features = extractor.finish(1).unwrap();
    let gain = 10.0_f32.powf((-16.0 - features.loudness_lufs) / 10.0);
    for value in &mut features.patches[0] {
        let power = (10.0_f32.powf(*value) - 1.0) / gain;
        *value = (power + 1.0).log10();
    }
    features
}

#[test]
fn log_mel_frames_are_those_of_librosa() {
    let (features, golden) = (features(), golden("musicnn.json"));
    for (frame, expected) in golden["frames"].as_object().unwrap() {
        let at = frame.parse::<usize>().unwrap() * PATCH_BANDS;
        let worst = furthest(&features.patches[0][at..at + PATCH_BANDS], &numbers(expected));
        assert!(worst < 2e-3, "frame {frame}: {worst}");
    }
}

#[test]
fn musicnn_says_the_same_as_in_onnxruntime() {
    let (features, golden) = (features(), golden("musicnn.json"));
    let ours = MoodModel::open().unwrap().embed(&features).unwrap();
    let theirs = [numbers(&golden["embedding"]), numbers(&golden["pooled"])].concat();
    let worst = furthest(&ours, &theirs);
    assert!(worst < 0.02, "{worst}");
}

#[test]
fn the_head_says_the_same_as_in_training() {
    let model = MoodModel::open().unwrap();
    for case in golden("mood.json")["cases"].as_array().unwrap() {
        let heard = model.judge(&numbers(&case["features"])).unwrap();
        let affect = [heard.affect.valence, heard.affect.arousal];
        assert!(furthest(&affect, &numbers(&case["affect"])) < 1e-3, "{affect:?}");
        assert!((heard.confidence - case["confidence"].as_f64().unwrap() as f32).abs() < 1e-3);
        assert!(furthest(&heard.place, &numbers(&case["place"])) < 1e-2);
    }
}

#[test]
fn what_is_measured_is_what_the_head_was_trained_on() {
    let mut extractor = Extractor::new();
    extractor.push(&sound(), RATE);
    let model = MoodModel::open().unwrap();
    let heard = model.hear(&extractor.finish(model.patches()).unwrap()).unwrap();
    assert!((0.0..=1.0).contains(&heard.confidence) && (0.0..=1.0).contains(&heard.energy));
}
