//! The genres as tags have them, each text once: a row keeps the number of its own.

use std::collections::HashMap;

use super::query::{GenreTest, Words};
use super::words::{Indexed, Phrase};

/// Different texts of genres.
#[derive(Debug, Default)]
pub struct Genres {
    texts: Vec<(String, Indexed)>,
    numbers: HashMap<String, u32>,
}

impl Genres {
    /// The number of a text.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.push((text.to_owned(), Indexed::new(text)));
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// Which numbers stand for one of these genres.
    pub fn named(&self, test: &GenreTest) -> Vec<bool> {
        self.texts.iter().map(|(text, _)| text.split(';').any(|genre| test.takes(genre))).collect()
    }

    /// Which numbers stand for a text with these words.
    pub fn with_words(&self, words: &Words) -> Vec<bool> {
        let phrase = Phrase::new(words);
        self.texts.iter().map(|(_, text)| text.holds(&phrase)).collect()
    }
}
