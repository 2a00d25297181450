//! Tracks that are one and the same: copies with exactly the same sound, and one recording in several formats. Says which of them
//! seems the best; nothing is ever deleted.

mod alike;
mod best;

use std::collections::HashMap;
use std::path::PathBuf;

use rusqlite::{Connection, params};

use super::track::{Track, TrackId};
use super::{Library, LibraryError, bytes, query};
use alike::Printed;

/// How tracks of a group are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// The same sound, to the sample.
    Sound,
    /// The same recording, in other formats or at other rates.
    Recording,
}

impl Sameness {
    /// The word scripts rely on.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Recording => "recording",
        }
    }
}

/// One of several tracks that are the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// The track.
    pub track: Track,
    /// Its file in bytes.
    pub size: u64,
}

impl Copy {
    /// Kilobits a second, all of the file counted; 0 where the length is unknown.
    pub fn kilobits(&self) -> u32 {
        if self.track.length_secs > 0.0 {
            (self.size as f64 * 0.008 / self.track.length_secs) as u32
        } else {
            0
        }
    }

    /// The format by the name's ending, in capital letters.
    pub fn format(&self) -> String {
        self.track.path.extension().map(|e| e.to_string_lossy().to_uppercase()).unwrap_or_default()
    }
}

/// Tracks that are the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicates {
    /// How.
    pub sameness: Sameness,
    /// Two or more, the best first: that one is suggested to be kept.
    pub copies: Vec<Copy>,
    /// Why the first seems the best.
    pub keep: Keep,
}

/// Why one of several copies seems the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It alone lost nothing in coding.
    Lossless,
    /// It was coded with more bits.
    HigherRate,
    /// Its tags say more.
    MoreTags,
    /// It came into the library first.
    First,
}

impl Keep {
    /// The end of a sentence for people at a terminal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lossless => "it is lossless",
            Self::HigherRate => "it has the higher bit rate",
            Self::MoreTags => "its tags say more",
            Self::First => "it came first",
        }
    }
}

/// A sound whose print is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprinted {
    /// A file with it.
    pub path: PathBuf,
    /// Its fingerprint.
    pub audio: [u8; 16],
}

impl Library {
    /// Sounds without a print, of tracks that are there.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn unprinted(&self) -> Result<Vec<Unprinted>, LibraryError> {
        let sql = "SELECT path, audio FROM track WHERE removed = 0 AND missing = 0 AND length_secs BETWEEN ?1 AND ?2 \
                   AND NOT EXISTS (SELECT 1 FROM sound_print WHERE sound_print.audio = track.audio) \
                   GROUP BY audio ORDER BY sort_key, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let read =
            |row: &rusqlite::Row<'_>| Ok(Unprinted { path: bytes::to_path(row.get(0)?), audio: row.get(1)? });
        let rows = statement.query_map(params![alike::SHORTEST_SECS, alike::LONGEST_SECS], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps prints, in one transaction; an empty one says that there is nothing to know the sound by.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn record_prints(&mut self, prints: &[([u8; 16], Vec<u32>)]) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        for (audio, print) in prints {
            let words: Vec<u8> = print.iter().flat_map(|word| word.to_le_bytes()).collect();
            let sql = "INSERT OR REPLACE INTO sound_print (audio, print) VALUES (?1, ?2)";
            transaction.prepare_cached(sql)?.execute(params![audio, words])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// All duplicates among the tracks that are there, as far as their prints are known. Compares all of them: not for a thread
    /// that must not wait.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn duplicates(&self) -> Result<Vec<Duplicates>, LibraryError> {
        let printed = printed(&self.connection)?;
        let mut recordings: Vec<Vec<TrackId>> = alike::groups(&printed)
            .into_iter()
            .map(|group| group.into_iter().map(|place| printed[place].id).collect())
            .collect();
        let place_of: HashMap<TrackId, usize> =
            recordings.iter().enumerate().flat_map(|(at, ids)| ids.iter().map(move |id| (*id, at))).collect();
        let mut found = Vec::new();
        for copies in same_sound(&self.connection)? {
            // Copies of one of a recording's tracks are copies of the recording.
            match copies.iter().find_map(|id| place_of.get(id)) {
                Some(at) => recordings[*at].extend(copies),
                None => found.push((Sameness::Sound, copies)),
            }
        }
        found.extend(recordings.into_iter().map(|ids| (Sameness::Recording, ids)));
        let mut groups = found
            .into_iter()
            .map(|(sameness, ids)| self.group(sameness, ids))
            .collect::<Result<Vec<_>, _>>()?;
        groups.retain(|group| group.copies.len() > 1);
        groups.sort_by_cached_key(|group| {
            let track = &group.copies[0].track;
            (super::row::sort_key(&track.tags), track.id)
        });
        Ok(groups)
    }

    fn group(&self, sameness: Sameness, mut ids: Vec<TrackId>) -> Result<Duplicates, LibraryError> {
        ids.sort_unstable();
        ids.dedup();
        let tracks = query::tracks_of(&self.connection, ids.iter())?;
        let mut size = self.connection.prepare_cached("SELECT size FROM track WHERE id = ?1")?;
        let copies = tracks.into_iter().map(|track| {
            let bytes: i64 = size.query_row([track.id.0], |row| row.get(0))?;
            Ok(Copy { track, size: u64::try_from(bytes).unwrap_or(0) })
        });
        let (copies, keep) = best::first(copies.collect::<Result<_, rusqlite::Error>>()?);
        Ok(Duplicates { sameness, copies, keep })
    }
}

/// Tracks with exactly the same sound.
fn same_sound(connection: &Connection) -> Result<Vec<Vec<TrackId>>, LibraryError> {
    let sql = "SELECT audio, id FROM track WHERE removed = 0 AND missing = 0 ORDER BY audio, id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let (mut groups, mut group, mut sound) = (Vec::new(), Vec::new(), [0; 16]);
    while let Some(row) = rows.next()? {
        let audio: [u8; 16] = row.get(0)?;
        if audio != sound {
            groups.push(std::mem::take(&mut group));
            sound = audio;
        }
        group.push(TrackId(row.get(1)?));
    }
    groups.push(group);
    groups.retain(|group| group.len() > 1);
    Ok(groups)
}

/// One track of each sound whose print is known.
fn printed(connection: &Connection) -> Result<Vec<Printed>, LibraryError> {
    let sql = "SELECT min(id), length_secs, print FROM track JOIN sound_print USING (audio) \
               WHERE removed = 0 AND missing = 0 AND length(print) > 0 GROUP BY audio ORDER BY 1";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &rusqlite::Row<'_>| {
        let words = row.get_ref(2)?.as_blob()?.chunks_exact(4);
        Ok(Printed {
            id: TrackId(row.get(0)?),
            length_secs: row.get(1)?,
            print: words.map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect(),
        })
    };
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::wav;

