//! The quick half of an import: writes what a scan found.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crossbeam_channel::bounded;
use rusqlite::{OptionalExtension, ToSql, Transaction, TransactionBehavior, named_params, params};

use super::connection::{self, Work};
use super::report::ImportReport;
use super::scan::{Former, Progress, Purpose, ReadFile, Relocated, Request, Scan, ScanBatch, ScanEnd};
use super::track::{Details, TrackId};
use super::{Library, LibraryError, bytes, folders, row, unix_now};

/// Batches that wait to be written; the scan waits when they are full.
const WAITING_BATCHES: usize = 4;

/// Files of a batch where nothing else waits for the database.
const BATCH: usize = 512;

impl Library {
    /// Imports folders (or single files) and waits for the end. What was written before an error stays. A folder of the
    /// library that is not there is no error: its tracks are missing.
    ///
    /// # Errors
    /// [`LibraryError::Folder`] for a new folder that is not there, before anything is written; else what SQLite said.
    pub fn import(
        &mut self,
        folders: &[PathBuf],
        mut on_progress: impl FnMut(Progress),
    ) -> Result<ImportReport, LibraryError> {
        let (absent, present) = self.absent(folders)?;
        let import = Request { roots: present, purpose: Purpose::Import, batch: BATCH };
        let mut report = self.scan(import, &mut on_progress)?;
        if !absent.is_empty() {
            let look = Request { roots: absent, purpose: Purpose::Look, batch: BATCH };
            let seconds = report.seconds;
            let looked = self.scan(look, &mut on_progress)?;
            report = ImportReport {
                missing: report.missing + looked.missing,
                seconds: seconds + looked.seconds,
                ..report
            };
        }
        Ok(report)
    }

    /// A folder lies somewhere else now: its tracks are known again by their place in it, and its new place is remembered.
    ///
    /// # Errors
    /// [`LibraryError::Folder`] when nothing is at the new place, [`LibraryError::NotInLibrary`] when no track was at the old
    /// one; else what SQLite said.
    pub fn locate(
        &mut self,
        from: &Path,
        to: &Path,
        on_progress: impl FnMut(Progress),
    ) -> Result<ImportReport, LibraryError> {
        let request = self.locate_request(from, to, BATCH)?;
        self.scan(request, on_progress)
    }

    /// What has to be looked at when a folder lies somewhere else now.
    ///
    /// # Errors
    /// As [`Library::locate`].
    pub fn locate_request(&self, from: &Path, to: &Path, batch: usize) -> Result<Request, LibraryError> {
        let from = std::path::absolute(from).unwrap_or_else(|_| from.to_path_buf());
        // Paths are kept with their links resolved, which can be done only as far as they are there.
        let from = from.canonicalize().unwrap_or(from);
        if !self.has_tracks_below(&from)? {
            return Err(LibraryError::NotInLibrary { path: from });
        }
        Ok(Request { roots: vec![to.to_path_buf()], purpose: Purpose::Locate { from }, batch })
    }

    /// Folders that are not there although tracks of the library lie below them, and the others.
    fn absent(&self, folders: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>), LibraryError> {
        let (mut absent, mut present) = (Vec::new(), Vec::new());
        for folder in folders {
            let path = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
            let gone = matches!(path.try_exists(), Ok(false)) && self.has_tracks_below(&path)?;
            if gone { absent.push(path) } else { present.push(folder.clone()) }
        }
        Ok((absent, present))
    }

    /// Looks at folders and waits for the end.
    ///
    /// # Errors
    /// As [`Library::import`].
    pub fn scan(
        &mut self,
        request: Request,
        mut on_progress: impl FnMut(Progress),
    ) -> Result<ImportReport, LibraryError> {
        // All must arrive.
        let (tx, rx) = bounded(WAITING_BATCHES);
        let deliver = move |batch: ScanBatch| match tx.send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        let scan = Scan::start(request, self.fetch_known()?, deliver)?;
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
        if batch.changes_nothing() {
            report.unchanged += batch.unchanged;
            report.failed.extend_from_slice(&batch.failed);
            return Ok(());
        }
        connection::make_room(&self.connection, Work::Import)?;
        self.write(batch, report)?;
        if batch.end.is_some() {
            connection::make_room(&self.connection, Work::Usual)?;
        }
        Ok(())
    }

    fn write(&mut self, batch: &ScanBatch, report: &mut ImportReport) -> Result<(), LibraryError> {
        let mut counted = report.clone();
        let writer = Writer {
            transaction: self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?,
            now: unix_now(),
        };
        counted.unchanged += batch.unchanged;
        counted.failed.extend_from_slice(&batch.failed);
        counted.added += batch.rejoined.len();
        counted.returned += batch.returned.len();
        for id in &batch.returned {
            writer.mark_found(*id)?;
        }
        for id in &batch.rejoined {
            writer.rejoin(*id)?;
        }
        for relocated in &batch.relocated {
            counted.moved += usize::from(writer.relocate(relocated)?);
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
            let (missing, lost) = writer.end(end)?;
            counted.missing += missing;
            counted.lost += lost;
            counted.cancelled = end.cancelled;
            counted.seconds = end.seconds;
            // Several threads read; people want an order.
            counted.failed.sort_by(|a, b| a.path.cmp(&b.path));
        }
        writer.transaction.commit()?;
        *report = counted;
        Ok(())
    }
}

