//! The system's file dialogs, on a thread of their own: the window goes on while one is open.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use crate::language::t;
use crate::library::playlist::PlaylistId;
use crate::source::{PICTURES, VIDEOS};

/// A dialog that ends this fast was never seen: the desktop has none.
const NEVER_SEEN: Duration = Duration::from_millis(1500);

/// Wakes the window from another thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Folders to import.
    Folders,
    /// Where the music of this folder lies now.
    Locate(PathBuf),
    /// A picture or video to look at.
    Portrait,
    /// Playlists to import.
    Playlists,
    /// Where to write a playlist of this name.
    Save(PlaylistId, String),
    /// Where to write the journal's table.
    Table,
}

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These folders.
    Folders(Vec<PathBuf>),
    /// The music of the first folder lies in the second now.
    Locate(PathBuf, PathBuf),
    /// Look at this picture or video.
    Portrait(PathBuf),
    /// These playlists.
    Playlists(Vec<PathBuf>),
    /// Write the playlist here.
    Save(PlaylistId, PathBuf),
    /// Write the journal's table here.
    Table(PathBuf),
    /// The user chose none.
    Cancelled,
    /// The desktop has no dialog for this.
    Unavailable(Ask),
}

/// At most one open dialog.
#[derive(Default)]
pub struct Dialog {
    answer: Option<Receiver<Picked>>,
}

impl Dialog {
    /// Opens the dialog unless one is open.
    pub fn open(&mut self, ask: Ask, wake: Wake) {
        if self.answer.is_some() {
            return;
        }
        // One answer, which must arrive.
        let (tx, rx) = bounded(1);
        let spawned = thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let opened = Instant::now();
            let picked = match pick(&ask) {
                Some(picked) => picked,
                None if opened.elapsed() < NEVER_SEEN => Picked::Unavailable(ask),
                None => Picked::Cancelled,
            };
            // The window may be gone by now; then nobody asks.
            let _gone = tx.send(picked);
            wake();
        });
        match spawned {
            Ok(_) => self.answer = Some(rx),
            Err(error) => log::error!("the dialog's thread did not start: {error}"),
        }
    }

    /// The answer, once.
    pub fn poll(&mut self) -> Option<Picked> {
        let answer = match self.answer.as_ref()?.try_recv() {
            Ok(picked) => picked,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Picked::Cancelled,
        };
        self.answer = None;
        Some(answer)
    }
}

fn pick(ask: &Ask) -> Option<Picked> {
    let dialog = rfd::FileDialog::new();
    match ask {
        Ask::Folders => dialog.set_title(t!("dialog-folders")).pick_folders().map(Picked::Folders),
        Ask::Locate(from) => dialog
            .set_title(t!("dialog-locate", folder = from.display().to_string()))
            .pick_folder()
            .map(|to| Picked::Locate(from.clone(), to)),
        Ask::Portrait => dialog
            .set_title(t!("dialog-portrait"))
            .add_filter(t!("dialog-pictures"), &[&PICTURES[..], &VIDEOS[..]].concat())
            .pick_file()
            .map(Picked::Portrait),
        Ask::Playlists => dialog
            .set_title(t!("dialog-playlists"))
            .add_filter(t!("playlists"), &["m3u8", "m3u", "xspf"])
            .pick_files()
            .map(Picked::Playlists),
        Ask::Save(id, name) => dialog
            .set_title(t!("dialog-export"))
            .add_filter("M3U8", &["m3u8"])
            .add_filter("XSPF", &["xspf"])
            .set_file_name(format!("{}.m3u8", name.replace(['/', '\\'], "-")))
            .save_file()
            .map(|path| Picked::Save(*id, with_ending(path))),
        Ask::Table => dialog
            .set_title(t!("dialog-journal"))
            .add_filter("CSV", &["csv"])
            .set_file_name("mood-journal.csv")
            .save_file()
            .map(Picked::Table),
    }
}

/// The ending tells the format, so there is always one.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("m3u8") }
}

/// Shows a file in the desktop's file manager, or at least its folder.
pub fn reveal(file: &Path) {
    let mut command = if cfg!(target_os = "macos") {
        let mut open = Command::new("open");
        open.arg("-R").arg(file);
        open
    } else if cfg!(windows) {
        let mut explorer = Command::new("explorer");
        explorer.arg("/select,").arg(file);
        explorer
    } else {
        let mut open = Command::new("xdg-open");
        open.arg(file.parent().unwrap_or(file));
        open
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let spawned = thread::Builder::new().name("file manager".to_owned()).spawn(move || {
        if let Err(error) = command.status() {
            log::warn!("no file manager could be opened: {error}");
        }
    });
    if let Err(error) = spawned {
        log::error!("the file manager's thread did not start: {error}");
    }
}
