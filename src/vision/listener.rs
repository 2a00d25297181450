//! Which of several faces is the listener: the largest, most central and surest one, kept while it stays.

use super::detector::Detection;
use crate::frame::{FaceBox, Frame};

/// How long a listener who is out of sight keeps the place.
const HOLD_SECS: f64 = 1.0;

/// Remembers who the listener is.
#[derive(Clone, Debug, Default)]
pub struct Listener {
    last: Option<(FaceBox, f64)>,
}

impl Listener {
    /// The index of the listener among the faces of a frame.
    pub fn choose(&mut self, frame: &Frame, faces: &[Detection]) -> Option<usize> {
        let held = self.last.filter(|(_, seen)| (frame.time_secs - seen).abs() <= HOLD_SECS);
        let choice = match held {
            Some((place, _)) => faces.iter().position(|face| is_near(&place, &face.bounds)),
            None => best(frame, faces),
        };
        if let Some(face) = choice.and_then(|index| faces.get(index)) {
            self.last = Some((face.bounds, frame.time_secs));
        } else if held.is_none() {
            self.last = None;
        }
        choice
    }

    /// Makes the face at a place the listener.
    pub const fn hold(&mut self, place: FaceBox, time_secs: f64) {
        self.last = Some((place, time_secs));
    }

    /// Where the listener was last, as long as the place is held.
    pub fn place(&self, time_secs: f64) -> Option<FaceBox> {
        self.last.filter(|(_, seen)| (time_secs - seen).abs() <= HOLD_SECS).map(|(place, _)| place)
    }
}

/// The same face a moment later: it moved by less than its size and did not change its size by half.
fn is_near(before: &FaceBox, now: &FaceBox) -> bool {
    let ((ax, ay), (bx, by)) = (before.center(), now.center());
    let ratio = now.width / before.width;
    (ax - bx).hypot(ay - by) < 0.7 * before.width && (0.6..1.7).contains(&ratio)
}

fn best(frame: &Frame, faces: &[Detection]) -> Option<usize> {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let weight = |face: &Detection| {
        let (x, y) = face.bounds.center();
        let off_centre = (x / width - 0.5).hypot(y / height - 0.5);
        face.bounds.width * face.bounds.height * (1.0 - off_centre) * face.confidence.powi(2)
    };
    (0..faces.len()).max_by(|&a, &b| weight(&faces[a]).total_cmp(&weight(&faces[b])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(time_secs: f64) -> Frame {
        Frame::new(64, 48, vec![0; 64 * 48 * 3]).unwrap().at(0, 0, time_secs)
    }

    fn face(x: f32, side: f32) -> Detection {
        Detection { bounds: FaceBox { x, y: 10.0, width: side, height: side }, confidence: 0.9, roll: 0.0 }
    }

    #[test]
    fn the_largest_is_chosen_and_of_equals_the_most_central() {
        assert_eq!(Listener::default().choose(&frame(0.0), &[face(0.0, 10.0), face(30.0, 20.0)]), Some(1));
        assert_eq!(Listener::default().choose(&frame(0.0), &[face(0.0, 12.0), face(26.0, 12.0)]), Some(1));
        assert_eq!(Listener::default().choose(&frame(0.0), &[]), None);
    }

    #[test]
    fn who_leans_in_later_does_not_take_over() {
        let mut listener = Listener::default();
        listener.choose(&frame(0.0), &[face(30.0, 12.0)]);
        assert_eq!(listener.choose(&frame(0.1), &[face(2.0, 25.0), face(31.0, 12.0)]), Some(1));
    }

    #[test]
    fn a_listener_who_left_is_replaced_after_a_second() {
        let mut listener = Listener::default();
        listener.choose(&frame(0.0), &[face(40.0, 10.0)]);
        assert_eq!(listener.choose(&frame(0.5), &[face(2.0, 25.0)]), None);
        assert_eq!(listener.choose(&frame(1.5), &[face(2.0, 25.0)]), Some(0));
    }
}
