//! `mien bench`: Mien's own latencies in one JSON document, so that every number in the documents has its command.
//!
//! Times are processor time of one thread unless the name says otherwise, which other work on the machine disturbs least;
//! smallest, mean, 95th and 99th percentile and largest of several rounds.

mod frames;
mod machine;
mod playback;
mod search;
mod window;

use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Value, json};

use super::args::{BenchArgs, BenchPart};
use super::{CliError, Context, Outcome};
use crate::affect::Affect;
use crate::capture::Encoding;
use crate::capture::clip::Clip;
use crate::engine::dj::{self, Catalogue, Request, Signal, Taste};
use crate::frame::Frame;
use crate::library::{Candidate, Like, TrackId};
use crate::mood::Mode;
use crate::picture;
use crate::settings::Settings;
use crate::vision::detector::Search;
use crate::vision::model::EmotionModel;
use crate::vision::{Analyzer, Live};

/// The picture everything about faces is measured on: the astronaut of `tests/pictures`, 640 by 480.
const FACE: &[u8] = include_bytes!("../../tests/pictures/astronaut-vga.jpg");

/// Frames a second of a live camera.
const LIVE_FPS: f32 = 30.0;
/// Candidates the DJ plans from.
const TRACKS: u32 = 1_000_000;
/// Plays it has learned from.
const PLAYS: usize = 2_000;

type AnyError = Box<dyn std::error::Error>;

/// Runs the command.
pub fn run(args: &BenchArgs, context: &Context) -> Result<Outcome, CliError> {
    let document = measure(args).map_err(|e| CliError::new("A measurement failed.").with_detail(e))?;
    context.out.json(&document)?;
    Ok(Outcome::Done)
}

fn measure(args: &BenchArgs) -> Result<Value, AnyError> {
    let mut document = json!({ "version": crate::VERSION, "machine": machine::describe() });
    let asked = |part: &BenchPart| args.only.is_empty() || args.only.contains(part);
    for part in BenchPart::value_variants().iter().filter(|part| asked(part)) {
        let (name, measured) = match part {
            BenchPart::Window => ("window", json!(window::measure(args.tracks))),
            BenchPart::Frames => ("frames", json!(frames::measure(args.tracks)?)),
            BenchPart::Playback => {
                ("playback", json!(playback::measure(args.play.as_deref(), args.play_for)?))
            }
            BenchPart::Vision => ("vision", vision()?),
            BenchPart::Dj => ("dj", choose()),
            BenchPart::Search => ("search", search::measure(args.tracks)?),
        };
        document[name] = measured;
    }
    if let Some(path) = &args.video {
        document["video"] = video(path)?;
    }
    Ok(document)
}

/// Times of several rounds, in milliseconds.
#[derive(Debug, PartialEq, Serialize)]
pub struct Times {
    rounds: usize,
    min_ms: f64,
    mean_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
}

impl Times {
    /// `None` without any round.
    pub fn of(mut rounds: Vec<Duration>) -> Option<Self> {
        rounds.sort();
        let ms = |d: &Duration| d.as_secs_f64() * 1000.0;
        let count = rounds.len();
        let percentile = |share: usize| rounds.get((count * share).div_ceil(100).max(1) - 1);
        Some(Self {
            rounds: count,
            min_ms: ms(rounds.first()?),
            mean_ms: rounds.iter().map(ms).sum::<f64>() / count as f64,
            p95_ms: ms(percentile(95)?),
            p99_ms: ms(percentile(99)?),
            max_ms: ms(rounds.last()?),
        })
    }
}

/// Times `work` as often as said, after one round that does not count.
fn time<T>(rounds: usize, mut work: impl FnMut() -> T) -> Option<Times> {
    std::hint::black_box(work());
    let times = (0..rounds).map(|_| {
        let since = machine::thread_time();
        std::hint::black_box(work());
        machine::thread_time().saturating_sub(since)
    });
    Times::of(times.collect())
}

