//! The whole job, as a person meets it: a real window with a camera and a sound card. Somebody allows the camera, is
//! seen, presses play, hears music that fits and skips it. Nothing of a frame reaches the disk, and no socket leaves
//! the machine.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::collections::HashMap;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use mien::affect::Quadrant;
use mien::audio::{Block, Decoder};
use mien::library::{Library, Track};
use support::camera::{FakeCameras, picture};
use support::desktop::Desktop;
use support::sound::{Recording, SoundCard};
use support::{test_file, tool, wait_until};

/// Generous: the program is a debug build under strace, on software OpenGL, on a loaded machine.
const PATIENCE: u32 = 60;
/// Sound is compared at this rate: low enough to be quick, high enough to tell pieces apart.
const COMPARED_HZ: f64 = 1000.0;

#[test]
fn a_face_in_and_matching_music_out() {
    let data = tempfile::tempdir().unwrap();
    let trace = data.path().join("trace");
    let files = data.path().join("mien");
    let face = picture(&test_file("pictures/astronaut.jpg"));
    let cameras = FakeCameras::none();
    cameras.add(0, &["MJPG"], &face);
    let desktop = Desktop::start();
    let card = SoundCard::start();
    let app = open_window(&files, &trace, &cameras, &desktop, &card);

    // Consent first: the camera is not touched before.
    desktop.wait("button:Allow camera", PATIENCE);
    assert!(cameras.log().is_empty(), "the camera was touched before consent: {:?}", cameras.log());
    desktop.press("button:Allow camera");
    // The other first steps are skipped.
    for button in ["button:Skip", "button:Close"] {
        desktop.wait(button, PATIENCE);
        desktop.press(button);
    }

    // The face is seen, on the picture it belongs to.
    desktop.wait("You look happy", PATIENCE);
    desktop.wait("button:Turn camera off", PATIENCE);
    assert!(cameras.log().iter().any(|line| line.ends_with("streamon")));
    assert_box_on_screen(&desktop);

    // Music that matches is heard.
    let pieces = Piece::all(&files);
    desktop.press("button:Play");
    let first = heard(&card, &desktop, &pieces, 0.0);
    assert_eq!(first.mood, Quadrant::Lively, "{}", first.title);

    // Skip: another piece is heard, and it matches too.
    let skipped_at = card.so_far().seconds();
    desktop.press("button:Next track");
    let second = heard(&card, &desktop, &pieces, skipped_at + 3.0);
    assert_ne!(second.title, first.title);
    assert_eq!(second.mood, Quadrant::Lively, "{}", second.title);

    // The picture in the README is made here, without the pointer's tooltip.
    let mut pointer = tool("xdotool", "xdotool");
    desktop.show_to(pointer.args(["mousemove", "640", "799"]));
    assert!(pointer.status().unwrap().success());
    std::thread::sleep(Duration::from_secs(1));
    desktop.shot(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e-playing.png"));

    // Off means off, at once.
    desktop.press("button:Turn camera off");
    wait_until("the camera is let go", Duration::from_secs(PATIENCE.into()), || cameras.all_closed());

    drop(app);
    let trace = whole_calls(&fs::read_to_string(&trace).unwrap());
    assert!(trace.lines().count() > 50, "strace saw next to nothing:\n{trace}");
    assert_no_socket_leaves(&trace);
    assert_no_frame_on_disk(&trace, &face);
}

fn open_window(
    files: &Path,
    trace: &Path,
    cameras: &FakeCameras,
    desktop: &Desktop,
    card: &SoundCard,
) -> Group {
    let mut strace = tool("strace", "strace");
    strace.args(["--seccomp-bpf", "-f", "-qq", "-y", "-s", "200", "-o"]).arg(trace);
    strace.args(["-e", "trace=open,openat,creat,connect,bind,sendto"]);
    strace.arg(env!("CARGO_BIN_EXE_mien")).arg("--data-dir").arg(files);
    strace.stdin(Stdio::null()).stdout(Stdio::null());
    cameras.show_to(&mut strace);
    desktop.show_to(&mut strace);
    card.show_to(&mut strace);
    Group(strace.process_group(0).spawn().unwrap())
}

/// A program and all it started, ended together: killing strace alone would leave the window open.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ended = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _reaped = self.0.wait();
    }
}

