//! Opens the real window with made-up state, to look at it:
//! `cargo test --test gallery -- --show STATE [light|dark]`. Without `--show` there is nothing to do.

#[path = "support/made_up.rs"]
mod made_up;

use std::env;
use std::sync::Arc;

use crossbeam_channel::{Sender, unbounded};
use mien::capture::{CaptureProblem, CaptureState};
use mien::emotion::Emotion;
use mien::engine::{Command, Event, ImportState, Playback, Steering};
use mien::library::{FailedFile, ImportReport};
use mien::mood::{Goal, ListenerMood, Mode};
use mien::notice::{Level, Notice};
use mien::player::OutputState;
use mien::settings::{Appearance, Consent};
use mien::ui::{UiChannels, run};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(at) = arguments.iter().position(|argument| argument == "--show") else { return };
    let state = arguments.get(at + 1).map_or("well", String::as_str).to_owned();
    let appearance = match arguments.get(at + 2).map(String::as_str) {
        Some("dark") => Appearance::Dark,
        _ => Appearance::Light,
    };
    run(|wake| {
        let (events, inbox) = unbounded();
        for event in made_up::well() {
            events.send(event).unwrap();
        }
        for event in extra(&state) {
            events.send(event).unwrap();
        }
        events.send(Event::Appearance(appearance)).unwrap();
        wake();
        let (_reports, newest) = unbounded();
        UiChannels { commands: answers(events), events: inbox, reports: newest }
    })
    .unwrap();
}

/// Enough of an engine to click around.
fn answers(events: Sender<Event>) -> Box<dyn Fn(Command)> {
    Box::new(move |command| {
        eprintln!("{command:?}");
        let answer = match command {
            Command::Search { question, query } => {
                made_up::found(question, if query.contains("zzz") { 0 } else { 400 })
            }
            Command::SetAppearance(appearance) => Event::Appearance(appearance),
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
        "busy" => failed(CaptureProblem::Busy),
        "nocamera" => failed(CaptureProblem::NoCamera),
        "permission" => failed(CaptureProblem::NoPermission),
        "noface" => {
            vec![Event::Vision(Arc::new(made_up::report(2, false))), Event::Mood(ListenerMood::Unknown)]
        }
        "lift" => vec![Event::Steering(Steering {
            mode: Mode::Lift,
            goal: Goal::CalmHappy,
            pinned: Some(Emotion::Sad),
        })],
        "tense" => vec![made_up::mood(mien::affect::Affect::new(-0.6, 0.5))],
        "calm" => vec![made_up::mood(mien::affect::Affect::new(0.6, -0.5))],
        "trouble" => trouble(),
        _ => Vec::new(),
    }
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
