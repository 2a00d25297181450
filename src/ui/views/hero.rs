//! What plays: cover, title, reason. Without music: what to do to get some.

use std::time::SystemTime;

use egui::epaint::text::{LayoutJob, TextWrapping};
use egui::{Margin, Rect, Role, Ui, UiBuilder, WidgetInfo, vec2};
use egui_material_icons::icons::{ICON_FAVORITE, ICON_MUSIC_NOTE};

use super::{Room, Scene, steering};
use crate::engine::{Command, NowPlaying};
use crate::language::t;
use crate::library::Like;
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::model::Life;
use crate::ui::textures::WHOLE;
use crate::ui::theme::{ON_PICTURE, STEP, radius, size};
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::{preview, text};
use crate::ui::words;

/// Above this width the controls stand beside the cover.
const BESIDE: f32 = 560.0;
const COVER: f32 = 248.0;
/// The cover grows with a view that is wider than this, up to `LARGE_COVER` on a screen of 3840 points.
const SPACIOUS: f32 = 1500.0;
const LARGE_COVER: f32 = 408.0;
const SMALL_COVER: f32 = 104.0;
/// Room for the heart beside the title.
const LIKE: f32 = 36.0 + STEP * 7.0;

/// Draws the playing track over the whole width, as high as it needs.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = Room::from_points(ui.available_width(), BESIDE);
    let wide = room == Room::Ample;
    let side = if wide { cover_side(ui.available_width()) } else { SMALL_COVER };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = if wide { STEP * 7.0 } else { STEP * 4.0 };
        let (rect, response) = ui.allocate_exact_size(vec2(side, side), egui::Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, cover_name(scene)));
        cover(ui, scene, rect);
        ui.allocate_ui(vec2(ui.available_width(), side), |ui| {
            ui.vertical(|ui| {
                if wide {
                    ui.add_space(STEP * 4.0 + (side - COVER).max(0.0) / 2.0);
                    steering::show(ui, scene);
                    ui.add_space(STEP * 3.0);
                }
                words_ui(ui, scene, room);
            });
        });
    });
    if !wide {
        ui.add_space(STEP * 3.0);
        if let Some(now) = scene.model.music.playback.now().cloned() {
            reason(ui, scene, &now);
            ui.add_space(STEP * 3.0);
        }
        steering::show(ui, scene);
    }
}

/// The side of the cover in a view of this width.
fn cover_side(width: f32) -> f32 {
    let spacious = ((width - SPACIOUS) / 1800.0).clamp(0.0, 1.0);
    (COVER + (LARGE_COVER - COVER) * spacious).min(width * 0.32)
}

fn cover_name(scene: &Scene<'_>) -> String {
    scene
        .model
        .music
        .playback
        .now()
        .map_or_else(|| t!("no-cover").to_owned(), |now| t!("cover-of", title = &now.track.tags.title))
}

/// Draws the cover of what plays, or a stand-in.
pub fn cover(ui: &Ui, scene: &mut Scene<'_>, rect: Rect) {
    let rounding = if rect.width() > 150.0 { radius::COVER } else { radius::MEDIUM };
    surface::shadows(ui.painter(), scene.theme, rect, rounding, Height::Card);
    if let Some(now) = scene.model.music.playback.now() {
        let (texture, uv) = scene.textures.cover(ui.ctx(), &now.track);
        preview::picture(ui.painter(), rect, texture, uv, rounding);
    } else {
        let texture = scene.textures.stand_in(ui.ctx(), scene.model.tint(), 0);
        preview::picture(ui.painter(), rect, texture, WHOLE, rounding);
        ui.painter().text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            ICON_MUSIC_NOTE.codepoint,
            icons(ICON_MUSIC_NOTE, rect.width() * 0.3),
            ON_PICTURE.gamma_multiply(0.85),
        );
    }
}

fn words_ui(ui: &mut Ui, scene: &mut Scene<'_>, room: Room) {
    let wide = room == Room::Ample;
    let Some(now) = scene.model.music.playback.now().cloned() else {
        nothing_plays(ui, scene, room);
        return;
    };
    let theme = scene.theme;
    let (title_size, subtitle) = if wide { (size::TITLE, size::SUBTITLE) } else { (20.0, size::SMALL) };
    ui.spacing_mut().item_spacing.y = STEP;
    if wide {
        title(ui, scene, &now, title_size);
        text::name_line(ui, &words::byline(&now.track), Weight::Regular, subtitle, theme.dim);
    } else {
        let title = text::rich(&now.track.tags.title, Weight::Display, title_size, theme.ink);
        text::paragraph(ui, title);
        beside_like(ui, scene, &now, 36.0, |ui| {
            let byline = text::rich(words::byline(&now.track), Weight::Regular, subtitle, theme.dim);
            text::paragraph(ui, byline);
        });
    }
    if wide {
        ui.add_space(STEP * 3.0);
        reason(ui, scene, &now);
    }
}

