//! What the player does to samples: levels, transitions, equaliser, speed. The output is pulled by hand.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_wrap)]

mod tone;

use std::f64::consts::{FRAC_1_SQRT_2, TAU};
use std::path::PathBuf;
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};
use mien::player::{Gain, Item, Join, Player, PlayerCommand, PlayerEvent, PulledOutput};
use mien::sound::{Equalizer, Sound};
use tone::{FORMATS, Folder, Format, RATE, sine};

const A4: f64 = 441.0;
const PATIENCE: Duration = Duration::from_secs(20);
const SECOND: usize = RATE as usize;

struct Listener {
    player: Player,
    output: PulledOutput,
    events: Receiver<PlayerEvent>,
}

impl Listener {
    fn new(rate: u32, sound: Sound) -> Self {
        let (tx, events) = bounded(4096);
        let (player, output) = Player::spawn_pulled(1.0, rate, move |event| {
            let _ = tx.try_send(event);
        });
        player.send(PlayerCommand::SetSound(sound));
        Self { player, output, events }
    }

    fn plain() -> Self {
        Self::new(RATE, Sound::default())
    }

    fn wait_for(&self, wanted: impl Fn(&PlayerEvent) -> bool) -> PlayerEvent {
        let mut seen = Vec::new();
        loop {
            match self.events.recv_timeout(PATIENCE) {
                Ok(event) if wanted(&event) => return event,
                Ok(event) => seen.push(event),
                Err(error) => panic!("{error}; seen {seen:?}"),
            }
        }
    }

    fn play(&self, item: Item) {
        let key = item.key;
        self.player.send(PlayerCommand::Play(item));
        self.wait_for(|e| matches!(e, PlayerEvent::Started { key: k, .. } if *k == key));
    }

    /// Sets what comes next before the item that is heard is decoded to its end, however busy the machine is, if that is
    /// longer than what is decoded ahead, 1.5 s.
    fn then(&self, item: Item) {
        self.player.send(PlayerCommand::SetNext(Some(item)));
        self.player.send(PlayerCommand::Pause);
        self.player.send(PlayerCommand::Resume);
        self.wait_for(|e| *e == PlayerEvent::Resumed);
    }

    /// Left samples.
    fn hear(&mut self, frames: usize) -> Vec<f32> {
        self.output.pull(frames).iter().step_by(2).copied().collect()
    }

    /// Hears on in small pieces until what was heard last is as wanted.
    fn hear_till(&mut self, piece: usize, wanted: impl Fn(&[f32]) -> bool) -> Vec<f32> {
        let mut heard = self.hear(piece);
        for _ in 0..400 {
            if wanted(&heard[heard.len() - piece..]) {
                return heard;
            }
            // The command is on its way through the player's threads.
            let _ = self.events.recv_timeout(Duration::from_millis(5));
            heard.extend(self.hear(441));
        }
        panic!("it never came");
    }

    /// Hears on in small pieces until an event has come.
    fn hear_until(&mut self, wanted: impl Fn(&PlayerEvent) -> bool) -> Vec<f32> {
        let mut heard = Vec::new();
        for _ in 0..5000 {
            // Slower than real time, so that the player's threads keep up on a busy machine.
            heard.extend(self.hear(128));
            while let Ok(event) = self.events.recv_timeout(Duration::from_millis(5)) {
                if wanted(&event) {
                    return heard;
                }
            }
        }
        panic!("it never came");
    }
}

fn item(key: u64, path: PathBuf) -> Item {
    Item { key, path, ..Item::default() }
}

fn seamless(key: u64, path: PathBuf) -> Item {
    Item { join: Join::Seamless, ..item(key, path) }
}

fn keep(folder: &Folder, format: &Format, name: &str, samples: &[f32]) -> PathBuf {
    let file = folder.encode(format, samples);
    let kept = folder.path(&format!("{name}.{}", format.extension));
    std::fs::rename(file, &kept).unwrap();
    kept
}

fn wav(folder: &Folder, name: &str, samples: &[f32]) -> PathBuf {
    keep(folder, &FORMATS[0], name, samples)
}

/// Amplitude of a frequency in a piece, by correlation.
fn amplitude(samples: &[f32], hertz: f64) -> f64 {
    let (mut re, mut im) = (0.0, 0.0);
    for (i, &sample) in samples.iter().enumerate() {
        let (sin, cos) = (TAU * hertz * i as f64 / f64::from(RATE)).sin_cos();
        re += f64::from(sample) * cos;
        im += f64::from(sample) * sin;
    }
    2.0 * re.hypot(im) / samples.len() as f64
}

