//! What the window knows: the sum of the engine's events. Pure data; draws nothing and asks nobody.

mod library;
mod notices;
mod sight;

pub use library::{Importing, LibraryState, Shelf, Then};
pub use notices::{Notices, Offer, Toast};
pub use sight::Sight;

use std::sync::Arc;
use std::time::Instant;

use crate::affect::Quadrant;
use crate::engine::{
    ApiState, Command, Corrections, Desktop, Dot, Event, ImportState, JournalPage, Listening, Playback,
    Startup, Steering,
};
pub use crate::engine::{Life, Music};
use crate::language::key;
use crate::library::TrackId;
use crate::lyrics::Lyrics;
use crate::notice::{Level, Notice};
use crate::settings::Settings;

use super::words;

/// Everything the views draw.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Starting, running or ended.
    pub life: Life,
    /// Camera, face and mood.
    pub sight: Sight,
    /// Mode, goal and pin.
    pub steering: Steering,
    /// Playback and queue.
    pub music: Music,
    /// The lyrics of a track, `None` where it has none; the current one's once they were looked for.
    pub lyrics: Option<(TrackId, Option<Arc<Lyrics>>)>,
    /// The volume to come back to; `Some` while muted.
    pub muted_from: Option<f32>,
    /// The library and its search.
    pub library: LibraryState,
    /// What the user was told.
    pub notices: Notices,
    /// What was said about readings of the face, and the journal.
    pub diary: Diary,
    /// Tracks with a mood, as the map was last loaded.
    pub map: Arc<[Dot]>,
    /// How far listening in the background is.
    pub listening: Option<Listening>,
    /// What the user chose.
    pub settings: Arc<Settings>,
    /// Mien's place on the desktop.
    pub desktop: Desktop,
    /// What the local API does.
    pub api: ApiState,
}

/// What was said about readings of the face, and the journal.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// What the listener said about readings.
    pub corrections: Corrections,
    /// A lift is offered.
    pub offers_lift: bool,
    /// The part of the journal that is shown; `None` until it was asked for.
    pub page: Option<Arc<JournalPage>>,
}

