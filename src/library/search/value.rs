//! Values of the query language: `4`, `>=4`, `1990..1999`, `90s`, `<30d`, `3:30`, `2024-05`, `never`.

use super::field::Number;

/// Numbers from one to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The smallest.
    pub from: f64,
    /// The largest.
    pub to: f64,
}

impl Span {
    const fn new(from: f64, to: f64) -> Self {
        Self { from, to }
    }

    /// Everything that stands to this span as the sign says; `None` for a sign that means nothing.
    fn compared(self, sign: &str) -> Option<Self> {
        Some(match sign {
            "" | "=" | "==" => self,
            "<" => Self::new(f64::NEG_INFINITY, self.from.next_down()),
            "<=" | "=<" => Self::new(f64::NEG_INFINITY, self.to),
            ">" => Self::new(self.to.next_up(), f64::INFINITY),
            ">=" | "=>" => Self::new(self.from, f64::INFINITY),
            _ => return None,
        })
    }
}

/// What a number field asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// A number in this range; tracks without one are left out.
    Within(Span),
    /// Any number at all.
    Known,
    /// None.
    Unknown,
}

impl Wanted {
    /// Does a track with this number, or without one, satisfy it?
    pub fn takes(self, number: Option<f64>) -> bool {
        match (self, number) {
            (Self::Within(span), Some(x)) => span.from <= x && x <= span.to,
            (Self::Known, Some(_)) | (Self::Unknown, None) => true,
            (Self::Within(_) | Self::Known, None) | (Self::Unknown, Some(_)) => false,
        }
    }
}

/// Reads a value; `now` is Unix time in seconds. `None` when it is not understood.
pub fn wanted(field: Number, value: &str, now: i64) -> Option<Wanted> {
    let value = value.trim().to_lowercase();
    // Counts and stars are always there; none of them is a nought.
    let counted = matches!(field, Number::Rating | Number::Plays | Number::Skips);
    match value.as_str() {
        "none" | "never" | "unknown" | "no" if counted => return Some(Wanted::Within(Span::new(0.0, 0.0))),
        "any" | "some" | "yes" | "ever" | "*" if counted => {
            return Some(Wanted::Within(Span::new(1.0, f64::INFINITY)));
        }
        "none" | "never" | "unknown" | "no" => return Some(Wanted::Unknown),
        "any" | "some" | "yes" | "ever" | "*" => return Some(Wanted::Known),
        _ => {}
    }
    let read = |text: &str| match field {
        Number::Added | Number::Played => time(text, now as f64),
        Number::Year => years(text),
        Number::Length => length(text),
        Number::Bpm => plain(text.trim_end_matches("bpm")).map(|x| Span::new(x - 0.5, x + 0.5)),
        Number::Valence | Number::Arousal => plain(text).map(|x| Span::new(x - 0.05, x + 0.05)),
        Number::Rating | Number::Plays | Number::Skips | Number::TrackNumber | Number::Disc => {
            plain(text).map(|x| Span::new(x, x))
        }
    };
    let span = match value.split_once("..") {
        Some((from, to)) => between(from, to, read)?,
        None => compared(field, &value, read)?,
    };
    Some(Wanted::Within(span))
}

fn between(from: &str, to: &str, read: impl Fn(&str) -> Option<Span>) -> Option<Span> {
    match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Span::new(f64::NEG_INFINITY, read(to)?.to)),
        (false, true) => Some(Span::new(read(from)?.from, f64::INFINITY)),
        (false, false) => {
            let (a, b) = (read(from)?, read(to)?);
            // Either way round.
            let (a, b) = if a.from <= b.from { (a, b) } else { (b, a) };
            Some(Span::new(a.from, a.to.max(b.to)))
        }
    }
}

fn compared(field: Number, value: &str, read: impl Fn(&str) -> Option<Span>) -> Option<Span> {
    let rest = value.trim_start_matches(['<', '>', '=']);
    let sign = &value[..value.len() - rest.len()];
    let span = read(rest)?;
    if matches!(field, Number::Added | Number::Played) && age_secs(rest).is_some() {
        // Of an age: younger is later.
        let sign = match sign {
            "" | "<" => ">",
            "<=" | "=<" => ">=",
            ">" => "<",
            ">=" | "=>" => "<=",
            _ => return None,
        };
        return span.compared(sign);
    }
    span.compared(sign)
}

fn plain(text: &str) -> Option<f64> {
    text.replace(',', ".").parse::<f64>().ok().filter(|x| x.is_finite())
}

fn years(text: &str) -> Option<Span> {
    let year = |text: &str| text.parse::<u16>().ok().map(f64::from);
    if let Some(decade) = text.strip_suffix('s') {
        let first = match (decade.len(), year(decade)?) {
            (2, short) if short >= 30.0 => 1900.0 + short,
            (2, short) => 2000.0 + short,
            (4, long) => long,
            _ => return None,
        };
        return Some(Span::new(first, first + 9.0));
    }
    match text.split_once('-') {
        Some((from, to)) => Some(Span::new(year(from)?, year(to)?)),
        None => year(text).map(|year| Span::new(year, year)),
    }
}

/// "3:30" to the second; "3m" the whole minute from 3:00 on.
fn length(text: &str) -> Option<Span> {
    if text.contains(':') {
        let mut seconds = 0.0;
        for part in text.split(':') {
            seconds = seconds * 60.0 + f64::from(part.parse::<u32>().ok()?);
        }
        return Some(Span::new(seconds - 0.5, (seconds + 0.5).next_down()));
    }
    let (number, unit) = number_and_unit(text)?;
    let unit = match unit {
        "" | "s" | "sec" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return None,
    };
    Some(Span::new(number * unit, (number * unit + unit).next_down()))
}

