//! The secret that opens what changes state or hears the mood: made once, kept in a file that only its owner can read.

use crate::hex::hex;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Fewer characters could be guessed.
const SHORTEST: usize = 16;
/// No token is longer than this many bytes.
const LONGEST: u64 = 4096;

/// A token that requests must carry.
#[derive(Clone)]
pub struct Token {
    text: String,
    digest: [u8; 32],
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read or made.
    #[error("the token file {path} cannot be used: {source}", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others may read it.
    #[error("other users can read the token file {path}; make it yours alone with: chmod 600 {path}", path = path.display())]
    Open {
        /// The file.
        path: PathBuf,
    },
    /// Too short, too long, or not one line of visible characters.
    #[error("the token file {path} must hold one line of at least {SHORTEST} visible characters", path = path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    NoChance(#[from] getrandom::Error),
}

impl Token {
    fn new(text: String) -> Self {
        let digest = Sha256::digest(text.as_bytes()).into();
        Self { text, digest }
    }

    /// A new token of 256 bits.
    ///
    /// # Errors
    /// [`TokenError::NoChance`] when the system gives no random numbers.
    pub fn random() -> Result<Self, TokenError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self::new(hex(&bytes)))
    }

    /// Reads the token of a file; a missing file is made with a new one.
    ///
    /// # Errors
    /// [`TokenError`] when the file cannot be used, or others could read it.
    pub fn of_file(path: &Path) -> Result<Self, TokenError> {
        let failed = |source| TokenError::File { path: path.to_owned(), source };
        match File::open(path) {
            Ok(file) => Self::read(path, &file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let token = Self::random()?;
                write_private(path, &token.text).map_err(failed)?;
                Ok(token)
            }
            Err(error) => Err(failed(error)),
        }
    }

    fn read(path: &Path, file: &File) -> Result<Self, TokenError> {
        let failed = |source| TokenError::File { path: path.to_owned(), source };
        if is_open(file).map_err(failed)? {
            return Err(TokenError::Open { path: path.to_owned() });
        }
        let mut text = String::new();
        file.take(LONGEST).read_to_string(&mut text).map_err(failed)?;
        let text = text.trim();
        if text.len() < SHORTEST || !text.chars().all(|c| c.is_ascii_graphic()) {
            return Err(TokenError::Unfit { path: path.to_owned() });
        }
        Ok(Self::new(text.to_owned()))
    }

    /// The token itself, for the one who may have it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Is this the token? Takes the same time for every wrong answer.
    pub fn matches(&self, given: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(given.as_bytes()).into();
        equal(&self.digest, &given)
    }

    /// A keyed digest of a text, as hexadecimal digits: nobody without the token can make it.
    pub fn sign(&self, text: &str) -> String {
        let inner = Sha256::new().chain_update(self.digest).chain_update(text.as_bytes()).finalize();
        let outer: [u8; 32] = Sha256::new().chain_update(self.digest).chain_update(inner).finalize().into();
        hex(&outer[..16])
    }

    /// Is this the keyed digest of the text?
    pub fn signed(&self, text: &str, signature: &str) -> bool {
        equal(self.sign(text).as_bytes(), signature.as_bytes())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Compares without stopping at the first difference.
fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

/// May others than the owner read the file? Where the system has other rules, its folder decides.
fn is_open(file: &File) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        file.metadata().map(|_| false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let token = Token::of_file(&path).unwrap();
        assert_eq!(Token::of_file(&path).unwrap().text(), token.text());
        assert!(token.text().len() == 64 && token.matches(token.text()) && !token.matches("x"));
        assert!(!format!("{token:?}").contains(token.text()));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        std::fs::write(&path, "0123456789abcdef").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Token::of_file(&path), Err(TokenError::Open { .. })));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(Token::of_file(&path).unwrap().matches("0123456789abcdef"));
    }

    #[test]
    fn a_short_token_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        write_private(&path, "secret").unwrap();
        assert!(matches!(Token::of_file(&path), Err(TokenError::Unfit { .. })));
    }

    #[test]
    fn signatures_are_for_one_text_and_one_token() {
        let (ours, theirs) = (Token::random().unwrap(), Token::random().unwrap());
        let signature = ours.sign("7 100");
        assert!(ours.signed("7 100", &signature));
        assert!(!ours.signed("8 100", &signature) && !theirs.signed("7 100", &signature));
    }
}
