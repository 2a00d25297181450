//! The mood journal as plain data, and what can be read from it: curves, shares of emotions, songs that came before
//! better moods. Never a picture, and never a cause: what came before is all it can say.
//!
//! Knows nothing of files; `library` keeps it.

use std::collections::HashMap;

use crate::affect::Affect;
use crate::emotion::Emotion;
use crate::mood::Mode;

/// A gap between two entries after which a curve breaks.
pub const GAP_SECS: i64 = 10 * 60;
/// How long after a song's end the mood still counts as the one after it.
const AFTER_SECS: i64 = 5 * 60;
/// How much pleasanter a mood must be to be better.
const BETTER: f32 = 0.05;
/// A song speaks with at least so many plays.
const LEAST_PLAYS: usize = 2;

/// What happened at an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Nothing: the mood of the minute.
    Mood,
    /// A song began.
    Began,
    /// A song was heard to its end, or nearly.
    Finished,
    /// A song was skipped.
    Skipped,
    /// A song was liked.
    Liked,
    /// A song was disliked.
    Disliked,
    /// The listener said what their mood truly was.
    Corrected(Emotion),
}

impl Moment {
    /// The word in files.
    pub fn name(self) -> String {
        match self {
            Self::Mood => "mood".to_owned(),
            Self::Began => "began".to_owned(),
            Self::Finished => "finished".to_owned(),
            Self::Skipped => "skipped".to_owned(),
            Self::Liked => "liked".to_owned(),
            Self::Disliked => "disliked".to_owned(),
            Self::Corrected(truth) => format!("was {truth}"),
        }
    }

    /// The moment a word stands for; the mood of the minute for any other.
    pub fn from_name(name: &str) -> Self {
        let named = [Self::Began, Self::Finished, Self::Skipped, Self::Liked, Self::Disliked];
        let truth = || name.strip_prefix("was ").and_then(|word| word.parse().ok());
        named
            .into_iter()
            .find(|moment| moment.name() == name)
            .or_else(|| truth().map(Self::Corrected))
            .unwrap_or(Self::Mood)
    }
}

/// The mood at an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Felt {
    /// Smoothed place on the plane.
    pub affect: Affect,
    /// The emotion told.
    pub emotion: Emotion,
}

/// The song at an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Song {
    /// Its number in the library.
    pub id: i64,
    /// Its title then.
    pub title: String,
    /// Its artist then.
    pub artist: Option<String>,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Unix time in seconds.
    pub at: i64,
    /// The same as a clock on the wall shows it: seconds since 1970 without time zone. Kept by the reader, not stored.
    pub local_secs: i64,
    /// The mood, when one was known.
    pub felt: Option<Felt>,
    /// The song, when one played.
    pub song: Option<Song>,
    /// Match or lift.
    pub mode: Mode,
    /// What happened.
    pub moment: Moment,
}

/// The share of each emotion in entries with a mood, 0..=1, the largest first; without those that never came.
pub fn shares(entries: &[Entry]) -> Vec<(Emotion, f32)> {
    let felt: Vec<Emotion> =
        entries.iter().filter(|e| e.moment == Moment::Mood).filter_map(|e| Some(e.felt?.emotion)).collect();
    let share = |emotion| felt.iter().filter(|e| **e == emotion).count() as f32 / felt.len().max(1) as f32;
    let mut shares: Vec<_> = Emotion::ALL.into_iter().map(|emotion| (emotion, share(emotion))).collect();
    shares.retain(|(_, share)| *share > 0.0);
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}

/// A song and how the mood changed around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// The song.
    pub song: Song,
    /// Mean change of valence from its beginning to some minutes after its end.
    pub change: f32,
    /// Plays that this is the mean of.
    pub plays: usize,
}

/// Songs that came before better moods, the largest change first. That one came before the other is all this says.
pub fn before_better_moods(entries: &[Entry]) -> Vec<Before> {
    let mut changes: HashMap<&Song, Vec<f32>> = HashMap::new();
    for (at, began) in entries.iter().enumerate() {
        let (Moment::Began, Some(song), Some(felt)) = (began.moment, &began.song, began.felt) else {
            continue;
        };
        let rest = &entries[at + 1..];
        let Some(end) =
            rest.iter().position(|e| e.moment == Moment::Finished && e.song.as_ref() == Some(song))
        else {
            continue;
        };
        if rest[..end].iter().any(|e| e.moment == Moment::Began) {
            continue;
        }
        let after: Vec<f32> = rest[end..]
            .iter()
            .take_while(|e| e.at <= rest[end].at + AFTER_SECS)
            .filter_map(|e| Some(e.felt?.affect.valence))
            .collect();
        if !after.is_empty() {
            let mean = after.iter().sum::<f32>() / after.len() as f32;
            changes.entry(song).or_default().push(mean - felt.affect.valence);
        }
    }
    let mut songs: Vec<Before> = changes
        .into_iter()
        .map(|(song, changes)| Before {
            song: song.clone(),
            change: changes.iter().sum::<f32>() / changes.len() as f32,
            plays: changes.len(),
        })
        .filter(|before| before.plays >= LEAST_PLAYS && before.change >= BETTER)
        .collect();
    songs.sort_by(|a, b| b.change.total_cmp(&a.change).then_with(|| a.song.id.cmp(&b.song.id)));
    songs
}

