//! The window without a display: found by accessible name, as a screen reader finds it; clicked; and the command
//! that comes out is checked.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/made_up.rs"]
mod made_up;
#[path = "support/window.rs"]
mod on_paper;

use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use mien::capture::{CaptureProblem, CaptureState};
use mien::emotion::Emotion;
use mien::engine::{
    CameraSwitch, Command, Corrections, Deletion, Event, ImportState, Order, Playback, Repeat, RestWatch,
    Steering,
};
use mien::frame::FaceBox;
use mien::library::{FailedFile, GroupKind, ImportReport, Like, Mark, TrackId};
use mien::mood::{Goal, ListenerMood, Mode};
use mien::notice::{Level, Notice};
use mien::player::OutputState;
use mien::settings::{Appearance, Change, Consent};
use mien::ui::Memory;
use mien::vision::{Face, Hint};
use on_paper::Window;

#[test]
fn consent_comes_first_and_both_answers_go_out() {
    for (button, answer) in [("Allow camera", CameraSwitch::Allow), ("Not now", CameraSwitch::Decline)] {
        let mut window = Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Unasked, 14)]);
        assert!(window.shows("No picture is ever stored or sent"));
        let dialog = window.harness.get_by_role(Role::Dialog);
        assert_eq!(dialog.accesskit_node().label().as_deref(), Some("May Mien use the camera?"));
        window.key(Modifiers::NONE, Key::C);
        window.key(Modifiers::NONE, Key::Escape);
        assert_eq!(window.sent(), [], "only the buttons answer");
        window.click(button);
        assert_eq!(window.sent(), [Command::Camera(answer)]);
    }
}

#[test]
fn the_camera_question_fits_the_smallest_window() {
    let window = Window::new([420.0, 320.0], vec![made_up::ready(Consent::Unasked, 14)]);
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(420.0, 320.0));
    for button in ["Allow camera", "Not now"] {
        assert!(screen.contains_rect(window.harness.get_by_label(button).rect()), "{button}");
    }
}

#[test]
fn the_camera_goes_off_by_button_and_by_key() {
    let mut window = Window::well();
    window.click("Turn camera off");
    window.key(Modifiers::NONE, Key::C);
    assert_eq!(window.sent(), [Command::Camera(CameraSwitch::Off), Command::Camera(CameraSwitch::Off)]);
    window.tell(Event::Capture(CaptureState::Off));
    window.click("Turn camera on");
    assert_eq!(window.sent(), [Command::Camera(CameraSwitch::On)]);
}

#[test]
fn a_declined_camera_is_asked_for_again_and_never_switched_on_by_a_key() {
    let mut window = Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Declined, 14)]);
    window.key(Modifiers::NONE, Key::C);
    assert_eq!(window.sent(), []);
    window.click("Allow camera");
    assert_eq!(window.sent(), [Command::Camera(CameraSwitch::Allow)]);
    window.harness.run();
    assert!(!window.shows("Allow camera"));
}

#[test]
fn lyrics_follow_the_music_and_a_click_on_a_line_goes_there() {
    let mut window = Window::well();
    window.click("Lyrics");
    assert!(window.shows("Looking for lyrics"));
    window.tell(Event::Lyrics(TrackId(0), None));
    assert!(window.shows("carries no lyrics"));
    window.tell(made_up::lyrics());
    let sung =
        |window: &Window, words: &str| window.harness.get_by_label_contains(words).accesskit_node().toggled();
    assert_eq!(sung(&window, "1:20, Copper light"), Some(Toggled::True));
    assert_eq!(sung(&window, "1:30, and the boats"), Some(Toggled::False));
    window.tell(Event::Position(Duration::from_secs(91)));
    assert_eq!(sung(&window, "1:30, and the boats"), Some(Toggled::True));
    window.click("1:20, Copper light on the bay");
    assert_eq!(window.sent(), [Command::Seek(Duration::from_secs(80))]);
    window.click("Up next");
    assert!(window.shows("Next, if the mood stays"));
}

#[test]
fn the_first_run_leads_through_three_steps_that_can_be_skipped() {
    let mut window = Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Unasked, 14)]);
    assert!(window.shows("Step 1 of 3"));
    window.click("Not now");
    window.tell(Event::Consent(Consent::Declined));
    assert!(window.shows("Step 2 of 3") && window.shows("14 tracks are here already."));
    assert!(!window.shows("May Mien use the camera?"));
    window.click("Skip");
    assert!(window.shows("Step 3 of 3"));
    window.key(Modifiers::NONE, Key::Space);
    window.click("Close");
    assert!(!window.shows("Step 3 of 3"));
    assert_eq!(window.sent(), [Command::Camera(CameraSwitch::Decline), Command::TogglePlay]);
    let later = Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Declined, 14)]);
    assert!(!later.shows("Step "));
}

