//! Opening a file: what kind it is by its content, its first sound track, and a decoder for that.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::{MetadataOptions, RawValue};

use super::codec::Codec;
use super::error::DecodeError;
use super::mp4::{self, Mp4Track};
use super::timeline::{Container, Timeline};
use super::{matroska, opus};

/// A container and the decoder of its sound track.
pub(super) struct Stream {
    pub format: Box<dyn FormatReader>,
    pub codec: Codec,
    pub track_id: u32,
    pub channels: usize,
    pub timeline: Timeline,
}

/// Opens a file by its content; its name plays no part.
pub(super) fn open(path: &Path) -> Result<Stream, DecodeError> {
    let mut file = File::open(path).map_err(DecodeError::Unreadable)?;
    if !file.metadata().map_err(DecodeError::Unreadable)?.is_file() {
        return Err(DecodeError::UnknownFormat);
    }
    let start = first_bytes(&mut file);
    if let Some(name) = known_but_unsupported(&start) {
        return Err(DecodeError::Unsupported(name.to_owned()));
    }
    let outside = Outside {
        mp4_track: mp4::first_sound_track(&mut file),
        padding_nanos: matroska::end_padding(&mut file).unwrap_or(0),
    };
    if outside.mp4_track.is_some_and(|track| track.protected) {
        return Err(DecodeError::Protected);
    }
    file.seek(SeekFrom::Start(0)).map_err(DecodeError::Unreadable)?;
    let stream =
        MediaSourceStream::new(Box::new(file), symphonia::core::io::MediaSourceStreamOptions::default());
    // Covers and other large tags are the library's business; here they would only cost memory.
    let tags = MetadataOptions::default().limit_visual_bytes(Limit::Maximum(0));
    let format = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), tags)
        .map_err(|error| at_probe(&error, &start))?;
    with_decoder(format, &outside)
}

/// What a file says to us and not to symphonia.
struct Outside {
    mp4_track: Option<Mp4Track>,
    /// Sound at the end of a Matroska file that is no music.
    padding_nanos: u64,
}

/// Makes the decoder for the first sound track.
fn with_decoder(mut format: Box<dyn FormatReader>, outside: &Outside) -> Result<Stream, DecodeError> {
    let comment = itunsmpb(format.as_mut());
    let track = format.default_track(TrackType::Audio).ok_or(DecodeError::Empty)?;
    let params = params_of(track, format.format_info().short_name)?;
    let codec = Codec::new(&params)?;
    let container = container(format.format_info().short_name, &params, outside, comment);
    let timeline = Timeline::new(track, &params, format.media_info(), container)?;
    Ok(Stream {
        channels: params.channels.as_ref().map_or(0, symphonia::core::audio::Channels::count),
        track_id: track.id,
        timeline,
        codec,
        format,
    })
}

/// The decoder of a track that was replaced by another one in the same file (chained Ogg).
pub(super) fn decoder_for(track: &Track, container: &str) -> Result<Codec, DecodeError> {
    Codec::new(&params_of(track, container)?)
}

/// A track's parameters, with an Opus header in the usual byte order.
fn params_of(track: &Track, container: &str) -> Result<AudioCodecParameters, DecodeError> {
    let params = track.codec_params.as_ref().and_then(|p| p.audio()).ok_or(DecodeError::Empty)?;
    let mut params = params.clone();
    if params.codec == CODEC_ID_OPUS && container == "isomp4" {
        params.extra_data = params.extra_data.as_deref().map(opus::in_usual_order);
    }
    Ok(params)
}

fn container(
    name: &str,
    params: &AudioCodecParameters,
    outside: &Outside,
    itunes: Option<(u64, u64)>,
) -> Container {
    let head = params.extra_data.as_deref().and_then(opus::Header::read);
    let opus_pre_skip =
        (params.codec == CODEC_ID_OPUS).then(|| head.map_or(0, |head| u64::from(head.pre_skip)));
    match name {
        "isomp4" => {
            let mut track = outside.mp4_track.unwrap_or_default();
            if track.priming == 0 {
                track.priming = opus_pre_skip.unwrap_or(0);
            }
            Container::Mp4 { track, itunes }
        }
        "caf" => Container::Caf,
        "matroska" => Container::Matroska { opus_pre_skip, padding_nanos: outside.padding_nanos },
        _ => Container::Other { opus_pre_skip: opus_pre_skip.unwrap_or(0) },
    }
}

fn at_probe(error: &Error, start: &[u8]) -> DecodeError {
    match error {
        // Symphonia says "unsupported" and "end of stream" alike when no container fits.
        Error::IoError(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => DecodeError::in_stream(error),
        Error::Unsupported(_) | Error::IoError(_) if !looks_like_music(start) => DecodeError::UnknownFormat,
        other => DecodeError::Damaged(other.to_string()),
    }
}

fn first_bytes(file: &mut File) -> Vec<u8> {
    let mut start = Vec::new();
    // A file too short, or one that fails to read, fails at the probe with a better message.
    let _ = file.take(16).read_to_end(&mut start);
    start
}

/// Whether the first bytes are those of a container we play, so that a failure means damage.
fn looks_like_music(start: &[u8]) -> bool {
    let starts: [&[u8]; 7] = [b"fLaC", b"RIFF", b"OggS", b"ID3", b"caff", b"FORM", b"\x1a\x45\xdf\xa3"];
    starts.iter().any(|magic| start.starts_with(magic)) || start.get(4..8) == Some(b"ftyp")
}

/// Formats people have and we do not play, by their first bytes.
fn known_but_unsupported(start: &[u8]) -> Option<&'static str> {
    [
        (&[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11][..], "Windows Media Audio (WMA)"),
        (b"MAC ", "Monkey's Audio (APE)"),
        (b"wvpk", "WavPack"),
        (b"MPCK", "Musepack"),
        (b"TTA1", "True Audio (TTA)"),
        (b"DSD ", "DSD"),
        (b"\x0b\x77", "Dolby Digital (AC-3)"),
        (b"MThd", "MIDI, notes without sound,"),
    ]
    .into_iter()
    .find_map(|(magic, name)| start.starts_with(magic).then_some(name))
}

/// Priming and length from iTunes' comment.
fn itunsmpb(format: &mut dyn FormatReader) -> Option<(u64, u64)> {
    let mut metadata = format.metadata();
    let revision = metadata.skip_to_latest()?;
    let tags = revision.media.tags.iter();
    tags.filter(|tag| tag.raw.key.ends_with("iTunSMPB")).find_map(|tag| match &tag.raw.value {
        RawValue::String(text) => mp4::parse_itunsmpb(text),
        _ => None,
    })
}
