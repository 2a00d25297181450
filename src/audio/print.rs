//! Knows the same recording in other formats by how it sounds (Chromaprint). Knows nothing of the library.
//!
//! A print is a row of 32-bit words, one each eighth of a second: a coarse picture of which notes sound. Lossy coding turns a few
//! bits of some words and leaves the others as they are.

use std::path::Path;

use rusty_chromaprint::{Configuration, Fingerprinter};

use super::decode::{Block, Decoder};
use super::error::DecodeError;

/// Seconds of the beginning that are heard: enough to tell versions of a piece apart, and a fraction of decoding it all.
const HEARD_SECS: u64 = 60;
/// Prints of less music are too alike to say anything: this many words are three seconds.
const LEAST_WORDS: usize = 24;
/// Different bits of all, up to which two prints are one recording. Unrelated music differs in nearly half of them; the same
/// recording at 64 kbit/s in a tenth.
const MOST_DIFFERENT: f32 = 0.2;
/// Words that one print may begin later than the other: encoders put silence before the sound.
const MOST_SHIFTED: usize = 4;

/// The print of a file's first minute; empty when it is too short or silent. `None` when `go_on` says no before the end.
///
/// # Errors
/// [`DecodeError`] when nothing of it can be decoded.
pub fn of_file(path: &Path, mut go_on: impl FnMut() -> bool) -> Result<Option<Vec<u32>>, DecodeError> {
    let mut decoder = Decoder::open(path)?;
    let mut printer = Fingerprinter::new(&Configuration::preset_test2());
    let (mut block, mut samples) = (Vec::new(), Vec::new());
    let (mut rate, mut heard, mut loud) = (None, 0, false);
    while go_on() {
        match decoder.next_block(&mut block) {
            Ok(Block::Samples(at)) if !block.is_empty() => {
                if rate.is_none() && printer.start(at, 2).is_err() {
                    return Err(DecodeError::Damaged("its sample rate makes no sense".to_owned()));
                }
                // A stream that changes its rate on the way is known by its beginning.
                if *rate.get_or_insert(at) != at || heard > HEARD_SECS * 2 * u64::from(at) {
                    return Ok(Some(finish(printer, loud)));
                }
                samples.clear();
                samples.extend(block.iter().map(|sample| (sample.clamp(-1.0, 1.0) * 32_767.0) as i16));
                loud |= samples.iter().any(|sample| sample.unsigned_abs() > 32);
                heard += samples.len() as u64;
                printer.consume(&samples);
            }
            Ok(Block::Samples(_)) => {}
            Ok(Block::End) => return Ok(Some(finish(printer, loud))),
            Err(_) if heard > 0 => return Ok(Some(finish(printer, loud))),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Silence has a print as well, and it says nothing.
fn finish(mut printer: Fingerprinter, loud: bool) -> Vec<u32> {
    if !loud {
        return Vec::new();
    }
    printer.finish();
    let print = printer.fingerprint();
    if print.len() < LEAST_WORDS { Vec::new() } else { print.to_vec() }
}

/// Are these prints of one recording?
pub fn is_same_recording(a: &[u32], b: &[u32]) -> bool {
    let shifts = (0..=MOST_SHIFTED).flat_map(|shift| [(shift, 0), (0, shift)]);
    shifts.into_iter().any(|(from_a, from_b)| {
        let pairs = a.iter().skip(from_a).zip(b.iter().skip(from_b));
        let (words, bits) =
            pairs.fold((0_usize, 0_u32), |(words, bits), (a, b)| (words + 1, bits + (a ^ b).count_ones()));
        words >= LEAST_WORDS && bits as f32 <= MOST_DIFFERENT * 32.0 * words as f32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u64, length: usize) -> Vec<u32> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..length).map(|_| random.u32(..)).collect()
    }

    #[test]
    fn a_few_turned_bits_and_a_late_beginning_are_the_same_recording() {
        let print = noise(1, 400);
        let coded: Vec<u32> = print.iter().map(|word| word ^ 0b1001).collect();
        assert!(is_same_recording(&print, &coded));
        assert!(is_same_recording(&print, &coded[2..]) && is_same_recording(&coded[2..], &print));
        assert!(!is_same_recording(&print, &noise(2, 400)));
        assert!(!is_same_recording(&print[..10], &print[..10]), "too short to say");
    }

    #[test]
    fn silence_has_no_print() {
        let print = Fingerprinter::new(&Configuration::preset_test2());
        assert_eq!(finish(print, false), Vec::<u32>::new());
    }
}
