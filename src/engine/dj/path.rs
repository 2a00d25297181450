//! The points on the plane that a plan aims at, one for each track.

use super::Request;
use super::catalogue::Catalogue;
use crate::affect::Affect;
use crate::mood::Mode;

/// The longest step of a lift on the plane: small enough to be followed (the project's own choice after the iso principle).
pub const LIFT_STEP: f32 = 0.35;
/// A face that came nearer to the goal by this much during a song was helped by it.
const HELPED: f32 = 0.05;
/// A face that moved away from the goal by this much was not.
const HURT: f32 = 0.10;

/// What a target is to the listener; the reason is worded by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// Music like the mood.
    Match,
    /// The first of a lift: it meets the listener.
    Meet,
    /// On the way.
    Step,
    /// A step back to the listener, who did not follow.
    Back,
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

/// Where a listener's face was on the plane when a song began and when it ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Felt {
    /// At its beginning.
    pub before: Affect,
    /// At its end.
    pub after: Affect,
}

impl Felt {
    /// How much nearer the face came to a goal.
    pub fn progress(&self, goal: Affect) -> f32 {
        self.before.distance(goal) - self.after.distance(goal)
    }
}

/// A lift under way. It moves when a song ends and never by more than [`LIFT_STEP`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// Where it began.
    from: Affect,
    /// Where it is: the target of the next song.
    at: Affect,
    /// Songs played there.
    stayed: usize,
    /// Songs a step: one or two.
    pace: usize,
    /// The last move went back to the listener.
    backed: bool,
}

impl Lift {
    /// A lift that begins where the listener is; two songs a step where `count` songs are enough for the whole way at that
    /// pace, else one.
    pub fn begin(from: Affect, goal: Affect, count: usize) -> Self {
        let steps = (from.distance(goal) / LIFT_STEP).ceil() as usize;
        let pace = if count >= 2 * (steps + 1) { 2 } else { 1 };
        Self { from, at: from, stayed: 0, pace, backed: false }
    }

    /// A song of the lift has ended. The face decides: helped, the next step comes at once; no better, the step takes two
    /// songs; worse, the music goes back towards the listener. Without a face the pace holds.
    pub fn played(&mut self, goal: Affect, felt: Option<Felt>) {
        self.stayed += 1;
        let Some(felt) = felt else {
            if self.stayed >= self.pace {
                self.step(goal);
            }
            return;
        };
        match felt.progress(goal) {
            progress if progress <= -HURT => {
                self.at = self.at.towards(felt.after, LIFT_STEP);
                self.stayed = 0;
                self.backed = true;
            }
            progress if progress >= HELPED || self.stayed >= 2 => self.step(goal),
            _ => {}
        }
    }

    fn step(&mut self, goal: Affect) {
        self.at = self.at.towards(goal, LIFT_STEP);
        self.stayed = 0;
        self.backed = false;
    }

    fn target(&self, goal: Affect, is_known: bool) -> Target {
        let aim = if self.at == goal {
            Aim::Goal
        } else if self.backed {
            Aim::Back
        } else if self.at != self.from {
            Aim::Step
        } else if is_known {
            Aim::Meet
        } else {
            Aim::Unknown
        };
        Target { affect: self.at, aim }
    }
}

/// One target for each track of the plan.
pub fn targets(catalogue: &Catalogue, request: &Request<'_>) -> Vec<Target> {
    let start = request.mood.unwrap_or_else(|| catalogue.centre());
    match (request.mode, request.mood) {
        (Mode::Match, Some(_)) => vec![Target { affect: start, aim: Aim::Match }; request.count],
        (Mode::Match, None) => vec![Target { affect: start, aim: Aim::Unknown }; request.count],
        (Mode::Lift, mood) => {
            let begin = || Lift::begin(start, request.goal, request.count);
            let mut lift = request.lift.unwrap_or_else(begin);
            let mut next = || {
                let target = lift.target(request.goal, mood.is_some() || request.lift.is_some());
                lift.played(request.goal, None);
                target
            };
            (0..request.count).map(|_| next()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAD: Affect = Affect { valence: -0.68, arousal: -0.36 };
    const GOAL: Affect = Affect { valence: 0.7, arousal: 0.0 };

    fn way(count: usize, lift: Option<Lift>) -> Vec<Target> {
        let request = Request { lift, goal: GOAL, count, mode: Mode::Lift, ..Request::new(Some(SAD)) };
        targets(&Catalogue::new([]), &request)
    }

    #[test]
    fn a_lift_starts_at_the_mood_and_arrives_in_bounded_steps() {
        let way = way(14, None);
        assert_eq!(way[0], Target { affect: SAD, aim: Aim::Meet });
        assert_eq!(way[13], Target { affect: GOAL, aim: Aim::Goal });
        assert!(way.windows(2).all(|w| w[0].affect.distance(w[1].affect) <= LIFT_STEP + 1e-5));
        assert_eq!(way[2].affect, way[3].affect, "two tracks a step when there is time");
    }

    #[test]
    fn a_short_lift_takes_one_track_a_step() {
        let way = way(6, None);
        assert!(way.windows(2).all(|w| w[0].affect != w[1].affect));
        assert_eq!(way[5].aim, Aim::Goal);
    }

    #[test]
    fn a_new_plan_goes_on_where_the_last_one_was() {
        let mut lift = Lift::begin(SAD, GOAL, 6);
        lift.played(GOAL, None);
        assert_eq!(way(5, Some(lift))[..], way(6, None)[1..]);
    }

    #[test]
    fn at_the_goal_there_is_no_way_left() {
        let request = Request { goal: GOAL, count: 2, mode: Mode::Lift, ..Request::new(Some(GOAL)) };
        assert!(targets(&Catalogue::new([]), &request).iter().all(|t| t.aim == Aim::Goal));
    }

    #[test]
    fn the_face_sets_the_pace() {
        let still = Felt { before: SAD, after: SAD };
        let brighter = Felt { before: SAD, after: SAD.towards(GOAL, 0.2) };
        let begin = Lift::begin(SAD, GOAL, 6);
        let (mut helped, mut unmoved) = (begin, begin);
        helped.played(GOAL, Some(brighter));
        assert!((helped.at.distance(SAD) - LIFT_STEP).abs() < 1e-5, "helped: one song a step");
        unmoved.played(GOAL, Some(still));
        assert_eq!(unmoved.at, SAD, "no better: the step takes two songs");
        unmoved.played(GOAL, Some(still));
        assert!((unmoved.at.distance(SAD) - LIFT_STEP).abs() < 1e-5);
    }

    #[test]
    fn a_lift_backs_off_when_the_face_says_it_does_not_help() {
        let mut lift = Lift::begin(SAD, GOAL, 6);
        lift.played(GOAL, None);
        lift.played(GOAL, None);
        let far = lift.at;
        lift.played(GOAL, Some(Felt { before: Affect::new(-0.4, -0.3), after: SAD }));
        assert!(lift.at.distance(SAD) < far.distance(SAD) - 0.3, "{:?}", lift.at);
        assert!(lift.at.distance(far) <= LIFT_STEP + 1e-5, "back in a bounded step too");
        let way = way(3, Some(lift));
        assert_eq!(way[0].aim, Aim::Back);
        assert_eq!(way[1].aim, Aim::Step, "and on from there");
    }
}
