//! The imported folders: watching them, and taking them in and out of the library.

use std::path::PathBuf;

use super::playlists::{Members, Undo};
use super::{Core, now};
use crate::engine::errands::Errand;
use crate::engine::event::Event;
use crate::engine::importing::Task;
use crate::language::{Text, text};
use crate::library::watch::News;
use crate::library::{ImportReport, TrackId};
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

    pub(super) fn forget_folder(&mut self, path: PathBuf) {
        let told = text!("folder-left", folder = path.display().to_string());
        self.change_members(Members::ForgetFolder(path), Some(told));
    }

    pub(super) fn remember_folder(&mut self, path: PathBuf) {
        let told = text!("folder-back", folder = path.display().to_string());
        self.change_members(Members::RememberFolder(path), Some(told));
    }

    pub(super) fn remove_tracks(&mut self, ids: Vec<TrackId>) {
        let told = text!("tracks-left", count = ids.len());
        self.change_members(Members::Remove(ids), Some(told));
    }

    pub(super) fn restore_tracks(&mut self, ids: Vec<TrackId>) {
        let told = text!("tracks-back", count = ids.len());
        self.change_members(Members::Restore(ids), Some(told));
    }

    /// Looks for a folder's tracks at its new place; when that is done it can be undone.
    pub(super) fn locate(&mut self, from: PathBuf, to: PathBuf) {
        let task = Task::locate(&self.library, &from, &to);
        if task.is_ok() {
            self.locating = Some((from, to, now()));
        }
        self.look_at(task);
    }

    /// An import that was told is over.
    pub(super) fn located(&mut self, report: &ImportReport) {
        let Some((from, to, since)) = self.locating.take() else { return };
        if report.cancelled {
            return;
        }
        self.undo = Some(Undo::Members(Members::PutBack(to.clone(), from, since)));
        self.outbox.push(Event::Undoable(text!("located", folder = to.display().to_string())));
    }

    /// Changes what is part of the library, and remembers how to undo it.
    pub(super) fn change_members(&mut self, members: Members, told: Option<Text>) {
        let changed = match members {
            Members::Remove(ids) => self.library.remove(&ids).map(|()| Members::Restore(ids)),
            Members::Restore(ids) => self.library.restore(&ids).map(|()| Members::Remove(ids)),
            Members::ForgetFolder(path) => {
                self.library.forget_folder(&path).map(|_| Members::RememberFolder(path))
            }
            Members::RememberFolder(path) => {
                self.library.remember_folder(&path).map(|_| Members::ForgetFolder(path))
            }
            Members::Locate(from, to) => return self.locate(from, to),
            Members::PutBack(from, to, since) => {
                self.library.put_back(&from, &to, since).map(|()| Members::Locate(to, from))
            }
        };
        match changed {
            Ok(undo) => {
                self.undo = Some(Undo::Members(undo));
                self.tell_size();
                self.outbox.push(Event::LibraryChanged);
                self.library_moved();
                if let Some(told) = told {
                    self.outbox.push(Event::Undoable(told));
                }
            }
            Err(error) => self.library_failed(&error),
        }
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
