//! Changes put together until there is a pause, so that a copied album is looked at once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A change is told when nothing more happened for this long …
const PAUSE: Duration = Duration::from_millis(250);
/// … and after this long in any case.
const LONGEST: Duration = Duration::from_secs(1);
/// With more files than this, their folders are told.
const MOST_FILES: usize = 500;
/// With more folders than this, everything is.
const MOST_FOLDERS: usize = 500;

/// The changes so far.
#[derive(Debug, Default)]
pub struct Pending {
    paths: BTreeSet<PathBuf>,
    /// Folders with so many changes that these are not told one by one.
    folders: BTreeSet<PathBuf>,
    since: Option<Since>,
}

#[derive(Clone, Copy, Debug)]
struct Since {
    first: Instant,
    last: Instant,
}

impl Pending {
    /// Adds changed paths.
    pub fn add(&mut self, paths: Vec<PathBuf>) {
        if paths.is_empty() {
            return;
        }
        let now = Instant::now();
        let first = self.since.map_or(now, |since| since.first);
        self.since = Some(Since { first, last: now });
        self.paths.extend(paths.into_iter().filter(|path| !self.folders.contains(&parent(path))));
        if self.paths.len() > MOST_FILES {
            self.folders.extend(std::mem::take(&mut self.paths).iter().map(|path| parent(path)));
        }
    }

    /// When the changes are to be told; `None` without any.
    pub fn due(&self) -> Option<Instant> {
        self.since.map(|since| (since.last + PAUSE).min(since.first + LONGEST))
    }

    /// The changed paths, none below another, when it is time.
    pub fn take_if_due<'a>(&mut self, roots: impl Iterator<Item = &'a PathBuf>) -> Option<Vec<PathBuf>> {
        let due = self.due()?;
        if Instant::now() < due {
            return None;
        }
        self.since = None;
        let mut all = std::mem::take(&mut self.paths);
        all.append(&mut self.folders);
        let mut paths: Vec<PathBuf> = all.into_iter().collect();
        paths.dedup_by(|below, above| below.starts_with(above));
        let roots: Vec<&PathBuf> = roots.collect();
        if paths.len() > MOST_FOLDERS {
            paths = roots.iter().copied().cloned().collect();
        }
        // Nothing above or beside what is watched is looked at.
        let mut inside: Vec<PathBuf> = paths
            .into_iter()
            .flat_map(|path| match roots.iter().find(|root| path.starts_with(root)) {
                Some(_) => vec![path],
                None => {
                    roots.iter().filter(|root| root.starts_with(&path)).map(|root| (*root).clone()).collect()
                }
            })
            .collect();
        inside.sort();
        inside.dedup_by(|below, above| below.starts_with(above));
        (!inside.is_empty()).then_some(inside)
    }
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(mut pending: Pending, roots: &[&str]) -> Option<Vec<PathBuf>> {
        pending.since =
            pending.since.map(|since| Since { first: since.first.checked_sub(LONGEST).unwrap(), ..since });
        let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
        pending.take_if_due(roots.iter())
    }

    fn pending(paths: impl IntoIterator<Item = String>) -> Pending {
        let mut pending = Pending::default();
        for path in paths {
            pending.add(vec![PathBuf::from(path)]);
        }
        pending
    }

    #[test]
    fn what_lies_below_another_change_is_told_once() {
        let changes = pending(["/m/a", "/m/a/1.mp3", "/m/b/2.mp3", "/other/3.mp3"].map(str::to_owned));
        assert_eq!(taken(changes, &["/m"]), Some(vec!["/m/a".into(), "/m/b/2.mp3".into()]));
    }

    #[test]
    fn many_files_become_their_folder() {
        let changes = pending((0..10_000).map(|i| format!("/m/album/{i}.mp3")));
        assert!(changes.paths.len() <= MOST_FILES + 1);
        let told = taken(changes, &["/m"]).unwrap();
        assert!(told.contains(&PathBuf::from("/m/album")), "{told:?}");
        assert!(told.len() <= MOST_FILES);
    }

    #[test]
    fn a_change_of_the_folder_around_is_one_of_the_watched_folder() {
        assert_eq!(
            taken(pending(["/".to_owned()]), &["/m/a", "/m/b"]),
            Some(vec!["/m/a".into(), "/m/b".into()])
        );
    }

    #[test]
    fn nothing_is_told_before_there_is_a_pause() {
        let mut changes = pending(["/m/a.mp3".to_owned()]);
        assert!(changes.due().is_some_and(|due| due > Instant::now()));
        assert_eq!(changes.take_if_due([PathBuf::from("/m")].iter()), None);
    }
}
