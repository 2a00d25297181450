//! `mien mood`: what tracks feel like.

mod analyze;
mod features;

use std::ffi::{OsStr, OsString};
use std::path::Path;

use serde_json::json;

use super::args::{MoodArgs, MoodWhat};
use super::library::{open, told};
use super::{CliError, Context, Outcome};
use crate::affect::Affect;
use crate::library::{Library, Track, TrackId};

/// Runs the command.
pub fn run(args: &MoodArgs, context: &Context) -> Result<Outcome, CliError> {
    match &args.what {
        MoodWhat::Analyze(args) => analyze::run(args, context),
        MoodWhat::Set(args) => say(&args.track, Some(Affect::new(args.valence, args.arousal)), context),
        MoodWhat::Clear(args) => say(&args.track, None, context),
        MoodWhat::Features(args) => features::run(&args.folder, context),
    }
}

fn say(name: &OsString, mood: Option<Affect>, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    let track = named(&library, name)?;
    let moved = library.set_user_mood(track.id, mood).map_err(|e| told(&e))?;
    let now = library.track(track.id).map_err(|e| told(&e))?.unwrap_or(track);
    if context.out.is_json() {
        context.out.json(&json!({
            "id": now.id, "valence": now.mood.affect.valence, "arousal": now.mood.affect.arousal,
            "mood_source": now.mood.source, "moved": moved,
        }))?;
        return Ok(Outcome::Done);
    }
    let place = now.mood.affect;
    let said = match mood {
        Some(_) => "is now at",
        None => "is back at",
    };
    context.out.line(format!("{} {said} {:+.2} {:+.2}.", now.tags.title, place.valence, place.arousal))?;
    if !moved.is_empty() {
        context.out.line(format!("{} tracks that sound alike followed a little.", moved.len()))?;
    }
    Ok(Outcome::Done)
}

/// The track of this number or file.
fn named(library: &Library, name: &OsStr) -> Result<Track, CliError> {
    let by_number = match name.to_str().and_then(|text| text.parse().ok()) {
        Some(number) => library.track(TrackId(number)).map_err(|e| told(&e))?,
        None => None,
    };
    if let Some(track) = by_number {
        return Ok(track);
    }
    let path = Path::new(name);
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let track = library.by_path(&whole).map_err(|e| told(&e))?;
    track.ok_or_else(|| {
        CliError::new(format!(
            "The library has no track {}. Numbers and files are listed by: mien tracks",
            path.display()
        ))
    })
}
