//! The messages of each language, read from the compiled-in files when they are first needed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentMessage, FluentResource};
use fluent_syntax::ast::{Entry, Pattern};

use super::{Key, Language, number};

/// The files of a language.
macro_rules! files {
    ($language:literal) => {
        &[
            include_str!(concat!("../../assets/locales/", $language, "/window.ftl")),
            include_str!(concat!("../../assets/locales/", $language, "/library.ftl")),
            include_str!(concat!("../../assets/locales/", $language, "/mood.ftl")),
            include_str!(concat!("../../assets/locales/", $language, "/settings.ftl")),
            include_str!(concat!("../../assets/locales/", $language, "/notices.ftl")),
            include_str!(concat!("../../assets/locales/", $language, "/guide.ftl")),
        ]
    };
}

const fn files(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Pseudo => files!("en"),
        Language::German => files!("de"),
        Language::French => files!("fr"),
        Language::Spanish => files!("es"),
        Language::Russian => files!("ru"),
    }
}

/// All messages of a language.
struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// Those without variables, worded once: what a frame needs most.
    plain: HashMap<String, Plain>,
}

/// A message without variables, and its attributes without.
#[derive(Debug, Default)]
struct Plain {
    value: Option<String>,
    attributes: Vec<(String, String)>,
}

impl Plain {
    fn part(&self, attribute: &str) -> Option<&String> {
        if attribute.is_empty() {
            return self.value.as_ref();
        }
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, words)| words)
    }
}

/// A message without variables.
pub fn plain(language: Language, key: Key) -> &'static str {
    let found = |language: Language| of(language).plain.get(key.id)?.part(key.attribute);
    found(language).or_else(|| found(Language::English)).map_or_else(
        || {
            log::error!("there is no message {key:?} without variables");
            key.id
        },
        String::as_str,
    )
}

/// A message with these variables in it.
pub fn worded(language: Language, key: Key, args: &FluentArgs<'_>) -> String {
    let worded = of(language).worded(key, args);
    let worded = worded.or_else(|| of(Language::English).worded(key, args));
    worded.unwrap_or_else(|| {
        log::error!("there is no message {key:?}");
        key.id.to_owned()
    })
}

fn of(language: Language) -> &'static Catalogue {
    static CATALOGUES: [OnceLock<Catalogue>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    CATALOGUES[language as usize].get_or_init(|| Catalogue::read(language))
}

impl Catalogue {
    fn read(language: Language) -> Self {
        let code = if language == Language::Pseudo { "en" } else { language.code() };
        let mut bundle = FluentBundle::new_concurrent(code.parse().into_iter().collect());
        // Marks around variables, for text that runs both ways, would be drawn as boxes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(number::formatter(language)));
        if language == Language::Pseudo {
            bundle.set_transform(Some(stretched));
        }
        let mut names = Vec::new();
        for file in files(language) {
            // The files are compiled in and tests read them, so nothing is wrong with them at the user's.
            let resource =
                FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, errors)| {
                    log::error!("a file of {code} cannot be read: {errors:?}");
                    resource
                });
            names.extend(resource.entries().filter_map(names_of));
            if let Err(errors) = bundle.add_resource(resource) {
                log::error!("messages of {code} cannot be used: {errors:?}");
            }
        }
        let mut catalogue = Self { language, bundle, plain: HashMap::new() };
        catalogue.plain = names.into_iter().map(|names| catalogue.word_plain(names)).collect();
        catalogue
    }

    fn word_plain(&self, (id, attributes): (String, Vec<String>)) -> (String, Plain) {
        let worded = |attribute: &str| {
            let mut errors = Vec::new();
            self.format(&id, attribute, None, &mut errors).filter(|_| errors.is_empty())
        };
        let attributes = attributes.into_iter().filter_map(|name| worded(&name).map(|words| (name, words)));
        let plain = Plain { value: worded(""), attributes: attributes.collect() };
        (id, plain)
    }

    fn worded(&self, key: Key, args: &FluentArgs<'_>) -> Option<String> {
        let mut errors = Vec::new();
        let worded = self.format(key.id, key.attribute, Some(args), &mut errors);
        if !errors.is_empty() {
            log::warn!("{key:?} in {}: {errors:?}", self.language.code());
        }
        worded
    }

    fn format(
        &self,
        id: &str,
        attribute: &str,
        args: Option<&FluentArgs<'_>>,
        errors: &mut Vec<FluentError>,
    ) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let worded = self.bundle.format_pattern(pattern(&message, attribute)?, args, errors);
        Some(if self.language == Language::Pseudo { format!("[{worded}]") } else { worded.into_owned() })
    }
}

fn pattern<'a>(message: &FluentMessage<'a>, attribute: &str) -> Option<&'a Pattern<&'a str>> {
    if attribute.is_empty() {
        return message.value();
    }
    message.get_attribute(attribute).map(|attribute| attribute.value())
}

/// The id of a message and the names of its attributes.
fn names_of(entry: &Entry<&str>) -> Option<(String, Vec<String>)> {
    let Entry::Message(message) = entry else { return None };
    let attributes = message.attributes.iter().map(|attribute| attribute.id.name.to_owned());
    Some((message.id.name.to_owned(), attributes.collect()))
}

/// Words of the pseudo language: letters with accents, and 40 % more of them.
fn stretched(words: &str) -> Cow<'_, str> {
    const PLAIN: &str = "aceinosuyzACEINOSUYZ";
    const ACCENTED: &str = "áçéîñöšûýžÁÇÉÎÑÖŠÛÝŽ";
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let mut missing = (letters * 2).div_ceil(5);
    let mut out = String::with_capacity(words.len() * 2);
    for letter in words.chars() {
        let accented =
            PLAIN.chars().position(|plain| plain == letter).and_then(|at| ACCENTED.chars().nth(at));
        out.push(accented.unwrap_or(letter));
        if missing > 0 && "aeiouy".contains(letter) {
            missing -= 1;
            out.push(accented.unwrap_or(letter));
        }
    }
    out.extend(std::iter::repeat_n('~', missing));
    Cow::Owned(out)
}
