//! What the window says, where it is more than a fixed label: times, moods, states of the camera.

use crate::affect::{Affect, Quadrant};
use crate::capture::{CameraInfo, CaptureProblem};
use crate::emotion::Emotion;
use crate::language::{Key, decimal, key, t, text};
use crate::library::search::SortKey;
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

/// A number with its sign, `+` too.
pub fn signed(number: f32, places: usize) -> String {
    let digits = decimal(number.into(), places);
    if number < 0.0 { digits } else { format!("+{digits}") }
}

/// The day of a Unix time in seconds, in UTC: `2024-05-15`.
pub fn date(unix_secs: i64) -> String {
    let (year, month, day) = crate::journal::date(unix_secs.div_euclid(86_400));
    format!("{year}-{month:02}-{day:02}")
}

/// An emotion as a word: "happy".
pub fn emotion(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Angry => t!("emotion-angry"),
        Emotion::Disgust => t!("emotion-disgust"),
        Emotion::Fear => t!("emotion-fear"),
        Emotion::Happy => t!("emotion-happy"),
        Emotion::Sad => t!("emotion-sad"),
        Emotion::Surprise => t!("emotion-surprise"),
        Emotion::Neutral => t!("emotion-neutral"),
    }
}

/// A quarter of the plane as a word: "lively".
pub fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Lively => t!("quadrant-lively"),
        Quadrant::Tense => t!("quadrant-tense"),
        Quadrant::Sad => t!("quadrant-sad"),
        Quadrant::Calm => t!("quadrant-calm"),
    }
}

/// What a list can be sorted by, as a word.
pub fn sort_name(key: SortKey) -> &'static str {
    match key {
        SortKey::Best => t!("sort-best"),
        SortKey::Artist => t!("sort-artist"),
        SortKey::Title => t!("sort-title"),
        SortKey::Album => t!("sort-album"),
        SortKey::Genre => t!("sort-genre"),
        SortKey::Path => t!("sort-path"),
        SortKey::Year => t!("sort-year"),
        SortKey::Rating => t!("sort-rating"),
        SortKey::Plays => t!("sort-plays"),
        SortKey::Skips => t!("sort-skips"),
        SortKey::Length => t!("sort-length"),
        SortKey::Bpm => t!("sort-bpm"),
        SortKey::Added => t!("sort-added"),
        SortKey::Played => t!("sort-played"),
        SortKey::Valence => t!("sort-valence"),
        SortKey::Arousal => t!("sort-arousal"),
        SortKey::Random => t!("sort-random"),
    }
}

/// How somebody looks who shows this emotion: "You look …".
pub fn looks(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Angry => t!("emotion-angry.looks"),
        Emotion::Disgust => t!("emotion-disgust.looks"),
        Emotion::Fear => t!("emotion-fear.looks"),
        Emotion::Happy => t!("emotion-happy.looks"),
        Emotion::Sad => t!("emotion-sad.looks"),
        Emotion::Surprise => t!("emotion-surprise.looks"),
        Emotion::Neutral => t!("emotion-neutral.looks"),
    }
}

/// What a person could change so that their face is read better.
pub fn hint(hint: Hint) -> &'static str {
    match hint {
        Hint::Covered => t!("hint-covered"),
        Hint::Dark => t!("hint-dark"),
        Hint::Backlit => t!("hint-backlit"),
        Hint::CutOff => t!("hint-cut-off"),
        Hint::Far => t!("hint-far"),
        Hint::Several => t!("hint-several"),
    }
}

/// The goal of lift, as a choice.
pub fn goal(goal: Goal) -> &'static str {
    match goal {
        Goal::CalmHappy => t!("goal-calm-happy"),
        Goal::Energised => t!("goal-energised"),
        Goal::Calm => t!("goal-calm"),
        Goal::Focused => t!("goal-focused"),
        Goal::Point(_) => t!("goal-point"),
    }
}

/// A mood held by hand.
pub fn pin(pin: Pin) -> &'static str {
    match pin {
        Pin::Emotion(emotion) => self::emotion(emotion),
        Pin::Point(_) => t!("pin-point"),
    }
}

/// The title and what follows below it: artist, album and year, as far as they are known.
pub fn byline(track: &Track) -> String {
    let year = track.tags.year.map(|y| y.to_string());
    let parts = [track.tags.artist.as_deref(), track.tags.album.as_deref(), year.as_deref()];
    let known: Vec<&str> = parts.into_iter().flatten().collect();
    if known.is_empty() { t!("unknown-artist").to_owned() } else { known.join(" · ") }
}

/// The artist, or that none is known.
pub fn artist(track: &Track) -> &str {
    track.tags.artist.as_deref().unwrap_or(t!("unknown-artist"))
}

/// A span of days up to one (days since 1970): "Today, Sat 21 November 2026", "15 to 21 November 2026".
pub fn days(day: i64, days: u8, today: i64) -> String {
    let (year, month_number, of_month) = crate::journal::date(day);
    let month_name = month(month_number as usize);
    let year_text = year.to_string();
    if days == 1 {
        let date = t!("date", weekday = weekday(day), day = of_month, month = month_name, year = &year_text);
        return if day == today { t!("today", date = date) } else { date };
    }
    let (first_year, first_month, first) = crate::journal::date(day + 1 - i64::from(days));
    let last = t!("day", day = of_month, month = month_name, year = &year_text);
    match (first_month == month_number, first_year == year) {
        (true, _) => t!("days", first = first, last = last),
        (false, true) => {
            t!("days-of-months", first = first, month = month(first_month as usize), last = last)
        }
        (false, false) => {
            let first_year = first_year.to_string();
            let first = t!("day", day = first, month = month(first_month as usize), year = first_year);
            t!("days-of-years", first = first, last = last)
        }
    }
}

