//! The emotion model: its contract, its input, and the network.

mod contract;
mod crop;
mod network;

pub use contract::{Contract, Head};
pub use crop::gray_crop;
pub use network::{EmotionModel, HeadScores};
