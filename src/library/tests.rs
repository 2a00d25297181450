//! The library as its users call it, on files made for the purpose.

use std::path::{Path, PathBuf};

use super::*;
use crate::affect::Affect;
use crate::mood::{MoodSource, TrackMood};
use scan::{ReadFile, ScanBatch, ScanEnd};

struct World {
    folder: tempfile::TempDir,
    library: Library,
}

impl World {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), library: Library::in_memory().unwrap() }
    }

    fn music(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    fn sound(&self, name: &str, seed: u64) -> PathBuf {
        let path = self.music().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        wav::write(&path, seed);
        path
    }

    fn import(&mut self) -> ImportReport {
        let music = self.music();
        self.library.import(&[music], |_| {}).unwrap()
    }

    fn at(&self, path: &Path) -> Track {
        self.library.by_path(path).unwrap().unwrap()
    }
}

/// A track written without a file.
fn tagged(name: &str, tags: Tags) -> ReadFile {
    let audio = [name.len() as u8; 16];
    ReadFile {
        path: PathBuf::from(format!("/music/{name}")),
        size: 1,
        modified: 1,
        audio,
        content: identity::of_copy(&audio, &tags),
        moods: mood_words::evidence(&tags),
        tags,
        length_secs: 180.0,
        has_cover: false,
        gone_twins: Vec::new(),
    }
}

fn titled(title: &str, artist: &str) -> ReadFile {
    let tags = Tags { title: title.to_owned(), artist: Some(artist.to_owned()), ..Tags::default() };
    tagged(&format!("{artist} {title}"), tags)
}

fn library_with(files: Vec<ReadFile>) -> Library {
    let mut library = Library::in_memory().unwrap();
    let batch = ScanBatch { read: files, ..ScanBatch::default() };
    library.apply(&batch, &mut ImportReport::default()).unwrap();
    library
}

fn titles(library: &Library, query: &str) -> Vec<String> {
    library.tracks(query, 100).unwrap().tracks.into_iter().map(|t| t.tags.title).collect()
}

#[test]
fn importing_twice_changes_nothing() {
    let mut world = World::new();
    world.sound("a.wav", 1);
    world.sound("sub/b.wav", 2);
    assert_eq!(world.import().added, 2);
    let again = world.import();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 2));
    assert_eq!(world.library.folders().unwrap(), [world.music()]);
}

#[test]
fn a_file_without_tags_is_known_by_its_name_and_has_a_length() {
    let mut world = World::new();
    let path = world.sound("Morning song.wav", 1);
    world.import();
    let track = world.at(&path);
    assert_eq!(track.tags.title, "Morning song");
    assert!((track.length_secs - 0.1).abs() < 0.02, "{}", track.length_secs);
    assert_eq!(track.mood, TrackMood::UNKNOWN);
}

#[test]
fn a_moved_file_keeps_its_number_and_what_the_user_said() {
    let mut world = World::new();
    let old = world.sound("a.wav", 1);
    world.import();
    let id = world.at(&old).id;
    world.library.set_rating(id, 4).unwrap();
    let new = world.music().join("elsewhere.wav");
    std::fs::rename(&old, &new).unwrap();
    let report = world.import();
    assert_eq!((report.moved, report.added, report.missing), (1, 0, 0));
    let track = world.at(&new);
    assert_eq!((track.id, track.rating), (id, 4));
}

#[test]
fn a_lost_file_is_missing_until_it_comes_back() {
    let mut world = World::new();
    let path = world.sound("a.wav", 1);
    world.sound("b.wav", 2);
    world.import();
    let aside = tempfile::tempdir().unwrap();
    std::fs::rename(&path, aside.path().join("a.wav")).unwrap();
    assert_eq!(world.import().missing, 1);
    assert!(world.at(&path).missing);
    assert_eq!((world.library.candidates().unwrap().len(), world.library.count().unwrap()), (1, 2));
    std::fs::rename(aside.path().join("a.wav"), &path).unwrap();
    assert_eq!(world.import().unchanged, 2);
    assert!(!world.at(&path).missing);
}

