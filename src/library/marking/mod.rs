//! Writes stars and likes into files' tags, for those who want their other programs to know them. Off unless asked for.
//!
//! Nothing else in a file may change: tags are edited byte by byte, what is not understood is refused, the new file is read again
//! and compared with the old one, and only then takes its place in one step. Formats that cannot be edited so are left alone.

mod comments;
mod flac;
mod id3v2;
mod mp4;
mod ogg;

use std::fs::{self, File, Permissions};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use rusqlite::params;

use super::row::{like_from, like_number};
use super::track::{Like, TrackId};
use super::{Library, LibraryError, bytes, identity, tags};

/// Larger files are left alone: a file is held in memory while it is edited.
const LARGEST: u64 = 1 << 30;

/// What a listener says of a track, as it goes into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// 0 (none) to 5.
    pub stars: u8,
    /// Liked, disliked or neither.
    pub like: Like,
}

impl Rated {
    /// How other programs write a like.
    const fn letter(self) -> Option<&'static str> {
        match self.like {
            Like::Liked => Some("L"),
            Like::Disliked => Some("B"),
            Like::Neutral => None,
        }
    }
}

/// Why a file was left as it is. Each reads as the end of a sentence that starts with the file.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Its tags are not as they should be: nobody could say what would be lost.
    #[error("has tags that Mien does not understand well enough to change")]
    Unclear,
    /// No way to change tags of this format byte by byte.
    #[error("is in a format whose tags Mien does not change")]
    Format,
    /// What was written did not read as it should; it was thrown away.
    #[error("would have lost something")]
    WouldLose,
    /// The file is write-protected.
    #[error("is write-protected")]
    Protected,
    /// The system refused.
    #[error("cannot be written: {0}")]
    Io(#[from] io::Error),
}

/// A track whose file does not say what its listener says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten {
    /// The track.
    pub id: TrackId,
    /// Its file.
    pub path: PathBuf,
    /// What its listener says.
    pub rated: Rated,
}

impl Library {
    /// Tracks whose files do not say what their listener says.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn unwritten(&self) -> Result<Vec<Unwritten>, LibraryError> {
        let sql = "SELECT id, path, rating, liked FROM track LEFT JOIN track_written AS w ON w.track_id = track.id \
                   WHERE removed = 0 AND missing = 0 \
                   AND (rating <> coalesce(w.stars, tag_rating, 0) OR liked <> coalesce(w.likes, 0)) ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Unwritten {
                id: TrackId(row.get(0)?),
                path: bytes::to_path(row.get(1)?),
                rated: Rated { stars: row.get(2)?, like: like_from(row.get(3)?) },
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes that a file says this now.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn record_written(&mut self, id: TrackId, rated: Rated) -> Result<(), LibraryError> {
        let sql = "INSERT OR REPLACE INTO track_written (track_id, stars, likes) SELECT id, ?2, ?3 FROM track WHERE id = ?1";
        let values = params![id.0, rated.stars, like_number(rated.like)];
        self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

/// Writes stars and like into a file. When it comes back, the file is whole: with them, or as it was.
///
/// # Errors
/// Why the file was left as it is.
pub fn write(path: &Path, rated: Rated) -> Result<(), Refused> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(Refused::Protected);
    }
    if metadata.len() > LARGEST {
        return Err(Refused::Format);
    }
    let old = fs::read(&path)?;
    let new = marked(&old, rated)?;
    if old == new {
        return Ok(());
    }
    if identity::of_audio(&mut Cursor::new(&old))? != identity::of_audio(&mut Cursor::new(&new))? {
        return Err(Refused::WouldLose);
    }
    let beside = beside(&path);
    let placed = place(&path, &beside, &new, metadata.permissions());
    if placed.is_err() {
        // The file itself was not touched yet.
        let _gone = fs::remove_file(&beside);
    }
    placed
}

/// The whole file with the rating in it.
fn marked(file: &[u8], rated: Rated) -> Result<Vec<u8>, Refused> {
    let (head, from) = match file {
        [b'O', b'g', b'g', b'S', ..] => return ogg::marked(file, rated),
        file if mp4::is_mp4(file) => return mp4::marked(file, rated),
        [b'f', b'L', b'a', b'C', ..] => flac::head(file, rated)?,
        [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => {
            let (head, from) = id3v2::head(file, rated)?;
            // Other formats may begin with such a tag, and keep their own elsewhere.
            let is_mpeg = matches!(file.get(from..), Some([0xff, 0xe0..=0xff, ..]));
            if is_mpeg { (head, from) } else { return Err(Refused::Format) }
        }
        _ => return Err(Refused::Format),
    };
    Ok([&head, file.get(from..).ok_or(Refused::Unclear)?].concat())
}

/// Where the new file is written before it takes the old one's place: its ending is none of music, so nobody imports it.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".mien-new");
    path.with_file_name(name)
}

