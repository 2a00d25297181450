//! The list beside the table: parts of the library and playlists. Tracks can be dropped on playlists and on the queue.

use egui::{Align2, Popup, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{
    ICON_ADD, ICON_ALBUM, ICON_ARTIST, ICON_AUTO_AWESOME, ICON_CONTENT_COPY, ICON_FAVORITE, ICON_FOLDER,
    ICON_HISTORY, ICON_LIBRARY_MUSIC, ICON_MORE_VERT, ICON_PLAYLIST_PLAY, ICON_QUEUE_MUSIC, ICON_SCHEDULE,
    ICON_SELL,
};

use super::LibraryView;
use super::drag::{self, Dragged, Load};
use super::naming::{Named, Naming};
use crate::engine::Command;
use crate::language::{Key, key, t};
use crate::library::GroupKind;
use crate::library::playlist::{Playlist, Smart};
use crate::ui::actions::Intent;
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::model::Shelf;
use crate::ui::theme::{STEP, radius, size};
use crate::ui::views::Scene;
use crate::ui::widgets::button::IconButton;
use crate::ui::widgets::text::{Place, paint};
use crate::ui::widgets::{menu, surface};

const ENTRY: f32 = 34.0;

/// The parts of the library, without playlists.
const SHELVES: [(Key, MaterialIcon, Shelf); 9] = [
    (key!("shelf-songs"), ICON_LIBRARY_MUSIC, Shelf::Tracks),
    (key!("shelf-artists"), ICON_ARTIST, Shelf::Groups(GroupKind::Artists)),
    (key!("shelf-albums"), ICON_ALBUM, Shelf::Groups(GroupKind::Albums)),
    (key!("shelf-genres"), ICON_SELL, Shelf::Groups(GroupKind::Genres)),
    (key!("shelf-folders"), ICON_FOLDER, Shelf::Groups(GroupKind::Folders)),
    (key!("shelf-liked"), ICON_FAVORITE, Shelf::Liked),
    (key!("shelf-added"), ICON_SCHEDULE, Shelf::Added),
    (key!("shelf-played"), ICON_HISTORY, Shelf::Played),
    (key!("shelf-duplicates"), ICON_CONTENT_COPY, Shelf::Duplicates),
];

/// Draws the list.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt("shelves").auto_shrink([false, false]).show(ui, |ui| {
        for (name, icon, shelf) in SHELVES {
            let on = is_in(&scene.model.library.search.shelf, &shelf);
            if entry(ui, scene, name.shown(), icon, on).clicked() {
                scene.actions.want(Intent::Open(shelf));
            }
        }
        queue_target(ui, scene);
        ui.add_space(STEP * 3.0);
        heading(ui, scene, view);
        for playlist in scene.model.library.playlists.clone().iter() {
            list(ui, scene, view, playlist);
        }
        if let Some(naming) = view.naming.as_mut().filter(|naming| !matches!(naming.what, Named::List(_)))
            && !naming.show(ui, scene)
        {
            view.naming = None;
        }
        if scene.model.library.playlists.is_empty() && view.naming.is_none() {
            let words = t!("drop-tracks");
            let text = crate::ui::widgets::text::rich(words, Weight::Regular, size::SMALL, scene.theme.dim);
            crate::ui::widgets::text::paragraph(ui, text);
        }
    });
}

/// The same as a menu, where there is no room beside the table.
pub fn menu(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let mut chosen = None;
    for (name, _, shelf) in SHELVES {
        if ui.button(name.shown()).clicked() {
            chosen = Some(shelf);
        }
    }
    ui.separator();
    for playlist in scene.model.library.playlists.iter() {
        if ui.button(&playlist.name).clicked() {
            chosen = Some(Shelf::Playlist(playlist.id));
        }
    }
    ui.separator();
    new_lists(ui, scene, view);
    if let Some(shelf) = chosen {
        scene.actions.want(Intent::Open(shelf));
        ui.close();
    }
}

/// The name of what is shown.
#[allow(clippy::wildcard_enum_match_arm, reason = "the others are treated alike on purpose")]
pub fn name(scene: &Scene<'_>) -> String {
    let library = &scene.model.library;
    match &library.search.shelf {
        Shelf::Group { name, .. } => name.clone(),
        Shelf::Playlist(id) => library.playlist(*id).map(|list| list.name.clone()).unwrap_or_default(),
        shelf => SHELVES
            .iter()
            .find(|(.., known)| known == shelf)
            .map_or(key!("shelf-songs"), |(name, ..)| *name)
            .shown()
            .to_owned(),
    }
}

/// One of many is shown where all of them are listed.
fn is_in(current: &Shelf, entry: &Shelf) -> bool {
    match (current, entry) {
        (Shelf::Group { kind, .. }, Shelf::Groups(all)) => kind == all,
        (current, entry) => current == entry,
    }
}

