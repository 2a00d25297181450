//! Opens the real window with made-up state, to look at it:
//! `cargo test --test gallery -- --show STATE [light|dark]`. Without `--show` there is nothing to do.

#![allow(clippy::unwrap_used, reason = "a tool for looking, run by hand")]

#[path = "support/made_up.rs"]
mod made_up;

use std::cell::RefCell;
use std::env;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Sender, bounded};
use mien::calibration::Confusion;
use mien::capture::{CaptureProblem, CaptureState};
use mien::emotion::Emotion;
use mien::engine::{Command, Corrections, Cover, Event, ImportState, NowPlaying, Playback, Steering};
use mien::library::{FailedFile, ImportReport, TrackId};
use mien::mood::{Goal, ListenerMood, Mode};
use mien::notice::{Level, Notice};
use mien::player::OutputState;
use mien::settings::{Appearance, Consent, Settings};
use mien::ui::{UiChannels, run};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(at) = arguments.iter().position(|argument| argument == "--show") else { return };
    let state = arguments.get(at + 1).map_or("well", String::as_str).to_owned();
    let appearance = match arguments.get(at + 2).map(String::as_str) {
        Some("dark") => Appearance::Dark,
        _ => Appearance::Light,
    };
    run("", |wake| {
        let (events, inbox) = bounded(1000);
        for event in made_up::well() {
            events.send(event).unwrap();
        }
        for event in extra(&state) {
            events.send(event).unwrap();
        }
        events.send(Event::Settings(made_up::settings(Consent::Allowed, appearance))).unwrap();
        wake();
        let (reports, newest) = bounded(1000);
        if state == "stream" {
            thread::Builder::new()
                .name("stream".into())
                .spawn(move || {
                    let frames: Vec<_> = (0..2).map(|id| Arc::new(made_up::report(id, true))).collect();
                    for frame in frames.iter().cycle() {
                        if reports.send(Arc::clone(frame)).is_err() {
                            return;
                        }
                        wake();
                        thread::sleep(Duration::from_millis(66));
                    }
                })
                .unwrap();
        }
        UiChannels { commands: answers(events), events: inbox, reports: newest }
    })
    .unwrap();
}

/// Enough of an engine to click around.
#[allow(clippy::wildcard_enum_match_arm, reason = "most commands need an engine")]
fn answers(events: Sender<Event>) -> Box<dyn Fn(Command)> {
    let settings = RefCell::new(Settings { consent: Consent::Allowed, ..Settings::default() });
    Box::new(move |command| {
        eprintln!("{command:?}");
        let answer = match command {
            Command::LoadTracks(ids) => Event::Tracks(ids.iter().map(|id| made_up::track(id.0)).collect()),
            Command::LoadGroups(kind) => made_up::groups(kind),
            Command::Search { question, query, .. } => {
                made_up::found(question, if query.contains("zzz") { 0 } else { 400 })
            }
            Command::Camera(_) => Event::Consent(Consent::Allowed),
            Command::Change(change) => {
                settings.borrow_mut().change(change);
                Event::Settings(Arc::new(settings.borrow().clone()))
            }
            Command::SetVolume(volume) => Event::Volume(volume),
            Command::Seek(position) => Event::Position(position),
            _ => return,
        };
        let _gone = events.send(answer);
    })
}

