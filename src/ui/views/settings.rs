//! All settings on one page: a field that finds them, and sections of rows. Each row has a name, one plain sentence and a
//! control.
//!
//! A section is a file below `settings/` with a [`Section`] in it, named once in [`SECTIONS`]. Its rows send
//! `Command::Change` and read `scene.model.settings`; the controls are in [`controls`].

mod about;
mod api;
mod appearance;
pub mod controls;
mod desktop;
mod dj;
mod folders;
mod listening;
mod mood;
mod playing;
mod scrobbling;
mod sound;

use egui::{Align, Id, Layout, Rect, Ui, UiBuilder, vec2};

use super::{Room, Scene, scroll_with_shadows};
use crate::language::{Key, t};
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::search::SearchField;
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;

/// The sections in the order shown.
#[rustfmt::skip] // One a line, so that sections can be added side by side.
const SECTIONS: &[&Section] = &[
    &appearance::SECTION,
    &mood::SECTION,
    &dj::SECTION,
    &folders::SECTION,
    &desktop::SECTION,
    &api::SECTION,
    &scrobbling::SECTION,
    &listening::SECTION,
    &sound::SECTION,
    &playing::SECTION,
    &about::SECTION,
];

/// Rows that belong together.
pub struct Section {
    /// Its heading.
    pub key: Key,
    /// Its rows.
    pub rows: &'static [Row],
}

/// One setting, or a few that make sense together only.
pub struct Row {
    /// What is set; also the control's accessible name. Its attribute `about` is one plain sentence, what it does;
    /// `words` are others somebody may search for.
    pub key: Key,
    /// Where the control stands.
    pub place: Place,
    /// Draws the control; gets the row's name.
    pub control: fn(&mut Ui, &mut Scene<'_>, &str),
}

/// Where a control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the words where there is room.
    Beside,
    /// Below the words, over the whole width.
    Below,
}

/// What the view remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct SettingsView {
    /// What is searched.
    pub query: String,
    /// Put the cursor into the search field.
    pub focus_search: bool,
}

/// Wider, the eye loses the line from words to control.
const WIDEST: f32 = 760.0;
/// With less width a control stands below its words.
const BESIDE: f32 = 520.0;
/// Room for a control beside the words.
const CONTROL: f32 = 240.0;
const PADDING: f32 = 18.0;

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut SettingsView) {
    let width = ui.available_width().min(WIDEST);
    let room = ui.available_rect_before_wrap();
    let head = Rect::from_min_size(room.min, vec2(width, 44.0));
    heading(ui, scene, view, head);
    let below = Rect::from_min_max(head.left_bottom() + vec2(0.0, STEP * 4.0), room.max);
    let mut body = ui.new_child(UiBuilder::new().id_salt("settings").max_rect(below));
    scroll_with_shadows(&mut body, "settings", |ui| {
        ui.set_max_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut found = false;
        for section in SECTIONS {
            let rows: Vec<&Row> =
                section.rows.iter().filter(|row| matches(section, row, &view.query)).collect();
            if !rows.is_empty() {
                found = true;
                section_ui(ui, scene, section, &rows);
            }
        }
        if !found {
            nothing(ui, scene, view);
        }
    });
}

fn heading(ui: &mut Ui, scene: &Scene<'_>, view: &mut SettingsView, rect: Rect) {
    let theme = scene.theme;
    let narrow = rect.width() < BESIDE;
    let field_width = if narrow { rect.width() } else { 300.0 };
    let field = Rect::from_min_max(rect.right_top() - vec2(field_width, 0.0), rect.max);
    if !narrow {
        let mut title = ui.new_child(
            UiBuilder::new()
                .id_salt("settings title")
                .max_rect(Rect::from_min_max(rect.min, field.left_bottom()))
                .layout(Layout::left_to_right(Align::Center)),
        );
        text::line(&mut title, text::rich(t!("view-settings"), Weight::Display, 24.0, theme.ink));
    }
    let search = SearchField {
        id: Id::unique("search settings"),
        name: t!("search-settings"),
        hint: t!("search-settings.hint"),
    };
    let (response, query) = search.show(ui, theme, field, &view.query);
    if std::mem::take(&mut view.focus_search) {
        response.request_focus();
    }
    if let Some(query) = query {
        view.query = query;
    }
    ui.advance_cursor_after_rect(rect);
}

fn section_ui(ui: &mut Ui, scene: &mut Scene<'_>, section: &Section, rows: &[&Row]) {
    let theme = scene.theme;
    text::line(ui, text::rich(section.key.shown(), Weight::SemiBold, size::SUBTITLE, theme.ink));
    ui.add_space(STEP * 2.0);
    let background = ui.painter().add(egui::Shape::Noop);
    let card = egui::Frame::new().inner_margin(egui::Margin::symmetric(PADDING as i8, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                let line = ui.available_rect_before_wrap();
                ui.painter().hline(line.x_range(), line.top(), (1.0, theme.line));
            }
            ui.add_space(STEP * 3.0);
            ui.push_id(row.key.id(), |ui| row_ui(ui, scene, row));
            ui.add_space(STEP * 3.0);
        }
    });
    let ground = surface::raised_shape(theme, card.response.rect, radius::LARGE, Height::Card);
    ui.painter().set(background, ground);
    ui.add_space(STEP * 6.0);
}

fn row_ui(ui: &mut Ui, scene: &mut Scene<'_>, row: &Row) {
    let room = Room::from_points(ui.available_width(), BESIDE);
    if row.place == Place::Below || room == Room::Tight {
        words(ui, scene, row);
        ui.add_space(STEP * 2.0);
        (row.control)(ui, scene, row.key.shown());
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = STEP * 4.0;
        let width = ui.available_width() - CONTROL - STEP * 4.0;
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            words(ui, scene, row);
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| (row.control)(ui, scene, row.key.shown()));
    });
}

fn words(ui: &mut Ui, scene: &Scene<'_>, row: &Row) {
    let theme = scene.theme;
    text::paragraph(ui, text::rich(row.key.shown(), Weight::Medium, size::BODY, theme.ink));
    text::paragraph(ui, text::rich(row.key.with("about").shown(), Weight::Regular, size::SMALL, theme.dim));
}

fn nothing(ui: &mut Ui, scene: &Scene<'_>, view: &mut SettingsView) {
    let theme = scene.theme;
    ui.add_space(STEP * 6.0);
    let told =
        text::paragraph(ui, text::rich(t!("no-setting-matches"), Weight::Regular, size::BODY, theme.dim));
    text::announce(&told);
    ui.add_space(STEP * 3.0);
    if pill(ui, theme, t!("show-all-settings"), Face::Raised).clicked() {
        view.query.clear();
        ui.ctx().request_repaint();
    }
}

/// Does a row hold all words that are typed?
fn matches(section: &Section, row: &Row, query: &str) -> bool {
    let words = [section.key, row.key, row.key.with("about"), row.key.with("words")];
    let hay = words.map(Key::shown).join(" ").to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| hay.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_named_once_explained_and_found_by_its_name() {
        let mut names = Vec::new();
        for section in SECTIONS {
            for row in section.rows {
                let (name, about) = (row.key.shown(), row.key.with("about").shown());
                assert!(!names.contains(&name), "{name} twice");
                names.push(name);
                assert!(about.ends_with('.'), "{name}: {about}");
                assert!(matches(section, row, &name.to_uppercase()), "{name}");
                assert!(!matches(section, row, "xyzzy"));
            }
        }
    }
}
