//! Every face of one frame, each read: for pictures, videos and whoever asks about a picture.

use super::detector::{self, Detection, Detector, Search};
use super::model::EmotionModel;
use super::{Face, Reading, VisionError};
use crate::affect::AffectTable;
use crate::frame::{FaceBox, Frame};
use crate::settings;

/// Finds and reads faces.
pub struct Analyzer {
    detector: Box<dyn Detector>,
    model: EmotionModel,
    table: AffectTable,
}

impl Analyzer {
    /// Opens the detector and the model.
    ///
    /// # Errors
    /// [`VisionError`] when one of them cannot be used.
    pub fn new(detector: settings::Detector, table: AffectTable) -> Result<Self, VisionError> {
        Self::with_model(EmotionModel::open()?, detector, table)
    }

    /// Opens the detector beside a model that others may use too.
    ///
    /// # Errors
    /// [`VisionError`] when the detector cannot be used.
    pub fn with_model(
        model: EmotionModel,
        detector: settings::Detector,
        table: AffectTable,
    ) -> Result<Self, VisionError> {
        Ok(Self { detector: detector::open(detector)?, model, table })
    }

    /// All faces, the surest first; an empty list when there is none.
    ///
    /// # Errors
    /// [`VisionError`] when the frame cannot be searched or a face cannot be read.
    pub fn analyze(&mut self, frame: &Frame) -> Result<Vec<Face>, VisionError> {
        let found = self.find(frame, Search::Thorough)?;
        found.iter().map(|detection| self.read(frame, detection)).collect()
    }

    /// Runs each network once: the first run makes room for what later ones use again.
    pub fn warm_up(&mut self) {
        // As wide for its height as cameras' frames.
        const WIDTH: u32 = 64;
        const HEIGHT: u32 = 48;
        let Ok(black) = Frame::new(WIDTH, HEIGHT, vec![0; (WIDTH * HEIGHT * 3) as usize]) else { return };
        let bounds = FaceBox { x: 0.0, y: 0.0, width: HEIGHT as f32, height: HEIGHT as f32 };
        let somewhere = Detection { bounds, confidence: 1.0, roll: 0.0 };
        let warmed = self.find(&black, Search::Distant).and_then(|_| self.read(&black, &somewhere));
        if let Err(error) = warmed {
            log::debug!("what is wrong will be told with the first frame: {error}");
        }
    }

    /// Where faces are.
    ///
    /// # Errors
    /// [`VisionError`] when the frame cannot be searched.
    pub fn find(&mut self, frame: &Frame, search: Search) -> Result<Vec<Detection>, VisionError> {
        let mut found = self.detector.detect(frame, search)?;
        found.retain(|face| face.bounds.clipped(frame.width(), frame.height()).is_some());
        Ok(found)
    }

    /// What one face shows.
    ///
    /// # Errors
    /// [`VisionError`] when it cannot be read.
    pub fn read(&self, frame: &Frame, detection: &Detection) -> Result<Face, VisionError> {
        let scores = self.model.read_face(frame, &detection.bounds, detection.roll)?;
        let scores = scores.emotion;
        let reading = Reading { scores, emotion: scores.leading().0, affect: self.table.blend(&scores) };
        Ok(Face { reading: Some(reading), ..unread(frame, detection) })
    }
}

/// A face that was found, its box clipped to the frame, not read.
pub fn unread(frame: &Frame, detection: &Detection) -> Face {
    let bounds = detection.bounds.clipped(frame.width(), frame.height()).unwrap_or(detection.bounds);
    Face { bounds, confidence: detection.confidence, reading: None }
}
