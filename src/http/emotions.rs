//! `POST /v1/emotions`: what the faces of a picture show.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::sync::SemaphorePermit;
use utoipa::{IntoParams, ToSchema};

use super::Api;
use super::problem::{Asked, Problem};
use super::record::{FaceSchema, Form, Picture};
use crate::emotion::Emotion;
use crate::vision::record::{FaceRecord, PixelBox};

/// The largest picture file.
pub const MAX_BYTES: usize = 16 << 20;
/// Pictures that are on their way in share this many megabytes.
pub const BUDGET_MIB: usize = 128;
/// How long a picture may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);
/// What is too large is read to its end, without being kept, up to here, so that the one who sends it hears why.
const MOST_DRAINED: usize = 64 << 20;
/// Room for the parts around a picture in a form.
const FORM_BYTES: usize = 64 << 10;
const MIB: usize = 1 << 20;

/// What `max_faces` may be.
const MAX_FACES: std::ops::RangeInclusive<u16> = 1..=1000;

/// How to answer.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Options {
    /// Probabilities of all seven emotions with each face.
    #[param(default = true)]
    scores: bool,
    /// At most this many faces, the surest first.
    #[param(minimum = 1, maximum = 1000)] // MAX_FACES
    max_faces: Option<u16>,
}

impl Default for Options {
    fn default() -> Self {
        Self { scores: true, max_faces: None }
    }
}

/// The faces of a picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct Emotions {
    /// Columns of the upright picture.
    width: u32,
    /// Rows of the upright picture.
    height: u32,
    /// The surest first; empty when no face was found.
    #[schema(value_type = Vec<FaceSchema>)]
    faces: Vec<Face>,
}

/// What the faces of a picture show
///
/// The picture is the body, or the first file of a form. It is looked at in memory and forgotten.
#[utoipa::path(
    post,
    path = "/v1/emotions",
    tag = "emotions",
    operation_id = "emotions",
    params(Options),
    request_body(
        description = "A JPEG, PNG or WebP of at most 16 MiB and 40 megapixels.",
        content(
            (Picture = "image/jpeg"), (Picture = "image/png"), (Picture = "image/webp"),
            (Picture = "application/octet-stream"), (Form = "multipart/form-data"),
        ),
    ),
    responses(
        (status = 200, description = "The faces, perhaps none", body = Emotions),
        (status = 400, description = "A broken form or a wrong option", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The picture did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "More than 16 MiB or 40 megapixels", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither a picture nor a form", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The bytes are no picture, or a damaged one", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many pictures at once; Retry-After says when to ask again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn post(
    State(api): State<Api>,
    Asked(options): Asked<Options>,
    request: Request,
) -> Result<Json<Emotions>, Problem> {
    if options.max_faces.is_some_and(|most| !MAX_FACES.contains(&most)) {
        return Err(Problem::bad_request("max_faces is a number from 1 to 1000."));
    }
    let kind = Kind::of(request.headers())?;
    let _room = room_for(&api, request.headers())?;
    let picture = match tokio::time::timeout(PATIENCE, kind.picture(request)).await {
        Ok(picture) => picture?,
        Err(_late) => {
            return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "The picture did not arrive in time."));
        }
    };
    let seen = api.pool.look(picture).await?;
    let most = options.max_faces.map_or(usize::MAX, usize::from);
    let faces = seen.faces.into_iter().take(most).map(|face| Face::new(face, options.scores)).collect();
    Ok(Json(Emotions { width: seen.width, height: seen.height, faces }))
}

/// Memory for a body of the length that was announced; of any length, where none was.
fn room_for<'a>(api: &'a Api, headers: &HeaderMap) -> Result<SemaphorePermit<'a>, Problem> {
    let length = announced(headers).map_or(MAX_BYTES, |length| length.min(MAX_BYTES));
    let units = length.div_ceil(MIB).max(1) as u32;
    api.room.try_acquire_many(units).map_err(|_none_left| Problem::busy())
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// How a picture comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bare,
    Form,
}

impl Kind {
    /// What the picture is, its content says; a type that cannot be one is refused.
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(kind) = headers.get(header::CONTENT_TYPE) else { return Ok(Self::Bare) };
        let kind = kind.to_str().unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            // The last is what curl says of any body when nobody tells it otherwise.
            "image/jpeg"
            | "image/jpg"
            | "image/png"
            | "image/webp"
            | "application/octet-stream"
            | "application/x-www-form-urlencoded" => Ok(Self::Bare),
            "multipart/form-data" => Ok(Self::Form),
            _ => Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send a picture with its type (image/jpeg, image/png, image/webp), application/octet-stream, or a form \
                 (multipart/form-data).",
            )),
        }
    }

    async fn picture(self, request: Request) -> Result<Bytes, Problem> {
        let most = if self == Self::Form { MAX_BYTES + FORM_BYTES } else { MAX_BYTES };
        if announced(request.headers()).is_some_and(|length| length > most) {
            drain(request.into_body(), 0).await;
            return Err(too_large());
        }
        match self {
            Self::Bare => collected(request.into_body()).await,
            Self::Form => from_form(request).await,
        }
    }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "The picture is larger than 16 MiB.")
}

fn cut_short(error: &dyn std::fmt::Display) -> Problem {
    Problem::bad_request(format!("The picture did not arrive whole: {error}."))
}

async fn collected(body: Body) -> Result<Bytes, Problem> {
    let mut parts = body.into_data_stream();
    let mut picture = Vec::new();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| cut_short(&error))?;
        if picture.len() + part.len() > MAX_BYTES {
            drain(Body::from_stream(parts), picture.len()).await;
            return Err(too_large());
        }
        picture.extend_from_slice(&part);
    }
    Ok(picture.into())
}

/// Reads what nobody keeps, so that the sender gets to read the answer.
async fn drain(body: Body, mut seen: usize) {
    let mut parts = body.into_data_stream();
    while let Some(Ok(part)) = parts.next().await {
        seen += part.len();
        if seen > MOST_DRAINED {
            return;
        }
    }
}

async fn from_form(request: Request) -> Result<Bytes, Problem> {
    let broken = |text: String| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("The form cannot be read: {text}."))
    };
    let mut form = match Multipart::from_request(request, &()).await {
        Ok(form) => form,
        Err(rejection) => return Err(broken(rejection.body_text())),
    };
    let mut picture: Option<Vec<u8>> = None;
    while let Some(mut field) = form.next_field().await.map_err(|error| broken(error.body_text()))? {
        let is_picture = field.file_name().is_some() || field.name() == Some("picture");
        let mut bytes = Vec::new();
        while let Some(part) = field.chunk().await.map_err(|error| broken(error.body_text()))? {
            if bytes.len() + part.len() > MAX_BYTES {
                return Err(too_large());
            }
            if is_picture && picture.is_none() {
                bytes.extend_from_slice(&part);
            }
        }
        if is_picture && picture.is_none() {
            picture = Some(bytes);
        }
    }
    picture
        .map(Bytes::from)
        .ok_or_else(|| Problem::bad_request("The form has no file; send one as \"picture\"."))
}

/// A face of the answer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Face {
    Whole(FaceRecord),
    /// Without the scores.
    Brief {
        #[serde(rename = "box")]
        bounds: PixelBox,
        confidence: f32,
        emotion: Emotion,
        valence: f32,
        arousal: f32,
    },
}

impl Face {
    fn new(face: FaceRecord, scores: bool) -> Self {
        if scores {
            return Self::Whole(face);
        }
        let FaceRecord { bounds, confidence, emotion, valence, arousal, .. } = face;
        Self::Brief { bounds, confidence, emotion, valence, arousal }
    }
}
