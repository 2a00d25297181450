//! Writes stars and likes into files on a thread of its own, for those who want that. What is to be written is asked of the library
//! each time, so that nothing is forgotten over a kill.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::core::Input;
use crate::library::{Library, LibraryError, Rated, Refused, TrackId, Unwritten, write_marks};

/// What became of a file.
#[derive(Debug)]
pub struct Marked {
    /// What was to be written.
    pub wanted: Unwritten,
    /// Was it?
    pub outcome: Result<(), Refused>,
}

/// The way to the thread; it ends with this, after the file it is at.
pub struct Marking(Sender<()>);

impl Marking {
    /// Starts the thread. What it did goes to the engine's inbox.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(library: PathBuf, inbox: Sender<Input>) -> io::Result<Self> {
        // One question that waits is enough: it is about all files.
        let (sender, asked) = bounded(1);
        thread::Builder::new().name("tag writer".to_owned()).spawn(move || run(&library, &asked, &inbox))?;
        Ok(Self(sender))
    }

    /// Something is to be written; never blocks.
    pub fn ask(&self) {
        match self.0.try_send(()) {
            Ok(()) | Err(TrySendError::Full(())) => {}
            Err(TrySendError::Disconnected(())) => log::error!("the thread that writes tags has ended"),
        }
    }
}

fn run(library: &Path, asked: &Receiver<()>, inbox: &Sender<Input>) {
    // What was done or refused in this run; the library learns of it a little later.
    let mut settled = HashMap::new();
    for () in asked {
        match write_all(library, &mut settled, inbox) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => log::error!("what is to be written into tags cannot be read: {error}"),
        }
    }
}

/// `false`: the engine is gone.
fn write_all(
    library: &Path,
    settled: &mut HashMap<TrackId, Rated>,
    inbox: &Sender<Input>,
) -> Result<bool, LibraryError> {
    for wanted in Library::open_reader(library)?.unwritten()? {
        if settled.insert(wanted.id, wanted.rated) == Some(wanted.rated) {
            continue;
        }
        let outcome = write_marks(&wanted.path, wanted.rated);
        if inbox.send(Input::Marked(Box::new(Marked { wanted, outcome }))).is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}
