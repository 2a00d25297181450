//! What is looked at besides words, kept in memory and brought up to date from the change log.
//!
//! Numbers are compared here and not in SQL because a row of the table is ten times as long: a query over a million tracks
//! then reads what it needs, in order, and any mixture of tests costs the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, Row as SqlRow, params};

use super::beginnings::Beginnings;
use super::field::{Flag, Number};
use super::genres::Genres;
use super::paths::Paths;
use super::query::{MOOD_REACH, MoodTest};
use super::sort::Sort;
use super::vocabulary::Vocabulary;
use crate::affect::Affect;
use crate::library::{LibraryError, Like, TrackId, row};
use crate::mood::{MoodSource, TrackMood};

/// A track's numbers.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its number in the library.
    pub id: i64,
    /// Stands for its sort key, to see when that changes.
    key_hash: u32,
    /// Stands for its texts and its path in the same way.
    text_hash: u32,
    added: i64,
    played: Option<i64>,
    mood: TrackMood,
    length_secs: f32,
    bpm: Option<f32>,
    year: Option<i32>,
    plays: u32,
    skips: u32,
    /// Place in the library's order.
    pub rank: u32,
    track: u16,
    disc: u16,
    rating: u8,
    like: Like,
    missing: bool,
    cover: bool,
}

const COLUMNS: &str = "track.id, track.sort_key, track.added, track.last_played, track.valence, track.arousal, \
     track.mood_confidence, track.mood_source, track.length_secs, track.bpm, track.year, track.plays, track.skips, \
     track.track_number, track.disc_number, track.rating, track.liked, track.missing, track.has_cover, track.genre, \
     track.title, track.artist, track.album, track.album_artist, track.path";
/// Those of [`COLUMNS`] from `genre` on are texts.
const TEXTS: std::ops::Range<usize> = 19..25;

impl Row {
    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Self> {
        let (mut key, mut texts) = (DefaultHasher::new(), DefaultHasher::new());
        row.get_ref(1)?.as_str()?.hash(&mut key);
        for column in TEXTS {
            row.get_ref(column)?.as_bytes_or_null()?.hash(&mut texts);
        }
        let small = |column| -> rusqlite::Result<u16> {
            Ok(row.get::<_, Option<i64>>(column)?.map_or(0, |n| u16::try_from(n).unwrap_or(u16::MAX)))
        };
        Ok(Self {
            id: row.get(0)?,
            key_hash: key.finish() as u32,
            text_hash: texts.finish() as u32,
            added: row.get(2)?,
            played: row.get(3)?,
            mood: row::mood(row.get(4)?, row.get(5)?, row.get(6)?, row.get_ref(7)?.as_str_or_null()?),
            length_secs: row.get(8)?,
            bpm: row.get(9)?,
            year: row.get(10)?,
            plays: row.get(11)?,
            skips: row.get(12)?,
            rank: u32::MAX,
            track: small(13)?,
            disc: small(14)?,
            rating: row.get(15)?,
            like: row::like_from(row.get(16)?),
            missing: row.get(17)?,
            cover: row.get(18)?,
        })
    }

    /// A number of the track; `None` where it has none.
    pub fn number(&self, field: Number) -> Option<f64> {
        let counted = |n: u16| (n > 0).then(|| f64::from(n));
        let mood = (self.mood.source != MoodSource::None).then_some(self.mood.affect);
        match field {
            Number::Year => self.year.map(f64::from),
            Number::Rating => Some(f64::from(self.rating)),
            Number::Bpm => self.bpm.map(f64::from),
            Number::Length => Some(f64::from(self.length_secs)),
            Number::Plays => Some(f64::from(self.plays)),
            Number::Skips => Some(f64::from(self.skips)),
            Number::TrackNumber => counted(self.track),
            Number::Disc => counted(self.disc),
            Number::Valence => mood.map(|affect| f64::from(affect.valence)),
            Number::Arousal => mood.map(|affect| f64::from(affect.arousal)),
            Number::Added => Some(self.added as f64),
            Number::Played => self.played.map(|at| at as f64),
        }
    }

    /// Is it so?
    pub fn flag(&self, flag: Flag) -> bool {
        match flag {
            Flag::Liked => self.like == Like::Liked,
            Flag::Disliked => self.like == Like::Disliked,
            Flag::Missing => self.missing,
            Flag::Cover => self.cover,
        }
    }

