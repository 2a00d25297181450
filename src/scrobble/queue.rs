//! What is heard and not told yet, for each service. Kept in a file that is whole at any moment.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Listen;
use super::service::Kind;
use crate::paths::write_atomically;

/// Listens kept; the oldest go first. Months of music without a network.
const KEPT: usize = 5000;

/// A listen and the services that do not know of it yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Waiting {
    to: Vec<Kind>,
    #[serde(flatten)]
    listen: Listen,
}

/// The queue.
#[derive(Debug)]
pub struct Queue {
    file: PathBuf,
    waiting: VecDeque<Waiting>,
}

impl Queue {
    /// What the last run left behind. Lines that cannot be read are left out.
    pub fn open(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let waiting = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Self { file: file.to_path_buf(), waiting }
    }

    /// Keeps a listen for these services.
    ///
    /// # Errors
    /// When it cannot be written; it is kept in memory in any case.
    pub fn add(&mut self, listen: Listen, to: Vec<Kind>) -> io::Result<()> {
        if to.is_empty() {
            return Ok(());
        }
        self.waiting.push_back(Waiting { to, listen });
        while self.waiting.len() > KEPT {
            self.waiting.pop_front();
        }
        self.save()
    }

    /// Number of listens that wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// The oldest listens that this service does not know of.
    pub fn first(&self, kind: Kind, count: usize) -> Vec<Listen> {
        let unknown = self.waiting.iter().filter(|waiting| waiting.to.contains(&kind));
        unknown.take(count).map(|waiting| waiting.listen.clone()).collect()
    }

    /// The service knows of these now, or never wants to.
    ///
    /// # Errors
    /// When it cannot be written: they may be told twice, which the services notice.
    pub fn done(&mut self, kind: Kind, listens: &[Listen]) -> io::Result<()> {
        for waiting in &mut self.waiting {
            if listens.contains(&waiting.listen) {
                waiting.to.retain(|to| *to != kind);
            }
        }
        self.waiting.retain(|waiting| !waiting.to.is_empty());
        self.save()
    }

    fn save(&self) -> io::Result<()> {
        let mut text = Vec::new();
        for waiting in &self.waiting {
            serde_json::to_writer(&mut text, waiting)?;
            text.push(b'\n');
        }
        write_atomically(&self.file, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listen(at: i64) -> Listen {
        Listen { at, title: "T".into(), artist: "A".into(), album: None, number: None, length: 100 }
    }

    #[test]
    fn what_was_not_told_survives_and_each_service_has_its_own_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("queue");
        let mut queue = Queue::open(&file);
        queue.add(listen(1), vec![Kind::ListenBrainz, Kind::LastFm]).unwrap();
        queue.add(listen(2), vec![Kind::LastFm]).unwrap();
        drop(queue);
        let mut queue = Queue::open(&file);
        assert_eq!(queue.first(Kind::ListenBrainz, 10), [listen(1)]);
        queue.done(Kind::LastFm, &[listen(1)]).unwrap();
        assert_eq!(Queue::open(&file).first(Kind::LastFm, 10), [listen(2)]);
        queue.done(Kind::ListenBrainz, &[listen(1)]).unwrap();
        queue.done(Kind::LastFm, &[listen(2)]).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "");
    }

    #[test]
    fn a_torn_line_costs_one_listen_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("queue");
        Queue::open(&file).add(listen(1), vec![Kind::LastFm]).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("{{\"to\":[\n{text}")).unwrap();
        assert_eq!(Queue::open(&file).first(Kind::LastFm, 10), [listen(1)]);
    }
}
