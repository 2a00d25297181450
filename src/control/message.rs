//! What is said over the socket.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use super::Status;
use crate::emotion::Emotion;
use crate::engine::Repeat;
use crate::mood::{Goal, Mode};
use crate::settings::LastFm;

/// A change of a number: to a value, or by so much.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// To this value.
    To(f64),
    /// Up or down by this much.
    By(f64),
}

impl Shift {
    /// The new value.
    pub fn from(self, now: f64) -> f64 {
        match self {
            Self::To(value) => value,
            Self::By(step) => now + step,
        }
    }
}

/// One question or order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ask")]
pub enum Request {
    /// How things stand.
    Status,
    /// The same, then again after every change, a line each, until the asker goes.
    Follow,
    /// Bring the window to the front.
    Show,
    /// Play these files, and bring the window to the front.
    Open {
        /// `file:` addresses, which can hold any path.
        files: Vec<String>,
    },
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// Play or pause.
    Toggle,
    /// Stop.
    Stop,
    /// The next track.
    Next,
    /// The previous track, or the start of this one.
    Previous,
    /// Go to a position, in seconds.
    Seek {
        /// Where to.
        position: Shift,
    },
    /// Louder or quieter, 0..=1.
    Volume {
        /// How loud.
        volume: Shift,
    },
    /// Hold a mood, or none.
    Pin {
        /// The mood.
        emotion: Option<Emotion>,
    },
    /// Match or lift.
    Mode {
        /// Which.
        mode: Mode,
    },
    /// Where lift leads.
    Goal {
        /// Where.
        goal: Goal,
    },
    /// The queue in random order, or in its own.
    Shuffle {
        /// Random?
        on: bool,
    },
    /// What happens at the end of a track and of the queue.
    Repeat {
        /// What begins again.
        what: Repeat,
    },
    /// Fade out and pause after this time, or no more.
    Sleep {
        /// How long from now.
        after: Option<Duration>,
    },
    /// Like or dislike what plays, or neither.
    Like {
        /// 1, -1 or 0.
        like: i8,
    },
    /// Stars for what plays.
    Rate {
        /// 0 to 5.
        stars: u8,
    },
    /// A new login for what is heard.
    LastFm {
        /// The account with its session.
        account: LastFm,
    },
    /// The library was changed by another process.
    Refresh,
    /// Save and end.
    Quit,
}

impl Request {
    /// A request to play files. Paths are taken from the folder the asker is in.
    ///
    /// # Errors
    /// When there is no such folder any more.
    pub fn open(paths: &[PathBuf]) -> std::io::Result<Self> {
        let address = |path: &PathBuf| {
            let path = std::path::absolute(path)?;
            let address = Url::from_file_path(&path).map_err(|()| std::io::ErrorKind::InvalidInput)?;
            Ok(String::from(address))
        };
        Ok(Self::Open { files: paths.iter().map(address).collect::<std::io::Result<_>>()? })
    }
}

/// The paths of `file:` addresses; others are left out.
pub fn paths(files: &[String]) -> Vec<PathBuf> {
    files.iter().filter_map(|file| Url::parse(file).ok()?.to_file_path().ok()).collect()
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum Reply {
    /// Done, and how things stand now.
    Done(Box<Status>),
    /// Not done.
    Refused {
        /// Why, and what to do.
        reason: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_survive_the_line() {
        for request in [
            Request::Status,
            Request::Seek { position: Shift::By(-5.0) },
            Request::Pin { emotion: Some(Emotion::Sad) },
            Request::Pin { emotion: None },
            Request::Mode { mode: Mode::Lift },
        ] {
            let line = serde_json::to_string(&request).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(serde_json::from_str::<Request>(&line).unwrap(), request, "{line}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn any_path_arrives_as_it_was() {
        use std::os::unix::ffi::OsStrExt;
        let odd = PathBuf::from(std::ffi::OsStr::from_bytes(b"/a \xff#%?\n/\xc3\xa4.mp3"));
        let Request::Open { files } = Request::open(std::slice::from_ref(&odd)).unwrap() else { panic!() };
        let line = serde_json::to_string(&files).unwrap();
        assert_eq!(paths(&serde_json::from_str::<Vec<String>>(&line).unwrap()), [odd]);
        assert_eq!(paths(&["http://example.org/a.mp3".to_owned()]), Vec::<PathBuf>::new());
    }
}
