//! What the sound device's callback runs allocates nothing and logs nothing, whatever the listener does meanwhile.
//!
//! Blocks are filled as the device has them filled.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// The allocator that counts is not there in release builds.
#![cfg(debug_assertions)]

mod tone;

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use assert_no_alloc::{AllocDisabler, assert_no_alloc, violation_count};
use crossbeam_channel::{Receiver, bounded};
use mien::player::{Gain, Item, Player, PlayerCommand, PlayerEvent, PulledOutput};
use mien::sound::{Equalizer, Sound};
use tone::{FORMATS, Folder, RATE, sine};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

/// A device's period.
const PERIOD: usize = 512;
const PATIENCE: Duration = Duration::from_secs(30);

thread_local! {
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}
static LOGGED_IN_CALLBACK: AtomicUsize = AtomicUsize::new(0);

/// Notices log lines that are written where none may be.
struct Watcher;

impl log::Log for Watcher {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, _: &log::Record<'_>) {
        if IN_CALLBACK.get() {
            LOGGED_IN_CALLBACK.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn flush(&self) {}
}

struct Device {
    output: PulledOutput,
    buffer: [f32; PERIOD * 2],
}

impl Device {
    /// One call of the callback.
    fn call(&mut self) {
        IN_CALLBACK.set(true);
        assert_no_alloc(|| self.output.write(&mut self.buffer));
        IN_CALLBACK.set(false);
    }

    fn is_heard(&self) -> bool {
        self.buffer.iter().any(|sample| sample.abs() > 0.01)
    }
}

struct World {
    player: Player,
    device: Device,
    events: Receiver<PlayerEvent>,
}

impl World {
    fn new() -> Self {
        let (tell, events) = bounded(4096);
        let (player, output) = Player::spawn_pulled(1.0, RATE, move |event| {
            let _full = tell.try_send(event);
        });
        let device = Device { output, buffer: [0.0; PERIOD * 2] };
        Self { player, device, events }
    }

    /// Calls back, about in real time, until it sounds as wanted.
    fn run_until(&mut self, what: &str, mut wanted: impl FnMut(&Device, Option<PlayerEvent>) -> bool) {
        let until = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < until, "{what}: it never came");
            self.device.call();
            let event = self.events.recv_timeout(Duration::from_millis(3)).ok();
            if wanted(&self.device, event) {
                return;
            }
        }
    }

    fn ask(&mut self, command: PlayerCommand) {
        self.player.send(command);
        for _ in 0..8 {
            self.device.call();
        }
    }
}

#[test]
fn the_callback_allocates_and_logs_nothing_whatever_happens() {
    log::set_logger(&Watcher).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let folder = Folder::new();
    let file = |name: &str, format: usize| {
        let made = folder.encode(&FORMATS[format], &sine(441.0, 0, 6 * RATE as usize));
        let kept = folder.path(name);
        std::fs::rename(made, &kept).unwrap();
        kept
    };
    let (one, two, damaged) = (file("one.mp3", 5), file("two.flac", 1), folder.path("three.ogg"));
    std::fs::write(&damaged, b"OggS and nothing of use").unwrap();
    let item = |key, path: &std::path::Path| Item { key, path: path.to_owned(), ..Item::default() };

    let mut world = World::new();
    world.ask(PlayerCommand::Play(Item { gain: Gain { db: 9.0, limited: true }, ..item(1, &one) }));
    world.run_until("it plays", |device, _| device.is_heard());
    let equalizer = Equalizer { on: true, pre_amp_db: -3.0, bands_db: [4.0; 10] };
    let busy = Sound { equalizer, balance: -0.4, crossfade_secs: 1.0, speed: 1.0, ..Sound::default() };
    for command in [
        PlayerCommand::SetSound(busy),
        PlayerCommand::SetVolume(0.6),
        PlayerCommand::SetGain { key: 1, gain: Gain { db: -4.0, limited: false } },
        PlayerCommand::Seek(Duration::from_secs(2)),
        PlayerCommand::Pause,
        PlayerCommand::Resume,
        PlayerCommand::SetSound(Sound { speed: 1.3, ..busy }),
        PlayerCommand::SetSound(busy),
    ] {
        world.ask(command);
    }
    world.run_until("it goes on", |device, _| device.is_heard());
    world.ask(PlayerCommand::SetNext(Some(item(3, &damaged))));
    // With a crossfade, over what is heard.
    world.ask(PlayerCommand::Play(item(2, &two)));
    world.run_until("the next one", |_, event| matches!(event, Some(PlayerEvent::Started { key: 2, .. })));
    world.ask(PlayerCommand::SetNext(Some(item(4, &damaged))));
    world.ask(PlayerCommand::Seek(Duration::from_secs(5)));
    world.run_until("a file that cannot be played", |_, event| {
        matches!(event, Some(PlayerEvent::Failed { key: 4, .. }))
    });
    world.run_until("the end", |_, event| event == Some(PlayerEvent::Idle));
    world.ask(PlayerCommand::Stop);
    assert_eq!(violation_count(), 0, "allocations in the callback");
    assert_eq!(LOGGED_IN_CALLBACK.load(Ordering::Relaxed), 0, "log lines in the callback");
}
