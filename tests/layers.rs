//! Layers point one way: `ui, cli, control, desktop, scrobble -> engine -> player, library, vision, capture -> audio -> the base`.
//! Read from the source text, so that a `use` in the wrong direction fails here and not in a review.

#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)] // A test fails by panicking, and waits for what it names.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the bottom up; each may use those on lower rows, and itself.
const ROWS: &[&[&str]] = &[
    &[
        "emotion",
        "affect",
        "calibration",
        "mood",
        "journal",
        "lyrics",
        "frame",
        "channel",
        "notice",
        "paths",
        "source",
        "settings",
        "picture",
        "network",
        "hex",
        "language",
        "sound",
    ],
    &["audio"],
    &["capture", "vision", "library", "player"],
    &["engine"],
    &["http"],
    &["ui", "cli", "control", "desktop", "scrobble"],
];

/// Exceptions to "one row may not use itself": the command line opens the window and asks the running Mien.
const ALLOWED: &[(&str, &str)] =
    &[("cli", "ui"), ("cli", "control"), ("cli", "desktop"), ("cli", "scrobble")];

/// Crates that belong to one module.
const HEAVY: &[(&str, &str)] = &[
    ("nokhwa", "capture"),
    ("tract_onnx", "network"),
    ("rustface", "vision"),
    ("symphonia", "audio"),
    ("lewton", "audio"),
    ("rusty_aac", "audio"),
    ("ebur128", "audio"),
    ("rodio", "player"),
    ("signalsmith_stretch", "player"),
    ("rusqlite", "library"),
    ("lofty", "library"),
    ("axum", "http"),
    ("hyper", "http"),
    ("utoipa", "http"),
    ("rusty_chromaprint", "audio"),
    ("eframe", "ui"),
    ("egui", "ui"),
    ("egui_plot", "ui"),
    ("rfd", "ui"),
    ("clap", "cli"),
    ("interprocess", "control"),
    ("ureq", "scrobble"),
    ("fluent_bundle", "language"),
    ("fluent_syntax", "language"),
    ("sys_locale", "language"),
    ("mpris_server", "desktop"),
    ("ksni", "desktop"),
    ("ctrlc", "cli"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Module (first part below src), file and its text without comments.
fn files() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
            let module = Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
            (module, path, code.join("\n"))
        })
        .collect()
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// The words that follow `marker`, as identifiers.
fn words_after<'a>(code: &'a str, marker: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(marker).map(move |(at, _)| {
        let rest = &code[at + marker.len()..];
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
    })
}

#[test]
fn every_module_has_its_layer() {
    for (module, path, _) in files() {
        assert!(
            row(&module).is_some() || ["lib", "main"].contains(&module.as_str()),
            "{} belongs to no layer: add {module} to ROWS",
            path.display()
        );
    }
}

#[test]
fn nothing_reaches_up_or_sideways() {
    for (module, path, code) in files() {
        let Some(own) = row(&module) else { continue };
        for used in words_after(&code, "crate::") {
            let Some(other) = row(used) else { continue };
            let base = own == 0 && other == 0;
            let allowed = ALLOWED.contains(&(module.as_str(), used));
            assert!(
                used == module || other < own || base || allowed,
                "{} uses crate::{used}, which is not below {module}",
                path.display()
            );
        }
    }
}

#[test]
fn heavy_crates_stay_in_their_module() {
    for (module, path, code) in files() {
        for (name, home) in HEAVY {
            let used = [format!("use {name}::"), format!(" {name}::"), format!("({name}::")];
            assert!(
                module == *home || !used.iter().any(|u| code.contains(u.as_str())),
                "{} uses {name}, which belongs to {home}",
                path.display()
            );
        }
    }
}
