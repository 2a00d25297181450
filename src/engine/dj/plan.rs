//! Puts targets, scores and rules together: one pass over the library, then choices out of the best of it.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::path::{Target, targets};
use super::reason;
use super::rules::{Sequence, Strictness};
use super::score::Scorer;
use super::{Pick, Request};
use crate::library::Candidate;

/// The best tracks kept for each target: enough that an artist with many near tracks does not fill them all, mostly.
const KEPT: usize = 64;
/// And so many more for each track of the plan.
const KEPT_A_PICK: usize = 4;

/// The next tracks, in the order they are to be played: `request.count`, or all there are. Empty only for an empty library.
/// `candidates` should be in the order of their numbers.
pub fn plan(candidates: &[Candidate], request: &Request<'_>) -> Vec<Pick> {
    let targets = targets(candidates, request);
    let scorer = Scorer { now: request.now, seed: request.seed };
    let mut sequence = Sequence::after(request.recent, candidates, request.now);
    let pools = Pools::fill(candidates, &targets, &scorer, &sequence, KEPT + KEPT_A_PICK * request.count);
    let mut picks = Vec::with_capacity(targets.len().min(candidates.len()));
    for target in &targets {
        let from_pool = pools.best(candidates, target, &sequence);
        let Some((score, track)) = from_pool.or_else(|| best_of_all(candidates, target, &scorer, &sequence))
        else {
            break;
        };
        let reason = reason::sentence(track, target, request, scorer.age(track));
        picks.push(Pick { id: track.id, score, target: target.affect, reason });
        sequence.push(track);
    }
    picks
}

/// A place in the list of candidates with its score; among equals the smaller number comes first.
#[derive(Clone, Copy, Debug)]
struct Scored {
    score: f32,
    at: usize,
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.at.cmp(&self.at))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Scored {}

/// For each different target the best tracks that no rule forbids from the start, best first.
struct Pools(Vec<(Target, Vec<Scored>)>);

impl Pools {
    fn fill(
        candidates: &[Candidate],
        targets: &[Target],
        scorer: &Scorer,
        sequence: &Sequence,
        kept: usize,
    ) -> Self {
        let mut distinct: Vec<Target> = targets.to_vec();
        distinct.dedup();
        let mut heaps: Vec<BinaryHeap<Reverse<Scored>>> =
            distinct.iter().map(|_| BinaryHeap::with_capacity(kept + 1)).collect();
        for (at, track) in candidates.iter().enumerate() {
            if !sequence.allows_before_plan(track, Strictness::All) {
                continue;
            }
            for (target, heap) in distinct.iter().zip(&mut heaps) {
                let scored = Scored { score: scorer.score(track, target.affect, target.aim), at };
                if heap.len() < kept {
                    heap.push(Reverse(scored));
                } else if heap.peek().is_some_and(|worst| worst.0 < scored) {
                    heap.pop();
                    heap.push(Reverse(scored));
                }
            }
        }
        let best_first =
            heaps.into_iter().map(|heap| heap.into_sorted_vec().into_iter().map(|Reverse(s)| s).collect());
        Self(distinct.into_iter().zip(best_first).collect())
    }

    fn best<'a>(
        &self,
        candidates: &'a [Candidate],
        target: &Target,
        sequence: &Sequence,
    ) -> Option<(f32, &'a Candidate)> {
        let (_, pool) = self.0.iter().find(|(t, _)| t == target)?;
        let mut tracks = pool.iter().filter_map(|scored| Some((scored.score, candidates.get(scored.at)?)));
        tracks.find(|(_, track)| sequence.allows(track, Strictness::All))
    }
}

/// The best of the whole library under the strictest rules that leave something.
fn best_of_all<'a>(
    candidates: &'a [Candidate],
    target: &Target,
    scorer: &Scorer,
    sequence: &Sequence,
) -> Option<(f32, &'a Candidate)> {
    Strictness::ALL.into_iter().find_map(|strictness| {
        let allowed = candidates.iter().enumerate().filter(|(_, track)| sequence.allows(track, strictness));
        let scored =
            allowed.map(|(at, track)| Scored { score: scorer.score(track, target.affect, target.aim), at });
        let best = scored.max()?;
        Some((best.score, candidates.get(best.at)?))
    })
}
