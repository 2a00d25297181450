//! The arguments, as clap reads them.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand};

use super::ctl::CtlArgs;
use crate::emotion::Emotion;
use crate::library::search::Sort;
use crate::mood::{Goal, Mode};
use crate::source::Source;

/// A music player that looks at your face and plays, from your own library, music that meets your mood or gently
/// lifts it. Everything happens on this machine: no picture is ever stored or sent.
///
/// Without a command Mien opens its window. With files or folders it plays them at once, whether they are in the library
/// or not; where Mien runs already, they play there.
#[derive(Debug, Parser)]
#[command(name = "mien", version = crate::VERSION, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Args {
    /// Music to play now. A file whose name is that of a command is written as ./NAME.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Keep everything Mien writes in this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Keep everything beside the binary, in mien-data. A file called "portable" there does the same.
    #[arg(long, global = true, conflicts_with = "data_dir")]
    pub portable: bool,
    /// Answer in JSON: one document, or one a line for streams.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<CommandArgs>,
}

const AFTER_HELP: &str = "\
SOURCES   camera, camera:N, image:PATH, video:PATH, none
EMOTIONS  angry, disgust, fear, happy, sad, surprise, neutral
EXIT      0 done, 1 nothing found, 2 error (the message is on stderr)

EXAMPLES
  mien import ~/Music
  mien tracks artist:davis year:1950s --sort=-rating
  mien play --source camera --mode lift
  mien recommend --emotion sad --mode lift -n 5
  mien analyze holiday.jpg --json";

#[derive(Debug, Subcommand)]
pub enum CommandArgs {
    /// Play without a window: a status line (or JSON events); Ctrl-C stops.
    Play(PlayArgs),
    /// Find and read the faces of pictures and videos.
    Analyze(AnalyzeArgs),
    /// Add folders of music to the library, or look at them again.
    Import(ImportArgs),
    /// Look after the library: folders, tracks taken out, missing ones, backups.
    Library(LibraryArgs),
    /// Search the library. In JSON, bytes of a path that are not UTF-8 are shown as replacement characters; the id names a
    /// track in any case.
    Tracks(TracksArgs),
    /// Give a track stars.
    Rate(RateArgs),
    /// Like a track: it is picked more often.
    Like(LikeArgs),
    /// Dislike a track: it is picked rarely.
    Dislike(LikeArgs),
    /// Take moods of tracks from CSV tables with valence and energy (Exportify, Spotify's columns).
    Features(FeaturesArgs),
    /// Playlists: list, import, export, arrange.
    Playlist(PlaylistArgs),
    /// List what Mien would play for a mood, best first, each with its reason.
    Recommend(RecommendArgs),
    /// Show the mood journal, or delete it. It is off until it is switched on in the window.
    History(HistoryArgs),
    /// Remote control of the running Mien.
    Ctl(CtlArgs),
    /// Tell Last.fm-compatible servers what is heard. `ListenBrainz` needs its token in the settings only.
    Scrobble(ScrobbleArgs),
    /// Serve the local API and its page.
    Serve(ServeArgs),
    /// List the cameras and what they can do.
    Cameras,
    /// What tracks feel like: listen to them, or say it yourself.
    Mood(MoodArgs),
    /// Check camera, sound, library and models, and say what to do about what does not work.
    Doctor,
    /// Measure the models on labelled data.
    Eval(EvalArgs),
    /// Measure Mien's own latencies; prints one JSON document.
    Bench(BenchArgs),
    /// Write man pages and shell completions; for those who package Mien.
    #[command(hide = true)]
    Pages(PagesArgs),
}

#[derive(Debug, ClapArgs)]
pub struct PlayArgs {
    /// Where the mood comes from.
    #[arg(long, value_name = "S", value_parser = source(), default_value = "none")]
    pub source: Source,
    /// Play music like the mood, or lead it to the goal.
    #[arg(long)]
    pub mode: Option<Mode>,
    /// Hold this mood, whatever the face shows.
    #[arg(long, value_name = "EMOTION")]
    pub pin: Option<Emotion>,
    /// Makes the same choices again from the same library.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Stop after this time, such as 30s, 5m or 1h.
    #[arg(long = "for", value_name = "TIME", value_parser = duration)]
    pub run_for: Option<Duration>,
}

