//! Made-up tracks for tests.

use crate::library::{Like, Tags, Track, TrackId};
use crate::mood::TrackMood;

pub fn track(id: i64, title: &str) -> Track {
    Track {
        id: TrackId(id),
        path: format!("{title}.flac").into(),
        tags: Tags { title: title.to_owned(), ..Tags::default() },
        length_secs: 30.0,
        mood: TrackMood::UNKNOWN,
        rating: 0,
        like: Like::Neutral,
        plays: 0,
        skips: 0,
        last_played: None,
        added: 0,
        missing: false,
        loudness_lufs: None,
        true_peak_dbtp: None,
        has_cover: false,
    }
}
