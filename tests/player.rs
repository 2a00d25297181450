//! The player as a whole, its output pulled by hand or paced by the clock: no sound device is touched.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_wrap)]

mod tone;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use mien::player::{
    Gain, Item, OutputChoice, OutputState, Player, PlayerCommand, PlayerConfig, PlayerEvent, PulledOutput,
};
use tone::{FORMATS, Folder, Format, RATE, sine};

const A4: f64 = 441.0;
/// Where [`two_parts`] cuts, in frames.
const JOIN: usize = 2 * RATE as usize;
const PATIENCE: Duration = Duration::from_secs(20);

fn item(key: u64, path: PathBuf) -> Item {
    Item { key, path, ..Item::default() }
}

fn pulled(rate: u32) -> (Player, PulledOutput, Receiver<PlayerEvent>) {
    let (tx, events) = bounded(4096);
    let (player, output) = Player::spawn_pulled(1.0, rate, move |event| {
        let _ = tx.try_send(event);
    });
    (player, output, events)
}

/// Without a sound device: at the pace of the clock.
fn silent() -> (Player, Receiver<PlayerEvent>) {
    let (tx, events) = bounded(4096);
    let config = PlayerConfig { output: OutputChoice::Silent, ..PlayerConfig::default() };
    let player = Player::spawn(config, move |event| {
        let _ = tx.try_send(event);
    });
    (player, events)
}

fn wait_for(events: &Receiver<PlayerEvent>, wanted: impl Fn(&PlayerEvent) -> bool) -> PlayerEvent {
    let mut seen = Vec::new();
    loop {
        match events.recv_timeout(PATIENCE) {
            Ok(event) if wanted(&event) => return event,
            Ok(event) => seen.push(event),
            Err(error) => panic!("{error}; seen {seen:?}"),
        }
    }
}

/// Plays an item and waits until its first samples are there.
fn play(player: &Player, events: &Receiver<PlayerEvent>, item: Item) {
    let key = item.key;
    player.send(PlayerCommand::Play(item));
    wait_for(events, |e| matches!(e, PlayerEvent::Started { key: k, .. } if *k == key));
}

/// Sets what comes next before the item that is heard is decoded to its end, however busy the machine is, if that is longer
/// than what is decoded ahead, 1.5 s.
fn then(player: &Player, events: &Receiver<PlayerEvent>, item: Item) {
    player.send(PlayerCommand::SetNext(Some(item)));
    player.send(PlayerCommand::Pause);
    player.send(PlayerCommand::Resume);
    wait_for(events, |e| *e == PlayerEvent::Resumed);
}

fn left(samples: &[f32]) -> Vec<f32> {
    samples.iter().step_by(2).copied().collect()
}

/// A sine cut in two: [`JOIN`] frames in the first file, a second in the other.
fn two_parts(folder: &Folder, format: &Format) -> [PathBuf; 2] {
    [(0, JOIN), (JOIN, RATE as usize)].map(|(from, frames)| {
        let file = folder.encode(format, &sine(A4, from, frames));
        let kept = folder.path(&format!("{from}.{}", format.extension));
        std::fs::rename(file, &kept).unwrap();
        kept
    })
}

#[test]
fn wav_plays_bit_for_bit_at_its_own_rate() {
    let folder = Folder::new();
    let samples = sine(A4, 0, RATE as usize);
    let (player, mut output, events) = pulled(RATE);
    play(&player, &events, item(1, folder.encode(&FORMATS[0], &samples)));
    let heard = left(&output.pull(samples.len()));
    let stored = samples.iter().map(|s| f32::from((s * 32_767.0).round() as i16) / 32_768.0);
    assert!(heard.iter().zip(stored).all(|(a, b)| (a - b).abs() <= 0.0));
}

