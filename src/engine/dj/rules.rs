//! What may follow what: no artist twice in five, no track twice in a day, no leap in tempo or loudness; and how these rules
//! give way one after the other where the library is too small for them.

use std::collections::HashMap;

use super::catalogue::Catalogue;
use crate::library::{Candidate, TrackId};

/// Tracks in a row of different artists.
pub const ARTIST_GAP: usize = 5;
const DAY: i64 = 86_400;
/// With fewer tracks than this the rules give way sooner than music that does not fit is played.
const SMALL_LIBRARY: usize = 50;
/// What a small library gives, in units of the score, to keep a rule.
const LEAP: f32 = 0.03;
const ARTIST_SOON: f32 = 0.10;
const ARTIST_IN_A_ROW: f32 = 0.20;
const TRACK_AGAIN: f32 = 0.15;
/// Of a small library at most this many of the tracks heard last are left out.
const LAST_HEARD: usize = 20;
/// The most that the tempo changes from track to track, in octaves; half and double tempo feel alike.
const TEMPO_STEP_OCTAVES: f32 = 0.3;
/// The most that the loudness changes from track to track.
const LOUDNESS_STEP_DB: f32 = 6.0;

/// How much of the rules holds, the strictest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// No artist twice in five, no track twice in a day, no leap in tempo or loudness.
    All,
    /// The same with leaps.
    AnyStep,
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
    /// about artists and days at once, so that it neither leaves the mood nor wears out a song.
    pub const fn groups(candidates: usize) -> &'static [&'static [(Self, f32)]] {
        const NOT_LAST: &[(Strictness, f32)] = &[(Strictness::NotTheLast, 0.0)];
        const ANY: &[(Strictness, f32)] = &[(Strictness::Anything, 0.0)];
        if Self::is_small(candidates) {
            return &[
                &[
                    (Self::All, 0.0),
                    (Self::AnyStep, LEAP),
                    (Self::NoArtistInARow, ARTIST_SOON),
                    (Self::NoTrackInADay, ARTIST_IN_A_ROW),
                    (Self::NotJustHeard, TRACK_AGAIN),
                ],
                NOT_LAST,
                ANY,
            ];
        }
        &[
            &[(Self::All, 0.0)],
            &[(Self::AnyStep, 0.0)],
            &[(Self::NoArtistInARow, 0.0)],
            &[(Self::NoTrackInADay, 0.0)],
            &[(Self::NotJustHeard, 0.0)],
            NOT_LAST,
            ANY,
        ]
    }

    /// Is a library of this size small?
    pub const fn is_small(candidates: usize) -> bool {
        candidates < SMALL_LIBRARY
    }

    const fn artist_gap(self) -> usize {
        match self {
            Self::All | Self::AnyStep => ARTIST_GAP - 1,
            Self::NoArtistInARow => 1,
            Self::NoTrackInADay | Self::NotJustHeard | Self::NotTheLast | Self::Anything => 0,
        }
    }
}

/// When a track was heard lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeardAt {
    /// Unix time in seconds.
    pub at: i64,
    /// Tracks heard since; 0 for the last.
    pub back: usize,
}

/// What was heard lately.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    tracks: HashMap<TrackId, HeardAt>,
    /// So many of the last tracks are not heard again while anything else is there.
    gap: usize,
    /// In a small library: so many tracks later a song has lost most of its staleness.
    fades_tracks: Option<f32>,
}

impl Heard {
    /// After these tracks (the latest last), in a library of this size.
    pub fn new(recent: &[(TrackId, i64)], candidates: usize) -> Self {
        let mut tracks = HashMap::new();
        for (back, (id, at)) in recent.iter().rev().enumerate() {
            tracks.entry(*id).or_insert(HeardAt { at: *at, back });
        }
        let gap = (candidates / 3).max(candidates.saturating_sub(1).min(2)).min(LAST_HEARD);
        let fades_tracks = Strictness::is_small(candidates).then_some(candidates as f32 / 4.0);
        Self { tracks, gap, fades_tracks }
    }

    /// When a track was heard, if it was lately.
    pub fn get(&self, id: TrackId) -> Option<HeardAt> {
        // Most tracks of a large library were not.
        if self.tracks.is_empty() { None } else { self.tracks.get(&id).copied() }
    }

    /// In a small library: how stale a track still is, 1 when it was the last and 0 long after.
    pub fn faded(&self, heard: HeardAt) -> Option<f32> {
        self.fades_tracks.map(|tracks| (-(heard.back as f32) / tracks.max(1.0)).exp())
    }
}

