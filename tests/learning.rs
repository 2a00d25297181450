//! Does learning help made-up listeners? A small version of `benches/dj_learning.rs`, which has the numbers and intervals.

#![allow(clippy::unwrap_used)] // A test may fail.

#[path = "support/listeners.rs"]
#[allow(dead_code, reason = "the bench uses the rest")]
mod listeners;

use listeners::{Chooser, Dice, World, listen, skip_rate};

const LISTENERS: u64 = 6;

/// The mean part of skips from one play to another over all listeners.
fn skips(chooser: Chooser, turns_after: Option<usize>, plays: std::ops::Range<usize>) -> f32 {
    let world = World::new(&mut Dice::new(1));
    let rates = (0..LISTENERS).map(|seed| {
        let skipped = listen(&world, seed, chooser, plays.end, turns_after);
        skip_rate(&skipped[plays.clone()])
    });
    rates.sum::<f32>() / LISTENERS as f32
}

#[test]
fn after_200_plays_a_learning_dj_is_skipped_less() {
    let learning = skips(Chooser::Learning, None, 200..300);
    for (chooser, most) in [(Chooser::NotLearning, 0.75), (Chooser::Nearest, 0.75), (Chooser::Random, 0.6)] {
        let other = skips(chooser, None, 200..300);
        assert!(learning < most * other, "{learning} against {other} of {chooser:?}");
    }
}

#[test]
fn a_listener_whose_taste_turns_is_followed() {
    let just_after = skips(Chooser::Learning, Some(200), 200..230);
    let followed = skips(Chooser::Learning, Some(200), 270..300);
    let off = skips(Chooser::NotLearning, Some(200), 270..300);
    assert!(followed < just_after && followed < 0.9 * off, "{just_after} {followed} {off}");
}