fn vision() -> Result<Value, AnyError> {
    let settings = Settings::default();
    let open = || Analyzer::new(settings.detector, settings.affect);
    let frame = picture::decode(FACE)?;
    let mut analyzer = open()?;
    let face = analyzer.find(&frame, Search::Thorough)?.into_iter().next().ok_or("no face was found")?;
    Ok(json!({
        "frame": [frame.width(), frame.height()],
        "load": time(3, open),
        "load_emotion_model": time(3, EmotionModel::open),
        "find_quick": time(30, || analyzer.find(&frame, Search::Quick)),
        "find_near": time(30, || analyzer.find(&frame, Search::Around(face.bounds))),
        "find_thorough": time(10, || analyzer.find(&frame, Search::Thorough)),
        "read_a_face": time(100, || analyzer.read(&frame, &face)),
        "unpack_mjpeg": unpack(Encoding::Mjpeg, FACE, &frame),
        "unpack_yuyv": unpack(Encoding::Yuyv, &vec![128; frame.rgb().len() / 3 * 2], &frame),
    }))
}

/// What it costs to unpack a camera's picture, by which its packing is chosen.
fn unpack(encoding: Encoding, bytes: &[u8], like: &Frame) -> Option<Times> {
    time(30, || encoding.unpack(bytes, like.width(), like.height()))
}

/// Follows the listener through a video as live: what each frame costs, and which part of a core that is at its speed.
fn video(path: &Path) -> Result<Value, AnyError> {
    let settings = Settings::default();
    let mut live = Live::new(Analyzer::new(settings.detector, settings.affect)?);
    let (mut costs, mut end_secs) = (Vec::new(), 0.0_f64);
    for frame in Clip::open(path, LIVE_FPS)? {
        let frame = frame?;
        end_secs = end_secs.max(frame.time_secs);
        let since = machine::thread_time();
        live.look(&frame)?;
        costs.push(machine::thread_time().saturating_sub(since));
    }
    let busy: Duration = costs.iter().sum();
    Ok(json!({
        "frames": costs.len(),
        "percent_of_a_core": busy.as_secs_f64() / (end_secs + 1.0 / f64::from(LIVE_FPS)) * 100.0,
        "step": Times::of(costs),
    }))
}

/// How fast the DJ chooses, with what it has learned from many plays: the next track, and a lift of ten.
fn choose() -> Value {
    let mut random = fastrand::Rng::with_seed(1);
    let candidates: Vec<Candidate> = (0..TRACKS).map(|id| candidate(id, &mut random)).collect();
    let catalogue = Catalogue::new(candidates.iter().copied());
    let mut taste = Taste::default();
    for play in 0..PLAYS {
        let signal = if play % 3 == 0 { Signal::Skipped(0.1) } else { Signal::Finished };
        taste.learn(&candidates[random.usize(..candidates.len())], signal);
    }
    let mut seed = 0;
    let mut plan = |mode, count| {
        seed += 1;
        let mood = Some(Affect::new(-0.6, -0.3));
        dj::plan(&catalogue, &Request { mode, count, seed, taste: Some(&taste), ..Request::new(mood) })
    };
    json!({
        "tracks": TRACKS,
        "bytes_a_track": catalogue.bytes() as f64 / f64::from(TRACKS),
        "plays_learned_from": PLAYS,
        "next_track": time(40, || plan(Mode::Match, 1)),
        "plan_of_ten": time(20, || plan(Mode::Match, 10)),
        "lift_of_ten": time(20, || plan(Mode::Lift, 10)),
    })
}

fn candidate(id: u32, random: &mut fastrand::Rng) -> Candidate {
    Candidate {
        id: TrackId(i64::from(id)),
        last_played: None,
        artist: id / 12 + 1,
        album: id / 10 + 1,
        genre: random.u32(1..40),
        affect: Affect::new(random.f32() * 2.0 - 1.0, random.f32() * 2.0 - 1.0),
        confidence: 0.8,
        length_secs: 200.0,
        plays: 0,
        skips: 0,
        tempo_bpm: 70.0 + 110.0 * random.f32(),
        loudness_db: -6.0 - 14.0 * random.f32(),
        number: 0,
        rating: 0,
        like: Like::Neutral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measured_times() {
        let times = Times::of((1..=100).map(Duration::from_millis).collect()).unwrap();
        assert_eq!((times.rounds, times.min_ms, times.p95_ms, times.p99_ms), (100, 1.0, 95.0, 99.0));
        assert_eq!(Times::of(Vec::new()), None);
    }
}
