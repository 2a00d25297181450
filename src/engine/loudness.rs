//! How loud a track shall play: by `ReplayGain`, else by what Mien measured, as the listener chose. Pure.
//!
//! The level aimed at is that of `ReplayGain` 2.0, plus the pre-amplifier. Peaks that it lifts above full scale are left
//! to the player's limiter, so that a quiet recording with high peaks is as loud as the others. Where nearly all of the
//! sound is in its peaks, as with a drum alone, limiting leaves it up to 2 LU quieter.

use std::collections::HashMap;

use crate::library::{AlbumTrack, Track, TrackId};
use crate::player::{Gain, Join};
use crate::sound::{Loudness, Sound};

/// What `ReplayGain` 2.0 brings every track to, LUFS.
const REFERENCE_LUFS: f32 = -18.0;
/// No tag asks for more with good reason, dB either way.
const MOST_DB: f32 = 51.0;
/// The limiter takes no more than this off the highest peak, dB: beyond it, a wrong tag would crush the music.
const MOST_LIMITING_DB: f32 = 12.0;
/// What lies so far below the loudness of the whole does not count for it, LU (EBU R128).
const GATE_LU: f32 = 10.0;

/// A gain and the peak it will lift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    gain_db: f32,
    /// Linear; `None` when nobody looked.
    peak: Option<f32>,
}

/// Levels of albums whose tags say none, by each of their tracks.
pub type AlbumLevels = HashMap<TrackId, Level>;

/// Gain of a track, given the tracks that play before and after it.
pub fn gain(track: &Track, neighbours: [Option<&Track>; 2], albums: &AlbumLevels, sound: &Sound) -> Gain {
    let by_album = is_by_album(track, neighbours, sound);
    let album = || album_level(track).or_else(|| albums.get(&track.id).copied());
    let level = by_album.then(album).flatten().or_else(|| track_level(track));
    let Some(level) = level.filter(|_| sound.loudness != Loudness::Off) else { return Gain::default() };
    let wanted = level.gain_db + sound.pre_amp_db;
    if !sound.prevent_clipping {
        return Gain { db: wanted, limited: false };
    }
    // Where nobody has looked, the peak is taken to be at full scale.
    let headroom_db = level.peak.filter(|peak| *peak > 0.0).map_or(0.0, |peak| -20.0 * peak.log10());
    let db = wanted.min(headroom_db + MOST_LIMITING_DB);
    Gain { db, limited: db > headroom_db }
}

/// Whether a track plays at the level of its album.
pub fn is_by_album(track: &Track, neighbours: [Option<&Track>; 2], sound: &Sound) -> bool {
    match sound.loudness {
        Loudness::Off | Loudness::Track => false,
        Loudness::Album => true,
        Loudness::Smart => neighbours.into_iter().flatten().any(|other| same_album(track, other)),
    }
}

/// Whether the level of a track's album is for Mien to find out: it has an album, and no tag about it.
pub fn lacks_album_level(track: &Track) -> bool {
    track.tags.album.is_some() && album_level(track).is_none()
}

/// The level of an album from the loudness of its tracks, weighted by their length and gated as by EBU R128, whole tracks
/// at a time. `None` when none of them has any.
pub fn level_of_album(tracks: &[AlbumTrack]) -> Option<Level> {
    let heard = || tracks.iter().filter_map(|track| Some((track.loudness_lufs?, track.length_secs)));
    let gate = mean_lufs(heard())? - GATE_LU;
    let lufs = mean_lufs(heard().filter(|(lufs, _)| *lufs >= gate))?;
    let peak_dbtp = tracks.iter().filter_map(|track| track.true_peak_dbtp).reduce(f32::max);
    Some(Level { gain_db: REFERENCE_LUFS - lufs, peak: peak_dbtp.map(amplitude) })
}

/// Loudness of sounds one after another, each of a length in seconds; `None` when they have none.
fn mean_lufs(parts: impl Iterator<Item = (f32, f64)>) -> Option<f32> {
    let (energy, secs) = parts.fold((0.0, 0.0), |(energy, secs), (lufs, length)| {
        (energy + 10_f64.powf(f64::from(lufs) / 10.0) * length, secs + length)
    });
    (secs > 0.0).then(|| (10.0 * (energy / secs).log10()) as f32)
}

fn amplitude(dbtp: f32) -> f32 {
    10_f32.powf(dbtp / 20.0)
}

/// How a track joins the one before it: consecutive tracks of an album belong together.
pub fn join(before: Option<&Track>, track: &Track) -> Join {
    let follows = before.is_some_and(|before| {
        same_album(before, track)
            && number(track).zip(number(before)).is_some_and(|(now, last)| comes_after(last, now))
    });
    if follows { Join::Seamless } else { Join::Free }
}

/// Disc and number of a track.
fn number(track: &Track) -> Option<(u32, u32)> {
    Some((track.tags.disc_number.unwrap_or(1), track.tags.track_number?))
}

