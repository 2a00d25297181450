//! The slow half of an import: walks folders and reads files on threads of its own. Knows no SQL; what it found goes out in
//! batches, and `Library::apply` writes them.

mod agenda;
mod collect;
mod known;
mod list;
mod loose;
mod read;

pub use known::{Former, KnownFile, KnownFiles, Membership};
pub use list::may_matter;
pub use loose::{files_below, read_loose};
pub use read::ReadFile;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded, select};

use super::{FailedFile, LibraryError, TrackId};
use agenda::{Agenda, Job};
use collect::Collector;
use list::{Listing, list};
use read::{Looker, Outcome};

/// Pieces of work that wait for a reader, and that come back.
const WAITING: usize = 64;

/// What is looked at, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Folders or single files.
    pub roots: Vec<PathBuf>,
    /// Why.
    pub purpose: Purpose,
    /// Files of a batch: how much a transaction writes at once.
    pub batch: usize,
}

/// Why a scan looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The user adds these folders: they must be there, and are remembered.
    Import,
    /// To see what became of them: those that are gone mark their tracks as missing.
    Look,
    /// The folder that was here is now the only root: its files are known again by their place in it, without being read.
    Locate {
        /// Where it was.
        from: PathBuf,
    },
}

/// Fetches what the library knows, on the thread of the scan.
pub type FetchKnown = Box<dyn FnOnce() -> Result<KnownFiles, LibraryError> + Send>;

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
    /// Tracks of files that are as they were, and that are part of the library again because the user imported them again.
    pub rejoined: Vec<TrackId>,
    /// Tracks whose folder was found again somewhere else.
    pub relocated: Vec<Relocated>,
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
        self.unchanged + self.rejoined.len() + self.relocated.len() + self.read.len() + self.failed.len()
    }

    /// Is there something to write?
    pub const fn changes_nothing(&self) -> bool {
        self.returned.is_empty()
            && self.rejoined.is_empty()
            && self.relocated.is_empty()
            && self.read.is_empty()
            && self.end.is_none()
    }
}

/// A track whose file lies somewhere else now, and is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relocated {
    /// The track.
    pub id: TrackId,
    /// Where it was.
    pub from: PathBuf,
    /// Where it is.
    pub to: PathBuf,
}

/// How a scan ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScanEnd {
    /// Folders to remember.
    pub folders: Vec<PathBuf>,
    /// A folder that is now another: where it was, and where it is.
    pub located: Option<(PathBuf, PathBuf)>,
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

/// What the threads of one scan share.
#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
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
    Ok(without_nested(folders.iter().map(real).collect::<Result<Vec<_>, LibraryError>>()?))
}

/// In order, and without what lies below another.
fn without_nested(mut roots: Vec<PathBuf>) -> Vec<PathBuf> {
    roots.sort();
    roots.dedup_by(|below, above| below.starts_with(above));
    roots
}

