//! Files opened by name: the first plays at once, the others come next.

use std::path::PathBuf;
use std::sync::Arc;

use super::Core;
use crate::engine::event::Event;
use crate::engine::opening::Opened;
use crate::language::text;
use crate::library::{FailedFile, Track};
use crate::notice::{Level, Notice};

impl Core {
    pub(super) fn open(&mut self, paths: Vec<PathBuf>) {
        if !self.opening.request(paths) {
            let text = text!("still-opening");
            self.outbox.push(Event::Notice(Notice::new(Level::Warning, text)));
        }
    }

    pub(super) fn opened(&mut self, opened: Opened) {
        match opened {
            Opened::First(track) => {
                let track = self.known_or_loose(track);
                self.play_now(track.id);
            }
            Opened::Rest(tracks) => {
                let tracks: Vec<_> = tracks.into_iter().map(|track| self.known_or_loose(track).id).collect();
                self.reconsider(|queue| queue.enqueue_first(&tracks));
            }
            Opened::Failed(failed) => self.outbox.push(Event::Notice(told(&failed))),
        }
    }

    /// The library's own track for a file it knows.
    fn known_or_loose(&mut self, track: Track) -> Arc<Track> {
        match self.library.by_path(&track.path) {
            Ok(Some(known)) => Arc::new(known),
            Ok(None) => self.loose.add(track),
            Err(error) => {
                self.library_failed(&error);
                self.loose.add(track)
            }
        }
    }
}

fn told(failed: &[FailedFile]) -> Notice {
    let line = |file: &FailedFile| format!("{}: {}", file.path.display(), file.reason);
    let details = failed.iter().map(line).collect::<Vec<_>>().join("\n");
    let text = match failed {
        [one] => {
            let name = one.path.file_name().unwrap_or(one.path.as_os_str()).to_string_lossy();
            text!("cannot-be-played", name = name.into_owned(), reason = &one.reason)
        }
        _ => text!("several-cannot-be-played", count = failed.len()),
    };
    Notice::new(Level::Warning, text).with_details(details)
}
