//! All keys on one card.

use egui::{Align2, Area, Context, Id, Layout, Order, ScrollArea, Ui, Vec2, vec2};
use egui_material_icons::icons::ICON_CLOSE;

use super::{Scene, toasts};
use crate::language::t;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::keys::{self, Group, Shortcut, TABLE};
use crate::ui::theme::{STEP, Theme, size};
use crate::ui::widgets::button::IconButton;
use crate::ui::widgets::text::{self, Place, paint};

/// Draws the card over the window.
pub fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let screen = ctx.content_rect();
    let width = (screen.width() - STEP * 20.0).min(460.0);
    Area::new(Id::unique("keys"))
        .default_size(screen.size())
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
        .show(ctx, |ui| {
            toasts::card(theme).show(ui, |ui| {
                ui.set_width(width);
                heading(ui, theme, t!("keyboard"), t!("close-keys"), || {
                    scene.actions.want(Intent::ToggleKeys);
                });
                ScrollArea::vertical().max_height(screen.height() - 150.0).auto_shrink([false, true]).show(
                    ui,
                    |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for group in Group::ALL {
                            ui.add_space(STEP * 2.0);
                            text::line(
                                ui,
                                text::rich(group.name().shown(), Weight::SemiBold, size::SMALL, theme.accent),
                            );
                            for shortcut in TABLE.iter().filter(|shortcut| shortcut.group == group) {
                                line(ui, theme, shortcut);
                            }
                        }
                    },
                );
            });
        });
}

/// A heading with a button that closes the card.
pub fn heading(ui: &mut Ui, theme: &Theme, title: &str, close_name: &str, close: impl FnOnce()) {
    ui.horizontal(|ui| {
        text::line(ui, text::rich(title, Weight::SemiBold, size::SUBTITLE, theme.ink));
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if IconButton::new(close_name, ICON_CLOSE).diameter(32.0).show(ui, theme).clicked() {
                close();
            }
        });
    });
}

fn line(ui: &mut Ui, theme: &Theme, shortcut: &Shortcut) {
    let mut keys: Vec<String> = shortcut.keys.iter().map(|keys| keys::text(*keys)).collect();
    // With and without Shift, the question mark reads the same.
    keys.dedup();
    let keys = keys.into_iter().reduce(|one, other| t!("keys-or", one = one, other = other));
    let keys = keys.unwrap_or_else(|| t!("key-letters").to_owned());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), egui::Sense::hover());
    let spoken = format!("{keys}: {}", shortcut.about.shown());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let (left, right) = rect.split_left_right_at_x(rect.left() + rect.width() * 0.46);
    paint(
        ui.painter(),
        Place::within(left.with_max_x(left.right() - STEP * 2.0)),
        &keys,
        Weight::SemiBold,
        size::SMALL,
        theme.ink,
    );
    paint(
        ui.painter(),
        Place::within(right),
        shortcut.about.shown(),
        Weight::Regular,
        size::SMALL,
        theme.dim,
    );
}
