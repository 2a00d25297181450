//! All candidates in memory, sorted into squares of the plane, so that the best of a million is found by looking at the
//! squares that can hold it: branch and bound, exact.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::path::Target;
use super::score::Scorer;
use crate::affect::Affect;
use crate::library::{Candidate, Like, TrackId};

/// Squares a side; a multiple of the regions a side of [`super::taste`].
const SIDE: usize = 36;
/// Two layers: tracks whose place is trusted, and others.
const SQUARES: usize = SIDE * SIDE * 2;
/// The trust in a place that divides the layers (square root of the confidence).
const TRUSTED: f32 = 0.5;

/// The candidates of a library, in few bytes: `mien bench --only dj` tells how many a track takes.
#[derive(Clone, Debug)]
pub struct Catalogue {
    squares: Vec<Square>,
    /// In the order of the tracks' numbers.
    places: Vec<Place>,
    /// Plays and skips of all tracks.
    heard: u64,
    centre: Centre,
}

/// Sums over all candidates, weighted by liking and confidence.
#[derive(Clone, Copy, Debug, Default)]
struct Centre {
    valence: f64,
    arousal: f64,
    weight: f64,
}

impl Centre {
    fn count(&mut self, track: &Candidate, times: f64) {
        let liking = match track.like {
            Like::Liked => 3.0,
            Like::Neutral => 1.0 + f64::from(track.rating) / 5.0,
            Like::Disliked => 0.0,
        };
        let weight = times * liking * f64::from(trust(track).powi(2));
        self.valence += weight * f64::from(track.affect.valence);
        self.arousal += weight * f64::from(track.affect.arousal);
        self.weight += weight;
    }
}

/// Where a candidate is kept.
#[derive(Clone, Copy, Debug)]
struct Place {
    id: TrackId,
    square: u16,
    at: u32,
}

/// The candidates in one square, and between which values they lie.
#[derive(Clone, Debug, Default)]
pub struct Square {
    tracks: Vec<Candidate>,
    bounds: Bounds,
}

/// Limits that hold for all candidates of a square; wider than needed once candidates have left it.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Smallest coordinates.
    pub low: Affect,
    /// Largest coordinates.
    pub high: Affect,
    /// Least trust, see [`trust`].
    pub trust_min: f32,
    /// Most trust.
    pub trust_max: f32,
    /// The most that likes and stars add to a score.
    pub liking: f32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            low: Affect { valence: 1.0, arousal: 1.0 },
            high: Affect { valence: -1.0, arousal: -1.0 },
            trust_min: 1.0,
            trust_max: 0.0,
            liking: f32::NEG_INFINITY,
        }
    }
}

impl Bounds {
    fn widen(&mut self, track: &Candidate) {
        let Affect { valence, arousal } = track.affect;
        self.low = Affect { valence: self.low.valence.min(valence), arousal: self.low.arousal.min(arousal) };
        self.high =
            Affect { valence: self.high.valence.max(valence), arousal: self.high.arousal.max(arousal) };
        self.trust_min = self.trust_min.min(trust(track));
        self.trust_max = self.trust_max.max(trust(track));
        self.liking = self.liking.max(super::score::liking(track));
    }

    /// The distance of a point to the nearest place of the square.
    pub fn distance(&self, to: Affect) -> f32 {
        let gap = |low: f32, high: f32, x: f32| (low - x).max(x - high).max(0.0);
        gap(self.low.valence, self.high.valence, to.valence).hypot(gap(
            self.low.arousal,
            self.high.arousal,
            to.arousal,
        ))
    }
}

/// How far a track's place counts, 0..=1.
pub fn trust(track: &Candidate) -> f32 {
    // A confidence that is no number is none.
    if track.confidence > 0.0 { track.confidence.min(1.0).sqrt() } else { 0.0 }
}

/// A candidate with its score. More is better, and of equals the smaller number.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'a> {
    /// See [`Scorer`].
    pub score: f32,
    /// The candidate.
    pub track: &'a Candidate,
}

