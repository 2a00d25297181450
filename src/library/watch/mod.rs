//! Sees changes in watched folders soon after they happen. Says where to look and reads nothing itself: a scan of
//! [`super::scan::Purpose::Look`] finds out what became of the files.
//!
//! The system tells of changes (notify). Where it cannot, on network shares, the folder is looked at from time to time
//! instead. A folder that is not there, as its drive is not, is waited for.

mod mounts;
mod pending;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, TrySendError, after, bounded, select};
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::LibraryError;
use mounts::{Bell, Mounts};
use pending::Pending;

/// Changes that wait to be looked through; when more come at once, the folders are looked at as a whole.
const WAITING_CHANGES: usize = 8192;
/// Orders that wait; all must arrive.
const WAITING_ORDERS: usize = 8;
/// How often absent folders and mounted drives are looked for.
const PRESENCE: Duration = Duration::from_secs(2);
/// The least time between two looks at everything because too much happened at once: looking opens folders, which is told
/// as well.
const BETWEEN_OVERFLOWS: Duration = Duration::from_secs(20);

/// How folders are watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Time between two looks at a folder whose changes the system does not tell.
    pub every: Duration,
    /// Look at all folders this way, whatever the system tells.
    pub only_by_looking: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { every: Duration::from_mins(2), only_by_looking: false }
    }
}

/// How a folder is watched now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// The system tells of changes.
    Watched,
    /// It is looked at from time to time, for this reason.
    LookedAt(String),
    /// It is not there; its drive may come back.
    Absent,
}

/// What the watch tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something changed at these files or below these folders; they may be gone.
    Changed(Vec<PathBuf>),
    /// How the folders are watched, in their order.
    States(Vec<(PathBuf, FolderState)>),
}

/// A watch over some folders. Dropping it ends it.
#[derive(Debug)]
pub struct Watch {
    orders: Option<Sender<Vec<PathBuf>>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts to watch; `deliver` is called on the watch's thread and may block, for changes are put together meanwhile.
    ///
    /// # Errors
    /// [`LibraryError::Scan`] when the system gives no thread.
    pub fn start(
        folders: Vec<PathBuf>,
        config: Config,
        deliver: impl FnMut(News) + Send + 'static,
    ) -> Result<Self, LibraryError> {
        let (orders, inbox) = bounded(WAITING_ORDERS);
        let thread = thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || Watching::new(config, deliver).run(folders, &inbox))
            .map_err(|error| LibraryError::Scan(error.to_string()))?;
        Ok(Self { orders: Some(orders), thread: Some(thread) })
    }

    /// Watches these folders from now on.
    pub fn set_folders(&self, folders: Vec<PathBuf>) {
        if let Some(orders) = &self.orders {
            let _ended = orders.send(folders);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread ends when the channel closes. It is not waited for: it may deliver to whoever drops this.
        self.orders = None;
        self.thread = None;
    }
}

/// What the system tells, and whether some of it was lost.
struct Changes {
    events: Receiver<notify::Event>,
    lost: Arc<AtomicBool>,
}

/// The state of the watch's thread.
struct Watching<F> {
    config: Config,
    deliver: F,
    watcher: Option<RecommendedWatcher>,
    changes: Changes,
    folders: BTreeMap<PathBuf, FolderState>,
    mounts: Mounts,
    /// Older than what is known of mounts, so that none is missed.
    bell: Bell,
    pending: Pending,
    looked: Instant,
    overflowed: Option<Instant>,
}

