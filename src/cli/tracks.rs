//! `mien tracks`.

use std::borrow::Cow;
use std::fmt::Write;

use serde::Serialize;

use super::args::TracksArgs;
use super::library::{self, EMPTY, open, told};
use super::{CliError, Context, Outcome};
use crate::affect::Affect;
use crate::library::{Library, Like, Track, TrackId};
use crate::mood::{MoodSource, TrackMood};

/// Runs the command.
pub fn run(args: &TracksArgs, context: &Context) -> Result<Outcome, CliError> {
    let library = open(&context.paths)?;
    let query = args.query.join(" ");
    let limit = args.limit.unwrap_or(usize::MAX);
    let found = library.sorted_tracks(&query, args.sort, limit).map_err(|e| told(&e))?;
    if context.out.is_json() {
        let tracks = found.tracks.iter().map(|track| Whole::of(track, &library)).collect::<Result<_, _>>()?;
        context.out.json(&Answer { tracks })?;
    } else if !found.tracks.is_empty() {
        context.out.line(table(&found.tracks).trim_end())?;
    }
    if let Some(hint) = found.hint.as_ref().filter(|_| !found.tracks.is_empty()) {
        library::hint(&hint.to_string());
    }
    if found.tracks.is_empty() {
        let empty = library.count().map_err(|e| told(&e))? == 0;
        let hint = if empty { Some(EMPTY.to_owned()) } else { found.hint.map(|hint| hint.to_string()) };
        if let Some(hint) = hint {
            library::hint(&hint);
        }
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Prints tracks; nothing for people when there are none.
///
/// # Errors
/// When standard output is closed.
pub fn print(tracks: &[Track], context: &Context) -> Result<(), CliError> {
    if context.out.is_json() {
        let tracks: Vec<Document<'_>> = tracks.iter().map(Document::from).collect();
        return context.out.json(&serde_json::json!({ "tracks": tracks }));
    }
    if tracks.is_empty() { Ok(()) } else { context.out.line(table(tracks).trim_end()) }
}

/// A track in JSON. A path with bytes that are no UTF-8 is printed with replacement characters; the number names it surely.
#[derive(Serialize)]
pub struct Document<'a> {
    id: TrackId,
    path: Cow<'a, str>,
    title: &'a str,
    artist: Option<&'a str>,
    album: Option<&'a str>,
    album_artist: Option<&'a str>,
    genre: Option<&'a str>,
    year: Option<i32>,
    track: Option<u32>,
    disc: Option<u32>,
    compilation: bool,
    mood: Option<&'a str>,
    track_gain: Option<f32>,
    track_peak: Option<f32>,
    album_gain: Option<f32>,
    album_peak: Option<f32>,
    cover: bool,
    length: f64,
    valence: f32,
    arousal: f32,
    mood_confidence: f32,
    mood_source: MoodSource,
    rating: u8,
    like: &'static str,
    plays: u32,
    skips: u32,
    last_played: Option<i64>,
    missing: bool,
}

impl<'a> From<&'a Track> for Document<'a> {
    fn from(track: &'a Track) -> Self {
        let tags = &track.tags;
        Self {
            id: track.id,
            path: track.path.to_string_lossy(),
            title: &tags.title,
            artist: tags.artist.as_deref(),
            album: tags.album.as_deref(),
            album_artist: tags.album_artist.as_deref(),
            genre: tags.genre.as_deref(),
            year: tags.year,
            track: tags.track_number,
            disc: tags.disc_number,
            compilation: tags.compilation,
            mood: tags.mood.as_deref(),
            track_gain: tags.track_gain_db,
            track_peak: tags.track_peak,
            album_gain: tags.album_gain_db,
            album_peak: tags.album_peak,
            cover: track.has_cover,
            length: track.length_secs,
            valence: track.mood.affect.valence,
            arousal: track.mood.affect.arousal,
            mood_confidence: track.mood.confidence,
            mood_source: track.mood.source,
            rating: track.rating,
            like: like(track.like),
            plays: track.plays,
            skips: track.skips,
            last_played: track.last_played,
            missing: track.missing,
        }
    }
}

/// A track with what its mood is made of.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    track: Document<'a>,
    bpm: Option<f32>,
    key: Option<String>,
    energy: Option<f32>,
    /// Integrated loudness by EBU R128.
    loudness_lufs: Option<f32>,
    /// Each evidence, the strongest first.
    mood_parts: Vec<Part>,
    /// Why the sound could not be listened to.
    #[serde(skip_serializing_if = "Option::is_none")]
    unheard: Option<String>,
}

/// One evidence of a track's mood.
#[derive(Serialize)]
struct Part {
    source: MoodSource,
    valence: f32,
    arousal: f32,
    confidence: f32,
    /// How far your word on tracks that sound alike has moved it; contained in valence and arousal.
    #[serde(skip_serializing_if = "Option::is_none")]
    shift: Option<Affect>,
}

impl<'a> Whole<'a> {
    fn of(track: &'a Track, library: &Library) -> Result<Self, CliError> {
        let parts = library.mood_parts(track.id).map_err(|e| told(&e))?;
        let part = |mood: &TrackMood| Part {
            source: mood.source,
            valence: mood.affect.valence,
            arousal: mood.affect.arousal,
            confidence: mood.confidence,
            shift: parts.shift.filter(|_| mood.source == MoodSource::Audio),
        };
        Ok(Self {
            track: Document::from(track),
            bpm: parts.bpm.or(track.tags.bpm),
            mood_parts: parts.evidence.iter().map(part).collect(),
            key: parts.key.or_else(|| track.tags.key.clone()),
            energy: parts.energy,
            loudness_lufs: track.loudness_lufs,
            unheard: parts.failure,
        })
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    tracks: Vec<Whole<'a>>,
}

const fn like(like: Like) -> &'static str {
    match like {
        Like::Liked => "liked",
        Like::Disliked => "disliked",
        Like::Neutral => "neutral",
    }
}

pub fn table(tracks: &[Track]) -> String {
    let mut text =
        format!("{:>6}  {:<32}  {:<24}  {:>6}  {:>13}\n", "ID", "TITLE", "ARTIST", "LENGTH", "MOOD");
    for track in tracks {
        let affect = track.mood.affect;
        let mood = match track.mood.confidence {
            c if c > 0.0 => format!("{:+.2} {:+.2}", affect.valence, affect.arousal),
            _ => "unknown".to_owned(),
        };
        let artist = track.tags.artist.as_deref().unwrap_or_default();
        let gone = if track.missing { "  (file is missing)" } else { "" };
        let (id, title, artist) = (track.id.0, fitted(&track.tags.title, 32), fitted(artist, 24));
        let length = minutes(track.length_secs);
        let _infallible = writeln!(text, "{id:>6}  {title}  {artist}  {length:>6}  {mood:>13}{gone}");
    }
    text
}

/// Cut or filled to `width` characters.
pub fn fitted(text: &str, width: usize) -> String {
    let short: String = if text.chars().count() > width {
        text.chars().take(width - 1).chain(['…']).collect()
    } else {
        text.to_owned()
    };
    format!("{short:<width$}")
}

/// Seconds as minutes and seconds.
fn minutes(seconds: f64) -> String {
    let whole = seconds.round().max(0.0) as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_their_columns() {
        assert_eq!(fitted("abc", 5), "abc  ");
        assert_eq!(fitted("abcdef", 5), "abcd…");
    }

    #[test]
    fn lengths_are_read_as_minutes() {
        assert_eq!((minutes(59.6), minutes(3725.0)), ("1:00".to_owned(), "62:05".to_owned()));
    }
}
