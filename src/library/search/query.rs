//! What the user typed, understood: words, fields, ranges, quotes, minus, OR. Any text is a valid query; what cannot be
//! understood is left out and explained.

use super::field::{self, Field, Flag, Number, TextField};
use super::fold;
use super::value::{self, Wanted};
use crate::affect::{Affect, Quadrant};
use crate::language::{Text, text};
use crate::library::{genre, mood_words};
use crate::mood::MoodSource;

/// Terms of a query that are looked at.
const MOST_TERMS: usize = 32;
/// How far from a mood word's place a track still has that mood.
pub const MOOD_REACH: f32 = 0.45;

/// A query: a track matches when it satisfies one test of each clause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// All must hold.
    pub clauses: Vec<Clause>,
    /// What was not understood, in sentences.
    pub notes: Vec<Text>,
}

/// Tests of which one must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The tests, at least one.
    pub any: Vec<Atom>,
}

/// One test.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// It must not hold.
    pub negated: bool,
    /// The test.
    pub test: Test,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Words in the index.
    Words(Words),
    /// All words of a name, and no others.
    Whole(TextField, Vec<String>),
    /// One of these genres.
    Genre(GenreTest),
    /// A number.
    Number(Number, Wanted),
    /// Yes or no.
    Flag(Flag),
    /// The mood.
    Mood(MoodTest),
    /// The path holds this, folded.
    Path(String),
    /// The file lies in this folder, folded.
    Folder(String),
}

/// Genres asked for, whichever way they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GenreTest {
    /// This one, by its normal name.
    Is(String),
    /// Those of this family.
    Family(String),
}

impl GenreTest {
    /// Is a genre one of them?
    pub fn takes(&self, written: &str) -> bool {
        match self {
            Self::Is(name) => genre::normal(written) == *name,
            Self::Family(family) => genre::family(written).is_some_and(|of| of.eq_ignore_ascii_case(family)),
        }
    }
}

/// Words that stand one after the other.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_field_names, reason = "the names are those of the answer")]
pub struct Words {
    /// Where; `None`: in any column.
    pub field: Option<TextField>,
    /// Folded, at least one.
    pub words: Vec<String>,
    /// The last may be the beginning of a longer word.
    pub prefix: bool,
}

/// A mood asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MoodTest {
    /// In this quarter of the plane.
    Quadrant(Quadrant),
    /// Within [`MOOD_REACH`] of this place.
    Near(Affect),
    /// Known from this source.
    Source(MoodSource),
    /// Known at all.
    Known,
    /// Unknown.
    Unknown,
}

impl Query {
    /// Understands what was typed; `now` is Unix time in seconds.
    pub fn parse(typed: &str, now: i64) -> Self {
        let mut query = Self::default();
        let (mut alternative, mut negated) = (false, false);
        for mut term in terms(typed).into_iter().take(MOST_TERMS) {
            if term.is_word("OR") || term.is_word("|") {
                alternative = true;
                continue;
            }
            if term.is_word("NOT") {
                negated = true;
                continue;
            }
            if term.is_word("AND") {
                continue;
            }
            term.negated ^= std::mem::take(&mut negated);
            match atom(&term, now) {
                Ok(Some(atom)) => query.add(atom, std::mem::take(&mut alternative)),
                Ok(None) => {}
                Err(note) => query.notes.push(note),
            }
        }
        query
    }

    fn add(&mut self, atom: Atom, alternative: bool) {
        match self.clauses.last_mut().filter(|_| alternative) {
            Some(clause) => clause.any.push(atom),
            None => self.clauses.push(Clause { any: vec![atom] }),
        }
    }

    /// Does a test look at where the file is?
    pub fn asks_for_paths(&self) -> bool {
        let mut atoms = self.clauses.iter().flat_map(|clause| &clause.any);
        atoms.any(|atom| matches!(atom.test, Test::Path(_) | Test::Folder(_)))
    }

    /// The words every match must hold, field or not.
    pub fn required_words(&self) -> impl Iterator<Item = &Words> {
        self.clauses.iter().filter_map(Clause::required_words)
    }
}

impl Clause {
    /// The words, where the clause asks for nothing else.
    pub fn required_words(&self) -> Option<&Words> {
        match &self.any[..] {
            [Atom { negated: false, test: Test::Words(words) }] => Some(words),
            _ => None,
        }
    }
}

/// A term as typed: `-artist:"daft punk"`.
#[derive(Debug, Default)]
struct Term {
    negated: bool,
    field: Option<Field>,
    value: String,
    quoted: bool,
}

