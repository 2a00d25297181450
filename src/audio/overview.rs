//! What one pass over the samples tells about a track: its waveform in small, and its loudness by EBU R128.
//!
//! [`Overview`] is fed block by block, so that whoever decodes a file for another reason can fill it on the way.

use std::path::Path;

use ebur128::{EbuR128, Mode};

use super::{Block, CHANNELS, DecodeError, Decoder};

/// Bins of a waveform.
pub const BINS: usize = 1000;
/// Frames of the finest bin; bins grow by doubling as the track turns out longer.
const FINEST: usize = 256;
/// Finer bins kept while measuring, before they are brought to [`BINS`].
const FINE_BINS: usize = BINS * 4;

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// [`BINS`] bytes over the length of the track, each the square root of the bin's RMS (both channels), 255 for full
    /// scale: the root gives quiet passages a shape.
    pub waveform: Vec<u8>,
    /// Integrated loudness in LUFS; `None` for silence, or less than 400 ms of sound.
    pub loudness_lufs: Option<f32>,
    /// The largest true peak of both channels, dBTP; `None` for silence.
    pub true_peak_dbtp: Option<f32>,
}

/// Measures while samples pass.
#[derive(Debug)]
pub struct Overview {
    loudness: Option<EbuR128>,
    envelope: Envelope,
}

impl Default for Overview {
    fn default() -> Self {
        Self::new()
    }
}

impl Overview {
    /// Nothing heard yet.
    pub const fn new() -> Self {
        Self { loudness: None, envelope: Envelope::new() }
    }

    /// Takes interleaved stereo at a rate in Hz, which may change within a track.
    pub fn push(&mut self, block: &[f32], rate: u32) {
        self.envelope.push(block);
        // A rate it does not take leaves the loudness out, not the waveform.
        let measured = match &mut self.loudness {
            Some(meter) if meter.rate() == rate => meter.add_frames_f32(block),
            Some(meter) => {
                meter.change_parameters(CHANNELS as u32, rate).and_then(|()| meter.add_frames_f32(block))
            }
            None => EbuR128::new(CHANNELS as u32, rate, Mode::I | Mode::TRUE_PEAK | Mode::HISTOGRAM)
                .and_then(|meter| self.loudness.insert(meter).add_frames_f32(block)),
        };
        if let Err(error) = measured {
            log::debug!("loudness at {rate} Hz: {error}");
        }
    }

    /// What was measured.
    pub fn finish(self) -> Measured {
        let meter = self.loudness.as_ref();
        let loudness = meter.and_then(|meter| meter.loudness_global().ok()).filter(|lufs| lufs.is_finite());
        let peak = meter.map(|meter| {
            (0..CHANNELS as u32).filter_map(|channel| meter.true_peak(channel).ok()).fold(0.0, f64::max)
        });
        Measured {
            waveform: self.envelope.finish(),
            loudness_lufs: loudness.map(|lufs| lufs as f32),
            true_peak_dbtp: peak.filter(|peak| *peak > 0.0).map(|peak| (20.0 * peak.log10()) as f32),
        }
    }
}

