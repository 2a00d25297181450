//! Damaged music: files of a corpus, damaged in many ways by fixed seeds, are opened, decoded and sought in. Nothing may
//! panic, hang, ask for absurd amounts of memory or deliver what is no sound.
//!
//! It runs on any machine with stable Rust and takes the same path on each: `MIEN_FUZZ_ROUNDS` says how many times each
//! seed is damaged.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use mien::audio::{Block, Decoder, read_tags};

/// How often each seed is damaged, unless the environment says otherwise.
const ROUNDS: u64 = 40;
/// Longer than this for a fifth of a second of music is a hang, on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// A fifth of a second cannot become more than this, at any sample rate.
const MOST_SAMPLES: usize = 50_000_000;

/// A small generator (xorshift), so that a seed means the same on each machine.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        if end == 0 { 0 } else { (self.0 >> 11) as usize % end }
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length);
        from..from + self.below((length - from).min(512)) + usize::from(from < length)
    }
}

/// Damages a file in one to four ways.
fn damage(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        match random.below(9) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.below(256) as u8,
            2 => {
                // Numbers that readers stumble over, where numbers are likely: near the start.
                let at = random.below(bytes.len().min(256));
                let number = [0, 1, 0x7fff_ffff_u32, 0x8000_0000, 0xffff_ffff, 0xffff_fff0][random.below(6)];
                let number = if random.below(2) == 0 { number.to_be_bytes() } else { number.to_le_bytes() };
                bytes.iter_mut().skip(at).zip(number).for_each(|(byte, new)| *byte = new);
            }
            3 => bytes.truncate(at),
            4 => {
                let range = random.range(bytes.len());
                bytes.drain(range);
            }
            5 => {
                let piece = bytes[random.range(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            6 => {
                let range = random.range(bytes.len());
                bytes[range].fill(if random.below(2) == 0 { 0 } else { 0xff });
            }
            7 => {
                for byte in &mut bytes[at..] {
                    if random.below(50) == 0 {
                        *byte = random.below(256) as u8;
                    }
                }
            }
            _ => {
                bytes.truncate(at);
                bytes.extend_from_slice(&other[random.below(other.len())..]);
            }
        }
    }
}

/// Does with a file what the player and the library do.
fn use_file(path: &Path) {
    let _ = read_tags(path);
    let Ok(mut decoder) = Decoder::open(path) else { return };
    let mut samples = drain(&mut decoder, MOST_SAMPLES);
    for millis in [100, 0, 5_000, 30] {
        if decoder.seek(Duration::from_millis(millis)).is_ok() {
            samples += drain(&mut decoder, 20_000);
        }
    }
    assert!(samples < MOST_SAMPLES, "it made {samples} samples");
}

fn drain(decoder: &mut Decoder, most: usize) -> usize {
    let (mut block, mut samples) = (Vec::new(), 0);
    while samples < most {
        match decoder.next_block(&mut block) {
            Ok(Block::Samples(rate)) => {
                assert!((1_000..=768_000).contains(&rate));
                assert!(block.iter().all(|sample| sample.abs() <= 8.0), "that is no sound");
                samples += block.len();
            }
            Ok(Block::End) | Err(_) => break,
        }
    }
    samples
}

/// Uses a file on a thread of its own; why it failed, if it did.
fn attempt(path: &Path) -> Result<(), String> {
    let (done, result) = mpsc::sync_channel(1);
    let file = path.to_owned();
    let worker = thread::Builder::new()
        .name("fuzz".to_owned())
        .spawn(move || {
            use_file(&file);
            let _ = done.send(());
        })
        .unwrap();
    match result.recv_timeout(PATIENCE) {
        Ok(()) => Ok(()),
        Err(mpsc::RecvTimeoutError::Timeout) => Err("it hangs".to_owned()),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let panic = worker.join().expect_err("it sends before it ends");
            Err(panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "it panicked".to_owned()))
        }
    }
}

fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension != "md"));
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn the_seeds_themselves_play() {
    for (path, _) in corpus() {
        let mut decoder = Decoder::open(&path).unwrap_or_else(|e| panic!("{} {e}", path.display()));
        let frames = drain(&mut decoder, MOST_SAMPLES) / 2;
        let secs = frames as f64 / f64::from(decoder.info().sample_rate);
        assert!((0.19..0.27).contains(&secs), "{}: {secs} s", path.display());
    }
}

#[test]
fn damaged_files_are_survived() {
    let rounds = std::env::var("MIEN_FUZZ_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let corpus = corpus();
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("damaged");
    for round in 0..rounds {
        for (index, (seed, good)) in corpus.iter().enumerate() {
            let mut random = Random::new(round * 1000 + index as u64 + 1);
            let mut bytes = good.clone();
            let other = &corpus[random.below(corpus.len())].1;
            damage(&mut bytes, other, &mut random);
            fs::write(&path, &bytes).unwrap();
            if let Err(why) = attempt(&path) {
                let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
                fs::create_dir_all(&kept).unwrap();
                let name = format!("{round}-{}", seed.file_name().unwrap().to_string_lossy());
                fs::write(kept.join(&name), &bytes).unwrap();
                panic!("{}: {why}", kept.join(name).display());
            }
        }
    }
}
