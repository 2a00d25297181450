//! `mien import`.

use std::io::{IsTerminal, Write};
use std::path::Path;

use serde_json::json;

use super::args::ImportArgs;
use super::library::{open, told};
use super::{CliError, Context, Outcome};
use crate::library::ImportReport;
use crate::library::scan::{self, Progress};

/// Runs the command.
pub fn run(args: &ImportArgs, context: &Context) -> Result<Outcome, CliError> {
    // Before the library is opened, so that a wrong folder leaves nothing behind.
    scan::check_folders(&args.folders).map_err(|e| told(&e))?;
    let mut library = open(&context.paths)?;
    let shown = std::io::stderr().is_terminal() && !context.out.is_json();
    let report = library.import(&args.folders, |progress| {
        if shown {
            show(progress);
        }
    });
    if shown {
        clear_line();
    }
    tell(&report.map_err(|e| told(&e))?, context)?;
    Ok(Outcome::Done)
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
