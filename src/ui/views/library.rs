//! The library: its parts and the playlists at the side, a search field, and the tracks or groups of what is chosen.

mod columns;
pub mod drag;
mod duplicates;
mod groups;
mod menu;
mod naming;
mod row;
mod selection;
mod side;
mod smart;
mod table;
mod toolbar;
mod typeahead;

use std::borrow::Cow;

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::{Room, Scene};
use crate::language::t;
use crate::ui::actions::Intent;
use crate::ui::dialogs::Ask;
use crate::ui::fonts::Weight;
use crate::ui::model::{LibraryState, Life, Shelf};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;

pub use columns::Columns;
use groups::Filtered;
use naming::Naming;
use smart::SmartEditor;
use table::Table;

const PADDING: f32 = 14.0;
const SIDE: f32 = 208.0;
/// From this width on, the parts of the library stand beside the table.
const BESIDE: f32 = 640.0;
/// With less height than this, only the search field and the rows are drawn.
const AMPLE: f32 = 280.0;

/// What the view remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct LibraryView {
    /// The tracks.
    pub table: Table,
    /// Put the cursor into the search field.
    pub focus_search: bool,
    /// A path typed by hand, where the desktop has no dialog, and what it is for.
    typed_path: Option<(Ask, String)>,
    naming: Option<Naming>,
    smart: SmartEditor,
    groups: Filtered,
    /// Groups of duplicates drawn.
    duplicates: usize,
}

impl LibraryView {
    /// Letters belong to the list that has the focus.
    pub fn takes_letters(&self, ctx: &egui::Context) -> bool {
        self.table.has_focus(ctx) || self.groups.has_focus()
    }

    /// Lets a path be typed, because there is no dialog for it.
    pub fn type_path(&mut self, ask: Ask) {
        if self.typed_path.as_ref().is_none_or(|(typed, _)| *typed != ask) {
            self.typed_path = Some((ask, String::new()));
        }
    }
}

/// Draws the view into its rectangle.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let whole = ui.available_rect_before_wrap();
    if whole.width() < BESIDE {
        main(ui, scene, view, Room::Tight);
        return;
    }
    let side = Rect::from_min_size(whole.min, vec2(SIDE, whole.height()));
    let mut child = ui.new_child(UiBuilder::new().id_salt("side").max_rect(side));
    side::show(&mut child, scene, view);
    let rest = Rect::from_min_max(pos2(side.right() + STEP * 4.0, whole.top()), whole.max);
    let mut child = ui.new_child(UiBuilder::new().id_salt("shelf").max_rect(rest));
    main(&mut child, scene, view, Room::Ample);
}

/// Search field and tracks; tight: with the way to the other parts of the library.
fn main(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, width: Room) {
    ui.spacing_mut().item_spacing.y = STEP * 3.0;
    let room = Room::from_points(ui.available_height(), AMPLE);
    toolbar::show(ui, scene, view, width);
    if width == Room::Tight
        && let Some(naming) = &mut view.naming
        && !naming.show(ui, scene)
    {
        view.naming = None;
    }
    if room == Room::Ample {
        summary(ui, scene);
        if let Shelf::Playlist(id) = scene.model.library.search.shelf
            && let Some(smart) = scene.model.library.playlist(id).and_then(|list| list.smart.clone())
        {
            view.smart.show(ui, scene, id, &smart);
        }
        ui.add_space(STEP);
    }
    let card = ui.available_rect_before_wrap();
    surface::raised(ui.painter(), scene.theme, card, radius::LARGE, Height::Card);
    let inner = card.shrink2(vec2(PADDING, STEP));
    let mut child = ui.new_child(UiBuilder::new().id_salt("table").max_rect(inner));
    if let Shelf::Groups(kind) = scene.model.library.search.shelf {
        groups::show(&mut child, scene, kind, &mut view.groups);
    } else if scene.model.library.search.shelf == Shelf::Duplicates {
        duplicates::show(&mut child, scene, &mut view.duplicates);
    } else if scene.model.library.search.ids.is_empty() {
        nothing(&mut child, scene);
    } else if let Some(naming) = view.table.show(&mut child, scene, room) {
        view.naming = Some(naming);
    }
}