impl Term {
    fn is_word(&self, word: &str) -> bool {
        !self.negated && self.field.is_none() && !self.quoted && self.value == word
    }
}

fn terms(typed: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let (term, after) = term(rest);
        terms.push(term);
        rest = after.trim_start();
    }
    terms
}

/// The first term, and what follows it. A quote that is not closed ends with the text.
fn term(text: &str) -> (Term, &str) {
    let mut term = Term::default();
    let mut chars = text.char_indices().peekable();
    if text.starts_with('-') && text[1..].starts_with(|c: char| !c.is_whitespace()) {
        term.negated = true;
        chars.next();
    }
    let mut inside = false;
    for (at, c) in chars {
        if c == '"' {
            inside = !inside;
            term.quoted = true;
        } else if c.is_whitespace() && !inside {
            return (term, &text[at..]);
        } else if term.field.is_none() && !term.quoted && matches!(c, ':' | '<' | '>' | '=') {
            term.field = field::named(&term.value);
            if term.field.is_some() {
                term.value.clear();
            }
            if c != ':' || term.field.is_none() {
                term.value.push(c);
            }
        } else {
            term.value.push(c);
        }
    }
    (term, "")
}

/// The test a term asks for; `None` for one without any meaning, an explanation for one that is not understood.
fn atom(term: &Term, now: i64) -> Result<Option<Atom>, Text> {
    let plain = |test| Ok(Some(Atom { negated: term.negated, test }));
    let words = |field| {
        let words = fold::words(&term.value);
        let test = Test::Words(Words { field, words, prefix: !term.quoted });
        Ok(Some(Atom { negated: term.negated, test }).filter(|atom| match &atom.test {
            Test::Words(words) => !words.words.is_empty(),
            Test::Whole(..)
            | Test::Genre(_)
            | Test::Number(..)
            | Test::Flag(_)
            | Test::Mood(_)
            | Test::Path(_)
            | Test::Folder(_) => true,
        }))
    };
    let Some(field) = term.field else { return words(None) };
    let not_understood = || {
        let (name, example) = field::example(field);
        match term.value.as_str() {
            "" => text!("search-wants-value", field = name, example = example),
            value => text!("search-not-understood", field = name, value = value, example = example),
        }
    };
    match field {
        Field::Flag(flag) => {
            let yes = yes_or_no(&term.value).ok_or_else(not_understood)?;
            Ok(Some(Atom { negated: term.negated == yes, test: Test::Flag(flag) }))
        }
        _ if term.value.is_empty() => Err(not_understood()),
        Field::Text(text) => match term.value.strip_prefix('=').map(fold::words) {
            Some(whole) if whole.is_empty() => Err(not_understood()),
            Some(_) if text == TextField::Genre => {
                plain(Test::Genre(GenreTest::Is(genre::normal(&term.value))))
            }
            Some(whole) => plain(Test::Whole(text, whole)),
            None => words(Some(text)),
        },
        Field::Number(number) => {
            plain(Test::Number(number, value::wanted(number, &term.value, now).ok_or_else(not_understood)?))
        }
        Field::Mood => plain(Test::Mood(mood(&term.value).ok_or_else(not_understood)?)),
        Field::Family => match genre::members(&term.value) {
            Some(_) => plain(Test::Genre(GenreTest::Family(term.value.trim().to_owned()))),
            None => {
                Err(text!("search-no-family", value = &term.value, families = genre::families().join(", ")))
            }
        },
        Field::Path => plain(match term.value.strip_prefix('=') {
            Some(folder) => Test::Folder(fold::fold(folder)),
            None => Test::Path(fold::fold(&term.value)),
        }),
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value.trim_start_matches('=').to_lowercase().as_str() {
        "" | "yes" | "y" | "true" | "1" | "any" | "*" => Some(true),
        "no" | "n" | "false" | "0" | "none" => Some(false),
        _ => None,
    }
}

fn mood(word: &str) -> Option<MoodTest> {
    let word = word.to_lowercase();
    if let Some(quadrant) = Quadrant::ALL.into_iter().find(|q| q.name() == word) {
        return Some(MoodTest::Quadrant(quadrant));
    }
    Some(match word.as_str() {
        "none" | "unknown" | "no" => MoodTest::Unknown,
        "any" | "known" | "yes" | "*" => MoodTest::Known,
        "mine" | "user" => MoodTest::Source(MoodSource::User),
        "tag" => MoodTest::Source(MoodSource::Tag),
        "audio" => MoodTest::Source(MoodSource::Audio),
        "genre" => MoodTest::Source(MoodSource::Genre),
        _ => MoodTest::Near(mood_words::place(&word)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Query {
        Query::parse(typed, 0)
    }

    fn words(typed: &str) -> Vec<(Option<TextField>, String, bool)> {
        parse(typed).required_words().map(|w| (w.field, w.words.join(" "), w.prefix)).collect()
    }

    #[test]
    fn words_are_beginnings_and_quotes_are_whole_phrases() {
        assert_eq!(words("Étoile mat"), [(None, "etoile".into(), true), (None, "mat".into(), true)]);
        assert_eq!(words("\"Blue Moon\" x"), [(None, "blue moon".into(), false), (None, "x".into(), true)]);
        assert_eq!(words("\"not closed"), [(None, "not closed".into(), false)]);
    }

    #[test]
    fn fields_hold_words_and_phrases() {
        let artist = Some(TextField::Artist);
        assert_eq!(words("artist:daft"), [(artist, "daft".into(), true)]);
        assert_eq!(words("ARTIST:\"Daft Punk\""), [(artist, "daft punk".into(), false)]);
    }

    #[test]
    fn an_equals_sign_asks_for_the_whole_name() {
        let test = |typed: &str| parse(typed).clauses[0].any[0].test.clone();
        assert_eq!(
            test("artist:=\"The The\""),
            Test::Whole(TextField::Artist, vec!["the".into(), "the".into()])
        );
        assert_eq!(test("path:=/m/Rock"), Test::Folder("/m/rock".into()));
    }

    #[test]
    fn a_colon_after_anything_else_is_just_a_sign() {
        assert_eq!(words("Re:Zero"), [(None, "re zero".into(), true)]);
        assert_eq!(words("\"artist:x\""), [(None, "artist x".into(), false)]);
    }

    #[test]
    fn numbers_compare_with_and_without_a_colon() {
        assert_eq!(parse("rating:>=4"), parse("rating>=4"));
        assert!(matches!(
            parse("plays:0").clauses[0].any[0].test,
            Test::Number(Number::Plays, Wanted::Within(_))
        ));
    }

    #[test]
    fn a_minus_negates_and_a_lone_one_is_nothing() {
        let query = parse("-live NOT genre:metal -");
        assert!(query.clauses.iter().all(|c| c.any[0].negated));
        assert_eq!(query.clauses.len(), 2);
    }

    #[test]
    fn or_joins_its_neighbours() {
        let query = parse("genre:jazz OR genre:soul rating:5");
        assert_eq!(query.clauses.iter().map(|c| c.any.len()).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn flags_are_yes_unless_they_say_no() {
        for (typed, negated) in [
            ("liked:", false),
            ("liked:yes", false),
            ("liked:no", true),
            ("-liked:", true),
            ("-liked:no", false),
        ] {
            assert_eq!(
                parse(typed).clauses[0].any[0],
                Atom { negated, test: Test::Flag(Flag::Liked) },
                "{typed}"
            );
        }
    }

    #[test]
    fn moods_are_quarters_words_or_sources() {
        let test = |typed: &str| parse(typed).clauses[0].any[0].test.clone();
        assert_eq!(test("mood:calm"), Test::Mood(MoodTest::Quadrant(Quadrant::Calm)));
        assert!(matches!(test("mood:euphoric"), Test::Mood(MoodTest::Near(_))));
        assert_eq!(test("mood:unknown"), Test::Mood(MoodTest::Unknown));
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_explained() {
        for typed in ["year:soon", "rating:", "mood:qwerty", "liked:perhaps", "length:x", "artist:"] {
            let query = parse(&format!("moon {typed}"));
            assert_eq!((query.clauses.len(), query.notes.len()), (1, 1), "{typed}");
            let name = typed.split(':').next().unwrap();
            assert!(query.notes[0].to_string().contains(name), "{:?}", query.notes);
        }
    }

    #[test]
    fn any_text_is_a_query() {
        let mut random = fastrand::Rng::with_seed(5);
        let alphabet: Vec<char> = "ab\"':-<>=.*()|^~\0 \u{301}é夜:year:rating:OR ".chars().collect();
        for _ in 0..2000 {
            let typed: String =
                (0..random.usize(0..20)).map(|_| alphabet[random.usize(..alphabet.len())]).collect();
            let _any = parse(&typed);
        }
        assert_eq!(parse(&"a ".repeat(500)).clauses.len(), MOST_TERMS);
    }
}
