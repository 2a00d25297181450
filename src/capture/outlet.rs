//! What every source thread is given: where frames go, how it learns that it should end, where states are told.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, TryRecvError};

use super::CaptureState;
use crate::channel::NewestSender;
use crate::frame::Frame;

/// Numbers frames and sends them on.
#[derive(Clone)]
pub(super) struct Outlet {
    epoch: u64,
    next_id: u64,
    started: Instant,
    frames: NewestSender<Frame>,
}

impl Outlet {
    pub fn new(epoch: u64, frames: NewestSender<Frame>) -> Self {
        Self { epoch, next_id: 0, started: Instant::now(), frames }
    }

    /// Seconds since the source started.
    pub fn now(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Sends a frame at a time of the source.
    pub fn send(&mut self, frame: Frame, time_secs: f64) {
        let id = self.next_id;
        self.next_id += 1;
        // When nobody listens any more the source is stopped soon.
        let _closed = self.frames.send(frame.at(self.epoch, id, time_secs));
    }

    /// Goes on numbering after frames that another holder sent.
    pub fn skip(&mut self, sent: u64) {
        self.next_id += sent;
    }
}

/// Becomes true when the source should end: its other end is dropped.
#[derive(Clone)]
pub(super) struct Stop(pub Receiver<Infallible>);

impl Stop {
    pub fn is_asked(&self) -> bool {
        self.0.try_recv() == Err(TryRecvError::Disconnected)
    }

    /// Waits, and says whether the source should end.
    pub fn wait(&self, time: Duration) -> bool {
        self.0.recv_timeout(time) == Err(RecvTimeoutError::Disconnected)
    }
}

/// Tells states, each once.
pub(super) struct States<F> {
    epoch: u64,
    last: Option<CaptureState>,
    on_state: F,
}

impl<F: Fn(u64, CaptureState)> States<F> {
    pub fn new(epoch: u64, on_state: F) -> Self {
        Self { epoch, last: None, on_state }
    }

    pub fn tell(&mut self, state: CaptureState) {
        if self.last.as_ref() == Some(&state) {
            return;
        }
        log::info!("source {}: {state:?}", self.epoch);
        self.last = Some(state.clone());
        (self.on_state)(self.epoch, state);
    }
}
