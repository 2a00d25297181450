//! `mien` without a command: the window, with an engine behind it. Where one is open already, that one comes to the
//! front, and plays what was given to this one.

use std::path::PathBuf;

use super::{CliError, Context, Outcome, ctl};
use crate::control::{self, Claim, Instance, Request};
use crate::desktop::{self, Face};
use crate::engine::{self, Command, Event, Handle};
use crate::http;
use crate::paths;
use crate::player::{OutputChoice, POSITION_EVERY};
use crate::scrobble;
use crate::ui::{self, UiChannels, Wake};

/// Opens the window and stays until it is closed.
pub fn run(files: &[PathBuf], context: &Context) -> Result<Outcome, CliError> {
    let request = if files.is_empty() { Request::Show } else { ctl::open_request(files)? };
    let instance = match control::claim(&context.paths) {
        Claim::Granted(instance) => instance,
        Claim::Taken => {
            control::ask_patiently(&context.paths, &request).map_err(|error| ctl::told(&error))?;
            return Ok(Outcome::Done);
        }
    };
    if !has_display() {
        return Err(CliError::new(
            "There is no display to open a window on. \"mien play\" plays here without one; \"mien play --help\" says how.",
        ));
    }
    let config = engine::Config {
        paths: context.paths.clone(),
        source: None,
        output: OutputChoice::Device,
        mode: None,
        pin: None,
        demo: paths::demo_music(),
        keep_settings: true,
        keep_session: true,
        position_every: POSITION_EVERY,
        seed: None,
    };
    let left = std::fs::read_to_string(context.paths.window()).unwrap_or_default();
    // Lives as long as the window; dropped afterwards, which saves everything.
    let mut running = None;
    ui::run(&left, |wake| start(config, files, instance, wake, &mut running)).map_err(|error| {
        CliError::new("The window could not be opened. \"mien play\" plays without one.").with_detail(error)
    })?;
    drop(running);
    Ok(Outcome::Done)
}

/// What goes on behind the window, in the order it ends: nobody asks an engine that is gone, and nobody else gets the
/// data folder before the engine has saved.
struct Running {
    _engine: Handle,
    _instance: Instance,
}

fn start(
    config: engine::Config,
    files: &[PathBuf],
    mut instance: Instance,
    wake: Wake,
    running: &mut Option<Running>,
) -> UiChannels {
    let data = config.paths.clone();
    match engine::spawn(config, move || wake()) {
        Ok(engine) => {
            let commander = engine.commander();
            if let Err(error) = instance.serve(commander.clone()) {
                log::warn!("mien ctl will not work: {error}");
            }
            scrobble::start(&commander, data.scrobbles());
            desktop::start(commander.clone(), &data, Face::Window);
            if let Err(error) = http::follow(commander.clone(), data) {
                log::warn!("the local API cannot be switched on: {error}");
            }
            if !files.is_empty() {
                engine.send(Command::Open(files.to_vec()));
            }
            let channels = UiChannels {
                commands: Box::new(move |command| commander.send(command)),
                events: engine.events().clone(),
                reports: engine.reports().clone(),
            };
            *running = Some(Running { _engine: engine, _instance: instance });
            channels
        }
        Err(error) => {
            let (tell, events) = crossbeam_channel::bounded(1);
            let _always_room = tell.send(Event::Failed(error.to_string()));
            UiChannels { commands: Box::new(|_| {}), events, reports: crossbeam_channel::never() }
        }
    }
}

/// Is there a display server? Elsewhere than on Linux and the BSDs there always is.
pub fn has_display() -> bool {
    let elsewhere = cfg!(any(windows, target_os = "macos"));
    let is_set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    elsewhere || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET")
}
