//! Writing answers and errors, as text for people or JSON for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::CliError;

/// Where answers go, and in which form.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    json: bool,
}

impl Output {
    /// JSON or text.
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Is JSON wanted?
    pub const fn is_json(self) -> bool {
        self.json
    }

    /// One JSON document on a line of its own.
    ///
    /// # Errors
    /// When standard output is closed.
    pub fn json(self, document: &impl Serialize) -> Result<(), CliError> {
        let mut text = serde_json::to_string(document)
            .map_err(|e| CliError::new("The answer cannot be written as JSON.").with_detail(e))?;
        text.push('\n');
        write_out(&text)
    }

    /// A line for people.
    ///
    /// # Errors
    /// When standard output is closed.
    pub fn line(self, text: impl AsRef<str>) -> Result<(), CliError> {
        write_out(&format!("{}\n", text.as_ref()))
    }

    /// An error on stderr: `{error, detail}` with `--json`.
    pub fn error(self, error: &CliError) {
        let text = if self.json {
            serde_json::json!({ "error": error.error, "detail": error.detail }).to_string()
        } else if error.detail.is_empty() {
            format!("mien: {}", error.error)
        } else {
            format!("mien: {}\n      ({})", error.error, error.detail)
        };
        let _nobody_reads = writeln!(io::stderr(), "{text}");
    }
}

fn write_out(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|e| CliError::new("Standard output is closed.").with_detail(e))
}
