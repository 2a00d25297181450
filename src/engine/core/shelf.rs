//! The library: imports, searches, what is noted about tracks.

use std::path::PathBuf;
use std::sync::Arc;

use super::Core;
use crate::engine::event::{Event, ImportState};
use crate::library::{Library, LibraryError, Track, TrackId};
use crate::notice::{Level, Notice, sentence};

impl Core {
    pub(super) fn track(&mut self, id: TrackId) -> Option<Arc<Track>> {
        match self.library.track(id) {
            Ok(track) => track.map(Arc::new),
            Err(error) => {
                self.library_failed(&error);
                None
            }
        }
    }

    pub(super) fn change_track(
        &mut self,
        id: TrackId,
        change: impl FnOnce(&mut Library) -> Result<(), LibraryError>,
    ) {
        if let Err(error) = change(&mut self.library) {
            self.library_failed(&error);
            return;
        }
        self.candidates = None;
        if let Some(track) = self.track(id) {
            self.outbox.push(Event::TrackChanged(track));
        }
    }

    pub(super) fn import(&mut self, folders: Vec<PathBuf>) {
        match self.importing.add(folders, &mut self.library) {
            Ok(()) => {
                self.outbox.push(Event::Import(ImportState::Running { done: 0, found: 0, walked: false }));
            }
            Err(error) => self.library_failed(&error),
        }
    }

    /// Tells how an import goes; the size of the library first, so that "finished" finds it right.
    pub(super) fn import_moved(&mut self, state: ImportState) {
        match self.library.count() {
            Ok(count) => self.outbox.push(Event::LibrarySize(count)),
            Err(error) => self.library_failed(&error),
        }
        let finished = matches!(state, ImportState::Finished(_));
        self.outbox.push(Event::Import(state));
        if finished {
            self.candidates = None;
            self.plan();
        }
    }

    pub(super) fn library_failed(&mut self, error: &LibraryError) {
        self.outbox.push(Event::Notice(Notice::new(Level::Error, sentence(&error.to_string()))));
    }
}
