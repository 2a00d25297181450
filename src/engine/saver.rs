//! Writes files on a thread of its own: a slow disk must not hold up the music. Of each file the newest state counts.

use std::io;
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Sender, bounded};

use crate::channel::{NewestSender, newest};
use crate::settings::Settings;

/// Rest after each write, so that a slider that is dragged does not write at every step.
const REST: Duration = Duration::from_millis(300);

/// The saving thread. Dropping this writes what is still to be written, and waits for it.
pub struct Saver {
    files: Option<Files>,
    thread: Option<JoinHandle<()>>,
}

/// What is to be written.
struct Files {
    settings: NewestSender<Settings>,
    /// Its end cuts the rests short.
    _hurry: Sender<()>,
}

impl Saver {
    /// Starts the thread. `failed` is called there when a file cannot be written.
    pub fn spawn(
        settings_path: PathBuf,
        failed: impl Fn(io::Error) + Send + 'static,
    ) -> Result<Self, io::Error> {
        let (settings, new_settings) = newest::<Settings>();
        let (hurry, rest) = bounded::<()>(0); // carries nothing; its end is the message
        let thread = std::thread::Builder::new().name("saver".into()).spawn(move || {
            for settings in new_settings {
                if let Err(error) = settings.save(&settings_path) {
                    failed(error);
                }
                let _timeout_or_hurry = rest.recv_timeout(REST);
            }
        })?;
        Ok(Self { files: Some(Files { settings, _hurry: hurry }), thread: Some(thread) })
    }

    /// Writes the settings soon.
    pub fn save_settings(&self, settings: &Settings) {
        let sent = self.files.as_ref().map(|files| files.settings.send(settings.clone()));
        if matches!(sent, Some(Err(_))) {
            log::error!("the saving thread has ended: settings are not kept");
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.files = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the saving thread has panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_settings_are_on_the_disk_when_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        let saver = Saver::spawn(path.clone(), |error| panic!("{error}")).unwrap();
        for step in 0..=50_u8 {
            saver.save_settings(&Settings { volume: f32::from(step) / 100.0, ..Settings::default() });
        }
        drop(saver);
        assert!((Settings::load(&path).0.volume - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_file_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (tell, told) = bounded(8);
        let saver = Saver::spawn(folder.path().join("missing/settings.toml"), move |error| {
            tell.send(error.kind()).unwrap();
        });
        saver.unwrap().save_settings(&Settings::default());
        assert_eq!(told.recv_timeout(Duration::from_mins(1)), Ok(io::ErrorKind::NotFound));
    }
}
