//! The slow half of an import: walks folders and reads files on threads of its own. Knows no SQL; what it found goes out in
//! batches, and `Library::apply` writes them.

mod collect;
mod known;
mod loose;
mod read;
mod walk;

pub use known::{KnownFile, KnownFiles};
pub use loose::{files_below, read_loose};
pub use read::ReadFile;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::cover::CoverFolders;
use super::{FailedFile, LibraryError, TrackId};
use collect::Collector;
use read::Outcome;
use walk::Met;

/// Paths and results that wait between the threads.
const WAITING: usize = 512;

/// How far a scan has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files looked at.
    pub done: usize,
    /// Files found.
    pub found: usize,
    /// The walk is over, `found` is final.
    pub walked: bool,
}

/// A part of what a scan found, to be written in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScanBatch {
    /// Number of files that are as they were.
    pub unchanged: usize,
    /// Tracks among those whose file was missing at the last look.
    pub returned: Vec<TrackId>,
    /// Files that are new or changed.
    pub read: Vec<ReadFile>,
    /// Files that look like music and cannot be read.
    pub failed: Vec<FailedFile>,
    /// How far the scan is.
    pub progress: Progress,
    /// The last batch of the scan.
    pub end: Option<ScanEnd>,
}

impl ScanBatch {
    fn len(&self) -> usize {
        self.unchanged + self.read.len() + self.failed.len()
    }
}

/// How a scan ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScanEnd {
    /// The folders that were walked.
    pub folders: Vec<PathBuf>,
    /// Tracks below them whose file is gone, with the path it had; empty when the scan was cancelled.
    pub gone: Vec<(TrackId, PathBuf)>,
    /// It was stopped before its end.
    pub cancelled: bool,
    /// Wall time.
    pub seconds: f64,
}

/// A scan under way. Dropping it stops it; batches sent so far stand.
#[derive(Debug)]
pub struct Scan {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// Counters between the threads of one scan.
#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    found: AtomicUsize,
    walked: AtomicBool,
}

