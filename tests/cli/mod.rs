//! Runs the built binary in a data folder of its own.

#![allow(dead_code)] // Each test binary uses its part.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// A scratch place with a data folder and a music folder; gone when dropped.
pub struct Mien {
    scratch: tempfile::TempDir,
}

/// What a run answered.
pub struct Answer {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    /// Standard output as JSON; null where it is none.
    pub document: Value,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let document = serde_json::from_str(&stdout).unwrap_or(Value::Null);
        Self { code: output.status.code().unwrap(), stdout, stderr, document }
    }
}

impl Mien {
    /// A new place with an empty music folder.
    pub fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        std::fs::create_dir(scratch.path().join("music")).unwrap();
        Self { scratch }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    /// The music folder.
    pub fn music(&self) -> PathBuf {
        self.scratch.path().join("music")
    }

    /// A command that is not started yet.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mien"));
        command.arg("--data-dir").arg(self.data()).args(args);
        command
    }

    /// Runs with `--json`.
    pub fn json(&self, args: &[&str]) -> Answer {
        let args: Vec<&str> = ["--json"].iter().chain(args).copied().collect();
        self.command(&args).output().unwrap().into()
    }

    /// Runs for people.
    pub fn text(&self, args: &[&str]) -> Answer {
        self.command(args).output().unwrap().into()
    }

    /// Imports the music folder.
    pub fn import(&self) -> Answer {
        self.json(&["import", self.music().to_str().unwrap()])
    }
}
