//! What training promises about the two networks: `models/musicnn.toml` and `models/mood.toml`, beside the files they describe.

use serde::Deserialize;

use super::HearError;
use crate::audio::features::{PATCH_BANDS, PATCH_FRAMES};

/// The layout of the files that this code reads.
const SCHEMA: u32 = 1;

/// The contract of the network that turns three seconds of sound into numbers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Embedding {
    schema: u32,
    /// Name of the input in the graph.
    pub input: String,
    frames: usize,
    bands: usize,
    /// What it gives; all of it, in this order, goes into the head.
    pub outputs: Vec<Output>,
}

/// An output of the network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Output {
    /// Name in the graph.
    pub name: String,
    /// Count of its numbers.
    pub size: usize,
}

/// The contract of the head.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Head {
    schema: u32,
    /// Name and version, as stored with what was heard.
    pub name: String,
    /// Rises with each training.
    pub version: String,
    /// Patches of a track that are averaged.
    pub patches: usize,
    /// Count of the numbers of a place among other music.
    pub place: usize,
    /// Names of the hand-made features in the order of the input; the means of musicnn's outputs follow them.
    pub features: Vec<String>,
}

impl Embedding {
    /// Reads a contract and checks that this code can keep it.
    pub fn parse(text: &str) -> Result<Self, HearError> {
        let contract: Self = toml::from_str(text).map_err(|e| HearError::Model(e.to_string()))?;
        let fits =
            contract.schema == SCHEMA && (contract.frames, contract.bands) == (PATCH_FRAMES, PATCH_BANDS);
        if fits { Ok(contract) } else { Err(HearError::Model("musicnn.toml is for another version".into())) }
    }
}

impl Head {
    /// Name and version.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Reads a contract and checks that this code can keep it.
    pub fn parse(text: &str) -> Result<Self, HearError> {
        let contract: Self = toml::from_str(text).map_err(|e| HearError::Model(e.to_string()))?;
        let fits = contract.schema == SCHEMA && contract.patches > 0 && !contract.features.is_empty();
        if fits { Ok(contract) } else { Err(HearError::Model("mood.toml is for another version".into())) }
    }
}
