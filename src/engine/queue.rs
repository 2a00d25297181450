//! What comes next. Pure; knows nothing of the player or of files.
//!
//! Two things stand behind each other:
//!
//! 1. The **list** is the user's: tracks queued one by one, or "play all of these". A cursor runs through it. What lies
//!    before the cursor was given out; it stays in the list until the list is over, so that "repeat all" can start it
//!    again. *Play next* inserts at the cursor, *add* at the end, *play all* replaces the list, which can be undone.
//! 2. The **plan** is the DJ's. It is given out only when the cursor is at the list's end, and is made anew at the end of
//!    each track. When the first planned track is heard, the list is over and forgotten. Without a DJ (a plain player)
//!    the plan is always empty, and the music ends with the list.
//!
//! *Shuffle* permutes what is ahead of the cursor once, and keeps that order: each track comes exactly once, and the
//! order survives a restart. Each slot remembers its place in the order without shuffle, so switching it off puts what
//! is still ahead back in order. The DJ has an order of its own and is not shuffled. *Repeat all* repeats the list, in a
//! new permutation when shuffled; as long as it is on, the DJ waits. *Repeat one* belongs to whoever asks what follows a
//! track that ended by itself; skipping goes on in the list.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::event::{QueueEntry, QueuedBy};
use crate::affect::Affect;
use crate::language::{Key, Text, key};
use crate::library::{Track, TrackId};

/// The reason shown for a track the user chose.
pub const CHOSEN: Key = key!("chosen-by-you");
/// The reason shown for a track that is repeated.
pub const REPEATED: Key = key!("repeated-by-you");

/// What happens at an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Repeat {
    /// What comes next plays.
    #[default]
    Off,
    /// A track that ends begins again.
    One,
    /// The user's list begins again.
    All,
}

/// One place in the user's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Stable name of this place.
    pub key: u64,
    /// The track.
    pub id: TrackId,
    /// Its place in the order without shuffle; equal places keep the order they stand in.
    pub place: u64,
}

/// What is given out to play.
#[derive(Clone, Debug)]
pub enum Next {
    /// A place of the user's list.
    Listed(Slot),
    /// A track of the plan.
    Planned(QueueEntry),
}

/// The list as it can be kept: what [`Queue::restore`] takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Tracks in order, each with its place in the order without shuffle.
    pub tracks: Vec<(TrackId, u64)>,
    /// How many of them were given out.
    pub given: usize,
    /// Are those ahead in a random order?
    pub shuffle: bool,
    /// What happens at its end.
    pub repeat: Repeat,
}

/// The list and the plan behind it.
#[derive(Debug)]
pub struct Queue {
    list: Vec<Slot>,
    /// Slots before this one were given out.
    cursor: usize,
    plan: Vec<QueueEntry>,
    shuffle: bool,
    repeat: Repeat,
    /// List, cursor and plan before the last change.
    before: Option<(Vec<Slot>, usize, Vec<QueueEntry>)>,
    last_key: u64,
    random: fastrand::Rng,
}

