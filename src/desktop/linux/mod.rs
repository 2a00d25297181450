//! The desktop by D-Bus: one thread, one event loop. News of the engine wake it; what the bus asks is answered on it.

mod awake;
mod media;
mod mpris;
mod notify;
mod style;
mod tray;

use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Receiver, TryRecvError};
use mpris_server::LocalServer;
use mpris_server::zbus::{self, Connection};
use tokio::sync::Notify;

use super::Face;
use super::art::Art;
use crate::engine::{Commander, Event, Life};
use awake::Awake;
use mpris::Remote;
use notify::Notifier;
use tray::TrayIcon;

/// Runs until the engine has ended. Returns at once where there is no session bus.
pub fn run(engine: Commander, covers: PathBuf, face: Face) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => return log::warn!("no media controls: {error}"),
    };
    let bell = Arc::new(Notify::new());
    let (news_bell, art_bell) = (Arc::clone(&bell), Arc::clone(&bell));
    let events = engine.subscribe_to_changes(move || news_bell.notify_one());
    let art = match Art::spawn(covers, move || art_bell.notify_one()) {
        Ok(art) => art,
        Err(error) => return log::warn!("no media controls: {error}"),
    };
    runtime.block_on(async {
        match Connection::session().await {
            Ok(bus) => Desktop::new(engine, bus, art, face).serve(&events, &bell).await,
            Err(error) => log::info!("no session bus, so no media controls: {error}"),
        }
    });
}

/// All that hangs on the session bus.
struct Desktop {
    engine: Commander,
    bus: Connection,
    art: Art,
    face: Face,
    notifier: Notifier,
    awake: Awake,
    tray: TrayIcon,
}

impl Desktop {
    fn new(engine: Commander, bus: Connection, art: Art, face: Face) -> Self {
        let tray = TrayIcon::new(engine.clone(), face);
        let (notifier, awake) = (Notifier::new(bus.clone()), Awake::new(bus.clone()));
        Self { engine, bus, art, face, notifier, awake, tray }
    }

    async fn serve(mut self, events: &Receiver<Event>, bell: &Notify) {
        let server = match self.offer().await {
            Ok(server) => server,
            Err(error) => return log::warn!("no media controls: {error}"),
        };
        let answers = server.run();
        let style = style::follow(self.bus.clone(), self.engine.clone());
        tokio::select! {
            () = answers => {}
            () = self.listen(&server, events, bell) => {}
            () = style => {}
        }
        self.awake.release().await;
        self.notifier.close().await;
        self.tray.hide().await;
    }

    /// Puts the player on the bus: as `mien`, or with the number of the process where there is another Mien already.
    async fn offer(&self) -> zbus::Result<LocalServer<Remote>> {
        let remote = || Remote::new(self.engine.clone(), self.face);
        match LocalServer::new_with_track_list("mien", remote()).await {
            Ok(server) => Ok(server),
            Err(_taken) => {
                let name = format!("mien.instance{}", std::process::id());
                LocalServer::new_with_track_list(&name, remote()).await
            }
        }
    }

    async fn listen(&mut self, server: &LocalServer<Remote>, events: &Receiver<Event>, bell: &Notify) {
        let remote = server.imp();
        loop {
            let before = remote.shown();
            loop {
                match events.try_recv() {
                    Ok(event) => remote.take(&event),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
            for (id, address) in self.art.answers.try_iter() {
                remote.take_cover(id, address.as_ref());
            }
            if remote.life() == Life::Ended {
                return;
            }
            if let Some(track) = remote.wants_cover() {
                self.art.request(track.id, &track.path);
            }
            mpris::tell(server, &before).await;
            let snapshot = remote.snapshot().clone();
            self.notifier.follow(&snapshot, remote.cover().as_deref()).await;
            self.awake.follow(&snapshot).await;
            self.tray.follow(&snapshot).await;
            bell.notified().await;
        }
    }
}