impl Model {
    /// Takes one event in; gives back what has to be asked because of it.
    pub fn apply(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Ready(startup) => return self.start(&startup),
            Event::Capture(state) => self.sight.set_capture(state),
            Event::Consent(consent) => self.sight.set_consent(consent),
            Event::Vision(report) => self.sight.see(report),
            Event::RestWatch(state) => self.sight.rest_watch = state,
            Event::Mood(mood) => self.sight.set_mood(mood),
            Event::Steering(steering) => self.steering = steering,
            Event::Playback(playback) => return self.set_playback(playback).into_iter().collect(),
            Event::Position(position) => self.music.position = position,
            Event::Volume(volume) => self.set_volume(volume),
            Event::Output(output) => self.music.output = output,
            Event::Outputs(outputs) => self.music.outputs = outputs,
            Event::Cameras(cameras) => self.sight.cameras = cameras,
            Event::Api(state) => self.api = state,
            Event::Queue(queue) => self.music.queue = queue,
            Event::Order(order) => self.music.order = order,
            Event::LibrarySize(size) => return self.library.resized(size),
            Event::Waveform(id, bins) => self.music.waveform = Some((id, bins)),
            Event::LibraryChanged => return self.library.refresh(),
            Event::Import(state) => return self.import(&state),
            Event::Folders(folders) => self.library.folders = folders,
            Event::Found(answer) => return self.library.search.answered(answer).into_iter().collect(),
            Event::Tracks(tracks) => self.library.search.take(&tracks),
            Event::Groups(kind, groups) => {
                self.library.groups.insert(kind, groups);
            }
            Event::Duplicates(found) => self.library.duplicates = found,
            Event::Playlists(playlists) => return self.library.set_playlists(playlists),
            Event::Undoable(told) => {
                let undo = Offer { label: key!("undo"), command: Command::UndoLibrary };
                self.notices.push(Notice::new(Level::Info, told), Some(undo));
            }
            // Pictures are the business of the texture store, the window that of the app.
            Event::Cover(..) | Event::ShowWindow => {}
            Event::Lyrics(id, lyrics) => self.lyrics = Some((id, lyrics)),
            Event::TrackChanged(track) => {
                self.music.track_changed(&track);
                return self.library.search.track_changed(&track).into_iter().collect();
            }
            Event::Notice(notice) => self.notices.push(notice, None),
            Event::Settings(settings) => self.settings = settings,
            Event::Corrections(corrections) => self.diary.corrections = *corrections,
            Event::LiftOffer(offered) => self.diary.offers_lift = offered,
            Event::Journal(page) => self.diary.page = Some(page),
            Event::Desktop(desktop) => self.desktop = desktop,
            Event::Map(dots) => self.map = dots,
            Event::Listening(listening) => self.listening = listening,
            Event::Failed(reason) => self.life = Life::Failed(reason),
            Event::Recoverable(made) => self.library.backup = Some(made),
            Event::Ended if matches!(self.life, Life::Failed(_)) => {}
            Event::Ended => self.life = Life::Ended,
        }
        Vec::new()
    }

    /// The quarter of the plane that colours the window: what is pinned, else the face, else the music.
    pub fn tint(&self) -> Quadrant {
        let pinned = self.steering.pinned.map(|pin| pin.affect(&self.settings.affect));
        let playing = || self.music.playback.now().map(|now| now.track.mood.affect);
        pinned
            .or_else(|| self.sight.mood.affect())
            .or_else(playing)
            .map_or(Quadrant::Lively, crate::affect::Affect::quadrant)
    }

    /// Silent when heard, heard when silent: the volume to ask for.
    pub fn toggle_mute(&mut self) -> f32 {
        if let Some(volume) = self.muted_from.take() {
            return volume;
        }
        if self.music.volume > 0.0 {
            self.muted_from = Some(self.music.volume);
            0.0
        } else {
            0.5
        }
    }

    fn start(&mut self, startup: &Startup) -> Vec<Command> {
        self.life = Life::Running;
        self.settings = Arc::clone(&startup.settings);
        self.sight.set_consent(startup.settings.consent);
        self.steering = startup.steering;
        self.set_volume(startup.settings.volume);
        self.library.size = startup.tracks;
        self.library.refresh()
    }

    /// The lyrics of the current track.
    pub fn lyrics(&self) -> Option<Arc<Lyrics>> {
        let playing = self.music.playback.now()?.track.id;
        self.lyrics.as_ref().filter(|(id, _)| *id == playing)?.1.clone()
    }

    /// Another track is on: its lyrics are looked for.
    fn set_playback(&mut self, playback: Playback) -> Option<Command> {
        let id = |music: &Music| music.playback.now().map(|now| now.track.id);
        let before = id(&self.music);
        self.music.set_playback(playback);
        let now = id(&self.music)?;
        if before == Some(now) {
            return None;
        }
        self.lyrics = None;
        Some(Command::LoadLyrics(now))
    }

    fn set_volume(&mut self, volume: f32) {
        self.music.volume = volume;
        if volume > 0.0 {
            self.muted_from = None;
        }
    }

    fn import(&mut self, state: &ImportState) -> Vec<Command> {
        match state {
            ImportState::Running { done, found, walked } => {
                let begun = self.library.importing.map_or_else(Instant::now, |known| known.begun);
                self.library.importing =
                    Some(Importing { done: *done, found: *found, walked: *walked, begun });
                Vec::new()
            }
            ImportState::Finished(report) => {
                self.library.importing = None;
                self.notices.push(words::imported(report), None);
                self.library.refresh()
            }
        }
    }
}

#[cfg(test)]
mod tests;
