//! Search as it is typed, over a library of made-up tracks: each beginning of a few names, and queries with fields. As in
//! the window, the search is made ready for single letters before, when nobody waits.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use serde_json::{Value, json};

use super::machine::thread_time;
use super::{AnyError, Times};
use crate::library::search::{Question, Sort};
use crate::library::{Library, Reader};

/// Tracks shown at once, which come with the answer.
const SHOWN: usize = 100;
/// Names that are typed.
const NAMES: usize = 40;
/// Letters typed of each.
const LETTERS: usize = 8;
/// Queries named of each kind, the slowest first.
const SLOWEST: usize = 3;
/// One or more of each kind of field, alone and together with others.
const FIELDS: [&str; 28] = [
    "year:1990..1999",
    "rating:>=4",
    "plays:0",
    "plays:>1 skips:0",
    "genre:jazz year:1970s",
    "genre:jazz",
    "genre:=jazz",
    "family:rock",
    "-genre:rock",
    "genre:jazz OR genre:soul",
    "added:<30d",
    "added:>1y",
    "played:never",
    "length:<3m rating:>=3",
    "bpm:118..124",
    "-genre:rock mood:none",
    "mood:calm",
    "valence:>0.5",
    "artist:b",
    "artist:ba rating:5",
    "title:la album:ma",
    "ba -la",
    "ba OR la",
    "\"ba la\"",
    "path:flac",
    "path:ba",
    "cover:no",
    "liked:yes",
];

/// Measures on so many tracks.
pub fn measure(tracks: usize) -> Result<Value, AnyError> {
    let folder = std::env::temp_dir().join(format!("mien-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure_in(&folder.join("library.db"), tracks);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure_in(path: &std::path::Path, tracks: usize) -> Result<Value, AnyError> {
    let mut library = Library::open(path)?;
    library.make_up(tracks, 1)?;
    let mut reader = Reader::open(path)?;
    let start = Instant::now();
    let all = ask(&mut reader, "")?.1;
    let opened = start.elapsed();
    let start = Instant::now();
    ask(&mut reader, "a")?;
    while reader.warm()? {}
    let warmed = start.elapsed();
    let step = (all.len() / NAMES).max(1);
    let names: Vec<String> = reader
        .tracks(&all.into_iter().step_by(step).collect::<Vec<_>>())?
        .into_iter()
        .map(|t| t.tags.title)
        .collect();
    let typed: Vec<String> = names.iter().flat_map(|name| beginnings(name)).collect();
    let wrong: Vec<String> =
        names.iter().filter(|name| name.len() >= LETTERS).flat_map(|n| wrong(n)).collect();
    let wrong_typed: Vec<String> = wrong.iter().flat_map(|name| beginnings(name)).collect();
    Ok(json!({
        "tracks": tracks,
        "first_question_ms": opened.as_secs_f64() * 1000.0,
        "made_ready_ms": warmed.as_secs_f64() * 1000.0,
        "as_typed": times(&mut reader, &typed)?,
        "with_fields": times(&mut reader, &FIELDS.map(str::to_owned))?,
        "with_typing_errors": times(&mut reader, &wrong)?,
        "with_typing_errors_as_typed": times(&mut reader, &wrong_typed)?,
    }))
}

/// What is there after each letter that is typed.
fn beginnings(name: &str) -> impl Iterator<Item = String> {
    (1..=LETTERS.min(name.len())).map(move |letters| name[..letters].to_owned())
}

/// The name with its third and fourth letter swapped, with its third one left out, and begun with another letter.
fn wrong(name: &str) -> [String; 3] {
    let letters: Vec<char> = name.chars().collect();
    let (mut swapped, mut short, mut begun) = (letters.clone(), letters.clone(), letters);
    swapped.swap(2, 3);
    short.remove(2);
    begun[0] = if begun[0] == 'x' { 'q' } else { 'x' };
    [swapped, short, begun].map(|letters| letters.into_iter().collect())
}

/// Times of some questions, and which were the slowest.
#[derive(Debug, Serialize)]
struct Asked {
    #[serde(flatten)]
    times: Times,
    slowest: Vec<Slow>,
}

#[derive(Debug, Serialize)]
struct Slow {
    query: String,
    ms: f64,
    found: usize,
}

fn times(reader: &mut Reader, queries: &[String]) -> Result<Option<Asked>, AnyError> {
    let mut asked = Vec::with_capacity(queries.len());
    for query in queries {
        let (took, found) = ask(reader, query)?;
        asked.push((took, query, found.len()));
    }
    asked.sort_by_key(|(took, ..)| std::cmp::Reverse(*took));
    let slowest = asked.iter().take(SLOWEST).map(|(took, query, found)| Slow {
        query: (*query).clone(),
        ms: took.as_secs_f64() * 1000.0,
        found: *found,
    });
    let slowest = slowest.collect();
    Ok(Times::of(asked.iter().map(|(took, ..)| *took).collect()).map(|times| Asked { times, slowest }))
}

/// The time of one question with the tracks that are shown, and all that was found.
fn ask(reader: &mut Reader, query: &str) -> Result<(Duration, Vec<crate::library::TrackId>), AnyError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed());
    let start = thread_time();
    let ids = reader.find(&Question { query, sort: Sort::default(), among: None, now })?.ids;
    let _shown = reader.tracks(&ids[..ids.len().min(SHOWN)])?;
    Ok((thread_time().saturating_sub(start), ids))
}