/// The month of a number from 1, as it stands in a date.
fn month(number: usize) -> &'static str {
    const MONTHS: [Key; 12] = [
        key!("month-january"),
        key!("month-february"),
        key!("month-march"),
        key!("month-april"),
        key!("month-may"),
        key!("month-june"),
        key!("month-july"),
        key!("month-august"),
        key!("month-september"),
        key!("month-october"),
        key!("month-november"),
        key!("month-december"),
    ];
    MONTHS.get(number.wrapping_sub(1)).map_or("", |month| month.shown())
}

/// The weekday of a day since 1970, short.
pub fn weekday(day: i64) -> &'static str {
    // The first day of 1970 was a Thursday.
    const DAYS: [Key; 7] = [
        key!("weekday-thursday"),
        key!("weekday-friday"),
        key!("weekday-saturday"),
        key!("weekday-sunday"),
        key!("weekday-monday"),
        key!("weekday-tuesday"),
        key!("weekday-wednesday"),
    ];
    DAYS[day.rem_euclid(7) as usize].shown()
}

/// The mood of a track as a word.
pub fn mood_word(mood: Option<Quadrant>) -> &'static str {
    match mood {
        Some(quadrant) => self::quadrant(quadrant),
        None => t!("mood-unknown"),
    }
}

/// How `to` lies from `from`: "a step brighter", "a step calmer"; nothing for neighbours.
pub fn step(from: Affect, to: Affect) -> Option<&'static str> {
    let (valence, arousal) = (to.valence - from.valence, to.arousal - from.arousal);
    if valence.abs().max(arousal.abs()) < 0.08 {
        return None;
    }
    Some(if valence.abs() > arousal.abs() {
        if valence > 0.0 { t!("step-brighter") } else { t!("step-darker") }
    } else if arousal > 0.0 {
        t!("step-livelier")
    } else {
        t!("step-calmer")
    })
}

/// A camera in a list.
pub fn camera(camera: &CameraInfo) -> String {
    if camera.name.is_empty() { t!("mood-camera-number", number = camera.index) } else { camera.name.clone() }
}

/// A few words for a problem of the camera; the problem's own text says what to do.
pub fn problem(problem: &CaptureProblem) -> &'static str {
    match problem {
        CaptureProblem::NoCamera => t!("camera-missing"),
        CaptureProblem::Busy => t!("camera-busy"),
        CaptureProblem::NoPermission => t!("camera-forbidden"),
        CaptureProblem::Asked => t!("camera-asked"),
        CaptureProblem::Unplugged => t!("camera-unplugged"),
        CaptureProblem::Stalled => t!("camera-stalled"),
        CaptureProblem::WrongFormat(_) => t!("camera-format"),
        CaptureProblem::BadFile(_) => t!("camera-bad-file"),
        CaptureProblem::Other(_) => t!("camera-other"),
    }
}

/// What the user can do about a problem of the camera.
pub fn problem_advice(problem: &CaptureProblem) -> String {
    match problem {
        CaptureProblem::NoCamera => t!("camera-missing.advice").to_owned(),
        CaptureProblem::Busy => t!("camera-busy.advice").to_owned(),
        CaptureProblem::NoPermission => t!("camera-forbidden.advice").to_owned(),
        CaptureProblem::Asked => t!("camera-asked.advice").to_owned(),
        CaptureProblem::Unplugged => t!("camera-unplugged.advice").to_owned(),
        CaptureProblem::Stalled => t!("camera-stalled.advice").to_owned(),
        CaptureProblem::WrongFormat(details) => t!("camera-format.advice", details = details),
        CaptureProblem::BadFile(told) => told.clone(),
        CaptureProblem::Other(details) => t!("camera-other.advice", details = details),
    }
}

/// What an import did, in one notice; the files that failed are its details.
pub fn imported(report: &ImportReport) -> Notice {
    let mut text = if report.cancelled {
        text!("import-cancelled", count = report.added)
    } else {
        text!("import-done", count = report.added)
    };
    if report.updated > 0 {
        text = text!("import-updated", told = text, count = report.updated);
    }
    if report.unchanged > 0 {
        text = text!("import-unchanged", told = text, count = report.unchanged);
    }
    if report.moved > 0 {
        text = text!("import-moved", told = text, count = report.moved);
    }
    if report.missing > 0 {
        text = text!("import-missing", told = text, count = report.missing);
    }
    if report.duplicates > 0 {
        text = text!("import-duplicates", told = text, count = report.duplicates);
    }
    if report.failed.is_empty() {
        return Notice::new(Level::Info, text!("import-end", told = text));
    }
    let text = text!("import-failed", told = text, count = report.failed.len());
    let lines: Vec<String> =
        report.failed.iter().map(|f| format!("{}: {}", f.path.display(), f.reason)).collect();
    Notice::new(Level::Warning, text).with_details(lines.join("\n"))
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
        assert_eq!(
            notice.text.to_string(),
            "Import done: 3 tracks added, 2 unchanged. 1 file could not be read."
        );
        assert_eq!(notice.details, "a.mp3: no sound in it");
    }
}
