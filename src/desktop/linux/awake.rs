//! Keeps the machine from falling asleep by itself while there is music. The screen may go dark, and whoever sends the
//! machine to sleep by hand still can.

use std::collections::HashMap;

use mpris_server::zbus::message::Message;
use mpris_server::zbus::zvariant::Variant;
use mpris_server::zbus::{Connection, OwnedFd, OwnedObjectPath, Result};

use crate::engine::{Playback, Snapshot};

const WHO: &str = "Mien";
const WHY: &str = "Playing music";
/// The portal's flag for "do not suspend".
const SUSPEND: u32 = 4;

/// Holds the wish to stay awake, while there is one.
pub struct Awake {
    bus: Connection,
    held: Held,
}

/// What a desktop gave for the wish; giving it back lets the machine sleep.
enum Held {
    Nothing,
    /// Nobody answered; not asked again until the music stops.
    InVain,
    /// The portal's request.
    Portal(OwnedObjectPath),
    /// A number, from the power manager or the screen saver.
    Cookie(Service, u32),
    /// A file, from logind: closing it is enough.
    File(#[allow(dead_code, reason = "held open")] OwnedFd),
}

/// A service that counts wishes by number. All have `Inhibit(who, why)` and `UnInhibit(number)`.
#[derive(Clone, Copy)]
struct Service {
    name: &'static str,
    path: &'static str,
    interface: &'static str,
}

/// In the order of preference: the first means sleep alone, the others keep the screen on too.
const SERVICES: [Service; 2] = [
    Service {
        name: "org.freedesktop.PowerManagement",
        path: "/org/freedesktop/PowerManagement/Inhibit",
        interface: "org.freedesktop.PowerManagement.Inhibit",
    },
    Service {
        name: "org.freedesktop.ScreenSaver",
        path: "/org/freedesktop/ScreenSaver",
        interface: "org.freedesktop.ScreenSaver",
    },
];

impl Awake {
    /// Wishes nothing yet.
    pub const fn new(bus: Connection) -> Self {
        Self { bus, held: Held::Nothing }
    }

    /// Wishes to stay awake while something plays, and the user lets it.
    pub async fn follow(&mut self, snapshot: &Snapshot) {
        let plays = matches!(snapshot.music.playback, Playback::Playing(_));
        let wanted = plays && snapshot.settings.keep_awake;
        match (&self.held, wanted) {
            (Held::Nothing, true) => self.held = self.hold().await,
            (Held::Nothing, false)
            | (Held::InVain | Held::Portal(_) | Held::Cookie(..) | Held::File(_), true) => {}
            (Held::InVain | Held::Portal(_) | Held::Cookie(..) | Held::File(_), false) => {
                self.release().await;
            }
        }
    }

    /// Lets the machine sleep.
    pub async fn release(&mut self) {
        let released = match std::mem::replace(&mut self.held, Held::Nothing) {
            Held::Nothing | Held::InVain | Held::File(_) => return,
            Held::Portal(request) => {
                let interface = Some("org.freedesktop.portal.Request");
                self.bus.call_method(Some(PORTAL), request, interface, "Close", &()).await
            }
            Held::Cookie(service, cookie) => self.ask(service, "UnInhibit", &(cookie,)).await,
        };
        if let Err(error) = released {
            log::info!("the wish to stay awake could not be taken back: {error}");
        }
    }

    async fn hold(&self) -> Held {
        if let Ok(request) = self.ask_portal().await {
            return Held::Portal(request);
        }
        for service in SERVICES {
            let answer = self.ask(service, "Inhibit", &(WHO, WHY)).await;
            if let Ok(cookie) = answer.and_then(|reply| reply.body().deserialize::<u32>()) {
                return Held::Cookie(service, cookie);
            }
        }
        match ask_logind().await {
            Ok(file) => Held::File(file),
            Err(error) => {
                log::info!("nobody here keeps the machine awake: {error}");
                Held::InVain
            }
        }
    }

    async fn ask(
        &self,
        service: Service,
        method: &str,
        content: &(impl serde::Serialize + mpris_server::zbus::zvariant::DynamicType),
    ) -> Result<Message> {
        self.bus.call_method(Some(service.name), service.path, Some(service.interface), method, content).await
    }

    async fn ask_portal(&self) -> Result<OwnedObjectPath> {
        let options = HashMap::from([("reason", Variant::from(WHY))]);
        let path = "/org/freedesktop/portal/desktop";
        let interface = Some("org.freedesktop.portal.Inhibit");
        let reply =
            self.bus.call_method(Some(PORTAL), path, interface, "Inhibit", &("", SUSPEND, options)).await?;
        reply.body().deserialize()
    }
}

const PORTAL: &str = "org.freedesktop.portal.Desktop";

/// On machines without a desktop's own power manager. `idle` is sleep by itself, not by a human's hand.
async fn ask_logind() -> Result<OwnedFd> {
    let system = Connection::system().await?;
    let name = "org.freedesktop.login1";
    let interface = Some("org.freedesktop.login1.Manager");
    let content = ("idle", WHO, WHY, "block");
    let reply =
        system.call_method(Some(name), "/org/freedesktop/login1", interface, "Inhibit", &content).await?;
    reply.body().deserialize()
}