impl<F: FnMut(News)> Watching<F> {
    fn new(config: Config, deliver: F) -> Self {
        // The system's thread must not wait: what does not fit is noted as lost.
        let (sender, events) = bounded(WAITING_CHANGES);
        let lost = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&lost);
        let watcher = notify::recommended_watcher(move |event| on_event(event, &sender, &flag));
        if let Err(error) = &watcher {
            log::warn!("the system tells of no changes: {error}");
        }
        let bell = Bell::new();
        Self {
            config,
            deliver,
            watcher: watcher.ok(),
            changes: Changes { events, lost },
            folders: BTreeMap::new(),
            mounts: Mounts::now(),
            bell,
            pending: Pending::default(),
            looked: Instant::now(),
            overflowed: None,
        }
    }

    fn run(mut self, folders: Vec<PathBuf>, orders: &Receiver<Vec<PathBuf>>) {
        self.set_folders(folders);
        let mut presence = Instant::now() + PRESENCE;
        loop {
            let due = self.pending.due().map_or(presence, |due| due.min(presence));
            select! {
                recv(orders) -> order => match order {
                    Ok(folders) => self.set_folders(folders),
                    Err(_) => return,
                },
                recv(self.changes.events) -> event => if let Ok(event) = event {
                    self.pending.add(event.paths);
                },
                recv(after(due.saturating_duration_since(Instant::now()))) -> _ => {}
            }
            self.see_what_was_lost();
            if Instant::now() >= presence {
                self.look_for_folders();
                presence = Instant::now() + PRESENCE;
            }
            if let Some(paths) = self.pending.take_if_due(self.folders.keys()) {
                (self.deliver)(News::Changed(paths));
            }
        }
    }

    fn set_folders(&mut self, folders: Vec<PathBuf>) {
        let before = self.folders.clone();
        let gone: Vec<PathBuf> =
            self.folders.keys().filter(|folder| !folders.contains(folder)).cloned().collect();
        for folder in gone {
            self.let_go(&folder);
            self.folders.remove(&folder);
        }
        for folder in folders {
            if !self.folders.contains_key(&folder) {
                let state = self.begin(&folder);
                self.folders.insert(folder, state);
            }
        }
        if self.folders != before {
            self.tell_states();
        }
    }

    /// Begins to watch a folder, as well as it can be.
    fn begin(&mut self, folder: &Path) -> FolderState {
        if matches!(folder.try_exists(), Ok(false)) {
            return FolderState::Absent;
        }
        if self.config.only_by_looking {
            return FolderState::LookedAt("as you asked".to_owned());
        }
        if let Some(kind) = self.mounts.network_kind(folder) {
            return FolderState::LookedAt(format!("it lies on a network or foreign drive ({kind})"));
        }
        let Some(watcher) = &mut self.watcher else {
            return FolderState::LookedAt("this system tells of no changes".to_owned());
        };
        match watcher.watch(folder, RecursiveMode::Recursive) {
            Ok(()) => FolderState::Watched,
            Err(error) => {
                let _partly = watcher.unwatch(folder);
                FolderState::LookedAt(in_words(&error))
            }
        }
    }

    fn let_go(&mut self, folder: &Path) {
        if let (Some(watcher), Some(FolderState::Watched)) = (&mut self.watcher, self.folders.get(folder)) {
            // A folder that is gone is let go already.
            let _gone = watcher.unwatch(folder);
        }
    }

    /// Drives come and go; network shares are looked at when it is time.
    fn look_for_folders(&mut self) {
        let mut remounted: Vec<PathBuf> = Vec::new();
        if self.bell.rang()
            && let Some(mounts) = self.mounts.changed()
        {
            let is_other = |folder: &&PathBuf| mounts.around(folder) != self.mounts.around(folder);
            remounted.extend(self.folders.keys().filter(is_other).cloned());
            self.mounts = mounts;
        }
        let before = self.folders.clone();
        for (folder, state) in &before {
            let there = !matches!(folder.try_exists(), Ok(false));
            let was_there = *state != FolderState::Absent;
            if there != was_there || remounted.contains(folder) {
                self.let_go(folder);
                let state = self.begin(folder);
                self.folders.insert(folder.clone(), state);
                self.pending.add(vec![folder.clone()]);
            }
        }
        if self.looked.elapsed() >= self.config.every {
            self.looked = Instant::now();
            let by_looking =
                self.folders.iter().filter(|(_, state)| matches!(state, FolderState::LookedAt(_)));
            self.pending.add(by_looking.map(|(folder, _)| folder.clone()).collect());
        }
        if self.folders != before {
            self.tell_states();
        }
    }

    fn see_what_was_lost(&mut self) {
        let lately = self.overflowed.is_some_and(|at| at.elapsed() < BETWEEN_OVERFLOWS);
        if !lately && self.changes.lost.swap(false, Ordering::Relaxed) {
            self.overflowed = Some(Instant::now());
            self.pending.add(self.folders.keys().cloned().collect());
        }
    }

    fn tell_states(&mut self) {
        let states = self.folders.iter().map(|(folder, state)| (folder.clone(), state.clone())).collect();
        (self.deliver)(News::States(states));
    }
}

