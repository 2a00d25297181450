//! What was going on when the last run ended: kept in `session.toml`, taken up again by the next run.
//!
//! A file that is damaged, or was written by a newer Mien, is left aside without a word: it only costs the queue.
//!
//! While a track plays nothing changes but the [`Place`] in it. That has a small file of its own, `position.toml`, which is
//! overwritten in place and not waited for, so that no list of thousands of tracks is written anew every few seconds. Where
//! it is lost the track goes on where the session was kept last.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::queue::{List, Repeat};
use crate::affect::Affect;
use crate::library::TrackId;
use crate::paths::{Paths, write_atomically};

/// The layout of the file; raised when a field changes its meaning.
const SCHEMA: u32 = 1;

/// Queue, track and position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The user's list.
    pub list: List,
    /// What played or was paused.
    pub current: Option<Current>,
    /// A number that no other session kept here has: by it a [`Place`] is known to belong to this one.
    pub number: u64,
}

/// Where in its track a session is by now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// [`Session::number`].
    pub session: u64,
    /// Where in the track, seconds.
    pub position: f64,
}

/// The track that was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Current {
    /// The track's number in the library.
    pub track: i64,
    /// Where in it, seconds.
    pub position: f64,
    /// Was it paused?
    pub paused: bool,
    /// Is it the one the list gave out last? Otherwise the DJ chose it.
    pub listed: bool,
    /// Why it was chosen.
    pub reason: String,
    /// The point on the plane that was aimed at.
    pub target: Option<Affect>,
}

/// The file's layout.
#[derive(Serialize, Deserialize)]
struct Document {
    schema: u32,
    #[serde(default)]
    number: u64,
    #[serde(default)]
    shuffle: bool,
    #[serde(default)]
    repeat: Repeat,
    /// Tracks of the list that were played.
    #[serde(default)]
    given: usize,
    /// Numbers of the tracks.
    #[serde(default)]
    tracks: Vec<i64>,
    /// Their places in the order without shuffle.
    #[serde(default)]
    places: Vec<u64>,
    current: Option<Current>,
}

impl Session {
    /// Reads what was kept; nothing when it is missing or cannot be used.
    pub fn load(paths: &Paths) -> Option<Self> {
        let text = match std::fs::read_to_string(paths.session()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                log::warn!("the last session cannot be read: {error}");
                return None;
            }
        };
        let parsed = Self::parse(&text);
        let mut session =
            parsed.inspect_err(|error| log::warn!("the last session cannot be used: {error}")).ok()?;
        let place = Place::load(&paths.position()).filter(|place| place.session == session.number);
        if let (Some(current), Some(place)) = (&mut session.current, place) {
            current.position = place.position;
        }
        Some(session)
    }

    /// Writes the file so that a crash cannot damage it.
    ///
    /// # Errors
    /// What the system said.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        write_atomically(path, self.to_toml().map_err(io::Error::other)?.as_bytes())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let document: Document = toml::from_str(text).map_err(|error| error.to_string())?;
        if document.schema != SCHEMA {
            return Err(format!("layout {} is not known", document.schema));
        }
        let places = document.places.into_iter().chain(std::iter::repeat(u64::MAX));
        // Tracks outside the library have negative numbers, which mean nothing to another run.
        let lasting = |id: &i64| *id >= 0;
        let given = document.tracks.iter().take(document.given).filter(|id| lasting(id)).count();
        let numbered = document.tracks.into_iter().zip(places);
        let tracks = numbered.filter(|(id, _)| lasting(id)).map(|(id, place)| (TrackId(id), place)).collect();
        let current =
            document.current.filter(|current| lasting(&current.track) && is_position(current.position));
        let Document { shuffle, repeat, number, .. } = document;
        Ok(Self { list: List { tracks, given, shuffle, repeat }, current, number })
    }

    fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let List { tracks, given, shuffle, repeat } = &self.list;
        toml::to_string(&Document {
            schema: SCHEMA,
            number: self.number,
            shuffle: *shuffle,
            repeat: *repeat,
            given: *given,
            tracks: tracks.iter().map(|(id, _)| id.0).collect(),
            places: tracks.iter().map(|(_, place)| *place).collect(),
            current: self.current.clone(),
        })
    }
}

