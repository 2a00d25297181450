//! The network itself: logits from tract, probabilities by the contract's temperatures.

use std::io::Cursor;
use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_hir::infer::Factoid;

use super::contract::{Contract, Head};
use super::crop::gray_crop;
use crate::emotion::EmotionScores;
use crate::frame::{FaceBox, Frame};
use crate::vision::VisionError;
use crate::vision::gray::Gray;

const NETWORK: &[u8] = include_bytes!("../../../models/emotion.onnx");
const CONTRACT: &str = include_str!("../../../models/emotion.toml");

/// The network, ready to run. Clones share the weights and may run on different threads.
#[derive(Clone)]
pub struct EmotionModel {
    contract: Contract,
    plan: Arc<TypedRunnableModel>,
}

/// Probabilities from each of the network's outputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadScores {
    /// For people.
    pub emotion: EmotionScores,
    /// As FER2013's original labels would say.
    pub fer2013: EmotionScores,
    /// As the annotators of FER+ would say.
    pub ferplus: EmotionScores,
}

impl EmotionModel {
    /// Reads the model that is built in.
    ///
    /// # Errors
    /// [`VisionError`] when the network is damaged or is not what its contract says.
    pub fn open() -> Result<Self, VisionError> {
        Self::read(CONTRACT, NETWORK)
    }

    fn read(contract: &str, network: &[u8]) -> Result<Self, VisionError> {
        let contract = Contract::parse(contract)?;
        let plan = plan(&contract, network).map_err(|e| network_error(&e))?;
        Ok(Self { contract, plan })
    }

    /// The contract of the model.
    pub const fn contract(&self) -> &Contract {
        &self.contract
    }

    /// Reads the face in the detector's box.
    ///
    /// # Errors
    /// [`VisionError`] when the box is absurd or the network fails.
    pub fn read_face(&self, frame: &Frame, face: &FaceBox) -> Result<HeadScores, VisionError> {
        self.read_crop(frame, &self.contract.crop_of(face))
    }

    /// Reads the part of the frame that already is the face crop.
    ///
    /// # Errors
    /// As [`Self::read_face`].
    pub fn read_crop(&self, frame: &Frame, crop: &FaceBox) -> Result<HeadScores, VisionError> {
        self.read_gray(&gray_crop(frame, crop, self.contract.input.width)?)
    }

    /// Reads a face crop; another size than the network's is resized first.
    ///
    /// # Errors
    /// [`VisionError`] when the network fails.
    pub fn read_gray(&self, gray: &Gray) -> Result<HeadScores, VisionError> {
        let side = self.contract.input.width;
        if (gray.width(), gray.height()) == (side, side) {
            self.run(gray.pixels())
        } else {
            self.run(gray.resized(side, side)?.pixels())
        }
    }

    fn run(&self, pixels: &[u8]) -> Result<HeadScores, VisionError> {
        let input = &self.contract.input;
        let values: Vec<f32> =
            pixels.iter().map(|&p| (f32::from(p) / 255.0 - input.mean) / input.std).collect();
        let shape = [1, 1, input.height as usize, input.width as usize];
        let tensor = Tensor::from_shape(&shape, &values).map_err(|e| network_error(&e))?;
        let outputs = self.plan.run(tvec!(tensor.into())).map_err(|e| network_error(&e))?;
        let [emotion, fer2013, ferplus] = Head::ALL;
        Ok(HeadScores {
            emotion: self.scores(&outputs, emotion)?,
            fer2013: self.scores(&outputs, fer2013)?,
            ferplus: self.scores(&outputs, ferplus)?,
        })
    }

    /// Outputs come in the order of [`Head::ALL`], which the plan was asked for.
    fn scores(&self, outputs: &[TValue], head: Head) -> Result<EmotionScores, VisionError> {
        let place = Head::ALL.iter().position(|h| *h == head);
        let tensor = place
            .and_then(|place| outputs.get(place))
            .ok_or_else(|| VisionError::Network(format!("the output {} is missing", head.name())))?;
        let view = tensor.try_as_plain_ram().map_err(|e| network_error(&e))?;
        let logits: [f32; 7] = view
            .as_slice::<f32>()
            .map_err(|e| network_error(&e))?
            .try_into()
            .map_err(|_| VisionError::Network(format!("{} is not seven numbers", head.name())))?;
        Ok(EmotionScores::from_logits(logits, self.contract.temperature(head))?)
    }
}

/// Optimises the graph for one gray picture at a time, and checks its outputs.
fn plan(contract: &Contract, network: &[u8]) -> TractResult<Arc<TypedRunnableModel>> {
    let input = &contract.input;
    let shape = [1, 1, input.height as usize, input.width as usize];
    let fact: InferenceFact = f32::fact(shape).into();
    let graph = tract_onnx::onnx()
        .model_for_read(&mut Cursor::new(network))?
        .with_inputs_by_name([input.name.as_str()])?
        .with_outputs_by_name(Head::ALL.map(Head::name))?;
    // Setting a fact overrides what the graph says, so that another size would go unnoticed.
    let fact = graph.input_fact(0)?.unify(&fact)?;
    let model = graph.with_input_fact(0, fact)?.into_optimized()?;
    for (place, head) in Head::ALL.into_iter().enumerate() {
        let fact = model.output_fact(place)?;
        if fact.datum_type != f32::datum_type() || fact.shape.as_concrete() != Some(&[1, 7]) {
            return Err(TractError::msg(format!(
                "the output {} is {fact:?}, not 1 by 7 numbers",
                head.name()
            )));
        }
    }
    model.into_runnable()
}

fn network_error(error: &TractError) -> VisionError {
    VisionError::Network(format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_network_is_an_error() {
        assert!(matches!(EmotionModel::read(CONTRACT, &NETWORK[..1000]), Err(VisionError::Network(_))));
    }

    #[test]
    fn a_network_that_is_not_what_the_contract_says_is_an_error() {
        let other = CONTRACT.replace("width = 48", "width = 64").replace("height = 48", "height = 64");
        assert!(matches!(EmotionModel::read(&other, NETWORK), Err(VisionError::Network(_))));
    }
}
