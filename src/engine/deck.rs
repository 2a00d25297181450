//! What plays: the player with the tracks given to it, the one heard now and the one prepared behind it.

use std::sync::Arc;
use std::time::Duration;

use super::event::{NowPlaying, Playback, QueueEntry, QueuedBy};
use super::loudness::{self, AlbumLevels, Level};
use crate::library::{Track, TrackId};
use crate::player::{Item, Player, PlayerCommand};
use crate::sound::Sound;

/// A track heard for at least this part of its length counts as played, else as skipped.
const HEARD: f64 = 0.5;
/// Below this position "previous" goes to the track before, above it to the start of this one.
const JUST_BEGUN: Duration = Duration::from_secs(3);
/// How many tracks "previous" can go back.
const HISTORY: usize = 200;

/// The player and what it was given.
pub struct Deck {
    player: Player,
    state: Playback,
    position: Duration,
    running: bool,
    /// Given to the player to play now, not heard yet.
    coming: Option<QueueEntry>,
    /// Heard now, or held.
    current: Option<QueueEntry>,
    /// The current entry is shown as paused, and the player does not know it yet: it was restored.
    held: bool,
    /// Given to the player to follow without a gap.
    prepared: Option<QueueEntry>,
    /// Prepared behind the current entry before, and taken back. One of them may be heard all the same: the player decodes ahead.
    taken_back: Vec<QueueEntry>,
    /// The coming entry goes on where it was held.
    goes_on: bool,
    history: Vec<QueueEntry>,
    /// What the queue says comes next.
    expected: Vec<QueueEntry>,
    sound: Sound,
    /// Of the tracks given to the player, and a few more.
    albums: AlbumLevels,
}

/// How an entry came to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// It is none we know of: a late answer.
    Unknown,
    /// It was asked for.
    Asked,
    /// It followed the one before without a gap.
    Followed,
    /// It was held, and told already.
    GoesOn,
}

/// What "previous" means at this moment.
pub enum Back {
    /// To the start of this track.
    Restart,
    /// To this entry.
    To {
        /// The one heard before.
        entry: QueueEntry,
        /// The one that is left for it.
        left: Option<QueueEntry>,
    },
}

impl Deck {
    /// An empty deck.
    pub fn new(player: Player) -> Self {
        Self {
            player,
            state: Playback::Stopped,
            position: Duration::ZERO,
            running: false,
            coming: None,
            current: None,
            held: false,
            goes_on: false,
            prepared: None,
            taken_back: Vec::new(),
            history: Vec::new(),
            expected: Vec::new(),
            sound: Sound::default(),
            albums: AlbumLevels::new(),
        }
    }

    /// What plays.
    pub const fn state(&self) -> &Playback {
        &self.state
    }

    /// Where in the track.
    pub const fn position(&self) -> Duration {
        self.position
    }

    /// Shall there be music? True from the first track until there is nothing left to play.
    pub const fn is_running(&self) -> bool {
        self.running
    }

    /// The entry that follows without a gap, if it was decided already.
    pub const fn prepared(&self) -> Option<&QueueEntry> {
        self.prepared.as_ref()
    }

    /// The entry that is heard, held or about to be heard, and the position in it.
    pub fn playing(&self) -> Option<(&QueueEntry, Duration)> {
        match (&self.current, &self.coming) {
            (Some(entry), _) => Some((entry, self.position)),
            (None, Some(entry)) => Some((entry, if self.goes_on { self.position } else { Duration::ZERO })),
            (None, None) => None,
        }
    }

    /// Plays an entry now, in place of what plays.
    pub fn play(&mut self, entry: QueueEntry) {
        self.prepared = None;
        self.taken_back.clear();
        self.running = true;
        self.leave_held();
        let item = self.item(&entry, self.current.as_ref());
        self.player.send(PlayerCommand::Play(item));
        self.coming = Some(entry);
    }

    /// Shows an entry as paused at a position, as it was when the last run ended. Nothing is opened before it goes on.
    pub fn hold(&mut self, entry: QueueEntry, position: Duration) {
        self.state = Playback::Paused(Arc::new(now_playing(&entry)));
        self.position = position;
        self.current = Some(entry);
        self.held = true;
        self.running = true;
    }

    /// A held entry was not heard in this run, but comes before what is played now.
    fn leave_held(&mut self) {
        let held = self.current.take_if(|_| self.held);
        let going_on = self.coming.take_if(|_| self.goes_on);
        self.history.extend(held.or(going_on));
        (self.held, self.goes_on) = (false, false);
    }

