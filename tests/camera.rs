//! Cameras and what goes wrong with them, on cameras in user space.
//!
//! Each test starts this program again with the cameras shown to it (`the_watched_program` below), lets it run a
//! source, and looks at what it says, at what it costs, and at what reaches the camera.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use mien::capture::{Capture, CaptureState};
use mien::channel::newest;
use mien::settings::CameraSize;
use mien::source::Source;
use support::camera::{FakeCameras, test_picture};
use support::portal::Portal;
use support::{Guarded, cpu_secs, wait_until};

/// Long enough for a loaded machine; tests go on as soon as something happens.
const SOON: Duration = Duration::from_secs(20);

/// Not a test: what the tests start. Runs the source in `MIEN_TEST_SOURCE`, tells states and every tenth frame,
/// ends when its input does.
#[test]
#[ignore = "started by the tests of this file"]
fn the_watched_program() {
    let source = std::env::var_os("MIEN_TEST_SOURCE").unwrap();
    let (sender, frames) = newest();
    let capture =
        Capture::start(Source::parse(&source).unwrap(), CameraSize::Vga, 7, None, sender, |epoch, state| {
            assert_eq!(epoch, 7);
            say(&match state {
                CaptureState::Live(info) => {
                    format!("live {} {}x{} {}", info.name, info.width, info.height, info.fps)
                }
                CaptureState::Failed(problem) => format!("failed {problem:?}"),
                CaptureState::Off | CaptureState::Opening | CaptureState::Ended => format!("{state:?}"),
            });
        });
    let last = AtomicU64::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            for frame in &frames {
                assert!(frame.id >= last.swap(frame.id, Ordering::Relaxed) && frame.epoch == 7);
                if frame.id % 10 == 0 {
                    say(&format!("frame {} red {}", frame.id, frame.rgb()[(240 * 640 + 320) * 3]));
                }
            }
        });
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).unwrap();
        let asked = Instant::now();
        capture.stop().wait();
        say(&format!("stopped after {} ms", asked.elapsed().as_millis()));
    });
    say("all frames taken");
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "> {line}").unwrap();
}

/// The program, running.
struct Watched {
    process: Guarded,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Watched {
    fn start(cameras: &FakeCameras, source: &str) -> Self {
        Self::start_with(source, |command| cameras.show_to(command))
    }

    fn start_with(source: &str, prepare: impl Fn(&mut Command)) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "--ignored", "--nocapture", "the_watched_program"]);
        command.env("MIEN_TEST_SOURCE", source).stdin(Stdio::piped()).stdout(Stdio::piped());
        prepare(&mut command);
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        // Bounded for the rule; the program says less in any test.
        let (sender, lines) = crossbeam_channel::bounded(10_000);
        thread::Builder::new()
            .spawn(move || {
                let said = output.lines().map_while(Result::ok);
                said.filter_map(|line| Some(line.split_once("> ")?.1.to_owned()))
                    .for_each(|line| drop(sender.send(line)));
            })
            .unwrap();
        Self { input: child.stdin.take(), process: Guarded(child), lines }
    }

    /// The next line that begins like this; lines before it are passed over.
    fn hear(&self, beginning: &str) -> String {
        let deadline = Instant::now() + SOON;
        let mut passed = Vec::new();
        while let Ok(line) = self.lines.recv_deadline(deadline) {
            if line.starts_with(beginning) {
                return line;
            }
            passed.push(line);
        }
        panic!("not heard: {beginning:?}; heard {passed:?}");
    }

    /// Processor seconds used within a time.
    fn cpu_during(&self, time: Duration) -> f64 {
        let before = cpu_secs(self.process.0.id());
        thread::sleep(time);
        cpu_secs(self.process.0.id()) - before
    }

    /// Stops the source; the milliseconds it took.
    fn stop(mut self) -> u64 {
        self.input = None;
        let line = self.hear("stopped after ");
        self.hear("all frames taken");
        assert!(self.process.0.wait().unwrap().success());
        line.split(' ').nth(2).unwrap().parse().unwrap()
    }
}

/// Starts a source on a working camera, makes it fail, sees the problem, ends the fault, sees it come back.
fn fails_and_comes_back(fault: &str, text: &str, problem: &str) {
    let cameras = FakeCameras::one();
    let program = Watched::start(&cameras, "camera");
    program.hear("live");
    cameras.fault(fault, text);
    program.hear(&format!("failed {problem}"));
    assert!(program.cpu_during(Duration::from_secs(2)) < 0.5, "it spins");
    cameras.heal(fault);
    program.hear("live");
    program.stop();
    wait_until("the camera is let go", SOON, || cameras.all_closed());
}