#[derive(Debug, ClapArgs)]
pub struct AnalyzeArgs {
    /// Pictures and videos; folders are searched for them.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Look at a source as well, such as one frame of camera:0.
    #[arg(long, value_name = "S", value_parser = source())]
    pub source: Option<Source>,
}

#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// Folders (or single files) of music; without any, the folders that were imported before are looked at again.
    #[arg(value_name = "DIR", conflicts_with = "locate")]
    pub folders: Vec<PathBuf>,
    /// The folder OLD is now NEW: its tracks keep their ratings, plays and moods.
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub locate: Option<Vec<PathBuf>>,
    /// Go on and take in changes as they happen, until Ctrl-C.
    #[arg(long, conflicts_with = "locate")]
    pub watch: bool,
    /// With --watch: look at the folders each time this long has passed, instead of waiting for the system to tell of changes.
    #[arg(long, value_name = "TIME", value_parser = duration, requires = "watch")]
    pub every: Option<Duration>,
}

#[derive(Debug, ClapArgs)]
pub struct LibraryArgs {
    #[command(subcommand)]
    pub what: LibraryWhat,
}

#[derive(Debug, Subcommand)]
pub enum LibraryWhat {
    /// List the imported folders.
    Folders,
    /// Take a folder and its tracks out of the library. Importing it again brings all back; the files are not touched.
    Forget {
        /// The folder.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Take tracks out of the library; imports leave them out from then on. The files are not touched.
    Remove {
        /// Their numbers or files.
        #[arg(value_name = "TRACK", required = true)]
        tracks: Vec<OsString>,
    },
    /// Take tracks back into the library; without any, list those that were taken out.
    Restore {
        /// Their numbers or files.
        #[arg(value_name = "TRACK")]
        tracks: Vec<OsString>,
    },
    /// List the tracks whose file was not there at the last look.
    Missing,
    /// List tracks that are the same: copies, and one recording in several formats. The best comes first; nothing is deleted.
    Duplicates(DuplicatesArgs),
    #[allow(clippy::doc_markdown, reason = "help texts are no Markdown")]
    /// Write your stars and likes into the files' tags (MP3, FLAC, Ogg, Opus, M4A; FMPS_RATING, POPM, LOVE RATING). All other tags stay as
    /// they are; a file in doubt is left alone. Settings > Folders does it by itself.
    WriteRatings,
    /// Make a backup now.
    Backup,
    /// Put the last good backup in the place of a damaged library, which is kept beside it.
    Recover,
}

#[derive(Debug, ClapArgs)]
pub struct DuplicatesArgs {
    /// Only copies with exactly the same sound, which is known at once; otherwise the first minute of each new track is heard.
    #[arg(long)]
    pub exact: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = QUERY_HELP)]
pub struct TracksArgs {
    /// Words of title, artist, album or genre, and fields such as year:1990..1999; beginnings of words are enough.
    #[arg(value_name = "QUERY", num_args = 0..)]
    pub query: Vec<String>,
    /// At most this many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// The order: best, artist, title, album, genre, path, year, rating, plays, skips, length, bpm, added, played, valence,
    /// arousal or random; with a minus the other way round, such as --sort=-added.
    #[arg(long, value_name = "ORDER", allow_hyphen_values = true, default_value_t)]
    pub sort: Sort,
}

const QUERY_HELP: &str = "\
QUERY
  blue moon              both words, each as the beginning of a word, accents and case aside
  \"blue moon\"            these words in a row, whole
  artist:davis           title:, artist:, album: or genre: only; artist:=\"miles davis\" is the whole name
  year:1990..1999        also year:90s, year:>=2000
  rating:>=4  plays:0    also skips:, bpm:, length:<3m, track:, disc:, valence:>0.5, arousal:<0
  added:<30d  played:>1y also added:today, added:2024-05, played:never
  mood:calm              lively, tense, sad, calm, a mood word, or unknown
  liked:  disliked:no    also missing:, cover:no
  path:concerts          a part of the file's path
  -live  NOT genre:metal not these (put -- before a query that begins with a minus)
  genre:jazz OR genre:soul";

