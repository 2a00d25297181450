//! `mien features`.

use serde_json::{Value, json};

use super::args::FeaturesArgs;
use super::library::{open, told};
use super::{CliError, Context, Outcome};
use crate::library::FeaturesReport;

/// Runs the command.
pub fn run(args: &FeaturesArgs, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    let mut documents = Vec::new();
    let mut tracks = 0;
    for table in &args.tables {
        let report = library.import_features(table).map_err(|e| told(&e))?;
        tracks += report.tracks;
        if context.out.is_json() {
            documents.push(document(&table.to_string_lossy(), &report));
        } else {
            tell(&table.display().to_string(), &report, context)?;
        }
    }
    if context.out.is_json() {
        context.out.json(&json!({ "tables": documents }))?;
    }
    Ok(if tracks == 0 { Outcome::NothingFound } else { Outcome::Done })
}

fn document(file: &str, report: &FeaturesReport) -> Value {
    let unmatched: Vec<Value> = report
        .unmatched
        .iter()
        .map(
            |row| json!({ "line": row.line, "artist": row.artist, "title": row.title, "reason": row.reason }),
        )
        .collect();
    json!({ "file": file, "rows": report.rows, "tracks": report.tracks, "unmatched": unmatched })
}

fn tell(file: &str, report: &FeaturesReport, context: &Context) -> Result<(), CliError> {
    let FeaturesReport { rows, tracks, unmatched } = report;
    context.out.line(format!("{file}: {rows} rows; {tracks} tracks have features now."))?;
    for row in unmatched {
        context.out.line(format!("  {}: {} – {} ({})", row.line, row.artist, row.title, row.reason))?;
    }
    Ok(())
}
