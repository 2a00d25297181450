//! Keeps the ring full: decodes items one after another, brings them to the output's rate and level.
//!
//! [`Feeder`] does one small step at a time; the thread around it waits for orders and for room in the ring.

use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::Item;
use super::machine::{DecodeNews, DecodeOrder};
use super::resample::Resampling;
use super::tap::RingInput;
use crate::audio::{Block, CHANNELS, DecodeError, Decoder};

/// A successor is asked for when this much of an item is left to decode.
const NEAR_END: Duration = Duration::from_secs(5);
/// Pause before looking again at a full ring, which holds 0.75 s.
const WHEN_FULL: Duration = Duration::from_millis(150);

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
            Step::Worked => orders.recv_timeout(Duration::ZERO),
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
    generation: u64,
    /// The item decoded last, and its decoder as long as it is not at the end.
    key: Option<u64>,
    source: Option<Source>,
    next: Option<Item>,
    resampling: Option<Resampling>,
    /// Frame of the ring where the resampler's output began.
    base: u64,
    block: Vec<f32>,
    /// Samples on their way to the ring, and how many of them are in.
    out: Vec<f32>,
    sent: usize,
}

struct Source {
    item: Item,
    decoder: Decoder,
    gain: f32,
    /// Position that is decoded next.
    position: Duration,
    asked_next: bool,
}

impl Feeder {
    fn new(news: Sender<DecodeNews>) -> Self {
        Self {
            news,
            ring: None,
            written: 0,
            generation: 0,
            key: None,
            source: None,
            next: None,
            resampling: None,
            base: 0,
            block: Vec::new(),
            out: Vec::new(),
            sent: 0,
        }
    }

    fn handle(&mut self, order: ToFeeder) {
        match order {
            ToFeeder::Attach(ring) => {
                self.forget();
                self.ring = Some(ring);
                self.written = 0;
            }
            ToFeeder::Order(DecodeOrder::Start { generation, item, from, next }) => {
                self.forget();
                self.generation = generation;
                self.next = next;
                self.start(item, from);
            }
            ToFeeder::Order(DecodeOrder::Stop { generation }) => {
                self.forget();
                self.generation = generation;
            }
            ToFeeder::Order(DecodeOrder::Next { after, next }) => {
                if self.key == Some(after) {
                    self.next = next;
                    if self.source.is_none() {
                        self.start_next();
                    }
                }
            }
            ToFeeder::Order(DecodeOrder::Wake) => {}
        }
    }

    /// Drops everything under way; the ring's content is not to be heard.
    fn forget(&mut self) {
        self.source = None;
        self.next = None;
        self.key = None;
        self.resampling = None;
        self.out.clear();
        self.sent = 0;
        if let Some(ring) = &self.ring {
            ring.meter.discard_to(self.written);
        }
    }

    fn start(&mut self, item: Item, from: Duration) {
        let Some(ring) = &self.ring else { return };
        ring.meter.set_ended(false);
        let at = match &self.resampling {
            Some(resampling) => self.base + resampling.frames_due(),
            None => self.written + self.on_the_way(),
        };
        self.key.get_or_insert(item.key);
        match open(&item, from) {
            Ok(decoder) => {
                self.key = Some(item.key);
                let length = decoder.length();
                let gain = 10_f32.powf(item.gain_db / 20.0);
                let generation = self.generation;
                self.tell(DecodeNews::Segment { generation, at, item: item.clone(), position: from, length });
                self.source = Some(Source { item, decoder, gain, position: from, asked_next: false });
            }
            Err(error) => {
                self.tell_failed(&item, &error);
                self.start_next();
            }
        }
    }

    fn start_next(&mut self) {
        match self.next.take() {
            Some(item) => self.start(item, Duration::ZERO),
            None => self.end(),
        }
    }

    /// All is decoded: what is inside the resampler comes out.
    fn end(&mut self) {
        if let Some(mut resampling) = self.resampling.take() {
            // It fails only when misused, and then its last milliseconds are lost.
            let _ = resampling.finish(&mut self.out);
        }
        let at = self.written + self.on_the_way();
        self.tell(DecodeNews::Ended { generation: self.generation, at });
    }

