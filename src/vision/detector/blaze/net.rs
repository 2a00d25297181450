//! One of the two networks: its anchors, and what its numbers mean.

use super::canvas::Canvas;
use crate::network::{Network, Port};
use crate::vision::VisionError;

const SHORT: &[u8] = include_bytes!("../../../../models/blazeface_short.onnx");
const FULL: &[u8] = include_bytes!("../../../../models/blazeface_full.onnx");

/// Numbers for each anchor: the box's middle and sides, then six key points, the eyes first.
const NUMBERS: usize = 16;

/// From which probability a box may be a face, and has a vote in where it is; MediaPipe's own choice. What is taken for one in the
/// end is decided in [`super`].
const THRESHOLD: f32 = 0.5;

/// Boxes that overlap by more than this (`IoU`) are votes for the same face.
const SAME_FACE: f32 = 0.3;

/// Which network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// 128 pixels, for the person before the screen.
    Short,
    /// 192 pixels, for people up to the other end of the room.
    Full,
}

/// A place in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A face on a canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The middle of the box.
    pub centre: Point,
    /// The box's side.
    pub side: f32,
    /// The eye on the left of an upright picture, then the other.
    pub eyes: [Point; 2],
    /// Probability, 0..=1.
    pub confidence: f32,
}

/// A network with its anchors.
pub struct Net {
    network: Network,
    side: u32,
    /// Middles of the anchors in pixels of the canvas, in the order of the network's answers.
    anchors: Vec<Point>,
}

impl Net {
    /// Reads the network that is built in.
    ///
    /// # Errors
    /// [`VisionError::Detector`] when it is damaged.
    pub fn open(range: Range) -> Result<Self, VisionError> {
        // Cells of the grids and anchors a cell, as in MediaPipe's published options for the two networks.
        let (onnx, side, grids, [boxes, scores]): (_, u32, &[(u32, usize)], _) = match range {
            Range::Short => (SHORT, 128, &[(16, 2), (8, 6)], ["regressors", "classificators"]),
            Range::Full => {
                (FULL, 192, &[(48, 1)], ["reshaped_regressor_face_4", "reshaped_classifier_face_4"])
            }
        };
        let anchors: Vec<Point> = grids.iter().flat_map(|&(cells, each)| grid(side, cells, each)).collect();
        let input = Port { name: "input", shape: &[1, 3, side as usize, side as usize] };
        let outputs = [
            Port { name: boxes, shape: &[1, anchors.len(), NUMBERS] },
            Port { name: scores, shape: &[1, anchors.len(), 1] },
        ];
        let network =
            Network::read(onnx, input, &outputs).map_err(|e| VisionError::Detector(e.to_string()))?;
        Ok(Self { network, side, anchors })
    }

    /// Side of the canvas in pixels.
    pub const fn side(&self) -> u32 {
        self.side
    }

    /// Faces of a canvas, in its pixels, surest first.
    ///
    /// # Errors
    /// [`VisionError::Network`] when the network fails.
    pub fn find(&self, canvas: &Canvas) -> Result<Vec<Found>, VisionError> {
        let outputs = self.network.run(canvas.values())?;
        let [numbers, scores] = outputs.as_slice() else { return Ok(Vec::new()) };
        let (numbers, _) = numbers.as_chunks::<NUMBERS>();
        let candidates = self.anchors.iter().zip(numbers).zip(scores);
        let found = candidates
            .map(|((anchor, numbers), &score)| Found::read(*anchor, numbers, sigmoid(score)))
            .filter(|face| face.confidence > THRESHOLD && face.side > 0.0)
            .collect();
        Ok(merged(found))
    }
}

impl Found {
    fn read(anchor: Point, numbers: &[f32; NUMBERS], confidence: f32) -> Self {
        let point = |at: usize| Point { x: anchor.x + numbers[at], y: anchor.y + numbers[at + 1] };
        Self {
            centre: point(0),
            side: f32::midpoint(numbers[2], numbers[3]),
            eyes: [point(4), point(6)],
            confidence,
        }
    }

    /// Each point through a function; the side follows from two of them.
    pub fn map(&self, place: impl Fn(Point) -> Point) -> Self {
        let right = Point { x: self.centre.x + self.side, ..self.centre };
        let (centre, right) = (place(self.centre), place(right));
        Self { centre, side: right.x - centre.x, eyes: self.eyes.map(place), ..*self }
    }

