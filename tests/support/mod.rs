//! What the black-box tests share. A missing tool fails a test and names the Debian package; nothing is skipped.

#![allow(dead_code)] // Each test binary uses its part.

#[cfg(target_os = "linux")]
pub mod camera;
#[cfg(target_os = "linux")]
pub mod desktop;
#[cfg(target_os = "linux")]
pub mod harness;
#[cfg(target_os = "linux")]
pub mod portal;
pub mod running;
#[cfg(target_os = "linux")]
pub mod sound;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A command for a tool that must be there.
pub fn tool(name: &str, debian_package: &str) -> Command {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    assert!(found, "this test needs {name}: sudo apt install {debian_package}");
    Command::new(name)
}

/// A file of `tests/`.
pub fn test_file(name: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Compiles a C file of `tests/harness` to a library that can be preloaded.
pub fn preload_library(source: &str) -> PathBuf {
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(source).with_extension("so");
    // Tests run side by side, also in other processes: each makes its own and moves it into place.
    let own = tempfile::Builder::new().suffix(".so").tempfile_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let status = tool("cc", "gcc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread", "-o"])
        .args([own.path(), &test_file("harness").join(source)])
        .status()
        .unwrap();
    assert!(status.success(), "{source} does not compile");
    own.persist(&made).unwrap();
    made
}

/// Waits until something holds; fails with its name when it does not in time.
pub fn wait_until(what: &str, time: Duration, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + time;
    while !holds() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A child process that is killed when the test ends early.
pub struct Guarded(pub Child);

impl Drop for Guarded {
    fn drop(&mut self) {
        let _already_ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// Seconds of processor time a process has used.
pub fn cpu_secs(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    // utime and stime, in ticks of 1/100 s on every Linux.
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

/// Is this a name of bytes that are not UTF-8? (For tests of odd paths.)
pub fn odd_name() -> &'static OsStr {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        OsStr::from_bytes(b"odd \xff\xfe name")
    }
    #[cfg(not(unix))]
    {
        OsStr::new("odd name")
    }
}
