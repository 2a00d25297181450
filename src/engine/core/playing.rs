//! Transport: what the user and the player do to the song that plays.

use std::path::Path;
use std::time::Duration;

use super::listening::Ending;
use super::{Core, now};
use crate::engine::deck::{Back, Started};
use crate::engine::dj::RECENT;
use crate::engine::event::Event;
use crate::language::{Text, text};
use crate::library::TrackId;
use crate::notice::{Level, Notice};
use crate::player::PlayerEvent;

/// Tracks in a row that cannot be played before the engine gives up and says so.
const FAILURES: usize = 12;

impl Core {
    pub(super) fn play(&mut self) {
        if self.deck.resume() {
            self.tell_playback();
        } else if !self.deck.is_running() {
            self.plan();
            self.play_next();
        }
    }

    pub(super) fn pause(&mut self) {
        self.deck.pause();
        self.tell_playback();
    }

    /// Stops. To stop is not to skip: the track is the next one again.
    pub(super) fn stop(&mut self) {
        self.take_back_prepared();
        if let Some(entry) = self.deck.playing().map(|(entry, _)| entry.clone()) {
            if self.queue.given_last(None).is_some_and(|slot| slot.key == entry.key) {
                self.queue.put_back(entry);
            } else {
                self.queue.enqueue_first(&[entry.track.id]);
            }
        }
        self.deck.stop();
        self.tell_playback();
        self.outbox.push(Event::Position(Duration::ZERO));
        self.tell_queue();
    }

    pub(super) fn next(&mut self) {
        self.leave_track();
        self.take_back_prepared();
        self.plan();
        self.play_next();
    }

    pub(super) fn previous(&mut self) {
        match self.deck.back() {
            Back::Restart => {
                self.deck.seek(Duration::ZERO);
                self.outbox.push(Event::Position(Duration::ZERO));
            }
            Back::To { entry, left } => {
                self.take_back_prepared();
                if let Some(left) = left {
                    self.queue.put_back(left);
                }
                self.know_album(&entry.track);
                self.deck.play(entry);
                self.tell_queue();
            }
        }
    }

    /// Plays what comes next, or says that there is nothing.
    pub(super) fn play_next(&mut self) {
        if let Some(entry) = self.take_next() {
            self.know_album(&entry.track);
            self.deck.play(entry);
            return;
        }
        if self.stock.is_reading() {
            self.play_when_stocked = true;
            return;
        }
        let text = if self.settings.dj_fills { text!("nothing-to-play") } else { text!("queue-is-empty") };
        self.outbox.push(Event::Notice(Notice::new(Level::Info, text)));
        self.deck.stopped();
        self.tell_playback();
    }

    pub(super) fn player(&mut self, event: PlayerEvent) {
        match event {
            PlayerEvent::Started { key, length } => self.started(key, length),
            PlayerEvent::Position { key, position } => {
                if self.deck.moved(key, position) {
                    self.outbox.push_moment(position);
                    self.remember_position(position);
                }
            }
            PlayerEvent::NeedNext { key } => {
                if self.deck.is_last(key) {
                    self.plan();
                    self.prepare_successor();
                    self.tell_queue();
                }
            }
            PlayerEvent::Finished { key } => {
                self.failed.clear();
                if let Some(id) = self.deck.current_id(key) {
                    self.song_ended(Ending::Finished);
                    self.change_track(id, |library| library.record_play(id, now()));
                }
            }
            PlayerEvent::Idle => self.idle(),
            PlayerEvent::Failed { key, path, reason } => self.failed(key, &path, reason),
            PlayerEvent::Paused | PlayerEvent::Resumed => {}
            PlayerEvent::Output(state) => self.outbox.push(Event::Output(state)),
        }
    }

    pub(super) fn started(&mut self, key: u64, length: Option<Duration>) {
        // When something else was to follow, but too late, that comes after it.
        let too_late = self.deck.was_taken_back(key);
        let comes_after = too_late && self.take_back_prepared();
        if too_late {
            self.queue.give(key);
            self.deck.prepare_again(key);
        }
        let started = self.deck.started(key, length);
        if comes_after {
            self.prepare_successor();
        }
        if started == Started::Unknown {
            return;
        }
        if started == Started::Followed && std::mem::take(&mut self.stop_after) {
            // It was on its way when the user asked to stop before it.
            self.deck.pause();
            self.deck.seek(Duration::ZERO);
        }
        if let Some(now_playing) = self.deck.state().now() {
            let id = now_playing.track.id;
            self.not_soon_again(id);
        }
        self.song_began();
        if self.deck.is_planned() {
            self.queue.end_list();
        }
        if started != Started::GoesOn {
            self.tell_playback();
        }
        self.outbox.push(Event::Position(self.deck.position()));
        self.plan();
        self.measure();
    }

    pub(super) fn idle(&mut self) {
        let asked = std::mem::take(&mut self.stop_after);
        let over = !self.settings.dj_fills && self.queue.listed().is_empty();
        if asked || over {
            self.failed.clear();
            self.deck.stopped();
            self.tell_playback();
            return self.tell_queue();
        }
        if self.deck.is_running() && self.failed.len() < FAILURES {
            self.plan();
            self.play_next();
            return;
        }
        self.deck.stopped();
        self.tell_playback();
        if self.failed.len() >= FAILURES {
            self.failed.clear();
            let text = text!("playing-stopped");
            self.outbox.push(Event::Notice(Notice::new(Level::Error, text)));
        }
    }

    pub(super) fn failed(&mut self, key: u64, path: &Path, reason: Text) {
        let track = self.deck.failed(key).map(|entry| entry.track);
        let id = track.as_ref().map(|track| track.id);
        let told = id.is_some() && self.failed.contains(&id);
        self.failed.push(id);
        if let Some(id) = id {
            self.not_soon_again(id);
        }
        if told {
            return;
        }
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let title = track.map_or_else(|| file.to_string(), |track| track.tags.title.clone());
        let text = text!("track-skipped", title = title, file = file.to_string(), reason = reason);
        self.outbox.push(Event::Notice(Notice::new(Level::Warning, text).with_details(path.display())));
    }

    /// The DJ leaves this one alone for a while.
    fn not_soon_again(&mut self, id: TrackId) {
        self.recent.push((id, now()));
        if self.recent.len() > RECENT {
            self.recent.remove(0);
        }
    }

    /// The user leaves the current track: it counts as played or as skipped.
    pub(super) fn leave_track(&mut self) {
        self.stop_after = false;
        self.failed.clear();
        if let Some((id, heard)) = self.deck.leaving() {
            self.song_ended(Ending::Left);
            let at = now();
            self.change_track(id, |library| {
                if heard { library.record_play(id, at) } else { library.record_skip(id, at) }
            });
        }
    }

    pub(super) fn set_volume(&mut self, volume: f32) {
        let volume = if volume.is_finite() { volume.clamp(0.0, 1.0) } else { 0.0 };
        self.volume_changed(volume);
        self.settings.volume = volume;
        self.save_settings();
        self.deck.set_volume(volume);
        self.outbox.push(Event::Volume(volume));
    }

    pub(super) fn tell_playback(&mut self) {
        self.outbox.push(Event::Playback(self.deck.state().clone()));
        self.remember_session();
    }
}
