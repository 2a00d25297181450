//! `mien rate`, `mien like`, `mien dislike`.

use serde_json::json;

use super::args::{LikeArgs, RateArgs};
use super::library::{named, open, told};
use super::tracks::Document;
use super::{CliError, Context, Outcome, marks};
use crate::library::{Library, Like, TrackId};

/// Gives stars.
pub fn rate(args: &RateArgs, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    let id = named(&library, &args.track)?.id;
    library.set_rating(id, args.stars).map_err(|e| told(&e))?;
    marks::follow(&mut library, id, context)?;
    let stars = match args.stars {
        0 => "no stars".to_owned(),
        1 => "1 star".to_owned(),
        stars => format!("{stars} stars"),
    };
    tell(&library, id, &stars, context)
}

/// Likes or dislikes.
pub fn like(args: &LikeArgs, like: Like, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    let id = named(&library, &args.track)?.id;
    let like = if args.undo { Like::Neutral } else { like };
    library.set_like(id, like).map_err(|e| told(&e))?;
    marks::follow(&mut library, id, context)?;
    let words = match like {
        Like::Liked => "liked",
        Like::Disliked => "disliked",
        Like::Neutral => "neither liked nor disliked",
    };
    tell(&library, id, words, context)
}

/// Shows the track as it is now.
fn tell(library: &Library, id: TrackId, words: &str, context: &Context) -> Result<Outcome, CliError> {
    let Some(track) = library.track(id).map_err(|e| told(&e))? else { return Ok(Outcome::NothingFound) };
    if context.out.is_json() {
        context.out.json(&json!({ "track": Document::from(&track) }))?;
    } else {
        context.out.line(format!("{}: {words}", track.tags.title))?;
    }
    Ok(Outcome::Done)
}
