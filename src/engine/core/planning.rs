//! What comes next: the DJ's plan, the user's queue, and what the player was given already.

use std::sync::Arc;

use super::{Core, Lift, now};
use crate::engine::dj;
use crate::engine::event::{Event, QueueEntry, QueuedBy};
use crate::engine::queue::Queue;
use crate::library::{Track, TrackId};
use crate::mood::Mode;

/// How many tracks are planned ahead.
const PLANNED: usize = 10;
/// Tracks put into the queue at once, at most: days of music.
const QUEUED: usize = 1_000;

impl Core {
    /// Plans what comes after the user's own queue.
    pub(super) fn plan(&mut self) {
        let candidates = match self.candidates.take() {
            Some(candidates) => candidates,
            None => match self.library.candidates() {
                Ok(candidates) => candidates,
                Err(error) => return self.library_failed(&error),
            },
        };
        let mut recent = self.recent.clone();
        recent.extend(self.deck.given().map(|entry| (entry.track.id, now())));
        if self.lift.is_none() && self.steering.mode == Mode::Lift {
            self.lift = self.wanted().map(|from| Lift { from, played: 0 });
        }
        let picks = dj::plan(
            &candidates,
            &dj::Request {
                mood: self.lift.as_ref().map(|lift| lift.from).or_else(|| self.wanted()),
                mode: self.steering.mode,
                goal: self.steering.goal.affect(),
                progress: self.lift.as_ref().map_or(0, |lift| lift.played),
                recent: &recent,
                now: now(),
                seed: self.seed.wrapping_add(self.recent.len() as u64),
                count: PLANNED,
            },
        );
        self.candidates = Some(candidates);
        let plan = picks
            .into_iter()
            .filter_map(|pick| {
                let track = self.track(pick.id)?;
                Some(self.queue.entry(track, QueuedBy::Plan, pick.reason, Some(pick.target)))
            })
            .collect();
        self.queue.set_plan(plan);
        self.tell_queue();
    }

    pub(super) fn change_queue(&mut self, id: TrackId, change: fn(&mut Queue, Arc<Track>)) {
        if let Some(track) = self.track(id) {
            self.reconsider(|queue| change(queue, track));
        }
    }

    pub(super) fn play_now(&mut self, id: TrackId) {
        if let Some(track) = self.track(id) {
            self.leave_track();
            let entry = self.queue.chosen(track);
            self.deck.play(entry);
        }
    }

    pub(super) fn play_tracks(&mut self, ids: &[TrackId]) {
        let Some((first, others)) = ids.split_first() else { return };
        self.queue_tracks(others, true);
        self.play_now(*first);
    }

    pub(super) fn queue_tracks(&mut self, ids: &[TrackId], first: bool) {
        let tracks: Vec<Arc<Track>> = ids.iter().take(QUEUED).filter_map(|id| self.track(*id)).collect();
        if !tracks.is_empty() {
            self.reconsider(|queue| queue.enqueue_all(tracks, first));
        }
    }

    /// Changes the queue, and decides again what follows without a gap.
    pub(super) fn reconsider(&mut self, change: impl FnOnce(&mut Queue)) {
        let was_prepared = self.take_back_prepared();
        change(&mut self.queue);
        if was_prepared {
            let entry = self.queue.take();
            self.deck.prepare(entry);
        }
        self.tell_queue();
    }

    pub(super) fn take_back_prepared(&mut self) -> bool {
        let Some(entry) = self.deck.take_prepared() else { return false };
        self.deck.prepare(None);
        self.queue.put_back(entry);
        true
    }

    pub(super) fn tell_queue(&mut self) {
        let entries: Vec<QueueEntry> =
            self.deck.prepared().into_iter().chain(self.queue.entries()).cloned().collect();
        self.outbox.push(Event::Queue(entries.into()));
    }
}
