//! Asks the running Mien.

use std::io::{self, BufRead, BufReader, Write};
use std::thread;
use std::time::{Duration, Instant};

use super::message::{Reply, Request};
use super::{Status, socket};
use crate::paths::Paths;

/// How long to knock at a Mien that is just starting or ending.
const KNOCKING: Duration = Duration::from_secs(5);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// No Mien runs on this data folder.
    #[error("Mien is not running. Start it with: mien")]
    NotRunning,
    /// It said no.
    #[error("{0}")]
    Refused(String),
    /// It did not answer, or in words nobody understands.
    #[error("Mien runs but does not answer. Close it and start it again.")]
    Silent(#[source] io::Error),
}

/// Asks the Mien that runs on this data folder.
///
/// # Errors
/// [`AskError`]: there is none, or it has no answer.
pub fn ask(paths: &Paths, request: &Request) -> Result<Status, AskError> {
    let mut last = Err(AskError::Silent(io::ErrorKind::UnexpectedEof.into()));
    converse(paths, request, |status| {
        last = Ok(status);
        Ok(())
    })?;
    last
}

/// Asks, and takes every answer until there are no more or `take` wants none.
///
/// # Errors
/// [`AskError`]: there is no Mien, or it has no answer.
pub fn converse(
    paths: &Paths,
    request: &Request,
    mut take: impl FnMut(Status) -> io::Result<()>,
) -> Result<(), AskError> {
    let stream = socket::connect(paths).map_err(|_| AskError::NotRunning)?;
    let mut line = serde_json::to_vec(request).map_err(|error| AskError::Silent(error.into()))?;
    line.push(b'\n');
    (&stream).write_all(&line).map_err(AskError::Silent)?;
    if matches!(request, Request::Follow) {
        socket::wait_for_ever(&stream).map_err(AskError::Silent)?;
    }
    for line in BufReader::new(&stream).lines() {
        let line = line.map_err(AskError::Silent)?;
        match serde_json::from_str(&line).map_err(|error| AskError::Silent(error.into()))? {
            Reply::Done(status) => take(*status).map_err(AskError::Silent)?,
            Reply::Refused { reason } => return Err(AskError::Refused(reason)),
        }
    }
    Ok(())
}

/// The same as [`ask`] for a Mien that is known to run, but may be just starting.
///
/// # Errors
/// [`AskError`]: it is gone after all, or has no answer.
pub fn ask_patiently(paths: &Paths, request: &Request) -> Result<Status, AskError> {
    let until = Instant::now() + KNOCKING;
    loop {
        match ask(paths, request) {
            Err(AskError::NotRunning) if Instant::now() < until => thread::sleep(Duration::from_millis(50)),
            answer => return answer,
        }
    }
}

/// Tells the running Mien, where there is one, that this process changed the library.
pub fn nudge(paths: &Paths) {
    match ask(paths, &Request::Refresh) {
        Ok(_) | Err(AskError::NotRunning) => {}
        Err(error) => log::warn!("the running Mien did not hear of the change: {error}"),
    }
}
