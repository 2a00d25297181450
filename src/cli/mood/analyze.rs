//! `mien mood analyze`: listens to the library, on all cores, and says how far it is.

use std::io::{IsTerminal, Write};
use std::time::Instant;

use serde_json::json;

use crate::audio::mood::MoodModel;
use crate::cli::args::MoodAnalyzeArgs;
use crate::cli::library::{EMPTY, hint, open, told};
use crate::cli::{CliError, Context, Outcome};
use crate::engine::listening::{self, Pace};
use crate::library::{Library, Unheard};

/// Runs the command.
pub fn run(args: &MoodAnalyzeArgs, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    let model = MoodModel::open().map_err(|e| CliError::new(e.to_string()))?;
    let version = model.version();
    let tracks = wanted(&library, args, &version)?;
    let Some(tracks) = tracks else { return Ok(Outcome::NothingFound) };
    let shown = std::io::stderr().is_terminal() && !context.out.is_json();
    let (start, count) = (Instant::now(), tracks.len());
    let mut progress = listening::Progress::of(&tracks);
    let mut failed = Vec::new();
    let mut broken = None;
    listening::listen(tracks, &model, &Pace::full(), |track, outcome| {
        if let Err(reason) = &outcome {
            failed.push((track.path.clone(), reason.clone()));
        }
        progress.done(&track, start.elapsed());
        if shown {
            show(&progress);
        }
        broken = library.record_sound(&track, &version, &outcome).err();
        broken.is_none()
    })
    .map_err(|e| CliError::new("The system gives Mien no more threads.").with_detail(e))?;
    if shown {
        let _nobody_reads = write!(std::io::stderr(), "\r\x1b[K");
    }
    if let Some(error) = broken {
        return Err(told(&error));
    }
    let seconds = start.elapsed().as_secs_f64();
    let heard = count - failed.len();
    if context.out.is_json() {
        let failed: Vec<_> = failed
            .iter()
            .map(|(path, reason)| json!({ "path": path.to_string_lossy(), "reason": reason }))
            .collect();
        context.out.json(&json!({ "analyzed": heard, "failed": failed, "seconds": seconds }))?;
        return Ok(Outcome::Done);
    }
    context.out.line(format!("Listened to {heard} tracks in {seconds:.1} s."))?;
    for (path, reason) in &failed {
        context.out.line(format!("  {}: {reason}", path.display()))?;
    }
    Ok(Outcome::Done)
}

/// The tracks to listen to; `None` when nothing matches.
fn wanted(
    library: &Library,
    args: &MoodAnalyzeArgs,
    version: &str,
) -> Result<Option<Vec<Unheard>>, CliError> {
    let query = args.query.join(" ");
    let unheard = if args.all { Vec::new() } else { library.unheard(version).map_err(|e| told(&e))? };
    if query.trim().is_empty() && !args.all {
        if unheard.is_empty() && library.count().map_err(|e| told(&e))? == 0 {
            hint(EMPTY);
            return Ok(None);
        }
        return Ok(Some(unheard));
    }
    let found = library.tracks(&query, usize::MAX).map_err(|e| told(&e))?;
    if found.tracks.is_empty() {
        hint(&found.hint.as_ref().map_or_else(|| EMPTY.to_owned(), ToString::to_string));
        return Ok(None);
    }
    let mut wanted = Vec::new();
    for track in &found.tracks {
        if args.all {
            wanted.extend(library.to_hear(track.id).map_err(|e| told(&e))?);
        } else {
            wanted.extend(unheard.iter().find(|u| u.id == track.id).cloned());
        }
    }
    Ok(Some(wanted))
}

fn show(progress: &listening::Progress) {
    let left = progress.left().map(|left| format!(", {} left", duration(left.as_secs()))).unwrap_or_default();
    let _nobody_reads =
        write!(std::io::stderr(), "\r\x1b[K{} of {} tracks heard{left}", progress.finished, progress.all);
}

/// Seconds in words that fit a line.
fn duration(seconds: u64) -> String {
    match seconds {
        0..=89 => format!("{seconds} s"),
        90..=5399 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_in_fitting_units() {
        assert_eq!(
            (duration(59), duration(600), duration(7260)),
            ("59 s".into(), "10 min".into(), "2 h 1 min".into())
        );
    }
}
