//! What the user changes in the library: marks and playlists, each with its undoing.

use std::path::PathBuf;

use super::Core;
use crate::affect::Affect;
use crate::engine::event::Event;
use crate::engine::opening::Loose;
use crate::engine::searching::Answer;
use crate::language::{Text, text};
use crate::library::playlist::file::Imported;
use crate::library::playlist::{Edit, Playlist, PlaylistId, Smart};
use crate::library::{LibraryError, Mark, TrackId};
use crate::notice::{Level, Notice, sentence};

/// How the last change is taken back. Taking it back gives the way to make it again.
pub enum Undo {
    /// Marks as they were.
    Marks(Vec<(TrackId, Mark)>),
    /// The user's word on a mood as it was.
    Mood(TrackId, Option<Affect>),
    /// Tracks as they stood.
    Tracks(PlaylistId, Vec<TrackId>),
    /// The name as it was.
    Name(PlaylistId, String),
    /// The query as it was.
    Smart(PlaylistId, Smart),
    /// The list was not there.
    Delete(PlaylistId),
    /// The list was there.
    Restore(Playlist, Vec<TrackId>),
    /// Part of the library again, or no longer.
    Members(Members),
}

/// What comes back into the library, or leaves it.
pub enum Members {
    /// These tracks leave.
    Remove(Vec<TrackId>),
    /// They come back.
    Restore(Vec<TrackId>),
    /// This folder leaves.
    ForgetFolder(PathBuf),
    /// It comes back.
    RememberFolder(PathBuf),
    /// A folder is somewhere else now.
    Locate(PathBuf, PathBuf),
    /// It is where it was before; what came in since that time leaves.
    PutBack(PathBuf, PathBuf, i64),
}

impl Core {
    pub(super) fn mark(&mut self, ids: &[TrackId], mark: Mark) {
        if ids.iter().any(|id| Loose::is_loose(*id)) {
            let text = text!("not-in-library");
            self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
            return;
        }
        let marks: Vec<(TrackId, Mark)> = ids.iter().map(|id| (*id, mark)).collect();
        let told = match mark {
            Mark::Rating(_) => text!("rating-changed", count = ids.len()),
            Mark::Like(_) => text!("like-changed", count = ids.len()),
        };
        let undo = self.set_marks(&marks);
        if let (Ok(_), Mark::Like(like)) = (&undo, mark) {
            for id in ids {
                self.like_changed(*id, like);
            }
        }
        self.changed(undo, told);
    }

    fn set_marks(&mut self, marks: &[(TrackId, Mark)]) -> Result<Undo, LibraryError> {
        let before = self.library.set_marks(marks)?;
        self.write_marks();
        let ids: Vec<TrackId> = marks.iter().map(|(id, _)| *id).collect();
        self.update_stock(&ids);
        for (id, _) in marks {
            if let Some(track) = self.track(*id) {
                self.deck.track_changed(&track);
                self.outbox.push(Event::TrackChanged(track));
            }
        }
        Ok(Undo::Marks(before))
    }

    pub(super) fn create_playlist(&mut self, name: &str, smart: Option<&Smart>, tracks: &[TrackId]) {
        let made = self.library.create_playlist(name, smart, tracks).map(Undo::Delete);
        self.changed(made, text!("playlist-made", name = name.trim()));
    }

    pub(super) fn edit_playlist(&mut self, id: PlaylistId, edit: &Edit) {
        let before = self.library.edit_playlist(id, edit).map(|before| Undo::Tracks(id, before));
        let name = self.playlist_name(id);
        let told = match edit {
            Edit::Insert { tracks, .. } => {
                text!("tracks-added", count = tracks.len(), name = name)
            }
            Edit::Remove(places) => text!("tracks-removed", count = places.len(), name = name),
            Edit::Move { .. } => text!("playlist-moved", name = name),
            Edit::Replace(_) => text!("playlist-changed", name = name),
        };
        self.changed(before, told);
    }

    pub(super) fn rename_playlist(&mut self, id: PlaylistId, name: &str) {
        let before = self.playlist_name(id);
        let renamed = self.library.rename_playlist(id, name).map(|()| Undo::Name(id, before.clone()));
        self.changed(renamed, text!("playlist-renamed", before = before, name = name.trim()));
    }

    pub(super) fn set_smart(&mut self, id: PlaylistId, smart: &Smart) {
        let before = self.library.playlist(id).ok().flatten().and_then(|playlist| playlist.smart);
        let set = self.library.set_smart(id, smart).map(|()| Undo::Smart(id, before.unwrap_or_default()));
        let name = self.playlist_name(id);
        self.changed(set, text!("query-changed", name = name));
    }

