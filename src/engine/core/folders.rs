//! The imported folders: watching them, and taking them in and out of the library.

use std::path::PathBuf;

use super::Core;
use crate::engine::errands::Errand;
use crate::engine::event::Event;
use crate::engine::importing::Task;
use crate::language::text;
use crate::library::watch::News;
use crate::library::{Library, LibraryError};
use crate::notice::{Level, Notice};

impl Core {
    /// Sees what became of the folders since the last run, and what happens from now on.
    pub(super) fn begin_watching_folders(&mut self) {
        self.folders.ask(Errand::BackUp);
        self.watch_folders();
        if self.settings.watch_folders
            && let Some(folders) = self.known_folders().filter(|folders| !folders.is_empty())
        {
            self.look_at(Ok(Task::look(folders)));
        }
    }

    /// Watches the folders of the library as they are now, if that is wanted.
    fn watch_folders(&mut self) {
        let folders =
            if self.settings.watch_folders { self.known_folders().unwrap_or_default() } else { Vec::new() };
        if let Err(error) = self.folders.watch(folders) {
            let text = text!("cannot-watch");
            self.outbox.push(Event::Notice(Notice::new(Level::Warning, text).with_details(error)));
        }
    }

    /// The list of folders, or something in them, is another.
    pub(super) fn folders_changed(&mut self) {
        self.watch_folders();
        self.folders.ask(Errand::Folders);
    }

    /// Folders are watched from now on, or no longer.
    pub(super) fn follow_watch_setting(&mut self) {
        self.folders_changed();
        if !self.settings.watch_folders {
            return;
        }
        let folders = self.known_folders().unwrap_or_default();
        if !folders.is_empty() {
            self.look_at(Ok(Task::look(folders)));
        }
    }

    pub(super) fn rescan(&mut self, folders: Vec<PathBuf>) {
        let folders = if folders.is_empty() { self.known_folders().unwrap_or_default() } else { folders };
        if folders.is_empty() {
            let text = text!("no-folder");
            self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
            return;
        }
        self.look_at(Ok(Task::rescan(folders)));
    }

    pub(super) fn change_folders(
        &mut self,
        change: impl FnOnce(&mut Library) -> Result<usize, LibraryError>,
    ) {
        self.change_membership(|library| change(library).map(|_| ()));
    }

    pub(super) fn folder_news(&mut self, news: News) {
        match news {
            News::Changed(paths) => self.look_at(Ok(Task::look(paths))),
            News::States(states) => {
                self.folders.set_states(states);
                self.folders.ask(Errand::Folders);
            }
        }
    }

    fn known_folders(&mut self) -> Option<Vec<PathBuf>> {
        self.library.folders().map_err(|error| self.library_failed(&error)).ok()
    }
}
