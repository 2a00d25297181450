//! What Mien is, what it does with pictures and data, what it is made of, and the cards of its models.

use egui::{Rect, Ui, UiBuilder, vec2};

use super::{Scene, scroll_with_shadows};
use crate::language::{Key, key, t};
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::markdown::{self, Block};
use crate::ui::widgets::segmented::{Choice, segmented};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;

/// Wider, the eye loses the line.
const WIDEST: f32 = 820.0;

/// What is promised about pictures and data.
const PROMISES: [Key; 4] = [
    key!("info-data-camera"),
    key!("info-data-pictures"),
    key!("info-data-journal"),
    key!("info-data-network"),
];

/// What it is made of: name, what that does, licence.
const PARTS: [(&str, Key, &str); 7] = [
    ("mien-emotion", key!("info-part-emotion"), "MIT"),
    ("BlazeFace", key!("info-part-blazeface"), "Apache-2.0"),
    ("SeetaFace", key!("info-part-seetaface"), "BSD-2-Clause"),
    ("mien-mood", key!("info-part-mood"), "MIT"),
    ("musicnn", key!("info-part-musicnn"), "ISC"),
    ("Inter", key!("info-part-inter"), "OFL-1.1"),
    ("Material Symbols", key!("info-part-icons"), "Apache-2.0"),
];

/// A model card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Card {
    #[default]
    Faces,
    Music,
    Detector,
}

impl Card {
    /// The card as it lies beside the model: what it says here is what it says there.
    const fn text(self) -> &'static str {
        match self {
            Self::Faces => include_str!("../../../models/README.md"),
            Self::Music => include_str!("../../../models/MUSIC.md"),
            Self::Detector => include_str!("../../../models/BLAZEFACE.md"),
        }
    }
}

const CARDS: [Choice<Card>; 3] = [
    card_choice(Card::Faces, key!("info-card-faces")),
    card_choice(Card::Music, key!("info-card-music")),
    card_choice(Card::Detector, key!("info-card-detector")),
];

const fn card_choice(value: Card, label: Key) -> Choice<Card> {
    Choice { value, label, hint: label }
}

/// What the view remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct AboutView {
    card: Card,
    /// The card, taken apart when it is first shown.
    read: Option<(Card, Vec<Block>)>,
}

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut AboutView) {
    let width = ui.available_width().min(WIDEST);
    scroll_with_shadows(ui, "about", |ui| {
        ui.set_max_width(width);
        let theme = scene.theme;
        text::line(ui, text::rich(t!("info-title"), Weight::Display, 24.0, theme.ink));
        let version = t!("info-version", version = crate::VERSION);
        text::line(ui, text::rich(version, Weight::Regular, size::SMALL, theme.dim));
        text::paragraph(ui, text::rich(t!("info-what"), Weight::Regular, size::BODY, theme.ink));
        ui.add_space(STEP * 4.0);
        section(ui, scene, t!("info-data"), |ui, scene| {
            for promise in PROMISES {
                text::paragraph(
                    ui,
                    text::rich(promise.shown(), Weight::Regular, size::BODY, scene.theme.ink),
                );
                ui.add_space(STEP);
            }
        });
        section(ui, scene, t!("info-parts"), parts);
        section(ui, scene, t!("info-cards"), |ui, scene| card(ui, scene, view));
    });
}

fn section(ui: &mut Ui, scene: &mut Scene<'_>, name: &str, contents: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let theme = scene.theme;
    text::line(ui, text::rich(name, Weight::SemiBold, size::SUBTITLE, theme.ink));
    ui.add_space(STEP * 2.0);
    let ground = ui.painter().add(egui::Shape::Noop);
    let card = egui::Frame::new().inner_margin(egui::Margin::symmetric(18, 14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui, scene);
    });
    ui.painter().set(ground, surface::raised_shape(theme, card.response.rect, radius::LARGE, Height::Card));
    ui.add_space(STEP * 6.0);
}

fn parts(ui: &mut Ui, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    for (name, what, licence) in PARTS {
        let line = ui.available_rect_before_wrap();
        let rect = Rect::from_min_size(line.min, vec2(line.width(), 24.0));
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.horizontal(|ui| {
                text::line(ui, text::rich(name, Weight::Medium, size::SMALL, theme.ink));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    text::line(ui, text::rich(licence, Weight::Regular, size::SMALL, theme.dim));
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        text::line(ui, text::rich(what.shown(), Weight::Regular, size::SMALL, theme.dim));
                    });
                });
            });
        });
    }
    ui.add_space(STEP * 2.0);
    let crates = t!("info-part-crates");
    text::paragraph(ui, text::rich(crates, Weight::Regular, size::SMALL, theme.dim));
}

fn card(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut AboutView) {
    let about = text::rich(t!("info-cards-about"), Weight::Regular, size::SMALL, scene.theme.dim);
    text::paragraph(ui, about);
    ui.add_space(STEP * 2.0);
    if let Some(chosen) = segmented(ui, scene.theme, &CARDS, view.card) {
        view.card = chosen;
        ui.ctx().request_repaint();
    }
    ui.add_space(STEP * 2.0);
    if view.read.as_ref().is_none_or(|(read, _)| *read != view.card) {
        view.read = Some((view.card, markdown::parse(view.card.text())));
    }
    if let Some((card, blocks)) = &view.read {
        ui.push_id(("card", *card as u8), |ui| markdown::show(ui, scene.theme, blocks));
    }
}
