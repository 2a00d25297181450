//! The `OpenAPI` document, made from the code of the routes.

use axum::Json;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{audio, emotions, events, health, live, pairing, player, recommend, tracks};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mien",
        description = "Faces, moods and music of the Mien on this machine. No picture is kept or passed on.",
        license(name = "MIT", identifier = "MIT"),
    ),
    paths(
        health::health, emotions::post, recommend::post, tracks::list, tracks::one, tracks::feedback, audio::link,
        audio::audio, events::state, events::events, player::play, player::pause, player::next, player::previous,
        player::seek, player::volume, player::steering, pairing::pair,
    ),
    components(schemas(live::PlaybackState, live::Camera)),
    tags(
        (name = "emotions", description = "What faces on pictures show"),
        (name = "library", description = "Tracks, and what would fit a mood"),
        (name = "live", description = "What Mien sees and plays right now"),
        (name = "player", description = "Remote control"),
        (name = "server", description = "The server itself"),
    ),
    modifiers(&Token),
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// The document.
pub async fn document() -> Response {
    Json(Document::openapi()).into_response()
}