#[test]
fn a_camera_is_live_at_its_best_mode_and_let_go_at_the_end() {
    let cameras = FakeCameras::one();
    let program = Watched::start(&cameras, "camera");
    program.hear("Opening");
    assert_eq!(program.hear("live"), "live Test camera 0 640x480 30");
    let frame = program.hear("frame 20");
    let red: i32 = frame.rsplit(' ').next().unwrap().parse().unwrap();
    assert!((red - 200).abs() < 12, "{frame}");
    assert!(program.stop() < 900);
    assert!(cameras.all_closed(), "{:?}", cameras.log());
}

#[test]
fn mjpeg_pictures_have_the_right_colours() {
    let cameras = FakeCameras::none();
    cameras.add(0, &["MJPG"], test_picture());
    let program = Watched::start(&cameras, "camera:0");
    let frame = program.hear("frame 10");
    let red: i32 = frame.rsplit(' ').next().unwrap().parse().unwrap();
    assert!((red - 200).abs() < 12, "{frame}");
    program.stop();
}

#[test]
fn without_a_camera_it_says_so_and_takes_one_that_comes() {
    let cameras = FakeCameras::none();
    let program = Watched::start(&cameras, "camera");
    program.hear("failed NoCamera");
    assert!(program.cpu_during(Duration::from_secs(2)) < 0.2, "it spins");
    cameras.add(0, &["YUYV"], test_picture());
    program.hear("live");
    program.stop();
}

#[test]
fn an_unplugged_camera_is_taken_again_when_it_is_back() {
    let cameras = FakeCameras::one();
    let program = Watched::start(&cameras, "camera");
    program.hear("live");
    cameras.unplug();
    program.hear("failed Unplugged");
    assert!(program.cpu_during(Duration::from_secs(2)) < 0.2, "it spins");
    cameras.plug_in();
    program.hear("live");
    program.stop();
}

#[test]
fn a_stalled_camera_is_noticed_and_comes_back() {
    fails_and_comes_back("stall", "", "Stalled");
}

#[test]
fn a_stalled_camera_is_let_go_within_a_second() {
    let cameras = FakeCameras::one();
    cameras.fault("stall", "");
    let program = Watched::start(&cameras, "camera");
    program.hear("Opening");
    wait_until("it streams", SOON, || cameras.log().iter().any(|line| line.ends_with("streamon")));
    assert!(program.stop() < 1000);
    assert!(cameras.all_closed(), "{:?}", cameras.log());
}

#[test]
fn a_camera_without_permission_is_told_and_taken_when_allowed() {
    let cameras = FakeCameras::one();
    cameras.fault("open", "13");
    let program = Watched::start(&cameras, "camera");
    program.hear("failed NoPermission");
    cameras.heal("open");
    program.hear("live");
    program.stop();
}

#[test]
fn a_camera_in_use_is_told_and_taken_when_free() {
    let cameras = FakeCameras::one();
    let first = Watched::start(&cameras, "camera");
    first.hear("live");
    let second = Watched::start(&cameras, "camera");
    second.hear("failed Busy");
    first.stop();
    second.hear("live");
    second.stop();
}

#[test]
fn one_read_error_costs_a_moment_only() {
    let cameras = FakeCameras::one();
    let program = Watched::start(&cameras, "camera");
    program.hear("live");
    cameras.fault("dqbuf", "5 once");
    assert!(program.hear("failed").contains("os error 5"));
    program.hear("live");
    program.stop();
}

#[test]
fn pictures_cut_short_are_left_out_and_told() {
    fails_and_comes_back("truncate", "40", "WrongFormat");
}

#[test]
fn empty_pictures_are_left_out_and_told() {
    fails_and_comes_back("empty", "", "WrongFormat");
}

#[test]
fn pictures_flagged_as_damaged_are_left_out_and_told() {
    fails_and_comes_back("errflag", "", "WrongFormat");
}

#[test]
fn junk_inside_of_pictures_is_no_crash() {
    let cameras = FakeCameras::none();
    cameras.add(0, &["MJPG"], test_picture());
    cameras.fault("corrupt", "");
    let program = Watched::start(&cameras, "camera");
    program.hear("failed WrongFormat");
    cameras.heal("corrupt");
    program.hear("live");
    program.stop();
}

#[test]
fn when_one_packing_fails_the_other_is_tried() {
    let cameras = FakeCameras::one();
    cameras.fault("streamon", "28 once");
    let program = Watched::start(&cameras, "camera");
    program.hear("failed Other");
    program.hear("live");
    program.stop();
}

