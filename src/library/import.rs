//! The quick half of an import: writes what a scan found.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crossbeam_channel::bounded;
use rusqlite::{OptionalExtension, ToSql, Transaction, TransactionBehavior, named_params, params};

use super::report::ImportReport;
use super::scan::{Progress, ReadFile, Scan, ScanBatch, ScanEnd};
use super::track::TrackId;
use super::{Library, LibraryError, bytes, row, unix_now};

/// Batches that wait to be written; the scan waits when they are full.
const WAITING_BATCHES: usize = 4;

impl Library {
    /// Imports folders (or single files) and waits for the end. What was written before an error stays.
    ///
    /// # Errors
    /// [`LibraryError::Folder`] for a folder that is not there, before anything is written; else what SQLite said.
    pub fn import(
        &mut self,
        folders: &[PathBuf],
        mut on_progress: impl FnMut(Progress),
    ) -> Result<ImportReport, LibraryError> {
        // All must arrive.
        let (tx, rx) = bounded(WAITING_BATCHES);
        let deliver = move |batch: ScanBatch| match tx.send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        let scan = Scan::start(folders, self.known_files()?, deliver)?;
        let mut report = ImportReport::default();
        let mut ended = false;
        for batch in rx {
            self.apply(&batch, &mut report)?;
            on_progress(batch.progress);
            ended |= batch.end.is_some();
        }
        scan.join();
        if ended { Ok(report) } else { Err(LibraryError::Scan("the scan ended early".to_owned())) }
    }

    /// Writes one batch in one transaction and counts it in the report: all of it is in afterwards, or nothing.
    ///
    /// # Errors
    /// What SQLite said; the report is unchanged then.
    pub fn apply(&mut self, batch: &ScanBatch, report: &mut ImportReport) -> Result<(), LibraryError> {
        let mut counted = report.clone();
        let writer = Writer {
            transaction: self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?,
            now: unix_now(),
        };
        counted.unchanged += batch.unchanged;
        counted.failed.extend_from_slice(&batch.failed);
        for id in &batch.returned {
            writer.mark_found(*id)?;
        }
        for file in &batch.read {
            match writer.write(file)? {
                Written::Added => counted.added += 1,
                Written::Updated => counted.updated += 1,
                Written::Moved => counted.moved += 1,
                Written::Duplicate => counted.duplicates += 1,
            }
        }
        if let Some(end) = &batch.end {
            counted.missing += writer.end(end)?;
            counted.cancelled = end.cancelled;
            counted.seconds = end.seconds;
            // Several threads read; people want an order.
            counted.failed.sort_by(|a, b| a.path.cmp(&b.path));
        }
        writer.transaction.commit()?;
        *report = counted;
        Ok(())
    }

