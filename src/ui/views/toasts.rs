//! Notices: toasts above the transport, and the list of what was said.

use egui::{
    Align2, Area, Color32, Context, Id, Layout, Margin, Order, Role, ScrollArea, Ui, Vec2, WidgetInfo, vec2,
};
use egui_material_icons::icons::{ICON_CLOSE, ICON_ERROR, ICON_INFO, ICON_WARNING};

use super::Scene;
use crate::language::t;
use crate::notice::{Level, Notice};
use crate::ui::actions::{Actions, Intent};
use crate::ui::fonts::{Weight, icons};
use crate::ui::model::{Offer, Toast};
use crate::ui::theme::{STEP, Theme, radius, size};
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::{surface, text};

/// Draws the toasts in the lower right corner, `above` points over the window's end.
pub fn show(ctx: &Context, scene: &mut Scene<'_>, above: f32) {
    if scene.model.notices.toasts.is_empty() {
        return;
    }
    let screen = ctx.content_rect();
    let margin = if screen.width() < 640.0 { STEP * 2.5 } else { STEP * 6.5 };
    let width = (screen.width() - margin * 2.0 - STEP * 8.0).min(380.0);
    // A small window shows the newest only; the others are in the list.
    let seen = if screen.height() < 420.0 { 1 } else { usize::MAX };
    Area::new(Id::unique("toasts"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-margin, -above))
        .show(ctx, |ui| {
            ui.set_width(width);
            for toast in scene.model.notices.toasts.iter().rev().take(seen).rev() {
                ui.push_id(toast.id, |ui| toast_ui(ui, scene.theme, scene.actions, toast));
            }
        });
}

fn toast_ui(ui: &mut Ui, theme: &Theme, actions: &mut Actions, toast: &Toast) {
    let response = card(theme).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            level_icon(ui, theme, toast.notice.level);
            ui.with_layout(Layout::right_to_left(egui::Align::TOP), |ui| {
                if IconButton::new(t!("close-notice"), ICON_CLOSE).diameter(28.0).show(ui, theme).clicked() {
                    actions.want(Intent::Dismiss(toast.id));
                }
                ui.with_layout(Layout::top_down(egui::Align::LEFT), |ui| {
                    let words = text::rich(toast.notice.text.shown(), Weight::Medium, size::SMALL, theme.ink);
                    text::announce(&text::paragraph(ui, words));
                    offers(ui, theme, actions, toast);
                });
            });
        });
        if toast.unfolded {
            details(ui, theme, &toast.notice);
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, toast.notice.text.shown()));
}

fn offers(ui: &mut Ui, theme: &Theme, actions: &mut Actions, toast: &Toast) {
    if toast.offer.is_none() && toast.notice.details.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        if let Some(offer) = &toast.offer
            && pill(ui, theme, offer.label.shown(), Face::Quiet).clicked()
        {
            actions.want(Intent::Take(offer.command.clone()));
            actions.want(Intent::Dismiss(toast.id));
        }
        if !toast.notice.details.is_empty() {
            let label = if toast.unfolded { t!("hide-details") } else { t!("details") };
            if pill(ui, theme, label, Face::Quiet).clicked() {
                actions.want(Intent::Unfold(toast.id));
            }
        }
    });
}

fn details(ui: &mut Ui, theme: &Theme, notice: &Notice) {
    ui.add_space(STEP);
    ScrollArea::vertical().max_height(140.0).auto_shrink([false, true]).show(ui, |ui| {
        let label = egui::Label::new(text::rich(&notice.details, Weight::Regular, size::SMALL, theme.dim));
        ui.add(label.wrap().selectable(true));
    });
}

/// Draws what was said so far, newest first.
pub fn list(ctx: &Context, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let screen = ctx.content_rect();
    let width = (screen.width() - STEP * 12.0).min(460.0);
    Area::new(Id::unique("notices"))
        .default_size(screen.size())
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
        .show(ctx, |ui| {
            card(theme).show(ui, |ui| {
                ui.set_width(width - STEP * 8.0);
                super::help::heading(ui, theme, t!("told"), t!("close-notices"), || {
                    scene.actions.want(Intent::ToggleNotices);
                });
                ScrollArea::vertical().max_height(screen.height() - 180.0).auto_shrink([false, true]).show(
                    ui,
                    |ui| {
                        for (at, (notice, offer)) in scene.model.notices.past.iter().enumerate().rev() {
                            ui.push_id(at, |ui| {
                                past_notice(ui, theme, scene.actions, notice, offer.as_ref());
                            });
                        }
                    },
                );
            });
        });
}

fn past_notice(ui: &mut Ui, theme: &Theme, actions: &mut Actions, notice: &Notice, offer: Option<&Offer>) {
    ui.horizontal_top(|ui| {
        level_icon(ui, theme, notice.level);
        ui.vertical(|ui| {
            text::paragraph(ui, text::rich(notice.text.shown(), Weight::Medium, size::SMALL, theme.ink));
            if !notice.details.is_empty() {
                text::paragraph(ui, text::rich(&notice.details, Weight::Regular, size::SMALL, theme.dim));
            }
            if let Some(offer) = offer
                && pill(ui, theme, offer.label.shown(), Face::Quiet).clicked()
            {
                actions.want(Intent::Take(offer.command.clone()));
            }
        });
    });
    ui.add_space(STEP);
}

/// A card that floats over the window.
pub fn card(theme: &Theme) -> egui::Frame {
    egui::Frame::new()
        .fill(theme.bg)
        .stroke(egui::Stroke::new(1.0, theme.line))
        .corner_radius(surface::corner(radius::LARGE))
        .inner_margin(Margin::symmetric(16, 12))
        .shadow(egui::Shadow { offset: [0, 8], blur: 28, spread: 0, color: Color32::from_black_alpha(60) })
}

fn level_icon(ui: &mut Ui, theme: &Theme, level: Level) {
    let (icon, color) = match level {
        Level::Info => (ICON_INFO, theme.accent),
        Level::Warning => (ICON_WARNING, theme.accent),
        Level::Error => (ICON_ERROR, theme.danger),
    };
    let (rect, _) = ui.allocate_exact_size(vec2(22.0, 22.0), egui::Sense::hover());
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, icons(icon, 20.0), color);
}
