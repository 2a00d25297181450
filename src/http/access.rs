//! Who may ask: the names this server answers to, the pages that may use it, and the token.
//!
//! There are no cookies: nothing that a browser would send by itself opens anything.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Api;
use super::problem::Problem;

/// Who can reach the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Programs on this machine.
    Machine,
    /// Whoever can connect; the name or address the user gave.
    Network(String),
}

impl Reach {
    /// Is this a name for us? A page on another site that points its own name here (DNS rebinding) sends that name; an
    /// address is nobody's own.
    fn answers_to(&self, name: &str) -> bool {
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let address = bare.parse::<IpAddr>().ok();
        let local = bare.eq_ignore_ascii_case("localhost") || address.is_some_and(|ip| ip.is_loopback());
        match self {
            Self::Machine => local,
            Self::Network(own) => local || address.is_some() || bare.eq_ignore_ascii_case(own),
        }
    }
}

/// Refuses requests under foreign names and from foreign pages.
pub async fn at_the_door(State(api): State<Api>, request: Request, next: Next) -> Response {
    let mut response = match check(&api.reach, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    for (name, value) in PLAIN {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Headers of every answer, unless it has its own.
const PLAIN: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::CACHE_CONTROL, "no-store"),
];

fn check(reach: &Reach, request: &Request) -> Result<(), Problem> {
    let host = host(request)?;
    if !reach.answers_to(host.host()) {
        return Err(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "Mien does not answer to this name. Use the address that it printed.",
        ));
    }
    let foreign = || Problem::new(StatusCode::FORBIDDEN, "Pages of other sites may not use Mien.");
    if let Some(origin) = request.headers().get(header::ORIGIN) {
        let ours = format!("http://{host}");
        if !origin.to_str().is_ok_and(|origin| origin.eq_ignore_ascii_case(&ours)) {
            return Err(foreign());
        }
    }
    let site = request.headers().get("sec-fetch-site").and_then(|site| site.to_str().ok());
    let elsewhere = matches!(site, Some("cross-site" | "same-site"));
    if elsewhere && !is_visit(request) { Err(foreign()) } else { Ok(()) }
}

/// Somebody follows a link to the page.
fn is_visit(request: &Request) -> bool {
    let mode = request.headers().get("sec-fetch-mode").and_then(|mode| mode.to_str().ok());
    request.method() == Method::GET && request.uri().path() == "/" && mode == Some("navigate")
}

fn host(request: &Request) -> Result<Authority, Problem> {
    let missing = || Problem::bad_request("The request names no host.");
    if let Some(authority) = request.uri().authority() {
        return Ok(authority.clone());
    }
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(missing()) };
    Authority::try_from(host.as_bytes()).map_err(|_unreadable| missing())
}

/// Lets only requests with the token through.
pub async fn token_wanted(State(api): State<Api>, request: Request, next: Next) -> Response {
    if has_token(&api, request.headers()) { next.run(request).await } else { no_token().into_response() }
}

/// Lets only requests with the token through where others than this machine's programs can reach us.
pub async fn token_wanted_from_afar(State(api): State<Api>, request: Request, next: Next) -> Response {
    let near = api.reach == Reach::Machine;
    if near || has_token(&api, request.headers()) {
        next.run(request).await
    } else {
        no_token().into_response()
    }
}

fn has_token(api: &Api, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = given.and_then(|value| value.split_once(' '));
    bearer.is_some_and(|(scheme, token)| {
        scheme.eq_ignore_ascii_case("bearer") && api.token.matches(token.trim())
    })
}

/// The token is missing or wrong.
pub fn no_token() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "This needs the token: send the header Authorization: Bearer TOKEN. The token is in the file that Mien named \
         when it began to listen.",
    )
    .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"mien\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn asked(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder().uri("/v1/health");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    fn refused(reach: &Reach, headers: &[(&str, &str)]) -> bool {
        check(reach, &asked(headers)).is_err()
    }

    #[test]
    fn only_names_of_this_machine_are_ours() {
        for name in ["localhost:5000", "127.0.0.1:5000", "[::1]:5000", "LOCALHOST"] {
            assert!(!refused(&Reach::Machine, &[("host", name)]), "{name}");
        }
        for name in ["evil.example", "127.0.0.1.evil.example", "192.168.0.7:5000", ""] {
            assert!(refused(&Reach::Machine, &[("host", name)]), "{name}");
        }
        assert!(refused(&Reach::Machine, &[]));
    }

    #[test]
    fn on_a_network_addresses_and_the_given_name_are_ours() {
        let reach = Reach::Network("music.lan".to_owned());
        assert!(
            !refused(&reach, &[("host", "192.168.0.7:5000")]) && !refused(&reach, &[("host", "Music.lan")])
        );
        assert!(refused(&reach, &[("host", "evil.example")]));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let host = ("host", "localhost:5000");
        assert!(!refused(&Reach::Machine, &[host, ("origin", "http://localhost:5000")]));
        for origin in ["http://evil.example", "null", "http://localhost:5001", "https://localhost:5000"] {
            assert!(refused(&Reach::Machine, &[host, ("origin", origin)]), "{origin}");
        }
        assert!(refused(&Reach::Machine, &[host, ("sec-fetch-site", "cross-site")]));
        assert!(!refused(&Reach::Machine, &[host, ("sec-fetch-site", "same-origin")]));
    }
}
