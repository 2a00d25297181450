//! A bounded channel of one in which the newest value wins: for frames and reports, where an old one is worth nothing.

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

/// The sending side; never blocks.
#[derive(Clone, Debug)]
pub struct NewestSender<T> {
    sender: Sender<T>,
    drain: Receiver<T>,
}

/// The receiver and all senders' other ends are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody listens any more")]
pub struct Closed;

/// A channel that holds one value; sending replaces a value not yet taken.
///
/// The sender keeps a receiver to drop old values with, so it cannot see that the reader is gone:
/// a reader that ends must be stopped by other means (its source is told to stop).
pub fn newest<T>() -> (NewestSender<T>, Receiver<T>) {
    let (sender, receiver) = bounded(1);
    (NewestSender { sender, drain: receiver.clone() }, receiver)
}

impl<T> NewestSender<T> {
    /// Puts a value in place of an older one.
    ///
    /// # Errors
    /// [`Closed`] when the channel is disconnected.
    pub fn send(&self, mut value: T) -> Result<(), Closed> {
        loop {
            match self.sender.try_send(value) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(_)) => return Err(Closed),
                Err(TrySendError::Full(back)) => {
                    value = back;
                    let _old = self.drain.try_recv();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_value_wins() {
        let (tx, rx) = newest();
        for i in 0..5 {
            tx.send(i).unwrap();
        }
        assert_eq!(rx.recv(), Ok(4));
        assert!(rx.try_recv().is_err());
    }

    #[test]
    fn the_reader_sees_when_the_sender_is_gone() {
        let (tx, rx) = newest::<u8>();
        drop(tx);
        assert!(rx.recv().is_err());
    }
}