fn number_and_unit(text: &str) -> Option<(f64, &str)> {
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    Some((plain(number)?, unit))
}

const DAY: f64 = 86_400.0;

/// A moment some time ago, or the whole of a day, a month, a year (in UTC).
fn time(text: &str, now: f64) -> Option<Span> {
    let midnight = (now / DAY).floor() * DAY;
    let day = |from: f64| Span::new(from, (from + DAY).next_down());
    match (text, age_secs(text)) {
        ("today", _) => Some(day(midnight)),
        ("yesterday", _) => Some(day(midnight - DAY)),
        (_, Some(age)) => Some(Span::new(now - age, now - age)),
        (_, None) => date(text),
    }
}

/// The seconds of "30d", "2w", "6mo", "1y", "12h".
fn age_secs(text: &str) -> Option<f64> {
    let (number, unit) = number_and_unit(text)?;
    let unit = match unit {
        "h" => 3600.0,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => 7.0 * DAY,
        "m" | "mo" | "month" | "months" => 30.44 * DAY,
        "y" | "year" | "years" => 365.25 * DAY,
        _ => return None,
    };
    Some(number * unit)
}

fn date(text: &str) -> Option<Span> {
    let parts: Vec<i64> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (from, to) = match parts[..] {
        [year] if year > 999 => ((year, 1, 1), (year + 1, 1, 1)),
        [year, month] if (1..=12).contains(&month) => {
            ((year, month, 1), if month == 12 { (year + 1, 1, 1) } else { (year, month + 1, 1) })
        }
        [year, month, day] if (1..=12).contains(&month) && (1..=31).contains(&day) => {
            ((year, month, day), (year, month, day + 1))
        }
        _ => return None,
    };
    let seconds = |(year, month, day)| days_from_civil(year, month, day) as f64 * DAY;
    Some(Span::new(seconds(from), seconds(to).next_down()))
}

/// Days from 1970-01-01 in the Gregorian calendar, counted in eras of 400 years that begin in March.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-05-15, 12:00 UTC.
    const NOW: i64 = 1_715_774_400;

    fn takes(field: Number, value: &str, number: f64) -> bool {
        wanted(field, value, NOW).unwrap().takes(Some(number))
    }

    #[test]
    fn comparisons_and_ranges() {
        for (value, inside, outside) in [
            ("4", 4.0, 3.0),
            (">=4", 4.0, 3.0),
            (">4", 5.0, 4.0),
            ("<4", 3.0, 4.0),
            ("<=4", 4.0, 5.0),
            ("2..4", 4.0, 5.0),
            ("4..2", 2.0, 5.0),
            ("..3", 0.0, 4.0),
            ("3..", 5.0, 2.0),
        ] {
            assert!(
                takes(Number::Rating, value, inside) && !takes(Number::Rating, value, outside),
                "{value}"
            );
        }
    }

    #[test]
    fn years_come_as_decades_too() {
        for value in ["1990..1999", "1990-1999", "1990s", "90s"] {
            assert!(takes(Number::Year, value, 1999.0) && !takes(Number::Year, value, 2000.0), "{value}");
        }
        assert!(takes(Number::Year, "10s", 2014.0));
    }

    #[test]
    fn lengths_have_units() {
        assert!(takes(Number::Length, "<3m", 179.9) && !takes(Number::Length, "<3m", 180.0));
        assert!(takes(Number::Length, "3:30", 210.3) && !takes(Number::Length, "3:30", 211.0));
        assert!(takes(Number::Length, "2m..4m", 290.0) && !takes(Number::Length, "2m..4m", 300.0));
        assert!(takes(Number::Length, ">1:00:00", 3601.0));
    }

    #[test]
    fn an_age_is_smaller_for_what_is_newer() {
        let days_ago = |days: f64| NOW as f64 - days * DAY;
        assert!(
            takes(Number::Added, "<30d", days_ago(29.0)) && !takes(Number::Added, "<30d", days_ago(31.0))
        );
        assert!(takes(Number::Added, "30d", days_ago(3.0)));
        assert!(
            takes(Number::Played, ">1y", days_ago(400.0)) && !takes(Number::Played, ">1y", days_ago(300.0))
        );
        assert!(
            takes(Number::Played, "7d..30d", days_ago(10.0))
                && !takes(Number::Played, "7d..30d", days_ago(40.0))
        );
    }

    #[test]
    fn dates_are_whole_days_months_and_years() {
        let noon = NOW as f64;
        for value in ["today", "2024-05-15", "2024-05", "2024", ">2024-04", "2024-01..2024-05", "<2025"] {
            assert!(takes(Number::Added, value, noon), "{value}");
        }
        for value in ["yesterday", "2024-05-14", "2024-06", ">2024-05", "2023"] {
            assert!(!takes(Number::Added, value, noon), "{value}");
        }
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 2, 29), 11_016);
    }

    #[test]
    fn unknown_numbers_are_asked_for_by_name() {
        assert!(wanted(Number::Played, "never", NOW).unwrap().takes(None));
        assert!(!wanted(Number::Year, "<2000", NOW).unwrap().takes(None));
    }

    #[test]
    fn nonsense_is_not_understood() {
        for value in ["", "abc", "..", ">", "<>3", "1..x", "--", "nan", "1e999"] {
            assert_eq!(wanted(Number::Year, value, NOW), None, "{value}");
        }
        assert_eq!(wanted(Number::Added, "2024-13", NOW), None);
        assert_eq!(wanted(Number::Length, "3:xx", NOW), None);
    }
}
