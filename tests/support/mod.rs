//! What the black-box tests share. A missing tool fails a test and names the Debian package; nothing is skipped.

#![allow(dead_code)] // Each test binary uses its part.

use std::process::Command;

/// A command for a tool that must be there.
pub fn tool(name: &str, debian_package: &str) -> Command {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    assert!(found, "this test needs {name}: sudo apt install {debian_package}");
    Command::new(name)
}
