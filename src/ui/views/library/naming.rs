//! A line to type the name of a playlist in.

use egui::{Id, Key, TextEdit, Ui};

use crate::engine::Command;
use crate::language::t;
use crate::library::TrackId;
use crate::library::playlist::{Playlist, PlaylistId, Smart};
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::size;
use crate::ui::views::Scene;

/// A name that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// What gets the name.
    pub what: Named,
    text: String,
    fresh: bool,
}

/// What gets the name.
#[derive(Clone, Debug, PartialEq)]
pub enum Named {
    /// A new list of these tracks.
    New(Vec<TrackId>),
    /// A new smart list.
    Smart(Smart),
    /// A list that is there.
    List(PlaylistId),
}

impl Naming {
    /// A new list of tracks.
    pub fn new_list(tracks: Vec<TrackId>) -> Self {
        Self { what: Named::New(tracks), text: String::new(), fresh: true }
    }

    /// A new smart list.
    pub fn smart(smart: Smart, name: &str) -> Self {
        Self { what: Named::Smart(smart), text: name.to_owned(), fresh: true }
    }

    /// Another name for a list.
    pub fn rename(playlist: &Playlist) -> Self {
        Self { what: Named::List(playlist.id), text: playlist.name.clone(), fresh: true }
    }

    /// Draws the line; false when it is done with.
    pub fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> bool {
        let theme = scene.theme;
        let edit = TextEdit::singleline(&mut self.text)
            .id(Id::unique("playlist name"))
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(10, 7))
            .background_color(theme.well)
            .font(font(Weight::Regular, size::SMALL))
            .text_color(theme.ink)
            .hint_text(egui::RichText::new(t!("playlist-name")).color(theme.dim));
        let field = ui.add(edit).accessible_name(t!("playlist-name"));
        if std::mem::take(&mut self.fresh) {
            field.request_focus();
            return true;
        }
        if !field.lost_focus() {
            return true;
        }
        if ui.input(|input| input.key_pressed(Key::Enter)) && !self.text.trim().is_empty() {
            let name = self.text.trim().to_owned();
            scene.actions.send(match self.what.clone() {
                Named::New(tracks) => Command::CreatePlaylist { name, smart: None, tracks },
                Named::Smart(smart) => {
                    Command::CreatePlaylist { name, smart: Some(smart), tracks: Vec::new() }
                }
                Named::List(id) => Command::RenamePlaylist(id, name),
            });
        }
        false
    }
}
