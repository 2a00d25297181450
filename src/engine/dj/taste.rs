//! What the listener likes, learned on the machine from what they do: a contextual bandit with Thompson sampling.
//!
//! Each play is evidence about several things at once: the track, its artist, its genre and its region of the plane. Each of
//! them has a [`Belief`], a normal distribution over how much it adds to the listener's pleasure (1: heard out and liked,
//! -1: skipped at once), and pleasure is their sum. An observation updates all beliefs it touches, each by its share of the
//! uncertainty: one step of a Kalman filter with a diagonal covariance, as in `AdPredictor` (Graepel et al. 2010). Between
//! observations beliefs fade to what is held of things unknown, by the number of plays since, so that an old taste gives
//! way to a new one.
//!
//! A choice does not take the means: it draws one weight from each belief (Thompson 1933) and takes the best under the draw.
//! So a thing is tried as often as it has a chance to be the best, and no longer once it is known not to be; no rate of
//! exploration has to be set. What only one track has is not drawn but enters by its mean: in a large library the best of
//! thousands of draws would always be a track nobody knows. (Which is also why a draw is cut at [`DRAW_LIMIT`] deviations.)
//!
//! Pure; knows nothing of files or players. The same beliefs and the same seed give the same draw.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::affect::Affect;
use crate::library::{Candidate, TrackId};

/// Regions a side.
const SIDE: usize = 6;
/// Number of regions of the plane.
pub const REGIONS: usize = SIDE * SIDE;
/// A draw lies within so many standard deviations of the mean.
const DRAW_LIMIT: f32 = 2.0;
/// Variance of one observation of full weight, beyond what the beliefs explain.
const NOISE: f32 = 0.6;
/// Plays after which what was believed has faded to 1/e.
const FADING_PLAYS: f32 = 250.0;

/// What a belief is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// Any music at all: how much is heard out anyway.
    Music,
    /// A region of the plane, see [`region`].
    Region(usize),
    /// A genre, by its key.
    Genre(u32),
    /// An artist, by their key.
    Artist(u32),
    /// One track.
    Track(TrackId),
}

impl Subject {
    /// What is held of a thing nothing was observed about: mean and variance. The more tracks share it, the more of what
    /// people like lies in it.
    const fn prior(self) -> (f32, f32) {
        match self {
            Self::Music => (0.2, 0.25),
            Self::Region(_) => (0.0, 0.03),
            Self::Genre(_) => (0.0, 0.10),
            Self::Artist(_) | Self::Track(_) => (0.0, 0.05),
        }
    }
}

impl Subject {
    /// The subject in two numbers, to be stored.
    pub const fn parts(self) -> (u8, i64) {
        match self {
            Self::Music => (1, 0),
            Self::Region(at) => (2, at.cast_signed() as i64),
            Self::Genre(key) => (3, key as i64),
            Self::Artist(key) => (4, key as i64),
            Self::Track(id) => (5, id.0),
        }
    }

    /// The subject of two stored numbers; `None` for what this version does not know.
    pub fn from_parts(kind: u8, key: i64) -> Option<Self> {
        let short = || u32::try_from(key).ok();
        match kind {
            1 => Some(Self::Music),
            2 => usize::try_from(key).ok().filter(|at| *at < REGIONS).map(Self::Region),
            3 => short().map(Self::Genre),
            4 => short().map(Self::Artist),
            5 => Some(Self::Track(TrackId(key))),
            _ => None,
        }
    }
}

/// A normal distribution, and the play at which it was last updated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// The most probable weight.
    pub mean: f32,
    /// How unsure that is.
    pub variance: f32,
    /// [`Taste::plays`] at the last observation.
    pub at: u64,
}

/// What a listener did with a track, or how they looked meanwhile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Signal {
    /// Heard to the end, or nearly.
    Finished,
    /// Left after this part of its length, 0..=1.
    Skipped(f32),
    /// Liked by hand.
    Liked,
    /// Disliked by hand.
    Disliked,
    /// Asked for again right away.
    Repeated,
    /// Made louder.
    Louder,
    /// The face moved this far to where the music should lead, in units of the plane; below 0: away from it.
    Face(f32),
}

