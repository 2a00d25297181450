//! Listening to the library.

use egui::Ui;

use super::{Place, Row, Section};
use crate::engine::{Command, Listening};
use crate::settings::Change;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, size};
use crate::ui::views::Scene;
use crate::ui::widgets::switch::switch;
use crate::ui::widgets::text;

/// The section.
pub const SECTION: Section = Section {
    name: "Mood of the music",
    rows: &[Row {
        name: "Listen in the background",
        about: "Mien listens to your music on this machine to tell how it feels. It takes only what other programs leave, and \
                waits while the machine runs on its battery.",
        words: "analyse analyze analysis mood bpm key energy battery pause",
        place: Place::Below,
        control: listen,
    }],
};

fn listen(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let on = scene.model.settings.listen_in_background;
    if let Some(on) = switch(ui, scene.theme, name, on) {
        scene.actions.send(Command::Change(Change::ListenInBackground(on)));
    }
    ui.add_space(STEP * 2.0);
    let told = if on { progress(scene.model.listening.as_ref()) } else { "Switched off.".to_owned() };
    let theme = scene.theme;
    text::paragraph(ui, text::rich(&told, Weight::Regular, size::SMALL, theme.dim));
}

/// How far it is, in words.
fn progress(listening: Option<&Listening>) -> String {
    let Some(state) = listening else {
        return "Everything in the library has been heard, or will be in a moment.".to_owned();
    };
    let heard = format!("{} of {} tracks heard", state.finished, state.all);
    match (state.paused, state.left.map(|left| left.as_secs())) {
        (true, _) => format!("{heard}; waiting until the machine is plugged in."),
        (false, None) => format!("{heard}."),
        (false, Some(seconds @ 0..=89)) => format!("{heard}, about {seconds} seconds left."),
        (false, Some(seconds @ 90..=7199)) => format!("{heard}, about {} minutes left.", (seconds + 30) / 60),
        (false, Some(seconds)) => format!("{heard}, about {} hours left.", (seconds + 1800) / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn progress_tells_what_is_left_and_why_it_waits() {
        let state = Listening { finished: 3, all: 9, left: Some(Duration::from_mins(10)), paused: false };
        assert_eq!(progress(Some(&state)), "3 of 9 tracks heard, about 10 minutes left.");
        assert!(progress(Some(&Listening { paused: true, ..state })).contains("plugged in"));
    }
}
