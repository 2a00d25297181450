//! When a track counts as heard: longer than half a minute, and played for half of its length or four minutes, whichever
//! comes first. So say both services. Pure: the time is given.

use std::time::{Duration, Instant};

use super::Listen;
use crate::engine::{NowPlaying, Playback};

const SHORTEST_SECS: f64 = 30.0;
const LONG_ENOUGH: Duration = Duration::from_mins(4);

/// What came of a change of playback.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// This began: to be told as playing now.
    Began(Listen),
    /// This was heard for long enough: to be told and kept.
    Enough(Listen),
}

/// Follows what plays.
#[derive(Debug, Default)]
pub struct Hearing {
    current: Option<Current>,
}

#[derive(Debug)]
struct Current {
    listen: Listen,
    /// Tells one play of a track from the next.
    now: std::sync::Arc<NowPlaying>,
    needed: Duration,
    played: Duration,
    /// Since when it plays without a break.
    since: Option<Instant>,
    told: bool,
}

impl Hearing {
    /// What plays changed, or still plays. `at`: Unix time in seconds.
    pub fn follow(&mut self, playback: &Playback, now: Instant, at: i64) -> Vec<Heard> {
        let mut heard = Vec::new();
        if let Some(current) = &mut self.current {
            current.count(now);
            heard.extend(current.tell());
        }
        let playing = playback.now();
        let same = |current: &Current| playing.is_some_and(|playing| current.is(playing));
        if !self.current.as_ref().is_some_and(same) {
            self.current = playing.and_then(|playing| Current::new(playing, at));
            heard.extend(self.current.as_ref().map(|current| Heard::Began(current.listen.clone())));
        }
        if let Some(current) = &mut self.current {
            current.since = matches!(playback, Playback::Playing(_)).then_some(now);
        }
        heard
    }

    /// The track went back to its start by itself: the same one is heard again.
    pub fn again(&mut self) {
        if self.current.as_ref().is_some_and(|current| current.told) {
            self.current = None;
        }
    }

    /// How long until the current track counts.
    pub fn due(&self) -> Option<Duration> {
        let current = self.current.as_ref().filter(|current| !current.told && current.since.is_some())?;
        Some(current.needed.saturating_sub(current.played))
    }
}

impl Current {
    /// None for tracks that are not told: too short, or without a name.
    fn new(now: &std::sync::Arc<NowPlaying>, at: i64) -> Option<Self> {
        let track = &now.track;
        let artist = track.tags.artist.clone()?;
        if track.length_secs <= SHORTEST_SECS || track.tags.title.is_empty() {
            return None;
        }
        let half = Duration::try_from_secs_f64(track.length_secs / 2.0).ok()?;
        let listen = Listen {
            at,
            title: track.tags.title.clone(),
            artist,
            album: track.tags.album.clone(),
            number: track.tags.track_number,
            length: track.length_secs.round() as u64,
        };
        let now = std::sync::Arc::clone(now);
        Some(Self {
            listen,
            now,
            needed: half.min(LONG_ENOUGH),
            played: Duration::ZERO,
            since: None,
            told: false,
        })
    }

    fn is(&self, playing: &NowPlaying) -> bool {
        self.now.track.id == playing.track.id
    }

    fn count(&mut self, now: Instant) {
        if let Some(since) = self.since.replace(now) {
            self.played += now.saturating_duration_since(since);
        }
    }

    fn tell(&mut self) -> Option<Heard> {
        if self.told || self.played < self.needed {
            return None;
        }
        self.told = true;
        Some(Heard::Enough(self.listen.clone()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::testing::track;
    use crate::language::Text;
    use crate::library::{Tags, Track};

    fn song(id: i64, length_secs: f64) -> Arc<NowPlaying> {
        let made = track(id, "Song");
        let tags = Tags { artist: Some("Somebody".to_owned()), ..made.tags.clone() };
        let track = Arc::new(Track { tags, length_secs, ..made });
        Arc::new(NowPlaying { track, reason: Text::default(), target: None })
    }

    /// Plays for so many seconds at a time, with pauses of an hour between; how often it counted.
    fn counted(length_secs: f64, parts: &[u64]) -> usize {
        let (mut hearing, song) = (Hearing::default(), song(1, length_secs));
        let mut now = Instant::now();
        let mut heard = Vec::new();
        for part in parts {
            heard.extend(hearing.follow(&Playback::Playing(Arc::clone(&song)), now, 5));
            now += Duration::from_secs(*part);
            heard.extend(hearing.follow(&Playback::Paused(Arc::clone(&song)), now, 6));
            now += Duration::from_hours(1);
        }
        heard.iter().filter(|heard| matches!(heard, Heard::Enough(listen) if listen.at == 5)).count()
    }

    #[test]
    fn half_of_a_song_counts_and_pauses_do_not() {
        assert_eq!(counted(200.0, &[99]), 0);
        assert_eq!(counted(200.0, &[101]), 1);
        assert_eq!(counted(200.0, &[60, 39]), 0);
        assert_eq!(counted(200.0, &[60, 41, 90]), 1, "once");
        assert_eq!(counted(4000.0, &[241]), 1, "four minutes of a long piece are enough");
        assert_eq!(counted(29.0, &[29]), 0, "a jingle is no song");
    }

    #[test]
    fn the_next_song_begins_and_the_same_one_counts_again() {
        let mut hearing = Hearing::default();
        let start = Instant::now();
        let playing = |id| Playback::Playing(song(id, 100.0));
        assert!(matches!(hearing.follow(&playing(1), start, 1)[..], [Heard::Began(_)]));
        assert_eq!(hearing.due(), Some(Duration::from_secs(50)));
        let later = start + Duration::from_mins(1);
        assert!(matches!(hearing.follow(&playing(2), later, 2)[..], [Heard::Enough(_), Heard::Began(_)]));
        let end = later + Duration::from_secs(100);
        assert!(matches!(hearing.follow(&playing(2), end, 3)[..], [Heard::Enough(_)]));
        hearing.again();
        assert!(matches!(&hearing.follow(&playing(2), end, 4)[..], [Heard::Began(listen)] if listen.at == 4));
    }

    #[test]
    fn a_track_without_an_artist_is_not_told() {
        let nameless = track(1, "Song");
        let track = Arc::new(Track { length_secs: 200.0, ..nameless });
        let now = NowPlaying { track, reason: Text::default(), target: None };
        let mut hearing = Hearing::default();
        assert_eq!(hearing.follow(&Playback::Playing(Arc::new(now)), Instant::now(), 1), []);
    }
}
