//! Imports on behalf of the window: the scan reads files on its own threads, the engine writes its batches.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded, never};

use super::event::ImportState;
use crate::library::scan::{self, Scan, ScanBatch};
use crate::library::{ImportReport, Library, LibraryError};

/// Batches read ahead of the database; all must arrive, the scan waits for room.
const BATCHES: usize = 4;

/// The import under way and those that wait for it.
pub struct Importing {
    running: Option<Running>,
    waiting: VecDeque<Vec<PathBuf>>,
}

struct Running {
    scan: Scan,
    batches: Receiver<ScanBatch>,
    report: ImportReport,
    since: Instant,
}

impl Importing {
    /// Nothing to do yet.
    pub const fn new() -> Self {
        Self { running: None, waiting: VecDeque::new() }
    }

    /// Imports these folders, after the ones before.
    pub fn add(&mut self, folders: Vec<PathBuf>, library: &mut Library) -> Result<(), LibraryError> {
        self.waiting.push_back(folders);
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
        Some(running.finish())
    }

    /// Writes a batch; `None`: the scan has ended. Says how far the import is.
    pub fn advance(
        &mut self,
        batch: Option<&ScanBatch>,
        library: &mut Library,
    ) -> Result<Option<ImportState>, LibraryError> {
        let Some(running) = &mut self.running else { return Ok(None) };
        if let Some(batch) = batch {
            library.apply(batch, &mut running.report)?;
            if batch.end.is_none() {
                let scan::Progress { done, found, walked } = batch.progress;
                return Ok(Some(ImportState::Running { done, found, walked }));
            }
        }
        let state = self.running.take().map(Running::finish);
        self.start_next(library)?;
        Ok(state)
    }

    fn start_next(&mut self, library: &mut Library) -> Result<(), LibraryError> {
        if self.running.is_some() {
            return Ok(());
        }
        let Some(folders) = self.waiting.pop_front() else { return Ok(()) };
        let (sender, batches): (Sender<ScanBatch>, _) = bounded(BATCHES);
        let deliver = move |batch| match sender.send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        let scan = Scan::start(&folders, library.known_files()?, deliver)?;
        self.running =
            Some(Running { scan, batches, report: ImportReport::default(), since: Instant::now() });
        Ok(())
    }
}

impl Running {
    fn finish(mut self) -> ImportState {
        self.report.seconds = self.since.elapsed().as_secs_f64();
        ImportState::Finished(Arc::new(self.report))
    }
}
