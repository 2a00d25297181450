//! How loud a track shall play: by `ReplayGain`, else by what Mien measured, as the listener chose. Pure.
//!
//! The level aimed at is that of `ReplayGain` 2.0, plus the pre-amplifier.

use crate::library::Track;
use crate::player::Join;
use crate::sound::{Loudness, Sound};

/// What `ReplayGain` 2.0 brings every track to, LUFS.
const REFERENCE_LUFS: f32 = -18.0;
/// No tag asks for more with good reason, dB either way.
const MOST_DB: f32 = 51.0;

/// A gain and the peak it will lift.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Level {
    gain_db: f32,
    /// Linear; `None` when nobody looked.
    peak: Option<f32>,
}

/// Gain of a track in dB, given the tracks that play before and after it.
pub fn gain_db(track: &Track, neighbours: [Option<&Track>; 2], sound: &Sound) -> f32 {
    let in_album = neighbours.into_iter().flatten().any(|other| same_album(track, other));
    let by_album = match sound.loudness {
        Loudness::Off => return 0.0,
        Loudness::Track => false,
        Loudness::Album => true,
        Loudness::Smart => in_album,
    };
    let level = if by_album { album_level(track).or_else(|| track_level(track)) } else { track_level(track) };
    let Some(level) = level else { return 0.0 };
    let wanted = level.gain_db + sound.pre_amp_db;
    if !sound.prevent_clipping {
        return wanted;
    }
    // Where nobody has looked, the peak is taken to be at full scale.
    let headroom_db = level.peak.filter(|peak| *peak > 0.0).map_or(0.0, |peak| -20.0 * peak.log10());
    wanted.min(headroom_db)
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
    tagged(track.tags.track_gain_db, track.tags.track_peak).or_else(|| measured(track))
}

/// What Mien has measured itself, by EBU R128 with true peaks.
fn measured(track: &Track) -> Option<Level> {
    let gain_db = REFERENCE_LUFS - track.loudness_lufs?;
    let peak = track.true_peak_dbtp.map(|peak| 10_f32.powf(peak / 20.0));
    Some(Level { gain_db, peak })
}

/// Only tags know the loudness of a whole album: Mien measures tracks.
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

    fn gain(track: &Track, loudness: Loudness) -> f32 {
        gain_db(track, [None; 2], &Sound { loudness, ..Sound::default() })
    }

    #[test]
    fn a_gain_never_lifts_a_peak_above_full_scale() {
        for (tag, peak, expected) in
            [(-7.5, None, -7.5), (6.0, None, 0.0), (9.0, Some(0.5), 6.0206), (3.0, Some(1.3), -2.2789)]
        {
            let found = gain(&tagged_track(tag, peak), Loudness::Track);
            assert!((found - expected).abs() < 1e-3, "{tag} dB, peak {peak:?}: {found}");
        }
        let sound = Sound { prevent_clipping: false, pre_amp_db: 2.0, ..Sound::default() };
        assert!((gain_db(&tagged_track(9.0, Some(0.9)), [None; 2], &sound) - 11.0).abs() < 1e-6);
    }

    #[test]
    fn without_a_gain_of_the_album_that_of_the_track_counts_and_off_is_off() {
        let track = tagged_track(-3.0, None);
        for (mode, expected) in
            [(Loudness::Off, 0.0), (Loudness::Track, -3.0), (Loudness::Album, -3.0), (Loudness::Smart, -3.0)]
        {
            assert!((gain(&track, mode) - expected).abs() < 1e-6, "{mode:?}");
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
            let among = |neighbours| gain_db(&one, neighbours, &sound);
            assert!((among([Some(&stranger), None]) - alone).abs() < 1e-6, "{mode:?} beside another song");
            assert!(
                (among([None, Some(&two)]) - beside).abs() < 1e-6,
                "{mode:?} before the next of the album"
            );
            assert!((among([Some(&two), None]) - beside).abs() < 1e-6, "{mode:?} after one of the album");
        }
    }

    #[test]
    fn the_peak_of_the_album_bounds_its_gain_and_a_senseless_gain_is_none() {
        let mut track = of_album(1);
        track.tags.track_peak = Some(0.25);
        (track.tags.album_gain_db, track.tags.album_peak) = (Some(9.0), Some(0.5));
        assert!((gain(&track, Loudness::Album) - 6.0206).abs() < 1e-3);
        track.tags.album_peak = None;
        assert!(gain(&track, Loudness::Album).abs() < 1e-6, "a peak nobody looked for is at full scale");
        track.tags.album_gain_db = Some(900.0);
        assert!((gain(&track, Loudness::Album) + 3.0).abs() < 1e-6, "the track's own counts");
    }

    #[test]
    fn without_tags_the_measured_loudness_counts_up_to_its_true_peak() {
        let mut track = track(1, "a");
        (track.loudness_lufs, track.true_peak_dbtp) = (Some(-9.0), Some(0.4));
        assert!((gain(&track, Loudness::Track) + 9.0).abs() < 1e-4);
        (track.loudness_lufs, track.true_peak_dbtp) = (Some(-30.0), Some(-5.0));
        assert!((gain(&track, Loudness::Track) - 5.0).abs() < 1e-4, "the true peak stays below full scale");
        track.tags.track_gain_db = Some(-2.0);
        assert!((gain(&track, Loudness::Track) + 2.0).abs() < 1e-4, "tags win");
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
