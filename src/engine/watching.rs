//! Who is looked at: one source at a time, and the vision worker behind it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::core::Input;
use crate::calibration::Calibration;
use crate::capture::{Capture, Ending};
use crate::channel::{NewestSender, newest};
use crate::frame::Frame;
use crate::settings::CameraSize;
use crate::source::Source;
use crate::vision::{Report, VisionError, VisionMessage, VisionRequest, Worker, WorkerConfig, WorkerHandle};

/// The source in use and the worker that reads its frames.
pub struct Watching {
    inbox: Sender<Input>,
    reports: NewestSender<Arc<Report>>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// Others who get the reports.
    viewers: Vec<Sender<Arc<Report>>>,
    config: WorkerConfig,
    epoch: u64,
    source: Source,
    size: CameraSize,
    capture: Option<Capture>,
    /// The source before, which may not have let its camera go yet.
    before: Option<Ending>,
    /// How the listener's face is to be read; the newest counts.
    calibrations: (NewestSender<Calibration>, Receiver<Calibration>),
    worker: Option<Work>,
}

/// A running worker and the ways to it.
struct Work {
    frames: NewestSender<Frame>,
    /// To one more viewer of what it sees.
    joining: Sender<Sender<Arc<Report>>>,
    handle: WorkerHandle,
}

/// Viewers that may wait for the worker's next report.
const JOINING: usize = 16;

impl Watching {
    /// Looks at nothing yet: neither the camera nor the models are touched. Reports go past the engine, straight to
    /// the listener, who is woken by `wake`.
    pub fn new(
        inbox: Sender<Input>,
        config: WorkerConfig,
        reports: NewestSender<Arc<Report>>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> Self {
        let calibrations = newest();
        let source = Source::None;
        let viewers = Vec::new();
        let size = CameraSize::default();
        Self {
            inbox,
            reports,
            wake,
            viewers,
            config,
            epoch: 0,
            source,
            size,
            capture: None,
            before: None,
            calibrations,
            worker: None,
        }
    }

    /// Gives the reports to one more viewer, until it hangs up. One that is behind misses some.
    pub fn add_viewer(&mut self, viewer: Sender<Arc<Report>>) {
        if let Some(work) = &self.worker {
            let _as_many_join_at_once_as_never = work.joining.try_send(viewer.clone());
        }
        self.viewers.push(viewer);
    }

    /// Looks at another source, which tells its state from then on, once the one before is let go.
    ///
    /// # Errors
    /// [`VisionError`] when the worker cannot be started.
    pub fn watch(&mut self, source: Source, size: CameraSize) -> Result<(), VisionError> {
        self.stop();
        self.source = source.clone();
        self.size = size;
        if source == Source::None {
            return Ok(());
        }
        let frames = self.frames()?;
        let inbox = self.inbox.clone();
        let tell = move |epoch, state| {
            let _engine_gone = inbox.send(Input::Capture(epoch, state));
        };
        self.capture = Some(Capture::start(source, size, self.epoch, self.before.take(), frames, tell));
        Ok(())
    }

    /// Reads the listener's face this way from now on.
    pub fn calibrate(&mut self, calibration: Calibration) {
        self.config.calibration = calibration;
        let _no_worker_yet = self.calibrations.0.send(calibration);
    }

    /// Asks the worker for something with its next frame. `false`: nobody is looked at.
    pub fn ask(&self, request: VisionRequest) -> bool {
        let worker = self.worker.as_ref().filter(|_| self.capture.is_some());
        worker.map(|work| work.handle.ask(request)).is_some()
    }

    /// Lets the source go, without waiting for it; what it still sends is late and will be dropped.
    fn stop(&mut self) {
        self.epoch += 1;
        if let Some(capture) = self.capture.take() {
            self.before = Some(capture.stop());
        }
    }

    /// Lets the source go for good, and waits until it has.
    pub fn end(&mut self) {
        self.stop();
        if let Some(before) = self.before.take() {
            before.wait();
        }
    }

    /// Is a camera the source?
    pub const fn looks_through_a_camera(&self) -> bool {
        matches!(self.source, Source::Camera(_))
    }

    /// Looks in another way; the source in use starts again.
    ///
    /// # Errors
    /// [`VisionError`] when the worker cannot be started.
    pub fn look_with(&mut self, change: impl FnOnce(&mut WorkerConfig)) -> Result<(), VisionError> {
        change(&mut self.config);
        self.worker = None;
        if self.capture.is_some() { self.watch(self.source.clone(), self.size) } else { Ok(()) }
    }

    /// Is this news of the source in use?
    pub const fn is_current(&self, epoch: u64) -> bool {
        self.epoch == epoch && self.capture.is_some()
    }

    /// The channel into the worker, which starts with the first source.
    fn frames(&mut self) -> Result<NewestSender<Frame>, VisionError> {
        if let Some(work) = self.worker.as_ref().filter(|work| !work.handle.is_finished()) {
            return Ok(work.frames.clone());
        }
        let (frames, receiver) = newest();
        // All must arrive; more than a few never join between two reports.
        let (joining, joined) = bounded(JOINING);
        let viewers = RefCell::new(self.viewers.clone());
        let (inbox, reports, wake) = (self.inbox.clone(), self.reports.clone(), self.wake.clone());
        // A mood belongs to the source of the frame reported just before.
        let epoch = Cell::new(0);
        let handle =
            Worker::spawn(self.config.clone(), receiver, self.calibrations.1.clone(), move |message| {
                match message {
                    VisionMessage::Report(report) => {
                        epoch.set(report.frame.epoch);
                        let report = Arc::new(report);
                        let mut viewers = viewers.borrow_mut();
                        viewers.extend(joined.try_iter());
                        viewers.retain(|viewer| {
                            !matches!(viewer.try_send(report.clone()), Err(TrySendError::Disconnected(_)))
                        });
                        if reports.send(report).is_ok() {
                            wake();
                        }
                    }
                    VisionMessage::Mood(mood) => {
                        let _engine_gone = inbox.send(Input::Mood(epoch.get(), mood));
                    }
                    VisionMessage::Rest(calibration) => {
                        let _engine_gone = inbox.send(Input::Rest(calibration));
                    }
                    VisionMessage::Failed(error) => {
                        let _engine_gone = inbox.send(Input::Blind(error));
                    }
                }
            })?;
        self.worker = Some(Work { frames: frames.clone(), joining, handle });
        Ok(frames)
    }
}
