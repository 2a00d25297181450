//! Questions beside the list's own: where letters typed in it lead, and which tracks a group has.

use super::Search;
use crate::engine::{Command, Scope, SearchAnswer};
use crate::library::Track;
use crate::library::playlist::{Edit, PlaylistId};
use crate::library::search::{Sort, SortKey};

/// Questions on the side have numbers of their own.
const ASIDE: u64 = 1 << 63;

/// What to do with tracks that were asked for on the side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Go to the first one that begins with this.
    Land(String),
    /// Play them now.
    Play,
    /// Put them at the front of the queue.
    PlayNext,
    /// Put them at its end.
    Enqueue,
    /// Put them at the end of a playlist.
    AddTo(PlaylistId),
}

impl Search {
    /// Asks for the first track of the list that begins with what is typed.
    pub fn look_for(&mut self, typed: &str) -> Command {
        let words = typed.replace(|c: char| !c.is_alphanumeric(), " ");
        let query = format!("{} {} {words}", self.shelf.query(), self.query).trim().to_owned();
        let (scope, sort) = (self.shelf.scope(), self.sort);
        let question = self.aside(Then::Land(typed.to_owned()));
        Command::Search { question, query, scope, sort }
    }

    /// Asks for the tracks of a query, to do something with them.
    pub fn with_tracks_of(&mut self, query: String, then: Then) -> Command {
        let question = self.aside(then);
        Command::Search { question, query, scope: Scope::Library, sort: Sort::default() }
    }

    fn aside(&mut self, then: Then) -> u64 {
        self.asides_asked += 1;
        let question = ASIDE | self.asides_asked;
        self.asides.push((question, then));
        question
    }

    pub(super) fn act_on(&mut self, answer: &SearchAnswer, then: Then) -> Option<Command> {
        let ids = answer.ids.to_vec();
        if ids.is_empty() {
            return None;
        }
        Some(match then {
            Then::Land(typed) => {
                let begins = |track: &&Track| self.begins_with(track, &typed);
                let found = answer.tracks.iter().find(begins).map(|track| track.id);
                self.landing = found.or(ids.first().copied()).map(|id| (answer.question, id));
                return None;
            }
            Then::Play => Command::PlayAll(ids, 0),
            Then::PlayNext => Command::PlayNext(ids),
            Then::Enqueue => Command::Enqueue(ids),
            Then::AddTo(list) => Command::EditPlaylist(list, Edit::Insert { at: None, tracks: ids }),
        })
    }

    /// Does what the list is sorted by begin so? Where that is no text, the title.
    #[allow(clippy::wildcard_enum_match_arm, reason = "the others are no texts")]
    fn begins_with(&self, track: &Track, typed: &str) -> bool {
        let tags = &track.tags;
        let text = match self.sort.key {
            SortKey::Artist => tags.artist.as_deref(),
            SortKey::Album => tags.album.as_deref(),
            SortKey::Genre => tags.genre.as_deref(),
            _ => Some(tags.title.as_str()),
        };
        text.is_some_and(|text| text.to_lowercase().starts_with(typed))
    }
}