#[test]
fn the_tour_fits_the_smallest_window() {
    let mut window = Window::new([420.0, 320.0], vec![made_up::ready(Consent::Unasked, 14)]);
    window.click("Not now");
    window.tell(Event::Consent(Consent::Declined));
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(420.0, 320.0));
    assert!(screen.contains_rect(window.harness.get_by_label("Skip").rect()));
    window.click("Skip");
    assert!(screen.contains_rect(window.harness.get_by_label("Close").rect()));
}

#[test]
fn what_mien_is_and_the_cards_of_its_models_can_be_read() {
    let mut window = Window::new([1280.0, 3000.0], made_up::well());
    window.click("About Mien");
    for words in ["None is stored, none is sent", "BSD-2-Clause", "Model card: mien-emotion"] {
        assert!(window.shows(words), "{words}");
    }
    window.click("Music");
    assert!(window.shows("Model card: mien-mood"));
}

#[test]
fn the_mini_player_is_a_small_window_above_the_others_and_goes_back() {
    let mut window = Window::well();
    let asked = |window: &Window| -> Vec<egui::ViewportCommand> {
        window.harness.output().viewport_output[&egui::ViewportId::ROOT].commands.clone()
    };
    let modifiers = Modifiers::COMMAND | Modifiers::SHIFT;
    window.harness.event(egui::Event::ModifiersChanged(modifiers));
    window.harness.step();
    let (key, pressed, repeat) = (Key::M, true, false);
    window.harness.event(egui::Event::Key { key, pressed, modifiers, repeat, physical_key: None });
    window.harness.step();
    let above = egui::ViewportCommand::WindowLevel(egui::WindowLevel::AlwaysOnTop);
    assert!(asked(&window).contains(&above), "{:?}", asked(&window));
    window.harness.key_up_modifiers(modifiers, Key::M);
    window.harness.set_size(vec2(380.0, 116.0));
    window.harness.run();
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(380.0, 116.0));
    for name in ["Previous track", "Pause", "Next track", "Seek", "Back to the whole window"] {
        assert!(screen.contains_rect(window.harness.get_by_label(name).rect()), "{name}");
    }
    assert!(window.shows("Copper Light on the Bay") && !window.shows("Library"));
    window.click("Next track");
    assert_eq!(window.sent(), [Command::Next]);
    window.key(Modifiers::NONE, Key::Escape);
    assert!(window.shows("Library"));
}

#[test]
fn the_window_comes_back_as_it_was_left() {
    let left = "view = \"library\"\nshelf = \"liked\"\nsort = \"-title\"\nrow = 50\n\
                columns = [[\"title\", 150.0], [\"year\", 60.0]]\n";
    let events = vec![made_up::ready(Consent::Allowed, 400), made_up::found(1, 400)];
    let mut window = Window::left([1280.0, 800.0], events, Some(Memory::parse(left)));
    assert!(window.shows("Sort by year") && !window.shows("Sort by artist"));
    let asked = |command: &Command| matches!(command, Command::Search { query, sort, .. } if query.starts_with("liked:yes") && sort.to_string() == "-title");
    assert!(window.commands.borrow().iter().any(asked));
    let first = window.harness.query_all_by_role(Role::Row).next().unwrap();
    let first = first.accesskit_node().label().unwrap();
    assert!(first.starts_with(&made_up::track(50).tags.title), "{first}");
    window.click("Sort by year");
    window.harness.run_steps(40);
    let kept = window.commands.borrow().iter().rev().find_map(|command| {
        let Command::KeepWindow(text) = command else { return None };
        Some(Memory::parse(text))
    });
    let kept = kept.unwrap();
    assert_eq!((kept.sort.to_string(), kept.size), ("year".to_owned(), Some([1280.0, 800.0])));
    assert_eq!(kept.columns, Memory::parse(left).columns);
}

#[test]
fn the_transport_sends_what_it_says() {
    let mut window = Window::well();
    window.click("Pause");
    window.click("Next track");
    window.click("Previous track");
    window.click("Mute");
    assert_eq!(
        window.sent(),
        [Command::TogglePlay, Command::Next, Command::Previous, Command::SetVolume(0.0)]
    );
    window.tell(Event::Playback(Playback::Stopped));
    window.click("Play");
    assert_eq!(window.sent(), [Command::TogglePlay]);
}

#[test]
fn seek_and_volume_are_sliders_with_a_value_in_words() {
    let mut window = Window::well();
    let seek = window.harness.get_by_label("Seek");
    assert_eq!(seek.accesskit_node().role(), Role::Slider);
    assert_eq!(seek.value().as_deref(), Some("1:24 of 3:42"));
    seek.set_value_accesskit(0.5);
    window.harness.run();
    assert_eq!(window.sent(), [Command::Seek(Duration::from_secs(111))]);
    let volume = window.harness.get_by_label("Volume");
    assert_eq!(volume.value().as_deref(), Some("64\u{a0}%"));
    volume.increment_accesskit();
    window.harness.run();
    assert!(matches!(window.sent()[..], [Command::SetVolume(v)] if (v - 0.69).abs() < 1e-4));
}

