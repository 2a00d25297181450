//! The emotion model against what the training code computed, and the detector on pictures.

use std::path::Path;

use mien::emotion::{Emotion, EmotionScores};
use mien::frame::{FaceBox, Frame};
use mien::picture;
use mien::vision::model::{EmotionModel, gray_crop};
use serde_json::Value;

fn golden() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/golden/golden.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn picture_and_crop(case: &Value) -> (Frame, FaceBox) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/golden");
    let frame = picture::load(&folder.join(case["file"].as_str().unwrap())).unwrap();
    let [x0, y0, x1, y1] = [0, 1, 2, 3].map(|i| case["box"][i].as_f64().unwrap() as f32);
    (frame, FaceBox { x: x0, y: y0, width: x1 - x0, height: y1 - y0 })
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn largest_difference(scores: &EmotionScores, expected: &Value) -> f64 {
    let differences =
        Emotion::ALL.map(|e| (f64::from(scores.get(e)) - expected[e.index()].as_f64().unwrap()).abs());
    differences.into_iter().fold(0.0, f64::max)
}

/// The crop, the gray, the resize, the normalisation, the network and the temperatures all at once.
#[test]
fn every_golden_case_gives_the_training_codes_probabilities() {
    let model = EmotionModel::open().unwrap();
    for case in golden()["cases"].as_array().unwrap() {
        let (frame, crop) = picture_and_crop(case);
        let scores = model.read_crop(&frame, &crop).unwrap();
        for (head, scores) in
            [("emotion", scores.emotion), ("fer2013", scores.fer2013), ("ferplus", scores.ferplus)]
        {
            let worst = largest_difference(&scores, &case[head]);
            assert!(worst < 1e-3, "{}, {head}: {worst}", case["name"]);
        }
    }
}

/// Pillow and we round some halves differently; more than that would be another resize.
#[test]
fn crops_have_the_training_codes_bytes() {
    for case in golden()["cases"].as_array().unwrap() {
        let (frame, crop) = picture_and_crop(case);
        let ours = gray_crop(&frame, &crop, 48).unwrap();
        let expected = bytes(case["gray_hex"].as_str().unwrap());
        let steps: Vec<u8> = ours.pixels().iter().zip(&expected).map(|(a, b)| a.abs_diff(*b)).collect();
        assert!(steps.iter().all(|&s| s <= 1), "{}", case["name"]);
        assert!(steps.iter().filter(|&&s| s == 1).count() < steps.len() / 100, "{}", case["name"]);
    }
}

#[test]
fn the_golden_outputs_belong_to_the_model() {
    let model = EmotionModel::open().unwrap();
    assert_eq!(golden()["model_sha256"].as_str(), Some(model.contract().sha256.as_str()));
}
