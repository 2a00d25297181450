//! Playlists: arranged by the user, or smart, which are queries that are asked anew each time.
//!
//! A list holds the numbers of tracks, not paths, so a file that moves keeps its place. Files of playlists are read and
//! written by [`mod@file`].

pub mod file;
mod store;

use serde::{Deserialize, Serialize};

use super::search::Sort;
use super::track::TrackId;

/// A playlist's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlaylistId(pub i64);

/// A playlist without its tracks.
#[derive(Clone, Debug, PartialEq)]
pub struct Playlist {
    /// Its number.
    pub id: PlaylistId,
    /// Its name; no two lists have the same.
    pub name: String,
    /// The query of a smart list.
    pub smart: Option<Smart>,
    /// Tracks in an arranged list; 0 for a smart one, which nobody counted yet.
    pub tracks: usize,
    /// Their length together in seconds.
    pub length_secs: f64,
}

/// What a smart playlist holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Smart {
    /// What its tracks match.
    pub query: String,
    /// Their order.
    pub sort: Sort,
    /// How many at most.
    pub most: Option<usize>,
}

/// A change of an arranged list. Places count from 0; those beyond the end mean the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Puts tracks before the place; `None`: at the end.
    Insert {
        /// The place.
        at: Option<usize>,
        /// The tracks.
        tracks: Vec<TrackId>,
    },
    /// Takes out what stands at these places.
    Remove(Vec<usize>),
    /// Moves what stands at these places, in its order, before what stands at `to`.
    Move {
        /// The places.
        from: Vec<usize>,
        /// Where they go.
        to: usize,
    },
    /// These tracks and no others.
    Replace(Vec<TrackId>),
}

impl Edit {
    /// The list after the change.
    pub fn apply(&self, list: &[TrackId]) -> Vec<TrackId> {
        match self {
            Self::Insert { at, tracks } => {
                let mut list = list.to_vec();
                let at = at.unwrap_or(list.len()).min(list.len());
                list.splice(at..at, tracks.iter().copied());
                list
            }
            Self::Remove(places) => {
                let kept = list.iter().enumerate().filter(|(place, _)| !places.contains(place));
                kept.map(|(_, track)| *track).collect()
            }
            Self::Move { from, to } => {
                let moved = |place: &usize| from.contains(place);
                let part = |wanted: bool, range: std::ops::Range<usize>| {
                    range.filter(move |place| moved(place) == wanted).map(|place| list[place])
                };
                let to = (*to).min(list.len());
                let before = part(false, 0..to);
                before.chain(part(true, 0..list.len())).chain(part(false, to..list.len())).collect()
            }
            Self::Replace(tracks) => tracks.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(ids: &[i64]) -> Vec<TrackId> {
        ids.iter().map(|id| TrackId(*id)).collect()
    }

    fn edited(edit: &Edit) -> Vec<i64> {
        edit.apply(&list(&[10, 11, 12, 13])).iter().map(|id| id.0).collect()
    }

    #[test]
    fn tracks_go_in_at_a_place_or_at_the_end() {
        assert_eq!(edited(&Edit::Insert { at: Some(1), tracks: list(&[7, 8]) }), [10, 7, 8, 11, 12, 13]);
        assert_eq!(edited(&Edit::Insert { at: None, tracks: list(&[7]) }), [10, 11, 12, 13, 7]);
        assert_eq!(edited(&Edit::Insert { at: Some(99), tracks: list(&[7]) }), [10, 11, 12, 13, 7]);
    }

    #[test]
    fn moving_keeps_the_order_of_what_moves() {
        assert_eq!(edited(&Edit::Move { from: vec![0, 2], to: 4 }), [11, 13, 10, 12]);
        assert_eq!(edited(&Edit::Move { from: vec![3, 1], to: 0 }), [11, 13, 10, 12]);
        assert_eq!(edited(&Edit::Move { from: vec![1], to: 2 }), [10, 11, 12, 13]);
        assert_eq!(edited(&Edit::Move { from: vec![9], to: 9 }), [10, 11, 12, 13]);
    }

    #[test]
    fn removing_takes_places_not_tracks() {
        let twice = list(&[10, 11, 10]);
        assert_eq!(Edit::Remove(vec![0, 9]).apply(&twice), list(&[11, 10]));
    }
}
