//! What comes next: the DJ's plan, the user's queue, and what the player was given already.

use super::{Core, now};
use crate::engine::dj::{self, Albums, Lift, Plan};
use crate::engine::event::{Event, QueueEntry, QueuedBy};
use crate::engine::queue::{Queue, Repeat};
use crate::language::text;
use crate::mood::Mode;
use crate::notice::{Level, Notice};

/// How many tracks are planned ahead.
const PLANNED: usize = 10;
/// How many tracks of the user's list are told.
const SHOWN: usize = 100;

impl Core {
    /// Plans what comes after the user's own queue.
    pub(super) fn plan(&mut self) {
        if !self.settings.dj_fills {
            self.queue.set_plan(Vec::new());
            return self.tell_queue();
        }
        let goal = self.steering.goal.affect();
        if self.steering.mode == Mode::Match {
            self.lift = None;
        } else if self.lift.is_none() {
            self.lift = self.wanted().map(|from| Lift::begin(from, goal, PLANNED));
        }
        let mut recent = self.recent.clone();
        let ahead = self.deck.given().map(|entry| (entry.track.id, now()));
        recent.extend(ahead.filter(|(id, _)| self.recent.last().is_none_or(|(last, _)| last != id)));
        let plan = dj::plan(
            self.stock.catalogue(),
            &dj::Request {
                mood: self.wanted(),
                mode: self.steering.mode,
                goal,
                lift: self.planned_lift(),
                albums: if self.settings.whole_albums { Albums::Whole } else { Albums::Loose },
                recent: &recent,
                taste: self.settings.learning.then_some(&self.listener.taste),
                now: now(),
                seed: self.seed,
                count: PLANNED,
            },
        );
        self.tell_matches(&plan);
        let entries = plan
            .picks
            .into_iter()
            .filter_map(|pick| {
                let track = self.track(pick.id)?;
                Some(self.queue.entry(track, QueuedBy::Plan, pick.reason, Some(pick.target)))
            })
            .collect();
        self.queue.set_plan(entries);
        self.tell_queue();
    }

    /// Says once that nothing near the mood is left, until there is again.
    fn tell_matches(&mut self, plan: &Plan) {
        if !self.deck.is_running() {
            return;
        }
        if plan.out_of_matches && !self.out_of_matches {
            let text = text!("out-of-matches");
            self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
        }
        self.out_of_matches = plan.out_of_matches;
    }

    /// Changes the queue, and decides again what follows without a gap.
    pub(super) fn reconsider(&mut self, change: impl FnOnce(&mut Queue)) {
        let was_prepared = self.take_back_prepared();
        change(&mut self.queue);
        if was_prepared {
            self.prepare_successor();
        }
        self.tell_queue();
    }

    /// Gives the player what follows without a gap.
    pub(super) fn prepare_successor(&mut self) {
        let entry = self.take_successor();
        if let Some(entry) = &entry {
            self.know_album(&entry.track);
        }
        self.deck.prepare(entry);
    }

    pub(super) fn take_back_prepared(&mut self) -> bool {
        let Some(entry) = self.deck.take_prepared() else { return false };
        self.deck.prepare(None);
        self.queue.put_back(entry);
        true
    }

    pub(super) fn tell_queue(&mut self) {
        let entries = self.ahead(SHOWN);
        self.deck.expect(&entries);
        self.outbox.push(Event::Queue(entries.into()));
        self.tell_order();
    }

    /// What comes next, as far as `listed` tracks of the user's list.
    pub(super) fn ahead(&mut self, listed: usize) -> Vec<QueueEntry> {
        let mut entries: Vec<QueueEntry> = self.deck.prepared().into_iter().cloned().collect();
        let slots = self.queue.listed().iter().take(listed).copied().collect::<Vec<_>>();
        entries.extend(slots.into_iter().filter_map(|slot| self.listed(slot.key, slot.id)));
        if self.queue.repeat() != Repeat::All && self.queue.listed().len() <= listed {
            entries.extend_from_slice(self.queue.planned());
        }
        entries
    }
}