#[test]
fn copies_are_counted_listed_and_offered_once() {
    let mut world = World::new();
    world.sound("a.wav", 1);
    world.sound("copy/b.wav", 1);
    let report = world.import();
    assert_eq!((report.added, report.duplicates), (1, 1));
    assert_eq!((world.library.count().unwrap(), world.library.candidates().unwrap().len()), (2, 1));
}

#[test]
fn a_changed_file_is_read_again_and_keeps_its_plays() {
    let mut world = World::new();
    let path = world.sound("a.wav", 1);
    world.import();
    let id = world.at(&path).id;
    world.library.record_play(id, 1000).unwrap();
    std::fs::write(&path, [std::fs::read(&path).unwrap(), vec![0; 100]].concat()).unwrap();
    assert_eq!(world.import().updated, 1);
    assert_eq!((world.at(&path).plays, world.at(&path).last_played), (1, Some(1000)));
}

#[test]
fn what_is_no_music_is_named_and_the_rest_goes_in() {
    let mut world = World::new();
    world.sound("a.wav", 1);
    std::fs::write(world.music().join("empty.flac"), "").unwrap();
    std::fs::write(world.music().join("lie.mp3"), "not music at all".repeat(100)).unwrap();
    std::fs::write(world.music().join("notes.txt"), "x").unwrap();
    let report = world.import();
    assert_eq!((report.added, report.failed.len()), (1, 2), "{:?}", report.failed);
    assert!(report.failed.iter().all(|f| !f.reason.is_empty()));
}

