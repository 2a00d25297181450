//! What is heard in the background, and the user's word on it.

use std::time::Instant;

use super::Core;
use super::playlists::Undo;
use crate::affect::Affect;
use crate::audio::mood::model_version;
use crate::engine::event::{Dot, Event, Listening};
use crate::engine::listening::Progress;
use crate::language::text;
use crate::library::{LibraryError, Sound, TrackId, Unheard};

/// How far the background's work is.
pub struct Hearing {
    progress: Progress,
    since: Option<Instant>,
}

impl Core {
    /// Listens to what was not heard yet, if the user wants that.
    pub(super) fn listen(&mut self) {
        if !self.settings.listen_in_background {
            self.background.stop();
            self.hearing = None;
            self.outbox.push(Event::Listening(None));
            return;
        }
        if self.background.is_running() {
            return;
        }
        match self.library.unheard(model_version()) {
            Ok(tracks) if tracks.is_empty() => {}
            Ok(tracks) => {
                self.hearing = Some(Hearing { progress: Progress::of(&tracks), since: None });
                self.background.start(tracks, model_version().to_owned());
            }
            Err(error) => self.library_failed(&error),
        }
    }

    pub(super) fn heard(&mut self, track: &Unheard, model: &str, outcome: &Result<Sound, String>) {
        if let Err(error) = self.library.record_sound(track, model, outcome) {
            // A full disk will not be emptier for the next one.
            self.background.stop();
            self.library_failed(&error);
            return;
        }
        self.update_stock(&[track.id]);
        if let Some(track) = self.track(track.id) {
            self.outbox.push(Event::TrackChanged(track));
        }
        let paused = self.background.is_paused();
        if let Some(hearing) = &mut self.hearing {
            let since = *hearing.since.get_or_insert_with(Instant::now);
            hearing.progress.done(track, since.elapsed());
            let Progress { finished, all, .. } = hearing.progress;
            let left = hearing.progress.left();
            self.outbox.push(Event::Listening(Some(Listening { finished, all, left, paused })));
        }
    }

    pub(super) fn all_heard(&mut self) {
        self.background.stop();
        self.hearing = None;
        self.outbox.push(Event::Listening(None));
        // What was imported meanwhile.
        self.listen();
    }

    /// Tells where all tracks lie that have a mood.
    pub(super) fn tell_map(&mut self) {
        let known = self.stock.catalogue().iter().filter(|track| track.confidence > 0.0);
        let dots = known.map(|track| Dot { id: track.id, affect: track.affect }).collect();
        self.outbox.push(Event::Map(dots));
    }

    /// The user says what a track feels like, or takes that back.
    pub(super) fn say_mood(&mut self, id: TrackId, mood: Option<Affect>) {
        match self.set_mood_of(id, mood) {
            Ok((undo, 0)) => self.changed(Ok(undo), text!("mood-changed")),
            Ok((undo, moved)) => self.changed(Ok(undo), text!("mood-changed-followed", count = moved)),
            Err(error) => self.library_failed(&error),
        }
    }

    /// Gives the undoing, and how many tracks followed.
    pub(super) fn set_mood_of(
        &mut self,
        id: TrackId,
        mood: Option<Affect>,
    ) -> Result<(Undo, usize), LibraryError> {
        let before = self.library.user_mood(id)?;
        let moved = self.library.set_user_mood(id, mood)?;
        let changed: Vec<TrackId> = moved.iter().copied().chain([id]).collect();
        self.update_stock(&changed);
        for id in moved.iter().take(FOLLOWERS_TOLD).chain([&id]) {
            if let Some(track) = self.track(*id) {
                self.outbox.push(Event::TrackChanged(track));
            }
        }
        Ok((Undo::Mood(id, before), moved.len()))
    }
}

/// Followers that are told one by one; the others show their new place when they are next listed.
const FOLLOWERS_TOLD: usize = 200;
