//! Covers as files, for programs that show a picture by its address. Read and written on a thread of its own.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use sha2::{Digest, Sha256};
use url::Url;

use crate::hex::hex;
use crate::library::{TrackId, read_cover};
use crate::paths::write_atomically;

/// Pictures kept; the oldest go first.
const KEPT: usize = 64;

/// The address of a track's cover; none where it has none.
pub type Answer = (TrackId, Option<Url>);

/// The cover thread; it ends when this is dropped.
pub struct Art {
    requests: Sender<(TrackId, PathBuf)>,
    /// One at a time is asked for, so that there is always room.
    pub answers: Receiver<Answer>,
}

impl Art {
    /// Starts the thread, which keeps its pictures in `folder`. `wake` is called after each answer.
    pub fn spawn(folder: PathBuf, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        // The newest request is worth most, but there are few: a full channel means that the disk hangs.
        let (requests, inbox) = bounded::<(TrackId, PathBuf)>(4);
        let (tell, answers) = bounded(8); // all must arrive; the thread waits for room
        std::thread::Builder::new().name("desktop-covers".into()).spawn(move || {
            for (id, path) in inbox {
                if tell.send((id, keep(&folder, &path))).is_err() {
                    return;
                }
                wake();
            }
        })?;
        Ok(Self { requests, answers })
    }

    /// Asks for the cover of a track.
    pub fn request(&self, id: TrackId, path: &Path) {
        match self.requests.try_send((id, path.to_path_buf())) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                log::debug!("no cover for the desktop: its reader is busy");
            }
        }
    }
}

/// Copies the cover of a track into the folder, under a name that follows from its content.
fn keep(folder: &Path, track: &Path) -> Option<Url> {
    let bytes = read_cover(track)?;
    let digest = Sha256::digest(&bytes);
    let name = hex(&digest[..12]);
    let file = folder.join(format!("{name}.{}", ending(&bytes)?));
    if !file.is_file() {
        let written = std::fs::create_dir_all(folder).and_then(|()| write_atomically(&file, &bytes));
        if let Err(error) = written {
            log::info!("a cover for the desktop could not be written: {error}");
            return None;
        }
        forget_oldest(folder);
    }
    Url::from_file_path(file).ok()
}

fn ending(picture: &[u8]) -> Option<&'static str> {
    match picture {
        [0xff, 0xd8, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [b'R', b'I', b'F', b'F', ..] => Some("webp"),
        [b'G', b'I', b'F', ..] => Some("gif"),
        [b'B', b'M', ..] => Some("bmp"),
        _ => None,
    }
}

fn forget_oldest(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let age =
        |path: &Path| std::fs::metadata(path).and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut files: Vec<_> =
        entries.filter_map(Result::ok).map(|entry| (age(&entry.path()), entry.path())).collect();
    files.sort_unstable();
    for (_, file) in files.iter().take(files.len().saturating_sub(KEPT)) {
        let _not_ours_any_more = std::fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_kept_once_and_few_are_kept() {
        let scratch = tempfile::tempdir().unwrap();
        let (music, kept) = (scratch.path().join("a b"), scratch.path().join("kept"));
        std::fs::create_dir(&music).unwrap();
        let track = music.join("1.flac");
        assert_eq!(keep(&kept, &track), None, "no cover, no address");
        for number in 0..KEPT + 5 {
            std::fs::write(music.join("cover.png"), format!("\u{89}PNG{number}").replace('\u{89}', ""))
                .unwrap();
            assert_eq!(keep(&kept, &track), None, "no picture");
            let mut picture = vec![0x89];
            picture.extend(format!("PNG{number}").bytes());
            std::fs::write(music.join("cover.png"), picture).unwrap();
            let address = keep(&kept, &track).unwrap();
            assert_eq!(keep(&kept, &track), Some(address.clone()));
            assert!(address.to_file_path().unwrap().is_file());
        }
        assert_eq!(std::fs::read_dir(&kept).unwrap().count(), KEPT);
    }
}