#[test]
fn a_slow_camera_is_live() {
    let cameras = FakeCameras::one();
    cameras.fault("slow", "4");
    let program = Watched::start(&cameras, "camera");
    program.hear("live");
    program.hear("frame 10");
    assert!(program.stop() < 900);
}

#[test]
fn a_camera_left_at_an_odd_rate_is_opened() {
    let cameras = FakeCameras::one();
    std::fs::write(cameras.folder(0).join("rates"), "30/1 15/2").unwrap();
    std::fs::write(cameras.folder(0).join("state"), "0 1").unwrap();
    let program = Watched::start(&cameras, "camera");
    assert!(program.hear("live").ends_with(" 30"));
    program.stop();
}

#[test]
fn devices_that_are_no_cameras_are_passed_over() {
    let cameras = FakeCameras::none();
    cameras.add(0, &[], test_picture());
    std::fs::write(cameras.folder(0).join("meta"), "").unwrap();
    std::fs::create_dir(cameras.folder(0).with_file_name("video-front")).unwrap();
    cameras.add(2, &["YUYV"], test_picture());
    let program = Watched::start(&cameras, "camera");
    assert!(program.hear("live").contains("Test camera 2"));
    program.stop();
}

#[test]
fn a_driver_that_refuses_to_stop_is_closed_by_force() {
    let cameras = FakeCameras::one();
    cameras.fault("streamoff", "5");
    let program = Watched::start(&cameras, "camera");
    program.hear("live");
    assert!(program.stop() < 1000);
    assert!(cameras.all_closed(), "{:?}", cameras.log());
}

#[test]
fn a_driver_that_hangs_does_not_hold_up_the_stop() {
    let cameras = FakeCameras::one();
    cameras.fault("hang", "");
    let mut program = Watched::start(&cameras, "camera");
    program.hear("Opening");
    program.hear("failed Stalled");
    program.input = None;
    program.hear("stopped after ");
}

#[test]
fn the_command_lists_cameras() {
    let cameras = FakeCameras::one();
    std::fs::write(cameras.folder(0).join("rates"), "30/1 15/2").unwrap();
    cameras.add(1, &[], test_picture());
    std::fs::write(cameras.folder(1).join("meta"), "").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mien"));
    cameras.show_to(command.args(["cameras", "--json"]));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = list["cameras"].as_array().unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["name"], "Test camera 0");
    assert_eq!(
        list[0]["formats"][1],
        serde_json::json!({
            "encoding": "YUYV", "width": 640, "height": 480, "fps": [30.0, 7.5],
        })
    );
}

#[test]
fn the_command_says_when_there_is_none() {
    let cameras = FakeCameras::none();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mien"));
    cameras.show_to(command.arg("cameras"));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Plug one in"));
}

#[test]
fn in_a_sandbox_the_desktop_is_asked_once_and_gives_the_pictures() {
    let portal = Portal::with_camera([200, 40, 40]);
    let program = Watched::start_with("camera", |command| portal.show_to(command));
    program.hear("failed Asked");
    assert!(program.cpu_during(Duration::from_secs(2)) < 0.2, "it spins");
    portal.answer(true);
    assert_eq!(program.hear("live"), "live Camera 640x480 30");
    assert!(program.hear("frame 10").ends_with("red 200"));
    assert_eq!(portal.times_asked(), 1);
    assert!(program.stop() < 900);
}

#[test]
fn in_a_sandbox_an_unplugged_camera_is_taken_again_and_a_refusal_told() {
    let portal = Portal::with_camera([200, 40, 40]);
    portal.answer(true);
    let program = Watched::start_with("camera", |command| portal.show_to(command));
    program.hear("live");
    portal.unplug();
    program.hear("failed Unplugged");
    portal.plug_in();
    program.hear("live");
    portal.answer(false);
    portal.unplug();
    program.hear("failed Unplugged");
    portal.plug_in();
    program.hear("failed NoPermission");
    program.stop();
}

#[test]
fn in_a_sandbox_a_portal_that_is_stuck_is_told_and_nothing_waits_for_it() {
    let portal = Portal::with_camera([200, 40, 40]);
    portal.get_stuck();
    let program = Watched::start_with("camera", |command| portal.show_to(command));
    let told = program.hear("failed ");
    assert!(told.contains("the desktop gave no answer"), "{told}");
    assert!(program.cpu_during(Duration::from_secs(1)) < 0.2, "it spins");
    assert!(program.stop() < 1500);
}
