//! Faces on live frames at a cost that does not heat the machine: a look a few times a second, mostly near the last
//! place; between the looks the last answer holds. Only the listener is read.
//!
//! Decides by the times of the frames alone, so the same frames give the same answers.

use super::analyzer::{Analyzer, unread};
use super::detector::{Detection, Search, without_doubles};
use super::hint::{Hint, Hints};
use super::listener::Listener;
use super::{Face, Reading, VisionError};
use crate::emotion::EmotionScores;
use crate::frame::{FaceBox, Frame};

/// Between two looks: every second frame of a camera at 30 frames a second, so a box is at most one frame late.
const LOOK_SECS: f64 = 0.066;
/// Between two looks while nobody is there, over the whole frame each time.
const WAIT_SECS: f64 = 0.2;
/// Between two looks over the whole frame while the listener is there, for others who come.
const SURVEY_SECS: f64 = 1.0;
/// Between two readings of the listener.
const READ_SECS: f64 = 0.25;
/// While nobody is there, one look in this many is for distant faces.
const DISTANT_EVERY: u32 = 4;

/// What was seen on a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// All faces; only the listener has a reading.
    pub faces: Vec<Face>,
    /// Index of the listener.
    pub listener: Option<usize>,
    /// What is new for those who follow the listener.
    pub news: News,
    /// What the listener could change to be read better.
    pub hint: Option<Hint>,
}

/// What a frame told about the listener.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum News {
    /// Nothing: the last answer holds.
    Held,
    /// The frame was searched, and nobody is there.
    Nobody,
    /// A fresh reading.
    Read(EmotionScores),
}

impl Seen {
    const fn nothing() -> Self {
        Self { faces: Vec::new(), listener: None, news: News::Held, hint: None }
    }
}

/// Follows the faces of one source at a time.
pub struct Live {
    analyzer: Analyzer,
    /// The frame that was searched last, and the faces there.
    searched: Option<(Frame, Vec<Detection>)>,
    still: Still,
    listener: Listener,
    hints: Hints,
    last: Seen,
    reading: Option<Reading>,
    times: Times,
    /// Whole-frame looks since the listener was lost.
    tries: u32,
    /// This look searches for distant faces, which costs as much as one look may: reading waits for the next.
    reading_waits: bool,
}

/// Is one picture shown again and again?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Still {
    /// Each frame is another picture.
    #[default]
    No,
    /// It came a second time: nobody waits for the next one, so this is the time to search it thoroughly.
    Noticed,
    /// It was searched; there is nothing new to see.
    Searched,
}

/// Source times in seconds of what was done last.
#[derive(Clone, Copy, Debug, Default)]
struct Times {
    epoch: u64,
    look: Option<f64>,
    survey: Option<f64>,
    read: Option<f64>,
}

impl Live {
    /// Starts with nothing seen. Runs the networks once, so that the first frame does not wait for what they do at first.
    pub fn new(mut analyzer: Analyzer) -> Self {
        analyzer.warm_up();
        Self {
            analyzer,
            searched: None,
            still: Still::No,
            listener: Listener::default(),
            hints: Hints::default(),
            last: Seen::nothing(),
            reading: None,
            times: Times::default(),
            tries: 0,
            reading_waits: false,
        }
    }

    /// Looks at the next frame, or holds the last answer when that is recent enough.
    ///
    /// # Errors
    /// [`VisionError`]; the next frame is looked at afresh.
    pub fn look(&mut self, frame: &Frame) -> Result<Seen, VisionError> {
        if frame.epoch != self.times.epoch {
            self.start_over(frame.epoch);
        }
        let pause = if self.last.listener.is_some() { LOOK_SECS } else { WAIT_SECS };
        if !is_due(self.times.look, frame.time_secs, pause) {
            return Ok(Seen { news: News::Held, ..self.last.clone() });
        }
        self.times.look = Some(frame.time_secs);
        self.still = self.still_of(frame);
        self.reading_waits = false;
        let found = match self.searched.take() {
            Some((_, found)) if self.still == Still::Searched => found,
            Some(_) | None => self.find(frame)?,
        };
        let listener = self.listener.choose(frame, &found);
        self.last = self.seen(frame, &found, listener)?;
        self.searched = Some((frame.clone(), found));
        let boxes: Vec<FaceBox> = self.last.faces.iter().map(|face| face.bounds).collect();
        self.last.hint = self.hints.update(frame, &boxes, listener);
        Ok(self.last.clone())
    }

