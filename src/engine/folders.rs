//! The watch over the imported folders, and the thread that asks the library long questions.

use std::io;
use std::path::PathBuf;

use crossbeam_channel::Sender;

use super::core::Input;
use super::errands::{Errand, Errands};
use super::event::{FolderEntry, Folders};
use crate::library::watch::{Config, FolderState, Watch};
use crate::library::{Folder, LibraryError};

/// Sees to the folders on behalf of the engine.
pub struct FolderWatch {
    inbox: Sender<Input>,
    errands: Errands,
    watch: Option<Watch>,
    states: Vec<(PathBuf, FolderState)>,
}

impl FolderWatch {
    /// Watches nothing yet.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(library: PathBuf, inbox: Sender<Input>) -> io::Result<Self> {
        let answers = inbox.clone();
        let errands = Errands::spawn(library, move |answer| {
            let _engine_gone = answers.send(Input::Errand(answer));
        })?;
        Ok(Self { inbox, errands, watch: None, states: Vec::new() })
    }

    /// Asks the library something that takes long; the answer comes to the inbox.
    pub fn ask(&self, errand: Errand) {
        self.errands.ask(errand);
    }

    /// Watches these folders from now on; none ends the watch.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn watch(&mut self, folders: Vec<PathBuf>) -> Result<(), LibraryError> {
        if folders.is_empty() {
            self.watch = None;
            self.states.clear();
            return Ok(());
        }
        if let Some(watch) = &self.watch {
            watch.set_folders(folders);
            return Ok(());
        }
        let inbox = self.inbox.clone();
        self.watch = Some(Watch::start(folders, Config::default(), move |news| {
            let _engine_gone = inbox.send(Input::Watch(news));
        })?);
        Ok(())
    }

    /// Takes in how the folders are watched.
    pub fn set_states(&mut self, states: Vec<(PathBuf, FolderState)>) {
        self.states = states;
    }

    /// The folders as a listener sees them.
    pub fn describe(&self, folders: Vec<Folder>, watched: bool) -> Folders {
        let state = |folder: &Folder| {
            self.states.iter().find(|(path, _)| *path == folder.path).map(|(_, state)| state.clone())
        };
        let list = folders.into_iter().map(|folder| FolderEntry { state: state(&folder), folder }).collect();
        Folders { list, watched }
    }
}
