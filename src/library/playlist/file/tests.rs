//! Playlists of all kinds against a library of a few tracks.

use std::path::{Path, PathBuf};

use encoding_rs::{SHIFT_JIS, WINDOWS_1252};

use super::*;
use crate::library::playlist::{Edit, Smart};
use crate::library::scan::{ReadFile, ScanBatch};
use crate::library::search::{Sort, SortKey};
use crate::library::{ImportReport, LibraryError, Tags};

struct World {
    folder: tempfile::TempDir,
    library: Library,
}

/// Paths below the music folder, artist, title, length in seconds.
const TRACKS: [(&str, &str, &str, f64); 7] = [
    ("Ada/Blue/01 Étoile.flac", "Ada", "Étoile", 180.0),
    ("Ada/Blue/02 Moon.flac", "Ada", "Moon", 200.0),
    ("Bo/Live/02 Moon.flac", "Bo", "Moon", 240.0),
    ("夜/夜に駆ける.mp3", "YOASOBI", "夜に駆ける", 260.0),
    ("Bo/100% #1.mp3", "Bo", "Number one", 100.0),
    ("Café/crème.mp3", "Zoë", "Crème", 90.0),
    ("#hash.mp3", "Hash", "Tag", 60.0),
];

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let music = folder.path().canonicalize().unwrap().join("music");
        let mut library = Library::in_memory().unwrap();
        let read = TRACKS.iter().enumerate().map(|(n, track)| file(&music, n as u8, *track)).collect();
        library.apply(&ScanBatch { read, ..ScanBatch::default() }, &mut ImportReport::default()).unwrap();
        std::fs::create_dir_all(folder.path().join("lists")).unwrap();
        Self { folder, library }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("lists").join(name)
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Imported {
        std::fs::write(self.path(name), bytes).unwrap();
        self.library.read_playlist(&self.path(name)).unwrap()
    }

    /// Numbers of the tracks found for lines, as places in `TRACKS` counted from 1.
    fn found(&self, name: &str, bytes: &[u8]) -> Vec<i64> {
        self.read(name, bytes).tracks.iter().map(|id| id.0).collect()
    }
}

fn file(music: &Path, number: u8, (path, artist, title, length_secs): (&str, &str, &str, f64)) -> ReadFile {
    let tags = Tags { title: title.to_owned(), artist: Some(artist.to_owned()), ..Tags::default() };
    ReadFile { audio: [number; 16], length_secs, ..crate::library::tests::file(music.join(path), tags) }
}

#[test]
fn relative_paths_are_found_from_the_playlist() {
    let world = World::new();
    let list = "#EXTM3U\n../music/Ada/Blue/02 Moon.flac\n../music/./Bo/../Ada/Blue/01 Étoile.flac\n";
    assert_eq!(world.found("a.m3u8", list.as_bytes()), [2, 1]);
    assert_eq!(world.read("a.m3u8", list.as_bytes()).by_name, 0);
}

#[test]
fn windows_paths_of_another_machine_are_found_by_their_end() {
    let world = World::new();
    let list = b"D:\\Musik\\ADA\\blue\\02 moon.FLAC\r\nD:\\Musik\\Bo\\Live\\02 Moon.mp3\r\n";
    let found = world.read("a.m3u", list);
    assert_eq!((found.tracks.iter().map(|t| t.0).collect::<Vec<_>>(), found.by_name), (vec![2, 3], 2));
}

#[test]
fn the_folder_decides_between_files_of_one_name() {
    let world = World::new();
    assert_eq!(world.found("a.m3u8", b"/elsewhere/Live/02 Moon.flac"), [3]);
    assert_eq!(
        world.found("a.m3u8", b"/elsewhere/02 Moon.flac"),
        Vec::<i64>::new(),
        "two tracks have this name"
    );
    assert_eq!(world.found("a.m3u8", b"#EXTINF:241,Bo - Moon\n/elsewhere/02 Moon.flac"), [3]);
}

#[test]
fn old_encodings_are_understood() {
    let world = World::new();
    let (latin, ..) = WINDOWS_1252.encode("../music/Ada/Blue/01 Étoile.flac\n../music/Café/crème.mp3\n");
    assert_eq!(world.found("a.m3u", &latin), [1, 6]);
    let (japanese, ..) = SHIFT_JIS.encode("..\\music\\夜\\夜に駆ける.mp3\n");
    assert_eq!(world.found("a.m3u", &japanese), [4]);
}

#[test]
fn decomposed_letters_are_the_same_letters() {
    let world = World::new();
    assert_eq!(world.found("a.m3u8", "../music/Cafe\u{301}/cre\u{300}me.mp3".as_bytes()), [6]);
}

#[test]
fn uris_and_percent_signs_are_understood() {
    let world = World::new();
    let music = world.path("x").parent().unwrap().parent().unwrap().join("music");
    let uri = format!("file://{}", location::percent_encoded(&music.join("Bo/100% #1.mp3")));
    assert_eq!(world.found("a.m3u8", uri.as_bytes()), [5]);
    assert_eq!(world.found("a.m3u8", b"../music/Bo/100%25%20%231.mp3\n../music/Bo/100% #1.mp3"), [5, 5]);
}

#[test]
fn a_lost_file_is_found_by_artist_title_and_length() {
    let world = World::new();
    let list = "#EXTINF:201,ada - MOON\n/gone/x.ogg\n#EXTINF:500,Ada - Moon\n/gone/y.ogg\n";
    let found = world.read("a.m3u8", list.as_bytes());
    assert_eq!((found.tracks.len(), found.missing.len()), (1, 1));
}

