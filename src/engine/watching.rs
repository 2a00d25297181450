//! Who is looked at: one source at a time, and the vision worker behind it.

use std::cell::Cell;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::core::Input;
use crate::calibration::Calibration;
use crate::capture::Capture;
use crate::channel::{NewestSender, newest};
use crate::frame::Frame;
use crate::source::Source;
use crate::vision::{Report, VisionError, VisionMessage, VisionRequest, Worker, WorkerConfig, WorkerHandle};

/// The source in use and the worker that reads its frames.
pub struct Watching {
    inbox: Sender<Input>,
    reports: NewestSender<Arc<Report>>,
    wake: Arc<dyn Fn() + Send + Sync>,
    config: WorkerConfig,
    epoch: u64,
    source: Source,
    capture: Option<Capture>,
    /// How the listener's face is to be read; the newest counts.
    calibrations: (NewestSender<Calibration>, Receiver<Calibration>),
    worker: Option<(NewestSender<Frame>, WorkerHandle)>,
}

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
        Self { inbox, reports, wake, config, epoch: 0, source, capture: None, calibrations, worker: None }
    }

    /// Looks at another source, which tells its state from then on. The one before is let go first.
    ///
    /// # Errors
    /// [`VisionError`] when the worker cannot be started.
    pub fn watch(&mut self, source: Source) -> Result<(), VisionError> {
        self.stop();
        self.source = source.clone();
        if source == Source::None {
            return Ok(());
        }
        let frames = self.frames()?;
        let inbox = self.inbox.clone();
        self.capture = Some(Capture::start(source, self.epoch, frames, move |epoch, state| {
            let _engine_gone = inbox.send(Input::Capture(epoch, state));
        }));
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
        worker.map(|(_, worker)| worker.ask(request)).is_some()
    }

    /// Lets the source go; what it still sends is late and will be dropped.
    pub fn stop(&mut self) {
        self.epoch += 1;
        if let Some(capture) = self.capture.take() {
            capture.stop();
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
        if self.capture.is_some() { self.watch(self.source.clone()) } else { Ok(()) }
    }

    /// Is this news of the source in use?
    pub const fn is_current(&self, epoch: u64) -> bool {
        self.epoch == epoch && self.capture.is_some()
    }

    /// The channel into the worker, which starts with the first source.
    fn frames(&mut self) -> Result<NewestSender<Frame>, VisionError> {
        if let Some((frames, _)) = self.worker.as_ref().filter(|(_, worker)| !worker.is_finished()) {
            return Ok(frames.clone());
        }
        let (frames, receiver) = newest();
        let (inbox, reports, wake) = (self.inbox.clone(), self.reports.clone(), self.wake.clone());
        // A mood belongs to the source of the frame reported just before.
        let epoch = Cell::new(0);
        let handle =
            Worker::spawn(self.config.clone(), receiver, self.calibrations.1.clone(), move |message| {
                match message {
                    VisionMessage::Report(report) => {
                        epoch.set(report.frame.epoch);
                        if reports.send(Arc::new(report)).is_ok() {
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
        self.worker = Some((frames.clone(), handle));
        Ok(frames)
    }
}
