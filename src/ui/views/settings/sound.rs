//! How music sounds: levels, transitions, equaliser, balance, speed.

use egui::Ui;

use super::controls::{self, Gives, Range};
use super::{Place, Row, Section};
use crate::language::{self, key, t};
use crate::settings::Change;
use crate::sound::{BANDS, BANDS_HZ, Equalizer, Loudness, MAX_CROSSFADE_SECS, MAX_GAIN_DB, PRESETS, SPEEDS};
use crate::ui::theme::STEP;
use crate::ui::views::Scene;
use crate::ui::widgets::switch::switch;
use crate::ui::words;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-sound"),
    rows: &[
        Row {
            key: key!("sound-level-loudness"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Loudness::Smart, t!("sound-smart")),
                    (Loudness::Track, t!("sound-track")),
                    (Loudness::Album, t!("sound-album")),
                    (Loudness::Off, t!("sound-off")),
                ];
                let current = scene.model.settings.loudness;
                controls::choice(ui, scene, name, &choices, current, Change::Loudness);
            },
        },
        Row {
            key: key!("sound-pre-amplifier"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let current = scene.model.settings.loudness_pre_amp_db;
                let moved = controls::number(ui, scene.theme, name, GAIN, current, Gives::WhileDragged);
                send(scene, moved.map(Change::LoudnessPreAmp));
            },
        },
        Row {
            key: key!("sound-prevent-clipping"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.prevent_clipping;
                controls::toggle(ui, scene, name, on, Change::PreventClipping);
            },
        },
        Row {
            key: key!("sound-crossfade"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let text = |secs: f32| {
                    if secs > 0.0 {
                        t!("seconds", count = language::decimal(secs.into(), 1))
                    } else {
                        t!("sound-off").to_owned()
                    }
                };
                let range = Range { ends: (0.0, MAX_CROSSFADE_SECS), step: 0.5, text };
                let current = scene.model.settings.crossfade_secs;
                let moved = controls::number(ui, scene.theme, name, range, current, Gives::WhenReleased);
                send(scene, moved.map(Change::Crossfade));
            },
        },
        Row {
            key: key!("sound-leave-out-silence"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.trim_silence;
                controls::toggle(ui, scene, name, on, Change::TrimSilence);
            },
        },
        Row { key: key!("sound-equaliser"), place: Place::Below, control: equaliser },
        Row {
            key: key!("sound-balance"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let range = Range { ends: (-1.0, 1.0), step: 0.05, text: side };
                let current = scene.model.settings.balance;
                let moved = controls::number(ui, scene.theme, name, range, current, Gives::WhileDragged);
                send(scene, moved.map(Change::Balance));
            },
        },
        Row {
            key: key!("sound-speed"),
            place: Place::Beside,
            control: |ui, scene, name| {
                let text = |speed: f32| format!("{}×", language::decimal(speed.into(), 2));
                let range = Range { ends: (*SPEEDS.start(), *SPEEDS.end()), step: 0.05, text };
                let current = scene.model.settings.speed;
                let moved = controls::number(ui, scene.theme, name, range, current, Gives::WhenReleased);
                send(scene, moved.map(Change::Speed));
            },
        },
    ],
};

const GAIN: Range = Range { ends: (-MAX_GAIN_DB, MAX_GAIN_DB), step: 0.5, text: decibels };

fn send(scene: &mut Scene<'_>, change: Option<Change>) {
    if let Some(change) = change {
        controls::change(scene, change);
    }
}

fn decibels(gain: f32) -> String {
    if gain == 0.0 { "0 dB".to_owned() } else { format!("{} dB", words::signed(gain, 1)) }
}

fn side(balance: f32) -> String {
    let percent = (balance.abs() * 100.0).round();
    match balance {
        b if b < -0.001 => t!("sound-left", percent = percent as i64),
        b if b > 0.001 => t!("sound-right", percent = percent as i64),
        _ => t!("sound-middle").to_owned(),
    }
}

fn hertz(hertz: f32) -> String {
    if hertz >= 1000.0 { format!("{} kHz", short(hertz / 1000.0)) } else { format!("{} Hz", short(hertz)) }
}

/// With a fraction only where there is one.
fn short(number: f32) -> String {
    language::decimal(number.into(), usize::from(number.fract() > 0.0))
}

/// The switch, and the rest once it is on.
fn equaliser(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let theme = scene.theme;
    let mut setting = scene.model.settings.equalizer;
    controls::labelled(ui, theme, t!("sound-use"), |ui| {
        if let Some(on) = switch(ui, theme, name, setting.on) {
            setting.on = on;
        }
    });
    if setting.on {
        bands(ui, scene, name, &mut setting);
    }
    if setting != scene.model.settings.equalizer {
        controls::change(scene, Change::Equalizer(setting));
    }
}

#[allow(clippy::needless_range_loop, reason = "two tables are walked by one index")]
#[allow(clippy::float_cmp, reason = "neutral values are set exactly, so they are compared exactly")]
fn bands(ui: &mut Ui, scene: &Scene<'_>, name: &str, setting: &mut Equalizer) {
    let theme = scene.theme;
    ui.add_space(STEP);
    controls::labelled(ui, theme, t!("sound-preset"), |ui| {
        let is = |preset: &crate::sound::Preset| {
            preset.bands_db == setting.bands_db && preset.pre_amp_db == setting.pre_amp_db
        };
        let current = PRESETS.iter().position(is).unwrap_or(PRESETS.len());
        let shown = PRESETS.get(current).map_or(t!("sound-own"), |preset| preset.name.shown());
        let choices: Vec<(usize, &str)> =
            PRESETS.iter().map(|preset| preset.name.shown()).enumerate().collect();
        let chosen = controls::pick(ui, theme, &t!("sound-preset-of", name = name), shown, &choices, current);
        if let Some(preset) = chosen.and_then(|index| PRESETS.get(index)) {
            (setting.pre_amp_db, setting.bands_db) = (preset.pre_amp_db, preset.bands_db);
        }
    });
    gain_row(ui, scene, t!("sound-pre-amplifier"), &mut setting.pre_amp_db);
    for band in 0..BANDS {
        gain_row(ui, scene, &hertz(BANDS_HZ[band]), &mut setting.bands_db[band]);
    }
}

fn gain_row(ui: &mut Ui, scene: &Scene<'_>, label: &str, gain: &mut f32) {
    let theme = scene.theme;
    ui.push_id(label, |ui| {
        controls::labelled(ui, theme, label, |ui| {
            let name = t!("sound-band", band = label);
            if let Some(value) = controls::number(ui, theme, &name, GAIN, *gain, Gives::WhileDragged) {
                *gain = value;
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_well() {
        assert_eq!((decibels(0.0), decibels(-3.5)), ("0 dB".to_owned(), "-3.5 dB".to_owned()));
        assert_eq!([side(0.0), side(-0.25), side(1.0)], ["Middle", "Left 25 %", "Right 100 %"]);
        assert_eq!([hertz(31.5), hertz(16_000.0)], ["31.5 Hz", "16 kHz"]);
    }
}
