//! The session: taking up the last one, and keeping this one as it goes.

use std::time::{Duration, Instant};

use super::Core;
use crate::engine::event::{Playback, QueueEntry, QueuedBy};
use crate::engine::session::{Current, Place, Session};
use crate::library::TrackId;
use crate::settings::Resume;

/// How often the position is kept while music plays; what a crash may cost of it.
const EVERY: Duration = Duration::from_secs(3);

impl Core {
    /// Takes up the last session: its queue at once, its track when it is asked to play or was playing.
    pub(super) fn restore(&mut self, session: &Session) {
        self.queue.restore(&session.list);
        let Some(current) = &session.current else { return };
        let Some(entry) = self.restored(current) else { return };
        let position = Duration::try_from_secs_f64(current.position).unwrap_or_default();
        self.deck.hold(entry, position);
        if !current.paused && self.settings.resume == Resume::AsLeft {
            self.deck.resume();
        }
    }

    fn restored(&mut self, current: &Current) -> Option<QueueEntry> {
        let id = TrackId(current.track);
        if current.listed
            && let Some(slot) = self.queue.given_last(None).filter(|slot| slot.id == id)
        {
            return self.listed(slot.key, id);
        }
        let track = self.track(id)?;
        let by = if current.target.is_some() { QueuedBy::Plan } else { QueuedBy::User };
        Some(self.queue.entry(track, by, current.reason.as_str().into(), current.target))
    }

    /// Something changed that the next run shall know.
    pub(super) fn remember_session(&mut self) {
        if self.keeps_session {
            self.session_number = fastrand::u64(..=i64::MAX.unsigned_abs());
            self.remembered = Instant::now();
            self.saver.save_session(self.session());
        }
    }

    /// The position moved.
    pub(super) fn remember_position(&mut self, position: Duration) {
        if self.keeps_session && self.remembered.elapsed() >= EVERY {
            self.remembered = Instant::now();
            self.saver.save_place(Place { session: self.session_number, position: position.as_secs_f64() });
        }
    }

    fn session(&self) -> Session {
        let paused = matches!(self.deck.state(), Playback::Paused(_));
        let prepared = self.deck.prepared().map(|entry| entry.key);
        let current = self.deck.playing().map(|(entry, position)| Current {
            track: entry.track.id.0,
            position: position.as_secs_f64(),
            paused,
            listed: self.queue.given_last(prepared).is_some_and(|slot| slot.key == entry.key),
            reason: entry.reason.shown(),
            target: entry.target,
        });
        Session { list: self.queue.list(prepared), current, number: self.session_number }
    }
}
