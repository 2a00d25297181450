use std::time::Duration;

use super::*;
use crate::affect::Affect;
use crate::capture::{CaptureProblem, CaptureState, LiveInfo, LiveKind};
use crate::emotion::{Emotion, EmotionScores};
use crate::engine::{NowPlaying, Playback, Scope, SearchAnswer};
use crate::frame::Frame;
use crate::library::playlist::{Playlist, PlaylistId};
use crate::library::search::Sort;
use crate::library::{ImportReport, Like, Tags, Track, TrackId};
use crate::mood::{ListenerMood, MoodSource, TrackMood};
use crate::settings::Consent;
use crate::vision::Report;

fn track(id: i64, affect: Affect) -> Track {
    Track {
        id: TrackId(id),
        path: format!("{id}.flac").into(),
        tags: Tags { title: format!("Track {id}"), ..Tags::default() },
        length_secs: 30.0,
        mood: TrackMood { affect, confidence: 1.0, source: MoodSource::Tag },
        rating: 0,
        like: Like::Neutral,
        plays: 0,
        skips: 0,
        last_played: None,
        added: 0,
        missing: false,
        loudness_lufs: None,
        true_peak_dbtp: None,
        has_cover: false,
    }
}

fn playing(track: Track) -> Event {
    let now = NowPlaying { track: Arc::new(track), reason: "It fits.".into(), target: None };
    Event::Playback(Playback::Playing(Arc::new(now)))
}

fn ready(tracks: usize) -> Event {
    Event::Ready(Box::new(Startup {
        settings: Arc::new(Settings { consent: Consent::Allowed, ..Settings::default() }),
        steering: Steering::default(),
        tracks,
        importing: false,
    }))
}

fn found(question: u64, ids: &[i64]) -> Event {
    let tracks = ids.iter().map(|id| track(*id, Affect::default())).collect();
    let ids = ids.iter().map(|id| TrackId(*id)).collect();
    Event::Found(SearchAnswer { question, ids, tracks, hint: None })
}

fn report() -> Event {
    let frame = Arc::new(Frame::new(1, 1, vec![0; 3]).unwrap());
    let report =
        Report { frame, faces: vec![], listener: None, hint: None, shown: None, cost: Duration::ZERO };
    Event::Vision(Arc::new(report))
}

fn live() -> Event {
    Event::Capture(CaptureState::Live(LiveInfo {
        name: "cam".into(),
        width: 1,
        height: 1,
        fps: 30.0,
        kind: LiveKind::Camera,
    }))
}

#[test]
fn the_first_state_asks_for_all_tracks() {
    let mut model = Model::default();
    let asked = model.apply(ready(3));
    let (scope, sort) = (Scope::Library, Sort::default());
    assert_eq!(asked, [Command::Search { question: 1, query: String::new(), scope, sort }]);
    assert_eq!((model.life, model.library.size, model.music.volume), (Life::Running, 3, 0.8));
}

#[test]
fn a_late_answer_is_dropped() {
    let mut model = Model::default();
    model.apply(ready(3));
    model.library.search.query = "blue".to_owned();
    let _second = model.library.search.ask();
    model.apply(found(1, &[1, 2, 3]));
    assert!(model.library.search.is_loading());
    model.apply(found(2, &[7]));
    assert_eq!(model.library.search.ids.len(), 1);
}

#[test]
fn no_old_picture_is_shown_once_the_camera_is_gone() {
    let mut model = Model::default();
    model.apply(live());
    model.apply(report());
    assert!(model.sight.report.is_some());
    model.apply(Event::Capture(CaptureState::Failed(CaptureProblem::Unplugged)));
    assert!(model.sight.report.is_none());
    model.apply(report());
    assert!(model.sight.report.is_none(), "a late report brings the picture back");
}

#[test]
fn a_pin_tints_the_window_before_the_face_and_the_face_before_the_music() {
    let mut model = Model::default();
    model.apply(playing(track(1, Affect::new(0.5, -0.5))));
    assert_eq!(model.tint(), Quadrant::Calm);
    let affect = Affect::new(0.8, 0.4);
    model.apply(Event::Mood(ListenerMood::Known {
        affect,
        scores: EmotionScores::certain(Emotion::Happy),
        emotion: Emotion::Happy,
        confidence: 0.7,
        since_secs: 0.0,
    }));
    assert_eq!(model.tint(), Quadrant::Lively);
    model.apply(Event::Steering(Steering { pinned: Some(Emotion::Sad.into()), ..Steering::default() }));
    assert_eq!(model.tint(), Quadrant::Sad);
}

#[test]
fn lyrics_are_looked_for_once_a_track_and_those_of_another_are_not_shown() {
    let mut model = Model::default();
    assert_eq!(model.apply(playing(track(1, Affect::default()))), [Command::LoadLyrics(TrackId(1))]);
    assert_eq!(model.apply(playing(track(1, Affect::default()))), []);
    model.apply(playing(track(2, Affect::default())));
    let words = Arc::new(crate::lyrics::Lyrics::Plain("La la".to_owned()));
    model.apply(Event::Lyrics(TrackId(1), Some(Arc::clone(&words))));
    assert_eq!(model.lyrics(), None);
    model.apply(Event::Lyrics(TrackId(2), Some(Arc::clone(&words))));
    assert_eq!(model.lyrics(), Some(words));
}

