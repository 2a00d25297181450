//! The API of the running app: on and off as the settings say.

use std::io;

use super::{Config, Link, Server};
use crate::engine::{ApiState, Command, Commander, Event};
use crate::notice::sentence;
use crate::paths::Paths;
use crate::settings::Settings;

/// Starts the thread that follows the settings. It ends, and the server with it, when the engine does.
///
/// # Errors
/// When the system gives no thread.
pub fn follow(commands: Commander, paths: Paths) -> io::Result<()> {
    let events = commands.subscribe_to_changes(|| {});
    std::thread::Builder::new().name("http-switch".into()).spawn(move || {
        let mut switch = Switch { commands, paths, wanted: None, server: None };
        for event in events {
            switch.hear(&event);
        }
    })?;
    Ok(())
}

struct Switch {
    commands: Commander,
    paths: Paths,
    /// The port to serve on.
    wanted: Option<u16>,
    /// Serves as long as it is here.
    server: Option<Server>,
}

impl Switch {
    #[allow(clippy::wildcard_enum_match_arm, reason = "only the settings matter here")]
    fn hear(&mut self, event: &Event) {
        let settings = match event {
            Event::Ready(startup) => &startup.settings,
            Event::Settings(settings) => settings,
            _ => return,
        };
        let wanted = wanted(settings);
        if wanted != self.wanted {
            self.wanted = wanted;
            // The old one ends first: it may hold the port.
            if self.server.take().is_some() {
                self.commands.send(Command::TellApi(ApiState::Off));
            }
            self.server = wanted.and_then(|port| self.serve(port));
        }
    }

    fn serve(&self, port: u16) -> Option<Server> {
        let link = Link {
            events: self.commands.subscribe(|| {}),
            reports: self.commands.view(),
            commands: self.commands.clone(),
        };
        match Server::start(Config::new(self.paths.clone(), port), link) {
            Ok(server) => {
                log::info!("the local API listens on {}", server.url());
                Some(server)
            }
            Err(error) => {
                self.commands.send(Command::TellApi(ApiState::Failed(sentence(&error.to_string()))));
                None
            }
        }
    }
}

const fn wanted(settings: &Settings) -> Option<u16> {
    if settings.api { Some(settings.api_port) } else { None }
}
