//! Opens the database: refuses what is not ours without touching it, brings older layouts up to date.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::LibraryError;
use super::{backup, search};

/// The layouts, oldest first: number n of the list leads to `user_version` n + 1.
pub const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_tracks.sql"),
    include_str!("migrations/0002_search.sql"),
    include_str!("migrations/0003_playlists.sql"),
    include_str!("migrations/0004_learned.sql"),
    include_str!("migrations/0005_sound.sql"),
    include_str!("migrations/0006_overview.sql"),
    include_str!("migrations/0007_more_tags.sql"),
    include_str!("migrations/0008_plays.sql"),
    include_str!("migrations/0009_album_index.sql"),
    include_str!("migrations/0010_mood_of_one.sql"),
    include_str!("migrations/0011_prints.sql"),
    include_str!("migrations/0012_written.sql"),
];

/// "Mien" in `application_id`: tells our file from another program's.
const APPLICATION_ID: i64 = 0x4d69_656e;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const STATEMENTS_KEPT: usize = 64;
/// Pages each connection keeps in memory. There are several, and the system keeps what they read as well.
const CACHE_KIB: i64 = 4 * 1024;
/// The same while an import writes: room for its indexes.
const IMPORT_CACHE_KIB: i64 = 32 * 1024;
/// The log is copied into the file after this many pages of 4 KiB: each copy waits for the disk.
const CHECKPOINT_PAGES: i64 = 8192;

/// Opens or makes the database at `path`.
///
/// # Errors
/// See [`LibraryError`]; a file that is refused is not touched.
pub fn open(path: &Path, migrations: &[&str]) -> Result<Connection, LibraryError> {
    refuse_foreign_file(path, migrations.len())?;
    match open_for_writing(path, migrations) {
        Err(_) if cannot_be_written(path) => open_for_reading(path, migrations.len()),
        opened => opened,
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
fn open_for_writing(path: &Path, migrations: &[&str]) -> Result<Connection, LibraryError> {
    let mut connection = Connection::open(path).map_err(|e| LibraryError::opening(path, e))?;
    prepare(&mut connection, Some(path), migrations).map_err(|error| match error {
        LibraryError::Corrupt(detail) => LibraryError::Damaged { path: path.to_path_buf(), detail },
        other => other,
    })?;
    Ok(connection)
}

/// Opens the database at `path`, which another connection has made, for reading alone.
///
/// # Errors
/// What SQLite said.
pub fn open_reader(path: &Path) -> Result<Connection, LibraryError> {
    let connection = if cannot_be_written(path) {
        immutable(path)?
    } else {
        Connection::open(path).map_err(|e| LibraryError::opening(path, e))?
    };
    connection.busy_timeout(BUSY_TIMEOUT)?;
    search::install(&connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

/// Makes room for the indexes of a large import, or gives it back.
///
/// # Errors
/// What SQLite said.
pub fn make_room(connection: &Connection, work: Work) -> Result<(), LibraryError> {
    let kib = match work {
        Work::Import => IMPORT_CACHE_KIB,
        Work::Usual => CACHE_KIB,
    };
    Ok(connection.pragma_update(None, "cache_size", -kib)?)
}

/// What a connection is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Much is written.
    Import,
    /// A few tracks are read or changed.
    Usual,
}

/// Copies what is in the log into the file, as far as nobody is in the way.
///
/// # Errors
/// What SQLite said.
pub fn checkpoint(path: &Path) -> Result<(), LibraryError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|e| LibraryError::opening(path, e))?;
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    Ok(())
}

/// Is the file there, on a read-only disk or under somebody else's name?
fn cannot_be_written(path: &Path) -> bool {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    let opened = File::options().append(true).open(path);
    opened.is_err_and(|error| matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem))
}

