//! The engine from outside: commands in, events out, on the demo tracks, with no window, camera or sound device.

#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)] // A test fails by panicking, and waits for what it names.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mien::affect::Quadrant;
use mien::emotion::Emotion;
use mien::engine::{
    self, Command, Config, Event, Handle, ImportState, Life, NowPlaying, Order, Playback, QueueEntry,
    QueuedBy, Repeat, Scope, Snapshot,
};
use mien::library::search::Sort;
use mien::library::{Track, TrackId};
use mien::mood::{ListenerMood, Mode};
use mien::paths::Paths;
use mien::player::{OutputChoice, POSITION_EVERY};
use mien::settings::{Change, Resume};
use mien::source::Source;

/// Long enough for a loaded machine; a working engine answers in milliseconds.
const PATIENCE: Duration = Duration::from_mins(1);

fn music() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("music")
}

fn config(data: &Path) -> Config {
    Config {
        paths: Paths::open(Some(data)).unwrap(),
        source: Some(Source::None),
        output: OutputChoice::Silent,
        mode: None,
        pin: None,
        demo: None,
        keep_settings: true,
        keep_session: false,
        position_every: POSITION_EVERY,
        seed: Some(7),
    }
}

/// Waits for the first event that gives an answer; the ones before are dropped.
fn wait<T>(engine: &Handle, what: &str, mut answer: impl FnMut(Event) -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        let event = engine.events().recv_deadline(until);
        let event = event.unwrap_or_else(|e| panic!("no {what}: {e}"));
        if let Some(answer) = answer(event) {
            return answer;
        }
    }
}

fn playing(engine: &Handle) -> std::sync::Arc<NowPlaying> {
    wait(engine, "track plays", |event| match event {
        Event::Playback(Playback::Playing(now)) => Some(now),
        _ => None,
    })
}

/// An engine whose library holds the demo tracks, and the tracks.
fn with_demo(config: Config) -> (Handle, Vec<Track>) {
    let engine = engine::spawn(config, || {}).unwrap();
    engine.send(Command::Import(vec![music()]));
    let report = wait(&engine, "end of the import", |event| match event {
        Event::Import(ImportState::Finished(report)) => Some(report),
        _ => None,
    });
    assert!(report.added + report.unchanged >= 14 && report.failed.is_empty(), "{report:?}");
    let tracks = found(&engine, 1, "");
    (engine, tracks)
}

fn found(engine: &Handle, question: u64, query: &str) -> Vec<Track> {
    let (scope, sort) = (Scope::Library, Sort::default());
    engine.send(Command::Search { question, query: query.to_owned(), scope, sort });
    wait(engine, "answer to the search", |event| match event {
        Event::Found(answer) if answer.question == question => Some(answer.tracks.to_vec()),
        _ => None,
    })
}

#[test]
fn the_first_run_brings_in_the_demo_tracks_and_the_second_does_not() {
    let data = tempfile::tempdir().unwrap();
    for first in [true, false] {
        let engine = engine::spawn(Config { demo: Some(music()), ..config(data.path()) }, || {}).unwrap();
        let startup = wait(&engine, "start", |event| match event {
            Event::Ready(startup) => Some(startup),
            _ => None,
        });
        assert_eq!((startup.importing, startup.tracks == 0), (first, first));
        if first {
            wait(&engine, "end of the import", |event| {
                matches!(event, Event::Import(ImportState::Finished(_))).then_some(())
            });
        }
    }
}

#[test]
fn a_pinned_mood_chooses_the_music_and_says_why() {
    for (emotion, quadrant) in [(Emotion::Happy, Quadrant::Lively), (Emotion::Sad, Quadrant::Sad)] {
        let data = tempfile::tempdir().unwrap();
        let (engine, _) = with_demo(Config { pin: Some(emotion.into()), ..config(data.path()) });
        engine.send(Command::Play);
        let now = playing(&engine);
        assert_eq!(now.track.mood.affect.quadrant(), quadrant, "{emotion}: {}", now.track.tags.title);
        assert!(!now.reason.is_empty() && now.target.is_some());
    }
}