impl Queue {
    /// An empty queue; the seed decides its shuffles.
    pub fn new(seed: u64) -> Self {
        Self {
            list: Vec::new(),
            cursor: 0,
            plan: Vec::new(),
            shuffle: false,
            repeat: Repeat::Off,
            before: None,
            last_key: 0,
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// A new entry with a key of its own.
    pub fn entry(
        &mut self,
        track: Arc<Track>,
        by: QueuedBy,
        reason: Text,
        target: Option<Affect>,
    ) -> QueueEntry {
        QueueEntry { key: self.new_key(), track, by, reason, target }
    }

    /// Is the list ahead in a random order?
    pub const fn is_shuffled(&self) -> bool {
        self.shuffle
    }

    /// What happens at an end.
    pub const fn repeat(&self) -> Repeat {
        self.repeat
    }

    /// What shall happen at an end.
    pub const fn set_repeat(&mut self, repeat: Repeat) {
        self.repeat = repeat;
    }

    /// The list as it can be kept; an entry given out in advance counts as still ahead.
    pub fn list(&self, in_advance: Option<u64>) -> List {
        List {
            tracks: self.list.iter().map(|slot| (slot.id, slot.place)).collect(),
            given: self.heard(in_advance),
            shuffle: self.shuffle,
            repeat: self.repeat,
        }
    }

    /// Takes a kept list up again, in the very order it had.
    pub fn restore(&mut self, list: &List) {
        self.list.clear();
        for &(id, place) in &list.tracks {
            let key = self.new_key();
            self.list.push(Slot { key, id, place });
        }
        self.cursor = list.given.min(self.list.len());
        self.shuffle = list.shuffle;
        self.repeat = list.repeat;
    }

    /// The slot given out last, except for an entry given out in advance: what plays, when it is the list that plays.
    pub fn given_last(&self, in_advance: Option<u64>) -> Option<Slot> {
        self.list.get(self.heard(in_advance).checked_sub(1)?).copied()
    }

    fn heard(&self, in_advance: Option<u64>) -> usize {
        let last = self.cursor.checked_sub(1);
        match last.and_then(|index| self.list.get(index)) {
            Some(slot) if Some(slot.key) == in_advance => self.cursor - 1,
            Some(_) | None => self.cursor,
        }
    }

    /// Entries of the whole list, heard or not.
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds tracks behind the user's other ones.
    pub fn enqueue(&mut self, tracks: &[TrackId]) {
        self.remember();
        let end = self.list.iter().map(|slot| slot.place + 1).max().unwrap_or(0);
        self.insert(self.list.len(), tracks, |index| end + index);
    }

    /// Puts tracks before everything else.
    pub fn enqueue_first(&mut self, tracks: &[TrackId]) {
        self.remember();
        self.insert(self.cursor, tracks, |_| 0);
        self.settle_places();
    }

    /// Replaces the list by these tracks and stands before number `start` of them; shuffled, that one still comes first.
    pub fn replace(&mut self, tracks: &[TrackId], start: usize) {
        self.remember();
        self.list.clear();
        self.insert(0, tracks, |index| index);
        self.cursor = start.min(self.list.len().saturating_sub(1));
        if self.shuffle && !self.list.is_empty() {
            self.list.swap(0, self.cursor);
            self.cursor = 0;
            self.random.shuffle(&mut self.list[1..]);
        }
    }

    /// Takes an entry out; planned ones too, until the next plan.
    pub fn remove(&mut self, key: u64) {
        self.remember();
        if let Some(index) = self.ahead(key) {
            self.list.remove(index);
        }
        self.plan.retain(|entry| entry.key != key);
    }

    /// Moves an entry before another one of the list, or to the list's end. A planned one becomes the user's.
    pub fn move_before(&mut self, key: u64, before: Option<u64>) {
        if before == Some(key) {
            return;
        }
        self.remember();
        let slot = if let Some(index) = self.ahead(key) {
            self.list.remove(index)
        } else if let Some(index) = self.plan.iter().position(|entry| entry.key == key) {
            let entry = self.plan.remove(index);
            Slot { key, id: entry.track.id, place: 0 }
        } else {
            return;
        };
        let target = before.and_then(|before| self.ahead(before)).unwrap_or(self.list.len());
        self.list.insert(target, slot);
        self.settle_places();
    }

    /// Moves an entry before everything else.
    pub fn move_first(&mut self, key: u64) {
        let first = self.listed().first().map(|slot| slot.key);
        self.move_before(key, first);
    }

    /// Empties the list; what plays goes on.
    pub fn clear(&mut self) {
        self.remember();
        self.list.clear();
        self.cursor = 0;
    }

    /// Takes back the last change. A second call takes back the taking back.
    pub fn undo(&mut self) {
        if let Some((list, cursor, plan)) = self.before.take() {
            self.remember();
            (self.list, self.cursor, self.plan) = (list, cursor, plan);
        }
    }

    /// Puts what is ahead into a random order, or back in order.
    pub fn set_shuffle(&mut self, shuffle: bool) {
        if shuffle == self.shuffle {
            return;
        }
        self.shuffle = shuffle;
        if shuffle {
            self.random.shuffle(&mut self.list[self.cursor..]);
        } else {
            self.list[self.cursor..].sort_by_key(|slot| slot.place);
        }
    }

    /// Replaces the plan.
    pub fn set_plan(&mut self, plan: Vec<QueueEntry>) {
        self.plan = plan;
    }

    /// Takes out what plays next.
    pub fn take(&mut self) -> Option<Next> {
        if self.cursor == self.list.len() && self.repeat == Repeat::All {
            self.begin_again();
        }
        if let Some(slot) = self.list.get(self.cursor).copied() {
            self.cursor += 1;
            self.given_in_memory(slot.key);
            return Some(Next::Listed(slot));
        }
        (!self.plan.is_empty()).then(|| Next::Planned(self.plan.remove(0)))
    }

    /// Puts back what was taken and did not play, or shall play again after what is taken next.
    pub fn put_back(&mut self, entry: QueueEntry) {
        if self.given_last(None).is_some_and(|slot| slot.key == entry.key) {
            self.cursor -= 1;
        } else if entry.by == QueuedBy::Plan {
            self.plan.insert(0, entry);
        }
    }

    /// What was put back is heard all the same: gives it out.
    pub fn give(&mut self, key: u64) {
        if let Some(index) = self.ahead(key) {
            self.list[self.cursor..=index].rotate_right(1);
            self.cursor += 1;
        }
        self.plan.retain(|entry| entry.key != key);
    }

    /// A planned track is heard: the list is over.
    pub fn end_list(&mut self) {
        if self.cursor == self.list.len() {
            self.list.clear();
            self.cursor = 0;
        }
    }

    /// What is ahead in the list.
    pub fn listed(&self) -> &[Slot] {
        &self.list[self.cursor..]
    }

    /// What is planned behind the list.
    pub fn planned(&self) -> &[QueueEntry] {
        &self.plan
    }

    fn new_key(&mut self) -> u64 {
        self.last_key += 1;
        self.last_key
    }

    fn insert(&mut self, at: usize, tracks: &[TrackId], place: impl Fn(u64) -> u64) {
        let mut slots = Vec::with_capacity(tracks.len());
        for (index, id) in tracks.iter().enumerate() {
            slots.push(Slot { key: self.new_key(), id: *id, place: place(index as u64) });
        }
        self.list.splice(at..at, slots);
    }

    /// Where in the list an entry is that was not given out.
    fn ahead(&self, key: u64) -> Option<usize> {
        self.listed().iter().position(|slot| slot.key == key).map(|index| index + self.cursor)
    }

    /// The order by hand is the order, unless it is shuffled.
    fn settle_places(&mut self) {
        if !self.shuffle {
            for (index, slot) in self.list.iter_mut().enumerate() {
                slot.place = index as u64;
            }
        }
    }

    /// The list from its start, in another order than last time when shuffled.
    fn begin_again(&mut self) {
        let last = self.given_last(None).map(|slot| slot.key);
        self.cursor = 0;
        if self.shuffle {
            self.random.shuffle(&mut self.list);
            if self.list.len() > 1 && self.list.first().map(|slot| slot.key) == last {
                let other = self.random.usize(1..self.list.len());
                self.list.swap(0, other);
            }
        } else {
            self.list.sort_by_key(|slot| slot.place);
        }
        // The same track in another round is another entry.
        for index in 0..self.list.len() {
            self.list[index].key = self.new_key();
        }
    }

    fn remember(&mut self) {
        self.before = Some((self.list.clone(), self.cursor, self.plan.clone()));
    }

    /// What is given out after a change does not come again when the change is undone.
    fn given_in_memory(&mut self, key: u64) {
        if let Some((list, cursor, _)) = &mut self.before
            && let Some(index) = list.iter().position(|slot| slot.key == key).filter(|index| index >= cursor)
        {
            let slot = list.remove(index);
            list.insert(*cursor, slot);
            *cursor += 1;
        }
    }
}

#[cfg(test)]
mod tests;
