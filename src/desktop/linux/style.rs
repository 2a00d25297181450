//! How the desktop wants windows to look, from its settings portal: at the start, and whenever the user changes it there.

use std::collections::HashMap;
use std::future::pending;

use futures_util::StreamExt;
use mpris_server::zbus::zvariant::{OwnedVariant, Variant};
use mpris_server::zbus::{Connection, MatchRule, MessageStream, Result};

use crate::engine::{Command, Commander, DesktopStyle};
use crate::settings::{Appearance, Contrast, Motion};

const SERVICE: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
/// The namespaces that say something about it. The second is for desktops whose portal does not know of motion yet.
const NAMESPACES: [&str; 2] = ["org.freedesktop.appearance", "org.gnome.desktop.interface"];

type Namespaces = HashMap<String, HashMap<String, OwnedVariant>>;

/// Tells the engine, for as long as it is polled. Without a portal it waits for ever.
pub async fn follow(bus: Connection, engine: Commander) {
    if let Err(error) = tell(&bus, &engine).await {
        log::info!("the desktop does not say how windows shall look: {error}");
        pending::<()>().await;
    }
}

async fn tell(bus: &Connection, engine: &Commander) -> Result<()> {
    let changes = MatchRule::builder()
        .msg_type(mpris_server::zbus::message::Type::Signal)
        .path(PATH)
        .interface(SETTINGS)
        .member("SettingChanged")
        .build()?;
    let mut changes = MessageStream::for_match_rule(changes, bus, None).await?;
    loop {
        let reply =
            bus.call_method(Some(SERVICE), PATH, Some(SETTINGS), "ReadAll", &(&NAMESPACES[..],)).await?;
        engine.send(Command::StyleChanged(style(&reply.body().deserialize()?)));
        // What has changed is read anew: it is cheap, and rare.
        if changes.next().await.is_none() {
            return Ok(());
        }
    }
}

fn style(namespaces: &Namespaces) -> DesktopStyle {
    let value = |namespace: usize, key: &str| namespaces.get(NAMESPACES[namespace])?.get(key);
    let number = |key| match value(0, key).map(std::ops::Deref::deref) {
        Some(Variant::U32(number)) => *number,
        _ => 0,
    };
    let animates = match value(1, "enable-animations").map(std::ops::Deref::deref) {
        Some(Variant::Bool(animates)) => *animates,
        _ => true,
    };
    DesktopStyle {
        ground: match number("color-scheme") {
            1 => Some(Appearance::Dark),
            2 => Some(Appearance::Light),
            _ => None,
        },
        contrast: if number("contrast") == 1 { Contrast::High } else { Contrast::Normal },
        motion: if number("reduced-motion") == 1 || !animates { Motion::Reduced } else { Motion::Full },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(namespace: &str, key: &str, value: Variant<'_>) -> Namespaces {
        let value = OwnedVariant::try_from(value).unwrap();
        HashMap::from([(namespace.to_owned(), HashMap::from([(key.to_owned(), value)]))])
    }

    #[test]
    fn what_the_desktop_says_is_understood() {
        let of = |key, value| style(&said(NAMESPACES[0], key, Variant::U32(value)));
        assert_eq!(of("color-scheme", 1).ground, Some(Appearance::Dark));
        assert_eq!(of("color-scheme", 2).ground, Some(Appearance::Light));
        assert_eq!(of("color-scheme", 0).ground, None);
        assert_eq!(of("contrast", 1).contrast, Contrast::High);
        assert_eq!(of("reduced-motion", 1).motion, Motion::Reduced);
        let still = said(NAMESPACES[1], "enable-animations", Variant::Bool(false));
        assert_eq!(style(&still).motion, Motion::Reduced);
        assert_eq!(
            style(&Namespaces::new()),
            DesktopStyle { ground: None, contrast: Contrast::Normal, motion: Motion::Full }
        );
    }

    #[test]
    fn nonsense_is_ignored() {
        assert_eq!(style(&said(NAMESPACES[0], "contrast", Variant::from("high"))).contrast, Contrast::Normal);
    }
}