#[test]
fn another_mood_changes_the_plan_and_never_the_song() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(Config { pin: Some(Emotion::Happy.into()), ..config(data.path()) });
    engine.send(Command::Play);
    let before = playing(&engine);
    engine.send(Command::Pin(Some(Emotion::Sad.into())));
    let plan = wait(&engine, "plan for the new mood", |event| match event {
        Event::Playback(_) => panic!("the song was touched"),
        Event::Queue(entries)
            if entries.first().is_some_and(|e| e.track.mood.affect.quadrant() == Quadrant::Sad) =>
        {
            Some(entries)
        }
        _ => None,
    });
    assert!(plan.iter().all(|entry| entry.track.id != before.track.id));
    engine.send(Command::Next);
    assert_eq!(playing(&engine).track.id, plan[0].track.id);
}

#[test]
fn lift_begins_near_the_mood_and_leads_to_the_goal() {
    let data = tempfile::tempdir().unwrap();
    let mode = Some(Mode::Lift);
    let (engine, _) = with_demo(Config { pin: Some(Emotion::Sad.into()), mode, ..config(data.path()) });
    engine.send(Command::Play);
    let mut valences = vec![playing(&engine).track.mood.affect.valence];
    for _ in 0..5 {
        engine.send(Command::Next);
        valences.push(playing(&engine).track.mood.affect.valence);
    }
    assert!(valences[0] < 0.0 && valences[5] > 0.0, "{valences:?}");
}

#[test]
fn the_users_queue_comes_first_and_can_be_undone() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(config(data.path()));
    engine.send(Command::PlayNow(tracks[0].id));
    assert_eq!(playing(&engine).track.id, tracks[0].id);
    engine.send(Command::Enqueue(vec![tracks[1].id]));
    engine.send(Command::PlayNext(vec![tracks[2].id]));
    let by_user = |event| match event {
        Event::Queue(entries) => {
            let user: Vec<_> = entries.iter().filter(|e| e.by == QueuedBy::User).cloned().collect();
            Some(user)
        }
        _ => None,
    };
    let queue = wait(&engine, "both in the queue", |e| by_user(e).filter(|user| user.len() == 2));
    assert_eq!([queue[0].track.id, queue[1].track.id], [tracks[2].id, tracks[1].id]);
    engine.send(Command::Unqueue(queue[0].key));
    wait(&engine, "one left", |e| by_user(e).filter(|user| user.len() == 1));
    engine.send(Command::UndoQueue);
    wait(&engine, "undone", |e| by_user(e).filter(|user| user.len() == 2));
    engine.send(Command::Next);
    assert_eq!(playing(&engine).track.id, tracks[2].id);
    engine.send(Command::Previous);
    assert_eq!(playing(&engine).track.id, tracks[0].id, "previous goes back to the track before");
}

#[test]
fn a_later_listener_is_told_first_how_things_stand() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(config(data.path()));
    engine.send(Command::SetVolume(0.25));
    engine.send(Command::PlayNow(tracks[0].id));
    assert_eq!(playing(&engine).track.id, tracks[0].id);
    let idle = engine.commander().subscribe(|| {});
    let events = engine.commander().subscribe(|| {});
    let mut known = Snapshot::default();
    while known.life != Life::Running {
        known.apply(&events.recv_timeout(PATIENCE).unwrap());
    }
    assert_eq!((known.life.clone(), known.music.volume, known.tracks), (Life::Running, 0.25, tracks.len()));
    assert_eq!(known.music.playback.now().unwrap().track.id, tracks[0].id);
    // A listener that never fetches holds up nobody.
    for step in 0..5000 {
        engine.send(Command::SetVolume(step as f32 / 5000.0));
        if step % 100 == 0 {
            let _answered = found(&engine, step + 10, "");
        }
    }
    engine.send(Command::SetVolume(1.0));
    while known.music.volume < 1.0 {
        known.apply(&events.recv_timeout(PATIENCE).unwrap());
    }
    drop(engine);
    assert!(matches!(events.iter().last(), Some(Event::Ended)), "the end is told, and the channel ends");
    assert!(idle.iter().count() > 0);
}

