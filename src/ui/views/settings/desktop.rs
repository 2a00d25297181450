//! Mien among the other programs of the desktop.

use super::{Place, Row, Section, controls};
use crate::engine::TrayIcon;
use crate::settings::{Change, Notifications};
use crate::ui::fonts::Weight;
use crate::ui::theme::size;
use crate::ui::widgets::text;

/// The section.
pub const SECTION: Section = Section {
    name: "Desktop",
    rows: &[
        Row {
            name: "Notifications",
            about: "Says what plays when another song begins.",
            words: "notify popup message track song",
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Notifications::Off, "Never"),
                    (Notifications::WhenHidden, "When Mien is behind"),
                    (Notifications::Always, "At every song"),
                ];
                let current = scene.model.settings.notifications;
                controls::choice(ui, scene, name, &choices, current, Change::Notifications);
            },
        },
        Row {
            name: "Stay awake while playing",
            about: "The computer does not fall asleep by itself in the middle of a song; the screen may go dark.",
            words: "sleep suspend inhibit power",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.keep_awake;
                controls::toggle(ui, scene, name, on, Change::KeepAwake);
            },
        },
        Row {
            name: "Icon in the tray",
            about: "A small icon with play, skip, mood and quit, where your desktop has a tray.",
            words: "status notifier system area indicator",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.tray;
                controls::toggle(ui, scene, name, on, Change::Tray);
                if on && scene.model.desktop.tray == TrayIcon::Missing {
                    let told = "No tray found";
                    text::line(ui, text::rich(told, Weight::Regular, size::SMALL, scene.theme.dim));
                }
            },
        },
        Row {
            name: "Close to the tray",
            about: "Closing the window leaves the music playing; the icon in the tray brings it back.",
            words: "hide background quit minimise",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.close_to_tray;
                controls::toggle(ui, scene, name, on, Change::CloseToTray);
            },
        },
    ],
};
