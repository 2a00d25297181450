//! Where music lies on the plane, told from its sound: features, the musicnn network, and a small trained head on both.
//!
//! Models and contracts are `models/musicnn.*` and `models/mood.*`; `models/MUSIC.md` says what they get wrong. Knows
//! nothing of libraries or tags.

mod contract;
mod model;

use std::path::Path;

pub use model::{MoodModel, model_version};

use super::features::{Extractor, Features, Key};
use super::{Block, DecodeError, Decoder};
use crate::affect::Affect;
use crate::network::NetworkError;

/// What was heard in a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// Its place on the plane.
    pub affect: Affect,
    /// The probability that the quarter of the plane is right, as calibrated in cross-validation, 0..=1.
    pub confidence: f32,
    /// Where it lies among other music: near in this space sounds alike. Of the length that the contract says.
    pub place: Vec<f32>,
    /// Beats a minute, where there is a beat.
    pub bpm: Option<f32>,
    /// The key, where there are pitches.
    pub key: Option<Key>,
    /// How full of sound and onsets it is at equal loudness, 0..=1.
    pub energy: f32,
}

/// Why a track was not heard.
#[derive(Debug, thiserror::Error)]
pub enum HearError {
    /// It does not decode.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// There is no sound in it.
    #[error("it is silent, or shorter than a third of a second")]
    Silent,
    /// The models do not work.
    #[error("the music model does not work: {0}")]
    Model(String),
}

impl From<NetworkError> for HearError {
    fn from(error: NetworkError) -> Self {
        Self::Model(error.to_string())
    }
}

/// Decodes a file and hears it. `on_block` gets each block, interleaved stereo, with its rate in Hz; its `false` ends the work
/// with `None`.
///
/// # Errors
/// [`HearError`] when the file does not decode, is silent, or the models fail.
pub fn hear(
    path: &Path,
    model: &MoodModel,
    on_block: impl FnMut(&[f32], u32) -> bool,
) -> Result<Option<Heard>, HearError> {
    match features_of(path, model.patches(), on_block)? {
        Some(features) => model.hear(&features).map(Some),
        None => Ok(None),
    }
}

/// Decodes a file and measures it. `on_block` as in [`hear`].
///
/// # Errors
/// [`HearError`] when the file does not decode or is silent.
pub fn features_of(
    path: &Path,
    patches: usize,
    mut on_block: impl FnMut(&[f32], u32) -> bool,
) -> Result<Option<Features>, HearError> {
    let mut decoder = Decoder::open(path)?;
    let (mut extractor, mut block) = (Extractor::new(), Vec::new());
    while let Block::Samples(rate) = decoder.next_block(&mut block)? {
        if !on_block(&block, rate) {
            return Ok(None);
        }
        extractor.push(&block, rate);
    }
    extractor.finish(patches).map(Some).ok_or(HearError::Silent)
}
