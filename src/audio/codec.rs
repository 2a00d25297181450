//! Decoders of packets behind one face: symphonia's own, and those it lacks.
//!
//! AAC of every profile is `rusty_aac`'s work, Opus libopus's, and Vorbis with more than two channels lewton's:
//! symphonia 0.6 knows of AAC only mono and stereo LC, of Opus nothing, and undoes the coupling of several Vorbis
//! channels in the wrong order.

use symphonia::core::audio::{AudioSpec, ChannelLabel, Channels, Position};
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_OPUS, CODEC_ID_PCM_ALAW, CODEC_ID_PCM_MULAW, CODEC_ID_VORBIS,
};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::{Error, Result};
use symphonia::core::packet::Packet;

use super::aac::Aac;
use super::error::DecodeError;
use super::opus::Opus;
use super::vorbis::Vorbis;

/// A decoder symphonia does not have.
pub(super) trait Engine: Send {
    /// Replaces `out` with what a packet holds, interleaved; empty while the decoder warms up.
    fn decode(&mut self, packet: &[u8], out: &mut Vec<f32>) -> Result<()>;
    /// Rate and channels of what was decoded last.
    fn spec(&self) -> &AudioSpec;
    /// Forgets what came before, for a jump.
    fn reset(&mut self);
}

/// The decoder of one track.
pub(super) enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    Own { name: &'static str, engine: Box<dyn Engine> },
}

impl Codec {
    /// The decoder for a track.
    pub(super) fn new(params: &AudioCodecParameters) -> std::result::Result<Self, DecodeError> {
        let own = |name, engine| Ok(Self::Own { name, engine });
        let channels = params.channels.as_ref().map_or(0, Channels::count);
        let made = match params.codec {
            CODEC_ID_OPUS => Opus::new(params).and_then(|engine| own("opus", Box::new(engine))),
            CODEC_ID_AAC => Aac::new(params).and_then(|engine| own("aac", Box::new(engine))),
            CODEC_ID_VORBIS if channels > 2 => {
                Vorbis::new(params).and_then(|engine| own("vorbis", Box::new(engine)))
            }
            _ => symphonia::default::get_codecs()
                .make_audio_decoder(&params_for_symphonia(params), &AudioDecoderOptions::default())
                .map(Self::Symphonia),
        };
        made.map_err(|error| match error {
            Error::Unsupported(what) => DecodeError::Unsupported(format!("in a codec ({what})")),
            other => DecodeError::in_stream(&other),
        })
    }

    /// Short name, such as `flac`.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Symphonia(decoder) => decoder.codec_info().short_name,
            Self::Own { name, .. } => name,
        }
    }

    /// Replaces `out` with what a packet holds, interleaved, and tells its rate and channels.
    pub(super) fn decode(&mut self, packet: &Packet, out: &mut Vec<f32>) -> Result<AudioSpec> {
        out.clear();
        match self {
            Self::Symphonia(decoder) => {
                let buffer = decoder.decode(packet)?;
                buffer.copy_to_vec_interleaved::<f32>(out);
                Ok(buffer.spec().clone())
            }
            Self::Own { engine, .. } => {
                engine.decode(&packet.data, out)?;
                let spec = engine.spec().clone();
                trim(out, spec.channels().count().max(1), packet);
                Ok(spec)
            }
        }
    }

    /// Forgets what came before, for a jump.
    pub(super) fn reset(&mut self) {
        match self {
            Self::Symphonia(decoder) => decoder.reset(),
            Self::Own { engine, .. } => engine.reset(),
        }
    }
}

/// Drops what the container says is not music.
fn trim(out: &mut Vec<f32>, channels: usize, packet: &Packet) {
    let samples = |frames: u64| usize::try_from(frames).unwrap_or(usize::MAX).saturating_mul(channels);
    out.truncate(out.len().saturating_sub(samples(packet.trim_end.get())));
    out.drain(..samples(packet.trim_start.get()).min(out.len()));
}

fn params_for_symphonia(params: &AudioCodecParameters) -> AudioCodecParameters {
    let mut params = params.clone();
    if matches!(params.codec, CODEC_ID_PCM_ALAW | CODEC_ID_PCM_MULAW) {
        // Symphonia's WAV reader gives the coded width, its decoder insists on the decoded one or none.
        params.bits_per_sample = None;
        params.bits_per_coded_sample = None;
    }
    params
}

/// The order of Vorbis and of Opus' mapping family 1 (Vorbis I, 4.3.9).
pub(super) fn vorbis_order(channels: usize) -> Channels {
    use Position as P;
    let order: &[Position] = match channels {
        1 => &[P::FRONT_CENTER],
        2 => &[P::FRONT_LEFT, P::FRONT_RIGHT],
        3 => &[P::FRONT_LEFT, P::FRONT_CENTER, P::FRONT_RIGHT],
        4 => &[P::FRONT_LEFT, P::FRONT_RIGHT, P::REAR_LEFT, P::REAR_RIGHT],
        5 => &[P::FRONT_LEFT, P::FRONT_CENTER, P::FRONT_RIGHT, P::REAR_LEFT, P::REAR_RIGHT],
        6 => &[P::FRONT_LEFT, P::FRONT_CENTER, P::FRONT_RIGHT, P::REAR_LEFT, P::REAR_RIGHT, P::LFE1],
        7 => &[
            P::FRONT_LEFT,
            P::FRONT_CENTER,
            P::FRONT_RIGHT,
            P::SIDE_LEFT,
            P::SIDE_RIGHT,
            P::REAR_CENTER,
            P::LFE1,
        ],
        8 => &[
            P::FRONT_LEFT,
            P::FRONT_CENTER,
            P::FRONT_RIGHT,
            P::SIDE_LEFT,
            P::SIDE_RIGHT,
            P::REAR_LEFT,
            P::REAR_RIGHT,
            P::LFE1,
        ],
        other => return Channels::Discrete(u16::try_from(other).unwrap_or(u16::MAX)),
    };
    Channels::Custom(order.iter().map(|position| ChannelLabel::Positioned(*position)).collect())
}
