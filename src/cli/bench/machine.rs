//! What the measurements were made on.

use std::num::NonZeroUsize;

use serde_json::{Value, json};

/// Processor, cores and system.
pub fn describe() -> Value {
    json!({
        "processor": processor(),
        "cores": std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        "build": if cfg!(debug_assertions) { "debug" } else { "release" },
    })
}

/// The processor's name, on Linux.
fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
