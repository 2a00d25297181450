//! Decoding of music files to samples (symphonia), and what they sound like: [`features`] and [`mood`]. Knows nothing of devices or players.
//!
//! [`probe`] tells cheaply what a file is and whether it plays; [`Decoder`] delivers its samples as interleaved
//! stereo, without the silence encoders add, from any position.

#[allow(clippy::wildcard_enum_match_arm, reason = "the library's enum is open")]
mod aac;
#[allow(clippy::wildcard_enum_match_arm, reason = "symphonia's enums are open and long")]
mod codec;
#[allow(clippy::wildcard_enum_match_arm, reason = "symphonia's enums are open and long")]
mod decode;
#[allow(clippy::wildcard_enum_match_arm, reason = "symphonia's enums are open and long")]
mod downmix;
#[allow(clippy::wildcard_enum_match_arm, reason = "symphonia's enums are open and long")]
mod error;
pub mod features;
mod matroska;
pub mod mood;
mod mp4;
#[allow(clippy::wildcard_enum_match_arm, reason = "symphonia's enums are open and long")]
mod open;
mod opus;
pub mod overview;
pub mod print;
mod tags;
mod timeline;
mod vorbis;

use std::path::Path;

pub use decode::{Block, Decoder};
pub use error::DecodeError;
pub use tags::read_tags;

/// Channels of a block that [`Decoder`] delivers.
pub const CHANNELS: usize = 2;

/// What a music file holds, without decoding all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioInfo {
    /// Playing time in seconds, where the container tells or it can be estimated.
    pub length_secs: Option<f64>,
    /// Sample rate in Hz.
    pub sample_rate: u32,
    /// Channels in the file, before the downmix to stereo.
    pub channels: usize,
    /// Short name of the codec, such as `flac` or `mp3`.
    pub codec: &'static str,
}

/// Opens a file and decodes its first packet: proof that it plays, and how long it is.
///
/// # Errors
/// [`DecodeError`] when the file cannot be read or played, as a sentence for people.
pub fn probe(path: &Path) -> Result<AudioInfo, DecodeError> {
    let mut decoder = Decoder::open(path)?;
    let mut samples = Vec::new();
    // A block may be empty while the decoder warms up; `next_block` bounds how many of them are.
    while samples.is_empty() {
        if decoder.next_block(&mut samples)? == Block::End {
            return Err(DecodeError::Empty);
        }
    }
    Ok(decoder.info().clone())
}
