//! Any channel layout to stereo, by ITU-R BS.775.
//!
//! Centre and surround channels go to left and right at -3 dB (0.7071), a rear centre at -6 dB to both, the low
//! frequency channel is left out. Each side is then scaled so that it cannot clip. Mono goes to both sides as it is.

use symphonia::core::audio::{ChannelLabel, Channels, Position};

/// -3 dB, the coefficient of ITU-R BS.775-4, annex 4, for centre and surround.
const MINUS_3_DB: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// What each channel contributes to left and right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Downmix {
    gains: Vec<[f32; 2]>,
}

impl Downmix {
    /// The matrix for a layout; `None` when there are no channels.
    pub(super) fn new(channels: &Channels) -> Option<Self> {
        let count = channels.count();
        let mut gains = match count {
            0 => return None,
            1 => return Some(Self { gains: vec![[1.0, 1.0]] }),
            2 => return Some(Self { gains: vec![[1.0, 0.0], [0.0, 1.0]] }),
            _ => gains_of(channels, count),
        };
        for side in 0..2 {
            let sum: f32 = gains.iter().map(|g| g[side]).sum();
            if sum > 1.0 {
                for gain in &mut gains {
                    gain[side] /= sum;
                }
            }
        }
        Some(Self { gains })
    }

    /// Channels of the input.
    pub(super) fn channels(&self) -> usize {
        self.gains.len()
    }

    /// Appends interleaved `input` to `out` as interleaved stereo. Values that are no numbers become silence. What is left of
    /// the input is of no use: stereo is moved where nothing is in its way.
    pub(super) fn apply(&self, input: &mut Vec<f32>, out: &mut Vec<f32>) {
        out.reserve(input.len() / self.gains.len() * 2);
        match self.gains.len() {
            1 => input.iter().for_each(|&s| out.extend([sane(s); 2])),
            2 if out.is_empty() => {
                for sample in input.iter_mut() {
                    *sample = sane(*sample);
                }
                std::mem::swap(input, out);
            }
            2 => out.extend(input.iter().map(|&s| sane(s))),
            n => input.chunks_exact(n).for_each(|frame| {
                let mut sides = [0.0; 2];
                for (&sample, gain) in frame.iter().zip(&self.gains) {
                    let sample = sane(sample);
                    sides[0] += sample * gain[0];
                    sides[1] += sample * gain[1];
                }
                out.extend(sides);
            }),
        }
    }
}

/// Float files may hold anything; one NaN would silence a resampler for good, and a huge value is noise.
fn sane(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-8.0, 8.0) } else { 0.0 }
}

fn gains_of(channels: &Channels, count: usize) -> Vec<[f32; 2]> {
    let positions: Vec<Position> = match channels {
        Channels::Positioned(set) => set.iter().collect(),
        Channels::Custom(labels) => labels.iter().map(position_of).collect(),
        // Without labels the usual order of that many channels is the best guess.
        Channels::Discrete(_) => u32::try_from(count)
            .ok()
            .and_then(Position::from_wave_channel_count)
            .map(|set| set.iter().collect())
            .unwrap_or_default(),
        // The first component of an Ambisonic signal is the sound from everywhere.
        _ => vec![Position::FRONT_CENTER],
    };
    let mut gains: Vec<_> = positions.into_iter().map(gain_of).collect();
    gains.resize(count, [0.0; 2]);
    if gains.iter().flatten().sum::<f32>() <= 0.0 {
        gains[0] = [1.0, 0.0];
        gains[1] = [0.0, 1.0];
    }
    gains
}

fn position_of(label: &ChannelLabel) -> Position {
    match label {
        ChannelLabel::Positioned(position) => *position,
        _ => Position::empty(),
    }
}

fn gain_of(position: Position) -> [f32; 2] {
    const LEFT: [f32; 2] = [1.0, 0.0];
    const RIGHT: [f32; 2] = [0.0, 1.0];
    const SURROUND_LEFT: [f32; 2] = [MINUS_3_DB, 0.0];
    const SURROUND_RIGHT: [f32; 2] = [0.0, MINUS_3_DB];
    match position {
        Position::FRONT_LEFT | Position::FRONT_LEFT_CENTER | Position::FRONT_LEFT_WIDE => LEFT,
        Position::FRONT_RIGHT | Position::FRONT_RIGHT_CENTER | Position::FRONT_RIGHT_WIDE => RIGHT,
        Position::FRONT_CENTER | Position::TOP_FRONT_CENTER | Position::TOP_CENTER => [MINUS_3_DB; 2],
        Position::SIDE_LEFT | Position::REAR_LEFT | Position::TOP_FRONT_LEFT | Position::TOP_REAR_LEFT => {
            SURROUND_LEFT
        }
        Position::SIDE_RIGHT
        | Position::REAR_RIGHT
        | Position::TOP_FRONT_RIGHT
        | Position::TOP_REAR_RIGHT => SURROUND_RIGHT,
        Position::REAR_CENTER | Position::TOP_REAR_CENTER => [MINUS_3_DB * MINUS_3_DB; 2],
        // Low frequency effects, and positions of no music: BS.775 leaves them out.
        _ => [0.0; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE_ONE: Position = Position::FRONT_LEFT
        .union(Position::FRONT_RIGHT)
        .union(Position::FRONT_CENTER)
        .union(Position::LFE1)
        .union(Position::SIDE_LEFT)
        .union(Position::SIDE_RIGHT);

    fn mix(channels: &Channels, frame: &[f32]) -> Vec<f32> {
        let mut out = Vec::new();
        Downmix::new(channels).unwrap().apply(&mut frame.to_vec(), &mut out);
        out
    }

    #[test]
    fn mono_goes_to_both_sides_unchanged() {
        assert_eq!(mix(&Position::FRONT_CENTER.into(), &[0.5, -0.25]), [0.5, 0.5, -0.25, -0.25]);
    }

    #[test]
    fn stereo_is_untouched() {
        let stereo = Position::FRONT_LEFT | Position::FRONT_RIGHT;
        assert_eq!(mix(&stereo.into(), &[0.1, -0.2]), [0.1, -0.2]);
    }

    #[test]
    fn five_one_follows_bs_775() {
        let scale = 1.0 + 2.0 * MINUS_3_DB;
        let cases: [(usize, [f32; 2]); 6] = [
            (0, [1.0, 0.0]),
            (1, [0.0, 1.0]),
            (2, [MINUS_3_DB, MINUS_3_DB]),
            (3, [0.0, 0.0]),
            (4, [MINUS_3_DB, 0.0]),
            (5, [0.0, MINUS_3_DB]),
        ];
        for (channel, [left, right]) in cases {
            let mut frame = [0.0; 6];
            frame[channel] = 1.0;
            let got = mix(&FIVE_ONE.into(), &frame);
            assert!(
                (got[0] - left / scale).abs() < 1e-6 && (got[1] - right / scale).abs() < 1e-6,
                "{channel}: {got:?}"
            );
        }
    }

    #[test]
    fn no_layout_can_clip() {
        for count in 3..=8 {
            let out = mix(&Channels::Discrete(count), &vec![1.0; usize::from(count)]);
            assert!(out.iter().all(|s| *s > 0.3 && *s <= 1.0001), "{count}: {out:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_silent() {
        let stereo = Position::FRONT_LEFT | Position::FRONT_RIGHT;
        assert_eq!(mix(&stereo.into(), &[f32::NAN, f32::INFINITY]), [0.0, 0.0]);
    }

    #[test]
    fn no_channels_is_no_downmix() {
        assert_eq!(Downmix::new(&Channels::None), None);
    }
}
