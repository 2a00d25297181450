//! Which drives are mounted where, and which of them the system cannot watch. Linux only; elsewhere nothing is known, and
//! what the system tells is trusted.

use std::fs::File;
use std::path::{Path, PathBuf};

const TABLE: &str = "/proc/self/mountinfo";

/// Kinds of file system on which others change files unseen.
const NETWORK: [&str; 16] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "coda",
    "davfs",
    "davfs2",
    "glusterfs",
    "lustre",
    "ncpfs",
    "virtiofs",
    "vboxsf",
];

/// The mounted file systems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mounts {
    list: Vec<Mount>,
    /// What they were read from.
    text: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mount {
    /// Tells one mount from the next at the same place.
    number: String,
    point: PathBuf,
    kind: String,
}

impl Mounts {
    /// As they are now.
    pub fn now() -> Self {
        Self::parse(std::fs::read(TABLE).unwrap_or_default())
    }

    /// As they are now, where that is another way.
    pub fn changed(&self) -> Option<Self> {
        let text = std::fs::read(TABLE).unwrap_or_default();
        (text != self.text).then(|| Self::parse(text))
    }

    /// The lines of `/proc/self/mountinfo`: number, parent, device, root, mount point, options, …, "-", kind, ….
    fn parse(text: Vec<u8>) -> Self {
        let mounts = text.split(|byte| *byte == b'\n').filter_map(|line| {
            let fields: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
            let dash = fields.iter().position(|field| *field == b"-")?;
            Some(Mount {
                number: String::from_utf8_lossy(fields.first()?).into_owned(),
                point: unescape(fields.get(4)?),
                kind: String::from_utf8_lossy(fields.get(dash + 1)?).into_owned(),
            })
        });
        Self { list: mounts.collect(), text }
    }

    /// The kind of file system a folder lies on, if the system cannot watch it.
    pub fn network_kind(&self, folder: &Path) -> Option<&str> {
        // Of several mounts at one place the last covers the others.
        let around = self.list.iter().filter(|mount| folder.starts_with(&mount.point));
        let kind = &around.max_by_key(|mount| mount.point.components().count())?.kind;
        // `fuseblk` is a local drive (NTFS); `fuse.` names a program that may fetch files from anywhere.
        (NETWORK.contains(&kind.as_str()) || kind == "fuse" || kind.starts_with("fuse."))
            .then_some(kind.as_str())
    }

    /// What decides about a folder: the mounts above and below it.
    pub fn around<'a>(&'a self, folder: &Path) -> Vec<(&'a str, &'a Path)> {
        let decides = |mount: &&Mount| folder.starts_with(&mount.point) || mount.point.starts_with(folder);
        self.list.iter().filter(decides).map(|mount| (mount.number.as_str(), mount.point.as_path())).collect()
    }
}

/// Rings when something is mounted or unmounted: to ask it is much cheaper than to read the table every second.
#[derive(Debug)]
pub struct Bell(Option<File>);

impl Bell {
    /// Listens from now on.
    pub fn new() -> Self {
        Self(File::open(TABLE).ok())
    }

    /// Whether it rang since the last question; also where the system cannot tell.
    #[cfg(target_os = "linux")]
    pub fn rang(&self) -> bool {
        use std::os::fd::AsFd;

        use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

        let Some(table) = &self.0 else { return true };
        let mut looked_at = [PollFd::new(table.as_fd(), PollFlags::POLLPRI)];
        poll(&mut looked_at, PollTimeout::ZERO) != Ok(0)
    }

    /// Nothing is known of mounts here.
    #[cfg(not(target_os = "linux"))]
    pub fn rang(&self) -> bool {
        false
    }
}

/// The kernel writes spaces and the like as a backslash and three octal digits.
fn unescape(field: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((first, after)) = rest.split_first() {
        let octal = (*first == b'\\').then(|| after.get(..3)).flatten();
        let code = octal.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        if let Some(code) = code {
            bytes.push(code);
            rest = &after[3..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    #[cfg(unix)]
    return crate::library::bytes::to_path(bytes);
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(&bytes).into_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "\
22 1 0:20 / / rw shared:1 - ext4 /dev/sda rw
30 22 0:31 / /mnt/nas rw,relatime shared:2 - nfs4 nas:/music rw
31 22 8:17 / /mnt/My\\040Disk rw - fuseblk /dev/sdb1 rw
32 22 0:40 / /home/a/cloud rw - fuse.rclone remote: rw
33 30 8:18 / /mnt/nas/local rw - ext4 /dev/sdc rw
";

    #[test]
    fn the_innermost_mount_decides() {
        let mounts = Mounts::parse(LINES.into());
        let kind = |path: &str| mounts.network_kind(Path::new(path));
        assert_eq!(kind("/mnt/nas/rock"), Some("nfs4"));
        assert_eq!(kind("/mnt/nas/local/rock"), None);
        assert_eq!(kind("/mnt/nasty"), None);
        assert_eq!(kind("/mnt/My Disk/music"), None);
        assert_eq!(kind("/home/a/cloud"), Some("fuse.rclone"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_bell_is_silent_as_long_as_nothing_is_mounted() {
        let bell = Bell::new();
        assert!(bell.0.is_some());
        assert!(!bell.rang());
    }

    #[test]
    fn only_mounts_above_and_below_concern_a_folder() {
        let mounts = Mounts::parse(LINES.into());
        let around = |path: &str| mounts.around(Path::new(path)).iter().map(|(n, _)| *n).collect::<Vec<_>>();
        assert_eq!(around("/mnt/nas"), ["22", "30", "33"]);
        assert_eq!(around("/mnt/My Disk"), ["22", "31"]);
    }
}
