//! `mien library duplicates`: tracks that are the same, and which of them seems the best.

use std::io::{IsTerminal, Write};

use serde_json::json;

use super::args::DuplicatesArgs;
use super::library::{hint, open, told};
use super::{CliError, Context, Outcome};
use crate::engine::listening::Pace;
use crate::engine::printing::{Print, print_all};
use crate::library::{Duplicates, Library, Sameness};

/// Prints written at once.
const BATCH: usize = 32;

/// Runs the command.
pub fn run(args: &DuplicatesArgs, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    if !args.exact {
        hear(&mut library, context)?;
    }
    let mut groups = library.duplicates().map_err(|e| told(&e))?;
    groups.retain(|group| !args.exact || group.sameness == Sameness::Sound);
    tell(&groups, context)?;
    if groups.is_empty() {
        hint("No duplicates.");
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Hears the beginnings that are not known yet.
fn hear(library: &mut Library, context: &Context) -> Result<(), CliError> {
    let unknown = library.unprinted().map_err(|e| told(&e))?;
    let shown = std::io::stderr().is_terminal() && !context.out.is_json();
    let (all, mut done, mut batch, mut broken) = (unknown.len(), 0, Vec::<Print>::new(), None);
    print_all(unknown, &Pace::full(), |print| {
        done += 1;
        batch.extend(print);
        if shown {
            let _nobody_reads = write!(std::io::stderr(), "\r\x1b[K{done} of {all} tracks heard");
        }
        if batch.len() >= BATCH || done == all {
            broken = library.record_prints(&std::mem::take(&mut batch)).err();
        }
        broken.is_none()
    })
    .map_err(|e| CliError::new("The system gives Mien no more threads.").with_detail(e))?;
    if shown && all > 0 {
        let _nobody_reads = write!(std::io::stderr(), "\r\x1b[K");
    }
    broken.map_or(Ok(()), |error| Err(told(&error)))
}

fn tell(groups: &[Duplicates], context: &Context) -> Result<(), CliError> {
    if context.out.is_json() {
        let groups: Vec<_> = groups.iter().map(document).collect();
        return context.out.json(&json!({ "groups": groups }));
    }
    for group in groups {
        let how = match group.sameness {
            Sameness::Sound => "The same sound",
            Sameness::Recording => "The same recording",
        };
        context.out.line(format!("{how}; the first seems the best: {}.", group.keep.name()))?;
        for copy in &group.copies {
            let (id, path) = (copy.track.id.0, copy.track.path.display());
            context.out.line(format!(
                "  {id:>6}  {:>4} {:>5} kbit/s  {path}",
                copy.format(),
                copy.kilobits()
            ))?;
        }
    }
    Ok(())
}

fn document(group: &Duplicates) -> serde_json::Value {
    let tracks: Vec<_> = group
        .copies
        .iter()
        .map(|copy| {
            json!({
                "id": copy.track.id,
                "path": copy.track.path.to_string_lossy(),
                "title": copy.track.tags.title,
                "artist": copy.track.tags.artist,
                "length": copy.track.length_secs,
                "format": copy.format(),
                "kilobits": copy.kilobits(),
                "bytes": copy.size,
            })
        })
        .collect();
    json!({ "same": group.sameness.name(), "keep": group.copies[0].track.id, "reason": group.keep.name(), "tracks": tracks })
}
