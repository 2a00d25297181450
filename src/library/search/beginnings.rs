//! Beginnings of words that a large part of the library has ("b", "th", "love"), learned while nobody waits: the index
//! of words takes long to list that many.

use std::collections::HashMap;

use rusqlite::Connection;

use super::field::TextField;
use super::find::each_with_words;
use super::index::Index;
use super::query::Words;
use super::set::Set;
use super::words::expression;
use crate::library::LibraryError;

/// A beginning of words that this part of all tracks has is worth to be learned.
pub const WORTH: usize = 64;

/// The rows that have a beginning.
#[derive(Debug)]
pub struct Beginning {
    /// In any word.
    pub rows: Set,
    /// Those whose title begins with it.
    pub titles: Vec<u32>,
    /// Those whose artist does.
    pub artists: Vec<u32>,
}

impl Beginning {
    /// Asks the index of words.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn learn(connection: &Connection, index: &Index, letters: &str) -> Result<Self, LibraryError> {
        let words = Words { field: None, words: vec![letters.to_owned()], prefix: true };
        let expression = expression(&words);
        let mut learned =
            Self { rows: Set::none(index.rows().len()), titles: Vec::new(), artists: Vec::new() };
        each_with_words(connection, index, &expression, u32::MAX, |position| learned.rows.add(position))?;
        let first = |field: TextField| format!("{} : ^ {expression}", field.columns());
        each_with_words(connection, index, &first(TextField::Title), u32::MAX, |position| {
            learned.titles.push(position as u32);
        })?;
        each_with_words(connection, index, &first(TextField::Artist), u32::MAX, |position| {
            learned.artists.push(position as u32);
        })?;
        Ok(learned)
    }
}

/// What was learned.
#[derive(Debug, Default)]
pub struct Beginnings(HashMap<String, Beginning>);

impl Beginnings {
    /// What was learned of these words, if they are one beginning in any column.
    pub fn of(&self, words: &Words) -> Option<&Beginning> {
        let [word] = &words.words[..] else { return None };
        self.0.get(word).filter(|_| words.prefix && words.field.is_none())
    }

    /// Keeps what was learned.
    pub fn keep(&mut self, letters: String, beginning: Beginning) {
        self.0.insert(letters, beginning);
    }
}
