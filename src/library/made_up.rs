//! A library of made-up tracks, to measure with: names of syllables, some words far more common than others.

use fastrand::Rng;
use rusqlite::{TransactionBehavior, params};

use super::row::sort_key;
use super::{Library, LibraryError, Tags};

/// Different words in the names.
const WORDS: usize = 30_000;
const ALBUM_TRACKS: usize = 12;
const GENRES: [&str; 12] = [
    "Rock",
    "Pop",
    "Jazz",
    "Hip-Hop",
    "Electronic",
    "Ambient",
    "Metal",
    "Folk",
    "Classical",
    "Soul",
    "Blues",
    "Reggae",
];
/// Tracks of a transaction.
const BATCH: usize = 10_000;

impl Library {
    /// Adds so many made-up tracks; the same ones for the same seed.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn make_up(&mut self, tracks: usize, seed: u64) -> Result<(), LibraryError> {
        let mut random = Rng::with_seed(seed);
        let words: Vec<String> = (0..WORDS).map(|_| word(&mut random)).collect();
        let name = |random: &mut Rng, most: usize| {
            let words: Vec<&str> = (0..random.usize(1..=most)).map(|_| common(random, &words)).collect();
            words.join(" ")
        };
        let (mut artist, mut album) = (String::new(), String::new());
        for first in (0..tracks).step_by(BATCH) {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut insert = transaction.prepare_cached(INSERT)?;
            for number in first..(first + BATCH).min(tracks) {
                if number % (ALBUM_TRACKS * 4) == 0 {
                    artist = name(&mut random, 3);
                }
                if number % ALBUM_TRACKS == 0 {
                    album = name(&mut random, 4);
                }
                let tags = Tags {
                    title: name(&mut random, 5),
                    artist: Some(artist.clone()),
                    album: Some(album.clone()),
                    genre: Some(GENRES[random.usize(..GENRES.len())].to_owned()),
                    year: Some(random.i32(1950..2027)),
                    track_number: Some((number % ALBUM_TRACKS) as u32 + 1),
                    ..Tags::default()
                };
                let path = format!("/music/{artist}/{album}/{number:07} {}.flac", tags.title);
                insert.execute(params![
                    path.as_bytes(),
                    (number as u128).to_le_bytes(),
                    tags.title,
                    tags.artist,
                    tags.album,
                    tags.genre,
                    tags.year,
                    tags.track_number,
                    random.u16(60..600),
                    sort_key(&tags),
                    1_600_000_000_i64 + number as i64,
                    if random.u8(..10) == 0 { random.u8(1..=5) } else { 0 },
                    random.u8(..8).saturating_sub(4),
                ])?;
            }
            drop(insert);
            transaction.commit()?;
        }
        Ok(())
    }
}

const INSERT: &str = "INSERT INTO track (path, size, modified, audio, content, title, artist, album, genre, year, \
     track_number, length_secs, has_cover, sort_key, added, rating, plays) \
     VALUES (?1, 1, 1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?11, ?12, ?13)";

fn word(random: &mut Rng) -> String {
    let letter = |random: &mut Rng, of: &str| char::from(of.as_bytes()[random.usize(..of.len())]);
    let mut word = String::new();
    for _ in 0..random.usize(1..=3) {
        word.push(letter(random, "bcdfghjklmnprstvwz"));
        word.push(letter(random, "aeiou"));
        if random.bool() {
            word.push(letter(random, "lmnrst"));
        }
    }
    word
}

/// A word; the n-th is about n times as rare as the first (Zipf's law).
fn common<'a>(random: &mut Rng, words: &'a [String]) -> &'a str {
    let place = (words.len() as f64).powf(random.f64()) as usize;
    &words[place.min(words.len() - 1)]
}
