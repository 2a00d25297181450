//! Covers are read and shrunk on a thread of their own: a 50 MB picture must not hold up the music.

use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::Cover;
use crate::library::{self, TrackId};
use crate::picture;

/// The longest side of a cover handed to the window, in pixels.
const SIDE: u32 = 512;
/// Requests that may wait; more are dropped, the window asks again when it shows the track.
const WAITING: usize = 64;

/// The cover thread; it ends when this is dropped.
pub struct Covers {
    requests: Sender<(TrackId, PathBuf)>,
}

impl Covers {
    /// Starts the thread. `answer` is called there, once for each request.
    pub fn spawn(
        answer: impl Fn(TrackId, Option<Arc<Cover>>) + Send + 'static,
    ) -> Result<Self, std::io::Error> {
        let (requests, inbox) = bounded::<(TrackId, PathBuf)>(WAITING);
        std::thread::Builder::new().name("covers".into()).spawn(move || {
            for (id, path) in inbox {
                answer(id, load(&path).map(Arc::new));
            }
        })?;
        Ok(Self { requests })
    }

    /// Asks for the cover of a track.
    pub fn request(&self, id: TrackId, path: PathBuf) {
        match self.requests.try_send((id, path)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => log::debug!("too many covers asked for at once"),
            Err(TrySendError::Disconnected(_)) => log::warn!("the cover thread has ended"),
        }
    }
}

/// The embedded cover, or the picture beside the file; `None` when there is none that can be read.
fn load(path: &std::path::Path) -> Option<Cover> {
    let bytes = library::read_cover(path)?;
    let frame = picture::decode(&bytes)
        .and_then(|frame| picture::shrink(frame, SIDE))
        .inspect_err(|e| log::info!("the cover of {} cannot be read: {e}", path.display()))
        .ok()?;
    let rgba = frame.rgb().chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
    Some(Cover { width: frame.width(), height: frame.height(), rgba })
}
