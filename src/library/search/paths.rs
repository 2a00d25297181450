//! The paths of all files, folded, close together in memory: made when a query first asks for one.
//!
//! A path is kept as its folder, once for all files in it, and its name. The names lie in one text, so that looking for a
//! part of a name is one pass over it.

use memchr::memmem;
use rusqlite::Connection;

use super::fold;
use crate::library::LibraryError;

/// Stands between the names; no path holds it.
const BETWEEN: char = '\0';

const ALL: &str = "SELECT id, path FROM track ORDER BY path";

/// Folded paths.
#[derive(Debug, Default)]
pub struct Paths {
    /// Folders with the separator at their end.
    folders: Vec<String>,
    /// All names, [`BETWEEN`] after each.
    names: String,
    files: Vec<File>,
}

/// A file of the library.
#[derive(Clone, Copy, Debug)]
struct File {
    /// Where its name begins.
    name: u32,
    folder: u32,
    /// The position of its row.
    position: u32,
}

impl Paths {
    /// Reads the paths; `position` tells where the row of a track is.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn read(
        connection: &Connection,
        position: impl Fn(i64) -> Option<usize>,
    ) -> Result<Self, LibraryError> {
        let mut paths = Self::default();
        // Nothing but these two columns is asked for, so that SQLite reads the index of the paths alone, which holds them
        // folder by folder; `paths_are_read_from_their_index_alone` sees to it.
        let mut statement = connection.prepare_cached(ALL)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(position) = position(row.get(0)?) {
                let path = String::from_utf8_lossy(row.get_ref(1)?.as_bytes()?);
                paths.push(&path, position as u32);
            }
        }
        Ok(paths)
    }

    fn push(&mut self, path: &str, position: u32) {
        let path = fold::fold(path);
        let (folder, name) = path.split_at(path.rfind(SEPARATORS).map_or(0, |at| at + 1));
        if self.folders.last().is_none_or(|last| last != folder) {
            self.folders.push(folder.to_owned());
        }
        let file = File { name: self.names.len() as u32, folder: self.folders.len() as u32 - 1, position };
        self.files.push(file);
        self.names.push_str(name);
        self.names.push(BETWEEN);
    }

    /// Tells the rows whose path holds `part`, which is folded.
    pub fn holding(&self, part: &str, mut found: impl FnMut(usize)) {
        if part.contains(BETWEEN) {
            return;
        }
        let (head, tail) = part.split_at(part.rfind(SEPARATORS).map_or(0, |at| at + 1));
        let finder = memmem::Finder::new(part);
        let in_folder: Vec<bool> =
            self.folders.iter().map(|folder| finder.find(folder.as_bytes()).is_some()).collect();
        let ends: Vec<bool> =
            self.folders.iter().map(|folder| !head.is_empty() && folder.ends_with(head)).collect();
        for file in &self.files {
            let folder = file.folder as usize;
            let across = ends[folder] && self.names[file.name as usize..].starts_with(tail);
            if in_folder[folder] || across {
                found(file.position as usize);
            }
        }
        // Hits come in the order of the files. One in a name is enough.
        let (mut from, mut next) = (0, 0);
        while let Some(hit) = finder.find(&self.names.as_bytes()[from..]) {
            while self.files.get(next).is_some_and(|file| file.name as usize <= from + hit) {
                next += 1;
            }
            found(self.files[next - 1].position as usize);
            let Some(after) = self.files.get(next) else { break };
            from = after.name as usize;
        }
    }

    /// Tells the rows of the files that lie in `folder` itself, which is folded and without a separator at its end.
    pub fn directly_in(&self, folder: &str, mut found: impl FnMut(usize)) {
        let is_it: Vec<bool> = self
            .folders
            .iter()
            .map(|known| known.strip_suffix(SEPARATORS).unwrap_or(known) == folder)
            .collect();
        for file in self.files.iter().filter(|file| is_it[file.folder as usize]) {
            found(file.position as usize);
        }
    }
}

const SEPARATORS: [char; 2] = ['/', '\\'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::connection;

    const FILES: [&str; 4] = ["/m/Rock/one.flac", "/m/Rock/Two.mp3", "/m/Étoile/one.ogg", "three.wav"];

    fn paths() -> Paths {
        let mut paths = Paths::default();
        for (position, path) in FILES.iter().enumerate() {
            paths.push(path, position as u32);
        }
        paths
    }

    fn holding(part: &str) -> Vec<usize> {
        let mut found = Vec::new();
        paths().holding(part, |position| found.push(position));
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn a_part_is_found_in_folders_in_names_and_across_both() {
        assert_eq!(holding("rock"), [0, 1]);
        assert_eq!(holding("one"), [0, 2]);
        assert_eq!(holding("k/t"), [1]);
        assert_eq!(holding("etoile/one.ogg"), [2]);
        assert_eq!(holding("/m/"), [0, 1, 2]);
        assert_eq!(holding("three.wav"), [3]);
        assert!(holding("flactwo").is_empty(), "names do not run into each other");
        assert!(holding("flac\0two").is_empty());
    }

    #[test]
    fn a_folder_is_the_one_named_and_none_below() {
        let mut found = Vec::new();
        paths().directly_in("/m/rock", |position| found.push(position));
        assert_eq!(found, [0, 1]);
        paths().directly_in("/m", |position| panic!("{position}"));
    }

    #[test]
    fn paths_are_read_from_their_index_alone() {
        let connection = connection::in_memory(connection::MIGRATIONS).unwrap();
        let plan: String =
            connection.query_row(&format!("EXPLAIN QUERY PLAN {ALL}"), [], |row| row.get(3)).unwrap();
        assert!(plan.contains("USING COVERING INDEX"), "{plan}");
    }
}
