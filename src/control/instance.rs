//! Who may run an engine on a data folder: one process at a time, held by a lock that the system frees when the process
//! ends, however it ends.

use std::fs::{File, TryLockError};
use std::io;

use super::server::{self, Server};
use crate::engine::Commander;
use crate::paths::Paths;

/// The answer to "may I?".
#[derive(Debug)]
pub enum Claim {
    /// Yes, as long as this lives.
    Granted(Instance),
    /// Another process runs on this data folder: ask it.
    Taken,
}

/// The right to run an engine on a data folder; dropping it gives the right back.
#[derive(Debug)]
pub struct Instance {
    paths: Paths,
    server: Option<Server>,
    /// Held open for its lock; none where the folder cannot be written or its disk knows no locks.
    _lock: Option<File>,
}

/// Asks for the right to run an engine on this data folder. Never waits.
pub fn claim(paths: &Paths) -> Claim {
    let granted = |lock| Claim::Granted(Instance { paths: paths.clone(), server: None, _lock: lock });
    let file = match File::options().create(true).truncate(false).write(true).open(paths.lock()) {
        Ok(file) => file,
        Err(error) => {
            log::warn!("the data folder cannot be locked: {error}");
            return granted(None);
        }
    };
    match file.try_lock() {
        Ok(()) => granted(Some(file)),
        Err(TryLockError::WouldBlock) => Claim::Taken,
        Err(TryLockError::Error(error)) => {
            log::warn!("the data folder cannot be locked: {error}");
            granted(None)
        }
    }
}

impl Instance {
    /// Answers other processes from now on, on threads of its own.
    ///
    /// # Errors
    /// When there can be no socket; the engine works without one.
    pub fn serve(&mut self, engine: Commander) -> io::Result<()> {
        self.server = Some(server::start(&self.paths, engine)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_is_claimed_once_and_free_afterwards() {
        let scratch = tempfile::tempdir().unwrap();
        let paths = Paths::open(Some(scratch.path())).unwrap();
        let Claim::Granted(instance) = claim(&paths) else { panic!("free at first") };
        assert!(matches!(claim(&paths), Claim::Taken));
        drop(instance);
        assert!(matches!(claim(&paths), Claim::Granted(_)));
    }
}