/// The box is drawn in the preview: a light line around a face, where the preview is.
fn assert_box_on_screen(desktop: &Desktop) {
    // Stays behind, to look at when this fails. The picture shows the astronaut of tests/pictures.
    let shot = Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e.png");
    wait_until("a box around the face", Duration::from_secs(PATIENCE.into()), || {
        desktop.shot(&shot);
        let screen = image::open(&shot).unwrap().to_rgb8();
        // The preview is in the upper right; two thin white upright lines at one height are the sides of a box.
        let white = |x: u32, y: u32| screen.get_pixel(x, y).0.iter().all(|c| *c > 225);
        let thin = |x, y| white(x, y) && !white(x - 6, y) && !white(x + 6, y);
        let sides = |x: u32| longest_run((40..270).map(|y| thin(x, y) && (x + 40..1250).any(|x| thin(x, y))));
        (950..1200).any(|x| sides(x) > 25)
    });
}

fn longest_run(marks: impl Iterator<Item = bool>) -> usize {
    let (mut longest, mut run) = (0, 0);
    for mark in marks {
        run = if mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A demo track, as it sounds.
struct Piece {
    title: String,
    mood: Quadrant,
    sound: Vec<f64>,
}

impl Piece {
    /// All of the library.
    fn all(files: &Path) -> Vec<Self> {
        let library = Library::open(&files.join("library.db")).unwrap();
        let tracks = library.tracks("", 100).unwrap().tracks;
        assert!(tracks.len() >= 14, "the demo tracks are in the library");
        let piece = |track: Track| Self {
            sound: decoded(&track.path),
            mood: track.mood.affect.quadrant(),
            title: track.tags.title,
        };
        tracks.into_iter().map(piece).collect()
    }
}

/// Waits for sound after `from_secs` of the recording, and finds the piece it is from: the one the window names.
fn heard<'a>(card: &SoundCard, desktop: &Desktop, pieces: &'a [Piece], from_secs: f64) -> &'a Piece {
    let mut excerpts = Vec::new();
    wait_until("music on the sound card", Duration::from_secs(PATIENCE.into()), || {
        let recording = card.so_far();
        let Some(start) = sounding(&recording, from_secs) else { return false };
        // Past the fade at the start of a piece. Many and short: on a busy machine the recording has gaps.
        excerpts = (1..10)
            .map(|half| start + 0.5 * f64::from(half))
            .map(|at| resampled(&recording.samples, f64::from(recording.rate), at, at + 1.0))
            .collect();
        recording.seconds() > start + 5.7
    });
    let window = desktop.tree();
    let mut tables = Vec::new();
    let recognised = excerpts.iter().find_map(|excerpt| {
        let mut likeness: Vec<(f64, &Piece)> =
            pieces.iter().map(|piece| (best_match(excerpt, &piece.sound), piece)).collect();
        likeness.sort_by(|a, b| b.0.total_cmp(&a.0));
        tables.push(likeness.iter().take(2).map(|(r, p)| format!("{r:.2} {}", p.title)).collect::<Vec<_>>());
        (likeness[0].0 > 0.6 && likeness[0].0 > likeness[1].0 + 0.2).then(|| likeness[0].1)
    });
    let piece = recognised.unwrap_or_else(|| panic!("which piece is it? {tables:?}"));
    let named = format!("Cover of {}", piece.title);
    assert!(window.contains(&named), "heard {}, but the window names another:\n{window}", piece.title);
    piece
}

/// Seconds at which sound begins, after a time.
fn sounding(recording: &Recording, from_secs: f64) -> Option<f64> {
    let from = (from_secs * f64::from(recording.rate)) as usize;
    let at = recording.samples.get(from..)?.iter().position(|sample| sample.abs() > 0.003)?;
    Some((from + at) as f64 / f64::from(recording.rate))
}

/// A part of some sound at [`COMPARED_HZ`], each value the mean of what it stands for.
fn resampled(samples: &[f32], rate: f64, from_secs: f64, to_secs: f64) -> Vec<f64> {
    let step = rate / COMPARED_HZ;
    let count = ((to_secs - from_secs) * COMPARED_HZ) as usize;
    (0..count)
        .map_while(|i| {
            let start = from_secs * rate + i as f64 * step;
            let part = samples.get(start as usize..(start + step) as usize)?;
            Some(part.iter().map(|s| f64::from(*s)).sum::<f64>() / part.len().max(1) as f64)
        })
        .collect()
}