fn biggest_step(samples: &[f32]) -> f32 {
    samples.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max)
}

#[test]
fn a_sine_cut_in_two_joins_between_any_two_formats() {
    let folder = Folder::new();
    // Cut where it is neither zero nor at its peak, and where ffmpeg's AAC encoder is near the sine to the end of the file: 0.036
    // by ffmpeg's own decoder, 0.108 at 2 s + 1237.
    let join = 2 * SECOND + 1537;
    let named = |name: &str| FORMATS.iter().find(|f| f.name == name).unwrap();
    let formats =
        ["FLAC", "MP3", "AAC in MP4", "ALAC", "Vorbis", "Opus", "WAV", "WebM", "AIFF", "CAF", "Matroska"];
    let files = |half: &str, from: usize, frames: usize| {
        let encode = |name: &&str| {
            let format = named(name);
            (format, keep(&folder, format, &format!("{half}-{name}"), &sine(A4, from, frames)))
        };
        formats.iter().map(encode).collect::<Vec<_>>()
    };
    let (ones, twos) = (files("one", 0, join), files("two", join, SECOND));
    for ((first, one), (second, two)) in ones.iter().flat_map(|one| twos.iter().map(move |two| (one, two))) {
        let mut listener = Listener::plain();
        listener.play(item(1, one.clone()));
        listener.then(item(2, two.clone()));
        let heard = listener.hear(join + 500);
        let error = tone::worst_deviation(&heard[join - 500..], A4, RATE);
        let limit = first.join_tolerance.max(second.join_tolerance) + 0.01;
        assert!(error < limit, "{} to {}: {error}", first.name, second.name);
    }
}

#[test]
fn a_sine_cut_in_two_joins_between_sample_rates() {
    let folder = Folder::new();
    for (first, second) in [(44_100, 48_000), (96_000, 44_100), (48_000, 22_050), (192_000, 96_000)] {
        let file = |name: &str, rate: u32, from: f64| {
            let source = format!("aevalsrc='0.5*sin(2*PI*441*(t+{from}))':d=2.003:s={rate}");
            folder.make(name, &source, &["-c:a", "pcm_s24le"])
        };
        let length = f64::from(first * 2003 / 1000) / f64::from(first);
        let (one, two) = (file("one.wav", first, 0.0), file("two.wav", second, length));
        let mut listener = Listener::plain();
        listener.play(item(1, one));
        listener.then(item(2, two));
        let join = (length * f64::from(RATE)) as usize;
        let heard = listener.hear(join + 500);
        let error = tone::worst_deviation(&heard[join - 500..], A4, RATE);
        assert!(error < 0.04, "{first} to {second}: {error}");
    }
}

#[test]
fn everything_neutral_is_bit_for_bit() {
    let folder = Folder::new();
    let samples = sine(997.0, 0, 2 * SECOND);
    let neutral = Sound { equalizer: Equalizer { on: true, ..Equalizer::default() }, ..Sound::default() };
    let mut listener = Listener::new(RATE, neutral);
    listener.play(item(1, wav(&folder, "a", &samples)));
    let heard = listener.hear(samples.len());
    let stored = samples.iter().map(|s| f32::from((s * 32_767.0).round() as i16) / 32_768.0);
    assert!(heard.iter().zip(stored).all(|(a, b)| a.to_bits() == b.to_bits()));
}

#[test]
fn a_crossfade_overlaps_with_equal_power_and_no_click() {
    let folder = Folder::new();
    let (first, second) = (sine(A4, 0, 6 * SECOND), sine(1500.0, 0, 6 * SECOND));
    let mut listener = Listener::new(RATE, Sound { crossfade_secs: 2.0, ..Sound::default() });
    listener.play(item(1, wav(&folder, "a", &first)));
    listener.then(item(2, wav(&folder, "b", &second)));
    let heard = listener.hear(11 * SECOND);
    let piece = 4410;
    let power = |at: usize| {
        let piece = &heard[at..at + piece];
        (amplitude(piece, A4) / 0.5, amplitude(piece, 1500.0) / 0.5)
    };
    for tenth in 0..40 {
        let (old, new) = power(3 * SECOND + tenth * piece);
        assert!((old.hypot(new) - 1.0).abs() < 0.03, "at {tenth}: {old} and {new}");
    }
    let (old, new) = power(5 * SECOND - piece / 2);
    assert!((old - FRAC_1_SQRT_2).abs() < 0.03 && (new - FRAC_1_SQRT_2).abs() < 0.03, "{old} {new}");
    // The steepest either tone can be, and both at once at the middle.
    assert!(biggest_step(&heard[..10 * SECOND - 100]) < 0.16, "{}", biggest_step(&heard));
    assert!(heard[10 * SECOND + 600..].iter().all(|s| *s == 0.0), "it is two seconds shorter than both");
}

