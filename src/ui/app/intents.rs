//! What the views want of the window itself.

use std::path::Path;
use std::sync::Arc;

use egui::Context;

use super::{App, Overlay, window};
use crate::engine::Command;
use crate::notice::{Level, Notice};
use crate::settings::Consent;
use crate::source::Source;
use crate::ui::actions::{Actions, Intent, View};
use crate::ui::dialogs::{Ask, reveal};
use crate::ui::views::tour::Step;

impl App {
    pub(super) fn act(&mut self, ctx: &Context, actions: Actions) {
        self.send_all(actions.commands);
        for intent in actions.intents {
            self.intend(ctx, intent);
        }
    }

    fn intend(&mut self, ctx: &Context, intent: Intent) {
        match intent {
            Intent::Show(view) => self.show(view),
            Intent::ToggleKeys => self.toggle(Overlay::Keys),
            Intent::ToggleNotices => self.toggle(Overlay::Notices),
            Intent::ToggleMini => {
                self.whole = window::toggle_mini(ctx, self.whole.take());
            }
            Intent::Tour(step) => self.tour = step,
            Intent::ToggleFullScreen => window::toggle_full_screen(ctx),
            Intent::AskConsent => {
                // The question needs room.
                if let Some(whole) = self.whole.take() {
                    window::toggle_mini(ctx, Some(whole));
                }
                self.overlay = Overlay::Consent;
            }
            Intent::Answered => {
                if self.model.sight.consent == Consent::Unasked {
                    self.tour = Step::Music;
                }
                self.overlay = Overlay::None;
            }
            Intent::FocusSearch => {
                self.view = View::Library;
                self.library.focus_search = true;
            }
            Intent::Search(query) => {
                self.model.library.search.query = query;
                let question = self.model.library.search.ask();
                self.send(question);
            }
            Intent::LookFor(typed) => {
                let question = self.model.library.search.look_for(&typed);
                self.send(question);
            }
            Intent::WithTracksOf(query, then) => {
                let question = self.model.library.search.with_tracks_of(query, then);
                self.send(question);
            }
            Intent::Open(shelf) => {
                self.view = View::Library;
                self.library.table.reset();
                let asked = self.model.library.open(shelf);
                self.send_all(asked);
            }
            Intent::SortBy(sort) => {
                self.library.table.reset();
                self.model.library.search.sort = sort;
                let question = self.model.library.search.ask();
                self.send(question);
            }
            Intent::PickFolder => self.dialog.open(Ask::Folders, Arc::clone(&self.wake)),
            Intent::Locate(from) => self.dialog.open(Ask::Locate(from), Arc::clone(&self.wake)),
            Intent::PickPortrait => self.dialog.open(Ask::Portrait, Arc::clone(&self.wake)),
            Intent::PickPlaylists => self.dialog.open(Ask::Playlists, Arc::clone(&self.wake)),
            Intent::SavePlaylist(id, name) => self.dialog.open(Ask::Save(id, name), Arc::clone(&self.wake)),
            Intent::Reveal(file) => reveal(&file),
            Intent::ExportJournal => self.dialog.open(Ask::Table, Arc::clone(&self.wake)),
            Intent::ToggleMute => {
                let volume = self.model.toggle_mute();
                self.send(Command::SetVolume(volume));
            }
            Intent::Unfold(id) => {
                if let Some(toast) = self.model.notices.toasts.iter_mut().find(|toast| toast.id == id) {
                    toast.unfolded = !toast.unfolded;
                }
            }
            Intent::Dismiss(id) => self.model.notices.dismiss(id),
            Intent::Take(command) => {
                self.model.notices.withdraw(&command);
                self.send(command);
            }
            Intent::Tell(text, offer) => self.model.notices.push(Notice::new(Level::Info, text), offer),
        }
    }

    pub(super) fn show(&mut self, view: View) {
        self.view = view;
        self.settings.focus_search = view == View::Settings;
        if view == View::Map {
            self.send(Command::LoadMap);
        }
        if view == View::Journal {
            let command = self.journal.open();
            self.send(command);
        }
    }

    /// Looks at a picture or video; what is neither is told by the engine when it cannot be read.
    pub(super) fn look_at(&mut self, file: &Path) {
        self.send(Command::Watch(Source::of_file(file).unwrap_or_else(|| Source::Image(file.to_owned()))));
        self.show(View::You);
    }

    fn toggle(&mut self, overlay: Overlay) {
        self.overlay = if self.overlay == overlay { Overlay::None } else { overlay };
    }
}
