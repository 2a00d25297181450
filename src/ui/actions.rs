//! What a view wants done: commands for the engine, and what concerns the window alone.
//! Views only write here; the app acts after the drawing.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::engine::Command;
use crate::language::Text;
use crate::library::playlist::PlaylistId;
use crate::library::search::Sort;

use super::model::{Offer, Shelf, Then};
use super::views::tour::Step;

/// The places one can go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// The track, its reason, what comes next.
    #[default]
    Now,
    /// Camera, scores and mood plane; beside the other views where there is room.
    You,
    /// All tracks.
    Library,
    /// All tracks on the mood plane.
    Map,
    /// Moods and music of the past.
    Journal,
    /// What the user can choose.
    Settings,
    /// What Mien is, and the cards of its models.
    About,
}

/// Something for the window itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Go to a view.
    Show(View),
    /// Show or hide the list of keys.
    ToggleKeys,
    /// Fill the screen, or go back into a window.
    ToggleFullScreen,
    /// Become a small window above the others, or a whole one again.
    ToggleMini,
    /// Go to a step of the tour.
    Tour(Step),
    /// Put the cursor into the search field.
    FocusSearch,
    /// Search for what is typed now.
    Search(String),
    /// Go to the first track of the list that begins with what is typed.
    LookFor(String),
    /// Do something with the tracks of a query.
    WithTracksOf(String, Then),
    /// Show another part of the library.
    Open(Shelf),
    /// List the tracks in another order.
    SortBy(Sort),
    /// Open the dialog for playlists to import.
    PickPlaylists,
    /// Open the dialog for where to write a playlist of this name.
    SavePlaylist(PlaylistId, String),
    /// Show a file in the desktop's file manager.
    Reveal(PathBuf),
    /// Ask again whether the camera may be used.
    AskConsent,
    /// The consent question is answered.
    Answered,
    /// Ask where to write the journal's table.
    ExportJournal,
    /// Open the folder dialog.
    PickFolder,
    /// Ask where the music of this folder lies now.
    Locate(PathBuf),
    /// Open the dialog for a picture or video to look at.
    PickPortrait,
    /// Silence, or back.
    ToggleMute,
    /// Unfold or fold a toast's details.
    Unfold(u64),
    /// Take a toast away.
    Dismiss(u64),
    /// Tell the user, with something to do about it.
    Tell(Text, Option<Offer>),
    /// Do what a notice offers.
    Take(Command),
    /// Show or hide the notices said so far.
    ToggleNotices,
}

/// Collects what the views want.
#[derive(Debug, Default)]
pub struct Actions {
    /// For the engine.
    pub commands: Vec<Command>,
    /// For the window.
    pub intents: Vec<Intent>,
}

impl Actions {
    /// Asks the engine.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks the window.
    pub fn want(&mut self, intent: Intent) {
        self.intents.push(intent);
    }
}
