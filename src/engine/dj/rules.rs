//! What may follow what: no artist twice in five, no track twice in a day, and how these rules give way one after the other
//! where the library is too small for them.

use std::collections::HashMap;

use crate::library::{Candidate, TrackId};

/// Tracks in a row of different artists.
pub const ARTIST_GAP: usize = 5;
const DAY: i64 = 86_400;
/// With fewer tracks than this an artist may come again sooner rather than music that does not fit at all.
const SMALL_LIBRARY: usize = 50;
/// What a small library gives, in units of the score, to keep artists apart.
const ARTIST_SOON: f32 = 0.10;
const ARTIST_IN_A_ROW: f32 = 0.20;
/// Of a small library at most this many of the tracks heard last are left out.
const LAST_HEARD: usize = 20;

/// How much of the rules holds, the strictest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// No artist twice in five, no track twice in a day.
    All,
    /// Only not the same artist twice in a row, no track twice in a day.
    NoArtistInARow,
    /// Artists as they come, no track twice in a day.
    NoTrackInADay,
    /// Tracks of today again, but not what was heard just now.
    NotJustHeard,
    /// Anything but the last track.
    NotTheLast,
    /// Even the last track: it is the only one.
    Anything,
}

impl Strictness {
    /// Levels to choose from together, each with what it costs: in a large library one after the other, in a small one those
    /// about artists at once.
    pub const fn groups(candidates: usize) -> &'static [&'static [(Self, f32)]] {
        const TODAY: &[(Strictness, f32)] = &[(Strictness::NotJustHeard, 0.0)];
        const NOT_LAST: &[(Strictness, f32)] = &[(Strictness::NotTheLast, 0.0)];
        const ANY: &[(Strictness, f32)] = &[(Strictness::Anything, 0.0)];
        if candidates < SMALL_LIBRARY {
            return &[
                &[
                    (Self::All, 0.0),
                    (Self::NoArtistInARow, ARTIST_SOON),
                    (Self::NoTrackInADay, ARTIST_IN_A_ROW),
                ],
                TODAY,
                NOT_LAST,
                ANY,
            ];
        }
        &[
            &[(Self::All, 0.0)],
            &[(Self::NoArtistInARow, 0.0)],
            &[(Self::NoTrackInADay, 0.0)],
            TODAY,
            NOT_LAST,
            ANY,
        ]
    }

    const fn artist_gap(self) -> usize {
        match self {
            Self::All => ARTIST_GAP - 1,
            Self::NoArtistInARow => 1,
            Self::NoTrackInADay | Self::NotJustHeard | Self::NotTheLast | Self::Anything => 0,
        }
    }
}

/// What was played and planned so far.
#[derive(Debug)]
pub struct Sequence {
    now: i64,
    /// Time and place from the end (0 is the last) of what was heard.
    heard: HashMap<TrackId, (i64, usize)>,
    just_heard: usize,
    planned: Vec<TrackId>,
    /// Artists of the last tracks, the latest last.
    artists: Vec<u32>,
}

impl Sequence {
    /// After what was heard lately (the latest last).
    pub fn after(recent: &[(TrackId, i64)], candidates: &[Candidate], now: i64) -> Self {
        let mut heard = HashMap::new();
        for (back, (id, at)) in recent.iter().rev().enumerate() {
            heard.entry(*id).or_insert((*at, back));
        }
        let last = &recent[recent.len().saturating_sub(ARTIST_GAP - 1)..];
        let artist = |id: &TrackId| find(candidates, *id).map_or(0, |track| track.artist);
        Self {
            now,
            heard,
            just_heard: LAST_HEARD.min(candidates.len() * 2 / 3),
            planned: Vec::new(),
            artists: last.iter().map(|(id, _)| artist(id)).collect(),
        }
    }

    /// Notes a choice.
    pub fn push(&mut self, track: &Candidate) {
        self.planned.push(track.id);
        self.artists.push(track.artist);
    }

    /// May this track come next?
    pub fn allows(&self, track: &Candidate, strictness: Strictness) -> bool {
        !self.planned.contains(&track.id)
            && self.allows_before_plan(track, strictness)
            && self.allows_artist(track, strictness)
    }

    /// The part that does not change while the plan grows.
    pub fn allows_before_plan(&self, track: &Candidate, strictness: Strictness) -> bool {
        let heard = self.heard.get(&track.id);
        match strictness {
            Strictness::All | Strictness::NoArtistInARow | Strictness::NoTrackInADay => {
                let last = track.last_played.into_iter().chain(heard.map(|(at, _)| *at)).max();
                last.is_none_or(|at| self.now.saturating_sub(at) >= DAY)
            }
            Strictness::NotJustHeard => heard.is_none_or(|(_, back)| *back >= self.just_heard),
            Strictness::NotTheLast => heard.is_none_or(|(_, back)| *back > 0),
            Strictness::Anything => true,
        }
    }

    /// A track without an artist is by nobody else.
    fn allows_artist(&self, track: &Candidate, strictness: Strictness) -> bool {
        let gap = strictness.artist_gap().min(self.artists.len());
        track.artist == 0 || !self.artists[self.artists.len() - gap..].contains(&track.artist)
    }
}

/// Candidates come in the order of their numbers; where they do not, the search is merely slower.
fn find(candidates: &[Candidate], id: TrackId) -> Option<&Candidate> {
    match candidates.binary_search_by_key(&id, |track| track.id) {
        Ok(at) => candidates.get(at),
        Err(_) => candidates.iter().find(|track| track.id == id),
    }
}