/// A whole track, mono, at [`COMPARED_HZ`].
fn decoded(path: &Path) -> Vec<f64> {
    let mut decoder = Decoder::open(path).unwrap();
    let rate = f64::from(decoder.info().sample_rate);
    let (mut stereo, mut block) = (Vec::new(), Vec::new());
    while decoder.next_block(&mut block).unwrap() != Block::End {
        stereo.append(&mut block);
    }
    let mono: Vec<f32> = stereo.chunks_exact(2).map(|pair| f32::midpoint(pair[0], pair[1])).collect();
    resampled(&mono, rate, 0.0, mono.len() as f64 / rate)
}

/// The highest normalised correlation of an excerpt with any part of the first eight seconds of a track.
fn best_match(excerpt: &[f64], track: &[f64]) -> f64 {
    let energy = |part: &[f64]| part.iter().map(|x| x * x).sum::<f64>().sqrt();
    let own = energy(excerpt);
    track
        .windows(excerpt.len())
        .take(8_000)
        .map(|part| part.iter().zip(excerpt).map(|(a, b)| a * b).sum::<f64>() / (own * energy(part) + 1e-9))
        .fold(0.0, f64::max)
}

/// The trace with calls that strace tells in two parts, because another thread spoke between, as one line each.
fn whole_calls(trace: &str) -> String {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut whole = String::new();
    for line in trace.lines() {
        let (thread, call) = line.split_once(' ').unwrap_or((line, ""));
        if let Some(beginning) = call.strip_suffix("<unfinished ...>") {
            begun.insert(thread, beginning);
            continue;
        }
        let end = call.trim_start().strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>"));
        let beginning = end.and_then(|_| begun.remove(thread)).unwrap_or_default();
        whole.push_str(beginning);
        whole.push_str(end.map_or(call, |(_, end)| end));
        whole.push('\n');
    }
    whole
}

#[test]
fn a_call_told_in_two_parts_is_put_together() {
    let trace =
        "7 openat(AT_FDCWD, \"a\", O_RDWR <unfinished ...>\n8 bind(3) = 0\n7 <... openat resumed>) = 4</a>\n";
    assert_eq!(whole_calls(trace), "bind(3) = 0\nopenat(AT_FDCWD, \"a\", O_RDWR ) = 4</a>\n");
}

/// Every internet address in the trace is one of this machine.
fn assert_no_socket_leaves(trace: &str) {
    for line in trace.lines().filter(|line| line.contains("AF_INET")) {
        let loopback = line.contains("inet_addr(\"127.") || line.contains("\"::1\"");
        assert!(loopback, "a socket that leaves the machine: {line}");
    }
}

/// No file the program wrote holds a picture, or pixels of what the camera saw.
fn assert_no_frame_on_disk(trace: &str, face: &image::RgbImage) {
    let written: Vec<PathBuf> = trace.lines().filter_map(written_file).collect();
    assert!(
        written.iter().any(|path| path.ends_with("library.db")),
        "the trace shows not even the library: {written:?}"
    );
    // Rows of the face, as they would lie in a raw picture.
    let rows: Vec<&[u8]> = [0.2, 0.3, 0.4]
        .map(|part| {
            let y = (f64::from(face.height()) * part) as usize;
            let start = (y * face.width() as usize + face.width() as usize / 3) * 3;
            &face.as_raw()[start..start + 48]
        })
        .to_vec();
    for path in written {
        let Ok(bytes) = fs::read(&path) else { continue };
        let picture = bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"\x89PNG");
        assert!(!picture, "a picture was written: {}", path.display());
        let pixels = rows.iter().any(|row| bytes.windows(row.len()).any(|part| part == *row));
        assert!(!pixels, "pixels were written: {}", path.display());
    }
}

/// The regular file a line of the trace opens for writing.
fn written_file(line: &str) -> Option<PathBuf> {
    let opened = line.contains("O_WRONLY") || line.contains("O_RDWR") || line.contains("creat(");
    // With -y strace shows the file behind the number: `= 7</path>`.
    let path = line.rsplit_once("= ")?.1.split_once('<')?.1.strip_suffix('>')?;
    let path = PathBuf::from(path);
    let regular = fs::metadata(&path).is_ok_and(|meta| meta.is_file());
    (opened && regular).then_some(path)
}

#[test]
fn the_window_without_a_display_names_the_way_without_one() {
    let data = tempfile::tempdir().unwrap();
    let mut mien = Command::new(env!("CARGO_BIN_EXE_mien"));
    mien.arg("--data-dir").arg(data.path());
    mien.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    let output = mien.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("no display") && said.contains("mien play"), "{said}");
}