#[derive(Debug, ClapArgs)]
pub struct RateArgs {
    /// Number or path of the track.
    #[arg(value_name = "TRACK")]
    pub track: OsString,
    /// 1 to 5; 0 takes the stars back.
    #[arg(value_name = "STARS", value_parser = clap::value_parser!(u8).range(0..=5))]
    pub stars: u8,
}

#[derive(Debug, ClapArgs)]
pub struct LikeArgs {
    /// Number or path of the track.
    #[arg(value_name = "TRACK")]
    pub track: OsString,
    /// Take it back.
    #[arg(long)]
    pub undo: bool,
}

#[derive(Debug, ClapArgs)]
pub struct FeaturesArgs {
    /// CSV tables with columns for title, artist, valence and energy (0 to 1), and the length where there is one. Rows are
    /// matched to tracks by artist and title; they count like a mood tag, which comes first.
    #[arg(value_name = "CSV", required = true)]
    pub tables: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct PlaylistArgs {
    #[command(subcommand)]
    pub what: PlaylistWhat,
}

/// A playlist is named by its name, in any case.
#[derive(Debug, Subcommand)]
pub enum PlaylistWhat {
    /// List all playlists.
    List,
    /// List the tracks of one.
    Show {
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Read M3U, M3U8 and XSPF files; tells what was not found.
    Import {
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Name of the playlist, in place of what the file says.
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Fill a playlist that has the name already, in place of making another one.
        #[arg(long)]
        replace: bool,
    },
    /// Write a playlist to a file; the ending (.m3u8, .m3u, .xspf) tells the format.
    Export {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Write paths from the root, not from the playlist.
        #[arg(long)]
        absolute: bool,
    },
    /// Make a playlist of tracks, or a smart one of a query.
    Create {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "TRACK", conflicts_with = "query")]
        tracks: Vec<OsString>,
        /// What the tracks of a smart playlist match; see `mien tracks --help`.
        #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
        /// Order of a smart playlist, such as -added.
        #[arg(long, value_name = "ORDER", allow_hyphen_values = true, default_value_t, requires = "query")]
        sort: Sort,
        /// Tracks of a smart playlist at most.
        #[arg(long, value_name = "N", requires = "query")]
        limit: Option<usize>,
    },
    /// Put tracks at the end of a playlist.
    Add {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "TRACK", required = true)]
        tracks: Vec<OsString>,
    },
    /// Take tracks out of a playlist, by their places in it, counted from 1.
    Remove {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "PLACE", required = true, value_parser = clap::value_parser!(u32).range(1..))]
        places: Vec<u32>,
    },
    /// Move a track of a playlist to another place.
    Move {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "PLACE", value_parser = clap::value_parser!(u32).range(1..))]
        from: u32,
        #[arg(value_name = "TO", value_parser = clap::value_parser!(u32).range(1..))]
        to: u32,
    },
    /// Give a playlist another name.
    Rename {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "NEW")]
        new: String,
    },
    /// Delete a playlist; its tracks stay.
    Delete {
        #[arg(value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, ClapArgs)]
pub struct RecommendArgs {
    /// The mood as an emotion.
    #[arg(long, value_name = "E", required_unless_present_all = ["valence", "arousal"], conflicts_with_all = ["valence", "arousal"])]
    pub emotion: Option<Emotion>,
    /// The mood as a point: unpleasant -1 to pleasant 1.
    #[arg(long, value_name = "V", requires = "arousal", value_parser = coordinate, allow_negative_numbers = true)]
    pub valence: Option<f32>,
    /// The mood as a point: quiet -1 to excited 1.
    #[arg(long, value_name = "A", requires = "valence", value_parser = coordinate, allow_negative_numbers = true)]
    pub arousal: Option<f32>,
    /// Music like the mood, or leading from it to the goal.
    #[arg(long)]
    pub mode: Option<Mode>,
    /// Where lift leads: calm-happy, energised, calm, focused, or any point such as 0.5,-0.2.
    #[arg(long, value_name = "G", allow_hyphen_values = true)]
    pub goal: Option<Goal>,
    /// Play albums whole and in order.
    #[arg(long)]
    pub albums: bool,
    /// How many tracks.
    #[arg(short, value_name = "N", default_value_t = 10)]
    pub number: usize,
    /// Makes the same choices again from the same library, here and in the window.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// Other programs on this machine can ask what the faces of a picture show, what would fit a mood, and (with a token) see
/// and control what plays. The page at / does the same in a browser. docs/api.md tells the rest.
///
/// Only this machine can connect, unless --host and --token-file are given together.
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// The port; 0 takes one that is free.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    pub port: u16,
    /// Listen on this address or name for other machines as well. Nothing is encrypted: for networks you trust.
    #[arg(long, value_name = "ADDRESS", requires = "token_file")]
    pub host: Option<String>,
    /// The token that opens the player and the mood; a missing file is made. Only its owner may be able to read it.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Where the mood comes from.
    #[arg(long, value_name = "S", value_parser = source(), default_value = "none")]
    pub source: Source,
    /// Pictures looked at side by side; as many as processors, up to four, when left out.
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=64))]
    pub workers: Option<usize>,
}

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub struct HistoryArgs {
    #[command(flatten)]
    pub span: SpanArgs,
    /// Print a table of comma-separated values.
    #[arg(long)]
    pub csv: bool,
    #[command(subcommand)]
    pub what: Option<HistoryWhat>,
}

