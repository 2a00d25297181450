//! Puts ratings into `ID3v2` tags of any version, byte by byte: every other frame stays as it is, known or not.

use super::{Rated, Refused};

/// Whose rating it is, in our own rating frame; those of other programs stay.
const OWNER: &[u8] = b"mien";
/// Room left for others when a tag has to grow.
const PADDING: usize = 1024;
/// The largest size a tag can state.
const LARGEST: usize = 0x0fff_ffff;

/// The new beginning of a file, and where the old one goes on behind it.
pub fn head(file: &[u8], rated: Rated) -> Result<(Vec<u8>, usize), Refused> {
    if !file.starts_with(b"ID3") {
        return Ok((written(4, 0, &[own(4, rated, false)], 0)?, 0));
    }
    let (version, flags) = match file.get(..10) {
        Some(head) if matches!(head[3], 2..=4) => (head[3], head[5]),
        _ => return Err(Refused::Unclear),
    };
    // Of an extended header and of a compressed tag nothing is kept for certain.
    if flags & 0x40 != 0 {
        return Err(Refused::Unclear);
    }
    let size = syncsafe(&file[6..10]).ok_or(Refused::Unclear)?;
    let body = file.get(10..10 + size).ok_or(Refused::Unclear)?;
    let footer = if version == 4 && flags & 0x10 != 0 { 10 } else { 0 };
    let plain;
    // Before version 4 all of the body was altered so that no player mistakes it for sound.
    let altered = flags & 0x80 != 0;
    let body = if altered && version < 4 {
        plain = without_alteration(body);
        plain.as_slice()
    } else {
        body
    };
    let mut frames = frames(body, version).ok_or(Refused::Unclear)?;
    frames.retain(|frame| !is_own(frame, version));
    let kept: Vec<Vec<u8>> =
        frames.into_iter().map(<[u8]>::to_vec).chain([own(version, rated, altered)]).collect();
    let flags = if version == 4 { flags & 0x80 } else { 0 };
    Ok((written(version, flags, &kept, 10 + size)?, 10 + size + footer))
}

/// A tag of these frames, as large as it was if they fit.
fn written(version: u8, flags: u8, frames: &[Vec<u8>], before: usize) -> Result<Vec<u8>, Refused> {
    let needed = 10 + frames.iter().map(Vec::len).sum::<usize>();
    let whole = if needed <= before { before } else { needed + PADDING };
    if whole - 10 > LARGEST {
        return Err(Refused::Unclear);
    }
    let size = whole - 10;
    let mut tag = vec![b'I', b'D', b'3', version, 0, flags];
    tag.extend([21, 14, 7, 0].map(|shift| (size >> shift) as u8 & 0x7f));
    tag.extend(frames.iter().flatten());
    tag.resize(whole, 0);
    Ok(tag)
}

/// Where each frame begins and ends, header included; `None` where the tag makes no sense.
fn frames(body: &[u8], version: u8) -> Option<Vec<&[u8]>> {
    let header = if version == 2 { 6 } else { 10 };
    let (mut frames, mut at) = (Vec::new(), 0);
    while let Some(head) = body.get(at..at + header).filter(|head| head[0] != 0) {
        let name = &head[..if version == 2 { 3 } else { 4 }];
        if !name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ') {
            return None;
        }
        let sizes = match version {
            2 => [Some(number(&head[3..6])), None],
            3 => [Some(number(&head[4..8])), None],
            // Some programs wrote plain numbers into version 4.
            _ => [syncsafe(&head[4..8]), Some(number(&head[4..8]))],
        };
        let fits = |size: &usize| goes_on(body, at + header + size, name.len());
        let size = sizes.into_iter().flatten().find(fits)?;
        frames.push(&body[at..at + header + size]);
        at += header + size;
    }
    body[at.min(body.len())..].iter().all(|byte| *byte == 0).then_some(frames)
}