/// How many tracks there are, or match.
#[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
fn summary(ui: &mut Ui, scene: &Scene<'_>) {
    let library = &scene.model.library;
    let (size, shown) = (library.size, library.search.ids.len());
    let tracks = |n: usize| t!("tracks", count = n);
    let words = match &library.search.shelf {
        _ if library.search.is_loading() => t!("opening-library").to_owned(),
        Shelf::Groups(_) | Shelf::Duplicates => side::name(scene),
        shelf if !library.search.query.trim().is_empty() => {
            let of = if *shelf == Shelf::Tracks { tracks(size) } else { side::name(scene) };
            t!("matches-in", count = shown, place = of)
        }
        Shelf::Tracks => tracks(size),
        _ => format!("{} · {}", side::name(scene), tracks(shown)),
    };
    let response = text::line(ui, text::rich(words, Weight::SemiBold, size::SMALL, scene.theme.dim));
    text::announce(&response);
    if let Some(hint) = &library.search.hint {
        text::paragraph(ui, text::rich(hint.shown(), Weight::Regular, size::SMALL, scene.theme.ink));
    }
}

/// Why the table is empty, and what to do.
fn nothing(ui: &mut Ui, scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let (title, advice) = why_empty(scene);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.5 - 90.0).max(STEP * 3.0));
        ui.vertical_centered(|ui| {
            ui.set_max_width(ui.available_width().min(440.0));
            text::paragraph(ui, text::rich(title, Weight::SemiBold, 20.0, theme.ink));
            text::paragraph(ui, text::rich(advice.as_ref(), Weight::Regular, size::BODY, theme.dim));
            if !scene.model.library.search.query.is_empty()
                && pill(ui, theme, t!("show-all-tracks"), Face::Raised).clicked()
            {
                scene.actions.want(Intent::Search(String::new()));
            }
        });
    });
}

/// What is missing, and what to do about it.
fn why_empty(scene: &Scene<'_>) -> (&'static str, Cow<'static, str>) {
    let library = &scene.model.library;
    if let Life::Failed(reason) = &scene.model.life {
        return (t!("library-failed"), Cow::Owned(reason.clone()));
    }
    let (title, advice) = if scene.model.life == Life::Starting || library.search.is_loading() {
        (t!("opening"), t!("opening.advice"))
    } else if library.importing.is_some() {
        (t!("importing"), t!("importing.advice"))
    } else if library.size == 0 {
        (t!("no-music"), t!("no-music.advice"))
    } else {
        why_no_match(library)
    };
    (title, Cow::Borrowed(advice))
}

/// Why a shelf is empty.
fn why_no_match(library: &LibraryState) -> (&'static str, &'static str) {
    if !library.search.query.trim().is_empty() {
        return (t!("nothing-matches"), t!("nothing-matches.advice"));
    }
    match library.search.shelf {
        Shelf::Liked => (t!("nothing-liked"), t!("nothing-liked.advice")),
        Shelf::Added => (t!("nothing-new"), t!("nothing-new.advice")),
        Shelf::Played => (t!("nothing-heard"), t!("nothing-heard.advice")),
        Shelf::Playlist(id) if library.playlist(id).is_some_and(|list| list.smart.is_some()) => {
            (t!("nothing-matches-now"), t!("nothing-matches-now.advice"))
        }
        Shelf::Playlist(_) => (t!("list-empty"), t!("list-empty.advice")),
        Shelf::Tracks | Shelf::Duplicates | Shelf::Groups(_) | Shelf::Group { .. } => {
            (t!("nothing-here"), t!("nothing-here.advice"))
        }
    }
}
