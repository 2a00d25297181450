//! `GET /v1/tracks/{id}/audio`: a track's file, whole or in ranges, for a preview in the page.
//!
//! A player in a page cannot send a token. It gets a link with a ticket for one track, which `POST
//! /v1/tracks/{id}/preview` gives to those who have the token, and which runs out.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};
use utoipa::{IntoParams, ToSchema};

use super::Api;
use super::access::no_token;
use super::answer;
use super::problem::{Asked, Problem, TrackNumber, no_track};
use crate::library::TrackId;

/// How long a link is good, in seconds: long enough for the longest pieces.
const GOOD_FOR: u64 = 6 * 3600;
/// Bytes read at a time.
const PIECE: u64 = 64 << 10;

/// A link to hear a track.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// Path and query of the link.
    url: String,
    /// Seconds until it runs out.
    expires_in: u64,
}

/// A link to hear a track with, for players that cannot send a token
#[utoipa::path(
    post,
    path = "/v1/tracks/{id}/preview",
    tag = "library",
    operation_id = "preview",
    security(("token" = [])),
    params(("id" = i64, Path, description = "Number of the track")),
    responses(
        (status = 200, description = "The link", body = Preview),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such track", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many questions at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn link(State(api): State<Api>, TrackNumber(id): TrackNumber) -> Result<Json<Preview>, Problem> {
    path_of(&api, id).await?;
    let until = now() + GOOD_FOR;
    let signature = api.token.sign(&ticketed(id, until));
    let url = format!("/v1/tracks/{id}/audio?until={until}&ticket={signature}");
    Ok(Json(Preview { url, expires_in: GOOD_FOR }))
}

/// The ticket of a link.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ticket {
    /// When the link runs out, in Unix seconds.
    until: u64,
    /// The signature of track and time.
    #[param(pattern = "^[0-9a-f]{32}$")]
    ticket: String,
}

/// The file of a track, whole or in ranges
#[utoipa::path(
    get,
    path = "/v1/tracks/{id}/audio",
    tag = "library",
    operation_id = "audio",
    params(
        ("id" = i64, Path, description = "Number of the track"),
        Ticket,
        ("Range" = Option<String>, Header, description = "A range of bytes"),
    ),
    responses(
        (status = 200, description = "The whole file", content_type = "audio/*", headers(("ETag" = String), ("Accept-Ranges" = String))),
        (status = 206, description = "A range of it", content_type = "audio/*", headers(("ETag" = String), ("Content-Range" = String))),
        (status = 304, description = "Not changed since the given ETag"),
        (status = 400, description = "A link without a ticket", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The ticket is wrong or has run out", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such track, or its file is gone", body = Problem, content_type = "application/problem+json"),
        (status = 416, description = "The range lies outside the file", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many questions at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn audio(
    State(api): State<Api>,
    TrackNumber(id): TrackNumber,
    Asked(ticket): Asked<Ticket>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if ticket.until < now() || !api.token.signed(&ticketed(id, ticket.until), &ticket.ticket) {
        return Err(no_token());
    }
    let path = path_of(&api, id).await?;
    let gone = |_error| Problem::not_found("The file of this track is not there. Is its drive plugged in?");
    let file = File::open(&path).await.map_err(gone)?;
    let about = file.metadata().await.map_err(gone)?;
    if !about.is_file() {
        return Err(Problem::not_found("The file of this track is not there. Is its drive plugged in?"));
    }
    let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let tag = answer::etag(format!("{id} {} {changed:?}", about.len()).as_bytes());
    if answer::has(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    send(file, about.len(), kind_of(&path), tag, &headers).await
}

async fn send(
    mut file: File,
    length: u64,
    kind: &'static str,
    tag: HeaderValue,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let text = |text: String| HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    let same = headers.get(header::IF_RANGE).is_none_or(|known| *known == tag);
    let wanted = headers.get(header::RANGE).filter(|_| same).and_then(|range| range.to_str().ok());
    let common = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::ETAG, tag),
    ];
    match range(wanted, length) {
        Part::Whole => {
            let body = Body::from_stream(pieces(file, length));
            Ok((common, [(header::CONTENT_LENGTH, text(length.to_string()))], body).into_response())
        }
        Part::Range(part) => {
            let (first, last) = (*part.start(), *part.end());
            file.seek(SeekFrom::Start(first)).await.map_err(|error| Problem::internal(&error))?;
            let place = text(format!("bytes {first}-{last}/{length}"));
            let count = last - first + 1;
            let own = [(header::CONTENT_RANGE, place), (header::CONTENT_LENGTH, text(count.to_string()))];
            let body = Body::from_stream(pieces(file, count));
            Ok((StatusCode::PARTIAL_CONTENT, common, own, body).into_response())
        }
        Part::Outside => {
            let problem = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "The range lies outside the file.");
            Err(problem.with_header(header::CONTENT_RANGE, text(format!("bytes */{length}"))))
        }
    }
}

