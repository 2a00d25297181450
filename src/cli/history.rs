//! `mien history`: the mood journal, and deleting it.

use std::io;
use std::ops::RangeInclusive;

use serde::Serialize;

use super::args::{HistoryArgs, HistoryWhat, SpanArgs};
use super::library::{hint, told};
use super::{CliError, Context, Outcome};
use crate::emotion::Emotion;
use crate::journal::{Entry, Moment, clock};
use crate::library::journal::{Journal, write_csv};
use crate::settings::Settings;

/// Runs the command.
pub fn run(args: &HistoryArgs, context: &Context) -> Result<Outcome, CliError> {
    let path = context.paths.journal();
    if !path.exists() {
        return nothing(context, args);
    }
    let mut journal = Journal::open(&path).map_err(|e| told(&e))?;
    match &args.what {
        Some(HistoryWhat::Delete(span)) => delete(&mut journal, span, context),
        None => show(&journal, args, context),
    }
}

fn show(journal: &Journal, args: &HistoryArgs, context: &Context) -> Result<Outcome, CliError> {
    let entries = journal.entries(span(journal, &args.span)?).map_err(|e| told(&e))?;
    if args.csv {
        let written = write_csv(&entries, io::stdout().lock());
        written.map_err(|e| CliError::new("The table could not be written.").with_detail(e))?;
    } else if context.out.is_json() {
        context.out.json(&Answer { entries: entries.iter().map(Document::from).collect() })?;
    } else {
        for entry in &entries {
            context.out.line(line(entry))?;
        }
    }
    if entries.is_empty() {
        hint("The journal has no entries of that time.");
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

fn delete(journal: &mut Journal, args: &SpanArgs, context: &Context) -> Result<Outcome, CliError> {
    let deleted = journal.delete(span(journal, args)?).map_err(|e| told(&e))?;
    if context.out.is_json() {
        context.out.json(&serde_json::json!({ "deleted": deleted }))?;
    } else {
        context.out.line(format!("{deleted} entries deleted; nothing of them is left in the file."))?;
    }
    Ok(if deleted == 0 { Outcome::NothingFound } else { Outcome::Done })
}

/// There is no journal: nothing to show, nothing to delete, and no file made for it.
fn nothing(context: &Context, args: &HistoryArgs) -> Result<Outcome, CliError> {
    if context.out.is_json() && !args.csv {
        match args.what {
            Some(HistoryWhat::Delete(_)) => context.out.json(&serde_json::json!({ "deleted": 0 }))?,
            None => context.out.json(&Answer { entries: Vec::new() })?,
        }
    }
    let (settings, _notices) = Settings::load(&context.paths.settings());
    hint(if settings.journal {
        "The journal has no entries yet."
    } else {
        "No journal is kept. It is switched on in the window, in the journal's view."
    });
    Ok(Outcome::NothingFound)
}

fn span(journal: &Journal, args: &SpanArgs) -> Result<RangeInclusive<i64>, CliError> {
    let time = |word: &str| {
        let refused = || CliError::new(format!("\"{word}\" is no time; use 2026-11-21 or 2026-11-21T18:30"));
        journal.unix_time(word).map_err(|e| told(&e))?.ok_or_else(refused)
    };
    let from = args.from.as_deref().map_or(Ok(i64::MIN), time)?;
    let to = match args.to.as_deref() {
        None => i64::MAX,
        // A date means the whole day, a time the moment.
        Some(word) if !word.contains(['T', ' ']) => time(&format!("{word} 23:59:59"))?,
        Some(word) => time(word)?,
    };
    Ok(from..=to)
}

fn line(entry: &Entry) -> String {
    let mood = entry.felt.map_or_else(
        || format!("{:<26}", "no mood"),
        |felt| {
            format!(
                "{:<8} {:+.2} {:+.2}       ",
                felt.emotion.name(),
                felt.affect.valence,
                felt.affect.arousal
            )
        },
    );
    let song = entry.song.as_ref().map_or_else(String::new, |song| match &song.artist {
        Some(artist) => format!("{}, {artist}", song.title),
        None => song.title.clone(),
    });
    let moment = if entry.moment == Moment::Mood { String::new() } else { entry.moment.name() };
    format!("{}  {mood}{:<6} {moment:<9} {song}", clock(entry.local_secs).replace('T', " "), entry.mode)
        .trim_end()
        .to_owned()
}

#[derive(Serialize)]
struct Answer<'a> {
    entries: Vec<Document<'a>>,
}

/// An entry in JSON: the time as on the wall's clock.
#[derive(Serialize)]
struct Document<'a> {
    time: String,
    emotion: Option<Emotion>,
    valence: Option<f32>,
    arousal: Option<f32>,
    track: Option<i64>,
    title: Option<&'a str>,
    artist: Option<&'a str>,
    mode: &'static str,
    event: String,
}

impl<'a> From<&'a Entry> for Document<'a> {
    fn from(entry: &'a Entry) -> Self {
        let song = entry.song.as_ref();
        Self {
            time: clock(entry.local_secs),
            emotion: entry.felt.map(|felt| felt.emotion),
            valence: entry.felt.map(|felt| felt.affect.valence),
            arousal: entry.felt.map(|felt| felt.affect.arousal),
            track: song.map(|song| song.id),
            title: song.map(|song| song.title.as_str()),
            artist: song.and_then(|song| song.artist.as_deref()),
            mode: entry.mode.name(),
            event: entry.moment.name(),
        }
    }
}
