//! The sleep timer: the music fades out and pauses at a time of the user's choice. Pure; told the time by its owner.

use std::time::{Duration, Instant};

/// The fade takes this long, or all the time there is.
const FADE: Duration = Duration::from_secs(20);
/// Between two steps of the fade.
const STEP: Duration = Duration::from_millis(100);
/// The pause itself fades for a few milliseconds; only then the volume comes back.
const AFTER_PAUSE: Duration = Duration::from_millis(500);

/// The timer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sleep {
    /// Not set.
    #[default]
    Off,
    /// Set.
    Until {
        /// When there shall be silence.
        end: Instant,
        /// How long before that the fade begins.
        fade: Duration,
    },
    /// It is silent; the volume comes back at this time.
    Silent(Instant),
}

/// What is to be done at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// Nothing.
    None,
    /// Play at this part of the volume, 0..=1.
    Fade(f32),
    /// Pause.
    Pause,
    /// The full volume, for the next time.
    Restore,
}

impl Sleep {
    /// Set to so much time from now.
    pub fn after(time: Duration, now: Instant) -> Self {
        // A time beyond the clock's end never comes.
        now.checked_add(time).map_or(Self::Off, |end| Self::Until { end, fade: FADE.min(time) })
    }

    /// When there will be silence.
    pub const fn end(self) -> Option<Instant> {
        match self {
            Self::Until { end, .. } => Some(end),
            Self::Off | Self::Silent(_) => None,
        }
    }

    /// Has the volume been lowered, or is it about to be?
    pub fn touches_volume(self, now: Instant) -> bool {
        match self {
            Self::Off => false,
            Self::Until { end, fade } => end.saturating_duration_since(now) < fade,
            Self::Silent(_) => true,
        }
    }

    /// When to look again.
    pub fn wakes_at(self, now: Instant) -> Option<Instant> {
        match self {
            Self::Off => None,
            Self::Until { end, fade } => {
                Some((end.checked_sub(fade).unwrap_or(end)).max(now + STEP).min(end))
            }
            Self::Silent(until) => Some(until),
        }
    }

    /// What is to be done now.
    pub fn look(&mut self, now: Instant) -> Deed {
        match *self {
            Self::Until { end, .. } if now >= end => {
                *self = Self::Silent(now + AFTER_PAUSE);
                Deed::Pause
            }
            Self::Until { end, fade } => {
                let left = end - now;
                if left < fade { Deed::Fade(left.as_secs_f32() / fade.as_secs_f32()) } else { Deed::None }
            }
            Self::Silent(until) if now >= until => {
                *self = Self::Off;
                Deed::Restore
            }
            Self::Off | Self::Silent(_) => Deed::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_volume_falls_steadily_then_it_pauses_then_the_volume_is_back() {
        let start = Instant::now();
        let mut sleep = Sleep::after(Duration::from_mins(1), start);
        let mut now = start;
        let mut deeds = Vec::new();
        while let Some(at) = sleep.wakes_at(now) {
            assert!(at > now, "it stands still");
            now = at;
            deeds.push(sleep.look(now));
        }
        let fades: Vec<f32> =
            deeds.iter().filter_map(|d| if let Deed::Fade(v) = d { Some(*v) } else { None }).collect();
        assert!((190..=201).contains(&fades.len()), "{}", fades.len());
        assert!(fades.windows(2).all(|two| two[1] < two[0] && two[0] - two[1] < 0.01));
        assert_eq!(deeds[deeds.len() - 2..], [Deed::Pause, Deed::Restore]);
        assert_eq!(now.duration_since(start), Duration::from_mins(1) + AFTER_PAUSE);
    }

    #[test]
    fn a_short_time_fades_from_the_start() {
        let start = Instant::now();
        let mut sleep = Sleep::after(Duration::from_secs(4), start);
        assert_eq!(sleep.look(start + Duration::from_secs(1)), Deed::Fade(0.75));
        assert!(sleep.touches_volume(start + Duration::from_secs(1)));
    }

    #[test]
    fn no_time_at_all_pauses_at_once() {
        let start = Instant::now();
        assert_eq!(Sleep::after(Duration::ZERO, start).look(start), Deed::Pause);
    }
}
