//! The camera of a sandboxed program: a desktop that asks its user, and a stand-in for `gst-launch-1.0` that reads the stream.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use super::harness::Harness;

/// Sends the same picture thirty times a second as long as the camera is there. It wants a socket as its input, and
/// to be asked for plain pictures.
const GSTREAMER: &str = r#"#!/bin/sh
[ -S /proc/self/fd/0 ] || { echo "no connection" >&2; exit 1; }
case "$*" in
*"pipewiresrc fd=0 "*"format=RGB,width=640,height=480,"*"fdsink fd=1"*) ;;
*) echo "asked for $*" >&2; exit 1 ;;
esac
while [ -e "$CAMERA_FOLDER/camera" ]; do
    cat "$CAMERA_FOLDER/picture" || exit 0
    sleep 0.03
done
"#;

/// A desktop with a camera behind its portal; the user has not answered yet.
pub struct Portal {
    harness: Harness,
    folder: tempfile::TempDir,
}

impl Portal {
    /// A camera that shows one colour.
    pub fn with_camera(colour: [u8; 3]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("picture"), colour.repeat(640 * 480)).unwrap();
        fs::create_dir(path("bin")).unwrap();
        fs::write(path("bin/gst-launch-1.0"), GSTREAMER).unwrap();
        fs::set_permissions(path("bin/gst-launch-1.0"), fs::Permissions::from_mode(0o755)).unwrap();
        let harness = Harness::start("bus.sh", &[path("asked").as_os_str(), folder.path().as_os_str()]);
        let portal = Self { harness, folder };
        portal.plug_in();
        portal
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The user says yes or no, now and from now on.
    pub fn answer(&self, yes: bool) {
        fs::write(self.path("part"), if yes { "0" } else { "1" }).unwrap();
        fs::rename(self.path("part"), self.path("answer")).unwrap();
    }

    pub fn plug_in(&self) {
        fs::write(self.path("camera"), "").unwrap();
    }

    /// The portal returns from no call any more.
    pub fn get_stuck(&self) {
        fs::write(self.path("stuck"), "").unwrap();
    }

    pub fn unplug(&self) {
        fs::remove_file(self.path("camera")).unwrap();
    }

    /// How often the desktop was asked for the camera.
    pub fn times_asked(&self) -> usize {
        fs::read_to_string(self.path("asked")).unwrap().matches("AccessCamera").count()
    }

    /// Puts a program into the sandbox.
    pub fn show_to(&self, command: &mut Command) {
        self.harness.show_to(command);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", self.path("bin").display()));
        command.env("CAMERA_FOLDER", self.folder.path());
        command.env("FLATPAK_ID", "io.github.mien_player.Mien");
    }
}
