//! `mien import`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use crossbeam_channel::{bounded, select};
use serde_json::json;

use super::args::ImportArgs;
use super::interrupt::on_interrupt;
use super::library::{hint, open, told};
use super::{CliError, Context, Outcome};
use crate::library::scan::{self, Progress, Purpose, Request};
use crate::library::watch::{Config, FolderState, News, Watch};
use crate::library::{ImportReport, Library, LibraryError, When};

/// Files written at once while watching.
const WATCH_BATCH: usize = 256;

/// Runs the command.
pub fn run(args: &ImportArgs, context: &Context) -> Result<Outcome, CliError> {
    if let Some([from, to]) = args.locate.as_deref() {
        let mut library = open(&context.paths)?;
        let report = with_progress(context, |progress| library.locate(from, to, progress))?;
        return finish(&report, &library, context);
    }
    let none = || CliError::new("No folder was imported yet. \"mien import DIR\" adds one.");
    // Before the library is opened, so that a wrong folder leaves nothing behind.
    if !context.paths.library().exists() {
        if args.folders.is_empty() {
            return Err(none());
        }
        scan::check_folders(&args.folders).map_err(|e| told(&e))?;
    }
    let mut library = open(&context.paths)?;
    let folders =
        if args.folders.is_empty() { library.folders().map_err(|e| told(&e))? } else { args.folders.clone() };
    if folders.is_empty() {
        return Err(none());
    }
    if args.watch {
        return watch(args, &folders, &mut library, context);
    }
    let report = with_progress(context, |progress| library.import(&folders, progress))?;
    finish(&report, &library, context)
}

fn finish(report: &ImportReport, library: &Library, context: &Context) -> Result<Outcome, CliError> {
    tell(report, context)?;
    if let Err(error) = library.back_up(When::Due) {
        log::warn!("no backup: {error}");
    }
    Ok(Outcome::Done)
}

/// Imports, then takes in changes as they happen.
fn watch(
    args: &ImportArgs,
    folders: &[PathBuf],
    library: &mut Library,
    context: &Context,
) -> Result<Outcome, CliError> {
    let interrupted = on_interrupt()?;
    let watched = if args.folders.is_empty() {
        // One that is away is waited for.
        folders.to_vec()
    } else {
        scan::check_folders(folders).map_err(|e| told(&e))?
    };
    let config = args.every.map_or_else(Config::default, |every| Config { every, only_by_looking: true });
    // Watched before the first look, so that nothing happens in between. All must arrive; the watch puts together what waits.
    let (sender, news) = bounded(1);
    let _watch = Watch::start(watched, config, move |news| {
        let _ended = sender.send(news);
    })
    .map_err(|e| told(&e))?;
    let report = with_progress(context, |progress| library.import(folders, progress))?;
    finish(&report, library, context)?;
    loop {
        let changed = select! {
            recv(interrupted) -> _ => return Ok(Outcome::Done),
            recv(news) -> news => news,
        };
        match changed {
            Ok(News::Changed(roots)) => {
                let request = Request { roots, purpose: Purpose::Look, batch: WATCH_BATCH };
                let report = library.scan(request, |_| {}).map_err(|e| told(&e))?;
                if report.has_changes() {
                    tell(&report, context)?;
                }
            }
            Ok(News::States(states)) => states.iter().for_each(tell_state),
            Err(_) => return Err(CliError::new("The watch ended by itself.")),
        }
    }
}

/// Says what the user has to know of how a folder is watched.
fn tell_state((folder, state): &(PathBuf, FolderState)) {
    match state {
        FolderState::Watched => {}
        FolderState::LookedAt(why) => {
            hint(&format!("{} is looked at from time to time: {why}.", folder.display()));
        }
        FolderState::Absent => {
            hint(&format!("{} is not there; its tracks are missing until it is.", folder.display()));
        }
    }
}

fn with_progress(
    context: &Context,
    look: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<ImportReport, LibraryError>,
) -> Result<ImportReport, CliError> {
    let shown = std::io::stderr().is_terminal() && !context.out.is_json();
    let report = look(&mut |progress| {
        if shown {
            show(progress);
        }
    });
    if shown {
        clear_line();
    }
    report.map_err(|e| told(&e))
}

fn tell(report: &ImportReport, context: &Context) -> Result<(), CliError> {
    if context.out.is_json() {
        return context.out.json(&document(report));
    }
    context.out.line(summary(report))?;
    for failed in &report.failed {
        context.out.line(format!("  {}: {}", failed.path.display(), failed.reason))?;
    }
    Ok(())
}

fn document(report: &ImportReport) -> serde_json::Value {
    let lossy = |path: &Path| path.to_string_lossy().into_owned();
    let failed: Vec<_> =
        report.failed.iter().map(|f| json!({ "path": lossy(&f.path), "reason": f.reason })).collect();
    json!({
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "missing": report.missing,
        "duplicates": report.duplicates,
        "failed": failed,
        "seconds": report.seconds,
    })
}

fn summary(report: &ImportReport) -> String {
    let counts = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.missing, "missing"),
        (report.duplicates, "duplicates"),
        (report.failed.len(), "not readable"),
    ];
    let parts: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if parts.is_empty() {
        return "No music found.".to_owned();
    }
    format!("{} in {:.1} s.", parts.join(", "), report.seconds)
}

fn show(progress: Progress) {
    let all = if progress.walked { "" } else { " so far" };
    let _nobody_reads =
        write!(std::io::stderr(), "\r\x1b[K{} of {} files{all}", progress.done, progress.found);
}

fn clear_line() {
    let _nobody_reads = write!(std::io::stderr(), "\r\x1b[K");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_only_what_happened() {
        let report = ImportReport { added: 3, seconds: 0.26, ..ImportReport::default() };
        assert_eq!(summary(&report), "3 added in 0.3 s.");
        assert_eq!(summary(&ImportReport::default()), "No music found.");
    }
}