#[test]
fn a_missing_folder_is_an_error_and_writes_nothing() {
    let mut world = World::new();
    world.sound("a.wav", 1);
    let folders = [world.music(), world.music().join("nowhere")];
    let error = world.library.import(&folders, |_| {}).unwrap_err().to_string();
    assert!(error.contains("nowhere"), "{error}");
    assert_eq!(world.library.count().unwrap(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn names_may_be_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let mut world = World::new();
    let folder = world.music().join(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join(std::ffi::OsStr::from_bytes(b"\xe9.wav"));
    wav::write(&path, 1);
    assert_eq!(world.import().added, 1);
    assert_eq!(world.at(&path).path, path);
}

#[test]
fn a_cancelled_scan_marks_nothing_missing_and_keeps_what_is_in() {
    let mut library = library_with(vec![titled("one", "a")]);
    let end = ScanEnd { cancelled: true, ..ScanEnd::default() };
    let mut report = ImportReport::default();
    library.apply(&ScanBatch { end: Some(end), ..ScanBatch::default() }, &mut report).unwrap();
    assert!(report.cancelled && !library.tracks("", 1).unwrap().tracks[0].missing);
}

#[test]
fn a_batch_that_fails_leaves_no_trace() {
    let mut library = library_with(vec![titled("one", "a")]);
    let mut broken = titled("three", "a");
    broken.moods.push(TrackMood { confidence: 7.0, source: MoodSource::Tag, ..TrackMood::UNKNOWN });
    let batch = ScanBatch { read: vec![titled("two", "b"), broken], ..ScanBatch::default() };
    let mut report = ImportReport::default();
    assert!(library.apply(&batch, &mut report).is_err());
    assert_eq!((library.count().unwrap(), report), (1, ImportReport::default()));
}

#[test]
fn search_finds_beginnings_of_words_accents_aside() {
    let library = library_with(vec![titled("Étoile du matin", "Zoë"), titled("Night drive", "Étienne Zed")]);
    assert_eq!(titles(&library, "etoi"), ["Étoile du matin"]);
    assert_eq!(titles(&library, "MATIN zoe"), ["Étoile du matin"]);
    assert_eq!(
        titles(&library, "et"),
        ["Étoile du matin", "Night drive"],
        "a title weighs more than an artist"
    );
    assert_eq!(titles(&library, "toile"), Vec::<String>::new());
    assert_eq!(titles(&library, ""), ["Night drive", "Étoile du matin"], "without a query by artist");
}

#[test]
fn no_query_is_an_error_and_a_useless_one_explains_itself() {
    let library = library_with(vec![titled("Don't \"stop\"", "AC/DC")]);
    for query in [
        "\"",
        "'",
        "*",
        "a AND",
        "NEAR(",
        "title:",
        "-x",
        "^",
        "(",
        "\0",
        "ac/dc",
        "don't \"stop\"",
        "ÄÖ\u{301}",
    ] {
        let found = library.tracks(query, 10).unwrap();
        assert!(!found.tracks.is_empty() || found.hint.is_some(), "{query}");
    }
    assert_eq!(titles(&library, "ac/dc").len(), 1);
    assert_eq!(titles(&library, "don't \"stop\"").len(), 1);
    let hint = library.tracks("stop zzzz", 10).unwrap().hint.unwrap();
    assert!(hint.contains("zzzz") && !hint.contains("stop"), "{hint}");
}

#[test]
fn search_follows_changed_tags() {
    let mut library = library_with(vec![titled("First", "a")]);
    let mut changed = titled("First", "a");
    changed.tags.title = "Second".to_owned();
    let mut report = ImportReport::default();
    library.apply(&ScanBatch { read: vec![changed], ..ScanBatch::default() }, &mut report).unwrap();
    assert_eq!(report.updated, 1);
    assert!(titles(&library, "first").is_empty());
    assert_eq!(titles(&library, "second"), ["Second"]);
}

#[test]
fn the_strongest_evidence_of_mood_wins_and_the_rest_is_kept() {
    let tags =
        Tags { title: "x".into(), mood: Some("calm".into()), genre: Some("Metal".into()), ..Tags::default() };
    let mut library = library_with(vec![tagged("x", tags)]);
    let mood = |library: &Library| library.tracks("x", 1).unwrap().tracks[0].mood;
    let id = library.tracks("x", 1).unwrap().tracks[0].id;
    assert_eq!(mood(&library).source, MoodSource::Tag);
    library.set_user_mood(id, Some(Affect::new(-0.5, 0.25))).unwrap();
    assert_eq!((mood(&library).source, mood(&library).affect), (MoodSource::User, Affect::new(-0.5, 0.25)));
    library.set_user_mood(id, None).unwrap();
    assert_eq!((mood(&library).source, mood(&library).affect), (MoodSource::Tag, Affect::new(0.58, -0.5)));
}

#[test]
fn ratings_likes_plays_and_skips_are_kept() {
    let mut library = library_with(vec![titled("one", "a")]);
    let id = library.tracks("", 1).unwrap().tracks[0].id;
    library.set_rating(id, 9).unwrap();
    library.set_like(id, Like::Disliked).unwrap();
    library.record_play(id, 50).unwrap();
    library.record_skip(id, 40).unwrap();
    let track = library.track(id).unwrap().unwrap();
    assert_eq!(
        (track.rating, track.like, track.plays, track.skips, track.last_played),
        (5, Like::Disliked, 1, 1, Some(50))
    );
    assert_eq!(library.recent(5).unwrap(), [(id, 50)]);
    assert!(matches!(library.record_play(TrackId(99), 1), Err(LibraryError::NoTrack(99))));
}

#[test]
fn candidates_carry_what_choosing_needs() {
    let tags =
        Tags { title: "x".into(), artist: Some("A".into()), mood: Some("happy".into()), ..Tags::default() };
    let library = library_with(vec![tagged("x", tags), titled("yy", "a")]);
    let candidates = library.candidates().unwrap();
    assert_eq!(candidates[0].affect, Affect::new(0.82, 0.45));
    assert_eq!(candidates[0].artist, candidates[1].artist);
    assert_eq!((candidates[1].confidence, candidates[1].album), (0.0, 0));
}
