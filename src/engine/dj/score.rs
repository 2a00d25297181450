//! How well a track fits, rules of sequence aside.
//!
//! The weights are our own judgement, in units of the score (closeness on the plane spans 0 to 1); a later learning step
//! replaces them where it knows better.

use super::path::Aim;
use crate::affect::Affect;
use crate::library::{Candidate, Like};

const DAY: f32 = 86_400.0;
const HOUR: f32 = 3_600.0;

/// Mean distance on the plane of two points nobody knows anything about: what an untrusted mood counts as.
const BLIND_DISTANCE: f32 = 0.9;
/// The distance at which closeness has fallen to 0.
const FAR: f32 = 2.0;

const LIKED: f32 = 0.10;
/// More than the plane is wide: everything else comes first.
const DISLIKED: f32 = -1.50;
/// For each star above or below three.
const STAR: f32 = 0.035;
/// For a track that is always skipped.
const SKIPPED: f32 = -0.25;
/// For a track that was just heard; fades over days.
const HEARD: f32 = -0.20;
const HEARD_FADES_DAYS: f32 = 7.0;
/// On top, for the hours after it was heard, so that a small library goes round in turn.
const JUST_HEARD: f32 = -0.60;
const JUST_HEARD_FADES_HOURS: f32 = 4.0;
/// The share of chance.
const VARIETY: f32 = 0.05;
/// The same with no mood known: the choice is meant to be varied then.
const VARIETY_UNKNOWN: f32 = 0.40;

/// What all scores of one plan share.
#[derive(Clone, Copy, Debug)]
pub struct Scorer {
    /// Unix time in seconds.
    pub now: i64,
    /// For the share of chance.
    pub seed: u64,
}

impl Scorer {
    /// The score of a track for a target; about 0 to 1, more is better.
    pub fn score(&self, track: &Candidate, target: Affect, aim: Aim) -> f32 {
        let variety = if aim == Aim::Unknown { VARIETY_UNKNOWN } else { VARIETY };
        closeness(track, target) + taste(track) + self.tiredness(track) + variety * self.chance(track)
    }

    /// Seconds since the track was heard last.
    pub fn age(&self, track: &Candidate) -> Option<i64> {
        track.last_played.map(|at| self.now.saturating_sub(at).max(0))
    }

    fn tiredness(&self, track: &Candidate) -> f32 {
        let Some(age) = self.age(track) else { return 0.0 };
        let age = age as f32;
        // Far beyond the fading times the terms are nothing, and `exp` is dear in a pass over a million.
        if age > 10.0 * HEARD_FADES_DAYS * DAY {
            return 0.0;
        }
        HEARD * (-age / (HEARD_FADES_DAYS * DAY)).exp()
            + JUST_HEARD * (-age / (JUST_HEARD_FADES_HOURS * HOUR)).exp()
    }

    /// 0..1, by seed and track alone (the finaliser of SplitMix64).
    fn chance(&self, track: &Candidate) -> f32 {
        let mut x = self.seed.wrapping_add((track.id.0 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
    }
}

/// 1 on the spot, 0 far away; a mood that is not trusted counts as neither near nor far.
fn closeness(track: &Candidate, target: Affect) -> f32 {
    let known = track.confidence.clamp(0.0, 1.0).sqrt();
    let distance = known * track.affect.distance(target) + (1.0 - known) * BLIND_DISTANCE;
    1.0 - distance / FAR
}

fn taste(track: &Candidate) -> f32 {
    let word = match track.like {
        Like::Liked => LIKED,
        Like::Disliked => DISLIKED,
        Like::Neutral => 0.0,
    };
    let stars = if track.rating == 0 { 0.0 } else { STAR * (f32::from(track.rating) - 3.0) };
    // Two imagined plays, so that one skip does not say "always".
    let skipped = track.skips as f32 / (track.plays as f32 + track.skips as f32 + 2.0);
    word + stars + SKIPPED * skipped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dj::tests::track;

    const SCORER: Scorer = Scorer { now: 1_000_000_000, seed: 0 };

    fn score(track: &Candidate) -> f32 {
        SCORER.score(track, Affect::new(0.5, 0.5), Aim::Match)
    }

    #[test]
    fn nearer_is_better_and_trust_counts() {
        let near = track(1, 0.5, 0.4);
        let far = track(1, -0.5, -0.4);
        assert!(score(&near) > score(&far));
        let guess = Candidate { confidence: 0.1, ..near };
        assert!(score(&near) > score(&guess) && score(&guess) > score(&far));
    }

    #[test]
    fn likes_stars_and_skips_shift_the_order() {
        let plain = track(1, 0.5, 0.4);
        assert!(score(&Candidate { like: Like::Liked, ..plain }) > score(&plain));
        assert!(score(&Candidate { rating: 5, ..plain }) > score(&plain));
        assert!(score(&Candidate { rating: 1, ..plain }) < score(&plain));
        assert!(score(&Candidate { skips: 4, ..plain }) < score(&Candidate { plays: 4, ..plain }));
        assert!(score(&Candidate { like: Like::Disliked, ..plain }) < score(&track(1, -0.2, -0.1)));
    }

    #[test]
    fn what_was_heard_lately_waits() {
        let heard =
            |ago: i64| score(&Candidate { last_played: Some(SCORER.now - ago), ..track(1, 0.5, 0.4) });
        assert!(
            heard(600) < heard(7200)
                && heard(7200) < heard(5 * 86_400)
                && heard(5 * 86_400) < heard(90 * 86_400)
        );
    }

    #[test]
    fn chance_is_even_and_repeats_with_its_seed() {
        let mean = (0..1000).map(|id| SCORER.chance(&track(id, 0.0, 0.0))).sum::<f32>() / 1000.0;
        assert!((mean - 0.5).abs() < 0.05, "{mean}");
        let other = Scorer { seed: 1, ..SCORER };
        assert_ne!(other.chance(&track(1, 0.0, 0.0)), SCORER.chance(&track(1, 0.0, 0.0)));
    }
}
