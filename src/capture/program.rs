//! An external program whose standard output is read in chunks: never through a shell, with time limits, killed
//! when dropped. Knows nothing of videos.

use std::ffi::OsString;
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};

/// How much of what the program complains is kept, in bytes.
const STDERR_KEPT: usize = 4096;
/// How long a program may take to end once it has closed its output.
const ENDING: Duration = Duration::from_secs(2);

/// A running program.
#[derive(Debug)]
pub(super) struct Program {
    child: Child,
    chunks: Receiver<io::Result<Vec<u8>>>,
    complaints: Receiver<String>,
}

/// Why there is no further chunk.
#[derive(Debug)]
pub(super) enum Stop {
    /// The output ended and the program was content.
    Done,
    /// The program failed, in its own words.
    Failed(String),
    /// Nothing came in time.
    TimedOut,
}

impl Program {
    /// Starts a program on `input` and reads its output in chunks of `chunk` bytes; the last one may be shorter.
    pub fn start(name: &str, arguments: &[OsString], input: Stdio, chunk: usize) -> io::Result<Self> {
        let mut child = Command::new(name)
            .args(arguments)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        // All chunks must arrive: when the reader is slow the program waits in its pipe.
        let (chunk_sender, chunks) = bounded(1);
        // Exactly one message, sent when the program closes its standard error.
        let (complaint_sender, complaints) = bounded(1);
        // Before the threads, so that the child is killed when one of them cannot start.
        let program = Self { child, chunks, complaints };
        if let Some(mut pipe) = stdout {
            thread::Builder::new().name(format!("{name}-out")).spawn(move || {
                loop {
                    let read = read_chunk(&mut pipe, chunk);
                    let last = !matches!(&read, Ok(bytes) if bytes.len() == chunk);
                    if chunk_sender.send(read).is_err() || last {
                        return;
                    }
                }
            })?;
        }
        if let Some(mut pipe) = stderr {
            thread::Builder::new().name(format!("{name}-err")).spawn(move || {
                let _ended = complaint_sender.send(read_tail(&mut pipe));
            })?;
        }
        Ok(program)
    }

    /// The next chunk, waiting at most `patience` for it. Empty chunks are not given out.
    pub fn next(&mut self, patience: Duration) -> Result<Vec<u8>, Stop> {
        match self.chunks.recv_timeout(patience) {
            Ok(Ok(bytes)) if !bytes.is_empty() => Ok(bytes),
            Ok(Ok(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.ending()),
            Ok(Err(error)) => Err(Stop::Failed(error.to_string())),
            Err(RecvTimeoutError::Timeout) => Err(Stop::TimedOut),
        }
    }

    /// How the program ended, after its output did.
    fn ending(&mut self) -> Stop {
        let words = self.complaints.recv_timeout(ENDING).unwrap_or_default();
        let deadline = Instant::now() + ENDING;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) if status.success() => {
                    if !words.is_empty() {
                        log::warn!("while reading: {words}");
                    }
                    return Stop::Done;
                }
                Ok(Some(status)) => {
                    return Stop::Failed(if words.is_empty() { status.to_string() } else { words });
                }
                Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
                Ok(None) => return Stop::TimedOut,
                Err(error) => return Stop::Failed(error.to_string()),
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _already_ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn read_chunk(pipe: &mut impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    pipe.take(size as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads to the end and keeps the last part, so that a chatty program neither blocks nor fills the memory.
fn read_tail(pipe: &mut impl Read) -> String {
    let mut kept = Vec::new();
    let mut part = [0; 1024];
    while let Ok(count @ 1..) = pipe.read(&mut part) {
        kept.extend_from_slice(&part[..count]);
        kept.drain(..kept.len().saturating_sub(STDERR_KEPT));
    }
    String::from_utf8_lossy(&kept).trim().to_owned()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_secs(20);

    fn shell(script: &str, chunk: usize) -> Program {
        Program::start("sh", &["-c".into(), script.into()], Stdio::null(), chunk).unwrap()
    }

    #[test]
    fn output_comes_in_chunks_and_the_last_may_be_shorter() {
        let mut program = shell("printf abcdefg", 3);
        for expected in ["abc", "def", "g"] {
            assert_eq!(program.next(SOON).unwrap(), expected.as_bytes());
        }
        assert!(matches!(program.next(SOON), Err(Stop::Done)));
    }

    #[test]
    fn a_failure_is_told_in_the_programs_words() {
        let mut program = shell("echo it broke >&2; exit 3", 8);
        assert!(matches!(program.next(SOON), Err(Stop::Failed(why)) if why == "it broke"));
    }

    #[test]
    fn a_hanging_program_times_out_and_is_killed() {
        let mut program = Program::start("sleep", &["600".into()], Stdio::null(), 8).unwrap();
        assert!(matches!(program.next(Duration::from_millis(20)), Err(Stop::TimedOut)));
        let folder = format!("/proc/{}", program.child.id());
        drop(program);
        assert!(!std::path::Path::new(&folder).exists());
    }

    #[test]
    fn a_program_that_floods_its_standard_error_does_not_block() {
        let mut program = shell("head -c 300000 /dev/zero | tr '\\0' x >&2; printf ok; exit 1", 8);
        assert_eq!(program.next(SOON).unwrap(), b"ok");
        assert!(matches!(program.next(SOON), Err(Stop::Failed(why)) if why.len() == STDERR_KEPT));
    }
}
