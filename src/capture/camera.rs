//! The thread that owns a camera: opens it, reads and unpacks its pictures, lets it go, and tries again.
//!
//! It may hang in a driver, so it tells nobody directly: [`super::watch`] listens to it and knows when it is silent.

use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use nokhwa::NokhwaError;

use super::driver::{self, Asking, NOT_YET, Opened, problem};
use super::encoding::Encoding;
use super::mode::Wanted;
use super::outlet::{Outlet, Stop};
use super::{CaptureProblem, LiveInfo, LiveKind};

/// Without a usable picture for so long, a camera counts as stalled.
pub(super) const STALL: Duration = Duration::from_millis(2500);
/// Cameras take their time for the first picture.
pub(super) const FIRST_PICTURE: Duration = Duration::from_secs(5);
/// The time between two attempts to open a camera.
pub(super) const RETRY: Duration = Duration::from_secs(1);

/// What the camera thread tells its watch.
pub(super) enum Word {
    /// A camera is open; pictures should follow.
    Opened(LiveInfo),
    /// A picture was sent on.
    Picture,
    /// It does not work; it is tried again after [`RETRY`].
    Problem(CaptureProblem),
}

/// Which camera is wanted, and how.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    /// Its number; `None`: the first that can be opened.
    pub index: Option<u32>,
    /// Columns and rows; the nearest size it has is taken.
    pub size: (u32, u32),
}

pub(super) struct CameraThread {
    pub wish: Wish,
    pub outlet: Outlet,
    pub stop: Stop,
    pub tell: Sender<Word>,
}

impl CameraThread {
    /// Reads the camera until it is told to stop.
    pub fn run(mut self) {
        let (mut avoid, mut asking, mut was_live) = (None, Asking::default(), false);
        while let Err(problem) = self.open_and_read(&mut avoid, &mut asking, &mut was_live) {
            let unplugged = was_live && problem == CaptureProblem::NoCamera;
            let problem = if unplugged { CaptureProblem::Unplugged } else { problem };
            if self.tell.send(Word::Problem(problem)).is_err() || self.stop.wait(RETRY) {
                return;
            }
        }
    }

    /// One opening of a camera, to its end. `Ok` when the source was stopped.
    fn open_and_read(
        &mut self,
        avoid: &mut Option<Encoding>,
        asking: &mut Asking,
        was_live: &mut bool,
    ) -> Result<(), CaptureProblem> {
        let mut opened = open_first(self.wish, *avoid, asking)?;
        let info = LiveInfo {
            name: opened.name.clone(),
            width: opened.width,
            height: opened.height,
            fps: opened.fps,
            kind: LiveKind::Camera,
        };
        log::info!("camera {}: {} {}x{}", info.name, opened.encoding.name(), info.width, info.height);
        if self.tell.send(Word::Opened(info)).is_err() {
            return Ok(());
        }
        let ended = match opened.camera.open_stream() {
            Ok(()) => self.read(&mut opened, was_live),
            // Without enough bandwidth on the bus a tighter packing may still fit.
            Err(error) => Err(problem(&error)),
        };
        if matches!(&ended, Err(CaptureProblem::WrongFormat(_) | CaptureProblem::Other(_))) {
            *avoid = if *avoid == Some(opened.encoding) { None } else { Some(opened.encoding) };
        }
        ended
    }

    fn read(&mut self, opened: &mut Opened, was_live: &mut bool) -> Result<(), CaptureProblem> {
        let mut last_good = Instant::now();
        let mut patience = FIRST_PICTURE;
        let mut last_bad = None;
        while !self.stop.is_asked() {
            match opened.camera.frame_raw() {
                Ok(bytes) => match opened.encoding.decode(&bytes, opened.width, opened.height) {
                    Ok(frame) => {
                        let now = self.outlet.now();
                        self.outlet.send(frame, now);
                        if self.tell.send(Word::Picture).is_err() {
                            return Ok(());
                        }
                        *was_live = true;
                        (last_good, last_bad) = (Instant::now(), None);
                        patience = STALL;
                    }
                    Err(bad) => {
                        log::debug!("left out a picture: {bad}");
                        last_bad = Some(bad);
                        patience = STALL;
                    }
                },
                Err(NokhwaError::ReadFrameError(why)) if why == NOT_YET => {}
                Err(error) => return Err(problem(&error)),
            }
            if last_good.elapsed() > patience {
                return Err(last_bad
                    .map_or(CaptureProblem::Stalled, |bad| CaptureProblem::WrongFormat(bad.to_string())));
            }
        }
        Ok(())
    }
}

/// Opens the wanted camera, or the first that can be opened. Otherwise gives the first problem that a camera had.
fn open_first(wish: Wish, avoid: Option<Encoding>, asking: &mut Asking) -> Result<Opened, CaptureProblem> {
    let wanted = Wanted { size: wish.size, avoid };
    if let Some(index) = wish.index {
        return driver::open(index, wanted, asking);
    }
    let mut first_problem = None;
    for index in driver::indices() {
        match driver::open(index, wanted, asking) {
            Ok(opened) => return Ok(opened),
            // Metadata nodes and the like come here; a real problem of another device tells more.
            Err(CaptureProblem::WrongFormat(why)) => log::debug!("device {index} is passed over: {why}"),
            Err(problem) => {
                first_problem.get_or_insert(problem);
            }
        }
    }
    Err(first_problem.unwrap_or(CaptureProblem::NoCamera))
}
