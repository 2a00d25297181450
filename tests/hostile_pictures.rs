//! Pictures as nobody should send them: real ones with bytes changed, cut, repeated. Each is decoded or refused, and none may
//! panic or take more memory than its size allows. The same on every run; `MIEN_FUZZ_ROUNDS` makes it longer.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use mien::picture::{Accept, decode_accepted};

const SEEDS: [&[u8]; 6] = [
    include_bytes!("pictures/two_faces.jpg"),
    include_bytes!("pictures/turned.jpg"),
    include_bytes!("pictures/dark.png"),
    include_bytes!("pictures/rolled.jpg"),
    include_bytes!("pictures/small-lossy.webp"),
    include_bytes!("pictures/small-lossless.webp"),
];
/// Values that meet limits and markers.
const ODD: [u8; 8] = [0, 1, 0x7f, 0x80, 0xd8, 0xd9, 0xfe, 0xff];
/// A small limit keeps the rounds quick, and is as good as a large one.
const SMALL: Accept = Accept { max_pixels: 1 << 20, ..Accept::FILES };
/// The same as if they were large: they are decoded at a fraction.
const LARGE: Accept = Accept { max_whole_pixels: 1 << 10, ..SMALL };

#[test]
fn no_picture_breaks_the_decoder() {
    let rounds = std::env::var("MIEN_FUZZ_ROUNDS").map_or(400, |rounds| rounds.parse().unwrap());
    let mut chance = fastrand::Rng::with_seed(7);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..rounds {
        let picture = spoiled(&mut chance);
        for accept in [SMALL, LARGE] {
            match decode_accepted(&picture, accept) {
                Ok(frame) => {
                    assert!(u64::from(frame.width()) * u64::from(frame.height()) <= accept.max_pixels);
                    read += 1;
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(read > 0 && refused > 0, "{read} read, {refused} refused: the changes are too wild or too tame");
}

fn spoiled(chance: &mut fastrand::Rng) -> Vec<u8> {
    let mut picture = SEEDS[chance.usize(..SEEDS.len())].to_vec();
    // Most of what decides lies in the head.
    let reach = if chance.bool() { picture.len().min(700) } else { picture.len() };
    for _ in 0..chance.usize(1..12) {
        let at = chance.usize(..reach.min(picture.len()).max(1));
        match chance.u8(..6) {
            0 => picture[at] = chance.u8(..),
            1 => picture[at] = ODD[chance.usize(..ODD.len())],
            2 => picture[at] ^= 1 << chance.u8(..8),
            3 => drop(picture.drain(at..(at + chance.usize(1..40)).min(picture.len()))),
            4 => {
                let piece = picture[at..(at + chance.usize(1..40)).min(picture.len())].to_vec();
                picture.splice(at..at, piece);
            }
            _ => picture.truncate(at.max(8)),
        }
        if picture.len() < 8 {
            break;
        }
    }
    picture
}
