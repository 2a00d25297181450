//! Playback on samples, without a sound device: decoding, seeking, joining, and what damaged files do.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_wrap)]

mod tone;

use std::path::Path;
use std::time::Duration;

use mien::audio::{Block, DecodeError, Decoder, probe};
use tone::{FORMATS, Folder, RATE, frequency, sine};

const SECONDS: usize = 2;
const A4: f64 = 441.0;

fn decode_rest(decoder: &mut Decoder) -> Vec<f32> {
    let (mut block, mut all) = (Vec::new(), Vec::new());
    while decoder.next_block(&mut block).unwrap() != Block::End {
        all.extend_from_slice(&block);
    }
    all
}

fn decode(path: &Path) -> (Vec<f32>, u32) {
    let mut decoder = Decoder::open(path).unwrap_or_else(|e| panic!("{} {e}", path.display()));
    let samples = decode_rest(&mut decoder);
    (samples, decoder.info().sample_rate)
}

fn left(samples: &[f32]) -> Vec<f32> {
    samples.iter().step_by(2).copied().collect()
}

#[test]
fn every_format_decodes_to_its_tone_and_length() {
    let folder = Folder::new();
    for format in FORMATS {
        let file = folder.encode(format, &sine(A4, 0, SECONDS * RATE as usize));
        let (samples, rate) = decode(&file);
        let secs = samples.len() as f64 / 2.0 / f64::from(rate);
        assert!((secs - SECONDS as f64).abs() <= format.slack_secs, "{}: {secs} s", format.name);
        let heard = frequency(&left(&samples), rate);
        assert!((heard - A4).abs() < 1.0, "{}: {heard} Hz", format.name);
    }
}

#[test]
fn probe_tells_length_rate_channels_and_codec() {
    let folder = Folder::new();
    for format in FORMATS {
        let file = folder.encode(format, &sine(A4, 0, SECONDS * RATE as usize));
        let info = probe(&file).unwrap();
        let secs = info.length_secs.unwrap();
        assert!((secs - SECONDS as f64).abs() < 0.05, "{}: {secs} s", format.name);
        assert_eq!((info.channels, info.codec), (2, format.codec), "{}", format.name);
    }
}

#[test]
fn the_content_decides_not_the_name() {
    let folder = Folder::new();
    let file = folder.encode(&FORMATS[1], &sine(A4, 0, RATE as usize));
    let renamed = folder.path("picture.jpg");
    std::fs::rename(file, &renamed).unwrap();
    assert_eq!(probe(&renamed).unwrap().codec, "flac");
}

#[test]
fn a_seek_lands_on_the_frame_in_every_format() {
    let folder = Folder::new();
    // Rising tone: every place in the file sounds different.
    let chirp: Vec<f32> = (0..4 * RATE as usize)
        .map(|i| {
            let t = i as f64 / f64::from(RATE);
            (0.5 * (std::f64::consts::TAU * (200.0 * t + 250.0 * t * t)).sin()) as f32
        })
        .collect();
    for format in FORMATS {
        let file = folder.encode(format, &chirp);
        let (whole, rate) = decode(&file);
        let mut decoder = Decoder::open(&file).unwrap();
        for millis in [1500, 50, 3000, 0, 777, 3900, 2500] {
            decoder.seek(Duration::from_millis(millis)).unwrap();
            let at = (millis as usize * rate as usize / 1000) * 2;
            let found = decode_rest(&mut decoder);
            let off = tone::offset(&left(&whole), at / 2, &left(&found));
            let limit = rate as i64 / 100;
            assert!(off.abs() <= limit, "{} at {millis} ms: {off} frames off", format.name);
        }
        decoder.seek(Duration::from_secs(100)).unwrap();
        assert!(decode_rest(&mut decoder).is_empty(), "{}: sound past the end", format.name);
    }
}

