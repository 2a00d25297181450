//! The words of the library and how many tracks have each, for typing errors. Read from the index of words in parts, by
//! first letter, while nobody waits; a part that is asked for before is read at once.

use rusqlite::Connection;

use super::fold;
use crate::library::LibraryError;

/// Where the parts begin; the last one has no end.
const PARTS: [&str; 39] = [
    "", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ":", "a", "b", "c", "d", "e", "f", "g", "h", "i",
    "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "{",
];
/// Beginnings of words are counted up to so many letters.
const COUNTED: usize = 4;

/// A word.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word, folded.
    pub text: Box<str>,
    /// Tracks that have it.
    pub tracks: u32,
    /// Which letters are in it.
    letters: Letters,
}

impl Term {
    /// Can so few errors lead from these letters to the word, or to its beginning? A quick look that rules out most.
    pub fn may_be(&self, letters: Letters, errors: u32, beginning: bool) -> bool {
        letters.without(self.letters) <= errors && (beginning || self.letters.without(letters) <= errors)
    }
}

/// Which letters a word has; some letters share a bit.
#[derive(Clone, Copy, Debug)]
pub struct Letters(u64);

impl Letters {
    /// Those of a word.
    pub fn of(letters: impl IntoIterator<Item = char>) -> Self {
        Self(letters.into_iter().fold(0, |bits, letter| bits | 1 << (letter as u32 % u64::BITS)))
    }

    /// How many are not among the others. Each of them takes one error.
    fn without(self, others: Self) -> u32 {
        (self.0 & !others.0).count_ones()
    }
}

/// The words of the library, as far as they were read.
#[derive(Debug, Default)]
pub struct Vocabulary {
    parts: Vec<Vec<Term>>,
    read: Vec<bool>,
    /// Parts that are up to date, from the first on.
    fresh: usize,
}

impl Vocabulary {
    /// Words have changed: what was read is still the best there is until it is read anew.
    pub fn grow_old(&mut self) {
        self.fresh = 0;
    }

    /// Is all of it up to date?
    pub fn is_fresh(&self) -> bool {
        self.fresh == PARTS.len()
    }

    /// Brings another part up to date.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn refresh(&mut self, connection: &Connection) -> Result<(), LibraryError> {
        self.read(connection, self.fresh)?;
        self.fresh += 1;
        Ok(())
    }

    /// The words with the same first letter as `word`, and those of that letter's neighbours.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn like(&mut self, connection: &Connection, word: &str) -> Result<&[Term], LibraryError> {
        let part = PARTS.partition_point(|begin| *begin <= word).saturating_sub(1);
        self.need(connection, part)?;
        Ok(&self.parts[part])
    }

    /// All words.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn all(&mut self, connection: &Connection) -> Result<impl Iterator<Item = &Term>, LibraryError> {
        for part in 0..PARTS.len() {
            self.need(connection, part)?;
        }
        Ok(self.parts.iter().flatten())
    }

    fn need(&mut self, connection: &Connection, part: usize) -> Result<(), LibraryError> {
        if self.read.get(part) == Some(&true) { Ok(()) } else { self.read(connection, part) }
    }

    fn read(&mut self, connection: &Connection, part: usize) -> Result<(), LibraryError> {
        self.parts.resize_with(PARTS.len(), Vec::new);
        self.read.resize(PARTS.len(), false);
        let sql = "SELECT term, doc FROM track_words WHERE term >= ?1 AND term < ?2 ORDER BY term";
        let mut statement = connection.prepare_cached(sql)?;
        let end = PARTS.get(part + 1).unwrap_or(&"\u{10ffff}");
        let mut rows = statement.query([PARTS[part], end])?;
        let mut terms = Vec::new();
        while let Some(row) = rows.next()? {
            let text: Box<str> = row.get_ref(0)?.as_str()?.into();
            let letters = Letters::of(text.chars());
            terms.push(Term { text, tracks: row.get(1)?, letters });
        }
        self.parts[part] = terms;
        self.read[part] = true;
        Ok(())
    }

    /// The beginnings of words that about so many tracks have, or more.
    pub fn beginnings_of(&self, tracks: usize) -> Vec<String> {
        let mut beginnings = Vec::new();
        for letters in 1..=COUNTED {
            let mut counted = ("", 0);
            for term in self.parts.iter().flatten() {
                let Some(beginning) = beginning(&term.text, letters) else { continue };
                if counted.0 != beginning {
                    counted = (beginning, 0);
                }
                let before = counted.1;
                counted.1 += term.tracks as usize;
                if before < tracks && counted.1 >= tracks {
                    beginnings.push(beginning.to_owned());
                }
            }
        }
        beginnings
    }
}

/// The first letters of a word that has so many. A letter of a script without spaces is the beginning of nothing.
fn beginning(word: &str, letters: usize) -> Option<&str> {
    let (last, letter) = word.char_indices().nth(letters - 1)?;
    (!fold::is_unspaced(letter)).then(|| &word[..last + letter.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[(&str, u32)]) -> Vocabulary {
        let term = |(text, tracks): &(&str, u32)| Term {
            text: (*text).into(),
            tracks: *tracks,
            letters: Letters::of(text.chars()),
        };
        Vocabulary { parts: vec![words.iter().map(term).collect()], ..Vocabulary::default() }
    }

    #[test]
    fn beginnings_that_many_tracks_have_are_found() {
        let vocabulary = vocabulary(&[("love", 60), ("low", 50), ("lu", 1), ("夜", 900), ("ёлка", 100)]);
        assert_eq!(vocabulary.beginnings_of(100), ["l", "ё", "lo", "ёл", "ёлк", "ёлка"]);
        assert_eq!(vocabulary.beginnings_of(1000), [""; 0]);
    }

    #[test]
    fn each_first_letter_has_its_part() {
        assert!(PARTS.is_sorted());
    }

    #[test]
    fn letters_rule_out_what_is_too_far_off() {
        let term = &vocabulary(&[("metallica", 1)]).parts[0][0].clone();
        let letters = |word: &str| Letters::of(word.chars());
        assert!(term.may_be(letters("metalica"), 1, false));
        assert!(term.may_be(letters("metx"), 1, true));
        assert!(!term.may_be(letters("metxy"), 1, true));
        assert!(!term.may_be(letters("met"), 1, false));
    }
}
