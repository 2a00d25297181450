//! `mien serve`: the engine without a window, and the local API.

use std::io::IsTerminal;
use std::time::Duration;

use crossbeam_channel::{Receiver, select};
use serde_json::json;

use super::args::ServeArgs;
use super::interrupt::on_interrupt;
use super::{CliError, Context, Outcome};
use crate::control::{self, Claim};
use crate::engine::{self, Event, Handle};
use crate::http::{self, Link, Server};
use crate::notice::sentence;
use crate::paths;
use crate::player::OutputChoice;
use crate::scrobble;
use crate::source::Source;

/// Runs the command.
pub fn run(args: &ServeArgs, context: &Context) -> Result<Outcome, CliError> {
    let interrupted = on_interrupt()?;
    let Claim::Granted(mut instance) = control::claim(&context.paths) else {
        return Err(CliError::new(
            "Mien is already running with this data folder. Switch the API on in its settings, or start another one with \
             --data-dir DIR.",
        ));
    };
    let engine =
        engine::spawn(engine_config(args, context), || {}).map_err(|e| CliError::new(e.to_string()))?;
    let commands = engine.commander();
    if let Err(error) = instance.serve(commands.clone()) {
        log::warn!("mien ctl will not work: {error}");
    }
    scrobble::start(&commands, context.paths.scrobbles());
    // The engine makes the library; the server's own connection comes after.
    match until_ready(&engine, &interrupted)? {
        Opened::Ready => {}
        Opened::Interrupted => return Ok(Outcome::Done),
    }
    let events = commands.subscribe(|| {});
    let link = Link { events, reports: commands.view(), commands };
    let server = Server::start(config(args, context), link)
        .map_err(|error| CliError::new(sentence(&error.to_string())))?;
    announce(&server, context)?;
    loop {
        select! {
            recv(interrupted) -> _ => return Ok(Outcome::Done),
            recv(engine.events()) -> event => match event {
                Ok(Event::Failed(reason)) => return Err(CliError::new(sentence(&reason))),
                Ok(_) => {}
                Err(_) => return Ok(Outcome::Done),
            },
        }
    }
}

enum Opened {
    Ready,
    Interrupted,
}

fn until_ready(engine: &Handle, interrupted: &Receiver<()>) -> Result<Opened, CliError> {
    loop {
        select! {
            recv(interrupted) -> _ => return Ok(Opened::Interrupted),
            recv(engine.events()) -> event => match event {
                Ok(Event::Ready(_)) => return Ok(Opened::Ready),
                Ok(Event::Failed(reason)) => return Err(CliError::new(sentence(&reason))),
                Ok(_) => {}
                Err(_) => return Err(CliError::new("The engine ended before it was ready.")),
            },
        }
    }
}

fn engine_config(args: &ServeArgs, context: &Context) -> engine::Config {
    engine::Config {
        paths: context.paths.clone(),
        source: Some(args.source.clone()),
        output: OutputChoice::Device,
        mode: None,
        pin: None,
        demo: paths::demo_music(),
        keep_settings: true,
        keep_session: args.source == Source::None,
        position_every: Duration::from_secs(1),
        seed: None,
    }
}

fn config(args: &ServeArgs, context: &Context) -> http::Config {
    let usual = http::Config::new(context.paths.clone(), args.port);
    http::Config {
        host: args.host.clone(),
        token_file: args.token_file.clone(),
        workers: args.workers.unwrap_or(usual.workers),
        ..usual
    }
}

fn announce(server: &Server, context: &Context) -> Result<(), CliError> {
    let token_file = server.token_file().display().to_string();
    if context.out.is_json() {
        return context.out.json(&json!({
            "event": "listening",
            "url": server.url(),
            "page": server.invitation(),
            "token_file": token_file,
        }));
    }
    context.out.line(format!("Listening on {}", server.url()))?;
    context
        .out
        .line(format!("Page with control of the player (this link works once): {}", server.invitation()))?;
    context.out.line(format!("Programs find their token in {token_file}"))?;
    if std::io::stdout().is_terminal() { context.out.line("Ctrl-C stops.") } else { Ok(()) }
}