    /// Does it have this mood?
    pub fn mood(&self, test: MoodTest) -> bool {
        let known = self.mood.source != MoodSource::None;
        match test {
            MoodTest::Quadrant(quadrant) => known && self.mood.affect.quadrant() == quadrant,
            MoodTest::Near(place) => known && self.mood.affect.distance(place) <= MOOD_REACH,
            MoodTest::Source(source) => self.mood.source == source,
            MoodTest::Known => known,
            MoodTest::Unknown => !known,
        }
    }

    /// Place on the plane, the middle when unknown.
    pub fn affect(&self) -> Affect {
        self.mood.affect
    }
}

/// The rows of all tracks.
#[derive(Debug, Default)]
pub struct Index {
    /// By number.
    rows: Vec<Row>,
    /// The numbers alone, close together.
    ids: Vec<i64>,
    /// Positions of rows in the library's order.
    order: Vec<u32>,
    genres: Genres,
    /// The number of each row's genre.
    genre_of: Vec<u32>,
    /// Newest entry of the change log that is in here.
    revision: i64,
    loaded: bool,
    /// Places of the rows in other orders, made when first sorted so.
    ranks: Vec<(Sort, Vec<u32>)>,
    pub(super) learned: Learned,
}

/// What is made of the texts of the tracks, when it is asked for or while nobody waits.
#[derive(Debug, Default)]
pub struct Learned {
    /// Where the files are.
    pub paths: Option<Paths>,
    /// The words, for typing errors.
    pub vocabulary: Vocabulary,
    /// Beginnings of words that many tracks have.
    pub beginnings: Beginnings,
    /// Somebody has searched.
    pub is_used: bool,
    /// Beginnings to learn; `None` before anybody knows which.
    pub to_learn: Option<Vec<String>>,
}

impl Learned {
    /// Texts have changed.
    fn grow_old(&mut self) {
        self.vocabulary.grow_old();
        (self.paths, self.to_learn) = (None, None);
        self.beginnings = Beginnings::default();
    }
}

/// What a look at the change log came to.
#[derive(Clone, Copy, Debug, Default)]
struct Changes {
    /// The library's order may be another now.
    order: bool,
    /// A text of a track is another now, or tracks came or went.
    texts: bool,
}

impl Changes {
    const ALL: Self = Self { order: true, texts: true };
}

impl Index {
    /// All rows, by number.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Positions of the rows in the library's order.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The genres there are.
    pub fn genres(&self) -> &Genres {
        &self.genres
    }

    /// The number of each row's genre.
    pub fn genre_of(&self) -> &[u32] {
        &self.genre_of
    }

    /// The position of a track's row.
    pub fn position(&self, id: i64) -> Option<usize> {
        // Numbers seldom have gaps, so the place is nearly always the one that counting gives.
        let counted = usize::try_from(id - self.ids.first()?).ok()?;
        if self.ids.get(counted) == Some(&id) {
            return Some(counted);
        }
        self.ids.binary_search(&id).ok()
    }

    /// The number of the track in a row.
    pub fn id(&self, position: u32) -> TrackId {
        TrackId(self.ids[position as usize])
    }

