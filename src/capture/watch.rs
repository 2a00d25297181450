//! The watch over the camera thread, from outside: it alone tells states, notices when the thread hangs in a driver,
//! and sees to it that stopping takes a bounded time.

use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded, select};

use super::camera::{CameraThread, FIRST_PICTURE, RETRY, Wish, Word};
use super::outlet::{Outlet, States, Stop};
use super::{CaptureProblem, CaptureState, LiveInfo};

/// The camera thread speaks at least this often, unless it hangs.
const SILENCE: Duration = Duration::from_secs(FIRST_PICTURE.as_secs() + RETRY.as_secs() + 1);
/// How long a stopped camera may take to be let go before its thread is given up.
pub(super) const LETTING_GO: Duration = Duration::from_millis(900);

/// Runs a camera until the source is stopped.
pub(super) fn run<F: Fn(u64, CaptureState)>(
    wish: Wish,
    mut outlet: Outlet,
    stop: &Stop,
    states: &mut States<F>,
) {
    // A second turn is only taken when the thread died, which is a panic in a driver's library.
    loop {
        // All words must arrive; they are few and small, and the camera waits when the watch is behind.
        let (tell, words) = bounded(4);
        let camera = CameraThread { wish, outlet: outlet.clone(), stop: stop.clone(), tell };
        let thread = thread::Builder::new().name("camera".to_owned()).spawn(move || camera.run());
        let why = match thread {
            Ok(_detached) => match listen(&words, stop, states) {
                Ended::Stopped => return let_go(&words),
                Ended::Died { pictures } => {
                    outlet.skip(pictures);
                    "its driver failed".to_owned()
                }
            },
            Err(error) => error.to_string(),
        };
        states.tell(CaptureState::Failed(CaptureProblem::Other(why)));
        if stop.wait(RETRY) {
            return;
        }
    }
}

enum Ended {
    Stopped,
    Died { pictures: u64 },
}

fn listen<F: Fn(u64, CaptureState)>(words: &Receiver<Word>, stop: &Stop, states: &mut States<F>) -> Ended {
    let mut live: Option<LiveInfo> = None;
    let mut pictures = 0;
    loop {
        select! {
            recv(stop.0) -> _ => return Ended::Stopped,
            recv(words) -> word => match word {
                Ok(Word::Opened(info)) => live = Some(info),
                Ok(Word::Picture) => {
                    pictures += 1;
                    if let Some(info) = live.take() {
                        states.tell(CaptureState::Live(info));
                    }
                }
                Ok(Word::Problem(problem)) => states.tell(CaptureState::Failed(problem)),
                Err(_) if stop.is_asked() => return Ended::Stopped,
                Err(_) => return Ended::Died { pictures },
            },
            default(SILENCE) => states.tell(CaptureState::Failed(CaptureProblem::Stalled)),
        }
    }
}

/// Waits until the camera thread has ended, for a bounded time.
fn let_go(words: &Receiver<Word>) {
    let deadline = Instant::now() + LETTING_GO;
    loop {
        match words.recv_deadline(deadline) {
            Ok(_late) => {}
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                log::warn!("the camera's driver does not answer; its thread is given up");
                return;
            }
        }
    }
}
