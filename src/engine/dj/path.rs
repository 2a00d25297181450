//! The points on the plane that a plan aims at, one for each track.

use super::Request;
use crate::affect::Affect;
use crate::library::{Candidate, Like};
use crate::mood::Mode;

/// The longest step of a lift on the plane: small enough to be followed (the project's own choice after the iso principle).
pub const LIFT_STEP: f32 = 0.35;

/// What a target is to the listener; the reason is worded by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// Music like the mood.
    Match,
    /// The first of a lift: it meets the listener.
    Meet,
    /// On the way; the part of the last step that led here.
    Step {
        /// Change of valence since the target before.
        valence: f32,
        /// Change of arousal since the target before.
        arousal: f32,
    },
    /// Arrived.
    Goal,
    /// No mood is known.
    Unknown,
}

/// A point to aim at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The point.
    pub affect: Affect,
    /// What it is to the listener.
    pub aim: Aim,
}

/// One target for each track of the plan.
pub fn targets(candidates: &[Candidate], request: &Request<'_>) -> Vec<Target> {
    let start = request.mood.unwrap_or_else(|| centre(candidates));
    match (request.mode, request.mood) {
        (Mode::Match, Some(_)) => vec![Target { affect: start, aim: Aim::Match }; request.count],
        (Mode::Match, None) => vec![Target { affect: start, aim: Aim::Unknown }; request.count],
        (Mode::Lift, mood) => lift(start, mood.is_some(), request),
    }
}

fn lift(start: Affect, known: bool, request: &Request<'_>) -> Vec<Target> {
    let steps = (start.distance(request.goal) / LIFT_STEP).ceil() as usize;
    // Two tracks a step where there is room for the whole way at that pace, else one.
    let stay = if request.progress + request.count >= 2 * (steps + 1) { 2 } else { 1 };
    let at = |step: usize| start.towards(request.goal, LIFT_STEP * step as f32);
    let numbers = request.progress..request.progress + request.count;
    numbers
        .map(|number| {
            let step = (number / stay).min(steps);
            let affect = at(step);
            let aim = match step {
                0 if !known => Aim::Unknown,
                0 if steps > 0 => Aim::Meet,
                step if step == steps => Aim::Goal,
                step => {
                    let before = at(step - 1);
                    Aim::Step {
                        valence: affect.valence - before.valence,
                        arousal: affect.arousal - before.arousal,
                    }
                }
            };
            Target { affect, aim }
        })
        .collect()
}

/// The middle of what the listener has and likes; the middle of the plane for a library nothing is known about.
fn centre(candidates: &[Candidate]) -> Affect {
    let mut sum = (0.0_f64, 0.0_f64, 0.0_f64);
    for track in candidates {
        let liking = match track.like {
            Like::Liked => 3.0,
            Like::Neutral => 1.0 + f64::from(track.rating) / 5.0,
            Like::Disliked => 0.0,
        };
        let weight = liking * f64::from(track.confidence);
        sum.0 += weight * f64::from(track.affect.valence);
        sum.1 += weight * f64::from(track.affect.arousal);
        sum.2 += weight;
    }
    if sum.2 <= 0.0 {
        return Affect::default();
    }
    Affect::new((sum.0 / sum.2) as f32, (sum.1 / sum.2) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(count: usize, progress: usize) -> Vec<Target> {
        let request = Request {
            mood: Some(Affect::new(-0.68, -0.36)),
            mode: Mode::Lift,
            goal: Affect::new(0.7, 0.0),
            progress,
            recent: &[],
            now: 0,
            seed: 0,
            count,
        };
        targets(&[], &request)
    }

    #[test]
    fn a_lift_starts_at_the_mood_and_arrives_in_bounded_steps() {
        let way = way(14, 0);
        assert_eq!((way[0].aim, way[0].affect), (Aim::Meet, Affect::new(-0.68, -0.36)));
        assert_eq!((way[13].aim, way[13].affect), (Aim::Goal, Affect::new(0.7, 0.0)));
        assert!(way.windows(2).all(|w| w[0].affect.distance(w[1].affect) <= LIFT_STEP + 1e-5));
        assert_eq!(way[2].affect, way[3].affect, "two tracks a step when there is time");
    }

    #[test]
    fn a_short_lift_takes_one_track_a_step() {
        let way = way(6, 0);
        assert!(way.windows(2).all(|w| w[0].affect != w[1].affect));
        assert_eq!(way[5].aim, Aim::Goal);
    }

    #[test]
    fn a_new_plan_goes_on_where_the_last_one_was() {
        assert_eq!(way(5, 1)[..], way(6, 0)[1..]);
    }

    #[test]
    fn at_the_goal_there_is_no_way_left() {
        let goal = Affect::new(0.7, 0.0);
        let request = Request {
            mood: Some(goal),
            mode: Mode::Lift,
            goal,
            progress: 0,
            recent: &[],
            now: 0,
            seed: 0,
            count: 2,
        };
        assert!(targets(&[], &request).iter().all(|t| t.aim == Aim::Goal));
    }
}