    fn still_of(&self, frame: &Frame) -> Still {
        let shown_again = self.searched.as_ref().is_some_and(|(last, _)| frame.is_picture_of(last));
        match self.still {
            _ if !shown_again => Still::No,
            Still::No => Still::Noticed,
            Still::Noticed | Still::Searched => Still::Searched,
        }
    }

    /// Makes the face at a place of the last frame (in its pixels) the listener. `false` when no face is there.
    pub fn follow(&mut self, x: f32, y: f32) -> bool {
        let holds = |face: &&Face| {
            let FaceBox { x: left, y: top, width, height } = face.bounds;
            (left..left + width).contains(&x) && (top..top + height).contains(&y)
        };
        let Some(face) = self.last.faces.iter().find(holds) else { return false };
        self.listener.hold(face.bounds, self.times.look.unwrap_or(0.0));
        self.reading = None;
        true
    }

    fn start_over(&mut self, epoch: u64) {
        self.listener = Listener::default();
        self.hints = Hints::default();
        self.last = Seen::nothing();
        self.searched = None;
        self.still = Still::No;
        self.reading = None;
        self.tries = 0;
        self.times = Times { epoch, ..Times::default() };
    }

    fn find(&mut self, frame: &Frame) -> Result<Vec<Detection>, VisionError> {
        let time = frame.time_secs;
        let survey = is_due(self.times.survey, time, SURVEY_SECS) || self.still == Still::Noticed;
        if let (Some(place), false) = (self.listener.place(time), survey) {
            let mut near = self.analyzer.find(frame, Search::Around(place))?;
            if !near.is_empty() {
                near.truncate(1);
                near.extend(self.others());
                return Ok(without_doubles(near));
            }
        }
        self.times.survey = Some(time);
        let search = self.whole_frame();
        self.reading_waits = matches!(search, Search::Distant | Search::Thorough);
        let found = self.analyzer.find(frame, search)?;
        self.tries = if found.is_empty() { self.tries + 1 } else { 0 };
        Ok(found)
    }

    const fn whole_frame(&self) -> Search {
        match (self.still, self.tries) {
            (Still::Noticed, _) => Search::Thorough,
            (_, tries) if tries % DISTANT_EVERY == DISTANT_EVERY - 1 => Search::Distant,
            (Still::No | Still::Searched, _) => Search::Quick,
        }
    }

    /// Those beside the listener, where they were at the last look over the whole frame.
    fn others(&self) -> impl Iterator<Item = Detection> {
        let listener = self.last.listener;
        let beside = self.last.faces.iter().enumerate().filter(move |(at, _)| Some(*at) != listener);
        beside.map(|(_, face)| Detection { bounds: face.bounds, confidence: face.confidence, roll: 0.0 })
    }

    fn seen(
        &mut self,
        frame: &Frame,
        found: &[Detection],
        listener: Option<usize>,
    ) -> Result<Seen, VisionError> {
        let mut faces: Vec<Face> = found.iter().map(|detection| unread(frame, detection)).collect();
        let Some((index, detection)) = listener.and_then(|at| Some((at, found.get(at)?))) else {
            self.reading = None;
            return Ok(Seen { faces, listener: None, news: News::Nobody, hint: None });
        };
        let mut news = News::Held;
        let is_due = self.reading.is_none() || is_due(self.times.read, frame.time_secs, READ_SECS);
        if is_due && !self.reading_waits {
            // A picture says the same each time.
            if self.reading.is_none() || self.still != Still::Searched {
                self.reading = self.analyzer.read(frame, detection)?.reading;
            }
            self.times.read = Some(frame.time_secs);
            news = self.reading.map_or(News::Held, |reading| News::Read(reading.scores));
        }
        if let Some(face) = faces.get_mut(index) {
            face.reading = self.reading;
        }
        Ok(Seen { faces, listener: Some(index), news, hint: None })
    }
}

/// Has the pause passed? A time that went back starts anew. Half a frame's tolerance keeps a steady rhythm.
fn is_due(last: Option<f64>, now: f64, pause: f64) -> bool {
    const TOLERANCE: f64 = 0.015;
    last.is_none_or(|last| now < last || now - last >= pause - TOLERANCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_due_after_the_pause_and_when_time_went_back() {
        assert!(is_due(None, 0.0, 1.0));
        assert!(!is_due(Some(5.0), 5.5, 1.0));
        assert!(is_due(Some(5.0), 6.0, 1.0));
        assert!(is_due(Some(5.0), 0.0, 1.0));
    }
}