    fn on_the_way(&self) -> u64 {
        ((self.out.len() - self.sent) / CHANNELS) as u64
    }

    fn step(&mut self) -> Step {
        if !self.flush() {
            return Step::RingFull;
        }
        if self.source.is_none() {
            if let Some(ring) = &self.ring {
                ring.meter.set_ended(true);
            }
            return Step::NothingToDo;
        }
        self.decode();
        Step::Worked
    }

    /// Moves samples into the ring; `false` when it is full before all are in.
    fn flush(&mut self) -> bool {
        let Some(ring) = &mut self.ring else { return true };
        let (sent, rest) = ring.producer.push_partial_slice(&self.out[self.sent..]);
        self.written += (sent.len() / CHANNELS) as u64;
        self.sent += sent.len();
        if !rest.is_empty() {
            return false;
        }
        self.out.clear();
        self.sent = 0;
        true
    }

    fn decode(&mut self) {
        let Some(source) = &mut self.source else { return };
        match source.decoder.next_block(&mut self.block) {
            Ok(Block::Samples(rate)) => {
                self.ask_next();
                self.take_block(rate);
            }
            Ok(Block::End) => {
                self.ask_next_of_short();
                self.source = None;
                self.start_next();
            }
            Err(error) => self.give_up(&error),
        }
    }

    fn give_up(&mut self, error: &DecodeError) {
        if let Some(source) = self.source.take() {
            self.tell_failed(&source.item, error);
        }
        self.start_next();
    }

    /// Level, rate, and off to the ring.
    fn take_block(&mut self, rate: u32) {
        let (Some(source), Some(ring)) = (&mut self.source, &self.ring) else { return };
        let frames = (self.block.len() / CHANNELS) as f64;
        source.position += Duration::from_secs_f64(frames / f64::from(rate.max(1)));
        // Unity gain leaves the samples bit for bit.
        if source.item.gain_db != 0.0 {
            let gain = source.gain;
            self.block.iter_mut().for_each(|sample| *sample *= gain);
        }
        let pushed = match &mut self.resampling {
            Some(resampling) if resampling.from() == rate => resampling.push(&self.block, &mut self.out),
            other => {
                if let Some(mut old) = other.take() {
                    let _ = old.finish(&mut self.out);
                }
                self.base = self.written + ((self.out.len() - self.sent) / CHANNELS) as u64;
                match Resampling::new(rate, ring.rate) {
                    Ok(new) => other.insert(new).push(&self.block, &mut self.out),
                    Err(error) => {
                        let error = DecodeError::Unsupported(format!("sampled at {rate} Hz ({error})"));
                        return self.give_up(&error);
                    }
                }
            }
        };
        if let Err(error) = pushed {
            self.give_up(&DecodeError::Damaged(error.to_string()));
        }
    }

    /// Asks for a successor when the end comes near.
    fn ask_next(&mut self) {
        let Some(source) = &mut self.source else { return };
        let near = source.decoder.length().is_some_and(|length| source.position + NEAR_END >= length);
        if near && self.next.is_none() && !source.asked_next {
            source.asked_next = true;
            let key = source.item.key;
            self.tell(DecodeNews::NearEnd { generation: self.generation, key });
        }
    }

    /// The end came before it was expected.
    fn ask_next_of_short(&mut self) {
        let Some(source) = &self.source else { return };
        if self.next.is_none() && !source.asked_next {
            self.tell(DecodeNews::NearEnd { generation: self.generation, key: source.item.key });
        }
    }

    fn tell_failed(&self, item: &Item, error: &DecodeError) {
        self.tell(DecodeNews::Failed {
            generation: self.generation,
            key: item.key,
            path: item.path.clone(),
            reason: error.to_string(),
        });
    }

    fn tell(&self, news: DecodeNews) {
        // When nobody listens any more, the orders end too.
        let _ = self.news.send(news);
    }
}

fn open(item: &Item, from: Duration) -> Result<Decoder, DecodeError> {
    let mut decoder = Decoder::open(&item.path)?;
    if !from.is_zero() {
        decoder.seek(from)?;
    }
    Ok(decoder)
}
