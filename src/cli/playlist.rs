//! `mien playlist`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::PlaylistWhat;
use super::library::{hint, named, open, told};
use super::tracks::{Document, fitted, table};
use super::{CliError, Context, Outcome};
use crate::library::playlist::file::{Imported, Paths};
use crate::library::playlist::{Edit, Playlist, PlaylistId, Smart};
use crate::library::{Library, LibraryError, Track, TrackId};

/// Runs the command.
pub fn run(what: PlaylistWhat, context: &Context) -> Result<Outcome, CliError> {
    let mut library = open(&context.paths)?;
    let library = &mut library;
    match what {
        PlaylistWhat::List => list(library, context),
        PlaylistWhat::Show { name } => show(library, &name, context),
        PlaylistWhat::Import { files, name, replace } => {
            import(library, &files, name.as_deref(), replace, context)
        }
        PlaylistWhat::Export { name, file, absolute } => {
            let paths = if absolute { Paths::Absolute } else { Paths::Relative };
            export(library, &name, &file, paths, context)
        }
        PlaylistWhat::Create { name, tracks, query, sort, limit } => {
            let smart = query.map(|query| Smart { query, sort, most: limit });
            let tracks = numbers(library, &tracks)?;
            let id = library.create_playlist(&name, smart.as_ref(), &tracks).map_err(|e| told(&e))?;
            tell(library, id, "Made", context)
        }
        PlaylistWhat::Add { name, tracks } => {
            let tracks = numbers(library, &tracks)?;
            edit(library, &name, &Edit::Insert { at: None, tracks }, context)
        }
        PlaylistWhat::Remove { name, places } => {
            let places = places.iter().map(|place| *place as usize - 1).collect();
            edit(library, &name, &Edit::Remove(places), context)
        }
        PlaylistWhat::Move { name, from, to } => {
            let (from, to) = (from as usize - 1, to as usize - 1);
            // Counted without what moves: behind it, everything stands one place lower.
            let to = if to > from { to + 1 } else { to };
            edit(library, &name, &Edit::Move { from: vec![from], to }, context)
        }
        PlaylistWhat::Rename { name, new } => {
            let id = find(library, &name)?.id;
            library.rename_playlist(id, &new).map_err(|e| told(&e))?;
            tell(library, id, "Renamed to", context)
        }
        PlaylistWhat::Delete { name } => {
            let id = find(library, &name)?.id;
            let (playlist, _) = library.delete_playlist(id).map_err(|e| told(&e))?;
            answer(&playlist, playlist.tracks, "Deleted", context)
        }
    }
}

fn find(library: &Library, name: &str) -> Result<Playlist, CliError> {
    library
        .playlist_named(name)
        .map_err(|e| told(&e))?
        .ok_or_else(|| CliError::new(format!("There is no playlist \"{name}\"; see mien playlist list.")))
}

fn numbers(library: &Library, words: &[OsString]) -> Result<Vec<TrackId>, CliError> {
    words.iter().map(|word| Ok(named(library, word)?.id)).collect()
}

fn edit(library: &mut Library, name: &str, edit: &Edit, context: &Context) -> Result<Outcome, CliError> {
    let id = find(library, name)?.id;
    library.edit_playlist(id, edit).map_err(|e| told(&e))?;
    tell(library, id, "Changed", context)
}

/// The playlist as it is now.
fn tell(library: &Library, id: PlaylistId, did: &str, context: &Context) -> Result<Outcome, CliError> {
    let gone = || told(&LibraryError::NoPlaylist);
    let playlist = library.playlist(id).map_err(|e| told(&e))?.ok_or_else(gone)?;
    let count = library.playlist_tracks(id).map_err(|e| told(&e))?.len();
    answer(&playlist, count, did, context)
}

fn answer(playlist: &Playlist, count: usize, did: &str, context: &Context) -> Result<Outcome, CliError> {
    if context.out.is_json() {
        context.out.json(&json!({ "playlist": document(playlist, count) }))?;
    } else {
        context.out.line(format!("{did} \"{}\" ({count} tracks).", playlist.name))?;
    }
    Ok(Outcome::Done)
}

fn document(playlist: &Playlist, count: usize) -> Value {
    let mut document = json!({ "id": playlist.id, "name": playlist.name, "tracks": count });
    if let Some(smart) = &playlist.smart {
        document["kind"] = "smart".into();
        document["query"] = smart.query.clone().into();
        document["sort"] = smart.sort.to_string().into();
        document["limit"] = smart.most.into();
    } else {
        document["kind"] = "arranged".into();
        document["length"] = playlist.length_secs.into();
    }
    document
}

