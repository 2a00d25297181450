//! Camera, face and mood, as far as the window knows them.

use std::sync::Arc;

use crate::affect::Affect;
use crate::capture::{CameraInfo, CaptureState};
use crate::engine::RestWatch;
use crate::mood::ListenerMood;
use crate::settings::Consent;
use crate::vision::Report;

/// Points of the trail kept on the mood plane.
const TRAIL: usize = 48;
/// The trail grows when the mood has moved this far on the plane.
const TRAIL_STEP: f32 = 0.03;

/// What the camera does and shows.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// May the camera be used?
    pub consent: Consent,
    /// What the source of frames does.
    pub capture: CaptureState,
    /// The newest look at a frame; none unless the source is live.
    pub report: Option<Arc<Report>>,
    /// The smoothed mood.
    pub mood: ListenerMood,
    /// Is the listener's resting face being watched?
    pub rest_watch: RestWatch,
    /// The cameras there are, as they were last looked for.
    pub cameras: Arc<[CameraInfo]>,
    /// Where the mood was, oldest first.
    pub trail: Vec<Affect>,
}

impl Sight {
    /// The source of frames is on, even when it has trouble at the moment.
    pub const fn is_on(&self) -> bool {
        match self.capture {
            CaptureState::Off => false,
            CaptureState::Opening | CaptureState::Live(_) | CaptureState::Failed(_) | CaptureState::Ended => {
                true
            }
        }
    }

    pub(super) fn set_consent(&mut self, consent: Consent) {
        self.consent = consent;
    }

    /// A source that is not live shows no old picture.
    pub(super) fn set_capture(&mut self, state: CaptureState) {
        if matches!(state, CaptureState::Off | CaptureState::Opening | CaptureState::Failed(_)) {
            self.report = None;
        }
        if state == CaptureState::Off {
            self.trail.clear();
        }
        self.capture = state;
    }

    pub(super) fn see(&mut self, report: Arc<Report>) {
        if matches!(self.capture, CaptureState::Live(_) | CaptureState::Ended) {
            self.report = Some(report);
        }
    }

    pub(super) fn set_mood(&mut self, mood: ListenerMood) {
        self.mood = mood;
        let Some(affect) = mood.affect() else { return };
        if self.trail.last().is_none_or(|last| last.distance(affect) >= TRAIL_STEP) {
            if self.trail.len() == TRAIL {
                self.trail.remove(0);
            }
            self.trail.push(affect);
        }
    }
}