fn comes_after(last: (u32, u32), now: (u32, u32)) -> bool {
    now == (last.0, last.1 + 1) || now == (last.0 + 1, 1)
}

fn same_album(one: &Track, other: &Track) -> bool {
    let (a, b) = (&one.tags, &other.tags);
    let artists = a.album_artist == b.album_artist;
    // Without an album artist two albums of one name are told apart by their folder.
    let folders = a.album_artist.is_some() || one.path.parent() == other.path.parent();
    a.album.is_some() && a.album == b.album && artists && folders
}

fn track_level(track: &Track) -> Option<Level> {
    // A tag's peak is that of the samples; the true one, between them, is known once Mien has measured.
    let peak = track.true_peak_dbtp.map(amplitude).or(track.tags.track_peak);
    tagged(track.tags.track_gain_db, peak).or_else(|| measured(track))
}

/// What Mien has measured itself, by EBU R128 with true peaks.
fn measured(track: &Track) -> Option<Level> {
    let gain_db = REFERENCE_LUFS - track.loudness_lufs?;
    Some(Level { gain_db, peak: track.true_peak_dbtp.map(amplitude) })
}

/// What tags say of the whole album.
fn album_level(track: &Track) -> Option<Level> {
    tagged(track.tags.album_gain_db, track.tags.album_peak)
}

