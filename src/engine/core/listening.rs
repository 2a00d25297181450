//! What is noted of the listener: how songs end for them, how their face moves meanwhile, what they say about their mood.
//! It feeds the DJ's taste, the lift under way, the offer of one, and the journal.

use super::{Core, now};
use crate::affect::Affect;
use crate::calibration::{Calibration, Confusion};
use crate::emotion::Emotion;
use crate::engine::dj::taste::{Belief, Subject};
use crate::engine::dj::{Felt, Lift, Signal, Stay, Taste};
use crate::engine::event::{Corrections, Event};
use crate::engine::journaling::{JournalNews, Order};
use crate::journal::{self, Entry, Moment};
use crate::language::{Text, text};
use crate::library::{BeliefRow, Library, LibraryError, Like, Track, TrackId};
use crate::mood::{ListenerMood, Mode};
use crate::notice::{Level, Notice, sentence};

/// Left after this part of its length, a song was heard out.
const HEARD_OUT: f32 = 0.9;
/// How much louder counts as made louder.
const LOUDER: f32 = 0.04;
/// The least change of the face during a song that means anything.
const FACE_MOVED: f32 = 0.05;
/// Heard to this part, a song has had its effect on the face.
const EFFECT: f32 = 0.5;

/// What is known of the listener beside their mood of now.
#[derive(Default)]
pub(super) struct Listener {
    pub(super) taste: Taste,
    calibration: Calibration,
    /// How the face was read before it was last shown at rest.
    earlier_calibration: Option<Calibration>,
    confusion: Confusion,
    /// What was read, and what the listener said it truly was; holds until something else is read.
    said: Option<(Emotion, Emotion)>,
    stay: Stay,
    song: Option<Song>,
}

/// The song that plays, as it began.
struct Song {
    track: TrackId,
    target: Option<Affect>,
    mood: Option<Affect>,
    volume: f32,
    /// How it ended, once it has.
    ended: bool,
}

/// How a song ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ending {
    /// By itself.
    Finished,
    /// The listener left it.
    Left,
}

impl Listener {
    /// What was learned before.
    pub(super) fn restore(library: &Library) -> Result<Self, LibraryError> {
        let (calibration, confusion) = library.corrections()?;
        Ok(Self { taste: restore_taste(library)?, calibration, confusion, ..Self::default() })
    }

    pub(super) const fn calibration(&self) -> Calibration {
        self.calibration
    }

    /// The mood the listener named, as long as the face is read as it was then.
    pub(super) const fn said(&self) -> Option<Emotion> {
        match self.said {
            Some((_, truth)) => Some(truth),
            None => None,
        }
    }
}

/// The DJ's taste as the library keeps it.
///
/// # Errors
/// What the library said.
pub fn restore_taste(library: &Library) -> Result<Taste, LibraryError> {
    let rows = library.beliefs()?;
    let plays = rows.iter().map(|row| row.at).max().unwrap_or(0);
    let beliefs = rows.into_iter().filter_map(|row| {
        let subject = Subject::from_parts(row.kind, row.key)?;
        Some((subject, Belief { mean: row.mean, variance: row.variance, at: row.at }))
    });
    Ok(Taste::restore(beliefs, plays))
}

impl Core {
    /// Where the listener's face is.
    fn face(&self) -> Option<Affect> {
        self.mood.affect()
    }

    /// A song is heard from now on.
    pub(super) fn song_began(&mut self) {
        let Some(now_playing) = self.deck.state().now().cloned() else { return };
        let track = now_playing.track.id;
        if self.listener.song.as_ref().is_some_and(|before| before.track == track) {
            self.learn(track, Signal::Repeated);
        }
        self.listener.song = Some(Song {
            track,
            target: now_playing.target,
            mood: self.face(),
            volume: self.settings.volume,
            ended: false,
        });
        self.note(Moment::Began, Some(&now_playing.track));
    }