#[test]
fn a_sine_cut_in_two_joins_without_a_step_or_gap() {
    let folder = Folder::new();
    let frames = RATE as usize + 1234;
    for format in FORMATS.iter().filter(|f| f.gapless) {
        let first = folder.encode(format, &sine(A4, 0, frames));
        let (mut joined, rate) = decode(&first);
        let join = joined.len() / 2;
        let second = folder.encode(format, &sine(A4, frames, frames));
        joined.extend(decode(&second).0);
        let joined = left(&joined);
        let expected = (2 * frames) as f64 * f64::from(rate) / f64::from(RATE);
        assert!((joined.len() as f64 - expected).abs() < 4.0, "{}: {} frames", format.name, joined.len());
        let error = tone::worst_deviation(&joined[join - 500..join + 500], A4, rate);
        assert!(error < format.join_tolerance, "{}: deviates by {error} at the join", format.name);
    }
}

#[test]
fn surround_is_mixed_by_the_position_of_each_channel() {
    let folder = Folder::new();
    // Centre and surround are 3 dB below the front, and all are scaled alike.
    let scale = 1.0 + 2.0 * std::f32::consts::FRAC_1_SQRT_2;
    let (front, rest) = (0.5 / scale, 0.5 * std::f32::consts::FRAC_1_SQRT_2 / scale);
    let expected = [[front, 0.0], [0.0, front], [rest, rest], [0.0, 0.0], [rest, 0.0], [0.0, rest]];
    for name in ["six.wav", "six.flac", "six.aiff"] {
        for (channel, sides) in expected.iter().enumerate() {
            let tones: Vec<&str> =
                (0..6).map(|c| if c == channel { "0.5*sin(2*PI*441*t)" } else { "0" }).collect();
            let source = format!("aevalsrc='{}':c=5.1:d=0.5:s=44100", tones.join("|"));
            let (samples, _) = decode(&folder.make(name, &source, &[]));
            let middle = &samples[samples.len() / 4 / 2 * 2..samples.len() / 4 * 3];
            for (side, expected) in sides.iter().enumerate() {
                let peak = middle.iter().skip(side).step_by(2).fold(0.0_f32, |p, s| p.max(s.abs()));
                assert!((peak - expected).abs() < 0.02, "{name} channel {channel} side {side}: {peak}");
            }
        }
    }
}

#[test]
fn surround_of_lossy_codecs_is_mixed_by_position_too() {
    let folder = Folder::new();
    let scale = 1.0 + 2.0 * std::f32::consts::FRAC_1_SQRT_2;
    let (front, rest) = (0.5 / scale, 0.5 * std::f32::consts::FRAC_1_SQRT_2 / scale);
    let expected = [[front, 0.0], [0.0, front], [rest, rest], [0.0, 0.0], [rest, 0.0], [0.0, rest]];
    for (name, codec) in
        [("six.ogg", "libvorbis"), ("six.opus", "libopus"), ("six.m4a", "aac"), ("six.mka", "libopus")]
    {
        for (channel, sides) in expected.iter().enumerate() {
            let tones: Vec<&str> =
                (0..6).map(|c| if c == channel { "0.5*sin(2*PI*441*t)" } else { "0" }).collect();
            let source = format!("aevalsrc='{}':c=5.1:d=0.5:s=48000", tones.join("|"));
            let options = ["-c:a", codec, "-b:a", "384k"];
            let (samples, _) = decode(&folder.make(name, &source, &options));
            let middle = &samples[samples.len() / 8 * 2..samples.len() / 8 * 6];
            for (side, expected) in sides.iter().enumerate() {
                let peak = middle.iter().skip(side).step_by(2).fold(0.0_f32, |p, s| p.max(s.abs()));
                assert!((peak - expected).abs() < 0.03, "{name} channel {channel} side {side}: {peak}");
            }
        }
    }
}

