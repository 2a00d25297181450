//! What a person could change so that their face is read better: one hint at a time, never flashing.
//!
//! Decides by the times of the frames alone, so the same frames give the same hints.

use crate::frame::{FaceBox, Frame};

/// What stands in the way, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// The picture is black or of one colour.
    Covered,
    /// There is too little light on the face, or in the room when no face is seen.
    Dark,
    /// The face is dark before something bright.
    Backlit,
    /// The face reaches beyond the picture.
    CutOff,
    /// The face is small.
    Far,
    /// Several people are about as close.
    Several,
}

/// A cause must last this long before it is told, so that a hand passing by is not.
const BEFORE_SECS: f64 = 2.0;
/// A hint stays this long, so that it can be read.
const STAYS_SECS: f64 = 4.0;

/// Brightness, 0..=255: below this a picture, and its brightest twentieth, is taken as covered.
const BLACK: f32 = 16.0;
/// The spread of brightness (standard deviation) below which a picture shows nothing.
const FLAT: f32 = 3.0;
/// The brightness of a face below which its look is lost in noise.
const DIM_FACE: f32 = 38.0;
/// The brightness of a room below which a face would not be seen.
const DIM_ROOM: f32 = 28.0;
/// A face before a window: how bright at most, and how much brighter its surroundings are.
const SHADOWED: f32 = 75.0;
const GLARE: f32 = 85.0;
/// The height of a face over that of the picture below which it is far.
const SMALL: f32 = 0.11;
/// Width over height of a box that was clipped at an edge of the picture.
const CLIPPED: std::ops::Range<f32> = 0.86..1.16;
/// The size of a second face over the listener's from which it is about as close.
const AS_CLOSE: f32 = 0.6;

/// Every so many pixels one is looked at.
const STRIDE: usize = 8;

/// Remembers since when something stands in the way.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The cause that was seen last, and since when without a break.
    cause: Option<(Option<Hint>, f64)>,
    /// The hint that is shown, and since when.
    shown: Option<(Hint, f64)>,
}

impl Hints {
    /// The hint after a frame was searched; `listener` is an index into `faces`, whose boxes are clipped to the frame.
    pub fn update(&mut self, frame: &Frame, faces: &[FaceBox], listener: Option<usize>) -> Option<Hint> {
        self.settle(frame.time_secs, cause(frame, faces, listener))
    }

    /// The hint that is shown now.
    pub fn shown(&self) -> Option<Hint> {
        self.shown.map(|(hint, _)| hint)
    }

    fn settle(&mut self, now: f64, cause: Option<Hint>) -> Option<Hint> {
        let since = match self.cause {
            Some((before, since)) if before == cause && since <= now => since,
            Some(_) | None => now,
        };
        self.cause = Some((cause, since));
        let settled = now - since >= BEFORE_SECS;
        let read = self.shown.is_none_or(|(_, at)| now - at >= STAYS_SECS || now < at);
        if settled && read && self.shown() != cause {
            self.shown = cause.map(|hint| (hint, now));
        }
        self.shown()
    }
}

/// What stands in the way on this frame.
fn cause(frame: &Frame, faces: &[FaceBox], listener: Option<usize>) -> Option<Hint> {
    let all = Light::of(frame, &FaceBox { x: 0.0, y: 0.0, width: f32::MAX, height: f32::MAX });
    let Some(face) = listener.and_then(|at| faces.get(at)) else {
        return if all.mean < BLACK && all.spread < BLACK || all.spread < FLAT {
            Some(Hint::Covered)
        } else {
            (all.mean < DIM_ROOM).then_some(Hint::Dark)
        };
    };
    let light = Light::of(frame, face);
    let ratio = face.width / face.height;
    let others = faces.iter().enumerate().filter(|(at, _)| Some(*at) != listener);
    let size = |face: &FaceBox| face.width.max(face.height);
    let checks = [
        (Hint::Dark, light.mean < DIM_FACE && all.mean < light.mean + GLARE),
        (Hint::Backlit, light.mean < SHADOWED && all.mean >= light.mean + GLARE),
        (Hint::CutOff, !CLIPPED.contains(&ratio)),
        (Hint::Far, size(face) < SMALL * frame.height() as f32),
        (Hint::Several, others.into_iter().any(|(_, other)| size(other) > AS_CLOSE * size(face))),
    ];
    checks.into_iter().find(|(_, holds)| *holds).map(|(hint, _)| hint)
}

