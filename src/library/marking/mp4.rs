//! Puts ratings into the list of tags of an MP4 file: every other tag and box stays as it is, byte by byte. What the list
//! grows by is taken from the free room behind it; without enough of that, the places where the sound lies are told anew.

use super::{Rated, Refused};

/// Free-form tags are named in this space by all programs.
const SPACE: &[u8] = b"com.apple.iTunes";
const STARS: &str = "FMPS_Rating";
const LIKE: &str = "LOVE RATING";
/// Boxes that tell places in a way that is not understood here.
const TOO_MUCH: [&[u8; 4]; 4] = [b"moof", b"mfra", b"sidx", b"saio"];

/// Is it such a file?
pub fn is_mp4(file: &[u8]) -> bool {
    file.get(4..8) == Some(b"ftyp")
}

/// The whole file with the rating in it.
pub fn marked(file: &[u8], rated: Rated) -> Result<Vec<u8>, Refused> {
    rewritten(file, rated).ok_or(Refused::Unclear)
}

fn rewritten(file: &[u8], rated: Rated) -> Option<Vec<u8>> {
    let top = boxes(file, 0, file.len())?;
    let moov = only(&top, *b"moov")?;
    let udta = only(&boxes(file, moov.body, moov.end)?, *b"udta")?;
    let meta = only(&boxes(file, udta.body, udta.end)?, *b"meta")?;
    // A box with a version; QuickTime's own kind has none, and other contents.
    if file.get(meta.body..meta.body + 4) != Some(&[0; 4]) {
        return None;
    }
    let inside = boxes(file, meta.body + 4, meta.end)?;
    let list = only(&inside, *b"ilst")?;
    if top.iter().any(|found| TOO_MUCH.contains(&&found.kind))
        || [moov, udta, meta, list].iter().any(|found| found.body - found.start != 8)
    {
        return None;
    }
    let mut tags = Vec::new();
    for tag in boxes(file, list.body, list.end)?.iter().filter(|tag| !is_own(file, tag)) {
        tags.extend(&file[tag.start..tag.end]);
    }
    tags.extend(own(rated));
    let mut replaced = boxed(*b"ilst", &tags)?;
    let free =
        inside.iter().find(|found| found.start == list.end && matches!(&found.kind, b"free" | b"skip"));
    let mut after = list.end;
    if let Some(free) = free
        && let Some(room) = (free.end - list.start).checked_sub(replaced.len())
        && (room == 0 || room >= 8)
    {
        after = free.end;
        if room > 0 {
            replaced.extend(boxed(*b"free", &vec![0; room - 8])?);
        }
    }
    let by = replaced.len().cast_signed() - (after - list.start).cast_signed();
    let mut new = [&file[..list.start], &replaced, &file[after..]].concat();
    for grown in [moov, udta, meta] {
        let size = u32::try_from((grown.end - grown.start).checked_add_signed(by)?).ok()?;
        new[grown.start..grown.start + 4].copy_from_slice(&size.to_be_bytes());
    }
    if by != 0 {
        let grown = Atom { end: moov.end.checked_add_signed(by)?, ..moov };
        move_chunks(&mut new, grown, (moov.end, by))?;
    }
    Some(new)
}

/// Adds `by` to each place of sound that lies behind `from`.
fn move_chunks(file: &mut [u8], moov: Atom, (from, by): (usize, isize)) -> Option<()> {
    for track in boxes(file, moov.body, moov.end)?.iter().filter(|found| &found.kind == b"trak") {
        let mut table = *track;
        for kind in [b"mdia", b"minf", b"stbl"] {
            table = only(&boxes(file, table.body, table.end)?, *kind)?;
        }
        for places in boxes(file, table.body, table.end)? {
            let width = match &places.kind {
                b"stco" => 4,
                b"co64" => 8,
                kind if TOO_MUCH.contains(&kind) => return None,
                _ => continue,
            };
            let (_, list) = file.get_mut(places.body..places.end)?.split_at_mut_checked(8)?;
            for place in list.chunks_exact_mut(width) {
                let old = place.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
                let old = usize::try_from(old).ok()?;
                if old < from && old >= moov.start {
                    return None;
                }
                if old >= from {
                    let new = old.checked_add_signed(by)? as u64;
                    if width == 4 && u32::try_from(new).is_err() {
                        return None;
                    }
                    place.copy_from_slice(&new.to_be_bytes()[8 - width..]);
                }
            }
        }
    }
    Some(())
}

