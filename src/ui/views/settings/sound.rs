//! How music sounds: levels, transitions, equaliser, balance, speed.

use egui::Ui;

use super::controls::{self, Gives, Range};
use super::{Place, Row, Section};
use crate::settings::Change;
use crate::sound::{BANDS, BANDS_HZ, Equalizer, Loudness, MAX_CROSSFADE_SECS, MAX_GAIN_DB, PRESETS, SPEEDS};
use crate::ui::theme::STEP;
use crate::ui::views::Scene;
use crate::ui::widgets::switch::switch;

/// The section.
pub const SECTION: Section = Section {
    name: "Sound",
    rows: &[
        Row {
            name: "Level loudness",
            about: "Plays quiet and loud recordings equally loud, by their tags or by what Mien measured.",
            words: "replaygain r128 volume normalise normalize",
            place: Place::Beside,
            control: |ui, scene, name| {
                let choices = [
                    (Loudness::Smart, "Albums as a whole"),
                    (Loudness::Track, "Each track"),
                    (Loudness::Album, "Each album"),
                    (Loudness::Off, "Off"),
                ];
                let current = scene.model.settings.loudness;
                controls::choice(ui, scene, name, &choices, current, Change::Loudness);
            },
        },
        Row {
            name: "Pre-amplifier",
            about: "Makes everything that is levelled louder or quieter.",
            words: "gain replaygain preamp",
            place: Place::Beside,
            control: |ui, scene, name| {
                let current = scene.model.settings.loudness_pre_amp_db;
                let moved = controls::number(ui, scene.theme, name, GAIN, current, Gives::WhileDragged);
                send(scene, moved.map(Change::LoudnessPreAmp));
            },
        },
        Row {
            name: "Prevent clipping",
            about: "Levelling never makes a track so loud that its peaks distort.",
            words: "limiter peak distortion",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.prevent_clipping;
                controls::toggle(ui, scene, name, on, Change::PreventClipping);
            },
        },
        Row {
            name: "Crossfade",
            about: "One track fades into the next, also when you skip; consecutive tracks of an album never do.",
            words: "transition gapless overlap",
            place: Place::Beside,
            control: |ui, scene, name| {
                let text = |secs: f32| if secs > 0.0 { format!("{secs:.1} s") } else { "Off".to_owned() };
                let range = Range { ends: (0.0, MAX_CROSSFADE_SECS), step: 0.5, text };
                let current = scene.model.settings.crossfade_secs;
                let moved = controls::number(ui, scene.theme, name, range, current, Gives::WhenReleased);
                send(scene, moved.map(Change::Crossfade));
            },
        },
        Row {
            name: "Leave out silence",
            about: "Skips silence where one track follows another, except within an album.",
            words: "trim gap pause",
            place: Place::Beside,
            control: |ui, scene, name| {
                let on = scene.model.settings.trim_silence;
                controls::toggle(ui, scene, name, on, Change::TrimSilence);
            },
        },
        Row {
            name: "Equaliser",
            about: "Lifts or lowers parts of the sound, from bass to treble.",
            words: "equalizer eq bass treble preset tone",
            place: Place::Below,
            control: equaliser,
        },
        Row {
            name: "Balance",
            about: "Moves the sound to the left or to the right.",
            words: "left right pan stereo",
            place: Place::Beside,
            control: |ui, scene, name| {
                let range = Range { ends: (-1.0, 1.0), step: 0.05, text: side };
                let current = scene.model.settings.balance;
                let moved = controls::number(ui, scene.theme, name, range, current, Gives::WhileDragged);
                send(scene, moved.map(Change::Balance));
            },
        },
        Row {
            name: "Speed",
            about: "Plays faster or slower at the same pitch.",
            words: "tempo rate slow fast",
            place: Place::Beside,
            control: |ui, scene, name| {
                let text = |speed: f32| format!("{speed:.2}×");
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
    if gain == 0.0 { "0 dB".to_owned() } else { format!("{gain:+.1} dB") }
}

fn side(balance: f32) -> String {
    let percent = (balance.abs() * 100.0).round();
    match balance {
        b if b < -0.001 => format!("Left {percent} %"),
        b if b > 0.001 => format!("Right {percent} %"),
        _ => "Middle".to_owned(),
    }
}

fn hertz(hertz: f32) -> String {
    if hertz >= 1000.0 { format!("{} kHz", hertz / 1000.0) } else { format!("{hertz} Hz") }
}

/// The switch, and the rest once it is on.
fn equaliser(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let theme = scene.theme;
    let mut setting = scene.model.settings.equalizer;
    controls::labelled(ui, theme, "Use it", |ui| {
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
    controls::labelled(ui, theme, "Preset", |ui| {
        let is = |preset: &crate::sound::Preset| {
            preset.bands_db == setting.bands_db && preset.pre_amp_db == setting.pre_amp_db
        };
        let current = PRESETS.iter().position(is).unwrap_or(PRESETS.len());
        let shown = PRESETS.get(current).map_or("Your own", |preset| preset.name);
        let choices: Vec<(usize, &str)> = PRESETS.iter().map(|preset| preset.name).enumerate().collect();
        let chosen = controls::pick(ui, theme, &format!("{name} preset"), shown, &choices, current);
        if let Some(preset) = chosen.and_then(|index| PRESETS.get(index)) {
            (setting.pre_amp_db, setting.bands_db) = (preset.pre_amp_db, preset.bands_db);
        }
    });
    gain_row(ui, scene, "Pre-amplifier", &mut setting.pre_amp_db);
    for band in 0..BANDS {
        gain_row(ui, scene, &hertz(BANDS_HZ[band]), &mut setting.bands_db[band]);
    }
}

fn gain_row(ui: &mut Ui, scene: &Scene<'_>, label: &str, gain: &mut f32) {
    let theme = scene.theme;
    ui.push_id(label, |ui| {
        controls::labelled(ui, theme, label, |ui| {
            let name = format!("Equaliser {label}");
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
