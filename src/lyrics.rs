//! Lyrics as text, or line by line with times: LRC as it is found in the wild. Pure; knows no files.
//!
//! Our own reader and not a crate's: those at hand refuse a whole song for one odd line, and songs are full of odd lines.

use std::collections::BTreeMap;
use std::time::Duration;

/// What is sung in a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lyrics {
    /// Lines without times.
    Plain(String),
    /// Lines in the order in which they are sung; at least one, each time only once.
    Timed(Vec<TimedLine>),
}

/// A line and when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedLine {
    /// From the beginning of the track.
    pub at: Duration,
    /// What is sung; empty for a pause. A translation stands on a line of its own.
    pub text: String,
}

impl Lyrics {
    /// Reads a text: with LRC's times where it has any, else as it is. `None` when nothing can be read in it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = Lines::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            lines.take(line.trim());
        }
        lines.timed().or_else(|| {
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
            (!text.is_empty()).then(|| Self::Plain(text.to_owned()))
        })
    }

    /// Lines from times and texts in any order; those of one time become one line.
    pub fn timed(lines: impl IntoIterator<Item = (Duration, String)>) -> Option<Self> {
        let mut sorted: BTreeMap<Duration, String> = BTreeMap::new();
        for (at, text) in lines {
            let joined = sorted.entry(at).or_default();
            if !joined.is_empty() && !text.is_empty() {
                joined.push('\n');
            }
            joined.push_str(&text);
        }
        let sung = sorted.values().any(|text| !text.is_empty());
        sung.then(|| Self::Timed(sorted.into_iter().map(|(at, text)| TimedLine { at, text }).collect()))
    }

    /// Which of the lines is sung at a time; `None` before the first, and where there are no times.
    pub fn line_at(&self, position: Duration) -> Option<usize> {
        match self {
            Self::Plain(_) => None,
            Self::Timed(lines) => lines.partition_point(|line| line.at <= position).checked_sub(1),
        }
    }
}

/// What was read of an LRC text so far.
#[derive(Debug, Default)]
struct Lines {
    /// Times in milliseconds as written.
    found: Vec<(i64, String)>,
    /// How much sooner the lines come than written, in milliseconds.
    sooner: i64,
}

impl Lines {
    /// `[00:12.00][01:15.30]text`, `[offset:+250]`, another tag such as `[ar:…]`, or the rest of the line before.
    fn take(&mut self, line: &str) {
        let (mut rest, mut times) = (line, Vec::new());
        while let Some((tag, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let Some(at) = millis(tag) else { break };
            times.push(at);
            rest = behind.trim_start();
        }
        if times.is_empty() {
            if let Some(offset) = tag_value(line, "offset") {
                self.sooner = offset.trim_start_matches('+').parse().unwrap_or(0);
            } else if let Some((_, last)) = self.found.last_mut()
                && !is_tag(line)
                && !line.is_empty()
            {
                last.push('\n');
                last.push_str(line);
            }
            return;
        }
        let text = without_word_times(rest);
        self.found.extend(times.into_iter().map(|at| (at, text.clone())));
    }

    fn timed(self) -> Option<Lyrics> {
        let at = |millis: i64| Duration::from_millis((millis - self.sooner).max(0).unsigned_abs());
        Lyrics::timed(self.found.into_iter().map(|(millis, text)| (at(millis), text)))
    }
}

/// `mm:ss`, `mm:ss.xx`, `mm:ss.xxx`, `mm:ss:xx` or `hh:mm:ss.xx` in milliseconds.
fn millis(tag: &str) -> Option<i64> {
    let (clock, fraction) = match tag.trim().split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (tag.trim(), None),
    };
    let mut parts: Vec<i64> = clock.split(':').map(number).collect::<Option<_>>()?;
    let mut fraction_millis = fraction.map_or(Some(0), fraction_millis)?;
    if parts.len() == 3 && fraction.is_none() {
        // Some programs put a colon before the hundredths.
        fraction_millis = parts.pop()? * 10;
    }
    match parts[..] {
        [minutes, seconds] if seconds < 60 => Some((minutes * 60 + seconds) * 1000 + fraction_millis),
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction_millis)
        }
        _ => None,
    }
}

