//! The library as its users call it, on files made for the purpose.

use std::path::{Path, PathBuf};

use super::*;
use crate::affect::Affect;
use crate::audio::overview::Measured;
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
    file(PathBuf::from(format!("/music/{name}")), tags)
}

/// A file as a scan would have read it.
pub(crate) fn file(path: PathBuf, tags: Tags) -> ReadFile {
    let mut audio = [0; 16];
    for (i, byte) in path.as_os_str().as_encoded_bytes().iter().enumerate() {
        audio[i % 16] ^= byte.rotate_left(i as u32 / 16);
    }
    ReadFile {
        path,
        size: 1,
        modified: 1,
        audio,
        content: identity::of_copy(&audio, &tags),
        moods: mood_words::evidence(&tags),
        tags,
        details: Details::default(),
        length_secs: 180.0,
        has_cover: false,
        former: Vec::new(),
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
    assert_eq!(titles(&library, "oile"), Vec::<String>::new());
    assert_eq!(titles(&library, ""), ["Night drive", "Étoile du matin"], "without a query by artist");
}

#[test]
fn search_knows_any_script() {
    let library = library_with(vec![
        titled("夜に駆ける", "YOASOBI"),
        titled("カラオケ", "森"),
        titled("Песня о друге", "Высоцкий"),
        titled("الليل", "فيروز"),
        titled("한국 노래", "아이유"),
        titled("สวัสดี", "ไทย"),
    ]);
    for (query, title) in [
        ("駆ける", "夜に駆ける"),
        ("に駆", "夜に駆ける"),
        ("からおけ", "カラオケ"),
        ("песн", "Песня о друге"),
        ("اللَيل", "الليل"),
        ("노래", "한국 노래"),
        ("วัส", "สวัสดี"),
    ] {
        assert_eq!(titles(&library, query), [title], "{query}");
    }
}

#[test]
fn search_forgives_typing_errors_and_says_so() {
    let library = library_with(vec![titled("Hey Jude", "The Beatles"), titled("One", "Metallica")]);
    for (query, title) in
        [("beatels", "Hey Jude"), ("metalica on", "One"), ("eatles", "Hey Jude"), ("metalic", "One")]
    {
        let found = library.tracks(query, 10).unwrap();
        let found: Vec<_> =
            found.tracks.iter().map(|t| t.tags.title.as_str()).zip([found.hint.is_some()]).collect();
        assert_eq!(found, [(title, true)], "{query}");
    }
    assert!(titles(&library, "xyzzy").is_empty());
}

#[test]
fn fields_and_ranges_narrow_the_search() {
    let with = |title: &str, artist: &str, change: fn(&mut Tags)| {
        let mut file = titled(title, artist);
        change(&mut file.tags);
        file.moods = mood_words::evidence(&file.tags);
        file
    };
    let mut library = library_with(vec![
        with("Blue", "Ada", |t| {
            (t.year, t.genre, t.bpm) = (Some(1995), Some("Jazz; Rock".into()), Some(119.8));
        }),
        with("Red", "Blue Man", |t| (t.year, t.mood) = (Some(2005), Some("calm".into()))),
        with("Green", "The The", |t| (t.album, t.genre) = (Some("Blue Hour".into()), Some("Metal".into()))),
    ]);
    let id = |title: &str| library.tracks(title, 1).unwrap().tracks[0].id;
    let (red, green) = (id("title:red"), id("green"));
    library.set_rating(red, 4).unwrap();
    library.set_like(green, Like::Liked).unwrap();
    library.record_play(red, 1000).unwrap();
    for (query, found) in [
        ("title:blue", &["Blue"][..]),
        ("artist:blue", &["Red"]),
        ("album:blu", &["Green"]),
        ("blue -title:blue", &["Red", "Green"]),
        ("year:1990..1999", &["Blue"]),
        ("year:2000s", &["Red"]),
        ("-year:1990s", &["Red", "Green"]),
        ("genre:jazz OR genre:metal", &["Blue", "Green"]),
        ("genre:=rock", &["Blue"]),
        ("family:metal", &["Green"]),
        ("family:jazz", &["Blue"]),
        ("artist:=\"the the\"", &["Green"]),
        ("artist:=the", &[]),
        ("bpm:120", &["Blue"]),
        ("rating:>=4", &["Red"]),
        ("rating:0", &["Blue", "Green"]),
        ("liked:", &["Green"]),
        ("plays:0", &["Blue", "Green"]),
        ("played:>1y", &["Red"]),
        ("played:never", &["Blue", "Green"]),
        ("added:today", &["Blue", "Red", "Green"]),
        ("mood:calm", &["Red"]),
        ("mood:none -liked:", &[]),
        ("length:3:00", &["Blue", "Red", "Green"]),
        ("length:<2m", &[]),
        ("path:\"ada blue\"", &["Blue"]),
        ("path:=/music", &["Blue", "Red", "Green"]),
        ("path:=/mus", &[]),
        ("year:soon", &["Blue", "Red", "Green"]),
    ] {
        let mut titles = titles(&library, query);
        titles.sort();
        let mut found = found.to_vec();
        found.sort_unstable();
        assert_eq!(titles, found, "{query}");
    }
    assert!(library.tracks("red year:soon", 9).unwrap().hint.unwrap().to_string().contains("year"));
}

#[test]
fn lists_are_sorted_by_any_column_with_the_unknown_last() {
    let with = |title: &str, year| {
        let mut file = titled(title, "a");
        file.tags.year = year;
        file
    };
    let library = library_with(vec![with("b", Some(2000)), with("Á", None), with("c", Some(1990))]);
    let sorted = |sort: &str| {
        let found = library.sorted_tracks("", sort.parse().unwrap(), 10).unwrap();
        found.tracks.into_iter().map(|t| t.tags.title).collect::<Vec<_>>()
    };
    assert_eq!(sorted("title"), ["Á", "b", "c"]);
    assert_eq!(sorted("-title"), ["c", "b", "Á"]);
    assert_eq!(sorted("year"), ["c", "b", "Á"]);
    assert_eq!(sorted("-year"), ["b", "c", "Á"]);
    assert_eq!(sorted("random").len(), 3);
}

#[test]
fn a_reader_follows_what_the_writer_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let mut reader = Reader::open(&path).unwrap();
    let add = |library: &mut Library, file: ReadFile| {
        let batch = ScanBatch { read: vec![file], ..ScanBatch::default() };
        library.apply(&batch, &mut ImportReport::default()).unwrap();
    };
    let found = |reader: &mut Reader, query: &str| {
        let question = search::Question { query, sort: search::Sort::default(), among: None, now: 0 };
        let ids = reader.find(&question).unwrap().ids;
        reader.tracks(&ids).unwrap().into_iter().map(|t| t.tags.title).collect::<Vec<_>>()
    };
    assert!(found(&mut reader, "").is_empty());
    add(&mut library, titled("Zebra", "b"));
    add(&mut library, titled("Apple", "a"));
    assert_eq!(found(&mut reader, ""), ["Apple", "Zebra"]);
    let id = library.tracks("zebra", 1).unwrap().tracks[0].id;
    library.set_rating(id, 5).unwrap();
    assert_eq!(found(&mut reader, "rating:5"), ["Zebra"]);
    let mut renamed = titled("Zebra", "b");
    (renamed.tags.title, renamed.tags.artist) = ("Zoo".into(), Some("0".into()));
    add(&mut library, renamed);
    assert_eq!(found(&mut reader, ""), ["Zoo", "Apple"]);
    assert!(found(&mut reader, "zebra").is_empty());
    assert_eq!(reader.groups(GroupKind::Artists).unwrap().len(), 2);
}

