//! What the player does next: a state machine without threads, files or devices.
//!
//! Time is counted in frames taken from the ring. The decoder announces at which frame a piece of an item begins
//! ([`DecodeNews::Segment`]) or everything ends; such marks come true when the output has got that far.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use super::messages::{DecodeNews, DecodeOrder, Effect, Entry, Input};
use super::{Gain, Item, Join, OutputState, PlayerCommand, PlayerEvent};
use crate::language::Text;
use crate::sound::Sound;

/// Devices take samples in steps that are longer than this.
const SHORTEST_LOOK: Duration = Duration::from_millis(40);

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

impl Current {
    fn starting(item: Item) -> Self {
        Self { item, progress: Progress::Starting, position: Duration::ZERO, failed: false }
    }
}

#[derive(Debug)]
enum Progress {
    /// Not heard yet.
    Starting,
    /// Heard before; waits for samples after a seek or a change of output.
    Moving,
    /// Frame `at` of the ring is `position`, and time passes there at this speed.
    Running { at: u64, position: Duration, speed: f64 },
}

#[derive(Debug)]
enum Mark {
    Segment { at: u64, item: Item, position: Duration, length: Option<Duration>, speed: f64 },
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
    /// Positions are told this often.
    position_every: Duration,
    phase: Phase,
    upcoming: Option<Item>,
    marks: VecDeque<Mark>,
    /// The item that was asked a successor for.
    asked: Option<u64>,
    /// The item whose end is near and whose beginning is not heard yet: so short are some.
    to_ask: Option<u64>,
    playing: bool,
    sound: Sound,
    generation: u64,
    output: OutputState,
    rate: u32,
    taken: u64,
    /// What was taken between the last two looks that found something taken.
    step: u64,
    told: Duration,
    effects: Vec<Effect>,
}

impl Machine {
    pub(super) fn new(position_every: Duration) -> Self {
        Self {
            position_every,
            phase: Phase::Stopped,
            upcoming: None,
            marks: VecDeque::new(),
            asked: None,
            to_ask: None,
            playing: true,
            sound: Sound::default(),
            generation: 0,
            output: OutputState::Closed,
            rate: 48_000,
            taken: 0,
            step: 0,
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
            PlayerCommand::Play(item) => self.play(item, Duration::ZERO),
            PlayerCommand::PlayFrom(item, from) => self.play(item, from),
            PlayerCommand::SetNext(next) => self.set_next(next),
            PlayerCommand::Pause => self.pause(),
            PlayerCommand::Resume => self.resume(),
            PlayerCommand::Stop => self.stop(),
            PlayerCommand::Seek(to) => self.seek(to),
            PlayerCommand::SetVolume(volume) => self.effects.push(Effect::SetVolume(volume)),
            PlayerCommand::SetSound(sound) => self.set_sound(sound.sane()),
            PlayerCommand::SetGain { key, gain } => self.set_gain(key, gain),
            PlayerCommand::SetDevice(device) => self.effects.push(Effect::SetDevice(device)),
            // The thread ends; there is nothing to decide.
            PlayerCommand::Shutdown => {}
        }
    }

    fn play(&mut self, item: Item, from: Duration) {
        let entry = self.entry_of(&item);
        if entry == Entry::Cut && matches!(self.phase, Phase::Playing(_)) {
            self.effects.push(Effect::Discard);
        }
        self.playing = true;
        self.effects.push(Effect::SetPlaying(true));
        self.upcoming = None;
        self.asked = None;
        self.begin(item, from, entry);
    }

    /// How long nothing comes true and no position is to be told, as long as time passes in the music.
    pub(super) fn next_look(&self) -> Duration {
        let mark = self.marks.front().map_or(u64::MAX, |mark| mark.at().saturating_sub(self.taken));
        let mark = mark as f64 / f64::from(self.rate);
        let told = match &self.phase {
            Phase::Playing(current) => current.position.abs_diff(self.told),
            Phase::Stopped | Phase::RanOut => Duration::ZERO,
        };
        let position = self.position_every.saturating_sub(told).as_secs_f64();
        Duration::from_secs_f64(mark.min(position)).max(SHORTEST_LOOK)
    }

    /// How an item takes over. One fades in over what is heard only at normal speed: at another one the two would not fit
    /// together.
    #[allow(clippy::float_cmp, reason = "neutral values are set exactly, so they are compared exactly")]
    fn entry_of(&self, item: &Item) -> Entry {
        let heard = matches!(
            &self.phase,
            Phase::Playing(Current { progress: Progress::Running { .. }, .. }) if self.playing
        );
        let fades = self.sound.crossfade_secs > 0.0 && item.join == Join::Free && self.sound.speed == 1.0;
        match &self.phase {
            Phase::Stopped | Phase::RanOut => Entry::Fresh,
            Phase::Playing(_) if heard && fades => Entry::Blend,
            Phase::Playing(_) => Entry::Cut,
        }
    }

    /// Starts an item at a position.
    fn begin(&mut self, item: Item, from: Duration, entry: Entry) {
        self.phase = Phase::Playing(Current::starting(item));
        self.restart(from, entry);
    }

