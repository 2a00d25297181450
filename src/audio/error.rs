//! Why a music file does not play, in sentences that follow the file's name.

use symphonia::core::errors::Error;

use crate::language::{Text, text};

/// Why a file cannot be decoded. Each reads as the end of a sentence that starts with the file: "song.wma is …".
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum DecodeError {
    /// The file cannot be read at all.
    Unreadable(#[source] std::io::Error),
    /// No container we know.
    UnknownFormat,
    /// A container or codec we can name, and do not play.
    Unsupported(String),
    /// Digital rights management.
    Protected,
    /// A container without sound.
    Empty,
    /// A file of a known format whose content makes no sense.
    Damaged(String),
}

impl DecodeError {
    /// The same in the language of whoever reads it.
    pub fn text(&self) -> Text {
        match self {
            Self::Unreadable(error) => text!("decode-unreadable", error = plain(&error.to_string())),
            Self::UnknownFormat => text!("decode-unknown-format"),
            Self::Unsupported(what) => text!("decode-unsupported", what = what),
            Self::Protected => text!("decode-protected"),
            Self::Empty => text!("decode-empty"),
            Self::Damaged(what) => text!("decode-damaged", what = plain(what)),
        }
    }

    /// What symphonia says once the format is known.
    pub(super) fn in_stream(error: &Error) -> Self {
        match error {
            Error::IoError(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => {
                Self::Unreadable(std::io::Error::new(e.kind(), e.to_string()))
            }
            Error::Unsupported(what) => Self::Unsupported(format!("in a variant ({what})")),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Words of others without their full stop: they stand inside of a sentence.
fn plain(words: &str) -> &str {
    words.trim_end_matches('.')
}
