//! The first frame of an MP3, where encoders put what they have to say about the file: no sound is in it, and programs that
//! copy the sound into a new file write it anew.

/// The length of such a frame at the beginning of `head`, or 0 where sound begins at once.
pub fn encoder_frame(head: &[u8]) -> usize {
    let Some(length) = frame_length(head) else { return 0 };
    let begin = &head[..head.len().min(64)];
    let is_of_encoder =
        [b"Xing", b"Info", b"VBRI"].iter().any(|mark| begin.windows(4).any(|four| four == *mark));
    if is_of_encoder { length } else { 0 }
}

/// Bytes of the frame of layer III that begins here.
fn frame_length(head: &[u8]) -> Option<usize> {
    const KBPS: [[usize; 15]; 2] = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    const HZ: [usize; 3] = [44_100, 48_000, 32_000];
    let [0xff, second, third, ..] = *head else { return None };
    if second & 0xe6 != 0xe2 {
        return None;
    }
    // MPEG 1 has frames of 1152 samples; 2 and 2.5 have half of that, at a half and a quarter of the rates.
    let (kbps, samples, slower) = match second >> 3 & 3 {
        3 => (KBPS[0], 1152, 1),
        2 => (KBPS[1], 576, 2),
        0 => (KBPS[1], 576, 4),
        _ => return None,
    };
    let kbps = *kbps.get(usize::from(third >> 4)).filter(|kbps| **kbps > 0)?;
    let hz = HZ.get(usize::from(third >> 2 & 3))? / slower;
    Some(samples / 8 * kbps * 1000 / hz + usize::from(third >> 1 & 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_have_the_length_their_header_says() {
        for (head, length) in [
            ([0xff, 0xfb, 0x90, 0x00], Some(417)),
            ([0xff, 0xfb, 0x92, 0x00], Some(418)),
            ([0xff, 0xf3, 0x80, 0x00], Some(208)),
            ([0xff, 0xfb, 0xf0, 0x00], None),
            ([0xff, 0xfd, 0x90, 0x00], None),
            (*b"RIFF", None),
        ] {
            assert_eq!(frame_length(&head), length, "{head:x?}");
        }
        assert_eq!(frame_length(b"\xff"), None);
    }

    #[test]
    fn a_frame_of_the_encoder_is_no_sound() {
        let frame = |mark: &[u8]| [b"\xff\xfb\x90\x00", [0; 32].as_slice(), mark, &[0; 377]].concat();
        assert_eq!(encoder_frame(&frame(b"Xing")), 417);
        assert_eq!(encoder_frame(&frame(b"Info")), 417);
        assert_eq!(encoder_frame(&frame(b"\x12\x34\x56\x78")), 0);
        assert_eq!(encoder_frame(b""), 0);
    }
}
