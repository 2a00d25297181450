//! Features of tracks from tables of other programs: Exportify's CSV files, data sets with Spotify's columns.
//!
//! Valence and energy, 0 to 1 there, are a track's place on the plane: energy is the nearest such tables have to arousal.
//! They count like a mood tag, with less confidence than one, because somebody measured this very recording; a mood tag
//! in the file comes first.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{TransactionBehavior, params};

use super::search::words;
use super::{Library, LibraryError, TrackId};

/// How far such a table is trusted: more than analysis of the sound, less than a mood tag.
pub const CONFIDENCE: f32 = 0.6;
/// Lengths that differ by less may be the same recording, in seconds.
const SAME_LENGTH: f64 = 5.0;

/// What became of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeaturesReport {
    /// Rows of the table.
    pub rows: usize,
    /// Tracks of the library that have features now.
    pub tracks: usize,
    /// Rows that belong to no track of the library.
    pub unmatched: Vec<UnmatchedRow>,
}

/// A row without a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedRow {
    /// Line of the file.
    pub line: u64,
    /// Artist as written.
    pub artist: String,
    /// Title as written.
    pub title: String,
    /// Why, in words.
    pub reason: &'static str,
}

/// Which column holds what.
struct Columns {
    title: usize,
    artist: usize,
    valence: usize,
    energy: usize,
    length_ms: Option<usize>,
    danceability: Option<usize>,
    tempo: Option<usize>,
}

impl Columns {
    /// Finds the columns by their names, in any case and with any signs between the words.
    fn find(heads: &csv::StringRecord) -> Result<Self, String> {
        let plain =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let heads: Vec<String> =
            heads.iter().map(|head| plain(head.trim_start_matches('\u{feff}'))).collect();
        let any = |names: &[&str]| names.iter().find_map(|name| heads.iter().position(|head| head == name));
        let needed = |names: &[&str], what: &str| {
            any(names).ok_or_else(|| format!("there is no column for the {what}"))
        };
        Ok(Self {
            title: needed(&["trackname", "title", "song", "name", "track"], "title")?,
            artist: needed(&["artistnames", "artistname", "artists", "artist", "trackartist"], "artist")?,
            valence: needed(&["valence"], "valence")?,
            energy: needed(&["energy", "arousal"], "energy")?,
            length_ms: any(&["durationms", "trackdurationms", "duration"]),
            danceability: any(&["danceability"]),
            tempo: any(&["tempo", "bpm"]),
        })
    }
}

/// A row that can be used.
struct Features {
    valence: f64,
    energy: f64,
    danceability: Option<f64>,
    tempo: Option<f64>,
}

