//! Pictures and videos as sources: their states, and frames in their own time.

#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use mien::capture::{Capture, CaptureProblem, CaptureState};
use mien::channel::newest;
use mien::frame::Frame;
use mien::settings::CameraSize;
use mien::source::Source;
use support::{odd_name, tool};

const SOON: Duration = Duration::from_secs(20);

fn start(source: Source) -> (Capture, Receiver<CaptureState>, Receiver<Frame>) {
    let (sender, frames) = newest();
    // Large enough for all states of a test.
    let (tell, states) = bounded(100);
    let capture =
        Capture::start(source, CameraSize::Vga, 3, None, sender, move |_, state| tell.send(state).unwrap());
    (capture, states, frames)
}

fn picture(folder: &Path) -> PathBuf {
    let path = folder.join(odd_name());
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([200, 100, 50]));
    picture.save_with_format(&path, image::ImageFormat::Png).unwrap();
    path
}

#[test]
fn no_source_is_off_and_sends_nothing() {
    let (_capture, states, frames) = start(Source::None);
    assert_eq!(states.recv_timeout(SOON), Ok(CaptureState::Off));
    assert!(frames.recv_timeout(SOON).is_err());
}

#[test]
fn a_picture_is_shown_again_and_again_until_it_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let (capture, states, frames) = start(Source::Image(picture(folder.path())));
    assert_eq!(states.recv_timeout(SOON), Ok(CaptureState::Opening));
    let Ok(CaptureState::Live(info)) = states.recv_timeout(SOON) else { panic!("it is not live") };
    assert_eq!((info.width, info.height, info.fps as u32), (40, 30, 0));
    let first = frames.recv_timeout(SOON).unwrap();
    let second = frames.recv_timeout(SOON).unwrap();
    assert_eq!((first.epoch, &first.rgb()[..3]), (3, [200, 100, 50].as_slice()));
    assert!(second.id > first.id && second.time_secs > first.time_secs);
    capture.stop().wait();
    assert!(states.try_recv().is_err(), "a stop by our own wish is no state");
    while frames.recv_timeout(SOON).is_ok() {}
}

#[test]
fn a_video_is_played_at_its_speed_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mkv");
    let made = tool("ffmpeg", "ffmpeg")
        .args(["-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1.5", "-c:v", "mpeg4"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    let (_capture, states, frames) = start(Source::Video(path));
    let first = frames.recv_timeout(SOON).unwrap();
    let began = Instant::now();
    let times: Vec<f64> =
        std::iter::from_fn(|| frames.recv_timeout(SOON).ok()).map(|f| f.time_secs).collect();
    assert!(began.elapsed() > Duration::from_secs(1), "it did not keep to its speed");
    assert!(first.time_secs < 0.2 && times.is_sorted() && times.len() > 5, "{times:?}");
    let told: Vec<_> = states.try_iter().collect();
    assert!(
        matches!(&told[..], [CaptureState::Opening, CaptureState::Live(_), CaptureState::Ended]),
        "{told:?}"
    );
}

#[test]
fn a_file_that_cannot_be_used_is_told_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.png");
    std::fs::write(&path, "Dear Sir or Madam").unwrap();
    for source in [Source::Image(path.clone()), Source::Video(path)] {
        let (_capture, states, frames) = start(source);
        assert_eq!(states.recv_timeout(SOON), Ok(CaptureState::Opening));
        let Ok(CaptureState::Failed(CaptureProblem::BadFile(why))) = states.recv_timeout(SOON) else {
            panic!("it did not fail")
        };
        assert!(why.starts_with("letter.png: "), "{why}");
        assert!(frames.recv_timeout(SOON).is_err());
    }
}
