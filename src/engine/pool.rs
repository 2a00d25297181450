//! Work on many tracks on all cores, at the pace that is asked for. Knows nothing of what the work is.

mod priority;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Builder};
use std::time::Duration;

use crossbeam_channel::bounded;

/// Tracks worked on at once, at most: each takes up to 25 MB.
const MOST_WORKERS: usize = 8;
/// How soon a pause ends after its reason has.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// How the work is done, for as long as it runs. Clones share it.
#[derive(Clone, Debug)]
pub struct Pace {
    low_priority: bool,
    stopped: Arc<AtomicBool>,
    paused: Arc<AtomicBool>,
}

impl Pace {
    /// As fast as it goes.
    pub fn full() -> Self {
        Self { low_priority: false, stopped: Arc::default(), paused: Arc::default() }
    }

    /// Only with what nobody else needs of the processor.
    pub fn background() -> Self {
        Self { low_priority: true, ..Self::full() }
    }

    /// Ends the work at the next block; what was not finished is not told.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Holds the work, or lets it go on.
    pub fn pause(&self, paused: bool) {
        self.paused.store(paused, Ordering::Relaxed);
    }

    /// Is it held?
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    /// Waits while it is held; `false`: it has been stopped.
    pub fn go_on(&self) -> bool {
        while self.is_paused() && !self.is_stopped() {
            thread::sleep(LOOK_AGAIN);
        }
        !self.is_stopped()
    }

    /// Has it been ended?
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// Works on items on all cores, in their order. `work` gives nothing when it was stopped; `told` is called on this thread with
/// each outcome, and its `false` ends the work. Threads are called by `name`.
///
/// # Errors
/// When the system gives no thread.
pub fn on_all_cores<T: Send, R: Send>(
    items: Vec<T>,
    name: &str,
    pace: &Pace,
    work: impl Fn(&T) -> Option<R> + Sync,
    mut told: impl FnMut(T, R) -> bool,
) -> io::Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(MOST_WORKERS).min(items.len());
    // All must arrive; workers wait for room.
    let (give, jobs) = bounded::<T>(items.len().max(1));
    for item in items {
        let _room_for_all = give.try_send(item);
    }
    drop(give);
    let (results, outcomes) = bounded(workers.max(1));
    thread::scope(|scope| {
        for number in 0..workers {
            let (jobs, results, pace, work) = (jobs.clone(), results.clone(), pace.clone(), &work);
            Builder::new().name(format!("{name} {number}")).spawn_scoped(scope, move || {
                if pace.low_priority {
                    priority::lower();
                }
                for item in jobs {
                    if !pace.go_on() {
                        return;
                    }
                    let Some(outcome) = work(&item) else { return };
                    if results.send((item, outcome)).is_err() {
                        return;
                    }
                }
            })?;
        }
        drop(results);
        for (item, outcome) in &outcomes {
            if !told(item, outcome) {
                pace.stop();
                break;
            }
        }
        // Workers that still wait to tell something find nobody there.
        drop(outcomes);
        Ok(())
    })
}