impl Place {
    /// The file has always this size, bytes: what is written covers what was there.
    const SIZE: usize = 80;

    /// Writes over the file, without waiting for the disk.
    ///
    /// # Errors
    /// What the system said.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        let mut file = std::fs::File::options().write(true).create(true).truncate(false).open(path)?;
        file.write_all(format!("{text:<size$}", size = Self::SIZE).as_bytes())
    }

    fn load(path: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        toml::from_str(&text).ok().filter(|place: &Self| is_position(place.position))
    }
}

fn is_position(seconds: f64) -> bool {
    Duration::try_from_secs_f64(seconds).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session {
            list: List {
                tracks: vec![(TrackId(7), 1), (TrackId(3), 0)],
                given: 1,
                shuffle: true,
                repeat: Repeat::All,
            },
            current: Some(Current {
                track: 7,
                position: 12.25,
                paused: true,
                listed: true,
                reason: "You chose \"this\".\n".to_owned(),
                target: Some(Affect::new(0.5, -0.25)),
            }),
            number: 1_795_379_112_345,
        }
    }

    #[test]
    fn a_session_survives_the_file() {
        for session in [session(), Session::default()] {
            assert_eq!(Session::parse(&session.to_toml().unwrap()), Ok(session));
        }
    }

    #[test]
    fn a_damaged_or_newer_file_is_left_aside() {
        let text = session().to_toml().unwrap();
        for bad in ["", "schema = 2", &text[..text.len() - 9], &text.replace("schema = 1", "schema = 9")] {
            assert!(Session::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn tracks_outside_the_library_do_not_last() {
        let mut session = session();
        session.list.tracks[0].0 = TrackId(-1);
        session.current.as_mut().unwrap().track = -1;
        let read = Session::parse(&session.to_toml().unwrap()).unwrap();
        assert_eq!((read.list.tracks, read.list.given, read.current), (vec![(TrackId(3), 0)], 0, None));
    }

    #[test]
    fn an_impossible_position_costs_only_the_track() {
        let text = session().to_toml().unwrap().replace("12.25", "-3.0");
        let read = Session::parse(&text).unwrap();
        assert_eq!((read.list, read.current), (session().list, None));
    }

    fn kept(session: &Session, place: &str) -> f64 {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::open(Some(folder.path())).unwrap();
        session.save(&paths.session()).unwrap();
        std::fs::write(paths.position(), place).unwrap();
        Session::load(&paths).unwrap().current.unwrap().position
    }

    #[test]
    fn the_place_counts_for_its_own_session_only() {
        let session = session();
        let number = session.number;
        assert!((kept(&session, &format!("session = {number}\nposition = 61.5\n")) - 61.5).abs() < 1e-9);
        for other in [
            String::new(),
            format!("session = {}\nposition = 61.5\n", number - 1),
            format!("session = {number}\nposition = -61.5\n"),
            format!("session = {number}\nposition = nan\n"),
            format!("session = {number}\nposi"),
        ] {
            assert!((kept(&session, &other) - 12.25).abs() < 1e-9, "{other}");
        }
    }

    #[test]
    fn a_place_covers_a_longer_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("position.toml");
        for (session, position) in [(i64::MAX.unsigned_abs(), 1.0 / 3.0 + 1e9), (7, 2.0)] {
            let place = Place { session, position };
            place.save(&path).unwrap();
            assert_eq!(Place::load(&path), Some(place));
            assert_eq!(std::fs::metadata(&path).unwrap().len(), Place::SIZE as u64);
        }
    }
}
