//! `mien recommend`.

use std::borrow::Cow;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::args::RecommendArgs;
use super::library::{EMPTY, hint, open, told};
use super::tracks::fitted;
use super::{CliError, Context, Outcome};
use crate::affect::Affect;
use crate::engine::dj::{Albums, Catalogue, Pick, RECENT, Request, plan};
use crate::engine::restore_taste;
use crate::language::Text;
use crate::library::{Library, Track, TrackId};
use crate::settings::Settings;

/// Runs the command.
pub fn run(args: &RecommendArgs, context: &Context) -> Result<Outcome, CliError> {
    let library = open(&context.paths)?;
    let (settings, _notices) = Settings::load(&context.paths.settings());
    let catalogue = Catalogue::new(library.candidates().map_err(|e| told(&e))?);
    let taste = restore_taste(&library).map_err(|e| told(&e))?;
    let recent = library.recent(RECENT).map_err(|e| told(&e))?;
    let request = Request {
        mood: mood(args, &settings),
        mode: args.mode.unwrap_or(settings.mode),
        goal: args.goal.unwrap_or(settings.goal).affect(),
        lift: None,
        albums: if args.albums || settings.whole_albums { Albums::Whole } else { Albums::Loose },
        recent: &recent,
        taste: settings.learning.then_some(&taste),
        now: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed()),
        seed: args.seed,
        count: args.number.min(catalogue.len()),
    };
    let plan = plan(&catalogue, &request);
    let tracks = tracks(&library, &plan.picks)?;
    if context.out.is_json() {
        context.out.json(&Answer { tracks: tracks.iter().map(Document::from).collect() })?;
    }
    if tracks.is_empty() {
        explain(&catalogue, args);
        return Ok(Outcome::NothingFound);
    }
    if !context.out.is_json() {
        for (number, (track, pick)) in tracks.iter().enumerate() {
            let artist = track.tags.artist.as_deref().unwrap_or_default();
            let (title, artist) = (fitted(&track.tags.title, 32), fitted(artist, 24));
            context.out.line(format!("{:>3}  {title}  {artist}  {}", number + 1, pick.reason))?;
        }
    }
    if plan.out_of_matches {
        hint("Nothing in the library is close to this mood; these come nearest.");
    }
    Ok(Outcome::Done)
}

fn mood(args: &RecommendArgs, settings: &Settings) -> Option<Affect> {
    match (args.emotion, args.valence, args.arousal) {
        (Some(emotion), _, _) => Some(settings.affect.get(emotion)),
        (None, Some(valence), Some(arousal)) => Some(Affect::new(valence, arousal)),
        (None, _, _) => None,
    }
}

fn tracks(library: &Library, picks: &[Pick]) -> Result<Vec<(Track, Pick)>, CliError> {
    let mut found = Vec::with_capacity(picks.len());
    for pick in picks {
        let track = library.track(pick.id).map_err(|e| told(&e))?;
        found.extend(track.map(|track| (track, pick.clone())));
    }
    Ok(found)
}

/// A choice in JSON; the path as in `mien tracks`.
#[derive(Serialize)]
struct Document<'a> {
    id: TrackId,
    path: Cow<'a, str>,
    title: &'a str,
    artist: Option<&'a str>,
    valence: f32,
    arousal: f32,
    score: f32,
    reason: &'a Text,
}

impl<'a> From<&'a (Track, Pick)> for Document<'a> {
    fn from((track, pick): &'a (Track, Pick)) -> Self {
        Self {
            id: track.id,
            path: track.path.to_string_lossy(),
            title: &track.tags.title,
            artist: track.tags.artist.as_deref(),
            valence: track.mood.affect.valence,
            arousal: track.mood.affect.arousal,
            score: pick.score,
            reason: &pick.reason,
        }
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    tracks: Vec<Document<'a>>,
}

fn explain(catalogue: &Catalogue, args: &RecommendArgs) {
    if catalogue.is_empty() {
        hint(EMPTY);
    } else if args.number == 0 {
        hint("No tracks were asked for; use -n with a number above 0.");
    }
}
