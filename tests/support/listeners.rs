//! Made-up listeners with hidden tastes, to measure whether learning helps.
//!
//! How they are made, and what of it the DJ can know:
//! - Every piece of music has six hidden qualities. Those of a genre are random, an artist's scatter around their genre's, a
//!   track's around its artist's. A listener likes a direction in the space of qualities (as in models of ratings by
//!   factors), some strongly and some hardly. The DJ sees neither qualities nor directions, only the names of genres and
//!   artists; what it adds up is not what these listeners feel.
//! - A listener also has a favourite place on the mood plane, and minds to another degree when music is far from their mood.
//! - A track's place on the plane is measured with an error, and not at all for one in ten. So is the listener's mood.
//! - Whether a song is skipped is a throw of dice by how much it pleases at the moment, with noise that is of no taste at
//!   all (the telephone rings); even the best song is sometimes skipped, and the worst sometimes heard out.
//! - What displeases is left sooner. A like or dislike is given rarely.
//!
//! Not in the model: fashion, company, lyrics, weariness of a song; faces say nothing here.

use mien::affect::Affect;
use mien::engine::dj::{Catalogue, Request, Signal, Taste, plan};
use mien::library::{Candidate, Like, TrackId};

const QUALITIES: usize = 6;
const GENRES: usize = 12;
const ARTISTS: usize = 180;
const TRACKS: usize = 2400;
const SONG_SECS: i64 = 210;
/// Songs in a row, and so many rows a day.
const SITTING: usize = 20;
const PAUSE_SECS: i64 = 11 * 3600;
const NOISE: f32 = 0.35;

type Qualities = [f32; QUALITIES];

/// Random numbers as these models want them.
pub struct Dice(fastrand::Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Even between two limits.
    pub fn even(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.0.f32()
    }

    pub fn index(&mut self, below: usize) -> usize {
        self.0.usize(..below)
    }

    /// Standard normal (Box and Muller).
    fn normal(&mut self) -> f32 {
        let (a, b) = (1.0 - self.0.f32(), self.0.f32());
        (-2.0 * a.ln()).sqrt() * (std::f32::consts::TAU * b).cos()
    }

    fn around(&mut self, centre: Qualities, spread: f32) -> Qualities {
        centre.map(|x| x + spread * self.normal())
    }

    fn near(&mut self, centre: Affect, spread: f32) -> Affect {
        Affect::new(centre.valence + spread * self.normal(), centre.arousal + spread * self.normal())
    }
}

/// A library, with what nobody can see of it.
pub struct World {
    pub candidates: Vec<Candidate>,
    qualities: Vec<Qualities>,
    /// Where each track truly lies on the plane.
    places: Vec<Affect>,
}

impl World {
    pub fn new(dice: &mut Dice) -> Self {
        let genres: Vec<(Qualities, Affect)> = (0..GENRES)
            .map(|_| {
                (dice.around([0.0; QUALITIES], 1.0), Affect::new(dice.even(-0.7, 0.7), dice.even(-0.7, 0.7)))
            })
            .collect();
        let artists: Vec<(usize, Qualities)> = (0..ARTISTS)
            .map(|_| {
                let genre = dice.index(GENRES);
                (genre, dice.around(genres[genre].0, 0.7))
            })
            .collect();
        let mut world = Self { candidates: Vec::new(), qualities: Vec::new(), places: Vec::new() };
        for number in 0..TRACKS {
            let artist = dice.index(ARTISTS);
            let (genre, qualities) = artists[artist];
            let place = dice.near(genres[genre].1, 0.4);
            let known = dice.even(0.0, 1.0) > 0.1;
            world.qualities.push(dice.around(qualities, 0.5));
            world.places.push(place);
            world.candidates.push(Candidate {
                id: TrackId(number.cast_signed() as i64 + 1),
                last_played: None,
                artist: artist as u32 + 1,
                album: 0,
                genre: genre as u32 + 1,
                affect: if known { dice.near(place, 0.2) } else { Affect::default() },
                confidence: if known { dice.even(0.5, 0.8) } else { 0.0 },
                length_secs: SONG_SECS as f32,
                plays: 0,
                skips: 0,
                tempo_bpm: 0.0,
                loudness_db: 0.0,
                number: 0,
                rating: 0,
                like: Like::Neutral,
            });
        }
        world
    }
}

/// Somebody with a hidden taste.
pub struct Listener {
    direction: Qualities,
    /// How much the direction matters.
    fervour: f32,
    favourite: Affect,
    /// How much the distance to the mood matters.
    moodiness: f32,
    /// Pleasure at which half of the songs are skipped.
    pickiness: f32,
    mood: Affect,
}

impl Listener {
    pub fn new(dice: &mut Dice) -> Self {
        Self {
            direction: direction(dice),
            fervour: dice.even(0.5, 1.5),
            favourite: Affect::new(dice.even(-0.8, 0.8), dice.even(-0.8, 0.8)),
            moodiness: dice.even(0.4, 1.2),
            pickiness: dice.even(-0.9, 0.3),
            mood: Affect::default(),
        }
    }

    /// Likes something else from now on.
    pub fn turn(&mut self, dice: &mut Dice) {
        let before = self.direction;
        while dot(before, self.direction) > 0.0 {
            self.direction = direction(dice);
        }
        self.favourite = Affect::new(-self.favourite.valence, -self.favourite.arousal);
    }