/// Runs on the system's thread.
fn on_event(event: notify::Result<notify::Event>, sender: &Sender<notify::Event>, lost: &AtomicBool) {
    let Ok(event) = event else {
        lost.store(true, Ordering::Relaxed);
        return;
    };
    if event.need_rescan() {
        lost.store(true, Ordering::Relaxed);
    } else if concerns_music(&event)
        && let Err(TrySendError::Full(_)) = sender.try_send(event)
    {
        lost.store(true, Ordering::Relaxed);
    }
}

fn concerns_music(event: &notify::Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Create(CreateKind::File)
        | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
        | EventKind::Remove(RemoveKind::File) => event.paths.iter().any(|path| super::scan::may_matter(path)),
        EventKind::Access(_) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system's limit of watched folders is reached (fs.inotify.max_user_watches)".to_owned()
        }
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::Io(_)
        | notify::ErrorKind::PathNotFound
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_) => format!("the system cannot watch it: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long enough for a loaded machine; changes are told within two seconds.
    const PATIENCE: Duration = Duration::from_mins(1);

    fn watch(folder: &Path, config: Config) -> (Watch, Receiver<News>) {
        let (tx, rx) = bounded(1000);
        let watch = Watch::start(vec![folder.to_path_buf()], config, move |news| {
            let _gone = tx.send(news);
        });
        (watch.unwrap(), rx)
    }

    /// Waits for news of this path, or of a folder around it.
    fn wait_for_change(news: &Receiver<News>, path: &Path) {
        loop {
            if let News::Changed(paths) = news.recv_timeout(PATIENCE).unwrap()
                && paths.iter().any(|changed| path.starts_with(changed))
            {
                return;
            }
        }
    }

    fn wait_for_state(news: &Receiver<News>, wanted: fn(&FolderState) -> bool) {
        loop {
            if let News::States(states) = news.recv_timeout(PATIENCE).unwrap()
                && states.iter().all(|(_, state)| wanted(state))
            {
                return;
            }
        }
    }

    #[test]
    fn new_changed_moved_and_deleted_files_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (_watch, news) = watch(folder.path(), Config::default());
        wait_for_state(&news, |state| *state == FolderState::Watched);
        let (first, second) = (folder.path().join("a.mp3"), folder.path().join("sub/b.mp3"));
        std::fs::write(&first, "x").unwrap();
        wait_for_change(&news, &first);
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        std::fs::rename(&first, &second).unwrap();
        wait_for_change(&news, &second);
        std::fs::remove_file(&second).unwrap();
        wait_for_change(&news, &second);
    }

    #[test]
    fn a_burst_of_any_size_is_told_in_few_words() {
        let folder = tempfile::tempdir().unwrap();
        let (_watch, news) = watch(folder.path(), Config::default());
        wait_for_state(&news, |state| *state == FolderState::Watched);
        for i in 0..10_000 {
            std::fs::write(folder.path().join(format!("{i}.mp3")), "x").unwrap();
        }
        wait_for_change(&news, &folder.path().join("9999.mp3"));
    }

    #[test]
    fn a_folder_that_goes_and_comes_back_is_told_both_times() {
        let scratch = tempfile::tempdir().unwrap();
        let (drive, away) = (scratch.path().join("drive"), scratch.path().join("away"));
        std::fs::create_dir(&drive).unwrap();
        let (_watch, news) = watch(&drive, Config::default());
        wait_for_state(&news, |state| *state == FolderState::Watched);
        std::fs::rename(&drive, &away).unwrap();
        wait_for_state(&news, |state| *state == FolderState::Absent);
        wait_for_change(&news, &drive);
        std::fs::rename(&away, &drive).unwrap();
        wait_for_state(&news, |state| *state == FolderState::Watched);
        wait_for_change(&news, &drive);
    }

    #[test]
    fn where_the_system_tells_nothing_the_folder_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { every: Duration::from_millis(10), only_by_looking: true };
        let (_watch, news) = watch(folder.path(), config);
        wait_for_state(&news, |state| matches!(state, FolderState::LookedAt(_)));
        wait_for_change(&news, folder.path());
        wait_for_change(&news, folder.path());
    }

    #[test]
    fn reading_is_no_change() {
        let kinds =
            [EventKind::Access(AccessKind::Open(AccessMode::Any)), EventKind::Access(AccessKind::Read)];
        assert!(
            !kinds
                .into_iter()
                .any(|kind| concerns_music(&notify::Event::new(kind).add_path("/m/a.mp3".into())))
        );
    }
}
