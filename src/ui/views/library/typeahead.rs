//! Typing in a list without a field: letters in quick succession are the beginning of what is looked for.

use egui::{Event, Ui};

/// After so long a pause, another letter begins anew, in seconds.
const PAUSE_SECS: f64 = 1.0;

/// What was typed last.
#[derive(Clone, Debug, Default)]
pub struct TypeAhead {
    typed: String,
    at_secs: f64,
}

impl TypeAhead {
    /// Takes in what was typed in this frame; gives all of it, in lower case, when there is something new.
    pub fn take(&mut self, ui: &Ui) -> Option<&str> {
        let (now, new) = ui.input(|input| {
            let texts = input.events.iter().filter_map(|event| {
                let Event::Text(text) = event else { return None };
                (!input.modifiers.ctrl && !input.modifiers.alt).then_some(text.as_str())
            });
            (input.time, texts.collect::<String>())
        });
        self.push(&new, now).then_some(self.typed.as_str())
    }

    /// A word is being typed: a space belongs to it.
    pub fn is_typing(&self, ui: &Ui) -> bool {
        !self.typed.is_empty() && ui.input(|input| input.time) - self.at_secs < PAUSE_SECS
    }

    fn push(&mut self, new: &str, now_secs: f64) -> bool {
        if now_secs - self.at_secs >= PAUSE_SECS {
            self.typed.clear();
        }
        // What begins otherwise is a key, not a name.
        let begins = !self.typed.is_empty() || new.starts_with(char::is_alphanumeric);
        if new.is_empty() || !begins {
            return false;
        }
        self.typed.push_str(&new.to_lowercase());
        self.at_secs = now_secs;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_belong_together_until_a_pause() {
        let mut ahead = TypeAhead::default();
        assert!(ahead.push("P", 10.0) && ahead.push("a", 10.4) && ahead.push(" ", 10.9));
        assert_eq!(ahead.typed, "pa ");
        assert!(!ahead.push("", 11.0));
        assert!(ahead.push("N", 12.0));
        assert_eq!(ahead.typed, "n");
        assert!(!ahead.push("?", 14.0) && !ahead.push(" ", 14.0));
    }
}