#[test]
fn a_sine_cut_in_two_files_plays_without_a_step_or_gap_at_any_rate() {
    let folder = Folder::new();
    for (format, rate) in FORMATS.iter().filter(|f| f.gapless).flat_map(|f| [(f, RATE), (f, 48_000)]) {
        let [first, second] = two_parts(&folder, format);
        let (player, mut output, events) = pulled(rate);
        play(&player, &events, item(1, first));
        then(&player, &events, item(2, second));
        let heard = left(&output.pull(3 * rate as usize));
        let join = 2 * rate as usize;
        let error = tone::worst_deviation(&heard[join - 600..join + 600], A4, rate);
        assert!(error < format.join_tolerance + 0.002, "{} at {rate}: {error} off", format.name);
        assert!(output.pull(2000)[1000..].iter().all(|s| *s == 0.0), "{} is longer than it is", format.name);
        wait_for(&events, |e| *e == PlayerEvent::Finished { key: 1 });
        wait_for(&events, |e| matches!(e, PlayerEvent::Started { key: 2, .. }));
        wait_for(&events, |e| *e == PlayerEvent::Finished { key: 2 });
        wait_for(&events, |e| *e == PlayerEvent::Idle);
    }
}

#[test]
fn files_of_different_rates_join_without_a_gap() {
    let folder = Folder::new();
    let [first, _] = two_parts(&folder, &FORMATS[0]);
    // Opus is always 48 kHz: the resampler changes in the middle.
    let opus = FORMATS.iter().find(|f| f.name == "Opus").unwrap();
    let [_, second] = two_parts(&folder, opus);
    let (player, mut output, events) = pulled(RATE);
    play(&player, &events, item(1, first));
    then(&player, &events, item(2, second));
    let heard = left(&output.pull(JOIN + RATE as usize));
    let error = tone::worst_deviation(&heard[JOIN - 600..JOIN + 600], A4, RATE);
    assert!(error < 0.1, "{error}");
}

#[test]
fn the_engine_is_asked_for_a_successor_and_its_answer_joins() {
    let folder = Folder::new();
    let [first, second] = two_parts(&folder, &FORMATS[1]);
    let (player, mut output, events) = pulled(RATE);
    player.send(PlayerCommand::Play(item(7, first)));
    wait_for(&events, |e| *e == PlayerEvent::NeedNext { key: 7 });
    then(&player, &events, item(8, second));
    let heard = left(&output.pull(JOIN + RATE as usize));
    assert!(tone::worst_deviation(&heard[1000..heard.len() - 1000], A4, RATE) < 0.001);
    wait_for(&events, |e| matches!(e, PlayerEvent::Started { key: 8, .. }));
}