/// The title in one large line, or in two smaller ones when it is long.
fn title(ui: &mut Ui, scene: &mut Scene<'_>, now: &NowPlaying, large: f32) {
    const SMALLER: f32 = 22.0;
    let (words, ink) = (text::in_display_order(&now.track.tags.title).into_owned(), scene.theme.ink);
    let one_line = ui.painter().layout_no_wrap(words.clone(), font(Weight::Display, large), ink);
    let fits = one_line.size().x <= ui.available_width() - LIKE;
    let (size, rows) = if fits { (large, 1) } else { (SMALLER, 2) };
    beside_like(ui, scene, now, size * 1.25 * rows as f32, |ui| {
        let mut job = LayoutJob::simple_singleline(words, font(Weight::Display, size), ink);
        job.wrap =
            TextWrapping { max_width: ui.available_width(), max_rows: rows, ..TextWrapping::default() };
        let galley = ui.painter().layout_job(job);
        let response = ui.add(egui::Label::new(galley).selectable(false));
        text::told_as(&response, &now.track.tags.title);
    });
}

/// A line with the button to like the track at its end.
fn beside_like(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    now: &NowPlaying,
    height: f32,
    contents: impl FnOnce(&mut Ui),
) {
    let line = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(line, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        like_button(ui, scene, now);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), contents);
    });
}

fn like_button(ui: &mut Ui, scene: &mut Scene<'_>, now: &NowPlaying) {
    let liked = now.track.like == Like::Liked;
    let (face, icon) =
        if liked { (Face::Sunken, ICON_FAVORITE) } else { (Face::Quiet, ICON_FAVORITE.outlined()) };
    let button = IconButton::new(t!("like-this-track"), icon).face(face).selected(liked);
    if button.show(ui, scene.theme).clicked() {
        let like = if liked { Like::Neutral } else { Like::Liked };
        scene.actions.send(Command::SetLike(now.track.id, like));
    }
}

/// Why this track, on a ground in the accent's hue.
fn reason(ui: &mut Ui, scene: &Scene<'_>, now: &NowPlaying) {
    if now.reason.is_empty() {
        return;
    }
    let theme = scene.theme;
    let width = ui.available_width().min(440.0);
    let frame = egui::Frame::new()
        .fill(theme.accent_soft)
        .corner_radius(surface::corner(radius::MEDIUM))
        .inner_margin(Margin::symmetric(16, 12));
    ui.scope_builder(UiBuilder::new(), |ui| {
        ui.set_max_width(width);
        frame.show(ui, |ui| {
            text::paragraph(ui, text::rich(now.reason.shown(), Weight::Regular, size::BODY, theme.ink))
        });
    });
}

/// Offers the last good backup of a library that cannot be opened.
fn recover(ui: &mut Ui, scene: &mut Scene<'_>, made: SystemTime) {
    let theme = scene.theme;
    let hours = SystemTime::now().duration_since(made).map_or(0, |age| age.as_secs() / 3600);
    ui.add_space(STEP * 2.0);
    let told = t!("library-backup-there", hours = hours);
    text::paragraph(ui, text::rich(told, Weight::Regular, size::BODY, theme.ink));
    if pill(ui, theme, t!("library-use-backup"), Face::Filled).clicked() {
        scene.actions.send(Command::Recover);
    }
}

fn nothing_plays(ui: &mut Ui, scene: &mut Scene<'_>, room: Room) {
    let theme = scene.theme;
    let title_size = if room == Room::Ample { size::TITLE } else { 20.0 };
    let (title, advice) = match (&scene.model.life, scene.model.library.size) {
        (Life::Failed(reason), _) => (t!("library-failed"), reason.as_str()),
        (Life::Starting, _) => (t!("opening-library"), t!("one-moment")),
        (Life::Running | Life::Ended, 0) => (t!("library-empty"), t!("library-empty.advice")),
        (Life::Running | Life::Ended, _) => (t!("nothing-playing"), t!("nothing-playing-advice")),
    };
    text::paragraph(ui, text::rich(title, Weight::Display, title_size, theme.ink));
    text::paragraph(ui, text::rich(advice, Weight::Regular, size::BODY, theme.dim));
    if let (Life::Failed(_), Some(made)) = (&scene.model.life, scene.model.library.backup) {
        recover(ui, scene, made);
    }
    if matches!(scene.model.life, Life::Starting | Life::Failed(_)) {
        return;
    }
    ui.add_space(STEP * 2.0);
    if scene.model.library.size == 0 {
        if scene.model.library.importing.is_none()
            && pill(ui, theme, t!("import-folder"), Face::Filled).clicked()
        {
            scene.actions.want(Intent::PickFolder);
        }
    } else if pill(ui, theme, t!("play-what-fits"), Face::Filled).clicked() {
        scene.actions.send(Command::Play);
    }
}