fn place(path: &Path, beside: &Path, new: &[u8], permissions: Permissions) -> Result<(), Refused> {
    let mut file = File::create(beside)?;
    file.write_all(new)?;
    file.set_permissions(permissions)?;
    file.sync_all()?;
    drop(file);
    if !reads_alike(path, beside)? {
        return Err(Refused::WouldLose);
    }
    fs::rename(beside, path)?;
    // The name itself is on the disk when its folder is; where that cannot be asked for, the file is still whole.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _as_far_as_possible = folder.sync_all();
    }
    Ok(())
}

/// Do both files say the same, but for the stars?
fn reads_alike(old: &Path, new: &Path) -> io::Result<bool> {
    let (old, new) = (tags::read(&mut File::open(old)?), tags::read(&mut File::open(new)?));
    Ok(match (old, new) {
        (Ok(mut old), Ok(mut new)) => {
            (old.tags.rating, new.tags.rating) = (None, None);
            old.length_secs = old.length_secs.map(f64::round);
            new.length_secs = new.length_secs.map(f64::round);
            old == new
        }
        // What could not be read before need not be readable now.
        (Err(_), _) => true,
        (Ok(_), Err(_)) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MP3: &[u8] = include_bytes!("../../../tests/corpus/mp3.mp3");
    const FLAC: &[u8] = include_bytes!("../../../tests/corpus/flac.flac");
    const OGG: &[u8] = include_bytes!("../../../tests/corpus/vorbis.ogg");
    const OPUS: &[u8] = include_bytes!("../../../tests/corpus/opus.opus");
    const M4A: &[u8] = include_bytes!("../../../tests/corpus/aac.m4a");
    const WAV: &[u8] = include_bytes!("../../../tests/corpus/wav_s16.wav");
    const FIVE: Rated = Rated { stars: 5, like: Like::Liked };

    fn stars_in(path: &Path) -> Option<u8> {
        tags::read(&mut File::open(path).unwrap()).unwrap().tags.rating
    }

    #[test]
    fn stars_go_into_files_and_out_again_and_the_sound_stays() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("a.mp3", MP3), ("a.flac", FLAC), ("a.ogg", OGG), ("a.opus", OPUS), ("a.m4a", M4A)];
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            write(&path, FIVE).unwrap();
            assert_eq!(stars_in(&path), Some(5), "{name}");
            let sound = |bytes: &[u8]| identity::of_audio(&mut Cursor::new(bytes)).unwrap();
            assert_eq!(sound(&fs::read(&path).unwrap()), sound(content), "{name}");
            write(&path, Rated { stars: 2, like: Like::Neutral }).unwrap();
            assert_eq!(stars_in(&path), Some(2), "{name}");
            write(&path, Rated { stars: 0, like: Like::Neutral }).unwrap();
            assert_eq!(stars_in(&path), None, "{name}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), files.len(), "nothing is left beside them");
    }

    #[test]
    fn what_cannot_be_changed_for_certain_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let id3_before_flac = [b"ID3\x04\0\0\0\0\0\0".as_slice(), FLAC].concat();
        for (name, content) in
            [("a.wav", WAV), ("b.flac", &id3_before_flac), ("c.mp3", b"ID3\x03\0\0\0\0\x7f\x7f")]
        {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            assert!(write(&path, FIVE).is_err(), "{name}");
            assert_eq!(fs::read(&path).unwrap(), content, "{name}");
        }
        assert!(matches!(write(&folder.path().join("gone.mp3"), FIVE), Err(Refused::Io(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn what_the_file_says_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mp3");
        fs::write(&path, MP3).unwrap();
        let mut library = Library::in_memory().unwrap();
        library.import(&[folder.path().to_path_buf()], |_| {}).unwrap();
        assert_eq!(library.unwritten().unwrap(), []);
        let id = library.tracks("", 1).unwrap().tracks[0].id;
        library.set_rating(id, 3).unwrap();
        library.set_like(id, Like::Disliked).unwrap();
        let unwritten = library.unwritten().unwrap();
        assert_eq!(unwritten[0].rated, Rated { stars: 3, like: Like::Disliked });
        write(&unwritten[0].path, unwritten[0].rated).unwrap();
        library.record_written(id, unwritten[0].rated).unwrap();
        assert_eq!(library.unwritten().unwrap(), []);
        library.import(&[folder.path().to_path_buf()], |_| {}).unwrap();
        let track = library.track(id).unwrap().unwrap();
        assert_eq!((track.rating, track.tags.rating, track.like), (3, Some(3), Like::Disliked));
        assert_eq!(library.unwritten().unwrap(), []);
    }
}