#[test]
fn a_click_on_the_seek_bar_goes_there_once() {
    let mut window = Window::well();
    window.click("Seek");
    assert_eq!(window.sent(), [Command::Seek(Duration::from_secs(111))]);
}

#[test]
fn keys_do_what_the_help_says() {
    let mut window = Window::well();
    for (modifiers, key) in [
        (Modifiers::NONE, Key::Space),
        (Modifiers::NONE, Key::N),
        (Modifiers::CTRL | Modifiers::COMMAND, Key::ArrowRight),
        (Modifiers::NONE, Key::P),
        (Modifiers::NONE, Key::ArrowRight),
        (Modifiers::NONE, Key::M),
    ] {
        window.key(modifiers, key);
    }
    let expected = [
        Command::TogglePlay,
        Command::Next,
        Command::Next,
        Command::Previous,
        Command::Seek(Duration::from_secs(89)),
        Command::SetVolume(0.0),
    ];
    assert_eq!(window.sent(), expected);
    window.key(Modifiers::NONE, Key::Questionmark);
    assert!(window.shows("Play or pause"));
}

#[test]
fn media_keys_and_full_screen_work_even_while_typing() {
    let mut window = Window::well();
    window.key(Modifiers::COMMAND, Key::F);
    for key in [Key::MediaPlayPause, Key::MediaTrackNext, Key::MediaTrackPrevious, Key::MediaStop] {
        window.key(Modifiers::NONE, key);
    }
    assert_eq!(window.sent(), [Command::TogglePlay, Command::Next, Command::Previous, Command::Stop]);
    window.harness.key_down(Key::F11);
    window.harness.step();
    let asked = &window.harness.output().viewport_output[&egui::ViewportId::ROOT].commands;
    assert!(asked.contains(&egui::ViewportCommand::Fullscreen(true)), "{asked:?}");
}

