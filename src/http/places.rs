//! Places for connections: there are so many, and when all are taken a newcomer gets that of the connection that has been
//! silent the longest. So nobody is kept out by clients that connect and ask nothing, or ask slowly.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

/// How often the silent are looked for while all places are taken.
const PACE: Duration = Duration::from_millis(50);

/// The connections there are.
pub struct Places {
    seats: Arc<Semaphore>,
    taken: Vec<Taken>,
    clock: Arc<AtomicU64>,
}

struct Taken {
    talk: Talk,
    task: AbortHandle,
}

/// Whether a connection is at an answer or waits for a question.
#[derive(Clone)]
pub struct Talk {
    /// A number that grows: when the last answer ended. 0 while there is one.
    silent_since: Arc<AtomicU64>,
    clock: Arc<AtomicU64>,
}

impl Places {
    /// So many places.
    pub fn new(number: usize) -> Self {
        Self { seats: Arc::new(Semaphore::new(number)), taken: Vec::new(), clock: Arc::default() }
    }

    /// A free place. Ends the connection that has been silent the longest where none is; waits while all are at work.
    pub async fn free(&mut self) -> Option<OwnedSemaphorePermit> {
        self.taken.retain(|taken| !taken.task.is_finished());
        loop {
            if self.seats.available_permits() == 0 {
                let silent = self.taken.iter().filter(|taken| !taken.task.is_finished());
                let silent = silent.filter_map(|taken| Some((taken.talk.silent_since()?, &taken.task)));
                if let Some((_, task)) = silent.min_by_key(|(since, _)| *since) {
                    task.abort();
                }
            }
            if let Ok(seat) = tokio::time::timeout(PACE, self.seats.clone().acquire_owned()).await {
                return seat.ok();
            }
        }
    }

    /// For the connection that takes the next place.
    pub fn talk(&self) -> Talk {
        let talk = Talk { silent_since: Arc::default(), clock: self.clock.clone() };
        talk.fall_silent();
        talk
    }

    /// A connection has taken a place.
    pub fn take(&mut self, talk: Talk, task: AbortHandle) {
        self.taken.push(Taken { talk, task });
    }
}

impl Talk {
    /// A question has come; until what this gives is dropped, the connection is at the answer.
    pub fn begin(&self) -> Answering {
        self.silent_since.store(0, Ordering::Relaxed);
        Answering(self.clone())
    }

    fn fall_silent(&self) {
        let now = self.clock.fetch_add(1, Ordering::Relaxed) + 1;
        self.silent_since.store(now, Ordering::Relaxed);
    }

    fn silent_since(&self) -> Option<u64> {
        Some(self.silent_since.load(Ordering::Relaxed)).filter(|since| *since > 0)
    }
}

/// An answer is being made or sent.
pub struct Answering(Talk);

impl Answering {
    /// Lasts until the answer is sent.
    pub fn with(self, answer: Response) -> Response {
        answer.map(|body| Body::new(Sending { body, _answering: self }))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.fall_silent();
    }
}

struct Sending {
    body: Body,
    _answering: Answering,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection that lasts.
    async fn connect(places: &mut Places) -> (Talk, AbortHandle) {
        let seat = places.free().await.unwrap();
        let connection = tokio::spawn(async move {
            std::future::pending::<()>().await;
            drop(seat);
        });
        let talk = places.talk();
        places.take(talk.clone(), connection.abort_handle());
        (talk, connection.abort_handle())
    }

    #[test]
    fn a_newcomer_gets_the_place_of_the_one_that_was_silent_the_longest() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let mut places = Places::new(3);
            let (first, first_task) = connect(&mut places).await;
            let (second, second_task) = connect(&mut places).await;
            let (_third, third_task) = connect(&mut places).await;
            let answering = first.begin();
            drop(second.begin());
            // The first is at an answer, the second was a moment ago.
            let (_fourth, fourth_task) = connect(&mut places).await;
            assert!(third_task.is_finished() && !first_task.is_finished() && !second_task.is_finished());
            drop(answering.with(Response::new(Body::empty())));
            connect(&mut places).await;
            assert!(second_task.is_finished() && !first_task.is_finished() && !fourth_task.is_finished());
        });
    }

    #[test]
    fn a_connection_at_an_answer_is_left_in_peace() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let mut places = Places::new(1);
            let (talk, task) = connect(&mut places).await;
            let answering = talk.begin();
            assert!(tokio::time::timeout(4 * PACE, places.free()).await.is_err());
            assert!(!task.is_finished());
            drop(answering);
            assert!(places.free().await.is_some() && task.is_finished());
        });
    }
}