impl Signal {
    /// The pleasure it stands for, -1..=1, and how much it weighs.
    fn reading(self) -> (f32, f32) {
        match self {
            Self::Finished => (1.0, 1.0),
            // To leave a song at once says more than not to hear its end.
            Self::Skipped(part) => (-1.0, 0.3 + 0.7 * (1.0 - part.clamp(0.0, 1.0)).powi(2)),
            Self::Liked => (1.0, 3.0),
            Self::Disliked => (-1.0, 4.0),
            Self::Repeated => (1.0, 2.0),
            Self::Louder => (1.0, 0.5),
            // Faces say little, and rarely about the music alone.
            Self::Face(by) => ((by / 0.5).clamp(-1.0, 1.0), 0.25),
        }
    }

    /// Does it end a play? Time passes by plays.
    const fn ends_play(self) -> bool {
        matches!(self, Self::Finished | Self::Skipped(_))
    }
}

/// All beliefs about a listener.
#[derive(Clone, Debug, Default)]
pub struct Taste {
    beliefs: Map<Subject>,
    plays: u64,
}

/// Quick hashing of small keys that nobody chooses to do harm.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        mix(self.0)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, x: u64) {
        self.0 = (self.0 ^ x).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }

    fn write_u32(&mut self, x: u32) {
        self.write_u64(u64::from(x));
    }

    fn write_i64(&mut self, x: i64) {
        self.write_u64(x.cast_unsigned());
    }

    fn write_usize(&mut self, x: usize) {
        self.write_u64(x as u64);
    }
}

type Map<K, V = Belief> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// The finaliser of `SplitMix64`.
pub const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The region of the plane a place lies in.
pub fn region(affect: Affect) -> usize {
    let step = |x: f32| (((x + 1.0) * 0.5 * SIDE as f32) as usize).min(SIDE - 1);
    step(affect.arousal) * SIDE + step(affect.valence)
}

/// What a play of this track is evidence about. A place that is only guessed says nothing about its region.
fn subjects(track: &Candidate) -> impl Iterator<Item = Subject> {
    let known = has_region(track);
    [
        Some(Subject::Music),
        known.then(|| Subject::Region(region(track.affect))),
        (track.genre != 0).then_some(Subject::Genre(track.genre)),
        (track.artist != 0).then_some(Subject::Artist(track.artist)),
        Some(Subject::Track(track.id)),
    ]
    .into_iter()
    .flatten()
}

fn has_region(track: &Candidate) -> bool {
    track.confidence >= 0.2
}

impl Taste {
    /// What was stored.
    pub fn restore(beliefs: impl IntoIterator<Item = (Subject, Belief)>, plays: u64) -> Self {
        Self { beliefs: beliefs.into_iter().collect(), plays }
    }

    /// Plays learned from.
    pub const fn plays(&self) -> u64 {
        self.plays
    }

    /// Learns from what the listener did with a track. Gives the beliefs that changed, to be stored.
    pub fn learn(&mut self, track: &Candidate, signal: Signal) -> Vec<(Subject, Belief)> {
        self.plays += u64::from(signal.ends_play());
        let (pleasure, weight) = signal.reading();
        let touched: Vec<(Subject, Belief)> =
            subjects(track).map(|subject| (subject, self.belief(subject))).collect();
        let expected: f32 = touched.iter().map(|(_, belief)| belief.mean).sum();
        let unsure: f32 = touched.iter().map(|(_, belief)| belief.variance).sum();
        let surprise = pleasure - expected;
        let total = unsure + NOISE / weight;
        let learned = touched.into_iter().map(|(subject, belief)| {
            let share = belief.variance / total;
            let mean = belief.mean + share * surprise;
            (subject, Belief { mean, variance: belief.variance * (1.0 - share), at: self.plays })
        });
        let learned: Vec<_> = learned.collect();
        self.beliefs.extend(learned.iter().copied());
        learned
    }

    /// How much the track itself, its artist, genre and region are believed to add to the pleasure in it; about -1..=1.
    pub fn opinion(&self, track: &Candidate) -> f32 {
        subjects(track).filter(|s| *s != Subject::Music).map(|subject| self.belief(subject).mean).sum()
    }

    /// A belief as of now.
    fn belief(&self, subject: Subject) -> Belief {
        let (mean, variance) = subject.prior();
        let Some(belief) = self.beliefs.get(&subject) else {
            return Belief { mean, variance, at: self.plays };
        };
        let keep = (-(self.plays.saturating_sub(belief.at) as f32) / FADING_PLAYS).exp();
        Belief {
            mean: mean + (belief.mean - mean) * keep,
            variance: variance + (belief.variance - variance) * keep * keep,
            at: self.plays,
        }
    }

