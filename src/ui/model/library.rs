//! The library as the window knows it: its size, a running import, what is listed and where, playlists and groups.

mod asides;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use serde::{Deserialize, Serialize};

use crate::engine::{Command, DuplicateList, Folders, Scope, SearchAnswer};
use crate::language::Text;
use crate::library::playlist::{Playlist, PlaylistId};
use crate::library::search::{Sort, SortKey};
use crate::library::{Group, GroupKind, Track, TrackId};
pub use asides::Then;

/// Tracks kept of those that were in sight; beyond it, all are fetched anew.
const KEPT: usize = 5_000;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Importing {
    /// Files read.
    pub done: usize,
    /// Files found so far.
    pub found: usize,
    /// `found` is final.
    pub walked: bool,
    /// When it was first told of.
    pub begun: Instant,
}

impl Importing {
    /// Time until its end, if it goes on like this; `None` while that cannot be said.
    pub fn left(&self, now: Instant) -> Option<Duration> {
        const FIRST: Duration = Duration::from_secs(3);
        let spent = now.saturating_duration_since(self.begun);
        let sure = self.walked && self.done > 0 && spent >= FIRST;
        let rest = self.found.saturating_sub(self.done) as f64 / self.done.max(1) as f64;
        sure.then(|| spent.mul_f64(rest))
    }
}

/// Size, import, lists and search.
#[derive(Clone, Debug, Default)]
pub struct LibraryState {
    /// Tracks in the library.
    pub size: usize,
    /// The import under way.
    pub importing: Option<Importing>,
    /// The imported folders.
    pub folders: Arc<Folders>,
    /// What is listed, searched and found.
    pub search: Search,
    /// All playlists, by name.
    pub playlists: Arc<[Playlist]>,
    /// The library cannot be opened, and a good backup was made at this time.
    pub backup: Option<SystemTime>,
    /// Tracks that are the same, as far as they were looked for.
    pub duplicates: DuplicateList,
    /// Artists, albums, genres and folders, as far as they were asked for.
    pub groups: HashMap<GroupKind, Arc<[Group]>>,
}

impl LibraryState {
    /// The library grew or shrank; during an import the list follows at its end only.
    pub(super) fn resized(&mut self, size: usize) -> Vec<Command> {
        let changed = self.size != size;
        self.size = size;
        if changed && (self.importing.is_none() || self.search.ids.is_empty()) {
            self.refresh()
        } else {
            Vec::new()
        }
    }

    /// Asks again for what is shown.
    #[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
    pub(super) fn refresh(&mut self) -> Vec<Command> {
        self.groups.clear();
        let groups = match self.search.shelf {
            Shelf::Groups(kind) => Some(Command::LoadGroups(kind)),
            Shelf::Duplicates => Some(Command::FindDuplicates),
            _ => None,
        };
        groups.into_iter().chain([self.search.ask()]).collect()
    }

    /// Shows another shelf; what was typed is for the one before.
    #[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
    pub fn open(&mut self, shelf: Shelf) -> Vec<Command> {
        self.search.query.clear();
        self.search.sort = shelf.sort();
        let groups = match &shelf {
            Shelf::Groups(kind) if !self.groups.contains_key(kind) => Some(Command::LoadGroups(*kind)),
            Shelf::Duplicates => Some(Command::FindDuplicates),
            _ => None,
        };
        self.search.shelf = shelf;
        groups.into_iter().chain([self.search.ask()]).collect()
    }

    /// The playlists changed; the one that is shown is asked for again, one that is gone is left.
    #[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
    pub(super) fn set_playlists(&mut self, playlists: Arc<[Playlist]>) -> Vec<Command> {
        self.playlists = playlists;
        match self.search.shelf {
            Shelf::Playlist(id) if self.playlist(id).is_some() => vec![self.search.ask()],
            Shelf::Playlist(_) => self.open(Shelf::Tracks),
            _ => Vec::new(),
        }
    }

    /// One of the playlists.
    pub fn playlist(&self, id: PlaylistId) -> Option<&Playlist> {
        self.playlists.iter().find(|playlist| playlist.id == id)
    }

    /// The arranged playlist that is shown whole and in its own order, so that it can be rearranged.
    pub fn arranged(&self) -> Option<PlaylistId> {
        let Shelf::Playlist(id) = self.search.shelf else { return None };
        let own_order = self.search.sort == Sort::default() && self.search.query.trim().is_empty();
        self.playlist(id).filter(|playlist| playlist.smart.is_none() && own_order).map(|playlist| playlist.id)
    }
}

