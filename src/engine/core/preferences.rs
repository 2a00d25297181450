//! Settings: taking changes in, what follows from them at once, and keeping them.

use std::io;
use std::sync::Arc;
use std::thread;

use super::{CameraSwitch, Core, Input};
use crate::capture;
use crate::engine::event::{Event, Steering};
use crate::language::text;
use crate::notice::{Level, Notice};
use crate::player;
use crate::settings::{Change, Consent};

impl Core {
    #[allow(clippy::wildcard_enum_match_arm, reason = "most settings go one way")]
    pub(super) fn change_setting(&mut self, change: Change) {
        match change {
            // What the listener does by other means as well goes the same way.
            Change::Consent(Consent::Allowed) => self.camera(CameraSwitch::Allow),
            Change::Consent(Consent::Declined) => self.camera(CameraSwitch::Decline),
            Change::Mode(mode) => self.steer(Steering { mode, ..self.steering }),
            Change::Goal(goal) => self.steer(Steering { goal, ..self.steering }),
            Change::Volume(volume) => self.set_volume(volume),
            change => {
                if self.settings.change(change.clone()) {
                    self.keep_settings();
                    self.follow(&change);
                }
            }
        }
    }

    /// What a change that was taken in brings about at once. Most settings are read when they are needed.
    #[allow(clippy::wildcard_enum_match_arm, reason = "most settings need nothing done at once")]
    fn follow(&mut self, change: &Change) {
        match change {
            Change::ListenInBackground(_) => self.listen(),
            Change::Camera(_) | Change::CameraSize(_) if self.watching.looks_through_a_camera() => {
                self.camera(CameraSwitch::On);
            }
            Change::Detector(detector) => {
                if let Err(error) = self.watching.look_with(|config| config.detector = *detector) {
                    self.blind(&error);
                }
            }
            Change::Affect(table) => {
                if let Err(error) = self.watching.look_with(|config| config.table = *table) {
                    self.blind(&error);
                }
                self.take_back_prepared();
                self.plan();
            }
            Change::Output(device) => self.deck.set_device(device.clone()),
            Change::Learning(_) | Change::WholeAlbums(_) | Change::DjFills(_) => {
                self.take_back_prepared();
                self.plan();
            }
            Change::Journal(_) => self.tick_journal(),
            Change::Loudness(_)
            | Change::LoudnessPreAmp(_)
            | Change::PreventClipping(_)
            | Change::Crossfade(_)
            | Change::TrimSilence(_)
            | Change::Equalizer(_)
            | Change::Balance(_)
            | Change::Speed(_) => self.deck.set_sound(self.settings.sound()),
            Change::WatchFolders(_) => self.follow_watch_setting(),
            Change::WriteRatings(_) => self.write_marks(),
            _ => {}
        }
    }

    /// Asking each camera takes its time, too.
    pub(super) fn list_cameras(&mut self) {
        let inbox = self.inbox.clone();
        let asked = thread::Builder::new().name("cameras".into()).spawn(move || {
            let _engine_gone = inbox.send(Input::Cameras(capture::cameras()));
        });
        if let Err(error) = asked {
            log::warn!("the cameras cannot be looked for: {error}");
        }
    }

    /// Asking each sound card takes its time: a thread of its own does it.
    pub(super) fn list_outputs(&mut self) {
        let inbox = self.inbox.clone();
        let asked = thread::Builder::new().name("sound devices".into()).spawn(move || {
            let _engine_gone = inbox.send(Input::Outputs(player::outputs()));
        });
        if let Err(error) = asked {
            log::warn!("the sound devices cannot be looked for: {error}");
        }
    }

    /// Tells the settings as they are now, and has them written.
    pub(super) fn keep_settings(&mut self) {
        self.outbox.push(Event::Settings(Arc::new(self.settings.clone())));
        self.save_settings();
    }

    /// Has the settings written without telling: for what has an event of its own.
    pub(super) fn save_settings(&mut self) {
        if self.keeps_settings {
            self.saver.save_settings(&self.settings);
        }
    }

    pub(super) fn not_saved(&mut self, error: &io::Error) {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let text = if matches!(error.kind(), StorageFull | QuotaExceeded) {
            text!("settings-not-saved-full")
        } else if matches!(error.kind(), ReadOnlyFilesystem | PermissionDenied) {
            text!("settings-not-saved-read-only")
        } else {
            text!("settings-not-saved")
        };
        self.outbox.push(Event::Notice(Notice::new(Level::Warning, text).with_details(error)));
    }
}