    /// Lets an entry follow the current one without a gap; `None` takes back an earlier decision.
    pub fn prepare(&mut self, entry: Option<QueueEntry>) {
        let before = self.coming.as_ref().or(self.current.as_ref());
        let item = entry.as_ref().map(|entry| self.item(entry, before));
        self.player.send(PlayerCommand::SetNext(item));
        let key = entry.as_ref().map(|entry| entry.key);
        self.taken_back.extend(std::mem::replace(&mut self.prepared, entry));
        self.taken_back.retain(|entry| Some(entry.key) != key);
    }

    /// Takes back the prepared entry, for a new decision.
    pub fn take_prepared(&mut self) -> Option<QueueEntry> {
        let entry = self.prepared.take();
        self.taken_back.extend(entry.clone());
        entry
    }

    /// Was this one taken back too late?
    pub fn was_taken_back(&self, key: u64) -> bool {
        self.taken_back.iter().any(|entry| entry.key == key)
    }

    /// An entry that was taken back is heard: it counts as prepared.
    pub fn prepare_again(&mut self, key: u64) {
        let back = self.taken_back.iter().position(|entry| entry.key == key);
        self.prepared = back.map(|index| self.taken_back.swap_remove(index)).or(self.prepared.take());
    }

    /// Does the player ask about the track that is the last it has?
    pub fn is_last(&self, key: u64) -> bool {
        let last = self.prepared.as_ref().or(self.coming.as_ref()).or(self.current.as_ref());
        last.is_some_and(|entry| entry.key == key)
    }

    /// An entry is heard now.
    pub fn started(&mut self, key: u64, length: Option<Duration>) -> Started {
        let this = |entry: &mut QueueEntry| entry.key == key;
        let asked = if self.goes_on { Started::GoesOn } else { Started::Asked };
        let coming = self.coming.take_if(this).map(|entry| (entry, asked));
        let prepared = || self.prepared.take_if(this).map(|entry| (entry, Started::Followed));
        let Some((mut entry, started)) = coming.or_else(prepared) else { return Started::Unknown };
        if let Some(length) = length {
            let known = entry.track.length_secs > 0.0;
            if !known {
                Arc::make_mut(&mut entry.track).length_secs = length.as_secs_f64();
            }
        }
        if let Some(before) = self.current.take() {
            self.history.push(before);
            if self.history.len() > HISTORY {
                self.history.remove(0);
            }
        }
        if started != Started::GoesOn {
            self.state = Playback::Playing(Arc::new(now_playing(&entry)));
            self.position = Duration::ZERO;
        }
        self.goes_on = false;
        self.taken_back.clear();
        self.current = Some(entry);
        started
    }

    /// The position moved. `false` when it is that of another entry.
    pub fn moved(&mut self, key: u64, position: Duration) -> bool {
        let ours = self.current.as_ref().is_some_and(|e| e.key == key);
        if ours {
            self.position = position;
        }
        ours
    }

    /// A track's rating, like, plays or mood changed: what is told of it from now on says so.
    pub fn track_changed(&mut self, track: &Arc<Track>) {
        if let Playback::Playing(now) | Playback::Paused(now) = &mut self.state
            && now.track.id == track.id
        {
            Arc::make_mut(now).track = Arc::clone(track);
        }
        for entry in [&mut self.coming, &mut self.current, &mut self.prepared].into_iter().flatten() {
            if entry.track.id == track.id {
                entry.track = Arc::clone(track);
            }
        }
    }

    /// An entry could not be played. Returns it when it is one of ours.
    pub fn failed(&mut self, key: u64) -> Option<QueueEntry> {
        [&mut self.coming, &mut self.prepared, &mut self.current]
            .into_iter()
            .find(|slot| slot.as_ref().is_some_and(|e| e.key == key))
            .and_then(Option::take)
    }

    /// Stops and forgets what plays.
    pub fn stop(&mut self) {
        self.player.send(PlayerCommand::Stop);
        self.stopped();
    }

    /// The player has nothing left.
    pub fn stopped(&mut self) {
        if let Some(before) = self.current.take() {
            self.history.push(before);
        }
        self.held = false;
        self.state = Playback::Stopped;
        self.running = false;
        self.position = Duration::ZERO;
        self.coming = None;
        self.prepared = None;
        self.taken_back.clear();
    }

    /// Pauses what plays.
    pub fn pause(&mut self) {
        if let Playback::Playing(now) = &self.state {
            self.state = Playback::Paused(now.clone());
            self.player.send(PlayerCommand::Pause);
        }
    }