impl Ord for Scored<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.track.id.cmp(&self.track.id))
    }
}

impl PartialOrd for Scored<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Scored<'_> {}

impl Catalogue {
    /// A catalogue of these candidates; of equal numbers the last counts.
    pub fn new(candidates: impl IntoIterator<Item = Candidate>) -> Self {
        let mut catalogue = Self {
            squares: vec![Square::default(); SQUARES],
            places: Vec::new(),
            heard: 0,
            centre: Centre::default(),
        };
        for candidate in candidates {
            catalogue.put(candidate);
        }
        for square in &mut catalogue.squares {
            square.tracks.shrink_to_fit();
        }
        catalogue.places.shrink_to_fit();
        catalogue
    }

    /// Number of candidates.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Is there nothing to choose from?
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Memory in bytes, with what is held in reserve.
    pub fn bytes(&self) -> usize {
        let tracks: usize = self.squares.iter().map(|square| square.tracks.capacity()).sum();
        tracks * size_of::<Candidate>()
            + self.squares.capacity() * size_of::<Square>()
            + self.places.capacity() * size_of::<Place>()
    }

    /// Plays and skips of all tracks so far: the number of the turn, by which a plan's chances differ from the last one's.
    pub const fn turn(&self) -> u64 {
        self.heard
    }

    /// The candidate with a number.
    pub fn get(&self, id: TrackId) -> Option<&Candidate> {
        let place = self.places[self.find(id).ok()?];
        self.squares.get(usize::from(place.square))?.tracks.get(place.at as usize)
    }

    /// All candidates, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.squares.iter().flat_map(|square| &square.tracks)
    }

    /// Adds a candidate, or replaces the one with its number.
    pub fn put(&mut self, candidate: Candidate) {
        self.remove(candidate.id);
        self.heard += u64::from(candidate.plays) + u64::from(candidate.skips);
        self.centre.count(&candidate, 1.0);
        let number = square_of(&candidate);
        let square = &mut self.squares[number];
        square.bounds.widen(&candidate);
        square.tracks.push(candidate);
        let place = Place { id: candidate.id, square: number as u16, at: (square.tracks.len() - 1) as u32 };
        match self.places.last() {
            // Numbers mostly grow.
            Some(last) if last.id > candidate.id => {
                let at = self.find(candidate.id).unwrap_or_else(|at| at);
                self.places.insert(at, place);
            }
            Some(_) | None => self.places.push(place),
        }
    }

    /// Takes a candidate out; nothing happens when it is not there.
    pub fn remove(&mut self, id: TrackId) {
        let Ok(at) = self.find(id) else { return };
        let place = self.places.remove(at);
        let square = &mut self.squares[usize::from(place.square)];
        let gone = square.tracks.swap_remove(place.at as usize);
        let moved = square.tracks.get(place.at as usize).map(|track| track.id);
        self.heard -= u64::from(gone.plays) + u64::from(gone.skips);
        self.centre.count(&gone, -1.0);
        if let Some(Ok(at)) = moved.map(|id| self.find(id)) {
            self.places[at].at = place.at;
        }
    }

    fn find(&self, id: TrackId) -> Result<usize, usize> {
        self.places.binary_search_by_key(&id, |place| place.id)
    }

    /// The `count` candidates with the highest scores for a target among those that are allowed, best first; of equals
    /// those with the smallest numbers.
    pub fn best(
        &self,
        scorer: &Scorer<'_>,
        target: &Target,
        count: usize,
        allowed: impl Fn(&Candidate) -> bool,
    ) -> Vec<Scored<'_>> {
        let mut order: Vec<(f32, &Square)> = self
            .squares
            .iter()
            .enumerate()
            .filter(|(_, square)| !square.tracks.is_empty())
            .map(|(at, square)| (scorer.bound(&square.bounds, region_of(at), target), square))
            .collect();
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut best: BinaryHeap<Reverse<Scored<'_>>> = BinaryHeap::with_capacity(count + 1);
        let mut floor = f32::NEG_INFINITY;
        for (bound, square) in order {
            if bound < floor {
                break;
            }
            for track in &square.tracks {
                let Some(score) = scorer.score_above(track, target, floor) else { continue };
                let scored = Scored { score, track };
                if best.len() == count && best.peek().is_none_or(|worst| scored <= worst.0) || !allowed(track)
                {
                    continue;
                }
                if best.len() == count {
                    best.pop();
                }
                best.push(Reverse(scored));
                if best.len() == count {
                    floor = best.peek().map_or(floor, |worst| worst.0.score);
                }
            }
        }
        best.into_sorted_vec().into_iter().map(|Reverse(scored)| scored).collect()
    }

    /// The middle of what the listener has and likes; the middle of the plane for a library nothing is known about.
    pub fn centre(&self) -> Affect {
        let Centre { valence, arousal, weight } = self.centre;
        // What is left of sums that went back to nothing is not a place.
        if weight > 1e-6 {
            Affect::new((valence / weight) as f32, (arousal / weight) as f32)
        } else {
            Affect::default()
        }
    }

    /// The tracks of an album in their order.
    pub fn album(&self, album: u32) -> Vec<&Candidate> {
        let mut tracks: Vec<&Candidate> = self.iter().filter(|track| track.album == album).collect();
        tracks.sort_unstable_by_key(|track| (track.number, track.id));
        tracks
    }
}

