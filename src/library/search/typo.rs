//! Forgives typing errors: for a word that no track has, the nearest words of the library stand in.

use rusqlite::Connection;

use super::explain::{either, quoted};
use super::find::is_known;
use super::fold;
use super::query::{Atom, Clause, Query, Test, Words};
use super::vocabulary::{Letters, Term, Vocabulary};
use crate::language::{Text, text};
use crate::library::LibraryError;

/// Words that may stand in for one.
const STAND_INS: usize = 4;

/// The query with nearer words for those nobody has, and the sentence that tells so. `None`: nothing to forgive.
pub fn forgive(
    connection: &Connection,
    vocabulary: &mut Vocabulary,
    query: &Query,
) -> Result<Option<(Query, Text)>, LibraryError> {
    let mut forgiven = query.clone();
    let mut told = Vec::new();
    for clause in &mut forgiven.clauses {
        let Some(words) = clause.required_words().cloned() else { continue };
        if is_known(connection, &words)? {
            continue;
        }
        let Some(stand_ins) = stand_ins(connection, vocabulary, &words)? else { return Ok(None) };
        let names: Vec<String> = stand_ins.iter().map(quoted).collect();
        told.push(text!("search-stand-in", word = quoted(&words), words = either(&names)));
        *clause = Clause {
            any: stand_ins
                .into_iter()
                .map(|words| Atom { negated: false, test: Test::Words(words) })
                .collect(),
        };
    }
    let told = told.into_iter().reduce(|one, other| text!("search-both", one = one, other = other));
    Ok(told.map(|told| (forgiven, told)))
}

/// What may have been meant: each word of the phrase that nobody has is replaced.
fn stand_ins(
    connection: &Connection,
    vocabulary: &mut Vocabulary,
    words: &Words,
) -> Result<Option<Vec<Words>>, LibraryError> {
    let mut variants = vec![words.clone()];
    for (at, word) in words.words.iter().enumerate() {
        let last = at + 1 == words.words.len();
        let alone = Words { field: None, words: vec![word.clone()], prefix: words.prefix && last };
        if is_known(connection, &alone)? {
            continue;
        }
        let nearest = nearest(connection, vocabulary, word, alone.prefix)?;
        if nearest.is_empty() {
            return Ok(None);
        }
        variants = variants
            .into_iter()
            .flat_map(|variant| {
                nearest.iter().map(move |near| {
                    let mut variant = variant.clone();
                    variant.words[at].clone_from(near);
                    variant
                })
            })
            .take(STAND_INS)
            .collect();
    }
    Ok(Some(variants.into_iter().filter(|variant| variant != words).collect())
        .filter(|v: &Vec<_>| !v.is_empty()))
}

/// The words of the library nearest to a word, those of most tracks first; the same first letter is looked at first.
fn nearest(
    connection: &Connection,
    vocabulary: &mut Vocabulary,
    word: &str,
    prefix: bool,
) -> Result<Vec<String>, LibraryError> {
    let letters: Vec<char> = word.chars().collect();
    let allowed = match letters.len() {
        0..=3 => return Ok(Vec::new()),
        4..=7 => 1,
        _ => 2,
    };
    if letters.iter().any(|c| fold::is_unspaced(*c)) {
        return Ok(Vec::new());
    }
    let mut found = Nearest::to(&letters, allowed, prefix);
    vocabulary.like(connection, word)?.iter().for_each(|term| found.look_at(term));
    if found.best.is_empty() {
        vocabulary.all(connection)?.for_each(|term| found.look_at(term));
    }
    found.best.sort_by_key(|(distance, term)| (*distance, std::cmp::Reverse(term.tracks)));
    let least = found.best.first().map(|(distance, _)| *distance);
    let nearest = found.best.into_iter().filter(|(distance, _)| Some(*distance) == least);
    Ok(nearest.map(|(_, term)| term.text.into_string()).take(STAND_INS).collect())
}

/// The nearest words met so far.
struct Nearest<'a> {
    letters: &'a [char],
    set: Letters,
    allowed: usize,
    prefix: bool,
    best: Vec<(usize, Term)>,
}

impl<'a> Nearest<'a> {
    fn to(letters: &'a [char], allowed: usize, prefix: bool) -> Self {
        let set = Letters::of(letters.iter().copied());
        Self { letters, set, allowed, prefix, best: Vec::new() }
    }

    fn look_at(&mut self, term: &Term) {
        if !term.may_be(self.set, self.allowed as u32, self.prefix) {
            return;
        }
        let longest = if self.prefix { usize::MAX } else { self.letters.len() + self.allowed };
        let shortest = self.letters.len().saturating_sub(self.allowed);
        let length = term.text.chars().count();
        if length < shortest || length > longest {
            return;
        }
        // Of a longer word only its beginning is compared, with the little room that the errors may take.
        let cut = if self.prefix { self.letters.len() + self.allowed } else { length };
        let start: Vec<char> = term.text.chars().take(cut).collect();
        let distance = distance(self.letters, &start, self.prefix);
        if distance <= self.allowed {
            self.best.push((distance, term.clone()));
        }
    }
}

/// Letters to add, drop, change or swap to get from one word to the other, or to its beginning. (Optimal string alignment.)
fn distance(from: &[char], to: &[char], beginning: bool) -> usize {
    let width = to.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, b) in to.iter().enumerate() {
            let change = last[j] + usize::from(a != b);
            row[j + 1] = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    if beginning { last.into_iter().min().unwrap_or(0) } else { last[to.len()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(from: &str, to: &str, beginning: bool) -> usize {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        distance(&letters(from), &letters(to), beginning)
    }

    #[test]
    fn a_swap_counts_once() {
        assert_eq!(apart("beatels", "beatles", false), 1);
        assert_eq!(apart("nirvna", "nirvana", false), 1);
        assert_eq!(apart("metalica", "metallica", false), 1);
        assert_eq!(apart("abc", "xyz", false), 3);
    }

    #[test]
    fn a_beginning_is_compared_with_beginnings() {
        assert_eq!(apart("metalic", "metallica", true), 1);
        assert_eq!(apart("metallic", "metallica", true), 0);
    }
}
