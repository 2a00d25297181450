//! Comments as Vorbis defined them and FLAC and Opus took over: a vendor, then a list of texts, each with its length.

use super::Rated;

/// The comments with what was said in place of one that was there, and what follows them; `None` where they make no sense.
pub fn with_mark(old: Option<&[u8]>, rated: Rated) -> Option<(Vec<u8>, &[u8])> {
    let (vendor, mut comments, rest) = match old {
        Some(old) => parse(old)?,
        None => (&b"Mien"[..], Vec::new(), &[][..]),
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
    Some((new, rest))
}

/// Adds a text with its length.
pub fn put(new: &mut Vec<u8>, text: &[u8]) -> Option<()> {
    new.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
    new.extend(text);
    Some(())
}

/// Vendor, comments, and what follows them.
pub type Parsed<'a> = (&'a [u8], Vec<&'a [u8]>, &'a [u8]);

/// Takes a block apart; `None` where it is cut off.
pub fn parse(block: &[u8]) -> Option<Parsed<'_>> {
    let mut rest = block;
    let vendor = take(&mut rest)?;
    let count = length(&mut rest)?;
    let comments = (0..count).map(|_| take(&mut rest)).collect::<Option<Vec<_>>>()?;
    Some((vendor, comments, rest))
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
