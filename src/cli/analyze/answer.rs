//! What is said about one picture or video frame.

use std::path::Path;

use serde::Serialize;

use crate::frame::Frame;
use crate::vision::Face;
use crate::vision::record::FaceRecord;

/// One picture, or one frame of a video.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// As the user named it; bytes that are no text are replaced, as JSON holds text only.
    path: String,
    /// Number of the frame among those looked at; 0 for a picture.
    frame: u64,
    /// Seconds from the beginning of the video; 0 for a picture.
    time: f64,
    faces: Vec<FaceRecord>,
}

impl Entry {
    /// The faces of a frame of a file.
    pub fn new(path: &Path, frame: &Frame, faces: &[Face]) -> Self {
        Self {
            path: path.to_string_lossy().into_owned(),
            frame: frame.id,
            time: frame.time_secs,
            faces: faces.iter().filter_map(|face| FaceRecord::of(face, frame)).collect(),
        }
    }

    /// A line for people.
    pub fn line(&self) -> String {
        let place = if self.frame == 0 && self.time == 0.0 {
            self.path.clone()
        } else {
            format!("{} at {:.1} s", self.path, self.time)
        };
        let looks: Vec<String> = self.faces.iter().map(look).collect();
        match looks.len() {
            0 => format!("{place}: no face"),
            1 => format!("{place}: 1 face: {}", looks[0]),
            n => format!("{place}: {n} faces: {}", looks.join("; ")),
        }
    }
}

fn look(face: &FaceRecord) -> String {
    let percent = (face.scores.get(face.emotion) * 100.0).round();
    format!("{} {percent} %, at {}, {}", face.emotion, face.bounds.x, face.bounds.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affect::Affect;
    use crate::emotion::{Emotion, EmotionScores};
    use crate::frame::FaceBox;
    use crate::vision::Reading;

    fn happy(x: f32) -> Face {
        let scores = EmotionScores::certain(Emotion::Happy);
        let reading = Reading { scores, emotion: Emotion::Happy, affect: Affect::new(0.8, 0.4) };
        let bounds = FaceBox { x, y: 2.0, width: 9.0, height: 9.0 };
        Face { bounds, confidence: 0.9, reading: Some(reading) }
    }

    fn frame() -> Frame {
        Frame::new(100, 100, vec![0; 30_000]).unwrap()
    }

    #[test]
    fn a_line_says_how_many_faces_and_how_they_look() {
        let line = |faces: &[Face]| Entry::new(Path::new("a.png"), &frame(), faces).line();
        assert_eq!(line(&[]), "a.png: no face");
        assert_eq!(line(&[happy(1.0)]), "a.png: 1 face: happy 100 %, at 1, 2");
        assert!(line(&[happy(1.0), happy(50.0)]).starts_with("a.png: 2 faces: happy"));
    }

    #[test]
    fn a_line_of_a_video_says_when() {
        let entry = Entry::new(Path::new("v.mkv"), &frame().at(0, 3, 0.6), &[]);
        assert_eq!(entry.line(), "v.mkv at 0.6 s: no face");
    }

    #[test]
    fn the_json_has_the_agreed_names() {
        let json = serde_json::to_value(Entry::new(Path::new("a.png"), &frame(), &[happy(1.0)])).unwrap();
        let face = &json["faces"][0];
        assert_eq!((&json["path"], &json["frame"], &json["time"]), (&"a.png".into(), &0.into(), &0.0.into()));
        assert_eq!(face["box"], serde_json::json!({"x": 1, "y": 2, "width": 9, "height": 9}));
        assert_eq!((&face["emotion"], face["scores"]["happy"].as_f64()), (&"happy".into(), Some(1.0)));
        assert!(face["valence"].is_number() && face["arousal"].is_number() && face["confidence"].is_number());
    }
}
