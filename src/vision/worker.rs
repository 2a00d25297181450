//! The thread that looks at live frames and tells what it sees.
//!
//! It owns the detector and the model, which it opens itself so that nobody waits for them, and ends when the channel of
//! frames closes.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded, never, select};

use super::analyzer::Analyzer;
use super::live::{Live, News, Seen};
use super::mood_tracker::MoodTracker;
use super::{Report, VisionError};
use crate::affect::AffectTable;
use crate::calibration::Calibration;
use crate::emotion::EmotionScores;
use crate::frame::Frame;
use crate::mood::ListenerMood;
use crate::settings;

/// What the worker needs to know.
#[derive(Clone, Debug, Default)]
pub struct WorkerConfig {
    /// Which detector looks.
    pub detector: settings::Detector,
    /// Where each emotion lies on the plane.
    pub table: AffectTable,
    /// How the listener's face is read, as they said.
    pub calibration: Calibration,
}

/// What a running worker can be asked; it answers with the next frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VisionRequest {
    /// Make the face at this place of the picture, in its pixels, the listener.
    Follow {
        /// From the left.
        x: f32,
        /// From the top.
        y: f32,
    },
    /// The listener's face is at rest: watch it for [`REST_SECS`] and say how it reads.
    WatchRest,
}

/// How long a resting face is watched, in seconds of the source.
pub const REST_SECS: f64 = 5.0;
/// A resting face must have been read so often; fewer readings mean that it was not there.
const LEAST_READINGS: usize = 8;
/// Requests that may wait for the next frame; more are dropped, as a click on a camera that has stopped should be.
const REQUESTS: usize = 8;

/// What the worker tells.
#[derive(Debug)]
pub enum VisionMessage {
    /// What was seen on a frame; one for each frame taken, so that boxes and picture belong together.
    Report(Report),
    /// The listener's mood changed: another emotion, known or unknown, or a visible step on the plane.
    Mood(ListenerMood),
    /// How the face read at rest; `None` when it was not seen long enough.
    Rest(Option<Calibration>),
    /// Detector or model cannot be used, or a frame could not be looked at; told once until a frame can be again.
    Failed(VisionError),
}

/// Starts workers.
#[derive(Debug)]
pub struct Worker;

/// A running worker.
#[derive(Debug)]
pub struct WorkerHandle {
    thread: JoinHandle<()>,
    requests: Sender<VisionRequest>,
}

impl Worker {
    /// Starts a worker on frames of which the newest counts, as well as of calibrations. Returns at once; what goes wrong later is a
    /// [`VisionMessage::Failed`]. `on_message` is called on the worker's thread and should only pass the message on.
    ///
    /// # Errors
    /// [`VisionError::Thread`] when the system gives no thread.
    pub fn spawn(
        config: WorkerConfig,
        frames: Receiver<Frame>,
        calibrations: Receiver<Calibration>,
        on_message: impl Fn(VisionMessage) + Send + 'static,
    ) -> Result<WorkerHandle, VisionError> {
        let (requests, asked) = bounded(REQUESTS);
        let thread = thread::Builder::new()
            .name("vision".to_owned())
            .spawn(move || run(&config, &frames, calibrations, &asked, &on_message))?;
        Ok(WorkerHandle { thread, requests })
    }
}

impl WorkerHandle {
    /// Asks for something with the next frame. Never waits.
    pub fn ask(&self, request: VisionRequest) {
        let _no_frames_come = self.requests.try_send(request);
    }

    /// Has the thread ended?
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits for the thread's end, which comes when the senders of frames are gone.
    pub fn join(self) {
        // A panic was told by the panic hook; there is nothing left to save.
        let _panicked = self.thread.join();
    }
}

fn run(
    config: &WorkerConfig,
    frames: &Receiver<Frame>,
    mut calibrations: Receiver<Calibration>,
    requests: &Receiver<VisionRequest>,
    on_message: &impl Fn(VisionMessage),
) {
    let mut watch = match Analyzer::new(config.detector, config.table) {
        Ok(analyzer) => Watch::new(Live::new(analyzer), config),
        Err(error) => return on_message(VisionMessage::Failed(error)),
    };
    loop {
        select! {
            recv(frames) -> frame => match frame {
                Ok(frame) => {
                    requests.try_iter().for_each(|request| watch.request(request, frame.time_secs));
                    watch.frame(frame, on_message);
                }
                Err(_) => return,
            },
            recv(calibrations) -> calibration => match calibration {
                Ok(calibration) => watch.calibrate(calibration, on_message),
                Err(_) => calibrations = never(),
            },
        }
    }
}

/// One source under watch, and what was told of it.
struct Watch {
    live: Live,
    tracker: MoodTracker,
    table: AffectTable,
    calibration: Calibration,
    /// The last report, to be told once more when its reading changes.
    last: Option<Report>,
    epoch: u64,
    told: ListenerMood,
    /// The last scores, which hold between two readings.
    scores: Option<EmotionScores>,
    rest: Option<Rest>,
    health: Health,
}