fn tagged(gain_db: Option<f32>, peak: Option<f32>) -> Option<Level> {
    let gain_db = gain_db.filter(|gain| gain.abs() <= MOST_DB)?;
    Some(Level { gain_db, peak })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::track;

    fn tagged_track(track_gain: f32, peak: Option<f32>) -> Track {
        let mut track = track(1, "a");
        track.tags.track_gain_db = Some(track_gain);
        track.tags.track_peak = peak;
        track
    }

    fn of_album(number: u32) -> Track {
        let mut track = track(i64::from(number), "song");
        track.tags.album = Some("Album".to_owned());
        track.tags.track_number = Some(number);
        track.tags.track_gain_db = Some(-3.0);
        track
    }

    fn gain_db(track: &Track, loudness: Loudness) -> f32 {
        gain(track, [None; 2], &AlbumLevels::new(), &Sound { loudness, ..Sound::default() }).db
    }

    fn album_track(loudness_lufs: Option<f32>, true_peak_dbtp: f32, length_secs: f64) -> AlbumTrack {
        let measured = true;
        AlbumTrack {
            id: TrackId(1),
            path: "a.flac".into(),
            length_secs,
            loudness_lufs,
            true_peak_dbtp: Some(true_peak_dbtp),
            measured,
        }
    }

    #[test]
    fn peaks_above_full_scale_are_limited_and_never_by_more_than_the_ear_bears() {
        for (tag, peak, expected, limited) in [
            (-7.5, None, -7.5, false),
            (6.0, None, 6.0, true),
            (6.0, Some(0.5), 6.0, false),
            (9.0, Some(0.5), 9.0, true),
            (3.0, Some(1.3), 3.0, true),
            (-3.0, Some(1.3), -3.0, false),
            (40.0, Some(0.5), 18.0206, true),
        ] {
            let track = tagged_track(tag, peak);
            let found = gain(&track, [None; 2], &AlbumLevels::new(), &Sound::default());
            assert!((found.db - expected).abs() < 1e-3, "{tag} dB, peak {peak:?}: {found:?}");
            assert_eq!(found.limited, limited, "{tag} dB, peak {peak:?}");
        }
        let sound = Sound { prevent_clipping: false, pre_amp_db: 2.0, ..Sound::default() };
        let found = gain(&tagged_track(9.0, Some(0.9)), [None; 2], &AlbumLevels::new(), &sound);
        assert_eq!(found, Gain { db: 11.0, limited: false });
        let off = Sound { loudness: Loudness::Off, ..Sound::default() };
        let found = gain(&tagged_track(9.0, None), [None; 2], &AlbumLevels::new(), &off);
        assert_eq!(found, Gain::default(), "bit for bit");
    }

    #[test]
    fn an_album_without_tags_is_levelled_by_all_of_its_tracks() {
        // Half as long and 10 dB louder; silence, and what is far below, do not count.
        let tracks = [
            album_track(Some(-20.0), -9.0, 200.0),
            album_track(Some(-10.0), -0.5, 100.0),
            album_track(Some(-45.0), -30.0, 300.0),
            album_track(None, -60.0, 100.0),
        ];
        let level = level_of_album(&tracks).unwrap();
        let mean = 10.0 * ((0.01 * 200.0 + 0.1 * 100.0) / 300.0_f32).log10();
        assert!((level.gain_db - (-18.0 - mean)).abs() < 1e-3, "{level:?}");
        assert!((level.peak.unwrap() - 0.944).abs() < 1e-3);
        assert_eq!(level_of_album(&tracks[3..]), None);

        let mut one = of_album(1);
        one.tags.track_gain_db = None;
        one.loudness_lufs = Some(-10.0);
        let albums = AlbumLevels::from([(one.id, level)]);
        let found = |loudness| gain(&one, [None; 2], &albums, &Sound { loudness, ..Sound::default() }).db;
        assert!((found(Loudness::Album) - level.gain_db).abs() < 1e-6);
        assert!((found(Loudness::Track) + 8.0).abs() < 1e-6);
        assert!(lacks_album_level(&one) && !lacks_album_level(&track(1, "single")));
        one.tags.album_gain_db = Some(-4.0);
        let sound = Sound { loudness: Loudness::Album, ..Sound::default() };
        assert!((gain(&one, [None; 2], &albums, &sound).db + 4.0).abs() < 1e-6, "tags win");
    }

    #[test]
    fn without_a_gain_of_the_album_that_of_the_track_counts_and_off_is_off() {
        let track = tagged_track(-3.0, None);
        for (mode, expected) in
            [(Loudness::Off, 0.0), (Loudness::Track, -3.0), (Loudness::Album, -3.0), (Loudness::Smart, -3.0)]
        {
            assert!((gain_db(&track, mode) - expected).abs() < 1e-6, "{mode:?}");
        }
    }

    #[test]
    fn an_album_keeps_its_own_balance_where_it_is_heard_as_one() {
        let (mut one, two) = (of_album(1), of_album(2));
        (one.tags.album_gain_db, one.tags.album_peak) = (Some(-6.0), Some(0.9));
        let stranger = tagged_track(-1.0, None);
        for (mode, alone, beside) in [
            (Loudness::Off, 0.0, 0.0),
            (Loudness::Track, -3.0, -3.0),
            (Loudness::Album, -6.0, -6.0),
            (Loudness::Smart, -3.0, -6.0),
        ] {
            let sound = Sound { loudness: mode, ..Sound::default() };
            let among = |neighbours| gain(&one, neighbours, &AlbumLevels::new(), &sound).db;
            assert!((among([Some(&stranger), None]) - alone).abs() < 1e-6, "{mode:?} beside another song");
            assert!(
                (among([None, Some(&two)]) - beside).abs() < 1e-6,
                "{mode:?} before the next of the album"
            );
            assert!((among([Some(&two), None]) - beside).abs() < 1e-6, "{mode:?} after one of the album");
        }
    }

    #[test]
    fn the_peak_of_the_album_goes_with_its_gain_and_a_senseless_gain_is_none() {
        let mut track = of_album(1);
        track.tags.track_peak = Some(0.25);
        (track.tags.album_gain_db, track.tags.album_peak) = (Some(9.0), Some(0.5));
        let sound = Sound { loudness: Loudness::Album, ..Sound::default() };
        let limited = |track: &Track| gain(track, [None; 2], &AlbumLevels::new(), &sound).limited;
        assert!(limited(&track));
        track.tags.album_gain_db = Some(5.0);
        assert!(!limited(&track));
        track.tags.album_peak = None;
        assert!(limited(&track), "a peak nobody looked for is at full scale");
        track.tags.album_gain_db = Some(900.0);
        assert!((gain_db(&track, Loudness::Album) + 3.0).abs() < 1e-6, "the track's own counts");
    }

    #[test]
    fn without_tags_the_measured_loudness_counts() {
        let mut track = track(1, "a");
        assert!(gain_db(&track, Loudness::Track).abs() < 1e-6, "nobody knows");
        for (lufs, peak, expected, limited) in [(-9.0, 0.4, -9.0, false), (-30.0, -5.0, 12.0, true)] {
            (track.loudness_lufs, track.true_peak_dbtp) = (Some(lufs), Some(peak));
            let found = gain(&track, [None; 2], &AlbumLevels::new(), &Sound::default());
            assert!((found.db - expected).abs() < 1e-4, "{found:?}");
            assert_eq!(found.limited, limited);
        }
        track.tags.track_gain_db = Some(-2.0);
        assert!((gain_db(&track, Loudness::Track) + 2.0).abs() < 1e-4, "tags win");
    }

    #[test]
    fn consecutive_tracks_of_an_album_belong_together() {
        assert_eq!(join(Some(&of_album(1)), &of_album(2)), Join::Seamless);
        assert_eq!(join(Some(&of_album(2)), &of_album(1)), Join::Free);
        assert_eq!(join(Some(&of_album(1)), &of_album(3)), Join::Free);
        assert_eq!(join(None, &of_album(1)), Join::Free);
        let mut elsewhere = of_album(2);
        elsewhere.path = "other/song.flac".into();
        assert_eq!(join(Some(&of_album(1)), &elsewhere), Join::Free, "two albums of one name");
        let mut next_disc = of_album(1);
        next_disc.tags.disc_number = Some(2);
        assert_eq!(join(Some(&of_album(9)), &next_disc), Join::Seamless);
    }
}