#[test]
fn a_skip_is_remembered() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Play);
    let skipped = playing(&engine).track.id;
    engine.send(Command::Next);
    let track = wait(&engine, "counted skip", |event| match event {
        Event::TrackChanged(track) if track.id == skipped => Some(track),
        _ => None,
    });
    assert_eq!((track.skips, track.plays), (1, 0));
}

#[test]
fn a_song_follows_the_one_before_by_itself_and_counts_as_played() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Play);
    let first = playing(&engine).track.clone();
    engine.send(Command::Seek(Duration::from_secs_f64(first.length_secs - 1.5)));
    let mut played = false;
    let second = wait(&engine, "second song", |event| match event {
        Event::TrackChanged(track) if track.id == first.id => {
            played = track.plays == 1;
            None
        }
        Event::Playback(Playback::Playing(now)) if now.track.id != first.id => Some(now),
        _ => None,
    });
    assert!(second.target.is_some());
    let counted = played || found(&engine, 9, "").iter().any(|t| t.id == first.id && t.plays == 1);
    assert!(counted, "the first song was heard to its end");
}

#[test]
fn a_file_that_went_away_is_skipped_with_its_name() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let album = music().join("Slow Water");
    for entry in std::fs::read_dir(album).unwrap() {
        let from = entry.unwrap().path();
        std::fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
    }
    let engine = engine::spawn(config(data.path()), || {}).unwrap();
    engine.send(Command::Import(vec![folder.path().to_path_buf()]));
    wait(&engine, "import", |e| matches!(e, Event::Import(ImportState::Finished(_))).then_some(()));
    let tracks = found(&engine, 1, "");
    std::fs::remove_file(&tracks[0].path).unwrap();
    engine.send(Command::PlayNow(tracks[0].id));
    let notice = wait(&engine, "notice", |event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    let (text, file) = (notice.text.to_string(), tracks[0].path.file_name().unwrap().to_str().unwrap());
    assert!(text.contains(&tracks[0].tags.title) && text.contains(file), "{notice:?}");
    assert!(text.contains("cannot be read"), "{notice:?}");
    assert_ne!(playing(&engine).track.id, tracks[0].id, "the music goes on");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let data = tempfile::tempdir().unwrap();
    let engine = engine::spawn(config(data.path()), || {}).unwrap();
    engine.send(Command::Import(vec![data.path().join("nowhere")]));
    let notice = wait(&engine, "notice", |event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    assert!(notice.text.to_string().contains("nowhere"), "{notice:?}");
}

#[test]
fn a_damaged_library_is_told_and_left_untouched() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("library.db");
    let junk = vec![0x5a; 8192];
    std::fs::write(&file, &junk).unwrap();
    let engine = engine::spawn(config(data.path()), || {}).unwrap();
    let reason = wait(&engine, "reason", |event| match event {
        Event::Failed(reason) => Some(reason),
        _ => None,
    });
    assert!(reason.contains("library.db"), "{reason}");
    assert_eq!(std::fs::read(&file).unwrap(), junk);
}

#[test]
fn a_picture_as_source_gives_its_mood() {
    let data = tempfile::tempdir().unwrap();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/astronaut-vga.jpg");
    let source = Some(Source::Image(picture));
    let engine = engine::spawn(Config { source, ..config(data.path()) }, || {}).unwrap();
    let (emotion, affect) = wait(&engine, "mood", |event| match event {
        Event::Mood(ListenerMood::Known { emotion, affect, .. }) => Some((emotion, affect)),
        _ => None,
    });
    assert_eq!((emotion, affect.quadrant()), (Emotion::Happy, Quadrant::Lively));
    let report = engine.reports().recv_timeout(PATIENCE).unwrap();
    let listener = &report.faces[report.listener.expect("somebody is looked at")];
    let (x, y) = listener.bounds.center();
    assert!((190.0..370.0).contains(&x) && (80.0..240.0).contains(&y), "{:?}", listener.bounds);
}

#[test]
fn without_music_play_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let engine = engine::spawn(config(data.path()), || {}).unwrap();
    engine.send(Command::Play);
    let notice = wait(&engine, "notice", |event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    assert!(notice.text.to_string().contains("Import"), "{notice:?}");
}

