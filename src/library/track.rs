//! A track as the library knows it.

use std::path::PathBuf;

use serde::Serialize;

use crate::mood::TrackMood;

/// A track's number in the library; stays the same when its file moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct TrackId(pub i64);

/// What the user thinks of a track, besides stars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Like {
    /// Liked.
    Liked,
    /// Disliked: picked rarely.
    Disliked,
    /// No word.
    #[default]
    Neutral,
}

/// What a file's tags say. Empty strings are never kept: a missing tag is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// Title; the file's name without its ending stands in where the tag is missing.
    pub title: String,
    /// Artist.
    pub artist: Option<String>,
    /// Album.
    pub album: Option<String>,
    /// Album artist.
    pub album_artist: Option<String>,
    /// Genres, joined by "; ".
    pub genre: Option<String>,
    /// Mood words, joined by "; ".
    pub mood: Option<String>,
    /// Part of a compilation of several artists.
    pub compilation: bool,
    /// Musical key, as written ("Am", "8A").
    pub key: Option<String>,
    /// Year of release.
    pub year: Option<i32>,
    /// Number on the disc.
    pub track_number: Option<u32>,
    /// Number of the disc.
    pub disc_number: Option<u32>,
    /// Beats a minute.
    pub bpm: Option<f32>,
    /// ReplayGain of the track in dB.
    pub track_gain_db: Option<f32>,
    /// Peak that goes with `track_gain_db`, linear.
    pub track_peak: Option<f32>,
    /// `ReplayGain` of the album in dB.
    pub album_gain_db: Option<f32>,
    /// Peak that goes with `album_gain_db`, linear.
    pub album_peak: Option<f32>,
    /// Stars, 1..=5, that another program wrote into the file.
    pub rating: Option<u8>,
}

/// What tags say that only one view or service needs; several values are joined by "; ".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The words, with their lines; may be in LRC form with times.
    pub lyrics: Option<String>,
    /// `MusicBrainz` number of the recording.
    pub recording_id: Option<String>,
    /// `MusicBrainz` number of the track on its release.
    pub release_track_id: Option<String>,
    /// `MusicBrainz` number of the release.
    pub release_id: Option<String>,
    /// `MusicBrainz` number of the release group.
    pub release_group_id: Option<String>,
    /// `MusicBrainz` numbers of the artists.
    pub artist_ids: Option<String>,
    /// `MusicBrainz` numbers of the album's artists.
    pub album_artist_ids: Option<String>,
}

/// A track of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its number.
    pub id: TrackId,
    /// Its file.
    pub path: PathBuf,
    /// What its tags say.
    pub tags: Tags,
    /// Length in seconds.
    pub length_secs: f64,
    /// Its place on the plane.
    pub mood: TrackMood,
    /// Stars, 0 (none given) to 5.
    pub rating: u8,
    /// Liked, disliked or neither.
    pub like: Like,
    /// Times heard to the end, or nearly.
    pub plays: u32,
    /// Times skipped.
    pub skips: u32,
    /// Unix time in seconds of the last play.
    pub last_played: Option<i64>,
    /// Unix time in seconds of the import.
    pub added: i64,
    /// The file was not there at the last look.
    pub missing: bool,
    /// Integrated loudness by EBU R128 in LUFS; `None`: not measured yet, or silent.
    pub loudness_lufs: Option<f32>,
    /// Largest true peak in dBTP; `None` as above.
    pub true_peak_dbtp: Option<f32>,
    /// The file carries a cover, or one lies beside it.
    pub has_cover: bool,
}
