//! Orders of a list of tracks.

use serde::{Deserialize, Serialize};

use super::field::Number;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SortKey {
    /// The best match first; without words as [`SortKey::Artist`]; in a playlist as it is arranged.
    #[default]
    Best,
    /// Artist, album, disc, number.
    Artist,
    /// Title.
    Title,
    /// Album.
    Album,
    /// Genre.
    Genre,
    /// The file's path.
    Path,
    /// Year of release.
    Year,
    /// Stars.
    Rating,
    /// Times played.
    Plays,
    /// Times skipped.
    Skips,
    /// Length.
    Length,
    /// Beats a minute.
    Bpm,
    /// Time of the import.
    Added,
    /// Time of the last play.
    Played,
    /// From unpleasant to pleasant.
    Valence,
    /// From quiet to excited.
    Arousal,
    /// In no order; another one each day.
    Random,
}

/// An order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// The largest or last first.
    pub descending: bool,
}

impl SortKey {
    /// All keys, with their names on the command line and in files.
    pub const NAMES: [(&'static str, Self); 17] = [
        ("best", Self::Best),
        ("artist", Self::Artist),
        ("title", Self::Title),
        ("album", Self::Album),
        ("genre", Self::Genre),
        ("path", Self::Path),
        ("year", Self::Year),
        ("rating", Self::Rating),
        ("plays", Self::Plays),
        ("skips", Self::Skips),
        ("length", Self::Length),
        ("bpm", Self::Bpm),
        ("added", Self::Added),
        ("played", Self::Played),
        ("valence", Self::Valence),
        ("arousal", Self::Arousal),
        ("random", Self::Random),
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, key)| *key == self).map_or("best", |(name, _)| name)
    }

    /// The key of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, key)| *key)
    }

    /// The column sorted by, where it is text.
    pub(super) const fn text_column(self) -> Option<&'static str> {
        match self {
            Self::Title => Some("title"),
            Self::Album => Some("album"),
            Self::Genre => Some("genre"),
            Self::Path => Some("path"),
            Self::Best
            | Self::Artist
            | Self::Year
            | Self::Rating
            | Self::Plays
            | Self::Skips
            | Self::Length
            | Self::Bpm
            | Self::Added
            | Self::Played
            | Self::Valence
            | Self::Arousal
            | Self::Random => None,
        }
    }

    /// The number sorted by, where it is one.
    pub(super) const fn number(self) -> Option<Number> {
        match self {
            Self::Year => Some(Number::Year),
            Self::Rating => Some(Number::Rating),
            Self::Plays => Some(Number::Plays),
            Self::Skips => Some(Number::Skips),
            Self::Length => Some(Number::Length),
            Self::Bpm => Some(Number::Bpm),
            Self::Added => Some(Number::Added),
            Self::Played => Some(Number::Played),
            Self::Valence => Some(Number::Valence),
            Self::Arousal => Some(Number::Arousal),
            Self::Best
            | Self::Artist
            | Self::Title
            | Self::Album
            | Self::Genre
            | Self::Path
            | Self::Random => None,
        }
    }
}

impl std::str::FromStr for Sort {
    type Err = String;

    /// A key, with a minus before it for the other way round: `-added`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let names = || SortKey::NAMES.map(|(name, _)| name).join(", ");
        let key =
            SortKey::named(name).ok_or_else(|| format!("\"{name}\" is no order; use one of {}", names()))?;
        Ok(Self { key, descending })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let minus = if self.descending { "-" } else { "" };
        write!(f, "{minus}{}", self.key.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_written_as_they_are_read() {
        for (_, key) in SortKey::NAMES {
            for descending in [false, true] {
                let sort = Sort { key, descending };
                assert_eq!(sort.to_string().parse(), Ok(sort));
            }
        }
        assert!("sideways".parse::<Sort>().unwrap_err().contains("artist"));
    }
}
