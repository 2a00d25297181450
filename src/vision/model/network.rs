//! The emotion network: logits from the graph, probabilities by the contract's temperatures.

use super::contract::{Contract, Head};
use super::crop::{gray_crop, upright_crop};
use crate::emotion::{Emotion, EmotionScores};
use crate::frame::{FaceBox, Frame};
use crate::network::{Network, NetworkError, Port};
use crate::vision::VisionError;
use crate::vision::gray::Gray;

const NETWORK: &[u8] = include_bytes!("../../../models/emotion.onnx");
const CONTRACT: &str = include_str!("../../../models/emotion.toml");

/// Heads tilted by less, in radians, are read as they are: the network saw such in training, and turning costs sharpness.
const LEVEL: f32 = 0.14;

/// The shape of each output.
const LOGITS: [usize; 2] = [1, Emotion::ALL.len()];

/// The network with its contract. Clones share the weights and may run on different threads.
#[derive(Clone)]
pub struct EmotionModel {
    contract: Contract,
    network: Network,
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

    fn read(contract: &str, onnx: &[u8]) -> Result<Self, VisionError> {
        let contract = Contract::parse(contract)?;
        let input = &contract.input;
        let shape = [1, 1, input.height as usize, input.width as usize];
        let outputs = Head::ALL.map(|head| Port { name: head.name(), shape: &LOGITS });
        let network = Network::read(onnx, Port { name: &input.name, shape: &shape }, &outputs)?;
        Ok(Self { contract, network })
    }

    /// The contract of the model.
    pub const fn contract(&self) -> &Contract {
        &self.contract
    }

    /// Reads the face in the detector's box; a head tilted by `roll` (radians, clockwise) is turned upright first.
    ///
    /// # Errors
    /// [`VisionError`] when the box is absurd or the network fails.
    pub fn read_face(&self, frame: &Frame, face: &FaceBox, roll: f32) -> Result<HeadScores, VisionError> {
        let crop = self.contract.crop_of(face);
        if roll.abs() < LEVEL {
            return self.read_crop(frame, &crop);
        }
        self.read_gray(&upright_crop(frame, &crop, face.center(), roll, self.contract.input.width)?)
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
        let outputs = self.network.run(&values)?;
        let [emotion, fer2013, ferplus] = Head::ALL;
        Ok(HeadScores {
            emotion: self.scores(&outputs, emotion)?,
            fer2013: self.scores(&outputs, fer2013)?,
            ferplus: self.scores(&outputs, ferplus)?,
        })
    }

    /// Outputs come in the order of [`Head::ALL`], which the network was asked for.
    fn scores(&self, outputs: &[Vec<f32>], head: Head) -> Result<EmotionScores, VisionError> {
        let place = Head::ALL.iter().position(|h| *h == head);
        let logits: Option<[f32; 7]> =
            place.and_then(|place| outputs.get(place)).and_then(|output| output.as_slice().try_into().ok());
        let logits =
            logits.ok_or_else(|| VisionError::Network(format!("{} is not seven numbers", head.name())))?;
        Ok(EmotionScores::from_logits(logits, self.contract.temperature(head))?)
    }
}

impl From<NetworkError> for VisionError {
    fn from(error: NetworkError) -> Self {
        Self::Network(error.to_string())
    }
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
