//! The folders that were imported, and what is part of the library: nothing is deleted, tracks only leave and come back.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::track::TrackId;
use super::{Library, LibraryError, bytes, unix_now};

/// A folder the user imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it lies.
    pub path: PathBuf,
    /// Tracks below it.
    pub tracks: usize,
    /// Of those, tracks whose file was not there at the last look.
    pub missing: usize,
}

impl Library {
    /// Folders imported so far, to look at again.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn folders(&self) -> Result<Vec<PathBuf>, LibraryError> {
        entries(&self.connection)
    }

    /// The folders with their numbers of tracks. Counts all of them: not for a thread that must not wait.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn folder_sizes(&self) -> Result<Vec<Folder>, LibraryError> {
        let sql = "SELECT count(*), coalesce(sum(missing), 0) FROM track WHERE path > ?1 AND path < ?2 AND removed = 0";
        let mut count = self.connection.prepare_cached(sql)?;
        let sized = self.folders()?.into_iter().map(|path| {
            let (from, to) = bytes::below(&path);
            let number = |n: i64| usize::try_from(n).unwrap_or(0);
            let row = count.query_row([from, to], |row| Ok((number(row.get(0)?), number(row.get(1)?))));
            row.map(|(tracks, missing)| Folder { path, tracks, missing })
        });
        Ok(sized.collect::<Result<_, _>>()?)
    }

    /// Takes a folder out of the library with its tracks, except those in another folder of the library. Importing it again
    /// brings them back with all that was known of them. Gives the number of tracks.
    ///
    /// # Errors
    /// [`LibraryError::NotInLibrary`], or what SQLite said.
    pub fn forget_folder(&mut self, path: &Path) -> Result<usize, LibraryError> {
        let transaction = self.connection.transaction()?;
        let forgotten =
            transaction.execute("DELETE FROM folder WHERE path = ?1", [bytes::from_path(path)])?;
        if forgotten == 0 {
            return Err(LibraryError::NotInLibrary { path: path.to_path_buf() });
        }
        let left = leave_with(&transaction, path)?;
        transaction.commit()?;
        Ok(left)
    }

    /// Takes [`Library::forget_folder`] back. Gives the number of tracks.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn remember_folder(&mut self, path: &Path) -> Result<usize, LibraryError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "INSERT OR IGNORE INTO folder (path, added) VALUES (?1, ?2)",
            params![bytes::from_path(path), unix_now()],
        )?;
        let returned = return_to(&transaction, path)?;
        transaction.commit()?;
        Ok(returned)
    }

    /// Takes [`Library::locate`] back: the tracks of the folder at `from` are known at `to` again, where they may be missing. What
    /// came in at `from` since that Unix time in seconds leaves with the folder.
    ///
    /// # Errors
    /// What SQLite said; nothing is changed then.
    pub fn put_back(&mut self, from: &Path, to: &Path, since: i64) -> Result<(), LibraryError> {
        // Paths are kept with their links resolved.
        let from = &from.canonicalize().unwrap_or_else(|_| from.to_path_buf());
        let transaction = self.connection.transaction()?;
        let (first, last) = bytes::below(from);
        let came =
            "UPDATE track SET removed = 2 WHERE path > ?1 AND path < ?2 AND added >= ?3 AND removed = 0";
        transaction.execute(came, params![first, last, since])?;
        let known = "UPDATE OR IGNORE track SET path = CAST(?4 || substr(path, ?5) AS BLOB), missing = 1 \
                     WHERE path > ?1 AND path < ?2 AND added < ?3";
        let cut = i64::try_from(bytes::from_path(from).len()).unwrap_or(i64::MAX - 1) + 1;
        transaction.execute(known, params![first, last, since, bytes::from_path(to), cut])?;
        move_entries(&transaction, from, to)?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes tracks out of the library; imports leave them out until they are restored. The files are not touched.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`] for one that is not there, and then none is taken out; else what SQLite said.
    pub fn remove(&mut self, ids: &[TrackId]) -> Result<(), LibraryError> {
        self.set_removed(ids, 1)
    }

    /// Takes [`Library::remove`] back.
    ///
    /// # Errors
    /// As [`Library::remove`].
    pub fn restore(&mut self, ids: &[TrackId]) -> Result<(), LibraryError> {
        self.set_removed(ids, 0)
    }

    fn set_removed(&mut self, ids: &[TrackId], removed: i64) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        for id in ids {
            let mut update = transaction.prepare_cached("UPDATE track SET removed = ?2 WHERE id = ?1")?;
            if update.execute(params![id.0, removed])? == 0 {
                return Err(LibraryError::NoTrack(id.0));
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

fn leave_with(connection: &Connection, path: &Path) -> Result<usize, LibraryError> {
    let others = entries(connection)?;
    if others.iter().any(|other| path.starts_with(other)) {
        return Ok(0);
    }
    let (from, to) = bytes::below(path);
    let sql = "UPDATE track SET removed = 2 WHERE path > ?1 AND path < ?2 AND removed = 0";
    let mut left = connection.execute(sql, [from, to])?;
    for inner in others.iter().filter(|other| other.starts_with(path)) {
        left -= return_to(connection, inner)?;
    }
    Ok(left)
}

/// What left with a folder is part of the library again.
fn return_to(connection: &Connection, path: &Path) -> Result<usize, LibraryError> {
    let (from, to) = bytes::below(path);
    let sql = "UPDATE track SET removed = 0 WHERE path > ?1 AND path < ?2 AND removed = 2";
    Ok(connection.execute(sql, [from, to])?)
}

fn entries(connection: &Connection) -> Result<Vec<PathBuf>, LibraryError> {
    let mut statement = connection.prepare_cached("SELECT path FROM folder ORDER BY path")?;
    let rows = statement.query_map([], |row| Ok(bytes::to_path(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The entries of a folder that lies somewhere else now, and of folders below it.
pub(super) fn move_entries(connection: &Connection, from: &Path, to: &Path) -> Result<(), LibraryError> {
    for path in entries(connection)? {
        let Ok(inner) = path.strip_prefix(from) else { continue };
        let moved = if inner.as_os_str().is_empty() { to.to_path_buf() } else { to.join(inner) };
        let names = [bytes::from_path(&path), bytes::from_path(&moved)];
        connection
            .execute("UPDATE OR IGNORE folder SET path = ?2 WHERE path = ?1", params![names[0], names[1]])?;
        connection
            .execute("DELETE FROM folder WHERE path = ?1 AND path <> ?2", params![names[0], names[1]])?;
    }
    Ok(())
}