/// The column or row of a coordinate.
fn step(x: f32) -> usize {
    (((x + 1.0) * 0.5 * SIDE as f32) as usize).min(SIDE - 1)
}

fn square_of(track: &Candidate) -> usize {
    let layer = usize::from(trust(track) < TRUSTED);
    (layer * SIDE + step(track.affect.arousal)) * SIDE + step(track.affect.valence)
}

/// The region of taste that a square lies in.
fn region_of(square: usize) -> usize {
    let (column, row) = (square % SIDE, square / SIDE % SIDE);
    let middle = |at: usize| (at as f32 + 0.5) / SIDE as f32 * 2.0 - 1.0;
    super::taste::region(Affect { valence: middle(column), arousal: middle(row) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dj::tests::track;

    #[test]
    fn a_track_takes_less_than_a_hundred_bytes() {
        let mut random = fastrand::Rng::with_seed(2);
        let mut place = || random.f32() * 2.0 - 1.0;
        let catalogue = Catalogue::new((0..30_000).map(|id| track(id, place(), place())));
        assert!(catalogue.bytes() < 30_000 * 100, "{}", catalogue.bytes() / 30_000);
    }

    #[test]
    fn candidates_are_found_replaced_moved_and_removed() {
        let mut random = fastrand::Rng::with_seed(5);
        let mut place = || random.f32() * 2.0 - 1.0;
        let mut catalogue = Catalogue::new((1..=300).map(|id| track(id, place(), place())));
        for id in [7, 300, 1, 150] {
            catalogue.put(Candidate { plays: 2, ..track(id, place(), place()) });
        }
        catalogue.remove(TrackId(8));
        catalogue.remove(TrackId(8));
        catalogue.put(track(8, 0.1, 0.1));
        catalogue.remove(TrackId(299));
        assert_eq!((catalogue.len(), catalogue.turn()), (299, 8));
        for id in (1..=298).chain([300]) {
            assert_eq!(catalogue.get(TrackId(id)).map(|track| track.id), Some(TrackId(id)));
        }
        assert_eq!(catalogue.get(TrackId(299)), None);
        assert_eq!(catalogue.iter().count(), 299);
    }

    #[test]
    fn every_square_lies_in_the_region_of_its_tracks() {
        let mut random = fastrand::Rng::with_seed(9);
        for _ in 0..10_000 {
            let track = track(1, random.f32() * 2.0 - 1.0, random.f32() * 2.0 - 1.0);
            assert_eq!(region_of(square_of(&track)), crate::engine::dj::taste::region(track.affect));
        }
    }
}
