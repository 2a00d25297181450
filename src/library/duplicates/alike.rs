//! Finds prints of one recording among many without comparing each with each.
//!
//! Prints of one recording share many words to the bit. Of all words a fixed share is chosen by their own value, so that the same
//! ones are chosen from each print; prints with chosen words in common and nearly the same length are compared.

use std::collections::HashMap;

use crate::audio::print::is_same_recording;
use crate::library::TrackId;

/// A track with its print.
#[derive(Clone, Debug)]
pub struct Printed {
    pub id: TrackId,
    pub length_secs: f64,
    pub print: Vec<u32>,
}

/// Shorter tracks have no print to speak of; longer ones are mixes and audiobooks.
pub const SHORTEST_SECS: f64 = 4.0;
pub const LONGEST_SECS: f64 = 3600.0;
/// Another length than this is another version: encoders add far less.
const LENGTH_SECS: f64 = 3.0;
/// One word of so many is chosen.
const CHOSEN: u32 = 8;
/// A word that more prints have than this is no mark of a recording.
const MOST_COMMON: usize = 64;

/// Groups of two or more, each as places in `tracks`, in order.
pub fn groups(tracks: &[Printed]) -> Vec<Vec<usize>> {
    let mut roots: Vec<usize> = (0..tracks.len()).collect();
    for holders in holders(tracks).into_values().filter(|holders| holders.len() <= MOST_COMMON) {
        for (at, first) in holders.iter().enumerate() {
            for second in &holders[at + 1..] {
                join(tracks, &mut roots, *first, *second);
            }
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for place in 0..tracks.len() {
        groups.entry(root(&mut roots, place)).or_default().push(place);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    groups
}

/// Which prints hold each chosen word.
fn holders(tracks: &[Printed]) -> HashMap<u32, Vec<usize>> {
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, track) in tracks.iter().enumerate() {
        // Multiplied by an odd number without a pattern, since neighbouring words differ in few bits.
        for word in track.print.iter().filter(|word| word.wrapping_mul(0x9e37_79b1) >> 16 & (CHOSEN - 1) == 0)
        {
            let places = holders.entry(*word).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    holders
}

fn join(tracks: &[Printed], roots: &mut [usize], first: usize, second: usize) {
    let (a, b) = (&tracks[first], &tracks[second]);
    if (a.length_secs - b.length_secs).abs() > LENGTH_SECS {
        return;
    }
    let (of_a, of_b) = (root(roots, first), root(roots, second));
    if of_a != of_b && is_same_recording(&a.print, &b.print) {
        roots[of_a.max(of_b)] = of_a.min(of_b);
    }
}

fn root(roots: &mut [usize], mut place: usize) -> usize {
    while roots[place] != place {
        roots[place] = roots[roots[place]];
        place = roots[place];
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(id: i64, length_secs: f64, seed: u64) -> Printed {
        let mut random = fastrand::Rng::with_seed(seed);
        Printed { id: TrackId(id), length_secs, print: (0..400).map(|_| random.u32(..)).collect() }
    }

    #[test]
    fn the_same_recording_is_found_among_others_and_another_length_is_another_version() {
        let mut tracks: Vec<Printed> = (0..50).map(|i| track(i, 200.0, i as u64)).collect();
        let mut coded = tracks[7].clone();
        coded.length_secs = 201.0;
        for word in coded.print.iter_mut().step_by(3) {
            *word ^= 0b101;
        }
        let mut longer = tracks[9].clone();
        longer.length_secs = 260.0;
        tracks.extend([coded, longer]);
        assert_eq!(groups(&tracks), [vec![7, 50]]);
    }
}
