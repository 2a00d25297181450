//! Playlists in the database.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::{Edit, Playlist, PlaylistId, Smart};
use crate::library::search::{Question, Sort};
use crate::library::track::TrackId;
use crate::library::{Library, LibraryError, Reader, unix_now};

const COLUMNS: &str = "SELECT playlist.id, playlist.name, playlist.query, playlist.sort, playlist.most, count(track.id), \
     total(track.length_secs) FROM playlist LEFT JOIN playlist_track ON playlist_track.playlist_id = playlist.id \
     LEFT JOIN track ON track.id = playlist_track.track_id";

fn playlist(row: &Row<'_>) -> rusqlite::Result<Playlist> {
    let query: Option<String> = row.get(2)?;
    let sort: Option<String> = row.get(3)?;
    let most: Option<i64> = row.get(4)?;
    let smart = query.map(|query| Smart {
        query,
        sort: sort.and_then(|sort| sort.parse::<Sort>().ok()).unwrap_or_default(),
        most: most.and_then(|most| usize::try_from(most).ok()),
    });
    Ok(Playlist {
        id: PlaylistId(row.get(0)?),
        name: row.get(1)?,
        smart,
        tracks: row.get::<_, i64>(5)?.cast_unsigned() as usize,
        length_secs: row.get(6)?,
    })
}

/// The tracks of an arranged list, in its order.
fn entries(connection: &Connection, id: PlaylistId) -> Result<Vec<TrackId>, LibraryError> {
    let sql = "SELECT track_id FROM playlist_track WHERE playlist_id = ?1 ORDER BY position";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| Ok(TrackId(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn by_id(connection: &Connection, id: PlaylistId) -> Result<Option<Playlist>, LibraryError> {
    let sql = format!("{COLUMNS} WHERE playlist.id = ?1 GROUP BY playlist.id");
    Ok(connection.prepare_cached(&sql)?.query_row([id.0], playlist).optional()?)
}

impl Library {
    /// All playlists, by name.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn playlists(&self) -> Result<Vec<Playlist>, LibraryError> {
        let sql = format!("{COLUMNS} GROUP BY playlist.id ORDER BY search_fold(playlist.name)");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([], playlist)?.collect::<Result<_, _>>()?)
    }

    /// One playlist.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn playlist(&self, id: PlaylistId) -> Result<Option<Playlist>, LibraryError> {
        by_id(&self.connection, id)
    }

    /// The playlist of this name, in any case.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn playlist_named(&self, name: &str) -> Result<Option<Playlist>, LibraryError> {
        let sql = format!("{COLUMNS} WHERE playlist.name = ?1 GROUP BY playlist.id");
        Ok(self.connection.prepare_cached(&sql)?.query_row([name.trim()], playlist).optional()?)
    }

    /// Makes a list, arranged or smart. Where the name is taken, a number is put behind it.
    ///
    /// # Errors
    /// [`LibraryError::NoName`] for a name without any letter, or what SQLite said.
    pub fn create_playlist(
        &mut self,
        name: &str,
        smart: Option<&Smart>,
        tracks: &[TrackId],
    ) -> Result<PlaylistId, LibraryError> {
        let name = self.free_name(name)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction
            .execute("INSERT INTO playlist (name, added) VALUES (?1, ?2)", params![name, unix_now()])?;
        let id = PlaylistId(transaction.last_insert_rowid());
        write_smart(&transaction, id, smart)?;
        write_entries(&transaction, id, &[], tracks)?;
        transaction.commit()?;
        Ok(id)
    }

    fn free_name(&self, name: &str) -> Result<String, LibraryError> {
        let name = tidy(name)?;
        let mut free = name.clone();
        let mut number = 2;
        while self.playlist_named(&free)?.is_some() {
            free = format!("{name} {number}");
            number += 1;
        }
        Ok(free)
    }

    /// Gives a list another name.
    ///
    /// # Errors
    /// [`LibraryError::NameTaken`], [`LibraryError::NoName`], [`LibraryError::NoPlaylist`], or what SQLite said.
    pub fn rename_playlist(&mut self, id: PlaylistId, name: &str) -> Result<(), LibraryError> {
        let name = tidy(name)?;
        if self.playlist_named(&name)?.is_some_and(|other| other.id != id) {
            return Err(LibraryError::NameTaken(name));
        }
        let changed =
            self.connection.execute("UPDATE playlist SET name = ?2 WHERE id = ?1", params![id.0, name])?;
        if changed == 0 { Err(LibraryError::NoPlaylist) } else { Ok(()) }
    }

    /// Gives a smart list another query.
    ///
    /// # Errors
    /// [`LibraryError::NoPlaylist`], or what SQLite said.
    pub fn set_smart(&mut self, id: PlaylistId, smart: &Smart) -> Result<(), LibraryError> {
        match write_smart(&self.connection, id, Some(smart))? {
            0 => Err(LibraryError::NoPlaylist),
            _ => Ok(()),
        }
    }

    /// Deletes a list; its tracks stay where they are. Gives what [`Library::restore_playlist`] needs.
    ///
    /// # Errors
    /// [`LibraryError::NoPlaylist`], or what SQLite said.
    pub fn delete_playlist(&mut self, id: PlaylistId) -> Result<(Playlist, Vec<TrackId>), LibraryError> {
        let playlist = self.playlist(id)?.ok_or(LibraryError::NoPlaylist)?;
        let tracks = entries(&self.connection, id)?;
        self.connection.execute("DELETE FROM playlist WHERE id = ?1", [id.0])?;
        Ok((playlist, tracks))
    }

    /// Brings a deleted list back under its number.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn restore_playlist(&mut self, playlist: &Playlist, tracks: &[TrackId]) -> Result<(), LibraryError> {
        let name = self.free_name(&playlist.name)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "INSERT INTO playlist (id, name, added) VALUES (?1, ?2, ?3)";
        transaction.execute(sql, params![playlist.id.0, name, unix_now()])?;
        write_smart(&transaction, playlist.id, playlist.smart.as_ref())?;
        write_entries(&transaction, playlist.id, &[], tracks)?;
        transaction.commit()?;
        Ok(())
    }

    /// Changes an arranged list; gives the tracks as they stood before.
    ///
    /// # Errors
    /// [`LibraryError::NoPlaylist`], [`LibraryError::SmartPlaylist`], or what SQLite said; nothing is changed then.
    pub fn edit_playlist(&mut self, id: PlaylistId, edit: &Edit) -> Result<Vec<TrackId>, LibraryError> {
        let playlist = self.playlist(id)?.ok_or(LibraryError::NoPlaylist)?;
        if playlist.smart.is_some() {
            return Err(LibraryError::SmartPlaylist(playlist.name));
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = entries(&transaction, id)?;
        write_entries(&transaction, id, &before, &edit.apply(&before))?;
        transaction.commit()?;
        Ok(before)
    }

    /// The tracks of a list, in its order; a smart one is asked now.
    ///
    /// # Errors
    /// [`LibraryError::NoPlaylist`], or what SQLite said.
    pub fn playlist_tracks(&self, id: PlaylistId) -> Result<Vec<TrackId>, LibraryError> {
        tracks_of(&self.connection, &mut crate::library::search::Index::default(), id, unix_now())
    }
}

