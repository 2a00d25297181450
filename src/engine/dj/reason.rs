//! Says why a track was chosen: a short sentence from true numbers, about the music and never about the listener's health.

use super::path::{Aim, LIFT_STEP, Target};
use super::{Albums, Request};
use crate::affect::{Affect, Quadrant};
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
) -> String {
    let fit = fit(track, before, target, request);
    let more = [taste(track), learned(facts), history(track, facts.age_secs)];
    match more.into_iter().flatten().collect::<Vec<_>>() {
        more if more.is_empty() => format!("{fit}."),
        more => format!("{fit}; {}.", more.join("; ")),
    }
}

fn fit(track: &Candidate, before: Option<&Candidate>, target: &Target, request: &Request<'_>) -> String {
    let known = is_known(track);
    let distance = track.affect.distance(target.affect);
    let same_album = before.is_some_and(|before| before.album != 0 && before.album == track.album);
    if request.albums == Albums::Whole && same_album {
        return "Next on the album".to_owned();
    }
    match target.aim {
        Aim::Unknown if request.mode == Mode::Lift => {
            "No mood is known; a start from the middle of your library".to_owned()
        }
        Aim::Unknown => "No mood is known; a varied choice around what you have".to_owned(),
        Aim::Match | Aim::Meet | Aim::Step | Aim::Back | Aim::Goal if !known => {
            "Nothing is known about its mood yet; a try".to_owned()
        }
        Aim::Match => format!("{}, {}", compared(track, before), nearness(distance, "your mood")),
        Aim::Meet => format!("{}, {} to begin with", word(track.affect), nearness(distance, "your mood")),
        Aim::Step => format!("{}, on the way to {}", step(track, before), place(request.goal)),
        Aim::Back => format!("{}, a step back towards your mood", word(track.affect)),
        Aim::Goal => format!("{}, {}", compared(track, before), nearness(distance, place(request.goal))),
    }
}

fn nearness(distance: f32, what: &str) -> String {
    match distance {
        d if d < 0.25 => format!("close to {what}"),
        d if d < 0.60 => format!("near {what}"),
        d if d < 1.00 => format!("some way from {what}"),
        _ => format!("far from {what}"),
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

fn is_known(track: &Candidate) -> bool {
    track.confidence >= SPOKEN_CONFIDENCE
}

/// The music's character, and how it differs from the track before.
fn compared(track: &Candidate, before: Option<&Candidate>) -> String {
    let Some(before) = before.filter(|before| is_known(before)) else { return word(track.affect).to_owned() };
    let change = Change::between(before, track);
    let by = match change.size() {
        size if size < SAME => return format!("{}, much like the last", word(track.affect)),
        size if size <= LIFT_STEP => "a bit ",
        size if size <= 3.0 * LIFT_STEP => "",
        _ => "much ",
    };
    format!("{} and {by}{} than the last", word(track.affect), change.direction())
}

/// How the track differs from the one before it, by their own places on the plane.
fn step(track: &Candidate, before: Option<&Candidate>) -> String {
    let Some(before) = before.filter(|before| is_known(before)) else { return word(track.affect).to_owned() };
    let change = Change::between(before, track);
    if change.size() < SAME {
        return "Much like the last".to_owned();
    }
    let small = if change.size() <= 1.5 * LIFT_STEP { "A step " } else { "" };
    capitalised(&format!("{small}{} than the last", change.direction()))
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

    fn direction(self) -> &'static str {
        let Self { valence, arousal } = self;
        // The lesser of the two changes is named when it is not much the lesser.
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
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn place(goal: Affect) -> &'static str {
    match Goal::ALL.into_iter().find(|g| g.affect() == goal) {
        Some(Goal::CalmHappy) => "calm and happy",
        Some(Goal::Energised) => "full of energy",
        Some(Goal::Calm) => "calm",
        Some(Goal::Focused) => "focused",
        Some(Goal::Point(_)) | None => "the place you chose",
    }
}

fn taste(track: &Candidate) -> Option<String> {
    let word = match (track.like, track.rating) {
        (Like::Liked, _) => Some("you like it".to_owned()),
        (Like::Neutral | Like::Disliked, 4..) => Some(format!("you gave it {} stars", track.rating)),
        (Like::Neutral | Like::Disliked, _) => None,
    };
    let heard_out = (track.plays > 0).then(|| format!("heard out {}", times(track.plays)));
    match (word, heard_out) {
        (Some(word), Some(heard)) => Some(format!("{word} and {heard}")),
        (word, heard) => word.or(heard),
    }
}

fn times(number: u32) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

fn learned(facts: &Facts) -> Option<String> {
    let Opinion { believed, drawn } = facts.opinion?;
    if believed >= FOND {
        Some("you tend to hear such music out".to_owned())
    } else if drawn - believed >= HOPE {
        Some("a try, to learn what you like".to_owned())
    } else {
        None
    }
}

fn history(track: &Candidate, age_secs: Option<i64>) -> Option<String> {
    match age_secs {
        None if track.plays == 0 && track.skips == 0 => Some("not played yet".to_owned()),
        None => None,
        Some(age) if age < HOUR => Some("heard within the hour, little else fits".to_owned()),
        Some(age) if age < DAY => Some("heard today, little else fits".to_owned()),
        Some(age) if age < 2 * DAY => Some("not heard since yesterday".to_owned()),
        Some(age) => Some(format!("not heard for {} days", age / DAY)),
    }
}
