//! The fields of the query language.

/// Columns of text in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// Title.
    Title,
    /// Artist or album artist.
    Artist,
    /// Album.
    Album,
    /// Genre.
    Genre,
}

impl TextField {
    /// The columns of the table.
    pub const fn table_columns(self) -> [&'static str; 2] {
        match self {
            Self::Title => ["track.title", "NULL"],
            Self::Artist => ["track.artist", "track.album_artist"],
            Self::Album => ["track.album", "NULL"],
            Self::Genre => ["track.genre", "NULL"],
        }
    }

    /// The columns of the index, for FTS5.
    pub const fn columns(self) -> &'static str {
        match self {
            Self::Title => "{title}",
            Self::Artist => "{artist album_artist}",
            Self::Album => "{album}",
            Self::Genre => "{genre}",
        }
    }
}

/// Fields with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::enum_variant_names, reason = "the names are those of the columns")]
pub enum Number {
    /// Year of release.
    Year,
    /// Stars, 0 to 5.
    Rating,
    /// Beats a minute.
    Bpm,
    /// Seconds.
    Length,
    /// Times played.
    Plays,
    /// Times skipped.
    Skips,
    /// Number on the disc.
    TrackNumber,
    /// Number of the disc.
    Disc,
    /// Unpleasant -1 to pleasant 1.
    Valence,
    /// Quiet -1 to excited 1.
    Arousal,
    /// Unix time of the import.
    Added,
    /// Unix time of the last play.
    Played,
}

/// Fields that are so or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Liked.
    Liked,
    /// Disliked.
    Disliked,
    /// The file is gone.
    Missing,
    /// There is a cover.
    Cover,
}

/// A field of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Words.
    Text(TextField),
    /// A number or a range.
    Number(Number),
    /// Yes or no.
    Flag(Flag),
    /// A word for a mood.
    Mood,
    /// A family of genres.
    Family,
    /// A part of the path.
    Path,
}

/// Names of the fields and an example of each, for the help. The first name of a field is the one shown.
pub const FIELDS: [(&str, Field, &str); 32] = [
    ("title", Field::Text(TextField::Title), "title:moon"),
    ("artist", Field::Text(TextField::Artist), "artist:\"miles davis\""),
    ("album", Field::Text(TextField::Album), "album:blue"),
    ("genre", Field::Text(TextField::Genre), "genre:jazz"),
    ("family", Field::Family, "family:metal"),
    ("year", Field::Number(Number::Year), "year:1990..1999"),
    ("mood", Field::Mood, "mood:calm"),
    ("rating", Field::Number(Number::Rating), "rating:>=4"),
    ("liked", Field::Flag(Flag::Liked), "liked:yes"),
    ("plays", Field::Number(Number::Plays), "plays:0"),
    ("skips", Field::Number(Number::Skips), "skips:>3"),
    ("added", Field::Number(Number::Added), "added:<30d"),
    ("played", Field::Number(Number::Played), "played:>1y"),
    ("length", Field::Number(Number::Length), "length:<3m"),
    ("bpm", Field::Number(Number::Bpm), "bpm:118..124"),
    ("valence", Field::Number(Number::Valence), "valence:>0.5"),
    ("arousal", Field::Number(Number::Arousal), "arousal:<0"),
    ("path", Field::Path, "path:concerts"),
    ("track", Field::Number(Number::TrackNumber), "track:1"),
    ("disc", Field::Number(Number::Disc), "disc:2"),
    ("disliked", Field::Flag(Flag::Disliked), "disliked:yes"),
    ("missing", Field::Flag(Flag::Missing), "missing:yes"),
    ("cover", Field::Flag(Flag::Cover), "cover:no"),
    ("albumartist", Field::Text(TextField::Artist), ""),
    ("name", Field::Text(TextField::Title), ""),
    ("date", Field::Number(Number::Year), ""),
    ("stars", Field::Number(Number::Rating), ""),
    ("duration", Field::Number(Number::Length), ""),
    ("tempo", Field::Number(Number::Bpm), ""),
    ("like", Field::Flag(Flag::Liked), ""),
    ("file", Field::Path, ""),
    ("folder", Field::Path, ""),
];

/// The field of this name.
pub fn named(name: &str) -> Option<Field> {
    FIELDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).map(|(_, field, _)| *field)
}

/// The field's name and an example of its use.
pub fn example(field: Field) -> (&'static str, &'static str) {
    FIELDS.iter().find(|(_, known, _)| *known == field).map_or(("", ""), |(name, _, example)| (name, example))
}
