//! Where in the music a packet belongs: time stamps of the container to frames since the start of the music.

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::formats::{MediaInfo, Track};
use symphonia::core::packet::Packet;
use symphonia::core::units::{TimeBase, Timestamp};

use super::error::DecodeError;
use super::mp4::Mp4Track;

/// Sample rates a file may claim, Hz; others are damage.
pub(super) const RATES: std::ops::RangeInclusive<u32> = 1_000..=768_000;

/// What a container says about the start and end of its music.
#[derive(Clone, Copy, Debug)]
pub(super) enum Container {
    /// MP4, with its edit list and iTunes' comment (priming, length).
    Mp4 { track: Mp4Track, itunes: Option<(u64, u64)> },
    /// Core Audio Format: a packet table.
    Caf,
    /// Matroska and its child `WebM`.
    Matroska { opus_pre_skip: Option<u64>, padding_nanos: u64 },
    /// All others: the demuxer marks what is to be trimmed, except for Opus.
    Other { opus_pre_skip: u64 },
}

/// The clock of one track.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    /// Sample rate, Hz.
    pub rate: u32,
    time_base: TimeBase,
    /// Frames the decoder delivers before the music starts, which we drop.
    pub priming: u64,
    /// Frames of music, where that is known exactly.
    pub limit: Option<u64>,
    /// Frames at the end of what the decoder delivers that are no music.
    pub padding: u64,
    /// Playing time in seconds, known or estimated.
    pub length_secs: Option<f64>,
    /// Time stamp of the music's start, in frames; settled by the first packet.
    origin: Option<i64>,
    /// The container tells the codec delay by time stamps alone (Matroska).
    delay_in_stamps: bool,
}

impl Timeline {
    pub(super) fn new(
        track: &Track,
        params: &AudioCodecParameters,
        media: &MediaInfo,
        container: Container,
    ) -> Result<Self, DecodeError> {
        let rate = params.sample_rate.filter(|rate| RATES.contains(rate));
        let rate = rate.ok_or_else(|| DecodeError::Damaged("it has no usable sample rate".to_owned()))?;
        let time_base = track.time_base.or_else(|| TimeBase::try_from_recip(rate)).unwrap_or_default();
        let mut timeline = Self {
            rate,
            time_base,
            priming: 0,
            limit: None,
            padding: 0,
            length_secs: None,
            origin: None,
            delay_in_stamps: false,
        };
        let all = track.num_frames.or_else(|| timeline.in_frames(track.duration?.get()));
        let mut length = all;
        match container {
            Container::Mp4 { track, itunes } => {
                (timeline.priming, timeline.limit) = mp4_bounds(timeline.in_rate(&track), itunes, all);
                length = timeline.limit;
            }
            Container::Caf => timeline.priming = track.delay.map_or(0, u64::from),
            Container::Matroska { opus_pre_skip, padding_nanos } => {
                let padding = u128::from(padding_nanos) * u128::from(rate) + 500_000_000;
                timeline.padding = u64::try_from(padding / 1_000_000_000).unwrap_or(0);
                timeline.priming = opus_pre_skip.unwrap_or(0);
                timeline.delay_in_stamps = opus_pre_skip.is_none();
                length = length.or_else(|| media_frames(media, rate));
            }
            Container::Other { opus_pre_skip } => {
                timeline.priming = opus_pre_skip;
                length = length.map(|frames| frames.saturating_sub(opus_pre_skip));
            }
        }
        timeline.length_secs = length.map(|frames| frames as f64 / f64::from(rate));
        Ok(timeline)
    }

    /// The position of a packet's first delivered frame; the first packet of a file settles the origin.
    pub(super) fn position_of(&mut self, packet: &Packet) -> i64 {
        let start = self.frames_of(packet.pts).saturating_add(packet.trim_start.get().cast_signed());
        start.saturating_sub(self.origin.unwrap_or(0))
    }

    /// Tells the first packet of the file, which settles where its time stamps start.
    ///
    /// Frames the decoder trims by itself have negative time stamps; all others are counted from the start
    /// of what it delivers, priming included.
    pub(super) fn settle(&mut self, first: &Packet) {
        if self.origin.is_some() {
            return;
        }
        let start = self.frames_of(first.pts);
        if start < 0 && self.delay_in_stamps && first.trim_start.get() == 0 {
            self.priming = start.unsigned_abs();
        }
        let trimmed = start < 0 && first.trim_start.get() > 0;
        let priming = self.priming.cast_signed();
        self.origin = Some(if trimmed { priming } else { start.saturating_add(priming) });
    }