impl Scan {
    /// Starts to look. Each batch is handed to `deliver` on the scan's thread; all must arrive, so `deliver` may block, and
    /// `Break` stops the scan. The last batch has an `end`, unless `deliver` broke off.
    ///
    /// # Errors
    /// [`LibraryError::Folder`] for a folder to import that is not there, before anything is read.
    pub fn start(
        request: Request,
        fetch: FetchKnown,
        deliver: impl FnMut(ScanBatch) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Self, LibraryError> {
        let roots = match request.purpose {
            Purpose::Import | Purpose::Locate { .. } => check_folders(&request.roots)?,
            Purpose::Look => without_nested(request.roots),
        };
        let request = Request { roots, ..request };
        let shared = Arc::new(Shared::default());
        let for_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("scan".to_owned())
            .spawn(move || run(&request, fetch, &for_thread, deliver))
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
    request: &Request,
    fetch: FetchKnown,
    shared: &Shared,
    mut deliver: impl FnMut(ScanBatch) -> ControlFlow<()>,
) {
    let start = Instant::now();
    let known = fetch();
    let (known, failed) = match known {
        Ok(known) => (known, None),
        Err(error) => (KnownFiles::default(), Some(error)),
    };
    let mut collector = Collector::new(request, &known, shared);
    if let Some(error) = failed {
        shared.cancelled.store(true, Ordering::Relaxed);
        collector.fail(
            request.roots.first().cloned().unwrap_or_default(),
            format!("It was not looked at: {error}."),
        );
    }
    if read_all(request, &known, shared, &mut collector, &mut deliver).is_continue() {
        let _last = deliver(collector.end(start));
    }
}

/// Deals out work to readers until all is done; `Break` when nobody wants the batches.
fn read_all(
    request: &Request,
    known: &KnownFiles,
    shared: &Shared,
    collector: &mut Collector<'_>,
    deliver: &mut impl FnMut(ScanBatch) -> ControlFlow<()>,
) -> ControlFlow<()> {
    // All must arrive: readers wait for work, and for room to hand in what they found.
    let (job_tx, job_rx) = bounded(WAITING);
    let (done_tx, done_rx) = bounded(WAITING);
    let readers = thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    thread::scope(move |scope| {
        for i in 0..readers {
            let (jobs, done) = (job_rx.clone(), done_tx.clone());
            let reader = move || work(&jobs, &Looker::new(known, request), shared, &done);
            let spawned = thread::Builder::new().name(format!("scan-read-{i}")).spawn_scoped(scope, reader);
            if let (Err(error), 0) = (spawned, i) {
                shared.cancelled.store(true, Ordering::Relaxed);
                collector.fail(PathBuf::new(), format!("No thread to read with: {error}."));
                return ControlFlow::Continue(());
            }
        }
        drop((job_rx, done_tx));
        let (jobs, done) = (job_tx, done_rx);
        // The readers end when the channels are dropped here, before they are waited for.
        deal_out(Agenda::new(request.roots.clone()), shared, &jobs, &done, collector, deliver)
    })
}

fn deal_out(
    mut agenda: Agenda,
    shared: &Shared,
    jobs: &Sender<Job>,
    done: &Receiver<Done>,
    collector: &mut Collector<'_>,
    deliver: &mut impl FnMut(ScanBatch) -> ControlFlow<()>,
) -> ControlFlow<()> {
    while !agenda.is_over() && !shared.is_cancelled() {
        let due = collector.due();
        let answer = if agenda.has_next() {
            select! {
                send(jobs, agenda.next().unwrap_or(Job::Read(Vec::new()))) -> _ => None,
                recv(done) -> answer => answer.ok(),
            }
        } else {
            done.recv_deadline(due).ok()
        };
        match answer {
            Some(Done::Listed(listing)) => {
                agenda.done();
                collector.listed(&mut agenda, listing);
            }
            Some(Done::Read(outcomes)) => {
                agenda.done();
                collector.take(outcomes);
            }
            None => {}
        }
        collector.deliver_if_due(deliver)?;
    }
    ControlFlow::Continue(())
}

/// What a reader hands in.
enum Done {
    Listed(Listing),
    Read(Vec<Outcome>),
}

fn work(jobs: &Receiver<Job>, looker: &Looker<'_>, shared: &Shared, done: &Sender<Done>) {
    for job in jobs {
        let answer = match job {
            Job::List(folder) => Done::Listed(list(folder)),
            Job::Read(targets) => {
                let wanted = targets.into_iter().take_while(|_| !shared.is_cancelled());
                Done::Read(wanted.map(|target| looker.look_at(target)).collect())
            }
        };
        if done.send(answer).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::wav;

    fn request(folder: &std::path::Path) -> Request {
        Request { roots: vec![folder.to_path_buf()], purpose: Purpose::Import, batch: 64 }
    }

    fn nothing_known() -> FetchKnown {
        Box::new(|| Ok(KnownFiles::default()))
    }

    fn scan(folder: &std::path::Path) -> Vec<ScanBatch> {
        let (tx, rx) = bounded(1);
        let deliver = move |batch| {
            if tx.send(batch).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let scan = Scan::start(request(folder), nothing_known(), deliver).unwrap();
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
        let scan = Scan::start(request(folder.path()), nothing_known(), deliver).unwrap();
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