/// Where a track is kept whose place was taken: a path that no file can have, so that it is in nobody's way.
fn displaced(path: &Path, id: TrackId) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("\0{}", id.0));
    PathBuf::from(name)
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
        let here = self.id_at(&file.path)?;
        if let Some(id) = self.first_movable(&file.former)? {
            if let Some(loser) = here.filter(|here| *here != id) {
                self.displace(id, loser, &file.path)?;
            }
            self.update(id, file)?;
            return Ok(if here == Some(id) { Written::Updated } else { Written::Moved });
        }
        if let Some(id) = here {
            self.update(id, file)?;
            return Ok(Written::Updated);
        }
        let copy = self.has_copy(file)?;
        self.insert(file)?;
        Ok(if copy { Written::Duplicate } else { Written::Added })
    }

    fn id_at(&self, path: &Path) -> Result<Option<TrackId>, LibraryError> {
        let mut statement = self.transaction.prepare_cached("SELECT id FROM track WHERE path = ?1")?;
        Ok(statement.query_row([bytes::from_path(path)], |row| Ok(TrackId(row.get(0)?))).optional()?)
    }

    /// The first of the tracks that still lies where the scan missed it, or has lost that place to another: one more file may
    /// have claimed it meanwhile.
    fn first_movable(&self, formers: &[Former]) -> Result<Option<TrackId>, LibraryError> {
        for former in formers {
            let places = [former.path.clone(), displaced(&former.path, former.id)];
            for place in places {
                if self.id_at(&place)? == Some(former.id) {
                    return Ok(Some(former.id));
                }
            }
        }
        Ok(None)
    }

    /// Another track has come to this one's place. Is it the same sound, it was only met under a new name in between: what
    /// the listener did with it counts for the winner. Else it is missing until its own file is found.
    fn displace(&self, winner: TrackId, loser: TrackId, path: &Path) -> Result<(), LibraryError> {
        let ids = params![winner.0, loser.0];
        let same = "SELECT (SELECT audio FROM track WHERE id = ?1) = (SELECT audio FROM track WHERE id = ?2)";
        let same: bool = self.transaction.prepare_cached(same)?.query_row(ids, |row| row.get(0))?;
        if same {
            self.transaction.prepare_cached(ABSORB)?.execute(ids)?;
        }
        let sql = "UPDATE track SET path = ?2, missing = 1, removed = CASE WHEN ?3 THEN 1 ELSE removed END WHERE id = ?1";
        let place = bytes::from_path(&displaced(path, loser));
        self.transaction.prepare_cached(sql)?.execute(params![loser.0, place, same])?;
        Ok(())
    }

    /// Notes where a track's file is now. False: it has moved on meanwhile.
    fn relocate(&self, relocated: &Relocated) -> Result<bool, LibraryError> {
        if self.id_at(&relocated.from)? != Some(relocated.id) {
            return Ok(false);
        }
        if let Some(loser) = self.id_at(&relocated.to)? {
            self.displace(relocated.id, loser, &relocated.to)?;
        }
        let sql = "UPDATE track SET path = ?2, missing = 0, removed = CASE removed WHEN 1 THEN 1 ELSE 0 END WHERE id = ?1";
        let to = bytes::from_path(&relocated.to);
        Ok(self.transaction.prepare_cached(sql)?.execute(params![relocated.id.0, to])? > 0)
    }

    fn has_copy(&self, file: &ReadFile) -> Result<bool, LibraryError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM track WHERE content = ?1 AND missing = 0 AND removed = 0)";
        Ok(self.transaction.prepare_cached(sql)?.query_row([file.content], |row| row.get(0))?)
    }

    fn insert(&self, file: &ReadFile) -> Result<(), LibraryError> {
        self.write_row(INSERT, (":now", &self.now), file)?;
        let id = TrackId(self.transaction.last_insert_rowid());
        if file.details != Details::default() {
            self.write_details(id, &file.details)?;
        }
        self.write_moods(id, file)
    }

    fn update(&self, id: TrackId, file: &ReadFile) -> Result<(), LibraryError> {
        self.write_row(UPDATE, (":id", &id.0), file)?;
        self.write_details(id, &file.details)?;
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
            ":track_peak": tags.track_peak, ":album_gain_db": tags.album_gain_db, ":album_peak": tags.album_peak,
            ":compilation": tags.compilation, ":musical_key": tags.key, ":tag_rating": tags.rating, ":length_secs": file.length_secs, ":has_cover": file.has_cover,
            ":sort_key": sort_key,
        };
        let values: Vec<(&str, &dyn ToSql)> = shared.iter().copied().chain([own]).collect();
        self.transaction.prepare_cached(sql)?.execute(values.as_slice())?;
        Ok(())
    }

    fn write_details(&self, id: TrackId, details: &Details) -> Result<(), LibraryError> {
        if *details == Details::default() {
            self.transaction
                .prepare_cached("DELETE FROM track_detail WHERE track_id = ?1")?
                .execute([id.0])?;
            return Ok(());
        }
        self.transaction.prepare_cached(WRITE_DETAILS)?.execute(params![
            id.0,
            details.lyrics,
            details.recording_id,
            details.release_track_id,
            details.release_id,
            details.release_group_id,
            details.artist_ids,
            details.album_artist_ids,
        ])?;
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

    fn rejoin(&self, id: TrackId) -> Result<(), LibraryError> {
        let sql = "UPDATE track SET missing = 0, removed = 0 WHERE id = ?1";
        self.transaction.prepare_cached(sql)?.execute([id.0])?;
        Ok(())
    }

    /// Marks what is gone, and remembers the folders. Gives the number of missing tracks, and of those that were not before.
    fn end(&self, end: &ScanEnd) -> Result<(usize, usize), LibraryError> {
        let mut mark = self
            .transaction
            .prepare_cached("UPDATE track SET missing = 1 WHERE id = ?1 AND path = ?2 AND missing = 0")?;
        // A track that moved during this scan has another path now and is not missing.
        let mut is_there =
            self.transaction.prepare_cached("SELECT 1 FROM track WHERE id = ?1 AND path = ?2")?;
        let (mut missing, mut lost) = (0, 0);
        for (id, path) in &end.gone {
            let place = params![id.0, bytes::from_path(path)];
            let marked = mark.execute(place)?;
            lost += marked;
            missing += usize::from(marked > 0 || is_there.exists(place)?);
        }
        let mut remember =
            self.transaction.prepare_cached("INSERT OR IGNORE INTO folder (path, added) VALUES (?1, ?2)")?;
        for folder in end.folders.iter().filter(|folder| folder.is_dir()) {
            remember.execute(params![bytes::from_path(folder), self.now])?;
        }
        if let Some((from, to)) = &end.located {
            folders::move_entries(&self.transaction, from, to)?;
        }
        Ok((missing, lost))
    }
}

