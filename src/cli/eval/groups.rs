//! Accuracy by group of people, so that anyone can check for bias: a table says which picture shows whom.

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path};

use serde::Serialize;

use crate::cli::CliError;
use crate::emotion::{Emotion, EmotionScores};
use crate::vision::metrics::{Figures, wilson_95};

/// What a picture that the table does not name belongs to.
const UNNAMED: &str = "(none)";

/// The group of each picture, by what the table calls the picture.
pub struct Groups(HashMap<String, String>);

/// How one group fares.
#[derive(Debug, PartialEq, Serialize)]
pub struct GroupFigures {
    /// Pictures that were read.
    pub pictures: usize,
    /// Pictures in which no face was found; in none of the figures.
    pub undetected: usize,
    /// Part of the pictures read whose most probable emotion is the true one, 0..=1; `None` without any.
    pub accuracy: Option<f64>,
    /// Where the accuracy of all such pictures lies with 95 % confidence (Wilson 1927).
    pub accuracy_95: Option<[f64; 2]>,
    /// Mean F1 of the classes that occur, 0..=1.
    pub macro_f1: Option<f64>,
    /// Part of all its pictures, found or not, that were named rightly, with 95 % confidence.
    pub named_rightly_95: [f64; 2],
}

/// By name of the group.
pub type ByGroup = BTreeMap<String, GroupFigures>;

impl Groups {
    /// Reads a table with the columns `picture` and `group`, in any order and with others beside them.
    ///
    /// # Errors
    /// When it cannot be read, lacks a column or names a picture twice with different groups.
    pub fn read(path: &Path) -> Result<Self, CliError> {
        let name = path.display();
        let unreadable = |e: csv::Error| CliError::new(format!("{name} cannot be read: {e}."));
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_path(path)
            .map_err(unreadable)?;
        let heading = reader.headers().map_err(unreadable)?.clone();
        let column = |wanted: &str| {
            let is_it = |field: &str| field.trim_start_matches('\u{feff}').eq_ignore_ascii_case(wanted);
            heading.iter().position(is_it).ok_or_else(|| {
                CliError::new(format!(
                    "{name} has no column \"{wanted}\"; it needs \"picture\" and \"group\"."
                ))
            })
        };
        let (picture, group) = (column("picture")?, column("group")?);
        let mut groups: HashMap<String, String> = HashMap::new();
        for row in reader.records() {
            let row = row.map_err(unreadable)?;
            let (Some(picture), Some(group)) = (row.get(picture), row.get(group)) else { continue };
            let before = groups.insert(plain(Path::new(picture)), group.to_owned());
            if before.is_some_and(|before| before != group) {
                return Err(CliError::new(format!("{name} puts the picture \"{picture}\" in two groups.")));
            }
        }
        Ok(Self(groups))
    }

    /// The group of a picture in a folder: by its path below the folder, its path as given, or its bare name.
    pub fn of_picture(&self, folder: &Path, picture: &Path) -> &str {
        let below = picture.strip_prefix(folder).unwrap_or(picture);
        let name = picture.file_name().map_or(picture, Path::new);
        self.first(&[plain(below), plain(picture), plain(name)])
    }

    /// The group of a row of a table, by its number from 0.
    pub fn of_row(&self, number: usize) -> &str {
        self.first(&[number.to_string()])
    }

    fn first(&self, names: &[String]) -> &str {
        names.iter().find_map(|name| self.0.get(name)).map_or(UNNAMED, String::as_str)
    }
}

/// A path with one separator and without steps that lead nowhere, so that tables of any system match.
fn plain(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let root = if text.starts_with('/') { "/" } else { "" };
    let parts: Vec<_> = Path::new(&text)
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::ParentDir => Some("..".to_owned()),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
        })
        .collect();
    format!("{root}{}", parts.join("/"))
}

/// Labels and scores of the faces found, and how many were not.
type Read = (Vec<(Emotion, EmotionScores)>, usize);