#[test]
fn a_key_counts_with_what_was_held_when_it_was_pressed() {
    let mut window = Window::well();
    let event = |pressed, modifiers| egui::Event::Key {
        key: Key::L,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    // All of it in one slow frame.
    window.harness.event(event(true, Modifiers::COMMAND));
    window.harness.event(event(false, Modifiers::NONE));
    window.harness.run();
    assert!(window.shows("Search library"));
}

#[test]
fn keys_are_letters_while_typing() {
    let mut window = Window::well();
    window.key(Modifiers::COMMAND, Key::F);
    let field = window.harness.get_by_label("Search library");
    assert!(field.is_focused());
    field.type_text("n m c");
    window.key(Modifiers::NONE, Key::N);
    window.key(Modifiers::NONE, Key::Space);
    let searched: Vec<Command> = window.commands.borrow_mut().drain(..).collect();
    let alone = |c: &Command| matches!(c, Command::Search { .. } | Command::LoadLyrics(_));
    assert!(searched.iter().all(alone), "{searched:?}");
    assert!(
        matches!(searched.last(), Some(Command::Search { question, query, .. }) if *question > 1 && query == "n m c")
    );
}

#[test]
fn mode_goal_and_pin_go_out_and_the_pin_can_be_removed() {
    let mut window = Window::well();
    window.click("Lift");
    let lift = Steering { mode: Mode::Lift, ..Steering::default() };
    window.tell(Event::Steering(lift));
    window.click("Goal: Calm and happy");
    window.click("Energised");
    window.click("Pin mood…");
    window.click("Sad");
    window.tell(Event::Steering(Steering { pinned: Some(Emotion::Sad.into()), ..lift }));
    window.click("Pinned: sad. Pin mood…");
    window.click("Let the camera lead");
    assert_eq!(
        window.sent(),
        [
            Command::SetMode(Mode::Lift),
            Command::SetGoal(Goal::Energised),
            Command::Pin(Some(Emotion::Sad.into())),
            Command::Pin(None)
        ]
    );
}

#[test]
fn the_emotion_the_scores_and_the_reason_can_be_read() {
    let window = Window::well();
    for words in
        ["You look happy, 72", "happy score", "Warm and lively", "Copper Light on the Bay", "Mood plane"]
    {
        assert!(window.shows(words), "{words}");
    }
    assert_eq!(window.harness.get_by_label("happy score").value().as_deref(), Some("72\u{a0}%"));
}

#[test]
fn the_camera_s_troubles_say_what_to_do() {
    let mut window = Window::well();
    window.tell(Event::Mood(ListenerMood::Unknown));
    for problem in [
        CaptureProblem::NoCamera,
        CaptureProblem::Busy,
        CaptureProblem::NoPermission,
        CaptureProblem::Unplugged,
        CaptureProblem::Stalled,
    ] {
        let advice = problem.to_string();
        window.tell(Event::Capture(CaptureState::Failed(problem)));
        assert!(window.shows(&advice), "{advice}");
    }
    window.tell(made_up::live());
    window.tell(Event::Vision(Arc::new(made_up::report(3, false))));
    assert!(window.shows("No face in view"));
    window.tell(Event::Vision(Arc::new(made_up::report(4, true))));
    assert!(window.shows("Not sure yet"));
}

#[test]
fn silence_is_told_and_taken_back() {
    let mut window = Window::well();
    window.tell(Event::Output(OutputState::Silent { reason: "none".into() }));
    assert!(window.shows("No sound device. Music goes on silently until one appears."));
    window.tell(Event::Output(OutputState::Device("Speakers".into())));
    assert!(!window.shows("No sound device"));
}

#[test]
fn removing_from_the_queue_can_be_undone() {
    let mut window = Window::well();
    window.click("Remove Salt and Honey from the queue");
    window.click("Undo");
    assert_eq!(window.sent(), [Command::Unqueue(2), Command::UndoQueue]);
}

#[test]
fn clearing_the_queue_can_be_undone() {
    let mut window = Window::well();
    assert!(!window.shows("Clear queue"));
    window.tell(Event::Order(Order { queued: 2, ..Order::default() }));
    window.click("Clear queue");
    window.click("Undo");
    assert_eq!(window.sent(), [Command::ClearQueue, Command::UndoQueue]);
}

#[test]
fn rows_of_the_queue_move_by_key_and_by_drag() {
    let mut window = Window::well();
    let row = |window: &Window| window.harness.get_by_label_contains("2. Salt and Honey").rect();
    let place = row(&window);
    window.harness.get_by_label_contains("2. Salt and Honey").focus();
    window.harness.run();
    window.key(Modifiers::ALT, Key::ArrowDown);
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.key(Modifiers::NONE, Key::Delete);
    window.key(Modifiers::NONE, Key::Enter);
    let before = |before| Command::MoveQueued { key: 2, before: Some(before) };
    assert_eq!(window.sent(), [before(4), before(1), Command::Unqueue(2), Command::PlayQueued(2)]);
    window.harness.drag_at(place.center());
    window.harness.run();
    window.harness.hover_at(place.center() + vec2(0.0, 62.0));
    window.harness.run();
    window.harness.drop_at(place.center() + vec2(0.0, 62.0));
    window.harness.run();
    assert_eq!(window.sent(), [before(4)]);
}

#[test]
fn shuffle_repeat_and_sleep_are_buttons_or_one_menu() {
    let mut window = Window::well();
    window.click("Shuffle");
    window.click("Repeat: off");
    window.tell(Event::Order(Order { repeat: Repeat::All, ..Order::default() }));
    window.click("Repeat: the queue");
    window.click("Sleep timer");
    window.click("Stop after this track");
    window.click("Sleep timer");
    window.click("Fade out in 30 minutes");
    let sleep = Command::Sleep(Some(Duration::from_mins(30)));
    assert_eq!(
        window.sent(),
        [
            Command::SetShuffle(true),
            Command::SetRepeat(Repeat::All),
            Command::SetRepeat(Repeat::One),
            Command::StopAfterTrack(true),
            sleep
        ]
    );
    let mut small = Window::new([420.0, 600.0], made_up::well());
    small.click("Shuffle, repeat and sleep");
    small.click("Repeat: this track");
    assert_eq!(small.sent(), [Command::SetRepeat(Repeat::One)]);
}

#[test]
fn a_liked_track_is_liked_no_more_on_a_second_click() {
    let mut window = Window::well();
    window.click("Like this track");
    let mut track = made_up::track(0);
    track.like = Like::Liked;
    window.tell(Event::TrackChanged(Arc::new(track)));
    let button = window.harness.get_by_label("Like this track");
    assert_eq!(button.accesskit_node().toggled(), Some(Toggled::True));
    window.click("Like this track");
    let id = TrackId(0);
    assert_eq!(window.sent(), [Command::SetLike(id, Like::Liked), Command::SetLike(id, Like::Neutral)]);
}

#[test]
fn tracks_play_by_double_click_by_enter_and_by_button() {
    let mut window = Window::well();
    window.click("Library");
    let row = "Paper Boats, Ana Ribeiro, Small Harbours, lively, 7 plays, 3:08";
    window.harness.get_by_label(row).click();
    window.harness.get_by_label(row).click();
    window.harness.run();
    assert_eq!(window.sent(), [Command::PlayNow(TrackId(1))]);
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(window.sent(), [Command::PlayNow(TrackId(2))]);
    window.key(Modifiers::NONE, Key::Space);
    assert_eq!(window.sent(), [Command::TogglePlay]);
}

#[test]
fn letters_typed_in_the_list_look_for_a_track_and_do_not_act() {
    let mut window = Window::well();
    window.click("Library");
    window.harness.query_all_by_role(Role::Row).next().unwrap().focus();
    window.harness.run();
    window.commands.borrow_mut().clear();
    for (key, letter) in [(Key::N, "N"), (Key::O, "o")] {
        window.harness.event(egui::Event::Text(letter.to_owned()));
        window.key(Modifiers::NONE, key);
    }
    let asked = |command: &Command| matches!(command, Command::Search { .. } | Command::KeepWindow(_));
    assert!(window.commands.borrow().iter().all(asked), "{:?}", window.commands.borrow());
    let asked: Vec<Command> =
        window.commands.borrow_mut().extract_if(.., |c| matches!(c, Command::Search { .. })).collect();
    let Some(Command::Search { question, query, .. }) = asked.last() else { panic!("{asked:?}") };
    assert_eq!(query, "no");
    window.tell(made_up::found(*question, 9));
    let focused = window.harness.query_all_by_role(Role::Row).find(egui_kittest::Node::is_focused);
    let focused = focused.unwrap().accesskit_node().label().unwrap();
    assert!(focused.starts_with("Northbound"), "{focused}");
}

#[test]
fn a_group_is_queued_from_its_menu_and_by_letting_it_go_over_the_transport() {
    let mut window = Window::well();
    window.click("Library");
    window.click("Artists");
    window.tell(made_up::groups(GroupKind::Artists));
    let ana = |window: &Window| window.harness.get_by_label_contains("Ana Ribeiro, ").rect().center();
    let queued = |window: &mut Window| {
        let question = window.commands.borrow().iter().rev().find_map(|command| {
            let Command::Search { question, query, .. } = command else { return None };
            query.contains("Ana Ribeiro").then_some(*question)
        });
        window.tell(made_up::found(question.unwrap(), 2));
        let sent = window.sent();
        assert_eq!(sent.last(), Some(&Command::Enqueue(vec![TrackId(0), TrackId(1)])), "{sent:?}");
    };
    window.harness.get_by_label_contains("Ana Ribeiro, ").click_secondary();
    window.harness.run();
    window.click("Add all to queue");
    queued(&mut window);
    let from = ana(&window);
    let to = window.harness.get_by_label("Volume").rect().center();
    window.harness.drag_at(from);
    window.harness.run();
    window.harness.hover_at(from + vec2(20.0, 20.0));
    window.harness.run();
    window.harness.hover_at(to);
    window.harness.run();
    window.harness.drop_at(to);
    window.harness.run();
    queued(&mut window);
}

#[test]
fn a_track_s_menu_queues_it() {
    let mut window =
        Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Allowed, 9), made_up::found(1, 9)]);
    window.click("Library");
    for (choice, command) in [
        ("Play next", Command::PlayNext(vec![TrackId(3)])),
        ("Add to queue", Command::Enqueue(vec![TrackId(3)])),
        ("Play now", Command::PlayNow(TrackId(3))),
    ] {
        window.click("More for Blue Room, Open Window");
        window.click(choice);
        assert_eq!(window.sent(), [command]);
    }
}

