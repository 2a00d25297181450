//! The handle of the player and the thread that runs its state machine.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, never, select};

use super::feeder::{self, ToFeeder};
use super::machine::Machine;
use super::messages::{DecodeNews, DecodeOrder, Effect, Input};
use super::output::{self, NewOutput, Wish};
use super::shared::{Controls, Meter};
use super::tap::{FADE, Tap, ring};
use super::{OutputState, POSITION_EVERY, PlayerCommand, PlayerConfig, PlayerEvent};

/// How long orders wait that the decoding thread has no room for.
const TICK: Duration = Duration::from_millis(100);

/// A running player. Dropping it ends its threads.
pub struct Player {
    controls: Arc<Controls>,
    commands: Sender<PlayerCommand>,
    thread: Option<JoinHandle<()>>,
}

impl Player {
    /// Starts the player's threads and returns at once; the device is opened in the background.
    ///
    /// `on_event` runs on the player's thread and must not wait.
    pub fn spawn(config: PlayerConfig, on_event: impl Fn(PlayerEvent) + Send + Sync + 'static) -> Self {
        let controls = Arc::new(Controls::new(config.volume));
        let (wishes, wishes_rx) = bounded(4); // all must arrive; its end tells the thread to end
        let (stir, stirs) = bounded(1); // one that waits is as good as two
        let (outputs_tx, outputs) = bounded(4); // all must arrive; the control thread never waits
        let thread_controls = Arc::clone(&controls);
        let position_every = config.position_every;
        let output = spawn("mien-output", move || {
            output::run(config.output, config.device, &thread_controls, &wishes_rx, &stirs, &outputs_tx);
        });
        Self::with_output(
            controls,
            outputs,
            OutputThread { wishes, stir, thread: output },
            position_every,
            on_event,
        )
    }

    /// A player whose output is pulled by hand, at a rate in Hz: for tests, and for rendering without a device.
    pub fn spawn_pulled(
        volume: f32,
        rate: u32,
        on_event: impl Fn(PlayerEvent) + Send + Sync + 'static,
    ) -> (Self, PulledOutput) {
        let controls = Arc::new(Controls::new(volume));
        let stereo = NonZero::<u16>::MIN.saturating_add(1);
        let (input, tap) = ring(rate.max(1), stereo, Arc::clone(&controls));
        let pulled = PulledOutput { tap, meter: Arc::clone(&input.meter), controls: Arc::clone(&controls) };
        let (outputs_tx, outputs) = bounded(1); // the only output there ever is
        let state = OutputState::Silent { reason: "the output is pulled by hand".to_owned() };
        let _ = outputs_tx.send(NewOutput { state, ring: input });
        let ((wishes, _), (stir, _)) = (bounded(0), bounded(0));
        let output = OutputThread { wishes, stir, thread: None };
        (Self::with_output(controls, outputs, output, POSITION_EVERY, on_event), pulled)
    }

    fn with_output(
        controls: Arc<Controls>,
        outputs: Receiver<NewOutput>,
        output: OutputThread,
        position_every: Duration,
        on_event: impl Fn(PlayerEvent) + Send + Sync + 'static,
    ) -> Self {
        let (commands, inbox) = bounded(256); // all must arrive; the control thread never waits
        let thread_controls = Arc::clone(&controls);
        let thread = spawn("mien-player", move || {
            let (wishes, stir) = (output.wishes.clone(), output.stir.clone());
            Control::new(thread_controls, wishes, stir, position_every, on_event).run(&inbox, outputs);
            output.end();
        });
        Self { controls, commands, thread }
    }

    /// Asks the player for something; answers are events. `false` when the player has ended.
    pub fn send(&self, command: PlayerCommand) -> bool {
        self.commands.send(command).is_ok()
    }

    /// Frames the output asked for that were not there in time, though more was to come: heard as a gap.
    pub fn starved(&self) -> u64 {
        self.controls.starved()
    }

    /// How often the device ran out of samples because the system called back too late, as far as devices tell.
    pub fn late(&self) -> u64 {
        self.controls.late()
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.commands.send(PlayerCommand::Shutdown);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the player's thread has panicked");
        }
    }
}

/// The output of [`Player::spawn_pulled`].
pub struct PulledOutput {
    tap: Tap,
    meter: Arc<Meter>,
    controls: Arc<Controls>,
}

impl PulledOutput {
    /// The next frames, interleaved stereo; waits for the decoder as long as more is to come, up to 5 s.
    pub fn pull(&mut self, frames: usize) -> Vec<f32> {
        let patience = Instant::now() + Duration::from_secs(5);
        let mut out = Vec::with_capacity(frames * 2);
        for _ in 0..frames {
            while self.tap.is_short()
                && self.controls.is_playing()
                && !self.meter.has_ended()
                && Instant::now() < patience
            {
                thread::sleep(Duration::from_millis(1));
            }
            out.extend(self.tap.next_frame());
        }
        out
    }

    /// What a sound device's callback does, with a block of whole stereo frames: never waits, allocates or takes a lock.
    pub fn write(&mut self, block: &mut [f32]) {
        self.tap.write(block);
    }

    /// Frames that were asked for and not there in time, since the start.
    pub fn starved(&self) -> u64 {
        self.controls.starved()
    }
}

