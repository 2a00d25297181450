//! Copies of the library that were sound when they were made, and putting one in the place of a damaged library.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::{Library, LibraryError, bytes, connection};

/// A new copy is made when the last one is older than this.
const EVERY: Duration = Duration::from_hours(24);

/// A copy of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The copy.
    pub path: PathBuf,
    /// When it was made.
    pub made: SystemTime,
}

/// Where the regular copy lies, and the one before it.
fn places(library: &Path) -> [PathBuf; 2] {
    [".backup", ".backup-before"].map(|ending| {
        let mut name = library.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

impl Library {
    /// Makes the regular copy if the last one is old, or if `EVERY` is not waited for. Reads all of the library: not for a
    /// thread that must not wait. Gives the copy, if one was made.
    ///
    /// # Errors
    /// [`LibraryError::Damaged`] when the library is not sound: the copies stay as they are. [`LibraryError::Backup`] when the
    /// copy cannot be written.
    pub fn back_up(&self, when: When) -> Result<Option<Backup>, LibraryError> {
        let Some(path) = &self.path else { return Ok(None) };
        let [newest, before] = places(path);
        let age = fs::metadata(&newest).and_then(|m| m.modified()).ok().and_then(|made| made.elapsed().ok());
        if when == When::Due && age.is_some_and(|age| age < EVERY) {
            return Ok(None);
        }
        if when == When::Due && self.count()? == 0 {
            return Ok(None);
        }
        // A connection that may only read may not copy either.
        let source = open_untouched(path).map_err(|error| LibraryError::opening(path, error))?;
        check(&source, path)?;
        let mut new = newest.as_os_str().to_owned();
        new.push(".new");
        let new = PathBuf::from(new);
        let failed = |detail: std::io::Error| LibraryError::Backup {
            path: newest.clone(),
            detail: detail.to_string(),
        };
        copy_into(&source, &new)?;
        fs::File::open(&new).and_then(|file| file.sync_all()).map_err(failed)?;
        if newest.exists() {
            fs::rename(&newest, &before).map_err(failed)?;
        }
        fs::rename(&new, &newest).map_err(failed)?;
        Ok(Some(Backup { path: newest, made: SystemTime::now() }))
    }
}

impl Library {
    /// Reads all of the library and says whether it is sound. Not for a thread that must not wait.
    ///
    /// # Errors
    /// [`LibraryError::Damaged`].
    pub fn verify(&self) -> Result<(), LibraryError> {
        let Some(path) = &self.path else { return Ok(()) };
        check(&self.connection, path)
    }
}

/// When a copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// When the last one is a day old.
    Due,
    /// Now.
    Now,
}

/// Is the file sound?
fn check(connection: &Connection, path: &Path) -> Result<(), LibraryError> {
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        return Ok(());
    }
    Err(LibraryError::Damaged { path: path.to_path_buf(), detail: said })
}

/// Copies the database as it is now, compact and without its log.
///
/// # Errors
/// [`LibraryError::Backup`].
pub fn copy_into(connection: &Connection, copy: &Path) -> Result<(), LibraryError> {
    let failed = |detail: String| LibraryError::Backup { path: copy.to_path_buf(), detail };
    // SQLite refuses to overwrite.
    match fs::remove_file(copy) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error.to_string())),
        Ok(()) | Err(_) => {}
    }
    let name = bytes::from_path(copy);
    // A path need not be UTF-8, and SQLite takes the bytes of a text as they are.
    let name = ToSqlOutput::Borrowed(ValueRef::Text(&name));
    connection.execute("VACUUM INTO ?1", [name]).map(|_| ()).map_err(|e| failed(e.to_string()))
}

/// The newest copy of a library that can be opened and is sound.
pub fn last_good(library: &Path) -> Option<Backup> {
    let layouts =
        (1..=connection::MIGRATIONS.len() as i64).map(|version| connection::backup_path(library, version));
    let mut copies: Vec<Backup> = places(library)
        .into_iter()
        .chain(layouts)
        .filter_map(|path| Some(Backup { made: fs::metadata(&path).and_then(|m| m.modified()).ok()?, path }))
        .collect();
    copies.sort_by_key(|copy| std::cmp::Reverse(copy.made));
    copies.into_iter().find(|copy| {
        open_untouched(&copy.path).is_ok_and(|connection| check(&connection, &copy.path).is_ok())
    })
}

