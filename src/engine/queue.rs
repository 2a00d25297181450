//! What comes next: what the user asked for, then what the DJ plans. Pure; knows nothing of the player.

use std::sync::Arc;

use super::event::{QueueEntry, QueuedBy};
use crate::affect::Affect;
use crate::library::Track;

/// The reason shown for a track the user chose.
pub const CHOSEN: &str = "You chose this.";

/// The queue and the plan behind it.
#[derive(Debug, Default)]
pub struct Queue {
    user: Vec<QueueEntry>,
    plan: Vec<QueueEntry>,
    /// The user's part before the last change.
    before: Option<Vec<QueueEntry>>,
    last_key: u64,
}

impl Queue {
    /// A new entry with a key of its own.
    pub fn entry(
        &mut self,
        track: Arc<Track>,
        by: QueuedBy,
        reason: String,
        target: Option<Affect>,
    ) -> QueueEntry {
        self.last_key += 1;
        QueueEntry { key: self.last_key, track, by, reason, target }
    }

    /// An entry for a track the user asked for.
    pub fn chosen(&mut self, track: Arc<Track>) -> QueueEntry {
        self.entry(track, QueuedBy::User, CHOSEN.to_owned(), None)
    }

    /// Adds a track behind the user's other ones.
    pub fn enqueue(&mut self, track: Arc<Track>) {
        self.remember();
        let entry = self.chosen(track);
        self.user.push(entry);
    }

    /// Puts a track before everything else.
    pub fn enqueue_first(&mut self, track: Arc<Track>) {
        self.remember();
        let entry = self.chosen(track);
        self.user.insert(0, entry);
    }

    /// Adds tracks behind the user's other ones, or before everything else.
    pub fn enqueue_all(&mut self, tracks: Vec<Arc<Track>>, first: bool) {
        self.remember();
        let entries: Vec<QueueEntry> = tracks.into_iter().map(|track| self.chosen(track)).collect();
        let at = if first { 0 } else { self.user.len() };
        self.user.splice(at..at, entries);
    }

    /// Takes an entry out; planned ones too, until the next plan.
    pub fn remove(&mut self, key: u64) {
        if self.user.iter().any(|e| e.key == key) {
            self.remember();
            self.user.retain(|e| e.key != key);
        }
        self.plan.retain(|e| e.key != key);
    }

    /// Takes back the last change of the user's part. A second call takes back the taking back.
    pub fn undo(&mut self) {
        if let Some(before) = self.before.take() {
            self.before = Some(std::mem::replace(&mut self.user, before));
        }
    }

    /// Replaces the plan.
    pub fn set_plan(&mut self, plan: Vec<QueueEntry>) {
        self.plan = plan;
    }

    /// Takes out what plays next.
    pub fn take(&mut self) -> Option<QueueEntry> {
        if !self.user.is_empty() {
            return Some(self.user.remove(0));
        }
        (!self.plan.is_empty()).then(|| self.plan.remove(0))
    }

    /// Puts back what was taken and did not play.
    pub fn put_back(&mut self, entry: QueueEntry) {
        match entry.by {
            QueuedBy::User => self.user.insert(0, entry),
            QueuedBy::Plan => self.plan.insert(0, entry),
        }
    }

    /// Everything in order.
    pub fn entries(&self) -> impl Iterator<Item = &QueueEntry> {
        self.user.iter().chain(&self.plan)
    }

    fn remember(&mut self) {
        self.before = Some(self.user.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::track;

    fn titles(queue: &Queue) -> Vec<String> {
        queue.entries().map(|e| e.track.tags.title.clone()).collect()
    }

    fn planned(queue: &mut Queue, title: &str) -> QueueEntry {
        queue.entry(Arc::new(track(9, title)), QueuedBy::Plan, "near".into(), None)
    }

    #[test]
    fn what_the_user_asked_for_comes_before_the_plan() {
        let mut queue = Queue::default();
        let plan = vec![planned(&mut queue, "plan")];
        queue.set_plan(plan);
        queue.enqueue(Arc::new(track(1, "a")));
        queue.enqueue_first(Arc::new(track(2, "b")));
        assert_eq!(titles(&queue), ["b", "a", "plan"]);
        assert_eq!(queue.take().unwrap().track.tags.title, "b");
    }

    #[test]
    fn removing_is_undone() {
        let mut queue = Queue::default();
        queue.enqueue(Arc::new(track(1, "a")));
        queue.enqueue(Arc::new(track(2, "b")));
        let key = queue.entries().next().unwrap().key;
        queue.remove(key);
        assert_eq!(titles(&queue), ["b"]);
        queue.undo();
        assert_eq!(titles(&queue), ["a", "b"]);
    }

    #[test]
    fn what_was_put_back_plays_next_again() {
        let mut queue = Queue::default();
        queue.enqueue(Arc::new(track(1, "a")));
        queue.enqueue(Arc::new(track(2, "b")));
        let first = queue.take().unwrap();
        queue.put_back(first);
        assert_eq!(titles(&queue), ["a", "b"]);
    }

    #[test]
    fn keys_are_never_used_twice() {
        let mut queue = Queue::default();
        let (a, b) = (planned(&mut queue, "a"), planned(&mut queue, "a"));
        assert_ne!(a.key, b.key);
    }
}