/// Figures of each group. `results`: group, true label, and the scores unless no face was found.
pub fn by_group<'a>(results: impl IntoIterator<Item = (&'a str, Emotion, Option<EmotionScores>)>) -> ByGroup {
    let mut groups: BTreeMap<&str, Read> = BTreeMap::new();
    for (group, label, scores) in results {
        let (scored, undetected) = groups.entry(group).or_default();
        match scores {
            Some(scores) => scored.push((label, scores)),
            None => *undetected += 1,
        }
    }
    groups
        .into_iter()
        .map(|(group, (scored, undetected))| (group.to_owned(), of_group(&scored, undetected)))
        .collect()
}

fn of_group(scored: &[(Emotion, EmotionScores)], undetected: usize) -> GroupFigures {
    let figures = Figures::of(scored);
    let right = scored.iter().filter(|(label, scores)| scores.leading().0 == *label).count();
    GroupFigures {
        pictures: scored.len(),
        undetected,
        accuracy: figures.as_ref().map(|f| f.accuracy),
        accuracy_95: figures.as_ref().map(|f| f.accuracy_95),
        macro_f1: figures.as_ref().map(|f| f.macro_f1),
        named_rightly_95: wilson_95(right, scored.len() + undetected),
    }
}

/// The groups for people, a line each.
pub fn text(groups: &ByGroup) -> String {
    let longest = groups.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(5);
    let mut lines = vec![format!(
        "By group\n  {:<longest$}  pictures  no face  accuracy  95 % interval     macro-F1",
        "group"
    )];
    for (name, group) in groups {
        let percent =
            |part: Option<f64>| part.map_or_else(|| "-".to_owned(), |p| format!("{:.1} %", p * 100.0));
        let interval = group.accuracy_95.map_or_else(
            || "-".to_owned(),
            |[low, high]| format!("{:.1} to {:.1} %", low * 100.0, high * 100.0),
        );
        let f1 = group.macro_f1.map_or_else(|| "-".to_owned(), |f1| format!("{f1:.3}"));
        lines.push(format!(
            "  {name:<longest$}  {:>8}  {:>7}  {:>8}  {interval:<16}  {f1:>8}",
            group.pictures,
            group.undetected,
            percent(group.accuracy)
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Result<Groups, CliError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Groups::read(file.path())
    }

    #[test]
    fn a_picture_is_found_by_path_or_by_name() {
        let groups =
            groups("\u{feff}Group,picture\nA,happy/a.png\nB,\"b, 2.png\"\nC,.\\sad\\a.png\nD,17\n").unwrap();
        let of = |picture: &str| {
            groups.of_picture(Path::new("/faces"), &Path::new("/faces").join(picture)).to_owned()
        };
        assert_eq!([of("happy/a.png"), of("sad/a.png"), of("angry/b, 2.png")], ["A", "C", "B"]);
        assert_eq!(of("fear/a.png"), UNNAMED);
        assert_eq!((groups.of_row(17), groups.of_row(18)), ("D", UNNAMED));
    }

    #[test]
    fn tables_that_make_no_sense_say_why() {
        assert!(groups("picture,age\na.png,3\n").err().unwrap().error.contains("\"group\""));
        assert!(groups("picture,group\na.png,x\na.png,y\n").err().unwrap().error.contains("two groups"));
        assert!(Groups::read(Path::new("/nonexistent.csv")).err().unwrap().error.contains("nonexistent.csv"));
    }

    #[test]
    fn a_face_that_was_not_found_counts_against_nobody_but_is_told() {
        let certain = |emotion| Some(EmotionScores::certain(emotion));
        let found = by_group([
            ("a", Emotion::Happy, certain(Emotion::Happy)),
            ("a", Emotion::Sad, certain(Emotion::Happy)),
            ("b", Emotion::Sad, None),
        ]);
        assert_eq!((found["a"].accuracy, found["a"].undetected), (Some(0.5), 0));
        assert_eq!((found["b"].accuracy, found["b"].pictures, found["b"].undetected), (None, 0, 1));
        assert!(found["b"].named_rightly_95[0] < 1e-9 && found["b"].named_rightly_95[1] > 0.5);
        assert!(text(&found).contains("50.0 %"));
    }
}
