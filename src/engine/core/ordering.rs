//! The user's list, and how it is played: shuffle, repeat, stop after this track, sleep.

use std::time::{Duration, Instant};

use super::Core;
use crate::engine::event::{Event, Order, QueueEntry, QueuedBy};
use crate::engine::queue::{CHOSEN, Next, REPEATED, Repeat};
use crate::engine::sleep::{Deed, Sleep};
use crate::library::TrackId;

impl Core {
    /// Plays these in order from number `start` on, in place of the user's list and of what plays.
    pub(super) fn play_all(&mut self, tracks: &[TrackId], start: usize) {
        if tracks.is_empty() {
            return;
        }
        self.play_when_stocked = false;
        self.leave_track();
        self.take_back_prepared();
        self.queue.replace(tracks, start);
        self.play_next();
        self.tell_queue();
    }

    /// Plays this now; the list waits and goes on after it.
    pub(super) fn play_now(&mut self, id: TrackId) {
        self.play_when_stocked = false;
        self.leave_track();
        self.take_back_prepared();
        self.queue.enqueue_first(&[id]);
        self.play_next();
        self.tell_queue();
    }

    /// Plays an entry of the queue now; the others wait.
    pub(super) fn play_queued(&mut self, key: u64) {
        self.leave_track();
        self.take_back_prepared();
        self.queue.move_first(key);
        self.play_next();
        self.tell_queue();
    }

    pub(super) fn set_shuffle(&mut self, shuffle: bool) {
        self.reconsider(|queue| queue.set_shuffle(shuffle));
        self.tell_order();
    }

    pub(super) fn set_repeat(&mut self, repeat: Repeat) {
        self.reconsider(|queue| queue.set_repeat(repeat));
        self.tell_order();
    }

    pub(super) fn stop_after_track(&mut self, stop: bool) {
        self.stop_after = stop;
        self.reconsider(|_| {});
        self.tell_order();
    }

    pub(super) fn sleep_after(&mut self, after: Option<Duration>) {
        let now = Instant::now();
        if self.sleep.touches_volume(now) {
            self.deck.set_volume(self.settings.volume);
        }
        self.sleep = after.map_or(Sleep::Off, |time| Sleep::after(time, now));
        self.tell_order();
    }

    /// When the engine must look at the clock again.
    pub fn wakes_at(&self) -> Option<Instant> {
        self.sleep.wakes_at(Instant::now())
    }

    /// Looks at the clock.
    pub fn tick(&mut self) {
        match self.sleep.look(Instant::now()) {
            Deed::None => {}
            Deed::Fade(share) => self.deck.set_volume(self.settings.volume * share),
            Deed::Pause => {
                self.pause();
                self.tell_order();
            }
            Deed::Restore => self.deck.set_volume(self.settings.volume),
        }
    }

    /// What follows the current track when it ends by itself.
    pub(super) fn take_successor(&mut self) -> Option<QueueEntry> {
        if self.stop_after {
            return None;
        }
        if self.queue.repeat() == Repeat::One
            && let Some(now) = self.deck.state().now()
        {
            let track = now.track.clone();
            return Some(self.queue.entry(track, QueuedBy::User, REPEATED.into(), None));
        }
        self.take_next()
    }

    /// Takes out what plays next; tracks that left the library are passed over.
    pub(super) fn take_next(&mut self) -> Option<QueueEntry> {
        // A list that is repeated and holds no track any more has no end.
        for _ in 0..=self.queue.len() {
            match self.queue.take()? {
                Next::Planned(entry) => return Some(entry),
                Next::Listed(slot) => {
                    if let Some(entry) = self.listed(slot.key, slot.id) {
                        return Some(entry);
                    }
                }
            }
        }
        None
    }

    /// A place of the list with its track.
    pub(super) fn listed(&mut self, key: u64, id: TrackId) -> Option<QueueEntry> {
        let track = self.track(id)?;
        Some(QueueEntry { key, track, by: QueuedBy::User, reason: CHOSEN.into(), target: None })
    }

    pub(super) fn tell_order(&mut self) {
        self.outbox.push(Event::Order(Order {
            shuffle: self.queue.is_shuffled(),
            repeat: self.queue.repeat(),
            stop_after: self.stop_after,
            sleep_at: self.sleep.end(),
            queued: self.queue.listed().len(),
        }));
        self.remember_session();
    }
}
