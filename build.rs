//! What must happen at build time, and no more: each model is checked against the sha256 of its contract,
//! `--version` learns the commit, and the Windows binary gets its icon.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    check_models(Path::new("models"))?;
    name_the_commit();
    #[cfg(windows)]
    give_windows_an_icon()?;
    Ok(())
}

/// Each `models/*.toml` names a file and its sha256; a model that differs must not be built in.
fn check_models(folder: &Path) -> Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let contract = entry?.path();
        if contract.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let table: toml::Table = fs::read_to_string(&contract)?.parse()?;
        let text = |key: &str| {
            let value = table.get(key).and_then(toml::Value::as_str);
            value.ok_or_else(|| format!("{} has no text field {key}", contract.display()))
        };
        let model = folder.join(text("file")?);
        println!("cargo:rerun-if-changed={}", contract.display());
        println!("cargo:rerun-if-changed={}", model.display());
        let found = hex(&Sha256::digest(fs::read(&model)?));
        if found != text("sha256")? {
            return Err(format!(
                "{} has sha256 {found}, its contract {} says {}: take both from the same training run",
                model.display(),
                contract.display(),
                text("sha256")?
            )
            .into());
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _never_fails = write!(text, "{byte:02x}");
        text
    })
}

/// Sets `MIEN_VERSION` to the version, with the commit where git knows one.
fn name_the_commit() {
    println!("cargo:rerun-if-changed=.git/HEAD");
    println!("cargo:rerun-if-changed=.git/logs/HEAD");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = Command::new("git")
        .args(["rev-parse", "--short=10", "HEAD"])
        .output()
        .ok()
        .filter(|out| out.status.success())
        .and_then(|out| String::from_utf8(out.stdout).ok())
        .map(|hash| format!(" ({})", hash.trim()))
        .unwrap_or_default();
    println!("cargo:rustc-env=MIEN_VERSION={version}{commit}");
}

#[cfg(windows)]
fn give_windows_an_icon() -> Result<()> {
    if env::var_os("CARGO_CFG_WINDOWS").is_some() {
        println!("cargo:rerun-if-changed=assets/icon/mien.ico");
        winresource::WindowsResource::new().set_icon("assets/icon/mien.ico").compile()?;
    }
    Ok(())
}
