//! Keeps the ring full: items one after another, faded into each other where that is wanted, at the set speed.
//!
//! [`Feeder`] does one small step at a time; the thread around it waits for orders and for room in the ring.

use std::collections::VecDeque;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TryRecvError};

use super::blend::Fading;
use super::messages::{DecodeNews, DecodeOrder, Entry};
use super::speed::Speed;
use super::tap::RingInput;
use super::voice::{Begin, Decoded, Voice};
use super::{Item, Join};
use crate::audio::{CHANNELS, DecodeError, Decoder};
use crate::sound::Sound;

/// Pause before looking again at a full ring, which holds 1.5 s. Each waking from sleep finds cold caches, so fewer and
/// longer steps take less processor time.
const WHEN_FULL: Duration = Duration::from_millis(900);
/// The output is not opened at a lower rate than this, Hz.
const LEAST_RATE: u32 = 44_100;
/// Frames mixed at a time.
const CHUNK: usize = 1024;
/// Blocks decoded ahead for each chunk that is mixed, at most: nobody waits for what is only needed at the end.
const BLOCKS_AHEAD: u32 = 3;
/// A successor without a seam is opened when this much of its predecessor is left: early enough, and late enough for
/// the listener to choose another one.
const OPEN_AHEAD: Duration = Duration::from_millis(250);
/// From where on what lies in the ring is replaced: a device takes up to 370 ms at once.
const SPLICE_AFTER: Duration = Duration::from_millis(390);
/// So much is made before it replaces what lies in the ring.
const SPLICE_WITH: Duration = Duration::from_millis(250);

/// What comes to the decoding thread.
pub(super) enum ToFeeder {
    /// A new output with an empty ring; the old one is gone.
    Attach(RingInput),
    Order(DecodeOrder),
}

/// What a step of the feeder came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Worked,
    RingFull,
    NothingToDo,
}

