//! The keys of the window: one table that acts and explains itself.

use std::time::Duration;

use egui::{Context, Event, InputState, Key, Modifiers};

use crate::engine::{CameraSwitch, Command};
use crate::language::{Key as Message, key, t};
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
    Stop,
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
    FullScreen,
    MiniPlayer,
    Undo,
    Keys,
    /// What has the focus acts on these keys.
    Focused,
}

/// Where a shortcut stands on the card of all keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What is heard.
    Playing,
    /// Views and the window.
    Window,
    /// Tables and the queue.
    Lists,
}

impl Group {
    /// All of them, in the order of the card.
    pub const ALL: [Self; 3] = [Self::Playing, Self::Window, Self::Lists];

    /// What stands over its keys.
    pub const fn name(self) -> Message {
        match self {
            Self::Playing => key!("keys-playing"),
            Self::Window => key!("keys-window"),
            Self::Lists => key!("keys-lists"),
        }
    }
}

/// Keys that do the same, and how that reads.
#[derive(Clone, Copy, Debug)]
pub struct Shortcut {
    /// Where it stands.
    pub group: Group,
    /// What it does.
    pub deed: Deed,
    /// Any of these; the first is named on buttons. None: letters and digits.
    pub keys: &'static [(Modifiers, Key)],
    /// What it does, in words.
    pub about: Message,
}

const PLAIN: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// All keys of the window: what [`handle`] acts on and what the card shows.
#[rustfmt::skip] // One a line, as a table.
pub const TABLE: &[Shortcut] = &[
    row(Group::Playing, Deed::TogglePlay, &[(PLAIN, Key::Space), (PLAIN, Key::MediaPlayPause)], key!("key-play")),
    row(Group::Playing, Deed::Stop, &[(PLAIN, Key::MediaStop)], key!("key-stop")),
    row(Group::Playing, Deed::Next, &[(PLAIN, Key::N), (CTRL, Key::ArrowRight), (PLAIN, Key::MediaTrackNext)], key!("next-track")),
    row(Group::Playing, Deed::Previous, &[(PLAIN, Key::P), (CTRL, Key::ArrowLeft), (PLAIN, Key::MediaTrackPrevious)], key!("previous-track")),
    row(Group::Playing, Deed::Forward, &[(PLAIN, Key::ArrowRight)], key!("key-forward")),
    row(Group::Playing, Deed::Back, &[(PLAIN, Key::ArrowLeft)], key!("key-back")),
    row(Group::Playing, Deed::Louder, &[(PLAIN, Key::ArrowUp)], key!("key-louder")),
    row(Group::Playing, Deed::Softer, &[(PLAIN, Key::ArrowDown)], key!("key-softer")),
    row(Group::Playing, Deed::Mute, &[(PLAIN, Key::M)], key!("key-mute")),
    row(Group::Playing, Deed::Shuffle, &[(PLAIN, Key::S)], key!("key-shuffle")),
    row(Group::Playing, Deed::Repeat, &[(PLAIN, Key::R)], key!("key-repeat")),
    row(Group::Window, Deed::Camera, &[(PLAIN, Key::C)], key!("key-camera")),
    row(Group::Window, Deed::Search, &[(CTRL, Key::F), (PLAIN, Key::Slash)], key!("key-search")),
    row(Group::Window, Deed::ShowNow, &[(CTRL, Key::Num1)], key!("view-now")),
    row(Group::Window, Deed::ShowLibrary, &[(CTRL, Key::L)], key!("view-library")),
    row(Group::Window, Deed::ShowMap, &[(CTRL, Key::M)], key!("view-map")),
    row(Group::Window, Deed::ShowJournal, &[(CTRL, Key::J)], key!("view-journal")),
    row(Group::Window, Deed::ShowSettings, &[(CTRL, Key::Comma)], key!("view-settings")),
    row(Group::Window, Deed::FullScreen, &[(PLAIN, Key::F11)], key!("key-full-screen")),
    row(Group::Window, Deed::MiniPlayer, &[(CTRL.plus(Modifiers::SHIFT), Key::M)], key!("key-mini-player")),
    row(Group::Window, Deed::Undo, &[(CTRL, Key::Z)], key!("key-undo")),
    row(Group::Window, Deed::Keys, &[(PLAIN, Key::Questionmark), (Modifiers::SHIFT, Key::Questionmark)], key!("key-keys")),
    row(Group::Lists, Deed::Focused, &[(PLAIN, Key::Enter)], key!("key-play-selected")),
    row(Group::Lists, Deed::Focused, &[(Modifiers::SHIFT, Key::ArrowDown), (Modifiers::SHIFT, Key::ArrowUp)], key!("key-select-more")),
    row(Group::Lists, Deed::Focused, &[], key!("key-look-for")),
    row(Group::Lists, Deed::Focused, &[(CTRL, Key::A)], key!("key-select-all")),
    row(Group::Lists, Deed::Focused, &[(Modifiers::ALT, Key::ArrowUp), (Modifiers::ALT, Key::ArrowDown)], key!("key-move")),
    row(Group::Lists, Deed::Focused, &[(Modifiers::ALT, Key::ArrowLeft), (Modifiers::ALT, Key::ArrowRight)], key!("key-move-column")),
    row(Group::Lists, Deed::Focused, &[(PLAIN, Key::Delete)], key!("key-delete")),
    row(Group::Lists, Deed::Focused, &[(PLAIN, Key::Menu), (Modifiers::SHIFT, Key::F10)], key!("key-menu")),
];

