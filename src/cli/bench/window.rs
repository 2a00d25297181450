//! The real window, started as a user would, on a scratch data folder with a library of made-up tracks: when its first
//! frame is there, and what it costs when nothing happens. Linux only, and only with a display.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;
use serde_json::{Value, json};

use super::machine;
use super::{AnyError, Times};
use crate::cli::window::has_display;

/// What the window logs when its first frame was shown.
const FIRST_FRAME: &str = "first frame shown";
/// What it logs at each frame.
const FRAME: &str = "frame drawn";
/// Starts measured.
const STARTS: usize = 5;
/// How long a start may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// When the window is idle: the daily copy of the library waits for some calm, and is over by then.
const SETTLED: Duration = Duration::from_secs(12);
/// How long the idle window is watched.
const WATCHED: Duration = Duration::from_secs(5);

/// The figures with so many tracks, or a text that says why there are none.
pub fn measure(tracks: usize) -> Value {
    if !has_display() {
        return json!("no display: run it under xvfb-run");
    }
    match figures(tracks) {
        Ok(figures) => figures,
        Err(error) => json!(format!("not measured: {error}")),
    }
}

fn figures(tracks: usize) -> Result<Value, AnyError> {
    let scratch = super::frames::tempdir("window")?;
    let result = super::frames::fill(&scratch, tracks).and_then(|_| starts(&scratch, tracks));
    let _left_behind = std::fs::remove_dir_all(&scratch);
    result
}

fn starts(scratch: &Path, tracks: usize) -> Result<Value, AnyError> {
    // The first start warms the disk cache; it does not count.
    drop(Window::open(scratch)?);
    let mut times = Vec::new();
    for _ in 1..STARTS {
        times.push(Window::open(scratch)?.first_frame);
    }
    let window = Window::open(scratch)?;
    times.push(window.first_frame);
    std::thread::sleep(SETTLED);
    let (before, frames) = (window.cpu_seconds(), window.frames());
    std::thread::sleep(WATCHED);
    let idle = before.zip(window.cpu_seconds()).map(|(a, b)| (b - a) / WATCHED.as_secs_f64() * 100.0);
    Ok(json!({
        "tracks": tracks,
        "first_frame": Times::of(times),
        "idle_percent_of_a_core": idle,
        "idle_frames": window.frames() - frames,
        "memory_mb": window.memory_mb("VmRSS:"),
        "memory_without_files_mb": window.memory_mb("RssAnon:"),
    }))
}

/// A running window; killed when dropped.
struct Window {
    child: Child,
    first_frame: Duration,
    /// Frames drawn so far.
    frames: Arc<AtomicUsize>,
}

impl Window {
    fn open(data: &Path) -> Result<Self, AnyError> {
        let since = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--data-dir")
            .arg(data)
            .env("RUST_LOG", "mien::ui=trace")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let Some(log) = child.stderr.take() else { return Err("no log".into()) };
        let (shown, wait) = bounded(1);
        let frames = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&frames);
        std::thread::Builder::new().name("bench-log".into()).spawn(move || {
            for line in BufReader::new(log).lines().map_while(Result::ok) {
                if line.contains(FIRST_FRAME) {
                    let _nobody_waits = shown.send(Instant::now());
                } else if line.contains(FRAME) {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            }
        })?;
        let mut window = Self { child, first_frame: PATIENCE, frames };
        let shown = wait.recv_timeout(PATIENCE).map_err(|_| "the window did not show a frame")?;
        window.first_frame = shown.duration_since(since);
        Ok(window)
    }

    fn proc_file(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).ok()
    }

    fn cpu_seconds(&self) -> Option<f64> {
        machine::cpu_seconds(&self.child.id().to_string())
    }

    fn frames(&self) -> usize {
        self.frames.load(Ordering::Relaxed)
    }

    /// Resident memory, by its name in the status of the process.
    fn memory_mb(&self, kind: &str) -> Option<f64> {
        let status = self.proc_file("status")?;
        let line = status.lines().find(|line| line.starts_with(kind))?;
        let kb: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kb / 1024.0)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
