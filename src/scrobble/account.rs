//! Logging in to a server that speaks Last.fm's language: name and password are sent once, for a session that is kept.

use super::service::{self, TellError};
use crate::settings::LastFm;

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The server does not accept it, or cannot be reached.
    #[error("{0}")]
    Refused(String),
    /// The server answers something else.
    #[error("the server gives no session; is this the address of a Last.fm-compatible server?")]
    Strange,
}

/// The account with a session of its own. Waits for the server.
///
/// # Errors
/// [`LoginError`]
pub fn log_in(account: &LastFm, user: &str, password: &str) -> Result<LastFm, LoginError> {
    let form = [("method", "auth.getMobileSession"), ("username", user), ("password", password)];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let answer = service::ask(&service::agent(), account, form).map_err(|error| match error {
        TellError::Later(_) | TellError::Never(_) | TellError::Login(_) => {
            LoginError::Refused(error.to_string())
        }
    })?;
    let session = answer["session"]["key"].as_str().ok_or(LoginError::Strange)?;
    Ok(LastFm { session: session.to_owned(), enabled: true, ..account.clone() })
}
