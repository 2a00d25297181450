//! Listening to the library.

use egui::Ui;

use super::{Place, Row, Section};
use crate::engine::{Command, Listening};
use crate::language::{key, t};
use crate::settings::Change;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, size};
use crate::ui::views::Scene;
use crate::ui::widgets::switch::switch;
use crate::ui::widgets::text;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-listening"),
    rows: &[Row { key: key!("listening-listen-in-the-background"), place: Place::Below, control: listen }],
};

fn listen(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let on = scene.model.settings.listen_in_background;
    if let Some(on) = switch(ui, scene.theme, name, on) {
        scene.actions.send(Command::Change(Change::ListenInBackground(on)));
    }
    ui.add_space(STEP * 2.0);
    let told = if on { progress(scene.model.listening.as_ref()) } else { t!("listening-off").to_owned() };
    let theme = scene.theme;
    text::paragraph(ui, text::rich(&told, Weight::Regular, size::SMALL, theme.dim));
}

/// How far it is, in words.
fn progress(listening: Option<&Listening>) -> String {
    let Some(state) = listening else {
        return t!("listening-all-heard").to_owned();
    };
    let (heard, all) = (state.finished, state.all);
    match (state.paused, state.left.map(|left| left.as_secs())) {
        (true, _) => t!("listening-waiting", heard = heard, all = all),
        (false, None) => t!("listening-heard", heard = heard, all = all),
        (false, Some(left @ 0..=89)) => t!("listening-seconds", heard = heard, all = all, left = left),
        (false, Some(seconds @ 90..=7199)) => {
            t!("listening-minutes", heard = heard, all = all, left = (seconds + 30) / 60)
        }
        (false, Some(seconds)) => {
            t!("listening-hours", heard = heard, all = all, left = (seconds + 1800) / 3600)
        }
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
