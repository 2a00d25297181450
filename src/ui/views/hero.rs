//! What plays: cover, title, reason. Without music: what to do to get some.

use egui::{Margin, Rect, Role, Ui, UiBuilder, WidgetInfo, vec2};
use egui_material_icons::icons::{ICON_FAVORITE, ICON_MUSIC_NOTE};

use super::{Scene, steering};
use crate::engine::{Command, NowPlaying};
use crate::library::Like;
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, icons};
use crate::ui::model::Life;
use crate::ui::textures::square_uv;
use crate::ui::theme::{ON_PICTURE, STEP, radius, size};
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::{preview, text};
use crate::ui::words;

/// Above this width the controls stand beside the cover.
const BESIDE: f32 = 560.0;
const COVER: f32 = 248.0;
const SMALL_COVER: f32 = 104.0;

/// Draws the playing track over the whole width, as high as it needs.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let wide = ui.available_width() >= BESIDE;
    let side = if wide { COVER.min(ui.available_width() * 0.32) } else { SMALL_COVER };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = if wide { STEP * 7.0 } else { STEP * 4.0 };
        let (rect, response) = ui.allocate_exact_size(vec2(side, side), egui::Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, cover_name(scene)));
        cover(ui, scene, rect);
        ui.allocate_ui(vec2(ui.available_width(), side), |ui| {
            ui.vertical(|ui| {
                if wide {
                    ui.add_space(STEP * 4.0);
                    steering::show(ui, scene);
                    ui.add_space(STEP * 3.0);
                }
                words_ui(ui, scene, wide);
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

fn cover_name(scene: &Scene<'_>) -> String {
    scene
        .model
        .music
        .playback
        .now()
        .map_or_else(|| "No cover".to_owned(), |now| format!("Cover of {}", now.track.tags.title))
}

fn cover(ui: &Ui, scene: &mut Scene<'_>, rect: Rect) {
    let rounding = if rect.width() > 150.0 { radius::COVER } else { radius::MEDIUM };
    surface::shadows(ui.painter(), scene.theme, rect, rounding, Height::Card);
    if let Some(now) = scene.model.music.playback.now() {
        let texture = scene.textures.cover(ui.ctx(), &now.track);
        let size = ui
            .ctx()
            .tex_manager()
            .read()
            .meta(texture)
            .map_or(vec2(1.0, 1.0), |meta| vec2(meta.size[0] as f32, meta.size[1] as f32));
        preview::picture(ui.painter(), rect, texture, square_uv(size), rounding);
    } else {
        let texture = scene.textures.stand_in(ui.ctx(), scene.model.tint(), 0);
        preview::picture(ui.painter(), rect, texture, square_uv(vec2(1.0, 1.0)), rounding);
        ui.painter().text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            ICON_MUSIC_NOTE.codepoint,
            icons(rect.width() * 0.3),
            ON_PICTURE.gamma_multiply(0.85),
        );
    }
}

fn words_ui(ui: &mut Ui, scene: &mut Scene<'_>, wide: bool) {
    let Some(now) = scene.model.music.playback.now().cloned() else {
        nothing_plays(ui, scene, wide);
        return;
    };
    let theme = scene.theme;
    let title_size = if wide { size::TITLE } else { 22.0 };
    ui.spacing_mut().item_spacing.y = STEP;
    let line = vec2(ui.available_width(), title_size * 1.25);
    ui.allocate_ui_with_layout(line, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        like_button(ui, scene, &now);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let title = text::rich(&now.track.tags.title, Weight::Display, title_size, theme.ink);
            let response = text::line(ui, title);
            text::announce(&response);
        });
    });
    let subtitle = if wide { size::SUBTITLE } else { size::BODY };
    text::line(ui, text::rich(words::byline(&now.track), Weight::Regular, subtitle, theme.dim));
    if wide {
        ui.add_space(STEP * 3.0);
        reason(ui, scene, &now);
    }
}

fn like_button(ui: &mut Ui, scene: &mut Scene<'_>, now: &NowPlaying) {
    let liked = now.track.like == Like::Liked;
    let face = if liked { Face::Sunken } else { Face::Quiet };
    let button = IconButton::new("Like this track", ICON_FAVORITE).face(face).selected(liked);
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
            text::paragraph(ui, text::rich(&now.reason, Weight::Regular, size::BODY, theme.ink))
        });
    });
}

fn nothing_plays(ui: &mut Ui, scene: &mut Scene<'_>, wide: bool) {
    let theme = scene.theme;
    let title_size = if wide { size::TITLE } else { 20.0 };
    let (title, advice) = match (scene.model.life, scene.model.library.size) {
        (Life::Starting, _) => ("Opening your library…", "One moment."),
        (Life::Running | Life::Ended, 0) => (
            "Your library is empty",
            "Import a folder with music. The files stay where they are; Mien only reads them.",
        ),
        (Life::Running | Life::Ended, _) => {
            ("Nothing is playing", "Press play, and Mien picks what fits your mood.")
        }
    };
    text::paragraph(ui, text::rich(title, Weight::Display, title_size, theme.ink));
    text::paragraph(ui, text::rich(advice, Weight::Regular, size::BODY, theme.dim));
    if scene.model.life == Life::Starting {
        return;
    }
    ui.add_space(STEP * 2.0);
    if scene.model.library.size == 0 {
        if scene.model.library.importing.is_none()
            && pill(ui, theme, "Import folder…", Face::Filled).clicked()
        {
            scene.actions.want(Intent::PickFolder);
        }
    } else if pill(ui, theme, "Play what fits", Face::Filled).clicked() {
        scene.actions.send(Command::Play);
    }
}
