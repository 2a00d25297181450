//! The journal's file: `journal.db`, apart from the library, so that what is deleted is not kept by the library's backups.
//! What is deleted is overwritten, the file is packed and its log emptied.

use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row, params};

use super::{LibraryError, connection};
use crate::affect::Affect;
use crate::journal::{Entry, Felt, Moment, Song, clock};
use crate::mood::Mode;

const MIGRATIONS: &[&str] = &[include_str!("journal/0001_journal.sql")];
const COLUMNS: &str = "at, CAST(strftime('%s', at, 'unixepoch', 'localtime') AS INTEGER), valence, arousal, emotion, track, \
     title, artist, mode, moment";

/// The journal: one connection to one file, owned by one thread.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    path: PathBuf,
}

impl Journal {
    /// Opens the journal at `path`, or makes an empty one.
    ///
    /// # Errors
    /// As [`super::Library::open`].
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        let connection = connection::open(path, MIGRATIONS)?;
        connection.pragma_update(None, "secure_delete", true)?;
        Ok(Self { connection, path: path.to_path_buf() })
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn write(&mut self, entry: &Entry) -> Result<(), LibraryError> {
        let sql = "INSERT INTO entry (at, valence, arousal, emotion, track, title, artist, mode, moment) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let (felt, song) = (entry.felt, entry.song.as_ref());
        self.connection.prepare_cached(sql)?.execute(params![
            entry.at,
            felt.map(|felt| felt.affect.valence),
            felt.map(|felt| felt.affect.arousal),
            felt.map(|felt| felt.emotion.name()),
            song.map(|song| song.id),
            song.map(|song| song.title.as_str()),
            song.and_then(|song| song.artist.as_deref()),
            entry.mode.name(),
            entry.moment.name(),
        ])?;
        Ok(())
    }

    /// The entries of a span of Unix time, oldest first.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn entries(&self, span: RangeInclusive<i64>) -> Result<Vec<Entry>, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE at BETWEEN ?1 AND ?2 ORDER BY at, rowid");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([span.start(), span.end()], entry)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Number of entries.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn count(&self) -> Result<usize, LibraryError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Deletes the entries of a span of Unix time for good: nothing of them stays in the file or beside it. Gives how many.
    ///
    /// # Errors
    /// What SQLite said; [`LibraryError::Busy`] while another program reads, when they are gone from the journal and only
    /// their traces in the file are not yet.
    pub fn delete(&mut self, span: RangeInclusive<i64>) -> Result<usize, LibraryError> {
        let deleted = self
            .connection
            .execute("DELETE FROM entry WHERE at BETWEEN ?1 AND ?2", [span.start(), span.end()])?;
        self.connection.execute_batch("VACUUM")?;
        let busy: bool =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy {
            return Err(LibraryError::Busy);
        }
        Ok(deleted)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Unix time of a local date (`2026-11-21`) or date and time (`2026-11-21T18:30`); `None` for anything else.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn unix_time(&self, local: &str) -> Result<Option<i64>, LibraryError> {
        let dated = local.len() >= 10 && local.as_bytes().get(4) == Some(&b'-');
        let sql = "SELECT CAST(strftime('%s', ?1, 'utc') AS INTEGER)";
        let time: Option<i64> = self.connection.query_row(sql, [local], |row| row.get(0))?;
        Ok(time.filter(|_| dated))
    }

    /// A Unix time as a clock on the wall shows it, in seconds since 1970.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn local_secs(&self, at: i64) -> Result<i64, LibraryError> {
        let sql = "SELECT CAST(strftime('%s', ?1, 'unixepoch', 'localtime') AS INTEGER)";
        Ok(self.connection.query_row(sql, [at], |row| row.get(0))?)
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let place: (Option<f32>, Option<f32>, Option<String>) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let felt = match place {
        (Some(valence), Some(arousal), Some(emotion)) => {
            emotion.parse().ok().map(|emotion| Felt { affect: Affect::new(valence, arousal), emotion })
        }
        _ => None,
    };
    let song = match (row.get(5)?, row.get(6)?) {
        (Some(id), Some(title)) => Some(Song { id, title, artist: row.get(7)? }),
        _ => None,
    };
    let (mode, moment): (String, String) = (row.get(8)?, row.get(9)?);
    Ok(Entry {
        at: row.get(0)?,
        local_secs: row.get(1)?,
        felt,
        song,
        mode: mode.parse().unwrap_or(Mode::Match),
        moment: Moment::from_name(&moment),
    })
}

/// Writes entries as CSV: time on the wall, emotion, valence, arousal, title, artist, mode, what happened.
///
/// # Errors
/// What the writer said.
pub fn write_csv(entries: &[Entry], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["time", "emotion", "valence", "arousal", "track", "title", "artist", "mode", "event"])?;
    let number = |x: Option<f32>| x.map_or_else(String::new, |x| format!("{x:.3}"));
    for entry in entries {
        let (felt, song) = (entry.felt, entry.song.as_ref());
        csv.write_record([
            clock(entry.local_secs),
            felt.map_or_else(String::new, |felt| felt.emotion.to_string()),
            number(felt.map(|felt| felt.affect.valence)),
            number(felt.map(|felt| felt.affect.arousal)),
            song.map_or_else(String::new, |song| song.id.to_string()),
            song.map_or_else(String::new, |song| harmless(&song.title)),
            song.and_then(|song| song.artist.as_deref()).map_or_else(String::new, harmless),
            entry.mode.name().to_owned(),
            entry.moment.name(),
        ])?;
    }
    csv.flush()
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emotion::Emotion;

