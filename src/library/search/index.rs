//! What is looked at besides words, kept in memory: some 90 bytes a track, brought up to date from the change log.
//!
//! Numbers are compared here and not in SQL because a row of the table is ten times as long: a query over a million tracks
//! then reads what it needs, in order, and any mixture of tests costs the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, Row as SqlRow, params};

use super::field::{Flag, Number};
use super::paths::Paths;
use super::query::{MOOD_REACH, MoodTest};
use super::sort::SortKey;
use crate::affect::Affect;
use crate::library::{LibraryError, Like, TrackId, row};
use crate::mood::{MoodSource, TrackMood};

/// A track's numbers.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its number in the library.
    pub id: i64,
    /// Stands for its sort key, to see when that changes.
    key_hash: u64,
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
     track.track_number, track.disc_number, track.rating, track.liked, track.missing, track.has_cover";

impl Row {
    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Self> {
        let mut hasher = DefaultHasher::new();
        row.get_ref(1)?.as_str()?.hash(&mut hasher);
        let small = |column| -> rusqlite::Result<u16> {
            Ok(row.get::<_, Option<i64>>(column)?.map_or(0, |n| u16::try_from(n).unwrap_or(u16::MAX)))
        };
        Ok(Self {
            id: row.get(0)?,
            key_hash: hasher.finish(),
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
    /// Newest entry of the change log that is in here.
    revision: i64,
    loaded: bool,
    /// Ranks by a column of text, made when first sorted by.
    texts: Vec<(SortKey, Vec<u32>)>,
    /// Made when first asked for.
    paths: Option<Paths>,
    /// Which rows have a word that begins with a letter, for letters that were asked for or may be.
    beginnings: Vec<(char, Vec<bool>)>,
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

    /// The position of a track's row.
    pub fn position(&self, id: i64) -> Option<usize> {
        // Numbers seldom have gaps, so the place is nearly always the one that counting gives.
        let counted = usize::try_from(id - self.ids.first()?).ok()?;
        if self.ids.get(counted) == Some(&id) {
            return Some(counted);
        }
        self.ids.binary_search(&id).ok()
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
        let order_changed = if self.loaded { self.take_changes(connection)? } else { self.load(connection)? };
        if order_changed {
            self.reorder(connection)?;
        }
        (self.revision, self.loaded) = (newest, true);
        self.texts.clear();
        self.paths = None;
        self.beginnings.clear();
        Ok(())
    }

    fn load(&mut self, connection: &Connection) -> Result<bool, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM track WHERE removed = 0 ORDER BY id");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows: Vec<Row> = statement.query_map([], Row::read)?.collect::<Result<_, _>>()?;
        rows.shrink_to_fit();
        self.rows = rows;
        self.ids = self.rows.iter().map(|row| row.id).collect();
        Ok(true)
    }

    /// Reads the changed rows; tells whether the library's order may be another now.
    fn take_changes(&mut self, connection: &Connection) -> Result<bool, LibraryError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM track_change LEFT JOIN track ON track.id = track_change.track_id AND track.removed = 0 \
             WHERE track_change.revision > ?1 ORDER BY track_change.track_id"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([self.revision])?;
        let mut order_changed = false;
        while let Some(row) = rows.next()? {
            // Tracks stay and their numbers grow; where a row is gone or comes late, all is read anew.
            let Some(_) = row.get::<_, Option<i64>>(0)? else { return self.load(connection) };
            let mut new = Row::read(row)?;
            if let Some(at) = self.position(new.id) {
                let old = &mut self.rows[at];
                order_changed |= old.key_hash != new.key_hash;
                new.rank = old.rank;
                *old = new;
            } else if self.rows.last().is_none_or(|last| last.id < new.id) {
                order_changed = true;
                self.ids.push(new.id);
                self.rows.push(new);
            } else {
                return self.load(connection);
            }
        }
        Ok(order_changed)
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

    /// The rank of each row by a column of text.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn text_ranks(&mut self, connection: &Connection, key: SortKey) -> Result<&[u32], LibraryError> {
        let at = if let Some(at) = self.texts.iter().position(|(known, _)| *known == key) {
            at
        } else {
            let ranks = self.rank_by(connection, key)?;
            self.texts.push((key, ranks));
            self.texts.len() - 1
        };
        Ok(&self.texts[at].1)
    }

    fn rank_by(&self, connection: &Connection, key: SortKey) -> Result<Vec<u32>, LibraryError> {
        let mut ranks = vec![u32::MAX; self.rows.len()];
        let Some(column) = key.text_column() else { return Ok(ranks) };
        // Nameless ones last.
        let sql = format!(
            "SELECT id FROM track WHERE removed = 0 ORDER BY {column} IS NULL, search_fold({column}), sort_key, id"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut ids = statement.query(params![])?;
        let mut rank = 0;
        while let Some(row) = ids.next()? {
            if let Some(at) = self.position(row.get(0)?) {
                ranks[at] = rank;
                rank += 1;
            }
        }
        Ok(ranks)
    }

    /// The rows with a word that begins with a letter, once they were learned.
    pub fn beginning(&self, letter: char) -> Option<&[bool]> {
        self.beginnings.iter().find(|(known, _)| *known == letter).map(|(_, rows)| rows.as_slice())
    }

    /// Keeps the rows with a word that begins with a letter.
    pub fn learn_beginning(&mut self, letter: char, rows: Vec<bool>) {
        self.beginnings.push((letter, rows));
    }

    /// Reads the paths of all files, unless they are here.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn read_paths(&mut self, connection: &Connection) -> Result<(), LibraryError> {
        if self.paths.is_none() {
            self.paths = Some(Paths::read(connection, |id| self.position(id))?);
        }
        Ok(())
    }

    /// The paths, once they were read.
    pub fn paths(&self) -> Option<&Paths> {
        self.paths.as_ref()
    }

    /// The number of the track in a row.
    pub fn id(&self, position: u32) -> TrackId {
        TrackId(self.rows[position as usize].id)
    }
}
