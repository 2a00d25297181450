//! Mien plays, from the user's own library, music that fits the mood their face shows.
//!
//! ```text
//! capture --newest wins--> vision --Report--> engine --Event + wake--> ui
//! ui, cli --Command--> engine (owns library connection, player, mood, DJ)
//! ```
//!
//! Any number of listeners: whoever starts the engine hears everything, others [subscribe](engine::Commander::subscribe),
//! are told first how things stand, and fold what follows into an [`engine::Snapshot`] of their own.
//!
//! Layers point one way, and `tests/layers.rs` holds them to it:
//! `ui, cli, control, desktop, scrobble -> http -> engine -> player, library, vision, capture -> audio -> the base`, where the base is
//! [`emotion`], [`affect`], [`calibration`], [`mood`], [`journal`], [`lyrics`], [`frame`], [`network`], [`hex`], [`source`], [`channel`], [`language`], [`notice`], [`paths`],
//! [`picture`], [`sound`] and [`settings`].
//! Each heavy crate is used in one module only: nokhwa in [`capture`], tract in [`network`], rustface in [`vision`],
//! symphonia in [`audio`], rodio in [`player`], rusqlite and lofty in [`library`], egui in [`ui`].
//!
//! Rules that every module keeps: owners, not locks; a thread has a name, opens what it owns, and ends when its
//! channel closes; every channel is bounded and says at its creation whether the newest wins or all must arrive;
//! frames live in memory only.

pub mod affect;
pub mod audio;
pub mod calibration;
pub mod capture;
pub mod channel;
pub mod cli;
pub mod control;
pub mod desktop;
pub mod emotion;
pub mod engine;
pub mod frame;
pub mod hex;
pub mod http;
pub mod journal;
pub mod language;
pub mod library;
pub mod lyrics;
pub mod mood;
pub mod network;
pub mod notice;
pub mod paths;
pub mod picture;
pub mod player;
pub mod scrobble;
pub mod settings;
pub mod sound;
pub mod source;
pub mod ui;
pub mod vision;

/// What the desktop knows Mien by: the name of its `.desktop` file, its icon and its windows.
pub const APP_ID: &str = "io.github.mien_player.Mien";

/// Version, and the commit it was built from where that is known.
pub const VERSION: &str = env!("MIEN_VERSION");
