//! The mood journal on a thread of its own, which opens the file when it is first needed and packs it when something is
//! deleted; the engine never waits for it.

use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::core::Input;
use crate::journal::{Entry, date};
use crate::library::LibraryError;
use crate::library::journal::{Journal, write_csv};
use crate::paths::write_atomically;

/// Orders that may wait; all must arrive.
const ORDERS: usize = 256;
const DAY_SECS: i64 = 86_400;

/// What the journal is asked.
#[derive(Debug)]
pub enum Order {
    /// Note this.
    Write(Box<Entry>),
    /// Show so many days up to this one (since 1970, on the wall's calendar); `None`: up to today.
    Show {
        /// The last day.
        day: Option<i64>,
        /// How many.
        days: u8,
    },
    /// Delete what [`Order::Show`] would show, or everything.
    Delete(Deletion),
    /// Write everything as a table to this file.
    Export(PathBuf),
}

/// What to delete of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// So many days up to this one (since 1970, on the wall's calendar).
    Days {
        /// The last day.
        day: i64,
        /// How many.
        days: u8,
    },
    /// Everything.
    All,
}

/// A part of the journal, to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JournalPage {
    /// The last day that is shown, in days since 1970 on the wall's calendar.
    pub day: i64,
    /// Today.
    pub today: i64,
    /// How many days.
    pub days: u8,
    /// The entries of these days, oldest first.
    pub entries: Arc<[Entry]>,
    /// Entries of all days.
    pub total: usize,
}

/// What the journal answers.
#[derive(Debug)]
pub enum JournalNews {
    /// What was asked for.
    Page(Arc<JournalPage>),
    /// So many entries are gone for good.
    Deleted(usize),
    /// The table is written.
    Exported(PathBuf, usize),
    /// The file cannot be used.
    Failed(LibraryError),
    /// The table cannot be written.
    NotExported(PathBuf, io::Error),
}

/// The way to the journal's thread, which starts with the first order.
pub struct Journaling {
    path: PathBuf,
    inbox: Sender<Input>,
    orders: Option<Sender<Order>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Journaling {
    /// A journal in this file; nothing is opened yet.
    pub const fn new(path: PathBuf, inbox: Sender<Input>) -> Self {
        Self { path, inbox, orders: None, thread: None }
    }

    /// Gives an order; answers come as [`Input::Journal`].
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn order(&mut self, order: Order) -> io::Result<()> {
        let orders = match self.orders.take() {
            Some(orders) => orders,
            None => self.start()?,
        };
        match orders.try_send(order) {
            Ok(()) => self.orders = Some(orders),
            Err(TrySendError::Full(_)) => {
                log::error!("the journal is stuck: an order was lost");
                self.orders = Some(orders);
            }
            // The file could not be opened, which was told; the next order tries again.
            Err(TrySendError::Disconnected(_)) => {}
        }
        Ok(())
    }

    fn start(&mut self) -> io::Result<Sender<Order>> {
        let (orders, waiting) = bounded(ORDERS);
        let (path, inbox) = (self.path.clone(), self.inbox.clone());
        let run = move || match Journal::open(&path) {
            Ok(mut journal) => serve(&mut journal, &waiting, &inbox),
            Err(error) => tell(&inbox, JournalNews::Failed(error)),
        };
        self.thread = Some(thread::Builder::new().name("journal".to_owned()).spawn(run)?);
        Ok(orders)
    }
}

impl Drop for Journaling {
    /// Waits until everything is written.
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

fn serve(journal: &mut Journal, orders: &Receiver<Order>, inbox: &Sender<Input>) {
    for order in orders {
        let answer = match order {
            Order::Write(entry) => journal.write(&entry).map(|()| None),
            Order::Show { day, days } => {
                page(journal, day, days).map(|page| Some(JournalNews::Page(Arc::new(page))))
            }
            Order::Delete(deletion) => {
                delete(journal, deletion).map(|number| Some(JournalNews::Deleted(number)))
            }
            Order::Export(path) => export(journal, &path).map(Some),
        };
        match answer {
            Ok(Some(news)) => tell(inbox, news),
            Ok(None) => {}
            Err(error) => tell(inbox, JournalNews::Failed(error)),
        }
    }
}

/// The engine may have ended: it waits for this thread then, and takes nothing more.
fn tell(inbox: &Sender<Input>, news: JournalNews) {
    if let Err(TrySendError::Full(_)) = inbox.try_send(Input::Journal(news)) {
        log::warn!("the engine is busy: news of the journal were lost");
    }
}

fn page(journal: &Journal, day: Option<i64>, days: u8) -> Result<JournalPage, LibraryError> {
    let today = journal.local_secs(super::core::now())?.div_euclid(DAY_SECS);
    let day = day.unwrap_or(today).min(today);
    let entries = journal.entries(span(journal, day, days)?)?.into();
    Ok(JournalPage { day, today, days, entries, total: journal.count()? })
}

fn delete(journal: &mut Journal, deletion: Deletion) -> Result<usize, LibraryError> {
    let span = match deletion {
        Deletion::Days { day, days } => span(journal, day, days)?,
        Deletion::All => i64::MIN..=i64::MAX,
    };
    journal.delete(span)
}

/// Unix time from the beginning of the first day to the end of the last.
fn span(journal: &Journal, day: i64, days: u8) -> Result<RangeInclusive<i64>, LibraryError> {
    let midnight = |day| {
        let (year, month, day) = date(day);
        Ok::<_, LibraryError>(journal.unix_time(&format!("{year:04}-{month:02}-{day:02}"))?.unwrap_or(0))
    };
    Ok(midnight(day + 1 - i64::from(days))?..=midnight(day + 1)? - 1)
}

fn export(journal: &Journal, path: &Path) -> Result<JournalNews, LibraryError> {
    // A mere name goes beside the journal.
    let path = journal.path().parent().map_or_else(|| path.to_path_buf(), |folder| folder.join(path));
    let entries = journal.entries(i64::MIN..=i64::MAX)?;
    let mut table = Vec::new();
    let written = write_csv(&entries, &mut table).and_then(|()| write_atomically(&path, &table));
    Ok(match written {
        Ok(()) => JournalNews::Exported(path, entries.len()),
        Err(error) => JournalNews::NotExported(path, error),
    })
}