#[test]
fn quitting_keeps_the_volume_and_is_no_skip() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Play);
    let playing = playing(&engine).track.id;
    engine.send(Command::SetVolume(0.25));
    drop(engine);
    let engine = engine::spawn(config(data.path()), || {}).unwrap();
    let volume = wait(&engine, "start", |event| match event {
        Event::Ready(startup) => Some(startup.settings.volume),
        _ => None,
    });
    assert!((volume - 0.25).abs() < 1e-6, "{volume}");
    let tracks = found(&engine, 1, "");
    assert!(tracks.iter().any(|track| track.id == playing && track.skips == 0));
}

/// The numbers of the plan's tracks, once it fulfils a wish.
fn planned(engine: &Handle, what: &str, wish: impl Fn(&[engine::QueueEntry]) -> bool) -> Vec<i64> {
    wait(engine, what, |event| match event {
        Event::Queue(entries) if wish(&entries) => {
            Some(entries.iter().map(|entry| entry.track.id.0).collect())
        }
        _ => None,
    })
}

#[test]
fn recommend_answers_what_the_engine_plans() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    let mut heard = Vec::new();
    for (emotion, mode) in
        [(Emotion::Happy, Mode::Match), (Emotion::Sad, Mode::Lift), (Emotion::Angry, Mode::Match)]
    {
        // What is heard, skipped and liked between the questions is part of the state.
        engine.send(Command::Play);
        for _ in 0..3 {
            heard.push(playing(&engine).track.id);
            engine.send(Command::Next);
        }
        engine.send(Command::SetLike(heard[0], mien::library::Like::Liked));
        engine.send(Command::SetMode(mode));
        engine.send(Command::Pin(Some(emotion.into())));
        wait(&engine, "pin", |event| match event {
            Event::Steering(steering) if steering.pinned == Some(emotion.into()) => Some(()),
            _ => None,
        });
    }
    drop(engine);
    for (emotion, mode) in [(Emotion::Happy, Mode::Match), (Emotion::Sad, Mode::Lift)] {
        let config = Config { pin: Some(emotion.into()), mode: Some(mode), ..config(data.path()) };
        let engine = engine::spawn(config, || {}).unwrap();
        let plan = planned(&engine, "plan", |entries| entries.len() == 10);
        drop(engine);
        let answer = std::process::Command::new(env!("CARGO_BIN_EXE_mien"))
            .arg("--data-dir")
            .arg(data.path())
            .args(["--json", "recommend", "--emotion", emotion.name(), "--mode", mode.name()])
            .args(["--seed", "7", "-n", "10"])
            .output()
            .unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
        let tracks = answer["tracks"].as_array().unwrap();
        assert_eq!(
            tracks.iter().map(|track| track["id"].as_i64().unwrap()).collect::<Vec<_>>(),
            plan,
            "{emotion}"
        );
    }
}

#[test]
fn a_place_on_the_plane_steers_like_an_emotion() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    let calm = mien::affect::Affect::new(0.55, -0.5);
    engine.send(Command::Pin(Some(calm.into())));
    let fits = |entries: &[engine::QueueEntry]| {
        entries.first().is_some_and(|entry| {
            entry.target == Some(calm) && entry.track.mood.affect.quadrant() == Quadrant::Calm
        })
    };
    planned(&engine, "plan for the place", fits);
}

