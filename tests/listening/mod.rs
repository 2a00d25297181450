//! `mien play --json` as a running program, and what it tells.

#![allow(dead_code)] // Each test binary uses its part.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use serde_json::Value;

/// Long enough for a loaded machine.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A running player; killed when dropped.
pub struct Player {
    child: Child,
    events: Receiver<Value>,
}

impl Player {
    /// Starts it.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, events) = bounded(100_000);
        std::thread::Builder::new()
            .name("listening".into())
            .spawn(move || {
                for line in lines.map_while(Result::ok) {
                    let Ok(event) = serde_json::from_str(&line) else { panic!("no JSON: {line}") };
                    if tell.send(event).is_err() {
                        return;
                    }
                }
            })
            .unwrap();
        Self { child, events }
    }

    /// The first event that gives an answer; the ones before are dropped.
    pub fn wait<T>(&self, what: &str, mut answer: impl FnMut(&Value) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        let mut seen = Vec::new();
        loop {
            match self.events.recv_deadline(until) {
                Ok(event) => {
                    if let Some(answer) = answer(&event) {
                        return answer;
                    }
                    seen.push(event);
                }
                Err(error) => {
                    panic!("no {what}: {error}; seen {:#?}", &seen[seen.len().saturating_sub(20)..])
                }
            }
        }
    }

    /// The next word on what plays: state and number of the track.
    pub fn playback(&self) -> (String, i64) {
        self.wait("playback", |event| {
            (event["event"] == "playback")
                .then(|| (event["state"].as_str().unwrap().to_owned(), event["id"].as_i64().unwrap_or(-1)))
        })
    }

    /// The next position, seconds.
    pub fn position(&self) -> f64 {
        self.wait("position", |event| {
            (event["event"] == "position").then(|| event["position"].as_f64().unwrap())
        })
    }

    /// Waits until the position is at least this.
    pub fn reach(&self, secs: f64) -> f64 {
        self.wait("position", |event| event["position"].as_f64().filter(|at| *at >= secs))
    }

    /// The last position told so far.
    pub fn position_now(&self) -> Option<f64> {
        self.events.try_iter().filter_map(|event| event["position"].as_f64()).last()
    }

    /// Ends it without a chance to say anything.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, as the system does, and waits until it has.
    pub fn quit(mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        let until = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < until, "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _already_ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