#[test]
fn muting_twice_brings_the_volume_back() {
    let mut model = Model::default();
    model.apply(Event::Volume(0.3));
    assert!(model.toggle_mute().abs() < 1e-6);
    model.apply(Event::Volume(0.0));
    assert!((model.toggle_mute() - 0.3).abs() < 1e-6);
}

#[test]
fn a_finished_import_tells_its_result_and_refreshes_the_list() {
    let mut model = Model::default();
    model.apply(Event::Import(ImportState::Running { done: 1, found: 2, walked: false }));
    assert!(model.library.importing.is_some());
    let report = ImportReport { added: 2, ..ImportReport::default() };
    let asked = model.apply(Event::Import(ImportState::Finished(Arc::new(report))));
    assert!(matches!(asked[..], [Command::Search { .. }]));
    assert!(model.notices.toasts[0].notice.text.to_string().contains("2 tracks added"));
}

#[test]
fn the_time_left_of_an_import_follows_its_pace() {
    let begun = std::time::Instant::now();
    let importing = Importing { done: 100, found: 400, walked: true, begun };
    let after = |secs| importing.left(begun + Duration::from_secs(secs));
    assert_eq!(after(10), Some(Duration::from_secs(30)));
    assert_eq!(after(1), None, "too early to say");
    assert_eq!(Importing { walked: false, ..importing }.left(begun + Duration::from_mins(1)), None);
    assert_eq!(Importing { done: 0, ..importing }.left(begun + Duration::from_mins(1)), None);
}

#[test]
fn letters_typed_in_a_list_land_on_the_first_track_that_begins_so() {
    let mut model = Model::default();
    model.apply(ready(3));
    model.apply(found(1, &[1, 2, 30]));
    let Command::Search { question, query, .. } = model.library.search.look_for("track 3") else {
        panic!("no search")
    };
    assert_eq!(query, "track 3");
    assert_eq!(model.apply(found(question, &[2, 30])), []);
    assert_eq!(model.library.search.landing, Some((question, TrackId(30))));
    assert_eq!(model.library.search.ids.len(), 3, "the list stays");
}

#[test]
fn the_tracks_of_a_group_are_asked_for_and_then_queued() {
    let mut model = Model::default();
    model.apply(ready(3));
    let asked = model.library.search.with_tracks_of("album:=x".to_owned(), Then::Enqueue);
    let Command::Search { question, .. } = asked else { panic!("{asked:?}") };
    assert_eq!(model.apply(found(question, &[7, 8])), [Command::Enqueue(vec![TrackId(7), TrackId(8)])]);
    assert_eq!(model.apply(found(question, &[7])), [], "each answer counts once");
}

#[test]
fn a_changed_track_changes_everywhere() {
    let mut model = Model::default();
    model.apply(ready(1));
    model.apply(found(1, &[5]));
    model.apply(playing(track(5, Affect::default())));
    model.apply(Event::TrackChanged(Arc::new(Track { like: Like::Liked, ..track(5, Affect::default()) })));
    assert_eq!(model.library.search.track(0).unwrap().like, Like::Liked);
    assert_eq!(model.music.playback.now().unwrap().track.like, Like::Liked);
}

#[test]
fn toasts_go_by_themselves_and_errors_stay() {
    let mut notices = Notices::default();
    notices.push(Notice::new(Level::Info, "Saved."), None);
    notices.push(Notice::new(Level::Error, "Not saved."), None);
    assert_eq!(notices.tick(100.0), Some(6.0));
    assert_eq!(notices.tick(106.0), None);
    assert_eq!((notices.toasts.len(), notices.past.len()), (1, 2));
}

#[test]
fn each_shelf_asks_for_its_own_and_forgets_what_was_typed() {
    let mut model = Model::default();
    model.library.search.query = "blue".to_owned();
    let asked = model.library.open(Shelf::Liked);
    assert!(matches!(&asked[..], [Command::Search { query, .. }] if query.trim() == "liked:yes"));
    let asked = model.library.open(Shelf::Playlist(PlaylistId(3)));
    let scope = Scope::Playlist(PlaylistId(3));
    assert!(matches!(&asked[..], [Command::Search { scope: asked, .. }] if *asked == scope));
}

#[test]
fn a_playlist_that_is_gone_is_left_and_a_changed_one_asked_for_again() {
    let mut model = Model::default();
    let list = Playlist { id: PlaylistId(3), name: "Road".into(), smart: None, tracks: 1, length_secs: 30.0 };
    model.apply(Event::Playlists(vec![list.clone()].into()));
    model.library.open(Shelf::Playlist(list.id));
    assert_eq!(model.library.arranged(), Some(list.id));
    assert_eq!(model.apply(Event::Playlists(vec![list].into())).len(), 1);
    model.apply(Event::Playlists(Vec::new().into()));
    assert_eq!(model.library.search.shelf, Shelf::Tracks);
}

#[test]
fn a_change_that_can_be_undone_offers_it() {
    let mut model = Model::default();
    model.apply(Event::Undoable("Deleted.".into()));
    assert_eq!(model.notices.toasts[0].offer.as_ref().unwrap().command, Command::UndoLibrary);
}