    fn library(folder: &std::path::Path) -> Library {
        let mut library = Library::in_memory().unwrap();
        library.import(&[folder.to_path_buf()], |_| {}).unwrap();
        library
    }

    fn names(group: &Duplicates) -> Vec<String> {
        let name = |copy: &Copy| copy.track.path.file_name().unwrap().to_string_lossy().into_owned();
        group.copies.iter().map(name).collect()
    }

    #[test]
    fn copies_of_a_sound_are_found_and_nothing_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        for (name, sound) in [("a.wav", 1), ("b.wav", 2), ("c.wav", 1)] {
            wav::write(&folder.path().join(name), sound);
        }
        let library = library(folder.path());
        let found = library.duplicates().unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].sameness, names(&found[0])),
            (Sameness::Sound, vec!["a.wav".into(), "c.wav".into()])
        );
        assert!(folder.path().join("c.wav").exists());
    }

    #[test]
    fn prints_join_tracks_and_their_copies_into_one_recording() {
        let folder = tempfile::tempdir().unwrap();
        for (name, sound) in [("a.wav", 1), ("b.wav", 2), ("c.wav", 1), ("d.wav", 3)] {
            wav::write(&folder.path().join(name), sound);
        }
        let mut library = library(folder.path());
        library.connection.execute("UPDATE track SET length_secs = 200 + id / 10.0", []).unwrap();
        let unprinted = library.unprinted().unwrap();
        assert_eq!(unprinted.len(), 3, "one of two with the same sound");
        let mut random = fastrand::Rng::with_seed(1);
        let print: Vec<u32> = (0..300).map(|_| random.u32(..)).collect();
        let other: Vec<u32> = (0..300).map(|_| random.u32(..)).collect();
        let prints = unprinted.into_iter().map(|track| {
            let own = if track.path.ends_with("d.wav") { other.clone() } else { print.clone() };
            (track.audio, own)
        });
        library.record_prints(&prints.collect::<Vec<_>>()).unwrap();
        assert_eq!(library.unprinted().unwrap(), []);
        let found = library.duplicates().unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].sameness, Sameness::Recording);
        let mut names = names(&found[0]);
        names.sort();
        assert_eq!(names, ["a.wav", "b.wav", "c.wav"]);
    }
}
