//! The FER+ votes: ten annotators for each row of FER2013 (Barsoum et al. 2016).

use std::path::Path;

use super::csv::{Table, fields};
use super::fer2013::Row;
use crate::cli::CliError;
use crate::emotion::Emotion;

/// The columns of votes in FER+'s order; of equals the first leads, as in the training code.
const COLUMNS: [(&str, Option<Emotion>); 10] = [
    ("neutral", Some(Emotion::Neutral)),
    ("happiness", Some(Emotion::Happy)),
    ("surprise", Some(Emotion::Surprise)),
    ("sadness", Some(Emotion::Sad)),
    ("anger", Some(Emotion::Angry)),
    ("disgust", Some(Emotion::Disgust)),
    ("fear", Some(Emotion::Fear)),
    ("contempt", None),
    ("unknown", None),
    ("NF", None),
];

/// The votes of all rows.
pub struct Votes(Vec<Vote>);

struct Vote {
    usage: String,
    /// `None` where contempt, unknown or "not a face" leads, or there is no picture.
    majority: Option<Emotion>,
}

/// Reads the votes.
///
/// # Errors
/// When the file cannot be read or a row holds no votes.
pub fn read(path: &Path) -> Result<Votes, CliError> {
    let mut table = Table::open(path)?;
    let usage = table.required("Usage")?;
    let name = table.column("Image name");
    let columns = COLUMNS.map(|(column, _)| table.required(column));
    let columns = columns.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut votes = Vec::new();
    while let Some(line) = table.next_line()? {
        let cells: Vec<&str> = fields(&line).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let counts: Result<Vec<u32>, _> = columns.iter().map(|&at| cell(at).parse()).collect();
        let counts = counts.map_err(|_| table.error("the votes are not numbers"))?;
        let named = name.is_none_or(|at| !cell(at).is_empty());
        votes.push(Vote {
            usage: cell(usage).to_owned(),
            majority: if named { majority(&counts) } else { None },
        });
    }
    Ok(Votes(votes))
}

impl Votes {
    /// The majority for each row of FER2013, `None` where it is none of the seven.
    ///
    /// # Errors
    /// When the two files do not belong together.
    pub fn labels_for(&self, rows: &[Row]) -> Result<Vec<Option<Emotion>>, CliError> {
        let label = |row: &Row| match self.0.get(row.number) {
            Some(vote) if row.usage.is_empty() || vote.usage == row.usage => Ok(vote.majority),
            Some(_) | None => Err(CliError::new(format!(
                "The FER+ votes do not belong to this FER2013 file: row {} differs.",
                row.number + 1
            ))),
        };
        rows.iter().map(label).collect()
    }
}

fn majority(counts: &[u32]) -> Option<Emotion> {
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let leader = counts.iter().position(|count| *count == most)?;
    COLUMNS.get(leader)?.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str =
        "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

    fn votes(rows: &str) -> Votes {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("{HEADING}{rows}")).unwrap();
        read(file.path()).unwrap()
    }

    fn row(number: usize, usage: &str) -> Row {
        Row { number, label: Emotion::Angry, usage: usage.to_owned(), pixels: Vec::new() }
    }

    #[test]
    fn the_majority_counts_and_of_equals_the_first() {
        assert_eq!(majority(&[4, 0, 0, 1, 3, 2, 0, 0, 0, 0]), Some(Emotion::Neutral));
        assert_eq!(majority(&[0, 5, 5, 0, 0, 0, 0, 0, 0, 0]), Some(Emotion::Happy));
    }

    #[test]
    fn what_is_none_of_the_seven_is_left_out() {
        assert_eq!(majority(&[1, 0, 0, 0, 0, 0, 0, 0, 9, 0]), None);
        assert_eq!(majority(&[0; 10]), None);
        let votes = votes("Training,,0,9,0,0,0,0,0,0,0,1\nTraining,a.png,0,9,0,0,0,0,0,0,0,1\n");
        let labels = votes.labels_for(&[row(0, "Training"), row(1, "Training")]).unwrap();
        assert_eq!(labels, [None, Some(Emotion::Happy)]);
    }

    #[test]
    fn files_that_do_not_belong_together_are_an_error() {
        let votes = votes("Training,a.png,9,0,0,0,0,0,0,0,0,1\n");
        assert!(votes.labels_for(&[row(0, "PublicTest")]).is_err());
        assert!(votes.labels_for(&[row(1, "Training")]).is_err());
    }
}
