//! The two networks: musicnn on patches of the track, and the head on its mean beside the hand-made features.

use std::sync::OnceLock;

use super::contract::{Embedding, Head, Output};
use super::{HearError, Heard};
use crate::affect::Affect;
use crate::audio::features::{Features, PATCH_BANDS, PATCH_FRAMES};
use crate::network::{Network, Port};

const EMBEDDING: &[u8] = include_bytes!("../../../models/musicnn.onnx");
const EMBEDDING_CONTRACT: &str = include_str!("../../../models/musicnn.toml");
const HEAD: &[u8] = include_bytes!("../../../models/mood.onnx");
const HEAD_CONTRACT: &str = include_str!("../../../models/mood.toml");

/// The mood model, ready to run. Clones share the weights and may run on different threads.
#[derive(Clone)]
pub struct MoodModel {
    outputs: Vec<Output>,
    embedding: Network,
    contract: Head,
    head: Network,
}

/// Name and version of the head: what was heard with another one is out of date. Empty when the contract cannot be read.
pub fn model_version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| Head::parse(HEAD_CONTRACT).map(|head| head.title()).unwrap_or_default())
}

impl MoodModel {
    /// Reads the models that are built in.
    ///
    /// # Errors
    /// [`HearError::Model`] when one is damaged or is not what its contract says.
    pub fn open() -> Result<Self, HearError> {
        let musicnn = Embedding::parse(EMBEDDING_CONTRACT)?;
        let contract = Head::parse(HEAD_CONTRACT)?;
        let shapes: Vec<[usize; 2]> = musicnn.outputs.iter().map(|output| [1, output.size]).collect();
        let outputs: Vec<Port<'_>> = musicnn
            .outputs
            .iter()
            .zip(&shapes)
            .map(|(output, shape)| Port { name: &output.name, shape })
            .collect();
        let patch = Port { name: &musicnn.input, shape: &[1, 1, PATCH_FRAMES, PATCH_BANDS] };
        let embedding = Network::read(EMBEDDING, patch, &outputs)?;
        let inputs = contract.features.len() + musicnn.outputs.iter().map(|o| o.size).sum::<usize>();
        let head = Network::read(
            HEAD,
            Port { name: "features", shape: &[1, inputs] },
            &[
                Port { name: "affect", shape: &[1, 2] },
                Port { name: "confidence", shape: &[1, 1] },
                Port { name: "place", shape: &[1, contract.place] },
            ],
        )?;
        Ok(Self { outputs: musicnn.outputs, embedding, contract, head })
    }

    /// See [`model_version`].
    pub fn version(&self) -> String {
        self.contract.title()
    }

    /// Patches to ask of the features.
    pub const fn patches(&self) -> usize {
        self.contract.patches
    }

    /// Names of musicnn's outputs, each with the count of its numbers.
    pub fn outputs(&self) -> impl Iterator<Item = (&str, usize)> {
        self.outputs.iter().map(|o| (o.name.as_str(), o.size))
    }

    /// Mean of musicnn's numbers over the patches.
    ///
    /// # Errors
    /// [`HearError::Model`] when the network fails.
    pub fn embed(&self, features: &Features) -> Result<Vec<f32>, HearError> {
        let mut mean = vec![0.0; self.outputs.iter().map(|o| o.size).sum()];
        for patch in &features.patches {
            let numbers = self.embedding.run(patch)?.into_iter().flatten();
            mean.iter_mut().zip(numbers).for_each(|(mean, x)| *mean += x / features.patches.len() as f32);
        }
        Ok(mean)
    }

    /// Tells the mood of what was measured.
    ///
    /// # Errors
    /// [`HearError::Model`] when a network fails, or was trained on other features than these.
    pub fn hear(&self, features: &Features) -> Result<Heard, HearError> {
        if !features.sheet.names().eq(self.contract.features.iter().map(String::as_str)) {
            return Err(HearError::Model("mood.toml names other features than this version measures".into()));
        }
        let mut input = features.sheet.values();
        input.extend(self.embed(features)?);
        let answer = self.judge(&input)?;
        Ok(Heard { bpm: features.bpm, key: features.key, energy: features.energy, ..answer })
    }

    /// The head alone, on its raw input: hand-made features, then the means of musicnn's outputs.
    ///
    /// # Errors
    /// [`HearError::Model`] when the network fails.
    pub fn judge(&self, input: &[f32]) -> Result<Heard, HearError> {
        let outputs = self.head.run(input)?;
        match outputs.as_slice() {
            [affect, confidence, place] if affect.len() == 2 && confidence.len() == 1 => Ok(Heard {
                affect: Affect::new(affect[0], affect[1]),
                confidence: confidence[0].clamp(0.0, 1.0),
                place: place.clone(),
                bpm: None,
                key: None,
                energy: 0.0,
            }),
            _ => Err(HearError::Model("the head has other outputs than its contract says".into())),
        }
    }
}