/// A resting face under watch.
struct Rest {
    from_secs: f64,
    readings: Vec<EmotionScores>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Health {
    Works,
    Fails,
}

impl Watch {
    fn new(live: Live, config: &WorkerConfig) -> Self {
        Self {
            live,
            tracker: MoodTracker::new(config.table).calibrated(config.calibration),
            table: config.table,
            calibration: config.calibration,
            last: None,
            epoch: 0,
            told: ListenerMood::Unknown,
            scores: None,
            rest: None,
            health: Health::Works,
        }
    }

    fn request(&mut self, request: VisionRequest, time_secs: f64) {
        match request {
            VisionRequest::Follow { x, y } => {
                if self.live.follow(x, y) {
                    // Somebody else: nothing is known of their mood yet.
                    self.tracker = MoodTracker::new(self.table).calibrated(self.calibration);
                    self.scores = None;
                }
            }
            VisionRequest::WatchRest => self.rest = Some(Rest { from_secs: time_secs, readings: Vec::new() }),
        }
    }

    /// Gathers readings of a resting face; says how it reads when the time is over.
    fn watch_rest(&mut self, time_secs: f64, news: News) -> Option<VisionMessage> {
        let rest = self.rest.as_mut()?;
        if let News::Read(scores) = news {
            rest.readings.push(scores);
        }
        if (time_secs - rest.from_secs).abs() < REST_SECS {
            return None;
        }
        let readings = self.rest.take().map(|rest| rest.readings)?;
        let seen = readings.len() >= LEAST_READINGS;
        Some(VisionMessage::Rest(seen.then(|| Calibration::from_rest(&readings))))
    }

    fn frame(&mut self, frame: Frame, on_message: &impl Fn(VisionMessage)) {
        if frame.epoch < self.epoch {
            return;
        }
        if frame.epoch > self.epoch {
            self.epoch = frame.epoch;
            self.tracker = MoodTracker::new(self.table).calibrated(self.calibration);
            self.scores = None;
            // The source changed under the resting face.
            if self.rest.take().is_some() {
                on_message(VisionMessage::Rest(None));
            }
        }
        let start = Instant::now();
        match self.live.look(&frame) {
            Ok(seen) => {
                self.health = Health::Works;
                let mood = self.mood(&frame, &seen);
                if let Some(rest) = self.watch_rest(frame.time_secs, seen.news) {
                    on_message(rest);
                }
                let report = Report {
                    frame: Arc::new(frame),
                    faces: seen.faces,
                    listener: seen.listener,
                    hint: seen.hint,
                    shown: self.tracker.shown(),
                    cost: start.elapsed(),
                };
                self.last = Some(report.clone());
                on_message(VisionMessage::Report(report));
                self.tell(mood, on_message);
            }
            Err(error) => {
                if self.health == Health::Works {
                    on_message(VisionMessage::Failed(error));
                }
                self.health = Health::Fails;
            }
        }
    }

    fn tell(&mut self, mood: ListenerMood, on_message: &impl Fn(VisionMessage)) {
        if is_news(&self.told, &mood) {
            self.told = mood;
            on_message(VisionMessage::Mood(mood));
        }
    }

    /// Reads what was seen in another way from now on, and tells it so: a picture brings no further frame.
    fn calibrate(&mut self, calibration: Calibration, on_message: &impl Fn(VisionMessage)) {
        self.calibration = calibration;
        self.tracker = self.tracker.clone().calibrated(calibration);
        let Some(report) = &mut self.last else { return };
        report.shown = self.tracker.shown();
        on_message(VisionMessage::Report(report.clone()));
        self.tell(self.tracker.mood(), on_message);
    }

    fn mood(&mut self, frame: &Frame, seen: &Seen) -> ListenerMood {
        match seen.news {
            News::Held => {}
            News::Nobody => self.scores = None,
            News::Read(scores) => self.scores = Some(scores),
        }
        self.tracker.update(frame.time_secs, self.scores.as_ref())
    }
}

/// Is the difference worth a message?
fn is_news(told: &ListenerMood, now: &ListenerMood) -> bool {
    const VISIBLE_STEP: f32 = 0.02;
    match (told, now) {
        (ListenerMood::Unknown, ListenerMood::Unknown) => false,
        (
            ListenerMood::Known { emotion: told_emotion, affect: told_affect, .. },
            ListenerMood::Known { emotion, affect, .. },
        ) => told_emotion != emotion || told_affect.distance(*affect) > VISIBLE_STEP,
        (ListenerMood::Unknown, ListenerMood::Known { .. })
        | (ListenerMood::Known { .. }, ListenerMood::Unknown) => true,
    }
}
