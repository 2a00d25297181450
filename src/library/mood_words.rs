//! The mood of a track from what its tags say: mood words first, else a guess from the genre.
//!
//! The tables are `assets/mood/*.toml`; where their numbers come from is said there.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::track::Tags;
use crate::affect::Affect;
use crate::mood::{MoodSource, TrackMood};

/// How far a mood tag is trusted: somebody meant it, in words that mean different things to different people.
pub const TAG_CONFIDENCE: f32 = 0.8;
/// How far a genre is trusted: it names the right quarter of the plane about half of the time.
pub const GENRE_CONFIDENCE: f32 = 0.35;

/// Everything the tags tell about the mood, strongest first; empty when they tell nothing.
pub fn evidence(tags: &Tags) -> Vec<TrackMood> {
    let found = |text: &Option<String>, table: fn() -> &'static Table, confidence, source| {
        let affect = table().mean(text.as_deref()?)?;
        Some(TrackMood { affect, confidence, source })
    };
    [
        found(&tags.mood, words, TAG_CONFIDENCE, MoodSource::Tag),
        found(&tags.genre, genres, GENRE_CONFIDENCE, MoodSource::Genre),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where a mood word or phrase lies on the plane.
pub fn place(phrase: &str) -> Option<Affect> {
    words().mean(phrase)
}

/// Where a genre lies by itself; `None` when it is not known.
pub fn genre_mood(genre: &str) -> Option<Affect> {
    genres().mean(genre)
}

fn words() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../../assets/mood/words.toml")))
}

fn genres() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../../assets/mood/genres.toml")))
}

#[derive(Default, Deserialize)]
struct File {
    #[serde(alias = "words", alias = "genres")]
    entries: HashMap<String, [f32; 2]>,
    synonyms: HashMap<String, String>,
}

/// Names in their tidy form, with their place.
struct Table(HashMap<String, Affect>);

impl Table {
    fn read(text: &str) -> Self {
        // The files are compiled in and a test reads them, so this cannot fail at the user's.
        let file: File = toml::from_str(text).unwrap_or_else(|error| {
            log::error!("a mood table cannot be read: {error}");
            File::default()
        });
        let places: HashMap<String, Affect> =
            file.entries.into_iter().map(|(name, [v, a])| (tidy(&name), Affect::new(v, a))).collect();
        let synonyms = file
            .synonyms
            .into_iter()
            .filter_map(|(name, word)| Some((tidy(&name), *places.get(&tidy(&word))?)));
        let synonyms: Vec<_> = synonyms.collect();
        Self(places.into_iter().chain(synonyms).collect())
    }

    /// The mean place of the names in a tag such as "Calm; Happy" or "Rock/Pop"; those not known are left out.
    fn mean(&self, tag: &str) -> Option<Affect> {
        let places: Vec<Affect> = tag
            .split([';', ',', '/', '|', '\\', '\0', '\n'])
            .flat_map(|part| self.places(&tidy(part)))
            .collect();
        let mean = |part: fn(&Affect) -> f32| places.iter().map(part).sum::<f32>() / places.len() as f32;
        (!places.is_empty()).then(|| Affect::new(mean(|a| a.valence), mean(|a| a.arousal)))
    }

    /// The place of a phrase, or of its longest known parts, none used twice.
    fn places(&self, phrase: &str) -> Vec<Affect> {
        let words: Vec<&str> = phrase.split(' ').filter(|w| !w.is_empty()).take(LONGEST_PHRASE).collect();
        let mut rest: Vec<&[&str]> = vec![&words];
        let mut found = Vec::new();
        while let Some(words) = rest.pop() {
            let Some((at, length, place)) = self.longest_part(words) else { continue };
            found.push(place);
            rest.extend([&words[..at], &words[at + length..]]);
        }
        found
    }

    fn longest_part(&self, words: &[&str]) -> Option<(usize, usize, Affect)> {
        (1..=words.len()).rev().find_map(|length| {
            // From the end: the last word carries the meaning ("death metal", "dance pop").
            (0..=words.len() - length).rev().find_map(|at| {
                let place = self.0.get(&words[at..at + length].join(" "))?;
                Some((at, length, *place))
            })
        })
    }
}

/// Words of a tag looked at; longer ones are prose.
const LONGEST_PHRASE: usize = 12;

/// Lower case, "&" spelled out, other signs as spaces, ID3's "(17)" left out.
pub fn tidy(name: &str) -> String {
    let name = name.to_lowercase().replace('&', " and ");
    let spaced: String = name.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(mood: &str, genre: &str) -> Tags {
        let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        Tags { mood: text(mood), genre: text(genre), ..Tags::default() }
    }

    fn word(name: &str) -> Affect {
        words().0[name]
    }

    #[test]
    fn both_tables_are_read_whole() {
        assert!(words().0.len() > 150 && genres().0.len() > 120);
        for text in
            [include_str!("../../assets/mood/words.toml"), include_str!("../../assets/mood/genres.toml")]
        {
            let file: File = toml::from_str(text).unwrap();
            let lost: Vec<_> = file.synonyms.values().filter(|w| !file.entries.contains_key(*w)).collect();
            assert!(lost.is_empty(), "{lost:?} lead nowhere");
            assert!(file.entries.values().flatten().all(|x| x.abs() <= 1.0));
        }
    }

    #[test]
    fn words_count_in_any_case_and_through_synonyms() {
        for mood in ["Sad", "SADNESS", "  sad ", "very sad"] {
            assert_eq!(evidence(&tags(mood, ""))[0].affect, word("sad"), "{mood}");
        }
    }

    #[test]
    fn several_words_are_averaged() {
        for mood in ["Calm; Happy", "calm/happy", "happy, calm", "Calm and happy"] {
            let mean = evidence(&tags(mood, ""))[0].affect;
            assert!((mean.valence - 0.70).abs() < 1e-5 && (mean.arousal + 0.025).abs() < 1e-5, "{mood}");
        }
    }

    #[test]
    fn a_mood_tag_comes_before_the_genre_and_both_are_kept() {
        let both = evidence(&tags("calm", "Black Metal"));
        assert_eq!(both.iter().map(|m| m.source).collect::<Vec<_>>(), [MoodSource::Tag, MoodSource::Genre]);
        assert!(both[0].confidence > both[1].confidence);
    }

    #[test]
    fn a_genre_falls_back_on_its_family() {
        let melodic = evidence(&tags("", "Melodic Death Metal"))[0].affect;
        assert_eq!(melodic, genres().0["death metal"]);
        assert_eq!(evidence(&tags("", "Hip-Hop"))[0].affect, genres().0["hip hop"]);
        assert_eq!(evidence(&tags("", "Drum & Bass"))[0].affect, genres().0["drum and bass"]);
        assert_eq!(evidence(&tags("", "(17)Rock"))[0].affect, genres().0["rock"]);
    }

    #[test]
    fn unknown_words_tell_nothing() {
        assert!(evidence(&tags("xyzzy", "Qwertycore")).is_empty());
        assert!(evidence(&tags("", ";;/ ")).is_empty());
    }
}