/// Opens a copy so that nothing is written, not even beside it.
fn open_untouched(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Puts the last good copy in the place of the library, which is kept beside it. Gives the copy, and where the damaged file is.
///
/// # Errors
/// [`LibraryError::Backup`] when there is no copy or a file cannot be moved; the library is as it was then.
pub fn recover(library: &Path) -> Result<(Backup, PathBuf), LibraryError> {
    let failed = |detail: String| LibraryError::Backup { path: library.to_path_buf(), detail };
    let backup = last_good(library).ok_or_else(|| failed("there is no good backup".to_owned()))?;
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let beside = |ending: &str| {
        let mut name = library.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let kept = beside(&format!(".damaged-{seconds}"));
    let new = beside(".recovered");
    fs::copy(&backup.path, &new).map_err(|error| failed(error.to_string()))?;
    fs::File::open(&new).and_then(|file| file.sync_all()).map_err(|error| failed(error.to_string()))?;
    // The log belongs to the damaged file: beside the copy it would damage that as well.
    for ending in ["", "-wal", "-shm"] {
        let mut to = kept.as_os_str().to_owned();
        to.push(ending);
        match fs::rename(beside(ending), PathBuf::from(to)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error.to_string()));
            }
            Ok(()) | Err(_) => {}
        }
    }
    fs::rename(&new, library).map_err(|error| failed(error.to_string()))?;
    Ok((backup, kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_tracks(path: &Path, titles: &[&str]) -> Library {
        let library = Library::open(path).unwrap();
        for title in titles {
            let sql = "INSERT INTO track (path, size, modified, audio, content, title, length_secs, has_cover, sort_key, added) \
                       VALUES (CAST(?1 AS BLOB), 1, 1, x'00', x'00', ?1, 1, 0, ?1, 1)";
            library.connection.execute(sql, [title]).unwrap();
        }
        library
    }

    fn damage(path: &Path) {
        let mut bytes = fs::read(path).unwrap();
        let end = bytes.len().min(40_960);
        bytes[1024..end].fill(0xaa);
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn a_damaged_library_is_recovered_from_the_last_good_copy_and_kept_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let library = with_tracks(&path, &["one", "two"]);
        assert!(library.back_up(When::Due).unwrap().is_some());
        drop(library);
        damage(&path);
        let damaged = fs::read(&path).unwrap();
        assert!(matches!(Library::open(&path), Err(LibraryError::Damaged { .. })));
        let (_, kept) = recover(&path).unwrap();
        assert_eq!(Library::open(&path).unwrap().count().unwrap(), 2);
        assert_eq!(fs::read(kept).unwrap(), damaged);
    }

    #[test]
    fn a_copy_is_made_once_a_day_and_the_one_before_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let library = with_tracks(&path, &["one"]);
        assert!(library.back_up(When::Due).unwrap().is_some());
        assert!(library.back_up(When::Due).unwrap().is_none());
        with_tracks(&path, &["two"]);
        assert!(library.back_up(When::Now).unwrap().is_some());
        let count = |path: &Path| Library::open(path).unwrap().count().unwrap();
        assert_eq!(places(&path).map(|copy| count(&copy)), [2, 1]);
    }

    #[test]
    fn a_copy_that_is_damaged_itself_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let library = with_tracks(&path, &["one"]);
        library.back_up(When::Now).unwrap();
        library.back_up(When::Now).unwrap();
        let [newest, before] = places(&path);
        damage(&newest);
        assert_eq!(last_good(&path).map(|backup| backup.path), Some(before));
        assert_eq!(last_good(&folder.path().join("other.db")), None);
    }

    #[test]
    fn a_damaged_library_is_never_copied_over_a_good_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let many: Vec<String> = (0..2000).map(|i| format!("song {i}")).collect();
        let titles: Vec<&str> = many.iter().map(String::as_str).collect();
        let library = with_tracks(&path, &titles);
        library.back_up(When::Now).unwrap();
        drop(library);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8192].fill(0xaa);
        fs::write(&path, bytes).unwrap();
        if let Ok(library) = Library::open(&path) {
            assert!(library.back_up(When::Now).is_err());
        }
        assert!(last_good(&path).is_some());
    }
}