    /// Counts in frames of another rate from now on: that of what the decoder really delivers, which for HE-AAC may
    /// be twice the one the container tells.
    pub(super) fn follow(&mut self, rate: u32) {
        let scaled = |frames: i64| in_other_rate(frames, self.rate, rate);
        let scaled_up = |frames: u64| scaled(frames.cast_signed()).unsigned_abs();
        self.priming = scaled_up(self.priming);
        self.limit = self.limit.map(scaled_up);
        self.padding = scaled_up(self.padding);
        self.origin = self.origin.map(scaled);
        self.rate = rate;
    }

    /// Whether the first packet was seen.
    pub(super) fn is_settled(&self) -> bool {
        self.origin.is_some()
    }

    /// Takes over what the first packet of the same file told, opened before.
    pub(super) fn keep_origin(&mut self, before: &Self) {
        self.origin = before.origin;
        self.priming = before.priming;
    }

    /// The container's time stamp of a frame of the music.
    pub(super) fn timestamp_of(&self, frame: u64) -> Timestamp {
        let frame = i128::from(frame) + i128::from(self.origin.unwrap_or(0));
        let (numer, denom) = (i128::from(self.time_base.numer.get()), i128::from(self.time_base.denom.get()));
        let ticks = frame * denom / (numer * i128::from(self.rate));
        Timestamp::new(i64::try_from(ticks).unwrap_or(i64::MAX))
    }

    fn frames_of(&self, timestamp: Timestamp) -> i64 {
        let (numer, denom) = (i128::from(self.time_base.numer.get()), i128::from(self.time_base.denom.get()));
        let frames = i128::from(timestamp.get()) * numer * i128::from(self.rate) / denom;
        i64::try_from(frames).unwrap_or(i64::MAX)
    }

    fn in_frames(&self, ticks: u64) -> Option<u64> {
        let timestamp = Timestamp::new(i64::try_from(ticks).ok()?);
        u64::try_from(self.frames_of(timestamp)).ok()
    }

    /// An MP4 track's bounds from media time to frames.
    fn in_rate(&self, mp4: &Mp4Track) -> Mp4Track {
        let priming = self.in_frames(mp4.priming).unwrap_or(0);
        let length = mp4.length.and_then(|length| {
            Some(super::mp4::Rounded {
                frames: self.in_frames(length.frames)?,
                tolerance: self.in_frames(length.tolerance)?,
            })
        });
        Mp4Track { priming, length, protected: mp4.protected }
    }
}

/// Priming and length of an MP4 track whose sample table holds `all` frames.
fn mp4_bounds(mp4: Mp4Track, itunes: Option<(u64, u64)>, all: Option<u64>) -> (u64, Option<u64>) {
    if let Some((priming, length)) = itunes {
        return (priming, Some(length));
    }
    let rest = all.map(|all| all.saturating_sub(mp4.priming)).filter(|rest| *rest > 0);
    let limit = match (mp4.length, rest) {
        (Some(length), Some(rest)) => Some(length.refine(rest)),
        (Some(length), None) => Some(length.frames),
        (None, rest) => rest,
    };
    (mp4.priming, limit)
}

/// A position in frames of another rate.
pub(super) fn in_other_rate(frames: i64, from: u32, to: u32) -> i64 {
    let scaled = i128::from(frames) * i128::from(to) / i128::from(from.max(1));
    i64::try_from(scaled).unwrap_or(i64::MAX)
}

fn media_frames(media: &MediaInfo, rate: u32) -> Option<u64> {
    let secs = media.time_base?.calc_duration(media.duration?)?.as_secs_f64();
    (secs > 0.0 && secs < 1e9).then(|| (secs * f64::from(rate)).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::mp4::Rounded;

    #[test]
    fn the_edit_list_bounds_an_mp4_track() {
        let mp4 = Mp4Track {
            priming: 1024,
            length: Some(Rounded { frames: 88_200, tolerance: 45 }),
            protected: false,
        };
        assert_eq!(mp4_bounds(mp4, None, Some(89_240)), (1024, Some(88_216)));
    }

    #[test]
    fn positions_follow_the_rate() {
        assert_eq!(in_other_rate(1024, 22_050, 44_100), 2048);
        assert_eq!(in_other_rate(-480, 48_000, 44_100), -441);
    }

    #[test]
    fn the_itunes_comment_wins_over_the_edit_list() {
        assert_eq!(mp4_bounds(Mp4Track::default(), Some((2112, 1000)), Some(4096)), (2112, Some(1000)));
    }
}