/// Another frame, padding, or the end.
fn goes_on(body: &[u8], at: usize, name: usize) -> bool {
    match body.get(at..) {
        None => false,
        Some(rest) if rest.len() < name => rest.iter().all(|byte| *byte == 0),
        Some(rest) => {
            rest[0] == 0
                || rest[..name].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b' ')
        }
    }
}

/// Our rating, and the texts whose meaning all programs share: there is one of each.
fn is_own(frame: &[u8], version: u8) -> bool {
    let (name, body) = if version == 2 { (&frame[..3], &frame[6..]) } else { (&frame[..4], &frame[10..]) };
    match name {
        b"POP" | b"POPM" => body.strip_prefix(OWNER).is_some_and(|rest| rest.first() == Some(&0)),
        b"TXX" | b"TXXX" => {
            // The letters of the names are those of ASCII in every encoding.
            let letters: Vec<u8> = body
                .iter()
                .skip(1)
                .filter(|byte| (0x20..0x7f).contains(*byte))
                .map(u8::to_ascii_uppercase)
                .collect();
            let shared = letters.starts_with(b"FMPS_RATING") && !letters.starts_with(b"FMPS_RATING_");
            shared || letters.starts_with(b"LOVE RATING")
        }
        _ => false,
    }
}

/// Our frames.
fn own(version: u8, rated: Rated, altered: bool) -> Vec<u8> {
    let mut frames = Vec::new();
    if rated.stars > 0 {
        // In an altered tag of version 4 no byte may look like sound.
        let five = if altered { 254 } else { 255 };
        let value = [0, 1, 64, 128, 196, five][usize::from(rated.stars.min(5))];
        frames.extend(frame(version, ["POP", "POPM"], &[OWNER, &[0, value], &[0; 4]].concat()));
        let text = format!("{:.1}", f32::from(rated.stars.min(5)) / 5.0);
        frames.extend(frame(version, ["TXX", "TXXX"], &[b"\0FMPS_Rating\0", text.as_bytes()].concat()));
    }
    if let Some(letter) = rated.letter() {
        frames.extend(frame(version, ["TXX", "TXXX"], &[b"\0LOVE RATING\0", letter.as_bytes()].concat()));
    }
    frames
}

fn frame(version: u8, names: [&str; 2], body: &[u8]) -> Vec<u8> {
    let size = body.len();
    // Frames of ours are shorter than 128 bytes, whose size is the same in each way of writing it.
    let bytes = [(size >> 16) as u8, (size >> 8) as u8, size as u8];
    if version == 2 {
        return [names[0].as_bytes(), &bytes, body].concat();
    }
    [names[1].as_bytes(), &[0], &bytes, &[0, 0], body].concat()
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
}

fn syncsafe(bytes: &[u8]) -> Option<usize> {
    let safe = bytes.iter().all(|byte| byte & 0x80 == 0);
    safe.then(|| bytes.iter().fold(0, |sum, byte| (sum << 7) | usize::from(*byte)))
}

