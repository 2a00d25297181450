//! `mien` without a command: the window, with an engine behind it.

use super::{CliError, Context, Outcome};
use crate::engine::{self, Event, Handle};
use crate::paths;
use crate::player::OutputChoice;
use crate::ui::{self, UiChannels, Wake};

/// Opens the window and stays until it is closed.
pub fn run(context: &Context) -> Result<Outcome, CliError> {
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
        seed: None,
    };
    // Lives as long as the window; dropped afterwards, which saves everything.
    let mut running = None;
    ui::run(|wake| start(config, wake, &mut running)).map_err(|error| {
        CliError::new("The window could not be opened. \"mien play\" plays without one.").with_detail(error)
    })?;
    drop(running);
    Ok(Outcome::Done)
}

fn start(config: engine::Config, wake: Wake, running: &mut Option<Handle>) -> UiChannels {
    match engine::spawn(config, move || wake()) {
        Ok(engine) => {
            let commander = engine.commander();
            let channels = UiChannels {
                commands: Box::new(move |command| commander.send(command)),
                events: engine.events().clone(),
                reports: engine.reports().clone(),
            };
            *running = Some(engine);
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
