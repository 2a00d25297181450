//! Says why a track was chosen: a short sentence from true numbers, about the music and never about the listener's health.

use super::path::{Aim, LIFT_STEP, Target};
use super::{Albums, Request};
use crate::affect::{Affect, Quadrant};
use crate::language::{Key, Text, key, text};
use crate::library::{Candidate, Like};
use crate::mood::{Goal, Mode};

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
/// Below this confidence a track's place on the plane is not spoken of.
const SPOKEN_CONFIDENCE: f32 = 0.2;
/// Pleasure believed in from here on is worth a word.
const FOND: f32 = 0.25;
/// A draw that hopes for so much more than is believed is a try.
const HOPE: f32 = 0.45;
/// Two places nearer than this are the same to a listener.
const SAME: f32 = 0.1;

/// What is known of a choice, beside the track itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Seconds since it was heard.
    pub age_secs: Option<i64>,
    /// What learning says; `None` while it is off.
    pub opinion: Option<Opinion>,
}

/// What learning says about a track.
#[derive(Clone, Copy, Debug)]
pub struct Opinion {
    /// The pleasure it is believed to give.
    pub believed: f32,
    /// The pleasure in it under this plan's draw.
    pub drawn: f32,
}

/// The sentence for one choice. `before` is the track before it, heard or planned.
pub fn sentence(
    track: &Candidate,
    before: Option<&Candidate>,
    target: &Target,
    request: &Request<'_>,
    facts: &Facts,
) -> Text {
    let fit = fit(track, before, target, request);
    let more = [taste(track), learned(facts), history(track, facts.age_secs)];
    let told = more.into_iter().flatten().fold(fit, |told, more| text!("why-and", told = told, more = more));
    text!("why-end", told = told)
}

fn fit(track: &Candidate, before: Option<&Candidate>, target: &Target, request: &Request<'_>) -> Text {
    let known = is_known(track);
    let distance = track.affect.distance(target.affect);
    let same_album = before.is_some_and(|before| before.album != 0 && before.album == track.album);
    if request.albums == Albums::Whole && same_album {
        return text!("why-album-next");
    }
    let music = word(track.affect);
    match target.aim {
        Aim::Unknown if request.mode == Mode::Lift => text!("why-no-mood-lift"),
        Aim::Unknown => text!("why-no-mood"),
        Aim::Match | Aim::Meet | Aim::Step | Aim::Back | Aim::Goal if !known => text!("why-unheard"),
        Aim::Match => text!("why-near", music = compared(track, before), near = near_mood(distance)),
        Aim::Meet => text!("why-begin", music = music, near = near_mood(distance)),
        Aim::Step => text!("why-step", step = step(track, before), goal = place(request.goal)),
        Aim::Back => text!("why-back", music = music),
        Aim::Goal => {
            let near = near_goal(distance, place(request.goal));
            text!("why-near", music = compared(track, before), near = near)
        }
    }
}

fn near_mood(distance: f32) -> Text {
    match distance {
        d if d < 0.25 => text!("near-mood-close"),
        d if d < 0.60 => text!("near-mood"),
        d if d < 1.00 => text!("near-mood-off"),
        _ => text!("near-mood-far"),
    }
}

fn near_goal(distance: f32, goal: Key) -> Text {
    match distance {
        d if d < 0.25 => text!("near-goal-close", goal = goal),
        d if d < 0.60 => text!("near-goal", goal = goal),
        d if d < 1.00 => text!("near-goal-off", goal = goal),
        _ => text!("near-goal-far", goal = goal),
    }
}

/// The music's character.
fn word(affect: Affect) -> Key {
    if affect.valence.hypot(affect.arousal) < 0.2 {
        return key!("music-even");
    }
    match affect.quadrant() {
        Quadrant::Lively => key!("music-lively"),
        Quadrant::Tense => key!("music-tense"),
        Quadrant::Sad => key!("music-melancholy"),
        Quadrant::Calm => key!("music-calm"),
    }
}

fn is_known(track: &Candidate) -> bool {
    track.confidence >= SPOKEN_CONFIDENCE
}

