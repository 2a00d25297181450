//! The desktop's media controls, on a bus of their own: `playerctl` drives every part. Notifications, sleep and the tray too.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use support::harness::Harness;
use support::running::{PATIENCE, Running};
use support::{tool, wait_until};

/// A bus with a desktop's services, and what they were asked.
struct Bus {
    harness: Harness,
    log: PathBuf,
    _folder: tempfile::TempDir,
}

impl Bus {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("asked");
        Self { harness: Harness::start("bus.sh", &[log.as_os_str()]), log, _folder: folder }
    }

    fn play(&self, data: &Path) -> Running {
        Running::play(data, |command| self.harness.show_to(command))
    }

    /// What `playerctl` answers; empty when it fails.
    fn playerctl(&self, arguments: &[&str]) -> String {
        let mut command = tool("playerctl", "playerctl");
        self.harness.show_to(command.args(["--player", "mien"]).args(arguments));
        let output = command.output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn waits_for(&self, wanted: &str, arguments: &[&str]) {
        wait_until(&format!("{arguments:?} is {wanted}"), PATIENCE, || self.playerctl(arguments) == wanted);
    }

    /// What was asked so far of the desktop, by this method.
    fn asked(&self, method: &str) -> Vec<Value> {
        let log = std::fs::read_to_string(&self.log).unwrap();
        let asked = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        asked.filter(|asked| asked["asked"] == method).map(|asked| asked["with"].clone()).collect()
    }
}

