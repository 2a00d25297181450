//! The mood journal: curves of a day or a week with the songs on them, shares of emotions, songs that came before better
//! moods; exporting and deleting. It says what came before what, and never why.

mod curves;

use egui::{Rect, Sense, Ui, vec2};
use egui_material_icons::icons::{ICON_CHEVRON_LEFT, ICON_CHEVRON_RIGHT, ICON_TIMELINE};

use super::{Scene, scroll_with_shadows};
use crate::engine::{Command, Deletion, JournalPage};
use crate::journal::{before_better_moods, shares};
use crate::language::{key, t};
use crate::settings::Change;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::preview;
use crate::ui::widgets::scores::names_width;
use crate::ui::widgets::segmented::{Choice, segmented};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::switch::switch;
use crate::ui::widgets::text::{self, Place, paint, paint_right};
use crate::ui::words;

/// Songs listed that came before better moods.
const SONGS: usize = 8;
/// Below this width the two lists stand one below the other.
const SIDE_BY_SIDE: f32 = 560.0;
const ROW: f32 = 30.0;
const PADDING: f32 = 18.0;

const SPANS: [Choice<u8>; 2] = [
    Choice { value: 1, label: key!("journal-day"), hint: key!("journal-day.hint") },
    Choice { value: 7, label: key!("journal-week"), hint: key!("journal-week.hint") },
];

/// What the view remembers between frames.
#[derive(Clone, Debug)]
pub struct JournalView {
    /// Days shown side by side: one or seven.
    days: u8,
    /// A deletion that was asked for and waits for its second step.
    deletion: Option<Deletion>,
}

impl Default for JournalView {
    fn default() -> Self {
        Self { days: 1, deletion: None }
    }
}

impl JournalView {
    /// The view is opened: it shows today.
    pub fn open(&mut self) -> Command {
        self.deletion = None;
        Command::ShowJournal { day: None, days: self.days }
    }
}

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut JournalView) {
    let Some(page) = scene.model.diary.page.clone() else { return };
    scroll_with_shadows(ui, "journal", |ui| {
        ui.spacing_mut().item_spacing.y = STEP * 3.0;
        heading(ui, scene, view, &page);
        keep(ui, scene, &page);
        if page.total == 0 {
            nothing_yet(ui, scene);
            return;
        }
        if page.entries.is_empty() {
            let words = t!("journal-no-days");
            text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, scene.theme.dim));
        } else {
            curves::show(ui, scene, &page);
            ui.add_space(STEP);
            lists(ui, scene, &page);
        }
        deeds(ui, scene, view, &page);
    });
}

fn heading(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut JournalView, page: &JournalPage) {
    let theme = scene.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(STEP * 2.0, STEP * 2.0);
        if let Some(days) = segmented(ui, theme, &SPANS, view.days) {
            view.days = days;
            view.deletion = None;
            scene.actions.send(Command::ShowJournal { day: Some(page.day), days });
        }
        let step = i64::from(view.days);
        let mut go = |name, icon, day: i64, enabled: bool, ui: &mut Ui| {
            ui.add_enabled_ui(enabled, |ui| {
                if IconButton::new(name, icon).show(ui, theme).clicked() {
                    view.deletion = None;
                    scene.actions.send(Command::ShowJournal { day: Some(day), days: page.days });
                }
            });
        };
        go(t!("earlier"), ICON_CHEVRON_LEFT, page.day - step, true, ui);
        go(t!("later"), ICON_CHEVRON_RIGHT, (page.day + step).min(page.today), page.day < page.today, ui);
        let title = text::rich(
            words::days(page.day, page.days, page.today),
            Weight::SemiBold,
            size::SUBTITLE,
            theme.ink,
        );
        text::announce(&text::line(ui, title));
    });
}

/// Whether a journal is kept, and what that means.
fn keep(ui: &mut Ui, scene: &mut Scene<'_>, page: &JournalPage) {
    let theme = scene.theme;
    let on = scene.model.settings.journal;
    ui.horizontal(|ui| {
        if let Some(on) = switch(ui, theme, t!("dj-keep-a-mood-journal"), on) {
            scene.actions.send(Command::Change(Change::Journal(on)));
        }
        let words = match (on, page.total) {
            (true, 0) => t!("journal-starts"),
            (true, _) => t!("journal-kept"),
            (false, 0) => t!("journal-ask"),
            (false, _) => t!("journal-off"),
        };
        text::paragraph(ui, text::rich(words, Weight::Regular, size::SMALL, theme.dim));
    });
}

