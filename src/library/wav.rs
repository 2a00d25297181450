//! Made sound files for the library's tests.

use std::path::Path;

/// A tenth of a second of noise at 8 kHz, another for each seed.
pub fn write(path: &Path, seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let sound: Vec<u8> = (0..1600).map(|_| random.u8(..)).collect();
    let mut file = b"RIFF".to_vec();
    file.extend((36 + sound.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(8000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend((sound.len() as u32).to_le_bytes());
    file.extend(sound);
    std::fs::write(path, file).unwrap();
}
