//! A running source of frames, whatever it is.

use std::convert::Infallible;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::camera::Wish;
use super::outlet::{Outlet, States, Stop};
use super::watch::{self, LETTING_GO};
use super::{CaptureState, files};
use crate::channel::NewestSender;
use crate::frame::Frame;
use crate::settings::CameraSize;
use crate::source::Source;

/// A source that runs on threads of its own until it is stopped or dropped.
#[derive(Debug)]
pub struct Capture {
    /// Nothing is ever sent: that it is gone is the message.
    _stop: Sender<Infallible>,
    ended: Ending,
}

/// The end of a source that was told to stop.
#[derive(Debug)]
pub struct Ending(Receiver<Infallible>);

impl Ending {
    /// Waits until a camera is let go: a few dozen milliseconds, at most a second. A driver that never answers cannot
    /// be helped: its thread is given up, and the log says so.
    pub fn wait(&self) {
        let _ended_or_given_up = self.0.recv_timeout(LETTING_GO);
    }
}

impl Capture {
    /// Starts a source; a camera at the size it has that is nearest to `size`. Frames carry `epoch`, so do states, which are
    /// told from the source's thread, each once and in order: first [`CaptureState::Opening`] (or `Off` for [`Source::None`]). Cameras that fail are tried again
    /// about every second until the source is stopped. Its sender of frames is dropped when the source ends. Begins when the
    /// source `before` has let its camera go, which may be the same.
    pub fn start(
        source: Source,
        size: CameraSize,
        epoch: u64,
        before: Option<Ending>,
        frames: NewestSender<Frame>,
        on_state: impl Fn(u64, CaptureState) + Send + Sync + 'static,
    ) -> Self {
        let (stop, stopped) = bounded(0);
        let (alive, ended) = bounded(0);
        let work = move || {
            let _gone_at_the_end: Sender<Infallible> = alive;
            if let Some(before) = before {
                before.wait();
            }
            run(source, size, Outlet::new(epoch, frames), &Stop(stopped), &mut States::new(epoch, on_state));
        };
        if let Err(error) = thread::Builder::new().name("capture".to_owned()).spawn(work) {
            log::error!("no thread for the source: {error}");
        }
        Self { _stop: stop, ended: Ending(ended) }
    }

    /// Tells the source to end, as dropping it does, without waiting for it.
    pub fn stop(self) -> Ending {
        self.ended
    }
}

fn run<F: Fn(u64, CaptureState)>(
    source: Source,
    size: CameraSize,
    outlet: Outlet,
    stop: &Stop,
    states: &mut States<F>,
) {
    match source {
        Source::None => states.tell(CaptureState::Off),
        Source::Camera(index) => {
            states.tell(CaptureState::Opening);
            watch::run(Wish { index, size: size.pixels() }, outlet, stop, states);
        }
        Source::Image(path) => {
            states.tell(CaptureState::Opening);
            files::show_picture(&path, outlet, stop, states);
        }
        Source::Video(path) => {
            states.tell(CaptureState::Opening);
            files::play_video(&path, outlet, stop, states);
        }
    }
}
