//! `POST /v1/recommendations`: what would play for a mood, and why.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::problem::{Body, Problem, present, whole};
use super::record::{Choice, EmotionSchema};
use crate::affect::Affect;
use crate::emotion::Emotion;
use crate::engine::dj::{Albums, RECENT, Request, plan};
use crate::engine::restore_taste;
use crate::mood::{Goal, Mode};
use crate::settings::Settings;

/// Tracks when no number is asked for, and at most.
const LIMIT: u16 = 10;
const MOST: u16 = 200;

/// A mood, as an emotion or as a point on the plane, and what to do with it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    #[serde(deserialize_with = "present")]
    emotion: Option<Emotion>,
    #[serde(deserialize_with = "present")]
    valence: Option<f32>,
    #[serde(deserialize_with = "present")]
    arousal: Option<f32>,
    #[serde(deserialize_with = "present")]
    mode: Option<Mode>,
    #[serde(deserialize_with = "present")]
    goal: Option<Goal>,
    #[serde(deserialize_with = "whole")]
    limit: Option<u16>,
    #[serde(deserialize_with = "whole")]
    seed: Option<u32>,
}

/// A mood, as an emotion or as a point on the plane, and what to do with it.
#[derive(ToSchema)]
#[schema(as = Wanted)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the JSON of `Wanted`, whose fields depend on each other")]
pub enum WantedSchema {
    Emotion(WantedEmotion),
    Point(WantedPoint),
}

macro_rules! wanted {
    ($name:ident { $($(#[$about:meta])* $field:ident: $kind:ty,)* }) => {
        #[derive(ToSchema)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "describes the JSON of `Wanted`")]
        pub struct $name {
            $($(#[$about])* $field: $kind,)*
            /// Music like the mood, or leading from it to the goal; as in the settings when left out.
            #[schema(nullable = false)]
            mode: Option<ModeSchema>,
            /// Where lift leads; as in the settings when left out.
            #[schema(nullable = false)]
            goal: Option<GoalSchema>,
            /// How many tracks.
            #[schema(minimum = 1, maximum = 200, default = 10, nullable = false)]
            limit: Option<u16>,
            /// The same seed makes the same choices.
            #[schema(minimum = 0, maximum = 4_294_967_295_u32, default = 0, nullable = false)]
            seed: Option<u32>,
        }
    };
}

wanted!(WantedEmotion {
    /// The mood as an emotion.
    emotion: EmotionSchema,
});

wanted!(WantedPoint {
    /// Unpleasant -1 to pleasant 1.
    #[schema(minimum = -1, maximum = 1)]
    valence: f32,
    /// Quiet -1 to excited 1.
    #[schema(minimum = -1, maximum = 1)]
    arousal: f32,
});

/// The JSON of [`Mode`].
#[derive(ToSchema)]
#[schema(as = Mode, rename_all = "lowercase")]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub enum ModeSchema {
    Match,
    Lift,
}

/// The JSON of [`Goal`].
#[derive(ToSchema)]
#[schema(as = Goal, rename_all = "kebab-case")]
#[expect(dead_code, reason = "describes the JSON of a type of a lower layer")]
pub enum GoalSchema {
    CalmHappy,
    Energised,
    Calm,
    Focused,
}

/// An ordered list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recommendations {
    /// The best first; for lift in playing order. Empty when the library is.
    tracks: Vec<Choice>,
}

/// What would play for a mood, and why
#[utoipa::path(
    post,
    path = "/v1/recommendations",
    tag = "library",
    operation_id = "recommendations",
    request_body = WantedSchema,
    responses(
        (status = 200, description = "An ordered list", body = Recommendations),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong (only where other machines can ask)", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "JSON that says something else, such as an unknown emotion", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many questions at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn post(
    State(api): State<Api>,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Recommendations>, Problem> {
    check(&wanted)?;
    let limit = wanted.limit.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(unfit("limit is a number from 1 to 200."));
    }
    let tracks = api.shelf.ask(move |reader| {
        let (settings, _told_by_the_app) = Settings::load(&reader.paths().settings());
        let taste = restore_taste(reader.library()?)?;
        let (catalogue, library) = reader.catalogue()?;
        let recent = library.recent(RECENT)?;
        let plan = plan(
            catalogue,
            &Request {
                mood: mood(&wanted, &settings),
                mode: wanted.mode.unwrap_or(settings.mode),
                goal: wanted.goal.unwrap_or(settings.goal).affect(),
                lift: None,
                albums: if settings.whole_albums { Albums::Whole } else { Albums::Loose },
                recent: &recent,
                taste: settings.learning.then_some(&taste),
                now: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed()),
                seed: u64::from(wanted.seed.unwrap_or(0)),
                count: usize::from(limit).min(catalogue.len()),
            },
        );
        let mut tracks = Vec::with_capacity(plan.picks.len());
        for pick in plan.picks {
            tracks.extend(library.track(pick.id)?.map(|track| Choice::new(track, &pick)));
        }
        Ok(tracks)
    });
    Ok(Json(Recommendations { tracks: tracks.await? }))
}

/// The mood is said, and in one way.
fn check(wanted: &Wanted) -> Result<(), Problem> {
    let on_plane = |x: f32| (-1.0..=1.0).contains(&x);
    match (wanted.emotion, wanted.valence, wanted.arousal) {
        (Some(_), None, None) => Ok(()),
        (None, Some(valence), Some(arousal)) if on_plane(valence) && on_plane(arousal) => Ok(()),
        (None, Some(_), Some(_)) => Err(unfit("valence and arousal are numbers from -1 to 1.")),
        _ => Err(unfit("Say the mood as emotion, or as valence and arousal, and not as both.")),
    }
}

fn mood(wanted: &Wanted, settings: &Settings) -> Option<Affect> {
    match wanted.emotion {
        Some(emotion) => Some(settings.affect.get(emotion)),
        None => Some(Affect::new(wanted.valence?, wanted.arousal?)),
    }
}

fn unfit(text: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, text)
}
