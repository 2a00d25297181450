//! Why a query finds nothing, in sentences.

use rusqlite::Connection;

use super::find::is_known;
use super::query::{Query, Words};
use crate::library::LibraryError;

/// There is not one word in it.
pub fn no_word(typed: &str) -> String {
    format!(
        "There is no word in \"{}\"; type the beginning of a title, artist, album or genre.",
        typed.trim()
    )
}

/// Which words no track has, or that no track has them all.
pub fn nothing(connection: &Connection, query: &Query) -> Result<String, LibraryError> {
    let mut unknown = Vec::new();
    for words in query.required_words() {
        if !is_known(connection, words)? {
            unknown.push(quoted(words));
        }
    }
    Ok(match &unknown[..] {
        [] if query.clauses.len() == 1 => "No track is like that.".to_owned(),
        [] => "No track has all of this; asking for less finds more.".to_owned(),
        [word] => format!("No track has a word that begins with {word}."),
        several => format!("No track has words that begin with {}.", several.join(" or ")),
    })
}

/// Words as a reader knows them.
pub fn quoted(words: &Words) -> String {
    format!("\"{}\"", words.words.join(" "))
}
