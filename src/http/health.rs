//! `GET /v1/health`.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;

/// Is Mien there?
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always "ok"; what is not, does not answer.
    status: &'static str,
    /// Mien's version.
    version: &'static str,
}

/// Is Mien there?
#[utoipa::path(
    get,
    path = "/v1/health",
    tag = "server",
    operation_id = "health",
    responses(
        (status = 200, description = "Yes", body = Health),
        (status = 421, description = "Asked under a foreign name", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn health() -> Json<Health> {
    Json(Health { status: "ok", version: crate::VERSION })
}
