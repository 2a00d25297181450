//! The engine: one inbox, one state, events out. Everything that listens or commands goes through it.

mod command;
pub mod dj;
mod event;

pub use command::{CameraSwitch, Command};
pub use event::{
    Cover, Event, ImportState, NowPlaying, Playback, QueueEntry, QueuedBy, SearchAnswer, Startup, Steering,
};
