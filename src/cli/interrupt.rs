//! Ctrl-C, and the system's wish that a program ends.

use crossbeam_channel::{Receiver, bounded};

use super::CliError;

/// A channel that speaks when the user presses Ctrl-C or the system asks to end.
///
/// # Errors
/// When the system takes no handler.
pub fn on_interrupt() -> Result<Receiver<()>, CliError> {
    let (sender, receiver) = bounded(1);
    ctrlc::set_handler(move || {
        let _already_told = sender.try_send(());
    })
    .map_err(|e| CliError::new("Ctrl-C cannot be caught on this system.").with_detail(e))?;
    Ok(receiver)
}
