//! Files that the user opens by name. Their tags are read on a thread of their own; those the library does not know get
//! numbers below zero, live as long as the engine, and are never written down.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Sender, TrySendError, bounded};

use crate::audio::overview::Measured;
use crate::library::scan::{files_below, read_loose};
use crate::library::{FailedFile, Track, TrackId};

/// Requests that may wait; a request more is refused.
const WAITING: usize = 16;
/// Files of one request; a folder with more is an import, not a file to open.
const FILES: usize = 2000;

/// A part of what was opened.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "few of them, each moved once")]
pub enum Opened {
    /// The first file of a request that can be played; told alone, so that it plays at once.
    First(Track),
    /// All those behind it, in order.
    Rest(Vec<Track>),
    /// Files of the request that cannot be played, once all are read.
    Failed(Vec<FailedFile>),
}

/// The thread that reads opened files; it ends when this is dropped.
pub struct Opening {
    requests: Sender<Vec<PathBuf>>,
}

impl Opening {
    /// Starts the thread. `answer` is called there, and says whether anybody still listens.
    pub fn spawn(
        mut answer: impl FnMut(Opened) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Self, std::io::Error> {
        let (requests, inbox) = bounded::<Vec<PathBuf>>(WAITING);
        std::thread::Builder::new().name("open files".into()).spawn(move || {
            for paths in inbox {
                if read(&paths, &mut answer).is_break() {
                    return;
                }
            }
        })?;
        Ok(Self { requests })
    }

    /// Asks for these files and folders. `false` when too much waits already.
    pub fn request(&self, paths: Vec<PathBuf>) -> bool {
        match self.requests.try_send(paths) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }
}

fn read(paths: &[PathBuf], answer: &mut impl FnMut(Opened) -> ControlFlow<()>) -> ControlFlow<()> {
    let (mut failed, mut rest, mut first) = (Vec::new(), Vec::new(), true);
    for file in paths.iter().flat_map(|path| files_below(path)).take(FILES) {
        match file.and_then(|path| read_loose(&path)) {
            Ok(track) if first => {
                first = false;
                answer(Opened::First(track))?;
            }
            Ok(track) => rest.push(track),
            Err(error) => failed.push(error),
        }
    }
    if !rest.is_empty() {
        answer(Opened::Rest(rest))?;
    }
    if failed.is_empty() { ControlFlow::Continue(()) } else { answer(Opened::Failed(failed)) }
}

/// The opened tracks that no library knows.
#[derive(Debug, Default)]
pub struct Loose {
    tracks: HashMap<TrackId, Arc<Track>>,
    waveforms: HashMap<TrackId, Arc<[u8]>>,
}

impl Loose {
    /// Is this the number of a track outside the library?
    pub const fn is_loose(id: TrackId) -> bool {
        id.0 < 0
    }

    /// Gives a track a number of its own; the same file keeps the one it has.
    pub fn add(&mut self, mut track: Track) -> Arc<Track> {
        let known = self.tracks.values().find(|known| known.path == track.path);
        track.id = known.map_or_else(|| TrackId(-1 - self.tracks.len() as i64), |known| known.id);
        let track = Arc::new(track);
        self.tracks.insert(track.id, Arc::clone(&track));
        track
    }

    /// Keeps what was measured, as long as Mien runs.
    pub fn measured(&mut self, id: TrackId, measured: Measured) -> Option<Arc<Track>> {
        let track = self.tracks.get_mut(&id)?;
        let changed = Arc::make_mut(track);
        (changed.loudness_lufs, changed.true_peak_dbtp) = (measured.loudness_lufs, measured.true_peak_dbtp);
        self.waveforms.insert(id, measured.waveform.into());
        Some(Arc::clone(track))
    }

    /// Its waveform, once it was measured.
    pub fn waveform(&self, id: TrackId) -> Option<Arc<[u8]>> {
        self.waveforms.get(&id).cloned()
    }

    /// The track with this number.
    pub fn get(&self, id: TrackId) -> Option<Arc<Track>> {
        self.tracks.get(&id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::track;

    #[test]
    fn the_same_file_opened_twice_is_one_track_outside_the_library() {
        let mut loose = Loose::default();
        let (a, b, again) = (loose.add(track(0, "a")), loose.add(track(0, "b")), loose.add(track(0, "a")));
        assert!(Loose::is_loose(a.id) && a.id != b.id && a.id == again.id);
        assert_eq!(loose.get(b.id).unwrap().path, b.path);
        assert!(loose.get(TrackId(1)).is_none());
    }

    #[test]
    fn what_cannot_be_played_is_told_after_the_rest() {
        let mut told = Vec::new();
        let missing = PathBuf::from("/nonexistent/a.flac");
        let flow = read(&[missing], &mut |opened| {
            told.push(opened);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        assert!(matches!(&told[..], [Opened::Failed(failed)] if failed.len() == 1), "{told:?}");
    }
}