#[test]
fn a_seek_is_heard_at_the_asked_position() {
    let folder = Folder::new();
    let chirp: Vec<f32> = (0..4 * RATE as usize)
        .map(|i| {
            let t = i as f64 / f64::from(RATE);
            (0.5 * (std::f64::consts::TAU * (200.0 * t + 250.0 * t * t)).sin()) as f32
        })
        .collect();
    let (player, mut output, events) = pulled(RATE);
    play(&player, &events, item(1, folder.encode(&FORMATS[1], &chirp)));
    output.pull(5000);
    player.send(PlayerCommand::Seek(Duration::from_secs(2)));
    let mut heard = Vec::new();
    let deadline = Instant::now() + PATIENCE;
    let position = loop {
        heard.extend(left(&output.pull(441)));
        assert!(Instant::now() < deadline);
        match events.try_recv() {
            Ok(PlayerEvent::Position { position, .. }) if position >= Duration::from_secs(2) => {
                break position;
            }
            _ => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    assert!(position < Duration::from_millis(2600), "{position:?}");
    let step = heard.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
    assert!(step < 0.2, "a click of {step}");
}

#[test]
fn a_missing_file_is_told_and_passed_over() {
    let folder = Folder::new();
    let good = folder.encode(&FORMATS[1], &sine(A4, 0, RATE as usize / 2));
    let (player, mut output, events) = pulled(RATE);
    player.send(PlayerCommand::Play(item(1, folder.path("missing.flac"))));
    let failed = wait_for(&events, |e| matches!(e, PlayerEvent::Failed { .. }));
    let PlayerEvent::Failed { key, path, reason } = failed else { panic!("{failed:?}") };
    assert_eq!((key, path), (1, folder.path("missing.flac")));
    assert!(reason.to_string().contains("cannot be read"), "{reason}");
    wait_for(&events, |e| *e == PlayerEvent::NeedNext { key: 1 });
    player.send(PlayerCommand::SetNext(Some(item(2, good))));
    wait_for(&events, |e| matches!(e, PlayerEvent::Started { key: 2, .. }));
    assert!(output.pull(5000).iter().any(|s| s.abs() > 0.4));
}

#[test]
fn gain_is_applied_before_volume() {
    let folder = Folder::new();
    let file = folder.encode(&FORMATS[0], &sine(A4, 0, RATE as usize));
    let (player, mut output, events) = pulled(RATE);
    play(&player, &events, Item { gain: Gain { db: -6.0206, limited: false }, ..item(1, file) });
    let peak = output.pull(RATE as usize).iter().fold(0.0_f32, |p, s| p.max(s.abs()));
    assert!((peak - 0.25).abs() < 0.001, "{peak}");
}

#[test]
fn silence_is_paced_in_real_time() {
    let folder = Folder::new();
    let file = folder.encode(&FORMATS[1], &sine(A4, 0, RATE as usize));
    let (player, events) = silent();
    wait_for(&events, |e| matches!(e, PlayerEvent::Output(OutputState::Silent { .. })));
    player.send(PlayerCommand::Play(item(1, file)));
    wait_for(&events, |e| matches!(e, PlayerEvent::Started { key: 1, length: Some(_) }));
    let start = Instant::now();
    wait_for(&events, |e| matches!(e, PlayerEvent::Position { .. }));
    wait_for(&events, |e| *e == PlayerEvent::Finished { key: 1 });
    let took = start.elapsed();
    // A loose bound, for a busy machine: it must be neither instant nor stuck.
    assert!(took > Duration::from_millis(800) && took < Duration::from_secs(3), "{took:?}");
    wait_for(&events, |e| *e == PlayerEvent::Idle);
}

#[test]
fn silence_skips_and_goes_on_at_once() {
    let folder = Folder::new();
    let file = folder.encode(&FORMATS[0], &sine(A4, 0, 5 * RATE as usize));
    let (player, events) = silent();
    play(&player, &events, item(0, file.clone()));
    let start = Instant::now();
    for key in 1..=10 {
        play(&player, &events, item(key, file.clone()));
        player.send(PlayerCommand::Pause);
        player.send(PlayerCommand::Seek(Duration::from_secs(3)));
        let there = PlayerEvent::Position { key, position: Duration::from_secs(3) };
        wait_for(&events, |e| *e == there);
        player.send(PlayerCommand::Resume);
    }
    // It looks by itself once a second, which would be twenty seconds.
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

#[test]
fn pause_stop_and_drop_are_prompt() {
    let folder = Folder::new();
    let file = folder.encode(&FORMATS[0], &sine(A4, 0, 5 * RATE as usize));
    let (player, events) = silent();
    player.send(PlayerCommand::Play(item(1, file)));
    wait_for(&events, |e| matches!(e, PlayerEvent::Started { .. }));
    player.send(PlayerCommand::Pause);
    wait_for(&events, |e| *e == PlayerEvent::Paused);
    player.send(PlayerCommand::Seek(Duration::from_secs(3)));
    wait_for(&events, |e| *e == PlayerEvent::Position { key: 1, position: Duration::from_secs(3) });
    player.send(PlayerCommand::Resume);
    wait_for(&events, |e| *e == PlayerEvent::Resumed);
    player.send(PlayerCommand::Stop);
    wait_for(&events, |e| *e == PlayerEvent::Idle);
    drop(player);
    assert!(events.recv_timeout(PATIENCE).is_err(), "all threads are gone, and the sender with them");
}
