//! The decoder: blocks of interleaved stereo from any file, from any position.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use symphonia::core::audio::AudioSpec;
use symphonia::core::errors::Error;
use symphonia::core::formats::{SeekMode, SeekTo, TrackType};
use symphonia::core::packet::Packet;

use super::downmix::Downmix;
use super::error::DecodeError;
use super::open::{self, Stream};
use super::timeline::{RATES, in_other_rate};
use super::{AudioInfo, CHANNELS};

/// Broken packets in a row before a file is given up; scattered ones are skipped without end.
const MAX_BROKEN: u32 = 100;
/// Packets read for one block, at most, so that a caller is never kept for long.
const PACKETS_PER_BLOCK: u32 = 64;
/// Empty blocks in a row before the file is given up.
const MAX_EMPTY: u32 = 100_000;
/// Lossy codecs never go so far beyond full scale, 12 dB, but for a packet that is damaged.
const LOUDEST: f32 = 4.0;
/// Decoders need a run-up after a seek: 80 ms for Opus (RFC 7845, 4.6), a packet or two for the others.
const RUN_UP_MS: u64 = 100;

/// What [`Decoder::next_block`] delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Samples at this rate in Hz; none at all while it skips to a position.
    Samples(u32),
    /// The music is over.
    End,
}

/// Decodes one file to interleaved stereo in -1..=1, without encoder delay and padding.
///
/// Nothing in a file makes it panic or loop for ever: broken packets are skipped up to a limit, and a panic
/// inside a codec becomes [`DecodeError::Damaged`].
pub struct Decoder {
    path: PathBuf,
    stream: Stream,
    info: AudioInfo,
    downmix: Option<(AudioSpec, Downmix)>,
    interleaved: Vec<f32>,
    /// The newest frames, as many as the file has padding: only its end tells whether they are that.
    held: Vec<f32>,
    /// Frame of the music the next delivered frame is; unknown right after a seek.
    position: Option<i64>,
    /// Frames before this one are dropped.
    wanted: u64,
    /// After a seek the container did not get right, everything is decoded from the start.
    exact_seek: ExactSeek,
    broken: u32,
    empty: u32,
    over: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExactSeek {
    /// The container may be asked to jump.
    ByContainer,
    /// It has overshot: decode through.
    ByDecoding,
}

impl Decoder {
    /// Opens a file by its content.
    ///
    /// # Errors
    /// [`DecodeError`] when it cannot be read or is not something we play.
    pub fn open(path: &Path) -> Result<Self, DecodeError> {
        let stream = guarded(|| open::open(path))?;
        let info = AudioInfo {
            length_secs: stream.timeline.length_secs,
            sample_rate: stream.timeline.rate,
            channels: stream.channels,
            codec: stream.codec.name(),
        };
        let mut decoder = Self {
            path: path.to_owned(),
            stream,
            info,
            downmix: None,
            interleaved: Vec::new(),
            held: Vec::new(),
            position: Some(0),
            wanted: 0,
            exact_seek: ExactSeek::ByContainer,
            broken: 0,
            empty: 0,
            over: false,
        };
        decoder.start_over();
        Ok(decoder)
    }

    /// What the file is. Sample rate and channels follow the music when they change inside a file.
    pub fn info(&self) -> &AudioInfo {
        &self.info
    }

    /// Length of the music, known or estimated.
    pub fn length(&self) -> Option<Duration> {
        self.info.length_secs.and_then(|secs| Duration::try_from_secs_f64(secs).ok())
    }

    /// Replaces `out` with the next samples, interleaved left and right.
    ///
    /// # Errors
    /// [`DecodeError`] when the rest of the file cannot be decoded.
    pub fn next_block(&mut self, out: &mut Vec<f32>) -> Result<Block, DecodeError> {
        let block = self.next_music(out)?;
        let padding = usize::try_from(self.stream.timeline.padding).unwrap_or(0) * CHANNELS;
        if padding > 0 {
            self.held.append(out);
            out.extend(self.held.drain(..self.held.len().saturating_sub(padding)));
        }
        Ok(block)
    }

    /// The next block, with the padding of containers that tell it only for the end.
    fn next_music(&mut self, out: &mut Vec<f32>) -> Result<Block, DecodeError> {
        out.clear();
        for _ in 0..PACKETS_PER_BLOCK {
            if self.over {
                return Ok(Block::End);
            }
            if self.decode_packet(out)? && !out.is_empty() {
                self.empty = 0;
                return Ok(Block::Samples(self.info.sample_rate));
            }
        }
        self.empty += 1;
        if self.empty > MAX_EMPTY {
            return Err(DecodeError::Damaged("it goes on without any sound".to_owned()));
        }
        Ok(Block::Samples(self.info.sample_rate))
    }

