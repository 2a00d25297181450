//! The page at `/`: files built into the program, served with a policy that lets nothing else in.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::answer;
use super::problem::Problem;

/// Only our own files, pictures that the page itself has in hand, and no code in the page. The camera is the page's own to
/// ask for.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const ALLOWED: &str = "camera=(self), microphone=(), geolocation=(), display-capture=()";

struct Asset {
    name: &'static str,
    kind: &'static str,
    content: &'static [u8],
}

macro_rules! asset {
    ($name:literal, $kind:literal, $path:literal) => {
        Asset { name: $name, kind: $kind, content: include_bytes!(concat!("../../assets/", $path)) }
    };
}

const HTML: &str = "text/html; charset=utf-8";
const ASSETS: [Asset; 12] = [
    asset!("style.css", "text/css; charset=utf-8", "web/style.css"),
    asset!("app.js", "text/javascript; charset=utf-8", "web/app.js"),
    asset!("api.js", "text/javascript; charset=utf-8", "web/api.js"),
    asset!("camera.js", "text/javascript; charset=utf-8", "web/camera.js"),
    asset!("faces.js", "text/javascript; charset=utf-8", "web/faces.js"),
    asset!("music.js", "text/javascript; charset=utf-8", "web/music.js"),
    asset!("player.js", "text/javascript; charset=utf-8", "web/player.js"),
    asset!("icon.svg", "image/svg+xml", "icon/mien.svg"),
    asset!("inter.otf", "font/otf", "fonts/Inter-Regular.otf"),
    asset!("inter-medium.otf", "font/otf", "fonts/Inter-Medium.otf"),
    asset!("inter-semibold.otf", "font/otf", "fonts/Inter-SemiBold.otf"),
    asset!("inter-display.otf", "font/otf", "fonts/InterDisplay-SemiBold.otf"),
];

const PAGE: Asset = Asset { name: "", kind: HTML, content: include_bytes!("../../assets/web/index.html") };

/// The page.
pub async fn page(headers: HeaderMap) -> Response {
    send(&PAGE, &headers)
}

/// A part of the page.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    asset.map(|asset| send(asset, &headers)).ok_or_else(|| Problem::not_found("There is nothing here."))
}

fn send(asset: &'static Asset, headers: &HeaderMap) -> Response {
    let tag = answer::etag(asset.content);
    let common = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(ALLOWED)),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ];
    if answer::has(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind))], asset.content).into_response()
}
