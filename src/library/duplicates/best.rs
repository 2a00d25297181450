//! Which of several copies seems the best. A suggestion: people know better.

use std::cmp::Reverse;

use super::{Copy, Keep};

/// Endings of formats that lose nothing. An M4A may be either, which its size tells.
const LOSSLESS: [&str; 8] = ["FLAC", "WAV", "WAVE", "AIF", "AIFF", "AIFC", "ALAC", "CAF"];
/// Kilobits a second from which an M4A is taken for lossless: AAC has no such rates.
const LOSSLESS_KILOBITS: u32 = 450;
/// Less of a difference in the rate is none, as a share: variable rates and covers make as much.
const NOTICEABLE: f64 = 1.15;

/// The copies with the best first, and why.
pub fn first(mut copies: Vec<Copy>) -> (Vec<Copy>, Keep) {
    copies.sort_by_key(|copy| {
        (!is_lossless(copy), Reverse(rate_step(copy)), Reverse(tags(copy)), copy.track.added, copy.track.id)
    });
    let reason = match copies.as_slice() {
        [best, next, ..] if is_lossless(best) && !is_lossless(next) => Keep::Lossless,
        [best, next, ..] if rate_step(best) > rate_step(next) => Keep::HigherRate,
        [best, next, ..] if tags(best) > tags(next) => Keep::MoreTags,
        _ => Keep::First,
    };
    (copies, reason)
}

fn is_lossless(copy: &Copy) -> bool {
    let format = copy.format();
    LOSSLESS.contains(&format.as_str()) || (format == "M4A" && copy.kilobits() >= LOSSLESS_KILOBITS)
}

/// Rates that differ noticeably are on other steps. Among lossless files the rate says nothing.
fn rate_step(copy: &Copy) -> u32 {
    if is_lossless(copy) { 0 } else { f64::from(copy.kilobits().max(1)).log(NOTICEABLE).round() as u32 }
}

/// How much its tags say.
fn tags(copy: &Copy) -> usize {
    let tags = &copy.track.tags;
    let said = [
        tags.artist.is_some(),
        tags.album.is_some(),
        tags.album_artist.is_some(),
        tags.genre.is_some(),
        tags.year.is_some(),
        tags.track_number.is_some(),
        copy.track.has_cover,
    ];
    said.into_iter().filter(|is_said| *is_said).count()
}
