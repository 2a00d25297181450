//! Tells `ListenBrainz`, and servers that speak Last.fm's language, what was heard. Off until the user gives a token.
//!
//! The only part of Mien that speaks over the network by itself. [`start`] listens to the engine on one thread, which
//! owns the queue of what is not sent yet (a file, so that a kill loses nothing) and decides; another thread does the
//! sending, which may take as long as it wants. What cannot be sent waits and is tried again, later each time.

mod account;
mod hearing;
mod queue;
mod service;
mod worker;

use std::path::{Path, PathBuf};

use crate::engine::Commander;
pub use account::{LoginError, log_in};

/// One track that was heard, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Listen {
    /// Unix time in seconds at which it began.
    pub at: i64,
    /// Title.
    pub title: String,
    /// Artist.
    pub artist: String,
    /// Album.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    /// Number on the album.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Seconds.
    pub length: u64,
}

/// How many listens wait in `file` to be sent.
pub fn waiting(file: &Path) -> usize {
    queue::Queue::open(file).len()
}

/// Listens to the engine, in the background, and keeps what is not sent yet in `file`; ends with the engine.
pub fn start(engine: &Commander, file: PathBuf) {
    let (ring, bell) = crossbeam_channel::bounded(1); // a full bell rings already
    let events = engine.subscribe_to_changes(move || {
        let _rings_already = ring.try_send(());
    });
    let spawned =
        std::thread::Builder::new().name("scrobble".into()).spawn(move || worker::run(&events, &bell, &file));
    if let Err(error) = spawned {
        log::warn!("no thread to tell what is heard: {error}");
    }
}
