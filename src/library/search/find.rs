//! Finds the tracks of a query: words by the FTS5 index, everything else by the rows in memory.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};

use super::field::TextField;
use super::index::{Index, Row};
use super::query::{Atom, Clause, GenreTest, Query, Test, Words};
use super::sort::{Sort, SortKey};
use super::typo;
use super::{explain, fold};
use crate::language::{Text, text};
use crate::library::{LibraryError, TrackId};

/// More matches than this are not ranked by which words stand where: nobody reads that far.
const RANKED: usize = 3_000;
/// Of those, so many that begin with what is typed still come first.
const FIRST: u32 = 500;

/// Grades of matches.
const TIERS: usize = 5;

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
        if query.asks_for_paths() {
            self.read_paths(connection)?;
        }
        if let Some(letter) = query.only_letter() {
            self.learn(connection, letter)?;
        }
        let mut hint =
            query.notes.iter().cloned().reduce(|one, other| text!("search-both", one = one, other = other));
        let mut answered = query.clone();
        let mut positions = self.matches(connection, &query, question.among)?;
        if positions.is_empty()
            && query.required_words().next().is_some()
            && let Some((other, told)) = typo::forgive(connection, &query)?
        {
            positions = self.matches(connection, &other, question.among)?;
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

    /// Makes ready for a letter that may be typed first, which half of all tracks may have. Gives whether there may be
    /// another one to make ready for.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn warm(&mut self, connection: &Connection) -> Result<bool, LibraryError> {
        self.refresh(connection)?;
        let Some(letter) = ('a'..='z').chain('0'..='9').find(|letter| self.beginning(*letter).is_none())
        else {
            return Ok(false);
        };
        self.learn(connection, letter)?;
        Ok(true)
    }

    fn learn(&mut self, connection: &Connection, letter: char) -> Result<(), LibraryError> {
        if self.beginning(letter).is_none() {
            let words = Words { field: None, words: vec![letter.to_string()], prefix: true };
            let rows = self.with_words(connection, &expression(&words))?;
            self.learn_beginning(letter, rows);
        }
        Ok(())
    }

    /// Positions of the matching rows: by number of the track, or in the order of `among`.
    fn matches(
        &self,
        connection: &Connection,
        query: &Query,
        among: Option<&[TrackId]>,
    ) -> Result<Vec<u32>, LibraryError> {
        let required: Vec<&Words> = query.required_words().collect();
        let mut kept: Option<Cow<'_, [bool]>> =
            query.only_letter().and_then(|letter| self.beginning(letter)).map(Cow::Borrowed);
        if kept.is_none() && !required.is_empty() {
            let expression: Vec<String> = required.iter().map(|words| expression(words)).collect();
            kept = Some(Cow::Owned(self.with_words(connection, &expression.join(" AND "))?));
        }
        let others: Vec<&Clause> = query.clauses.iter().filter(|c| c.required_words().is_none()).collect();
        let tests: Vec<Vec<Ready<'_>>> = others
            .iter()
            .map(|clause| clause.any.iter().map(|atom| self.ready(connection, atom)).collect())
            .collect::<Result<_, LibraryError>>()?;
        let takes = |position: usize| {
            let row = &self.rows()[position];
            kept.as_ref().is_none_or(|kept| kept[position])
                && tests.iter().all(|any| any.iter().any(|test| test.takes(position, row)))
        };
        Ok(match among {
            Some(ids) => ids
                .iter()
                .filter_map(|id| self.position(id.0))
                .filter(|position| takes(*position))
                .map(|position| position as u32)
                .collect(),
            None if query.clauses.is_empty() => self.order().to_vec(),
            None => (0..self.rows().len()).filter(|p| takes(*p)).map(|p| p as u32).collect(),
        })
    }

    /// Which rows an expression of FTS5 finds.
    fn with_words(&self, connection: &Connection, expression: &str) -> Result<Vec<bool>, LibraryError> {
        let mut found = vec![false; self.rows().len()];
        self.each_with_words(connection, expression, u32::MAX, |position| found[position] = true)?;
        Ok(found)
    }

    fn each_with_words(
        &self,
        connection: &Connection,
        expression: &str,
        limit: u32,
        mut each: impl FnMut(usize),
    ) -> Result<(), LibraryError> {
        let sql = "SELECT rowid FROM track_search WHERE track_search MATCH ?1 ORDER BY rowid LIMIT ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let mut ids = statement.query(params![expression, i64::from(limit)])?;
        while let Some(row) = ids.next()? {
            if let Some(position) = self.position(row.get(0)?) {
                each(position);
            }
        }
        Ok(())
    }

    fn ready<'a>(&self, connection: &Connection, atom: &'a Atom) -> Result<Ready<'a>, LibraryError> {
        let rows = match &atom.test {
            Test::Words(words) => Some(self.with_words(connection, &expression(words))?),
            Test::Genre(test) => Some(self.with_genre(connection, test)?),
            Test::Whole(field, words) => Some(self.with_whole(connection, *field, words)?),
            Test::Path(part) => Some(self.marked(|mark| self.paths().map(|paths| paths.holding(part, mark)))),
            Test::Folder(folder) => {
                Some(self.marked(|mark| self.paths().map(|paths| paths.directly_in(folder, mark))))
            }
            Test::Number(..) | Test::Flag(_) | Test::Mood(_) => None,
        };
        Ok(Ready { atom, rows })
    }

    /// Rows with one of these genres: the index finds the likely ones, and each is looked at.
    fn with_genre(&self, connection: &Connection, test: &GenreTest) -> Result<Vec<bool>, LibraryError> {
        let likely = test.spellings().into_iter().map(|name| Words {
            field: Some(TextField::Genre),
            words: fold::words(&name),
            prefix: false,
        });
        let likely: Vec<String> = likely.filter(|w| !w.words.is_empty()).map(|w| expression(&w)).collect();
        let sql = "SELECT track.id, track.genre FROM track_search JOIN track ON track.id = track_search.rowid \
                   WHERE track_search MATCH ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([likely.join(" OR ")])?;
        let mut found = vec![false; self.rows().len()];
        while let Some(row) = rows.next()? {
            let takes = row.get_ref(1)?.as_str()?.split(';').any(|genre| test.takes(genre));
            if takes && let Some(position) = self.position(row.get(0)?) {
                found[position] = true;
            }
        }
        Ok(found)
    }

    /// Rows where one of several names ("A; B") is made of these words.
    fn with_whole(
        &self,
        connection: &Connection,
        field: TextField,
        words: &[String],
    ) -> Result<Vec<bool>, LibraryError> {
        let [one, other] = field.table_columns();
        let sql = format!(
            "SELECT track.id, {one}, {other} FROM track_search JOIN track ON track.id = track_search.rowid \
             WHERE track_search MATCH ?1"
        );
        let phrase = Words { field: Some(field), words: words.to_vec(), prefix: false };
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([expression(&phrase)])?;
        let mut found = vec![false; self.rows().len()];
        while let Some(row) = rows.next()? {
            for column in [1, 2] {
                let Some(names) = row.get_ref(column)?.as_str_or_null()? else { continue };
                let is_whole = |name: &str| fold::words(name) == words;
                if (is_whole(names) || names.split(';').any(is_whole))
                    && let Some(position) = self.position(row.get(0)?)
                {
                    found[position] = true;
                }
            }
        }
        Ok(found)
    }

    /// The rows that something tells.
    fn marked(&self, tell: impl FnOnce(&mut dyn FnMut(usize)) -> Option<()>) -> Vec<bool> {
        let mut found = vec![false; self.rows().len()];
        let _told = tell(&mut |position| found[position] = true);
        found
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
    fn sorted(
        &mut self,
        connection: &Connection,
        mut positions: Vec<u32>,
        query: &Query,
        question: &Question<'_>,
    ) -> Result<Vec<TrackId>, LibraryError> {
        let Sort { key, descending } = question.sort;
        if key.text_column().is_some() {
            let ranks = self.text_ranks(connection, key)?;
            positions.sort_unstable_by_key(|p| ranks[*p as usize]);
        } else if let Some(field) = key.number() {
            self.sort_by_number(&mut positions, |row| row.number(field), descending);
            return Ok(positions.into_iter().map(|p| self.id(p)).collect());
        } else {
            match key {
                SortKey::Best if question.among.is_some() => {}
                SortKey::Best => {
                    let tiers = self.tiers(connection, query, positions.len())?;
                    positions = self.in_order(positions, tiers.as_deref());
                }
                SortKey::Random => shuffle(&mut positions, question.now),
                // A playlist may hold a track twice.
                _ if question.among.is_some() => {
                    let rows = self.rows();
                    positions.sort_by_key(|p| rows[*p as usize].rank);
                }
                _ => positions = self.in_order(positions, None),
            }
        }
        if descending {
            positions.reverse();
        }
        Ok(positions.into_iter().map(|p| self.id(p)).collect())
    }

    /// By tier, and within one in the library's order.
    fn in_order(&self, mut positions: Vec<u32>, tiers: Option<&[u8]>) -> Vec<u32> {
        let tier = |position: u32| tiers.map_or(0, |tiers| tiers[position as usize]);
        let rows = self.rows();
        if positions.len() < rows.len() / 32 {
            positions.sort_unstable_by_key(|p| (tier(*p), rows[*p as usize].rank));
            return positions;
        }
        // Many: to walk through the order once is quicker than to sort.
        let mut wanted = vec![false; rows.len()];
        for position in &positions {
            wanted[*position as usize] = true;
        }
        let mut by_tier: [Vec<u32>; TIERS] = Default::default();
        for position in self.order().iter().filter(|position| wanted[**position as usize]) {
            by_tier[usize::from(tier(*position)).min(TIERS - 1)].push(*position);
        }
        by_tier.concat()
    }

    /// Those without a number come last, whichever way round.
    fn sort_by_number(&self, positions: &mut [u32], number: impl Fn(&Row) -> Option<f64>, descending: bool) {
        let rows = self.rows();
        positions.sort_unstable_by(|a, b| {
            let (a, b) = (&rows[*a as usize], &rows[*b as usize]);
            let (x, y) = (number(a), number(b));
            let by_number = match (x, y) {
                (Some(x), Some(y)) if descending => y.total_cmp(&x),
                (Some(x), Some(y)) => x.total_cmp(&y),
                (x, y) => y.is_some().cmp(&x.is_some()),
            };
            by_number.then(a.rank.cmp(&b.rank))
        });
    }

    /// How good each match is, best 0: a title or an artist that begins with the words, all words in the title, all in the
    /// artist, anything else.
    fn tiers(
        &self,
        connection: &Connection,
        query: &Query,
        matches: usize,
    ) -> Result<Option<Vec<u8>>, LibraryError> {
        let free: Vec<&Words> = query.required_words().filter(|words| words.field.is_none()).collect();
        if free.is_empty() || matches < 2 {
            return Ok(None);
        }
        let phrase = Words {
            field: None,
            words: free.iter().flat_map(|words| words.words.clone()).collect(),
            prefix: free.last().is_some_and(|words| words.prefix),
        };
        let each: Vec<String> = free.iter().map(|words| expression(words)).collect();
        let each = each.join(" AND ");
        let (title, artist) = (TextField::Title.columns(), TextField::Artist.columns());
        let mut wanted = vec![
            format!("{title} : ^ {}", expression(&phrase)),
            format!("{artist} : ^ {}", expression(&phrase)),
        ];
        let limit = if matches <= RANKED { u32::MAX } else { FIRST };
        if matches <= RANKED {
            wanted.push(format!("{title} : ({each})"));
            wanted.push(format!("{artist} : ({each})"));
        }
        let mut tiers = vec![wanted.len() as u8; self.rows().len()];
        for (tier, expression) in wanted.iter().enumerate().rev() {
            self.each_with_words(connection, expression, limit, |position| tiers[position] = tier as u8)?;
        }
        Ok(Some(tiers))
    }
}

