//! What media controls show, from the engine's state. Pure.

use std::time::Duration;

use mpris_server::{LoopStatus, Metadata, PlaybackStatus, Time, TrackId};
use url::Url;

use crate::engine::{Playback, QueueEntry, Repeat, Snapshot};
use crate::library::Track;

/// Entries of the queue that are shown: the specification asks for few around the current one.
const TRACKS: usize = 20;

/// Everything a media control can see, in its own words. Two of these compared tell what changed.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Shown {
    /// Playing, paused, stopped.
    pub status: PlaybackStatus,
    /// The current track.
    pub metadata: Metadata,
    /// 0..=1.
    pub volume: f64,
    /// How fast it plays; 1 is as recorded.
    pub rate: f64,
    /// The user's queue is in random order.
    pub shuffle: bool,
    /// What is repeated.
    pub repeat: LoopStatus,
    /// There is something to play.
    pub can_play: bool,
    /// There is something after this.
    pub can_go_next: bool,
    /// Something is on, so it can be paused and sought.
    pub is_on: bool,
    /// The current track and those that follow.
    pub tracks: Vec<TrackId>,
}

impl Shown {
    /// What to show of this state. `cover`: the address of the current track's cover.
    pub fn of(snapshot: &Snapshot, cover: Option<&str>) -> Self {
        let music = &snapshot.music;
        let now = music.playback.now();
        Self {
            status: match music.playback {
                Playback::Playing(_) => PlaybackStatus::Playing,
                Playback::Paused(_) => PlaybackStatus::Paused,
                Playback::Stopped => PlaybackStatus::Stopped,
            },
            metadata: now.map_or_else(nothing, |now| metadata(&now.track, current(&now.track), cover)),
            volume: f64::from(music.volume),
            rate: f64::from(snapshot.settings.speed),
            shuffle: music.order.shuffle,
            repeat: loop_status(music.order.repeat),
            can_play: now.is_some() || snapshot.tracks > 0,
            can_go_next: now.is_some() || snapshot.tracks > 0,
            is_on: now.is_some(),
            tracks: now
                .map(|now| current(&now.track))
                .into_iter()
                .chain(music.queue.iter().take(TRACKS).map(queued))
                .collect(),
        }
    }
}

/// What is repeated, in the bus's words.
pub const fn loop_status(repeat: Repeat) -> LoopStatus {
    match repeat {
        Repeat::Off => LoopStatus::None,
        Repeat::One => LoopStatus::Track,
        Repeat::All => LoopStatus::Playlist,
    }
}

/// What the bus wants repeated.
pub const fn repeat(status: LoopStatus) -> Repeat {
    match status {
        LoopStatus::None => Repeat::Off,
        LoopStatus::Track => Repeat::One,
        LoopStatus::Playlist => Repeat::All,
    }
}

/// The name of the current track on the bus.
pub fn current(track: &Track) -> TrackId {
    // A path element knows letters and digits only; files outside the library have numbers below zero.
    let sign = if track.id.0 < 0 { "file" } else { "track" };
    name(&format!("playing/{sign}{}", track.id.0.unsigned_abs()))
}

/// The name of an entry of the queue on the bus.
pub fn queued(entry: &QueueEntry) -> TrackId {
    name(&format!("queue/{}", entry.key))
}

fn name(rest: &str) -> TrackId {
    TrackId::try_from(format!("/io/github/mien_player/{rest}")).unwrap_or(TrackId::NO_TRACK)
}

fn nothing() -> Metadata {
    Metadata::builder().trackid(TrackId::NO_TRACK).build()
}

/// What is known of a track.
pub fn metadata(track: &Track, name: TrackId, cover: Option<&str>) -> Metadata {
    let tags = &track.tags;
    let mut metadata = Metadata::builder().trackid(name).title(&tags.title).build();
    if track.length_secs > 0.0 {
        metadata.set_length(Some(micros(Duration::from_secs_f64(track.length_secs))));
    }
    metadata.set_artist(tags.artist.as_ref().map(|artist| [artist]));
    metadata.set_album(tags.album.as_ref());
    metadata.set_album_artist(tags.album_artist.as_ref().map(|artist| [artist]));
    metadata.set_genre(tags.genre.as_ref().map(|genres| genres.split("; ").map(str::to_owned)));
    metadata.set_track_number(tags.track_number.and_then(|number| i32::try_from(number).ok()));
    metadata.set_disc_number(tags.disc_number.and_then(|number| i32::try_from(number).ok()));
    metadata.set_audio_bpm(tags.bpm.map(|bpm| bpm.round() as i32));
    metadata.set_content_created(tags.year.map(|year| format!("{year:04}")));
    metadata.set_use_count(i32::try_from(track.plays).ok());
    metadata.set_user_rating((track.rating > 0).then(|| f64::from(track.rating) / 5.0));
    metadata.set_url(Url::from_file_path(&track.path).ok().map(String::from));
    metadata.set_art_url(cover);
    metadata
}

/// A position on the bus.
pub fn micros(position: Duration) -> Time {
    Time::from_micros(i64::try_from(position.as_micros()).unwrap_or(i64::MAX))
}

/// A position from the bus; before the start is the start.
pub fn duration(position: Time) -> Duration {
    Duration::from_micros(u64::try_from(position.as_micros()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Event, Order};

    #[test]
    fn the_order_of_the_queue_is_shown() {
        let mut snapshot = Snapshot::default();
        let shown = Shown::of(&snapshot, None);
        assert_eq!((shown.shuffle, shown.repeat), (false, LoopStatus::None));
        snapshot.apply(&Event::Order(Order { shuffle: true, repeat: Repeat::All, ..Order::default() }));
        let shown = Shown::of(&snapshot, None);
        assert_eq!((shown.shuffle, shown.repeat), (true, LoopStatus::Playlist));
    }

    #[test]
    fn what_is_repeated_comes_through_both_ways() {
        for status in [LoopStatus::None, LoopStatus::Track, LoopStatus::Playlist] {
            assert_eq!(loop_status(repeat(status)), status);
        }
        assert_eq!(repeat(LoopStatus::Track), Repeat::One);
    }
}
