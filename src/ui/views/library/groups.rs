//! Artists, genres and folders as a list, albums as a wall of covers. Only what is in sight is drawn.

use std::sync::Arc;

use egui::{Align2, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_material_icons::icons::ICON_CHEVRON_RIGHT;

use super::drag::{self, Dragged, Load};
use super::typeahead::TypeAhead;
use crate::language::t;
use crate::library::{Group, GroupKind};
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, icons};
use crate::ui::model::{Shelf, Then};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::views::Scene;
use crate::ui::widgets::text::{Place, paint, paint_right};
use crate::ui::widgets::{menu, preview, surface, text};

const ROW: f32 = 46.0;
/// Room between the card's edge and the first line.
const HEADROOM: f32 = 10.0;
const TILE: f32 = 148.0;
const TILE_WORDS: f32 = 52.0;

/// The groups whose names or details hold what is typed; made anew when either changes.
#[derive(Clone, Debug, Default)]
pub struct Filtered {
    of: Option<(Arc<[Group]>, String)>,
    kept: Vec<usize>,
    ahead: TypeAhead,
    /// One of the groups had the focus when they were last drawn.
    focused: bool,
    /// Give the focus to this one of those kept, and show it.
    reveal: Option<usize>,
}

impl Filtered {
    /// One of the groups has the focus.
    pub const fn has_focus(&self) -> bool {
        self.focused
    }

    /// A group was drawn.
    fn drawn(&mut self, place: usize, response: &Response) {
        if self.reveal == Some(place) {
            response.request_focus();
        }
        self.focused |= response.has_focus();
    }

    /// Goes to the first group that begins with what is typed.
    fn type_ahead(&mut self, ui: &Ui, groups: &[Group]) {
        if !std::mem::take(&mut self.focused) {
            return;
        }
        let Some(typed) = self.ahead.take(ui) else { return };
        let begins = |at: &usize| groups.get(*at).is_some_and(|g| g.name.to_lowercase().starts_with(typed));
        self.reveal = self.kept.iter().position(begins);
    }

    fn update(&mut self, groups: &Arc<[Group]>, query: &str) {
        let same = |(of, for_query): &(Arc<[Group]>, String)| Arc::ptr_eq(of, groups) && for_query == query;
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        let wanted = query.trim().to_lowercase();
        let holds = |group: &Group| {
            group.name.to_lowercase().contains(&wanted) || group.detail.to_lowercase().contains(&wanted)
        };
        self.kept = (0..groups.len()).filter(|at| wanted.is_empty() || holds(&groups[*at])).collect();
        self.of = Some((Arc::clone(groups), query.to_owned()));
    }
}

/// Draws the groups of a kind.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, kind: GroupKind, filtered: &mut Filtered) {
    let Some(groups) = scene.model.library.groups.get(&kind).cloned() else {
        note(ui, scene, t!("one-moment-please"));
        return;
    };
    filtered.update(&groups, &scene.model.library.search.query);
    if filtered.kept.is_empty() {
        let words = match (groups.is_empty(), kind) {
            (false, _) => t!("nothing-matches-short"),
            (true, GroupKind::Genres) => t!("no-genres"),
            (true, GroupKind::Artists) => t!("no-artists"),
            (true, GroupKind::Albums) => t!("no-albums"),
            (true, GroupKind::Folders) => t!("no-music-short"),
        };
        note(ui, scene, words);
        return;
    }
    filtered.type_ahead(ui, &groups);
    ui.add_space(HEADROOM);
    drag::ghost(ui.ctx(), scene.theme);
    let area = ScrollArea::vertical().id_salt(("groups", kind)).auto_shrink([false, false]);
    if kind == GroupKind::Albums {
        wall(ui, scene, area, &groups, filtered);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = match filtered.reveal {
        Some(place) => area.vertical_scroll_offset((place as f32 - 3.0).max(0.0) * ROW),
        None => area,
    };
    let rows = filtered.kept.len();
    area.show_rows(ui, ROW, rows, |ui, range| {
        for place in range {
            let Some((at, group)) = filtered.kept.get(place).and_then(|at| Some((*at, groups.get(*at)?)))
            else {
                continue;
            };
            let response = row(ui, scene, kind, (at, group));
            filtered.drawn(place, &response);
        }
    });
    filtered.reveal = None;
}

fn note(ui: &mut Ui, scene: &Scene<'_>, words: &str) {
    ui.add_space(STEP * 8.0);
    ui.vertical_centered(|ui| {
        text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, scene.theme.dim));
    });
}

fn open(scene: &mut Scene<'_>, kind: GroupKind, group: &Group) {
    let shelf = Shelf::Group { kind, name: group.name.clone(), query: group.query.clone() };
    scene.actions.want(Intent::Open(shelf));
}

