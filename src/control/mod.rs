//! One Mien for each data folder, and the way to talk to it from other processes: `mien ctl`, a second `mien FILE`.
//!
//! The first engine of a data folder [claims](claim) it and [serves](Instance::serve) a local socket that only the same
//! user can open; others [ask] there. One question a connection: a line of JSON each way, see [`Request`] and [`Reply`].
//! Knows no engine state of its own: for each question it subscribes anew, so that the answer holds all that was asked
//! before.

mod client;
mod instance;
mod message;
mod server;
mod socket;
mod status;

pub use client::{AskError, ask, ask_patiently, converse, nudge};
pub use instance::{Claim, Instance, claim};
pub use message::{Reply, Request, Shift};
pub use status::{PlayState, Status, StatusMood, StatusTrack};
