//! Search as you type: the language of queries, the index of words (FTS5) and the rows in memory.
//!
//! `query` understands what is typed, [`Index`] finds the tracks, `rank` puts the best first. Both the words of the index and those of a query go
//! through `fold`, which the database knows as the functions `search_text` and `search_fold`.

mod beginnings;
mod explain;
mod field;
mod find;
mod fold;
mod genres;
mod index;
mod paths;
mod query;
mod rank;
mod set;
mod sort;
mod typo;
mod value;
mod vocabulary;
mod words;

pub use field::FIELDS;
pub use find::{Hits, Question};
pub use index::Index;
pub use sort::{Sort, SortKey};

pub(super) use fold::{fold, words};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;

/// Examples of the query language for the help, one a field.
pub fn examples() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(.., example)| *example).filter(|example| !example.is_empty())
}

/// Teaches a connection the functions that the triggers and the queries use.
///
/// # Errors
/// What SQLite said.
#[allow(clippy::type_complexity, reason = "said once, here")]
pub fn install(connection: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    let functions: [(&str, fn(&str) -> String); 2] =
        [("search_text", fold::index_text), ("search_fold", fold::fold)];
    for (name, function) in functions {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(match context.get_raw(0) {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    Some(function(&String::from_utf8_lossy(bytes)))
                }
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => None,
            })
        })?;
    }
    Ok(())
}