    /// Folders imported so far, to look at again.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn folders(&self) -> Result<Vec<PathBuf>, LibraryError> {
        let mut statement = self.connection.prepare_cached("SELECT path FROM folder ORDER BY path")?;
        let rows = statement.query_map([], |row| Ok(bytes::to_path(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

enum Written {
    Added,
    Updated,
    Moved,
    Duplicate,
}

struct Writer<'a> {
    transaction: Transaction<'a>,
    now: i64,
}

impl Writer<'_> {
    fn write(&self, file: &ReadFile) -> Result<Written, LibraryError> {
        if let Some(id) = self.id_at(&file.path)? {
            self.update(id, file)?;
            return Ok(Written::Updated);
        }
        if let Some(id) = self.first_movable(&file.gone_twins)? {
            self.update(id, file)?;
            return Ok(Written::Moved);
        }
        let copy = self.has_copy(file)?;
        self.insert(file)?;
        Ok(if copy { Written::Duplicate } else { Written::Added })
    }

    fn id_at(&self, path: &Path) -> Result<Option<TrackId>, LibraryError> {
        let mut statement = self.transaction.prepare_cached("SELECT id FROM track WHERE path = ?1")?;
        Ok(statement.query_row([bytes::from_path(path)], |row| Ok(TrackId(row.get(0)?))).optional()?)
    }

    /// The first of the tracks that still lies where the scan missed it: another file may have claimed it meanwhile.
    fn first_movable(&self, twins: &[(TrackId, PathBuf)]) -> Result<Option<TrackId>, LibraryError> {
        for (id, path) in twins {
            if self.id_at(path)? == Some(*id) {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    fn has_copy(&self, file: &ReadFile) -> Result<bool, LibraryError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM track WHERE content = ?1 AND missing = 0)";
        Ok(self.transaction.prepare_cached(sql)?.query_row([file.content], |row| row.get(0))?)
    }

    fn insert(&self, file: &ReadFile) -> Result<(), LibraryError> {
        self.write_row(INSERT, (":now", &self.now), file)?;
        self.write_moods(TrackId(self.transaction.last_insert_rowid()), file)
    }

    fn update(&self, id: TrackId, file: &ReadFile) -> Result<(), LibraryError> {
        self.write_row(UPDATE, (":id", &id.0), file)?;
        self.write_moods(id, file)
    }

    fn write_row(&self, sql: &str, own: (&str, &dyn ToSql), file: &ReadFile) -> Result<(), LibraryError> {
        let tags = &file.tags;
        let (path, size, sort_key) =
            (bytes::from_path(&file.path), file.size.cast_signed(), row::sort_key(tags));
        let shared = named_params! {
            ":path": path, ":size": size, ":modified": file.modified, ":audio": file.audio, ":content": file.content,
            ":title": tags.title, ":artist": tags.artist, ":album": tags.album, ":album_artist": tags.album_artist,
            ":genre": tags.genre, ":mood": tags.mood, ":year": tags.year, ":track_number": tags.track_number,
            ":disc_number": tags.disc_number, ":bpm": tags.bpm, ":track_gain_db": tags.track_gain_db,
            ":track_peak": tags.track_peak, ":length_secs": file.length_secs, ":has_cover": file.has_cover,
            ":sort_key": sort_key,
        };
        let values: Vec<(&str, &dyn ToSql)> = shared.iter().copied().chain([own]).collect();
        self.transaction.prepare_cached(sql)?.execute(values.as_slice())?;
        Ok(())
    }

    /// Replaces what tags tell; the user's word and the sound's stay.
    fn write_moods(&self, id: TrackId, file: &ReadFile) -> Result<(), LibraryError> {
        let forget = "DELETE FROM track_mood WHERE track_id = ?1 AND source IN ('tag', 'genre')";
        self.transaction.prepare_cached(forget)?.execute([id.0])?;
        // A table of features stands in for a mood tag that is gone.
        let sql = "INSERT INTO track_mood (track_id, source, valence, arousal, confidence) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (track_id, source) DO UPDATE \
                   SET valence = excluded.valence, arousal = excluded.arousal, confidence = excluded.confidence";
        let mut insert = self.transaction.prepare_cached(sql)?;
        for mood in &file.moods {
            let affect = mood.affect;
            insert.execute(params![
                id.0,
                mood.source.name(),
                affect.valence,
                affect.arousal,
                mood.confidence
            ])?;
        }
        Ok(())
    }

    fn mark_found(&self, id: TrackId) -> Result<(), LibraryError> {
        self.transaction.prepare_cached("UPDATE track SET missing = 0 WHERE id = ?1")?.execute([id.0])?;
        Ok(())
    }

    /// Marks what is gone, and remembers the folders. Gives the number of missing tracks.
    fn end(&self, end: &ScanEnd) -> Result<usize, LibraryError> {
        let mut mark =
            self.transaction.prepare_cached("UPDATE track SET missing = 1 WHERE id = ?1 AND path = ?2")?;
        let mut missing = 0;
        for (id, path) in &end.gone {
            // A track that moved during this scan has another path now and is not missing.
            missing += mark.execute(params![id.0, bytes::from_path(path)])?;
        }
        let mut remember =
            self.transaction.prepare_cached("INSERT OR IGNORE INTO folder (path, added) VALUES (?1, ?2)")?;
        for folder in end.folders.iter().filter(|folder| folder.is_dir()) {
            remember.execute(params![bytes::from_path(folder), self.now])?;
        }
        Ok(missing)
    }
}

const INSERT: &str = "INSERT INTO track (path, size, modified, audio, content, title, artist, album, album_artist, genre, \
     mood, year, track_number, disc_number, bpm, track_gain_db, track_peak, length_secs, has_cover, sort_key, added) \
     VALUES (:path, :size, :modified, :audio, :content, :title, :artist, :album, :album_artist, :genre, \
     :mood, :year, :track_number, :disc_number, :bpm, :track_gain_db, :track_peak, :length_secs, :has_cover, :sort_key, :now)";

const UPDATE: &str = "UPDATE track SET path = :path, size = :size, modified = :modified, audio = :audio, content = :content, \
     title = :title, artist = :artist, album = :album, album_artist = :album_artist, genre = :genre, mood = :mood, year = :year, \
     track_number = :track_number, disc_number = :disc_number, bpm = :bpm, track_gain_db = :track_gain_db, \
     track_peak = :track_peak, length_secs = :length_secs, has_cover = :has_cover, sort_key = :sort_key, missing = 0 \
     WHERE id = :id";
