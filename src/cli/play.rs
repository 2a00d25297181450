//! `mien play`.

use super::args::PlayArgs;
use super::{CliError, Context, Outcome};

/// Runs the command.
pub fn run(_args: &PlayArgs, _context: &Context) -> Result<Outcome, CliError> {
    Err(CliError::new("This command is still being built."))
}
