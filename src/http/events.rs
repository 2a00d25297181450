//! `GET /v1/state` and `GET /v1/events`: how things stand, once or as they change.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream, StreamExt};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::Api;
use super::answer::with_etag;
use super::live::Live;
use super::problem::Problem;

/// Clients that may listen at once.
pub const LISTENERS: usize = 32;
/// A word to silent connections, so that both sides see when the other is gone.
const ALIVE: Duration = Duration::from_secs(15);
/// The least time between two looks: 15 a second are enough to draw by.
const PACE: Duration = Duration::from_millis(66);

/// How things stand
#[utoipa::path(
    get,
    path = "/v1/state",
    tag = "live",
    operation_id = "state",
    security(("token" = [])),
    responses(
        (status = 200, description = "Mood, faces, track, progress, queue", body = Live, headers(("ETag" = String))),
        (status = 304, description = "Not changed since the given ETag"),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn state(State(api): State<Api>, headers: HeaderMap) -> Result<Response, Problem> {
    let live = api.live.borrow().clone();
    with_etag(&headers, &live)
}

/// How things change
///
/// Server-sent events `mood`, `faces`, `steering`, `playback`, `position`, `volume`, `camera`, `queue` and `tracks`, each with the
/// field of that name in `/v1/state` as its data. All come once at the beginning. A client that reads slowly gets the
/// newest and misses what was in between.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "live",
    operation_id = "events",
    security(("token" = [])),
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream", body = String),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many clients listen", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn events(State(api): State<Api>) -> Result<Response, Problem> {
    let seat = api.seats.clone().try_acquire_owned().map_err(|_none_left| Problem::busy())?;
    let sse = Sse::new(changes(api.live.clone(), seat)).keep_alive(KeepAlive::new().interval(ALIVE));
    let headers = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((headers, sse).into_response())
}

/// Events of all that changes. Looks at the state only when the client has taken what it was told before.
fn changes(
    live: watch::Receiver<Live>,
    seat: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let start = (live, None::<Live>, seat);
    let steps = stream::unfold(start, |(mut live, told, seat)| async move {
        if told.is_some() {
            tokio::time::sleep(PACE).await;
            live.changed().await.ok()?;
        }
        let now = live.borrow_and_update().clone();
        if now.ended {
            return None;
        }
        let events = differences(told.as_ref(), &now);
        Some((stream::iter(events.into_iter().map(Ok)), (live, Some(now), seat)))
    });
    steps.flatten()
}

fn differences(told: Option<&Live>, now: &Live) -> Vec<Event> {
    let mut events = Vec::new();
    add(&mut events, "mood", told, now, |live| &live.mood);
    add(&mut events, "faces", told, now, |live| &live.faces);
    add(&mut events, "steering", told, now, |live| &live.steering);
    add(&mut events, "playback", told, now, |live| &live.playback);
    add(&mut events, "position", told, now, |live| &live.position);
    add(&mut events, "volume", told, now, |live| &live.volume);
    add(&mut events, "camera", told, now, |live| &live.camera);
    add(&mut events, "queue", told, now, |live| &live.queue);
    add(&mut events, "tracks", told, now, |live| &live.tracks);
    events
}

fn add<'a, T: PartialEq + Serialize + 'a>(
    events: &mut Vec<Event>,
    name: &str,
    told: Option<&'a Live>,
    now: &'a Live,
    part: fn(&'a Live) -> &'a T,
) {
    if told.is_none_or(|told| part(told) != part(now))
        && let Ok(event) = Event::default().event(name).json_data(part(now))
    {
        events.push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_told_once_and_then_what_changes() {
        let first = Live::default();
        assert_eq!(differences(None, &first).len(), 9);
        assert_eq!(differences(Some(&first), &first).len(), 0);
        let next = Live { position: 1.5, volume: 0.5, ..first.clone() };
        assert_eq!(differences(Some(&first), &next).len(), 2);
    }
}