    /// Takes in what changed since the last time.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn refresh(&mut self, connection: &Connection) -> Result<(), LibraryError> {
        let newest: i64 = connection
            .prepare_cached("SELECT coalesce(max(revision), 0) FROM track_change")?
            .query_row([], |row| row.get(0))?;
        if self.loaded && newest == self.revision {
            return Ok(());
        }
        let changes = if self.loaded { self.take_changes(connection)? } else { self.load(connection)? };
        if changes.order {
            self.reorder(connection)?;
        }
        if changes.texts {
            self.learned.grow_old();
        }
        self.ranks.clear();
        (self.revision, self.loaded) = (newest, true);
        Ok(())
    }

    fn load(&mut self, connection: &Connection) -> Result<Changes, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM track WHERE removed = 0 ORDER BY id");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut found = statement.query([])?;
        let mut rows = Vec::new();
        self.genre_of.clear();
        while let Some(row) = found.next()? {
            rows.push(Row::read(row)?);
            self.genre_of.push(self.genres.number(genre(row)?));
        }
        rows.shrink_to_fit();
        self.rows = rows;
        self.ids = self.rows.iter().map(|row| row.id).collect();
        Ok(Changes::ALL)
    }

    /// Reads the changed rows.
    fn take_changes(&mut self, connection: &Connection) -> Result<Changes, LibraryError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM track_change LEFT JOIN track ON track.id = track_change.track_id AND track.removed = 0 \
             WHERE track_change.revision > ?1 ORDER BY track_change.track_id"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([self.revision])?;
        let mut changes = Changes::default();
        while let Some(row) = rows.next()? {
            // Tracks stay and their numbers grow; where a row is gone or comes late, all is read anew.
            let Some(_) = row.get::<_, Option<i64>>(0)? else { return self.load(connection) };
            let mut new = Row::read(row)?;
            let genre = self.genres.number(genre(row)?);
            if let Some(at) = self.position(new.id) {
                let old = &mut self.rows[at];
                changes.order |= old.key_hash != new.key_hash;
                changes.texts |= old.text_hash != new.text_hash;
                new.rank = old.rank;
                *old = new;
                self.genre_of[at] = genre;
            } else if self.rows.last().is_none_or(|last| last.id < new.id) {
                changes = Changes::ALL;
                self.ids.push(new.id);
                self.rows.push(new);
                self.genre_of.push(genre);
            } else {
                return self.load(connection);
            }
        }
        Ok(changes)
    }

    fn reorder(&mut self, connection: &Connection) -> Result<(), LibraryError> {
        let mut statement =
            connection.prepare_cached("SELECT id FROM track WHERE removed = 0 ORDER BY sort_key, id")?;
        let mut ids = statement.query([])?;
        self.order.clear();
        while let Some(row) = ids.next()? {
            let id: i64 = row.get(0)?;
            if let Some(at) = self.position(id) {
                self.rows[at].rank = self.order.len() as u32;
                self.order.push(at as u32);
            }
        }
        Ok(())
    }

    /// The place of each row in an order by a column, text or number; `None` for other orders.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn ranks(&mut self, connection: &Connection, sort: Sort) -> Result<Option<&[u32]>, LibraryError> {
        let at = if let Some(at) = self.ranks.iter().position(|(known, _)| *known == sort) {
            at
        } else {
            let ranks = if let Some(column) = sort.key.text_column() {
                self.rank_by_text(connection, column, sort.descending)?
            } else if let Some(field) = sort.key.number() {
                self.rank_by_number(field, sort.descending)
            } else {
                return Ok(None);
            };
            self.ranks.push((sort, ranks));
            self.ranks.len() - 1
        };
        Ok(Some(&self.ranks[at].1))
    }

    fn rank_by_text(
        &self,
        connection: &Connection,
        column: &str,
        descending: bool,
    ) -> Result<Vec<u32>, LibraryError> {
        // Nameless ones last.
        let sql = format!(
            "SELECT id FROM track WHERE removed = 0 ORDER BY {column} IS NULL, search_fold({column}), sort_key, id"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut ids = statement.query(params![])?;
        let mut order = Vec::with_capacity(self.rows.len());
        while let Some(row) = ids.next()? {
            order.extend(self.position(row.get(0)?).map(|at| at as u32));
        }
        if descending {
            order.reverse();
        }
        Ok(places(&order, self.rows.len()))
    }

    /// Those without a number come last, whichever way round.
    fn rank_by_number(&self, field: Number, descending: bool) -> Vec<u32> {
        let mut order = self.order.clone();
        order.sort_by(|a, b| {
            let number = |position: &u32| self.rows[*position as usize].number(field);
            match (number(a), number(b)) {
                (Some(x), Some(y)) if descending => y.total_cmp(&x),
                (Some(x), Some(y)) => x.total_cmp(&y),
                (x, y) => y.is_some().cmp(&x.is_some()),
            }
        });
        places(&order, self.rows.len())
    }
}

/// The genre in a row of [`COLUMNS`].
fn genre<'a>(row: &'a SqlRow<'_>) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(TEXTS.start)?.as_str_or_null()?.unwrap_or_default())
}

/// The place of each row in an order.
fn places(order: &[u32], rows: usize) -> Vec<u32> {
    let mut places = vec![u32::MAX; rows];
    order.iter().enumerate().for_each(|(place, position)| places[*position as usize] = place as u32);
    places
}