fn entry(ui: &mut Ui, scene: &Scene<'_>, name: &str, icon: MaterialIcon, on: bool) -> Response {
    let theme = scene.theme;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ENTRY));
    let response = ui.interact(rect, ui.scope_id().with(("shelf", name)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, name));
    let takes = drag::hovers(&response);
    if on || takes {
        ui.painter().rect_filled(rect, surface::corner(radius::SMALL), theme.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, surface::corner(radius::SMALL), theme.touched);
    }
    surface::focus(ui, theme, &response, rect.shrink(3.0), radius::SMALL - 3.0);
    let ink = if on { theme.ink } else { theme.dim };
    let middle = pos2(rect.left() + 18.0, rect.center().y);
    let glyph = if on { icon } else { icon.outlined() };
    ui.painter().text(middle, Align2::CENTER_CENTER, glyph.codepoint, icons(glyph, 18.0), ink);
    let place = Place { left_middle: pos2(rect.left() + 36.0, rect.center().y), width: rect.width() - 40.0 };
    let weight = if on { Weight::SemiBold } else { Weight::Medium };
    paint(ui.painter(), place, name, weight, size::SMALL, if on { theme.ink } else { theme.dim });
    response
}

/// While tracks are dragged, a place for those that shall be heard next.
fn queue_target(ui: &mut Ui, scene: &mut Scene<'_>) {
    if egui::DragAndDrop::payload::<Dragged>(ui.ctx()).is_none() {
        return;
    }
    let response = entry(ui, scene, t!("add-to-queue"), ICON_QUEUE_MUSIC, false);
    if let Some(dragged) = drag::dropped(&response) {
        dragged.load.enqueue(scene);
    }
}

fn heading(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    let theme = scene.theme;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ENTRY));
    let text = font(Weight::SemiBold, size::SMALL);
    ui.painter().text(
        pos2(rect.left() + 10.0, rect.center().y),
        Align2::LEFT_CENTER,
        t!("playlists"),
        text,
        theme.dim,
    );
    let place = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(30.0, 30.0));
    let button =
        IconButton::new(t!("new-playlist"), ICON_ADD).diameter(30.0).put(ui, theme, place, "new playlist");
    if drag::hovers(&button) {
        surface::focus_ring(ui.painter(), theme, place.shrink(3.0), 15.0);
    }
    if let Some(Dragged { load: Load::Tracks(tracks), .. }) = drag::dropped(&button) {
        view.naming = Some(Naming::new_list(tracks));
    }
    Popup::menu(&button).show(|ui| new_lists(ui, scene, view));
}

/// Ways to get a playlist.
fn new_lists(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView) {
    ui.set_min_width(190.0);
    if ui.button(t!("new-playlist-dialog")).clicked() {
        view.naming = Some(Naming::new_list(Vec::new()));
        ui.close();
    }
    let search = &scene.model.library.search;
    let label = if search.query.trim().is_empty() { t!("new-smart-playlist") } else { t!("keep-search") };
    if ui.button(label).clicked() {
        let smart = Smart { query: search.query.trim().to_owned(), sort: search.sort, most: None };
        view.naming = Some(Naming::smart(smart, search.query.trim()));
        ui.close();
    }
    if ui.button(t!("import-playlists")).clicked() {
        scene.actions.want(Intent::PickPlaylists);
        ui.close();
    }
}

fn list(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, playlist: &Playlist) {
    if view.naming.as_ref().is_some_and(|naming| naming.what == Named::List(playlist.id)) {
        if view.naming.as_mut().is_some_and(|naming| !naming.show(ui, scene)) {
            view.naming = None;
        }
        return;
    }
    let shelf = Shelf::Playlist(playlist.id);
    let on = scene.model.library.search.shelf == shelf;
    let icon = if playlist.smart.is_some() { ICON_AUTO_AWESOME } else { ICON_PLAYLIST_PLAY };
    let response = entry(ui, scene, &playlist.name, icon, on);
    if let Some(dragged) = drag::dropped(&response)
        && playlist.smart.is_none()
    {
        dragged.load.add_to(scene, playlist.id);
    }
    if response.clicked() {
        scene.actions.want(Intent::Open(shelf));
    }
    let place = Rect::from_center_size(
        pos2(response.rect.right() - 16.0, response.rect.center().y),
        vec2(28.0, 28.0),
    );
    let over = ui.rect_contains_pointer(response.rect);
    let mut scope =
        ui.new_child(egui::UiBuilder::new().id_salt(("list", playlist.id.0)).max_rect(response.rect));
    let name = t!("more-for", name = &playlist.name);
    let more = IconButton::new(&name, ICON_MORE_VERT).diameter(28.0);
    let focused = scope.memory(egui::Memory::focused) == Some(more.id(&scope, playlist.id));
    if !over && !on && !focused {
        scope.set_opacity(0.0);
    }
    let more = more.put(&mut scope, scene.theme, place, playlist.id);
    menu::context(&response).show(|ui| choices(ui, scene, view, playlist));
    Popup::menu(&more).accessible_name(name.clone()).show(|ui| choices(ui, scene, view, playlist));
}

fn choices(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LibraryView, playlist: &Playlist) {
    ui.set_min_width(130.0);
    if menu::line(ui, t!("rename")).clicked() {
        view.naming = Some(Naming::rename(playlist));
        ui.close();
    }
    if menu::line(ui, t!("export-dialog")).clicked() {
        scene.actions.want(Intent::SavePlaylist(playlist.id, playlist.name.clone()));
        ui.close();
    }
    if menu::line(ui, t!("delete")).clicked() {
        scene.actions.send(Command::DeletePlaylist(playlist.id));
        ui.close();
    }
}
