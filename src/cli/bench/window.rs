//! The real window, started as a user would, on a scratch data folder with the demo library: when its first frame is
//! there, and what it costs when nothing happens. Linux only, and only with a display.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;
use serde_json::{Value, json};

use super::Times;
use super::machine;
use crate::cli::window::has_display;

/// What the window logs when its first frame was shown.
pub const FIRST_FRAME: &str = "first frame shown";
/// Starts measured.
const STARTS: usize = 5;
/// How long a start may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the idle window is watched, after as long a time to settle.
const WATCHED: Duration = Duration::from_secs(5);

/// The figures, or a text that says why there are none.
pub fn measure() -> Value {
    if !has_display() {
        return json!("no display: run it under xvfb-run");
    }
    match figures() {
        Ok(figures) => figures,
        Err(error) => json!(format!("not measured: {error}")),
    }
}

fn figures() -> Result<Value, Box<dyn std::error::Error>> {
    let scratch = std::env::temp_dir().join(format!("mien-bench-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let result = starts(&scratch);
    let _left_behind = std::fs::remove_dir_all(&scratch);
    result
}

fn starts(scratch: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    // The first start imports the demo tracks and warms the disk cache; it does not count.
    let mut window = Window::open(scratch)?;
    std::thread::sleep(WATCHED);
    drop(window);
    let mut times = Vec::new();
    for _ in 1..STARTS {
        times.push(Window::open(scratch)?.first_frame);
    }
    window = Window::open(scratch)?;
    times.push(window.first_frame);
    std::thread::sleep(WATCHED);
    let before = window.cpu_seconds();
    std::thread::sleep(WATCHED);
    let idle = before.zip(window.cpu_seconds()).map(|(a, b)| (b - a) / WATCHED.as_secs_f64() * 100.0);
    Ok(json!({
        "first_frame": Times::of(times),
        "idle_percent_of_a_core": idle,
        "memory_mb": window.memory_mb(),
    }))
}

/// A running window; killed when dropped.
struct Window {
    child: Child,
    first_frame: Duration,
}

impl Window {
    fn open(data: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let since = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--data-dir")
            .arg(data)
            .env("RUST_LOG", "mien::ui=info")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let Some(log) = child.stderr.take() else { return Err("no log".into()) };
        let (shown, wait) = bounded(1);
        std::thread::Builder::new().name("bench-log".into()).spawn(move || {
            let mut lines = BufReader::new(log);
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|n| n > 0) && !line.contains(FIRST_FRAME) {
                line.clear();
            }
            let _nobody_waits = shown.send(Instant::now());
            // Read on, so that the window never waits for a full pipe.
            let _bytes = std::io::copy(&mut lines.by_ref(), &mut std::io::sink());
        })?;
        let mut window = Self { child, first_frame: PATIENCE };
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

    /// Resident memory.
    fn memory_mb(&self) -> Option<f64> {
        let status = self.proc_file("status")?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
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
