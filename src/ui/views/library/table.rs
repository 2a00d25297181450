//! The table of tracks: a head that sorts and resizes, and the rows in sight. Tracks are fetched by pages as they come
//! into sight, so a list of a million is as quick as one of ten.

mod head;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use egui::{EventFilter, Key, Modifiers, Popup, Role, ScrollArea, Sense, Ui, UiBuilder, vec2};

use super::columns::{Columns, Layout};
use super::drag::{self, Dragged, Load};
use super::menu::{self, Chosen};
use super::naming::Naming;
use super::row;
use super::selection::Selection;
use super::typeahead::TypeAhead;
use crate::engine::Command;
use crate::language::t;
use crate::library::Track;
use crate::library::playlist::Edit;
use crate::ui::actions::Intent;
use crate::ui::model::Shelf;
use crate::ui::views::{Room, Scene};
use crate::ui::widgets::menu as menus;

const HEAD: f32 = 34.0;
/// Tracks fetched at a time.
const PAGE: usize = 100;

/// What the table remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Selected rows.
    pub selection: Selection,
    /// Which columns there are, and how wide.
    pub columns: Columns,
    /// Show this row at the top, once there are rows.
    pub return_to: Option<usize>,
    /// The cursor moved by key: scroll there and focus it.
    reveal: bool,
    /// Pages asked for since the list was answered.
    asked: HashSet<usize>,
    generation: u64,
    seen: Seen,
    ahead: TypeAhead,
    /// The last landing of typed letters that was followed.
    landed: u64,
}

/// Where the list stood when it was last drawn.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    offset: f32,
    room: f32,
    row: f32,
}

impl Table {
    /// Another list is shown: nothing is selected, and it starts at its top.
    pub fn reset(&mut self) {
        self.selection.clear();
        self.return_to = Some(0);
    }

    /// The first row in sight, or the one that will be.
    pub fn first_row(&self) -> usize {
        self.return_to.unwrap_or((self.seen.offset / self.seen.row.max(1.0)).round() as usize)
    }

    /// One of its rows has the focus.
    pub fn has_focus(&self, ctx: &egui::Context) -> bool {
        let row = self.selection.cursor().map(row::id);
        row.is_some() && ctx.memory(egui::Memory::focused) == row
    }

    /// Goes to the track that typed letters led to.
    fn land(&mut self, scene: &Scene<'_>) {
        let search = &scene.model.library.search;
        let Some((question, id)) = search.landing.filter(|(question, _)| *question != self.landed) else {
            return;
        };
        self.landed = question;
        if let Some(index) = search.ids.iter().position(|listed| *listed == id) {
            self.selection.only(index);
            self.reveal = true;
        }
    }

