//! What `mien play` says: JSON events one a line, or lines for people with a status line below on a terminal.

use std::io::{self, Write};
use std::time::Duration;

use serde_json::{Value, json};

use super::{CliError, Output};
use crate::capture::CaptureState;
use crate::engine::{Event, ImportState, NowPlaying, Playback};
use crate::mood::ListenerMood;
use crate::notice::{Level, Notice};
use crate::player::OutputState;

/// The listener of the engine's events in a terminal.
pub struct Status {
    out: Output,
    /// Keep one line up to date at the bottom; off when nobody looks at a terminal.
    live: bool,
    playback: Playback,
    position: Duration,
    mood: ListenerMood,
    last_second: Option<u64>,
}

impl Status {
    /// A status line (`live`) below lines of news.
    pub fn new(out: Output, live: bool) -> Self {
        Self {
            out,
            live: live && !out.is_json(),
            playback: Playback::Stopped,
            position: Duration::ZERO,
            mood: ListenerMood::Unknown,
            last_second: None,
        }
    }

    /// Tells one event.
    #[allow(clippy::wildcard_enum_match_arm, reason = "most events change nothing that is shown")]
    pub fn show(&mut self, event: &Event) -> Result<(), CliError> {
        match event {
            Event::Playback(playback) => self.playback = playback.clone(),
            Event::Mood(mood) => self.mood = *mood,
            Event::Position(position) => {
                self.position = *position;
                if self.last_second.replace(position.as_secs()) == Some(position.as_secs()) {
                    return Ok(());
                }
            }
            _ => {}
        }
        if self.out.is_json() {
            return as_json(event).map_or(Ok(()), |document| self.out.json(&document));
        }
        if let Some(line) = as_line(event) {
            self.clear();
            self.out.line(line)?;
        }
        self.draw();
        Ok(())
    }

    /// The session is over.
    pub fn end(&self) -> Result<(), CliError> {
        self.clear();
        if self.out.is_json() { self.out.json(&json!({ "event": "end" })) } else { Ok(()) }
    }

    /// The library is empty.
    pub fn nothing_to_play(&self) -> Result<(), CliError> {
        self.clear();
        let text = "There is nothing to play. Import a folder with music first: mien import DIR";
        if self.out.is_json() {
            self.out.json(&json!({ "event": "end", "reason": text }))
        } else {
            self.out.line(text)
        }
    }

    fn clear(&self) {
        if self.live {
            let _no_terminal = write!(io::stderr(), "\r\x1b[2K");
        }
    }

    fn draw(&self) {
        if !self.live {
            return;
        }
        let Some(now) = self.playback.now() else { return };
        let line = format!(
            "\r\x1b[2K{} / {}  {}  {}",
            clock(self.position.as_secs_f64()),
            clock(now.track.length_secs),
            name(now),
            mood_words(&self.mood)
        );
        let mut terminal = io::stderr();
        let _no_terminal = terminal.write_all(line.as_bytes()).and_then(|()| terminal.flush());
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "few events are worth a line")]
fn as_line(event: &Event) -> Option<String> {
    match event {
        Event::Playback(Playback::Playing(now)) => Some(format!("{}\n    {}", name(now), now.reason)),
        Event::Mood(mood) => Some(mood_words(mood)),
        Event::Notice(notice) => Some(notice_line(notice)),
        Event::Capture(CaptureState::Failed(problem)) => Some(problem.to_string()),
        Event::Capture(CaptureState::Live(info)) => {
            Some(format!("Watching {} ({} by {}).", info.name, info.width, info.height))
        }
        Event::Output(OutputState::Silent { reason }) => {
            Some(format!("No sound device: Mien plays silently until one appears. ({reason})"))
        }
        Event::Import(ImportState::Finished(report)) if report.added > 0 => {
            Some(format!("{} tracks added.", report.added))
        }
        _ => None,
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "few events are for scripts")]
fn as_json(event: &Event) -> Option<Value> {
    Some(match event {
        Event::Playback(Playback::Playing(now)) => track(now, "playing"),
        Event::Playback(Playback::Paused(now)) => track(now, "paused"),
        Event::Playback(Playback::Stopped) => json!({ "event": "playback", "state": "stopped" }),
        Event::Position(position) => json!({ "event": "position", "position": position.as_secs_f64() }),
        Event::Mood(ListenerMood::Unknown) => json!({ "event": "mood", "emotion": null }),
        Event::Mood(ListenerMood::Known { affect, scores, emotion, confidence, .. }) => json!({
            "event": "mood",
            "emotion": emotion,
            "confidence": confidence,
            "valence": affect.valence,
            "arousal": affect.arousal,
            "scores": scores,
        }),
        Event::Capture(state) => capture(state),
        Event::Output(OutputState::Closed) => json!({ "event": "output", "state": "closed" }),
        Event::Output(OutputState::Device(name)) => {
            json!({ "event": "output", "state": "device", "name": name })
        }
        Event::Output(OutputState::Silent { reason }) => {
            json!({ "event": "output", "state": "silent", "reason": reason })
        }
        Event::Import(ImportState::Finished(report)) => json!({ "event": "import", "added": report.added }),
        Event::Notice(notice) => json!({
            "event": "notice",
            "level": level(notice.level),
            "text": notice.text,
            "details": notice.details,
        }),
        _ => return None,
    })
}

fn track(now: &NowPlaying, state: &str) -> Value {
    json!({
        "event": "playback",
        "state": state,
        "id": now.track.id,
        "path": now.track.path.to_string_lossy(),
        "title": now.track.tags.title,
        "artist": now.track.tags.artist,
        "length": now.track.length_secs,
        "valence": now.track.mood.affect.valence,
        "arousal": now.track.mood.affect.arousal,
        "reason": now.reason,
    })
}

fn capture(state: &CaptureState) -> Value {
    match state {
        CaptureState::Off => json!({ "event": "capture", "state": "off" }),
        CaptureState::Opening => json!({ "event": "capture", "state": "opening" }),
        CaptureState::Ended => json!({ "event": "capture", "state": "ended" }),
        CaptureState::Live(info) => json!({
            "event": "capture", "state": "live", "name": info.name,
            "width": info.width, "height": info.height, "fps": info.fps,
        }),
        CaptureState::Failed(problem) => {
            json!({ "event": "capture", "state": "failed", "reason": problem.to_string() })
        }
    }
}

fn name(now: &NowPlaying) -> String {
    match &now.track.tags.artist {
        Some(artist) => format!("{} – {artist}", now.track.tags.title),
        None => now.track.tags.title.clone(),
    }
}

fn mood_words(mood: &ListenerMood) -> String {
    match mood {
        ListenerMood::Unknown => "No mood yet.".to_owned(),
        ListenerMood::Known { emotion, confidence, .. } => {
            format!("You look {emotion} ({:.0} %).", confidence * 100.0)
        }
    }
}

fn notice_line(notice: &Notice) -> String {
    if notice.details.is_empty() {
        notice.text.to_string()
    } else {
        format!("{} ({})", notice.text, notice.details)
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// Minutes and seconds, as on a player.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_like_on_a_player() {
        assert_eq!(clock(0.4), "0:00");
        assert_eq!(clock(200.0), "3:20");
        assert_eq!(clock(-1.0), "0:00");
    }

    #[test]
    fn an_unknown_mood_is_no_emotion() {
        let json = as_json(&Event::Mood(ListenerMood::Unknown)).unwrap();
        assert_eq!(json["emotion"], Value::Null);
    }
}