/// Opens a file that nobody can write: music plays, and each change says that it is not kept.
fn open_for_reading(path: &Path, known: usize) -> Result<Connection, LibraryError> {
    let connection = immutable(path)?;
    search::install(&connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    let found = version(&connection).map_err(|_| LibraryError::ReadOnly)?;
    // An older layout cannot be brought up to date here.
    let is_ours = usize::try_from(found).is_ok_and(|found| found == known);
    if is_ours { Ok(connection) } else { Err(LibraryError::ReadOnly) }
}

/// A connection that writes nothing, not even beside the file. What a kill left in the log there is not seen until the
/// file can be written again.
fn immutable(path: &Path) -> Result<Connection, LibraryError> {
    let address = std::path::absolute(path).ok().and_then(|path| url::Url::from_file_path(path).ok());
    let address = address.ok_or(LibraryError::ReadOnly)?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(format!("{address}?immutable=1"), flags)
        .map_err(|error| LibraryError::opening(path, error))
}

/// A database that lives as long as its connection, for tests.
///
/// # Errors
/// What SQLite said.
pub fn in_memory(migrations: &[&str]) -> Result<Connection, LibraryError> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&mut connection, None, migrations)?;
    Ok(connection)
}

/// Looks at the header by plain reading: merely opening a file with SQLite may write beside it.
fn refuse_foreign_file(path: &Path, known: usize) -> Result<(), LibraryError> {
    let mut header = [0; 100];
    let length = match File::open(path).and_then(|mut file| read_up_to(&mut file, &mut header)) {
        Ok(length) => length,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            let detail = error.to_string();
            return Err(LibraryError::Damaged { path: path.to_path_buf(), detail });
        }
    };
    if length == 0 {
        return Ok(());
    }
    let damaged =
        |detail: &str| LibraryError::Damaged { path: path.to_path_buf(), detail: detail.to_owned() };
    if length < header.len() || !header.starts_with(b"SQLite format 3\0") {
        return Err(damaged("this is no SQLite file"));
    }
    let number = |at: usize| {
        i64::from(u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]))
    };
    let (version, application) = (number(60), number(68));
    if application != APPLICATION_ID && (application != 0 || version != 0) {
        return Err(damaged("this is another program's SQLite file"));
    }
    refuse_newer(path, version, known)
}

fn read_up_to(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read(&mut buffer[length..])? {
            0 => break,
            n => length += n,
        }
    }
    Ok(length)
}

fn refuse_newer(path: &Path, found: i64, known: usize) -> Result<(), LibraryError> {
    let known = i64::try_from(known).unwrap_or(i64::MAX);
    if found > known {
        return Err(LibraryError::Newer { path: path.to_path_buf(), found, known });
    }
    Ok(())
}

fn prepare(
    connection: &mut Connection,
    path: Option<&Path>,
    migrations: &[&str],
) -> Result<(), LibraryError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    search::install(connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // The header may be older than the log beside it, so the number is asked for once more.
    refuse_newer(path.unwrap_or(Path::new(":memory:")), version(connection)?, migrations.len())?;
    refuse_foreign_tables(connection, path)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // In WAL mode NORMAL loses nothing to a kill, and cannot damage the file on a power cut.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    migrate(connection, path, migrations)
}

fn version(connection: &Connection) -> Result<i64, LibraryError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

fn refuse_foreign_tables(connection: &Connection, path: Option<&Path>) -> Result<(), LibraryError> {
    let stranger: Option<String> =
        connection.query_row("SELECT name FROM sqlite_schema LIMIT 1", [], |row| row.get(0)).optional()?;
    match (stranger, path) {
        (Some(name), Some(path)) if version(connection)? == 0 => {
            let detail = format!("this SQLite file holds {name} and no library");
            Err(LibraryError::Damaged { path: path.to_path_buf(), detail })
        }
        _ => Ok(()),
    }
}

fn migrate(
    connection: &mut Connection,
    path: Option<&Path>,
    migrations: &[&str],
) -> Result<(), LibraryError> {
    // A new library has nothing to lose on its way.
    let path = path.filter(|_| version(connection).is_ok_and(|version| version > 0));
    loop {
        let from = version(connection)?;
        let Some(sql) = usize::try_from(from).ok().and_then(|n| migrations.get(n)) else { return Ok(()) };
        if let Some(path) = path {
            backup::copy_into(connection, &backup_path(path, from))?;
        }
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have done this step while we waited for the lock.
        if version(&transaction)? == from {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", from + 1)?;
            transaction.commit()?;
        }
    }
}