    /// The song is over, or left.
    pub(super) fn song_ended(&mut self, ending: Ending) {
        let Some(now_playing) = self.deck.state().now().cloned() else { return };
        let Some(song) = self.listener.song.as_mut().filter(|s| !s.ended && s.track == now_playing.track.id)
        else {
            return;
        };
        song.ended = true;
        let (target, before) = (song.target, song.mood);
        let heard_secs = self.deck.position().as_secs_f64();
        let part = match ending {
            Ending::Finished => 1.0,
            Ending::Left => (heard_secs / now_playing.track.length_secs.max(1.0)).clamp(0.0, 1.0) as f32,
        };
        let signal = if part >= HEARD_OUT { Signal::Finished } else { Signal::Skipped(part) };
        self.learn(now_playing.track.id, signal);
        if let (Some(before), Some(after)) = (before, self.face()) {
            let felt = Felt { before, after };
            let by = match self.steering.mode {
                Mode::Lift => felt.progress(self.steering.goal.affect()),
                Mode::Match => after.valence - before.valence,
            };
            if by.abs() >= FACE_MOVED && part >= EFFECT {
                self.learn(now_playing.track.id, Signal::Face(by));
            }
        }
        self.lift = self.next_lift(part);
        let moment = if part >= HEARD_OUT { Moment::Finished } else { Moment::Skipped };
        self.note(moment, Some(&now_playing.track));
        let secs = f64::from(part) * now_playing.track.length_secs;
        if target.is_some_and(|target| self.listener.stay.heard(self.steering.mode, target, secs)) {
            self.outbox.push(Event::LiftOffer(true));
        }
    }

    /// The lift behind the song that plays, of which this part is heard.
    fn next_lift(&self, part: f32) -> Option<Lift> {
        let mut lift = self.lift?;
        let Some(song) = self.listener.song.as_ref().filter(|song| song.target.is_some()) else {
            return Some(lift);
        };
        let felt = song.mood.zip(self.face()).filter(|_| part >= EFFECT);
        lift.played(self.steering.goal.affect(), felt.map(|(before, after)| Felt { before, after }));
        Some(lift)
    }

    /// The lift as the next plan goes on with it.
    pub(super) fn planned_lift(&self) -> Option<Lift> {
        match (&self.listener.song, self.deck.state().now()) {
            (Some(song), Some(now)) if !song.ended => {
                let part = self.deck.position().as_secs_f64() / now.track.length_secs.max(1.0);
                self.next_lift(part as f32)
            }
            _ => self.lift,
        }
    }

    /// The volume was changed by hand.
    pub(super) fn volume_changed(&mut self, volume: f32) {
        let Some(song) = self.listener.song.as_mut().filter(|song| !song.ended) else { return };
        let (track, louder) = (song.track, volume >= song.volume + LOUDER);
        if louder {
            // Once a song: from here on it cannot be made louder by as much.
            song.volume = 1.0;
            self.learn(track, Signal::Louder);
        }
    }

    /// A like was given or taken back.
    pub(super) fn like_changed(&mut self, id: TrackId, like: Like) {
        let (signal, moment) = match like {
            Like::Liked => (Signal::Liked, Moment::Liked),
            Like::Disliked => (Signal::Disliked, Moment::Disliked),
            Like::Neutral => return,
        };
        self.learn(id, signal);
        let track = self.track(id);
        self.note(moment, track.as_deref());
    }

    fn learn(&mut self, id: TrackId, signal: Signal) {
        if !self.settings.learning {
            return;
        }
        let Some(candidate) = self.stock.catalogue().get(id).copied() else { return };
        let changed = self.listener.taste.learn(&candidate, signal);
        let rows: Vec<BeliefRow> = changed.into_iter().map(row).collect();
        if let Err(error) = self.library.keep_beliefs(&rows) {
            self.library_failed(&error);
        }
    }

    pub(super) fn forget_taste(&mut self) {
        match self.library.forget_beliefs() {
            Ok(()) => {
                self.listener.taste = Taste::default();
                self.tell(Level::Info, text!("taste-forgotten"));
                self.take_back_prepared();
                self.plan();
            }
            Err(error) => self.library_failed(&error),
        }
    }

    /// "That was not my mood", or that it was.
    pub(super) fn correct_mood(&mut self, truth: Emotion) {
        let ListenerMood::Known { emotion: read, scores, .. } = self.mood else { return };
        self.listener.calibration.correct(&scores, truth);
        self.listener.confusion.count(read, truth);
        self.listener.said = (read != truth).then_some((read, truth));
        if let Err(error) = self.library.keep_correction(&self.listener.calibration, read, truth) {
            self.library_failed(&error);
        }
        self.watching.calibrate(self.listener.calibration);
        self.note(Moment::Corrected(truth), None);
        self.tell_corrections();
        self.take_back_prepared();
        self.plan();
    }

    /// The listener's face at rest tells how it is to be read.
    pub(super) fn recalibrate(&mut self, calibration: Calibration) {
        let earlier = std::mem::replace(&mut self.listener.calibration, calibration);
        self.listener.earlier_calibration = Some(earlier);
        self.calibration_changed();
    }