    /// Draws the table; gives the naming of a new playlist when one was asked for.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, room: Room) -> Option<Naming> {
        let layout = self.columns.layout(ui.available_rect_before_wrap());
        ui.spacing_mut().item_spacing.y = 0.0;
        if room == Room::Ample {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
            self.head(ui, scene, &layout, rect);
        }
        let count = scene.model.library.search.ids.len();
        self.selection.shrink(count);
        self.land(scene);
        let whole =
            UiBuilder::new().accessibility_role(Role::Table).accessibility_label(t!("table-of-tracks"));
        let naming = ui.scope_builder(whole, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_row_count(count));
            self.rows(ui, scene, &layout)
        });
        let naming = naming.inner;
        self.keys(ui, scene);
        if self.has_focus(ui.ctx())
            && let Some(typed) = self.ahead.take(ui)
        {
            scene.actions.want(Intent::LookFor(typed.to_owned()));
        }
        drag::ghost(ui.ctx(), scene.theme);
        naming
    }

    fn rows(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, layout: &Layout) -> Option<Naming> {
        let count = scene.model.library.search.ids.len();
        let mut area = ScrollArea::vertical().id_salt("tracks").auto_shrink([false, false]);
        let height = layout.row_height();
        if let Some(row) = self.return_to.take() {
            area = area.vertical_scroll_offset(row as f32 * height);
        } else if let Some(cursor) = self.selection.cursor().filter(|_| self.reveal) {
            area = area.vertical_scroll_offset(self.offset_to_show(cursor));
        }
        let mut naming = None;
        let mut in_sight = 0..0;
        let output = area.show_rows(ui, height, count, |ui, range| {
            in_sight = range.clone();
            for index in range {
                naming = self.row(ui, scene, layout, index).or(naming.take());
            }
        });
        self.reveal = false;
        self.seen =
            Seen { offset: output.state.clamped_offset().y, room: output.inner_rect.height(), row: height };
        self.fetch(scene, &in_sight);
        naming
    }

    fn row(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, layout: &Layout, index: usize) -> Option<Naming> {
        let Some(track) = scene.model.library.search.track(index).cloned() else {
            row::waiting(ui, scene.theme, layout);
            return None;
        };
        let cursor = self.selection.cursor() == Some(index);
        let state =
            row::State { index, selected: self.selection.contains(index), focus: self.reveal && cursor };
        let row = row::show(ui, scene, layout, &track, state);
        if row.response.clicked() {
            self.selection.click(index, ui.input(|input| input.modifiers));
            // From here the arrow keys go on.
            row.response.request_focus();
        } else if row.response.gained_focus() && !cursor {
            self.selection.only(index);
        }
        if row.response.has_focus()
            && !self.ahead.is_typing(ui)
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space))
        {
            scene.actions.send(Command::TogglePlay);
        }
        if row.play {
            self.play(scene, index);
        }
        if (row.response.secondary_clicked() || row.more.clicked() || row.response.drag_started())
            && !self.selection.contains(index)
        {
            self.selection.only(index);
        }
        self.drag(ui, scene, &row.response, index);
        self.menus(scene, &row, &track, index)
    }

    fn menus(
        &self,
        scene: &mut Scene<'_>,
        row: &row::Row,
        track: &Arc<Track>,
        index: usize,
    ) -> Option<Naming> {
        let mut naming = None;
        let chosen = || self.chosen(scene.model, track, index);
        let (context, more) = (menus::context(&row.response), Popup::menu(&row.more));
        if !context.is_open() && !more.is_open() {
            // Their state is kept by asking, also when neither is open.
            context.show(|_| {});
            more.show(|_| {});
            return None;
        }
        let chosen = chosen();
        context.show(|ui| naming = menu::show(ui, scene, &chosen));
        let name = t!("more-for", name = &track.tags.title);
        more.accessible_name(name).show(|ui| naming = menu::show(ui, scene, &chosen));
        naming
    }

    /// The selected tracks, or the one in this row when it is not among them.
    fn chosen<'a>(&self, model: &crate::ui::model::Model, track: &'a Track, index: usize) -> Chosen<'a> {
        let search = &model.library.search;
        let rows: Vec<usize> =
            if self.selection.contains(index) { self.selection.rows().collect() } else { vec![index] };
        let tracks = rows.iter().filter_map(|row| search.ids.get(*row).copied()).collect();
        Chosen { tracks, first: track, places: model.library.arranged().map(|list| (list, rows)) }
    }

    /// A list that somebody arranged plays as a list, from this track on; elsewhere the mood decides what comes next.
    #[allow(clippy::unused_self, reason = "it belongs to the table")]
    fn play(&self, scene: &mut Scene<'_>, index: usize) {
        let search = &scene.model.library.search;
        let Some(id) = search.ids.get(index).copied() else { return };
        let follows = matches!(search.shelf, Shelf::Playlist(_) | Shelf::Group { .. });
        scene.actions.send(if follows {
            Command::PlayAll(search.ids.to_vec(), index)
        } else {
            Command::PlayNow(id)
        });
    }

    fn drag(&self, ui: &Ui, scene: &mut Scene<'_>, response: &egui::Response, index: usize) {
        let library = &scene.model.library;
        if response.drag_started() {
            let rows: Vec<usize> = self.selection.rows().collect();
            let load =
                Load::Tracks(rows.iter().filter_map(|row| library.search.ids.get(*row).copied()).collect());
            let from = library.arranged().map(|list| (list, rows));
            response.dnd_set_drag_payload(Dragged { load, from });
        }
        let Some(list) = library.arranged() else { return };
        let dropped = drag::dropped(response);
        if dropped.is_none() && !drag::hovers(response) {
            return;
        }
        // The nearer edge of the row is where the tracks go.
        let below = ui.ctx().pointer_interact_pos().is_some_and(|at| at.y > response.rect.center().y);
        let y = if below { response.rect.bottom() } else { response.rect.top() };
        ui.painter().hline(response.rect.x_range(), y, (2.0, scene.theme.accent));
        if let Some(dragged) = dropped {
            let at = index + usize::from(below);
            let edit = match (dragged.from, dragged.load) {
                (Some((from, places)), _) if from == list => Edit::Move { from: places, to: at },
                (_, Load::Tracks(tracks)) => Edit::Insert { at: Some(at), tracks },
                (_, load @ Load::Group { .. }) => return load.add_to(scene, list),
            };
            scene.actions.send(Command::EditPlaylist(list, edit));
        }
    }

    /// Asks for the pages in sight that were not asked for yet.
    fn fetch(&mut self, scene: &mut Scene<'_>, in_sight: &Range<usize>) {
        let search = &scene.model.library.search;
        if self.generation != search.generation {
            self.generation = search.generation;
            self.asked.clear();
        }
        if in_sight.is_empty() {
            return;
        }
        for page in in_sight.start / PAGE..=(in_sight.end - 1) / PAGE {
            let rows = page * PAGE..((page + 1) * PAGE).min(search.ids.len());
            let lacks = in_sight.clone().any(|row| rows.contains(&row) && search.track(row).is_none());
            if lacks && self.asked.insert(page) {
                scene.actions.send(Command::LoadTracks(search.ids[rows].to_vec()));
            }
        }
    }

    /// The scroll position nearest to the present one at which a row is in sight.
    fn offset_to_show(&self, index: usize) -> f32 {
        let top = index as f32 * self.seen.row;
        self.seen.offset.clamp((top + self.seen.row - self.seen.room).max(0.0), top.max(0.0))
    }

    /// Keys of a focused row: arrows move, with Shift they select; Ctrl A selects all; Delete takes out of a playlist.
    fn keys(&mut self, ui: &Ui, scene: &mut Scene<'_>) {
        let (Some(cursor), Some(focused)) = (self.selection.cursor(), ui.memory(egui::Memory::focused))
        else {
            return;
        };
        if focused != row::id(cursor) {
            return;
        }
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
        let rows = scene.model.library.search.ids.len();
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            self.selection.all(rows);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete))
            && let Some(list) = scene.model.library.arranged()
        {
            let places = self.selection.rows().collect();
            scene.actions.send(Command::EditPlaylist(list, Edit::Remove(places)));
        }
        let page = (self.seen.room / self.seen.row.max(1.0)).max(1.0) as usize;
        let (on, back, shift) = ui.input(|input| {
            let count = |key| input.num_presses(key);
            (
                count(Key::ArrowDown) + page * count(Key::PageDown) + rows * count(Key::End),
                count(Key::ArrowUp) + page * count(Key::PageUp) + rows * count(Key::Home),
                input.modifiers.shift,
            )
        });
        if on != back {
            let target = (cursor + on).saturating_sub(back).min(rows.saturating_sub(1));
            if shift {
                self.selection.extend(target);
            } else {
                self.selection.only(target);
            }
            self.reveal = true;
            ui.ctx().request_repaint();
        }
    }
}