#[test]
fn the_menu_of_what_has_the_focus_opens_by_key_and_gives_the_focus_back() {
    let mut window =
        Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Allowed, 9), made_up::found(1, 9)]);
    window.click("Library");
    for (modifiers, key) in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
        window.harness.get_by_label_contains("Blue Room, Open Window, ").focus();
        window.harness.run();
        window.key(modifiers, key);
        assert!(window.harness.get_by_label("Play now").is_focused());
        window.key(Modifiers::NONE, Key::ArrowDown);
        window.key(Modifiers::NONE, Key::Enter);
        assert_eq!(window.sent(), [Command::PlayNext(vec![TrackId(3)])]);
        assert!(window.harness.query_by_label("Play now").is_none(), "the menu is closed");
        assert!(window.harness.get_by_label_contains("Blue Room, Open Window, ").is_focused());
    }
}

#[test]
fn columns_move_by_key_and_by_dragging_their_heads() {
    let mut window =
        Window::new([1600.0, 800.0], vec![made_up::ready(Consent::Allowed, 9), made_up::found(1, 9)]);
    window.click("Library");
    let left = |window: &Window, name: &str| window.harness.get_by_label(name).rect().left();
    let artist_first = |window: &Window| left(window, "Sort by artist") < left(window, "Sort by album");
    assert!(artist_first(&window));
    window.harness.get_by_label("Sort by artist").focus();
    window.harness.run();
    window.key(Modifiers::ALT, Key::ArrowRight);
    assert!(!artist_first(&window));
    let from = window.harness.get_by_label("Sort by artist").rect().center();
    let to = window.harness.get_by_label("Sort by album").rect().center();
    window.harness.drag_at(from);
    window.harness.run();
    window.harness.hover_at(to);
    window.harness.run();
    window.harness.drop_at(to);
    window.harness.run();
    assert!(artist_first(&window));
}