/// What was played and planned so far.
#[derive(Debug)]
pub struct Sequence<'a> {
    now: i64,
    heard: &'a Heard,
    planned: Vec<TrackId>,
    /// Artists of the last tracks, the latest last.
    artists: Vec<u32>,
    last: Option<Candidate>,
}

impl<'a> Sequence<'a> {
    /// After what was heard lately (the latest last).
    pub fn after(recent: &[(TrackId, i64)], heard: &'a Heard, catalogue: &Catalogue, now: i64) -> Self {
        let last = &recent[recent.len().saturating_sub(ARTIST_GAP - 1)..];
        let artist = |id: &TrackId| catalogue.get(*id).map_or(0, |track| track.artist);
        Self {
            now,
            heard,
            planned: Vec::new(),
            artists: last.iter().map(|(id, _)| artist(id)).collect(),
            last: recent.last().and_then(|(id, _)| catalogue.get(*id)).copied(),
        }
    }

    /// The track before the next choice.
    pub const fn last(&self) -> Option<&Candidate> {
        self.last.as_ref()
    }

    /// Notes a choice.
    pub fn push(&mut self, track: &Candidate) {
        self.planned.push(track.id);
        self.artists.push(track.artist);
        self.last = Some(*track);
    }

    /// May this track come next?
    pub fn allows(&self, track: &Candidate, strictness: Strictness) -> bool {
        !self.planned.contains(&track.id)
            && self.allows_artist(track, strictness)
            && self.allows_step(track, strictness)
            && self.allows_time(track, strictness)
    }

    /// Was the track heard within a day?
    pub fn is_of_today(&self, track: &Candidate) -> bool {
        let last = track.last_played.into_iter().chain(self.heard.get(track.id).map(|heard| heard.at)).max();
        last.is_some_and(|at| self.now.saturating_sub(at) < DAY)
    }

    /// The part that does not change while the plan grows, down to [`Strictness::NoTrackInADay`].
    pub fn allows_time(&self, track: &Candidate, strictness: Strictness) -> bool {
        let heard = || self.heard.get(track.id);
        match strictness {
            Strictness::All
            | Strictness::AnyStep
            | Strictness::NoArtistInARow
            | Strictness::NoTrackInADay => !self.is_of_today(track),
            Strictness::NotJustHeard => {
                heard().is_none_or(|heard| heard.back + self.planned.len() >= self.heard.gap)
            }
            Strictness::NotTheLast => heard().is_none_or(|heard| heard.back + self.planned.len() > 0),
            Strictness::Anything => true,
        }
    }

    /// A track without an artist is by nobody else.
    fn allows_artist(&self, track: &Candidate, strictness: Strictness) -> bool {
        let gap = strictness.artist_gap().min(self.artists.len());
        track.artist == 0 || !self.artists[self.artists.len() - gap..].contains(&track.artist)
    }

    fn allows_step(&self, track: &Candidate, strictness: Strictness) -> bool {
        let Some(last) = self.last.as_ref().filter(|_| strictness == Strictness::All) else { return true };
        is_near_in_tempo(last.tempo_bpm, track.tempo_bpm)
            && is_near_in_loudness(last.loudness_db, track.loudness_db)
    }
}

/// Tempi that are not known are near to all.
fn is_near_in_tempo(a_bpm: f32, b_bpm: f32) -> bool {
    if a_bpm <= 0.0 || b_bpm <= 0.0 {
        return true;
    }
    let octaves = (a_bpm / b_bpm).log2();
    (octaves - octaves.round()).abs() <= TEMPO_STEP_OCTAVES
}

fn is_near_in_loudness(a_db: f32, b_db: f32) -> bool {
    a_db >= 0.0 || b_db >= 0.0 || (a_db - b_db).abs() <= LOUDNESS_STEP_DB
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_double_tempo_are_near_and_unknown_ones_too() {
        assert!(
            is_near_in_tempo(70.0, 142.0) && is_near_in_tempo(120.0, 100.0) && is_near_in_tempo(0.0, 180.0)
        );
        assert!(!is_near_in_tempo(120.0, 87.0));
    }

    #[test]
    fn a_leap_in_loudness_is_one_of_more_than_six_db() {
        assert!(is_near_in_loudness(-14.0, -19.0) && is_near_in_loudness(-14.0, 0.0));
        assert!(!is_near_in_loudness(-8.0, -20.0));
    }

    #[test]
    fn even_the_smallest_library_keeps_a_gap() {
        let gaps: Vec<usize> = [0, 1, 2, 3, 9, 16, 1000].map(|size| Heard::new(&[], size).gap).to_vec();
        assert_eq!(gaps, [0, 0, 1, 2, 3, 5, 20]);
    }
}
