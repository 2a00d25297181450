//! AAC of every profile up to 7.1 channels (`rusty_aac`): LC, Main, LTP, HE-AAC with SBR and parametric stereo, LD.

use rusty_aac::AacDecoder;
use rusty_aac::config::{self, StreamConfig};
use symphonia::core::audio::{AudioSpec, Channels, Position};
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::errors::{Error, Result, unsupported_error};

use super::codec::Engine;

/// The object type of AAC-LC (ISO 14496-3, table 1.17).
const LOW_COMPLEXITY: u8 = 2;

pub(super) struct Aac {
    config: StreamConfig,
    decoder: AacDecoder,
    spec: AudioSpec,
}

impl Aac {
    pub(super) fn new(params: &AudioCodecParameters) -> Result<Self> {
        let config = match params.extra_data.as_deref() {
            Some(bytes) if !bytes.is_empty() => config::parse(bytes).map_err(|e| told(&e))?,
            // A raw stream: the headers symphonia has read say rate and channels; without those, the stream does.
            Some(_) | None => {
                let Some(rate) = params.sample_rate else { return unsupported_error("AAC without a rate") };
                let channels = params.channels.as_ref().map_or(0, Channels::count);
                StreamConfig::lc(LOW_COMPLEXITY, rate, configuration_of(channels))
            }
        };
        let decoder = AacDecoder::with_stream_config(config.clone());
        let rate = decoder.output_sample_rate().unwrap_or(config.sample_rate);
        let spec = AudioSpec::new(rate, layout(config.channels()));
        Ok(Self { config, decoder, spec })
    }
}

impl Engine for Aac {
    fn decode(&mut self, packet: &[u8], out: &mut Vec<f32>) -> Result<()> {
        match self.decoder.decode(packet, None) {
            Ok(audio) => {
                let channels = usize::from(audio.channels);
                if self.spec.rate() != audio.sample_rate || self.spec.channels().count() != channels {
                    self.spec = AudioSpec::new(audio.sample_rate, layout(channels));
                }
                *out = audio.samples;
                Ok(())
            }
            Err(rusty_aac::Error::Again) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }

    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn reset(&mut self) {
        self.decoder = AacDecoder::with_stream_config(self.config.clone());
    }
}

fn told(error: &rusty_aac::Error) -> Error {
    match error {
        rusty_aac::Error::Unsupported(_) | rusty_aac::Error::Unimplemented(_) => {
            Error::Unsupported("AAC of a rare profile")
        }
        _ => Error::DecodeError("aac: packet makes no sense"),
    }
}

/// The channel configuration for so many channels (ISO 14496-3, table 1.19); 0 leaves it to the stream.
fn configuration_of(channels: usize) -> u8 {
    match channels {
        1..=6 => channels as u8,
        8 => 7,
        _ => 0,
    }
}

/// `rusty_aac` delivers channels in the order of WAVE's positions.
fn layout(channels: usize) -> Channels {
    use Position as P;
    let front = P::FRONT_LEFT | P::FRONT_RIGHT;
    let side = P::SIDE_LEFT | P::SIDE_RIGHT;
    match channels {
        1 => P::FRONT_CENTER.into(),
        2 => front.into(),
        3 => (front | P::FRONT_CENTER).into(),
        4 => (front | P::FRONT_CENTER | P::REAR_CENTER).into(),
        5 => (front | P::FRONT_CENTER | side).into(),
        6 => (front | P::FRONT_CENTER | P::LFE1 | side).into(),
        7 => (front | P::FRONT_CENTER | P::LFE1 | P::REAR_CENTER | side).into(),
        8 => (front | P::FRONT_CENTER | P::LFE1 | P::REAR_LEFT | P::REAR_RIGHT | side).into(),
        other => Channels::Discrete(u16::try_from(other).unwrap_or(u16::MAX)),
    }
}
