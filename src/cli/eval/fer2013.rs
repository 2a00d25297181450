//! FER2013 in Kaggle's layout: a class number, 48 by 48 gray pixels as text, and the split.

use std::path::Path;

use super::csv::{Table, fields};
use crate::cli::CliError;
use crate::emotion::Emotion;

/// Side of a picture in pixels.
pub const SIDE: u32 = 48;

/// One labelled picture.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, from 0, all splits counted: FER+ refers to it.
    pub number: usize,
    /// The original label.
    pub label: Emotion,
    /// The split, where the file tells.
    pub usage: String,
    /// `[row][column]`, [`SIDE`] squared.
    pub pixels: Vec<u8>,
}

/// The rows of a file, or those of one split.
///
/// # Errors
/// When the file cannot be read, a row is no labelled picture, or no row is of the split.
pub fn read(path: &Path, usage: Option<&str>) -> Result<Vec<Row>, CliError> {
    let mut table = Table::open(path)?;
    let (emotion, pixels) = (table.required("emotion")?, table.required("pixels")?);
    let split = if usage.is_some() { Some(table.required("Usage")?) } else { table.column("Usage") };
    let mut rows = Vec::new();
    let mut number = 0;
    while let Some(line) = table.next_line()? {
        let cells: Vec<&str> = fields(&line).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let row_usage = split.map_or("", cell);
        if usage.is_none_or(|wanted| wanted.eq_ignore_ascii_case(row_usage)) {
            let label =
                label(cell(emotion)).ok_or_else(|| table.error("the emotion is not a number from 0 to 6"))?;
            let pixels = picture(cell(pixels))
                .ok_or_else(|| table.error("the pixels are not 2304 numbers from 0 to 255"))?;
            rows.push(Row { number, label, usage: row_usage.to_owned(), pixels });
        }
        number += 1;
    }
    match (rows.is_empty(), usage) {
        (false, _) => Ok(rows),
        (true, None) => Err(CliError::new(format!("{} holds no pictures.", path.display()))),
        (true, Some(usage)) => Err(CliError::new(format!(
            "{} holds no pictures of the usage \"{usage}\"; the usages are Training, PublicTest and PrivateTest.",
            path.display()
        ))),
    }
}

fn label(text: &str) -> Option<Emotion> {
    Emotion::ALL.get(text.parse::<usize>().ok()?).copied()
}

fn picture(text: &str) -> Option<Vec<u8>> {
    let pixels: Vec<u8> = text.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    (pixels.len() == (SIDE * SIDE) as usize).then_some(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("emotion,pixels,Usage\n{rows}")).unwrap();
        file
    }

    fn row(label: u8, usage: &str) -> String {
        format!("{label},{},{usage}\n", vec!["7"; 2304].join(" "))
    }

    #[test]
    fn rows_keep_their_number_when_a_split_is_chosen() {
        let file = file(&[row(0, "Training"), row(3, "PublicTest")].concat());
        let rows = read(file.path(), Some("PublicTest")).unwrap();
        assert_eq!((rows.len(), rows[0].number, rows[0].label), (1, 1, Emotion::Happy));
        assert_eq!(rows[0].pixels, [7; 2304]);
        assert_eq!(read(file.path(), None).unwrap().len(), 2);
    }

    #[test]
    fn broken_rows_are_told_by_line() {
        for (bad, reason) in [("3,1 2 3,Training\n", "line 3"), ("9,1 2,Training\n", "0 to 6")] {
            let error = read(file(&(row(1, "Training") + bad)).path(), None).unwrap_err();
            assert!(error.error.contains(reason), "{error}");
        }
    }

    #[test]
    fn a_split_that_is_not_there_is_an_error() {
        let error = read(file(&row(1, "Training")).path(), Some("PrivateTest")).unwrap_err();
        assert!(error.error.contains("PrivateTest"), "{error}");
    }
}