struct OutputThread {
    /// What outputs are wanted; its end tells the thread to end.
    wishes: Sender<Wish>,
    /// Wakes it from a rest.
    stir: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl OutputThread {
    fn end(self) {
        drop(self.wishes);
        if let Some(thread) = self.thread {
            let _ = thread.join();
        }
    }
}

/// Runs the state machine: channels in, effects out.
struct Control<F> {
    controls: Arc<Controls>,
    /// To the output thread.
    wishes: Sender<Wish>,
    stir: Sender<()>,
    on_event: F,
    machine: Machine,
    meter: Option<Arc<Meter>>,
    orders: Option<Sender<ToFeeder>>,
    /// Orders the decoding thread has no room for while it opens a slow file.
    outbox: VecDeque<ToFeeder>,
}

impl<F: Fn(PlayerEvent)> Control<F> {
    fn new(
        controls: Arc<Controls>,
        wishes: Sender<Wish>,
        stir: Sender<()>,
        position_every: Duration,
        on_event: F,
    ) -> Self {
        Self {
            controls,
            wishes,
            stir,
            on_event,
            machine: Machine::new(position_every),
            meter: None,
            orders: None,
            outbox: VecDeque::new(),
        }
    }

    fn run(mut self, inbox: &Receiver<PlayerCommand>, mut outputs: Receiver<NewOutput>) {
        let (orders, orders_rx) = bounded(8); // all must arrive; the outbox keeps what has no room
        let (news_tx, news) = bounded::<DecodeNews>(64); // all must arrive; the control thread never waits
        let feeder = spawn("mien-decode", move || feeder::run(&orders_rx, &news_tx));
        self.orders = Some(orders);
        loop {
            let tick = self.pause().map_or_else(never, crossbeam_channel::after);
            select! {
                recv(inbox) -> command => match command {
                    Ok(PlayerCommand::Shutdown) | Err(_) => break,
                    Ok(command) => self.handle(Input::Command(command)),
                },
                recv(news) -> news => match news {
                    Ok(news) => {
                        self.handle(Input::Decode(news));
                        self.stir();
                    }
                    Err(_) => break,
                },
                recv(outputs) -> output => match output {
                    Ok(output) => self.attach(output),
                    Err(_) => outputs = never(),
                },
                recv(tick) -> _ => {}
            }
            self.look_at_progress();
            self.flush();
        }
        self.fade_out();
        self.orders = None;
        // Its last news must not keep it waiting.
        drop(news);
        if let Some(feeder) = feeder {
            let _ = feeder.join();
        }
    }

    /// How long nothing needs to be done by itself; `None`: until something is asked or told.
    fn pause(&self) -> Option<Duration> {
        let waiting = (!self.outbox.is_empty()).then_some(TICK);
        let moving = self.machine.is_moving().then(|| self.machine.next_look());
        waiting.into_iter().chain(moving).min()
    }

    fn attach(&mut self, output: NewOutput) {
        // What the old output has played counts up to its end.
        self.look_at_progress();
        let rate = output.ring.rate;
        self.meter = Some(Arc::clone(&output.ring.meter));
        self.outbox.push_back(ToFeeder::Attach(output.ring));
        self.handle(Input::Output { state: output.state, rate });
    }

    fn look_at_progress(&mut self) {
        if let Some(meter) = &self.meter {
            let taken = meter.taken();
            self.handle(Input::Progress { taken });
        }
    }

    fn handle(&mut self, input: Input) {
        for effect in self.machine.handle(input) {
            match effect {
                Effect::Event(event) => (self.on_event)(event),
                Effect::Decode(order) => self.order(order),
                Effect::Discard => {
                    // The decoding thread sets the exact frame when it gets there.
                    self.meter.iter().for_each(|meter| meter.discard_to(u64::MAX));
                }
                Effect::SetPlaying(playing) => {
                    self.controls.set_playing(playing);
                    self.stir();
                }
                Effect::SetVolume(volume) => self.controls.set_volume(volume),
                Effect::SetTone(sound) => self.controls.set_tone(&sound),
                Effect::SetDevice(device) => self.wish(Wish::Device(device)),
                Effect::SetRate(rate) => self.wish(Wish::Rate(rate)),
            }
        }
    }

    /// There may be something to play: silence that rests looks at once.
    fn stir(&self) {
        let _waits_already = self.stir.try_send(());
    }

    fn wish(&self, wish: Wish) {
        if self.wishes.try_send(wish).is_err() {
            log::warn!("the sound device cannot be changed now");
        }
    }

    fn order(&mut self, order: DecodeOrder) {
        if matches!(order, DecodeOrder::Start { .. } | DecodeOrder::Stop { .. }) {
            self.outbox.retain(|waiting| {
                matches!(waiting, ToFeeder::Attach(_) | ToFeeder::Order(DecodeOrder::Sound(_)))
            });
        }
        self.outbox.push_back(ToFeeder::Order(order));
    }

    fn flush(&mut self) {
        let Some(orders) = &self.orders else { return };
        while let Some(order) = self.outbox.pop_front() {
            match orders.try_send(order) {
                Ok(()) => {}
                Err(TrySendError::Full(order)) => {
                    self.outbox.push_front(order);
                    return;
                }
                Err(TrySendError::Disconnected(_)) => return,
            }
        }
    }

    /// Ends without a click.
    fn fade_out(&self) {
        if self.controls.is_playing() && self.machine.is_moving() {
            self.controls.set_playing(false);
            thread::sleep(FADE * 2);
        }
    }
}

/// A named thread; `None`, with a log line, when the system has none to give.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .inspect_err(|error| log::error!("the thread {name} cannot be started: {error}"))
        .ok()
}
