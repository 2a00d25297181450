//! Tracks put together: by artist, album, genre, folder.

use std::collections::BTreeMap;

use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::search::fold;
use super::{LibraryError, Reader, TrackId, bytes, genre};

/// What tracks are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupKind {
    /// Album artist, else artist.
    Artists,
    /// Album and album artist.
    Albums,
    /// Each genre of a track.
    Genres,
    /// The folder the file lies in.
    Folders,
}

/// Tracks that have something in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The artist, the album, the genre, the folder.
    pub name: String,
    /// More about it: an album's artist and year.
    pub detail: String,
    /// How many there are.
    pub tracks: usize,
    /// The query that finds them.
    pub query: String,
    /// A track whose cover stands for all.
    pub cover: Option<TrackId>,
}

impl Reader {
    /// All groups, by name.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn groups(&self, kind: GroupKind) -> Result<Vec<Group>, LibraryError> {
        let mut groups = match kind {
            GroupKind::Artists => self.grouped(
                "SELECT coalesce(album_artist, artist) AS name, count(*), min(CASE WHEN has_cover THEN id END) FROM track \
                 WHERE name IS NOT NULL AND removed = 0 GROUP BY name",
                artist,
            )?,
            GroupKind::Albums => self.grouped(
                "SELECT album, count(*), min(CASE WHEN has_cover THEN id END), coalesce(album_artist, artist) AS by, min(year) \
                 FROM track WHERE album IS NOT NULL AND removed = 0 GROUP BY album, by",
                album,
            )?,
            GroupKind::Genres => self.genres()?,
            GroupKind::Folders => return self.folder_groups(),
        };
        groups.sort_by_cached_key(|group| (fold(&group.name), group.detail.clone()));
        Ok(groups)
    }

    fn grouped(
        &self,
        sql: &str,
        group: fn(&Row<'_>) -> rusqlite::Result<Group>,
    ) -> Result<Vec<Group>, LibraryError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map([], group)?.collect::<Result<_, _>>()?)
    }

    fn genres(&self) -> Result<Vec<Group>, LibraryError> {
        let sql = "SELECT genre, count(*), min(CASE WHEN has_cover THEN id END) FROM track \
                   WHERE genre IS NOT NULL AND removed = 0 GROUP BY genre";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut genres: BTreeMap<String, Group> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (tracks, cover) = (count(row)?, cover(row)?);
            for name in row.get_ref(0)?.as_str()?.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                let group = genres.entry(genre::normal(name)).or_insert_with(|| Group {
                    name: name.to_owned(),
                    detail: genre::family(name).unwrap_or_default().to_owned(),
                    tracks: 0,
                    query: exactly("genre", name),
                    cover,
                });
                group.tracks += tracks;
            }
        }
        Ok(genres.into_values().collect())
    }

    fn folder_groups(&self) -> Result<Vec<Group>, LibraryError> {
        // The index of the paths holds all that is asked for.
        let mut statement =
            self.connection.prepare_cached("SELECT path, id FROM track WHERE removed = 0 ORDER BY path")?;
        let mut rows = statement.query([])?;
        let mut folders: BTreeMap<std::path::PathBuf, usize> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let path = bytes::to_path(row.get(0)?);
            if let Some(folder) = path.parent() {
                match folders.get_mut(folder) {
                    Some(tracks) => *tracks += 1,
                    None => {
                        folders.insert(folder.to_path_buf(), 1);
                    }
                }
            }
        }
        let group = |(folder, tracks): (std::path::PathBuf, usize)| {
            let path = folder.to_string_lossy();
            Group {
                name: folder
                    .file_name()
                    .map_or_else(|| path.clone(), |name| name.to_string_lossy())
                    .into_owned(),
                detail: path.clone().into_owned(),
                tracks,
                query: format!("path:=\"{}\"", path.replace('"', "")),
                cover: None,
            }
        };
        Ok(folders.into_iter().map(group).collect())
    }
}

fn count(row: &Row<'_>) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0))
}

fn cover(row: &Row<'_>) -> rusqlite::Result<Option<TrackId>> {
    Ok(row.get::<_, Option<i64>>(2)?.map(TrackId))
}

/// The query for a whole name. Quotes mean nothing to the search, so they are left out.
fn exactly(field: &str, name: &str) -> String {
    format!("{field}:=\"{}\"", name.replace('"', " "))
}

fn artist(row: &Row<'_>) -> rusqlite::Result<Group> {
    let name: String = row.get(0)?;
    let query = exactly("artist", &name);
    Ok(Group { name, detail: String::new(), tracks: count(row)?, query, cover: cover(row)? })
}

fn album(row: &Row<'_>) -> rusqlite::Result<Group> {
    let name: String = row.get(0)?;
    let artist: Option<String> = row.get(3)?;
    let year: Option<i32> = row.get(4)?;
    let mut query = exactly("album", &name);
    if let Some(artist) = &artist {
        query.push(' ');
        query.push_str(&exactly("artist", artist));
    }
    let detail: Vec<String> = artist.into_iter().chain(year.map(|year| year.to_string())).collect();
    Ok(Group { name, detail: detail.join(" · "), tracks: count(row)?, query, cover: cover(row)? })
}
