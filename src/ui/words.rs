//! What the window says, where it is more than a fixed label: times, moods, states of the camera.

use crate::affect::{Affect, Quadrant};
use crate::capture::CaptureProblem;
use crate::emotion::Emotion;
use crate::library::{ImportReport, Track};
use crate::mood::{Goal, Pin};
use crate::notice::{Level, Notice};
use crate::vision::Hint;

/// `3:42`, or `1:02:03` from an hour on.
pub fn length(secs: f64) -> String {
    let whole = if secs.is_finite() { secs.max(0.0).round() as u64 } else { 0 };
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// `72 %`, with a space that does not break.
pub fn percent(share: f32) -> String {
    format!("{:.0}\u{a0}%", share.clamp(0.0, 1.0) * 100.0)
}

pub use crate::language::{count, decimal};

/// A number with its sign, `+` too.
pub fn signed(number: f32, places: usize) -> String {
    let digits = decimal(number.into(), places);
    if number < 0.0 { digits } else { format!("+{digits}") }
}

/// `1 track`, `2,000 tracks`
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// The day of a Unix time in seconds, in UTC: `2024-05-15`.
pub fn date(unix_secs: i64) -> String {
    let (year, month, day) = crate::journal::date(unix_secs.div_euclid(86_400));
    format!("{year}-{month:02}-{day:02}")
}

/// How somebody looks who shows this emotion: "You look …".
pub const fn looks(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Angry => "angry",
        Emotion::Disgust => "disgusted",
        Emotion::Fear => "afraid",
        Emotion::Happy => "happy",
        Emotion::Sad => "sad",
        Emotion::Surprise => "surprised",
        Emotion::Neutral => "neutral",
    }
}

/// What a person could change so that their face is read better.
pub const fn hint(hint: Hint) -> &'static str {
    match hint {
        Hint::Covered => "The camera shows nothing. Is something over the lens?",
        Hint::Dark => "It is too dark to read your face well. A light in front of you helps.",
        Hint::Backlit => "The light is behind you. Turn towards it, or close the curtain.",
        Hint::CutOff => "Part of your face is outside the picture. Move to the middle.",
        Hint::Far => "You are far from the camera. Come a little closer.",
        Hint::Several => "Several people are in view. Click a face to follow that person.",
    }
}

/// An emotion as a choice in a menu.
pub const fn menu_name(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Angry => "Angry",
        Emotion::Disgust => "Disgust",
        Emotion::Fear => "Fear",
        Emotion::Happy => "Happy",
        Emotion::Sad => "Sad",
        Emotion::Surprise => "Surprise",
        Emotion::Neutral => "Neutral",
    }
}

/// The goal of lift, as a choice.
pub const fn goal(goal: Goal) -> &'static str {
    match goal {
        Goal::CalmHappy => "Calm and happy",
        Goal::Energised => "Energised",
        Goal::Calm => "Calm",
        Goal::Focused => "Focused",
        Goal::Point(_) => "A place on the plane",
    }
}

/// A mood held by hand.
pub const fn pin(pin: Pin) -> &'static str {
    match pin {
        Pin::Emotion(emotion) => emotion.name(),
        Pin::Point(_) => "a place on the plane",
    }
}

/// The title and what follows below it: artist, album and year, as far as they are known.
pub fn byline(track: &Track) -> String {
    let year = track.tags.year.map(|y| y.to_string());
    let parts = [track.tags.artist.as_deref(), track.tags.album.as_deref(), year.as_deref()];
    let known: Vec<&str> = parts.into_iter().flatten().collect();
    if known.is_empty() { "Unknown artist".to_owned() } else { known.join(" · ") }
}

/// The artist, or that none is known.
pub fn artist(track: &Track) -> &str {
    track.tags.artist.as_deref().unwrap_or("Unknown artist")
}

/// A span of days up to one (days since 1970): "Today", "21 November 2026", "15 to 21 November 2026".
pub fn days(day: i64, days: u8, today: i64) -> String {
    let name = |day: i64| {
        let (year, month, of_month) = crate::journal::date(day);
        let month = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
        (of_month, month, year)
    };
    let (last, month, year) = name(day);
    if days == 1 {
        let date = format!("{} {last} {month} {year}", weekday(day));
        return if day == today { format!("Today, {date}") } else { date };
    }
    let (first, first_month, first_year) = name(day + 1 - i64::from(days));
    match (first_month == month, first_year == year) {
        (true, _) => format!("{first} to {last} {month} {year}"),
        (false, true) => format!("{first} {first_month} to {last} {month} {year}"),
        (false, false) => format!("{first} {first_month} {first_year} to {last} {month} {year}"),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The weekday of a day since 1970.
pub fn weekday(day: i64) -> &'static str {
    // The first day of 1970 was a Thursday.
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    DAYS[day.rem_euclid(7) as usize]
}

/// The mood of a track as a word.
pub const fn mood_word(mood: Option<Quadrant>) -> &'static str {
    match mood {
        Some(quadrant) => quadrant.name(),
        None => "mood unknown",
    }
}

