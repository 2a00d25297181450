//! One frame of a camera.

use std::time::{Duration, Instant};

use crossbeam_channel::{bounded, select};

use crate::capture::{Capture, CaptureProblem, CaptureState};
use crate::channel;
use crate::cli::CliError;
use crate::frame::Frame;
use crate::settings::CameraSize;
use crate::source::Source;

/// Cameras need a moment to find the right exposure.
const SETTLING: Duration = Duration::from_millis(700);
/// How long a camera may take to send anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// Switches the camera on, takes one frame and switches it off. To ask for it on the command line is to allow it.
pub fn shot(camera: Option<u32>, size: CameraSize) -> Result<Frame, CliError> {
    let (frame_tx, frames) = channel::newest();
    // All states must arrive; there are few, and once nobody listens they may be lost.
    let (state_tx, states) = bounded(16);
    let tell = move |_, state| {
        let _nobody_listens = state_tx.try_send(state);
    };
    let capture = Capture::start(Source::Camera(camera), size, 0, None, frame_tx, tell);
    let silent = Instant::now() + PATIENCE;
    let mut trouble = CaptureProblem::Stalled;
    let mut settled: Option<Instant> = None;
    loop {
        select! {
            recv(frames) -> frame => {
                let frame = frame.map_err(|_| stalled())?;
                let enough = *settled.get_or_insert_with(|| Instant::now() + SETTLING);
                if Instant::now() >= enough {
                    capture.stop().wait();
                    return Ok(frame.at(0, 0, 0.0));
                }
            }
            recv(states) -> state => {
                match state {
                    // In a sandbox the user gets some time to answer the desktop's question.
                    Ok(CaptureState::Failed(CaptureProblem::Asked)) => trouble = CaptureProblem::Asked,
                    Ok(CaptureState::Failed(problem)) => return Err(CliError::new(problem.to_string())),
                    Ok(_) | Err(_) => {}
                }
            }
            default(silent.saturating_duration_since(Instant::now())) => {
                return Err(CliError::new(trouble.to_string()));
            }
        }
    }
}

fn stalled() -> CliError {
    CliError::new(CaptureProblem::Stalled.to_string())
}
