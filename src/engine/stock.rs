//! The DJ's catalogue: read from the library on a thread of its own, and kept up to date track by track.

use std::io;
use std::path::PathBuf;
use std::thread;

use crossbeam_channel::Sender;

use super::core::Input;
use super::dj::Catalogue;
use crate::library::{Candidate, Library, TrackId};

/// The catalogue, and the reading of a newer one.
pub struct Stock {
    library: PathBuf,
    inbox: Sender<Input>,
    catalogue: Catalogue,
    reading: Reading,
    /// Tracks that changed while a newer catalogue is read: it may hold them as they were.
    changed: Vec<TrackId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    No,
    Yes,
    /// And once more when it is done.
    Twice,
}

impl Stock {
    /// An empty catalogue for the library at this path; what is read comes back as [`Input::Stocked`].
    pub fn new(library: PathBuf, inbox: Sender<Input>) -> Self {
        Self { library, inbox, catalogue: Catalogue::new([]), reading: Reading::No, changed: Vec::new() }
    }

    /// What there is to choose from.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Is a newer catalogue on its way?
    pub fn is_reading(&self) -> bool {
        self.reading != Reading::No
    }

    /// Reads the whole library anew, without waiting for it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn read(&mut self) -> io::Result<()> {
        if self.is_reading() {
            self.reading = Reading::Twice;
            return Ok(());
        }
        let (path, inbox) = (self.library.clone(), self.inbox.clone());
        thread::Builder::new().name("catalogue".to_owned()).spawn(move || {
            let read = Library::open_reader(&path).and_then(|library| library.candidates());
            let _engine_gone = inbox.send(Input::Stocked(read.map(|all| Box::new(Catalogue::new(all)))));
        })?;
        self.reading = Reading::Yes;
        Ok(())
    }

    /// Takes the catalogue that was read. Gives the tracks that changed meanwhile, to be updated.
    ///
    /// # Errors
    /// When it is to be read once more and the system gives no thread.
    pub fn take(&mut self, read: Option<Catalogue>) -> io::Result<Vec<TrackId>> {
        let again = self.reading == Reading::Twice;
        self.reading = Reading::No;
        if let Some(catalogue) = read {
            self.catalogue = catalogue;
        }
        if again {
            self.read()?;
        }
        Ok(std::mem::take(&mut self.changed))
    }

    /// A track changed: this is how it is now; `None` when it cannot be played. Copies of others stay out.
    pub fn update(&mut self, id: TrackId, candidate: Option<Candidate>) {
        if self.is_reading() {
            self.changed.push(id);
        }
        match candidate {
            Some(candidate) if self.catalogue.get(id).is_some() => self.catalogue.put(candidate),
            Some(_) => {}
            None => self.catalogue.remove(id),
        }
    }
}
