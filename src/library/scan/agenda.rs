//! What a scan has still to do: folders to list, files to read, links to follow. Owned by the scan's own thread.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::path::PathBuf;

use super::FailedFile;
use super::list::{FolderId, Listing, Target};

/// Files of a piece of work: large enough to cost no waiting, small enough to spread a folder of any size over all readers.
const PIECE: usize = 32;
/// Files that may wait before folders do, so that a library of any size costs little memory.
const MOST_WAITING: usize = 200_000 / PIECE;

/// A piece of work for a reader.
#[derive(Debug)]
pub enum Job {
    /// List this folder.
    List(PathBuf),
    /// Look at these files.
    Read(Vec<Target>),
}

/// The pieces of work that wait.
#[derive(Debug, Default)]
pub struct Agenda {
    folders: Vec<PathBuf>,
    reads: VecDeque<Vec<Target>>,
    /// Links to folders come last and one at a time, so that a folder keeps its own name where it has one.
    links: BTreeSet<PathBuf>,
    visited: HashSet<FolderId>,
    /// Pieces of work given out.
    under_way: usize,
}

impl Agenda {
    /// Begins with these folders or files.
    pub fn new(mut roots: Vec<PathBuf>) -> Self {
        // Taken from the end.
        roots.reverse();
        Self { folders: roots, ..Self::default() }
    }

    /// Is there something to give out now?
    pub fn has_next(&self) -> bool {
        !self.folders.is_empty() || !self.reads.is_empty() || (self.under_way == 0 && !self.links.is_empty())
    }

    /// The next piece of work; [`Agenda::done`] is told when it is done.
    pub fn next(&mut self) -> Option<Job> {
        let few_wait = self.reads.len() < MOST_WAITING;
        let folder = if few_wait { self.folders.pop() } else { None };
        let job = folder
            .map(Job::List)
            .or_else(|| self.reads.pop_front().map(Job::Read))
            .or_else(|| self.folders.pop().map(Job::List))
            .or_else(|| if self.under_way == 0 { self.links.pop_first().map(Job::List) } else { None })?;
        self.under_way += 1;
        Some(job)
    }

    /// A piece of work came back.
    pub const fn done(&mut self) {
        self.under_way -= 1;
    }

    /// Nothing waits and nothing is under way.
    pub fn is_over(&self) -> bool {
        self.under_way == 0 && !self.has_next()
    }

    /// All folders are known.
    pub fn is_walked(&self) -> bool {
        self.folders.is_empty() && self.links.is_empty()
    }

    /// Takes what lies in a folder, unless the folder was met before under another name. Gives the number of files, and what
    /// cannot be read of them.
    pub fn add(&mut self, listing: Listing) -> (usize, Vec<FailedFile>) {
        if listing.id.is_some_and(|id| !self.visited.insert(id)) {
            return (0, Vec::new());
        }
        self.folders.extend(listing.folders);
        self.links.extend(listing.links);
        let count = listing.targets.len();
        let mut targets = listing.targets.into_iter();
        loop {
            let piece: Vec<Target> = targets.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                return (count, listing.failed);
            }
            self.reads.push_back(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::scan::list::list;

    /// All files that are met, in order, by one worker.
    fn walk(root: &std::path::Path) -> Vec<String> {
        let mut agenda = Agenda::new(vec![root.to_path_buf()]);
        let mut met = Vec::new();
        while let Some(job) = agenda.next() {
            match job {
                Job::List(folder) => {
                    agenda.add(list(folder));
                }
                Job::Read(targets) => met.extend(
                    targets.iter().map(|t| t.path.strip_prefix(root).unwrap().to_string_lossy().into_owned()),
                ),
            }
            agenda.done();
        }
        assert!(agenda.is_over() && agenda.is_walked());
        met.sort();
        met
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_end_and_each_folder_is_walked_once_under_its_own_name() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.join("z/deep")).unwrap();
        for path in [root.join("z/deep/a.mp3"), elsewhere.path().join("b.mp3")] {
            std::fs::write(path, "x").unwrap();
        }
        symlink(&root, root.join("loop")).unwrap();
        symlink(root.join("z"), root.join("a link to z")).unwrap();
        symlink(elsewhere.path(), root.join("linked")).unwrap();
        symlink(elsewhere.path(), root.join("linked again")).unwrap();
        assert_eq!(walk(&root), ["linked/b.mp3", "z/deep/a.mp3"]);
    }

    #[test]
    fn a_large_folder_is_spread_over_many_pieces() {
        let folder = tempfile::tempdir().unwrap();
        for i in 0..100 {
            std::fs::write(folder.path().join(format!("{i:03}.mp3")), "x").unwrap();
        }
        let mut agenda = Agenda::new(Vec::new());
        assert_eq!(agenda.add(list(folder.path().to_path_buf())), (100, Vec::new()));
        assert!((4..=100).contains(&agenda.reads.len()));
        assert_eq!(walk(folder.path()).len(), 100);
    }
}