fn list(library: &Library, context: &Context) -> Result<Outcome, CliError> {
    let playlists = library.playlists().map_err(|e| told(&e))?;
    let counts: Vec<usize> = playlists
        .iter()
        .map(|playlist| match playlist.smart {
            None => Ok(playlist.tracks),
            Some(_) => library.playlist_tracks(playlist.id).map(|tracks| tracks.len()),
        })
        .collect::<Result<_, _>>()
        .map_err(|e| told(&e))?;
    if context.out.is_json() {
        let documents: Vec<Value> = playlists.iter().zip(&counts).map(|(p, n)| document(p, *n)).collect();
        context.out.json(&json!({ "playlists": documents }))?;
    }
    if playlists.is_empty() {
        hint("There are no playlists. Make one with: mien playlist create NAME");
        return Ok(Outcome::NothingFound);
    }
    if !context.out.is_json() {
        for (playlist, count) in playlists.iter().zip(counts) {
            let query = playlist.smart.as_ref().map(|smart| smart.query.as_str()).unwrap_or_default();
            context.out.line(format!("{count:>6}  {}  {query}", fitted(&playlist.name, 32)).trim_end())?;
        }
    }
    Ok(Outcome::Done)
}

fn show(library: &Library, name: &str, context: &Context) -> Result<Outcome, CliError> {
    let playlist = find(library, name)?;
    let ids = library.playlist_tracks(playlist.id).map_err(|e| told(&e))?;
    let tracks: Vec<Track> = ids
        .iter()
        .filter_map(|id| library.track(*id).transpose())
        .collect::<Result<_, _>>()
        .map_err(|e| told(&e))?;
    if context.out.is_json() {
        let mut document = document(&playlist, tracks.len());
        let listed: Vec<Document<'_>> = tracks.iter().map(Document::from).collect();
        document["tracks"] = serde_json::to_value(listed)
            .map_err(|e| CliError::new("The answer cannot be written as JSON.").with_detail(e))?;
        context.out.json(&document)?;
    }
    if tracks.is_empty() {
        hint(&format!("\"{}\" has no tracks.", playlist.name));
        return Ok(Outcome::NothingFound);
    }
    if !context.out.is_json() {
        context.out.line(table(&tracks).trim_end())?;
    }
    Ok(Outcome::Done)
}

fn import(
    library: &mut Library,
    files: &[PathBuf],
    name: Option<&str>,
    replace: bool,
    context: &Context,
) -> Result<Outcome, CliError> {
    // All are read before anything is written.
    let read: Vec<Imported> = files
        .iter()
        .map(|file| library.read_playlist(file))
        .collect::<Result<_, _>>()
        .map_err(|e| told(&e))?;
    let mut documents = Vec::new();
    let mut found = 0;
    for imported in &read {
        let playlist =
            keep(library, imported, name.unwrap_or(&imported.name), replace).map_err(|e| told(&e))?;
        found += imported.tracks.len();
        let document = report(imported, playlist.as_ref());
        if !context.out.is_json() {
            tell_import(imported, playlist.as_ref(), context)?;
        }
        documents.push(document);
    }
    if context.out.is_json() {
        context.out.json(&json!({ "playlists": documents }))?;
    }
    Ok(if found == 0 { Outcome::NothingFound } else { Outcome::Done })
}

/// Keeps what was found; a file of which nothing was found makes no playlist.
fn keep(
    library: &mut Library,
    imported: &Imported,
    name: &str,
    replace: bool,
) -> Result<Option<Playlist>, LibraryError> {
    if imported.tracks.is_empty() {
        return Ok(None);
    }
    let known = if replace { library.playlist_named(name)? } else { None };
    let id = match known {
        Some(known) => {
            library.edit_playlist(known.id, &Edit::Replace(imported.tracks.clone()))?;
            known.id
        }
        None => library.create_playlist(name, None, &imported.tracks)?,
    };
    library.playlist(id)
}

fn report(imported: &Imported, playlist: Option<&Playlist>) -> Value {
    let missing: Vec<Value> = imported
        .missing
        .iter()
        .map(|entry| json!({ "number": entry.number, "location": entry.location, "reason": entry.reason }))
        .collect();
    json!({
        "file": imported.path.to_string_lossy(),
        "id": playlist.map(|playlist| playlist.id),
        "name": playlist.map_or(&imported.name, |playlist| &playlist.name),
        "found": imported.tracks.len(),
        "found_by_name": imported.by_name,
        "missing": missing,
    })
}

fn tell_import(imported: &Imported, playlist: Option<&Playlist>, context: &Context) -> Result<(), CliError> {
    let all = imported.tracks.len() + imported.missing.len();
    let name = playlist.map_or(imported.name.as_str(), |playlist| playlist.name.as_str());
    let kept = if playlist.is_some() { "" } else { "; no playlist was made" };
    context.out.line(format!("{name}: {} of {all} tracks found{kept}.", imported.tracks.len()))?;
    for entry in &imported.missing {
        context.out.line(format!("  {}: {} ({})", entry.number, entry.location, entry.reason))?;
    }
    Ok(())
}

fn export(
    library: &Library,
    name: &str,
    file: &Path,
    paths: Paths,
    context: &Context,
) -> Result<Outcome, CliError> {
    let playlist = find(library, name)?;
    let tracks = library.playlist_tracks(playlist.id).map_err(|e| told(&e))?;
    library.write_playlist(file, &playlist.name, &tracks, paths).map_err(|e| told(&e))?;
    if context.out.is_json() {
        context.out.json(&json!({ "file": file.to_string_lossy(), "tracks": tracks.len() }))?;
    } else {
        context.out.line(format!("Wrote {} tracks to {}.", tracks.len(), file.display()))?;
    }
    Ok(Outcome::Done)
}
