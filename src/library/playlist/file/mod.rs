//! Playlists as files: M3U, M3U8 and XSPF.
//!
//! Reading is generous. A track is looked for by its path in every way it can be meant, then by the end of its path, then by
//! what the file says about it; what is not found is reported and never an error.

mod location;
mod m3u;
mod resolve;
mod xspf;

use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use rusqlite::Connection;

use crate::library::query::tracks_of;
use crate::library::track::{Track, TrackId};
use crate::library::{Library, LibraryError, Reader};

/// The largest file read, in bytes: a list of a million tracks.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What a file says.
#[derive(Debug, Default)]
struct Listing {
    /// The list's name.
    name: Option<String>,
    /// Its tracks.
    entries: Vec<Entry>,
    /// How the bytes of its locations may be meant, the likeliest first.
    encodings: Vec<&'static Encoding>,
}

/// A track as the file tells it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Entry {
    /// Line of the file, or number of the track.
    number: usize,
    /// Where it lies, as written.
    location: Vec<u8>,
    artist: Option<String>,
    title: Option<String>,
    length_secs: Option<f64>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The file.
    pub path: PathBuf,
    /// The list's name: as the file says, else the file's name.
    pub name: String,
    /// The tracks found, in their order.
    pub tracks: Vec<TrackId>,
    /// How many of them were recognised by name only: the path leads elsewhere.
    pub by_name: usize,
    /// What was not found.
    pub missing: Vec<MissingEntry>,
}

/// A track of the file that the library does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEntry {
    /// Line of the file (M3U), or number of the track (XSPF).
    pub number: usize,
    /// Where it should be, as written.
    pub location: String,
    /// Why it was not found, in words.
    pub reason: String,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of paths.
    M3u,
    /// XML, <https://xspf.org/spec>.
    Xspf,
}

impl Format {
    /// The form a file's ending stands for.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "m3u" | "m3u8" => Some(Self::M3u),
            "xspf" => Some(Self::Xspf),
            _ => None,
        }
    }
}

/// How paths are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paths {
    /// As seen from the playlist, so that both can be moved together.
    #[default]
    Relative,
    /// From the root.
    Absolute,
}

impl Library {
    /// Reads a file and finds its tracks; makes no playlist yet.
    ///
    /// # Errors
    /// [`LibraryError::PlaylistFile`] for a file that cannot be read or is no playlist, or what SQLite said.
    pub fn read_playlist(&self, path: &Path) -> Result<Imported, LibraryError> {
        read(&self.connection, path)
    }

    /// Writes tracks to a file, in place of an older one only when all is written.
    ///
    /// # Errors
    /// [`LibraryError::PlaylistFile`], or what SQLite said.
    pub fn write_playlist(
        &self,
        file: &Path,
        name: &str,
        tracks: &[TrackId],
        paths: Paths,
    ) -> Result<(), LibraryError> {
        write(&self.connection, file, name, tracks, paths)
    }
}

impl Reader {
    /// As [`Library::read_playlist`].
    ///
    /// # Errors
    /// The same.
    pub fn read_playlist(&self, path: &Path) -> Result<Imported, LibraryError> {
        read(&self.connection, path)
    }

    /// As [`Library::write_playlist`].
    ///
    /// # Errors
    /// The same.
    pub fn write_playlist(
        &self,
        file: &Path,
        name: &str,
        tracks: &[TrackId],
        paths: Paths,
    ) -> Result<(), LibraryError> {
        write(&self.connection, file, name, tracks, paths)
    }
}

fn failed(path: &Path, reason: impl std::fmt::Display) -> LibraryError {
    LibraryError::PlaylistFile { path: path.to_path_buf(), reason: reason.to_string() }
}

fn read(connection: &Connection, path: &Path) -> Result<Imported, LibraryError> {
    let size = std::fs::metadata(path).map_err(|e| failed(path, e))?.len();
    if size > LARGEST {
        return Err(failed(path, "this is too large for a playlist"));
    }
    let bytes = std::fs::read(path).map_err(|e| failed(path, e))?;
    let looks_like_xml =
        bytes.iter().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii()) == Some(&b'<');
    let listing = match Format::of(path) {
        Some(Format::M3u) => m3u::read(&bytes),
        Some(Format::Xspf) => xspf::read(&bytes).map_err(|reason| failed(path, reason))?,
        None if looks_like_xml => xspf::read(&bytes).map_err(|reason| failed(path, reason))?,
        None if bytes.starts_with(b"#EXTM3U") => m3u::read(&bytes),
        None => return Err(failed(path, "this is no playlist; Mien reads M3U, M3U8 and XSPF")),
    };
    let absolute = std::path::absolute(path).map_err(|e| failed(path, e))?;
    let folder = absolute.parent().unwrap_or(Path::new("/"));
    let found = resolve::resolve(connection, &listing, folder)?;
    let stem = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = listing.name.filter(|name| !name.trim().is_empty()).or_else(stem);
    Ok(Imported {
        path: path.to_path_buf(),
        name: name.unwrap_or_else(|| "Playlist".to_owned()),
        tracks: found.tracks,
        by_name: found.by_name,
        missing: found.missing,
    })
}

fn write(
    connection: &Connection,
    file: &Path,
    name: &str,
    tracks: &[TrackId],
    paths: Paths,
) -> Result<(), LibraryError> {
    let format = Format::of(file)
        .ok_or_else(|| failed(file, "the ending tells the format: use .m3u8, .m3u or .xspf"))?;
    let absolute = std::path::absolute(file).map_err(|e| failed(file, e))?;
    let folder = absolute.parent().unwrap_or(Path::new("/"));
    // The library keeps paths with their links resolved.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let tracks: Vec<(PathBuf, Track)> = tracks_of(connection, tracks.iter())?
        .into_iter()
        .map(|track| (written_path(&track.path, &folder, paths), track))
        .collect();
    let text = match format {
        Format::M3u => m3u::write(name, &tracks),
        Format::Xspf => xspf::write(name, &tracks),
    };
    crate::paths::write_atomically(file, text.as_bytes()).map_err(|e| failed(file, e))
}

fn written_path(path: &Path, folder: &Path, paths: Paths) -> PathBuf {
    match paths {
        Paths::Relative => location::relative(path, folder).unwrap_or_else(|| path.to_path_buf()),
        Paths::Absolute => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests;