#[test]
fn what_was_learned_lasts_and_is_forgotten_on_request() {
    let data = tempfile::tempdir().unwrap();
    let beliefs =
        || mien::library::Library::open(&data.path().join("library.db")).unwrap().beliefs().unwrap();
    let (engine, _) = with_demo(Config { pin: Some(Emotion::Happy.into()), ..config(data.path()) });
    // The plan made when the library was read may have been told while the tracks were waited for.
    engine.send(Command::Pin(Some(Emotion::Happy.into())));
    let before = planned(&engine, "first plan", |entries| entries.len() == 10);
    engine.send(Command::Play);
    let first = playing(&engine).track.id;
    engine.send(Command::SetLike(first, mien::library::Like::Disliked));
    engine.send(Command::SetLike(first, mien::library::Like::Neutral));
    planned(&engine, "plan", |entries| entries.len() == 10);
    drop(engine);
    assert!(beliefs().iter().any(|belief| belief.kind == 5 && belief.key == first.0 && belief.mean < 0.0));
    let engine =
        engine::spawn(Config { pin: Some(Emotion::Happy.into()), ..config(data.path()) }, || {}).unwrap();
    planned(&engine, "plan with what was learned", |entries| entries.len() == 10);
    engine.send(Command::ForgetTaste);
    let after = planned(&engine, "plan with nothing learned", |entries| entries.len() == 10);
    drop(engine);
    assert!(beliefs().is_empty());
    assert_eq!(after, before, "as on the first day");
}

#[test]
fn learning_off_means_off() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Change(Change::Learning(false)));
    engine.send(Command::Play);
    let first = playing(&engine).track.id;
    engine.send(Command::SetLike(first, mien::library::Like::Liked));
    engine.send(Command::Next);
    playing(&engine);
    drop(engine);
    assert!(
        mien::library::Library::open(&data.path().join("library.db")).unwrap().beliefs().unwrap().is_empty()
    );
}

#[test]
fn an_answer_about_the_mood_counts_steers_and_is_remembered() {
    let data = tempfile::tempdir().unwrap();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/astronaut-vga.jpg");
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Watch(Source::Image(picture)));
    wait(&engine, "mood", |event| match event {
        Event::Mood(ListenerMood::Known { emotion: Emotion::Happy, .. }) => Some(()),
        _ => None,
    });
    engine.send(Command::CorrectMood(Emotion::Sad));
    let corrections = |event| match event {
        Event::Corrections(corrections) if corrections.confusion.total() == 1 => Some(corrections),
        _ => None,
    };
    let told = wait(&engine, "count", corrections);
    assert_eq!((told.confusion.get(Emotion::Happy, Emotion::Sad), told.said), (1, Some(Emotion::Sad)));
    planned(&engine, "plan for what was said", |entries| {
        entries
            .first()
            .is_some_and(|entry| entry.target.is_some_and(|target| target.quadrant() == Quadrant::Sad))
    });
    drop(engine);
    let engine = engine::spawn(config(data.path()), || {}).unwrap();
    wait(&engine, "count after a restart", corrections);
    engine.send(Command::ForgetCorrections);
    wait(&engine, "nothing counted", |event| match event {
        Event::Corrections(corrections) if corrections.confusion.total() == 0 => Some(()),
        _ => None,
    });
}

#[test]
fn the_journal_is_off_until_switched_on_and_holds_what_was_heard() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Play);
    playing(&engine);
    engine.send(Command::Next);
    playing(&engine);
    assert!(!data.path().join("journal.db").exists());
    engine.send(Command::Change(Change::Journal(true)));
    engine.send(Command::Next);
    let heard = playing(&engine).track.clone();
    engine.send(Command::SetLike(heard.id, mien::library::Like::Liked));
    engine.send(Command::ShowJournal { day: None, days: 1 });
    let page = wait(&engine, "page", |event| match event {
        Event::Journal(page) => Some(page),
        _ => None,
    });
    let moments: Vec<_> = page.entries.iter().map(|entry| entry.moment.name()).collect();
    assert_eq!(moments, ["skipped", "began", "liked"]);
    assert_eq!(
        page.entries[2].song.as_ref().map(|song| song.title.as_str()),
        Some(heard.tags.title.as_str())
    );
    let table = data.path().join("table.csv");
    engine.send(Command::ExportJournal(table.clone()));
    wait(&engine, "table", |event| {
        matches!(event, Event::Notice(notice) if notice.text.to_string().contains("table.csv")).then_some(())
    });
    assert!(std::fs::read_to_string(&table).unwrap().contains(&heard.tags.title));
    engine.send(Command::DeleteJournal(engine::Deletion::All));
    wait(&engine, "deletion", |event| {
        matches!(event, Event::Notice(notice) if notice.text.to_string().contains("deleted")).then_some(())
    });
    drop(engine);
    for file in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        let bytes = std::fs::read(data.path().join(file)).unwrap_or_default();
        let title = heard.tags.title.as_bytes();
        assert!(!bytes.windows(title.len()).any(|part| part == title), "{file}");
    }
}

