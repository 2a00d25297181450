//! The library: imports, searches, what is noted about tracks.

use std::sync::Arc;

use super::Core;
use crate::engine::dj::Catalogue;
use crate::engine::errands::{Brought, Errand};
use crate::engine::event::{Event, ImportState};
use crate::engine::importing::Task;
use crate::engine::opening::Loose;
use crate::language::text;
use crate::library::{ImportReport, Library, LibraryError, Track, TrackId};
use crate::notice::{Level, Notice};

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

    /// Looks at folders, after what was asked before.
    pub(super) fn look_at(&mut self, task: Result<Task, LibraryError>) {
        let told = task.as_ref().is_ok_and(Task::is_told);
        match task.and_then(|task| self.importing.add(task, &mut self.library)) {
            Ok(()) if told => {
                self.outbox.push(Event::Import(ImportState::Running { done: 0, found: 0, walked: false }));
            }
            Ok(()) => {}
            Err(error) => self.library_failed(&error),
        }
    }

    /// Another process wrote to the library: what was read of it before is old.
    pub(super) fn refresh(&mut self) {
        self.tell_size();
        self.tell_playlists();
        self.restock();
        self.folders_changed();
    }

    /// Tells how an import goes; the size of the library first, so that "finished" finds it right.
    pub(super) fn import_moved(&mut self, state: ImportState) {
        let count = self.tell_size();
        let report = match &state {
            ImportState::Finished(report) => Some(Arc::clone(report)),
            ImportState::Running { .. } => None,
        };
        self.outbox.push(Event::Import(state));
        // Long before the end of a large import there is enough to choose from.
        let doubled = count >= 2 * self.stock.catalogue().len().max(1) && !self.stock.is_reading();
        if let Some(report) = report {
            self.library_moved();
            self.located(&report);
        } else if doubled {
            self.restock();
        }
    }

    /// A look that nobody asked for is over.
    pub(super) fn looked(&mut self, report: &ImportReport) {
        if report.has_changes() {
            self.tell_size();
            self.outbox.push(Event::LibraryChanged);
            self.library_moved();
        }
    }

    /// Many tracks may be other than before.
    pub(super) fn library_moved(&mut self) {
        self.restock();
        self.listen();
        self.folders.ask(Errand::Checkpoint);
        self.folders.ask(Errand::BackUp);
        self.folders_changed();
    }

    pub(super) fn tell_size(&mut self) -> usize {
        let count = self.library.count().unwrap_or_else(|error| {
            self.library_failed(&error);
            0
        });
        self.outbox.push(Event::LibrarySize(count));
        count
    }

    /// Reads the library anew for the DJ.
    pub(super) fn restock(&mut self) {
        if let Err(error) = self.stock.read() {
            self.outbox
                .push(Event::Notice(Notice::new(Level::Error, text!("cannot-choose")).with_details(error)));
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

    /// An errand was run.
    pub(super) fn errand_run(&mut self, brought: Brought) {
        match brought {
            Brought::Folders(folders) => {
                let folders = self.folders.describe(folders, self.settings.watch_folders);
                self.outbox.push(Event::Folders(Arc::new(folders)));
            }
            Brought::Failed(error) => self.library_failed(&error),
        }
    }

    pub(super) fn library_failed(&mut self, error: &LibraryError) {
        self.outbox.push(Event::Notice(Notice::new(Level::Error, error.text())));
    }
}