/// A part of the file.
#[derive(Clone, Copy, Debug)]
struct Atom {
    kind: [u8; 4],
    start: usize,
    /// Where what it holds begins.
    body: usize,
    end: usize,
}

/// The boxes that fill a part of the file; `None` where they do not.
fn boxes(file: &[u8], mut at: usize, end: usize) -> Option<Vec<Atom>> {
    let mut found = Vec::new();
    while at < end {
        let head = file.get(at..at + 8)?;
        let kind = [head[4], head[5], head[6], head[7]];
        let (body, size) = match u32::from_be_bytes([head[0], head[1], head[2], head[3]]) {
            // To the end of the file: there is nothing behind it.
            0 if end == file.len() => (at + 8, end - at),
            1 => {
                let long = file.get(at + 8..at + 16)?;
                let size = long.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
                (at + 16, usize::try_from(size).ok()?)
            }
            size => (at + 8, size as usize),
        };
        let next = at.checked_add(size).filter(|next| *next >= body && *next <= end)?;
        found.push(Atom { kind, start: at, body, end: next });
        at = next;
    }
    Some(found)
}

/// The box of a kind, where there is exactly one.
fn only(found: &[Atom], kind: [u8; 4]) -> Option<Atom> {
    let mut of_kind = found.iter().filter(|found| found.kind == kind);
    of_kind.next().filter(|_| of_kind.next().is_none()).copied()
}

fn boxed(kind: [u8; 4], body: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(body.len() + 8).ok()?;
    Some([&size.to_be_bytes()[..], &kind, body].concat())
}

/// Ours, and those whose meaning all programs share: there is one of each.
fn is_own(file: &[u8], tag: &Atom) -> bool {
    if &tag.kind != b"----" {
        return false;
    }
    let parts = boxes(file, tag.body, tag.end).unwrap_or_default();
    let text = |kind| only(&parts, kind).and_then(|part| file.get(part.body + 4..part.end));
    let named = |name: &str| text(*b"name").is_some_and(|text| text.eq_ignore_ascii_case(name.as_bytes()));
    text(*b"mean") == Some(SPACE) && (named(STARS) || named(LIKE))
}

fn own(rated: Rated) -> Vec<u8> {
    let stars = (rated.stars > 0).then(|| format!("{:.1}", f32::from(rated.stars.min(5)) / 5.0));
    let like = rated.letter().map(str::to_owned);
    let tags = [(STARS, stars), (LIKE, like)].into_iter();
    tags.filter_map(|(name, value)| free_form(name, &value?)).flatten().collect()
}

