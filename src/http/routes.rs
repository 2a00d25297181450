//! Which path leads where, and through which doors.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::problem::Problem;
use super::{
    Api, access, audio, emotions, events, health, openapi, page, pairing, player, recommend, tracks,
};

/// The largest JSON body.
const JSON_BYTES: usize = 64 << 10;
/// How long an answer may take to begin.
const PATIENCE: Duration = Duration::from_mins(1);

/// All routes.
pub fn routes(api: Api) -> Router {
    let with_token = Router::new()
        .route("/v1/state", get(events::state))
        .route("/v1/events", get(events::events))
        .route("/v1/player/play", post(player::play))
        .route("/v1/player/pause", post(player::pause))
        .route("/v1/player/next", post(player::next))
        .route("/v1/player/previous", post(player::previous))
        .route("/v1/player/seek", post(player::seek))
        .route("/v1/player/volume", post(player::volume))
        .route("/v1/player/steering", post(player::steering))
        .route("/v1/tracks/{id}/feedback", post(tracks::feedback))
        .route("/v1/tracks/{id}/preview", post(audio::link))
        .route_layer(middleware::from_fn_with_state(api.clone(), access::token_wanted));
    let with_token_from_afar = Router::new()
        .route("/v1/emotions", post(emotions::post).layer(DefaultBodyLimit::disable()))
        .route("/v1/recommendations", post(recommend::post))
        .route("/v1/tracks", get(tracks::list))
        .route("/v1/tracks/{id}", get(tracks::one))
        .route_layer(middleware::from_fn_with_state(api.clone(), access::token_wanted_from_afar));
    let open = Router::new()
        .route("/", get(page::page))
        .route("/assets/{name}", get(page::asset))
        .route("/openapi.json", get(openapi::document))
        .route("/v1/health", get(health::health))
        .route("/v1/pairing", post(pairing::pair))
        .route("/v1/tracks/{id}/audio", get(audio::audio));
    Router::new()
        .merge(with_token)
        .merge(with_token_from_afar)
        .merge(open)
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(JSON_BYTES))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(api.clone(), access::at_the_door))
        .with_state(api)
}

async fn nothing_here() -> Problem {
    Problem::not_found("There is nothing here. /openapi.json tells what there is.")
}

async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "This cannot be asked in this way. The header Allow says how.",
    )
}

/// Ends requests that take too long. A stream that has begun goes on.
async fn in_time(request: Request, next: Next) -> Response {
    let late = || Problem::new(StatusCode::REQUEST_TIMEOUT, "The request took too long.").into_response();
    tokio::time::timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_late| late())
}