#[test]
fn mono_to_seven_one_decodes_in_every_format_that_has_it() {
    let folder = Folder::new();
    let layouts = ["mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1"];
    for (extension, codec) in [
        ("wav", "pcm_s16le"),
        ("flac", "flac"),
        ("ogg", "libvorbis"),
        ("opus", "libopus"),
        ("m4a", "aac"),
        ("aiff", "pcm_s16be"),
        ("caf", "pcm_s16le"),
        ("mka", "flac"),
    ] {
        for layout in layouts {
            let source = format!("sine=441:r=48000:d=0.3,aformat=channel_layouts={layout}");
            let options = ["-c:a", codec, "-mapping_family", "1"];
            let options = if codec == "libopus" { &options[..] } else { &options[..2] };
            let (samples, rate) = decode(&folder.make(&format!("a.{extension}"), &source, options));
            let hertz = frequency(&left(&samples), rate);
            assert!((hertz - A4).abs() < 2.0, "{extension} {layout}: {hertz} Hz");
        }
    }
}

#[test]
fn every_sample_rate_and_depth_decodes() {
    let folder = Folder::new();
    let depths = ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw"];
    let rates = [8_000, 22_050, 96_000, 192_000];
    let all = depths.map(|depth| (depth, 48_000)).into_iter().chain(rates.map(|rate| ("pcm_s16le", rate)));
    for (depth, rate) in all {
        let source = format!("aevalsrc='0.5*sin(2*PI*441*t)':d=0.5:s={rate}");
        let (samples, found) = decode(&folder.make(&format!("{depth}.wav"), &source, &["-c:a", depth]));
        assert_eq!((found, samples.len() / 2), (rate, rate as usize / 2), "{depth}");
        let error = tone::worst_deviation(&left(&samples), A4, rate);
        assert!(error < 0.03, "{depth} at {rate}: {error}");
    }
}

#[test]
fn what_cannot_be_played_is_said_in_a_sentence() {
    let folder = Folder::new();
    let cases: [(&str, &[u8], &str); 4] = [
        ("a.wma", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11 and more bytes", "Windows Media"),
        ("b.mp3", b"", "format"),
        ("c.flac", b"fLaC and then nothing that makes sense at all", "damaged"),
        ("d.txt", b"just a text, no music in here, nothing to see", "format"),
    ];
    for (name, content, word) in cases {
        let path = folder.path(name);
        std::fs::write(&path, content).unwrap();
        let sentence = probe(&path).unwrap_err().to_string();
        assert!(sentence.contains(word), "{name} {sentence}");
    }
    assert!(matches!(probe(&folder.path("missing.mp3")), Err(DecodeError::Unreadable(_))));
    assert!(probe(folder.root()).is_err(), "a folder is no music");
}

#[test]
fn damaged_files_end_without_panic_or_hang() {
    let folder = Folder::new();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for format in FORMATS {
        let good = std::fs::read(folder.encode(format, &sine(A4, 0, RATE as usize / 2))).unwrap();
        for round in 0..12 {
            let mut bytes = good.clone();
            if round % 3 == 0 {
                bytes.truncate(next(bytes.len()));
            }
            for _ in 0..(1 << (round % 6)) {
                if !bytes.is_empty() {
                    let at = next(bytes.len());
                    bytes[at] = next(256) as u8;
                }
            }
            let path = folder.path(&format!("damaged.{}", format.extension));
            std::fs::write(&path, bytes).unwrap();
            decode_bounded(&path);
        }
    }
}

fn decode_bounded(path: &Path) {
    let Ok(mut decoder) = Decoder::open(path) else { return };
    let mut block = Vec::new();
    for blocks in 0.. {
        assert!(blocks < 20_000, "{} does not end", path.display());
        match decoder.next_block(&mut block) {
            Ok(Block::Samples(_)) => assert!(block.iter().all(|s| s.abs() <= 8.0)),
            Ok(Block::End) | Err(_) => break,
        }
    }
    let _ = decoder.seek(Duration::from_millis(200));
    let _ = decoder.next_block(&mut block);
}