fn fraction_millis(digits: &str) -> Option<i64> {
    let value = number(digits)?;
    Some(match digits.len() {
        1 => value * 100,
        2 => value * 10,
        3 => value,
        _ => return None,
    })
}

/// Up to four digits and nothing else.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// The value of `[name:value]`.
fn tag_value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (found, value) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(':')?;
    found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
}

/// `[ar:…]`, `[by:…]`, `[#:…]`: a short name without spaces, and a colon.
fn is_tag(line: &str) -> bool {
    let inner = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let name = inner.and_then(|inner| inner.split_once(':')).map(|(name, _)| name);
    name.is_some_and(|name| name.len() <= 8 && !name.contains(char::is_whitespace))
}

/// Without the times of single words, `<00:12.34>`.
fn without_word_times(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once('<') {
        kept.push_str(before);
        match behind.split_once('>') {
            Some((tag, after)) if millis(tag).is_some() => rest = after,
            _ => {
                kept.push('<');
                rest = behind;
            }
        }
    }
    kept.push_str(rest);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u64, String)> {
        match Lyrics::parse(text) {
            Some(Lyrics::Timed(lines)) => {
                lines.into_iter().map(|line| (line.at.as_millis() as u64, line.text)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    fn of(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
        expected.iter().map(|(at, text)| (*at, (*text).to_owned())).collect()
    }

    #[test]
    fn a_line_may_be_sung_several_times() {
        let text = "[ti:Song]\r\n[00:12.00][01:15.30]Refrain\r\n[00:20.5]Verse\r\n";
        assert_eq!(lines(text), of(&[(12_000, "Refrain"), (20_500, "Verse"), (75_300, "Refrain")]));
    }

    #[test]
    fn times_are_written_in_many_ways() {
        for (tag, expected) in [
            ("01:02", 62_000),
            ("1:02.3", 62_300),
            ("01:02.34", 62_340),
            ("01:02.345", 62_345),
            ("01:02:34", 62_340),
            ("01:02,34", 62_340),
            ("1:00:02.50", 3_602_500),
            ("100:00.00", 6_000_000),
        ] {
            assert_eq!(millis(tag), Some(expected), "{tag}");
        }
        for tag in ["", "12", "ar:x", "01:60", "01:02.3456", "-1:00", "01:0a", "99999:00", "1:2:3:4"] {
            assert_eq!(millis(tag), None, "{tag}");
        }
    }

    #[test]
    fn an_offset_brings_all_lines_sooner_or_later_wherever_it_stands() {
        assert_eq!(lines("[offset: +500]\n[00:01.00]a\n[00:00.20]b"), of(&[(0, "b"), (500, "a")]));
        assert_eq!(lines("[00:01.00]a\n[Offset:-250]"), of(&[(1250, "a")]));
        assert_eq!(lines("[offset:soon]\n[00:01.00]a"), of(&[(1000, "a")]));
    }

    #[test]
    fn words_lose_their_times_and_translations_stay_with_their_line() {
        let text = "[00:01.00]<00:01.00>Guten <00:01.40>Tag <3\n[00:01.00]Good day\nbonjour\n[00:03.00]";
        assert_eq!(lines(text), of(&[(1000, "Guten Tag <3\nGood day\nbonjour"), (3000, "")]));
    }

    #[test]
    fn what_has_no_times_is_plain_text() {
        assert_eq!(
            Lyrics::parse("\u{feff}One\n[Refrain]\nTwo\n"),
            Some(Lyrics::Plain("One\n[Refrain]\nTwo".into()))
        );
        assert_eq!(Lyrics::parse(" \n\t\0"), None);
        assert_eq!(Lyrics::timed([(Duration::ZERO, String::new())]), None);
    }

    #[test]
    fn the_line_that_is_sung_is_found() {
        let lyrics = Lyrics::parse("[00:02.00]a\n[00:04.00]b").unwrap();
        let at = |millis| lyrics.line_at(Duration::from_millis(millis));
        assert_eq!(
            [at(0), at(1999), at(2000), at(3999), at(9_000_000)],
            [None, None, Some(0), Some(0), Some(1)]
        );
        assert_eq!(Lyrics::Plain("a".into()).line_at(Duration::ZERO), None);
    }
}
