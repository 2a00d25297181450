//! A notification when another track begins. There is one at a time: the next replaces it.

use std::collections::HashMap;

use mpris_server::zbus::zvariant::Variant;
use mpris_server::zbus::{Connection, Result};

use crate::engine::{Playback, Snapshot, WindowPlace};
use crate::library::{Track, TrackId};
use crate::settings::Notifications;

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// How long it stays, in milliseconds, where the desktop lets programs say so.
const STAYS_MS: i32 = 5000;

/// Tells the user what plays.
pub struct Notifier {
    bus: Connection,
    /// The track told last, and whether its cover was there already.
    told: Option<(TrackId, bool)>,
    /// The number of the notification on the screen; 0 before the first.
    id: u32,
}

impl Notifier {
    /// Has told nothing yet.
    pub const fn new(bus: Connection) -> Self {
        Self { bus, told: None, id: 0 }
    }

    /// Tells when another track plays now.
    pub async fn follow(&mut self, snapshot: &Snapshot, cover: Option<&str>) {
        let Playback::Playing(now) = &snapshot.music.playback else { return };
        let track = &now.track;
        let is_new = self.told.is_none_or(|(id, _)| id != track.id);
        // The cover comes a moment later than the track, and belongs to the same notification.
        let has_cover_now = self.told == Some((track.id, false)) && cover.is_some() && self.id != 0;
        if !is_new && !has_cover_now {
            return;
        }
        self.told = Some((track.id, cover.is_some()));
        if !wanted(snapshot) {
            return;
        }
        match self.show(track, cover).await {
            Ok(id) => self.id = id,
            Err(error) => log::info!("no notifications here: {error}"),
        }
    }

    /// Takes the notification away.
    pub async fn close(&mut self) {
        if self.id != 0 {
            let _gone = self
                .bus
                .call_method(Some(SERVICE), PATH, Some(SERVICE), "CloseNotification", &(self.id,))
                .await;
        }
    }

    async fn show(&self, track: &Track, cover: Option<&str>) -> Result<u32> {
        let mut hints: HashMap<&str, Variant<'_>> = HashMap::from([
            ("desktop-entry", Variant::from(crate::APP_ID)),
            ("category", Variant::from("x-gnome.music")),
            ("suppress-sound", Variant::from(true)),
            ("transient", Variant::from(true)),
        ]);
        if let Some(cover) = cover {
            hints.insert("image-path", Variant::from(cover));
        }
        let no_actions: [&str; 0] = [];
        let content = (
            "Mien",
            self.id,
            crate::APP_ID,
            &track.tags.title,
            body(track),
            &no_actions[..],
            hints,
            STAYS_MS,
        );
        let reply = self.bus.call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &content).await?;
        reply.body().deserialize::<u32>()
    }
}

/// Does the user want to be told, as things stand?
fn wanted(snapshot: &Snapshot) -> bool {
    match snapshot.settings.notifications {
        Notifications::Off => false,
        Notifications::WhenHidden => snapshot.desktop.window == WindowPlace::Behind,
        Notifications::Always => true,
    }
}

/// Artist and album, in the bit of markup that the specification has.
fn body(track: &Track) -> String {
    let lines = [&track.tags.artist, &track.tags.album];
    lines.into_iter().flatten().map(|line| escape(line)).collect::<Vec<_>>().join("\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_markup() {
        assert_eq!(escape("Simon & <Garfunkel>"), "Simon &amp; &lt;Garfunkel&gt;");
    }
}
