//! `mien ctl`: remote control of the running Mien.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::BoolishValueParser;
use clap::{ArgAction, Args, Subcommand};

use super::args::duration;
use super::output::Output;
use super::status::clock;
use super::{CliError, Context, Outcome};
use crate::control::{self, AskError, PlayState, Request, Shift, Status, StatusTrack};
use crate::emotion::Emotion;
use crate::engine::Repeat;
use crate::mood::{Goal, Mode};

#[derive(Debug, Args)]
pub struct CtlArgs {
    #[command(subcommand)]
    order: Order,
}

#[derive(Debug, Subcommand)]
enum Order {
    /// Play: go on, or start with what fits.
    Play,
    /// Pause.
    Pause,
    /// Play or pause.
    Toggle,
    /// Stop; playing again starts the track at its beginning.
    Stop,
    /// The next track.
    Next,
    /// The start of this track, or the one before when it has just begun.
    Previous,
    /// Go to a position: 83, 1:23, or by some seconds with +10 or -10.
    Seek {
        #[arg(value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
        to: Shift,
    },
    /// Set the volume in percent, or change it with +5 or -5.
    Volume {
        #[arg(value_name = "PERCENT", value_parser = percent, allow_hyphen_values = true)]
        to: Shift,
    },
    /// Hold a mood by hand; `none` lets the camera lead again.
    Pin {
        #[arg(value_name = "EMOTION", value_parser = pin)]
        emotion: Pin,
    },
    /// Play music like the mood, or lead it to the goal.
    Mode {
        /// match or lift.
        mode: Mode,
    },
    /// Where lift leads: calm-happy, energised, calm or focused.
    Goal {
        /// The goal.
        goal: Goal,
    },
    /// Play the queue in random order, or in its own.
    Shuffle {
        /// on or off.
        #[arg(value_parser = BoolishValueParser::new(), action = ArgAction::Set)]
        on: bool,
    },
    /// What begins again at an end: off, one (the track) or all (the queue).
    Repeat {
        #[arg(value_parser = repeat)]
        what: Repeat,
    },
    /// Fade out and pause after a time such as 30m; `off` takes it back.
    Sleep {
        #[arg(value_name = "TIME", value_parser = sleep)]
        after: Sleep,
    },
    /// Like what plays.
    Like,
    /// Dislike what plays.
    Dislike,
    /// Give what plays stars, 0 to 5.
    Rate {
        #[arg(value_name = "STARS", value_parser = clap::value_parser!(u8).range(0..=5))]
        stars: u8,
    },
    /// Play files or folders now.
    Open {
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Bring the window to the front.
    Show,
    /// What plays, and the mood.
    Status {
        /// Stay, and tell every change.
        #[arg(long)]
        follow: bool,
    },
    /// Save and end Mien.
    Quit,
}

/// A mood to hold, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pin(Option<Emotion>);

/// A time to sleep after, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sleep(Option<Duration>);

/// Runs the command.
#[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
pub fn run(args: &CtlArgs, context: &Context) -> Result<Outcome, CliError> {
    let request = request(&args.order)?;
    control::converse(&context.paths, &request, |status| {
        tell(&status, context.out).map_err(std::io::Error::other)
    })
    .map(|()| Outcome::Done)
    .or_else(|error| match error {
        // Whoever reads `--follow` may go at any time.
        AskError::Silent(_) if matches!(request, Request::Follow) => Ok(Outcome::Done),
        error => Err(told(&error)),
    })
}

/// An error of asking as the command line tells it.
pub fn told(error: &AskError) -> CliError {
    let detail = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    CliError::new(error.to_string()).with_detail(detail)
}

/// A request to play files, after a look whether they are there.
pub fn open_request(files: &[PathBuf]) -> Result<Request, CliError> {
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(CliError::new(format!(
            "There is no file {}. The commands are listed by: mien --help",
            missing.display()
        )));
    }
    Request::open(files)
        .map_err(|error| CliError::new("These files cannot be opened from here.").with_detail(error))
}

fn request(order: &Order) -> Result<Request, CliError> {
    Ok(match order {
        Order::Play => Request::Play,
        Order::Pause => Request::Pause,
        Order::Toggle => Request::Toggle,
        Order::Stop => Request::Stop,
        Order::Next => Request::Next,
        Order::Previous => Request::Previous,
        Order::Seek { to } => Request::Seek { position: *to },
        Order::Volume { to } => Request::Volume { volume: *to },
        Order::Pin { emotion: Pin(emotion) } => Request::Pin { emotion: *emotion },
        Order::Mode { mode } => Request::Mode { mode: *mode },
        Order::Goal { goal } => Request::Goal { goal: *goal },
        Order::Shuffle { on } => Request::Shuffle { on: *on },
        Order::Repeat { what } => Request::Repeat { what: *what },
        Order::Sleep { after: Sleep(after) } => Request::Sleep { after: *after },
        Order::Like => Request::Like { like: 1 },
        Order::Dislike => Request::Like { like: -1 },
        Order::Rate { stars } => Request::Rate { stars: *stars },
        Order::Open { files } => open_request(files)?,
        Order::Show => Request::Show,
        Order::Status { follow: false } => Request::Status,
        Order::Status { follow: true } => Request::Follow,
        Order::Quit => Request::Quit,
    })
}

