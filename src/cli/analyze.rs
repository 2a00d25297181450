//! `mien analyze`: the faces of pictures and videos.
//!
//! Each file is looked at for itself: one that cannot be used is told on stderr and the others go on.

mod answer;
mod camera;
mod inputs;

use std::path::Path;

use super::args::AnalyzeArgs;
use super::{CliError, Context, Outcome};
use crate::capture::clip::{Clip, ClipError};
use crate::frame::Frame;
use crate::picture::{self, PictureError};
use crate::settings::{CameraSize, Settings};
use crate::source::Source;
use crate::vision::{Analyzer, VisionError};
use answer::Entry;
use inputs::Input;

/// Frames of a video that are looked at, a second: expressions last longer than a fifth of one.
const VIDEO_FPS: f32 = 5.0;

/// Runs the command.
pub fn run(args: &AnalyzeArgs, context: &Context) -> Result<Outcome, CliError> {
    let mut inputs = inputs::find(&args.paths);
    inputs.extend(args.source.as_ref().map(input_of_source).transpose()?);
    if args.paths.is_empty() && args.source.is_none() {
        return Err(CliError::new("Name a picture, a video or a folder, such as: mien analyze holiday.jpg"));
    }
    let (settings, _told_by_the_app) = Settings::load(&context.paths.settings());
    let analyzer = Analyzer::new(settings.detector, settings.affect).map_err(|e| unusable(&e))?;
    let mut run =
        Run { size: settings.camera_size, analyzer, context, entries: Vec::new(), faces: 0, failures: 0 };
    for input in inputs {
        if let Err(error) = run.input(&input) {
            run.failures += 1;
            context.out.error(&error);
        }
    }
    run.finish()
}

fn input_of_source(source: &Source) -> Result<Input, CliError> {
    match source {
        Source::Image(path) => Ok(Input::Picture(path.clone())),
        Source::Video(path) => Ok(Input::Video(path.clone())),
        Source::Camera(number) => Ok(Input::Camera(*number)),
        Source::None => {
            Err(CliError::new("The source \"none\" has no faces; use camera, image:PATH or video:PATH."))
        }
    }
}

fn unusable(error: &VisionError) -> CliError {
    CliError::new(error.to_string())
}

/// What has been found so far.
struct Run<'a> {
    /// Of a camera's picture.
    size: CameraSize,
    analyzer: Analyzer,
    context: &'a Context,
    entries: Vec<Entry>,
    faces: usize,
    failures: usize,
}

impl Run<'_> {
    fn input(&mut self, input: &Input) -> Result<(), CliError> {
        match input {
            Input::Picture(path) => self.picture(path),
            Input::Video(path) => self.video(path),
            Input::File(path) => self.file(path),
            Input::Camera(number) => {
                let name = number.map_or_else(|| "camera".to_owned(), |n| format!("camera:{n}"));
                self.frame(Path::new(&name), &camera::shot(*number, self.size)?)
            }
            Input::Unreadable(path, reason) => Err(about(path, reason)),
        }
    }

    fn picture(&mut self, path: &Path) -> Result<(), CliError> {
        let frame = picture::load(path).map_err(|error| about(path, error))?;
        self.frame(path, &frame)
    }

    /// A file of either kind, by its content. Pictures one after the other begin as a picture does, so there the name counts.
    fn file(&mut self, path: &Path) -> Result<(), CliError> {
        if inputs::is_mjpeg(path) {
            return self.video(path);
        }
        let no_picture = match picture::load(path) {
            Ok(frame) => return self.frame(path, &frame),
            Err(error @ PictureError::NotAPicture) => error,
            Err(
                error @ (PictureError::Unreadable(_)
                | PictureError::NotAFile
                | PictureError::TooLarge(_)
                | PictureError::Damaged(_)),
            ) => return Err(about(path, error)),
        };
        match Clip::open(path, VIDEO_FPS) {
            Ok(clip) => self.clip(path, clip),
            Err(ClipError::NoFfmpeg) if inputs::is_video(path) => Err(about(path, ClipError::NoFfmpeg)),
            Err(error) => Err(about(path, "This is neither a picture nor a video that Mien can read.")
                .with_detail(format!("{no_picture} {error}"))),
        }
    }

    fn video(&mut self, path: &Path) -> Result<(), CliError> {
        let clip = Clip::open(path, VIDEO_FPS).map_err(|error| about(path, error))?;
        self.clip(path, clip)
    }

    fn clip(&mut self, path: &Path, clip: Clip) -> Result<(), CliError> {
        for frame in clip {
            self.frame(path, &frame.map_err(|error| about(path, error))?)?;
        }
        Ok(())
    }

    fn frame(&mut self, path: &Path, frame: &Frame) -> Result<(), CliError> {
        let faces = self.analyzer.analyze(frame).map_err(|error| about(path, error))?;
        self.faces += faces.len();
        let entry = Entry::new(path, frame, &faces);
        if self.context.out.is_json() {
            self.entries.push(entry);
            return Ok(());
        }
        self.context.out.line(entry.line())
    }

    fn finish(self) -> Result<Outcome, CliError> {
        if self.context.out.is_json() {
            self.context.out.json(&self.entries)?;
        }
        Ok(match (self.failures, self.faces) {
            (0, 0) => Outcome::NothingFound,
            (0, _) => Outcome::Done,
            (_, _) => Outcome::SomeFailed,
        })
    }
}

/// An error that names its file.
fn about(path: &Path, reason: impl std::fmt::Display) -> CliError {
    CliError::new(format!("{}: {reason}", path.display()))
}
