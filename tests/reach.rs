//! Everybody can use the window: in each view, the Tab key reaches every control, the one that has the focus shows it,
//! and each has a name and a state a screen reader can tell.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "support/made_up.rs"]
mod made_up;
#[path = "support/window.rs"]
mod on_paper;

use std::collections::{HashMap, HashSet};

use egui::accesskit::{Action, Live, NodeId, Role};
use egui::{Key, Modifiers, Rect, Shape};
use egui_kittest::kittest::NodeT;
use mien::engine::{Event, Playback};
use mien::mood::ListenerMood;
use mien::notice::{Level, Notice};
use on_paper::Window;

/// Views and cards by the keys that lead there.
const PLACES: [(&str, Modifiers, Key); 6] = [
    ("Now playing", Modifiers::COMMAND, Key::Num1),
    ("Library", Modifiers::COMMAND, Key::L),
    ("Map", Modifiers::COMMAND, Key::M),
    ("Journal", Modifiers::COMMAND, Key::J),
    ("Settings", Modifiers::COMMAND, Key::Comma),
    ("Keyboard", Modifiers::NONE, Key::Questionmark),
];
/// No view has more controls than this.
const MOST: usize = 600;

/// What can have the focus now, as a screen reader tells it.
fn controls(window: &Window) -> HashMap<NodeId, String> {
    let all = window.harness.root().children_recursive().map(|node| node.accesskit_node());
    let controls = all.filter(|node| {
        node.data().supports_action(Action::Focus) && !node.is_disabled() && !holds_others(node.role())
    });
    controls
        .map(|node| (node.locate().0, format!("{:?}: {}", node.role(), node.label().unwrap_or_default())))
        .collect()
}

/// Nodes that hold others and take no input themselves.
const fn holds_others(role: Role) -> bool {
    matches!(role, Role::Window | Role::GenericContainer | Role::ScrollView | Role::Table | Role::Dialog)
}

/// The control with the focus, and where it lies.
fn focused(window: &Window) -> Option<(NodeId, Rect)> {
    let node = window.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
    Some((node.accesskit_node().locate().0, node.rect()))
}

/// The shapes that are painted over the middle of a place.
fn shapes_at(window: &Window, place: Rect) -> Vec<Shape> {
    let over = |shape: &Shape| shape.visual_bounding_rect().contains(place.center());
    let shapes = window.harness.output().shapes.iter();
    shapes
        .filter(|clipped| clipped.clip_rect.contains(place.center()) && over(&clipped.shape))
        .map(|clipped| clipped.shape.clone())
        .collect()
}

/// Walks with Tab until it comes round. Gives what was reached, and what did not show that it had the focus.
fn walk(window: &mut Window) -> (HashSet<NodeId>, HashSet<NodeId>) {
    let (mut reached, mut unseen) = (HashSet::new(), HashSet::new());
    let mut before: Option<(NodeId, Rect, Vec<Shape>)> = None;
    for _ in 0..MOST {
        window.key(Modifiers::NONE, Key::Tab);
        if let Some((id, place, shapes)) = before.take()
            && shapes == shapes_at(window, place)
        {
            unseen.insert(id);
        }
        let Some((id, place)) = focused(window) else { continue };
        if !reached.insert(id) {
            return (reached, unseen);
        }
        before = Some((id, place, shapes_at(window, place)));
    }
    panic!("Tab does not come round");
}

/// What is wrong with a view: each control that Tab does not reach, or that does not show the focus.
fn wrong_with(window: &mut Window) -> Vec<String> {
    let controls = controls(window);
    assert!(controls.len() > 8, "{controls:?}");
    let nameless =
        controls.values().filter(|told| told.ends_with(": ")).map(|told| format!("{told} has no name"));
    let mut wrong: Vec<String> = nameless.collect();
    let (reached, unseen) = walk(window);
    wrong.extend(
        controls
            .iter()
            .filter(|(id, _)| !reached.contains(id))
            .map(|(_, told)| format!("{told} is not reached")),
    );
    let told = unseen.iter().filter_map(|id| controls.get(id));
    wrong.extend(told.map(|told| format!("{told} does not show it")));
    wrong
}

#[test]
fn tab_reaches_every_control_of_every_view_and_shows_where_it_is() {
    let mut wrong = Vec::new();
    for size in [[1280.0, 800.0], [420.0, 600.0]] {
        for (place, modifiers, key) in PLACES {
            let mut window = Window::new(size, made_up::well());
            window.tell(Event::Notice(Notice::new(Level::Error, "Something failed.").with_details("why")));
            window.tell(made_up::journal_page(1));
            window.key(modifiers, key);
            wrong.extend(
                wrong_with(&mut window).into_iter().map(|what| format!("{place} at {size:?}: {what}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a screen reader would say by itself now.
fn spoken(window: &Window) -> Vec<String> {
    let all = window.harness.root().children_recursive().map(|node| node.accesskit_node());
    let live = all.filter(|node| node.data().live() == Some(Live::Polite));
    live.filter_map(|node| node.label().or_else(|| node.value())).filter(|words| !words.is_empty()).collect()
}

#[test]
fn another_track_and_another_mood_are_spoken_in_every_view() {
    let mut window = Window::new([1280.0, 800.0], made_up::well());
    for (_, modifiers, key) in PLACES {
        window.key(modifiers, key);
        let spoken = spoken(&window);
        for words in ["Now playing: Copper Light on the Bay, The Demo Ensemble", "You look happy"] {
            assert!(spoken.iter().any(|said| said == words), "{key:?}: {spoken:?}");
        }
    }
    window.tell(Event::Mood(ListenerMood::Unknown));
    window.tell(Event::Playback(Playback::Stopped));
    assert!(!spoken(&window).iter().any(|said| said.contains("look") || said.contains("Now playing")));
}

#[test]
fn the_table_tells_how_many_rows_it_has_and_which_each_is() {
    let mut window = Window::new([1280.0, 800.0], made_up::well());
    window.key(Modifiers::COMMAND, Key::L);
    let root = window.harness.root();
    let table = root.children_recursive().find(|node| node.accesskit_node().role() == Role::Table).unwrap();
    assert_eq!(table.accesskit_node().data().row_count(), Some(400));
    let rows: Vec<_> =
        table.children_recursive().filter(|node| node.accesskit_node().role() == Role::Row).collect();
    assert!(rows.len() > 5);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(row.accesskit_node().data().row_index(), Some(index));
    }
}