/// A group can be dragged and has a list of what can be done with it.
fn offers(scene: &mut Scene<'_>, response: &Response, group: &Group) {
    if response.drag_started() {
        let load = Load::Group { query: group.query.clone(), tracks: group.tracks };
        response.dnd_set_drag_payload(Dragged { load, from: None });
    }
    menu::context(response).show(|ui| {
        for (label, then) in [
            (t!("group-play"), Then::Play),
            (t!("group-play-next"), Then::PlayNext),
            (t!("group-enqueue"), Then::Enqueue),
        ] {
            if menu::line(ui, label).clicked() {
                scene.actions.want(Intent::WithTracksOf(group.query.clone(), then));
                ui.close();
            }
        }
        for list in scene.model.library.playlists.iter().filter(|list| list.smart.is_none()) {
            if menu::line(ui, &t!("group-add-to", list = &list.name)).clicked() {
                scene.actions.want(Intent::WithTracksOf(group.query.clone(), Then::AddTo(list.id)));
                ui.close();
            }
        }
    });
}

fn describe(response: &Response, group: &Group) {
    let count = t!("tracks", count = group.tracks);
    let detail = if group.detail.is_empty() { String::new() } else { format!(", {}", group.detail) };
    response.widget_info(|| {
        WidgetInfo::labeled(Role::ListItem, true, format!("{}{detail}, {count}", group.name))
    });
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, kind: GroupKind, (at, group): (usize, &Group)) -> Response {
    let theme = scene.theme;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, ui.scope_id().with(("group", at)), Sense::click_and_drag());
    describe(&response, group);
    let inner = rect.shrink2(vec2(0.0, 1.0));
    if response.hovered() {
        ui.painter().rect_filled(inner, surface::corner(radius::SMALL), theme.well);
    }
    surface::focus(ui, theme, &response, inner.shrink(4.0), radius::SMALL - 3.0);
    let y = rect.center().y;
    let right = rect.right() - 34.0;
    let place =
        |dy: f32| Place { left_middle: pos2(rect.left() + 12.0, y + dy), width: right - rect.left() - 100.0 };
    if group.detail.is_empty() {
        paint(ui.painter(), place(0.0), &group.name, Weight::Medium, size::BODY, theme.ink);
    } else {
        paint(ui.painter(), place(-9.0), &group.name, Weight::Medium, size::BODY, theme.ink);
        paint(ui.painter(), place(10.0), &group.detail, Weight::Regular, size::SMALL, theme.dim);
    }
    let count = t!("tracks", count = group.tracks);
    paint_right(ui.painter(), pos2(right, y), &count, size::SMALL, theme.dim);
    let icon = ICON_CHEVRON_RIGHT;
    let mark = pos2(rect.right() - 18.0, y);
    ui.painter().text(mark, Align2::CENTER_CENTER, icon.codepoint, icons(icon, 18.0), theme.dim);
    offers(scene, &response, group);
    if response.clicked() {
        open(scene, kind, group);
    }
    response
}

/// Covers side by side.
fn wall(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    area: ScrollArea,
    groups: &Arc<[Group]>,
    filtered: &mut Filtered,
) {
    let gap = STEP * 4.0;
    let width = ui.available_width() - STEP * 4.0;
    let columns = ((width + gap) / (TILE + gap)).floor().max(2.0);
    let tile = ((width + gap) / columns - gap).max(60.0);
    let columns = columns as usize;
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    let area = match filtered.reveal {
        Some(place) => area.vertical_scroll_offset((place / columns) as f32 * (tile + TILE_WORDS + gap)),
        None => area,
    };
    let kept = filtered.kept.len();
    area.show_rows(ui, tile + TILE_WORDS, kept.div_ceil(columns), |ui, range| {
        for line in range {
            ui.horizontal_top(|ui| {
                for place in line * columns..((line + 1) * columns).min(kept) {
                    let found = filtered.kept.get(place).and_then(|at| Some((*at, groups.get(*at)?)));
                    if let Some((at, group)) = found {
                        let response = cover_tile(ui, scene, (at, group), tile);
                        filtered.drawn(place, &response);
                    }
                }
            });
        }
    });
    filtered.reveal = None;
}

fn cover_tile(ui: &mut Ui, scene: &mut Scene<'_>, (at, group): (usize, &Group), side: f32) -> Response {
    let theme = scene.theme;
    let (_, rect) = ui.allocate_space(vec2(side, side + TILE_WORDS));
    let response = ui.interact(rect, ui.scope_id().with(("album", at)), Sense::click_and_drag());
    describe(&response, group);
    let picture = Rect::from_min_size(rect.min, vec2(side, side)).shrink(2.0);
    if let Some(command) = group.cover.and_then(|id| scene.textures.ask_cover(id)) {
        scene.actions.send(command);
    }
    let (texture, uv) = scene.textures.album(ui.ctx(), group.cover, group.name.len() as i64);
    preview::picture(ui.painter(), picture, texture, uv, radius::MEDIUM);
    if response.hovered() || response.has_focus() {
        surface::focus_ring(ui.painter(), theme, picture.shrink(3.0), radius::MEDIUM - 3.0);
    }
    let place =
        |dy: f32| Place { left_middle: pos2(rect.left() + 2.0, picture.bottom() + dy), width: side - 4.0 };
    paint(ui.painter(), place(16.0), &group.name, Weight::Medium, size::SMALL, theme.ink);
    paint(ui.painter(), place(35.0), &group.detail, Weight::Regular, size::SMALL, theme.dim);
    offers(scene, &response, group);
    if response.clicked() {
        open(scene, GroupKind::Albums, group);
    }
    response
}
