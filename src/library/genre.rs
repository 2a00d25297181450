//! Genres as people write them ("Hip-Hop", "hiphop", "`DnB`") led to one name each, and the families they belong to.
//!
//! The tables are `assets/mood/genres.toml` and `assets/mood/families.toml`; where they come from is said there.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::mood_words::tidy;

struct Tables {
    /// Other spellings to the name.
    synonyms: HashMap<String, String>,
    /// Names to their families.
    families: HashMap<String, String>,
}

fn tables() -> &'static Tables {
    #[derive(Default, Deserialize)]
    struct Synonyms {
        synonyms: HashMap<String, String>,
    }
    #[derive(Default, Deserialize)]
    struct Families {
        families: HashMap<String, Vec<String>>,
    }
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        // The files are compiled in and a test reads them, so this cannot fail at the user's.
        let broken = |error| log::error!("a table of genres cannot be read: {error}");
        let Synonyms { synonyms } =
            toml::from_str(include_str!("../../assets/mood/genres.toml")).map_err(broken).unwrap_or_default();
        let Families { families } = toml::from_str(include_str!("../../assets/mood/families.toml"))
            .map_err(broken)
            .unwrap_or_default();
        let members = families.into_iter().flat_map(|(family, members)| {
            members.into_iter().map(move |member| (tidy(&member), family.clone()))
        });
        Tables {
            synonyms: synonyms.into_iter().map(|(from, to)| (tidy(&from), tidy(&to))).collect(),
            families: members.collect(),
        }
    })
}

/// The one name of a genre, in small letters.
pub fn normal(genre: &str) -> String {
    let tidied = tidy(genre);
    tables().synonyms.get(&tidied).cloned().unwrap_or(tidied)
}

/// All ways to write a genre that are known, its name first.
pub fn spellings(normal: &str) -> Vec<String> {
    let others = tables().synonyms.iter().filter(|(_, name)| *name == normal).map(|(other, _)| other.clone());
    std::iter::once(normal.to_owned()).chain(others).collect()
}

/// The family of a genre: its own, else that of its longest known part, the last of them.
pub fn family(genre: &str) -> Option<&'static str> {
    let normal = normal(genre);
    let words: Vec<&str> = normal.split(' ').collect();
    let known = |part: &[&str]| {
        let name = part.join(" ");
        let name = tables().synonyms.get(&name).unwrap_or(&name);
        tables().families.get(name).map(String::as_str)
    };
    (1..=words.len()).rev().find_map(|length| words.windows(length).rev().find_map(known))
}

/// The genres of a family, in all their spellings; `None`: there is no such family.
pub fn members(family: &str) -> Option<Vec<String>> {
    let wanted = tidy(family);
    let members: Vec<String> = tables()
        .families
        .iter()
        .filter(|(_, name)| tidy(name) == wanted)
        .flat_map(|(member, _)| spellings(member))
        .collect();
    (!members.is_empty()).then_some(members)
}

/// The families, by name.
pub fn families() -> Vec<&'static str> {
    let mut names: Vec<&str> = tables().families.values().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_lead_to_one_name() {
        for genre in ["Hip-Hop", "hip hop", "HipHop", "(7)Hip-Hop"] {
            assert_eq!(normal(genre), "hip hop", "{genre}");
        }
        assert_eq!(normal("DnB"), normal("Drum & Bass"));
        assert!(spellings("drum and bass").contains(&"dnb".to_owned()));
    }

    #[test]
    fn a_style_belongs_where_its_longest_known_part_does() {
        assert_eq!(family("Melodic Death Metal"), Some("metal"));
        assert_eq!(family("Pop Punk"), Some("rock"));
        assert_eq!(family("Symphonic Space Rock"), Some("rock"));
        assert_eq!(family("R&B"), Some("soul and r&b"));
        assert_eq!(family("Qwertycore"), None);
    }

    #[test]
    fn every_genre_with_a_mood_has_one_family_and_every_member_a_mood() {
        #[derive(Deserialize)]
        struct Genres {
            genres: HashMap<String, [f32; 2]>,
        }
        let known: Genres = toml::from_str(include_str!("../../assets/mood/genres.toml")).unwrap();
        for name in known.genres.keys() {
            assert!(tables().families.contains_key(&tidy(name)), "{name} has no family");
        }
        assert_eq!(tables().families.len(), known.genres.len());
        assert!(families().len() > 10 && members("Soul and R&B").is_some() && members("x").is_none());
    }
}