/// Where the copy made before leaving layout `version` lies.
pub fn backup_path(path: &Path, version: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".layout-{version}.backup"));
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[&str] = &["CREATE TABLE a (x); INSERT INTO a VALUES (7);"];
    const NEW: &[&str] = &[OLD[0], "ALTER TABLE a ADD COLUMN y;"];
    const BROKEN: &[&str] = &[OLD[0], "ALTER TABLE a ADD COLUMN y; SELECT * FROM nowhere;"];

    fn scratch() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        (folder, path)
    }

    fn number(connection: &Connection, sql: &str) -> i64 {
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_new_file_gets_the_newest_layout() {
        let (_folder, path) = scratch();
        let connection = open(&path, MIGRATIONS).unwrap();
        assert_eq!(version(&connection).unwrap(), MIGRATIONS.len().cast_signed() as i64);
        assert_eq!(number(&connection, "SELECT count(*) FROM track"), 0);
    }

    #[test]
    fn an_older_file_is_copied_and_then_brought_up_to_date() {
        let (_folder, path) = scratch();
        drop(open(&path, OLD).unwrap());
        let connection = open(&path, NEW).unwrap();
        assert_eq!(number(&connection, "SELECT count(*) FROM a WHERE x = 7 AND y IS NULL"), 1);
        let copy = Connection::open(backup_path(&path, 1)).unwrap();
        assert_eq!((number(&copy, "SELECT x FROM a"), version(&copy).unwrap()), (7, 1));
    }

    #[test]
    fn a_failed_migration_leaves_the_old_layout() {
        let (_folder, path) = scratch();
        drop(open(&path, OLD).unwrap());
        assert!(open(&path, BROKEN).is_err());
        assert_eq!(number(&open(&path, OLD).unwrap(), "SELECT x FROM a"), 7);
    }

    #[test]
    fn a_newer_file_is_refused_and_not_touched() {
        let (folder, path) = scratch();
        drop(open(&path, NEW).unwrap());
        let files = || std::fs::read_dir(folder.path()).unwrap().count();
        let before = (std::fs::read(&path).unwrap(), files());
        assert!(matches!(open(&path, OLD), Err(LibraryError::Newer { found: 2, known: 1, .. })));
        assert_eq!((std::fs::read(&path).unwrap(), files()), before);
    }

    #[test]
    fn a_file_that_cannot_be_written_is_read_and_every_change_is_refused() {
        let (_folder, path) = scratch();
        drop(open(&path, OLD).unwrap());
        assert!(!cannot_be_written(&path) && !cannot_be_written(&path.with_extension("missing")));
        let connection = open_for_reading(&path, OLD.len()).unwrap();
        assert_eq!(number(&connection, "SELECT x FROM a"), 7);
        let refused = connection.execute("UPDATE a SET x = 8", []).map_err(LibraryError::from);
        assert!(matches!(refused, Err(LibraryError::ReadOnly)), "{refused:?}");
        assert!(matches!(open_for_reading(&path, NEW.len()), Err(LibraryError::ReadOnly)), "an older layout");
    }

    #[test]
    fn junk_and_strangers_are_refused_and_not_touched() {
        let (folder, path) = scratch();
        std::fs::write(&path, vec![b'x'; 5000]).unwrap();
        assert!(matches!(open(&path, MIGRATIONS), Err(LibraryError::Damaged { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), vec![b'x'; 5000]);
        let other = folder.path().join("other.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert!(matches!(open(&other, MIGRATIONS), Err(LibraryError::Damaged { .. })));
    }

    #[test]
    fn a_torn_file_is_refused() {
        let (_folder, path) = scratch();
        drop(open(&path, MIGRATIONS).unwrap());
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[100..4096].fill(0xaa);
        std::fs::write(&path, &bytes).unwrap();
        assert!(matches!(open(&path, MIGRATIONS), Err(LibraryError::Damaged { .. })));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_data_folder_may_have_any_name() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff"));
        std::fs::create_dir(&odd).unwrap();
        let path = odd.join("library.db");
        drop(open(&path, OLD).unwrap());
        drop(open(&path, NEW).unwrap());
        assert!(backup_path(&path, 1).is_file());
    }
}