fn without_alteration(body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(body.len());
    for (at, byte) in body.iter().enumerate() {
        if !(*byte == 0 && at > 0 && body[at - 1] == 0xff) {
            plain.push(*byte);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Like;

    const FOUR: Rated = Rated { stars: 4, like: Like::Neutral };

    fn tag(version: u8, flags: u8, body: &[u8]) -> Vec<u8> {
        let size = [21, 14, 7, 0].map(|shift| (body.len() >> shift) as u8 & 0x7f);
        [b"ID3", [version, 0, flags].as_slice(), &size, body, b"\xff\xfbthe sound"].concat()
    }

    /// The file with the mark, and its frames.
    fn marked(file: &[u8], rated: Rated) -> (Vec<u8>, Vec<Vec<u8>>) {
        let (head, from) = head(file, rated).unwrap();
        let new = [head, file[from..].to_vec()].concat();
        assert!(new.ends_with(b"\xff\xfbthe sound"));
        let size = syncsafe(&new[6..10]).unwrap();
        let found = frames(&new[10..10 + size], new[3]).unwrap();
        let found = found.into_iter().map(<[u8]>::to_vec).collect();
        (new, found)
    }

    #[test]
    fn unknown_frames_of_each_version_stay_to_the_byte_and_in_their_order() {
        let v2: Vec<&[u8]> =
            vec![b"TT2\0\0\x02\0x", b"XYZ\0\0\x03abc", b"PIC\0\0\x05\0JPG\xff", b"POP\0\0\x04bob\0"];
        let v3: Vec<&[u8]> =
            vec![b"XXXX\0\0\0\x03\x40\x20abc", b"PRIV\0\0\0\x04\0\0a\0\xff\xe0", b"TIT2\0\0\0\x02\0\0\0x"];
        let v4: Vec<&[u8]> =
            vec![b"TDRL\0\0\0\x05\0\0\x032020", b"ZZZ9\0\0\0\x01\0\x0ea", b"TIT2\0\0\0\x02\0\0\x03x"];
        for (version, old) in [(2, v2), (3, v3), (4, v4)] {
            let file = tag(version, 0, &old.concat());
            let (once, found) = marked(&file, FOUR);
            assert_eq!(found[..old.len()], old[..], "version {version}");
            assert_eq!(found.len(), old.len() + 2);
            let (again, found) = marked(&once, Rated { stars: 0, like: Like::Liked });
            assert_eq!(found[..old.len()], old[..]);
            assert_eq!(found.len(), old.len() + 1, "the stars are gone, the like is there");
            assert_eq!(again.len(), once.len(), "there was room");
        }
    }

    #[test]
    fn altered_tags_are_read_as_they_were_meant() {
        let file = tag(3, 0x80, b"PRIV\0\0\0\x03\0\0\xff\x00\xe0a");
        let (new, found) = marked(&file, FOUR);
        assert_eq!((found[0].as_slice(), new[5]), (&b"PRIV\0\0\0\x03\0\0\xff\xe0a"[..], 0));
        let file = tag(4, 0x80, b"PRIV\0\0\0\x04\0\x02\xff\x00\xe0a");
        let (new, found) = marked(&file, Rated { stars: 5, like: Like::Neutral });
        assert_eq!((found[0].as_slice(), new[5]), (&b"PRIV\0\0\0\x04\0\x02\xff\x00\xe0a"[..], 0x80));
        assert!(!found[1].contains(&0xff));
    }

    #[test]
    fn plain_sizes_in_version_four_are_understood() {
        let long = vec![b'a'; 200];
        let body = [b"TIT2\0\0\0\xc8\0\0".as_slice(), &long, b"TPE1\0\0\0\x02\0\0\x03x"].concat();
        let (_, found) = marked(&tag(4, 0, &body), FOUR);
        assert_eq!((found[0].len(), found[1].as_slice()), (210, &b"TPE1\0\0\0\x02\0\0\x03x"[..]));
    }

    #[test]
    fn what_cannot_be_understood_is_refused_and_a_file_without_a_tag_gets_one() {
        for file in [
            tag(4, 0x40, b""),
            tag(3, 0, b"T\xfft2\0\0\0\x01\0\0x"),
            tag(3, 0, b"TIT2\0\0\x09\x01\0\0x"),
            tag(9, 0, b""),
        ] {
            assert!(head(&file, FOUR).is_err());
        }
        let (new, found) = marked(b"\xff\xfbthe sound", FOUR);
        assert_eq!((found.len(), new[3]), (2, 4));
    }

    #[test]
    fn other_peoples_ratings_stay() {
        let body = b"POPM\0\0\0\x05\0\0bob\0\x01TXXX\0\0\0\x17\0\0\0FMPS_Rating_User\0bob:1";
        let (_, found) = marked(&tag(3, 0, body), FOUR);
        assert_eq!(found.len(), 4);
        let (_, found) = marked(&tag(3, 0, b"TXXX\0\0\0\x10\0\0\0FMPS_RATING\x000.2"), FOUR);
        assert_eq!(found.len(), 2, "there is one shared rating");
    }
}
