//! Answers that a client need not fetch twice.

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::problem::Problem;
use crate::hex::hex;

/// A JSON document with an `ETag` of its content; 304 when the client has it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn with_etag(headers: &HeaderMap, document: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(document).map_err(|error| Problem::internal(&error))?;
    let tag = etag(&body);
    if has(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let kind = HeaderValue::from_static("application/json");
    let again = HeaderValue::from_static("private, no-cache");
    let headers = [(header::CONTENT_TYPE, kind), (header::ETAG, tag), (header::CACHE_CONTROL, again)];
    Ok((headers, Body::from(body)).into_response())
}

/// The `ETag` of a content.
pub fn etag(content: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(content);
    let hex = hex(&digest[..12]);
    HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Does the client say it has the content with this `ETag`?
pub fn has(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let (Some(known), Ok(tag)) = (headers.get(header::IF_NONE_MATCH), tag.to_str()) else { return false };
    let Ok(known) = known.to_str() else { return false };
    known.trim() == "*" || known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_has_it_is_told_so() {
        let document = serde_json::json!({"a": 1});
        let first = with_etag(&HeaderMap::new(), &document).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(with_etag(&headers, &document).unwrap().status(), StatusCode::NOT_MODIFIED);
        assert_eq!(with_etag(&headers, &serde_json::json!({"a": 2})).unwrap().status(), StatusCode::OK);
    }
}