    fn pleasure(&self, world: &World, at: usize) -> f32 {
        let place = world.places[at];
        self.fervour * dot(self.direction, world.qualities[at])
            - 0.5 * place.distance(self.favourite)
            - self.moodiness * place.distance(self.mood)
            + 1.0
    }
}

fn dot(a: Qualities, b: Qualities) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Of length 1.
fn direction(dice: &mut Dice) -> Qualities {
    let way = dice.around([0.0; QUALITIES], 1.0);
    let length = dot(way, way).sqrt().max(1e-3);
    way.map(|x| x / length)
}

/// Who chooses the songs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chooser {
    /// The DJ, learning.
    Learning,
    /// The DJ with learning off.
    NotLearning,
    /// Anything.
    Random,
    /// What lies nearest to the mood and was not heard today.
    Nearest,
}

impl Chooser {
    pub const ALL: [Self; 4] = [Self::Learning, Self::NotLearning, Self::Random, Self::Nearest];
}

/// Plays songs to a listener; `turns_after` so many their taste turns. Says of each whether it was skipped.
pub fn listen(
    world: &World,
    seed: u64,
    chooser: Chooser,
    plays: usize,
    turns_after: Option<usize>,
) -> Vec<bool> {
    let mut dice = Dice::new(seed);
    let mut listener = Listener::new(&mut dice);
    let mut session = Session {
        world,
        chooser,
        catalogue: Catalogue::new(world.candidates.iter().copied()),
        taste: Taste::default(),
        recent: Vec::new(),
        now: 1_700_000_000,
        seed,
    };
    let mut skipped = Vec::with_capacity(plays);
    for play in 0..plays {
        if play % SITTING == 0 {
            listener.mood = Affect::new(dice.even(-0.8, 0.8), dice.even(-0.8, 0.8));
            session.now += PAUSE_SECS;
        }
        if Some(play) == turns_after {
            listener.turn(&mut dice);
        }
        listener.mood = dice.near(listener.mood, 0.05);
        let seen = dice.near(listener.mood, 0.15);
        // The same number of throws whoever chooses, so that all choosers meet the same listener on the same days.
        let (noise, choice) = (NOISE * dice.normal(), dice.even(0.0, 1.0));
        let (luck, part, word) = (dice.even(0.0, 1.0), dice.even(0.0, 1.0), dice.even(0.0, 1.0));
        let at = session.choose(seen, choice);
        let pleasure = listener.pleasure(world, at) - listener.pickiness + noise;
        let skip = luck > 1.0 / (1.0 + (-2.5 * pleasure).exp());
        session.end(
            at,
            skip.then(|| (part * (1.0 + 0.5 * pleasure).clamp(0.1, 1.0)).min(0.95)),
            pleasure,
            word,
        );
        skipped.push(skip);
    }
    skipped
}

struct Session<'a> {
    world: &'a World,
    chooser: Chooser,
    catalogue: Catalogue,
    taste: Taste,
    recent: Vec<(TrackId, i64)>,
    now: i64,
    seed: u64,
}

impl Session<'_> {
    /// The index of the next song.
    fn choose(&self, mood: Affect, choice: f32) -> usize {
        let today = |track: &&Candidate| track.last_played.is_some_and(|at| self.now - at < 86_400);
        match self.chooser {
            Chooser::Random => (choice * TRACKS as f32) as usize % TRACKS,
            Chooser::Nearest => {
                let fresh = self.catalogue.iter().filter(|track| !today(track));
                let nearest = fresh.min_by(|a, b| {
                    a.affect.distance(mood).total_cmp(&b.affect.distance(mood)).then(a.id.cmp(&b.id))
                });
                nearest.map_or(0, |track| track.id.0 as usize - 1)
            }
            Chooser::Learning | Chooser::NotLearning => {
                let request = Request {
                    recent: &self.recent,
                    taste: (self.chooser == Chooser::Learning).then_some(&self.taste),
                    now: self.now,
                    seed: self.seed,
                    count: 1,
                    ..Request::new(Some(mood))
                };
                plan(&self.catalogue, &request).picks.first().map_or(0, |pick| pick.id.0 as usize - 1)
            }
        }
    }

    /// The song was heard out, or left at a part of its length.
    fn end(&mut self, at: usize, left_at: Option<f32>, pleasure: f32, word: f32) {
        let id = self.world.candidates[at].id;
        let Some(track) = self.catalogue.get(id).copied() else { return };
        self.taste.learn(&track, left_at.map_or(Signal::Finished, Signal::Skipped));
        if pleasure > 1.2 && word < 0.08 {
            self.taste.learn(&track, Signal::Liked);
        } else if pleasure < -1.2 && word < 0.03 {
            self.taste.learn(&track, Signal::Disliked);
        }
        self.now += (SONG_SECS as f32 * left_at.unwrap_or(1.0)) as i64;
        let skipped = u32::from(left_at.is_some());
        self.catalogue.put(Candidate {
            last_played: Some(self.now),
            plays: track.plays + 1 - skipped,
            skips: track.skips + skipped,
            ..track
        });
        self.recent.push((id, self.now));
        if self.recent.len() > 200 {
            self.recent.remove(0);
        }
    }
}

/// The part of skips in a window, 0..=1.
pub fn skip_rate(skips: &[bool]) -> f32 {
    skips.iter().filter(|skipped| **skipped).count() as f32 / skips.len().max(1) as f32
}
