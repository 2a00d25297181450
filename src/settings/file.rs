//! Settings to and from the text of `settings.toml`.

use std::io;
use std::path::Path;

use serde::Deserialize;

use super::{SCHEMA, Settings};
use crate::affect::Affect;
use crate::language::text;
use crate::notice::{Level, Notice};
use crate::paths::write_privately;

impl Settings {
    /// Reads the file; a missing file gives the defaults. What could not be used is told in the notices.
    pub fn load(path: &Path) -> (Self, Vec<Notice>) {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(error) => {
                let text = text!("settings-unreadable");
                (Self::default(), vec![Notice::new(Level::Warning, text).with_details(error)])
            }
        }
    }

    /// Reads the text of a settings file, field by field.
    pub fn parse(text: &str) -> (Self, Vec<Notice>) {
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let text = text!("settings-damaged");
                return (Self::default(), vec![Notice::new(Level::Warning, text).with_details(error)]);
            }
        };
        let mut reader = Reader { table, notices: Vec::new() };
        reader.drop_bad_places();
        let settings = Self::read(&mut reader);
        (settings, reader.notices)
    }

    /// Writes the file so that a crash cannot damage it; for this user only, as it may hold tokens.
    ///
    /// # Errors
    /// What the system said.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        write_privately(path, self.to_toml().as_bytes())
    }

    /// The text of the settings file.
    pub fn to_toml(&self) -> String {
        let mut table = toml::Table::new();
        table.insert("schema".to_owned(), toml::Value::Integer(SCHEMA));
        self.write(&mut table);
        table.to_string()
    }
}

/// Takes fields out of a table and collects what was wrong with them.
pub(super) struct Reader {
    table: toml::Table,
    notices: Vec<Notice>,
}

impl Reader {
    /// The field's value, or the default where it is missing or cannot be used.
    pub(super) fn field<T: for<'a> Deserialize<'a>>(
        &mut self,
        key: &str,
        default: T,
        valid: impl Fn(&T) -> bool,
    ) -> T {
        let Some(value) = self.table.remove(key) else { return default };
        let shown = value.to_string();
        match value.try_into::<T>() {
            Ok(value) if valid(&value) => value,
            Ok(_) | Err(_) => {
                self.refuse(key, &shown);
                default
            }
        }
    }

    /// One bad place of an emotion must not cost the others.
    fn drop_bad_places(&mut self) {
        let Some(toml::Value::Table(places)) = self.table.get_mut("affect") else { return };
        let mut bad = Vec::new();
        places.retain(|name, value| {
            let place = value.clone().try_into::<Affect>();
            let good = place.is_ok_and(|a| a.valence.abs() <= 1.0 && a.arousal.abs() <= 1.0);
            if !good {
                bad.push((format!("affect.{name}"), value.to_string()));
            }
            good
        });
        for (key, shown) in bad {
            self.refuse(&key, &shown);
        }
    }

    fn refuse(&mut self, key: &str, shown: &str) {
        let text = text!("setting-refused", key = key, shown = shown);
        self.notices.push(Notice::new(Level::Warning, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emotion::Emotion;
    use crate::mood::{Goal, Mode};
    use crate::settings::{Appearance, Change, Consent};

    #[test]
    fn settings_survive_the_file() {
        let mut settings =
            Settings { consent: Consent::Allowed, camera: Some(2), volume: 0.25, ..Settings::default() };
        settings.goal = Goal::Point(Affect::new(0.5, -0.25));
        settings.affect.set(Emotion::Sad, Affect::new(-0.5, -0.5));
        let (read, notices) = Settings::parse(&settings.to_toml());
        assert_eq!(read, settings);
        assert!(notices.is_empty(), "{notices:?}");
    }

    #[test]
    fn one_bad_field_keeps_the_others() {
        let (settings, notices) = Settings::parse("volume = 7.0\nmode = \"lift\"\ncamera = \"left\"\n");
        assert_eq!((settings.volume, settings.mode, settings.camera), (0.8, Mode::Lift, None));
        assert_eq!(notices.len(), 2);
        let told = |key: &str| notices.iter().any(|notice| notice.text.to_string().contains(key));
        assert!(told("camera") && told("volume"), "{notices:?}");
    }

    #[test]
    fn one_bad_place_of_an_emotion_keeps_the_others() {
        let text =
            "[affect]\nsad = { valence = -0.5, arousal = -0.4 }\nhappy = { valence = 9.0, arousal = 0.0 }\n";
        let (settings, notices) = Settings::parse(text);
        assert_eq!(settings.affect.get(Emotion::Sad), Affect::new(-0.5, -0.4));
        assert_eq!(settings.affect.get(Emotion::Happy), Settings::default().affect.get(Emotion::Happy));
        assert!(notices.len() == 1 && notices[0].text.to_string().contains("affect.happy"), "{notices:?}");
    }

    #[test]
    fn a_damaged_file_gives_defaults_and_a_notice() {
        let (settings, notices) = Settings::parse("volume = ");
        assert_eq!(settings, Settings::default());
        assert_eq!(notices.len(), 1);
    }

    #[test]
    fn a_missing_file_is_the_first_run() {
        let (settings, notices) = Settings::load(Path::new("/nonexistent/settings.toml"));
        assert_eq!((settings.consent, notices.len()), (Consent::Unasked, 0));
    }

    #[test]
    fn a_change_out_of_range_or_to_the_same_is_none() {
        let mut settings = Settings::default();
        assert!(!settings.change(Change::Volume(1.5)));
        assert!(!settings.change(Change::Appearance(Appearance::System)));
        assert!(settings.change(Change::Appearance(Appearance::Dark)));
        assert_eq!(settings, Settings { appearance: Appearance::Dark, ..Settings::default() });
    }
}