#[test]
fn what_can_be_undone_last_can_be_undone_from_the_list_of_notices() {
    let mut window = Window::well();
    window.click("Remove Salt and Honey from the queue");
    window.click("Remove Northbound from the queue");
    for _ in 0..2 {
        let close = window.harness.query_all_by_label("Close notice").next();
        close.unwrap().click();
        window.harness.run();
    }
    window.click("Notices");
    assert_eq!(window.harness.query_all_by_label("Undo").count(), 1, "the older one would undo the newer");
    window.click("Undo");
    assert_eq!(window.harness.query_all_by_label("Undo").count(), 0);
    assert_eq!(window.sent().last(), Some(&Command::UndoQueue));
}

#[test]
fn several_tracks_are_selected_and_marked_together() {
    let mut window =
        Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Allowed, 9), made_up::found(1, 9)]);
    window.click("Library");
    let row = |window: &mut Window, name: &str, modifiers: Modifiers| {
        window
            .harness
            .get_by(|node| {
                node.role() == Role::Row && node.label().is_some_and(|label| label.starts_with(name))
            })
            .click_modifiers(modifiers);
        window.harness.run();
    };
    row(&mut window, "Paper Boats", Modifiers::NONE);
    row(&mut window, "Northbound", Modifiers::SHIFT);
    row(&mut window, "Salt and Honey", Modifiers::COMMAND);
    window.click("More for Paper Boats");
    window.click("Like");
    let liked = Mark::Like(Like::Liked);
    assert_eq!(window.sent(), [Command::Mark(vec![TrackId(1), TrackId(3), TrackId(4)], liked)]);
}

#[test]
fn rows_out_of_the_first_answer_are_fetched_when_they_come_into_sight() {
    let mut window =
        Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Allowed, 1000), made_up::found(1, 1000)]);
    window.click("Library");
    window.harness.query_all_by_role(Role::Row).next().unwrap().focus();
    window.harness.run();
    window.commands.borrow_mut().clear();
    window.key(Modifiers::NONE, Key::End);
    let last: Vec<TrackId> = (900..1000).map(TrackId).collect();
    assert!(window.commands.borrow().contains(&Command::LoadTracks(last)));
}

#[test]
fn a_column_s_head_sorts_and_a_shelf_shows_its_own() {
    let mut window = Window::well();
    window.click("Library");
    window.commands.borrow_mut().clear();
    window.click("Sort by title");
    window.click("Liked");
    let asked: Vec<(String, String)> = window
        .commands
        .borrow()
        .iter()
        .filter_map(|command| {
            let Command::Search { query, sort, .. } = command else { return None };
            Some((query.clone(), sort.to_string()))
        })
        .collect();
    assert_eq!(asked, [(String::new(), "title".to_owned()), ("liked:yes ".to_owned(), "best".to_owned())]);
}

#[test]
fn a_playlist_is_made_from_tracks_and_named() {
    let mut window = Window::well();
    window.click("Library");
    window.click("New playlist");
    window.click("New playlist…");
    window.harness.get_by_label("Name of the playlist").type_text("Road");
    window.harness.run();
    window.key(Modifiers::NONE, Key::Enter);
    let made = Command::CreatePlaylist { name: "Road".to_owned(), smart: None, tracks: Vec::new() };
    assert_eq!(window.sent(), [made]);
}

#[test]
fn a_large_library_draws_only_the_rows_in_sight() {
    let mut window = Window::new(
        [1280.0, 800.0],
        vec![made_up::ready(Consent::Allowed, 100_000), made_up::found(1, 100_000)],
    );
    window.click("Library");
    let rows = window.harness.query_all_by_role(Role::Row).count();
    assert!((8..40).contains(&rows), "{rows}");
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut window =
        Window::new([1280.0, 800.0], vec![made_up::ready(Consent::Declined, 0), made_up::found(1, 0)]);
    assert!(window.shows("Your library is empty"));
    assert!(window.shows("Import folder…"));
    window.click("Library");
    assert!(window.shows("No music yet"));
}