/// Mean and standard deviation of the brightness of a part of a frame, 0..=255.
struct Light {
    mean: f32,
    spread: f32,
}

impl Light {
    fn of(frame: &Frame, part: &FaceBox) -> Self {
        let end = |start: f32, length: f32, most: u32| ((start + length) as usize).min(most as usize);
        let (left, top) = (part.x.max(0.0) as usize, part.y.max(0.0) as usize);
        let (right, bottom) =
            (end(part.x, part.width, frame.width()), end(part.y, part.height, frame.height()));
        let (pixels, _) = frame.rgb().as_chunks::<3>();
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0f32);
        for row in (top..bottom).step_by(STRIDE) {
            for column in (left..right).step_by(STRIDE) {
                let [r, g, b] = pixels[row * frame.width() as usize + column].map(f32::from);
                let luma = 0.299 * r + 0.587 * g + 0.114 * b;
                sum += luma;
                squares += luma * luma;
                count += 1.0;
            }
        }
        let mean = sum / count.max(1.0);
        Self { mean, spread: (squares / count.max(1.0) - mean * mean).max(0.0).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: FaceBox = FaceBox { x: 120.0, y: 80.0, width: 80.0, height: 80.0 };

    /// A frame with a textured room and a face of the given brightness.
    fn frame(room: u8, face: u8) -> Frame {
        let pixel = |at: usize| {
            let (x, y) = ((at % 320) as f32, (at / 320) as f32);
            let on_face =
                (FACE.x..FACE.x + FACE.width).contains(&x) && (FACE.y..FACE.y + FACE.height).contains(&y);
            let texture = if (at / 8).is_multiple_of(2) { 10 } else { 0 };
            if on_face { face } else { room.saturating_add(texture) }
        };
        Frame::new(320, 240, (0..320 * 240).flat_map(|at| [pixel(at); 3]).collect::<Vec<u8>>()).unwrap()
    }

    #[test]
    fn each_cause_is_named() {
        let one = [FACE];
        assert_eq!(cause(&frame(120, 120), &one, Some(0)), None);
        assert_eq!(cause(&frame(20, 20), &one, Some(0)), Some(Hint::Dark));
        assert_eq!(cause(&frame(230, 30), &one, Some(0)), Some(Hint::Backlit));
        assert_eq!(cause(&frame(4, 3), &[], None), Some(Hint::Covered));
        assert_eq!(cause(&frame(120, 120), &[], None), None);
        let small = FaceBox { width: 20.0, height: 20.0, ..FACE };
        assert_eq!(cause(&frame(120, 120), &[small], Some(0)), Some(Hint::Far));
        let cut = FaceBox { x: 0.0, width: 50.0, ..FACE };
        assert_eq!(cause(&frame(120, 120), &[cut], Some(0)), Some(Hint::CutOff));
        let beside = FaceBox { x: 10.0, ..FACE };
        assert_eq!(cause(&frame(120, 120), &[FACE, beside], Some(0)), Some(Hint::Several));
        let behind = FaceBox { x: 10.0, width: 30.0, height: 30.0, ..FACE };
        assert_eq!(cause(&frame(120, 120), &[FACE, behind], Some(0)), None);
    }

    #[test]
    fn a_picture_of_one_colour_is_covered_at_any_brightness() {
        let gray = Frame::new(64, 64, vec![130; 64 * 64 * 3]).unwrap();
        assert_eq!(cause(&gray, &[], None), Some(Hint::Covered));
    }

    #[test]
    fn a_cause_is_told_after_two_seconds_and_stays_for_four() {
        let mut hints = Hints::default();
        let dark = Some(Hint::Dark);
        assert_eq!(hints.settle(0.0, dark), None);
        assert_eq!(hints.settle(1.9, dark), None);
        assert_eq!(hints.settle(2.1, dark), dark);
        assert_eq!(hints.settle(2.2, None), dark);
        assert_eq!(hints.settle(5.0, None), dark);
        assert_eq!(hints.settle(6.3, None), None);
    }

    #[test]
    fn causes_that_alternate_show_no_flashing() {
        let mut hints = Hints::default();
        let mut changes = 0;
        let mut before = None;
        for step in 0..600 {
            let cause = if step % 3 == 0 { Some(Hint::Far) } else { Some(Hint::Dark) };
            let shown = hints.settle(f64::from(step) * 0.1, cause);
            changes += usize::from(shown != before);
            before = shown;
        }
        assert_eq!(changes, 0);
    }
}
