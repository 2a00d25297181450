//! `mien library`: looking after what was imported.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::json;

use super::args::{LibraryArgs, LibraryWhat};
use super::library::{self, open, told};
use super::{CliError, Context, Outcome, duplicates, marks, tracks};
use crate::library::{self as music, Library, LibraryError, Track, TrackId, When};

/// Runs the command.
pub fn run(args: &LibraryArgs, context: &Context) -> Result<Outcome, CliError> {
    match &args.what {
        LibraryWhat::Folders => folders(&open(&context.paths)?, context),
        LibraryWhat::Forget { folder } => forget(&mut open(&context.paths)?, folder, context),
        LibraryWhat::Remove { tracks } => {
            let mut library = open(&context.paths)?;
            let ids = numbers(&library, tracks)?;
            change(library.remove(&ids), "removed", ids.len(), context)
        }
        LibraryWhat::Restore { tracks } => restore(&mut open(&context.paths)?, tracks, context),
        LibraryWhat::Missing => list(open(&context.paths)?.missing(), "No track is missing.", context),
        LibraryWhat::Duplicates(args) => duplicates::run(args, context),
        LibraryWhat::WriteRatings => marks::run(&mut open(&context.paths)?, context),
        LibraryWhat::Backup => back_up(&open(&context.paths)?, context),
        LibraryWhat::Recover => recover(context),
    }
}

fn folders(library: &Library, context: &Context) -> Result<Outcome, CliError> {
    let folders = library.folder_sizes().map_err(|e| told(&e))?;
    if context.out.is_json() {
        let list: Vec<_> = folders
            .iter()
            .map(|f| json!({ "path": f.path.to_string_lossy(), "tracks": f.tracks, "missing": f.missing, "there": f.path.exists() }))
            .collect();
        context.out.json(&json!({ "folders": list }))?;
    }
    if folders.is_empty() {
        library::hint(library::EMPTY);
        return Ok(Outcome::NothingFound);
    }
    if !context.out.is_json() {
        for folder in &folders {
            let missing = match folder.missing {
                0 => String::new(),
                missing => format!(", {missing} missing"),
            };
            let gone = if folder.path.exists() { "" } else { "  (not there now)" };
            context.out.line(format!(
                "{:>7} tracks{missing}  {}{gone}",
                folder.tracks,
                folder.path.display()
            ))?;
        }
    }
    Ok(Outcome::Done)
}

fn forget(library: &mut Library, folder: &Path, context: &Context) -> Result<Outcome, CliError> {
    let path = real(folder);
    let left = library.forget_folder(&path).map_err(|e| told(&e))?;
    if context.out.is_json() {
        context.out.json(&json!({ "removed": left }))?;
    } else {
        context.out.line(format!("{left} tracks left the library. The files are where they were."))?;
    }
    Ok(Outcome::Done)
}

fn restore(library: &mut Library, tracks: &[OsString], context: &Context) -> Result<Outcome, CliError> {
    if tracks.is_empty() {
        return list(library.removed(), "No track was taken out of the library.", context);
    }
    let ids = numbers(library, tracks)?;
    change(library.restore(&ids), "restored", ids.len(), context)
}

fn change(
    done: Result<(), LibraryError>,
    what: &str,
    count: usize,
    context: &Context,
) -> Result<Outcome, CliError> {
    done.map_err(|e| told(&e))?;
    if context.out.is_json() {
        context.out.json(&json!({ what: count }))?;
    } else {
        context.out.line(format!("{count} {what}. The files are where they were."))?;
    }
    Ok(Outcome::Done)
}

fn list(
    found: Result<Vec<Track>, LibraryError>,
    nothing: &str,
    context: &Context,
) -> Result<Outcome, CliError> {
    let found = found.map_err(|e| told(&e))?;
    tracks::print(&found, context)?;
    if found.is_empty() {
        library::hint(nothing);
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

fn back_up(library: &Library, context: &Context) -> Result<Outcome, CliError> {
    let Some(backup) = library.back_up(When::Now).map_err(|e| told(&e))? else {
        return Ok(Outcome::NothingFound);
    };
    if context.out.is_json() {
        context.out.json(&json!({ "backup": backup.path.to_string_lossy() }))?;
    } else {
        context.out.line(format!("The library was copied to {}.", backup.path.display()))?;
    }
    Ok(Outcome::Done)
}

/// Only a library that cannot be opened is replaced.
fn recover(context: &Context) -> Result<Outcome, CliError> {
    let path = context.paths.library();
    match Library::open(&path).and_then(|library| library.verify()) {
        Ok(()) => {
            library::hint("The library is sound; nothing was changed.");
            return Ok(Outcome::NothingFound);
        }
        Err(LibraryError::Damaged { .. } | LibraryError::Corrupt(_)) => {}
        Err(error) => return Err(told(&error)),
    }
    let (backup, kept) = music::recover(&path).map_err(|e| told(&e))?;
    let age = SystemTime::now().duration_since(backup.made).map_or(0, |age| age.as_secs() / 60);
    if context.out.is_json() {
        context.out.json(&json!({
            "backup": backup.path.to_string_lossy(),
            "age_minutes": age,
            "damaged": kept.to_string_lossy(),
        }))?;
    } else {
        context.out.line(format!(
            "The backup of {age} minutes ago is the library now. The damaged file is kept as {}.",
            kept.display()
        ))?;
    }
    Ok(Outcome::Done)
}

/// The tracks' numbers, each given as a number or a file.
fn numbers(library: &Library, tracks: &[OsString]) -> Result<Vec<TrackId>, CliError> {
    let number = |track: &OsString| -> Result<TrackId, CliError> {
        if let Some(id) = track.to_str().and_then(|text| text.parse().ok()) {
            return Ok(TrackId(id));
        }
        let found = library.by_path(&real(Path::new(track))).map_err(|e| told(&e))?;
        let unknown = || CliError::new(format!("{} is no track of the library.", Path::new(track).display()));
        found.map(|track| track.id).ok_or_else(unknown)
    };
    tracks.iter().map(number).collect()
}

/// A path as the library keeps it.
fn real(path: &Path) -> PathBuf {
    let whole = || std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    path.canonicalize().unwrap_or_else(|_| whole())
}
