//! Telling others what is heard. The only settings that let Mien speak over the network by itself.

use egui::{Align2, Sense, TextEdit, Ui, vec2};

use super::{Place, Row, Section, controls};
use crate::settings::{Change, LastFm, ListenBrainz};
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::views::Scene;
use crate::ui::widgets::surface;
use crate::ui::widgets::switch::switch;

/// The section.
pub const SECTION: Section = Section {
    name: "Scrobbling",
    rows: &[
        Row {
            name: "ListenBrainz",
            about: "Tells ListenBrainz which songs you hear; off until you switch it on. Your token is on its settings page.",
            words: "scrobble history network token online",
            place: Place::Below,
            control: listenbrainz,
        },
        Row {
            name: "Last.fm",
            about: "The same for Last.fm and servers that speak its language; needs their key and secret, then \
                    \u{201c}mien scrobble login NAME\u{201d} in a terminal.",
            words: "scrobble history network libre.fm maloja online",
            place: Place::Below,
            control: lastfm,
        },
    ],
};

fn listenbrainz(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let account = scene.model.settings.listenbrainz.clone();
    let mut new = account.clone();
    controls::labelled(ui, scene.theme, "Tell what I hear", |ui| {
        if let Some(on) = switch(ui, scene.theme, name, account.enabled) {
            new.enabled = on;
        }
    });
    field(ui, scene, "Token", &format!("{name} token"), &mut new.token, Shown::Hidden);
    field(ui, scene, "Server", &format!("{name} server"), &mut new.url, Shown::Plain);
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
    controls::labelled(ui, scene.theme, "Tell what I hear", |ui| {
        if let Some(on) = switch(ui, scene.theme, name, account.enabled) {
            new.enabled = on;
        }
    });
    field(ui, scene, "Key", &format!("{name} key"), &mut new.key, Shown::Plain);
    field(ui, scene, "Secret", &format!("{name} secret"), &mut new.secret, Shown::Hidden);
    field(ui, scene, "Server", &format!("{name} server"), &mut new.url, Shown::Plain);
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
fn field(ui: &mut Ui, scene: &Scene<'_>, label: &str, name: &str, value: &mut String, shown: Shown) {
    ui.add_space(STEP);
    controls::labelled(ui, scene.theme, label, |ui| {
        let typed = ui.scope_id().with(("typed", name));
        let mut text = ui.data(|data| data.get_temp::<String>(typed)).unwrap_or_else(|| value.clone());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width().min(340.0), 32.0), Sense::hover());
        surface::well(ui.painter(), scene.theme, rect, radius::MEDIUM);
        let edit = TextEdit::singleline(&mut text)
            .password(shown == Shown::Hidden)
            .frame(egui::Frame::NONE)
            .font(font(Weight::Regular, size::BODY))
            .text_color(scene.theme.ink)
            .align(Align2::LEFT_CENTER);
        let response = ui.put(rect.shrink2(vec2(STEP * 3.0, STEP)), edit).accessible_name(name);
        if response.has_focus() {
            surface::focus_ring(ui.painter(), scene.theme, rect.shrink(2.0), radius::MEDIUM);
        }
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(typed, text.clone()));
        }
        if response.lost_focus() {
            ui.data_mut(|data| data.remove::<String>(typed));
            text.trim().clone_into(value);
        }
    });
}