#[test]
fn a_search_without_matches_says_so() {
    let mut window = Window::well();
    window.click("Library");
    window.harness.get_by_label("Search library").focus();
    window.harness.run();
    window.harness.get_by_label("Search library").type_text("zzz");
    window.harness.run();
    let asked = window.commands.borrow().iter().filter(|c| matches!(c, Command::Search { .. })).count();
    window.tell(made_up::found(asked as u64, 0));
    assert!(window.shows("Nothing matches"));
}

#[test]
fn an_import_shows_its_progress_can_be_cancelled_and_lists_what_failed() {
    let mut window = Window::well();
    window.tell(Event::Import(ImportState::Running { done: 120, found: 480, walked: true }));
    assert!(window.shows("Importing music: 120 of 480 files"));
    window.click("Cancel import");
    assert_eq!(window.sent(), [Command::CancelImport]);
    let failed = vec![FailedFile { path: "broken.mp3".into(), reason: "no sound in it".into() }];
    let report = ImportReport { added: 2, cancelled: true, failed, ..ImportReport::default() };
    window.tell(Event::Import(ImportState::Finished(Arc::new(report))));
    assert!(window.shows("Import cancelled: 2 tracks added"));
    assert!(!window.shows("no sound in it"));
    window.click("Details");
    assert!(window.shows("broken.mp3: no sound in it"));
}

#[test]
fn a_setting_is_found_changed_and_told() {
    let mut window = Window::well();
    window.key(Modifiers::COMMAND, Key::Comma);
    assert!(window.shows("Goal of lift"));
    assert_eq!(window.sent(), [Command::ListCameras], "the settings offer the cameras that are there");
    let field = window.harness.get_by_label("Search settings");
    assert!(field.is_focused());
    field.type_text("night");
    window.harness.run();
    assert!(!window.shows("Goal of lift"));
    window.click("Light or dark: As the desktop");
    window.click("Dark");
    assert_eq!(window.sent(), [Command::Change(Change::Appearance(Appearance::Dark))]);
    window.tell(Event::Settings(made_up::settings(Consent::Allowed, Appearance::Dark)));
    assert!(window.shows("Light or dark: Dark"));
}

#[test]
fn a_search_for_no_setting_says_so_and_leads_back() {
    let mut window = Window::well();
    window.click("Settings");
    window.harness.get_by_label("Search settings").type_text("xyzzy");
    window.harness.run();
    assert!(window.shows("No setting matches"));
    window.click("Show all settings");
    assert!(window.shows("Light or dark"));
}

#[test]
fn every_control_has_a_name_in_every_view_and_size() {
    for size in [[1280.0, 800.0], [900.0, 600.0], [420.0, 320.0]] {
        let mut window = Window::new(size, made_up::well());
        window.tell(Event::Notice(Notice::new(Level::Error, "Something failed.").with_details("why")));
        window.harness.check_accessibility();
        for view in ["Library", "You", "Settings", "Now playing"] {
            if window.harness.query_by_label(view).is_some() {
                window.click(view);
                window.harness.check_accessibility();
            }
        }
        window.click("Keyboard shortcuts");
        window.harness.check_accessibility();
    }
}

#[test]
fn every_view_works_in_the_smallest_window() {
    let mut window = Window::new([420.0, 320.0], made_up::well());
    window.click("You");
    assert!(window.shows("You look happy"));
    window.click("Library");
    assert!(window.shows("Search library"));
    window.click("Now playing");
    window.click("Pause");
    assert_eq!(window.sent(), [Command::TogglePlay]);
}

#[test]
fn nothing_is_drawn_when_nothing_happens() {
    let mut window = Window::well();
    window.harness.run();
    let delay = window.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > Duration::from_hours(1), "{delay:?}");
}

#[test]
fn a_click_on_a_score_says_what_the_mood_truly_is() {
    let mut window = Window::new([1280.0, 1300.0], made_up::well());
    assert!(window.shows("Not your mood? Click the one that is."));
    window.click("sad score");
    assert_eq!(window.sent(), [Command::CorrectMood(Emotion::Sad)]);
    let mut confusion = mien::calibration::Confusion::default();
    confusion.count(Emotion::Happy, Emotion::Sad);
    window.tell(Event::Corrections(Box::new(Corrections {
        confusion,
        calibrated: true,
        said: Some(Emotion::Sad),
    })));
    assert!(window.shows("You said: sad."));
    window.click("How well Mien reads you");
    assert!(window.shows("1 times happy was read and sad was true"));
    window.click("Forget my answers");
    assert_eq!(window.sent(), [Command::ForgetCorrections]);
}