#[test]
fn what_was_made_ready_answers_like_the_index_of_words() {
    const QUERIES: [&str; 9] =
        ["b", "ba", "b -r", "b la", "ba OR la", "-ba", "artist:b genre:ja", "genre:=jazz -m", "path:ba"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    library.make_up(1200, 3).unwrap();
    let (mut cold, mut ready) = (Reader::open(&path).unwrap(), Reader::open(&path).unwrap());
    let ask = |reader: &mut Reader, query| {
        let question = search::Question { query, sort: search::Sort::default(), among: None, now: 0 };
        let mut ids = reader.find(&question).unwrap().ids;
        let first = ids.first().copied();
        ids.sort();
        (first, ids)
    };
    while ready.warm().unwrap() {}
    for query in QUERIES {
        let (first, found) = ask(&mut ready, query);
        assert_eq!((first, &found), (ask(&mut cold, query).0, &ask(&mut cold, query).1), "{query}");
        assert!(!found.is_empty() && found.len() < 1200, "{query}");
    }
    // Marks leave it ready; another text does not.
    library.set_rating(TrackId(1), 5).unwrap();
    assert_eq!(ask(&mut ready, "rating:5 b"), ask(&mut Reader::open(&path).unwrap(), "rating:5 b"));
    let before = ask(&mut ready, "b").1.len();
    let renamed = ScanBatch { read: vec![titled("B new", "b")], ..ScanBatch::default() };
    library.apply(&renamed, &mut ImportReport::default()).unwrap();
    assert_eq!(ask(&mut ready, "b").1.len(), before + 1);
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
    let hint = library.tracks("stop zzzz", 10).unwrap().hint.unwrap().to_string();
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
    assert_eq!(library.history(5).unwrap(), [(id, 50, false), (id, 40, true)]);
    assert!(matches!(library.record_play(TrackId(99), 1), Err(LibraryError::NoTrack(99))));
}

#[test]
fn several_tracks_are_marked_at_once_or_not_at_all() {
    let mut library = library_with(vec![titled("one", "a"), titled("two", "a")]);
    let (one, two) = (TrackId(1), TrackId(2));
    library.set_rating(one, 2).unwrap();
    let before = library.set_marks(&[(one, Mark::Rating(5)), (two, Mark::Like(Like::Liked))]).unwrap();
    assert_eq!(before, [(one, Mark::Rating(2)), (two, Mark::Like(Like::Neutral))]);
    assert!(library.set_marks(&[(one, Mark::Rating(1)), (TrackId(9), Mark::Rating(1))]).is_err());
    assert_eq!(library.track(one).unwrap().unwrap().rating, 5);
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

#[test]
fn a_full_disk_is_told_and_keeps_what_was_written() {
    let mut library = library_with(vec![titled("one", "a")]);
    let pages: i64 = library.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    library.connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())).unwrap();
    let many = (0..500).map(|i| titled(&format!("song {i}"), "b")).collect();
    let result =
        library.apply(&ScanBatch { read: many, ..ScanBatch::default() }, &mut ImportReport::default());
    assert!(matches!(result, Err(LibraryError::DiskFull)), "{result:?}");
    assert_eq!(library.count().unwrap(), 1);
}

