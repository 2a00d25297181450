//! Events on their way to one listener. A slow listener must never hold up the engine, and must not make it
//! grow: what is newer replaces what is older of the same kind, and the rest waits its turn.

use std::collections::VecDeque;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::Event;

/// Events the listener has not fetched yet; all must arrive, in order.
const CHANNEL: usize = 256;
/// Events that wait for room in the channel; beyond it the oldest are dropped.
const WAITING: usize = 1024;

/// Is the listener still there?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listens {
    Yes,
    Gone,
}

/// One listener's events.
pub struct Mailbox {
    sender: Sender<Event>,
    waiting: VecDeque<Event>,
    listens: Listens,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Mailbox {
    /// A mailbox that calls `wake` after each delivery.
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> (Self, Receiver<Event>) {
        let (sender, receiver) = bounded(CHANNEL);
        (Self { sender, waiting: VecDeque::new(), listens: Listens::Yes, wake }, receiver)
    }

    /// Sends an event, or lets it wait when the listener is behind.
    pub fn push(&mut self, event: Event) {
        if let Some(kind) = replaceable(&event)
            && let Some(older) = self.waiting.iter_mut().find(|e| replaceable(e) == Some(kind))
        {
            *older = event;
        } else {
            if self.waiting.len() == WAITING {
                log::warn!("the listener does not fetch its events; dropping the oldest");
                self.waiting.pop_front();
            }
            self.waiting.push_back(event);
        }
        self.flush();
    }

    /// The listener has dropped its end: nothing more can arrive.
    pub fn is_gone(&self) -> bool {
        self.listens == Listens::Gone
    }

    /// Do events wait for room?
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Delivers what waited, as far as there is room.
    pub fn flush(&mut self) {
        let mut delivered = false;
        while let Some(event) = self.waiting.pop_front() {
            match self.sender.try_send(event) {
                Ok(()) => delivered = true,
                Err(TrySendError::Full(event)) => {
                    self.waiting.push_front(event);
                    break;
                }
                Err(TrySendError::Disconnected(_)) => {
                    self.listens = Listens::Gone;
                    self.waiting.clear();
                }
            }
        }
        if delivered {
            (self.wake)();
        }
    }
}

/// The kind of an event that carries a whole state, so that a newer one makes an older one worthless.
fn replaceable(event: &Event) -> Option<Discriminant<Event>> {
    match event {
        Event::Capture(_)
        | Event::Consent(_)
        | Event::Vision(_)
        | Event::RestWatch(_)
        | Event::Mood(_)
        | Event::Steering(_)
        | Event::Playback(_)
        | Event::Position(_)
        | Event::Volume(_)
        | Event::Output(_)
        | Event::Queue(_)
        | Event::Order(_)
        | Event::Waveform(..)
        | Event::Outputs(_)
        | Event::Cameras(_)
        | Event::Api(_)
        | Event::LibrarySize(_)
        | Event::LibraryChanged
        | Event::Folders(_)
        | Event::Settings(_)
        | Event::Desktop(_)
        | Event::Import(super::ImportState::Running { .. })
        | Event::Corrections(_)
        | Event::LiftOffer(_)
        | Event::Journal(_)
        | Event::Playlists(_)
        | Event::Listening(_)
        | Event::Map(_)
        | Event::Duplicates(_)
        | Event::Found(_) => Some(discriminant(event)),
        Event::Ready(_)
        | Event::Failed(_)
        | Event::Recoverable(_)
        | Event::Import(super::ImportState::Finished(_))
        | Event::Cover(..)
        | Event::Lyrics(..)
        | Event::Tracks(_)
        | Event::Groups(..)
        | Event::Undoable(_)
        | Event::TrackChanged(_)
        | Event::Notice(_)
        | Event::ShowWindow
        | Event::Ended => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::notice::{Level, Notice};

    #[test]
    fn a_listener_that_is_behind_gets_the_newest_state_and_every_notice() {
        let (mut mailbox, events) = Mailbox::new(Arc::new(|| {}));
        for _ in 0..CHANNEL {
            mailbox.push(Event::Ended);
        }
        for second in 0..1000 {
            mailbox.push(Event::Position(Duration::from_secs(second)));
        }
        mailbox.push(Event::Notice(Notice::new(Level::Info, "a")));
        mailbox.push(Event::Notice(Notice::new(Level::Info, "b")));
        assert_eq!(mailbox.waiting.len(), 3);
        for _ in 0..CHANNEL {
            assert!(matches!(events.recv().unwrap(), Event::Ended));
        }
        mailbox.flush();
        assert!(matches!(events.recv().unwrap(), Event::Position(p) if p.as_secs() == 999));
        assert!(matches!(events.recv().unwrap(), Event::Notice(n) if n.text == "a".into()));
    }

    #[test]
    fn a_listener_that_is_gone_costs_nothing() {
        let (mut mailbox, events) = Mailbox::new(Arc::new(|| {}));
        drop(events);
        for _ in 0..10 {
            mailbox.push(Event::Ended);
        }
        assert!(mailbox.waiting.is_empty() && mailbox.is_gone());
    }
}
