//! What `make install` and the recipes of packages bring to a desktop, checked with the desktops' own tools.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // A test fails by panicking.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::tool;

const ID: &str = "io.github.mien_player.Mien";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command; what it says when it fails.
fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{command:?}: {said}");
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `make TARGET` for a system below this folder, with the tested program.
fn make(target: &str, system: &Path) {
    let mut command = tool("make", "make");
    command.arg("-C").arg(project()).args([target, "PREFIX=/usr"]);
    command.arg(format!("DESTDIR={}", system.display()));
    run(command.arg(format!("BIN={}", env!("CARGO_BIN_EXE_mien"))));
}

/// All files below a folder, by their path in it.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    found
}

/// One after the other: both make the man pages and completions, in the same place of the checkout.
#[test]
fn make_install_and_the_app_image_bring_all_a_desktop_looks_for() {
    install_and_uninstall();
    app_image();
}

fn install_and_uninstall() {
    let system = tempfile::tempdir().unwrap();
    make("install", system.path());
    let share = system.path().join("usr/share");
    let installed = files(system.path());
    let has =
        |path: &str| assert!(installed.contains(Path::new(path)), "{path} is missing in {installed:#?}");
    for size in [16, 24, 32, 48, 64, 128, 256, 512] {
        has(&format!("usr/share/icons/hicolor/{size}x{size}/apps/{ID}.png"));
    }
    has(&format!("usr/share/icons/hicolor/scalable/apps/{ID}.svg"));
    has(&format!("usr/share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg"));
    has("usr/share/man/man1/mien.1");
    has("usr/share/man/man1/mien-ctl.1");
    has("usr/share/bash-completion/completions/mien");
    has("usr/share/zsh/site-functions/_mien");
    has("usr/share/fish/vendor_completions.d/mien.fish");
    run(Command::new(system.path().join("usr/bin/mien")).arg("--version"));

    let entry = share.join(format!("applications/{ID}.desktop"));
    let complaints = run(tool("desktop-file-validate", "desktop-file-utils").arg(&entry));
    assert_eq!(text(&complaints.stdout), "");
    let entry = fs::read_to_string(entry).unwrap();
    for line in ["MimeType=", "Actions=", "Exec=mien", &format!("Icon={ID}")] {
        assert!(entry.contains(line), "{line} is missing in {entry}");
    }
    let metainfo = share.join(format!("metainfo/{ID}.metainfo.xml"));
    run(tool("appstreamcli", "appstream").args(["validate", "--no-net"]).arg(metainfo));

    make("uninstall", system.path());
    assert_eq!(files(system.path()), BTreeSet::new());
}

#[test]
fn the_sandbox_gets_sound_and_a_window_but_no_device_no_network_and_no_home() {
    let manifest = project().join(format!("packaging/flatpak/{ID}.yml"));
    let shown = run(tool("flatpak-builder", "flatpak-builder").arg("--show-manifest").arg(manifest));
    let manifest: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(manifest["id"], ID);
    let given: BTreeSet<&str> =
        manifest["finish-args"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let expected = [
        "--share=ipc",
        "--socket=wayland",
        "--socket=fallback-x11",
        "--socket=pulseaudio",
        "--device=dri",
        "--filesystem=xdg-music:ro",
        "--own-name=org.mpris.MediaPlayer2.mien",
        "--talk-name=org.freedesktop.Notifications",
        "--talk-name=org.kde.StatusNotifierWatcher",
    ];
    assert_eq!(given, BTreeSet::from(expected));
}

/// It is a folder that runs from anywhere.
fn app_image() {
    make("pages", Path::new("/nonexistent"));
    let out = tempfile::tempdir().unwrap();
    let tools = tempfile::tempdir().unwrap();
    // A stand-in that packs nothing: the real one comes from no package of Debian.
    let packer = tools.path().join("appimagetool");
    fs::write(&packer, "#!/bin/sh\n[ -x \"$2/AppRun\" ] && touch \"$3\"\n").unwrap();
    run(tool("chmod", "coreutils").arg("755").arg(&packer));
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap());
    let mut recipe = Command::new(project().join("packaging/appimage/make.sh"));
    recipe.env("PATH", path).env("BIN", env!("CARGO_BIN_EXE_mien")).env("OUT", out.path());
    run(&mut recipe);
    let app = out.path().join("Mien.AppDir");
    for file in [format!("{ID}.desktop"), format!("{ID}.png"), ".DirIcon".to_owned()] {
        assert!(app.join(&file).is_file(), "{file} is missing");
    }
    assert!(
        fs::read_dir(out.path())
            .unwrap()
            .any(|e| text(e.unwrap().file_name().as_encoded_bytes()).ends_with(".AppImage"))
    );
    run(Command::new(app.join("AppRun")).arg("--version").current_dir("/"));
}

#[test]
fn a_portable_mien_keeps_everything_beside_itself() {
    for way in ["a file named portable", "--portable"] {
        // On the disk of the build, so that the program needs not be copied.
        let stick = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let home = tempfile::tempdir().unwrap();
        let program = stick.path().join("mien");
        fs::hard_link(env!("CARGO_BIN_EXE_mien"), &program).unwrap();
        let mut command = Command::new(program);
        command.env("HOME", home.path());
        for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
            command.env_remove(variable);
        }
        if way == "--portable" {
            command.arg(way);
        } else {
            fs::write(stick.path().join("portable"), "").unwrap();
        }
        run(command.arg("import").arg(project().join("music")));
        let kept = files(stick.path());
        assert!(kept.contains(Path::new("mien-data/library.db")), "{way}: {kept:?}");
        assert_eq!(files(home.path()), BTreeSet::new(), "{way}");
    }
}
