//! A message that is kept, and worded when it is shown.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentValue};
use serde::{Serialize, Serializer};

use super::{Key, Language, catalogue, current};

/// Words to be shown later, in the language spoken then. As [`Display`](fmt::Display) and in JSON they are English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A message and what stands in for its variables.
    Message(Key, Vec<(&'static str, Arg)>),
    /// Words of others, which have no translation: a name, an error of the system.
    Plain(String),
}

/// What stands in for a variable of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A whole number: it is grouped, and chooses the plural.
    Number(i64),
    /// Words, to be worded themselves.
    Text(Text),
}

impl Text {
    /// A message without variables. Use [`text!`](super::text).
    #[doc(hidden)]
    pub const fn new(key: Key) -> Self {
        Self::Message(key, Vec::new())
    }

    /// The same with a variable.
    #[must_use]
    #[doc(hidden)]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        if let Self::Message(_, args) = &mut self {
            args.push((name, value.into()));
        }
        self
    }

    /// There is nothing to say.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Plain(words) if words.is_empty())
    }

    /// The words in the language spoken now.
    pub fn shown(&self) -> String {
        self.in_language(current())
    }

    /// The words in a language.
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Plain(words) => words.clone(),
            Self::Message(key, args) if args.is_empty() => catalogue::plain(language, *key).to_owned(),
            Self::Message(key, args) => {
                let mut fluent = FluentArgs::with_capacity(args.len());
                for (name, arg) in args {
                    fluent.set(*name, arg.value(language));
                }
                catalogue::worded(language, *key, &fluent)
            }
        }
    }
}

impl Arg {
    fn value(&self, language: Language) -> FluentValue<'static> {
        match self {
            Self::Number(number) => FluentValue::from(*number),
            Self::Text(text) => FluentValue::from(text.in_language(language)),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<Key> for Text {
    fn from(key: Key) -> Self {
        Self::new(key)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::Plain(words)
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

impl From<&String> for Text {
    fn from(words: &String) -> Self {
        Self::Plain(words.clone())
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

macro_rules! words {
    ($($words:ty),*) => {
        $(impl From<$words> for Arg {
            fn from(words: $words) -> Self {
                Self::Text(words.into())
            }
        })*
    };
}

words!(Text, &Text, Key, &str, String, &String);

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(number as i64)
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

#[cfg(test)]
mod tests {
    use crate::language::{Language, text};

    #[test]
    fn plurals_follow_the_language() {
        let tracks = |count: usize, language| text!("tracks", count = count).in_language(language);
        assert_eq!(tracks(1, Language::English), "1 track");
        assert_eq!(tracks(2000, Language::English), "2,000 tracks");
        assert_eq!(tracks(0, Language::French), "0 titre");
        assert_eq!(tracks(1, Language::Russian), "1 трек");
        assert_eq!(tracks(23, Language::Russian), "23 трека");
        assert_eq!(tracks(11, Language::Russian), "11 треков");
        assert_eq!(tracks(1_250_000, Language::German), "1.250.000 Titel");
    }

    #[test]
    fn words_of_others_stay() {
        let text = super::Text::from("Ça ira");
        assert_eq!(text.in_language(Language::Russian), "Ça ira");
    }

    #[test]
    fn the_pseudo_language_is_longer_and_marked() {
        let pseudo = text!("nothing-playing").in_language(Language::Pseudo);
        let english = text!("nothing-playing").to_string();
        assert!(pseudo.starts_with('[') && pseudo.ends_with(']'), "{pseudo}");
        assert!(pseudo.chars().count() * 10 >= english.chars().count() * 14, "{pseudo}");
    }
}
