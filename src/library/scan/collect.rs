//! Puts the outcomes of many files together: batches on the way, what is gone at the end.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::agenda::Agenda;
use super::known::{self, KnownFiles, Membership};
use super::list::Listing;
use super::read::Outcome;
use super::{FailedFile, Progress, Purpose, Relocated, Request, ScanBatch, ScanEnd, Shared, TrackId};

/// A batch goes out after this time even when it is not full, for the progress shown.
const BATCH_TIME: Duration = Duration::from_millis(200);

/// The state of the collecting thread.
pub struct Collector<'a> {
    request: &'a Request,
    known: &'a KnownFiles,
    shared: &'a Shared,
    seen: Vec<bool>,
    progress: Progress,
    batch: ScanBatch,
    due: Instant,
}

impl<'a> Collector<'a> {
    /// Nothing collected yet.
    pub fn new(request: &'a Request, known: &'a KnownFiles, shared: &'a Shared) -> Self {
        Self {
            request,
            known,
            shared,
            seen: vec![false; known.files().len()],
            progress: Progress::default(),
            batch: ScanBatch::default(),
            due: Instant::now() + BATCH_TIME,
        }
    }

    /// Notes a failure that no file is to blame for.
    pub fn fail(&mut self, path: PathBuf, reason: String) {
        self.batch.failed.push(FailedFile { path, reason });
    }

    /// When the next batch goes out.
    pub const fn due(&self) -> Instant {
        self.due
    }

    /// Takes what lies in a folder.
    pub fn listed(&mut self, agenda: &mut Agenda, listing: Listing) {
        let (found, failed) = agenda.add(listing);
        self.progress.found += found + failed.len();
        for failed in failed {
            self.take_one(Outcome::Failed { known: self.known.find(&failed.path), failed });
        }
        self.progress.walked = agenda.is_walked();
    }

    /// Takes what became of some files.
    pub fn take(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            self.take_one(outcome);
        }
    }

    /// Sends a batch when it is full or its time has come.
    pub fn deliver_if_due(
        &mut self,
        deliver: &mut impl FnMut(ScanBatch) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.batch.len() < self.request.batch && Instant::now() < self.due {
            return ControlFlow::Continue(());
        }
        deliver(self.next_batch())?;
        self.due = Instant::now() + BATCH_TIME;
        ControlFlow::Continue(())
    }

    /// The last batch, with what is gone.
    pub fn end(mut self, start: Instant) -> ScanBatch {
        let cancelled = self.shared.is_cancelled();
        self.progress.walked |= !cancelled;
        let gone = if cancelled { Vec::new() } else { self.gone() };
        let roots = &self.request.roots;
        let (folders, located) = match &self.request.purpose {
            Purpose::Import => (roots.clone(), None),
            Purpose::Look => (Vec::new(), None),
            Purpose::Locate { from } => (roots.clone(), roots.first().map(|to| (from.clone(), to.clone()))),
        };
        let located = located.filter(|_| !cancelled);
        let end = ScanEnd { folders, located, gone, cancelled, seconds: start.elapsed().as_secs_f64() };
        ScanBatch { end: Some(end), ..self.next_batch() }
    }

    fn take_one(&mut self, outcome: Outcome) {
        self.progress.done += 1;
        match outcome {
            Outcome::Unchanged { known } => self.unchanged(known),
            Outcome::Relocated { was, known, to } => {
                self.mark(known);
                self.mark(Some(was));
                let was = self.known.files().get(was);
                self.batch.relocated.extend(was.map(|was| Relocated {
                    id: was.id,
                    from: was.path.clone(),
                    to,
                }));
            }
            Outcome::Read { known, file } => {
                self.mark(known);
                if let Some(id) = known.and_then(|known| self.asked_back(known)) {
                    self.batch.rejoined.push(id);
                }
                self.batch.read.push(*file);
            }
            Outcome::Failed { known, failed } => {
                self.mark(known);
                self.batch.failed.push(failed);
            }
        }
    }

    fn unchanged(&mut self, known: usize) {
        self.mark(Some(known));
        if let Some(id) = self.asked_back(known) {
            self.batch.rejoined.push(id);
            return;
        }
        self.batch.unchanged += 1;
        let file = self.known.files().get(known).filter(|file| file.missing);
        self.batch.returned.extend(file.map(|file| file.id));
    }

    /// Importing a folder again brings back what left with it; importing a single file brings that back in any case.
    fn asked_back(&self, known: usize) -> Option<TrackId> {
        let file = self.known.files().get(known)?;
        let asked = match (&self.request.purpose, file.membership) {
            (Purpose::Look, _) | (_, Membership::Member) => false,
            (_, Membership::LeftWithFolder) => true,
            (_, Membership::Removed) => self.request.roots.contains(&file.path),
        };
        asked.then_some(file.id)
    }

    fn mark(&mut self, known: Option<usize>) {
        if let Some(seen) = known.and_then(|known| self.seen.get_mut(known)) {
            *seen = true;
        }
    }

    fn next_batch(&mut self) -> ScanBatch {
        ScanBatch { progress: self.progress, ..std::mem::take(&mut self.batch) }
    }

    /// Files below the folders that were not met and are not there: what a refused folder hides is not gone.
    fn gone(&self) -> Vec<(TrackId, PathBuf)> {
        let unseen =
            self.known.files().iter().zip(&self.seen).filter(|(_, seen)| !**seen).map(|(file, _)| file);
        unseen
            .filter(|file| file.membership == Membership::Member)
            .filter(|file| self.request.roots.iter().any(|root| file.path.starts_with(root)))
            .filter(|file| known::is_gone(&file.path))
            .map(|file| (file.id, file.path.clone()))
            .collect()
    }
}