    fn overlap(&self, other: &Self) -> f32 {
        let along = |a: f32, b: f32| {
            ((a + self.side / 2.0).min(b + other.side / 2.0)
                - (a - self.side / 2.0).max(b - other.side / 2.0))
            .max(0.0)
        };
        let both = along(self.centre.x, other.centre.x) * along(self.centre.y, other.centre.y);
        both / (self.side * self.side + other.side * other.side - both)
    }
}

/// One face from each group of boxes that overlap: their mean, weighted by confidence, which is steadier from frame to frame
/// than the surest alone.
fn merged(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut faces = Vec::new();
    while let Some(first) = found.first().copied() {
        let (votes, others): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|face| face.overlap(&first) > SAME_FACE || *face == first);
        faces.push(mean(&first, &votes));
        found = others;
    }
    faces
}

fn mean(first: &Found, votes: &[Found]) -> Found {
    let total: f32 = votes.iter().map(|v| v.confidence).sum();
    let mean =
        |value: &dyn Fn(&Found) -> f32| votes.iter().map(|v| v.confidence * value(v)).sum::<f32>() / total;
    let point =
        |value: &dyn Fn(&Found) -> Point| Point { x: mean(&|v| value(v).x), y: mean(&|v| value(v).y) };
    Found {
        centre: point(&|v| v.centre),
        side: mean(&|v| v.side),
        eyes: [point(&|v| v.eyes[0]), point(&|v| v.eyes[1])],
        confidence: first.confidence,
    }
}

/// Middles of a grid's cells, row by row, each as often as it has anchors.
fn grid(side: u32, cells: u32, each: usize) -> impl Iterator<Item = Point> {
    let stride = side as f32 / cells as f32;
    let middle = move |cell: u32| (cell as f32 + 0.5) * stride;
    (0..cells).flat_map(move |row| {
        (0..cells)
            .flat_map(move |column| std::iter::repeat_n(Point { x: middle(column), y: middle(row) }, each))
    })
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{Light, View};
    use super::*;

    fn found(x: f32, side: f32, confidence: f32) -> Found {
        let centre = Point { x, y: 10.0 };
        Found { centre, side, eyes: [centre; 2], confidence }
    }

    #[test]
    fn votes_for_one_face_are_averaged_by_confidence() {
        let faces = merged(vec![found(10.0, 8.0, 0.6), found(12.0, 8.0, 0.6), found(60.0, 8.0, 0.9)]);
        assert_eq!(faces.len(), 2);
        assert_eq!((faces[0].centre.x, faces[1].centre.x), (60.0, 11.0));
    }

    /// The golden answers come from the original runtime's twin; the picture is letterboxed by another library.
    #[test]
    fn the_networks_answer_as_the_conversion_script_says() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models/golden");
        let golden = std::fs::read_to_string(folder.join("blazeface.json")).unwrap();
        let golden: serde_json::Value = serde_json::from_str(&golden).unwrap();
        let frame = crate::picture::load(&folder.join("astronaut.png")).unwrap();
        for (range, name) in [(Range::Short, "short"), (Range::Full, "full")] {
            let net = Net::open(range).unwrap();
            let canvas = Canvas::of(&frame, View::whole(&frame), net.side(), Light::AsItIs).unwrap().unwrap();
            let outputs = net.network.run(canvas.values()).unwrap();
            let anchor = golden[name]["anchor"].as_u64().unwrap() as usize;
            assert!(
                (f64::from(outputs[1][anchor]) - golden[name]["logit"].as_f64().unwrap()).abs() < 0.2,
                "{name}"
            );
            let expected = golden[name]["numbers"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap());
            for (number, expected) in outputs[0][anchor * NUMBERS..].iter().zip(expected) {
                assert!((f64::from(*number) - expected).abs() < 0.5, "{name}: {number} for {expected}");
            }
        }
    }

    #[test]
    fn anchors_lie_in_the_middle_of_their_cells() {
        let anchors: Vec<Point> = grid(128, 16, 2).collect();
        assert_eq!(anchors.len(), 512);
        assert_eq!((anchors[0], anchors[1]), (Point { x: 4.0, y: 4.0 }, Point { x: 4.0, y: 4.0 }));
        assert_eq!(anchors[511], Point { x: 124.0, y: 124.0 });
    }
}
