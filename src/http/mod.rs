//! The local API and its page: what Mien sees and plays, for other programs and browsers.
//!
//! The server has a thread of its own with a small asynchronous runtime, threads that look at pictures ([`pool`]), one that
//! reads the library ([`shelf`]) and one that listens to the engine ([`live`]). It asks the engine by commands and never
//! waits for it; a client that is slow or gone holds up nobody.
//!
//! It trusts nobody: see [`access`] for names, origins and the token, [`emotions`] and [`server`] for limits. It knows
//! nothing of windows and the command line. Pictures live in memory as long as the answer takes; the log names none.

mod access;
mod answer;
mod audio;
mod emotions;
mod events;
mod health;
mod live;
mod openapi;
mod page;
mod pairing;
mod places;
mod player;
mod pool;
mod problem;
mod recommend;
mod record;
mod routes;
mod server;
mod shelf;
mod stall;
mod switch;
mod token;
mod tracks;

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

pub use server::{Config, Link, ServeError, Server};
pub use switch::follow;
pub use token::TokenError;

use crate::engine::{ApiState, Command, Commander};
use access::Reach;
use live::Live;
use pairing::Pairing;
use pool::Pool;
use shelf::Shelf;
use token::Token;

/// What every request may use.
#[derive(Clone)]
struct Api(Arc<Parts>);

struct Parts {
    reach: Reach,
    token: Token,
    /// The page's address.
    url: String,
    pairing: Pairing,
    pool: Pool,
    /// Memory for pictures on their way in, in MiB.
    room: Semaphore,
    shelf: Shelf,
    live: watch::Receiver<Live>,
    /// Seats of those who listen to live events.
    seats: Arc<Semaphore>,
    commands: Commander,
}

impl Api {
    /// The page's address with a code that gives it the token, once.
    fn invitation(&self) -> String {
        format!("{}#code={}", self.url, self.pairing.code())
    }

    /// Tells the engine where the page is; again when a code was used.
    fn tell(&self) {
        let (url, invitation) = (self.url.clone(), self.invitation());
        self.commands.send(Command::TellApi(ApiState::Listening { url, invitation }));
    }
}

impl Deref for Api {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
