//! Waveform and loudness of the tracks that play now and next, measured on a thread of their own, each once.
//!
//! The newest request counts: a track that is skipped while it is measured is given up.

use std::collections::VecDeque;
use std::path::PathBuf;

use crossbeam_channel::{Receiver, TryRecvError};

use crate::audio::overview::{self, Measured};
use crate::channel::{NewestSender, newest};
use crate::library::TrackId;

/// A track to measure.
pub type Wanted = (TrackId, PathBuf);

/// The measuring thread; it ends when this is dropped.
pub struct Measuring {
    wanted: NewestSender<Vec<Wanted>>,
}

impl Measuring {
    /// Starts the thread. `measured` is called there for each track; `None`: it cannot be decoded.
    pub fn spawn(
        measured: impl Fn(TrackId, Option<Measured>) + Send + 'static,
    ) -> Result<Self, std::io::Error> {
        let (wanted, requests) = newest();
        std::thread::Builder::new().name("measuring".into()).spawn(move || run(&requests, &measured))?;
        Ok(Self { wanted })
    }

    /// Measure these, the first one first; what was wanted before and is not among them is given up.
    pub fn want(&self, tracks: Vec<Wanted>) {
        if self.wanted.send(tracks).is_err() {
            log::warn!("the measuring thread has ended");
        }
    }
}

fn run(requests: &Receiver<Vec<Wanted>>, measured: &impl Fn(TrackId, Option<Measured>)) {
    let mut waiting: VecDeque<Wanted> = VecDeque::new();
    loop {
        let Some((id, path)) = waiting.pop_front() else {
            match requests.recv() {
                Ok(new) => waiting = new.into(),
                Err(_) => return,
            }
            continue;
        };
        let mut ended = false;
        let found = overview::measure(&path, || match requests.try_recv() {
            Ok(new) => {
                waiting = new.into();
                let still_wanted = waiting.iter().position(|(wanted, _)| *wanted == id);
                still_wanted.and_then(|index| waiting.remove(index)).is_some()
            }
            Err(TryRecvError::Empty) => true,
            Err(TryRecvError::Disconnected) => {
                ended = true;
                false
            }
        });
        match found {
            Ok(Some(found)) => measured(id, Some(found)),
            Ok(None) if ended => return,
            Ok(None) => {}
            Err(error) => {
                log::info!("{} cannot be measured: {error}", path.display());
                measured(id, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crossbeam_channel::bounded;

    use super::*;

    #[test]
    fn each_track_that_is_wanted_is_answered_for() {
        let (tell, told) = bounded(8);
        let measuring = Measuring::spawn(move |id, found| tell.send((id, found.is_some())).unwrap()).unwrap();
        let music = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("music");
        let piece = walkdir::WalkDir::new(music)
            .into_iter()
            .map(|entry| entry.unwrap().into_path())
            .find(|path| {
                path.extension().is_some_and(|end| ["opus", "ogg", "flac", "mp3"].iter().any(|e| end == *e))
            })
            .unwrap();
        measuring.want(vec![(TrackId(1), piece), (TrackId(2), "missing.flac".into())]);
        let answer = || told.recv_timeout(Duration::from_mins(1)).unwrap();
        assert_eq!([answer(), answer()], [(TrackId(1), true), (TrackId(2), false)]);
    }
}
