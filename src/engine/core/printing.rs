//! The search for duplicates: tells what is found, writes down what was heard.

use super::Core;
use crate::engine::event::{DuplicateList, Event};
use crate::engine::printing::{Hear, PrintNews};
use crate::language::text;
use crate::notice::{Level, Notice};

impl Core {
    pub(super) fn find_duplicates(&mut self) {
        self.look_for_duplicates(Hear::Unknown);
    }

    fn look_for_duplicates(&mut self, hear: Hear) {
        if let Err(error) = self.printing.start(hear) {
            let told = Notice::new(Level::Error, text!("cannot-find-duplicates"));
            self.outbox.push(Event::Notice(told.with_details(error)));
        }
        self.tell_duplicates();
    }

    pub(super) fn print_news(&mut self, news: PrintNews) {
        match news {
            PrintNews::Found(groups, unknown) => {
                let progress = (unknown > 0).then_some((0, unknown));
                self.duplicates = DuplicateList { groups: groups.into(), progress };
                if progress.is_none() {
                    self.printing.ended();
                }
            }
            PrintNews::Heard(prints, done, all) => {
                self.duplicates.progress = Some((done, all));
                if let Err(error) = self.library.record_prints(&prints) {
                    self.library_failed(&error);
                }
            }
            PrintNews::AllHeard => {
                self.printing.ended();
                return self.look_for_duplicates(Hear::Nothing);
            }
            PrintNews::Failed(error) => {
                self.printing.ended();
                self.duplicates.progress = None;
                self.library_failed(&error);
            }
        }
        self.tell_duplicates();
    }

    fn tell_duplicates(&mut self) {
        self.outbox.push(Event::Duplicates(self.duplicates.clone()));
    }
}
