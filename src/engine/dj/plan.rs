//! Puts targets, scores and rules together, one choice after the other.

use super::catalogue::{Catalogue, Scored};
use super::path::{Aim, Target, targets};
use super::reason::{self, Facts, Opinion};
use super::rules::{Heard, Sequence, Strictness};
use super::score::{self, Scorer};
use super::taste::{Draw, mix};
use super::{Albums, Pick, Plan, Request};
use crate::library::Candidate;

/// A first choice farther from its target than this means that nothing near it is left.
const NEAR: f32 = 0.6;
/// The best tracks kept for a target: enough that an artist with many near ones does not fill them all, mostly.
const POOL: usize = 24;
/// And so many more for each track of the plan that has this target.
const POOL_A_PICK: usize = 6;

/// The next tracks, in the order they are to be played: `request.count`, or all there are. Empty only for an empty library.
pub fn plan(catalogue: &Catalogue, request: &Request<'_>) -> Plan {
    let targets = targets(catalogue, request);
    // Another turn, another throw of the dice; the same turn, the same.
    let seed = mix(request.seed ^ catalogue.turn().rotate_left(32));
    let draw = request.taste.map(|taste| taste.draw(seed));
    let heard = Heard::new(request.recent, catalogue.len());
    let scorer = Scorer { now: request.now, seed, draw: draw.as_ref(), heard: &heard };
    let sequence = Sequence::after(request.recent, &heard, catalogue, request.now);
    let mut planner = Planner { catalogue, request, scorer, sequence, plan: Plan::default(), pool: None };
    planner.go_on_with_album(&targets);
    while let Some(target) = targets.get(planner.plan.picks.len()) {
        if !planner.add_for(target, &targets) {
            break;
        }
    }
    planner.plan
}

struct Planner<'a> {
    catalogue: &'a Catalogue,
    request: &'a Request<'a>,
    scorer: Scorer<'a>,
    sequence: Sequence<'a>,
    plan: Plan,
    /// The best for the target of last.
    pool: Option<(Target, Vec<Scored<'a>>)>,
}

impl<'a> Planner<'a> {
    /// Adds the best for a target, with its album where those are to be whole. `false`: there is nothing left.
    fn add_for(&mut self, target: &Target, targets: &[Target]) -> bool {
        let Some((score, track)) = self.best(target, targets) else { return false };
        if self.plan.picks.is_empty() {
            let far = score::distance(track, target.affect) > NEAR || self.sequence.is_of_today(track);
            self.plan.out_of_matches = far && target.aim != Aim::Unknown;
        }
        if self.request.albums == Albums::Whole && track.album != 0 {
            let before = self.plan.picks.len();
            self.add_album(track.album, targets, |_| true);
            if self.plan.picks.len() > before {
                return true;
            }
        }
        self.add(track, target, score);
        true
    }

    /// The best of the catalogue under the strictest rules that leave something.
    fn best(&mut self, target: &Target, targets: &[Target]) -> Option<(f32, &'a Candidate)> {
        if let Some(Scored { score, track }) = self.best_of_pool(target, targets) {
            return Some((score, track));
        }
        let best_under = |strictness: Strictness, cost: f32| {
            let allowed = |track: &Candidate| self.sequence.allows(track, strictness);
            let best = self.catalogue.best(&self.scorer, target, 1, allowed).pop()?;
            Some((best.score - cost, best.track))
        };
        Strictness::groups(self.catalogue.len()).iter().find_map(|group| {
            let levels = group.iter().filter_map(|(strictness, cost)| best_under(*strictness, *cost));
            // Of equals the stricter, which comes first.
            levels.reduce(|best, next| if next.0 > best.0 { next } else { best })
        })
    }

    /// The best under all rules, from the best tracks for this target found once; `None` when the rules leave none of them,
    /// which does not mean that they leave none at all.
    fn best_of_pool(&mut self, target: &Target, targets: &[Target]) -> Option<Scored<'a>> {
        if Strictness::is_small(self.catalogue.len()) {
            return None;
        }
        if self.pool.as_ref().is_none_or(|(known, _)| known != target) {
            let fresh = |track: &Candidate| self.sequence.allows_time(track, Strictness::All);
            let uses = targets.iter().filter(|other| *other == target).count();
            let count = POOL + POOL_A_PICK * uses;
            self.pool = Some((*target, self.catalogue.best(&self.scorer, target, count, fresh)));
        }
        let (_, pool) = self.pool.as_ref()?;
        pool.iter().find(|scored| self.sequence.allows(scored.track, Strictness::All)).copied()
    }

    /// The tracks behind the last one, when it was part of an album that is to be whole.
    fn go_on_with_album(&mut self, targets: &[Target]) {
        let Some(last) = self.sequence.last().copied() else { return };
        if self.request.albums == Albums::Whole && last.album != 0 {
            self.add_album(last.album, targets, |track| (track.number, track.id) > (last.number, last.id));
        }
    }

    fn add_album(&mut self, album: u32, targets: &[Target], wanted: impl Fn(&Candidate) -> bool) {
        for track in self.catalogue.album(album) {
            let Some(target) = targets.get(self.plan.picks.len()) else { return };
            if wanted(track) && self.sequence.allows(track, Strictness::NoTrackInADay) {
                self.add(track, target, self.scorer.score(track, target));
            }
        }
    }

    fn add(&mut self, track: &Candidate, target: &Target, score: f32) {
        let opinion = self.request.taste.zip(self.scorer.draw).map(|(taste, draw): (_, &Draw)| Opinion {
            believed: taste.opinion(track),
            drawn: draw.of(track),
        });
        let facts = Facts { age_secs: self.scorer.age(track), opinion };
        let reason = reason::sentence(track, self.sequence.last(), target, self.request, &facts);
        self.plan.picks.push(Pick { id: track.id, score, target: target.affect, reason });
        self.sequence.push(track);
    }
}
