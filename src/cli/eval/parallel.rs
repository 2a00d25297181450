//! Work on many items with all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// `work` on each item, in the items' order. Each thread has a state of its own from `make`; where that
/// fails, the item carries the error.
pub fn map<I: Sync, S, T: Send, E: Send>(
    items: &[I],
    make: impl Fn() -> Result<S, E> + Sync,
    work: impl Fn(&mut S, &I) -> Result<T, E> + Sync,
) -> Vec<Result<T, E>> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let mut done: Vec<(usize, Result<T, E>)> = thread::scope(|scope| {
        let run = || {
            let (mut state, mut done) = (None, Vec::new());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { return done };
                let ready = state.take().map_or_else(&make, Ok);
                done.push((at, ready.and_then(|ready| work(state.insert(ready), item))));
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        // A panic of a worker is one of this thread.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let items: Vec<u32> = (0..1000).collect();
        let doubled = map(&items, || Ok::<_, ()>(2), |factor, item| Ok(*factor * item));
        assert_eq!(doubled, items.iter().map(|i| Ok(2 * i)).collect::<Vec<_>>());
    }

    #[test]
    fn a_state_that_cannot_be_made_is_the_items_error() {
        let none = map(&[1, 2], || Err::<(), _>("broken"), |(), item| Ok(*item));
        assert_eq!(none, [Err("broken"), Err("broken")]);
    }
}
