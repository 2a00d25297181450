//! Says why a track was chosen: a short sentence from true numbers, about the music and never about the listener's health.

use super::Request;
use super::path::{Aim, Target};
use crate::affect::{Affect, Quadrant};
use crate::library::{Candidate, Like};
use crate::mood::{Goal, Mode};

const DAY: i64 = 86_400;
/// Below this confidence a track's place on the plane is not spoken of.
const SPOKEN_CONFIDENCE: f32 = 0.2;

/// The sentence for one choice. `age` is the time in seconds since the track was heard.
pub fn sentence(track: &Candidate, target: &Target, request: &Request<'_>, age: Option<i64>) -> String {
    let fit = fit(track, target, request);
    match [taste(track), history(track, age)].into_iter().flatten().collect::<Vec<_>>() {
        facts if facts.is_empty() => format!("{fit}."),
        facts => format!("{fit}; {}.", facts.join(", ")),
    }
}

fn fit(track: &Candidate, target: &Target, request: &Request<'_>) -> String {
    let known = track.confidence >= SPOKEN_CONFIDENCE;
    let distance = track.affect.distance(target.affect);
    match target.aim {
        Aim::Unknown if request.mode == Mode::Lift => {
            "No mood is known; a start from the middle of your library".to_owned()
        }
        Aim::Unknown => "No mood is known; a varied choice around what you have".to_owned(),
        Aim::Match | Aim::Meet | Aim::Step { .. } | Aim::Goal if !known => {
            "Nothing is known about its mood yet; a try".to_owned()
        }
        Aim::Match => format!("{}, {}", word(track.affect), nearness(distance, "your mood")),
        Aim::Meet => format!("{}, {} to begin with", word(track.affect), nearness(distance, "your mood")),
        Aim::Step { valence, arousal } => {
            format!("A step {}, on the way to {}", direction(valence, arousal), place(request.goal))
        }
        Aim::Goal => format!("{}, {}", word(track.affect), nearness(distance, place(request.goal))),
    }
}

fn nearness(distance: f32, what: &str) -> String {
    match distance {
        d if d < 0.25 => format!("close to {what}"),
        d if d < 0.60 => format!("near {what}"),
        d if d < 1.00 => format!("some way from {what}"),
        _ => format!("far from {what}, and the best there is"),
    }
}

/// The music's character.
fn word(affect: Affect) -> &'static str {
    if affect.valence.hypot(affect.arousal) < 0.2 {
        return "Even-tempered";
    }
    match affect.quadrant() {
        Quadrant::Lively => "Lively",
        Quadrant::Tense => "Tense",
        Quadrant::Sad => "Melancholy",
        Quadrant::Calm => "Calm",
    }
}

fn direction(valence: f32, arousal: f32) -> &'static str {
    let side = 0.4 * valence.abs().max(arousal.abs());
    match (valence > side, valence < -side, arousal > side, arousal < -side) {
        (true, _, true, _) => "brighter and livelier",
        (true, _, _, true) => "brighter and calmer",
        (true, ..) => "brighter",
        (_, true, true, _) => "darker and livelier",
        (_, true, _, true) => "darker and calmer",
        (_, true, ..) => "darker",
        (_, _, true, _) => "livelier",
        _ => "calmer",
    }
}

fn place(goal: Affect) -> &'static str {
    match Goal::ALL.into_iter().find(|g| g.affect() == goal) {
        Some(Goal::CalmHappy) => "calm and happy",
        Some(Goal::Energised) => "full of energy",
        Some(Goal::Calm) => "calm",
        Some(Goal::Focused) => "focused",
        None => "the place you chose",
    }
}

fn taste(track: &Candidate) -> Option<String> {
    match (track.like, track.rating) {
        (Like::Liked, _) => Some("you like it".to_owned()),
        (Like::Neutral | Like::Disliked, 4..) => Some(format!("you gave it {} stars", track.rating)),
        (Like::Neutral | Like::Disliked, _) => None,
    }
}

fn history(track: &Candidate, age: Option<i64>) -> Option<String> {
    match age {
        None if track.plays == 0 && track.skips == 0 => Some("not played yet".to_owned()),
        None => None,
        Some(age) if age < DAY => Some("heard today, your library is small".to_owned()),
        Some(age) if age < 2 * DAY => Some("not heard since yesterday".to_owned()),
        Some(age) => Some(format!("not heard for {} days", age / DAY)),
    }
}
