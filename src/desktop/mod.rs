//! Mien among the other programs of a desktop: media keys and media controls, notifications, the tray, and keeping the
//! machine awake while there is music.
//!
//! All of it hangs on [`start`], which listens to the engine on a thread of its own and sends it commands; nothing
//! else in the program knows that it is there. What a platform offers is in a module of its own name: `linux` speaks
//! D-Bus. The media sessions of macOS (`MPNowPlayingInfoCenter`) and Windows (`SystemMediaTransportControls`) belong
//! beside it; there is none yet, and `start` does nothing there.
//!
//! Without a session bus, or without a service that answers, everything here is silent: it is no error to have no
//! desktop.

#[cfg(target_os = "linux")]
mod art;
#[cfg(target_os = "linux")]
mod linux;

use crate::engine::Commander;
use crate::paths::Paths;

/// Is there a window to bring to the front?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The window of the app.
    Window,
    /// A terminal, or a service.
    Headless,
}

/// Connects the engine with the desktop, in the background; ends with the engine.
pub fn start(engine: Commander, paths: &Paths, face: Face) {
    #[cfg(target_os = "linux")]
    {
        let covers = paths.covers();
        let spawned = std::thread::Builder::new()
            .name("desktop".into())
            .spawn(move || linux::run(engine, covers, face));
        if let Err(error) = spawned {
            log::warn!("no thread for the desktop's media controls: {error}");
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _for_later = (engine, paths, face);
    }
}
