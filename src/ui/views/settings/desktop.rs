//! Mien among the other programs of the desktop.

use super::{Place, Row, Section, controls};
use crate::engine::TrayIcon;
use crate::language::{key, t};
use crate::settings::{Change, Notifications};
use crate::ui::fonts::Weight;
use crate::ui::theme::size;
use crate::ui::widgets::text;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-desktop"),
    rows: &[
        Row {
            key: key!("desktop-notifications"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Notifications::Off, t!("desktop-never")),
                    (Notifications::WhenHidden, t!("desktop-when-behind")),
                    (Notifications::Always, t!("desktop-every-song")),
                ];
                let current = scene.model.settings.notifications;
                controls::choice(ui, scene, name, &choices, current, Change::Notifications);
            },
        },
        Row {
            key: key!("desktop-stay-awake-while-playing"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.keep_awake;
                controls::toggle(ui, scene, name, on, Change::KeepAwake);
            },
        },
        Row {
            key: key!("desktop-icon-in-the-tray"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.tray;
                controls::toggle(ui, scene, name, on, Change::Tray);
                if on && scene.model.desktop.tray == TrayIcon::Missing {
                    let told = t!("desktop-no-tray");
                    text::line(ui, text::rich(told, Weight::Regular, size::SMALL, scene.theme.dim));
                }
            },
        },
        Row {
            key: key!("desktop-close-to-the-tray"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.close_to_tray;
                controls::toggle(ui, scene, name, on, Change::CloseToTray);
            },
        },
    ],
};