/// Ends the track that plays by itself.
fn hear_out(engine: &Handle, now: &NowPlaying) {
    engine.send(Command::Seek(Duration::from_secs_f64(now.track.length_secs - 0.4)));
}

fn order(engine: &Handle, holds: impl Fn(Order) -> bool) -> Order {
    wait(engine, "order of the queue", |event| match event {
        Event::Order(order) => Some(order).filter(|order| holds(*order)),
        _ => None,
    })
}

fn listed(entries: &[QueueEntry]) -> Vec<TrackId> {
    entries.iter().filter(|entry| entry.by == QueuedBy::User).map(|entry| entry.track.id).collect()
}

#[test]
fn playing_all_goes_in_order_and_around_and_stops_when_asked() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(config(data.path()));
    let ids: Vec<TrackId> = tracks[..3].iter().map(|track| track.id).collect();
    engine.send(Command::SetRepeat(Repeat::All));
    engine.send(Command::PlayAll(ids.clone(), 1));
    let mut heard = Vec::new();
    for _ in 0..4 {
        let now = playing(&engine);
        heard.push(now.track.id);
        hear_out(&engine, &now);
    }
    assert_eq!(heard, [ids[1], ids[2], ids[0], ids[1]]);
    engine.send(Command::SetRepeat(Repeat::One));
    let now = playing(&engine);
    hear_out(&engine, &now);
    let again = playing(&engine);
    assert_eq!(again.track.id, now.track.id, "repeat one begins again");
    engine.send(Command::StopAfterTrack(true));
    order(&engine, |order| order.stop_after);
    hear_out(&engine, &again);
    wait(&engine, "stop", |event| matches!(event, Event::Playback(Playback::Stopped)).then_some(()));
    assert!(!order(&engine, |_| true).stop_after, "once");
}

#[test]
fn what_is_told_to_come_next_too_late_comes_after_what_is_on_its_way_already() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(config(data.path()));
    let [first, second, third] = [0, 1, 2].map(|index: usize| tracks[index].id);
    engine.send(Command::Change(Change::DjFills(false)));
    engine.send(Command::PlayAll(vec![first, second], 0));
    let now = playing(&engine);
    let begun = Instant::now();
    hear_out(&engine, &now);
    // All of what is left is decoded at once, and some of the second one.
    std::thread::sleep(Duration::from_millis(100));
    engine.send(Command::PlayNext(vec![third]));
    let mut heard = Vec::new();
    wait(&engine, "end", |event| {
        if let Event::Playback(Playback::Playing(now)) = &event {
            heard.push(now.track.id);
            hear_out(&engine, now);
        }
        matches!(event, Event::Playback(Playback::Stopped)).then_some(())
    });
    // The other way round on a machine that was too busy to decode in time.
    assert!(heard == [second, third] || heard == [third, second], "{heard:?}");
    // Each was told when it began, so that none was heard to its end of half a minute.
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[test]
fn a_plain_player_ends_with_the_queue() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(config(data.path()));
    engine.send(Command::Change(Change::DjFills(false)));
    engine.send(Command::PlayAll(vec![tracks[0].id], 0));
    let now = playing(&engine);
    hear_out(&engine, &now);
    wait(&engine, "stop", |event| match event {
        Event::Playback(Playback::Playing(other)) => panic!("{} plays", other.track.tags.title),
        Event::Playback(Playback::Stopped) => Some(()),
        _ => None,
    });
    engine.send(Command::Play);
    let notice = wait(&engine, "notice", |event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    assert!(notice.text.to_string().contains("queue is empty"), "{notice:?}");
}