impl Reader {
    /// One playlist.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn playlist(&self, id: PlaylistId) -> Result<Option<Playlist>, LibraryError> {
        by_id(&self.connection, id)
    }

    /// The tracks of a list, in its order; a smart one is asked now.
    ///
    /// # Errors
    /// [`LibraryError::NoPlaylist`], or what SQLite said.
    pub fn playlist_tracks(&mut self, id: PlaylistId, now: i64) -> Result<Vec<TrackId>, LibraryError> {
        tracks_of(&self.connection, &mut self.index, id, now)
    }
}

fn tracks_of(
    connection: &Connection,
    index: &mut crate::library::search::Index,
    id: PlaylistId,
    now: i64,
) -> Result<Vec<TrackId>, LibraryError> {
    let playlist = by_id(connection, id)?.ok_or(LibraryError::NoPlaylist)?;
    let Some(smart) = playlist.smart else { return entries(connection, id) };
    let question = Question { query: &smart.query, sort: smart.sort, among: None, now };
    let mut ids = index.find(connection, &question)?.ids;
    ids.truncate(smart.most.unwrap_or(usize::MAX));
    Ok(ids)
}

/// Without outer and control characters.
fn tidy(name: &str) -> Result<String, LibraryError> {
    let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    let name = name.trim();
    if name.is_empty() { Err(LibraryError::NoName) } else { Ok(name.to_owned()) }
}

fn write_smart(
    connection: &Connection,
    id: PlaylistId,
    smart: Option<&Smart>,
) -> Result<usize, LibraryError> {
    let most = smart.and_then(|smart| smart.most).map(|most| i64::try_from(most).unwrap_or(i64::MAX));
    let sql = "UPDATE playlist SET query = ?2, sort = ?3, most = ?4 WHERE id = ?1";
    let sort = smart.map(|smart| smart.sort.to_string());
    Ok(connection.execute(sql, params![id.0, smart.map(|smart| &smart.query), sort, most])?)
}

/// Writes what differs between the list as it stands and as it shall stand.
fn write_entries(
    connection: &Connection,
    id: PlaylistId,
    old: &[TrackId],
    new: &[TrackId],
) -> Result<(), LibraryError> {
    let mut put = connection.prepare_cached(
        "INSERT INTO playlist_track (playlist_id, position, track_id) VALUES (?1, ?2, ?3) \
         ON CONFLICT DO UPDATE SET track_id = excluded.track_id",
    )?;
    for (position, track) in new.iter().enumerate() {
        if old.get(position) != Some(track) {
            put.execute(params![id.0, position as i64, track.0])?;
        }
    }
    let cut = "DELETE FROM playlist_track WHERE playlist_id = ?1 AND position >= ?2";
    connection.prepare_cached(cut)?.execute(params![id.0, new.len() as i64])?;
    Ok(())
}
