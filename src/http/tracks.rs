//! `GET /v1/tracks` and `POST /v1/tracks/{id}/feedback`.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Api;
use super::answer::with_etag;
use super::problem::{Asked, Body, Problem, TrackNumber, no_track, present, whole};
use super::record::{LikeRecord, TrackRecord};
use crate::engine::Command;
use crate::library::TrackId;

/// Tracks of a page when nothing else is asked for, and at most.
const PAGE: u16 = 50;
const LARGEST_PAGE: u16 = 500;
/// How long a change may take to be seen.
const PATIENCE: Duration = Duration::from_secs(2);

/// Which tracks.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Query {
    /// Words of title, artist, album or genre; beginnings of words are enough. Without it, all tracks.
    q: Option<String>,
    /// At most this many.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u16>,
    /// Where to go on: `next` of the page before.
    #[param(pattern = "^[0-9]{1,9}$")]
    cursor: Option<String>,
}

/// A page of tracks.
#[derive(Debug, Serialize, ToSchema)]
#[allow(clippy::struct_field_names, reason = "the names are those of the answer")]
pub struct Tracks {
    tracks: Vec<TrackRecord>,
    /// The cursor of the next page; null after the last.
    next: Option<String>,
    /// What to try when nothing was found.
    hint: Option<String>,
}

/// Tracks of the library
#[utoipa::path(
    get,
    path = "/v1/tracks",
    tag = "library",
    operation_id = "tracks",
    params(Query),
    responses(
        (status = 200, description = "A page of tracks", body = Tracks, headers(("ETag" = String))),
        (status = 304, description = "Not changed since the given ETag"),
        (status = 400, description = "A wrong parameter", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong (only where other machines can ask)", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many questions at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(api): State<Api>,
    Asked(query): Asked<Query>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let limit = query.limit.unwrap_or(PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::bad_request("limit is a number from 1 to 500."));
    }
    let from = match query.cursor {
        Some(cursor) => position(&cursor)?,
        None => 0,
    };
    let limit = usize::from(limit);
    let words = query.q.unwrap_or_default();
    let page = api.shelf.ask(move |reader| {
        let found = reader.library()?.tracks(&words, from + limit + 1)?;
        let more = found.tracks.len() > from + limit;
        Ok(Tracks {
            tracks: found.tracks.iter().skip(from).take(limit).map(TrackRecord::from).collect(),
            next: more.then(|| (from + limit).to_string()),
            hint: found.hint.map(|hint| hint.to_string()),
        })
    });
    with_etag(&headers, &page.await?)
}

fn position(cursor: &str) -> Result<usize, Problem> {
    let digits = (1..=9).contains(&cursor.len()) && cursor.bytes().all(|byte| byte.is_ascii_digit());
    let place = digits.then(|| cursor.parse().ok()).flatten();
    place.ok_or_else(|| Problem::bad_request("cursor is what the page before gave as next."))
}

/// One track
#[utoipa::path(
    get,
    path = "/v1/tracks/{id}",
    tag = "library",
    operation_id = "track",
    params(("id" = i64, Path, description = "Number of the track")),
    responses(
        (status = 200, description = "The track", body = TrackRecord, headers(("ETag" = String))),
        (status = 304, description = "Not changed since the given ETag"),
        (status = 401, description = "The token is missing or wrong (only where other machines can ask)", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such track", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many questions at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one(
    State(api): State<Api>,
    TrackNumber(id): TrackNumber,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    with_etag(&headers, &find(&api, id).await?)
}

async fn find(api: &Api, id: i64) -> Result<TrackRecord, Problem> {
    let track = api.shelf.ask(move |reader| reader.library()?.track(TrackId(id))).await?;
    track.as_ref().map(TrackRecord::from).ok_or_else(no_track)
}

/// What the user thinks of a track. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Stars; 0 takes them back.
    #[serde(default, deserialize_with = "whole")]
    #[schema(minimum = 0, maximum = 5, nullable = false)]
    rating: Option<u8>,
    /// Liked, disliked, or neither.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    like: Option<LikeRecord>,
}

/// Rate a track, like it or dislike it
#[utoipa::path(
    post,
    path = "/v1/tracks/{id}/feedback",
    tag = "library",
    operation_id = "feedback",
    security(("token" = [])),
    params(("id" = i64, Path, description = "Number of the track")),
    request_body = Feedback,
    responses(
        (status = 200, description = "The track as it is now", body = TrackRecord),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such track", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "JSON that says something else", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many questions at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn feedback(
    State(api): State<Api>,
    TrackNumber(id): TrackNumber,
    Body(feedback): Body<Feedback>,
) -> Result<Json<TrackRecord>, Problem> {
    if feedback.rating.is_some_and(|stars| stars > 5) {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "rating is a number from 0 to 5."));
    }
    let wanted = |track: &TrackRecord| {
        feedback.rating.is_none_or(|stars| track.rating == stars)
            && feedback.like.is_none_or(|like| track.like == like)
    };
    let before = find(&api, id).await?;
    if wanted(&before) {
        return Ok(Json(before));
    }
    let mut live = api.live.clone();
    live.mark_unchanged();
    if let Some(stars) = feedback.rating {
        api.commands.send(Command::Rate(TrackId(id), stars));
    }
    if let Some(like) = feedback.like {
        api.commands.send(Command::SetLike(TrackId(id), like.into()));
    }
    // The engine tells of a change once it is written.
    let written = async {
        while live.changed().await.is_ok() {
            let is_this = live.borrow_and_update().changed == Some(id);
            if is_this && wanted(&find(&api, id).await?) {
                break;
            }
        }
        Ok::<_, Problem>(())
    };
    if let Ok(Err(problem)) = tokio::time::timeout(PATIENCE, written).await {
        return Err(problem);
    }
    find(&api, id).await.map(Json)
}
