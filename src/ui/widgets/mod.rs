//! The parts views are made of. They know the theme and nothing of the model.

pub mod brand;
pub mod button;
pub mod markdown;
pub mod menu;
pub mod plane;
pub mod preview;
pub mod scores;
pub mod search;
pub mod segmented;
pub mod slider;
pub mod surface;
pub mod switch;
pub mod text;
pub mod waveform;
