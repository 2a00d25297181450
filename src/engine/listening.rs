//! Listening to the library: many tracks on all cores, at the pace that is asked for. Knows nothing of the database.

pub mod background;
mod power;

use std::io;
use std::time::Duration;

pub use super::pool::Pace;
use super::pool::on_all_cores;
use crate::audio::mood::{HearError, Heard, MoodModel, hear};
use crate::audio::overview::{Measured, Overview};
use crate::library::{Sound, Unheard};

/// Listens to tracks on all cores, in their order. `told` is called on this thread with each outcome; its `false` ends the work.
///
/// # Errors
/// When the system gives no thread.
pub fn listen(
    tracks: Vec<Unheard>,
    model: &MoodModel,
    pace: &Pace,
    told: impl FnMut(Unheard, Result<Sound, String>) -> bool,
) -> io::Result<()> {
    on_all_cores(tracks, "listener", pace, |track| outcome(track, model, pace), told)
}

/// What came of one track; `None` when the work was stopped.
fn outcome(track: &Unheard, model: &MoodModel, pace: &Pace) -> Option<Result<Sound, String>> {
    let mut overview = Overview::new();
    let heard = hear(&track.path, model, |block, rate| {
        overview.push(block, rate);
        pace.go_on()
    });
    match heard {
        Ok(heard) => heard.map(|heard| Ok(sound(heard, overview.finish()))),
        Err(HearError::Model(reason)) => {
            log::error!("the music model does not work: {reason}");
            Some(Err(reason))
        }
        Err(error @ (HearError::Decode(_) | HearError::Silent)) => Some(Err(error.to_string())),
    }
}

fn sound(heard: Heard, measured: Measured) -> Sound {
    Sound {
        affect: heard.affect,
        confidence: heard.confidence,
        place: heard.place,
        bpm: heard.bpm,
        key: heard.key.map(|key| key.to_string()),
        energy: heard.energy,
        measured,
    }
}

/// How far the work is, told by the music's length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Tracks heard or given up.
    pub finished: usize,
    /// Tracks in all.
    pub all: usize,
    music_done: f64,
    music: f64,
    since: Duration,
}

impl Progress {
    /// Before the first of these.
    pub fn of(tracks: &[Unheard]) -> Self {
        let music = tracks.iter().map(|t| t.length_secs).sum();
        Self { finished: 0, all: tracks.len(), music_done: 0.0, music, since: Duration::ZERO }
    }

    /// One more, `since` the beginning (pauses left out).
    pub fn done(&mut self, track: &Unheard, since: Duration) {
        self.finished += 1;
        self.music_done += track.length_secs;
        self.since = since;
    }

    /// Time until the end; `None` before anything is done.
    pub fn left(&self) -> Option<Duration> {
        let rate = self.since.as_secs_f64() / self.music_done;
        Duration::try_from_secs_f64((self.music - self.music_done).max(0.0) * rate).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::TrackId;

    fn track(length_secs: f64) -> Unheard {
        Unheard { id: TrackId(1), path: "/nowhere".into(), length_secs, audio: [0; 16] }
    }

    #[test]
    fn the_time_left_follows_the_music_left() {
        let tracks = [track(100.0), track(300.0)];
        let mut progress = Progress::of(&tracks);
        assert_eq!(progress.left(), None);
        progress.done(&tracks[0], Duration::from_secs(2));
        assert_eq!(progress.left(), Some(Duration::from_secs(6)));
    }

    #[test]
    fn each_track_is_told_once_also_when_it_cannot_be_read() {
        let model = MoodModel::open().unwrap();
        let mut told = 0;
        listen(vec![track(1.0); 5], &model, &Pace::full(), |_, outcome| {
            told += 1;
            outcome.is_err()
        })
        .unwrap();
        assert_eq!(told, 5);
    }

    #[test]
    fn stopped_work_tells_nothing_more() {
        let model = MoodModel::open().unwrap();
        let pace = Pace::full();
        pace.pause(true);
        pace.stop();
        listen(vec![track(1.0); 5], &model, &pace, |_, _| panic!("nothing was asked for")).unwrap();
    }
}
