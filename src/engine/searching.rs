//! The search thread: answers questions to the library over a connection of its own, so that no keystroke waits for an
//! import and no song for a search. Reads and writes the files of playlists too, which may take a while.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{RecvTimeoutError, Sender, TrySendError, bounded};

use super::command::Scope;
use super::event::SearchAnswer;
use crate::library::playlist::PlaylistId;
use crate::library::playlist::file::{Imported, Paths};
use crate::library::search::{Question, Sort};
use crate::library::{Group, GroupKind, LibraryError, Reader, Track, TrackId};

/// Requests that may wait. All are answered: the newest question is recognised by its number.
const WAITING: usize = 256;
/// Tracks that come with the answer to a question: more than a window shows at a time.
const FIRST: usize = 100;

/// After so long without a request the thread makes ready for the next ones, a step at a time.
const PAUSE: Duration = Duration::from_millis(20);

/// Something asked of the search thread.
#[derive(Debug)]
pub enum Request {
    /// Which tracks match?
    Find { question: u64, query: String, scope: Scope, sort: Sort },
    /// These tracks.
    Tracks(Vec<TrackId>),
    /// Artists, albums, genres or folders.
    Groups(GroupKind),
    /// What do these files say?
    ReadPlaylists(Vec<PathBuf>),
    /// Write a playlist to a file.
    WritePlaylist(PlaylistId, PathBuf),
}

/// What the search thread says.
#[derive(Debug)]
pub enum Answer {
    /// To [`Request::Find`].
    Found(SearchAnswer),
    /// To [`Request::Tracks`].
    Tracks(Arc<[Track]>),
    /// To [`Request::Groups`].
    Groups(GroupKind, Arc<[Group]>),
    /// To [`Request::ReadPlaylists`], one for each file.
    PlaylistRead(Result<Imported, LibraryError>),
    /// To [`Request::WritePlaylist`]: how many tracks went to which file.
    PlaylistWritten(usize, PathBuf),
    /// The question cannot be answered.
    Failed(LibraryError),
}

/// The search thread; it ends when this is dropped.
pub struct Searching(Sender<Request>);

impl Searching {
    /// Starts the thread on the library at `path`. `answer` is called there.
    pub fn spawn(path: PathBuf, answer: impl Fn(Answer) + Send + 'static) -> Result<Self, std::io::Error> {
        let (requests, inbox) = bounded::<Request>(WAITING);
        std::thread::Builder::new().name("search".into()).spawn(move || {
            let mut reader = match Reader::open(&path) {
                Ok(reader) => reader,
                Err(error) => return answer(Answer::Failed(error)),
            };
            let mut warming = false;
            loop {
                let asked =
                    if warming { inbox.recv_timeout(PAUSE) } else { inbox.recv().map_err(Into::into) };
                match asked {
                    Ok(request) => {
                        warming |= matches!(request, Request::Find { .. });
                        if let Err(error) = serve(&mut reader, request, &answer) {
                            answer(Answer::Failed(error));
                        }
                    }
                    // Nobody waits. What does not work now is told when somebody asks.
                    Err(RecvTimeoutError::Timeout) => warming = reader.warm().unwrap_or(false),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })?;
        Ok(Self(requests))
    }

    /// Asks for something; never blocks.
    pub fn request(&self, request: Request) {
        match self.0.try_send(request) {
            Ok(()) => {}
            Err(TrySendError::Full(request)) => {
                log::warn!("too much asked of the search thread: {request:?} is dropped");
            }
            Err(TrySendError::Disconnected(_)) => log::warn!("the search thread has ended"),
        }
    }
}

fn serve(reader: &mut Reader, request: Request, answer: &impl Fn(Answer)) -> Result<(), LibraryError> {
    match request {
        Request::Find { question, query, scope, sort } => {
            answer(Answer::Found(find(reader, question, &query, scope, sort)?));
        }
        Request::Tracks(ids) => answer(Answer::Tracks(reader.tracks(&ids)?.into())),
        Request::Groups(kind) => answer(Answer::Groups(kind, reader.groups(kind)?.into())),
        Request::ReadPlaylists(files) => {
            for file in files {
                answer(Answer::PlaylistRead(reader.read_playlist(&file)));
            }
        }
        Request::WritePlaylist(id, file) => {
            let name = reader.playlist(id)?.ok_or(LibraryError::NoPlaylist)?.name;
            let tracks = reader.playlist_tracks(id, now())?;
            reader.write_playlist(&file, &name, &tracks, Paths::Relative)?;
            answer(Answer::PlaylistWritten(tracks.len(), file));
        }
    }
    Ok(())
}

fn find(
    reader: &mut Reader,
    question: u64,
    query: &str,
    scope: Scope,
    sort: Sort,
) -> Result<SearchAnswer, LibraryError> {
    let now = now();
    let among = match scope {
        Scope::Library => None,
        Scope::Playlist(id) => Some(reader.playlist_tracks(id, now)?),
    };
    let hits = reader.find(&Question { query, sort, among: among.as_deref(), now })?;
    let tracks = reader.tracks(&hits.ids[..hits.ids.len().min(FIRST)])?.into();
    Ok(SearchAnswer { question, ids: hits.ids.into(), tracks, hint: hits.hint })
}

/// Unix time in seconds.
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs().cast_signed())
}
