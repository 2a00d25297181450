//! Cameras and moods: whom the engine looks at, and what the listener wants done with the mood.

use super::{CameraSwitch, Core};
use crate::affect::Affect;
use crate::calibration::Calibration;
use crate::capture::CaptureState;
use crate::engine::event::{Event, RestWatch, Steering};
use crate::language::text;
use crate::mood::ListenerMood;
use crate::notice::{Level, Notice};
use crate::settings::Consent;
use crate::source::Source;
use crate::vision::{VisionError, VisionRequest};

impl Core {
    pub(super) fn camera(&mut self, switch: CameraSwitch) {
        let consent = match switch {
            CameraSwitch::Allow => Consent::Allowed,
            CameraSwitch::Decline => Consent::Declined,
            CameraSwitch::Off | CameraSwitch::On => self.settings.consent,
        };
        if consent != self.settings.consent {
            self.settings.consent = consent;
            self.keep_settings();
            self.outbox.push(Event::Consent(consent));
        }
        let on = match switch {
            CameraSwitch::Allow | CameraSwitch::On => consent == Consent::Allowed,
            CameraSwitch::Decline | CameraSwitch::Off => false,
        };
        self.watch(if on { Source::Camera(self.settings.camera) } else { Source::None });
    }

    pub(super) fn watch(&mut self, source: Source) {
        let source_is_none = source == Source::None;
        match self.watching.watch(source, self.settings.camera_size) {
            Ok(()) if source_is_none => self.outbox.push(Event::Capture(CaptureState::Off)),
            Ok(()) => {}
            Err(error) => self.blind(&error),
        }
        self.set_mood(ListenerMood::Unknown);
    }

    pub(super) fn blind(&mut self, error: &VisionError) {
        let text = text!("cannot-read-faces");
        self.outbox.push(Event::Notice(Notice::new(Level::Error, text).with_details(error)));
    }

    pub(super) fn set_mood(&mut self, mood: ListenerMood) {
        if mood != self.mood {
            self.mood = mood;
            self.mood_was_read();
            self.outbox.push(Event::Mood(mood));
            if !self.deck.is_running() {
                // No song to wait for: what is shown as next is what play would start.
                self.plan();
            }
        }
    }

    pub(super) fn watch_rest(&mut self) {
        if self.watching.ask(VisionRequest::WatchRest) {
            self.outbox.push(Event::RestWatch(RestWatch::Watching));
        } else {
            let text = text!("camera-needed");
            self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
        }
    }

    /// The resting face was watched; `None`: it was not seen for long enough.
    pub(super) fn rest_watched(&mut self, calibration: Option<Calibration>) {
        self.outbox.push(Event::RestWatch(RestWatch::Idle));
        if let Some(calibration) = calibration {
            self.recalibrate(calibration);
        } else {
            let text = text!("face-not-seen");
            self.outbox.push(Event::Notice(Notice::new(Level::Warning, text)));
        }
    }

    /// Where the music should be: the pinned mood, else the one the listener named, else the face's, else nowhere in
    /// particular.
    pub(super) fn wanted(&self) -> Option<Affect> {
        let pinned = self.steering.pinned.map(|pin| pin.affect(&self.settings.affect));
        let said = || self.listener.said().map(|emotion| self.settings.affect.get(emotion));
        pinned.or_else(said).or_else(|| self.mood.affect())
    }

    pub(super) fn steer(&mut self, steering: Steering) {
        self.steering = steering;
        self.lift = None;
        self.settings.mode = steering.mode;
        self.settings.goal = steering.goal;
        self.keep_settings();
        self.outbox.push(Event::Steering(steering));
        self.outbox.push(Event::LiftOffer(false));
        // Asked for by hand: the plan follows at once, the song goes on.
        self.take_back_prepared();
        self.plan();
    }
}