/// Entries with a mood in runs without gaps: each a stretch of a curve.
pub fn stretches(entries: &[Entry]) -> Vec<Vec<(i64, Affect)>> {
    let mut stretches: Vec<Vec<(i64, Affect)>> = Vec::new();
    for (at, affect) in entries.iter().filter_map(|e| Some((e.local_secs, e.felt?.affect))) {
        match stretches.last_mut() {
            Some(stretch) if stretch.last().is_some_and(|last| at - last.0 <= GAP_SECS) => {
                stretch.push((at, affect));
            }
            Some(_) | None => stretches.push(vec![(at, affect)]),
        }
    }
    stretches
}

/// `2026-11-21T18:30:05` for seconds since 1970 on a clock on the wall.
pub fn clock(local_secs: i64) -> String {
    let (days, secs) = (local_secs.div_euclid(86_400), local_secs.rem_euclid(86_400));
    let (year, month, day) = date(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60)
}

/// Year, month and day of a day since 1970-01-01 (Howard Hinnant's `civil_from_days`).
pub fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: i64, valence: f32, moment: Moment, song: i64) -> Entry {
        let emotion = if valence > 0.0 { Emotion::Happy } else { Emotion::Sad };
        Entry {
            at,
            local_secs: at,
            felt: Some(Felt { affect: Affect::new(valence, 0.0), emotion }),
            song: (song > 0).then(|| Song { id: song, title: format!("Song {song}"), artist: None }),
            mode: Mode::Match,
            moment,
        }
    }

    /// A song from `at` on that the mood followed from the first valence to the second.
    fn play(at: i64, song: i64, before: f32, after: f32) -> [Entry; 3] {
        [
            entry(at, before, Moment::Began, song),
            entry(at + 200, after, Moment::Finished, song),
            entry(at + 260, after, Moment::Mood, 0),
        ]
    }

    #[test]
    fn songs_before_better_moods_need_more_than_one_play_and_a_change() {
        let days = [
            play(0, 1, -0.4, 0.2),
            play(1000, 2, -0.2, -0.3),
            play(2000, 3, -0.5, 0.5),
            play(3000, 1, -0.2, 0.0),
            play(4000, 2, 0.3, 0.3),
        ];
        let found = before_better_moods(&days.concat());
        assert_eq!(found.iter().map(|b| (b.song.id, b.plays)).collect::<Vec<_>>(), [(1, 2)]);
        assert!((found[0].change - 0.4).abs() < 1e-6);
    }

    #[test]
    fn a_song_that_was_left_says_nothing() {
        let left = [
            entry(0, -0.5, Moment::Began, 1),
            entry(20, -0.5, Moment::Skipped, 1),
            entry(60, 0.5, Moment::Mood, 0),
        ];
        assert!(before_better_moods(&[left.clone(), left].concat()).is_empty());
    }

    #[test]
    fn shares_add_up_to_one() {
        let entries: Vec<_> =
            (0..10).map(|at| entry(at * 60, if at < 7 { 0.5 } else { -0.5 }, Moment::Mood, 0)).collect();
        let shares = shares(&entries);
        assert_eq!(shares[0].0, Emotion::Happy);
        assert!(
            (shares[0].1 - 0.7).abs() < 1e-6 && (shares.iter().map(|s| s.1).sum::<f32>() - 1.0).abs() < 1e-6
        );
        assert!(super::shares(&[]).is_empty());
    }

    #[test]
    fn a_curve_breaks_where_nothing_was_noted() {
        let times = [0, 60, 120, 4000, 4060];
        let entries: Vec<_> = times.iter().map(|at| entry(*at, 0.1, Moment::Mood, 0)).collect();
        let lengths: Vec<usize> = stretches(&entries).iter().map(Vec::len).collect();
        assert_eq!(lengths, [3, 2]);
    }

    #[test]
    fn moments_are_read_as_they_were_written() {
        let all = [Moment::Mood, Moment::Began, Moment::Skipped, Moment::Corrected(Emotion::Fear)];
        assert!(all.into_iter().all(|moment| Moment::from_name(&moment.name()) == moment));
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(clock(0), "1970-01-01T00:00:00");
        assert_eq!(clock(1_709_210_096), "2024-02-29T12:34:56");
        assert_eq!(date(-1), (1969, 12, 31));
    }
}
