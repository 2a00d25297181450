//! Numbers as a language writes them: the mark between thousands, and that before the fraction.

use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;

use super::{Language, current};

/// `12,345`, `12.345`, `12 345`: in the language spoken now.
pub fn count(number: usize) -> String {
    grouped(current(), &number.to_string())
}

/// A number with so many digits behind the point, in the language spoken now.
pub fn decimal(number: f64, places: usize) -> String {
    let plain = format!("{number:.places$}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = grouped(current(), whole);
    if fraction.is_empty() { whole } else { format!("{whole}{}{fraction}", point(current())) }
}

/// How Fluent writes numbers among words.
pub fn formatter<M: MemoizerKind>(language: Language) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match language {
        Language::English | Language::Pseudo => |value, _| write(Language::English, value),
        Language::German => |value, _| write(Language::German, value),
        Language::French => |value, _| write(Language::French, value),
        Language::Spanish => |value, _| write(Language::Spanish, value),
        Language::Russian => |value, _| write(Language::Russian, value),
    }
}

fn write(language: Language, value: &FluentValue<'_>) -> Option<String> {
    if let FluentValue::Number(number) = value { Some(grouped(language, &number.as_string())) } else { None }
}

const fn point(language: Language) -> char {
    match language {
        Language::English | Language::Pseudo => '.',
        Language::German | Language::French | Language::Spanish | Language::Russian => ',',
    }
}

/// Marks between the thousands of whole digits, which may have a sign.
fn grouped(language: Language, digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    // Spanish leaves four digits together.
    let least = if language == Language::Spanish { 5 } else { 4 };
    if digits.len() < least || digits.contains('.') {
        return format!("{sign}{digits}");
    }
    let mark = match language {
        Language::English | Language::Pseudo => ',',
        Language::German | Language::Spanish => '.',
        Language::French | Language::Russian => '\u{a0}',
    };
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_marked_as_the_language_does() {
        assert_eq!(grouped(Language::English, "100000"), "100,000");
        assert_eq!(grouped(Language::German, "-1234"), "-1.234");
        assert_eq!(grouped(Language::French, "1234567"), "1\u{a0}234\u{a0}567");
        assert_eq!(grouped(Language::Spanish, "1234"), "1234");
        assert_eq!(grouped(Language::Spanish, "12345"), "12.345");
        assert_eq!(grouped(Language::Russian, "999"), "999");
    }

    #[test]
    fn fractions_follow_the_point() {
        assert_eq!(decimal(1234.56, 1), "1,234.6");
        assert_eq!(decimal(-0.5, 2), "-0.50");
        assert_eq!(decimal(3.0, 0), "3");
    }
}
