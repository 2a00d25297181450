//! What the player does next: a state machine without threads, files or devices.
//!
//! Time is counted in frames taken from the ring. The decoder announces at which frame a piece of an item begins
//! ([`DecodeNews::Segment`]) or everything ends; such marks come true when the output has got that far.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use super::{Item, OutputState, PlayerCommand, PlayerEvent};

/// Positions are told this often.
const POSITION_STEP: Duration = Duration::from_millis(250);

/// What the decoding thread is asked. The newest `Start` or `Stop` replaces all before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DecodeOrder {
    /// Decode this item from a position on, dropping what is in the ring.
    Start { generation: u64, item: Item, from: Duration, next: Option<Item> },
    /// What follows the item `after`; ignored when the decoder is past that.
    Next { after: u64, next: Option<Item> },
    /// Decode nothing, dropping what is in the ring.
    Stop { generation: u64 },
    /// Look again whether there is room in the ring.
    Wake,
}

/// What the decoding thread tells. News of an old generation are stale.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DecodeNews {
    /// Frame `at` of the ring is this position of this item.
    Segment { generation: u64, at: u64, item: Item, position: Duration, length: Option<Duration> },
    /// The item is decoded up to a few seconds before its end, and has no successor.
    NearEnd { generation: u64, key: u64 },
    /// Nothing follows frame `at`.
    Ended { generation: u64, at: u64 },
    /// An item cannot be decoded, or no further.
    Failed { generation: u64, key: u64, path: PathBuf, reason: String },
}

/// What the machine is told.
#[derive(Debug)]
pub(super) enum Input {
    Command(PlayerCommand),
    Decode(DecodeNews),
    /// A new output takes over, with an empty ring of this rate (Hz).
    Output {
        state: OutputState,
        rate: u32,
    },
    /// Frames the output has taken from its ring so far.
    Progress {
        taken: u64,
    },
}

/// What the machine wants done, in order.
#[derive(Debug, PartialEq)]
pub(super) enum Effect {
    Event(PlayerEvent),
    Decode(DecodeOrder),
    /// Fade out and drop everything decoded so far.
    Discard,
    SetPlaying(bool),
    SetVolume(f32),
}

#[derive(Debug)]
enum Phase {
    /// Nothing was asked for.
    Stopped,
    /// The last item ended without a successor; one that comes late starts at once.
    RanOut,
    /// An item plays, is paused, or is about to start.
    Playing(Current),
}

#[derive(Debug)]
struct Current {
    item: Item,
    progress: Progress,
    /// Position heard last.
    position: Duration,
    failed: bool,
}

#[derive(Debug)]
enum Progress {
    /// Not heard yet.
    Starting,
    /// Heard before; waits for samples after a seek or a change of output.
    Moving,
    /// Frame `at` of the ring is `position`.
    Running { at: u64, position: Duration },
}

#[derive(Debug)]
enum Mark {
    Segment { at: u64, item: Item, position: Duration, length: Option<Duration> },
    End { at: u64 },
}

impl Mark {
    fn at(&self) -> u64 {
        match self {
            Self::Segment { at, .. } | Self::End { at } => *at,
        }
    }
}

/// The player's state.
#[derive(Debug)]
pub(super) struct Machine {
    phase: Phase,
    upcoming: Option<Item>,
    marks: VecDeque<Mark>,
    /// The item that was asked a successor for.
    asked: Option<u64>,
    playing: bool,
    generation: u64,
    rate: u32,
    taken: u64,
    told: Duration,
    effects: Vec<Effect>,
}

