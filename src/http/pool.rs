//! Threads that look at pictures, each with an analyzer of its own, and the short queue before them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::http::StatusCode;
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use tokio::sync::oneshot;

use super::problem::Problem;
use crate::picture::{self, Accept, PictureError};
use crate::settings::Settings;
use crate::vision::model::EmotionModel;
use crate::vision::record::FaceRecord;
use crate::vision::{Analyzer, VisionError};

/// Pictures that wait for each thread. Longer queues only make everybody wait longer.
const WAITING_EACH: usize = 4;

/// The faces of a picture.
pub struct Seen {
    /// Columns of the upright picture.
    pub width: u32,
    /// Rows of the upright picture.
    pub height: u32,
    /// The surest first.
    pub faces: Vec<FaceRecord>,
}

struct Job {
    picture: Bytes,
    answer: oneshot::Sender<Result<Seen, Refusal>>,
}

enum Refusal {
    Picture(PictureError),
    Vision(VisionError),
    /// Our fault; the panic hook has told it.
    Panic,
}

/// The way to the threads. They end when it is gone.
pub struct Pool {
    jobs: Sender<Job>,
}

impl Pool {
    /// Starts `threads` threads with analyzers as the settings say.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(threads: usize, settings: &Settings) -> io::Result<Self> {
        // All must arrive; who finds it full is told to come back.
        let (jobs, queue) = bounded(threads * WAITING_EACH);
        let (detector, table) = (settings.detector, settings.affect);
        // The model's weights are there once for all threads; whoever comes first brings them.
        let shared: Arc<OnceLock<EmotionModel>> = Arc::default();
        for number in 1..=threads {
            let (queue, shared): (Receiver<Job>, _) = (queue.clone(), Arc::clone(&shared));
            let open = move || {
                let model = match shared.get() {
                    Some(model) => model.clone(),
                    None => EmotionModel::open().map(|model| shared.get_or_init(|| model).clone())?,
                };
                Analyzer::with_model(model, detector, table)
            };
            std::thread::Builder::new()
                .name(format!("analyzer-{number}"))
                .spawn(move || run(&queue, open))?;
        }
        Ok(Self { jobs })
    }

    /// Looks at a picture file.
    ///
    /// # Errors
    /// 503 when the queue is full; what is wrong with the picture.
    pub async fn look(&self, picture: Bytes) -> Result<Seen, Problem> {
        let (answer, answered) = oneshot::channel();
        match self.jobs.try_send(Job { picture, answer }) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => return Err(Problem::busy()),
        }
        match answered.await {
            Ok(Ok(seen)) => Ok(seen),
            Ok(Err(Refusal::Picture(error))) => Err(refused(&error)),
            Ok(Err(Refusal::Vision(error))) => Err(Problem::internal(&error)),
            Ok(Err(Refusal::Panic)) => Err(Problem::internal(&"a picture could not be looked at")),
            Err(_thread_ended) => Err(Problem::internal(&"a thread that looks at pictures has ended")),
        }
    }
}

fn run(queue: &Receiver<Job>, open: impl Fn() -> Result<Analyzer, VisionError>) {
    let mut analyzer = open();
    for job in queue {
        // Nobody waits for this picture any more.
        if job.answer.is_closed() {
            continue;
        }
        let seen = match &mut analyzer {
            Ok(analyzer) => guarded(analyzer, &job.picture),
            Err(error) => Err(Refusal::Vision(VisionError::Detector(error.to_string()))),
        };
        if matches!(seen, Err(Refusal::Vision(_) | Refusal::Panic)) {
            // Whatever it was, the next picture meets an analyzer as good as new.
            analyzer = open();
        }
        let _nobody_waits = job.answer.send(seen);
    }
}

/// A picture that makes a decoder panic is refused, and the thread lives on.
fn guarded(analyzer: &mut Analyzer, picture: &[u8]) -> Result<Seen, Refusal> {
    catch_unwind(AssertUnwindSafe(|| look(analyzer, picture))).unwrap_or(Err(Refusal::Panic))
}

fn look(analyzer: &mut Analyzer, picture: &[u8]) -> Result<Seen, Refusal> {
    let frame = picture::decode_accepted(picture, Accept::SENT).map_err(Refusal::Picture)?;
    let faces = analyzer.analyze(&frame).map_err(Refusal::Vision)?;
    let faces = faces.iter().filter_map(|face| FaceRecord::of(face, &frame)).collect();
    let (width, height) = frame.full_size();
    Ok(Seen { width, height, faces })
}

fn refused(error: &PictureError) -> Problem {
    let status = match error {
        PictureError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        PictureError::NotAPicture => {
            let text = "This is not a picture Mien reads here; send JPEG, PNG or WebP.";
            return Problem::new(StatusCode::UNPROCESSABLE_ENTITY, text);
        }
        PictureError::Unreadable(_) | PictureError::NotAFile | PictureError::Damaged(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    Problem::new(status, error.to_string())
}
