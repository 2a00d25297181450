//! A private desktop, and using programs on it through their accessibility tree.

use std::process::{Command, Output};

use super::harness::Harness;
use super::test_file;

/// A desktop of its own.
pub struct Desktop(Harness);

impl Desktop {
    /// Starts one of 1280 by 800 pixels.
    pub fn start() -> Self {
        Self(Harness::start("desktop.sh", &["1280x800".as_ref()]))
    }

    /// Lets a program appear there.
    pub fn show_to(&self, command: &mut Command) {
        self.0.show_to(command.env_remove("WAYLAND_DISPLAY"));
    }

    /// A variable of its environment, such as HOME, an empty folder.
    pub fn variable(&self, name: &str) -> &str {
        self.0.variable(name)
    }

    /// Waits until a node of this name is there, whole or in part; gives role, name, value and states. See `ui.py`.
    pub fn wait(&self, name: &str, seconds: u32) -> String {
        self.done(&["wait", name, &seconds.to_string()])
    }

    /// Waits until no node has this name.
    pub fn gone(&self, name: &str, seconds: u32) {
        self.done(&["gone", name, &seconds.to_string()]);
    }

    /// Is there a node of this name now?
    pub fn has(&self, name: &str) -> bool {
        self.ui(&["wait", name, "0"]).status.success()
    }

    /// Does a node's own action.
    pub fn press(&self, name: &str) {
        self.done(&["press", name]);
    }

    /// Clicks into a field and types.
    pub fn enter(&self, name: &str, text: &str) {
        self.done(&["type", name, text]);
    }

    /// What a node says or holds.
    pub fn text(&self, name: &str) -> String {
        self.done(&["text", name])
    }

    /// All nodes, a line each.
    pub fn tree(&self) -> String {
        self.done(&["tree"])
    }

    /// Saves the screen as a picture.
    pub fn shot(&self, file: &std::path::Path) {
        self.done(&["shot", file.to_str().unwrap()]);
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.ui(arguments);
        if !output.status.success() {
            let tree = String::from_utf8_lossy(&self.ui(&["tree"]).stdout).into_owned();
            panic!("{arguments:?}: {}\n{tree}", String::from_utf8_lossy(&output.stderr));
        }
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn ui(&self, arguments: &[&str]) -> Output {
        // The system's Python: only that one knows Debian's packages.
        let mut command = Command::new("/usr/bin/python3");
        self.show_to(command.arg(test_file("harness/ui.py")).args(arguments));
        command.output().unwrap()
    }
}
