//! Where frames come from: what the user writes after `--source`, and the settings keep.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A source of frames.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// No pictures: the mood is pinned or unknown.
    #[default]
    None,
    /// A camera by its number; `None` takes the first that works.
    Camera(Option<u32>),
    /// A still picture, looked at as long as it is the source.
    Image(PathBuf),
    /// A video file, at its own speed.
    Video(PathBuf),
}

/// A text that names no source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a source; use camera, camera:N, image:PATH, video:PATH or none")]
pub struct UnknownSource(String);

impl Source {
    /// The source that a picture or video file is, by its ending; `None` for other files.
    pub fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        let is_one_of = |endings: &[&str]| endings.iter().any(|e| e.eq_ignore_ascii_case(ending));
        if is_one_of(&PICTURES) {
            Some(Self::Image(path.to_owned()))
        } else {
            is_one_of(&VIDEOS).then(|| Self::Video(path.to_owned()))
        }
    }

    /// Reads `camera[:N]`, `image:PATH`, `video:PATH` or `none`; the path may hold any bytes.
    ///
    /// # Errors
    /// [`UnknownSource`] for anything else.
    pub fn parse(text: &OsStr) -> Result<Self, UnknownSource> {
        let unknown = || UnknownSource(text.to_string_lossy().into_owned());
        for (prefix, make) in [("image:", Self::Image as fn(PathBuf) -> Self), ("video:", Self::Video)] {
            if let Some(path) = strip_prefix(text, prefix) {
                return if path.is_empty() { Err(unknown()) } else { Ok(make(PathBuf::from(path))) };
            }
        }
        match text.to_str().ok_or_else(unknown)? {
            "none" => Ok(Self::None),
            "camera" => Ok(Self::Camera(None)),
            word => {
                let number = word.strip_prefix("camera:").ok_or_else(unknown)?;
                number.parse().map(|n| Self::Camera(Some(n))).map_err(|_| unknown())
            }
        }
    }
}

/// Endings by which pictures are found. What a file is, its content says.
pub const PICTURES: [&str; 9] = ["jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "dib"];
/// Endings by which videos are found.
pub const VIDEOS: [&str; 15] = [
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "wmv", "flv", "ogv", "3gp", "mts", "mjpeg",
    "mjpg",
];

/// What follows an ASCII prefix, byte for byte.
fn strip_prefix<'a>(text: &'a OsStr, prefix: &str) -> Option<&'a OsStr> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        text.as_bytes().strip_prefix(prefix.as_bytes()).map(OsStr::from_bytes)
    }
    #[cfg(not(unix))]
    {
        text.to_str()?.strip_prefix(prefix).map(OsStr::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_are_read() {
        for (text, source) in [
            ("none", Source::None),
            ("camera", Source::Camera(None)),
            ("camera:2", Source::Camera(Some(2))),
            ("image:a b.png", Source::Image("a b.png".into())),
            ("video:/x/y.mkv", Source::Video("/x/y.mkv".into())),
        ] {
            assert_eq!(Source::parse(OsStr::new(text)), Ok(source));
        }
    }

    #[test]
    fn pictures_and_videos_are_told_by_their_endings() {
        let of = |name: &str| Source::of_file(Path::new(name));
        assert_eq!(of("a/Me.JPG"), Some(Source::Image("a/Me.JPG".into())));
        assert_eq!(of("me.webm"), Some(Source::Video("me.webm".into())));
        assert_eq!((of("song.flac"), of("folder"), of(".png")), (None, None, None));
    }

    #[test]
    fn nonsense_names_the_choices() {
        for text in ["", "cam", "camera:", "camera:-1", "image:", "video"] {
            let error = Source::parse(OsStr::new(text)).unwrap_err().to_string();
            assert!(error.contains("camera:N"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_utf8_survives() {
        use std::os::unix::ffi::OsStrExt;
        let source = Source::parse(OsStr::from_bytes(b"image:\xff\xfe.png")).unwrap();
        assert_eq!(source, Source::Image(PathBuf::from(OsStr::from_bytes(b"\xff\xfe.png"))));
    }
}
