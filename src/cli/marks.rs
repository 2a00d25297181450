//! `mien library write-ratings`, and what `mien rate` and `mien like` do where the settings say so.

use serde_json::json;

use super::library::{hint, told};
use super::{CliError, Context, Outcome};
use crate::library::{Library, TrackId, write_marks};
use crate::settings::Settings;

/// Writes all stars and likes that files do not say yet.
pub fn run(library: &mut Library, context: &Context) -> Result<Outcome, CliError> {
    let (mut written, mut failed) = (0, Vec::new());
    for wanted in library.unwritten().map_err(|e| told(&e))? {
        match write_marks(&wanted.path, wanted.rated) {
            Ok(()) => {
                library.record_written(wanted.id, wanted.rated).map_err(|e| told(&e))?;
                written += 1;
            }
            Err(reason) => failed.push((wanted.path, format!("The file {reason}."))),
        }
    }
    if context.out.is_json() {
        let failed: Vec<_> = failed
            .iter()
            .map(|(path, reason)| json!({ "path": path.to_string_lossy(), "reason": reason }))
            .collect();
        context.out.json(&json!({ "written": written, "failed": failed }))?;
    } else {
        context.out.line(format!("{written} files say what you said of their tracks."))?;
        for (path, reason) in &failed {
            context.out.line(format!("  {}: {reason}", path.display()))?;
        }
    }
    Ok(if written + failed.len() == 0 { Outcome::NothingFound } else { Outcome::Done })
}

/// A track was marked: its file learns of it where the settings say so.
///
/// # Errors
/// What the library said. A file that takes nothing is told beside the answer.
pub fn follow(library: &mut Library, id: TrackId, context: &Context) -> Result<(), CliError> {
    if !Settings::load(&context.paths.settings()).0.write_ratings {
        return Ok(());
    }
    let unwritten = library.unwritten().map_err(|e| told(&e))?;
    let Some(wanted) = unwritten.into_iter().find(|wanted| wanted.id == id) else { return Ok(()) };
    match write_marks(&wanted.path, wanted.rated) {
        Ok(()) => library.record_written(id, wanted.rated).map_err(|e| told(&e)),
        Err(reason) => {
            hint(&format!("{} {reason}.", wanted.path.display()));
            Ok(())
        }
    }
}