#[test]
fn playerctl_drives_every_part() {
    let (bus, data) = (Bus::start(), tempfile::tempdir().unwrap());
    let running = bus.play(data.path());
    bus.waits_for("Playing", &["status"]);
    let now = running.ctl(&["status"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();

    // Metadata, with a cover that is a picture on the disk, and the position.
    bus.waits_for(&text(&now["track"]["title"]), &["metadata", "xesam:title"]);
    assert_eq!(bus.playerctl(&["metadata", "xesam:artist"]), text(&now["track"]["artist"]));
    assert_eq!(bus.playerctl(&["metadata", "xesam:album"]), text(&now["track"]["album"]));
    let length: f64 = bus.playerctl(&["metadata", "mpris:length"]).parse().unwrap();
    assert!((length / 1e6 - now["track"]["length"].as_f64().unwrap()).abs() < 0.01, "{length}");
    let url: url::Url = bus.playerctl(&["metadata", "xesam:url"]).parse().unwrap();
    assert_eq!(url.to_file_path().unwrap().to_str(), now["track"]["path"].as_str());
    wait_until("a cover", PATIENCE, || !bus.playerctl(&["metadata", "mpris:artUrl"]).is_empty());
    let cover: url::Url = bus.playerctl(&["metadata", "mpris:artUrl"]).parse().unwrap();
    let cover = cover.to_file_path().unwrap();
    assert!(cover.starts_with(data.path()), "{}", cover.display());
    assert!(mien::picture::decode(&std::fs::read(cover).unwrap()).is_ok());

    // Transport.
    bus.playerctl(&["pause"]);
    bus.waits_for("Paused", &["status"]);
    bus.playerctl(&["position", "12"]);
    bus.waits_for("12.000000", &["position"]);
    bus.playerctl(&["position", "5-"]);
    bus.waits_for("7.000000", &["position"]);
    bus.playerctl(&["play-pause"]);
    bus.waits_for("Playing", &["status"]);
    let title = bus.playerctl(&["metadata", "xesam:title"]);
    bus.playerctl(&["next"]);
    wait_until("another song", PATIENCE, || bus.playerctl(&["metadata", "xesam:title"]) != title);
    bus.playerctl(&["previous"]);
    bus.waits_for(&title, &["metadata", "xesam:title"]);

    // Volume both ways.
    bus.playerctl(&["volume", "0.25"]);
    bus.waits_for("0.250000", &["volume"]);
    running.ctl(&["volume", "50"]);
    bus.waits_for("0.500000", &["volume"]);

    // Shuffle and repeat: what was set is shown once the engine has told it.
    assert_eq!(
        (bus.playerctl(&["shuffle"]), bus.playerctl(&["loop"])),
        ("Off".to_owned(), "None".to_owned())
    );
    bus.playerctl(&["shuffle", "toggle"]);
    bus.waits_for("On", &["shuffle"]);
    for repeat in ["Track", "Playlist", "None"] {
        bus.playerctl(&["loop", repeat]);
        bus.waits_for(repeat, &["loop"]);
    }
    bus.playerctl(&["shuffle", "off"]);
    bus.waits_for("Off", &["shuffle"]);

    // The speed, within its ends.
    for (asked, shown) in [("1.25", "<1.25>"), ("9.0", "<2.0>"), ("1.0", "<1.0>")] {
        bus.set("Rate", &format!("<{asked}>"));
        wait_until("the speed", PATIENCE, || {
            bus.get("org.mpris.MediaPlayer2.Player", "Rate").contains(shown)
        });
    }

    // Stop keeps the place, play begins the song again.
    bus.playerctl(&["stop"]);
    bus.waits_for("Stopped", &["status"]);
    bus.playerctl(&["play"]);
    bus.waits_for("Playing", &["status"]);
    bus.waits_for(&title, &["metadata", "xesam:title"]);

    // The track list: the song and what comes next.
    let tracks = bus.get("org.mpris.MediaPlayer2.TrackList", "Tracks");
    assert!(tracks.contains("/playing/") && tracks.contains("/queue/"), "{tracks}");

    bus.call("org.mpris.MediaPlayer2", "Quit");
    let mut running = running;
    assert!(running.child().wait().unwrap().success());
}

#[test]
fn a_song_is_told_and_the_machine_stays_awake_while_it_plays() {
    let (bus, data) = (Bus::start(), tempfile::tempdir().unwrap());
    std::fs::write(data.path().join("settings.toml"), "notifications = \"always\"\n").unwrap();
    let running = bus.play(data.path());
    let title = running.ctl(&["status"])["track"]["title"].clone();
    wait_until("the song is told", PATIENCE, || bus.asked("Notify").iter().any(|told| told[3] == title));
    wait_until("awake", PATIENCE, || bus.asked("Inhibit").len() == 1);
    running.ctl(&["pause"]);
    wait_until("may sleep", PATIENCE, || bus.asked("UnInhibit") == [serde_json::json!([42])]);
    let next = running.ctl(&["next"])["track"]["title"].clone();
    wait_until("the next is told in its place", PATIENCE, || {
        bus.asked("Notify").iter().any(|told| told[3] == next && told[1] == 7)
    });
}

#[test]
fn nothing_is_told_when_the_user_wants_none() {
    let (bus, data) = (Bus::start(), tempfile::tempdir().unwrap());
    std::fs::write(
        data.path().join("settings.toml"),
        "notifications = \"off\"\nkeep_awake = false\ntray = true\n",
    )
    .unwrap();
    let running = bus.play(data.path());
    // The tray's icon is offered after the others had their turn.
    let _icon = bus.tray_icon();
    running.ctl(&["next"]);
    bus.waits_for("Playing", &["status"]);
    assert!(bus.asked("Notify").is_empty() && bus.asked("Inhibit").is_empty());
}

#[test]
fn the_tray_has_transport_mood_and_quit() {
    let (bus, data) = (Bus::start(), tempfile::tempdir().unwrap());
    std::fs::write(data.path().join("settings.toml"), "tray = true\n").unwrap();
    let mut running = bus.play(data.path());
    let icon = bus.tray_icon();
    bus.choose(&icon, "Pause");
    bus.waits_for("Paused", &["status"]);
    bus.choose(&icon, "Play");
    bus.waits_for("Playing", &["status"]);
    let title = bus.playerctl(&["metadata", "xesam:title"]);
    bus.choose(&icon, "Next");
    wait_until("another song", PATIENCE, || bus.playerctl(&["metadata", "xesam:title"]) != title);
    bus.choose(&icon, "Previous");
    bus.waits_for(&title, &["metadata", "xesam:title"]);

    let held = |running: &Running| running.ctl(&["status"])["pinned"].clone();
    bus.choose(&icon, "Happy");
    wait_until("a mood is held", PATIENCE, || held(&running) == "happy");
    bus.choose(&icon, "From the camera");
    wait_until("no mood is held", PATIENCE, || held(&running).is_null());

    // A click with the middle button; without a window the left one has nothing to show.
    bus.call_on(&icon, "/StatusNotifierItem", "org.kde.StatusNotifierItem.SecondaryActivate", &["0", "0"]);
    bus.waits_for("Paused", &["status"]);
    // Mien may be gone before its answer is on the bus.
    let _answer = bus.click(&icon, "Quit");
    wait_until("Mien has quit", PATIENCE, || {
        running.child().try_wait().unwrap().is_some_and(|status| status.success())
    });
}

#[test]
fn no_bus_is_no_trouble() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::play(data.path(), |_| {});
    assert_eq!(running.ctl(&["pause"])["state"], "paused");
}

impl Bus {
    fn gdbus(&self, arguments: &[&str]) -> Output {
        let mut command = tool("gdbus", "libglib2.0-bin");
        self.harness.show_to(command.args(arguments));
        command.output().unwrap()
    }

    fn busctl(&self, arguments: &[&str]) -> String {
        let output = self.gdbus(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn set(&self, property: &str, value: &str) {
        let method = "org.freedesktop.DBus.Properties.Set";
        let player = ["org.mpris.MediaPlayer2.Player", property, value];
        self.busctl(&[&["call"], &Self::PLAYER[..], &["--method", method], &player].concat());
    }

    /// The name on the bus of the tray's icon, once it is offered.
    fn tray_icon(&self) -> String {
        let offered = || self.asked("RegisterStatusNotifierItem");
        wait_until("the tray's icon", PATIENCE, || !offered().is_empty());
        offered()[0][0].as_str().unwrap().to_owned()
    }

    fn call_on(&self, owner: &str, path: &str, method: &str, arguments: &[&str]) -> String {
        self.busctl(&[&on(owner, path, method), arguments].concat())
    }

    /// Chooses an entry of the icon's menu by its words, once it is there.
    fn choose(&self, icon: &str, words: &str) {
        let output = self.click(icon, words);
        assert!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// The same, whatever the answer is.
    fn click(&self, icon: &str, words: &str) -> Output {
        let mut id = None;
        wait_until(&format!("{words} in the tray's menu"), PATIENCE, || {
            let layout =
                self.call_on(icon, "/MenuBar", "com.canonical.dbusmenu.GetLayout", &["0", "--", "-1", "[]"]);
            // An entry is `(id, {'label': <'words'>, …}, …)`, its properties in any order.
            let before =
                layout.split_once(&format!("'label': <'{words}'>")).map(|(before, _)| before.to_owned());
            id = before.and_then(|before| Some(before.rsplit_once("<(")?.1.split(',').next()?.to_owned()));
            id.is_some()
        });
        let event = on(icon, "/MenuBar", "com.canonical.dbusmenu.Event");
        self.gdbus(&[&event[..], &[id.unwrap().as_str(), "clicked", "<''>", "0"]].concat())
    }

    fn call(&self, interface: &str, method: &str) {
        let method = format!("{interface}.{method}");
        self.busctl(&[&["call"], &Self::PLAYER[..], &["--method", &method]].concat());
    }

    fn get(&self, interface: &str, property: &str) -> String {
        let method = "org.freedesktop.DBus.Properties.Get";
        self.busctl(&[&["call"], &Self::PLAYER[..], &["--method", method, interface, property]].concat())
    }

    const PLAYER: [&str; 5] =
        ["--session", "--dest", "org.mpris.MediaPlayer2.mien", "--object-path", "/org/mpris/MediaPlayer2"];
}

/// What gdbus is told to call a method of an object.
const fn on<'a>(owner: &'a str, path: &'a str, method: &'a str) -> [&'a str; 8] {
    ["call", "--session", "--dest", owner, "--object-path", path, "--method", method]
}
