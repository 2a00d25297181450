//! Pictures and videos as sources.

use std::ffi::OsStr;
use std::path::Path;
use std::time::{Duration, Instant};

use super::clip::Clip;
use super::outlet::{Outlet, States, Stop};
use super::{CaptureProblem, CaptureState, LiveInfo, LiveKind};
use crate::picture;

/// A picture is shown again this often, so that who joins late or smooths over time has something to see.
const STILL_STEP: Duration = Duration::from_millis(250);
/// The longer side of a picture that is shown, in pixels: what is on a screen, and faces enough for a listener.
const LONGEST_SIDE: u32 = 1920;
/// The most frames a second of a video: as a camera.
const VIDEO_FPS: f32 = 30.0;

/// Shows a picture as long as it is the source.
pub(super) fn show_picture<F: Fn(u64, CaptureState)>(
    path: &Path,
    mut outlet: Outlet,
    stop: &Stop,
    states: &mut States<F>,
) {
    let frame = match picture::load(path).and_then(|frame| picture::shrink(frame, LONGEST_SIDE)) {
        Ok(frame) => frame,
        Err(error) => return states.tell(failed(path, &error)),
    };
    let (width, height) = (frame.width(), frame.height());
    states.tell(CaptureState::Live(LiveInfo {
        name: name(path),
        width,
        height,
        fps: 0.0,
        kind: LiveKind::Picture,
    }));
    loop {
        let now = outlet.now();
        outlet.send(frame.clone(), now);
        if stop.wait(STILL_STEP) {
            return;
        }
    }
}

/// Plays a video once, at its own speed, or slower where reading it takes longer than that.
pub(super) fn play_video<F: Fn(u64, CaptureState)>(
    path: &Path,
    mut outlet: Outlet,
    stop: &Stop,
    states: &mut States<F>,
) {
    let clip = match Clip::open(path, VIDEO_FPS) {
        Ok(clip) => clip,
        Err(error) => return states.tell(failed(path, &error)),
    };
    let ((width, height), fps) = (clip.size(), clip.fps());
    let mut started = None;
    for frame in clip {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return states.tell(failed(path, &error)),
        };
        let started = *started.get_or_insert_with(|| {
            let kind = LiveKind::Video;
            states.tell(CaptureState::Live(LiveInfo { name: name(path), width, height, fps, kind }));
            Instant::now()
        });
        let due = started + Duration::from_secs_f64(frame.time_secs);
        if stop.wait(due.saturating_duration_since(Instant::now())) {
            return;
        }
        let time = frame.time_secs;
        outlet.send(frame, time);
    }
    states.tell(CaptureState::Ended);
}

fn failed(path: &Path, error: &impl std::fmt::Display) -> CaptureState {
    CaptureState::Failed(CaptureProblem::BadFile(format!("{}: {error}", name(path))))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(OsStr::new("file")).to_string_lossy().into_owned()
}
