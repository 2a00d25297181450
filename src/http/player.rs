//! `POST /v1/player/…`: what a remote control does.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Api;
use super::problem::{Body, MaybeBody, Problem, no_track, present, whole};
use super::recommend::{GoalSchema, ModeSchema};
use super::record::{Pinned, PinnedSchema};
use crate::engine::Command;
use crate::library::TrackId;
use crate::mood::{Goal, Mode};

/// The longest position that means something: a week, in seconds.
const LONGEST: f64 = 604_800.0;

/// What to play; an empty body goes on, or starts with what fits the mood.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Play {
    /// Number of a track to play now.
    #[serde(default, deserialize_with = "whole")]
    #[schema(nullable = false)]
    track: Option<i64>,
}

/// Where to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seek {
    /// Seconds from the beginning of the track.
    #[schema(minimum = 0, maximum = 604_800)]
    position: f64,
}

/// How loud.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    volume: f32,
}

/// What to do with the mood. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option, reason = "absent, null and a value are three things in JSON")]
pub struct Steer {
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<ModeSchema>, nullable = false)]
    mode: Option<Mode>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<GoalSchema>, nullable = false)]
    goal: Option<Goal>,
    /// A mood to hold; null lets the camera lead again.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<PinnedSchema>)]
    pinned: Option<Option<Pinned>>,
}

/// Play
#[utoipa::path(
    post,
    path = "/v1/player/play",
    tag = "player",
    operation_id = "play",
    security(("token" = [])),
    request_body(content = Option<Play>, description = "What to play; may be left out"),
    responses(
        (status = 202, description = "Mien does so"),
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
pub async fn play(State(api): State<Api>, MaybeBody(play): MaybeBody<Play>) -> Result<StatusCode, Problem> {
    match play.and_then(|play| play.track) {
        Some(id) => {
            let known = api.shelf.ask(move |reader| reader.library()?.track(TrackId(id))).await?;
            known.ok_or_else(no_track)?;
            api.commands.send(Command::PlayNow(TrackId(id)));
        }
        None => api.commands.send(Command::Play),
    }
    Ok(StatusCode::ACCEPTED)
}

macro_rules! button {
    ($name:ident, $command:expr, $summary:literal) => {
        #[doc = $summary]
        #[utoipa::path(
            post,
            path = concat!("/v1/player/", stringify!($name)),
            tag = "player",
            operation_id = stringify!($name),
            security(("token" = [])),
            responses(
                (status = 202, description = "Mien does so"),
                (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
            )
        )]
        pub async fn $name(State(api): State<Api>) -> StatusCode {
            api.commands.send($command);
            StatusCode::ACCEPTED
        }
    };
}

button!(pause, Command::Pause, "Pause");
button!(next, Command::Next, "The next track");
button!(previous, Command::Previous, "The start of the track, or the one before");

/// Go to a place in the track
#[utoipa::path(
    post,
    path = "/v1/player/seek",
    tag = "player",
    operation_id = "seek",
    security(("token" = [])),
    request_body = Seek,
    responses(
        (status = 202, description = "Mien does so"),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "JSON that says something else", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn seek(State(api): State<Api>, Body(seek): Body<Seek>) -> Result<StatusCode, Problem> {
    if !(0.0..=LONGEST).contains(&seek.position) {
        return Err(unfit("position is a number of seconds from 0."));
    }
    api.commands.send(Command::Seek(Duration::from_secs_f64(seek.position)));
    Ok(StatusCode::ACCEPTED)
}

/// Louder or quieter
#[utoipa::path(
    post,
    path = "/v1/player/volume",
    tag = "player",
    operation_id = "volume",
    security(("token" = [])),
    request_body = Volume,
    responses(
        (status = 202, description = "Mien does so"),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "JSON that says something else", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn volume(State(api): State<Api>, Body(volume): Body<Volume>) -> Result<StatusCode, Problem> {
    if !(0.0..=1.0).contains(&volume.volume) {
        return Err(unfit("volume is a number from 0 to 1."));
    }
    api.commands.send(Command::SetVolume(volume.volume));
    Ok(StatusCode::ACCEPTED)
}

/// Match or lift, a goal, a mood held by hand
#[utoipa::path(
    post,
    path = "/v1/player/steering",
    tag = "player",
    operation_id = "steering",
    security(("token" = [])),
    request_body = Steer,
    responses(
        (status = 202, description = "Mien does so"),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "JSON that says something else", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn steering(State(api): State<Api>, Body(steer): Body<Steer>) -> Result<StatusCode, Problem> {
    let pin = match steer.pinned {
        Some(Some(pinned)) => {
            Some(Some(pinned.pin().ok_or_else(|| unfit("A point lies between -1 and 1."))?))
        }
        Some(None) => Some(None),
        None => None,
    };
    let mode = steer.mode.map(Command::SetMode);
    let commands = [mode, steer.goal.map(Command::SetGoal), pin.map(Command::Pin)];
    for command in commands.into_iter().flatten() {
        api.commands.send(command);
    }
    Ok(StatusCode::ACCEPTED)
}

fn unfit(text: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, text)
}
