//! Where Mien keeps its files. Everything it writes lies below one data folder.

use std::io;
use std::path::{Path, PathBuf};

/// The data folder of a portable Mien.
const PORTABLE: &str = "mien-data";

/// The data folder and the files in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    data: PathBuf,
}

/// No place for the data folder.
#[derive(Debug, thiserror::Error)]
pub enum PathsError {
    /// The platform names no home folder.
    #[error("this system names no home folder; start Mien with --data-dir FOLDER")]
    NoHome,
    /// The folder cannot be made or written.
    #[error("cannot use {path} as the data folder: {source}; choose another with --data-dir FOLDER", path = path.display())]
    Unusable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Paths {
    /// The folder given by the user, or a `portable` file's folder beside the binary, or the platform's data folder.
    /// The folder is made when it is missing.
    ///
    /// # Errors
    /// [`PathsError`] when there is no such place or it cannot be made.
    pub fn open(data_dir: Option<&Path>) -> Result<Self, PathsError> {
        let data = match data_dir {
            Some(dir) => dir.to_path_buf(),
            None => portable_dir().map_or_else(platform_dir, Ok)?,
        };
        std::fs::create_dir_all(&data)
            .map_err(|source| PathsError::Unusable { path: data.clone(), source })?;
        Ok(Self { data })
    }

    /// The folder of a portable Mien, beside the binary, whether a `portable` file is there or not.
    ///
    /// # Errors
    /// [`PathsError`] when the system does not say where the binary is, or the folder cannot be made.
    pub fn beside_binary() -> Result<Self, PathsError> {
        Self::open(Some(&binary_dir().ok_or(PathsError::NoHome)?.join(PORTABLE)))
    }

    /// The data folder itself.
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// The library database.
    pub fn library(&self) -> PathBuf {
        self.data.join("library.db")
    }

    /// The mood journal.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal.db")
    }

    /// Held locked by the process that runs an engine here.
    pub fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    /// Covers as files, for media controls of the desktop; may be deleted at any time.
    pub fn covers(&self) -> PathBuf {
        self.data.join("cache").join("covers")
    }

    /// What was heard and not told yet.
    pub fn scrobbles(&self) -> PathBuf {
        self.data.join("scrobbles.jsonl")
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        self.data.join("settings.toml")
    }

    /// The token of the local API.
    pub fn api_token(&self) -> PathBuf {
        self.data.join("api-token")
    }

    /// How the window was left.
    pub fn window(&self) -> PathBuf {
        self.data.join("window.toml")
    }

    /// Queue, track and position of the last run.
    pub fn session(&self) -> PathBuf {
        self.data.join("session.toml")
    }

    /// The position by now.
    pub fn position(&self) -> PathBuf {
        self.data.join("position.toml")
    }
}

fn platform_dir() -> Result<PathBuf, PathsError> {
    directories::ProjectDirs::from("", "", "mien")
        .map(|dirs| dirs.data_dir().to_path_buf())
        .ok_or(PathsError::NoHome)
}

fn portable_dir() -> Option<PathBuf> {
    let folder = binary_dir()?;
    folder.join("portable").is_file().then(|| folder.join(PORTABLE))
}

fn binary_dir() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.to_path_buf())
}

/// The demo tracks: `music/` of the checkout the binary was built in, or of an installation.
pub fn demo_music() -> Option<PathBuf> {
    let exe = std::env::current_exe().ok()?;
    let installed = exe.parent()?.join("../share/mien/music");
    let in_checkout = exe
        .ancestors()
        .skip(1)
        .take(4)
        .filter(|dir| dir.join("Cargo.toml").is_file())
        .map(|dir| dir.join("music"));
    std::iter::once(installed).chain(in_checkout).find(|dir| dir.is_dir())
}

/// Writes a file so that a crash leaves either the old or the new one: to a neighbour, synced, then renamed.
///
/// # Errors
/// What the system said; the old file is untouched then.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_by_way_of(path, bytes, std::fs::File::options().write(true).create(true).truncate(true))
}

/// The same for a file that only this user may read.
///
/// # Errors
/// What the system said; the old file is untouched then.
pub fn write_privately(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    write_by_way_of(path, bytes, &options)
}

fn write_by_way_of(path: &Path, bytes: &[u8], options: &std::fs::OpenOptions) -> io::Result<()> {
    use std::io::Write;
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".new");
    let result = (|| {
        let mut file = options.open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    })();
    if result.is_err() {
        let _ignored = std::fs::remove_file(&temporary);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_folder_is_made_and_used() {
        let scratch = tempfile::tempdir().unwrap();
        let wanted = scratch.path().join("a/b");
        let paths = Paths::open(Some(&wanted)).unwrap();
        assert!(wanted.is_dir());
        assert_eq!(paths.library(), wanted.join("library.db"));
    }

    #[test]
    fn an_unusable_folder_says_what_to_do() {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("file");
        std::fs::write(&file, "x").unwrap();
        let error = Paths::open(Some(&file.join("sub"))).unwrap_err().to_string();
        assert!(error.contains("--data-dir"), "{error}");
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("f");
        write_atomically(&path, b"old").unwrap();
        std::fs::create_dir(scratch.path().join("f.new")).unwrap();
        assert!(write_atomically(&path, b"new").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
    }
}