    /// Has the current item decoded from a position on.
    fn restart(&mut self, from: Duration, entry: Entry) {
        self.generation += 1;
        self.marks.clear();
        self.to_ask = None;
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
                entry,
            }));
        }
    }

    fn set_sound(&mut self, sound: Sound) {
        self.sound = sound;
        self.effects.push(Effect::SetTone(sound));
        self.effects.push(Effect::Decode(DecodeOrder::Sound(sound)));
    }

    fn set_gain(&mut self, key: u64, gain: Gain) {
        let current = match &mut self.phase {
            Phase::Playing(current) => Some(&mut current.item),
            Phase::Stopped | Phase::RanOut => None,
        };
        let marked = self.marks.iter_mut().filter_map(|mark| match mark {
            Mark::Segment { item, .. } => Some(item),
            Mark::End { .. } => None,
        });
        for item in current.into_iter().chain(&mut self.upcoming).chain(marked) {
            if item.key == key {
                item.gain = gain;
            }
        }
        self.effects.push(Effect::Decode(DecodeOrder::Gain { key, gain }));
    }

    fn set_next(&mut self, next: Option<Item>) {
        match (&self.phase, next) {
            (Phase::RanOut, Some(item)) => self.begin(item, Duration::ZERO, Entry::Cut),
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
            self.tell_position();
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
            self.restart(to, Entry::Cut);
        }
    }

    fn decoded(&mut self, news: DecodeNews) {
        match news {
            DecodeNews::Segment { generation, at, item, position, length, speed } => {
                if generation == self.generation {
                    self.marks.push_back(Mark::Segment { at, item, position, length, speed });
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
                    self.ends_soon(key);
                }
            }
            DecodeNews::Rate { generation, rate } => {
                if generation == self.generation {
                    self.effects.push(Effect::SetRate(rate));
                }
            }
            DecodeNews::Failed { generation, key, path, reason } => {
                if generation == self.generation {
                    self.failed(key, path, reason);
                }
            }
        }
    }

    /// Asks what follows an item, when it is heard: only one successor at a time is known.
    fn ends_soon(&mut self, key: u64) {
        match &self.phase {
            Phase::Playing(current) if current.item.key != key => self.to_ask = Some(key),
            Phase::Stopped | Phase::RanOut | Phase::Playing(_) => self.ask_next(key),
        }
    }

    fn ask_next(&mut self, key: u64) {
        let open = self.upcoming.as_ref().is_none_or(|next| next.key == key);
        if open && self.asked != Some(key) {
            self.asked = Some(key);
            self.event(PlayerEvent::NeedNext { key });
        }
    }

    fn failed(&mut self, key: u64, path: PathBuf, reason: Text) {
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
        if state != self.output {
            self.output = state.clone();
            self.event(PlayerEvent::Output(state));
        }
        if let Phase::Playing(current) = &self.phase {
            let heard = !matches!(current.progress, Progress::Starting);
            let entry = if heard { Entry::Cut } else { Entry::Fresh };
            let from = current.position;
            self.restart(from, entry);
        }
    }

    fn progress(&mut self, taken: u64) {
        if taken > self.taken {
            self.step = taken - self.taken;
        }
        self.taken = taken;
        self.pass_marks();
        if let Phase::Playing(current) = &mut self.phase
            && let Progress::Running { at, position, speed } = current.progress
        {
            let frames = self.taken.saturating_sub(at) as f64 * speed;
            current.position = position + Duration::from_secs_f64(frames / f64::from(self.rate));
            // Music is taken in long steps. The one that ends nearest to the time counts: else this would be looked for again and
            // again until the next.
            let half_a_step = Duration::from_secs_f64(self.step as f64 / f64::from(self.rate) / 2.0);
            let nearly = self.position_every.saturating_sub(half_a_step.min(self.position_every / 2));
            if current.position.abs_diff(self.told) >= nearly {
                self.tell_position();
            }
        }
    }

    fn tell_position(&mut self) {
        if let Phase::Playing(Current { item, position, .. }) = &self.phase
            && *position != self.told
        {
            self.told = *position;
            self.event(PlayerEvent::Position { key: item.key, position: self.told });
        }
    }

    /// What the output has reached becomes true.
    fn pass_marks(&mut self) {
        while self.marks.front().is_some_and(|mark| mark.at() <= self.taken) {
            match self.marks.pop_front() {
                Some(Mark::Segment { at, item, position, length, speed }) => {
                    self.heard(item, length, Progress::Running { at, position, speed }, position);
                }
                Some(Mark::End { .. }) => self.ended(),
                None => {}
            }
        }
    }

    /// A piece of an item begins to be heard.
    fn heard(&mut self, item: Item, length: Option<Duration>, progress: Progress, position: Duration) {
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
        if self.to_ask.take_if(|waiting| *waiting == key).is_some() {
            self.ask_next(key);
        }
    }

    fn ended(&mut self) {
        self.finish_current();
        if let Some(item) = self.upcoming.take() {
            // Its samples are on the way.
            self.phase = Phase::Playing(Current::starting(item));
        } else {
            self.phase = Phase::RanOut;
            self.event(PlayerEvent::Idle);
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

#[cfg(test)]
mod tests;
