//! Puts ratings into the comments of FLAC files: every other block and comment stays as it is, byte by byte.

use super::{Rated, Refused};

const COMMENTS: u8 = 4;
const PADDING: u8 = 1;
/// Room left for others when the blocks have to grow.
const ROOM: usize = 4096;

/// The new beginning of a file, and where the old one goes on behind it.
pub fn head(file: &[u8], rated: Rated) -> Result<(Vec<u8>, usize), Refused> {
    let (blocks, end) = blocks(file).ok_or(Refused::Unclear)?;
    let old = blocks.iter().find(|(kind, _)| *kind == COMMENTS).map(|(_, body)| *body);
    let comments = with_mark(old, rated).ok_or(Refused::Unclear)?;
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

/// The comments with what was said in place of one that was there; `None` where they make no sense.
fn with_mark(old: Option<&[u8]>, rated: Rated) -> Option<Vec<u8>> {
    let (vendor, mut comments) = match old {
        Some(old) => comments(old)?,
        None => (&b"Mien"[..], Vec::new()),
    };
    let is_own = |comment: &&[u8]| {
        let name: Vec<u8> = comment.iter().take_while(|b| **b != b'=').map(u8::to_ascii_uppercase).collect();
        name == b"FMPS_RATING" || name == b"LOVE RATING"
    };
    comments.retain(|comment| !is_own(comment));
    let stars = (rated.stars > 0).then(|| format!("FMPS_RATING={:.1}", f32::from(rated.stars.min(5)) / 5.0));
    let like = rated.letter().map(|letter| format!("LOVE RATING={letter}"));
    let own: Vec<String> = stars.into_iter().chain(like).collect();
    comments.extend(own.iter().map(String::as_bytes));
    let mut new = Vec::new();
    put(&mut new, vendor)?;
    new.extend(u32::try_from(comments.len()).ok()?.to_le_bytes());
    for comment in comments {
        put(&mut new, comment)?;
    }
    Some(new)
}

fn put(new: &mut Vec<u8>, text: &[u8]) -> Option<()> {
    new.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
    new.extend(text);
    Some(())
}

fn comments(block: &[u8]) -> Option<(&[u8], Vec<&[u8]>)> {
    let mut rest = block;
    let vendor = take(&mut rest)?;
    let count = length(&mut rest)?;
    let comments = (0..count).map(|_| take(&mut rest)).collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some((vendor, comments))
}

fn length(rest: &mut &[u8]) -> Option<usize> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    usize::try_from(u32::from_le_bytes(*number)).ok()
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = length(rest)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Like;

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
        let (vendor, found) = super::comments(kept[2].1).unwrap();
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
