//! `mien analyze`.

use super::args::AnalyzeArgs;
use super::{CliError, Context, Outcome};

/// Runs the command.
pub fn run(_args: &AnalyzeArgs, _context: &Context) -> Result<Outcome, CliError> {
    Err(CliError::new("This command is still being built."))
}
