//! How the page gets the token: a code in the link that Mien prints, good once.
//!
//! The code stands behind the `#` of the link, which browsers do not send; the page sends it here, once, and keeps the
//! token for as long as its tab is open.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::problem::{Body, Problem};
use super::token::Token;

/// Wrong codes after which the right one is void as well.
const TRIES: u64 = 10;

/// Codes, one after the other: each is signed with a secret of this run, so none need be kept.
#[derive(Debug)]
pub struct Pairing {
    secret: Token,
    /// Number of the code in the upper bits, wrong tries at it in the lowest eight.
    state: AtomicU64,
}

impl Pairing {
    /// Codes of this run.
    pub const fn new(secret: Token) -> Self {
        Self { secret, state: AtomicU64::new(0) }
    }

    /// The code that is good now.
    pub fn code(&self) -> String {
        self.code_number(self.state.load(Ordering::Acquire) >> 8)
    }

    fn code_number(&self, number: u64) -> String {
        self.secret.sign(&format!("pairing {number}"))
    }

    /// Uses a code up; false when it is not the one.
    fn redeem(&self, code: &str) -> bool {
        let tried = self.state.fetch_update(Ordering::AcqRel, Ordering::Acquire, |state| {
            let (number, wrong) = (state >> 8, state & 0xff);
            let right = self.secret.signed(&format!("pairing {number}"), code);
            let spent = right || wrong + 1 >= TRIES;
            Some(if spent { (number + 1) << 8 } else { state + 1 })
        });
        tried.is_ok_and(|state| self.secret.signed(&format!("pairing {}", state >> 8), code))
    }
}

/// A code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// What stands behind `#code=` in the link that Mien printed.
    code: String,
}

/// The token.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paired {
    token: String,
}

/// The token for the code of the printed link; each code is good once
#[utoipa::path(
    post,
    path = "/v1/pairing",
    tag = "server",
    operation_id = "pair",
    request_body = Code,
    responses(
        (status = 200, description = "The token", body = Paired),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The code is wrong or was used", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "JSON that says something else", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn pair(State(api): State<Api>, Body(code): Body<Code>) -> Result<Json<Paired>, Problem> {
    if api.pairing.redeem(&code.code) {
        api.tell();
        return Ok(Json(Paired { token: api.token.text().to_owned() }));
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "This code is wrong or was used. Open the page from Mien's settings, or start mien serve again for a new link, or enter the token.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_once() {
        let pairing = Pairing::new(Token::random().unwrap());
        let code = pairing.code();
        assert!(!pairing.redeem("wrong"));
        assert!(pairing.redeem(&code) && !pairing.redeem(&code));
        assert!(pairing.redeem(&pairing.code()));
    }

    #[test]
    fn guessing_voids_the_code() {
        let pairing = Pairing::new(Token::random().unwrap());
        let code = pairing.code();
        for _ in 0..TRIES {
            assert!(!pairing.redeem("guess"));
        }
        assert!(!pairing.redeem(&code));
    }
}