fn tell(status: &Status, out: Output) -> Result<(), CliError> {
    if out.is_json() { out.json(status) } else { out.line(lines(status)) }
}

fn lines(status: &Status) -> String {
    let name = |track: &StatusTrack| match &track.artist {
        Some(artist) => format!("{} – {artist}", track.title),
        None => track.title.clone(),
    };
    let state = match status.state {
        PlayState::Playing => "Playing",
        PlayState::Paused => "Paused",
        PlayState::Stopped => "Stopped",
    };
    let mut lines = vec![match &status.track {
        Some(track) => {
            format!("{state}: {}  {} / {}", name(track), clock(status.position), clock(track.length))
        }
        None => format!("{state}."),
    }];
    lines.extend(
        status.reason.as_ref().filter(|reason| !reason.is_empty()).map(|reason| format!("  {reason}")),
    );
    lines.push(match (&status.pinned, status.mood) {
        (Some(pinned), _) => format!("Mood: {pinned}, held by hand ({}).", status.mode),
        (None, Some(mood)) => {
            format!("Mood: you look {} ({:.0} %) ({}).", mood.emotion, mood.confidence * 100.0, status.mode)
        }
        (None, None) => format!("Mood: not known ({}).", status.mode),
    });
    lines.extend(status.queue.first().map(|next| format!("Next: {}", name(next))));
    lines.join("\n")
}

/// Seconds, or minutes and seconds, with a sign for a step.
fn time(text: &str) -> Result<Shift, String> {
    let wrong = || "use a position such as 83 or 1:23, or a step such as +10 or -10".to_owned();
    shift(text, |text| {
        let (minutes, seconds) = text.split_once(':').unwrap_or(("0", text));
        let minutes: u32 = minutes.parse().ok()?;
        let seconds: f64 = seconds.parse().ok()?;
        (seconds >= 0.0 && seconds.is_finite()).then_some(f64::from(minutes) * 60.0 + seconds)
    })
    .ok_or_else(wrong)
}

fn percent(text: &str) -> Result<Shift, String> {
    let number = |text: &str| {
        let percent: f64 = text.trim_end_matches('%').parse().ok()?;
        (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
    };
    shift(text, number).ok_or_else(|| "use a number from 0 to 100, or a step such as +5 or -5".to_owned())
}

fn shift(text: &str, number: impl Fn(&str) -> Option<f64>) -> Option<Shift> {
    if let Some(step) = text.strip_prefix('+') {
        return number(step).map(Shift::By);
    }
    if let Some(step) = text.strip_prefix('-') {
        return number(step).map(|step| Shift::By(-step));
    }
    number(text).map(Shift::To)
}

fn repeat(text: &str) -> Result<Repeat, String> {
    match text {
        "off" => Ok(Repeat::Off),
        "one" => Ok(Repeat::One),
        "all" => Ok(Repeat::All),
        _ => Err("use off, one or all".to_owned()),
    }
}

fn sleep(text: &str) -> Result<Sleep, String> {
    if text == "off" {
        return Ok(Sleep(None));
    }
    duration(text).map(|after| Sleep(Some(after))).map_err(|error| format!("{error}, or off"))
}

fn pin(text: &str) -> Result<Pin, String> {
    if text == "none" {
        return Ok(Pin(None));
    }
    text.parse()
        .map(|emotion| Pin(Some(emotion)))
        .map_err(|error: <Emotion as std::str::FromStr>::Err| format!("{error}, or none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_steps_are_told_apart() {
        assert_eq!(time("83"), Ok(Shift::To(83.0)));
        assert_eq!(time("1:23.5"), Ok(Shift::To(83.5)));
        assert_eq!(time("-10"), Ok(Shift::By(-10.0)));
        assert_eq!(time("+1:00"), Ok(Shift::By(60.0)));
        for wrong in ["", "-", "1:-5", "soon", "inf", "nan", "--3"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn volumes_are_percent() {
        assert_eq!(percent("40%"), Ok(Shift::To(0.4)));
        assert_eq!(percent("-5"), Ok(Shift::By(-0.05)));
        assert!(percent("101").is_err() && percent("loud").is_err());
    }

    #[test]
    fn a_mood_is_held_or_let_go() {
        assert_eq!(pin("sad"), Ok(Pin(Some(Emotion::Sad))));
        assert_eq!(pin("none"), Ok(Pin(None)));
        assert!(pin("hungry").unwrap_err().contains("none"));
    }
}