#[test]
fn what_is_not_found_is_reported_with_its_line() {
    let world = World::new();
    let found = world.read("Trip.m3u8", b"#EXTM3U\n\nnowhere.mp3\nhttp://radio.example/live\n");
    assert_eq!(found.name, "Trip");
    let told: Vec<_> = found.missing.iter().map(|m| (m.number, m.location.as_str())).collect();
    assert_eq!(told, [(3, "nowhere.mp3"), (4, "http://radio.example/live")]);
    assert!(found.missing[1].reason.contains("stream"));
}

#[test]
fn what_is_written_is_read_back_in_both_formats() {
    let world = World::new();
    let all: Vec<TrackId> = (1..=TRACKS.len() as i64).rev().map(TrackId).collect();
    for name in ["All & more.m3u8", "All & more.xspf", "x.m3u"] {
        for paths in [Paths::Relative, Paths::Absolute] {
            let file = world.path(name);
            world.library.write_playlist(&file, "All & more", &all, paths).unwrap();
            let read = world.library.read_playlist(&file).unwrap();
            assert_eq!(
                (read.name.as_str(), read.by_name, read.missing.len()),
                ("All & more", 0, 0),
                "{name}"
            );
            assert_eq!(read.tracks, all, "{name}");
        }
    }
    let text = std::fs::read_to_string(world.path("x.m3u")).unwrap();
    assert!(text.lines().last().unwrap().starts_with('/'));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_written_and_read_back() {
    use std::os::unix::ffi::OsStrExt;
    let mut world = World::new();
    let odd = Path::new("/m").join(std::ffi::OsStr::from_bytes(b"\xe9\n.mp3"));
    let tags = Tags { title: "odd".to_owned(), ..Tags::default() };
    let read = vec![crate::library::tests::file(odd, tags)];
    world.library.apply(&ScanBatch { read, ..ScanBatch::default() }, &mut ImportReport::default()).unwrap();
    let id = TrackId(TRACKS.len() as i64 + 1);
    for name in ["odd.m3u8", "odd.xspf"] {
        world.library.write_playlist(&world.path(name), "odd", &[id], Paths::Relative).unwrap();
        assert_eq!(world.library.read_playlist(&world.path(name)).unwrap().tracks, [id], "{name}");
    }
}

#[test]
fn other_files_are_refused_in_words() {
    let world = World::new();
    for (name, bytes) in [("a.txt", &b"hello"[..]), ("b.xspf", b"<html/>"), ("c.xspf", b"\xff\xfe")] {
        std::fs::write(world.path(name), bytes).unwrap();
        let error = world.library.read_playlist(&world.path(name)).unwrap_err();
        assert!(matches!(error, LibraryError::PlaylistFile { .. }), "{name}");
    }
    assert!(world.library.write_playlist(&world.path("a.doc"), "x", &[], Paths::Relative).is_err());
}

#[test]
fn noise_is_read_as_a_list_of_nothing() {
    let world = World::new();
    let mut random = fastrand::Rng::with_seed(3);
    for length in 0..200 {
        let noise: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
        assert_eq!(world.read("noise.m3u", &noise).tracks, []);
    }
}

#[test]
fn lists_are_made_edited_renamed_deleted_and_restored() {
    let mut world = World::new();
    let ids = |numbers: &[i64]| numbers.iter().map(|n| TrackId(*n)).collect::<Vec<_>>();
    let library = &mut world.library;
    let list = library.create_playlist(" Road ", None, &ids(&[1, 2, 2, 3])).unwrap();
    let other = library.create_playlist("road", None, &[]).unwrap();
    assert_eq!(library.playlist(other).unwrap().unwrap().name, "road 2");
    let before = library.edit_playlist(list, &Edit::Move { from: vec![3], to: 0 }).unwrap();
    assert_eq!((before, library.playlist_tracks(list).unwrap()), (ids(&[1, 2, 2, 3]), ids(&[3, 1, 2, 2])));
    library.edit_playlist(list, &Edit::Remove(vec![1, 2])).unwrap();
    assert_eq!(library.playlist_tracks(list).unwrap(), ids(&[3, 2]));
    assert!(matches!(library.rename_playlist(list, "ROAD 2"), Err(LibraryError::NameTaken(_))));
    library.rename_playlist(list, "Way").unwrap();
    let (playlist, tracks) = library.delete_playlist(list).unwrap();
    assert_eq!(library.playlists().unwrap().len(), 1);
    library.restore_playlist(&playlist, &tracks).unwrap();
    let back = library.playlist(list).unwrap().unwrap();
    assert_eq!((back.name.as_str(), back.tracks, back.length_secs), ("Way", 2, 440.0));
    assert!(matches!(library.create_playlist(" \n", None, &[]), Err(LibraryError::NoName)));
}

#[test]
fn a_smart_list_is_asked_anew_each_time() {
    let mut world = World::new();
    let library = &mut world.library;
    let sort = Sort { key: SortKey::Length, descending: true };
    let smart = Smart { query: "rating:>=4".to_owned(), sort, most: Some(2) };
    let list = library.create_playlist("Best", Some(&smart), &[]).unwrap();
    assert!(library.playlist_tracks(list).unwrap().is_empty());
    for id in [1, 2, 3] {
        library.set_rating(TrackId(id), 5).unwrap();
    }
    assert_eq!(library.playlist_tracks(list).unwrap(), [TrackId(3), TrackId(2)]);
    assert_eq!(library.playlist(list).unwrap().unwrap().smart, Some(smart));
    let edit = Edit::Insert { at: None, tracks: vec![TrackId(1)] };
    assert!(matches!(library.edit_playlist(list, &edit), Err(LibraryError::SmartPlaylist(_))));
}
