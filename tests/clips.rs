//! Video files as sources, with files made by ffmpeg on the spot.

#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use mien::capture::clip::{Clip, ClipError};
use mien::frame::Frame;
use support::tool;

/// Makes a file with ffmpeg: its arguments before the name of the file.
fn make(folder: &Path, name: impl AsRef<Path>, arguments: &str) -> PathBuf {
    let path = folder.join(name);
    let mut file = std::ffi::OsString::from("file:");
    file.push(&path);
    let done = tool("ffmpeg", "ffmpeg")
        .args(["-v", "error", "-y"])
        .args(arguments.split_whitespace())
        .arg(file)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    path
}

/// Two seconds that are red at first and blue later, 25 frames a second.
fn red_then_blue(folder: &Path, name: impl AsRef<Path>) -> PathBuf {
    make(
        folder,
        name,
        "-f lavfi -i color=red:s=96x64:r=25:d=1 -f lavfi -i color=blue:s=96x64:r=25:d=1 -filter_complex concat=n=2 -c:v mpeg4 -q:v 2 -f matroska",
    )
}

fn middle(frame: &Frame) -> [u8; 3] {
    let at = (frame.height() / 2 * frame.width() + frame.width() / 2) as usize * 3;
    [frame.rgb()[at], frame.rgb()[at + 1], frame.rgb()[at + 2]]
}

fn frames(path: &Path, max_fps: f32) -> Vec<Frame> {
    Clip::open(path, max_fps).unwrap().map(Result::unwrap).collect()
}

#[test]
fn frames_come_in_order_with_their_times() {
    let folder = tempfile::tempdir().unwrap();
    let frames = frames(&red_then_blue(folder.path(), "a.mkv"), 30.0);
    assert_eq!(frames.len(), 50);
    assert_eq!((frames[0].width(), frames[0].height()), (96, 64));
    assert!(middle(&frames[5])[0] > 200 && middle(&frames[5])[2] < 60);
    assert!(middle(&frames[45])[2] > 200 && middle(&frames[45])[0] < 60);
    assert!((frames[25].time_secs - 1.0).abs() < 1e-6);
    assert!(frames.iter().enumerate().all(|(i, frame)| frame.id == i as u64));
}

#[test]
fn a_lower_rate_leaves_frames_out_evenly() {
    let folder = tempfile::tempdir().unwrap();
    let frames = frames(&red_then_blue(folder.path(), "a.mkv"), 5.0);
    assert_eq!(frames.len(), 10);
    assert!((frames[9].time_secs - 1.8).abs() < 1e-6);
}

#[cfg(unix)]
#[test]
fn a_name_of_any_bytes_is_opened() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    for name in [b"-vf\xff %d.mkv".as_slice(), b"http:a'b\"$(x).mkv"] {
        let path = red_then_blue(folder.path(), std::ffi::OsStr::from_bytes(name));
        assert!(Clip::open(&path, 30.0).unwrap().next().unwrap().is_ok());
    }
}

#[test]
fn a_turned_video_stands_upright() {
    let folder = tempfile::tempdir().unwrap();
    let lying =
        make(folder.path(), "lying.mp4", "-f lavfi -i color=red:s=96x64:r=10:d=0.5 -c:v mpeg4 -f mp4");
    let mut bytes = std::fs::read(&lying).unwrap();
    // The track header's matrix, 44 bytes behind its name: a quarter turn, as phones write it.
    let matrix = bytes.windows(4).position(|four| four == b"tkhd").unwrap() + 44;
    for (i, value) in [0, 0x1_0000, 0, 0xffff_0000_u32, 0, 0].into_iter().enumerate() {
        bytes[matrix + 4 * i..][..4].copy_from_slice(&value.to_be_bytes());
    }
    let turned = folder.path().join("turned.mp4");
    std::fs::write(&turned, bytes).unwrap();
    let frame = Clip::open(&turned, 30.0).unwrap().next().unwrap().unwrap();
    assert_eq!((frame.width(), frame.height()), (64, 96));
}

#[test]
fn sound_with_a_cover_holds_no_moving_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(
        folder.path(),
        "song.mp3",
        "-f lavfi -i sine=d=0.3 -f lavfi -i color=red:s=32x32:d=0.04 -map 0 -map 1 -c:v mjpeg -frames:v 1 -disposition:v attached_pic -f mp3",
    );
    assert!(matches!(Clip::open(&path, 30.0), Err(ClipError::NoPictures)));
}

#[test]
fn what_is_no_video_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.mp4");
    std::fs::write(&text, "no video at all").unwrap();
    let Err(ClipError::Unreadable(why)) = Clip::open(&text, 30.0) else { panic!("it opened") };
    assert!(why.contains("Invalid data"), "{why}");
    let Err(ClipError::Unopenable(error)) = Clip::open(&folder.path().join("none.mp4"), 30.0) else {
        panic!("it opened")
    };
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(matches!(Clip::open(folder.path(), 30.0), Err(ClipError::Unopenable(_))));
}

#[test]
fn a_cut_off_video_gives_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = red_then_blue(folder.path(), "a.mkv");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() * 6 / 10]).unwrap();
    let good = Clip::open(&path, 30.0).unwrap().map_while(Result::ok).count();
    assert!((5..50).contains(&good), "{good} frames");
}

#[test]
fn a_hostile_playlist_reaches_no_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/x.ts", listener.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let playlist = format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{url}\n#EXT-X-ENDLIST\n");
    for (name, text) in [
        ("a.m3u8", playlist.clone()),
        ("a.mp4", playlist),
        ("a.ffconcat", format!("ffconcat version 1.0\nfile {url}\n")),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let read = Clip::open(&path, 30.0).map(|clip| clip.flatten().count());
        assert!(matches!(read, Err(_) | Ok(0)), "{name}: {read:?}");
    }
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[test]
fn a_dropped_clip_leaves_no_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = red_then_blue(folder.path(), "only here.mkv");
    let mut clip = Clip::open(&path, 30.0).unwrap();
    assert!(clip.next().unwrap().is_ok());
    drop(clip);
    let name = path.to_str().unwrap();
    let left = std::fs::read_dir("/proc").into_iter().flatten().flatten().any(|process| {
        std::fs::read(process.path().join("cmdline"))
            .is_ok_and(|line| String::from_utf8_lossy(&line).contains(name))
    });
    assert!(!left);
}
