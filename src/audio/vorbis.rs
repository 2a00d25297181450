//! Vorbis with more than two channels (lewton).

use lewton::audio::{PreviousWindowRight, read_audio_packet_generic};
use lewton::header::{IdentHeader, SetupHeader, read_header_ident, read_header_setup};
use lewton::samples::InterleavedSamples;
use symphonia::core::audio::AudioSpec;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::errors::{Error, Result, decode_error};

use super::codec::{Engine, vorbis_order};

/// Length of the identification header (Vorbis I, 4.2.2).
const IDENTIFICATION: usize = 30;

pub(super) struct Vorbis {
    identification: IdentHeader,
    setup: SetupHeader,
    before: PreviousWindowRight,
    spec: AudioSpec,
}

impl Vorbis {
    pub(super) fn new(params: &AudioCodecParameters) -> Result<Self> {
        let headers = params.extra_data.as_deref().unwrap_or_default();
        let Some((identification, setup)) = split(headers) else {
            return decode_error("vorbis: headers are missing");
        };
        let bad = |_| Error::DecodeError("vorbis: headers make no sense");
        let identification = read_header_ident(identification).map_err(bad)?;
        let (channels, blocks) =
            (identification.audio_channels, (identification.blocksize_0, identification.blocksize_1));
        let setup = read_header_setup(setup, channels, blocks).map_err(bad)?;
        let spec = AudioSpec::new(identification.audio_sample_rate, vorbis_order(usize::from(channels)));
        Ok(Self { identification, setup, before: PreviousWindowRight::new(), spec })
    }
}

impl Engine for Vorbis {
    fn decode(&mut self, packet: &[u8], out: &mut Vec<f32>) -> Result<()> {
        let decoded = read_audio_packet_generic::<InterleavedSamples<f32>>(
            &self.identification,
            &self.setup,
            packet,
            &mut self.before,
        );
        *out = decoded.map_err(|_| Error::DecodeError("vorbis: packet makes no sense"))?.samples;
        Ok(())
    }

    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn reset(&mut self) {
        self.before = PreviousWindowRight::new();
    }
}

/// Identification and setup header: one behind the other as symphonia keeps them for Ogg, or laced together with the
/// comment between them (Matroska's codec specifications).
fn split(headers: &[u8]) -> Option<(&[u8], &[u8])> {
    if headers.first() != Some(&2) {
        return headers.split_at_checked(IDENTIFICATION);
    }
    let (identification, rest) = laced_length(headers.get(1..)?)?;
    let (comment, rest) = laced_length(rest)?;
    Some((rest.get(..identification)?, rest.get(identification.checked_add(comment)?..)?))
}

/// A length in Xiph's lacing: bytes are added up, the first below 255 is the last.
fn laced_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().position(|byte| *byte < 255)?;
    let length = bytes[..=last].iter().map(|byte| usize::from(*byte)).sum();
    Some((length, &bytes[last + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laced_headers_are_taken_apart() {
        let laced = [&[2, 3, 2][..], b"abc", b"--", b"setup"].concat();
        assert_eq!(split(&laced), Some((&b"abc"[..], &b"setup"[..])));
        assert_eq!(split(&[2, 255]), None);
        assert_eq!(split(&[2, 9, 9, 1]), None);
    }
}
