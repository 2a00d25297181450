//! Opus (libopus): mono and stereo, and several streams in one (RFC 7845, mapping families 0 and 1).
//!
//! The gain of the header is applied here: it belongs to the music, whatever a listener sets.

use symphonia::core::audio::{AudioSpec, Position};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::RegisterableAudioDecoder;
use symphonia::core::errors::{Result, decode_error, unsupported_error};
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};
use symphonia_adapter_libopus::OpusDecoder;

use super::codec::{Engine, vorbis_order};

/// Opus always decodes at this rate, Hz.
const RATE: u32 = 48_000;
/// A mapping to this stream is silence.
const NO_STREAM: u8 = 255;

/// The identification header (RFC 7845, 5.1), in the byte order of Ogg and Matroska.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    /// Frames before the music, at 48 kHz.
    pub pre_skip: u16,
    /// Output gain in 1/256 dB.
    gain: i16,
    streams: u8,
    coupled: u8,
    /// For each channel, which decoded one it is.
    mapping: Vec<u8>,
}

impl Header {
    /// Reads a header; `None` when it makes no sense.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let fields = bytes.strip_prefix(b"OpusHead")?;
        let number = |at: usize| Some(u16::from_le_bytes([*fields.get(at)?, *fields.get(at + 1)?]));
        let channels = *fields.get(1)?;
        let (pre_skip, gain, family) = (number(2)?, number(8)?.cast_signed(), *fields.get(10)?);
        let (streams, coupled, mapping) = match family {
            0 => (1, channels.saturating_sub(1).min(1), (0..channels.min(2)).collect()),
            _ => (*fields.get(11)?, *fields.get(12)?, fields.get(13..13 + usize::from(channels))?.to_vec()),
        };
        let decoded = u16::from(streams) + u16::from(coupled);
        let known = |channel: &u8| *channel == NO_STREAM || u16::from(*channel) < decoded;
        let sensible = streams > 0 && coupled <= streams && !mapping.is_empty() && mapping.iter().all(known);
        sensible.then_some(Self { pre_skip, gain, streams, coupled, mapping })
    }
}

/// A header of MP4, which keeps numbers in the other byte order, as the others have it.
pub(super) fn in_usual_order(head: &[u8]) -> Box<[u8]> {
    let mut head: Box<[u8]> = head.into();
    for range in [10..12, 12..16, 16..18] {
        if let Some(number) = head.get_mut(range) {
            number.reverse();
        }
    }
    head
}

pub(super) struct Opus {
    streams: Vec<Box<dyn AudioDecoder>>,
    coupled: usize,
    mapping: Vec<u8>,
    gain: f32,
    spec: AudioSpec,
    /// What each stream decoded last, interleaved.
    decoded: Vec<Vec<f32>>,
}

impl Opus {
    /// The header in `extra_data` is in Ogg's byte order; without one, channels say how many streams there are.
    pub(super) fn new(params: &AudioCodecParameters) -> Result<Self> {
        let header = params.extra_data.as_deref().and_then(Header::read);
        let header = match (header, params.channels.as_ref().map(symphonia::core::audio::Channels::count)) {
            (Some(header), _) => header,
            (None, Some(channels @ 1..=2)) => Header {
                pre_skip: 0,
                gain: 0,
                streams: 1,
                coupled: channels as u8 - 1,
                mapping: (0..channels as u8).collect(),
            },
            (None, _) => return unsupported_error("Opus with an unknown layout of channels"),
        };
        let coupled = usize::from(header.coupled);
        let streams = (0..usize::from(header.streams))
            .map(|stream| stream_decoder(stream < coupled))
            .collect::<Result<Vec<_>>>()?;
        Ok(Self {
            decoded: vec![Vec::new(); streams.len()],
            streams,
            coupled,
            gain: 10_f32.powf(f32::from(header.gain) / 256.0 / 20.0),
            spec: AudioSpec::new(RATE, vorbis_order(header.mapping.len())),
            mapping: header.mapping,
        })
    }

    /// Where a decoded channel lies: its stream, and its place among the channels of that.
    fn place(&self, channel: usize) -> (usize, usize, usize) {
        if channel < 2 * self.coupled {
            (channel / 2, channel % 2, 2)
        } else {
            (channel - self.coupled, 0, 1)
        }
    }
}

fn stream_decoder(stereo: bool) -> Result<Box<dyn AudioDecoder>> {
    let mut params = AudioCodecParameters::new();
    let mono = Position::FRONT_LEFT;
    let channels = if stereo { mono | Position::FRONT_RIGHT } else { mono };
    params.with_sample_rate(RATE).with_channels(channels.into());
    OpusDecoder::try_registry_new(&params, &AudioDecoderOptions::default())
}

