//! Lines above the view for what lasts: no sound device, an import under way, an offer.

use std::time::Instant;

use egui::{Layout, Margin, Ui, vec2};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{ICON_LIBRARY_MUSIC, ICON_TRENDING_UP, ICON_VOLUME_OFF};

use super::{Scene, footer};
use crate::engine::Command;
use crate::language::t;
use crate::mood::Mode;
use crate::player::OutputState;
use crate::ui::fonts::{Weight, icons};
use crate::ui::model::Importing;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::surface;
use crate::ui::widgets::text;

/// Draws the lines that are needed; nothing when all is well.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    if let OutputState::Silent { reason } = &scene.model.music.output {
        let words = t!("silent");
        banner(ui, scene, ICON_VOLUME_OFF, words, |_, _| {}).on_hover_text(reason);
        ui.add_space(STEP);
    }
    if scene.model.diary.offers_lift {
        let words = t!("lift-offer");
        banner(ui, scene, ICON_TRENDING_UP, words, |ui, scene| {
            if pill(ui, scene.theme, t!("not-now"), Face::Quiet).clicked() {
                scene.actions.send(Command::DeclineLift);
            }
            if pill(ui, scene.theme, t!("lead-me-there"), Face::Quiet).clicked() {
                scene.actions.send(Command::SetMode(Mode::Lift));
            }
        });
        ui.add_space(STEP);
    }
    if let Some(importing) = scene.model.library.importing {
        banner(ui, scene, ICON_LIBRARY_MUSIC, &progress(importing), |ui, scene| {
            if pill(ui, scene.theme, t!("cancel-import"), Face::Quiet).clicked() {
                scene.actions.send(Command::CancelImport);
            }
            if let Some(left) = importing.left(Instant::now()) {
                let minutes = left.as_secs().div_ceil(60);
                let words = text::rich(
                    t!("minutes-left", count = minutes),
                    Weight::Regular,
                    size::SMALL,
                    scene.theme.dim,
                );
                text::line(ui, words);
            }
            if ui.available_width() > 260.0 {
                bar(ui, scene, importing);
            }
        });
        ui.add_space(STEP);
    }
}

fn progress(importing: Importing) -> String {
    let (done, found) = (importing.done, importing.found);
    if importing.walked {
        t!("importing-of", done = done, count = found)
    } else {
        t!("importing-so-far", done = done, count = found)
    }
}

fn bar(ui: &mut Ui, scene: &Scene<'_>, importing: Importing) {
    let (rect, response) = ui.allocate_exact_size(vec2(110.0, 9.0), egui::Sense::hover());
    let share = if importing.found > 0 { importing.done as f32 / importing.found as f32 } else { 0.0 };
    response.widget_info(|| egui::WidgetInfo {
        value: Some(f64::from(share)),
        ..egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, t!("import-progress"))
    });
    surface::well(ui.painter(), scene.theme, rect, 4.5);
    surface::groove_fill(ui.painter(), rect, share, scene.theme.accent);
}

fn banner(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    icon: MaterialIcon,
    words: &str,
    more: impl FnOnce(&mut Ui, &mut Scene<'_>),
) -> egui::Response {
    let theme = scene.theme;
    // One line has to do where the window is low.
    let low = ui.ctx().content_rect().height() < footer::LOW;
    let frame = egui::Frame::new()
        .fill(theme.accent_soft)
        .corner_radius(surface::corner(radius::MEDIUM))
        .inner_margin(Margin::symmetric(14, if low { 2 } else { 8 }));
    frame
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(26.0);
                ui.label(egui::RichText::new(icon.codepoint).font(icons(icon, 20.0)).color(theme.ink));
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    more(ui, scene);
                    ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                        let words = text::rich(words, Weight::Medium, size::SMALL, theme.ink);
                        text::announce(&if low { text::line(ui, words) } else { text::paragraph(ui, words) });
                    });
                });
            });
        })
        .response
}