impl Library {
    /// Reads a table and keeps the features of the tracks it names. A track named twice keeps the last row.
    ///
    /// # Errors
    /// [`LibraryError::Table`] for a file that is no such table, or what SQLite said; nothing is kept then.
    pub fn import_features(&mut self, path: &Path) -> Result<FeaturesReport, LibraryError> {
        let failed = |reason: String| LibraryError::Table { path: path.to_path_buf(), reason };
        let bytes = std::fs::read(path).map_err(|e| failed(e.to_string()))?;
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(&bytes)).from_reader(&*bytes);
        let columns = Columns::find(reader.headers().map_err(|e| failed(e.to_string()))?).map_err(failed)?;
        let known = Known::load(self)?;
        let mut report = FeaturesReport::default();
        let mut found: HashMap<TrackId, Features> = HashMap::new();
        for record in reader.byte_records() {
            let record = record.map_err(|e| failed(e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let record = csv::StringRecord::from_byte_record_lossy(record);
            report.rows += 1;
            match known.row(&record, &columns) {
                Ok((tracks, features)) => {
                    for id in tracks {
                        found.insert(id, Features { ..features });
                    }
                }
                Err(reason) => report.unmatched.push(UnmatchedRow {
                    line,
                    artist: record.get(columns.artist).unwrap_or_default().to_owned(),
                    title: record.get(columns.title).unwrap_or_default().to_owned(),
                    reason,
                }),
            }
        }
        report.tracks = found.len();
        self.keep_features(&found)?;
        Ok(report)
    }

    fn keep_features(&mut self, found: &HashMap<TrackId, Features>) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut keep = transaction.prepare_cached(
                "INSERT OR REPLACE INTO track_feature (track_id, valence, energy, danceability, tempo) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            // A mood tag of the file has more confidence than a table and stays.
            let mut place = transaction.prepare_cached(
                "INSERT INTO track_mood (track_id, source, valence, arousal, confidence) VALUES (?1, 'tag', ?2, ?3, ?4) \
                 ON CONFLICT (track_id, source) DO UPDATE SET valence = excluded.valence, arousal = excluded.arousal \
                 WHERE track_mood.confidence <= excluded.confidence",
            )?;
            for (id, features) in found {
                let Features { valence, energy, danceability, tempo } = features;
                keep.execute(params![id.0, valence, energy, danceability, tempo])?;
                place.execute(params![id.0, valence * 2.0 - 1.0, energy * 2.0 - 1.0, CONFIDENCE])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The sign between the columns: whichever of comma, semicolon and tab is in the first line most often.
#[allow(clippy::naive_bytecount, reason = "a line of text")]
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| first.iter().filter(|byte| **byte == sign).count();
    b",;\t".iter().copied().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',')
}

/// All tracks by artist and title.
struct Known {
    tracks: HashMap<(String, String), Vec<(TrackId, f64)>>,
}

impl Known {
    fn load(library: &Library) -> Result<Self, LibraryError> {
        let sql = "SELECT id, title, artist, album_artist, length_secs FROM track";
        let mut statement = library.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut tracks: HashMap<(String, String), Vec<(TrackId, f64)>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let track = (TrackId(row.get(0)?), row.get(4)?);
            let titles = titles(row.get_ref(1)?.as_str()?);
            for column in [2, 3] {
                for artist in artists(row.get_ref(column)?.as_str_or_null()?.unwrap_or_default()) {
                    for title in &titles {
                        let known = tracks.entry((artist.clone(), title.clone())).or_default();
                        if !known.contains(&track) {
                            known.push(track);
                        }
                    }
                }
            }
        }
        Ok(Self { tracks })
    }

    /// The tracks a row is about, all copies of the recording, and what it says.
    fn row(
        &self,
        record: &csv::StringRecord,
        columns: &Columns,
    ) -> Result<(Vec<TrackId>, Features), &'static str> {
        let text = |column: usize| record.get(column).unwrap_or_default();
        let number = |column: usize| text(column).trim().replace(',', ".").parse::<f64>().ok();
        let share = |column: usize| number(column).filter(|x| (0.0..=1.0).contains(x));
        let (Some(valence), Some(energy)) = (share(columns.valence), share(columns.energy)) else {
            return Err("valence and energy are not numbers from 0 to 1");
        };
        let features = Features {
            valence,
            energy,
            danceability: columns.danceability.and_then(share),
            tempo: columns.tempo.and_then(number).filter(|tempo| *tempo > 0.0),
        };
        let length = columns.length_ms.and_then(number).filter(|ms| *ms > 0.0).map(|ms| ms / 1000.0);
        let named: Vec<&(TrackId, f64)> = artists(text(columns.artist))
            .into_iter()
            .flat_map(|artist| {
                titles(text(columns.title)).into_iter().map(move |title| (artist.clone(), title))
            })
            .filter_map(|key| self.tracks.get(&key))
            .flatten()
            .collect();
        if named.is_empty() {
            return Err("the library has no track of this name");
        }
        let same =
            |(_, known): &&(TrackId, f64)| length.is_none_or(|length| (length - known).abs() < SAME_LENGTH);
        let tracks: Vec<TrackId> = named.into_iter().filter(same).map(|(id, _)| *id).collect();
        if tracks.is_empty() {
            Err("the track of this name has another length")
        } else {
            Ok((tracks, features))
        }
    }
}

