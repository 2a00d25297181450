//! Telling others what is heard. The only settings that let Mien speak over the network by itself.

use egui::{Align2, Sense, TextEdit, Ui, vec2};

use super::{Place, Row, Section, controls};
use crate::language::{key, t};
use crate::settings::{Change, LastFm, ListenBrainz};
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::views::Scene;
use crate::ui::widgets::surface;
use crate::ui::widgets::switch::switch;

/// The section.
pub const SECTION: Section = Section {
    key: key!("section-scrobbling"),
    rows: &[
        Row { key: key!("scrobbling-listenbrainz"), place: Place::Below, control: listenbrainz },
        Row { key: key!("scrobbling-last-fm"), place: Place::Below, control: lastfm },
    ],
};

fn listenbrainz(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let account = scene.model.settings.listenbrainz.clone();
    let mut new = account.clone();
    controls::labelled(ui, scene.theme, t!("scrobbling-tell"), |ui| {
        if let Some(on) = switch(ui, scene.theme, name, account.enabled) {
            new.enabled = on;
        }
    });
    field(ui, scene, t!("scrobbling-token"), name, &mut new.token, Shown::Hidden);
    field(ui, scene, t!("scrobbling-server"), name, &mut new.url, Shown::Plain);
    if new.url.is_empty() {
        new.url = ListenBrainz::default().url;
    }
    if new != account {
        controls::change(scene, Change::ListenBrainz(new));
    }
}

fn lastfm(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let account = scene.model.settings.lastfm.clone();
    let mut new = account.clone();
    controls::labelled(ui, scene.theme, t!("scrobbling-tell"), |ui| {
        if let Some(on) = switch(ui, scene.theme, name, account.enabled) {
            new.enabled = on;
        }
    });
    field(ui, scene, t!("scrobbling-key"), name, &mut new.key, Shown::Plain);
    field(ui, scene, t!("scrobbling-secret"), name, &mut new.secret, Shown::Hidden);
    field(ui, scene, t!("scrobbling-server"), name, &mut new.url, Shown::Plain);
    if new.url.is_empty() {
        new.url = LastFm::default().url;
    }
    if new != account {
        controls::change(scene, Change::LastFm(new));
    }
}

/// May others see what is typed?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Plain,
    Hidden,
}

/// A line of text that counts when it is left.
fn field(ui: &mut Ui, scene: &Scene<'_>, label: &str, account: &str, value: &mut String, shown: Shown) {
    let name = t!("scrobbling-field", account = account, field = label.to_lowercase());
    ui.add_space(STEP);
    controls::labelled(ui, scene.theme, label, |ui| {
        let typed = ui.scope_id().with(("typed", &name));
        let mut text = ui.data(|data| data.get_temp::<String>(typed)).unwrap_or_else(|| value.clone());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width().min(340.0), 32.0), Sense::hover());
        surface::well(ui.painter(), scene.theme, rect, radius::MEDIUM);
        let edit = TextEdit::singleline(&mut text)
            .password(shown == Shown::Hidden)
            .frame(egui::Frame::NONE)
            .font(font(Weight::Regular, size::BODY))
            .text_color(scene.theme.ink)
            .align(Align2::LEFT_CENTER);
        let response = ui.put(rect.shrink2(vec2(STEP * 3.0, 0.0)), edit).accessible_name(name);
        surface::focus(ui, scene.theme, &response, rect.shrink(2.0), radius::MEDIUM);
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(typed, text.clone()));
        }
        if response.lost_focus() {
            ui.data_mut(|data| data.remove::<String>(typed));
            text.trim().clone_into(value);
        }
    });
}
