//! Looks for duplicates on threads of its own: hears the beginnings of tracks, and compares what was heard. The engine writes the
//! prints down and tells the groups.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::Sender;

use super::core::Input;
use super::pool::{Pace, on_all_cores};
use crate::audio::{DecodeError, print};
use crate::library::{Duplicates, Library, LibraryError, Unprinted};

/// Prints written in one transaction.
const BATCH: usize = 32;

/// A sound and its print.
pub type Print = ([u8; 16], Vec<u32>);

/// News of the search.
#[derive(Debug)]
pub enum PrintNews {
    /// What is the same, as far as prints are known, and how many beginnings will be heard; 0: this was all.
    Found(Vec<Duplicates>, usize),
    /// Beginnings that were heard, how many so far, and how many there are.
    Heard(Vec<Print>, usize, usize),
    /// All were told; what they find is asked for by another search.
    AllHeard,
    /// The library did not answer.
    Failed(LibraryError),
}

/// The search for duplicates; it ends when this is dropped.
pub struct Printing {
    inbox: Sender<Input>,
    library: PathBuf,
    running: Option<Pace>,
}

/// Are beginnings heard that are not known?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hear {
    /// Yes.
    Unknown,
    /// No: what is known is compared.
    Nothing,
}

impl Printing {
    /// Nothing to do yet.
    pub const fn new(library: PathBuf, inbox: Sender<Input>) -> Self {
        Self { inbox, library, running: None }
    }

    /// Looks for duplicates; a search under way goes on.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(&mut self, hear: Hear) -> io::Result<()> {
        if self.running.is_some() {
            return Ok(());
        }
        let pace = Pace::background();
        let (library, inbox, own_pace) = (self.library.clone(), self.inbox.clone(), pace.clone());
        thread::Builder::new().name("duplicates".to_owned()).spawn(move || {
            let tell = |news| inbox.send(Input::Print(news)).is_ok();
            if let Err(error) = run(&library, hear, &own_pace, &tell) {
                tell(PrintNews::Failed(error));
            }
        })?;
        self.running = Some(pace);
        Ok(())
    }

    /// The search has told its last.
    pub fn ended(&mut self) {
        self.running = None;
    }
}

impl Drop for Printing {
    fn drop(&mut self) {
        if let Some(pace) = &self.running {
            pace.stop();
        }
    }
}

fn run(
    library: &Path,
    hear: Hear,
    pace: &Pace,
    tell: &dyn Fn(PrintNews) -> bool,
) -> Result<(), LibraryError> {
    let reader = Library::open_reader(library)?;
    let groups = reader.duplicates()?;
    let unknown = match hear {
        Hear::Unknown => reader.unprinted()?,
        Hear::Nothing => Vec::new(),
    };
    drop(reader);
    let all = unknown.len();
    if !tell(PrintNews::Found(groups, all)) || all == 0 {
        return Ok(());
    }
    let (mut batch, mut done) = (Vec::new(), 0);
    let heard = print_all(unknown, pace, |print| {
        done += 1;
        batch.extend(print);
        (batch.len() < BATCH && done < all) || tell(PrintNews::Heard(std::mem::take(&mut batch), done, all))
    });
    if let Err(error) = heard {
        log::warn!("no threads to hear duplicates with: {error}");
    }
    tell(PrintNews::AllHeard);
    Ok(())
}

/// Hears the beginnings of sounds on all cores. `told` is called with each on this thread, with nothing for a file that could not
/// be read this time; its `false` ends the work.
///
/// # Errors
/// When the system gives no thread.
pub fn print_all(
    sounds: Vec<Unprinted>,
    pace: &Pace,
    mut told: impl FnMut(Option<Print>) -> bool,
) -> io::Result<()> {
    let hear = |sound: &Unprinted| match print::of_file(&sound.path, || pace.go_on()) {
        Ok(print) => print.map(Some),
        Err(DecodeError::Unreadable(_)) => Some(None),
        // What cannot be decoded today cannot be tomorrow.
        Err(
            DecodeError::UnknownFormat
            | DecodeError::Unsupported(_)
            | DecodeError::Protected
            | DecodeError::Empty
            | DecodeError::Damaged(_),
        ) => Some(Some(Vec::new())),
    };
    on_all_cores(sounds, "print", pace, hear, |sound, print| told(print.map(|print| (sound.audio, print))))
}
