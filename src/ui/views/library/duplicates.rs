//! Tracks that are the same, a card a group. The best is suggested; the others can be taken out of the library, never off the disk.

use egui::{Align, Layout, Margin, ScrollArea, Ui, vec2};
use egui_material_icons::icons::{ICON_FOLDER_OPEN, ICON_PLAY_ARROW};

use crate::engine::{Command, DuplicateList};
use crate::language::t;
use crate::library::{Copy, Duplicates, Keep, Sameness, TrackId};
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::views::Scene;
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::{surface, text};

/// Groups drawn at first; more on demand, so that a library full of them stays quick.
const SHOWN: usize = 50;

/// Draws the groups.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, shown: &mut usize) {
    let found = scene.model.library.duplicates.clone();
    head(ui, scene, &found);
    if found.groups.is_empty() {
        return;
    }
    *shown = (*shown).max(SHOWN);
    ScrollArea::vertical().id_salt("duplicates").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = STEP * 3.0;
        for group in found.groups.iter().take(*shown) {
            ui.push_id(group.copies[0].track.id, |ui| card(ui, scene, group));
        }
        if found.groups.len() > *shown && pill(ui, scene.theme, t!("duplicates-more"), Face::Raised).clicked()
        {
            *shown += SHOWN;
        }
    });
}

/// What was found, how far the search is, and what can be done about all at once.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, found: &DuplicateList) {
    let theme = scene.theme;
    let others: Vec<TrackId> = found.groups.iter().flat_map(|group| others(group, 0)).collect();
    let told = if others.is_empty() {
        let yet = if found.progress.is_none() { t!("duplicates-none") } else { t!("duplicates-none-yet") };
        yet.to_owned()
    } else {
        t!("duplicates-found", groups = found.groups.len(), others = others.len())
    };
    ui.add_space(STEP);
    let told = text::paragraph(ui, text::rich(told, Weight::Medium, size::BODY, theme.ink));
    text::announce(&told);
    if let Some((done, all)) = found.progress {
        let heard = t!("duplicates-heard", done = done, all = all);
        text::paragraph(ui, text::rich(heard, Weight::Regular, size::SMALL, theme.dim));
    }
    if !others.is_empty() {
        text::paragraph(ui, text::rich(t!("duplicates-files-stay"), Weight::Regular, size::SMALL, theme.dim));
        if pill(ui, theme, t!("duplicates-keep-suggested"), Face::Raised).clicked() {
            scene.actions.send(Command::RemoveTracks(others));
        }
    }
    ui.add_space(STEP);
}

/// The tracks of a group but this one.
fn others(group: &Duplicates, kept: usize) -> impl Iterator<Item = TrackId> {
    group.copies.iter().enumerate().filter(move |(at, _)| *at != kept).map(|(_, copy)| copy.track.id)
}

fn card(ui: &mut Ui, scene: &mut Scene<'_>, group: &Duplicates) {
    let theme = scene.theme;
    let frame = egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .corner_radius(surface::corner(radius::MEDIUM))
        .fill(theme.well);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = STEP;
        let track = &group.copies[0].track;
        let artist = track.tags.artist.as_deref().unwrap_or_default();
        let title = if artist.is_empty() {
            track.tags.title.clone()
        } else {
            format!("{} · {artist}", track.tags.title)
        };
        text::name_line(ui, &title, Weight::SemiBold, size::BODY, theme.ink);
        let how = match group.sameness {
            Sameness::Sound => t!("duplicates-same-sound"),
            Sameness::Recording => t!("duplicates-same-recording"),
        };
        text::line(ui, text::rich(how, Weight::Regular, size::SMALL, theme.dim));
        for (at, copy) in group.copies.iter().enumerate() {
            ui.push_id(copy.track.id, |ui| row(ui, scene, group, (at, copy)));
        }
    });
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, group: &Duplicates, (at, copy): (usize, &Copy)) {
    let theme = scene.theme;
    let path = copy.track.path.display().to_string();
    ui.horizontal(|ui| {
        let room = ui.available_width();
        ui.allocate_ui_with_layout(vec2((room - 230.0).max(90.0), 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width((room - 230.0).max(90.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let rate = t!("duplicates-format", format = copy.format(), rate = copy.kilobits());
            let said = if at == 0 { format!("{rate} · {}", why(group.keep)) } else { rate };
            let (weight, ink) =
                if at == 0 { (Weight::Medium, theme.ink) } else { (Weight::Regular, theme.dim) };
            text::line(ui, text::rich(said, weight, size::SMALL, ink));
            text::line(ui, text::rich(&path, Weight::Regular, size::SMALL, theme.dim));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            if pill(ui, theme, t!("duplicates-keep-this"), Face::Quiet).clicked() {
                scene.actions.send(Command::RemoveTracks(others(group, at).collect()));
            }
            let reveal = t!("duplicates-reveal", file = &path);
            if IconButton::new(&reveal, ICON_FOLDER_OPEN).diameter(30.0).show(ui, theme).clicked() {
                scene.actions.want(Intent::Reveal(copy.track.path.clone()));
            }
            let play = t!("duplicates-play", file = &path);
            if IconButton::new(&play, ICON_PLAY_ARROW).diameter(30.0).show(ui, theme).clicked() {
                scene.actions.send(Command::PlayNow(copy.track.id));
            }
        });
    });
}

/// Why the first of a group is suggested.
fn why(keep: Keep) -> &'static str {
    match keep {
        Keep::Lossless => t!("duplicates-lossless"),
        Keep::HigherRate => t!("duplicates-higher-rate"),
        Keep::MoreTags => t!("duplicates-more-tags"),
        Keep::First => t!("duplicates-first"),
    }
}