#[test]
fn a_file_that_was_renamed_and_retagged_at_once_is_still_the_same_track() {
    let mut world = World::new();
    let old = world.sound("a.wav", 1);
    world.import();
    let id = world.at(&old).id;
    let tagged = [std::fs::read(&old).unwrap(), b"LIST\x10\0\0\0INFOINAM\x04\0\0\0New\0".to_vec()].concat();
    let new = world.music().join("b.wav");
    std::fs::remove_file(&old).unwrap();
    std::fs::write(&new, tagged).unwrap();
    assert_eq!(world.import().moved, 1);
    assert_eq!((world.at(&new).id, world.at(&new).tags.title.as_str()), (id, "New"));
}

#[test]
fn what_was_measured_is_kept_until_the_sound_changes() {
    let mut world = World::new();
    let path = world.sound("a.wav", 1);
    world.import();
    let id = world.at(&path).id;
    assert_eq!(world.library.waveform(id).unwrap(), None);
    let measured =
        Measured { waveform: vec![1, 2, 255], loudness_lufs: Some(-9.5), true_peak_dbtp: Some(0.25) };
    world.library.set_overview(id, &measured).unwrap();
    let track = world.at(&path);
    assert_eq!((track.loudness_lufs, track.true_peak_dbtp), (Some(-9.5), Some(0.25)));
    assert_eq!(world.library.waveform(id).unwrap(), Some(vec![1, 2, 255]));
    world.sound("a.wav", 2);
    world.import();
    let track = world.at(&path);
    assert_eq!((track.id, track.loudness_lufs, track.true_peak_dbtp), (id, None, None));
    assert_eq!(world.library.waveform(id).unwrap(), None);
}

#[test]
fn no_track_takes_no_measurement() {
    let mut world = World::new();
    let silent = Measured { waveform: vec![], loudness_lufs: None, true_peak_dbtp: None };
    assert!(matches!(world.library.set_overview(TrackId(7), &silent), Err(LibraryError::NoTrack(7))));
}
