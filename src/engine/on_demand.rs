//! Reads something of a track's file when it is asked for, on a thread of its own: a slow disk, or a picture of 50 MB, must
//! not hold up the music.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Sender, TrySendError, bounded};

use crate::library::TrackId;

/// Requests that may wait; more are dropped, the window asks again when it shows the track.
const WAITING: usize = 64;

/// A reading thread; it ends when this is dropped.
pub struct OnDemand {
    requests: Sender<(TrackId, PathBuf)>,
}

impl OnDemand {
    /// Starts a thread of this name. `answer` is called there, once for each request, with what was read.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn<T>(
        name: &str,
        read: fn(&Path) -> Option<T>,
        answer: impl Fn(TrackId, Option<Arc<T>>) + Send + 'static,
    ) -> io::Result<Self>
    where
        T: 'static,
    {
        let (requests, inbox) = bounded::<(TrackId, PathBuf)>(WAITING);
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            for (id, path) in inbox {
                answer(id, read(&path).map(Arc::new));
            }
        })?;
        Ok(Self { requests })
    }

    /// Asks for that of a track.
    pub fn request(&self, id: TrackId, path: PathBuf) {
        match self.requests.try_send((id, path)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => log::debug!("too much asked for at once"),
            Err(TrySendError::Disconnected(_)) => log::warn!("a reading thread has ended"),
        }
    }
}