    /// One draw from all beliefs.
    pub fn draw(&self, seed: u64) -> Draw {
        let mut draw = Draw { seed, ..Draw::default() };
        for (at, weight) in draw.regions.iter_mut().enumerate() {
            *weight = self.drawn(Subject::Region(at), seed);
        }
        for subject in self.beliefs.keys() {
            match *subject {
                Subject::Genre(key) => {
                    draw.genres.insert(key, self.drawn(*subject, seed));
                }
                Subject::Artist(key) => {
                    draw.artists.insert(key, self.drawn(*subject, seed));
                }
                Subject::Track(id) => {
                    draw.tracks.insert(id, self.belief(*subject).mean);
                }
                Subject::Music | Subject::Region(_) => {}
            }
        }
        draw.most = draw.limit();
        draw
    }

    fn drawn(&self, subject: Subject, seed: u64) -> f32 {
        let Belief { mean, variance, .. } = self.belief(subject);
        mean + variance.sqrt() * deviate(seed, number(subject))
    }
}

/// A number for a subject, the same each time.
const fn number(subject: Subject) -> u64 {
    let (kind, key) = subject.parts();
    ((kind as u64) << 56) ^ key.cast_unsigned()
}

/// A standard normal number by seed and subject, cut at [`DRAW_LIMIT`]: the sum of four even ones (Irwin and Hall), which
/// is near enough and needs no logarithm.
fn deviate(seed: u64, number: u64) -> f32 {
    let bits = mix(seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let sum: f32 = (0..4).map(|at| ((bits >> (16 * at)) & 0xffff) as f32 / 65_536.0).sum();
    // The sum of four has the variance 1/3.
    ((sum - 2.0) * 3.0_f32.sqrt()).clamp(-DRAW_LIMIT, DRAW_LIMIT)
}

/// One draw from the beliefs: the weights under which a choice is made.
#[derive(Clone, Debug, Default)]
pub struct Draw {
    seed: u64,
    regions: Regions,
    genres: Map<u32, f32>,
    artists: Map<u32, f32>,
    tracks: Map<TrackId, f32>,
    most: Most,
}

/// The most that each subject but the region can add.
#[derive(Clone, Copy, Debug, Default)]
struct Most {
    genre: f32,
    artist: f32,
    track: f32,
}

/// Weights of all regions.
#[derive(Clone, Copy, Debug)]
struct Regions([f32; REGIONS]);

impl Default for Regions {
    fn default() -> Self {
        Self([0.0; REGIONS])
    }
}

impl Regions {
    fn iter_mut(&mut self) -> impl Iterator<Item = &mut f32> {
        self.0.iter_mut()
    }
}

impl Draw {
    /// The pleasure in a track under this draw.
    pub fn of(&self, track: &Candidate) -> f32 {
        self.of_some(track, |_| true).unwrap_or_default()
    }

    /// The same for a track that matters only when its pleasure is enough, which is asked with more and more of it known.
    pub fn of_some(&self, track: &Candidate, is_enough: impl Fn(f32) -> bool) -> Option<f32> {
        let region = if has_region(track) { self.regions.0[region(track.affect)] } else { 0.0 };
        let Most { genre, artist, track: most_of_track } = self.most;
        if !is_enough(region + genre + artist + most_of_track) {
            return None;
        }
        let artist = Self::shared(&self.artists, track.artist, |key| self.unknown(Subject::Artist(key)));
        if !is_enough(region + genre + artist + most_of_track) {
            return None;
        }
        let genre = Self::shared(&self.genres, track.genre, |key| self.unknown(Subject::Genre(key)));
        Some(region + genre + artist + self.tracks.get(&track.id).copied().unwrap_or(0.0))
    }

    /// At least the pleasure in any track that lies in a region, or whose place is not known.
    pub fn most_in(&self, region: usize) -> f32 {
        let Most { genre, artist, track } = self.most;
        genre + artist + track + self.regions.0.get(region).map_or(0.0, |weight| weight.max(0.0))
    }

    fn shared(known: &Map<u32, f32>, key: u32, unknown: impl Fn(u32) -> f32) -> f32 {
        if key == 0 { 0.0 } else { known.get(&key).copied().unwrap_or_else(|| unknown(key)) }
    }

    fn unknown(&self, subject: Subject) -> f32 {
        let (mean, variance) = subject.prior();
        mean + variance.sqrt() * deviate(self.seed, number(subject))
    }

    fn limit(&self) -> Most {
        let most = |weights: &Map<u32, f32>, subject: Subject| {
            let (mean, variance) = subject.prior();
            weights.values().copied().fold(mean + variance.sqrt() * DRAW_LIMIT, f32::max).max(0.0)
        };
        Most {
            genre: most(&self.genres, Subject::Genre(0)),
            artist: most(&self.artists, Subject::Artist(0)),
            track: self.tracks.values().copied().fold(0.0, f32::max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dj::tests::track;

    fn by(id: i64, artist: u32) -> Candidate {
        Candidate { artist, ..track(id, 0.5, 0.5) }
    }

    fn after(signals: &[(i64, u32, Signal)]) -> Taste {
        let mut taste = Taste::default();
        for (id, artist, signal) in signals {
            taste.learn(&by(*id, *artist), *signal);
        }
        taste
    }

    #[test]
    fn an_early_skip_says_more_than_a_late_one_and_a_dislike_more_than_both() {
        let opinion = |signal| after(&[(1, 1, signal)]).opinion(&by(1, 1));
        assert!(opinion(Signal::Disliked) < opinion(Signal::Skipped(0.02)));
        assert!(opinion(Signal::Skipped(0.02)) < opinion(Signal::Skipped(0.8)));
        assert!(opinion(Signal::Skipped(0.8)) < 0.0);
        assert!(opinion(Signal::Liked) > opinion(Signal::Finished) && opinion(Signal::Finished) > 0.0);
        assert!(opinion(Signal::Louder) > 0.0 && opinion(Signal::Face(-0.3)) < 0.0);
    }

    #[test]
    fn what_is_learned_of_a_track_carries_over_to_its_artist_and_less_to_strangers() {
        let taste = after(&[(1, 1, Signal::Skipped(0.0)); 3]);
        let (same, artist, stranger) =
            (taste.opinion(&by(1, 1)), taste.opinion(&by(2, 1)), taste.opinion(&by(3, 3)));
        assert!(same < artist && artist < stranger && stranger < 0.0, "{same} {artist} {stranger}");
    }

    #[test]
    fn beliefs_fade_with_the_plays_after_them() {
        let mut taste = after(&[(1, 1, Signal::Liked)]);
        let fresh = taste.opinion(&by(1, 1));
        for id in 0..500 {
            taste.learn(&Candidate { artist: 9, ..track(100 + id, -0.5, -0.5) }, Signal::Finished);
        }
        assert!(taste.opinion(&by(1, 1)) < fresh / 4.0);
    }

    #[test]
    fn a_draw_repeats_with_its_seed_and_spreads_less_the_more_is_known() {
        let taste = after(&[(1, 1, Signal::Finished); 40]);
        assert!((taste.draw(3).of(&by(1, 1)) - taste.draw(3).of(&by(1, 1))).abs() < 1e-9);
        let spread = |artist| {
            let draws: Vec<f32> = (0..300).map(|seed| taste.draw(seed).of(&by(7, artist))).collect();
            let mean = draws.iter().sum::<f32>() / 300.0;
            (draws.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / 300.0).sqrt()
        };
        assert!(spread(1) < 0.8 * spread(2), "{} {}", spread(1), spread(2));
    }

    #[test]
    fn deviates_are_standard_normal_but_for_their_tails() {
        let all: Vec<f32> = (0..20_000).map(|n| deviate(5, n)).collect();
        let mean = all.iter().sum::<f32>() / 20_000.0;
        let variance = all.iter().map(|x| x * x).sum::<f32>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (0.85..1.05).contains(&variance), "{mean} {variance}");
        assert!(all.iter().all(|x| x.abs() <= DRAW_LIMIT));
    }

    #[test]
    fn what_was_stored_is_what_was_learned() {
        let mut stored = std::collections::BTreeMap::new();
        let mut taste = Taste::default();
        for id in 1..20 {
            stored.extend(taste.learn(&by(id, id as u32 % 3), Signal::Skipped(0.3)));
        }
        let parts = |subject: &Subject| Subject::from_parts(subject.parts().0, subject.parts().1);
        assert!(stored.keys().all(|subject| parts(subject) == Some(*subject)));
        let restored = Taste::restore(stored, taste.plays());
        assert!((restored.draw(9).of(&by(4, 1)) - taste.draw(9).of(&by(4, 1))).abs() < 1e-6);
    }
}
