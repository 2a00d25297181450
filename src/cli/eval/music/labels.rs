//! Labels of clips: a quadrant, or valence and arousal on any of the usual scales.

use std::path::Path;

use crate::affect::{Affect, Quadrant};
use crate::cli::CliError;
use crate::cli::eval::csv::Table;

const CLIP: &[&str] = &[
    "clip",
    "file",
    "filename",
    "file_name",
    "path",
    "id",
    "song_id",
    "songid",
    "song",
    "musicid",
    "track",
    "name",
];
const QUADRANT: &[&str] = &["quadrant", "quadrants", "q", "label", "class", "mood", "emotion"];
const VALENCE: &[&str] = &["valence", "valence_mean", "mean_valence", "valence(mean)", "static_valence", "v"];
const AROUSAL: &[&str] = &["arousal", "arousal_mean", "mean_arousal", "arousal(mean)", "static_arousal", "a"];
const GENRE: &[&str] = &["genres", "genre"];

/// One labelled clip.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Name of its file, with or without folder and ending.
    pub clip: String,
    /// Where people put it.
    pub affect: Affect,
    /// Genres, where the table has them.
    pub genre: Option<String>,
}

/// A table of labels.
#[derive(Debug)]
pub struct Labels {
    pub rows: Vec<Label>,
    /// What the places are made from.
    pub targets: &'static str,
}

impl Labels {
    /// Reads a table; columns are known by the names that data sets use.
    ///
    /// # Errors
    /// What is wrong with the table, and in which line.
    pub fn read(path: &Path) -> Result<Self, CliError> {
        let mut table = Table::open(path)?;
        let column = |table: &Table, names: &[&str]| names.iter().find_map(|name| table.column(name));
        let clip = column(&table, CLIP)
            .ok_or_else(|| table.error("it has no column \"clip\" with the names of the sound files"))?;
        let (valence, arousal) = (column(&table, VALENCE), column(&table, AROUSAL));
        let (quadrant, genre) = (column(&table, QUADRANT), column(&table, GENRE));
        let mut rows = Vec::new();
        let plane = valence.zip(arousal);
        if plane.is_none() && quadrant.is_none() {
            return Err(table.error("it has neither \"valence\" and \"arousal\" nor \"quadrant\""));
        }
        while let Some(line) = table.next_line()? {
            let fields = quoted_fields(&line);
            let field = |at: usize| fields.get(at).map(|f| f.trim()).filter(|f| !f.is_empty());
            let Some(name) = field(clip) else { return Err(table.error("it names no clip")) };
            let affect = match (plane, quadrant) {
                (Some((v, a)), _) => number(field(v)).zip(number(field(a))),
                (None, Some(q)) => field(q).and_then(centre),
                (None, None) => None,
            };
            let (v, a) =
                affect.ok_or_else(|| table.error("its label is neither a number nor one of Q1 to Q4"))?;
            rows.push((name.to_owned(), v, a, genre.and_then(field).map(str::to_owned)));
        }
        let targets = if plane.is_some() {
            "valence and arousal as labelled"
        } else {
            "centres of the labelled quadrants"
        };
        // One scale for both: an axis may not use all of it.
        let scale = Scale::of(rows.iter().flat_map(|row| [row.1, row.2]));
        let rows = rows
            .into_iter()
            .map(|(clip, v, a, genre)| Label {
                clip,
                affect: Affect::new(scale.apply(v), scale.apply(a)),
                genre,
            })
            .collect();
        Ok(Self { rows, targets })
    }
}

fn number(field: Option<&str>) -> Option<f32> {
    field?.parse().ok().filter(|x: &f32| x.is_finite())
}

/// The centre of a quadrant: half way to the corner.
fn centre(name: &str) -> Option<(f32, f32)> {
    let name = name.to_lowercase();
    let place = match name.strip_prefix('q').unwrap_or(&name) {
        "1" => 0,
        "2" => 1,
        "3" => 2,
        "4" => 3,
        word => Quadrant::ALL.iter().position(|q| q.name() == word).or(match word {
            "happy" => Some(0),
            "angry" => Some(1),
            "relaxed" => Some(3),
            _ => None,
        })?,
    };
    [(0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)].get(place).copied()
}

/// A scale of ratings, told from the numbers that occur.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    middle: f32,
    half: f32,
}

impl Scale {
    fn of(numbers: impl Iterator<Item = f32>) -> Self {
        let (low, high) = numbers.fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(x), high.max(x)));
        let (middle, half) = match (low, high) {
            (low, high) if low >= 0.0 && high <= 1.0 => (0.5, 0.5),
            (low, high) if low >= -1.0 && high <= 1.0 => (0.0, 1.0),
            (low, high) if low >= 1.0 && high <= 5.0 => (3.0, 2.0),
            (low, high) if low >= 1.0 && high <= 9.0 => (5.0, 4.0),
            (low, high) if low < 0.0 => (0.0, high.max(-low)),
            (low, high) => (f32::midpoint(low, high), (high - low).max(f32::MIN_POSITIVE) / 2.0),
        };
        Self { middle, half }
    }

    fn apply(self, x: f32) -> f32 {
        (x - self.middle) / self.half
    }
}

/// The fields of a row; quotes may hold commas, and quotes written twice.
pub fn quoted_fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, quoted) {
            ('"', true) if signs.peek() == Some(&'"') => {
                signs.next();
                fields.last_mut().into_iter().for_each(|f| f.push('"'));
            }
            ('"', _) => quoted = !quoted,
            (',', false) => fields.push(String::new()),
            (other, _) => fields.last_mut().into_iter().for_each(|f| f.push(other)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Labels, CliError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Labels::read(file.path())
    }

    #[test]
    fn quadrants_become_their_centres() {
        let labels = read("clip,quadrant,title\na,Q2,\"x, y\"\nb,4,z\nc,calm,\n").unwrap();
        let places: Vec<_> = labels.rows.iter().map(|r| (r.affect.valence, r.affect.arousal)).collect();
        assert_eq!(places, [(-0.5, 0.5), (0.5, -0.5), (0.5, -0.5)]);
    }

    #[test]
    fn ratings_come_to_the_plane_from_their_scale() {
        let labels = read("song_id,valence_mean,arousal_mean\n1,5,9\n2,1.5,3\n").unwrap();
        assert_eq!(labels.rows[0].affect, Affect::new(0.0, 1.0));
        let labels = read("musicId,Arousal(mean),Valence(mean)\n1,0.5,1\n2,0,0.25\n").unwrap();
        assert_eq!(labels.rows[0].affect, Affect::new(1.0, 0.0));
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        assert!(read("clip,title\na,b\n").unwrap_err().error.contains("quadrant"));
        assert!(read("clip,quadrant\na,Q1\nb,Q7\n").unwrap_err().error.contains("line 3"));
    }

    #[test]
    fn quotes_may_hold_commas_and_quotes() {
        assert_eq!(quoted_fields("a,\"b, \"\"c\"\"\",d"), ["a", "b, \"c\"", "d"]);
    }
}
