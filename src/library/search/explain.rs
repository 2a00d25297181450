//! Why a query finds nothing, in sentences.

use rusqlite::Connection;

use super::find::is_known;
use super::query::{Query, Words};
use crate::language::{Text, text};
use crate::library::LibraryError;

/// There is not one word in it.
pub fn no_word(typed: &str) -> Text {
    text!("search-no-word", typed = typed.trim())
}

/// Which words no track has, or that no track has them all.
pub fn nothing(connection: &Connection, query: &Query) -> Result<Text, LibraryError> {
    let mut unknown = Vec::new();
    for words in query.required_words() {
        if !is_known(connection, words)? {
            unknown.push(quoted(words));
        }
    }
    Ok(match &unknown[..] {
        [] if query.clauses.len() == 1 => text!("search-none-alike"),
        [] => text!("search-none-all"),
        [word] => text!("search-no-beginning", word = word),
        several => text!("search-no-beginnings", words = either(several)),
    })
}

/// Some words, any of which is meant.
pub fn either(words: &[String]) -> Text {
    let words = words.iter().map(Text::from);
    words.reduce(|one, other| text!("either", one = one, other = other)).unwrap_or_default()
}

/// Words as a reader knows them.
pub fn quoted(words: &Words) -> String {
    format!("\"{}\"", words.words.join(" "))
}
