//! The first run in three steps: the camera (asked by [`super::consent`]), the music, and how to go on. Nothing is locked
//! meanwhile, and each step can be skipped.

use egui::{Align2, Area, Context, Id, Layout, Order, Rect, Ui, vec2};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{ICON_KEYBOARD, ICON_LIBRARY_MUSIC, ICON_MOOD, ICON_PUSH_PIN};

use super::{Scene, toasts};
use crate::engine::Command;
use crate::language::{Key, key, t};
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, icons};
use crate::ui::theme::{STEP, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::text;

/// How many steps there are, the camera's with them.
pub const STEPS: usize = 3;

/// Where one is, after the camera's question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Seen, skipped, or not the first run.
    #[default]
    Over,
    /// Where the music is.
    Music,
    /// How to go on.
    Done,
}

impl Step {
    /// What follows.
    pub const fn next(self) -> Self {
        match self {
            Self::Music => Self::Done,
            Self::Done | Self::Over => Self::Over,
        }
    }
}

const HINTS: [(MaterialIcon, Key); 3] = [
    (ICON_MOOD, key!("tour-done-play")),
    (ICON_PUSH_PIN, key!("tour-done-pin")),
    (ICON_KEYBOARD, key!("tour-done-keys")),
];

/// Draws the step over the lower part of the view, where it hides nothing that matters.
pub fn show(ctx: &Context, scene: &mut Scene<'_>, step: Step, view: Rect) {
    if step == Step::Over {
        return;
    }
    let screen = ctx.content_rect();
    let width = (screen.width() - STEP * 20.0).min(420.0);
    Area::new(Id::unique("tour"))
        .default_size(screen.size())
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(view.center_bottom() - vec2(0.0, STEP * 6.0))
        .show(ctx, |ui| {
            toasts::card(scene.theme).inner_margin(egui::Margin::same(24)).show(ui, |ui| {
                ui.set_width(width - 48.0);
                ui.spacing_mut().item_spacing.y = STEP * 3.0;
                match step {
                    Step::Music => music(ui, scene),
                    Step::Done => done(ui, scene),
                    Step::Over => {}
                }
            });
        });
}

/// "Step 2 of 3", above a step's title.
pub fn step_line(ui: &mut Ui, scene: &Scene<'_>, number: usize) {
    let step = t!("tour-step", number = number, all = STEPS);
    text::line(ui, text::rich(step, Weight::SemiBold, size::SMALL, scene.theme.accent));
}

fn heading(ui: &mut Ui, scene: &Scene<'_>, number: usize, title: &str) {
    step_line(ui, scene, number);
    text::announce(&text::paragraph(ui, text::rich(title, Weight::Display, 24.0, scene.theme.ink)));
}

fn music(ui: &mut Ui, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    heading(ui, scene, 2, t!("tour-music"));
    let known = scene.model.library.size;
    if known > 0 {
        let known = t!("tour-music-known", count = known);
        text::paragraph(ui, text::rich(known, Weight::Regular, size::BODY, theme.dim));
    }
    point(ui, scene, ICON_LIBRARY_MUSIC, t!("tour-music-about"));
    buttons(ui, |ui| {
        if pill(ui, theme, t!("tour-choose"), Face::Filled).clicked() {
            scene.actions.want(Intent::PickFolder);
        }
        if pill(ui, theme, t!("tour-skip"), Face::Raised).clicked() {
            scene.actions.want(Intent::Tour(Step::Music.next()));
        }
    });
}

fn done(ui: &mut Ui, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    heading(ui, scene, 3, t!("tour-done"));
    for (icon, words) in HINTS {
        point(ui, scene, icon, words.shown());
    }
    buttons(ui, |ui| {
        if scene.model.library.size > 0 && pill(ui, theme, t!("tour-play"), Face::Filled).clicked() {
            scene.actions.send(Command::Play);
            scene.actions.want(Intent::Tour(Step::Over));
        }
        if pill(ui, theme, t!("tour-close"), Face::Raised).clicked() {
            scene.actions.want(Intent::Tour(Step::Over));
        }
    });
}

fn point(ui: &mut Ui, scene: &Scene<'_>, icon: MaterialIcon, words: &str) {
    let theme = scene.theme;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = STEP * 3.0;
        let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
        let icon_font = icons(icon.outlined(), 22.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, icon_font, theme.accent);
        text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, theme.ink));
    });
}

fn buttons(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 44.0),
        Layout::right_to_left(egui::Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = STEP * 3.0;
            contents(ui);
        },
    );
}