const fn row(group: Group, deed: Deed, keys: &'static [(Modifiers, Key)], about: Message) -> Shortcut {
    Shortcut { group, deed, keys, about }
}

/// The key of a deed as people read it; nothing where it has none.
pub fn hint(deed: Deed) -> String {
    TABLE
        .iter()
        .find(|shortcut| shortcut.deed == deed)
        .and_then(|shortcut| shortcut.keys.first())
        .map(|keys| text(*keys))
        .unwrap_or_default()
}

/// A key as people read it: "Ctrl F", "Shift ↑".
pub fn text((modifiers, key): (Modifiers, Key)) -> String {
    let mut parts = Vec::new();
    if modifiers.command || modifiers.ctrl {
        parts.push(if cfg!(target_os = "macos") { "\u{2318}" } else { t!("key-ctrl") });
    }
    if modifiers.alt {
        parts.push("Alt");
    }
    // The question mark holds it already.
    if modifiers.shift && key != Key::Questionmark {
        parts.push(t!("key-shift"));
    }
    parts.push(key_text(key));
    parts.join(" ")
}

#[allow(clippy::wildcard_enum_match_arm, reason = "the other keys read as they are called")]
fn key_text(key: Key) -> &'static str {
    match key {
        Key::ArrowUp => "\u{2191}",
        Key::ArrowDown => "\u{2193}",
        Key::ArrowLeft => "\u{2190}",
        Key::ArrowRight => "\u{2192}",
        Key::Comma => ",",
        Key::Slash => "/",
        Key::Questionmark => "?",
        Key::MediaPlayPause => t!("key-media-play"),
        Key::MediaStop => t!("key-media-stop"),
        Key::MediaTrackNext => t!("key-media-next"),
        Key::MediaTrackPrevious => t!("key-media-previous"),
        Key::Space => t!("key-space"),
        Key::Enter => t!("key-enter"),
        Key::Delete => t!("key-delete-name"),
        Key::Menu => t!("key-menu-name"),
        key => key.name(),
    }
}

/// What plain letters do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// What the table says.
    Act,
    /// They are the beginning of what is looked for in the list that has the focus.
    LookFor,
}

/// Takes the keys nobody else wants: never while typing, and plain ones only when no control has the focus.
pub fn handle(ctx: &Context, model: &Model, actions: &mut Actions, letters: Letters) {
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused().is_some());
    for shortcut in TABLE.iter().filter(|shortcut| shortcut.deed != Deed::Focused) {
        for &(modifiers, key) in shortcut.keys {
            let looked_for = letters == Letters::LookFor && modifiers.is_none() && is_letter(key);
            if looked_for || belongs_to_others(modifiers, key, typing, focused) {
                continue;
            }
            if ctx.input_mut(|input| take(input, modifiers, key)) {
                act(shortcut.deed, model, actions);
            }
        }
    }
}

fn is_letter(key: Key) -> bool {
    let mut letters = key.name().chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Takes the presses of a key out of the input. The modifiers are those held at that moment, exactly: Ctrl with an arrow is
/// not the plain arrow, and a slow frame also holds the release of both.
fn take(input: &mut InputState, modifiers: Modifiers, key: Key) -> bool {
    let before = input.events.len();
    input.events.retain(|event| {
        !matches!(event, Event::Key { key: pressed, pressed: true, modifiers: held, .. }
            if *pressed == key && held.matches_exact(modifiers))
    });
    input.events.len() < before
}

/// A text takes what is typed and undoes its own changes; a focused control takes the keys that move it.
fn belongs_to_others(modifiers: Modifiers, key: Key, typing: bool, focused: bool) -> bool {
    let plain = modifiers.is_none() || modifiers == Modifiers::SHIFT;
    let moves = matches!(key, Key::Space | Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight);
    let types = plain && !is_for_the_window(key);
    (typing && (types || key == Key::Z)) || (focused && plain && moves)
}

/// Keys that write nothing.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other keys")]
const fn is_for_the_window(key: Key) -> bool {
    matches!(
        key,
        Key::F11 | Key::MediaPlayPause | Key::MediaStop | Key::MediaTrackNext | Key::MediaTrackPrevious
    )
}

fn act(deed: Deed, model: &Model, actions: &mut Actions) {
    let music = &model.music;
    match deed {
        Deed::TogglePlay => actions.send(Command::TogglePlay),
        Deed::Stop => actions.send(Command::Stop),
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
        Deed::FullScreen => actions.want(Intent::ToggleFullScreen),
        Deed::MiniPlayer => actions.want(Intent::ToggleMini),
        Deed::Undo => actions.send(Command::UndoLibrary),
        Deed::Keys => actions.want(Intent::ToggleKeys),
        Deed::Focused => {}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let mut seen = Vec::new();
        for keys in TABLE.iter().filter(|row| row.deed != Deed::Focused).flat_map(|row| row.keys) {
            assert!(!seen.contains(keys), "{}", text(*keys));
            seen.push(*keys);
        }
    }

    #[test]
    fn keys_read_as_they_are_labelled() {
        assert_eq!(hint(Deed::TogglePlay), "Space");
        assert_eq!(hint(Deed::Keys), "?");
        assert_eq!(text((Modifiers::ALT, Key::ArrowUp)), "Alt \u{2191}");
        if !cfg!(target_os = "macos") {
            assert_eq!(hint(Deed::ShowSettings), "Ctrl ,");
        }
    }
}