/// What will be seen here.
fn nothing_yet(ui: &mut Ui, scene: &Scene<'_>) {
    const HEIGHT: f32 = 220.0;
    let theme = scene.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    surface::raised(ui.painter(), theme, rect, radius::LARGE, Height::Card);
    let inner = rect.shrink2(vec2(PADDING, PADDING * 2.0));
    let mut card = ui.new_child(egui::UiBuilder::new().id_salt("nothing yet").max_rect(inner));
    card.spacing_mut().item_spacing.y = STEP * 2.0;
    card.vertical_centered(|ui| {
        ui.set_max_width(inner.width().min(440.0));
        let (place, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
        preview::icon(ui.painter(), place.center(), ICON_TIMELINE, theme.accent);
        text::paragraph(ui, text::rich(t!("journal-empty"), Weight::SemiBold, size::SUBTITLE, theme.ink));
        let about = t!("journal-empty.about");
        text::paragraph(ui, text::rich(about, Weight::Regular, size::BODY, theme.dim));
    });
}

/// Shares of emotions, and songs that came before better moods.
fn lists(ui: &mut Ui, scene: &Scene<'_>, page: &JournalPage) {
    if ui.available_width() >= SIDE_BY_SIDE {
        ui.spacing_mut().item_spacing.x = STEP * 5.0;
        ui.columns_const(|[left, right]| {
            shares_card(left, scene, page);
            songs_card(right, scene, page);
        });
    } else {
        shares_card(ui, scene, page);
        songs_card(ui, scene, page);
    }
}

/// A raised card with a title and lines of equal height; gives the rectangles of the lines.
fn card(ui: &mut Ui, scene: &Scene<'_>, title: &str, lines: usize) -> Vec<Rect> {
    let height = PADDING * 2.0 + 24.0 + lines as f32 * ROW;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    surface::raised(ui.painter(), scene.theme, rect, radius::LARGE, Height::Card);
    let inner = rect.shrink(PADDING);
    let head = Rect::from_min_size(inner.min, vec2(inner.width(), 20.0));
    // In a place of its own: what comes next stands below the card, not below its title.
    let mut head = ui.new_child(egui::UiBuilder::new().id_salt(title).max_rect(head));
    text::line(&mut head, text::rich(title, Weight::SemiBold, size::SMALL, scene.theme.dim));
    let line = |at: usize| {
        Rect::from_min_size(inner.min + vec2(0.0, 24.0 + at as f32 * ROW), vec2(inner.width(), ROW))
    };
    (0..lines).map(line).collect()
}

fn shares_card(ui: &mut Ui, scene: &Scene<'_>, page: &JournalPage) {
    let theme = scene.theme;
    let shares = shares(&page.entries);
    let lines = card(ui, scene, t!("how-you-looked"), shares.len().max(1));
    if shares.is_empty() {
        let words = t!("no-mood-read");
        paint(ui.painter(), Place::within(lines[0]), words, Weight::Regular, size::SMALL, theme.dim);
    }
    for ((emotion, share), rect) in shares.into_iter().zip(lines) {
        let response = ui.interact(rect, ui.scope_id().with(("share", emotion)), Sense::hover());
        let number = words::percent(share);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::ListItem,
                true,
                t!("share-spoken", emotion = words::emotion(emotion), percent = &number),
            )
        });
        let name = Rect::from_min_size(rect.min, vec2(names_width(ui), ROW));
        paint(
            ui.painter(),
            Place::within(name),
            words::emotion(emotion),
            Weight::Regular,
            size::SMALL,
            theme.ink,
        );
        paint_right(ui.painter(), rect.right_center(), &number, size::SMALL, theme.ink);
        let groove = Rect::from_center_size(rect.center(), vec2(0.0, 9.0));
        let groove = Rect::from_x_y_ranges((name.right() + STEP)..=(rect.right() - 48.0), groove.y_range());
        surface::well(ui.painter(), theme, groove, 4.5);
        surface::groove_fill(ui.painter(), groove, share, theme.accent);
    }
}

fn songs_card(ui: &mut Ui, scene: &Scene<'_>, page: &JournalPage) {
    let theme = scene.theme;
    let mut songs = before_better_moods(&page.entries);
    songs.truncate(SONGS);
    let lines = card(ui, scene, t!("before-better"), songs.len().max(1));
    if songs.is_empty() {
        let words = t!("before-better.none");
        paint(ui.painter(), Place::within(lines[0]), words, Weight::Regular, size::SMALL, theme.dim);
    }
    for (before, rect) in songs.iter().zip(lines) {
        let artist = before.song.artist.as_deref().unwrap_or(t!("unknown-artist"));
        let shown = format!("{} · {artist}", before.song.title);
        let plays = t!("times", count = before.plays);
        let response = ui.interact(rect, ui.scope_id().with(("song", before.song.id)), Sense::hover());
        let told = t!("before-better-spoken", song = &shown, times = &plays);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListItem, true, &told));
        let place = Place { left_middle: rect.left_center(), width: rect.width() - 72.0 };
        paint(ui.painter(), place, &shown, Weight::Regular, size::SMALL, theme.ink);
        paint_right(ui.painter(), rect.right_center(), &plays, size::SMALL, theme.dim);
        response.on_hover_text(told);
    }
}

/// Exporting and deleting; what is deleted is gone for good, so that takes a second step.
fn deeds(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut JournalView, page: &JournalPage) {
    let theme = scene.theme;
    let one_day = page.days == 1;
    ui.add_space(STEP * 2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(STEP * 2.0, STEP * 2.0);
        let Some(deletion) = view.deletion else {
            if pill(ui, theme, t!("export-csv"), Face::Raised).clicked() {
                scene.actions.want(Intent::ExportJournal);
            }
            let delete = if one_day { t!("delete-day") } else { t!("delete-days") };
            if !page.entries.is_empty() && pill(ui, theme, delete, Face::Quiet).clicked() {
                view.deletion = Some(Deletion::Days { day: page.day, days: page.days });
            }
            if pill(ui, theme, t!("delete-everything"), Face::Quiet).clicked() {
                view.deletion = Some(Deletion::All);
            }
            return;
        };
        let (number, words) = match deletion {
            Deletion::Days { .. } => {
                let number = page.entries.len();
                let day = || t!("deletes-day", count = number);
                (number, if one_day { day() } else { t!("deletes-days", count = number) })
            }
            Deletion::All => (page.total, t!("deletes-all", count = page.total)),
        };
        text::announce(&text::line(ui, text::rich(words, Weight::Medium, size::SMALL, theme.ink)));
        if pill(ui, theme, t!("keep"), Face::Raised).clicked() {
            view.deletion = None;
        }
        if pill(ui, theme, &t!("delete-entries", count = number), Face::Filled).clicked() {
            view.deletion = None;
            scene.actions.send(Command::DeleteJournal(deletion));
            scene.actions.send(Command::ShowJournal { day: Some(page.day), days: page.days });
        }
    });
}
