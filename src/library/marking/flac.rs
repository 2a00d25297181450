//! Puts ratings into the comments of FLAC files: every other block and comment stays as it is, byte by byte.

use super::{Rated, Refused, comments};

const COMMENTS: u8 = 4;
const PADDING: u8 = 1;
/// Room left for others when the blocks have to grow.
const ROOM: usize = 4096;

/// The new beginning of a file, and where the old one goes on behind it.
pub fn head(file: &[u8], rated: Rated) -> Result<(Vec<u8>, usize), Refused> {
    let (blocks, end) = blocks(file).ok_or(Refused::Unclear)?;
    let old = blocks.iter().find(|(kind, _)| *kind == COMMENTS).map(|(_, body)| *body);
    let (comments, rest) = comments::with_mark(old, rated).ok_or(Refused::Unclear)?;
    if !rest.is_empty() {
        return Err(Refused::Unclear);
    }
    let mut new = b"fLaC".to_vec();
    let mut placed = false;
    for (kind, body) in &blocks {
        match *kind {
            PADDING => {}
            COMMENTS if placed => block(&mut new, COMMENTS, body),
            COMMENTS => {
                block(&mut new, COMMENTS, &comments);
                placed = true;
            }
            kind => block(&mut new, kind, body),
        }
    }
    if !placed {
        block(&mut new, COMMENTS, &comments);
    }
    // Exactly as long as before where there was room, so that the sound stays in its place.
    let room = end.checked_sub(new.len() + 4).unwrap_or(ROOM);
    if room > 0x00ff_ffff || comments.len() > 0x00ff_ffff {
        return Err(Refused::Unclear);
    }
    block(&mut new, PADDING | 0x80, &vec![0; room]);
    Ok((new, end))
}

fn block(file: &mut Vec<u8>, kind: u8, body: &[u8]) {
    let size = body.len();
    file.extend([kind, (size >> 16) as u8, (size >> 8) as u8, size as u8]);
    file.extend(body);
}

/// A block of the file: its kind and what it holds.
type Block<'a> = (u8, &'a [u8]);

/// The blocks, and where the sound begins.
fn blocks(file: &[u8]) -> Option<(Vec<Block<'_>>, usize)> {
    file.strip_prefix(b"fLaC")?;
    let (mut blocks, mut at) = (Vec::new(), 4);
    loop {
        let head = file.get(at..at + 4)?;
        let size = usize::from(head[1]) << 16 | usize::from(head[2]) << 8 | usize::from(head[3]);
        blocks.push((head[0] & 0x7f, file.get(at + 4..at + 4 + size)?));
        at += 4 + size;
        if head[0] & 0x80 != 0 {
            return Some((blocks, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Like;
    use crate::library::marking::comments::put;

    fn file(blocks: &[(u8, &[u8])]) -> Vec<u8> {
        let mut file = b"fLaC".to_vec();
        for (at, (kind, body)) in blocks.iter().enumerate() {
            let last = if at + 1 == blocks.len() { 0x80 } else { 0 };
            block(&mut file, kind | last, body);
        }
        [file, b"the frames".to_vec()].concat()
    }

    fn comment_block(list: &[&[u8]]) -> Vec<u8> {
        let mut block = Vec::new();
        put(&mut block, b"somebody").unwrap();
        block.extend((list.len() as u32).to_le_bytes());
        for text in list {
            put(&mut block, text).unwrap();
        }
        block
    }

    #[test]
    fn odd_comments_and_blocks_stay_to_the_byte() {
        let odd: [&[u8]; 5] = [b"TITLE=x", b"no equals sign", b"=", b"\xff\xfe=\xe9", b"TITLE=twice"];
        let comments = comment_block(&odd);
        let old = file(&[
            (0, &[7; 34]),
            (2, b"appldata"),
            (4, &comments),
            (6, b"picture"),
            (1, &[0; 600]),
            (127, b"?"),
        ]);
        let (new_head, from) = head(&old, Rated { stars: 3, like: Like::Liked }).unwrap();
        let new = [new_head, old[from..].to_vec()].concat();
        assert_eq!(new.len(), old.len(), "there was room");
        let (kept, at) = blocks(&new).unwrap();
        assert_eq!(&new[at..], b"the frames");
        let kinds: Vec<u8> = kept.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [0, 2, 4, 6, 127, 1]);
        let (vendor, found, _) = comments::parse(kept[2].1).unwrap();
        assert_eq!((vendor, &found[..5]), (&b"somebody"[..], &odd[..]));
        assert_eq!(found[5..], [&b"FMPS_RATING=0.6"[..], b"LOVE RATING=L"]);
        let (second, _) = head(&new, Rated { stars: 0, like: Like::Neutral }).unwrap();
        let (kept, _) = blocks(&second).unwrap();
        assert_eq!(kept[2].1, comments);
    }

    #[test]
    fn without_room_or_comments_the_file_grows_and_nonsense_is_refused() {
        let old = file(&[(0, &[7; 34])]);
        let (new, from) = head(&old, Rated { stars: 5, like: Like::Neutral }).unwrap();
        assert!(new.len() > from && old[from..] == *b"the frames");
        for bad in
            [b"OggS".to_vec(), b"fLaC\0\0\xff\xff".to_vec(), file(&[(0, &[7; 34]), (4, b"\xff\xff\xff\xff")])]
        {
            assert!(head(&bad, Rated { stars: 5, like: Like::Neutral }).is_err());
        }
    }
}
