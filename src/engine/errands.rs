//! Long questions to the library, asked on a thread and a connection of their own, so that the engine never waits for them.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};

use crate::library::{self, Folder, Library, LibraryError, When};

/// Errands that may wait; the library is asked as it is when they are run, so one too many may be left out.
const WAITING: usize = 16;

/// A backup waits until nothing was asked for so long: it reads and writes all of the library, and the window that has just
/// opened has better things to do.
const CALM: Duration = Duration::from_secs(5);

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The folders and their sizes.
    Folders,
    /// Copy the log into the file, so that nobody who writes has to.
    Checkpoint,
    /// Make the regular backup if it is due.
    BackUp,
}

/// What came of it.
#[derive(Debug)]
pub enum Brought {
    /// The folders and their sizes.
    Folders(Vec<Folder>),
    /// It could not be done.
    Failed(LibraryError),
}

/// The way to the thread that runs errands; it ends with this.
pub struct Errands(Sender<Errand>);

impl Errands {
    /// Starts the thread, which opens the library at `path` when it is first asked.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(path: PathBuf, deliver: impl Fn(Brought) + Send + 'static) -> std::io::Result<Self> {
        let (sender, errands) = bounded(WAITING);
        thread::Builder::new().name("errands".to_owned()).spawn(move || run(&path, &errands, deliver))?;
        Ok(Self(sender))
    }

    /// Asks for something; never blocks.
    pub fn ask(&self, errand: Errand) {
        match self.0.try_send(errand) {
            Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            Err(TrySendError::Full(_)) => log::warn!("too many errands: one was left out"),
        }
    }
}

fn run(path: &std::path::Path, errands: &Receiver<Errand>, deliver: impl Fn(Brought)) {
    let mut reader = None;
    let mut backup_waits = false;
    loop {
        let asked =
            if backup_waits { errands.recv_timeout(CALM) } else { errands.recv().map_err(Into::into) };
        let errand = match asked {
            Ok(Errand::BackUp) => {
                backup_waits = true;
                continue;
            }
            Ok(errand) => errand,
            Err(RecvTimeoutError::Disconnected) if !backup_waits => return,
            // It is calm, or nobody will ask any more.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                backup_waits = false;
                Errand::BackUp
            }
        };
        let answer = match &reader {
            Some(reader) => work(reader, path, errand),
            None => Library::open_reader(path).and_then(|opened| work(reader.insert(opened), path, errand)),
        };
        match answer {
            Ok(Some(answer)) => deliver(answer),
            Ok(None) => {}
            Err(error) => deliver(Brought::Failed(error)),
        }
    }
}

fn work(reader: &Library, path: &std::path::Path, errand: Errand) -> Result<Option<Brought>, LibraryError> {
    Ok(match errand {
        Errand::Folders => Some(Brought::Folders(reader.folder_sizes()?)),
        Errand::Checkpoint => {
            library::checkpoint(path)?;
            None
        }
        Errand::BackUp => {
            reader.back_up(When::Due)?;
            None
        }
    })
}