/// A part of the library that can be shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shelf {
    /// All tracks.
    #[default]
    Tracks,
    /// Liked tracks.
    Liked,
    /// What came in the last thirty days.
    Added,
    /// What was heard, the latest first.
    Played,
    /// Tracks that are the same.
    Duplicates,
    /// All artists, albums, genres or folders.
    Groups(GroupKind),
    /// One of them.
    Group {
        /// What it is.
        kind: GroupKind,
        /// Its name.
        name: String,
        /// The query for its tracks.
        query: String,
    },
    /// A playlist.
    Playlist(PlaylistId),
}

impl Shelf {
    /// The query for what is on the shelf.
    fn query(&self) -> &str {
        match self {
            Self::Tracks | Self::Duplicates | Self::Groups(_) | Self::Playlist(_) => "",
            Self::Liked => "liked:yes",
            Self::Added => "added:<30d",
            Self::Played => "played:ever",
            Self::Group { query, .. } => query,
        }
    }

    /// The order one expects there.
    pub const fn sort(&self) -> Sort {
        match self {
            Self::Added => Sort { key: SortKey::Added, descending: true },
            Self::Played => Sort { key: SortKey::Played, descending: true },
            Self::Tracks
            | Self::Liked
            | Self::Duplicates
            | Self::Groups(_)
            | Self::Group { .. }
            | Self::Playlist(_) => Sort { key: SortKey::Best, descending: false },
        }
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
    const fn scope(&self) -> Scope {
        match self {
            Self::Playlist(id) => Scope::Playlist(*id),
            _ => Scope::Library,
        }
    }
}

/// What is listed: a shelf, what is typed, the order, and the newest answer.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is typed.
    pub query: String,
    /// Where.
    pub shelf: Shelf,
    /// The order.
    pub sort: Sort,
    /// All tracks of the newest answer.
    pub ids: Arc<[TrackId]>,
    /// Why the query was understood in another way.
    pub hint: Option<Text>,
    /// Grows when fetched tracks were forgotten or replaced: what is in sight has to be asked for again.
    pub generation: u64,
    /// The track that letters typed in the list led to, with the number of that question.
    pub landing: Option<(u64, TrackId)>,
    /// Questions asked on the side, and what is to be done with their answers.
    asides: Vec<(u64, Then)>,
    asides_asked: u64,
    /// Those that were in sight.
    tracks: HashMap<TrackId, Arc<Track>>,
    /// Number of the newest question.
    asked: u64,
    /// Number of the question that `ids` answers; 0: none yet.
    answered: u64,
}

impl Search {
    /// A new question with what is typed; answers to older ones no longer count.
    pub fn ask(&mut self) -> Command {
        self.asked += 1;
        let query = format!("{} {}", self.shelf.query(), self.query).trim_start().to_owned();
        Command::Search { question: self.asked, query, scope: self.shelf.scope(), sort: self.sort }
    }

    /// No answer came yet at all.
    pub const fn is_loading(&self) -> bool {
        self.answered == 0
    }

    /// The track in a row, when it has been fetched.
    pub fn track(&self, row: usize) -> Option<&Arc<Track>> {
        self.tracks.get(self.ids.get(row)?)
    }

    /// An answer to the list's question, or to one on the side; gives what is to be done because of it.
    pub(super) fn answered(&mut self, answer: SearchAnswer) -> Option<Command> {
        if let Some(at) = self.asides.iter().position(|(question, _)| *question == answer.question) {
            let (_, then) = self.asides.remove(at);
            return self.act_on(&answer, then);
        }
        if answer.question == self.asked {
            self.answered = answer.question;
            self.ids = answer.ids;
            self.hint = answer.hint;
            self.generation += 1;
            self.take(&answer.tracks);
        }
        None
    }

    pub(super) fn take(&mut self, tracks: &[Track]) {
        if self.tracks.len() + tracks.len() > KEPT {
            self.tracks.clear();
            self.generation += 1;
        }
        self.tracks.extend(tracks.iter().map(|track| (track.id, Arc::new(track.clone()))));
    }

    /// A track changed; where it may now belong to the list or no longer, the list is asked for again.
    pub(super) fn track_changed(&mut self, track: &Arc<Track>) -> Option<Command> {
        if let Some(known) = self.tracks.get_mut(&track.id) {
            *known = Arc::clone(track);
        }
        let depends = self.query.contains(':')
            || matches!(self.shelf, Shelf::Liked | Shelf::Played | Shelf::Playlist(_))
            || matches!(self.sort.key, SortKey::Rating | SortKey::Plays | SortKey::Skips | SortKey::Played);
        (depends && self.answered > 0).then(|| self.ask())
    }
}