    pub(super) fn delete_playlist(&mut self, id: PlaylistId) {
        let name = self.playlist_name(id);
        let deleted =
            self.library.delete_playlist(id).map(|(playlist, tracks)| Undo::Restore(playlist, tracks));
        self.changed(deleted, text!("playlist-deleted", name = name));
    }

    /// Takes the last change back; a second time makes it again.
    pub(super) fn undo_library(&mut self) {
        let Some(undo) = self.undo.take() else { return };
        let redo = match undo {
            Undo::Marks(marks) => self.set_marks(&marks),
            Undo::Mood(id, mood) => self.set_mood_of(id, mood).map(|(undo, _)| undo),
            Undo::Tracks(id, tracks) => {
                self.library.edit_playlist(id, &Edit::Replace(tracks)).map(|before| Undo::Tracks(id, before))
            }
            Undo::Name(id, name) => {
                let before = self.playlist_name(id);
                self.library.rename_playlist(id, &name).map(|()| Undo::Name(id, before))
            }
            Undo::Smart(id, smart) => {
                let before = self.library.playlist(id).ok().flatten().and_then(|playlist| playlist.smart);
                self.library.set_smart(id, &smart).map(|()| Undo::Smart(id, before.unwrap_or_default()))
            }
            Undo::Delete(id) => {
                self.library.delete_playlist(id).map(|(playlist, tracks)| Undo::Restore(playlist, tracks))
            }
            Undo::Restore(playlist, tracks) => {
                self.library.restore_playlist(&playlist, &tracks).map(|()| Undo::Delete(playlist.id))
            }
            Undo::Members(members) => return self.change_members(members, None),
        };
        match redo {
            Ok(redo) => {
                self.undo = Some(redo);
                self.tell_playlists();
            }
            Err(error) => self.library_failed(&error),
        }
    }

    /// Remembers how a change is undone and tells of it.
    pub(super) fn changed(&mut self, undo: Result<Undo, LibraryError>, told: Text) {
        match undo {
            Ok(undo) => {
                if !matches!(undo, Undo::Marks(_) | Undo::Mood(..)) {
                    self.tell_playlists();
                }
                self.undo = Some(undo);
                self.outbox.push(Event::Undoable(told));
            }
            Err(error) => self.library_failed(&error),
        }
    }

    fn playlist_name(&self, id: PlaylistId) -> String {
        self.library.playlist(id).ok().flatten().map(|playlist| playlist.name).unwrap_or_default()
    }

    pub(super) fn tell_playlists(&mut self) {
        match self.library.playlists() {
            Ok(playlists) => self.outbox.push(Event::Playlists(playlists.into())),
            Err(error) => self.library_failed(&error),
        }
    }

    pub(super) fn answered(&mut self, answer: Answer) {
        match answer {
            Answer::Found(found) => self.outbox.push(Event::Found(found)),
            Answer::Tracks(tracks) => self.outbox.push(Event::Tracks(tracks)),
            Answer::Groups(kind, groups) => self.outbox.push(Event::Groups(kind, groups)),
            Answer::PlaylistRead(Ok(imported)) => self.keep_playlist(&imported),
            Answer::PlaylistWritten(tracks, file) => {
                let text = text!("playlist-written", count = tracks, file = file.display().to_string());
                self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
            }
            Answer::PlaylistRead(Err(error)) | Answer::Failed(error) => self.library_failed(&error),
        }
    }

    /// Makes a playlist of what a file says, and tells what was not found.
    fn keep_playlist(&mut self, imported: &Imported) {
        let (found, lost) = (imported.tracks.len(), imported.missing.len());
        let missing: Vec<String> =
            imported.missing.iter().map(|m| format!("{}: {} ({})", m.number, m.location, m.reason)).collect();
        if found == 0 {
            let name = imported.path.file_name().unwrap_or_default().display();
            let text = text!("playlist-none-known", name = name.to_string());
            let notice = Notice::new(Level::Warning, text).with_details(missing.join("\n"));
            self.outbox.push(Event::Notice(notice));
            return;
        }
        self.create_playlist(&imported.name, None, &imported.tracks);
        if lost > 0 {
            let text = text!(
                "playlist-some-known",
                name = sentence(&imported.name),
                found = found,
                all = found + lost
            );
            let notice = Notice::new(Level::Warning, text).with_details(missing.join("\n"));
            self.outbox.push(Event::Notice(notice));
        }
    }
}