fn free_form(name: &str, value: &str) -> Option<Vec<u8>> {
    let mean = boxed(*b"mean", &[&[0; 4], SPACE].concat())?;
    let name = boxed(*b"name", &[&[0; 4], name.as_bytes()].concat())?;
    // 1: the value is UTF-8; no language.
    let data = boxed(*b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0], value.as_bytes()].concat())?;
    boxed(*b"----", &[mean, name, data].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Like;

    const FOUR: Rated = Rated { stars: 4, like: Like::Liked };
    const NONE: Rated = Rated { stars: 0, like: Like::Neutral };
    const SOUND: &[u8] = b"first chunk second chunk";

    fn make(kind: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
        boxed(kind, &parts.concat()).unwrap()
    }

    /// A file with two chunks of sound before or behind its tags, and so much free room behind the list.
    fn file(sound_last: bool, room: Option<usize>) -> Vec<u8> {
        let odd = make(*b"\xa9odd", &[b"\0\xff anything"]);
        let theirs = free_form("FMPS_Rating_Amarok_Score", "0.3").unwrap();
        let list = make(*b"ilst", &[&odd, &theirs]);
        let free = room.map_or_else(Vec::new, |room| make(*b"free", &[&vec![0; room]]));
        let meta = make(*b"meta", &[&[0; 4], &make(*b"hdlr", &[b"mdirappl"]), &list, &free]);
        let with_places = |start: usize| {
            let (first, second) = (start as u32, start as u64 + 12);
            let stco = make(*b"stco", &[&[0; 4], &1_u32.to_be_bytes(), &first.to_be_bytes()]);
            let co64 = make(*b"co64", &[&[0; 4], &1_u32.to_be_bytes(), &second.to_be_bytes()]);
            let track = |places: &[u8]| {
                make(*b"trak", &[&make(*b"mdia", &[&make(*b"minf", &[&make(*b"stbl", &[places])])])])
            };
            make(*b"moov", &[&track(&stco), &track(&co64), &make(*b"udta", &[&meta])])
        };
        let (ftyp, mdat) = (make(*b"ftyp", &[b"M4A "]), make(*b"mdat", &[SOUND]));
        let before = ftyp.len() + 8 + if sound_last { with_places(0).len() } else { 0 };
        let moov = with_places(before);
        if sound_last { [ftyp, moov, mdat].concat() } else { [ftyp, mdat, moov].concat() }
    }

    /// What lies where the tables say that the chunks begin.
    fn chunks(file: &[u8]) -> [&[u8]; 2] {
        let find = |kind: &[u8]| file.windows(4).position(|four| four == kind).unwrap() + 4 + 8;
        let number =
            |at: usize, width| file[at..at + width].iter().fold(0, |sum, b| (sum << 8) | usize::from(*b));
        let (first, second) = (number(find(b"stco"), 4), number(find(b"co64"), 8));
        [&file[first..first + 12], &file[second..second + 12]]
    }

    fn tags(file: &[u8]) -> Vec<Vec<u8>> {
        let mut part = only(&boxes(file, 0, file.len()).unwrap(), *b"moov").unwrap();
        for (kind, skipped) in [(b"udta", 0), (b"meta", 0), (b"ilst", 4)] {
            part = only(&boxes(file, part.body + skipped, part.end).unwrap(), *kind).unwrap();
        }
        let tags = boxes(file, part.body, part.end).unwrap();
        tags.iter().map(|tag| file[tag.start..tag.end].to_vec()).collect()
    }

    #[test]
    fn odd_tags_stay_to_the_byte_and_the_sound_is_found_wherever_it_lies() {
        for sound_last in [false, true] {
            for room in [None, Some(0), Some(60), Some(2000)] {
                let old = file(sound_last, room);
                let new = marked(&old, FOUR).unwrap();
                assert_eq!(chunks(&new), [b"first chunk ", b"second chunk"], "{sound_last} {room:?}");
                let (before, after) = (tags(&old), tags(&new));
                assert_eq!((after.len(), &after[..2]), (4, &before[..]));
                assert_eq!(new.len() == old.len(), room == Some(2000), "free room is used");
                let back = marked(&new, NONE).unwrap();
                assert_eq!((tags(&back), chunks(&back)), (before, [&b"first chunk "[..], b"second chunk"]));
            }
        }
    }

    #[test]
    fn one_shared_rating_is_there_and_what_is_not_understood_is_refused() {
        let once = marked(&file(true, None), FOUR).unwrap();
        let twice = marked(&once, Rated { stars: 2, like: Like::Neutral }).unwrap();
        assert_eq!(tags(&twice).len(), 3);
        let whole = file(true, None);
        let fragmented = [whole.clone(), make(*b"moof", &[])].concat();
        let without_tags =
            [make(*b"ftyp", &[b"M4A "]), make(*b"moov", &[]), make(*b"mdat", &[SOUND])].concat();
        for bad in [&whole[..whole.len() - 1], &fragmented, &without_tags, b"\0\0\0\x08ftyp\0\0"] {
            assert!(marked(bad, FOUR).is_err());
        }
    }
}