#[derive(Debug, ClapArgs)]
pub struct SpanArgs {
    /// From this time on, such as 2026-11-21 or 2026-11-21T18:30.
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Up to this time; a date means its whole day.
    #[arg(long, value_name = "TIME")]
    pub to: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum HistoryWhat {
    /// Delete entries for good: all of them, or those of a time. The file is overwritten and packed, so that nothing of them
    /// is left in it.
    Delete(SpanArgs),
}

#[derive(Debug, ClapArgs)]
pub struct EvalArgs {
    #[command(subcommand)]
    pub what: EvalWhat,
}

#[derive(Debug, Subcommand)]
pub enum EvalWhat {
    /// The face model, on FER2013's CSV or on folders named after emotions.
    Faces(EvalFacesArgs),
    /// The music model, on clips with a table of labels.
    Music(EvalMusicArgs),
}

#[derive(Debug, ClapArgs)]
pub struct EvalMusicArgs {
    /// A folder with the clips; folders in it are searched too.
    #[arg(long, value_name = "DIR")]
    pub audio: PathBuf,
    /// A table with the columns clip (the file's name, with or without ending) and quadrant (Q1 to Q4), or valence and arousal on
    /// any usual scale; a column genres adds a baseline.
    #[arg(long, value_name = "CSV")]
    pub labels: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub struct MoodArgs {
    #[command(subcommand)]
    pub what: MoodWhat,
}

#[derive(Debug, Subcommand)]
pub enum MoodWhat {
    /// Listen to tracks of the library and tell their moods. Can be stopped at any time, and goes on where it was.
    Analyze(MoodAnalyzeArgs),
    /// Say what a track feels like: -1 unpleasant to 1 pleasant, -1 quiet to 1 excited. Tracks that sound alike follow a little.
    #[command(allow_negative_numbers = true)]
    Set(MoodSetArgs),
    /// Take your word on a track back.
    Clear(MoodClearArgs),
    /// Print the numbers that training reads, for each sound file of a folder, as CSV.
    #[command(hide = true)]
    Features(MoodFeaturesArgs),
}

#[derive(Debug, ClapArgs)]
pub struct MoodAnalyzeArgs {
    /// Listen again to tracks that are known.
    #[arg(long)]
    pub all: bool,
    /// Only tracks that match; as for `mien tracks`.
    #[arg(value_name = "QUERY", num_args = 0..)]
    pub query: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub struct MoodSetArgs {
    /// Number or file of the track.
    #[arg(value_name = "TRACK")]
    pub track: OsString,
    /// Valence.
    #[arg(value_name = "V", value_parser = coordinate)]
    pub valence: f32,
    /// Arousal.
    #[arg(value_name = "A", value_parser = coordinate)]
    pub arousal: f32,
}

#[derive(Debug, ClapArgs)]
pub struct MoodClearArgs {
    /// Number or file of the track.
    #[arg(value_name = "TRACK")]
    pub track: OsString,
}

#[derive(Debug, ClapArgs)]
pub struct MoodFeaturesArgs {
    /// A folder of sound files.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub struct EvalFacesArgs {
    /// FER2013 in Kaggle's layout: emotion, pixels, Usage.
    #[arg(long, value_name = "CSV", required_unless_present = "folder", conflicts_with = "folder")]
    pub fer2013: Option<PathBuf>,
    /// The FER+ votes for the same rows.
    #[arg(long, value_name = "CSV", requires = "fer2013")]
    pub ferplus: Option<PathBuf>,
    /// Only rows of this usage: Training, `PublicTest` or `PrivateTest`.
    #[arg(long, value_name = "U", requires = "fer2013")]
    pub usage: Option<String>,
    /// A folder with a folder per emotion.
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Find the face in each picture first, as the app does; otherwise pictures are taken as face crops.
    #[arg(long, requires = "folder")]
    pub detect: bool,
    /// Accuracy by group as well: a table with the columns picture and group. A picture is named by its path in
    /// the folder or by its file name; a row of FER2013 by its number in the file, from 0.
    #[arg(long, value_name = "CSV")]
    pub by: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct BenchArgs {
    /// Measure these parts alone; all of them unless one is named.
    #[arg(long, value_name = "PART", value_enum, value_delimiter = ',')]
    pub only: Vec<BenchPart>,
    /// Measure the vision cost on this video as well.
    #[arg(long, value_name = "PATH")]
    pub video: Option<PathBuf>,
    /// Measure the search in a library of so many made-up tracks.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub tracks: usize,
    /// Measure playing with this file of music instead of a made-up one. It is not heard.
    #[arg(long, value_name = "PATH")]
    pub play: Option<PathBuf>,
    /// How long to play, such as 30s or 10m.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10s")]
    pub play_for: Duration,
}

/// What `mien bench` measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BenchPart {
    /// The time to the window's first picture.
    Window,
    /// The window's frames.
    Frames,
    /// Playing.
    Playback,
    /// Finding and reading faces.
    Vision,
    /// Choosing what plays next.
    Dj,
    /// Search as you type.
    Search,
}

#[derive(Debug, ClapArgs)]
pub struct ScrobbleArgs {
    #[command(subcommand)]
    pub what: ScrobbleWhat,
}

#[derive(Debug, Subcommand)]
pub enum ScrobbleWhat {
    /// What is switched on, and how much waits to be sent.
    Status,
    /// Log in to a Last.fm-compatible server. The password is read from standard input, sent once and not kept.
    Login {
        /// The user's name there.
        #[arg(value_name = "NAME")]
        user: String,
        /// The server, where it is not Last.fm.
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        /// The application's key from the server.
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        /// The secret that goes with the key.
        #[arg(long, value_name = "SECRET", requires = "key")]
        secret: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub struct PagesArgs {
    /// The folder to write them into: man/ and completions/.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

fn source() -> impl TypedValueParser<Value = Source> {
    OsStringValueParser::new().try_map(|text: OsString| Source::parse(&text))
}

fn coordinate(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(x) if (-1.0..=1.0).contains(&x) => Ok(x),
        Ok(_) | Err(_) => Err("use a number from -1 to 1".to_owned()),
    }
}

pub fn duration(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let scale = match unit {
        "" | "s" => 1.0,
        "ms" => 0.001,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("use a time such as 30s, 5m or 1h".to_owned()),
    };
    let seconds: f64 = number.parse().map_err(|_| "use a time such as 30s, 5m or 1h".to_owned())?;
    Duration::try_from_secs_f64(seconds * scale).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn times_are_read_with_units() {
        assert_eq!(duration("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(duration("1.5m"), Ok(Duration::from_secs(90)));
        assert!(duration("soon").is_err() && duration("-1s").is_err());
    }

    #[test]
    fn coordinates_stay_on_the_plane() {
        assert!(coordinate("1.2").is_err() && coordinate("nan").is_err());
        assert_eq!(coordinate("-0.5"), Ok(-0.5));
    }
}