fn extra(state: &str) -> Vec<Event> {
    let failed =
        |problem| vec![Event::Capture(CaptureState::Failed(problem)), Event::Mood(ListenerMood::Unknown)];
    match state {
        "consent" => vec![
            made_up::ready(Consent::Unasked, 14),
            Event::Capture(CaptureState::Off),
            Event::Mood(ListenerMood::Unknown),
            Event::Playback(Playback::Stopped),
            Event::Queue(Arc::new([])),
        ],
        "declined" => vec![
            Event::Consent(Consent::Declined),
            Event::Capture(CaptureState::Off),
            Event::Mood(ListenerMood::Unknown),
            Event::Playback(Playback::Stopped),
        ],
        "empty" => vec![
            made_up::ready(Consent::Declined, 0),
            made_up::found(2, 0),
            Event::Capture(CaptureState::Off),
            Event::Mood(ListenerMood::Unknown),
            Event::Playback(Playback::Stopped),
            Event::Queue(Arc::new([])),
        ],
        "long" => {
            let now = NowPlaying {
                track: Arc::new(made_up::track(6)),
                reason: "You chose it.".into(),
                target: None,
            };
            vec![Event::Playback(Playback::Paused(Arc::new(now)))]
        }
        "covers" => covers(),
        "lyrics" => vec![made_up::lyrics()],
        "scripts" => {
            let mut track = made_up::track(0);
            "שלום – 夜に駆ける – Ночь – Ωδή – مرحبا – 🎵".clone_into(&mut track.tags.title);
            let now =
                NowPlaying { track: Arc::new(track), reason: mien::language::Text::default(), target: None };
            vec![Event::Playback(Playback::Paused(Arc::new(now)))]
        }
        "busy" => failed(CaptureProblem::Busy),
        "nocamera" => failed(CaptureProblem::NoCamera),
        "permission" => failed(CaptureProblem::NoPermission),
        "noface" => {
            vec![Event::Vision(Arc::new(made_up::report(2, false))), Event::Mood(ListenerMood::Unknown)]
        }
        "map" => vec![made_up::map(100_000)],
        "lift" => vec![Event::Steering(Steering {
            mode: Mode::Lift,
            goal: Goal::CalmHappy,
            pinned: Some(Emotion::Sad.into()),
        })],
        "tense" => vec![made_up::mood(mien::affect::Affect::new(-0.6, 0.5))],
        "calm" => vec![made_up::mood(mien::affect::Affect::new(0.6, -0.5))],
        "journal" => vec![made_up::journal_page(1)],
        "week" => vec![made_up::journal_page(7)],
        "diary" => vec![made_up::journal_page(0)],
        "answers" => answered(),
        "trouble" => trouble(),
        _ => Vec::new(),
    }
}

/// A listener who said what their mood was.
fn answered() -> Vec<Event> {
    let mut confusion = Confusion::default();
    for (read, truth, times) in [
        (Emotion::Neutral, Emotion::Happy, 4),
        (Emotion::Happy, Emotion::Happy, 6),
        (Emotion::Sad, Emotion::Neutral, 1),
    ] {
        for _ in 0..times {
            confusion.count(read, truth);
        }
    }
    vec![
        Event::Corrections(Box::new(Corrections { confusion, calibrated: true, said: Some(Emotion::Sad) })),
        Event::LiftOffer(true),
    ]
}

/// Covers of several shapes.
fn covers() -> Vec<Event> {
    let cover = |n: u32| {
        let (width, height) = (300 + n * 40, 300);
        let pixels = (0..width * height).flat_map(|i| {
            let stripe = (i % width / 20 + i / width / 20 + n).is_multiple_of(2);
            if stripe { [40, 60 * n as u8, 120, 255] } else { [230, 220, 200, 255] }
        });
        Arc::new(Cover { width, height, rgba: pixels.collect() })
    };
    (0..4).map(|n| Event::Cover(TrackId(i64::from(n)), Some(cover(n)))).collect()
}

fn trouble() -> Vec<Event> {
    let failed =
        vec![FailedFile { path: "/music/a/broken.mp3".into(), reason: "no sound in it".to_owned() }; 3];
    let report = ImportReport { added: 12, unchanged: 3, failed, ..ImportReport::default() };
    vec![
        Event::Output(OutputState::Silent { reason: "ALSA: no such device".to_owned() }),
        Event::Import(ImportState::Finished(Arc::new(report))),
        Event::Import(ImportState::Running { done: 120, found: 480, walked: false }),
        Event::Notice(
            Notice::new(Level::Error, "Northbound could not be played; Mien went on.").with_details("eof"),
        ),
    ]
}
