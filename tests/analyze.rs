//! `mien analyze` and `mien eval` from outside: what they print and how they end.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

struct Mien {
    data: tempfile::TempDir,
}

impl Mien {
    fn new() -> Self {
        Self { data: tempfile::tempdir().unwrap() }
    }

    fn run(&self, arguments: &[&Path]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mien"))
            .arg("--data-dir")
            .arg(self.data.path().join("data"))
            .args(arguments)
            .output()
            .unwrap()
    }

    fn analyze(&self, paths: &[&Path]) -> (i32, Value, String) {
        let arguments = [&["--json", "analyze"].map(Path::new), paths].concat();
        let output = self.run(&arguments);
        let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        (output.status.code().unwrap(), json, String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn scratch(&self, name: &str) -> PathBuf {
        self.data.path().join(name)
    }
}

fn picture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name)
}

fn faces(entry: &Value) -> &Vec<Value> {
    entry["faces"].as_array().unwrap()
}

/// A picture that holds nothing: 64 by 64 of one colour.
fn blank(path: &Path) {
    image::RgbImage::from_pixel(64, 64, image::Rgb([90, 120, 150])).save(path).unwrap();
}

#[test]
fn a_photograph_has_one_happy_face_where_it_is() {
    let (code, json, errors) = Mien::new().analyze(&[&picture("astronaut.jpg")]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert_eq!(faces(&json[0]).len(), 1);
    let face = &faces(&json[0])[0];
    let side = |name: &str| face["box"][name].as_f64().unwrap();
    let (x, y) = (side("x") + side("width") / 2.0, side("y") + side("height") / 2.0);
    assert!((x - 222.0).abs() < 25.0 && (y - 120.0).abs() < 25.0, "the middle of the face is at {x}, {y}");
    assert_eq!(face["emotion"], "happy");
    let sum: f64 = face["scores"].as_object().unwrap().values().map(|p| p.as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-4 && face["valence"].as_f64().unwrap() > 0.3);
}

#[test]
fn hard_pictures_have_their_faces_too() {
    let names = ["rolled.jpg", "dark.png", "turned.jpg", "two_faces.jpg"];
    let paths = names.map(picture);
    let (code, json, errors) = Mien::new().analyze(&paths.each_ref().map(PathBuf::as_path));
    assert_eq!((code, errors.as_str()), (0, ""));
    for (at, (name, expected)) in names.into_iter().zip([1, 1, 1, 2]).enumerate() {
        assert_eq!(faces(&json[at]).len(), expected, "{name}");
    }
}

#[test]
fn the_exif_orientation_is_applied_before_boxes_are_given() {
    let (_, json, _) = Mien::new().analyze(&[&picture("astronaut.jpg"), &picture("turned.jpg")]);
    let corner = |entry: &Value| faces(entry)[0]["box"]["x"].as_f64().unwrap();
    assert!((corner(&json[0]) - corner(&json[1])).abs() < 10.0, "{json}");
}

#[test]
fn no_face_ends_with_1_and_an_empty_list() {
    let mien = Mien::new();
    let path = mien.scratch("blank.png");
    blank(&path);
    let (code, json, errors) = mien.analyze(&[&path]);
    assert_eq!((code, errors.as_str()), (1, ""));
    assert!(faces(&json[0]).is_empty());
}

#[test]
fn bad_files_are_named_and_the_others_go_on() {
    let mien = Mien::new();
    let (junk, cut) = (mien.scratch("junk.jpg"), mien.scratch("cut.jpg"));
    std::fs::write(&junk, b"no picture at all").unwrap();
    let whole = std::fs::read(picture("astronaut.jpg")).unwrap();
    std::fs::write(&cut, &whole[..200]).unwrap();
    let (code, json, errors) =
        mien.analyze(&[&junk, &cut, &mien.scratch("missing.png"), &picture("astronaut.jpg")]);
    assert_eq!((code, json.as_array().unwrap().len()), (2, 1));
    assert_eq!(faces(&json[0]).len(), 1);
    let told: Vec<Value> = errors.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (error, name) in told.iter().zip(["junk.jpg", "cut.jpg", "missing.png"]) {
        assert!(error["error"].as_str().unwrap().contains(name), "{error}");
    }
    assert_eq!(told.len(), 3);
}

#[test]
fn pictures_one_after_the_other_are_a_video_and_a_picture_named_like_one_is_a_picture() {
    let mien = Mien::new();
    let (video, misnamed) = (mien.scratch("clip.mjpeg"), mien.scratch("still.mkv"));
    let jpeg = std::fs::read(picture("astronaut.jpg")).unwrap();
    std::fs::write(&video, jpeg.repeat(25)).unwrap();
    std::fs::write(&misnamed, &jpeg).unwrap();
    let (code, json, errors) = mien.analyze(&[&video, &misnamed]);
    let times: Vec<f64> =
        json.as_array().unwrap().iter().map(|entry| entry["time"].as_f64().unwrap()).collect();
    assert_eq!(code, 0, "{errors}");
    // 25 pictures are a second, of which five are looked at.
    assert_eq!(times, [0.0, 0.2, 0.4, 0.6, 0.8, 0.0], "{json}");
    assert!(json.as_array().unwrap().iter().all(|entry| entry["faces"][0]["emotion"] == "happy"), "{json}");
}

#[test]
fn a_folder_gives_its_pictures_and_people_get_sentences() {
    let mien = Mien::new();
    let folder = mien.scratch("album/of/mine");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(picture("astronaut.jpg"), folder.join("a.jpg")).unwrap();
    std::fs::write(folder.join("notes.txt"), "not looked at").unwrap();
    blank(&folder.join("b.png"));
    let output = mien.run(&[Path::new("analyze"), &mien.scratch("album")]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!((output.status.code(), text.lines().count()), (Some(0), 2), "{text}");
    assert!(text.contains("a.jpg: 1 face: happy ") && text.contains("b.png: no face"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8_is_read() {
    use std::os::unix::ffi::OsStrExt;
    let mien = Mien::new();
    let path = mien.data.path().join(std::ffi::OsStr::from_bytes(b"\xff\xe9.jpg"));
    std::fs::copy(picture("astronaut.jpg"), &path).unwrap();
    let (code, json, _) = mien.analyze(&[&path]);
    assert_eq!((code, faces(&json[0]).len()), (0, 1));
}

#[test]
fn nothing_to_look_at_is_an_error() {
    let (code, _, errors) = Mien::new().analyze(&[]);
    assert!(code == 2 && errors.contains("picture"), "{errors}");
}

#[test]
fn a_labelled_folder_is_measured() {
    let mien = Mien::new();
    for label in ["Happiness", "sad"] {
        let folder = mien.scratch("faces").join(label);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(picture("astronaut.jpg"), folder.join("a.jpg")).unwrap();
    }
    let folder = mien.scratch("faces");
    let arguments = ["--json", "eval", "faces", "--detect", "--folder"].map(Path::new);
    let output = mien.run(&[&arguments[..], &[&folder]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["emotion"]["pictures"], &json["emotion"]["accuracy"]), (&2.into(), &0.5.into()));
    assert_eq!((&json["emotion"]["classes"]["sad"]["support"], &json["undetected"]), (&1.into(), &0.into()));

    // The same by group.
    let table = mien.scratch("groups.csv");
    std::fs::write(&table, "picture,group\nsad/a.jpg,older\nHappiness/a.jpg,younger\n").unwrap();
    let output = mien.run(&[&arguments[..], &[&folder, Path::new("--by"), &table]].concat());
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (older, younger) = (&json["groups"]["older"], &json["groups"]["younger"]);
    assert_eq!((&older["accuracy"], &younger["accuracy"]), (&0.0.into(), &1.0.into()));
    assert!(younger["accuracy_95"][0].as_f64().unwrap() < 0.3, "one picture says little: {younger}");
}
