//! Why a music file does not play, in sentences that follow the file's name.

use symphonia::core::errors::Error;

/// Why a file cannot be decoded. Each reads as the end of a sentence that starts with the file: "song.wma is …".
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The file cannot be read at all.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] std::io::Error),
    /// No container we know.
    #[error("is not in a format Mien can play")]
    UnknownFormat,
    /// A container or codec we can name, and do not play.
    #[error("is {0}, which Mien cannot play")]
    Unsupported(String),
    /// Digital rights management.
    #[error("is protected (DRM) and plays only in the shop's own player")]
    Protected,
    /// A container without sound.
    #[error("holds no sound")]
    Empty,
    /// A file of a known format whose content makes no sense.
    #[error("is damaged: {0}")]
    Damaged(String),
}

impl DecodeError {
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