/// The next bytes of a file, as the client takes them.
fn pieces(file: File, count: u64) -> impl stream::Stream<Item = std::io::Result<Bytes>> {
    stream::unfold((file, count), |(mut file, left)| async move {
        if left == 0 {
            return None;
        }
        let mut piece = vec![0; left.min(PIECE) as usize];
        match file.read(&mut piece).await {
            Ok(0) => Some((Err(std::io::ErrorKind::UnexpectedEof.into()), (file, 0))),
            Ok(read) => {
                piece.truncate(read);
                Some((Ok(Bytes::from(piece)), (file, left - read as u64)))
            }
            Err(error) => Some((Err(error), (file, 0))),
        }
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Range(RangeInclusive<u64>),
    Outside,
}

/// What a `Range` header asks for. Several ranges at once, and units other than bytes, are answered with the whole.
fn range(wanted: Option<&str>, length: u64) -> Part {
    let spec = wanted.and_then(|wanted| wanted.strip_prefix("bytes="));
    let Some((first, last)) = spec.and_then(|spec| spec.split_once('-')) else { return Part::Whole };
    let (first, last) = match (first.trim().parse::<u64>(), last.trim()) {
        (Ok(first), "") => (first, u64::MAX),
        (Ok(first), last) => match last.parse::<u64>() {
            Ok(last) if first <= last => (first, last),
            Ok(_) | Err(_) => return Part::Whole,
        },
        (Err(_), last) if first.trim().is_empty() => match last.parse::<u64>() {
            Ok(0) => return Part::Outside,
            Ok(count) => (length.saturating_sub(count), u64::MAX),
            Err(_) => return Part::Whole,
        },
        (Err(_), _) => return Part::Whole,
    };
    if first < length { Part::Range(first..=last.min(length - 1)) } else { Part::Outside }
}

async fn path_of(api: &Api, id: i64) -> Result<PathBuf, Problem> {
    let track = api.shelf.ask(move |reader| reader.library()?.track(TrackId(id))).await?;
    track.map(|track| track.path).ok_or_else(no_track)
}

fn ticketed(id: i64, until: u64) -> String {
    format!("audio {id} {until}")
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

fn kind_of(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "mp3" => "audio/mpeg",
        "flac" => "audio/flac",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "m4a" | "mp4" | "m4b" => "audio/mp4",
        "aac" => "audio/aac",
        "wav" => "audio/wav",
        "aif" | "aiff" => "audio/aiff",
        "mka" => "audio/x-matroska",
        "webm" | "weba" => "audio/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_http_says() {
        assert_eq!(range(None, 10), Part::Whole);
        assert_eq!(range(Some("bytes=0-3"), 10), Part::Range(0..=3));
        assert_eq!(range(Some("bytes=4-"), 10), Part::Range(4..=9));
        assert_eq!(range(Some("bytes=-3"), 10), Part::Range(7..=9));
        assert_eq!(range(Some("bytes=-30"), 10), Part::Range(0..=9));
        assert_eq!(range(Some("bytes=5-99"), 10), Part::Range(5..=9));
        assert_eq!(range(Some("bytes=10-"), 10), Part::Outside);
        assert_eq!(range(Some("bytes=-0"), 10), Part::Outside);
        for odd in ["bytes=3-1", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes=", "bytes=-"] {
            assert_eq!(range(Some(odd), 10), Part::Whole, "{odd}");
        }
    }
}