    /// Goes on. `false` when nothing is paused.
    pub fn resume(&mut self) -> bool {
        let Playback::Paused(now) = &self.state else { return false };
        self.state = Playback::Playing(now.clone());
        if std::mem::take(&mut self.held)
            && let Some(entry) = self.current.take()
        {
            let item = self.item(&entry, None);
            self.player.send(PlayerCommand::PlayFrom(item, self.position));
            self.coming = Some(entry);
            self.goes_on = true;
        } else {
            self.player.send(PlayerCommand::Resume);
        }
        true
    }

    /// Goes to a position of the current track.
    pub fn seek(&mut self, position: Duration) {
        if self.current.is_some() {
            self.position = position;
            if !self.held {
                self.player.send(PlayerCommand::Seek(position));
            }
        }
    }

    /// 0..=1.
    pub fn set_volume(&self, volume: f32) {
        self.player.send(PlayerCommand::SetVolume(volume));
    }

    /// Equaliser, balance, speed and transitions.
    pub fn set_sound(&mut self, sound: Sound) {
        self.sound = sound;
        self.player.send(PlayerCommand::SetSound(sound));
        self.level();
    }

    /// How it sounds.
    pub const fn sound(&self) -> &Sound {
        &self.sound
    }

    /// The level of an album whose tags say none became known.
    pub fn know_album(&mut self, track: TrackId, level: Level) {
        if self.albums.len() >= HISTORY {
            self.albums.clear();
        }
        self.albums.insert(track, level);
    }

    /// Brings what the player was given to its level, after something about that has changed.
    pub fn level(&self) {
        for (entry, before) in [
            (&self.current, self.history.last()),
            (&self.coming, self.current.as_ref()),
            (&self.prepared, self.coming.as_ref().or(self.current.as_ref())),
        ] {
            if let Some(entry) = entry {
                let Item { key, gain, .. } = self.item(entry, before);
                self.player.send(PlayerCommand::SetGain { key, gain });
            }
        }
    }

    /// Tells what the queue says comes next: the level of a track may depend on what follows it.
    pub fn expect(&mut self, entries: &[QueueEntry]) {
        self.expected = entries.iter().take(3).cloned().collect();
    }

    /// What the player is given for an entry that follows another one.
    fn item(&self, entry: &QueueEntry, before: Option<&QueueEntry>) -> Item {
        let before = before.map(|before| before.track.as_ref());
        let at = self.expected.iter().position(|expected| expected.key == entry.key);
        let after = self.expected.get(at.map_or(0, |at| at + 1)).map(|after| after.track.as_ref());
        Item {
            key: entry.key,
            path: entry.track.path.clone(),
            gain: loudness::gain(&entry.track, [before, after], &self.albums, &self.sound),
            join: loudness::join(before, &entry.track),
        }
    }

    /// Another sound device.
    pub fn set_device(&self, device: Option<String>) {
        self.player.send(PlayerCommand::SetDevice(device));
    }

    /// What "previous" does now.
    pub fn back(&mut self) -> Back {
        let on_its_way = self.coming.is_some() && !self.goes_on;
        if self.position > JUST_BEGUN && !on_its_way {
            return Back::Restart;
        }
        let (coming, current) = (self.coming.take(), self.current.take());
        // What is heard now comes before what is on its way.
        let (before, left) = if coming.is_some() { (current, coming) } else { (None, current) };
        match before.or_else(|| self.history.pop()) {
            Some(entry) => {
                (self.held, self.goes_on) = (false, false);
                // The track left now is ahead again, not behind.
                Back::To { entry, left }
            }
            None if on_its_way || self.goes_on => {
                self.coming = left;
                Back::Restart
            }
            None => {
                self.current = left;
                Back::Restart
            }
        }
    }

    /// The track that is left now, and whether enough of it was heard to count as played.
    pub fn leaving(&self) -> Option<(TrackId, bool)> {
        let entry = self.current.as_ref()?;
        let heard = self.position.as_secs_f64() >= entry.track.length_secs * HEARD;
        Some((entry.track.id, heard))
    }

    /// The track with this key, when it is the one heard now.
    pub fn current_id(&self, key: u64) -> Option<TrackId> {
        self.current.as_ref().filter(|e| e.key == key).map(|e| e.track.id)
    }

    /// Is the track heard now one of the plan?
    pub fn is_planned(&self) -> bool {
        self.current.as_ref().is_some_and(|entry| entry.by == QueuedBy::Plan)
    }

    /// The tracks the player was given: not to be planned again right away.
    pub fn given(&self) -> impl Iterator<Item = &QueueEntry> {
        [&self.current, &self.coming, &self.prepared].into_iter().flatten()
    }
}

fn now_playing(entry: &QueueEntry) -> NowPlaying {
    NowPlaying { track: entry.track.clone(), reason: entry.reason.clone(), target: entry.target }
}