impl Machine {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Stopped,
            upcoming: None,
            marks: VecDeque::new(),
            asked: None,
            playing: true,
            generation: 0,
            rate: 48_000,
            taken: 0,
            told: Duration::ZERO,
            effects: Vec::new(),
        }
    }

    /// Whether time passes in the music, so that progress is worth looking at.
    pub(super) fn is_moving(&self) -> bool {
        match &self.phase {
            Phase::Playing(current) => self.playing || !matches!(current.progress, Progress::Running { .. }),
            Phase::Stopped | Phase::RanOut => false,
        }
    }

    /// Takes one input and returns what to do, in order.
    pub(super) fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Command(command) => self.command(command),
            Input::Decode(news) => self.decoded(news),
            Input::Output { state, rate } => self.new_output(state, rate),
            Input::Progress { taken } => self.progress(taken),
        }
        std::mem::take(&mut self.effects)
    }

    fn command(&mut self, command: PlayerCommand) {
        match command {
            PlayerCommand::Play(item) => self.play(item),
            PlayerCommand::SetNext(next) => self.set_next(next),
            PlayerCommand::Pause => self.pause(),
            PlayerCommand::Resume => self.resume(),
            PlayerCommand::Stop => self.stop(),
            PlayerCommand::Seek(to) => self.seek(to),
            PlayerCommand::SetVolume(volume) => self.effects.push(Effect::SetVolume(volume)),
            // The thread ends; there is nothing to decide.
            PlayerCommand::Shutdown => {}
        }
    }

    fn play(&mut self, item: Item) {
        if matches!(self.phase, Phase::Playing(_)) {
            self.effects.push(Effect::Discard);
        }
        self.playing = true;
        self.effects.push(Effect::SetPlaying(true));
        self.upcoming = None;
        self.asked = None;
        self.begin(item);
    }

    /// Starts an item from its beginning.
    fn begin(&mut self, item: Item) {
        let current = Current { item, progress: Progress::Starting, position: Duration::ZERO, failed: false };
        self.phase = Phase::Playing(current);
        self.restart(Duration::ZERO);
    }

    /// Has the current item decoded from a position on.
    fn restart(&mut self, from: Duration) {
        self.generation += 1;
        self.marks.clear();
        if let Phase::Playing(current) = &mut self.phase {
            current.position = from;
            if !matches!(current.progress, Progress::Starting) {
                current.progress = Progress::Moving;
            }
            self.effects.push(Effect::Decode(DecodeOrder::Start {
                generation: self.generation,
                item: current.item.clone(),
                from,
                next: self.upcoming.clone(),
            }));
        }
    }

    fn set_next(&mut self, next: Option<Item>) {
        match (&self.phase, next) {
            (Phase::RanOut, Some(item)) => self.begin(item),
            (Phase::Stopped | Phase::RanOut, _) => {}
            (Phase::Playing(current), next) => {
                let after = self.decoded_last(current);
                self.upcoming.clone_from(&next);
                self.effects.push(Effect::Decode(DecodeOrder::Next { after, next }));
            }
        }
    }

    /// The item the decoder is at, as far as is known.
    fn decoded_last(&self, current: &Current) -> u64 {
        let segments = self.marks.iter().rev().filter_map(|mark| match mark {
            Mark::Segment { item, .. } => Some(item.key),
            Mark::End { .. } => None,
        });
        segments.take(1).next().unwrap_or(current.item.key)
    }

    fn pause(&mut self) {
        if self.playing && matches!(self.phase, Phase::Playing(_)) {
            self.playing = false;
            self.effects.push(Effect::SetPlaying(false));
            self.event(PlayerEvent::Paused);
        }
    }

    fn resume(&mut self) {
        if !self.playing && matches!(self.phase, Phase::Playing(_)) {
            self.playing = true;
            self.effects.push(Effect::SetPlaying(true));
            self.effects.push(Effect::Decode(DecodeOrder::Wake));
            self.event(PlayerEvent::Resumed);
        }
    }

    fn stop(&mut self) {
        self.generation += 1;
        self.marks.clear();
        self.upcoming = None;
        self.asked = None;
        if matches!(self.phase, Phase::Playing(_)) {
            self.effects.push(Effect::Discard);
            self.event(PlayerEvent::Idle);
        }
        self.phase = Phase::Stopped;
        self.effects.push(Effect::Decode(DecodeOrder::Stop { generation: self.generation }));
    }

    fn seek(&mut self, to: Duration) {
        if matches!(self.phase, Phase::Playing(_)) {
            self.effects.push(Effect::Discard);
            self.restart(to);
        }
    }

    fn decoded(&mut self, news: DecodeNews) {
        match news {
            DecodeNews::Segment { generation, at, item, position, length } => {
                if generation == self.generation {
                    self.marks.push_back(Mark::Segment { at, item, position, length });
                    self.pass_marks();
                }
            }
            DecodeNews::Ended { generation, at } => {
                if generation == self.generation {
                    self.marks.push_back(Mark::End { at });
                    self.pass_marks();
                }
            }
            DecodeNews::NearEnd { generation, key } => {
                if generation == self.generation {
                    self.ask_next(key);
                }
            }
            DecodeNews::Failed { generation, key, path, reason } => {
                if generation == self.generation {
                    self.failed(key, path, reason);
                }
            }
        }
    }

    fn ask_next(&mut self, key: u64) {
        let open = self.upcoming.as_ref().is_none_or(|next| next.key == key);
        if open && self.asked != Some(key) {
            self.asked = Some(key);
            self.event(PlayerEvent::NeedNext { key });
        }
    }

    fn failed(&mut self, key: u64, path: PathBuf, reason: String) {
        if let Phase::Playing(current) = &mut self.phase {
            current.failed |= current.item.key == key;
        }
        self.upcoming.take_if(|next| next.key == key);
        self.event(PlayerEvent::Failed { key, path, reason });
        if self.upcoming.is_none() {
            self.asked = None;
            self.ask_next(key);
        }
    }

    fn new_output(&mut self, state: OutputState, rate: u32) {
        self.rate = rate.max(1);
        self.taken = 0;
        self.event(PlayerEvent::Output(state));
        if let Phase::Playing(current) = &self.phase {
            let from = current.position;
            self.restart(from);
        }
    }

    fn progress(&mut self, taken: u64) {
        self.taken = taken;
        self.pass_marks();
        if let Phase::Playing(current) = &mut self.phase
            && let Progress::Running { at, position } = current.progress
        {
            let frames = self.taken.saturating_sub(at);
            current.position = position + Duration::from_secs_f64(frames as f64 / f64::from(self.rate));
            if current.position.abs_diff(self.told) >= POSITION_STEP {
                self.told = current.position;
                let event = PlayerEvent::Position { key: current.item.key, position: current.position };
                self.event(event);
            }
        }
    }

    /// What the output has reached becomes true.
    fn pass_marks(&mut self) {
        while self.marks.front().is_some_and(|mark| mark.at() <= self.taken) {
            match self.marks.pop_front() {
                Some(Mark::Segment { at, item, position, length }) => self.heard(at, item, position, length),
                Some(Mark::End { .. }) => self.ended(),
                None => {}
            }
        }
    }

    /// A piece of an item begins to be heard.
    fn heard(&mut self, at: u64, item: Item, position: Duration, length: Option<Duration>) {
        let key = item.key;
        let known = match &self.phase {
            Phase::Playing(current) if current.item.key == key => {
                !matches!(current.progress, Progress::Starting)
            }
            Phase::Playing(_) => {
                self.finish_current();
                false
            }
            Phase::Stopped | Phase::RanOut => return,
        };
        let progress = Progress::Running { at, position };
        self.phase = Phase::Playing(Current { item, progress, position, failed: false });
        self.told = position;
        if known {
            self.event(PlayerEvent::Position { key, position });
            return;
        }
        self.event(PlayerEvent::Started { key, length });
        if self.upcoming.take_if(|next| next.key == key).is_none()
            && let Some(next) = self.upcoming.clone()
        {
            // It was set too late to come before this one.
            self.effects.push(Effect::Decode(DecodeOrder::Next { after: key, next: Some(next) }));
        }
    }

    fn ended(&mut self) {
        self.finish_current();
        match self.upcoming.take() {
            // Its samples are on the way.
            Some(item) => {
                let progress = Progress::Starting;
                self.phase =
                    Phase::Playing(Current { item, progress, position: Duration::ZERO, failed: false });
            }
            None => {
                self.phase = Phase::RanOut;
                self.event(PlayerEvent::Idle);
            }
        }
    }

    /// Tells that the current item is over, if it was ever heard whole.
    fn finish_current(&mut self) {
        if let Phase::Playing(current) = &self.phase
            && !current.failed
            && !matches!(current.progress, Progress::Starting)
        {
            let key = current.item.key;
            self.event(PlayerEvent::Finished { key });
        }
    }

    fn event(&mut self, event: PlayerEvent) {
        self.effects.push(Effect::Event(event));
    }
}