impl Shared {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// The folders as they are on disk, without those below another of the list.
///
/// # Errors
/// [`LibraryError::Folder`] for the first that is not there or cannot be read.
pub fn check_folders(folders: &[PathBuf]) -> Result<Vec<PathBuf>, LibraryError> {
    let real = |path: &PathBuf| {
        let failed = |source| LibraryError::Folder { path: path.clone(), source };
        // One place has one name, so that "music" and "./music" are the same tracks.
        let real = path.canonicalize().map_err(failed)?;
        if real.is_dir() {
            std::fs::read_dir(&real).map_err(failed)?;
        }
        Ok(real)
    };
    let mut roots = folders.iter().map(real).collect::<Result<Vec<_>, LibraryError>>()?;
    roots.sort();
    roots.dedup_by(|below, above| below.starts_with(above));
    Ok(roots)
}

impl Scan {
    /// Starts to look at folders (or single files). Each batch is handed to `deliver` on the scan's thread; all must arrive, so
    /// `deliver` may block, and `Break` stops the scan. The last batch has an `end`, unless `deliver` broke off.
    ///
    /// # Errors
    /// [`LibraryError::Folder`] for a folder that is not there, before anything is read.
    pub fn start(
        folders: &[PathBuf],
        known: KnownFiles,
        deliver: impl FnMut(ScanBatch) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Self, LibraryError> {
        let folders = check_folders(folders)?;
        let shared = Arc::new(Shared::default());
        let for_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("scan".to_owned())
            .spawn(move || run(folders, &known, &for_thread, deliver))
            .map_err(|e| LibraryError::Scan(e.to_string()))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Asks it to stop; the last batch says that it was cancelled.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Waits for its end. Whoever receives the batches must go on doing so meanwhile.
    pub fn join(mut self) {
        if let Some(Err(_)) = self.thread.take().map(JoinHandle::join) {
            log::error!("the scan thread ended badly");
        }
    }
}

impl Drop for Scan {
    fn drop(&mut self) {
        // Not joined: the thread may wait for a receiver that is being dropped with us.
        if self.thread.is_some() {
            self.cancel();
        }
    }
}

fn run(
    folders: Vec<PathBuf>,
    known: &KnownFiles,
    shared: &Shared,
    mut deliver: impl FnMut(ScanBatch) -> ControlFlow<()>,
) {
    let start = Instant::now();
    // All must arrive: a full channel makes the walk and the readers wait.
    let (met_tx, met_rx) = bounded(WAITING);
    let (outcome_tx, outcome_rx) = bounded(WAITING);
    let readers = thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    let mut collector = Collector::new(known, shared);
    let finished = thread::scope(|scope| {
        let roots = &folders;
        let walker = move || walk_all(roots, shared, &met_tx);
        let spawned = thread::Builder::new().name("scan-walk".to_owned()).spawn_scoped(scope, walker);
        let mut errors: Vec<std::io::Error> = spawned.err().into_iter().collect();
        for i in 0..readers {
            let (met, outcomes) = (met_rx.clone(), outcome_tx.clone());
            let reader = move || read_all(&met, known, shared, &outcomes);
            let spawned = thread::Builder::new().name(format!("scan-read-{i}")).spawn_scoped(scope, reader);
            errors.extend(spawned.err());
        }
        drop((met_rx, outcome_tx));
        if let Some(error) = errors.first() {
            collector.fail(
                folders.first().cloned().unwrap_or_default(),
                format!("No thread to read with: {error}."),
            );
            shared.cancelled.store(true, Ordering::Relaxed);
        }
        let finished = collector.collect(&outcome_rx, &mut deliver);
        // Readers and walker see this when they next send, and end.
        drop(outcome_rx);
        finished
    });
    if finished.is_continue() {
        let _last = deliver(collector.end(folders, start));
    }
}

fn walk_all(folders: &[PathBuf], shared: &Shared, met: &Sender<Met>) {
    for item in folders.iter().flat_map(|folder| walk::walk(folder)) {
        if shared.is_cancelled() {
            break;
        }
        shared.found.fetch_add(1, Ordering::Relaxed);
        if met.send(item).is_err() {
            break;
        }
    }
    shared.walked.store(true, Ordering::Relaxed);
}

fn read_all(met: &Receiver<Met>, known: &KnownFiles, shared: &Shared, outcomes: &Sender<Outcome>) {
    let mut covers = CoverFolders::default();
    for item in met {
        if shared.is_cancelled() {
            break;
        }
        let outcome = match item {
            Met::Music(path) => read::look_at(path, known, &mut covers),
            Met::Failed(failed) => Outcome::Failed { known: known.find(&failed.path), failed },
        };
        if outcomes.send(outcome).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::wav;

    fn scan(folder: &std::path::Path) -> Vec<ScanBatch> {
        let (tx, rx) = bounded(1);
        let deliver = move |batch| {
            if tx.send(batch).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let scan = Scan::start(&[folder.to_path_buf()], KnownFiles::default(), deliver).unwrap();
        let batches = rx.iter().collect();
        scan.join();
        batches
    }

    #[test]
    fn every_file_arrives_and_the_last_batch_ends_the_scan() {
        let folder = tempfile::tempdir().unwrap();
        for i in 0..600 {
            wav::write(&folder.path().join(format!("{i}.wav")), i);
        }
        let batches = scan(folder.path());
        assert_eq!(batches.iter().map(|b| b.read.len()).sum::<usize>(), 600);
        let last = batches.last().unwrap();
        assert_eq!(last.progress, Progress { done: 600, found: 600, walked: true });
        assert!(batches.iter().filter(|b| b.end.is_some()).count() == 1 && last.end.is_some());
    }

    #[test]
    fn a_receiver_that_goes_away_stops_the_scan() {
        let folder = tempfile::tempdir().unwrap();
        for i in 0..2000 {
            std::fs::write(folder.path().join(format!("{i}.mp3")), "no music").unwrap();
        }
        let (tx, rx) = bounded(1);
        let deliver = move |batch: ScanBatch| {
            if tx.send(batch).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let scan = Scan::start(&[folder.path().to_path_buf()], KnownFiles::default(), deliver).unwrap();
        drop(rx);
        scan.join();
    }

    #[test]
    fn a_missing_folder_is_named_before_anything_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("nowhere");
        let error = check_folders(&[folder.path().to_path_buf(), nowhere]).unwrap_err().to_string();
        assert!(error.contains("nowhere"), "{error}");
    }

    #[test]
    fn a_folder_inside_another_is_walked_once() {
        let folder = tempfile::tempdir().unwrap();
        let sub = folder.path().join("sub");
        std::fs::create_dir(&sub).unwrap();
        let roots = check_folders(&[sub, folder.path().join(".")]).unwrap();
        assert_eq!(roots, [folder.path().canonicalize().unwrap()]);
    }
}
