//! A script of `tests/harness` that sets something up, tells the environment to reach it by, and stays until its
//! standard input ends. So nothing stays behind, however the test ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::{test_file, tool};

/// The script, running.
pub struct Harness {
    child: Child,
    environment: Vec<(String, String)>,
}

impl Harness {
    /// Starts a script and waits until it is ready.
    pub fn start(script: &str, arguments: &[&std::ffi::OsStr]) -> Self {
        let mut child = tool("bash", "bash")
            .arg(test_file("harness").join(script))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut environment = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            match line.split_once('=') {
                _ if line == "ready" => return Self { child, environment },
                Some((name, value)) if !line.starts_with("error") => {
                    environment.push((name.to_owned(), value.to_owned()));
                }
                Some(_) | None => panic!("{script}: {line}"),
            }
        }
        panic!("{script} ended too early");
    }

    /// Gives a program the environment.
    pub fn show_to(&self, command: &mut Command) {
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
    }

    /// One variable of the environment.
    pub fn variable(&self, wanted: &str) -> &str {
        self.environment.iter().find_map(|(name, value)| (name == wanted).then_some(value)).unwrap()
    }

    /// Takes everything down and waits until it is.
    pub fn finish(&mut self) {
        drop(self.child.stdin.take());
        let _ended = self.child.wait();
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        self.finish();
    }
}
