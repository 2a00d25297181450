//! Video files, decoded by the programs `ffprobe` and `ffmpeg`.
//!
//! They are optional and not linked: ffmpeg is kept up by people who do nothing else, reads every format there is,
//! and as a process of its own a hostile file can do no more than end it. It is run without a shell, may open
//! files only (no network), sends raw RGB through a pipe at a limited size, and is killed when the [`Clip`] goes.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use super::probe::{Shape, shape};
use super::program::{Program, Stop};
use crate::frame::Frame;

/// How long opening a file, or one picture of it, may take: slow disks pass, hanging files do not.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most pixels of a picture that ffmpeg may try to decode, against files that claim absurd sizes.
const MAX_PIXELS: &str = "134217728";

/// Why a video cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// `ffmpeg` or `ffprobe` is not there.
    #[error(
        "Videos are read with ffmpeg, which is not installed. On Debian or Ubuntu: sudo apt install ffmpeg. On macOS: brew install ffmpeg. On Windows: winget install ffmpeg."
    )]
    NoFfmpeg,
    /// There is no such file, or it may not be read.
    #[error("The video cannot be opened: {0}")]
    Unopenable(#[source] io::Error),
    /// The file holds no moving pictures.
    #[error("There are no moving pictures in this file.")]
    NoPictures,
    /// It is broken, or no video; in the words of ffmpeg.
    #[error("The video cannot be read: {0}")]
    Unreadable(String),
    /// ffmpeg hangs.
    #[error("The video takes too long to read.")]
    TimedOut,
}

/// A video file as an iterator of frames, from its beginning to its end.
///
/// After an error it ends. Waits for ffmpeg while it is asked for a frame, so it belongs on a worker thread.
#[derive(Debug)]
pub struct Clip {
    shape: Shape,
    program: Option<Program>,
    next_id: u64,
}

impl Clip {
    /// Opens a video. It keeps its own frame rate up to `max_fps` frames a second (taken as 0.1 to 240); above
    /// that, frames are left out evenly. Pictures come upright, with square pixels, at most 1280 on a side.
    ///
    /// # Errors
    /// [`ClipError`], also when ffmpeg is missing.
    pub fn open(path: &Path, max_fps: f32) -> Result<Self, ClipError> {
        let max_fps = if max_fps.is_nan() { 30.0 } else { max_fps.clamp(0.1, 240.0) };
        let file = std::fs::metadata(path).map_err(ClipError::Unopenable)?;
        if !file.is_file() {
            // A pipe or a device would make ffprobe wait for ever.
            return Err(ClipError::Unopenable(io::Error::other("it is not a file")));
        }
        let shape = probe(path, max_fps)?;
        let program = decode(path, &shape)?;
        Ok(Self { shape, program: Some(program), next_id: 0 })
    }

    /// Frames a second of what is given out.
    pub fn fps(&self) -> f32 {
        self.shape.fps
    }

    /// Columns and rows of each frame.
    pub fn size(&self) -> (u32, u32) {
        (self.shape.width, self.shape.height)
    }

    /// Length in seconds, where the file says it.
    pub fn length_secs(&self) -> Option<f64> {
        self.shape.length_secs
    }
}

impl Iterator for Clip {
    type Item = Result<Frame, ClipError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.program.as_mut()?.next(PATIENCE);
        let item = match step {
            Ok(rgb) => Frame::new(self.shape.width, self.shape.height, rgb)
                .map_err(|_| ClipError::Unreadable("its last picture is incomplete".to_owned())),
            Err(Stop::Done) if self.next_id == 0 => Err(ClipError::NoPictures),
            Err(Stop::Done) => {
                self.program = None;
                return None;
            }
            Err(stop) => Err(stopped(stop)),
        };
        if item.is_err() {
            self.program = None;
        }
        let id = self.next_id;
        self.next_id += 1;
        Some(item.map(|frame| frame.at(0, id, id as f64 / f64::from(self.shape.fps))))
    }
}

fn probe(path: &Path, max_fps: f32) -> Result<Shape, ClipError> {
    const ENTRIES: &str = "stream=width,height,sample_aspect_ratio,avg_frame_rate,r_frame_rate:stream_tags=rotate:stream_side_data=rotation:format=duration";
    // "V" leaves out cover pictures, which are no moving pictures.
    let mut arguments = words(&["-v", "error", "-of", "json", "-select_streams", "V:0"]);
    arguments.extend(words(&["-show_entries", ENTRIES]));
    arguments.extend(input(path));
    let mut program = start("ffprobe", &arguments, 1 << 16)?;
    let json = match program.next(PATIENCE) {
        Ok(json) => json,
        Err(stop) => return Err(stopped(stop)),
    };
    match program.next(PATIENCE) {
        Err(Stop::Done) => shape(&json, max_fps),
        Err(stop) => Err(stopped(stop)),
        Ok(_) => Err(ClipError::Unreadable("its description is too long".to_owned())),
    }
}

fn decode(path: &Path, shape: &Shape) -> Result<Program, ClipError> {
    let Shape { width, height, rate, .. } = shape;
    let filter = format!("fps={rate},scale={width}:{height},setsar=1");
    let mut arguments = words(&["-v", "error", "-nostdin", "-threads", "2", "-max_pixels", MAX_PIXELS]);
    arguments.extend(input(path));
    arguments.extend(words(&["-map", "0:V:0", "-an", "-sn", "-dn", "-vf", &filter]));
    arguments.extend(words(&["-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"]));
    start("ffmpeg", &arguments, *width as usize * *height as usize * 3)
}

/// The file and nothing but files: a playlist must not reach the network, nor a name look like an option.
fn input(path: &Path) -> Vec<OsString> {
    let mut name = OsString::from("file:");
    name.push(path);
    let mut arguments = words(&["-protocol_whitelist", "file,pipe", "-i"]);
    arguments.push(name);
    arguments
}

fn words(list: &[&str]) -> Vec<OsString> {
    list.iter().map(OsString::from).collect()
}

fn start(name: &str, arguments: &[OsString], chunk: usize) -> Result<Program, ClipError> {
    Program::start(name, arguments, Stdio::null(), chunk).map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            ClipError::NoFfmpeg
        } else {
            ClipError::Unreadable(error.to_string())
        }
    })
}

fn stopped(stop: Stop) -> ClipError {
    match stop {
        Stop::Done => ClipError::NoPictures,
        Stop::TimedOut => ClipError::TimedOut,
        Stop::Failed(words) => {
            // The last line sums up, after the name of the file.
            let line = words.lines().last().unwrap_or_default();
            ClipError::Unreadable(line.rsplit(": ").next().unwrap_or(line).to_owned())
        }
    }
}