/// The music's character, and how it differs from the track before.
fn compared(track: &Candidate, before: Option<&Candidate>) -> Text {
    let music = word(track.affect);
    let Some(before) = before.filter(|before| is_known(before)) else { return music.into() };
    let change = Change::between(before, track);
    let direction = change.direction();
    match change.size() {
        size if size < SAME => text!("compared-same", music = music),
        size if size <= LIFT_STEP => text!("compared-bit", music = music, direction = direction),
        size if size <= 3.0 * LIFT_STEP => text!("compared", music = music, direction = direction),
        _ => text!("compared-much", music = music, direction = direction),
    }
}

/// How the track differs from the one before it, by their own places on the plane.
fn step(track: &Candidate, before: Option<&Candidate>) -> Text {
    let Some(before) = before.filter(|before| is_known(before)) else { return word(track.affect).into() };
    let change = Change::between(before, track);
    if change.size() < SAME {
        return text!("step-same");
    }
    if change.size() <= 1.5 * LIFT_STEP {
        return text!("step-small", direction = change.direction());
    }
    change.direction().with("than").into()
}

#[derive(Clone, Copy)]
struct Change {
    valence: f32,
    arousal: f32,
}

impl Change {
    fn between(before: &Candidate, after: &Candidate) -> Self {
        Self {
            valence: after.affect.valence - before.affect.valence,
            arousal: after.affect.arousal - before.affect.arousal,
        }
    }

    fn size(self) -> f32 {
        self.valence.hypot(self.arousal)
    }

    fn direction(self) -> Key {
        let Self { valence, arousal } = self;
        // The lesser of the two changes is named when it is not much the lesser.
        let side = 0.4 * valence.abs().max(arousal.abs());
        match (valence > side, valence < -side, arousal > side, arousal < -side) {
            (true, _, true, _) => key!("direction-brighter-livelier"),
            (true, _, _, true) => key!("direction-brighter-calmer"),
            (true, ..) => key!("direction-brighter"),
            (_, true, true, _) => key!("direction-darker-livelier"),
            (_, true, _, true) => key!("direction-darker-calmer"),
            (_, true, ..) => key!("direction-darker"),
            (_, _, true, _) => key!("direction-livelier"),
            _ => key!("direction-calmer"),
        }
    }
}

fn place(goal: Affect) -> Key {
    match Goal::ALL.into_iter().find(|g| g.affect() == goal) {
        Some(Goal::CalmHappy) => key!("goal-calm-happy.place"),
        Some(Goal::Energised) => key!("goal-energised.place"),
        Some(Goal::Calm) => key!("goal-calm.place"),
        Some(Goal::Focused) => key!("goal-focused.place"),
        Some(Goal::Point(_)) | None => key!("goal-point.place"),
    }
}

fn taste(track: &Candidate) -> Option<Text> {
    let word = match (track.like, track.rating) {
        (Like::Liked, _) => Some(text!("taste-liked")),
        (Like::Neutral | Like::Disliked, 4..) => Some(text!("taste-stars", count = track.rating)),
        (Like::Neutral | Like::Disliked, _) => None,
    };
    let heard_out = (track.plays > 0).then(|| text!("heard-out", count = track.plays));
    match (word, heard_out) {
        (Some(word), Some(heard)) => Some(text!("taste-and", word = word, heard = heard)),
        (word, heard) => word.or(heard),
    }
}

fn learned(facts: &Facts) -> Option<Text> {
    let Opinion { believed, drawn } = facts.opinion?;
    if believed >= FOND {
        Some(text!("learned-fond"))
    } else if drawn - believed >= HOPE {
        Some(text!("learned-try"))
    } else {
        None
    }
}

fn history(track: &Candidate, age_secs: Option<i64>) -> Option<Text> {
    match age_secs {
        None if track.plays == 0 && track.skips == 0 => Some(text!("not-played-yet")),
        None => None,
        Some(age) if age < HOUR => Some(text!("heard-within-hour")),
        Some(age) if age < DAY => Some(text!("heard-today")),
        Some(age) if age < 2 * DAY => Some(text!("heard-yesterday")),
        Some(age) => Some(text!("heard-days-ago", count = age / DAY)),
    }
}
