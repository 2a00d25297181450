//! The emotion model against what the training code computed, and the detector on pictures.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use std::path::Path;

use mien::emotion::{Emotion, EmotionScores};
use mien::frame::{FaceBox, Frame};
use mien::mood::ListenerMood;
use mien::picture;
use mien::vision::model::{EmotionModel, gray_crop};
use mien::vision::{Report, VisionMessage, Worker, WorkerConfig};
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
        assert!(steps.iter().map(|&s| usize::from(s)).sum::<usize>() < steps.len() / 100, "{}", case["name"]);
    }
}

#[test]
fn the_golden_outputs_belong_to_the_model() {
    let model = EmotionModel::open().unwrap();
    assert_eq!(golden()["model_sha256"].as_str(), Some(model.contract().sha256.as_str()));
}

/// A thirtieth of a second after another, as a camera sends them; every message the worker tells.
fn watched(frames: impl IntoIterator<Item = Frame>) -> Vec<VisionMessage> {
    // All must arrive: the test counts them.
    let (frame_tx, frame_rx) = crossbeam_channel::bounded(4);
    // More than the messages of any test here.
    let (tx, rx) = crossbeam_channel::bounded(1000);
    let tell = move |message| tx.send(message).unwrap();
    let worker = Worker::spawn(WorkerConfig::default(), frame_rx, crossbeam_channel::never(), tell).unwrap();
    for frame in frames {
        frame_tx.send(frame).unwrap();
    }
    drop(frame_tx);
    worker.join();
    rx.into_iter().collect()
}

fn repeated(frame: &Frame, epoch: u64, seconds: f64) -> Vec<Frame> {
    (0..(seconds * 30.0) as u64).map(|id| frame.clone().at(epoch, id, id as f64 / 30.0)).collect()
}

fn astronaut() -> Frame {
    picture::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/astronaut.jpg")).unwrap()
}

/// A face too small for the quick search: the picture at two thirds of its size in a large frame.
fn astronaut_far_away() -> Frame {
    let near = astronaut();
    let (width, height, side) = (640, 480, near.width() as usize);
    let mut rgb = vec![90; width * height * 3];
    for (row, line) in rgb.chunks_exact_mut(width * 3).enumerate().take(side * 2 / 3) {
        for (column, pixel) in line.chunks_exact_mut(3).enumerate().take(side * 2 / 3) {
            pixel.copy_from_slice(&near.rgb()[(row * 3 / 2 * side + column * 3 / 2) * 3..][..3]);
        }
    }
    Frame::new(width as u32, height as u32, rgb).unwrap()
}

fn blank() -> Frame {
    Frame::new(320, 240, vec![90; 320 * 240 * 3]).unwrap()
}

fn moods(messages: &[VisionMessage]) -> Vec<ListenerMood> {
    messages
        .iter()
        .filter_map(|m| if let VisionMessage::Mood(mood) = m { Some(*mood) } else { None })
        .collect()
}

fn reports(messages: &[VisionMessage]) -> Vec<&Report> {
    messages
        .iter()
        .filter_map(|m| if let VisionMessage::Report(report) = m { Some(report) } else { None })
        .collect()
}

#[test]
fn a_happy_listener_gets_a_box_on_every_frame_and_a_mood() {
    let messages = watched(repeated(&astronaut(), 1, 2.0));
    let reports = reports(&messages);
    assert_eq!(reports.len(), 60);
    for report in &reports {
        let listener = &report.faces[report.listener.unwrap()];
        assert_eq!(listener.reading.unwrap().emotion, Emotion::Happy);
        assert_eq!(report.shown.unwrap().leading().0, Emotion::Happy);
    }
    let moods = moods(&messages);
    assert!(matches!(moods[..], [ListenerMood::Known { emotion: Emotion::Happy, .. }]), "{moods:?}");
}

#[test]
fn nobody_has_no_mood_and_no_box() {
    let messages = watched(repeated(&blank(), 1, 1.0));
    assert_eq!(messages.len(), 30);
    assert!(
        reports(&messages).iter().all(|r| r.faces.is_empty() && r.listener.is_none() && r.shown.is_none())
    );
}

#[test]
fn another_source_starts_anew_and_late_frames_of_the_old_one_are_dropped() {
    let (face, empty) = (repeated(&astronaut(), 1, 1.5), repeated(&blank(), 2, 0.5));
    let late = astronaut().at(1, 99, 2.0);
    let messages = watched(face.into_iter().chain(empty).chain([late]));
    let moods = moods(&messages);
    assert_eq!((reports(&messages).len(), moods.last()), (60, Some(&ListenerMood::Unknown)));
}

/// Searching for distant faces takes nearly as long as one step may.
#[test]
fn a_step_that_searches_far_leaves_the_reading_to_the_next() {
    let messages = watched(repeated(&astronaut_far_away(), 1, 1.0));
    let mut seen = reports(&messages).into_iter().filter_map(|report| report.faces.get(report.listener?));
    assert_eq!(seen.next().map(|face| face.reading), Some(None));
    assert!(seen.any(|face| face.reading.is_some()), "it is never read");
}
