//! The library: imports, searches, what is noted about tracks.

use std::path::PathBuf;
use std::sync::Arc;

use super::Core;
use crate::engine::dj::Catalogue;
use crate::engine::event::{Event, ImportState};
use crate::engine::opening::Loose;
use crate::library::{Library, LibraryError, Track, TrackId};
use crate::notice::{Level, Notice, sentence};

/// More tracks than this are read with the whole library, on another thread.
const ONE_BY_ONE: usize = 200;

impl Core {
    pub(super) fn track(&mut self, id: TrackId) -> Option<Arc<Track>> {
        if Loose::is_loose(id) {
            return self.loose.get(id);
        }
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
        if Loose::is_loose(id) {
            return;
        }
        if let Err(error) = change(&mut self.library) {
            self.library_failed(&error);
            return;
        }
        self.update_stock(&[id]);
        if let Some(track) = self.track(id) {
            self.deck.track_changed(&track);
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

    /// Another process wrote to the library: what was read of it before is old.
    pub(super) fn refresh(&mut self) {
        match self.library.count() {
            Ok(count) => self.outbox.push(Event::LibrarySize(count)),
            Err(error) => self.library_failed(&error),
        }
        self.tell_playlists();
        self.restock();
    }

    /// Tells how an import goes; the size of the library first, so that "finished" finds it right.
    pub(super) fn import_moved(&mut self, state: ImportState) {
        let count = self.library.count().unwrap_or_else(|error| {
            self.library_failed(&error);
            0
        });
        self.outbox.push(Event::LibrarySize(count));
        let finished = matches!(state, ImportState::Finished(_));
        self.outbox.push(Event::Import(state));
        // Long before the end of a large import there is enough to choose from.
        let doubled = count >= 2 * self.stock.catalogue().len().max(1) && !self.stock.is_reading();
        if finished || doubled {
            self.restock();
        }
        if finished {
            self.listen();
        }
    }

    /// Reads the library anew for the DJ.
    pub(super) fn restock(&mut self) {
        if let Err(error) = self.stock.read() {
            self.outbox.push(Event::Notice(
                Notice::new(Level::Error, "Mien cannot choose music: the system gives no more threads.")
                    .with_details(error),
            ));
        }
    }

    /// These tracks changed: the DJ sees them as they are now.
    pub(super) fn update_stock(&mut self, ids: &[TrackId]) {
        if ids.len() > ONE_BY_ONE {
            return self.restock();
        }
        for id in ids {
            match self.library.candidate(*id) {
                Ok(candidate) => self.stock.update(*id, candidate),
                Err(error) => self.library_failed(&error),
            }
        }
    }

    /// The library was read for the DJ.
    pub(super) fn stocked(&mut self, read: Result<Box<Catalogue>, LibraryError>) {
        let read = read.map_err(|error| self.library_failed(&error)).ok();
        match self.stock.take(read.map(|catalogue| *catalogue)) {
            Ok(changed) => self.update_stock(&changed),
            Err(_) => self.restock(),
        }
        self.plan();
        if std::mem::take(&mut self.play_when_stocked) {
            self.play_next();
        }
    }

    pub(super) fn library_failed(&mut self, error: &LibraryError) {
        self.outbox.push(Event::Notice(Notice::new(Level::Error, sentence(&error.to_string()))));
    }
}
