//! `mien doctor`: what is there, what works, and what to do about what does not.

use std::process::Command;
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;
use serde::Serialize;

use super::{CliError, Context, Outcome};
use crate::capture;
use crate::library::Library;
use crate::paths;
use crate::player::{OutputState, Player, PlayerConfig, PlayerEvent};
use crate::settings::Settings;
use crate::vision::Analyzer;

/// How long the sound device may take to answer.
const SOUND_PATIENCE: Duration = Duration::from_secs(5);

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Health {
    Ok,
    /// Mien works without it.
    Missing,
    /// Mien needs it.
    Broken,
}

#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    health: Health,
    /// What was found.
    found: String,
    /// What to do; empty when all is well.
    advice: String,
}

impl Check {
    fn ok(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, health: Health::Ok, found: found.into(), advice: String::new() }
    }

    fn bad(name: &'static str, health: Health, found: impl std::fmt::Display, advice: &str) -> Self {
        Self { name, health, found: found.to_string(), advice: advice.to_owned() }
    }
}

/// Runs the command. Exit 0 unless something Mien cannot do without is broken.
pub fn run(context: &Context) -> Result<Outcome, CliError> {
    let checks = [
        version(),
        data(context),
        settings(context),
        library(context),
        models(),
        camera(),
        sound(),
        display(),
        ffmpeg(),
    ];
    if context.out.is_json() {
        context.out.json(&serde_json::json!({ "checks": checks }))?;
    } else {
        for check in &checks {
            let mark = match check.health {
                Health::Ok => "ok     ",
                Health::Missing => "missing",
                Health::Broken => "BROKEN ",
            };
            context.out.line(format!("{mark}  {:<9} {}", check.name, check.found))?;
            if !check.advice.is_empty() {
                context.out.line(format!("{:20}{}", "", check.advice))?;
            }
        }
    }
    let broken = checks.iter().any(|c| c.health == Health::Broken);
    Ok(if broken { Outcome::SomeFailed } else { Outcome::Done })
}

fn version() -> Check {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    Check::ok("mien", format!("{} on {system}", crate::VERSION))
}

fn data(context: &Context) -> Check {
    let folder = context.paths.data_dir();
    let probe = folder.join("doctor.tmp");
    let written = paths::write_atomically(&probe, b"x").and_then(|()| std::fs::remove_file(&probe));
    match written {
        Ok(()) => Check::ok("data", folder.display().to_string()),
        Err(error) => Check::bad(
            "data",
            Health::Broken,
            format!("{} cannot be written: {error}", folder.display()),
            "Free some space or give yourself the right to write there, or choose another folder with --data-dir.",
        ),
    }
}

fn settings(context: &Context) -> Check {
    let (_, notices) = Settings::load(&context.paths.settings());
    if notices.is_empty() {
        return Check::ok("settings", "all fields can be used");
    }
    let found: Vec<String> = notices.into_iter().map(|n| n.text.to_string()).collect();
    Check::bad(
        "settings",
        Health::Missing,
        found.join(" "),
        "Mend or delete settings.toml in the data folder.",
    )
}

fn library(context: &Context) -> Check {
    let path = context.paths.library();
    if !path.exists() {
        return Check::bad("library", Health::Missing, "empty", "Add music with: mien import DIR");
    }
    match Library::open(&path).and_then(|library| library.count()) {
        Ok(0) => Check::bad("library", Health::Missing, "empty", "Add music with: mien import DIR"),
        Ok(count) => Check::ok("library", format!("{count} tracks")),
        Err(error) => Check::bad("library", Health::Broken, error, "The file was left untouched."),
    }
}

fn models() -> Check {
    let settings = Settings::default();
    match Analyzer::new(settings.detector, settings.affect) {
        Ok(_) => Check::ok("models", "face detector and emotion model load"),
        Err(error) => {
            Check::bad("models", Health::Broken, error, "The build is damaged: build or install Mien again.")
        }
    }
}

fn camera() -> Check {
    let cameras = capture::cameras();
    let usable: Vec<&str> = cameras.iter().filter(|c| c.problem.is_none()).map(|c| c.name.as_str()).collect();
    if !usable.is_empty() {
        return Check::ok("camera", usable.join(", "));
    }
    match cameras.into_iter().find_map(|c| c.problem.map(|problem| (c.name, problem))) {
        Some((name, problem)) => Check::bad("camera", Health::Missing, name, &problem.to_string()),
        None => Check::bad(
            "camera",
            Health::Missing,
            "none found",
            "Plug one in, or pin a mood by hand, or use a picture: mien play --source image:PATH",
        ),
    }
}

fn sound() -> Check {
    let advice = "Plug in or switch on a sound device; Mien plays silently until one appears.";
    match opened_output() {
        Some(OutputState::Device(name)) => Check::ok("sound", name),
        Some(OutputState::Silent { reason }) => Check::bad("sound", Health::Missing, reason, advice),
        Some(OutputState::Closed) | None => {
            Check::bad("sound", Health::Missing, "the sound system does not answer", advice)
        }
    }
}

/// Opens the sound device as the player does; `None` when it takes too long.
fn opened_output() -> Option<OutputState> {
    let (sender, states) = bounded(16);
    let player = Player::spawn(PlayerConfig::default(), move |event| {
        if let PlayerEvent::Output(state) = event {
            let _nobody_waits = sender.try_send(state);
        }
    });
    let until = Instant::now() + SOUND_PATIENCE;
    let state = loop {
        match states.recv_deadline(until) {
            Ok(OutputState::Closed) => {}
            Ok(state) => break Some(state),
            Err(_) => break None,
        }
    };
    drop(player);
    state
}

fn display() -> Check {
    if super::window::has_display() {
        Check::ok("display", "a window can be opened")
    } else {
        Check::bad("display", Health::Missing, "none", "\"mien play\" plays without a window.")
    }
}

fn ffmpeg() -> Check {
    let version = Command::new("ffmpeg").arg("-version").output();
    let first_line = version
        .ok()
        .filter(|out| out.status.success())
        .and_then(|out| String::from_utf8_lossy(&out.stdout).lines().next().map(str::to_owned));
    match first_line {
        Some(line) => Check::ok("ffmpeg", line.split(" Copyright").next().unwrap_or_default()),
        None => Check::bad(
            "ffmpeg",
            Health::Missing,
            "not found",
            "Only videos need it. Debian and Ubuntu: apt install ffmpeg",
        ),
    }
}