#[test]
fn a_skip_crossfades_from_where_it_is() {
    let folder = Folder::new();
    let (first, second) = (sine(A4, 0, 16 * SECOND), sine(1500.0, 0, 16 * SECOND));
    let mut listener = Listener::new(RATE, Sound { crossfade_secs: 2.0, ..Sound::default() });
    listener.play(item(1, wav(&folder, "a", &first)));
    let mut heard = listener.hear(SECOND);
    listener.player.send(PlayerCommand::Play(item(2, wav(&folder, "b", &second))));
    heard.extend(listener.hear_until(|e| matches!(e, PlayerEvent::Started { key: 2, .. })));
    heard.extend(listener.hear(4 * SECOND));
    let pieces = heard.chunks(441).position(|piece| amplitude(piece, 1500.0) > 0.05);
    let begun = pieces.unwrap() * 441;
    let both = &heard[begun + SECOND - 2205..begun + SECOND + 2205];
    assert!(amplitude(both, A4) > 0.2 && amplitude(both, 1500.0) > 0.2, "both are heard");
    let after = &heard[begun + 2 * SECOND + 4410..begun + 3 * SECOND];
    assert!(amplitude(after, A4) < 0.001 && (amplitude(after, 1500.0) - 0.5).abs() < 0.01);
    assert!(biggest_step(&heard) < 0.16, "{}", biggest_step(&heard));
}

#[test]
fn tracks_of_an_album_join_bit_for_bit_whatever_is_set() {
    let folder = Folder::new();
    let whole = sine(A4, 0, 6 * SECOND);
    let mut listener =
        Listener::new(RATE, Sound { crossfade_secs: 5.0, trim_silence: true, ..Sound::default() });
    listener.play(item(1, wav(&folder, "a", &whole[..3 * SECOND])));
    listener.then(seamless(2, wav(&folder, "b", &whole[3 * SECOND..])));
    let heard = listener.hear(whole.len());
    let stored = whole.iter().map(|s| f32::from((s * 32_767.0).round() as i16) / 32_768.0);
    assert!(heard.iter().zip(stored).all(|(a, b)| a.to_bits() == b.to_bits()));
}

#[test]
fn silence_at_the_ends_is_left_out_when_asked() {
    let folder = Folder::new();
    let quiet = vec![0.0; 2 * SECOND];
    let file = |name: &str, hertz: f64| {
        wav(&folder, name, &[&quiet[..], &sine(hertz, 0, 2 * SECOND), &quiet[..]].concat())
    };
    let (one, two) = (file("a", A4), file("b", 1500.0));
    for (trim_silence, gap) in [(true, 0.0), (false, 4.0)] {
        let mut listener = Listener::new(RATE, Sound { trim_silence, ..Sound::default() });
        listener.play(item(1, one.clone()));
        listener.then(item(2, two.clone()));
        let heard = listener.hear(9 * SECOND);
        let loud: Vec<usize> = (0..heard.len()).filter(|i| heard[*i].abs() > 0.01).collect();
        let widest = loud.windows(2).map(|w| w[1] - w[0]).max().unwrap();
        let secs = widest as f64 / f64::from(RATE);
        assert!((secs - gap).abs() < 0.02, "trimmed {trim_silence}: a gap of {secs} s");
    }
}

