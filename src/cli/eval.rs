//! `mien eval`.

use super::args::EvalArgs;
use super::{CliError, Context, Outcome};

/// Runs the command.
pub fn run(_args: &EvalArgs, _context: &Context) -> Result<Outcome, CliError> {
    Err(CliError::new("This command is still being built."))
}