/// Runs until the orders end.
pub(super) fn run(orders: &Receiver<ToFeeder>, news: &Sender<DecodeNews>) {
    let mut feeder = Feeder::new(news.clone());
    let mut step = Step::NothingToDo;
    loop {
        let order = match step {
            // Not with a timeout of zero, which yields the processor several times: on a busy machine that starves the ring.
            Step::Worked => orders.try_recv().map_err(|empty| match empty {
                TryRecvError::Empty => RecvTimeoutError::Timeout,
                TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
            }),
            Step::RingFull => orders.recv_timeout(WHEN_FULL),
            Step::NothingToDo => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match order {
            Ok(order) => feeder.handle(order),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        step = feeder.step();
    }
}

struct Feeder {
    news: Sender<DecodeNews>,
    ring: Option<RingInput>,
    /// Frames written to the ring.
    written: u64,
    /// What was written last, as much as the ring can hold.
    recent: VecDeque<f32>,
    sound: Sound,
    generation: u64,
    /// The item decoded last.
    key: Option<u64>,
    voice: Option<Voice>,
    fading: Option<Fading>,
    next: Option<Item>,
    speed: Speed,
    /// Frame of the ring where `speed` began to count.
    base: u64,
    chunk: Vec<f32>,
    /// Blocks decoded since a chunk was mixed.
    decoded: u32,
    /// Samples on their way to the ring, and how many of them are in.
    out: Vec<f32>,
    sent: usize,
}

impl Feeder {
    fn new(news: Sender<DecodeNews>) -> Self {
        Self {
            news,
            ring: None,
            written: 0,
            recent: VecDeque::new(),
            sound: Sound::default(),
            generation: 0,
            key: None,
            voice: None,
            fading: None,
            next: None,
            speed: Speed::new(48_000),
            base: 0,
            chunk: Vec::new(),
            decoded: 0,
            out: Vec::new(),
            sent: 0,
        }
    }

    fn handle(&mut self, order: ToFeeder) {
        match order {
            ToFeeder::Attach(ring) => {
                self.forget();
                self.speed = Speed::new(ring.rate);
                self.ring = Some(ring);
                self.written = 0;
                self.recent.clear();
                self.set_speed();
            }
            ToFeeder::Order(DecodeOrder::Start { generation, item, from, next, entry }) => {
                self.generation = generation;
                match entry {
                    Entry::Fresh => self.begin_with(item, from, next),
                    Entry::Cut => self.cut_to(item, from, next),
                    Entry::Blend => self.blend_to(item, next),
                }
            }
            ToFeeder::Order(DecodeOrder::Stop { generation }) => {
                self.forget();
                self.generation = generation;
            }
            ToFeeder::Order(DecodeOrder::Next { after, next }) => {
                if self.key == Some(after) {
                    self.next = next;
                    if self.voice.is_none() {
                        self.start_next();
                    }
                }
            }
            ToFeeder::Order(DecodeOrder::Sound(sound)) => {
                self.sound = sound;
                self.set_speed();
            }
            ToFeeder::Order(DecodeOrder::Gain { key, gain }) => {
                if let Some(voice) = &mut self.voice {
                    voice.set_gain(key, gain);
                }
                if let Some(next) = self.next.as_mut().filter(|next| next.key == key) {
                    next.gain = gain;
                }
            }
            ToFeeder::Order(DecodeOrder::Wake) => {}
        }
    }

    /// Drops everything under way; the ring's content is not to be heard.
    fn forget(&mut self) {
        self.voice = None;
        self.fading = None;
        self.next = None;
        self.key = None;
        self.speed.restart();
        self.out.clear();
        self.sent = 0;
        if let Some(ring) = &self.ring {
            ring.meter.discard_to(self.written);
        }
    }

    /// Goes to an item at once. A decoder that is open on it is used again: that makes scrubbing fast.
    fn cut_to(&mut self, item: Item, from: Duration, next: Option<Item>) {
        let open = self.voice.take().and_then(|voice| voice.into_decoder(item.key));
        self.forget();
        self.next = next;
        self.start(item, from, open);
    }

    /// Begins where nothing is heard: at the item's own rate, if the output can have it.
    fn begin_with(&mut self, item: Item, from: Duration, next: Option<Item>) {
        let decoder = decoder_at(&item, from, None);
        // Sound of less than CD quality is no measure for what comes after it.
        let own =
            decoder.as_ref().ok().map(|decoder| decoder.info().sample_rate).filter(|own| *own >= LEAST_RATE);
        let ring = self.ring.as_ref().filter(|ring| ring.follows_rate);
        let wanted = own.filter(|own| ring.is_some_and(|ring| ring.rate != *own));
        self.forget();
        if let Some(rate) = wanted {
            return self.tell(DecodeNews::Rate { generation: self.generation, rate });
        }
        self.next = next;
        self.start_with(item, from, decoder);
    }

    fn start(&mut self, item: Item, from: Duration, open: Option<Decoder>) {
        let decoder = decoder_at(&item, from, open);
        self.start_with(item, from, decoder);
    }

    fn start_with(&mut self, item: Item, from: Duration, decoder: Result<Decoder, DecodeError>) {
        let Some(ring) = &self.ring else { return };
        ring.meter.set_ended(false);
        let rate = ring.rate;
        self.base = self.written + self.on_the_way();
        self.speed.restart();
        self.key.get_or_insert(item.key);
        match decoder {
            Ok(decoder) => {
                self.key = Some(item.key);
                self.voice = Some(Voice::new(item, decoder, from, rate));
            }
            Err(error) => {
                self.tell_failed(&item, &error);
                self.start_next();
            }
        }
    }

    fn start_next(&mut self) {
        match self.next.take() {
            Some(item) => self.start(item, Duration::ZERO, None),
            None => self.end(),
        }
    }

    /// All is decoded: what is inside the stretcher comes out.
    fn end(&mut self) {
        self.voice = None;
        self.speed.finish(&mut self.out);
        let at = self.written + self.on_the_way();
        self.tell(DecodeNews::Ended { generation: self.generation, at });
    }

    /// Lets an item fade in over what is heard. What lies in the ring is replaced by the mixture.
    fn blend_to(&mut self, item: Item, next: Option<Item>) {
        let rate = self.ring.as_ref().map_or(0, |ring| ring.rate);
        self.next.clone_from(&next);
        // What is heard goes on meanwhile: opening a file may take its time.
        let voice = decoder_at(&item, Duration::ZERO, None).map(|decoder| {
            let mut voice = Voice::new(item.clone(), decoder, Duration::ZERO, rate);
            while voice.ready() < frames(SPLICE_WITH, rate) && self.decode(&mut voice) {}
            voice
        });
        self.fill_to_splice();
        let place = self.ring.as_ref().and_then(|ring| ring.place_to_splice(self.written));
        let (Ok(voice), Some(at)) = (voice, place) else {
            return self.cut_to(item, Duration::ZERO, next);
        };
        let tail = self.tail_from(at);
        // Where two are fading into each other already, what was made of them is all that goes on.
        let old = self.voice.take().filter(|_| self.fading.is_none());
        self.out.clear();
        self.sent = 0;
        self.speed.restart();
        let (from, to) = (at, self.written);
        self.base = to;
        self.key = Some(item.key);
        self.voice = Some(voice);
        self.fading = Some(Fading::new(tail, old, self.crossfade()));
        while self.out.len() / CHANNELS < frames(SPLICE_WITH, rate) && self.voice.is_some() {
            self.produce();
        }
        self.write(usize::MAX);
        if let Some(ring) = &self.ring {
            ring.meter.set_ended(false);
            ring.meter.splice(from, to);
        }
    }

    /// Goes on with what is heard until there is a place to splice: on a busy machine, or after a busy moment, little lies
    /// in the ring.
    fn fill_to_splice(&mut self) {
        let wanted = |ring: &RingInput| (frames(SPLICE_AFTER, ring.rate) + CHUNK) as u64;
        let is_short = |ring: &RingInput, written: u64| ring.ahead(written) < wanted(ring);
        while self.voice.as_ref().is_some_and(|voice| !voice.is_over())
            && self.ring.as_ref().is_some_and(|ring| is_short(ring, self.written))
            && self.write(usize::MAX)
        {
            self.produce();
        }
    }

    /// What was made from a frame of the ring on.
    fn tail_from(&self, at: u64) -> VecDeque<f32> {
        let written = usize::try_from(self.written - at).unwrap_or(usize::MAX).saturating_mul(CHANNELS);
        let skipped = self.recent.len().saturating_sub(written);
        self.recent.iter().skip(skipped).chain(&self.out[self.sent..]).copied().collect()
    }

    fn crossfade(&self) -> u64 {
        let rate = self.ring.as_ref().map_or(0, |ring| ring.rate);
        (f64::from(self.sound.crossfade_secs) * f64::from(rate)) as u64
    }

    fn set_speed(&mut self) {
        if !self.speed.set(f64::from(self.sound.speed), &mut self.out) {
            return;
        }
        if let Some(begin) = self.voice.as_ref().and_then(Voice::current) {
            self.tell_begin(begin);
        }
    }

    fn on_the_way(&self) -> u64 {
        ((self.out.len() - self.sent) / CHANNELS) as u64
    }

    fn step(&mut self) -> Step {
        let room = self.ring.as_ref().map_or(usize::MAX, RingInput::room);
        if !self.write(room) {
            return if self.decode_ahead() { Step::Worked } else { Step::RingFull };
        }
        self.produce()
    }

    /// Moves up to so many samples into the ring; `true` when all are in.
    fn write(&mut self, most: usize) -> bool {
        let Some(ring) = &mut self.ring else { return true };
        let end = self.out.len().min(self.sent.saturating_add(most));
        let (sent, _) = ring.producer.push_partial_slice(&self.out[self.sent..end]);
        self.recent.extend(sent.iter());
        let excess = self.recent.len().saturating_sub(ring.producer.buffer().capacity());
        self.recent.drain(..excess);
        self.written += (sent.len() / CHANNELS) as u64;
        self.sent += sent.len();
        if self.sent < self.out.len() {
            return false;
        }
        self.out.clear();
        self.sent = 0;
        true
    }

    /// Frames that have to be known before their time: the end of a track that fades out or is trimmed.
    fn ahead(&self) -> usize {
        let rate = self.ring.as_ref().map_or(0, |ring| ring.rate);
        let silence = if self.sound.trim_silence { frames(Voice::MOST_SILENCE, rate) } else { 0 };
        usize::try_from(self.crossfade()).unwrap_or(0) + silence
    }

    /// Decodes a little while there is no room for more in the ring.
    fn decode_ahead(&mut self) -> bool {
        let ahead = self.ahead();
        let wanted = |voice: &mut Voice| !voice.is_over() && voice.ready() < ahead;
        self.voice.take_if(wanted).is_some_and(|voice| {
            self.decode_current(voice);
            true
        })
    }

    /// Makes a little more for the ring.
    fn produce(&mut self) -> Step {
        let Some(voice) = &self.voice else {
            if let Some(ring) = &self.ring {
                ring.meter.set_ended(true);
            }
            return Step::NothingToDo;
        };
        let (over, ready) = (voice.is_over(), voice.ready());
        let behind = self.decoded < BLOCKS_AHEAD && ready < CHUNK + self.ahead();
        if !over && (ready < CHUNK || behind) {
            if let Some(voice) = self.voice.take() {
                self.decoded += 1;
                self.decode_current(voice);
            }
        } else if let Some(frames) = if over { self.follow() } else { Some(CHUNK) } {
            self.decoded = 0;
            self.mix(frames.min(CHUNK));
        }
        Step::Worked
    }

    fn decode_current(&mut self, mut voice: Voice) {
        self.decode(&mut voice);
        self.voice = Some(voice);
    }

    /// Decodes a little and tells what there is to tell; `false` at the end.
    fn decode(&self, voice: &mut Voice) -> bool {
        match voice.decode() {
            Ok(decoded) => {
                if decoded == Decoded::NearEnd && self.next.is_none() {
                    self.tell(DecodeNews::NearEnd { generation: self.generation, key: voice.key() });
                }
            }
            Err((item, error)) => self.tell_failed(&item, &error),
        }
        !voice.is_over()
    }

    /// The item decoded last is over: lets the next one follow when its time has come, and otherwise tells how many
    /// frames are to be played before.
    fn follow(&mut self) -> Option<usize> {
        let (rate, crossfade) = (self.ring.as_ref().map_or(0, |ring| ring.rate), self.crossfade());
        let voice = self.voice.as_mut()?;
        let free = self.next.as_ref().is_some_and(|next| next.join == Join::Free);
        let shapes = free && (crossfade > 0 || self.sound.trim_silence);
        if shapes && self.sound.trim_silence {
            voice.finish();
            voice.trim_end();
        } else if shapes || (self.next.is_none() && voice.ready() < CHUNK) {
            // A seam is certain, or the end.
            voice.finish();
        }
        let left = voice.ready();
        match &self.next {
            None if left > 0 => return Some(left),
            None => self.end(),
            Some(_) if shapes && left as u64 > crossfade => return Some(left - crossfade as usize),
            Some(_) if !shapes && left > frames(OPEN_AHEAD, rate) => return Some(left),
            Some(_) => self.open_next(shapes),
        }
        None
    }

    /// Opens the next item, to go on without a seam or to take over with its own beginning.
    fn open_next(&mut self, shapes: bool) {
        let (Some(item), Some(ring)) = (self.next.take(), &self.ring) else { return };
        let rate = ring.rate;
        match decoder_at(&item, Duration::ZERO, None) {
            Ok(decoder) if shapes => {
                self.key = Some(item.key);
                let half = decoder.length().map_or(u64::MAX, |length| frames(length / 2, rate) as u64);
                let mut voice = Voice::new(item, decoder, Duration::ZERO, rate);
                while self.sound.trim_silence && voice.trim_start() && self.decode(&mut voice) {}
                let old = self.voice.replace(voice);
                let fade = self.crossfade().min(half);
                self.fading =
                    old.filter(|_| fade > 0).map(|old| Fading::new(VecDeque::new(), Some(old), fade));
            }
            Ok(decoder) => {
                self.key = Some(item.key);
                if let Some(voice) = &mut self.voice {
                    voice.append(item, decoder, Duration::ZERO);
                }
            }
            Err(error) => self.tell_failed(&item, &error),
        }
    }

    /// Mixes so many frames, at most, and sends them through the stretcher.
    fn mix(&mut self, most: usize) {
        while let Some(begin) = self.voice.as_mut().and_then(Voice::begins_now) {
            self.tell_begin(begin);
        }
        self.chunk.clear();
        let Some(voice) = &mut self.voice else { return };
        voice.take(most, &mut self.chunk);
        if let Some(fading) = &mut self.fading {
            fading.mix_into(&mut self.chunk);
            if fading.is_over() {
                self.fading = None;
            }
        }
        self.speed.push(&mut self.chunk, &mut self.out);
    }

    fn tell_begin(&self, begin: Begin) {
        let Begin { item, position, length, .. } = begin;
        let (at, speed) = (self.base + self.speed.frames_due(), self.speed.factor());
        self.tell(DecodeNews::Segment { generation: self.generation, at, item, position, length, speed });
    }

    fn tell_failed(&self, item: &Item, error: &DecodeError) {
        self.tell(DecodeNews::Failed {
            generation: self.generation,
            key: item.key,
            path: item.path.clone(),
            reason: error.text(),
        });
    }

    fn tell(&self, news: DecodeNews) {
        // When nobody listens any more, the orders end too.
        let _ = self.news.send(news);
    }
}

impl RingInput {
    /// Frames that lie in it, of so many written.
    fn ahead(&self, written: u64) -> u64 {
        written.saturating_sub(self.meter.taken())
    }

    /// From which frame on what lies in the ring can be replaced; `None` when little does, or a part of it is being
    /// dropped already.
    fn place_to_splice(&self, written: u64) -> Option<u64> {
        let at = self.meter.taken() + frames(SPLICE_AFTER, self.rate) as u64;
        (at < written && !self.meter.is_discarding()).then_some(at)
    }
}

fn frames(duration: Duration, rate: u32) -> usize {
    (duration.as_secs_f64() * f64::from(rate)) as usize
}

/// A decoder at a position of an item.
fn decoder_at(item: &Item, from: Duration, open: Option<Decoder>) -> Result<Decoder, DecodeError> {
    let reopened = open.is_some();
    let mut decoder = open.map_or_else(|| Decoder::open(&item.path), Ok)?;
    if reopened || !from.is_zero() {
        decoder.seek(from)?;
    }
    Ok(decoder)
}
