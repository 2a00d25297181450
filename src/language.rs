//! The words of the window, in the language its listener chose: the only place where a sentence is looked up.
//!
//! Sentences are messages of [Fluent](https://projectfluent.org) in `assets/locales/<language>/*.ftl`, compiled in. A
//! message has an id, such as `play`, and may have attributes, such as `play.hint`; both are keys.
//! - [`t!`] gives a message in the language of now: without variables a `&'static str`, which costs a look-up and no
//!   more, with variables a `String`.
//! - [`text!`] gives a [`Text`], which is kept and worded anew whenever it is shown; what the engine tells is of this
//!   kind. As `Display` it is English, for the command line, the API and the log.
//! - [`key!`] gives a [`Key`], for tables.
//!
//! What is not yet translated appears in English. Knows nothing of windows: whoever opens one says
//! [`speak`]; without one everything stays English, as the command line does.

mod catalogue;
mod number;
mod text;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

pub use number::{count, decimal};
pub use text::{Arg, Text};

/// A language the window can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// The one that is always complete.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Deutsch.
    #[serde(rename = "de")]
    German,
    /// Français.
    #[serde(rename = "fr")]
    French,
    /// Español.
    #[serde(rename = "es")]
    Spanish,
    /// Русский.
    #[serde(rename = "ru")]
    Russian,
    /// English with accents, in brackets and 40 % longer: shows what is not translated, and what is cut off. Offered to
    /// nobody; `language = "pseudo"` in `settings.toml` chooses it.
    #[serde(rename = "pseudo")]
    Pseudo,
}

impl Language {
    /// The languages offered.
    pub const OFFERED: [Self; 5] = [Self::English, Self::German, Self::French, Self::Spanish, Self::Russian];

    const ALL: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Russian, Self::Pseudo];

    /// Its code in files: ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Russian => "ru",
            Self::Pseudo => "pseudo",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Russian => "Русский",
            Self::Pseudo => "[Þšéûðö]",
        }
    }

    /// The first of these locales (`de-AT`, `ru_RU.UTF-8`) that is offered.
    fn of_locales(locales: impl IntoIterator<Item = String>) -> Option<Self> {
        locales.into_iter().find_map(|locale| {
            let code = locale.split(['-', '_', '.']).next()?.to_lowercase();
            Self::OFFERED.into_iter().find(|language| language.code() == code)
        })
    }
}

/// The language spoken now, as a place in [`Language::ALL`].
static CURRENT: AtomicUsize = AtomicUsize::new(0);
static DESKTOP: OnceLock<Language> = OnceLock::new();

/// Asks the desktop for its language, which [`speak`] uses where none was chosen. For whoever opens a window, once:
/// without this call the desktop counts as English, so that tests say the same everywhere.
pub fn ask_desktop() {
    let _asked = DESKTOP.set(Language::of_locales(sys_locale::get_locales()).unwrap_or_default());
}

/// Speaks a language from now on; `None`: that of the desktop.
pub fn speak(chosen: Option<Language>) {
    let language = chosen.unwrap_or_else(|| DESKTOP.get().copied().unwrap_or_default());
    CURRENT.store(language as usize, Ordering::Relaxed);
}

/// The language spoken now.
pub fn current() -> Language {
    Language::ALL.get(CURRENT.load(Ordering::Relaxed)).copied().unwrap_or_default()
}

/// The name of a message, or of an attribute of one: `play`, `play.hint`. Made by [`key!`], which a test reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    id: &'static str,
    attribute: &'static str,
}

impl Key {
    /// Takes a key apart. Use [`key!`].
    #[doc(hidden)]
    pub const fn new(full: &'static str) -> Self {
        let mut at = 0;
        while at < full.len() {
            if full.as_bytes()[at] == b'.' {
                let (id, rest) = full.split_at(at);
                return Self { id, attribute: rest.split_at(1).1 };
            }
            at += 1;
        }
        Self { id: full, attribute: "" }
    }

    /// The message's id.
    pub const fn id(self) -> &'static str {
        self.id
    }

    /// An attribute of the same message.
    #[must_use]
    pub const fn with(self, attribute: &'static str) -> Self {
        Self { id: self.id, attribute }
    }

    /// The message in the language spoken now; it must have no variables.
    pub fn shown(self) -> &'static str {
        catalogue::plain(current(), self)
    }

    /// The same in English.
    pub fn english(self) -> &'static str {
        catalogue::plain(Language::English, self)
    }
}

/// The key of a message.
#[macro_export]
macro_rules! __key {
    ($key:literal) => {
        const { $crate::language::Key::new($key) }
    };
}

/// A message in the language spoken now: `t!("play")`, `t!("tracks-added", count = added, name = &name)`.
#[macro_export]
macro_rules! __t {
    ($key:literal) => {
        $crate::language::key!($key).shown()
    };
    ($key:literal, $($arg:tt)+) => {
        $crate::language::text!($key, $($arg)+).shown()
    };
}

/// A message that is worded when it is shown, as [`Text`]: `text!("tracks-added", count = added)`.
#[macro_export]
macro_rules! __text {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::language::Text::new($crate::language::key!($key))
            $(.with(stringify!($name), $value))*
    };
}

pub use crate::{__key as key, __t as t, __text as text};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_choose_the_first_language_that_is_offered() {
        let of = |locales: &[&str]| Language::of_locales(locales.iter().map(|l| (*l).to_owned()));
        assert_eq!(of(&["de-AT"]), Some(Language::German));
        assert_eq!(of(&["ru_RU.UTF-8"]), Some(Language::Russian));
        assert_eq!(of(&["nl-NL", "fr", "en"]), Some(Language::French));
        assert_eq!(of(&["C", "xx"]), None);
    }

    #[test]
    fn keys_have_an_id_and_maybe_an_attribute() {
        assert_eq!(Key::new("play.hint"), Key { id: "play", attribute: "hint" });
        assert_eq!(Key::new("play").with("hint"), Key::new("play.hint"));
    }

    #[test]
    fn every_language_has_its_own_place() {
        for (at, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, at);
        }
    }
}
