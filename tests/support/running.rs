//! A Mien that runs without a window, and asking it with `mien ctl`.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::{Guarded, wait_until};

/// Generous: a debug build on a loaded machine.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A process that plays, on a data folder of its own or somebody else's.
pub struct Running {
    child: Guarded,
    data: std::path::PathBuf,
    environment: Vec<(String, String)>,
}

impl Running {
    /// Starts `mien play` on the demo tracks and waits until a song is on. `prepare` may change its environment.
    pub fn play(data: &Path, prepare: impl Fn(&mut Command)) -> Self {
        let running = Self::spawn(data, &["play"], prepare);
        wait_until("a song plays", PATIENCE, || running.state() == "playing");
        running
    }

    /// Starts `mien` with these arguments.
    pub fn spawn(data: &Path, arguments: &[&str], prepare: impl Fn(&mut Command)) -> Self {
        let mut command = mien(data, arguments);
        prepare(&mut command);
        let environment = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_str()?.to_owned(), value?.to_str()?.to_owned())))
            .collect();
        let child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        Self { child: Guarded(child), data: data.to_path_buf(), environment }
    }

    /// The process.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child.0
    }

    /// Asks with `mien ctl --json`; the answer must be yes.
    pub fn ctl(&self, arguments: &[&str]) -> Value {
        let output = self.try_ctl(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "mien ctl {arguments:?}: {error}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Asks with `mien ctl --json`.
    pub fn try_ctl(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = mien(&self.data, &["--json", "ctl"]);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.args(arguments).output().unwrap()
    }

    /// `playing`, `paused`, `stopped`, or nothing as long as nobody answers.
    pub fn state(&self) -> String {
        let status: Value = serde_json::from_slice(&self.try_ctl(&["status"]).stdout).unwrap_or_default();
        status["state"].as_str().unwrap_or_default().to_owned()
    }
}

/// A command of the built binary on a data folder, with nothing of this machine's desktop.
pub fn mien(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mien"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    command.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    command.arg("--data-dir").arg(data).args(arguments);
    command
}
