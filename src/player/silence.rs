//! Silence at the ends of a track.

use crate::audio::CHANNELS;

/// What counts as silence: -60 dB of full scale, below what tape hiss and dither of a fade-out leave.
const THRESHOLD: f32 = 0.001;

/// Frames of silence at the beginning of interleaved stereo; all of them when there is nothing else.
pub(super) fn at_start(samples: impl Iterator<Item = f32>) -> usize {
    let mut frames = 0;
    for (i, sample) in samples.enumerate() {
        if sample.abs() > THRESHOLD {
            return i / CHANNELS;
        }
        frames = (i + 1) / CHANNELS;
    }
    frames
}

/// The same at the end.
pub(super) fn at_end(samples: impl DoubleEndedIterator<Item = f32>) -> usize {
    at_start(samples.rev())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_counted_in_whole_frames() {
        let samples = [0.0, 0.0005, 0.0, -0.5, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0001];
        assert_eq!(at_start(samples.into_iter()), 1);
        assert_eq!(at_end(samples.into_iter()), 2);
        assert_eq!(at_start([0.0; 8].into_iter()), 4);
        assert_eq!(at_end([].into_iter()), 0);
    }
}
