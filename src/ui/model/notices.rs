//! What the user was told: a short list to look back at, and the toasts still on the screen.

use crate::engine::Command;
use crate::language::Key;
use crate::notice::{Level, Notice};

/// Notices kept to look back at.
const KEPT: usize = 50;
/// Toasts on the screen at a time.
const SHOWN: usize = 3;

/// Something the user can do about a notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The button's text.
    pub label: Key,
    /// What it asks for.
    pub command: Command,
}

/// A notice on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Its number.
    pub id: u64,
    /// What it says.
    pub notice: Notice,
    /// What can be done.
    pub offer: Option<Offer>,
    /// When it goes by itself, in the window's seconds; set when it is first drawn.
    pub until_secs: Option<f64>,
    /// The details are unfolded.
    pub unfolded: bool,
}

impl Toast {
    /// How long it stays; errors and unfolded ones stay until they are closed.
    pub fn lifetime_secs(&self) -> Option<f64> {
        match self.notice.level {
            Level::Info => Some(6.0),
            Level::Warning => Some(12.0),
            Level::Error => None,
        }
        .filter(|_| !self.unfolded)
    }
}

/// All notices, newest last.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Said so far, oldest first, with what can still be done about it.
    pub past: Vec<(Notice, Option<Offer>)>,
    /// On the screen, oldest first.
    pub toasts: Vec<Toast>,
    next: u64,
}

impl Notices {
    /// Tells the user; a notice that is on the screen already is not said twice.
    pub fn push(&mut self, notice: Notice, offer: Option<Offer>) {
        if offer.is_none() && self.toasts.iter().any(|toast| toast.notice == notice) {
            return;
        }
        if self.past.len() == KEPT {
            self.past.remove(0);
        }
        if let Some(offer) = &offer {
            // Undoing goes from the newest step back: an older notice would undo something else than it says.
            self.withdraw(&offer.command);
        }
        self.past.push((notice.clone(), offer.clone()));
        if self.toasts.len() == SHOWN {
            self.toasts.remove(0);
        }
        self.next += 1;
        self.toasts.push(Toast { id: self.next, notice, offer, until_secs: None, unfolded: false });
    }

    /// What an offer asked for was done, or is no longer what it says.
    pub fn withdraw(&mut self, command: &Command) {
        for (_, offer) in &mut self.past {
            offer.take_if(|offer| offer.command == *command);
        }
    }

    /// Takes a toast off the screen; it stays in the list.
    pub fn dismiss(&mut self, id: u64) {
        self.toasts.retain(|toast| toast.id != id);
    }

    /// Takes off what has been there long enough; gives the seconds until the next one goes.
    pub fn tick(&mut self, now_secs: f64) -> Option<f64> {
        for toast in &mut self.toasts {
            match toast.lifetime_secs() {
                Some(lifetime) => {
                    toast.until_secs.get_or_insert(now_secs + lifetime);
                }
                None => toast.until_secs = None,
            }
        }
        self.toasts.retain(|toast| toast.until_secs.is_none_or(|until| until > now_secs));
        self.toasts.iter().filter_map(|toast| toast.until_secs).map(|until| until - now_secs).reduce(f64::min)
    }
}
