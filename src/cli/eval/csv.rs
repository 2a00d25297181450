//! Tables in files, plain or gzipped: a heading, then rows of simple fields.

use std::fs::File;
use std::io::{BufRead, BufReader, Lines, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::cli::CliError;

/// A table being read.
pub struct Table {
    name: String,
    lines: Lines<BufReader<Box<dyn Read>>>,
    heading: Vec<String>,
    row: usize,
}

impl Table {
    /// Opens a table and reads its heading.
    pub fn open(path: &Path) -> Result<Self, CliError> {
        let name = path.display().to_string();
        let unreadable = |e: std::io::Error| CliError::new(format!("{name} cannot be read: {e}."));
        let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(unreadable)?);
        let start = reader.fill_buf().map_err(unreadable)?;
        let (gzip, xz) = (start.starts_with(&[0x1f, 0x8b]), start.starts_with(b"\xfd7zXZ"));
        if xz {
            return Err(CliError::new(format!(
                "{name} is packed with xz; unpack it first with: xz -dk {name}"
            )));
        }
        let reader: Box<dyn Read> =
            if gzip { Box::new(MultiGzDecoder::new(reader)) } else { Box::new(reader) };
        let mut table = Self {
            name,
            lines: BufReader::with_capacity(1 << 16, reader).lines(),
            heading: Vec::new(),
            row: 0,
        };
        let heading = table.next_line()?.ok_or_else(|| table.error("it is empty"))?;
        table.heading = fields(&heading).map(str::to_lowercase).collect();
        Ok(table)
    }

    /// The place of a column by its name, in any case; `None` when there is none.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.heading.iter().position(|heading| heading.eq_ignore_ascii_case(name))
    }

    /// The place of a column that must be there.
    pub fn required(&self, name: &str) -> Result<usize, CliError> {
        self.column(name).ok_or_else(|| self.error(&format!("it has no column \"{name}\"")))
    }

    /// The next row's text; `None` at the end. Empty lines are passed over.
    pub fn next_line(&mut self) -> Result<Option<String>, CliError> {
        loop {
            let Some(line) = self.lines.next() else { return Ok(None) };
            self.row += 1;
            let line = line.map_err(|e| self.error(&e.to_string()))?;
            let line = line.trim_start_matches('\u{feff}').trim_end();
            if !line.is_empty() {
                return Ok(Some(line.to_owned()));
            }
        }
    }

    /// An error about the row read last.
    pub fn error(&self, reason: &str) -> CliError {
        CliError::new(format!("{}, line {}: {reason}.", self.name, self.row))
    }
}

/// The fields of a row, without quotes. Fields of these tables hold no commas.
pub fn fields(line: &str) -> impl Iterator<Item = &str> {
    line.split(',').map(|field| field.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn table(bytes: &[u8]) -> Result<Table, CliError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        Table::open(file.path())
    }

    #[test]
    fn columns_are_found_by_name() {
        let mut table = table(b"\xef\xbb\xbfemotion, Usage,pixels\r\n\r\n3,Training,\"1 2\"\r\n").unwrap();
        assert_eq!((table.column("usage"), table.column("votes")), (Some(1), None));
        let line = table.next_line().unwrap().unwrap();
        assert_eq!(fields(&line).collect::<Vec<_>>(), ["3", "Training", "1 2"]);
        assert_eq!(table.next_line().unwrap(), None);
    }

    #[test]
    fn a_packed_table_is_unpacked() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"a,b\n1,2\n").unwrap();
        let mut table = table(&packed.finish().unwrap()).unwrap();
        assert_eq!(table.next_line().unwrap().as_deref(), Some("1,2"));
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        assert!(table(b"").is_err());
        assert!(table(b"\xfd7zXZ\0\0").err().unwrap().error.contains("xz -dk"));
        assert!(Table::open(Path::new("/nonexistent.csv")).err().unwrap().error.contains("nonexistent.csv"));
    }
}
