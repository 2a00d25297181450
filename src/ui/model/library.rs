//! The library as the window knows it: its size, a running import, the newest search and its answer.

use std::sync::Arc;

use crate::engine::{Command, SearchAnswer};
use crate::library::Track;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Importing {
    /// Files read.
    pub done: usize,
    /// Files found so far.
    pub found: usize,
    /// `found` is final.
    pub walked: bool,
}

/// Size, import and search.
#[derive(Clone, Debug, Default)]
pub struct LibraryState {
    /// Tracks in the library.
    pub size: usize,
    /// The import under way.
    pub importing: Option<Importing>,
    /// What is searched and found.
    pub search: Search,
}

impl LibraryState {
    /// The library grew or shrank; during an import the list follows at its end only.
    pub(super) fn resized(&mut self, size: usize) -> Option<Command> {
        let changed = self.size != size;
        self.size = size;
        (changed && (self.importing.is_none() || self.search.tracks.is_empty())).then(|| self.search.ask())
    }
}

/// A question to the library and the newest answer.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is typed.
    pub query: String,
    /// Tracks of the newest answer.
    pub tracks: Arc<[Track]>,
    /// Why the query was understood in another way.
    pub hint: Option<String>,
    /// Number of the newest question.
    asked: u64,
    /// Number of the question that `tracks` answers; 0: none yet.
    answered: u64,
}

impl Search {
    /// A new question with what is typed; answers to older ones no longer count.
    pub fn ask(&mut self) -> Command {
        self.asked += 1;
        Command::Search { question: self.asked, query: self.query.clone() }
    }

    /// No answer came yet at all.
    pub const fn is_loading(&self) -> bool {
        self.answered == 0
    }

    pub(super) fn answered(&mut self, answer: SearchAnswer) {
        if answer.question == self.asked {
            self.answered = answer.question;
            self.tracks = answer.tracks;
            self.hint = answer.hint;
        }
    }

    pub(super) fn track_changed(&mut self, track: &Track) {
        if let Some(index) = self.tracks.iter().position(|t| t.id == track.id) {
            Arc::make_mut(&mut self.tracks)[index].clone_from(track);
        }
    }
}