#[test]
fn pause_resume_seek_and_stop_make_no_click() {
    let folder = Folder::new();
    let mut listener = Listener::plain();
    listener.play(item(1, wav(&folder, "a", &sine(A4, 0, 20 * SECOND))));
    let mut heard = listener.hear(5000);
    for round in 0..12 {
        let (command, told): (_, fn(&PlayerEvent) -> bool) = match round % 4 {
            0 => (PlayerCommand::Pause, |e| *e == PlayerEvent::Paused),
            1 => (PlayerCommand::Resume, |e| *e == PlayerEvent::Resumed),
            // Scrubbing: one after the other.
            _ => (PlayerCommand::Seek(Duration::from_millis(1111 * round)), |e| {
                matches!(e, PlayerEvent::Position { .. })
            }),
        };
        listener.player.send(command);
        heard.extend(listener.hear_until(told));
        heard.extend(listener.hear(2000));
    }
    listener.player.send(PlayerCommand::Stop);
    heard.extend(listener.hear_until(|e| *e == PlayerEvent::Idle));
    heard.extend(listener.hear(4000));
    assert!(heard[heard.len() - 1000..].iter().all(|s| *s == 0.0));
    // The tone itself moves by 0.0314 a frame.
    if let Some(at) = heard.windows(2).position(|w| (w[1] - w[0]).abs() > 0.034) {
        panic!("a click at {at}: {:?}", &heard[at.saturating_sub(12)..at + 12]);
    }
}

#[test]
fn the_speed_changes_time_and_not_pitch() {
    let folder = Folder::new();
    let file = wav(&folder, "a", &sine(A4, 0, 8 * SECOND));
    for speed in [0.5, 1.5, 2.0] {
        let mut listener = Listener::new(RATE, Sound { speed, ..Sound::default() });
        listener.play(item(1, file.clone()));
        let heard = listener.hear((8.0 / speed * RATE as f32) as usize);
        assert!(listener.hear(4000)[2000..].iter().all(|s| *s == 0.0), "{speed}: it ends in time");
        let hertz = tone::frequency(&heard, RATE);
        assert!((hertz - A4).abs() < 3.0, "{speed}: {hertz} Hz");
        listener.wait_for(|e| *e == PlayerEvent::Finished { key: 1 });
    }
}

#[test]
fn the_position_follows_the_speed() {
    let folder = Folder::new();
    let mut listener = Listener::plain();
    listener.play(item(1, wav(&folder, "a", &sine(A4, 0, 12 * SECOND))));
    listener.hear(SECOND);
    listener.player.send(PlayerCommand::SetSound(Sound { speed: 2.0, ..Sound::default() }));
    let mut before = None;
    let fast = |position: &Duration, before: &Option<Duration>| {
        before.is_some_and(|before| *position > before + Duration::from_millis(450))
    };
    for _ in 0..200 {
        listener.hear(SECOND / 4);
        let event =
            listener.wait_for(|e| matches!(e, PlayerEvent::Position { .. } | PlayerEvent::Finished { .. }));
        let PlayerEvent::Position { position, .. } = event else { break };
        if fast(&position, &before) {
            return;
        }
        before = Some(position);
    }
    panic!("a quarter of a second never moved the position by half a second");
}

#[test]
fn the_equaliser_is_heard_and_can_be_changed_without_a_click() {
    let folder = Folder::new();
    let mut listener = Listener::plain();
    listener.play(item(1, wav(&folder, "a", &sine(1000.0, 0, 6 * SECOND))));
    let mut heard = listener.hear(SECOND);
    let mut bands_db = [0.0; 10];
    bands_db[5] = -12.0;
    let equalizer = Equalizer { on: true, pre_amp_db: 0.0, bands_db };
    listener.player.send(PlayerCommand::SetSound(Sound { equalizer, balance: 0.5, ..Sound::default() }));
    // A quarter by the band, half of that by the balance.
    heard.extend(listener.hear_till(4410, |h| (amplitude(h, 1000.0) - 0.5 * 0.2512 * 0.5).abs() < 0.002));
    assert!(biggest_step(&heard) < 0.075, "{}", biggest_step(&heard));
}

#[test]
fn a_gain_changed_while_playing_moves_smoothly() {
    let folder = Folder::new();
    let mut listener = Listener::plain();
    listener.play(item(1, wav(&folder, "a", &sine(A4, 0, 6 * SECOND))));
    let mut heard = listener.hear(SECOND);
    listener.player.send(PlayerCommand::SetGain { key: 1, gain: Gain { db: -6.0206, limited: false } });
    heard.extend(listener.hear_till(4410, |h| (amplitude(h, A4) - 0.25).abs() < 0.002));
    assert!(biggest_step(&heard) < 0.034, "{}", biggest_step(&heard));
}
