//! `mien import`.

use super::args::ImportArgs;
use super::{CliError, Context, Outcome};

/// Runs the command.
pub fn run(_args: &ImportArgs, _context: &Context) -> Result<Outcome, CliError> {
    Err(CliError::new("This command is still being built."))
}
