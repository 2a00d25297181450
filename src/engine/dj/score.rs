//! How well a track fits, rules of sequence aside.
//!
//! The weights are our own judgement, in units of the score: closeness on the plane spans 0 to 1.

use super::catalogue::{Bounds, trust};
use super::path::{Aim, Target};
use super::rules::Heard;
use super::taste::{Draw, mix};
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
/// For what was learned: a whole unit of pleasure outweighs half the plane's quarter, so that mood leads and taste chooses
/// within it.
const LEARNED: f32 = 0.25;
/// For a track that was just heard; fades over days.
const HEARD: f32 = -0.20;
const HEARD_FADES_DAYS: f32 = 7.0;
/// On top, for the hours after it was heard; in a small library for the tracks after it.
const JUST_HEARD: f32 = -0.60;
const JUST_HEARD_FADES_HOURS: f32 = 4.0;
/// The share of chance.
const VARIETY: f32 = 0.05;
/// The same with no mood known: the choice is meant to be varied then.
const VARIETY_UNKNOWN: f32 = 0.40;

/// Sums in another order differ by less than this.
const ROUNDING: f32 = 1e-4;

/// What all scores of one plan share.
#[derive(Clone, Copy, Debug)]
pub struct Scorer<'a> {
    /// Unix time in seconds.
    pub now: i64,
    /// For the share of chance.
    pub seed: u64,
    /// What was learned; `None` while learning is off.
    pub draw: Option<&'a Draw>,
    /// What was heard lately.
    pub heard: &'a Heard,
}

impl Scorer<'_> {
    /// The score of a track for a target; about 0 to 1, more is better.
    pub fn score(&self, track: &Candidate, target: &Target) -> f32 {
        let learned = self.draw.map_or(0.0, |draw| draw.of(track));
        self.unlearned(track, target) + LEARNED * learned + self.tiredness(track)
    }

    /// The score, when it can be `floor` or more; gives up early where it cannot.
    pub fn score_above(&self, track: &Candidate, target: &Target, floor: f32) -> Option<f32> {
        let unlearned = self.unlearned(track, target);
        let can_reach = |learned: f32| unlearned + LEARNED * learned + ROUNDING >= floor;
        let learned = match self.draw {
            None if can_reach(0.0) => 0.0,
            None => return None,
            Some(draw) => draw.of_some(track, can_reach)?,
        };
        Some(unlearned + LEARNED * learned + self.tiredness(track)).filter(|score| *score >= floor)
    }

    /// The score but for what was learned and heard.
    fn unlearned(&self, track: &Candidate, target: &Target) -> f32 {
        closeness(track, target.affect) + liking(track) + variety(target.aim) * self.chance(track)
    }

    /// At least the score of any track within the bounds, in a region of taste.
    pub fn bound(&self, bounds: &Bounds, region: usize, target: &Target) -> f32 {
        let distance = bounds.distance(target.affect);
        let nearest = felt(distance, bounds.trust_min).min(felt(distance, bounds.trust_max));
        let learned = self.draw.map_or(0.0, |draw| LEARNED * draw.most_in(region));
        1.0 - nearest / FAR + bounds.liking + learned + variety(target.aim) + ROUNDING
    }

    /// Seconds since the track was heard last.
    pub fn age(&self, track: &Candidate) -> Option<i64> {
        track.last_played.map(|at| self.now.saturating_sub(at).max(0))
    }

    fn tiredness(&self, track: &Candidate) -> f32 {
        let heard = self.heard.get(track.id);
        let Some(last) = track.last_played.into_iter().chain(heard.map(|heard| heard.at)).max() else {
            return 0.0;
        };
        let age = self.now.saturating_sub(last).max(0) as f32;
        // Far beyond the fading times the terms are nothing, and `exp` is dear in a pass over a million.
        if age > 10.0 * HEARD_FADES_DAYS * DAY {
            return 0.0;
        }
        let by_turns = heard.and_then(|heard| self.heard.faded(heard));
        let just = by_turns.unwrap_or_else(|| (-age / (JUST_HEARD_FADES_HOURS * HOUR)).exp());
        HEARD * (-age / (HEARD_FADES_DAYS * DAY)).exp() + JUST_HEARD * just
    }

    /// 0..1, by seed and track alone.
    fn chance(&self, track: &Candidate) -> f32 {
        let x = self.seed.wrapping_add(track.id.0.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15));
        (mix(x) >> 40) as f32 / (1_u64 << 24) as f32
    }
}

const fn variety(aim: Aim) -> f32 {
    match aim {
        Aim::Unknown => VARIETY_UNKNOWN,
        Aim::Match | Aim::Meet | Aim::Step | Aim::Back | Aim::Goal => VARIETY,
    }
}

/// The distance as far as the place is trusted; what is not trusted counts as neither near nor far.
fn felt(distance: f32, trust: f32) -> f32 {
    trust * distance + (1.0 - trust) * BLIND_DISTANCE
}

/// How far a track is from a target, as far as that is known.
pub fn distance(track: &Candidate, target: Affect) -> f32 {
    let (valence, arousal) = (track.affect.valence - target.valence, track.affect.arousal - target.arousal);
    // `hypot` guards against overflow, which cannot be here, at four times the cost.
    felt((valence * valence + arousal * arousal).sqrt(), trust(track))
}

/// 1 on the spot, 0 far away.
fn closeness(track: &Candidate, target: Affect) -> f32 {
    1.0 - distance(track, target) / FAR
}

/// What the listener said about the track by hand.
pub fn liking(track: &Candidate) -> f32 {
    let word = match track.like {
        Like::Liked => LIKED,
        Like::Disliked => DISLIKED,
        Like::Neutral => 0.0,
    };
    let stars = if track.rating == 0 { 0.0 } else { STAR * (f32::from(track.rating) - 3.0) };
    word + stars
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dj::tests::track;

    const NOW: i64 = 1_000_000_000;

    fn scorer(heard: &Heard) -> Scorer<'_> {
        Scorer { now: NOW, seed: 0, draw: None, heard }
    }

    fn score(track: &Candidate) -> f32 {
        let target = Target { affect: Affect::new(0.5, 0.5), aim: Aim::Match };
        scorer(&Heard::default()).score(track, &target)
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
    fn likes_and_stars_shift_the_order() {
        let plain = track(1, 0.5, 0.4);
        assert!(score(&Candidate { like: Like::Liked, ..plain }) > score(&plain));
        assert!(score(&Candidate { rating: 5, ..plain }) > score(&plain));
        assert!(score(&Candidate { rating: 1, ..plain }) < score(&plain));
        assert!(score(&Candidate { like: Like::Disliked, ..plain }) < score(&track(1, -0.2, -0.1)));
    }

    #[test]
    fn what_was_heard_lately_waits() {
        let heard = |ago: i64| score(&Candidate { last_played: Some(NOW - ago), ..track(1, 0.5, 0.4) });
        assert!(
            heard(600) < heard(7200)
                && heard(7200) < heard(5 * 86_400)
                && heard(5 * 86_400) < heard(90 * 86_400)
        );
    }

    #[test]
    fn chance_is_even_and_repeats_with_its_seed() {
        let heard = Heard::default();
        let scorer = scorer(&heard);
        let mean = (0..1000).map(|id| scorer.chance(&track(id, 0.0, 0.0))).sum::<f32>() / 1000.0;
        assert!((mean - 0.5).abs() < 0.05, "{mean}");
        let other = Scorer { seed: 1, ..scorer };
        assert!((other.chance(&track(1, 0.0, 0.0)) - scorer.chance(&track(1, 0.0, 0.0))).abs() > 1e-6);
    }
}
