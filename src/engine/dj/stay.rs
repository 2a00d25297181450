//! How long music of the unpleasant half of the plane has been on in match mode, and when to offer a way out of it.
//! An offer, never a switch: what the listener wants is theirs to say.

use crate::affect::Affect;
use crate::mood::Mode;

/// Music heard in a row before the offer.
const OFFER_AFTER_SECS: f64 = 30.0 * 60.0;
/// Music heard after an offer before the next one.
const AGAIN_AFTER_SECS: f64 = 90.0 * 60.0;

/// A stay in the unpleasant half.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stay {
    heard_secs: f64,
    offered: bool,
}

impl Stay {
    /// So many seconds of music were heard that were aimed at a place. Says whether to offer a lift now.
    pub fn heard(&mut self, mode: Mode, target: Affect, secs: f64) -> bool {
        if mode == Mode::Lift || target.valence >= 0.0 {
            *self = Self::default();
            return false;
        }
        self.heard_secs += secs;
        let patience = if self.offered { AGAIN_AFTER_SECS } else { OFFER_AFTER_SECS };
        if self.heard_secs < patience {
            return false;
        }
        *self = Self { heard_secs: 0.0, offered: true };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SONG: f64 = 240.0;

    fn offers(songs: usize, mode: Mode, valence: f32) -> Vec<usize> {
        let mut stay = Stay::default();
        (1..=songs).filter(|_| stay.heard(mode, Affect::new(valence, -0.4), SONG)).collect()
    }

    #[test]
    fn after_half_an_hour_a_lift_is_offered_and_then_left_alone_for_long() {
        assert_eq!(offers(40, Mode::Match, -0.6), [8, 31]);
    }

    #[test]
    fn pleasant_music_and_a_lift_under_way_need_no_offer() {
        assert!(offers(40, Mode::Match, 0.4).is_empty());
        assert!(offers(40, Mode::Lift, -0.6).is_empty());
    }

    #[test]
    fn one_brighter_song_starts_the_time_anew() {
        let mut stay = Stay::default();
        for song in 0..40 {
            let valence = if song % 6 == 5 { 0.3 } else { -0.6 };
            assert!(!stay.heard(Mode::Match, Affect::new(valence, 0.5), SONG));
        }
    }
}
