//! Accounts to tell what is heard to. All off until the user fills them in.

use serde::{Deserialize, Serialize};

/// An account at `ListenBrainz`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListenBrainz {
    /// Tell it.
    pub enabled: bool,
    /// The server.
    pub url: String,
    /// The user's token, from the settings page there.
    pub token: String,
}

impl Default for ListenBrainz {
    fn default() -> Self {
        Self { enabled: false, url: "https://api.listenbrainz.org".to_owned(), token: String::new() }
    }
}

impl ListenBrainz {
    /// Switched on, and all that is needed is there.
    pub fn is_ready(&self) -> bool {
        self.enabled && !self.url.is_empty() && !self.token.is_empty()
    }
}

/// An account at Last.fm, or at a server that speaks like it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastFm {
    /// Tell it.
    pub enabled: bool,
    /// The server.
    pub url: String,
    /// The key of the application, from the server.
    pub key: String,
    /// The secret that goes with the key.
    pub secret: String,
    /// The user's session, from logging in.
    pub session: String,
}

impl Default for LastFm {
    fn default() -> Self {
        Self {
            enabled: false,
            url: "https://ws.audioscrobbler.com/2.0/".to_owned(),
            key: String::new(),
            secret: String::new(),
            session: String::new(),
        }
    }
}

impl LastFm {
    /// Switched on, and all that is needed is there.
    pub fn is_ready(&self) -> bool {
        self.enabled
            && [&self.url, &self.key, &self.secret, &self.session].iter().all(|text| !text.is_empty())
    }
}

// Tokens stay out of logs.
impl std::fmt::Debug for ListenBrainz {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ListenBrainz({}, enabled: {})", self.url, self.enabled)
    }
}

impl std::fmt::Debug for LastFm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LastFm({}, enabled: {})", self.url, self.enabled)
    }
}
