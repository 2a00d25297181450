//! Finds the tracks of a query: words by the FTS5 index, everything else by the rows in memory. Each test gives a set of
//! rows.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};

use super::beginnings::{Beginning, WORTH};
use super::field::TextField;
use super::index::{Index, Row};
use super::paths::Paths;
use super::query::{Atom, Query, Test, Words};
use super::set::Set;
use super::sort::Sort;
use super::words::expression;
use super::{explain, fold, typo};
use crate::language::{Text, text};
use crate::library::{LibraryError, TrackId};

/// What a query finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// All matches, in the order asked for.
    pub ids: Vec<TrackId>,
    /// What was not understood, what stands in for a word nobody has, or why there is no match.
    pub hint: Option<Text>,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What was typed.
    pub query: &'a str,
    /// The order.
    pub sort: Sort,
    /// Only these, in this order unless another is asked for.
    pub among: Option<&'a [TrackId]>,
    /// Unix time in seconds.
    pub now: i64,
}

impl Index {
    /// The tracks that match. Any text is a valid query; an empty one is all tracks.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn find(&mut self, connection: &Connection, question: &Question<'_>) -> Result<Hits, LibraryError> {
        self.refresh(connection)?;
        let query = Query::parse(question.query, question.now);
        if query.clauses.is_empty() && query.notes.is_empty() && !question.query.trim().is_empty() {
            return Ok(Hits { ids: Vec::new(), hint: Some(explain::no_word(question.query)) });
        }
        self.learned.is_used |= !question.query.is_empty();
        if query.asks_for_paths() {
            self.read_paths(connection)?;
        }
        let mut hint =
            query.notes.iter().cloned().reduce(|one, other| text!("search-both", one = one, other = other));
        let mut answered = query.clone();
        let mut positions = self.positions(connection, &query, question.among)?;
        if positions.is_empty()
            && query.required_words().next().is_some()
            && let Some((other, told)) = typo::forgive(connection, &mut self.learned.vocabulary, &query)?
        {
            positions = self.positions(connection, &other, question.among)?;
            if !positions.is_empty() {
                (answered, hint) = (other, Some(told));
            }
        }
        if positions.is_empty() && hint.is_none() && !query.clauses.is_empty() {
            hint = Some(explain::nothing(connection, &query)?);
        }
        let ids = self.sorted(connection, positions, &answered, question)?;
        Ok(Hits { ids, hint })
    }

    /// Makes ready for what may be typed next, a small step at a time. Gives whether there is more to do.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn warm(&mut self, connection: &Connection) -> Result<bool, LibraryError> {
        self.refresh(connection)?;
        let least = (self.rows().len() / WORTH).max(1);
        let learned = &mut self.learned;
        if !learned.vocabulary.is_fresh() {
            learned.vocabulary.refresh(connection)?;
            return Ok(true);
        }
        let to_learn = learned.to_learn.get_or_insert_with(|| {
            // From the end on, so that those of one letter are learned first.
            learned.vocabulary.beginnings_of(least).into_iter().rev().collect()
        });
        if let Some(letters) = to_learn.pop() {
            let beginning = Beginning::learn(connection, self, &letters)?;
            self.learned.beginnings.keep(letters, beginning);
            return Ok(true);
        }
        // They take the most memory: only for those who search at all.
        if self.learned.is_used {
            self.read_paths(connection)?;
        }
        Ok(false)
    }

    /// Reads where all files are, unless that is known.
    fn read_paths(&mut self, connection: &Connection) -> Result<(), LibraryError> {
        if self.learned.paths.is_none() {
            self.learned.paths = Some(Paths::read(connection, |id| self.position(id))?);
        }
        Ok(())
    }

    /// Positions of the matching rows: by number of the track, or in the order of `among`.
    fn positions(
        &self,
        connection: &Connection,
        query: &Query,
        among: Option<&[TrackId]>,
    ) -> Result<Vec<u32>, LibraryError> {
        if among.is_none() && query.clauses.is_empty() {
            return Ok(self.order().to_vec());
        }
        let matches = self.matches(connection, query)?;
        let Some(ids) = among else { return Ok(matches.positions()) };
        let positions = ids.iter().filter_map(|id| self.position(id.0));
        Ok(positions.filter(|position| matches.has(*position)).map(|position| position as u32).collect())
    }

    /// The rows that satisfy each clause.
    fn matches(&self, connection: &Connection, query: &Query) -> Result<Set, LibraryError> {
        let mut matches = Set::all(self.rows().len());
        // Words that few tracks have are asked for together, and those that many have were learned before.
        let mut asked = Vec::new();
        for words in query.required_words() {
            match self.known(words) {
                Some(known) => matches.keep(&known),
                None => asked.push(expression(words)),
            }
        }
        if !asked.is_empty() {
            matches.keep(&self.with_words(connection, &asked.join(" AND "))?);
        }
        for clause in query.clauses.iter().filter(|clause| clause.required_words().is_none()) {
            let mut any = Set::none(self.rows().len());
            for atom in &clause.any {
                any.join(&self.satisfying(connection, atom)?);
            }
            matches.keep(&any);
        }
        Ok(matches)
    }

    /// The rows with some words, where memory tells.
    fn known(&self, words: &Words) -> Option<Cow<'_, Set>> {
        if words.field == Some(TextField::Genre) {
            return Some(Cow::Owned(self.of_genres(&self.genres().with_words(words))));
        }
        self.learned.beginnings.of(words).map(|beginning| Cow::Borrowed(&beginning.rows))
    }

    /// The rows that satisfy one test.
    fn satisfying(&self, connection: &Connection, atom: &Atom) -> Result<Set, LibraryError> {
        let mut rows = match &atom.test {
            Test::Words(words) => match self.known(words) {
                Some(known) => known.into_owned(),
                None => self.with_words(connection, &expression(words))?,
            },
            Test::Genre(test) => self.of_genres(&self.genres().named(test)),
            Test::Whole(field, words) => self.with_whole(connection, *field, words)?,
            Test::Path(part) => self.where_file(|paths, mark| paths.holding(part, mark)),
            Test::Folder(folder) => self.where_file(|paths, mark| paths.directly_in(folder, mark)),
            Test::Number(field, wanted) => self.where_row(|row| wanted.takes(row.number(*field))),
            Test::Flag(flag) => self.where_row(|row| row.flag(*flag)),
            Test::Mood(mood) => self.where_row(|row| row.mood(*mood)),
        };
        if atom.negated {
            rows.invert();
        }
        Ok(rows)
    }

    fn where_row(&self, takes: impl Fn(&Row) -> bool) -> Set {
        let rows = self.rows();
        Set::of(rows.len(), |position| takes(&rows[position]))
    }

    fn of_genres(&self, wanted: &[bool]) -> Set {
        let genres = self.genre_of();
        Set::of(genres.len(), |position| wanted.get(genres[position] as usize).copied().unwrap_or(false))
    }

    fn where_file(&self, tell: impl FnOnce(&Paths, &mut dyn FnMut(usize))) -> Set {
        let mut found = Set::none(self.rows().len());
        if let Some(paths) = &self.learned.paths {
            tell(paths, &mut |position| found.add(position));
        }
        found
    }

    /// Which rows an expression of FTS5 finds.
    fn with_words(&self, connection: &Connection, expression: &str) -> Result<Set, LibraryError> {
        let mut found = Set::none(self.rows().len());
        each_with_words(connection, self, expression, u32::MAX, |position| found.add(position))?;
        Ok(found)
    }

    /// Rows where one of several names ("A; B") is made of these words.
    fn with_whole(
        &self,
        connection: &Connection,
        field: TextField,
        words: &[String],
    ) -> Result<Set, LibraryError> {
        let [one, other] = field.table_columns();
        let sql = format!(
            "SELECT track.id, {one}, {other} FROM track_search JOIN track ON track.id = track_search.rowid \
             WHERE track_search MATCH ?1"
        );
        let phrase = Words { field: Some(field), words: words.to_vec(), prefix: false };
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([expression(&phrase)])?;
        let mut found = Set::none(self.rows().len());
        while let Some(row) = rows.next()? {
            for column in [1, 2] {
                let Some(names) = row.get_ref(column)?.as_str_or_null()? else { continue };
                let is_whole = |name: &str| fold::words(name) == words;
                if (is_whole(names) || names.split(';').any(is_whole))
                    && let Some(position) = self.position(row.get(0)?)
                {
                    found.add(position);
                }
            }
        }
        Ok(found)
    }
}

/// Tells the rows that an expression of FTS5 finds, at most so many, by number of the track.
///
/// # Errors
/// What SQLite said.
pub fn each_with_words(
    connection: &Connection,
    index: &Index,
    expression: &str,
    limit: u32,
    mut each: impl FnMut(usize),
) -> Result<(), LibraryError> {
    let sql = "SELECT rowid FROM track_search WHERE track_search MATCH ?1 ORDER BY rowid LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut ids = statement.query(params![expression, i64::from(limit)])?;
    while let Some(row) = ids.next()? {
        if let Some(position) = index.position(row.get(0)?) {
            each(position);
        }
    }
    Ok(())
}

/// Does any track have these words?
pub fn is_known(connection: &Connection, words: &Words) -> Result<bool, LibraryError> {
    let sql = "SELECT 1 FROM track_search WHERE track_search MATCH ?1 LIMIT 1";
    let found = connection.prepare_cached(sql)?.query_row([expression(words)], |_| Ok(())).optional()?;
    Ok(found.is_some())
}
