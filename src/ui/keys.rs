//! The keys of the window: one table that acts and explains itself.

use std::time::Duration;

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::engine::{CameraSwitch, Command};
use crate::settings::Consent;

use super::actions::{Actions, Intent, View};
use super::model::Model;
use super::views::footer;

const SEEK_SECS: f64 = 5.0;
const VOLUME_STEP: f32 = 0.05;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    TogglePlay,
    Next,
    Previous,
    Forward,
    Back,
    Louder,
    Softer,
    Mute,
    Shuffle,
    Repeat,
    Camera,
    Search,
    ShowNow,
    ShowLibrary,
    ShowMap,
    ShowJournal,
    ShowSettings,
    Undo,
    Keys,
}

/// Keys, what they do, and how that reads. The first key of a deed is the one shown.
const TABLE: [(Modifiers, Key, Deed); 23] = [
    (Modifiers::NONE, Key::Space, Deed::TogglePlay),
    (Modifiers::NONE, Key::N, Deed::Next),
    (Modifiers::CTRL, Key::ArrowRight, Deed::Next),
    (Modifiers::NONE, Key::P, Deed::Previous),
    (Modifiers::CTRL, Key::ArrowLeft, Deed::Previous),
    (Modifiers::NONE, Key::ArrowRight, Deed::Forward),
    (Modifiers::NONE, Key::ArrowLeft, Deed::Back),
    (Modifiers::NONE, Key::ArrowUp, Deed::Louder),
    (Modifiers::NONE, Key::ArrowDown, Deed::Softer),
    (Modifiers::NONE, Key::M, Deed::Mute),
    (Modifiers::NONE, Key::S, Deed::Shuffle),
    (Modifiers::NONE, Key::R, Deed::Repeat),
    (Modifiers::NONE, Key::C, Deed::Camera),
    (Modifiers::COMMAND, Key::F, Deed::Search),
    (Modifiers::NONE, Key::Slash, Deed::Search),
    (Modifiers::COMMAND, Key::L, Deed::ShowLibrary),
    (Modifiers::COMMAND, Key::M, Deed::ShowMap),
    (Modifiers::COMMAND, Key::J, Deed::ShowJournal),
    (Modifiers::COMMAND, Key::Num1, Deed::ShowNow),
    (Modifiers::COMMAND, Key::Comma, Deed::ShowSettings),
    (Modifiers::COMMAND, Key::Z, Deed::Undo),
    (Modifiers::SHIFT, Key::Questionmark, Deed::Keys),
    (Modifiers::NONE, Key::Questionmark, Deed::Keys),
];

/// Keys and deeds as people read them.
pub const HELP: [(&str, &str); 20] = [
    ("Space", "Play or pause"),
    ("N or Ctrl →", "Next track"),
    ("P or Ctrl ←", "Previous track"),
    ("→ and ←", "Five seconds on or back"),
    ("↑ and ↓", "Louder or softer"),
    ("M", "Mute, or sound again"),
    ("S", "Shuffle the queue, or play it in order"),
    ("R", "Repeat the queue, this track, or nothing"),
    ("Alt ↑ and Alt ↓", "Move the selected track of the queue"),
    ("C", "Camera off, or on again"),
    ("Ctrl F or /", "Search the library"),
    ("Ctrl L", "Library"),
    ("Ctrl M", "Map"),
    ("Ctrl J", "Journal"),
    ("Ctrl 1", "Now playing"),
    ("Ctrl ,", "Settings"),
    ("Enter", "Play the selected track"),
    ("Shift ↑ ↓, Ctrl A", "Select several tracks, or all"),
    ("Ctrl Z", "Undo ratings and playlists"),
    ("?", "These keys"),
];

/// Takes the keys nobody else wants: never while typing, and plain ones only when no control has the focus.
pub fn handle(ctx: &Context, model: &Model, actions: &mut Actions) {
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused().is_some());
    for (modifiers, key, deed) in TABLE {
        let plain = modifiers.is_none() || modifiers == Modifiers::SHIFT;
        let belongs_to_focus = focused
            && matches!(key, Key::Space | Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight);
        // In a text, Ctrl Z undoes the typing.
        if (plain && (typing || belongs_to_focus)) || (typing && key == Key::Z) {
            continue;
        }
        // Exact matching: Ctrl with an arrow is not the plain arrow.
        let pressed = ctx.input_mut(|input| {
            let exact = input.modifiers.matches_exact(modifiers);
            exact && input.consume_shortcut(&KeyboardShortcut::new(modifiers, key))
        });
        if pressed {
            act(deed, model, actions);
        }
    }
}

fn act(deed: Deed, model: &Model, actions: &mut Actions) {
    let music = &model.music;
    match deed {
        Deed::TogglePlay => actions.send(Command::TogglePlay),
        Deed::Next => actions.send(Command::Next),
        Deed::Previous => actions.send(Command::Previous),
        Deed::Forward => seek(model, SEEK_SECS, actions),
        Deed::Back => seek(model, -SEEK_SECS, actions),
        Deed::Louder => actions.send(Command::SetVolume((music.volume + VOLUME_STEP).min(1.0))),
        Deed::Softer => actions.send(Command::SetVolume((music.volume - VOLUME_STEP).max(0.0))),
        Deed::Mute => actions.want(Intent::ToggleMute),
        Deed::Shuffle => actions.send(Command::SetShuffle(!music.order.shuffle)),
        Deed::Repeat => actions.send(Command::SetRepeat(footer::repeat_after(music.order.repeat))),
        Deed::Camera => switch_camera(model, actions),
        Deed::Search => actions.want(Intent::FocusSearch),
        Deed::ShowNow => actions.want(Intent::Show(View::Now)),
        Deed::ShowLibrary => actions.want(Intent::Show(View::Library)),
        Deed::ShowMap => actions.want(Intent::Show(View::Map)),
        Deed::ShowJournal => actions.want(Intent::Show(View::Journal)),
        Deed::ShowSettings => actions.want(Intent::Show(View::Settings)),
        Deed::Undo => actions.send(Command::UndoLibrary),
        Deed::Keys => actions.want(Intent::ToggleKeys),
    }
}

/// Camera off when it is on; on only with consent, else the question is asked again.
pub fn switch_camera(model: &Model, actions: &mut Actions) {
    match (model.sight.consent, model.sight.is_on()) {
        (_, true) => actions.send(Command::Camera(CameraSwitch::Off)),
        (Consent::Allowed, false) => actions.send(Command::Camera(CameraSwitch::On)),
        (Consent::Declined | Consent::Unasked, false) => actions.want(Intent::AskConsent),
    }
}

fn seek(model: &Model, by_secs: f64, actions: &mut Actions) {
    if let Some(now) = model.music.playback.now() {
        let target = model.music.position.as_secs_f64() + by_secs;
        let target = target.clamp(0.0, now.track.length_secs.max(0.0));
        actions.send(Command::Seek(Duration::from_secs_f64(target)));
    }
}
