//! Where the socket is, and opening either end of it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use interprocess::local_socket::prelude::*;
use interprocess::local_socket::{
    GenericFilePath, GenericNamespaced, Listener, ListenerOptions, Name, Stream,
};
use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::paths::Paths;

/// The longest path a socket may have everywhere, in bytes: the least of Linux (107) and the BSDs (103).
const LONGEST: usize = 100;
/// How long either side waits for the other's next word.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The socket of a data folder: a file in it, or in the folder for temporary files where its name would be too long.
/// On Windows there are no such files; a pipe is named after the data folder.
fn file(paths: &Paths) -> PathBuf {
    let data = paths.data_dir();
    let data = data.canonicalize().unwrap_or_else(|_| data.to_path_buf());
    let inside = data.join("control.socket");
    if cfg!(unix) && inside.as_os_str().len() <= LONGEST {
        return inside;
    }
    let digest = Sha256::digest(data.as_os_str().as_encoded_bytes());
    let name = hex(&digest[..8]);
    std::env::temp_dir().join(format!("mien-{name}.socket"))
}

fn name(file: &std::path::Path) -> io::Result<Name<'static>> {
    if cfg!(unix) {
        return file.to_path_buf().to_fs_name::<GenericFilePath>();
    }
    let name = file.file_name().unwrap_or_default().to_os_string();
    name.to_ns_name::<GenericNamespaced>()
}

/// Listens. The caller holds the claim of the data folder, so a socket that is there already belonged to a Mien that
/// was killed, and is replaced. It goes away with the listener.
pub fn listen(paths: &Paths) -> io::Result<Listener> {
    let file = file(paths);
    let options = ListenerOptions::new().name(name(&file)?).try_overwrite(true).max_spin_time(PATIENCE);
    #[cfg(unix)]
    let options = {
        use interprocess::os::unix::local_socket::ListenerOptionsExt;
        // Set before the name exists, so there is no moment at which others can connect.
        options.mode(0o600)
    };
    options.create_sync()
}

/// Connects to whoever listens.
pub fn connect(paths: &Paths) -> io::Result<Stream> {
    let file = file(paths);
    #[cfg(unix)]
    refuse_strangers(&file, paths)?;
    let stream = Stream::connect(name(&file)?)?;
    limit(&stream)?;
    Ok(stream)
}

/// Gives up on a peer that says or hears nothing for long.
pub fn limit(stream: &Stream) -> io::Result<()> {
    // Windows' pipes know no time-outs; a peer there that hangs holds its own connection only.
    match stream.set_recv_timeout(Some(PATIENCE)).and_then(|()| stream.set_send_timeout(Some(PATIENCE))) {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// For an asker who listens as long as there is news.
pub fn wait_for_ever(stream: &Stream) -> io::Result<()> {
    match stream.set_recv_timeout(None) {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// In the shared folder for temporary files anybody could listen under our name.
#[cfg(unix)]
fn refuse_strangers(file: &std::path::Path, paths: &Paths) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &std::path::Path| std::fs::symlink_metadata(path).map(|metadata| metadata.uid());
    if owner(file)? == std::fs::metadata(paths.data_dir())?.uid() {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::PermissionDenied, "the socket belongs to another user"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_socket_is_for_its_user_and_a_dead_one_is_replaced() {
        let scratch = tempfile::tempdir().unwrap();
        for folder in [scratch.path().join("data"), scratch.path().join("x".repeat(120))] {
            let paths = Paths::open(Some(&folder)).unwrap();
            assert!(connect(&paths).is_err(), "nobody listens yet");
            let mut killed = listen(&paths).unwrap();
            killed.do_not_reclaim_name_on_drop();
            drop(killed);
            assert!(file(&paths).exists() && connect(&paths).is_err());
            let listener = listen(&paths).unwrap();
            let mode = std::fs::metadata(file(&paths)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            connect(&paths).unwrap();
            drop(listener);
            assert!(!file(&paths).exists());
        }
    }
}
