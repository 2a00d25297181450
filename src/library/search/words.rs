//! Words and phrases against texts, in both ways there are: as an expression of FTS5, and against a text in memory.

use super::fold;
use super::query::Words;

/// A text as the index of words has it, to be asked for phrases.
#[derive(Clone, Debug)]
pub struct Indexed(String);

impl Indexed {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        Self(format!(" {} ", fold::index_text(text)))
    }

    /// Does it hold the phrase?
    pub fn holds(&self, phrase: &Phrase) -> bool {
        self.0.contains(&phrase.0)
    }

    /// Does it begin with the phrase?
    pub fn begins_with(&self, phrase: &Phrase) -> bool {
        self.0.starts_with(&phrase.0)
    }
}

/// Words that stand one after the other, to be looked for in texts.
#[derive(Clone, Debug)]
pub struct Phrase(String);

impl Phrase {
    /// The phrase of some words, in whichever field.
    pub fn new(words: &Words) -> Self {
        let end = if words.prefix { "" } else { " " };
        Self(format!(" {}{end}", words.words.join(" ")))
    }
}

/// The expression of FTS5 for words that stand one after the other. In quotes nothing is an operator.
pub fn expression(words: &Words) -> String {
    let phrase: Vec<String> = words.words.iter().map(|word| word.replace('"', "\"\"")).collect();
    // A letter of a script without spaces is a word of its own and the beginning of nothing.
    let letter = words.words.last().is_some_and(|word| word.chars().all(fold::is_unspaced));
    let star = if words.prefix && !letter { "*" } else { "" };
    let phrase = format!("\"{}\"{star}", phrase.join(" "));
    match words.field {
        Some(field) => format!("{} : {phrase}", field.columns()),
        None => phrase,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_up_to_the_last_which_may_be_a_beginning() {
        let text = Indexed::new("The Dark Side of the Moon");
        let phrase = |words: &str, prefix| {
            let words = words.split(' ').map(str::to_owned).collect();
            Phrase::new(&Words { field: None, words, prefix })
        };
        for (words, prefix, begins, holds) in [
            ("the da", true, true, true),
            ("the da", false, false, false),
            ("side", false, false, true),
            ("ide", true, false, false),
            ("th", true, true, true),
        ] {
            let phrase = phrase(words, prefix);
            assert_eq!((text.begins_with(&phrase), text.holds(&phrase)), (begins, holds), "{words}");
        }
    }
}
