//! Events on their way out, to every listener: the one the engine was started by, and those that came later.
//! Each has a [`Mailbox`] of its own, so that a slow one holds up nobody.

use std::time::Duration;

use super::Event;
use super::mailbox::Mailbox;
use super::snapshot::Snapshot;

/// Seconds between two moments of music for those who can do without.
const SELDOM: u64 = 10;

/// How often a subscriber is told where playing is as time passes. A jump is told at once in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Each second.
    Seconds,
    /// Every ten seconds: each time wakes a thread, which costs more than what it is told.
    Seldom,
}

/// All listeners, and what they have been told.
pub struct Outbox {
    /// Gets everything. It asks the questions and has the window, so some events are for it alone.
    owner: Mailbox,
    subscribers: Vec<(Mailbox, Pace)>,
    told: Snapshot,
}

impl Outbox {
    /// An outbox with its first listener.
    pub fn new(owner: Mailbox) -> Self {
        Self { owner, subscribers: Vec::new(), told: Snapshot::default() }
    }

    /// Adds a listener, who is told first how things stand.
    pub fn add(&mut self, mut subscriber: Mailbox, pace: Pace) {
        for event in self.told.events() {
            subscriber.push(event);
        }
        self.subscribers.push((subscriber, pace));
    }

    /// Tells all listeners.
    pub fn push(&mut self, event: Event) {
        self.told.apply(&event);
        if !is_for_owner(&event) {
            self.tell_subscribers(&event, |_| true);
        }
        self.owner.push(event);
    }

    /// Tells where playing is as time passes: the owner each time, the others at their pace.
    pub fn push_moment(&mut self, position: Duration) {
        let event = Event::Position(position);
        let (now, before) = (position.as_secs(), self.told.music.position.as_secs());
        // A track that begins again has jumped.
        let jumped = position < self.told.music.position;
        self.told.apply(&event);
        if now != before || jumped {
            let passed = now / SELDOM != before / SELDOM;
            self.tell_subscribers(&event, |pace| jumped || passed || pace == Pace::Seconds);
        }
        self.owner.push(event);
    }

    fn tell_subscribers(&mut self, event: &Event, wants: impl Fn(Pace) -> bool) {
        for (subscriber, _) in self.subscribers.iter_mut().filter(|(_, pace)| wants(*pace)) {
            subscriber.push(event.clone());
        }
        self.subscribers.retain(|(subscriber, _)| !subscriber.is_gone());
    }

    /// Does a slow listener have events to fetch?
    pub fn is_behind(&self) -> bool {
        self.owner.is_behind() || self.subscribers.iter().any(|(subscriber, _)| subscriber.is_behind())
    }

    /// Delivers what waited, as far as there is room.
    pub fn flush(&mut self) {
        self.owner.flush();
        for (subscriber, _) in &mut self.subscribers {
            subscriber.flush();
        }
    }
}

/// Answers mean nothing to those who did not ask; and the window is the owner's.
const fn is_for_owner(event: &Event) -> bool {
    matches!(
        event,
        Event::Found(_)
            | Event::Cover(..)
            | Event::Lyrics(..)
            | Event::Tracks(_)
            | Event::Map(_)
            | Event::Groups(..)
            | Event::Recoverable(_)
            | Event::Duplicates(_)
            | Event::Undoable(_)
            | Event::Journal(_)
            | Event::Outputs(_)
            | Event::Cameras(_)
            | Event::Api(_)
            | Event::ShowWindow
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::library::TrackId;

    fn mailbox() -> (Mailbox, Events) {
        Mailbox::new(Arc::new(|| {}))
    }

    type Events = crossbeam_channel::Receiver<Event>;

    /// An outbox, and what its owner and one subscriber get.
    fn outbox() -> (Outbox, Events, Events) {
        let ((owner, owner_events), (subscriber, events)) = (mailbox(), mailbox());
        let mut outbox = Outbox::new(owner);
        outbox.add(subscriber, Pace::Seconds);
        (outbox, owner_events, events)
    }

    #[test]
    fn everybody_hears_the_news_and_the_owner_alone_the_answers() {
        let (mut outbox, owner_events, events) = outbox();
        outbox.push(Event::Volume(0.5));
        outbox.push(Event::Cover(TrackId(1), None));
        assert!(matches!(events.try_iter().collect::<Vec<_>>()[..], [Event::Volume(_)]));
        assert!(matches!(
            owner_events.try_iter().collect::<Vec<_>>()[..],
            [Event::Volume(_), Event::Cover(..)]
        ));
    }

    #[test]
    fn the_owner_alone_is_told_more_than_once_a_second_where_playing_is() {
        let (mut outbox, owner_events, events) = outbox();
        events.try_iter().for_each(drop);
        (1..=8).for_each(|step| outbox.push_moment(Duration::from_millis(250 * step)));
        let told = |events: &Events| {
            let position = |event| if let Event::Position(p) = event { Some(p.as_millis()) } else { None };
            events.try_iter().filter_map(position).collect::<Vec<_>>()
        };
        assert_eq!(told(&events), [1000, 2000]);
        assert_eq!(told(&owner_events).len(), 8);
    }

    #[test]
    fn who_can_do_without_is_told_every_ten_seconds_where_playing_is_and_of_each_jump() {
        let (mut outbox, _owner_events, _) = outbox();
        let (subscriber, events) = mailbox();
        outbox.add(subscriber, Pace::Seldom);
        (1..=41).for_each(|step| outbox.push_moment(Duration::from_millis(500 * step)));
        outbox.push(Event::Position(Duration::from_secs(33)));
        // The track begins again.
        (0..=3).for_each(|step| outbox.push_moment(Duration::from_secs(step)));
        let position = |event| if let Event::Position(p) = event { Some(p.as_secs()) } else { None };
        assert_eq!(events.try_iter().filter_map(position).collect::<Vec<_>>(), [10, 20, 33, 0]);
    }

    #[test]
    fn a_subscriber_that_went_away_is_forgotten() {
        let (mut outbox, _owner_events, events) = outbox();
        drop(events);
        outbox.push(Event::Volume(0.5));
        assert!(outbox.subscribers.is_empty());
    }
}
