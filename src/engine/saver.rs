//! Writes files on a thread of its own: a slow disk must not hold up the music. Of each file the newest state counts.

use std::io;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, never, select};

use super::session::{Place, Session};
use crate::channel::{NewestSender, newest};
use crate::paths::{Paths, write_atomically};
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
    session: NewestSender<Session>,
    place: NewestSender<Place>,
    window: NewestSender<String>,
    /// Its end cuts the rests short.
    _hurry: Sender<()>,
}

impl Saver {
    /// Starts the thread. `failed` is called there when a file cannot be written, once as long as nothing changes: a disk
    /// that is full stays so for a while.
    pub fn spawn(paths: &Paths, failed: impl Fn(io::Error) + Send + 'static) -> Result<Self, io::Error> {
        let (settings, new_settings) = newest();
        let (session, new_session) = newest();
        let (place, new_place) = newest();
        let (window, new_window) = newest();
        let (hurry, rest) = bounded(0); // carries nothing; its end is the message
        let paths = paths.clone();
        let waiting =
            Waiting { settings: new_settings, session: new_session, place: new_place, window: new_window };
        let thread = std::thread::Builder::new()
            .name("saver".into())
            .spawn(move || run(&paths, waiting, &rest, &failed))?;
        let files = Files { settings, session, place, window, _hurry: hurry };
        Ok(Self { files: Some(files), thread: Some(thread) })
    }

    /// Writes the settings soon.
    pub fn save_settings(&self, settings: &Settings) {
        let sent = self.files.as_ref().map(|files| files.settings.send(settings.clone()));
        if matches!(sent, Some(Err(_))) {
            log::error!("the saving thread has ended: settings are not kept");
        }
    }

    /// Writes the session soon.
    pub fn save_session(&self, session: Session) {
        let sent = self.files.as_ref().map(|files| files.session.send(session));
        if matches!(sent, Some(Err(_))) {
            log::error!("the saving thread has ended: the session is not kept");
        }
    }

    /// Writes where in its track the session is by now soon.
    pub fn save_place(&self, place: Place) {
        let sent = self.files.as_ref().map(|files| files.place.send(place));
        if matches!(sent, Some(Err(_))) {
            log::error!("the saving thread has ended: the position is not kept");
        }
    }

    /// Writes how the window was left soon.
    pub fn save_window(&self, text: String) {
        let sent = self.files.as_ref().map(|files| files.window.send(text));
        if matches!(sent, Some(Err(_))) {
            log::error!("the saving thread has ended: how the window was left is not kept");
        }
    }
}

/// What is to be written, seen from the thread.
struct Waiting {
    settings: Receiver<Settings>,
    session: Receiver<Session>,
    place: Receiver<Place>,
    window: Receiver<String>,
}

fn run(paths: &Paths, mut waiting: Waiting, rest: &Receiver<()>, failed: &impl Fn(io::Error)) {
    let mut open = 4;
    let mut trouble = None;
    while open > 0 {
        // A way that has ended is not listened to any more.
        let written = select! {
            recv(waiting.settings) -> new => if let Ok(new) = new {
                Some(new.save(&paths.settings()))
            } else {
                waiting.settings = never();
                None
            },
            recv(waiting.session) -> new => if let Ok(new) = new {
                Some(new.save(&paths.session()))
            } else {
                waiting.session = never();
                None
            },
            recv(waiting.place) -> new => if let Ok(new) = new {
                Some(new.save(&paths.position()))
            } else {
                waiting.place = never();
                None
            },
            recv(waiting.window) -> new => if let Ok(new) = new {
                Some(write_atomically(&paths.window(), new.as_bytes()))
            } else {
                waiting.window = never();
                None
            },
        };
        match written {
            None => {
                open -= 1;
                continue;
            }
            Some(Err(error)) => {
                if trouble.replace(error.kind()) != Some(error.kind()) {
                    failed(error);
                }
            }
            Some(Ok(())) => trouble = None,
        }
        let _timeout_or_hurry = rest.recv_timeout(REST);
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
    use crate::library::TrackId;

    #[test]
    fn the_newest_state_is_on_the_disk_when_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::open(Some(folder.path())).unwrap();
        let saver = Saver::spawn(&paths, |error| panic!("{error}")).unwrap();
        let mut session = Session::default();
        for step in 0..=50_u8 {
            saver.save_settings(&Settings { volume: f32::from(step) / 100.0, ..Settings::default() });
            session.list.tracks = vec![(TrackId(step.into()), step.into())];
            saver.save_session(session.clone());
            saver.save_place(Place { session: 0, position: step.into() });
            saver.save_window(format!("row = {step}"));
        }
        drop(saver);
        assert!((Settings::load(&paths.settings()).0.volume - 0.5).abs() < 1e-6);
        assert_eq!(Session::load(&paths), Some(session));
        assert!(std::fs::read_to_string(paths.position()).unwrap().contains("position = 50.0"));
        assert_eq!(std::fs::read_to_string(paths.window()).unwrap(), "row = 50");
    }

    #[test]
    fn files_that_cannot_be_written_are_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::open(Some(&folder.path().join("gone"))).unwrap();
        std::fs::remove_dir(folder.path().join("gone")).unwrap();
        let (tell, told) = bounded(8);
        let saver = Saver::spawn(&paths, move |error| tell.send(error.kind()).unwrap()).unwrap();
        saver.save_settings(&Settings::default());
        saver.save_session(Session::default());
        saver.save_place(Place { session: 0, position: 1.0 });
        saver.save_window("row = 1".to_owned());
        drop(saver);
        assert_eq!(told.iter().collect::<Vec<_>>(), [io::ErrorKind::NotFound]);
    }
}