#[test]
fn the_plane_is_set_by_click_and_by_keyboard_and_sets_the_goal_in_lift_mode() {
    let mut window = Window::well();
    window.harness.get_by_label_contains("Mood plane").click();
    window.harness.run();
    let middle = mien::affect::Affect::new(0.0, 0.0);
    assert_eq!(window.sent(), [Command::Pin(Some(middle.into()))]);
    window.tell(Event::Mood(ListenerMood::Unknown));
    window.tell(Event::Playback(Playback::Stopped));
    window.tell(Event::Steering(Steering { mode: Mode::Lift, ..Steering::default() }));
    window.click("Set goal");
    window.harness.get_by_label_contains("Mood plane").focus();
    window.harness.run();
    for key in [Key::ArrowRight, Key::ArrowUp, Key::ArrowUp, Key::Enter] {
        window.key(Modifiers::NONE, key);
    }
    let sent = window.sent();
    let [Command::SetGoal(Goal::Point(goal))] = sent[..] else { panic!("{sent:?}") };
    assert!(goal.distance(mien::affect::Affect::new(0.1, 0.2)) < 1e-4, "{goal}");
}

#[test]
fn a_lift_is_offered_and_never_forced() {
    let mut window = Window::well();
    window.tell(Event::LiftOffer(true));
    window.click("Not now");
    window.click("Lead me there");
    assert_eq!(window.sent(), [Command::DeclineLift, Command::SetMode(Mode::Lift)]);
    window.tell(Event::LiftOffer(false));
    assert!(!window.shows("Lead me there"));
}

#[test]
fn the_journal_is_off_at_first_and_says_what_it_would_keep() {
    let mut window = Window::well();
    window.click("Journal");
    assert_eq!(window.sent(), [Command::ShowJournal { day: None, days: 1 }]);
    window.tell(made_up::journal_page(0));
    assert!(window.shows("never with a picture"));
    window.click("Keep a mood journal");
    assert_eq!(window.sent(), [Command::Change(Change::Journal(true))]);
}

#[test]
fn the_journal_shows_a_day_and_deletes_in_two_steps() {
    let mut window = Window::well();
    window.key(Modifiers::COMMAND, Key::J);
    window.tell(made_up::journal_page(1));
    for words in ["Today, Sat 21 November 2026", "How you looked", "Songs that came before better moods"] {
        assert!(window.shows(words), "{words}");
    }
    assert!(window.shows("came before a better mood 2 times"));
    window.sent();
    window.click("Week");
    window.click("Earlier");
    window.click("Delete everything…");
    assert!(window.shows("will be gone for good"));
    window.click("Keep");
    window.click("Delete this day…");
    window.harness.get_all_by_label_contains("Delete ").next().unwrap().click();
    window.harness.run();
    let day = 20_778;
    assert_eq!(
        window.sent(),
        [
            Command::ShowJournal { day: Some(day), days: 7 },
            Command::ShowJournal { day: Some(day - 7), days: 1 },
            Command::DeleteJournal(Deletion::Days { day, days: 1 }),
            Command::ShowJournal { day: Some(day), days: 1 },
        ]
    );
}

#[test]
fn in_a_narrow_window_the_parts_of_the_journal_stand_one_below_the_other() {
    let mut window = Window::new([420.0, 1600.0], made_up::well());
    window.key(Modifiers::COMMAND, Key::J);
    window.tell(made_up::journal_page(1));
    let parts =
        ["neutral: ", "Songs that came before better moods", "came before a better mood", "Export as CSV…"];
    let place = |words| {
        let rects = window.harness.get_all_by_label_contains(words).map(|node| node.rect());
        rects.reduce(egui::Rect::union).unwrap()
    };
    for pair in parts.windows(2) {
        let (above, below) = (place(pair[0]), place(pair[1]));
        assert!(above.bottom() <= below.top(), "{pair:?}: {above} {below}");
    }
}

#[test]
fn the_neutral_face_is_set_and_taken_back() {
    let mut window = Window::well();
    window.click("This is my neutral face");
    assert_eq!(window.sent(), [Command::CalibrateRest]);
    window.tell(Event::RestWatch(RestWatch::Watching));
    assert!(window.shows("Relax your face"));
    window.tell(Event::RestWatch(RestWatch::Idle));
    let corrections = Corrections { calibrated: true, ..Corrections::default() };
    window.tell(Event::Corrections(Box::new(corrections)));
    window.click("Undo neutral face");
    assert_eq!(window.sent(), [Command::UndoCalibration]);
}

#[test]
fn a_hint_is_shown_and_somebody_else_can_be_followed() {
    let mut window = Window::well();
    let mut report = made_up::report(5, true);
    let beside = FaceBox { x: 40.0, y: 60.0, width: 90.0, height: 90.0 };
    report.faces.push(Face { bounds: beside, confidence: 0.9, reading: None });
    report.hint = Some(Hint::Several);
    window.tell(Event::Vision(Arc::new(report)));
    assert!(window.shows("Several people are in view"));
    window.click("Follow this person");
    assert_eq!(window.sent(), [Command::Follow { x: 85.0, y: 105.0 }]);
}
