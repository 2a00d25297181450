//! One of the two networks: its anchors, and what its numbers mean.

use std::sync::OnceLock;

use super::canvas::{CHANNELS, Canvas, Light, Size, View, Window};
use crate::frame::Frame;
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
    /// 128 pixels wide, for the person before the screen.
    Short,
    /// 192 pixels wide, for people up to the other end of the room.
    Full,
}

/// How the square from brows to chin that a detection promises lies to a network's own box, which ends at the hairline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    /// Its side over the box's.
    pub side: f32,
    /// How far its middle lies below the box's, over the box's side.
    pub lower: f32,
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

/// A network.
pub struct Net {
    range: Range,
    shapes: Vec<Shape>,
}

/// The network for canvases of one size.
struct Shape {
    size: Size,
    /// Middles of the anchors in pixels of the canvas, in the order of the network's answers.
    anchors: Vec<Point>,
    /// Read when it is needed first.
    network: OnceLock<Network>,
}

/// What is known of a network besides its weights.
struct Layout {
    onnx: &'static [u8],
    sizes: &'static [Size],
    /// What its first layer sees at each place.
    window: Window,
    /// Pixels between the cells of each grid, and anchors a cell, as in MediaPipe's published options.
    grids: &'static [(u32, usize)],
    /// Names of the boxes and of the scores.
    outputs: [&'static str; 2],
    /// That of the short range was chosen with `benches/crop_choice.rs`. The full-range network draws larger boxes, that lie
    /// higher; its square was fitted to the other's on the laboratory photographs, in all of which both see the face.
    square: Square,
}

impl Range {
    const fn layout(self) -> Layout {
        match self {
            Self::Short => Layout {
                onnx: SHORT,
                sizes: &[Size { width: 128, height: 128 }],
                window: Window { side: 5, before: 1 },
                grids: &[(8, 2), (16, 6)],
                outputs: ["regressors", "classificators"],
                square: Square { side: 1.05, lower: -0.09 },
            },
            // Pictures of 4 by 3 and of 16 by 9: a quarter or nearly half of the square would only be black.
            Self::Full => Layout {
                onnx: FULL,
                sizes: &[
                    Size { width: 192, height: 144 },
                    Size { width: 192, height: 112 },
                    Size { width: 144, height: 192 },
                    Size { width: 112, height: 192 },
                    Size { width: 192, height: 192 },
                ],
                window: Window { side: 3, before: 0 },
                grids: &[(4, 1)],
                outputs: ["reshaped_regressor_face_4", "reshaped_classifier_face_4"],
                square: Square { side: 0.99, lower: -0.04 },
            },
        }
    }
}

impl Net {
    /// Reads the network that is built in, for pictures of 4 by 3 if it tells them from others.
    ///
    /// # Errors
    /// [`VisionError::Detector`] when it is damaged.
    pub fn open(range: Range) -> Result<Self, VisionError> {
        let layout = range.layout();
        let shapes: Vec<Shape> = layout.sizes.iter().map(|&size| Shape::new(size, &layout)).collect();
        let net = Self { range, shapes };
        if let Some(first) = net.shapes.first() {
            first.network(range)?;
        }
        Ok(net)
    }

    /// How the face's square lies to this network's boxes.
    pub const fn square(&self) -> Square {
        self.range.layout().square
    }

    /// Faces in a view, in pixels of the frame, surest first.
    ///
    /// # Errors
    /// [`VisionError::Network`] when the network fails.
    pub fn find(&self, frame: &Frame, view: View, light: Light) -> Result<Vec<Found>, VisionError> {
        let Some(shape) = self.shape_for(&view) else { return Ok(Vec::new()) };
        let Some(canvas) = Canvas::of(frame, view, shape.size, light)? else { return Ok(Vec::new()) };
        let outputs = shape.network(self.range)?.run(&canvas.patches(self.range.layout().window))?;
        let [numbers, scores] = outputs.as_slice() else { return Ok(Vec::new()) };
        let (numbers, _) = numbers.as_chunks::<NUMBERS>();
        let candidates = shape.anchors.iter().zip(numbers).zip(scores);
        let found = candidates
            .filter(|(_, score)| **score > 0.0) // most anchors; what is left is above a probability of one half
            .map(|((anchor, numbers), &score)| Found::read(*anchor, numbers, sigmoid(score)))
            .filter(|face| face.confidence > THRESHOLD && face.side > 0.0)
            .collect();
        Ok(merged(found).iter().map(|face| face.map(|point| canvas.on_frame(point))).collect())
    }

