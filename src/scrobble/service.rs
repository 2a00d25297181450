//! The two languages: `ListenBrainz`'s JSON, and Last.fm's signed forms, which others speak too.

use std::time::Duration;

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ureq::Agent;

use super::Listen;
use crate::hex::hex;
use crate::settings::{LastFm, ListenBrainz, Settings};

/// Which language a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `ListenBrainz`.
    ListenBrainz,
    /// Last.fm and those who speak like it.
    LastFm,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::ListenBrainz, Self::LastFm];

    /// Listens told at a time: Last.fm takes 50.
    pub const BATCH: usize = 50;
}

/// A service with what is needed to speak to it.
#[derive(Clone, Debug)]
pub enum Service {
    /// `ListenBrainz`.
    ListenBrainz(ListenBrainz),
    /// Last.fm.
    LastFm(LastFm),
}

/// Why something was not told.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TellError {
    /// No network, or the server has trouble: try again later.
    #[error("the server cannot be reached: {0}")]
    Later(String),
    /// The server does not take these listens, and never will.
    #[error("the server refuses this: {0}")]
    Never(String),
    /// The server does not know the user: nothing can be told until that is mended.
    #[error("the server does not accept the login: {0}")]
    Login(String),
}

impl Service {
    /// The service of this kind, when it is switched on and has what it needs.
    pub fn of(kind: Kind, settings: &Settings) -> Option<Self> {
        match kind {
            Kind::ListenBrainz => {
                settings.listenbrainz.is_ready().then(|| Self::ListenBrainz(settings.listenbrainz.clone()))
            }
            Kind::LastFm => settings.lastfm.is_ready().then(|| Self::LastFm(settings.lastfm.clone())),
        }
    }

    /// Tells what plays now. Nothing is kept of it.
    pub fn now(&self, agent: &Agent, listen: &Listen) -> Result<(), TellError> {
        match self {
            Self::ListenBrainz(account) => {
                let payload = json!([{ "track_metadata": metadata(listen) }]);
                submit(agent, account, "playing_now", &payload)
            }
            Self::LastFm(account) => {
                let mut form = vec![("method".to_owned(), "track.updateNowPlaying".to_owned())];
                form.extend(fields(listen, ""));
                signed(agent, account, form).map(drop)
            }
        }
    }

    /// Tells what was heard, at most [`Kind::BATCH`] at a time.
    pub fn heard(&self, agent: &Agent, listens: &[Listen]) -> Result<(), TellError> {
        match self {
            Self::ListenBrainz(account) => {
                let one =
                    |listen: &Listen| json!({ "listened_at": listen.at, "track_metadata": metadata(listen) });
                let kind = if listens.len() == 1 { "single" } else { "import" };
                submit(agent, account, kind, &listens.iter().map(one).collect())
            }
            Self::LastFm(account) => {
                let mut form = vec![("method".to_owned(), "track.scrobble".to_owned())];
                for (index, listen) in listens.iter().enumerate() {
                    form.push((format!("timestamp[{index}]"), listen.at.to_string()));
                    form.extend(fields(listen, &format!("[{index}]")));
                }
                signed(agent, account, form).map(drop)
            }
        }
    }
}

/// The client for all requests: bounded in time, and open about who asks.
pub fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(30)))
        .http_status_as_error(false)
        .user_agent(concat!("mien/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

fn metadata(listen: &Listen) -> Value {
    let mut info = json!({
        "media_player": "Mien",
        "submission_client": "Mien",
        "submission_client_version": env!("CARGO_PKG_VERSION"),
        "duration": listen.length,
    });
    if let Some(number) = listen.number {
        info["tracknumber"] = json!(number);
    }
    let mut metadata =
        json!({ "artist_name": listen.artist, "track_name": listen.title, "additional_info": info });
    if let Some(album) = &listen.album {
        metadata["release_name"] = json!(album);
    }
    metadata
}

fn submit(agent: &Agent, account: &ListenBrainz, kind: &str, payload: &Value) -> Result<(), TellError> {
    let address = format!("{}/1/submit-listens", account.url.trim_end_matches('/'));
    let answer = agent
        .post(&address)
        .header("Authorization", &format!("Token {}", account.token))
        .send_json(json!({ "listen_type": kind, "payload": payload }));
    let (status, text) = read(answer)?;
    match status {
        200..300 => Ok(()),
        401 | 403 => Err(TellError::Login(text)),
        408 | 429 | 500.. => Err(TellError::Later(format!("{status} {text}"))),
        _ => Err(TellError::Never(format!("{status} {text}"))),
    }
}

fn fields(listen: &Listen, index: &str) -> Vec<(String, String)> {
    let mut fields = vec![
        (format!("artist{index}"), listen.artist.clone()),
        (format!("track{index}"), listen.title.clone()),
        (format!("duration{index}"), listen.length.to_string()),
    ];
    fields.extend(listen.album.clone().map(|album| (format!("album{index}"), album)));
    fields.extend(listen.number.map(|number| (format!("trackNumber{index}"), number.to_string())));
    fields
}

/// Sends a form with the session and the signature that Last.fm wants.
fn signed(agent: &Agent, account: &LastFm, mut form: Vec<(String, String)>) -> Result<Value, TellError> {
    form.push(("sk".to_owned(), account.session.clone()));
    ask(agent, account, form)
}

/// Sends a signed form.
pub fn ask(agent: &Agent, account: &LastFm, mut form: Vec<(String, String)>) -> Result<Value, TellError> {
    form.push(("api_key".to_owned(), account.key.clone()));
    let signature = signature(&form, &account.secret);
    form.push(("api_sig".to_owned(), signature));
    form.push(("format".to_owned(), "json".to_owned()));
    let fields = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (status, text) = read(agent.post(&account.url).send_form(fields))?;
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    let message = answer["message"].as_str().unwrap_or(&text).to_owned();
    match answer["error"].as_u64() {
        // The numbers are Last.fm's: failed login, session gone, key gone; service trouble and limits; anything else.
        Some(4 | 9 | 10 | 13 | 14 | 26) => Err(TellError::Login(message)),
        Some(8 | 11 | 16 | 29) => Err(TellError::Later(message)),
        Some(_) => Err(TellError::Never(message)),
        None => match status {
            200..300 => Ok(answer),
            401 | 403 => Err(TellError::Login(message)),
            400 | 404 | 405 | 413 => Err(TellError::Never(format!("{status} {message}"))),
            _ => Err(TellError::Later(format!("{status} {message}"))),
        },
    }
}

/// All fields by name, names and values joined, then the secret: MD5 of that.
fn signature(form: &[(String, String)], secret: &str) -> String {
    let mut fields: Vec<_> = form.iter().collect();
    fields.sort();
    let mut hash = Md5::new();
    for (name, value) in fields {
        hash.update(name);
        hash.update(value);
    }
    hash.update(secret);
    hex(&hash.finalize())
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<(u16, String), TellError> {
    let mut answer = answer.map_err(|error| TellError::Later(error.to_string()))?;
    let text = answer.body_mut().with_config().limit(64 * 1024).read_to_string().unwrap_or_default();
    Ok((answer.status().as_u16(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_signed_in_the_order_of_their_names() {
        let form = [("method", "a"), ("api_key", "k"), ("track", "Ä")];
        let form: Vec<_> = form.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        // printf 'api_keykmethodatrackÄs' | md5sum
        assert_eq!(signature(&form, "s"), "1355bbffa2a1d7e875306c774c8a9aa9");
    }
}
