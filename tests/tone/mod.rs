//! Test tones: made here, written as WAV, encoded by ffmpeg; and measures of what came back.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::f64::consts::TAU;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sample rate of the tones, Hz.
pub const RATE: u32 = 44_100;
/// Peak of the tones.
pub const PEAK: f64 = 0.5;

/// A file format under test.
pub struct Format {
    pub name: &'static str,
    pub extension: &'static str,
    encoder: &'static str,
    pub codec: &'static str,
    /// Frames an encoder may add where the container does not tell, in seconds.
    pub slack_secs: f64,
    pub gapless: bool,
    /// How far lossy coding may be from the sine at a join.
    pub join_tolerance: f64,
}

const fn format(
    name: &'static str,
    extension: &'static str,
    encoder: &'static str,
    codec: &'static str,
    slack_secs: f64,
    join_tolerance: f64,
) -> Format {
    Format { name, extension, encoder, codec, slack_secs, gapless: join_tolerance > 0.0, join_tolerance }
}

/// What Mien plays. Raw AAC does not tell how much an encoder added.
pub const FORMATS: &[Format] = &[
    format("WAV", "wav", "pcm_s16le", "pcm_s16le", 0.0, 0.001),
    format("FLAC", "flac", "flac", "flac", 0.0, 0.001),
    format("AIFF", "aiff", "pcm_s24be", "pcm_s24be", 0.0, 0.001),
    format("CAF", "caf", "pcm_s16le", "pcm_s16le", 0.0, 0.001),
    format("ALAC", "m4a", "alac", "alac", 0.0, 0.001),
    format("MP3", "mp3", "libmp3lame", "mp3", 0.0, 0.08),
    format("Vorbis", "ogg", "libvorbis", "vorbis", 0.0, 0.08),
    format("Opus", "opus", "libopus", "opus", 0.0, 0.08),
    format("AAC in MP4", "m4a", "aac", "aac", 0.0, 0.08),
    format("AAC raw", "aac", "aac", "aac", 0.05, 0.0),
    format("WebM", "webm", "libopus", "opus", 0.0, 0.08),
    format("Matroska", "mka", "flac", "flac", 0.0, 0.001),
];

/// A scratch folder that encodes tones.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file of ffmpeg's making: a source in lavfi's language, and the output's options.
    pub fn make(&self, name: &str, source: &str, options: &[&str]) -> PathBuf {
        let target = self.path(name);
        let done = Command::new("ffmpeg")
            .args(["-loglevel", "error", "-y", "-f", "lavfi", "-i", source])
            .args(options)
            .arg(&target)
            .status()
            .expect("ffmpeg makes the test files; install the package \"ffmpeg\"");
        assert!(done.success(), "ffmpeg could not make {name}");
        target
    }

    /// Writes mono samples at [`RATE`] as a stereo file of a format.
    pub fn encode(&self, format: &Format, mono: &[f32]) -> PathBuf {
        let source = self.path("source.wav");
        write_wav(&source, mono);
        if format.encoder == "pcm_s16le" && format.extension == "wav" {
            return source;
        }
        let target = self.path(&format!("tone.{}", format.extension));
        let done = Command::new("ffmpeg")
            .args(["-loglevel", "error", "-y", "-i"])
            .arg(&source)
            .args(["-b:a", "192k", "-strict", "-2", "-c:a", format.encoder])
            .arg(&target)
            .status()
            .expect("ffmpeg makes the test files; install the package \"ffmpeg\"");
        assert!(done.success(), "ffmpeg could not encode {}", format.name);
        target
    }
}

/// A sine from a given frame on, mono.
pub fn sine(hertz: f64, from: usize, frames: usize) -> Vec<f32> {
    (from..from + frames).map(|i| (PEAK * (TAU * hertz * i as f64 / f64::from(RATE)).sin()) as f32).collect()
}

/// 16 bit stereo WAV with the same samples on both sides.
pub fn write_wav(path: &Path, mono: &[f32]) {
    let data = mono.len() as u32 * 4;
    let mut bytes = Vec::with_capacity(44 + data as usize);
    bytes.extend(b"RIFF");
    bytes.extend((36 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(2_u16.to_le_bytes());
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((RATE * 4).to_le_bytes());
    bytes.extend(4_u16.to_le_bytes());
    bytes.extend(16_u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(data.to_le_bytes());
    for sample in mono {
        let value = ((sample * 32_767.0).round() as i16).to_le_bytes();
        bytes.extend(value);
        bytes.extend(value);
    }
    std::fs::write(path, bytes).unwrap();
}

/// Frequency of a tone by its upward zero crossings, Hz.
pub fn frequency(mono: &[f32], rate: u32) -> f64 {
    // The edges of a lossy file may ring.
    let middle = &mono[mono.len() / 10..mono.len() * 9 / 10];
    let crossings: Vec<f64> = middle
        .windows(2)
        .enumerate()
        .filter(|(_, w)| w[0] < 0.0 && w[1] >= 0.0)
        .map(|(i, w)| i as f64 + f64::from(w[0] / (w[0] - w[1])))
        .collect();
    let (Some(first), Some(last)) = (crossings.first(), crossings.last()) else { return 0.0 };
    (crossings.len() - 1) as f64 * f64::from(rate) / (last - first)
}

/// The largest distance of samples from the sine that fits them best (least squares), which a step, a gap or a
/// phase jump makes large.
pub fn worst_deviation(mono: &[f32], hertz: f64, rate: u32) -> f64 {
    let angle = |i: usize| TAU * hertz * i as f64 / f64::from(rate);
    let (mut ss, mut cc, mut sc, mut ys, mut yc) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (i, &y) in mono.iter().enumerate() {
        let (s, c) = angle(i).sin_cos();
        ss += s * s;
        cc += c * c;
        sc += s * c;
        ys += f64::from(y) * s;
        yc += f64::from(y) * c;
    }
    let det = ss * cc - sc * sc;
    let (a, b) = ((ys * cc - yc * sc) / det, (yc * ss - ys * sc) / det);
    assert!((a.hypot(b) - PEAK).abs() < 0.1 * PEAK, "the tone has an amplitude of {}", a.hypot(b));
    mono.iter()
        .enumerate()
        .map(|(i, &y)| (f64::from(y) - a * angle(i).sin() - b * angle(i).cos()).abs())
        .fold(0.0, f64::max)
}

/// How many frames `found` is away from `whole[at..]`, by the best match of a short piece within 20 ms.
pub fn offset(whole: &[f32], at: usize, found: &[f32]) -> i64 {
    let piece = &found[..found.len().min(400)];
    let reach = i64::from(RATE) / 50;
    let error = |shift: i64| -> f64 {
        piece
            .iter()
            .enumerate()
            .map(|(i, &y)| {
                let there = usize::try_from(at as i64 + shift + i as i64).ok().and_then(|i| whole.get(i));
                f64::from(there.copied().unwrap_or(0.0) - y).powi(2)
            })
            .sum()
    };
    (-reach..=reach).min_by(|a, b| error(*a).total_cmp(&error(*b)).then(a.abs().cmp(&b.abs()))).unwrap()
}
