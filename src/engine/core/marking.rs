//! Stars and likes in files' tags, where the listener wants them there.

use super::Core;
use crate::engine::event::Event;
use crate::engine::marking::Marked;
use crate::language::text;
use crate::notice::{Level, Notice};

impl Core {
    /// Marks have changed, or are wanted in the files from now on.
    pub(super) fn write_marks(&self) {
        if self.settings.write_ratings {
            self.marking.ask();
        }
    }

    /// A file took what it was to take, or did not.
    pub(super) fn marked(&mut self, marked: &Marked) {
        let Marked { wanted, outcome } = marked;
        let path = wanted.path.display();
        match outcome {
            Ok(()) => {
                if let Err(error) = self.library.record_written(wanted.id, wanted.rated) {
                    self.library_failed(&error);
                }
            }
            Err(reason) if self.told_of_refusal => log::warn!("{path} {reason}"),
            Err(reason) => {
                // Told once a run: a library may have thousands of such files.
                self.told_of_refusal = true;
                let told = Notice::new(Level::Info, text!("marks-refused"));
                self.outbox.push(Event::Notice(told.with_details(format!("{path} {reason}."))));
            }
        }
    }
}