/// How `to` lies from `from`: "a step brighter", "a step calmer"; nothing for neighbours.
pub fn step(from: Affect, to: Affect) -> Option<&'static str> {
    let (valence, arousal) = (to.valence - from.valence, to.arousal - from.arousal);
    if valence.abs().max(arousal.abs()) < 0.08 {
        return None;
    }
    Some(if valence.abs() > arousal.abs() {
        if valence > 0.0 { "a step brighter" } else { "a step darker" }
    } else if arousal > 0.0 {
        "a step livelier"
    } else {
        "a step calmer"
    })
}

/// A few words for a problem of the camera; the problem's own text says what to do.
pub const fn problem(problem: &CaptureProblem) -> &'static str {
    match problem {
        CaptureProblem::NoCamera => "No camera",
        CaptureProblem::Busy => "Camera in use",
        CaptureProblem::NoPermission => "No permission",
        CaptureProblem::Unplugged => "Camera unplugged",
        CaptureProblem::Stalled => "No picture",
        CaptureProblem::WrongFormat(_) => "Unknown picture format",
        CaptureProblem::BadFile(_) => "File cannot be shown",
        CaptureProblem::Other(_) => "Camera problem",
    }
}

/// What an import did, in one notice; the files that failed are its details.
pub fn imported(report: &ImportReport) -> Notice {
    let mut parts = Vec::new();
    for (number, what) in [
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.missing, "missing"),
        (report.duplicates, "already in"),
    ] {
        if number > 0 {
            parts.push(format!("{} {what}", count(number)));
        }
    }
    let verb = if report.cancelled { "Import cancelled" } else { "Import done" };
    let mut text = format!("{verb}: {} added", counted(report.added, "track", "tracks"));
    for part in parts {
        text.push_str(", ");
        text.push_str(&part);
    }
    text.push('.');
    if report.failed.is_empty() {
        return Notice::new(Level::Info, text);
    }
    let failed = counted(report.failed.len(), "file", "files");
    let lines: Vec<String> =
        report.failed.iter().map(|f| format!("{}: {}", f.path.display(), f.reason)).collect();
    Notice::new(Level::Warning, format!("{text} {failed} could not be read.")).with_details(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(1_715_774_400), "2024-05-15");
        assert_eq!(date(-1), "1969-12-31");
    }
    use crate::library::FailedFile;

    #[test]
    fn lengths_read_like_a_clock() {
        assert_eq!(length(0.4), "0:00");
        assert_eq!(length(222.0), "3:42");
        assert_eq!(length(3723.0), "1:02:03");
        assert_eq!(length(f64::NAN), "0:00");
    }

    #[test]
    fn days_read_as_dates() {
        assert_eq!(days(20_778, 1, 20_778), "Today, Sat 21 November 2026");
        assert_eq!(days(20_778, 1, 20_800), "Sat 21 November 2026");
        assert_eq!(days(20_778, 7, 20_778), "15 to 21 November 2026");
        assert_eq!(days(20_455, 7, 0), "27 December 2025 to 2 January 2026");
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(counted(1, "track", "tracks"), "1 track");
        assert_eq!(count(100_000), "100,000");
        assert_eq!(count(999), "999");
    }

    #[test]
    fn a_step_names_the_larger_change() {
        let from = Affect::new(0.5, 0.5);
        assert_eq!(step(from, Affect::new(0.8, 0.4)), Some("a step brighter"));
        assert_eq!(step(from, Affect::new(0.4, 0.1)), Some("a step calmer"));
        assert_eq!(step(from, from), None);
    }

    #[test]
    fn an_import_names_the_files_that_failed() {
        let failed = vec![FailedFile { path: "a.mp3".into(), reason: "no sound in it".into() }];
        let notice = imported(&ImportReport { added: 3, unchanged: 2, failed, ..ImportReport::default() });
        assert_eq!(notice.text, "Import done: 3 tracks added, 2 unchanged. 1 file could not be read.");
        assert_eq!(notice.details, "a.mp3: no sound in it");
    }
}
