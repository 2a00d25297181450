//! Search as it is typed, over a library of made-up tracks: each beginning of a few names, and queries with fields. As in
//! the window, the search is made ready for single letters before, when nobody waits.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{AnyError, Times};
use crate::library::search::{Question, Sort};
use crate::library::{Library, Reader};

/// Tracks shown at once, which come with the answer.
const SHOWN: usize = 100;
/// Names that are typed.
const NAMES: usize = 40;
/// Letters typed of each.
const LETTERS: usize = 8;
const FIELDS: [&str; 10] = [
    "year:1990..1999",
    "rating:>=4",
    "plays:0",
    "genre:jazz year:1970s",
    "added:<30d",
    "length:<3m rating:>=3",
    "-genre:rock mood:none",
    "artist:ba rating:5",
    "genre:jazz OR genre:soul",
    "path:flac",
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
    while reader.warm()? {}
    let warmed = start.elapsed();
    let step = (all.len() / NAMES).max(1);
    let names: Vec<String> = reader
        .tracks(&all.into_iter().step_by(step).collect::<Vec<_>>())?
        .into_iter()
        .map(|t| t.tags.title)
        .collect();
    let typed: Vec<String> = names
        .iter()
        .flat_map(|name| (1..=LETTERS.min(name.len())).map(move |letters| name[..letters].to_owned()))
        .collect();
    let wrong: Vec<String> = names.iter().filter(|name| name.len() > 7).map(|name| swapped(name)).collect();
    Ok(json!({
        "tracks": tracks,
        "first_question_ms": opened.as_secs_f64() * 1000.0,
        "made_ready_ms": warmed.as_secs_f64() * 1000.0,
        "as_typed": times(&mut reader, &typed)?,
        "with_fields": times(&mut reader, &FIELDS.map(str::to_owned))?,
        "with_typing_errors": times(&mut reader, &wrong)?,
    }))
}

/// The name with its third and fourth letter swapped.
fn swapped(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().collect()
}

fn times(reader: &mut Reader, queries: &[String]) -> Result<Option<Times>, AnyError> {
    let rounds = queries.iter().map(|query| Ok(ask(reader, query)?.0));
    Ok(Times::of(rounds.collect::<Result<_, AnyError>>()?))
}

/// The time of one question with the tracks that are shown, and all that was found.
fn ask(reader: &mut Reader, query: &str) -> Result<(Duration, Vec<crate::library::TrackId>), AnyError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed());
    let start = Instant::now();
    let ids = reader.find(&Question { query, sort: Sort::default(), among: None, now })?.ids;
    let _shown = reader.tracks(&ids[..ids.len().min(SHOWN)])?;
    Ok((start.elapsed(), ids))
}