    /// Goes back to how the face was read before it was shown at rest, or to how the model reads it.
    pub(super) fn undo_calibration(&mut self) {
        self.listener.calibration = self.listener.earlier_calibration.take().unwrap_or_default();
        self.calibration_changed();
    }

    fn calibration_changed(&mut self) {
        if let Err(error) = self.library.keep_calibration(&self.listener.calibration) {
            self.library_failed(&error);
        }
        self.watching.calibrate(self.listener.calibration);
        self.tell_corrections();
    }

    pub(super) fn forget_corrections(&mut self) {
        if let Err(error) = self.library.forget_corrections() {
            return self.library_failed(&error);
        }
        (self.listener.calibration, self.listener.confusion) = (Calibration::default(), Confusion::default());
        self.listener.said = None;
        self.watching.calibrate(self.listener.calibration);
        self.tell_corrections();
        self.tell(Level::Info, text!("answers-forgotten"));
    }

    pub(super) fn tell_corrections(&mut self) {
        let corrections = Corrections {
            confusion: self.listener.confusion,
            said: self.listener.said(),
            calibrated: self.listener.calibration != Calibration::default(),
        };
        self.outbox.push(Event::Corrections(Box::new(corrections)));
    }

    /// Another emotion is read: what was said about the last reading is over.
    pub(super) fn mood_was_read(&mut self) {
        let read = match self.mood {
            ListenerMood::Known { emotion, .. } => Some(emotion),
            ListenerMood::Unknown => None,
        };
        if self.listener.said.is_some_and(|(then, _)| Some(then) != read) {
            self.listener.said = None;
            self.tell_corrections();
        }
    }

    pub(super) fn decline_lift(&mut self) {
        self.outbox.push(Event::LiftOffer(false));
    }

    /// A minute has passed while the journal is kept.
    pub(super) fn note_minute(&mut self) {
        let playing = self.deck.state().now().map(|now| now.track.clone());
        if self.face().is_some() {
            self.note(Moment::Mood, playing.as_deref());
        }
    }

    /// Notes a moment in the journal, if one is kept.
    fn note(&mut self, moment: Moment, track: Option<&Track>) {
        if !self.settings.journal {
            return;
        }
        let felt = match self.mood {
            ListenerMood::Known { affect, emotion, .. } => Some(journal::Felt { affect, emotion }),
            ListenerMood::Unknown => None,
        };
        let song = track.map(|track| journal::Song {
            id: track.id.0,
            title: track.tags.title.clone(),
            artist: track.tags.artist.clone(),
        });
        let at = now();
        let entry = Entry { at, local_secs: at, felt, song, mode: self.steering.mode, moment };
        self.order_journal(Order::Write(Box::new(entry)));
    }

    pub(super) fn order_journal(&mut self, order: Order) {
        if let Err(error) = self.journaling.order(order) {
            let text = text!("journal-not-kept");
            self.outbox.push(Event::Notice(Notice::new(Level::Error, text).with_details(error)));
        }
    }

    pub(super) fn journal_news(&mut self, news: JournalNews) {
        match news {
            JournalNews::Page(page) => self.outbox.push(Event::Journal(page)),
            JournalNews::Deleted(number) => {
                let text = match number {
                    0 => text!("journal-nothing-deleted"),
                    number => text!("journal-deleted", count = number),
                };
                self.tell(Level::Info, text);
            }
            JournalNews::Exported(path, number) => {
                let file = path.display().to_string();
                self.tell(Level::Info, text!("journal-exported", count = number, file = file));
            }
            JournalNews::Failed(error) => {
                let notice = Notice::new(Level::Error, text!("journal-silent"));
                self.outbox.push(Event::Notice(notice.with_details(sentence(&error.to_string()))));
            }
            JournalNews::NotExported(path, error) => {
                let text = text!("journal-not-written", file = path.display().to_string());
                self.outbox.push(Event::Notice(Notice::new(Level::Error, text).with_details(error)));
            }
        }
    }

    fn tell(&mut self, level: Level, text: Text) {
        self.outbox.push(Event::Notice(Notice::new(level, text)));
    }
}

fn row((subject, belief): (Subject, Belief)) -> BeliefRow {
    let (kind, key) = subject.parts();
    BeliefRow { kind, key, mean: belief.mean, variance: belief.variance, at: belief.at }
}
