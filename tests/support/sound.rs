//! A private sound card, and listening to what was played on it.

use std::f32::consts::TAU;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::harness::Harness;

/// A sound card that records all that is played.
pub struct SoundCard {
    harness: Harness,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl SoundCard {
    /// Starts one.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recording.wav");
        Self { harness: Harness::start("sound.sh", &[file.as_os_str()]), file, _folder: folder }
    }

    /// Makes it the sound card of a program.
    pub fn show_to(&self, command: &mut Command) {
        self.harness.show_to(command);
    }

    /// A variable of its environment.
    pub fn variable(&self, name: &str) -> &str {
        self.harness.variable(name)
    }

    /// A program that talks to this card's server.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        self.show_to(&mut command);
        command
    }

    /// What was played until now; the last part of a second may still be on its way.
    pub fn so_far(&self) -> Recording {
        Recording::read(&self.file)
    }

    /// Ends the recording.
    pub fn finish(mut self) -> Recording {
        self.harness.finish();
        Recording::read(&self.file)
    }
}

/// One channel of sound, -1 to 1.
pub struct Recording {
    /// The mean of both channels.
    pub samples: Vec<f32>,
    /// Samples a second.
    pub rate: u32,
}

impl Recording {
    /// Reads a WAV file of 16-bit stereo, also one whose header is not complete yet.
    pub fn read(file: &Path) -> Self {
        let bytes = std::fs::read(file).unwrap_or_default();
        let at = |name: &[u8]| bytes.windows(4).position(|four| four == name);
        let (Some(format), Some(data)) = (at(b"fmt "), at(b"data")) else {
            return Self { samples: Vec::new(), rate: 48_000 };
        };
        let rate = u32::from_le_bytes(bytes[format + 12..format + 16].try_into().unwrap());
        let sample = |two: &[u8]| f32::from(i16::from_le_bytes([two[0], two[1]])) / 32768.0;
        let both = |four: &[u8]| f32::midpoint(sample(&four[..2]), sample(&four[2..]));
        Self { samples: bytes[data + 8..].chunks_exact(4).map(both).collect(), rate }
    }

    /// Its length.
    pub fn seconds(&self) -> f64 {
        self.samples.len() as f64 / f64::from(self.rate)
    }

    /// From the first to the last sound above silence (-60 dB).
    pub fn trimmed(&self) -> &[f32] {
        let loud = |sample: &f32| sample.abs() > 0.001;
        let first = self.samples.iter().position(loud);
        let last = self.samples.iter().rposition(loud);
        first.zip(last).map_or(&[], |(first, last)| &self.samples[first..=last])
    }

    /// Seconds from the first to the last sound.
    pub fn seconds_of_sound(&self) -> f32 {
        self.trimmed().len() as f32 / self.rate as f32
    }

    /// The amplitude of one frequency, 0 to 1, over all that sounds.
    pub fn amplitude_at(&self, hz: f32) -> f32 {
        let sound = self.trimmed();
        let step = TAU * hz / self.rate as f32;
        let (re, im) = sound.iter().enumerate().fold((0.0_f64, 0.0_f64), |(re, im), (i, sample)| {
            let angle = f64::from(step) * i as f64;
            (re + f64::from(*sample) * angle.cos(), im + f64::from(*sample) * angle.sin())
        });
        (2.0 * re.hypot(im) / sound.len().max(1) as f64) as f32
    }
}