/// The names of an artist field, each and all together: `A, B`, `A; B`, `['A', 'B']`, `A feat. B`.
fn artists(text: &str) -> Vec<String> {
    let mut names = vec![words(text).join(" ")];
    let parts = text
        .split([';', ',', '[', ']'])
        .flat_map(|part| part.split(" feat. "))
        .flat_map(|part| part.split(" & "));
    for part in parts.map(|part| words(part).join(" ")) {
        if !part.is_empty() && !names.contains(&part) {
            names.push(part);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// A title whole, and without what stands in brackets or after a dash ("(Remastered 2011)", "- Live").
fn titles(text: &str) -> Vec<String> {
    let mut names = vec![words(text).join(" ")];
    let end = text.find(['(', '[']).into_iter().chain(text.find(" - ")).filter(|at| *at > 0).min();
    if let Some(end) = end {
        let bare = words(&text[..end]).join(" ");
        // A live take is another recording.
        let other = ["live", "remix", "acoustic", "demo", "instrumental", "karaoke"];
        if !words(&text[end..]).iter().any(|word| other.contains(&word.as_str())) && !bare.is_empty() {
            names.push(bare);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::scan::ScanBatch;
    use crate::library::{ImportReport, Tags};
    use crate::mood::MoodSource;

    fn library(tracks: &[(&str, &str, Option<&str>)]) -> Library {
        let mut library = Library::in_memory().unwrap();
        let read = tracks.iter().enumerate().map(|(n, (artist, title, mood))| {
            let tags = Tags {
                title: (*title).to_owned(),
                artist: Some((*artist).to_owned()),
                mood: mood.map(str::to_owned),
                ..Tags::default()
            };
            let moods = crate::library::mood_words::evidence(&tags);
            let path = format!("/m/{n}").into();
            crate::library::scan::ReadFile { moods, ..crate::library::tests::file(path, tags) }
        });
        let batch = ScanBatch { read: read.collect(), ..ScanBatch::default() };
        library.apply(&batch, &mut ImportReport::default()).unwrap();
        library
    }

    fn import(library: &mut Library, table: &str) -> Result<FeaturesReport, LibraryError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        std::fs::write(&path, table).unwrap();
        library.import_features(&path)
    }

    #[test]
    fn exportify_s_table_is_matched_by_artist_title_and_length() {
        let mut library = library(&[("Ada; Bo", "Étude (Remastered 2011)", None), ("Bo", "Riot", None)]);
        let table = "\u{feff}\"Track URI\",\"Track Name\",\"Artist Name(s)\",\"Duration (ms)\",\"Energy\",\"Valence\",\"Tempo\"\n\
                     x,Etude,\"Ada,Bo\",181000,0.2,0.9,120.1\n\
                     x,RIOT,bo,300000,0.9,0.1,90\n\
                     x,Nobody,Nobody,1000,0.5,0.5,1\n\
                     x,Riot,Bo,180000,loud,0.1,90\n";
        let report = import(&mut library, table).unwrap();
        assert_eq!((report.rows, report.tracks), (4, 1));
        let reasons: Vec<_> = report.unmatched.iter().map(|row| (row.line, row.reason)).collect();
        assert_eq!(reasons.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5], "{reasons:?}");
        let mood = library.track(TrackId(1)).unwrap().unwrap().mood;
        assert_eq!((mood.source, mood.confidence), (MoodSource::Tag, CONFIDENCE));
        assert!((mood.affect.valence - 0.8).abs() < 1e-6 && (mood.affect.arousal + 0.6).abs() < 1e-6);
    }

    #[test]
    fn a_mood_tag_of_the_file_comes_first() {
        let mut library = library(&[("Ada", "One", Some("calm"))]);
        import(&mut library, "name;artists;valence;energy\nOne;['Ada'];0.1;0.9\n").unwrap();
        let mood = library.track(TrackId(1)).unwrap().unwrap().mood;
        assert!(mood.affect.valence > 0.5 && mood.confidence > CONFIDENCE);
    }

    #[test]
    fn features_outlive_a_change_of_the_file_s_tags() {
        let mut library = library(&[("Ada", "One", None)]);
        import(&mut library, "name;artists;valence;energy\nOne;Ada;0.1;0.9\n").unwrap();
        for (mood, valence) in [(Some("calm"), 0.58), (None, -0.8)] {
            let tags = Tags {
                title: "One".to_owned(),
                artist: Some("Ada".to_owned()),
                mood: mood.map(str::to_owned),
                ..Tags::default()
            };
            let moods = crate::library::mood_words::evidence(&tags);
            let file =
                crate::library::scan::ReadFile { moods, ..crate::library::tests::file("/m/0".into(), tags) };
            let batch = ScanBatch { read: vec![file], ..ScanBatch::default() };
            library.apply(&batch, &mut ImportReport::default()).unwrap();
            let found = library.track(TrackId(1)).unwrap().unwrap().mood.affect.valence;
            assert!((found - valence).abs() < 1e-6, "{mood:?}: {found}");
        }
    }

    #[test]
    fn other_tables_are_refused_in_words() {
        let mut library = library(&[]);
        let error = import(&mut library, "a,b\n1,2\n").unwrap_err().to_string();
        assert!(error.contains("title"), "{error}");
    }
}