/// A test with what had to be asked of the database.
struct Ready<'a> {
    atom: &'a Atom,
    rows: Option<Vec<bool>>,
}

impl Ready<'_> {
    fn takes(&self, position: usize, row: &Row) -> bool {
        let holds = match (&self.atom.test, &self.rows) {
            (_, Some(rows)) => rows[position],
            (Test::Number(field, wanted), None) => wanted.takes(row.number(*field)),
            (Test::Flag(flag), None) => row.flag(*flag),
            (Test::Mood(mood), None) => row.mood(*mood),
            (Test::Words(_) | Test::Whole(..) | Test::Genre(_) | Test::Path(_) | Test::Folder(_), None) => {
                false
            }
        };
        holds != self.atom.negated
    }
}

/// The same order all day, another one tomorrow.
fn shuffle(positions: &mut [u32], now: i64) {
    let mut random = fastrand::Rng::with_seed(now.div_euclid(86_400).cast_unsigned());
    random.shuffle(positions);
}

/// The expression of FTS5 for words that stand one after the other. In quotes nothing is an operator.
pub fn expression(words: &Words) -> String {
    let phrase: Vec<String> = words.words.iter().map(|word| word.replace('"', "\"\"")).collect();
    // A letter of a script without spaces is a word of its own and the beginning of nothing.
    let letter = words.words.last().is_some_and(|word| word.chars().all(super::fold::is_unspaced));
    let star = if words.prefix && !letter { "*" } else { "" };
    let phrase = format!("\"{}\"{star}", phrase.join(" "));
    match words.field {
        Some(field) => format!("{} : {phrase}", field.columns()),
        None => phrase,
    }
}

/// Does any track have these words?
pub fn is_known(connection: &Connection, words: &Words) -> Result<bool, LibraryError> {
    let sql = "SELECT 1 FROM track_search WHERE track_search MATCH ?1 LIMIT 1";
    let found = connection.prepare_cached(sql)?.query_row([expression(words)], |_| Ok(())).optional()?;
    Ok(found.is_some())
}
