//! The imported folders: what is in them, how they are watched, and what can be done about them.

use egui::{Align, Layout, Ui, vec2};
use egui_material_icons::icons::{ICON_CLOSE, ICON_DRIVE_FILE_MOVE, ICON_REFRESH};

use super::{Place, Row, Section, controls};
use crate::engine::{Command, FolderEntry};
use crate::language::{key, t};
use crate::library::watch::FolderState;
use crate::settings::Change;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, size};
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::text;

/// Room for the buttons of a folder.
const BUTTONS: f32 = 124.0;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-folders"),
    rows: &[
        Row { key: key!("folders-your-music"), place: Place::Below, control: list },
        Row {
            key: key!("folders-watch"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.watch_folders;
                controls::toggle(ui, scene, name, on, Change::WatchFolders);
            },
        },
        Row {
            key: key!("folders-write-ratings"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.write_ratings;
                controls::toggle(ui, scene, name, on, Change::WriteRatings);
            },
        },
    ],
};

fn list(ui: &mut Ui, scene: &mut Scene<'_>, _name: &str) {
    let folders = std::sync::Arc::clone(&scene.model.library.folders);
    ui.spacing_mut().item_spacing.y = STEP * 2.0;
    for entry in &folders.list {
        ui.push_id(&entry.folder.path, |ui| folder(ui, scene, entry));
    }
    if folders.list.is_empty() {
        let none = text::rich(t!("folders-none"), Weight::Regular, size::BODY, scene.theme.dim);
        text::paragraph(ui, none);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = STEP * 2.0;
        if pill(ui, scene.theme, t!("folders-add"), Face::Raised).clicked() {
            scene.actions.want(Intent::PickFolder);
        }
        if scene.model.library.importing.is_some() {
            if pill(ui, scene.theme, t!("folders-stop"), Face::Quiet).clicked() {
                scene.actions.send(Command::CancelImport);
            }
        } else if !folders.list.is_empty()
            && pill(ui, scene.theme, t!("folders-look-again"), Face::Quiet).clicked()
        {
            scene.actions.send(Command::Rescan(Vec::new()));
        }
    });
    if let Some(importing) = &scene.model.library.importing {
        let told = t!("folders-reading", done = importing.done, found = importing.found);
        let told = text::line(ui, text::rich(told, Weight::Regular, size::SMALL, scene.theme.dim));
        text::announce(&told);
    }
}

fn folder(ui: &mut Ui, scene: &mut Scene<'_>, entry: &FolderEntry) {
    let theme = scene.theme;
    let path = &entry.folder.path;
    let shown = path.display().to_string();
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - BUTTONS).max(80.0);
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            text::line(ui, text::rich(&shown, Weight::Medium, size::BODY, theme.ink));
            text::paragraph(ui, text::rich(state(entry), Weight::Regular, size::SMALL, theme.dim));
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            let button =
                |ui: &mut Ui, name: &str, icon| IconButton::new(name, icon).show(ui, theme).clicked();
            if button(ui, &t!("folders-remove", folder = &shown), ICON_CLOSE) {
                scene.actions.send(Command::ForgetFolder(path.clone()));
            }
            if button(ui, &t!("folders-locate", folder = &shown), ICON_DRIVE_FILE_MOVE) {
                scene.actions.want(Intent::Locate(path.clone()));
            }
            if button(ui, &t!("folders-rescan", folder = &shown), ICON_REFRESH) {
                scene.actions.send(Command::Rescan(vec![path.clone()]));
            }
        });
    });
}

/// What is in a folder, and how Mien knows of changes.
fn state(entry: &FolderEntry) -> String {
    let (tracks, missing) = (entry.folder.tracks, entry.folder.missing);
    match &entry.state {
        Some(FolderState::Absent) => t!("folders-absent", tracks = tracks),
        _ if missing > 0 => t!("folders-some-missing", tracks = tracks, missing = missing),
        Some(FolderState::Watched) => t!("folders-watched", tracks = tracks),
        Some(FolderState::LookedAt(why)) => t!("folders-looked-at", tracks = tracks, why = why),
        None => t!("folders-unwatched", tracks = tracks),
    }
}
