//! What the training code promises about the network: `models/emotion.toml`, beside the file it describes.
//!
//! Whatever differs between two models stands there and not in the code.

use serde::Deserialize;

use crate::emotion::Emotion;
use crate::frame::FaceBox;
use crate::vision::VisionError;

/// The layout of the file that this code reads.
const SCHEMA: u32 = 1;

/// The contract of one model.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Contract {
    schema: u32,
    /// Name of the model.
    pub name: String,
    /// Version of the model.
    pub version: String,
    /// SHA-256 of the network's file, in hexadecimal digits.
    pub sha256: String,
    labels: Vec<String>,
    /// The network's input.
    pub input: Input,
    /// How a face box becomes the input's crop.
    pub crop: Crop,
    outputs: Outputs,
}

/// The network's input: one gray picture.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Input {
    /// Name in the graph.
    pub name: String,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// 1: gray.
    pub channels: u32,
    /// Subtracted from `gray / 255`.
    pub mean: f32,
    /// Divides the difference.
    pub std: f32,
}

/// The crop of a face, relative to the detector's box.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Crop {
    /// Side of the square crop over the side of the box.
    pub scale: f32,
    /// Shift of the crop's centre downwards, in sides of the box.
    pub offset_y: f32,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Outputs {
    emotion: Output,
    fer2013: Output,
    ferplus: Output,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Output {
    temperature: f32,
}

/// The network's outputs: seven logits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// For people: the blend chosen on photographs of faces.
    Emotion,
    /// Trained on FER2013's original labels.
    Fer2013,
    /// Trained on the votes of FER+.
    Ferplus,
}

impl Head {
    /// All three, in the order in which [`super::HeadScores`] are computed.
    pub const ALL: [Self; 3] = [Self::Emotion, Self::Fer2013, Self::Ferplus];

    /// Name in the graph.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emotion => "emotion",
            Self::Fer2013 => "fer2013",
            Self::Ferplus => "ferplus",
        }
    }
}

impl Contract {
    /// Reads a contract and checks that this code can keep it.
    ///
    /// # Errors
    /// [`VisionError::Contract`] saying what does not fit.
    pub fn parse(text: &str) -> Result<Self, VisionError> {
        let contract: Self = toml::from_str(text).map_err(|e| VisionError::Contract(e.to_string()))?;
        contract.check().map_err(VisionError::Contract)?;
        Ok(contract)
    }

    fn check(&self) -> Result<(), String> {
        if self.schema != SCHEMA {
            return Err(format!("it has schema {}, this version reads {SCHEMA}", self.schema));
        }
        if !self.labels.iter().map(String::as_str).eq(Emotion::ALL.iter().map(|e| e.name())) {
            return Err(format!("the labels {:?} are not the seven in FER2013's order", self.labels));
        }
        let input = &self.input;
        if input.channels != 1 || input.width == 0 || input.width != input.height {
            return Err(format!(
                "the input of {} by {} with {} channels is not a gray square",
                input.width, input.height, input.channels
            ));
        }
        let positive = [input.std, self.crop.scale].into_iter().chain(Head::ALL.map(|h| self.temperature(h)));
        if !positive.into_iter().all(|x| x.is_finite() && x > 0.0) {
            return Err("std, crop scale and temperatures must be above zero".to_owned());
        }
        if !(input.mean.is_finite() && self.crop.offset_y.is_finite()) {
            return Err("mean and crop offset must be numbers".to_owned());
        }
        Ok(())
    }

    /// What the logits of an output are divided by before the softmax.
    pub const fn temperature(&self, head: Head) -> f32 {
        match head {
            Head::Emotion => self.outputs.emotion.temperature,
            Head::Fer2013 => self.outputs.fer2013.temperature,
            Head::Ferplus => self.outputs.ferplus.temperature,
        }
    }

    /// The square to cut out for a face in the detector's box; may reach beyond the frame.
    pub fn crop_of(&self, face: &FaceBox) -> FaceBox {
        let box_side = face.width.max(face.height);
        let side = box_side * self.crop.scale;
        let (x, y) = face.center();
        let y = y + box_side * self.crop.offset_y;
        FaceBox { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../models/emotion.toml");

    #[test]
    fn the_shipped_contract_is_kept() {
        Contract::parse(SHIPPED).unwrap();
    }

    #[test]
    fn another_label_order_is_refused() {
        let swapped = SHIPPED.replace("\"angry\", \"disgust\"", "\"disgust\", \"angry\"");
        assert!(Contract::parse(&swapped).is_err());
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let error = Contract::parse(&SHIPPED.replace("schema = 1", "schema = 2")).unwrap_err();
        assert!(error.to_string().contains("schema 2"), "{error}");
    }

    #[test]
    fn the_crop_is_a_square_about_the_shifted_centre() {
        let mut contract = Contract::parse(SHIPPED).unwrap();
        contract.crop = Crop { scale: 1.5, offset_y: 0.1 };
        let crop = contract.crop_of(&FaceBox { x: 10.0, y: 20.0, width: 40.0, height: 40.0 });
        assert_eq!(crop, FaceBox { x: 0.0, y: 14.0, width: 60.0, height: 60.0 });
    }
}