    /// Goes to a position, to the frame. Past the end, the next block is the end.
    ///
    /// # Errors
    /// [`DecodeError`] when the file cannot be opened again.
    pub fn seek(&mut self, to: Duration) -> Result<(), DecodeError> {
        self.held.clear();
        if !self.stream.timeline.is_settled() {
            // Only the first packet tells where the time stamps start, and at which rate the decoder works.
            let mut first = Vec::new();
            while !self.over && !self.stream.timeline.is_settled() {
                self.decode_packet(&mut first)?;
                first.clear();
            }
        }
        let rate = u64::from(self.stream.timeline.rate);
        let wanted = u64::try_from(to.as_nanos() * u128::from(rate) / 1_000_000_000).unwrap_or(u64::MAX);
        self.exact_seek = ExactSeek::ByContainer;
        self.go_to(wanted, wanted.saturating_sub(rate * RUN_UP_MS / 1000))
    }

    /// Jumps to the frame `from` or before and drops everything before `wanted`.
    fn go_to(&mut self, wanted: u64, from: u64) -> Result<(), DecodeError> {
        // Several containers of symphonia cannot seek once they have reached the end.
        if from == 0 || self.over || self.exact_seek == ExactSeek::ByDecoding {
            self.reopen()?;
        }
        self.wanted = wanted;
        if from == 0 || self.exact_seek == ExactSeek::ByDecoding {
            return Ok(());
        }
        let to =
            SeekTo::Timestamp { ts: self.stream.timeline.timestamp_of(from), track_id: self.stream.track_id };
        let Stream { format, codec, .. } = &mut self.stream;
        let sought = guarded(|| {
            format.seek(SeekMode::Accurate, to).map_err(|e| DecodeError::in_stream(&e)).map(|_| codec.reset())
        });
        if sought.is_ok() {
            self.position = None;
        } else {
            // No index, or past the end: the end is found by decoding.
            self.reopen()?;
            self.wanted = wanted;
        }
        Ok(())
    }

    fn reopen(&mut self) -> Result<(), DecodeError> {
        let origin = self.stream.timeline.clone();
        self.stream = guarded(|| open::open(&self.path))?;
        self.stream.timeline.follow(origin.rate);
        self.stream.timeline.keep_origin(&origin);
        self.start_over();
        Ok(())
    }

    fn start_over(&mut self) {
        // What the decoder delivers first is priming, so the music's frame 0 comes that much later.
        self.position = Some(-self.stream.timeline.priming.cast_signed());
        self.wanted = 0;
        self.broken = 0;
        self.empty = 0;
        self.over = false;
    }

    /// Decodes one packet; `false` when it had nothing for us.
    fn decode_packet(&mut self, out: &mut Vec<f32>) -> Result<bool, DecodeError> {
        let Some(packet) = self.read_packet()? else { return Ok(false) };
        if !self.stream.timeline.is_settled() {
            self.stream.timeline.settle(&packet);
            self.position = Some(-self.stream.timeline.priming.cast_signed());
        }
        let Stream { codec, .. } = &mut self.stream;
        let interleaved = &mut self.interleaved;
        let downmix = &mut self.downmix;
        let decoded = guarded(|| match codec.decode(&packet, interleaved) {
            Ok(spec) => {
                silence_damage(codec.name(), interleaved);
                Ok(Some(convert(spec, interleaved, downmix, out)))
            }
            Err(Error::DecodeError(_) | Error::IoError(_)) => Ok(None),
            Err(error) => Err(DecodeError::in_stream(&error)),
        })?;
        match decoded {
            Some(Some(rate)) => {
                self.broken = 0;
                self.follow(rate);
                let start = self.stream.timeline.position_of(&packet);
                self.info.channels = self.downmix.as_ref().map_or(CHANNELS, |(_, d)| d.channels());
                self.place(start, out)?;
                Ok(true)
            }
            // Nothing came out yet, which is normal for the first packet of some codecs.
            Some(None) => Ok(false),
            None => self.count_broken(),
        }
    }

    /// Counts in frames of the rate the decoder delivers.
    fn follow(&mut self, rate: u32) {
        let before = self.stream.timeline.rate;
        self.info.sample_rate = rate;
        if rate != before {
            self.stream.timeline.follow(rate);
            self.position = self.position.map(|position| in_other_rate(position, before, rate));
            self.wanted = in_other_rate(self.wanted.cast_signed(), before, rate).unsigned_abs();
        }
    }

