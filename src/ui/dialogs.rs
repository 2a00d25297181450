//! The system's folder dialog, on a thread of its own: the window goes on while it is open.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

/// A dialog that ends this fast was never seen: the desktop has none.
const NEVER_SEEN: Duration = Duration::from_millis(1500);

/// Wakes the window from another thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These folders.
    Folders(Vec<PathBuf>),
    /// The user chose none.
    Cancelled,
    /// The desktop has no folder dialog.
    Unavailable,
}

/// At most one open folder dialog.
#[derive(Default)]
pub struct FolderDialog {
    answer: Option<Receiver<Picked>>,
}

impl FolderDialog {
    /// Opens the dialog unless it is open.
    pub fn open(&mut self, wake: Wake) {
        if self.answer.is_some() {
            return;
        }
        // One answer, which must arrive.
        let (tx, rx) = bounded(1);
        let spawned = thread::Builder::new().name("folder dialog".to_owned()).spawn(move || {
            let opened = Instant::now();
            let picked = match rfd::FileDialog::new().set_title("Import folders with music").pick_folders() {
                Some(folders) => Picked::Folders(folders),
                None if opened.elapsed() < NEVER_SEEN => Picked::Unavailable,
                None => Picked::Cancelled,
            };
            // The window may be gone by now; then nobody asks.
            let _gone = tx.send(picked);
            wake();
        });
        match spawned {
            Ok(_) => self.answer = Some(rx),
            Err(error) => log::error!("the folder dialog's thread did not start: {error}"),
        }
    }

    /// The answer, once.
    pub fn poll(&mut self) -> Option<Picked> {
        let answer = match self.answer.as_ref()?.try_recv() {
            Ok(picked) => picked,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Picked::Unavailable,
        };
        self.answer = None;
        Some(answer)
    }
}