#[test]
fn the_sleep_timer_pauses() {
    let data = tempfile::tempdir().unwrap();
    let (engine, _) = with_demo(config(data.path()));
    engine.send(Command::Play);
    playing(&engine);
    engine.send(Command::Sleep(Some(Duration::from_millis(300))));
    assert!(order(&engine, |order| order.sleep_at.is_some()).sleep_at.is_some());
    wait(&engine, "pause", |event| matches!(event, Event::Playback(Playback::Paused(_))).then_some(()));
    assert_eq!(order(&engine, |_| true).sleep_at, None);
}

#[test]
fn the_next_run_has_the_queue_its_order_the_track_and_the_position() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(Config { keep_session: true, ..config(data.path()) });
    let ids: Vec<TrackId> = tracks.iter().map(|track| track.id).collect();
    engine.send(Command::SetShuffle(true));
    engine.send(Command::PlayAll(ids.clone(), 4));
    let now = playing(&engine);
    assert_eq!(now.track.id, ids[4]);
    let wait_for_queue = |engine: &Handle| {
        wait(engine, "queue", |event| match event {
            Event::Queue(entries) if listed(&entries).len() == ids.len() - 1 => Some(listed(&entries)),
            _ => None,
        })
    };
    let ahead = wait_for_queue(&engine);
    engine.send(Command::Seek(Duration::from_secs(9)));
    engine.send(Command::Pause);
    wait(&engine, "pause", |event| matches!(event, Event::Playback(Playback::Paused(_))).then_some(()));
    drop(engine);

    let engine = engine::spawn(Config { keep_session: true, ..config(data.path()) }, || {}).unwrap();
    let paused = wait(&engine, "paused track", |event| match event {
        Event::Playback(Playback::Paused(now)) => Some(now),
        Event::Playback(other) => panic!("{other:?}"),
        _ => None,
    });
    assert_eq!(paused.track.id, now.track.id);
    let position = wait(&engine, "position", |event| match event {
        Event::Position(position) => Some(position),
        _ => None,
    });
    assert!((9.0..10.0).contains(&position.as_secs_f64()), "{position:?}");
    assert_eq!(wait_for_queue(&engine), ahead, "the same random order");
    engine.send(Command::Play);
    assert_eq!(playing(&engine).track.id, now.track.id);
    engine.send(Command::Next);
    assert_eq!(playing(&engine).track.id, ahead[0]);
    engine.send(Command::Previous);
    assert_eq!(playing(&engine).track.id, now.track.id);
    engine.send(Command::Next);
    assert_eq!(playing(&engine).track.id, ahead[0], "back and forth loses nothing");
}

#[test]
fn music_that_played_waits_at_the_next_start_if_the_user_wants() {
    let data = tempfile::tempdir().unwrap();
    for resume in [Resume::AsLeft, Resume::Paused] {
        let (engine, _) = with_demo(Config { keep_session: true, ..config(data.path()) });
        engine.send(Command::Change(Change::Resume(resume)));
        engine.send(Command::Next);
        playing(&engine);
        drop(engine);
        let engine = engine::spawn(Config { keep_session: true, ..config(data.path()) }, || {}).unwrap();
        let goes_on = wait(&engine, "playback", |event| match event {
            Event::Playback(Playback::Playing(_)) => Some(true),
            Event::Playback(Playback::Paused(_)) => Some(false),
            _ => None,
        });
        assert_eq!(goes_on, resume == Resume::AsLeft);
    }
}

#[test]
fn the_track_that_plays_is_measured_once() {
    let data = tempfile::tempdir().unwrap();
    let (engine, tracks) = with_demo(config(data.path()));
    let id = tracks[2].id;
    assert_eq!(tracks[2].loudness_lufs, None);
    engine.send(Command::PlayNow(id));
    let bins = wait(&engine, "waveform", |event| match event {
        Event::Waveform(of, bins) if of == id => Some(bins),
        _ => None,
    });
    assert!(bins.iter().any(|bin| *bin > 60), "there is music in it");
    let track = found(&engine, 7, "").into_iter().find(|track| track.id == id).unwrap();
    let (lufs, peak) = (track.loudness_lufs.unwrap(), track.true_peak_dbtp.unwrap());
    assert!((-40.0..0.0).contains(&lufs) && (-20.0..3.0).contains(&peak), "{lufs} LUFS, {peak} dBTP");
}
