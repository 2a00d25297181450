//! `mien recommend`.

use super::args::RecommendArgs;
use super::{CliError, Context, Outcome};

/// Runs the command.
pub fn run(_args: &RecommendArgs, _context: &Context) -> Result<Outcome, CliError> {
    Err(CliError::new("This command is still being built."))
}