    /// The smallest of those that show the view as large as any does.
    fn shape_for(&self, view: &View) -> Option<&Shape> {
        let largest = self.shapes.iter().map(|shape| shape.size.scale(view)).fold(0.0, f32::max);
        let fitting = self.shapes.iter().filter(|shape| shape.size.scale(view) >= largest);
        fitting.min_by_key(|shape| shape.size.width * shape.size.height)
    }
}

impl Shape {
    fn new(size: Size, layout: &Layout) -> Self {
        let anchors = layout.grids.iter().flat_map(|&(stride, each)| grid(size, stride, each)).collect();
        Self { size, anchors, network: OnceLock::new() }
    }

    fn network(&self, range: Range) -> Result<&Network, VisionError> {
        if let Some(network) = self.network.get() {
            return Ok(network);
        }
        let Layout { onnx, window, outputs: [boxes, scores], .. } = range.layout();
        let planes = CHANNELS * window.side * window.side;
        let (rows, columns) = (self.size.height as usize / 2, self.size.width as usize / 2);
        let input = Port { name: "input", shape: &[1, planes, rows, columns] };
        let outputs = [
            Port { name: boxes, shape: &[1, self.anchors.len(), NUMBERS] },
            Port { name: scores, shape: &[1, self.anchors.len(), 1] },
        ];
        let network =
            Network::read(onnx, input, &outputs).map_err(|e| VisionError::Detector(e.to_string()))?;
        Ok(self.network.get_or_init(|| network))
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
fn grid(size: Size, stride: u32, each: usize) -> impl Iterator<Item = Point> {
    let middle = move |cell: u32| (cell as f32 + 0.5) * stride as f32;
    (0..size.height / stride).flat_map(move |row| {
        (0..size.width / stride)
            .flat_map(move |column| std::iter::repeat_n(Point { x: middle(column), y: middle(row) }, each))
    })
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
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
            let view = View::whole(&frame);
            let shape = net.shape_for(&view).unwrap();
            let canvas = Canvas::of(&frame, view, shape.size, Light::AsItIs).unwrap().unwrap();
            let outputs = shape.network(range).unwrap().run(&canvas.patches(range.layout().window)).unwrap();
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
    fn a_view_gets_the_smallest_canvas_that_shows_it_as_large_as_any() {
        let net = Net::open(Range::Full).unwrap();
        let canvas = |width: f32, height: f32| {
            let size = net.shape_for(&View { x: 0.0, y: 0.0, width, height }).unwrap().size;
            (size.width, size.height)
        };
        assert_eq!(canvas(640.0, 480.0), (192, 144));
        assert_eq!(canvas(1280.0, 720.0), (192, 112));
        assert_eq!(canvas(720.0, 1280.0), (112, 192));
        assert_eq!(canvas(1280.0, 800.0), (192, 144));
        assert_eq!(canvas(512.0, 512.0), (192, 192));
    }

    #[test]
    fn anchors_lie_in_the_middle_of_their_cells() {
        let anchors: Vec<Point> = grid(Size { width: 128, height: 128 }, 8, 2).collect();
        assert_eq!(anchors.len(), 512);
        assert_eq!((anchors[0], anchors[1]), (Point { x: 4.0, y: 4.0 }, Point { x: 4.0, y: 4.0 }));
        assert_eq!(anchors[511], Point { x: 124.0, y: 124.0 });
    }
}