    const SECRET: &str = "a title nobody must find again";

    fn entry_at(at: i64) -> Entry {
        Entry {
            at,
            local_secs: at,
            felt: Some(Felt { affect: Affect::new(0.25, -0.5), emotion: Emotion::Surprise }),
            song: Some(Song { id: 3, title: format!("{SECRET} {at}"), artist: Some("Somebody".to_owned()) }),
            mode: Mode::Lift,
            moment: Moment::Finished,
        }
    }

    /// Does any file of the folder hold these bytes?
    fn holds(folder: &Path, needle: &str) -> bool {
        let files =
            std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.into_iter().any(|bytes| bytes.windows(needle.len()).any(|part| part == needle.as_bytes()))
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(&folder.path().join("journal.db")).unwrap();
        let bare = Entry { felt: None, song: None, moment: Moment::Corrected(Emotion::Sad), ..entry_at(50) };
        journal.write(&entry_at(100)).unwrap();
        journal.write(&bare).unwrap();
        let read = journal.entries(0..=1000).unwrap();
        let read: Vec<Entry> = read.into_iter().map(|e| Entry { local_secs: e.at, ..e }).collect();
        assert_eq!(read, [bare, entry_at(100)]);
        assert_eq!(journal.entries(60..=1000).unwrap().len(), 1);
    }

    #[test]
    fn what_was_deleted_is_found_in_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut journal = Journal::open(&path).unwrap();
        for at in 0..3000 {
            journal.write(&entry_at(at)).unwrap();
        }
        assert!(holds(folder.path(), SECRET), "the test would see it");
        assert_eq!(journal.delete(0..=2989).unwrap(), 2990);
        assert!(!holds(folder.path(), &format!("{SECRET} 1234")), "a part is gone while the journal is open");
        assert!(holds(folder.path(), &format!("{SECRET} 2995")), "the rest is kept");
        assert_eq!(journal.delete(i64::MIN..=i64::MAX).unwrap(), 10);
        assert!(!holds(folder.path(), SECRET));
        drop(journal);
        assert!(!holds(folder.path(), SECRET));
    }

    #[test]
    fn times_are_read_as_local_ones() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(&folder.path().join("journal.db")).unwrap();
        let at = journal.unix_time("2024-02-29T12:34").unwrap().unwrap();
        assert_eq!(clock(journal.local_secs(at).unwrap()), "2024-02-29T12:34:00");
        assert!(journal.unix_time("2024-02-29").unwrap().is_some());
        for word in ["yesterday", "", "12", "now", "2024-13-01"] {
            assert_eq!(journal.unix_time(word).unwrap(), None, "{word}");
        }
    }

    #[test]
    fn a_table_holds_no_formula() {
        let mut entry = entry_at(0);
        entry.song = Some(Song { id: 1, title: "=1+1".to_owned(), artist: None });
        let mut table = Vec::new();
        write_csv(&[entry], &mut table).unwrap();
        let table = String::from_utf8(table).unwrap();
        assert!(table.lines().nth(1).unwrap().contains(",'=1+1,"), "{table}");
    }
}