const INSERT: &str = "INSERT INTO track (path, size, modified, audio, content, title, artist, album, album_artist, genre, mood, year, \
     track_number, disc_number, bpm, track_gain_db, track_peak, album_gain_db, album_peak, compilation, musical_key, \
     tag_rating, rating, length_secs, has_cover, sort_key, added) \
     VALUES (:path, :size, :modified, :audio, :content, :title, :artist, :album, :album_artist, :genre, :mood, :year, \
     :track_number, :disc_number, :bpm, :track_gain_db, :track_peak, :album_gain_db, :album_peak, :compilation, :musical_key, \
     :tag_rating, coalesce(:tag_rating, 0), :length_secs, :has_cover, :sort_key, :now)";

/// Stars follow the file's as long as the user has not given others.
const UPDATE: &str = "UPDATE track SET path = :path, size = :size, modified = :modified, audio = :audio, content = :content, title = :title, \
     artist = :artist, album = :album, album_artist = :album_artist, genre = :genre, mood = :mood, year = :year, \
     track_number = :track_number, disc_number = :disc_number, bpm = :bpm, track_gain_db = :track_gain_db, \
     track_peak = :track_peak, album_gain_db = :album_gain_db, album_peak = :album_peak, compilation = :compilation, \
     musical_key = :musical_key, \
     rating = CASE rating WHEN coalesce(tag_rating, 0) THEN coalesce(:tag_rating, 0) ELSE rating END, \
     tag_rating = :tag_rating, length_secs = :length_secs, has_cover = :has_cover, sort_key = :sort_key, missing = 0, \
     removed = CASE removed WHEN 1 THEN 1 ELSE 0 END WHERE id = :id";

/// What the listener did with track 2 counts for track 1.
const ABSORB: &str = "UPDATE track SET plays = track.plays + other.plays, skips = track.skips + other.skips, \
     rating = CASE track.rating WHEN 0 THEN other.rating ELSE track.rating END, \
     liked = CASE track.liked WHEN 0 THEN other.liked ELSE track.liked END, \
     last_played = max(coalesce(track.last_played, other.last_played), coalesce(other.last_played, track.last_played)) \
     FROM track AS other WHERE track.id = ?1 AND other.id = ?2";

const WRITE_DETAILS: &str = "INSERT OR REPLACE INTO track_detail (track_id, lyrics, recording_id, release_track_id, release_id, \
     release_group_id, artist_ids, album_artist_ids) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
