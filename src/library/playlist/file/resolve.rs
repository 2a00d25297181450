//! Finds the tracks of a playlist in the library.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};
use rusqlite::{Connection, OptionalExtension};

use super::location::{is_stream, meanings};
use super::{Entry, Listing, MissingEntry};
use crate::library::search::{fold, words};
use crate::library::track::TrackId;
use crate::library::{LibraryError, bytes};

/// Lengths that differ by less may be the same recording, in seconds.
const SAME_LENGTH: f64 = 4.0;

/// The tracks found, and what was not.
#[derive(Debug, Default)]
pub struct Resolved {
    pub tracks: Vec<TrackId>,
    pub by_name: usize,
    pub missing: Vec<MissingEntry>,
}

/// Looks for every entry; `folder` is where the playlist lies.
pub fn resolve(connection: &Connection, listing: &Listing, folder: &Path) -> Result<Resolved, LibraryError> {
    let mut encodings = listing.encodings.clone();
    let mut library = None;
    let mut resolved = Resolved::default();
    for entry in &listing.entries {
        if is_stream(&entry.location) {
            resolved.missing.push(missing(entry, &encodings, "a stream; Mien plays files"));
            continue;
        }
        let meanings = meanings(&entry.location, folder, &encodings);
        if let Some((track, meaning)) = exact(connection, &meanings)? {
            prefer(&mut encodings, &entry.location, &meanings[meaning]);
            resolved.tracks.push(track);
            continue;
        }
        let library = match &mut library {
            Some(library) => library,
            None => library.insert(Names::load(connection)?),
        };
        if let Some(track) = library.by_path(&meanings, entry).or_else(|| library.by_tags(entry)) {
            resolved.tracks.push(track);
            resolved.by_name += 1;
        } else {
            let there = meanings.iter().any(|path| path.is_file());
            let reason = if there { "not in the library; import its folder" } else { "not found" };
            resolved.missing.push(missing(entry, &encodings, reason));
        }
    }
    Ok(resolved)
}

fn missing(entry: &Entry, encodings: &[&'static Encoding], reason: &str) -> MissingEntry {
    let text = encodings.first().unwrap_or(&UTF_8).decode_without_bom_handling(&entry.location).0;
    let location = match (&entry.title, text.is_empty()) {
        (Some(title), true) => title.clone(),
        (_, _) => text.into_owned(),
    };
    MissingEntry { number: entry.number, location, reason: reason.to_owned() }
}

/// The track that lies where one of the meanings says, and which one.
fn exact(connection: &Connection, meanings: &[PathBuf]) -> Result<Option<(TrackId, usize)>, LibraryError> {
    let mut statement = connection.prepare_cached("SELECT id FROM track WHERE path = ?1")?;
    for (number, path) in meanings.iter().enumerate() {
        // The library keeps paths with their links resolved.
        for path in [Some(path.clone()), path.canonicalize().ok()].into_iter().flatten() {
            let id = statement.query_row([bytes::from_path(&path)], |row| row.get(0)).optional()?;
            if let Some(id) = id {
                return Ok(Some((TrackId(id), number)));
            }
        }
    }
    Ok(None)
}

/// The encoding by which a track was found is the file's.
fn prefer(encodings: &mut [&'static Encoding], location: &[u8], meaning: &Path) {
    let name = meaning.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if location.is_ascii() || name.is_ascii() {
        return;
    }
    let found = encodings.iter().position(|e| e.decode_without_bom_handling(location).0.ends_with(&name));
    if let Some(found) = found {
        encodings[..=found].rotate_right(1);
    }
}

/// A track with all that it can be recognised by.
struct Named {
    id: TrackId,
    /// The parts of its path folded, the file's name without ending first.
    parts: Vec<String>,
    ending: String,
    length_secs: f64,
}

/// All tracks by the names of their files and by their tags.
struct Names {
    tracks: Vec<Named>,
    by_stem: HashMap<String, Vec<usize>>,
    by_tags: HashMap<(String, String), Vec<usize>>,
}

impl Names {
    fn load(connection: &Connection) -> Result<Self, LibraryError> {
        let mut names = Self { tracks: Vec::new(), by_stem: HashMap::new(), by_tags: HashMap::new() };
        let sql = "SELECT id, path, artist, album_artist, title, length_secs FROM track ORDER BY missing, id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (parts, ending) = parts(&bytes::to_path(row.get(1)?));
            let number = names.tracks.len();
            names.by_stem.entry(parts.first().cloned().unwrap_or_default()).or_default().push(number);
            let title = words(row.get_ref(4)?.as_str()?).join(" ");
            for column in [2, 3] {
                if let Some(artist) = row.get_ref(column)?.as_str_or_null()? {
                    let key = (words(artist).join(" "), title.clone());
                    let tracks = names.by_tags.entry(key).or_default();
                    if tracks.last() != Some(&number) {
                        tracks.push(number);
                    }
                }
            }
            names.tracks.push(Named { id: TrackId(row.get(0)?), parts, ending, length_secs: row.get(5)? });
        }
        Ok(names)
    }

    /// The track whose path ends most like one of the meanings: the name of the file must agree, in any case, accents and
    /// ending aside, and the folder too unless no other track has the name.
    fn by_path(&self, meanings: &[PathBuf], entry: &Entry) -> Option<TrackId> {
        let ranked = meanings.iter().filter_map(|meaning| {
            let (wanted, ending) = parts(meaning);
            let known = self.by_stem.get(wanted.first()?)?;
            let agreeing = |number: &usize| {
                let parts = &self.tracks[*number].parts;
                parts.iter().zip(&wanted).take_while(|(a, b)| a == b).count()
            };
            let fits = |number: &usize| {
                (agreeing(number), self.tracks[*number].ending == ending, self.closeness(*number, entry))
            };
            let best =
                known.iter().copied().max_by_key(|number| (fits(number), std::cmp::Reverse(*number)))?;
            let alone = known.len() == 1;
            (agreeing(&best) > 1 || alone).then(|| (fits(&best), best))
        });
        ranked
            .max_by_key(|(fits, number)| (*fits, std::cmp::Reverse(*number)))
            .map(|(_, number)| self.tracks[number].id)
    }

    /// The track with this artist and title, of about this length.
    fn by_tags(&self, entry: &Entry) -> Option<TrackId> {
        let key = (words(entry.artist.as_deref()?).join(" "), words(entry.title.as_deref()?).join(" "));
        let known = self.by_tags.get(&key)?;
        let best =
            known.iter().copied().max_by_key(|n| (self.closeness(*n, entry), std::cmp::Reverse(*n)))?;
        let differs = entry.length_secs.is_some_and(|_| self.closeness(best, entry) == 0);
        (!differs).then(|| self.tracks[best].id)
    }

    /// 1 when the length agrees.
    fn closeness(&self, number: usize, entry: &Entry) -> u8 {
        let length = self.tracks[number].length_secs;
        u8::from(entry.length_secs.is_some_and(|wanted| (wanted - length).abs() < SAME_LENGTH))
    }
}

/// The parts of a path, folded, from its end; the file's ending apart.
fn parts(path: &Path) -> (Vec<String>, String) {
    let text = path.to_string_lossy();
    let mut parts: Vec<String> = text.split('/').rev().filter(|part| !part.is_empty()).map(fold).collect();
    let mut ending = String::new();
    if let Some(name) = parts.first_mut()
        && let Some((stem, end)) =
            name.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && end.len() <= 5)
    {
        end.clone_into(&mut ending);
        *name = stem.to_owned();
    }
    (parts, ending)
}
