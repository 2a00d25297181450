//! Errors as `application/problem+json` (RFC 9457), and the extractors that answer with them.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::notice::sentence;

/// How long a JSON body may take.
const ARRIVAL: Duration = Duration::from_secs(10);

/// What went wrong with a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Kind of the problem; `about:blank` means that the status says it all.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The status as a number.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = u16, minimum = 400, maximum = 599)]
    status: StatusCode,
    /// What happened and what to do.
    detail: String,
    #[serde(skip)]
    #[schema(ignore)]
    headers: Box<HeaderMap>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn as_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

impl Problem {
    /// A problem with a sentence for people.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status,
            detail: detail.into(),
            headers: Box::default(),
        }
    }

    /// The request is not understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// There is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// Too much to do; ask again in a second.
    pub fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Mien has too much to do right now. Ask again in a moment.",
        )
        .with_header(RETRY_AFTER, HeaderValue::from_static("1"))
    }

    /// Something of ours failed. The technical side goes to the log.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        log::error!("{error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Mien could not do this. Its log says more.")
    }

    /// The same with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        (self.status, *self.headers, [(CONTENT_TYPE, kind)], body).into_response()
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let object: Result<Json<Object>, JsonRejection> = arrived(Json::from_request(request, state)).await?;
        let Json(object) = object.map_err(|rejection| refused_body(&rejection))?;
        read(object).map(Self)
    }
}

/// A small body has to arrive soon: who sends it byte by byte holds a connection.
async fn arrived<T>(body: impl Future<Output = T>) -> Result<T, Problem> {
    let late = |_late| Problem::new(StatusCode::REQUEST_TIMEOUT, "The body did not arrive in time.");
    tokio::time::timeout(ARRIVAL, body).await.map_err(late)
}

/// Bodies are read by way of an object: serde would take a list of fields for a structure as well.
type Object = Map<String, Value>;

fn read<T: DeserializeOwned>(object: Object) -> Result<T, Problem> {
    T::deserialize(Value::Object(object)).map_err(|error| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("The body says something else: {error}."))
    })
}

/// A JSON body that may be left out, or be null.
pub struct MaybeBody<T>(pub Option<T>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for MaybeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        // Some clients declare a form even where they send nothing.
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if kind.is_some_and(|kind| kind.contains("json")) {
            let object: Result<Json<Option<Object>>, JsonRejection> =
                arrived(Json::from_request(request, state)).await?;
            let Json(object) = object.map_err(|rejection| refused_body(&rejection))?;
            return object.map(read).transpose().map(Self);
        }
        match arrived(axum::body::Bytes::from_request(request, state)).await? {
            Ok(body) if body.is_empty() => Ok(Self(None)),
            Ok(_) => Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, JSON_WANTED)),
            Err(rejection) => Err(Problem::new(rejection.status(), sentence(&rejection.body_text()))),
        }
    }
}

const JSON_WANTED: &str = "Send JSON, with the header Content-Type: application/json.";

fn refused_body(rejection: &JsonRejection) -> Problem {
    let detail = match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => JSON_WANTED.to_owned(),
        StatusCode::PAYLOAD_TOO_LARGE => "The body is too large.".to_owned(),
        _ => sentence(&rejection.body_text()),
    };
    Problem::new(rejection.status(), detail)
}

/// Parameters of the query.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        query
            .map(|Query(asked)| Self(asked))
            .map_err(|rejection| Problem::bad_request(sentence(&rejection.body_text())))
    }
}

/// A field that may be left out, but says something when it is there. With `#[serde(default)]`.
///
/// # Errors
/// For null and whatever `T` is not.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}

/// The same for a whole number. JSON knows one kind of number, so 3.0 is 3.
///
/// # Errors
/// For null, fractions, and numbers that `T` has no room for.
pub fn whole<'de, D: Deserializer<'de>, T: TryFrom<i64>>(field: D) -> Result<Option<T>, D::Error> {
    let number = serde_json::Number::deserialize(field)?;
    let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 9e15);
    let whole = number.as_i64().or_else(|| float.map(|float| float as i64));
    let fits = whole.and_then(|whole| T::try_from(whole).ok()).map(Some);
    fits.ok_or_else(|| D::Error::custom(format!("{number} is not a whole number in range")))
}

/// The number of a track in the path; a path with something else there leads nowhere.
pub struct TrackNumber(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for TrackNumber {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let number: Result<Path<i64>, PathRejection> = Path::from_request_parts(parts, state).await;
        number.map(|Path(number)| Self(number)).map_err(|_no_number| no_track())
    }
}

/// There is no track with this number.
pub fn no_track() -> Problem {
    Problem::not_found("The library has no track with this number.")
}