    fn read_packet(&mut self) -> Result<Option<Packet>, DecodeError> {
        let format = &mut self.stream.format;
        match guarded(|| Ok(format.next_packet()))? {
            Ok(Some(packet)) if packet.track_id == self.stream.track_id => return Ok(Some(packet)),
            Ok(Some(_other_track)) => {}
            Ok(None) => self.over = true,
            Err(Error::IoError(e)) if e.kind() == std::io::ErrorKind::UnexpectedEof => self.over = true,
            Err(Error::ResetRequired) => self.take_new_track()?,
            Err(Error::DecodeError(_)) => {
                self.count_broken()?;
            }
            Err(error) => return Err(DecodeError::in_stream(&error)),
        }
        Ok(None)
    }

    /// The file goes on with another stream (chained Ogg).
    fn take_new_track(&mut self) -> Result<(), DecodeError> {
        let track = self.stream.format.default_track(TrackType::Audio).ok_or(DecodeError::Empty)?;
        let codec = open::decoder_for(track, self.stream.format.format_info().short_name)?;
        self.stream.track_id = track.id;
        self.stream.codec = codec;
        Ok(())
    }

    fn count_broken(&mut self) -> Result<bool, DecodeError> {
        self.broken += 1;
        if self.broken > MAX_BROKEN {
            return Err(DecodeError::Damaged("too much of it cannot be decoded".to_owned()));
        }
        Ok(false)
    }

    /// Keeps of a decoded block what belongs to the music and is wanted.
    fn place(&mut self, start: i64, out: &mut Vec<f32>) -> Result<(), DecodeError> {
        let frames = (out.len() / CHANNELS).cast_signed() as i64;
        let resynced = self.position.is_none();
        let first = self.position.unwrap_or(start);
        let after = first.saturating_add(frames);
        self.position = Some(after);
        let wanted = i64::try_from(self.wanted).unwrap_or(i64::MAX);
        if resynced && first > wanted {
            self.exact_seek = ExactSeek::ByDecoding;
            out.clear();
            return self.go_to(self.wanted, 0);
        }
        if let Some(limit) = self.stream.timeline.limit {
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            out.truncate(usize::try_from(limit.saturating_sub(first)).unwrap_or(0).saturating_mul(CHANNELS));
            self.over |= after >= limit;
        }
        let drop = usize::try_from(wanted.max(0).saturating_sub(first)).unwrap_or(0);
        out.drain(..drop.saturating_mul(CHANNELS).min(out.len()));
        Ok(())
    }
}

/// Mixes what was decoded to stereo; `None` when it is empty, else its sample rate.
fn convert(
    spec: AudioSpec,
    interleaved: &mut Vec<f32>,
    downmix: &mut Option<(AudioSpec, Downmix)>,
    out: &mut Vec<f32>,
) -> Option<u32> {
    let rate = spec.rate();
    if interleaved.is_empty() || !RATES.contains(&rate) {
        return None;
    }
    if downmix.as_ref().is_none_or(|(known, _)| *known != spec) {
        let matrix = Downmix::new(spec.channels())?;
        *downmix = Some((spec, matrix));
    }
    let (_, matrix) = downmix.as_ref()?;
    matrix.apply(interleaved, out);
    Some(rate)
}

/// A damaged packet of a lossy codec may decode to a burst of noise far above anything recorded: silence is kinder.
fn silence_damage(codec: &str, interleaved: &mut [f32]) {
    let lossy = ["mp1", "mp2", "mp3", "aac", "vorbis", "opus"].contains(&codec);
    // NaN is not within any bounds either.
    if lossy && !interleaved.iter().all(|sample| sample.abs() <= LOUDEST) {
        interleaved.fill(0.0);
    }
}

/// Runs code of a codec on hostile input: a panic in there is one more kind of damage, not the end of Mien.
fn guarded<T>(work: impl FnOnce() -> Result<T, DecodeError>) -> Result<T, DecodeError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(DecodeError::Damaged("the decoder gave up on it".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_noise_from_a_lossy_codec_is_silence() {
        for (codec, burst, kept) in
            [("mp3", 30.0, false), ("opus", f32::NAN, false), ("aac", 1.4, true), ("pcm_f32le", 30.0, true)]
        {
            let mut samples = [0.5, burst];
            silence_damage(codec, &mut samples);
            assert_eq!(samples[0] > 0.4, kept, "{codec} {burst}");
        }
    }
}