/// Decodes a whole file and measures it; `None` when `go_on` says no before the end. What is damaged at the end is
/// measured up to there.
///
/// # Errors
/// [`DecodeError`] when nothing of it can be decoded.
pub fn measure(path: &Path, mut go_on: impl FnMut() -> bool) -> Result<Option<Measured>, DecodeError> {
    let mut decoder = Decoder::open(path)?;
    let mut overview = Overview::new();
    let (mut block, mut heard) = (Vec::new(), false);
    while go_on() {
        match decoder.next_block(&mut block) {
            Ok(Block::Samples(rate)) => {
                heard |= !block.is_empty();
                overview.push(&block, rate);
            }
            Ok(Block::End) => return Ok(Some(overview.finish())),
            Err(_) if heard => return Ok(Some(overview.finish())),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Mean squares in bins that double in length as the track turns out longer, so that no length need be known.
#[derive(Debug)]
struct Envelope {
    /// Mean square of each whole bin.
    bins: Vec<f32>,
    /// Frames of a bin.
    frames: usize,
    sum: f64,
    counted: usize,
}

impl Envelope {
    const fn new() -> Self {
        Self { bins: Vec::new(), frames: FINEST, sum: 0.0, counted: 0 }
    }

    fn push(&mut self, mut block: &[f32]) {
        while !block.is_empty() {
            let wanted = (self.frames - self.counted) * CHANNELS;
            let (part, rest) = block.split_at(wanted.min(block.len()));
            self.sum += part.iter().map(|sample| f64::from(sample * sample)).sum::<f64>();
            self.counted += part.len() / CHANNELS;
            if self.counted == self.frames {
                self.close();
            }
            block = rest;
        }
    }

    fn close(&mut self) {
        if self.counted > 0 {
            self.bins.push((self.sum / (self.counted * CHANNELS) as f64) as f32);
        }
        (self.sum, self.counted) = (0.0, 0);
        if self.bins.len() == FINE_BINS {
            self.bins = self.bins.chunks(2).map(|two| two.iter().sum::<f32>() / two.len() as f32).collect();
            self.frames *= 2;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.close();
        if self.bins.is_empty() {
            return vec![0; BINS];
        }
        let fine = self.bins.len();
        (0..BINS)
            .map(|bin| {
                let from = bin * fine / BINS;
                let to = ((bin + 1) * fine / BINS).max(from + 1);
                let mean = self.bins[from..to].iter().sum::<f32>() / (to - from) as f32;
                (mean.sqrt().sqrt() * 255.0).round().clamp(0.0, 255.0) as u8
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stereo of a tone of 997 Hz at this amplitude.
    fn tone(amplitude: f32, secs: f32, rate: u32) -> Vec<f32> {
        let frames = (secs * rate as f32) as usize;
        let sample =
            |i: usize| amplitude * (std::f64::consts::TAU * 997.0 * i as f64 / f64::from(rate)).sin() as f32;
        (0..frames).flat_map(|i| [sample(i), sample(i)]).collect()
    }

    fn measured(samples: &[f32], rate: u32, block: usize) -> Measured {
        let mut overview = Overview::new();
        samples.chunks(block * CHANNELS).for_each(|block| overview.push(block, rate));
        overview.finish()
    }

    #[test]
    fn a_tone_has_the_loudness_of_the_standard() {
        // EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS is -23 LUFS.
        let amplitude = 10_f32.powf(-23.0 / 20.0);
        for rate in [44_100, 48_000, 96_000] {
            let found = measured(&tone(amplitude, 20.0, rate), rate, 1000);
            let (lufs, peak) = (found.loudness_lufs.unwrap(), found.true_peak_dbtp.unwrap());
            assert!((lufs + 23.0).abs() < 0.1, "{lufs} LUFS at {rate} Hz");
            assert!((peak + 23.0).abs() < 0.3, "{peak} dBTP at {rate} Hz");
        }
    }

    #[test]
    fn silence_has_neither_loudness_nor_peak() {
        let found = measured(&vec![0.0; 96_000], 48_000, 4096);
        assert_eq!(found, Measured { waveform: vec![0; BINS], loudness_lufs: None, true_peak_dbtp: None });
        assert_eq!(Overview::new().finish(), found);
    }

    #[test]
    fn the_waveform_follows_the_music_at_any_length_and_block() {
        for (secs, block) in [(0.01, 7), (2.0, 64), (45.0, 4096)] {
            let mut samples = tone(0.1, secs, 8000);
            samples.extend(tone(0.8, secs, 8000));
            let wave = measured(&samples, 8000, block).waveform;
            assert_eq!(wave.len(), BINS);
            let mean = |part: &[u8]| part.iter().map(|b| u32::from(*b)).sum::<u32>() / part.len() as u32;
            let (quiet, loud) = (mean(&wave[..480]), mean(&wave[520..]));
            // The square root of the RMS: 0.1 / sqrt 2 gives 0.266, 0.8 / sqrt 2 gives 0.752.
            if secs > 0.1 {
                assert!(quiet.abs_diff(68) <= 2 && loud.abs_diff(192) <= 2, "{quiet} {loud} for {secs} s");
            }
        }
    }

    #[test]
    fn the_block_size_does_not_matter() {
        let samples = tone(0.5, 3.0, 44_100);
        assert_eq!(measured(&samples, 44_100, 1), measured(&samples, 44_100, 5000));
    }
}
