//! Imports on behalf of the window: the scan reads files on its own threads, the engine writes its batches.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded, never};

use super::event::ImportState;
use crate::library::scan::{self, Purpose, Request, Scan, ScanBatch};
use crate::library::{ImportReport, Library, LibraryError};

/// Batches read ahead of the database; all must arrive, the scan waits for room.
const BATCHES: usize = 4;
/// Files of a batch: written in a few milliseconds, since commands wait meanwhile.
const BATCH: usize = 64;

/// The look at files under way and those that wait for it.
pub struct Importing {
    running: Option<Running>,
    waiting: VecDeque<Task>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    request: Request,
    voice: Voice,
}

/// Is the user told how it goes?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// They asked for it.
    Told,
    /// It goes on by itself.
    Quiet,
}

impl Task {
    /// The user imports these folders.
    pub const fn import(folders: Vec<PathBuf>) -> Self {
        Self::new(folders, Purpose::Import, Voice::Told)
    }

    /// The user wants to know what became of these folders.
    pub const fn rescan(folders: Vec<PathBuf>) -> Self {
        Self::new(folders, Purpose::Look, Voice::Told)
    }

    /// Something changed at these places.
    pub const fn look(paths: Vec<PathBuf>) -> Self {
        Self::new(paths, Purpose::Look, Voice::Quiet)
    }

    /// A folder is somewhere else now.
    pub fn locate(library: &Library, from: &Path, to: &Path) -> Result<Self, LibraryError> {
        Ok(Self { request: library.locate_request(from, to, BATCH)?, voice: Voice::Told })
    }

    const fn new(roots: Vec<PathBuf>, purpose: Purpose, voice: Voice) -> Self {
        Self { request: Request { roots, purpose, batch: BATCH }, voice }
    }

    /// Is the user told how it goes?
    pub const fn is_told(&self) -> bool {
        matches!(self.voice, Voice::Told)
    }
}

struct Running {
    scan: Scan,
    batches: Receiver<ScanBatch>,
    report: ImportReport,
    since: Instant,
    voice: Voice,
}

/// What there is to tell.
#[derive(Debug)]
pub enum Moved {
    /// How the user's import goes.
    Told(ImportState),
    /// A quiet look is over.
    Quietly(ImportReport),
    /// Nothing.
    Nothing,
}

impl Importing {
    /// Nothing to do yet.
    pub const fn new() -> Self {
        Self { running: None, waiting: VecDeque::new() }
    }

    /// Does this after what was asked before. Looks that wait are put together.
    pub fn add(&mut self, task: Task, library: &mut Library) -> Result<(), LibraryError> {
        match self.waiting.back_mut() {
            Some(last) if last.voice == Voice::Quiet && task.voice == Voice::Quiet => {
                last.request.roots.extend(task.request.roots);
            }
            Some(_) | None => self.waiting.push_back(task),
        }
        self.start_next(library)
    }

    /// The channel to wait on; never ready while nothing runs.
    pub fn batches(&self) -> Receiver<ScanBatch> {
        self.running.as_ref().map_or_else(never, |running| running.batches.clone())
    }

    /// Stops everything; what was written stays.
    pub fn cancel(&mut self) -> Option<ImportState> {
        self.waiting.clear();
        let mut running = self.running.take()?;
        running.scan.cancel();
        running.report.cancelled = true;
        Some(ImportState::Finished(Arc::new(running.finish())))
    }

    /// Writes a batch; `None`: the scan has ended. Says how far the import is.
    pub fn advance(
        &mut self,
        batch: Option<&ScanBatch>,
        library: &mut Library,
    ) -> Result<Moved, LibraryError> {
        let Some(running) = &mut self.running else { return Ok(Moved::Nothing) };
        if let Some(batch) = batch {
            library.apply(batch, &mut running.report)?;
            if batch.end.is_none() {
                let scan::Progress { done, found, walked } = batch.progress;
                return Ok(match running.voice {
                    Voice::Told => Moved::Told(ImportState::Running { done, found, walked }),
                    Voice::Quiet => Moved::Nothing,
                });
            }
        }
        let finished = self.running.take().map(|running| (running.voice, running.finish()));
        self.start_next(library)?;
        Ok(match finished {
            Some((Voice::Told, report)) => Moved::Told(ImportState::Finished(Arc::new(report))),
            Some((Voice::Quiet, report)) => Moved::Quietly(report),
            None => Moved::Nothing,
        })
    }

    fn start_next(&mut self, library: &mut Library) -> Result<(), LibraryError> {
        if self.running.is_some() {
            return Ok(());
        }
        let Some(task) = self.waiting.pop_front() else { return Ok(()) };
        let (sender, batches): (Sender<ScanBatch>, _) = bounded(BATCHES);
        let deliver = move |batch| match sender.send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        let scan = Scan::start(task.request, library.fetch_known()?, deliver)?;
        self.running = Some(Running {
            scan,
            batches,
            report: ImportReport::default(),
            since: Instant::now(),
            voice: task.voice,
        });
        Ok(())
    }
}

impl Running {
    fn finish(mut self) -> ImportReport {
        self.report.seconds = self.since.elapsed().as_secs_f64();
        self.report
    }
}
