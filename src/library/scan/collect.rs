//! Puts the outcomes of many files together: batches on the way, what is gone at the end.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::known::{self, KnownFiles};
use super::read::Outcome;
use super::{FailedFile, Progress, ScanBatch, ScanEnd, Shared, TrackId};

/// Files of a batch: one transaction, so that what a kill can lose stays small.
const BATCH: usize = 256;
/// A batch goes out after this time even when it is not full, for the progress shown.
const BATCH_TIME: Duration = Duration::from_millis(200);

/// The state of the collecting thread.
pub struct Collector<'a> {
    known: &'a KnownFiles,
    shared: &'a Shared,
    seen: Vec<bool>,
    done: usize,
    batch: ScanBatch,
}

impl<'a> Collector<'a> {
    /// Nothing collected yet.
    pub fn new(known: &'a KnownFiles, shared: &'a Shared) -> Self {
        Self { known, shared, seen: vec![false; known.files().len()], done: 0, batch: ScanBatch::default() }
    }

    /// Notes a failure that no file is to blame for.
    pub fn fail(&mut self, path: PathBuf, reason: String) {
        self.batch.failed.push(FailedFile { path, reason });
    }

    /// Takes outcomes until there are no more; `Break` when nobody wants the batches.
    pub fn collect(
        &mut self,
        outcomes: &Receiver<Outcome>,
        deliver: &mut impl FnMut(ScanBatch) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut due = Instant::now() + BATCH_TIME;
        loop {
            match outcomes.recv_deadline(due) {
                Ok(outcome) => self.take(outcome),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return ControlFlow::Continue(()),
            }
            if self.batch.len() >= BATCH || Instant::now() >= due {
                deliver(self.next_batch())?;
                due = Instant::now() + BATCH_TIME;
            }
        }
    }

    /// The last batch, with what is gone.
    pub fn end(mut self, folders: Vec<PathBuf>, start: Instant) -> ScanBatch {
        let cancelled = self.shared.is_cancelled();
        let gone = if cancelled { Vec::new() } else { self.gone(&folders) };
        let end = ScanEnd { folders, gone, cancelled, seconds: start.elapsed().as_secs_f64() };
        ScanBatch { end: Some(end), ..self.next_batch() }
    }

    fn take(&mut self, outcome: Outcome) {
        self.done += 1;
        match outcome {
            Outcome::Unchanged { known } => {
                self.mark(Some(known));
                self.batch.unchanged += 1;
                let file = self.known.files().get(known).filter(|file| file.missing);
                self.batch.returned.extend(file.map(|file| file.id));
            }
            Outcome::Read { known, file } => {
                self.mark(known);
                self.batch.read.push(*file);
            }
            Outcome::Failed { known, failed } => {
                self.mark(known);
                self.batch.failed.push(failed);
            }
        }
    }

    fn mark(&mut self, known: Option<usize>) {
        if let Some(seen) = known.and_then(|known| self.seen.get_mut(known)) {
            *seen = true;
        }
    }

    fn next_batch(&mut self) -> ScanBatch {
        let progress = Progress {
            done: self.done,
            walked: self.shared.walked.load(Ordering::Relaxed),
            found: self.shared.found.load(Ordering::Relaxed),
        };
        ScanBatch { progress, ..std::mem::take(&mut self.batch) }
    }

    /// Files below the folders that were not met and are not there: what a refused folder hides is not gone.
    fn gone(&self, folders: &[PathBuf]) -> Vec<(TrackId, PathBuf)> {
        let unseen =
            self.known.files().iter().zip(&self.seen).filter(|(_, seen)| !**seen).map(|(file, _)| file);
        unseen
            .filter(|file| folders.iter().any(|folder| file.path.starts_with(folder)))
            .filter(|file| known::is_gone(&file.path))
            .map(|file| (file.id, file.path.clone()))
            .collect()
    }
}
