//! What can be done with the selected tracks.

use egui::Ui;

use crate::affect::Quadrant;
use crate::engine::Command;
use crate::language::t;
use crate::library::GroupKind;
use crate::library::playlist::{Edit, PlaylistId};
use crate::library::{Like, Mark, Track, TrackId};
use crate::ui::actions::Intent;
use crate::ui::model::Shelf;
use crate::ui::views::Scene;
use crate::ui::widgets::menu;
use crate::ui::words;

use super::naming::Naming;

/// The tracks it is about.
pub struct Chosen<'a> {
    /// All of them, in their order.
    pub tracks: Vec<TrackId>,
    /// The one under the pointer.
    pub first: &'a Track,
    /// Their places in an arranged playlist.
    pub places: Option<(PlaylistId, Vec<usize>)>,
}

/// Draws the list; gives the naming of a new playlist when one was asked for.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, chosen: &Chosen<'_>) -> Option<Naming> {
    ui.set_min_width(170.0);
    let tracks = || chosen.tracks.clone();
    let mut naming = None;
    let play = match chosen.tracks[..] {
        [one] => Command::PlayNow(one),
        _ => Command::PlayAll(tracks(), 0),
    };
    for (label, command) in [
        (t!("play-now"), play),
        (t!("play-next"), Command::PlayNext(tracks())),
        (t!("add-to-queue"), Command::Enqueue(tracks())),
    ] {
        item(ui, label, || scene.actions.send(command));
    }
    ui.separator();
    ui.menu_button(t!("add-to-playlist"), |ui| {
        item(ui, t!("new-playlist-dialog"), || naming = Some(Naming::new_list(tracks())));
        for list in scene.model.library.playlists.iter().filter(|list| list.smart.is_none()) {
            let edit = Edit::Insert { at: None, tracks: tracks() };
            item(ui, &list.name, || scene.actions.send(Command::EditPlaylist(list.id, edit)));
        }
    });
    if let Some((list, places)) = &chosen.places {
        let edit = Edit::Remove(places.clone());
        item(ui, t!("remove-from-playlist"), || scene.actions.send(Command::EditPlaylist(*list, edit)));
    }
    ui.menu_button(t!("rating"), |ui| {
        for stars in (0..=5).rev() {
            let label = match stars {
                0 => t!("no-stars").to_owned(),
                stars => format!("{}{}", "\u{2605}".repeat(stars), "\u{2606}".repeat(5 - stars)),
            };
            item(ui, &label, || scene.actions.send(Command::Mark(tracks(), Mark::Rating(stars as u8))));
        }
    });
    ui.menu_button(t!("feels"), |ui| {
        for mood in Quadrant::ALL {
            item(ui, words::quadrant(mood), || {
                scene.actions.send(Command::SetMood(chosen.first.id, Some(mood.centre())));
            });
        }
        item(ui, t!("as-heard"), || scene.actions.send(Command::SetMood(chosen.first.id, None)));
    });
    let liked = chosen.first.like;
    for (like, on, off) in
        [(Like::Liked, t!("like"), t!("unlike")), (Like::Disliked, t!("dislike"), t!("undislike"))]
    {
        let (label, new) = if liked == like { (off, Like::Neutral) } else { (on, like) };
        item(ui, label, || scene.actions.send(Command::Mark(tracks(), Mark::Like(new))));
    }
    item(ui, t!("library-remove"), || scene.actions.send(Command::RemoveTracks(tracks())));
    ui.separator();
    places_of(ui, scene, chosen.first);
    naming
}

/// Where else the track can be seen.
fn places_of(ui: &mut Ui, scene: &mut Scene<'_>, track: &Track) {
    let named = |kind, field: &str, name: &str| Shelf::Group {
        kind,
        name: name.to_owned(),
        query: format!("{field}:=\"{}\"", name.replace('"', " ")),
    };
    if let Some(artist) = &track.tags.artist {
        let shelf = named(GroupKind::Artists, "artist", artist);
        item(ui, t!("show-artist"), || scene.actions.want(Intent::Open(shelf)));
    }
    if let Some(album) = &track.tags.album {
        let shelf = named(GroupKind::Albums, "album", album);
        item(ui, t!("show-album"), || scene.actions.want(Intent::Open(shelf)));
    }
    item(ui, t!("show-in-folder"), || scene.actions.want(Intent::Reveal(track.path.clone())));
}

fn item(ui: &mut Ui, label: &str, chosen: impl FnOnce()) {
    if menu::line(ui, label).clicked() {
        chosen();
        ui.close();
    }
}
