//! The command line: arguments in, text or JSON out, exit codes.
//!
//! Each command has a file of its own with one `run`; this module knows what they share: global options,
//! how errors are told, and that exit 0 means done, 1 nothing found, 2 error.

mod analyze;
mod args;
mod bench;
mod cameras;
mod ctl;
mod doctor;
mod duplicates;
mod eval;
mod features;
mod history;
mod import;
mod interrupt;
mod keep;
mod library;
mod marks;
mod mood;
mod output;
mod pages;
mod play;
mod playlist;
mod rate;
mod recommend;
mod scrobble;
mod serve;
mod status;
mod tracks;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::control;
use crate::library::Like;
use crate::paths::{Paths, PathsError};
use args::{Args, CommandArgs};
pub use output::Output;

/// How a command ended, other than by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Exit 0.
    Done,
    /// Exit 1: the command worked and found nothing.
    NothingFound,
    /// Exit 2: part of the input could not be used; each part was told on stderr as it came.
    SomeFailed,
}

/// An error told to the user on stderr; exit 2.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct CliError {
    /// What happened and what to do.
    pub error: String,
    /// The technical side; may be empty.
    pub detail: String,
}

impl CliError {
    /// An error with a sentence and no detail.
    pub fn new(error: impl Into<String>) -> Self {
        Self { error: error.into(), detail: String::new() }
    }

    /// The same with the technical side.
    #[must_use]
    pub fn with_detail(self, detail: impl std::fmt::Display) -> Self {
        Self { detail: detail.to_string(), ..self }
    }
}

/// What every command is given.
pub struct Context {
    /// Where Mien's files are.
    pub paths: Paths,
    /// Where answers go.
    pub out: Output,
}

/// Reads the arguments, runs the command, tells errors.
pub fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("off")).init();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return refuse(&error),
    };
    let out = Output::new(args.json);
    let result = open_paths(&args)
        .map_err(|error| CliError::new(error.to_string()))
        .and_then(|paths| run(args.command, &args.files, &Context { paths, out }));
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::SomeFailed) => ExitCode::from(2),
        Err(error) => {
            out.error(&error);
            ExitCode::from(2)
        }
    }
}

/// The data folder that the arguments ask for.
fn open_paths(args: &Args) -> Result<Paths, PathsError> {
    if args.portable { Paths::beside_binary() } else { Paths::open(args.data_dir.as_deref()) }
}

/// Tells what is wrong with the arguments, or gives the help or version that was asked for.
fn refuse(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _closed_pipe = error.print();
        return ExitCode::SUCCESS;
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        let text = error.render().to_string();
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let sentence = first.strip_prefix("error: ").unwrap_or(first);
        Output::new(true).error(&CliError::new(sentence).with_detail(rest.trim()));
    } else {
        let _closed_pipe = error.print();
    }
    ExitCode::from(2)
}

fn run(command: Option<CommandArgs>, files: &[PathBuf], context: &Context) -> Result<Outcome, CliError> {
    match command {
        None => window::run(files, context),
        Some(CommandArgs::Play(args)) => play::run(&args, context),
        Some(CommandArgs::Analyze(args)) => analyze::run(&args, context),
        Some(CommandArgs::Import(args)) => seen(import::run(&args, context), context),
        Some(CommandArgs::Library(args)) => seen(keep::run(&args, context), context),
        Some(CommandArgs::Tracks(args)) => tracks::run(&args, context),
        Some(CommandArgs::Rate(args)) => seen(rate::rate(&args, context), context),
        Some(CommandArgs::Like(args)) => seen(rate::like(&args, Like::Liked, context), context),
        Some(CommandArgs::Dislike(args)) => seen(rate::like(&args, Like::Disliked, context), context),
        Some(CommandArgs::Playlist(args)) => seen(playlist::run(args.what, context), context),
        Some(CommandArgs::Features(args)) => seen(features::run(&args, context), context),
        Some(CommandArgs::Recommend(args)) => recommend::run(&args, context),
        Some(CommandArgs::History(args)) => history::run(&args, context),
        Some(CommandArgs::Ctl(args)) => ctl::run(&args, context),
        Some(CommandArgs::Scrobble(args)) => scrobble::run(&args.what, context),
        Some(CommandArgs::Mood(args)) => mood::run(&args, context),
        Some(CommandArgs::Serve(args)) => serve::run(&args, context),
        Some(CommandArgs::Cameras) => cameras::run(context),
        Some(CommandArgs::Doctor) => doctor::run(context),
        Some(CommandArgs::Eval(args)) => eval::run(&args, context),
        Some(CommandArgs::Bench(args)) => bench::run(&args, context),
        Some(CommandArgs::Pages(args)) => pages::run(&args),
    }
}

/// After a command that changes the library: lets the running Mien see it, where there is one.
fn seen(result: Result<Outcome, CliError>, context: &Context) -> Result<Outcome, CliError> {
    control::nudge(&context.paths);
    result
}
