//! The query of a smart playlist, above its tracks: to read and to change.

use egui::{Id, Key, TextEdit, Ui};

use crate::engine::Command;
use crate::language::t;
use crate::library::playlist::{PlaylistId, Smart};
use crate::library::search::SortKey;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::size;
use crate::ui::views::Scene;
use crate::ui::widgets::text;
use crate::ui::words;

/// What is being typed, and for which list.
#[derive(Clone, Debug, Default)]
pub struct SmartEditor {
    of: Option<PlaylistId>,
    known: Smart,
    draft: Smart,
    most: String,
}

impl SmartEditor {
    /// Draws the query, the order and the number of tracks.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, id: PlaylistId, smart: &Smart) {
        if self.of != Some(id) || self.known != *smart {
            let most = smart.most.map(|most| most.to_string()).unwrap_or_default();
            *self = Self { of: Some(id), known: smart.clone(), draft: smart.clone(), most };
        }
        ui.horizontal_wrapped(|ui| {
            label(ui, scene, t!("smart-tracks-with"));
            let width = (ui.available_width() - 330.0).clamp(140.0, 420.0);
            let mut done =
                line(ui, scene, t!("smart-query"), &mut self.draft.query, width, "rating:>=4 mood:calm");
            label(ui, scene, t!("smart-by"));
            done |= self.order(ui);
            label(ui, scene, t!("smart-at-most"));
            done |= line(ui, scene, t!("smart-most"), &mut self.most, 52.0, t!("smart-all"));
            if done {
                self.draft.most = self.most.trim().parse().ok().filter(|most| *most > 0);
                if self.draft != self.known {
                    scene.actions.send(Command::SetSmart(id, self.draft.clone()));
                }
            }
        });
    }

    /// The order; true when another was chosen.
    fn order(&mut self, ui: &mut Ui) -> bool {
        let before = self.draft.sort;
        let name = |key: SortKey| if key == SortKey::Best { t!("smart-best") } else { words::sort_name(key) };
        let arrow = if before.descending { " \u{2193}" } else { "" };
        let shown = format!("{}{arrow}", name(before.key));
        let sort = &mut self.draft.sort;
        let combo = egui::ComboBox::from_id_salt("smart order").selected_text(shown).width(110.0);
        let response = combo.show_ui(ui, |ui| {
            ui.checkbox(&mut sort.descending, t!("smart-descending"));
            for (_, key) in SortKey::NAMES {
                ui.selectable_value(&mut sort.key, key, name(key));
            }
        });
        response
            .response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, t!("smart-order")));
        self.draft.sort != before
    }
}

fn label(ui: &mut Ui, scene: &Scene<'_>, words: &str) {
    text::line(ui, text::rich(words, Weight::Regular, size::SMALL, scene.theme.dim));
}

/// A field; true when its typing is finished.
fn line(ui: &mut Ui, scene: &Scene<'_>, name: &str, value: &mut String, width: f32, hint: &str) -> bool {
    let theme = scene.theme;
    let edit = TextEdit::singleline(value)
        .id(Id::unique(name))
        .desired_width(width)
        .margin(egui::Margin::symmetric(10, 6))
        .background_color(theme.well)
        .font(font(Weight::Regular, size::SMALL))
        .text_color(theme.ink)
        .hint_text(egui::RichText::new(hint).color(theme.dim));
    let field = ui.add(edit).accessible_name(name);
    field.lost_focus() && !ui.input(|input| input.key_pressed(Key::Escape))
}
