//! Cameras in user space: folders that `tests/harness/fakecam.c` shows to a program as `/dev/videoN`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use image::imageops::{FilterType, resize};
use image::{ExtendedColorType, RgbImage};

use super::preload_library;

/// A set of cameras, gone at the end of the test.
pub struct FakeCameras {
    root: tempfile::TempDir,
}

impl FakeCameras {
    /// No camera yet.
    pub fn none() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    /// One camera, number 0, that sends MJPEG and YUYV of 640 by 480 at 30 frames a second.
    pub fn one() -> Self {
        let cameras = Self::none();
        cameras.add(0, &["MJPG", "YUYV"], test_picture());
        cameras
    }

    /// Adds a camera that shows a picture, moving a little, in these packings.
    pub fn add(&self, number: u32, codes: &[&str], picture: &RgbImage) {
        let folder = self.folder(number);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("name"), format!("Test camera {number}\n")).unwrap();
        for code in codes {
            fs::write(folder.join(format!("{code}-640x480")), media(code, picture)).unwrap();
        }
    }

    /// The folder of a camera.
    pub fn folder(&self, number: u32) -> PathBuf {
        self.root.path().join(format!("video{number}"))
    }

    /// Makes camera 0 fail in a way `fakecam.c` describes.
    pub fn fault(&self, name: &str, text: &str) {
        // Moved into place, so that no half-written file is seen.
        let new = self.folder(0).join("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, self.folder(0).join(format!("fault.{name}"))).unwrap();
    }

    /// Ends a fault of camera 0.
    pub fn heal(&self, name: &str) {
        fs::remove_file(self.folder(0).join(format!("fault.{name}"))).unwrap();
    }

    /// Unplugs camera 0.
    pub fn unplug(&self) {
        fs::rename(self.folder(0), self.root.path().join("unplugged")).unwrap();
    }

    /// Plugs camera 0 in again.
    pub fn plug_in(&self) {
        fs::rename(self.root.path().join("unplugged"), self.folder(0)).unwrap();
    }

    /// What happened so far: `video0 open`, `streamon`, `streamoff`, `close`.
    pub fn log(&self) -> Vec<String> {
        let text = fs::read_to_string(self.root.path().join("log")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Is no camera open?
    pub fn all_closed(&self) -> bool {
        let count = |what| self.log().iter().filter(|line| line.ends_with(what)).count();
        count(" open") == count(" close") && count(" streamon") == count(" streamoff")
    }

    /// Shows these cameras, and no others, to a program.
    pub fn show_to(&self, command: &mut Command) {
        static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
        command.env("LD_PRELOAD", LIBRARY.get_or_init(|| preload_library("fakecam.c")));
        command.env("MIEN_FAKECAM", self.root.path());
    }
}

/// A colourful picture without a face.
pub fn test_picture() -> &'static RgbImage {
    static PICTURE: OnceLock<RgbImage> = OnceLock::new();
    PICTURE.get_or_init(|| {
        RgbImage::from_fn(700, 525, |x, y| {
            let stripes = if (x / 24 + y / 24) % 2 == 0 { 40 } else { 0 };
            image::Rgb([200, (x / 4) as u8, (y / 4) as u8 + stripes])
        })
    })
}

/// Reads a picture file to show.
pub fn picture(path: &Path) -> RgbImage {
    image::open(path).unwrap().to_rgb8()
}

/// Sixteen frames of 640 by 480 that wander over a picture, each behind its length.
fn media(code: &str, picture: &RgbImage) -> Vec<u8> {
    let scale = (700.0 / f64::from(picture.width())).max(525.0 / f64::from(picture.height()));
    let scaled = |side: u32| (f64::from(side) * scale).ceil() as u32;
    let large = resize(picture, scaled(picture.width()), scaled(picture.height()), FilterType::Triangle);
    let mut media = Vec::new();
    for i in 0..16_u32 {
        let step = i.min(16 - i) * 2;
        let (x, y) = ((large.width() - 640) / 2 + step - 8, (large.height() - 480) / 4 + step / 2);
        let frame = image::imageops::crop_imm(&large, x, y, 640, 480).to_image();
        let bytes = if code == "MJPG" { jpeg(&frame) } else { yuyv(&frame) };
        media.extend((bytes.len() as u32).to_le_bytes());
        media.extend(bytes);
    }
    media
}

fn jpeg(frame: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 85)
        .encode(frame, frame.width(), frame.height(), ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// ITU-R BT.601, limited range, as webcams send it.
fn yuyv(frame: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(frame.len() * 2 / 3);
    for pair in frame.as_raw().chunks_exact(6) {
        let [r, g, b, r2, g2, b2] = [0, 1, 2, 3, 4, 5].map(|i| f32::from(pair[i]));
        let luma = |r: f32, g: f32, b: f32| (16.0 + 0.257 * r + 0.504 * g + 0.098 * b) as u8;
        let u = (128.0 - 0.148 * r - 0.291 * g + 0.439 * b) as u8;
        let v = (128.0 + 0.439 * r - 0.368 * g - 0.071 * b) as u8;
        bytes.extend([luma(r, g, b), u, luma(r2, g2, b2), v]);
    }
    bytes
}
