//! The library for reading: a thread with a connection of its own, so that a long search holds up neither the engine nor
//! other requests.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::oneshot;

use super::problem::Problem;
use crate::engine::dj::Catalogue;
use crate::library::{Library, LibraryError};
use crate::paths::Paths;

/// Questions that may wait; beyond it the client is told to come back.
const WAITING: usize = 64;
/// How long the list that the DJ chooses from is good.
const FRESH: Duration = Duration::from_secs(3);

type Question = Box<dyn FnOnce(&mut Reader) + Send>;

/// The way to the library.
pub struct Shelf {
    questions: Sender<Question>,
}

/// The library, on its thread.
pub struct Reader {
    paths: Paths,
    library: Option<Library>,
    catalogue: Option<(Instant, Catalogue)>,
}

impl Shelf {
    /// Starts the thread, which opens the library with the first question.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(paths: Paths) -> io::Result<Self> {
        // All must arrive; who finds it full is told to come back.
        let (questions, asked): (_, Receiver<Question>) = bounded(WAITING);
        std::thread::Builder::new().name("http-library".into()).spawn(move || {
            let mut reader = Reader { paths, library: None, catalogue: None };
            for question in asked {
                question(&mut reader);
            }
        })?;
        Ok(Self { questions })
    }

    /// Asks the library.
    ///
    /// # Errors
    /// 503 when too many ask; 500 with a line in the log when the library cannot answer.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Reader) -> Result<T, LibraryError> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        let question = move |reader: &mut Reader| {
            let _nobody_waits = answer.send(question(reader));
        };
        self.questions.try_send(Box::new(question)).map_err(|_full| Problem::busy())?;
        match answered.await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Problem::internal(&error)),
            Err(_thread_ended) => Err(Problem::internal(&"the thread that reads the library has ended")),
        }
    }
}

impl Reader {
    /// Where Mien's files are.
    pub const fn paths(&self) -> &Paths {
        &self.paths
    }

    /// The library, opened when it is not.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn library(&mut self) -> Result<&mut Library, LibraryError> {
        let library = match self.library.take() {
            Some(library) => library,
            None => Library::open(&self.paths.library())?,
        };
        Ok(self.library.insert(library))
    }

    /// What the DJ chooses from, at most three seconds old, and the library.
    ///
    /// # Errors
    /// What the library said.
    pub fn catalogue(&mut self) -> Result<(&Catalogue, &Library), LibraryError> {
        let kept = self.catalogue.take().filter(|(read, _)| read.elapsed() < FRESH);
        let catalogue = match kept {
            Some(catalogue) => catalogue,
            None => (Instant::now(), Catalogue::new(self.library()?.candidates()?)),
        };
        let library = match self.library.take() {
            Some(library) => library,
            None => Library::open(&self.paths.library())?,
        };
        Ok((&self.catalogue.insert(catalogue).1, self.library.insert(library)))
    }
}
