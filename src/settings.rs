//! What the user chose, kept in `settings.toml`. A bad field falls back to its default with a notice;
//! unknown fields are kept out; the file is never a reason not to start.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::affect::{Affect, AffectTable};
use crate::emotion::Emotion;
use crate::mood::{Goal, Mode};
use crate::notice::{Level, Notice};
use crate::paths::write_atomically;

/// The layout of the file; raised when a field changes its meaning.
pub const SCHEMA: i64 = 1;

/// May the camera be used? Asked once, changed at any time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    /// Not asked yet: the camera stays off.
    #[default]
    Unasked,
    /// The user allowed it.
    Allowed,
    /// The user prefers no camera.
    Declined,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the desktop says.
    #[default]
    System,
    /// Light surfaces.
    Light,
    /// Dark surfaces.
    Dark,
}

/// Which face detector looks at the frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detector {
    /// rustface: SeetaFace, frontal.
    #[default]
    Seeta,
}

/// All settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Camera consent.
    pub consent: Consent,
    /// The camera's number; `None` takes the first that works.
    pub camera: Option<u32>,
    /// Face detector.
    pub detector: Detector,
    /// Match or lift.
    pub mode: Mode,
    /// Where lift leads.
    pub goal: Goal,
    /// Volume, 0..=1.
    pub volume: f32,
    /// Light or dark.
    pub appearance: Appearance,
    /// Where each emotion lies on the plane.
    pub affect: AffectTable,
    /// The demo tracks were imported once; they do not come back after the user removed them.
    pub demo_imported: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            consent: Consent::default(),
            camera: None,
            detector: Detector::default(),
            mode: Mode::default(),
            goal: Goal::default(),
            volume: 0.8,
            appearance: Appearance::default(),
            affect: AffectTable::default(),
            demo_imported: false,
        }
    }
}

impl Settings {
    /// Reads the file; a missing file gives the defaults. What could not be used is told in the notices.
    pub fn load(path: &Path) -> (Self, Vec<Notice>) {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(error) => {
                let text = "The settings could not be read; Mien uses its defaults.";
                (Self::default(), vec![Notice::new(Level::Warning, text).with_details(error)])
            }
        }
    }

    /// Reads the text of a settings file, field by field.
    pub fn parse(text: &str) -> (Self, Vec<Notice>) {
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let text = "The settings file is damaged; Mien uses its defaults.";
                return (Self::default(), vec![Notice::new(Level::Warning, text).with_details(error)]);
            }
        };
        let mut reader = Reader { table, notices: Vec::new() };
        let defaults = Self::default();
        let settings = Self {
            consent: reader.field("consent", defaults.consent, |_| true),
            camera: reader.field("camera", None, |_| true),
            detector: reader.field("detector", defaults.detector, |_| true),
            mode: reader.field("mode", defaults.mode, |_| true),
            goal: reader.field("goal", defaults.goal, |_| true),
            volume: reader.field("volume", defaults.volume, |v| (0.0..=1.0).contains(v)),
            appearance: reader.field("appearance", defaults.appearance, |_| true),
            affect: reader.affect_table(),
            demo_imported: reader.field("demo_imported", false, |_| true),
        };
        (settings, reader.notices)
    }

    /// Writes the file so that a crash cannot damage it.
    ///
    /// # Errors
    /// What the system said.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        write_atomically(path, self.to_toml().as_bytes())
    }

    /// The text of the settings file.
    pub fn to_toml(&self) -> String {
        let mut table = toml::Table::new();
        let mut put = |key: &str, value: Result<toml::Value, toml::ser::Error>| {
            if let Ok(value) = value {
                table.insert(key.to_owned(), value);
            }
        };
        put("schema", Ok(toml::Value::Integer(SCHEMA)));
        put("consent", toml::Value::try_from(self.consent));
        if let Some(camera) = self.camera {
            put("camera", Ok(toml::Value::Integer(i64::from(camera))));
        }
        put("detector", toml::Value::try_from(self.detector));
        put("mode", toml::Value::try_from(self.mode));
        put("goal", toml::Value::try_from(self.goal));
        put("volume", Ok(toml::Value::Float(f64::from(self.volume))));
        put("appearance", toml::Value::try_from(self.appearance));
        put("demo_imported", Ok(toml::Value::Boolean(self.demo_imported)));
        let affect: toml::Table = Emotion::ALL
            .into_iter()
            .filter_map(|e| Some((e.name().to_owned(), toml::Value::try_from(self.affect.get(e)).ok()?)))
            .collect();
        put("affect", Ok(toml::Value::Table(affect)));
        table.to_string()
    }
}

/// Takes fields out of a table and collects what was wrong with them.
struct Reader {
    table: toml::Table,
    notices: Vec<Notice>,
}

impl Reader {
    fn field<T: for<'a> Deserialize<'a>>(&mut self, key: &str, default: T, valid: impl Fn(&T) -> bool) -> T {
        let Some(value) = self.table.remove(key) else { return default };
        self.value(key, value, default, valid)
    }

    fn value<T: for<'a> Deserialize<'a>>(
        &mut self,
        key: &str,
        value: toml::Value,
        default: T,
        valid: impl Fn(&T) -> bool,
    ) -> T {
        let shown = value.to_string();
        match value.try_into::<T>() {
            Ok(value) if valid(&value) => value,
            Ok(_) | Err(_) => {
                let text = format!("The setting {key} = {shown} cannot be used; Mien uses its default.");
                self.notices.push(Notice::new(Level::Warning, text));
                default
            }
        }
    }

    fn affect_table(&mut self) -> AffectTable {
        let mut places = AffectTable::default();
        let rows: toml::Table = self.field("affect", toml::Table::new(), |_| true);
        for (name, value) in rows {
            let Ok(emotion) = name.parse::<Emotion>() else { continue };
            let in_plane = |a: &Affect| a.valence.abs() <= 1.0 && a.arousal.abs() <= 1.0;
            let place = self.value(&format!("affect.{name}"), value, places.get(emotion), in_plane);
            places.set(emotion, place);
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_the_file() {
        let mut settings =
            Settings { consent: Consent::Allowed, camera: Some(2), volume: 0.25, ..Settings::default() };
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
        assert!(notices[0].text.contains("camera") && notices[1].text.contains("volume"), "{notices:?}");
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
}