impl Engine for Opus {
    fn decode(&mut self, packet: &[u8], out: &mut Vec<f32>) -> Result<()> {
        let mut rest = packet;
        let last = self.streams.len() - 1;
        for (stream, decoder) in self.streams.iter_mut().enumerate() {
            let own;
            let data: &[u8] = if stream == last {
                rest
            } else {
                let Some((packet, after)) = split(rest) else {
                    return decode_error("opus: streams do not fit together");
                };
                rest = after;
                own = packet;
                &own
            };
            let packet = PacketRef::new(0, Timestamp::new(0), Duration::ZERO, data);
            decoder.decode_ref(&packet)?.copy_to_vec_interleaved::<f32>(&mut self.decoded[stream]);
        }
        let width = |stream: usize| if stream < self.coupled { 2 } else { 1 };
        let frames = self.decoded.iter().enumerate().map(|(stream, samples)| samples.len() / width(stream));
        let frames = frames.min().unwrap_or(0);
        let channels = self.mapping.len();
        out.resize(frames * channels, 0.0);
        for (to, from) in self.mapping.iter().enumerate().filter(|(_, from)| **from != NO_STREAM) {
            let (stream, at, width) = self.place(usize::from(*from));
            let samples = self.decoded[stream].iter().skip(at).step_by(width);
            for (sample, slot) in samples.zip(out.iter_mut().skip(to).step_by(channels)) {
                *slot = sample * self.gain;
            }
        }
        Ok(())
    }

    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn reset(&mut self) {
        self.streams.iter_mut().for_each(|decoder| decoder.reset());
    }
}

/// Splits off a packet in self-delimiting framing (RFC 6716, appendix B), as an ordinary one.
fn split(bytes: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let kind = *bytes.first()?;
    let (head, body, rest) = match kind & 3 {
        0 | 1 => {
            let (length, rest) = length(bytes.get(1..)?)?;
            (&bytes[..1], length * (usize::from(kind & 3) + 1), rest)
        }
        2 => {
            let (first, rest) = length(bytes.get(1..)?)?;
            let kept = bytes.len() - rest.len();
            let (second, rest) = length(rest)?;
            (&bytes[..kept], first + second, rest)
        }
        _ => split_many(bytes)?,
    };
    let (body, after) = rest.split_at_checked(body)?;
    Some(([head, body].concat(), after))
}

/// Any number of frames: what is kept of the head, how long the body is, and where it begins.
fn split_many(bytes: &[u8]) -> Option<(&[u8], usize, &[u8])> {
    let count = *bytes.get(1)?;
    let (frames, padded, variable) = (usize::from(count & 0x3f), count & 0x40 != 0, count & 0x80 != 0);
    let mut rest = bytes.get(2..)?;
    let mut body = 0;
    if padded {
        loop {
            let (byte, after) = rest.split_first()?;
            rest = after;
            // 255 stands for 254 bytes of padding and another byte of its length.
            body += usize::from((*byte).min(254));
            if *byte < 255 {
                break;
            }
        }
    }
    for _ in 1..if variable { frames } else { 0 } {
        let (frame, after) = length(rest)?;
        rest = after;
        body += frame;
    }
    let kept = bytes.len() - rest.len();
    let (last, rest) = length(rest)?;
    body += if variable { last } else { last * frames };
    Some((&bytes[..kept], body, rest))
}

/// The length of a frame (RFC 6716, 3.2.1).
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first < 252 {
        return Some((usize::from(*first), rest));
    }
    let (second, rest) = rest.split_first()?;
    Some((4 * usize::from(*second) + usize::from(*first), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_of_a_header_is_that_of_its_container() {
        let head = b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\x00\xff\0";
        let header = Header::read(head).unwrap();
        assert_eq!((header.pre_skip, header.gain, header.mapping), (312, -256, vec![0, 1]));
        assert_eq!(Header::read(&in_usual_order(head)).unwrap().pre_skip, 0x3801);
        assert_eq!(Header::read(b"short"), None);
    }

    #[test]
    fn a_mapping_to_a_stream_that_is_not_there_is_refused() {
        let head =
            |mapping: [u8; 3]| [&b"OpusHead\x01\x03\0\0\0\0\0\0\0\0\x01\x02\x01"[..], &mapping].concat();
        assert!(Header::read(&head([0, 2, 1])).is_some());
        assert!(Header::read(&head([0, 255, 1])).is_some());
        assert_eq!(Header::read(&head([0, 3, 1])), None);
    }

    #[test]
    fn streams_are_taken_out_of_a_packet_in_every_framing() {
        let cases: [(&[u8], &[u8]); 5] = [
            (b"\x04\x02ab", b"\x04ab"),
            (b"\x05\x02abcd", b"\x05abcd"),
            (b"\x06\x01\x02abc", b"\x06\x01abc"),
            (b"\x07\x03\x01abc", b"\x07\x03abc"),
            (b"\x07\xc2\x01\x01\x02abb\0", b"\x07\xc2\x01\x01abb\0"),
        ];
        for (framed, plain) in cases {
            let bytes = [framed, b"rest"].concat();
            let (packet, rest) = split(&bytes).unwrap();
            assert_eq!((packet.as_slice(), rest), (plain, &b"rest"[..]), "{framed:?}");
            for cut in 0..framed.len() {
                assert_eq!(split(&framed[..cut]), None);
            }
        }
    }
}
