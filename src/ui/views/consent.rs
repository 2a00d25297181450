//! The one question asked before anything is seen: may the camera be used? The only modal of the window.

use egui::{Color32, Frame, Id, Margin, Modal, ScrollArea, Ui, UiKind, vec2};
use egui_material_icons::icons::{ICON_LOCK, ICON_MOOD, ICON_NO_PHOTOGRAPHY, ICON_PUSH_PIN};

use super::{Scene, tour};
use crate::engine::{CameraSwitch, Command};
use crate::language::{Key, key, t};
use crate::settings::Consent;
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, icons};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::{surface, text};

const POINTS: [(egui_material_icons::MaterialIcon, Key); 4] = [
    (ICON_MOOD, key!("consent-looks")),
    (ICON_LOCK, key!("consent-private")),
    (ICON_NO_PHOTOGRAPHY, key!("consent-visible")),
    (ICON_PUSH_PIN, key!("consent-without")),
];

/// Draws the question over the window.
pub fn show(ctx: &egui::Context, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let screen = ctx.content_rect();
    let margin = if screen.width() < 520.0 || screen.height() < 420.0 { 14 } else { 28 };
    let frame = Frame::new()
        .fill(theme.bg)
        .corner_radius(surface::corner(radius::COVER))
        .inner_margin(Margin::same(margin))
        .shadow(egui::Shadow { offset: [0, 12], blur: 40, spread: 0, color: Color32::from_black_alpha(70) });
    let veil = if theme.is_dark() { Color32::from_black_alpha(140) } else { Color32::from_black_alpha(90) };
    let question = Modal::new(Id::unique("consent")).frame(frame).backdrop_color(veil);
    question.show(ctx, |ui| {
        name_dialog(ui);
        let width = (screen.width() - f32::from(margin) * 2.0 - STEP * 8.0).min(440.0);
        ui.set_width(width);
        let room = screen.height() - f32::from(margin) * 2.0 - STEP * 10.0 - 60.0;
        ScrollArea::vertical()
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| explanation(ui, scene));
        ui.add_space(STEP * 4.0);
        buttons(ui, scene);
    });
}

/// A screen reader says what the dialog is about when it opens.
fn name_dialog(ui: &Ui) {
    let dialog = ui.stack().iter().find(|stack| stack.info.kind == Some(UiKind::Modal));
    if let Some(dialog) = dialog {
        ui.ctx().accesskit_node_builder(dialog.unique_id, |node| node.set_label(t!("consent-question")));
    }
}

fn explanation(ui: &mut Ui, scene: &Scene<'_>) {
    let theme = scene.theme;
    ui.spacing_mut().item_spacing.y = STEP * 3.0;
    if scene.model.sight.consent == Consent::Unasked {
        tour::step_line(ui, scene, 1);
    }
    text::paragraph(ui, text::rich(t!("consent-question"), Weight::Display, 24.0, theme.ink));
    ui.add_space(STEP);
    for (icon, words) in POINTS {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = STEP * 3.0;
            let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
            ui.painter().text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                icon.codepoint,
                icons(icon.outlined(), 22.0),
                theme.accent,
            );
            text::paragraph(ui, text::rich(words.shown(), Weight::Regular, size::BODY, theme.ink));
        });
    }
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let mut answer = None;
    ui.allocate_ui(vec2(ui.available_width(), 44.0), |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = STEP * 3.0;
            if pill(ui, theme, t!("allow-camera"), Face::Filled).clicked() {
                answer = Some(CameraSwitch::Allow);
            }
            if pill(ui, theme, t!("not-now"), Face::Raised).clicked() {
                answer = Some(CameraSwitch::Decline);
            }
        });
    });
    if let Some(answer) = answer {
        scene.actions.send(Command::Camera(answer));
        scene.actions.want(Intent::Answered);
    }
}
