//! What the user is told: a sentence of what happened and what to do, with details to unfold.

use crate::language::Text;

/// How loud a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Good to know.
    Info,
    /// Something does not work as asked, and Mien goes on.
    Warning,
    /// Something was not done.
    Error,
}

/// One message to the user. Each problem makes one, where it is handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How loud.
    pub level: Level,
    /// What happened and what to do, in plain words.
    pub text: Text,
    /// The technical side, shown on demand; may be empty.
    pub details: String,
}

impl Notice {
    /// A notice with a text and no details.
    pub fn new(level: Level, text: impl Into<Text>) -> Self {
        Self { level, text: text.into(), details: String::new() }
    }

    /// The same with details.
    #[must_use]
    pub fn with_details(self, details: impl std::fmt::Display) -> Self {
        Self { details: details.to_string(), ..self }
    }
}

/// A text as a sentence: with a capital at its beginning and a full stop at its end.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let mut sentence: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    sentence.push_str(chars.as_str());
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_a_capital_and_one_full_stop() {
        assert_eq!(sentence("the disk is full"), "The disk is full.");
        assert_eq!(sentence("Élan."), "Élan.");
        assert_eq!(sentence("what now?"), "What now?");
    }
}
